//! Files of others: the samples with their truth, and the peers' collection.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use calamine::{Data, Reader, Xls, open_workbook};
use serde_json::Value;
use torimatome::grid::{
    Cell, CellValue, FontStyle, HorizontalAlignment, ShapeKind, Sheet, Workbook,
};
use torimatome::intake::FileFormat;
use torimatome::units::CellAddress;
use walkdir::WalkDir;

use super::super::read_file;
use crate::support::shared;

/// calamine panics on the first three, allocates without end on the next two, takes a chart's
/// numbers for cells in `any_sheets`, and leaves zeros between letters in the others (as seen with
/// xlrd, whose values are ours).
const CALAMINE_FAILS: [&str; 8] = [
    "Test_git_issue_467_empty_continue_leftoverbytes.xls",
    "Test_git_issue_467_sst_empty_continue.xls",
    "Test_Issue_12556_corrupt.xls",
    "Test_git_issue_382_oom.xls",
    "oleloop.xls",
    "any_sheets.xls",
    "Test_git_issue_111_NoRowRecords.xls",
    "sheet_name_parsing.xls",
];

fn files(folder: &str) -> Vec<PathBuf> {
    let Some(root) = shared(folder) else { return Vec::new() };
    let walk = WalkDir::new(root).sort_by_file_name().into_iter();
    let paths = walk.map(|entry| entry.unwrap().into_path());
    paths.filter(|path| path.extension().is_some_and(|ending| ending == "xls")).collect()
}

type Values = BTreeMap<(String, CellAddress), String>;

fn by_calamine(path: &Path) -> Option<Values> {
    let mut book: Xls<_> = open_workbook(path).ok()?;
    let mut values = BTreeMap::new();
    for name in book.sheet_names() {
        let Ok(range) = book.worksheet_range(&name) else { continue };
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, data) in range.used_cells() {
            let row = top + u32::try_from(row).unwrap();
            let column = left + u32::try_from(column).unwrap();
            let value = match data {
                Data::String(text) if text.is_empty() => continue,
                Data::DateTime(serial) => serial.as_f64().to_string(),
                other => other.to_string(),
            };
            values.insert((name.clone(), CellAddress::new(row, column)), value);
        }
    }
    Some(values)
}

/// Our values in calamine's words; of dates and lengths of time only that they are there, for
/// calamine takes other formats for dates.
fn agrees(cell: &Cell, theirs: &str) -> bool {
    match &cell.value {
        CellValue::Number(number) => number.to_string() == theirs,
        CellValue::DateTime(_) | CellValue::Duration(_) => theirs.parse::<f64>().is_ok(),
        CellValue::Boolean(truth) => truth.to_string() == theirs,
        CellValue::Text(text) => **text == *theirs,
        CellValue::Error(error) => **error == *theirs,
        CellValue::Empty => false,
    }
}

fn compare(path: &Path, book: &Workbook, theirs: &Values) -> usize {
    let mut ours = 0;
    for sheet in &book.sheets {
        for (address, cell) in &sheet.cells {
            if cell.value == CellValue::Empty {
                continue;
            }
            ours += 1;
            let found = theirs.get(&(sheet.name.to_string(), *address));
            let fits = found.is_some_and(|value| agrees(cell, value));
            assert!(fits, "{} {} {address}: {found:?} {cell:?}", path.display(), sheet.name);
        }
    }
    assert_eq!(ours, theirs.len(), "{}", path.display());
    ours
}

#[test]
fn values_are_those_that_calamine_reads() {
    let mut cells = 0;
    for path in [files("samples"), files("peers")].concat() {
        let name = path.file_name().unwrap().to_str().unwrap();
        if CALAMINE_FAILS.contains(&name) {
            continue;
        }
        let (ours, theirs) = (read_file(&path, FileFormat::Xls), by_calamine(&path));
        if let (Ok(ours), Some(theirs)) = (ours, theirs) {
            cells += compare(&path, &ours, &theirs);
        }
    }
    println!("{cells} cells of .xls files compared with calamine");
}

#[test]
fn no_peers_file_takes_long() {
    for path in files("peers") {
        let start = Instant::now();
        let _ = read_file(&path, FileFormat::Xls);
        assert!(start.elapsed() < Duration::from_secs(2), "{}", path.display());
    }
}

/// Participants of the samples whose sheets stand in an .xls file: the sheet and the scores.
fn participants(how: &str) -> Vec<(Sheet, Vec<Option<u64>>)> {
    let mut found = Vec::new();
    for corpus in ["small", "wide"] {
        let Some(truth) = shared(&format!("samples/{corpus}.truth.json")) else { continue };
        let truth: Value = serde_json::from_slice(&std::fs::read(truth).unwrap()).unwrap();
        let cases = truth["cases"].as_array().unwrap().iter();
        // Only the participants' own sheets bear marks.
        let marked = cases.filter(|case| case["how"] == how && case["mode"] != "only31");
        for person in marked.flat_map(|case| case["participants"].as_array().unwrap()) {
            let path = person["source_path"].as_str().unwrap_or_default();
            if Path::new(path).extension().is_none_or(|ending| ending != "xls") {
                continue;
            }
            let path = shared(&format!("samples/{corpus}/{path}")).unwrap();
            let book = read_file(&path, FileFormat::Xls).unwrap();
            let name = person["sheet"].as_str().unwrap();
            let sheet = book.sheets.into_iter().find(|sheet| *sheet.name == *name).unwrap();
            let scores = (1..=16).map(|item| person["scores"][item.to_string()].as_u64());
            found.push((sheet, scores.collect()));
        }
    }
    println!("{} participants marked by {how} in .xls files", found.len());
    found
}

/// Cells that offer 5 to 1, in the order of the items: down the left column, then the right one.
fn choices(sheet: &Sheet) -> Vec<(CellAddress, &Cell)> {
    let offers = |cell: &Cell| cell.text.contains('５') && cell.text.contains('１');
    let mut cells: Vec<_> = sheet
        .cells
        .iter()
        .filter(|(_, cell)| offers(cell))
        .map(|(address, cell)| (*address, cell))
        .collect();
    cells.sort_by_key(|(address, _)| (address.column, address.row));
    cells
}

fn score(letter: char) -> Option<u64> {
    u64::from(letter).checked_sub(u64::from('０')).filter(|score| (1..=5).contains(score))
}

/// The score whose letter looks unlike the other four.
fn odd_one(cell: &Cell) -> Option<u64> {
    let look = |position: usize| {
        let run = cell.runs.iter().find(|run| (run.start..run.end).contains(&position));
        run.map_or(&cell.style.font, |run| &run.font)
    };
    let letters: Vec<(u64, &FontStyle)> = cell
        .text
        .chars()
        .enumerate()
        .filter_map(|(position, letter)| Some((score(letter)?, look(position))))
        .collect();
    assert_eq!(letters.len(), 5, "{}", cell.text);
    let alone = |font: &FontStyle| letters.iter().filter(|(_, other)| *other == font).count() == 1;
    letters.iter().find(|(_, font)| alone(font)).map(|(score, _)| *score)
}

#[test]
fn emphasis_in_the_samples_is_where_their_truth_says() {
    for (sheet, scores) in participants("emphasis") {
        let read: Vec<_> = choices(&sheet).iter().map(|(_, cell)| odd_one(cell)).collect();
        assert_eq!(read, scores, "{}", sheet.name);
    }
}

/// The score whose letter lies under the middle of an oval, the text standing centred or from the
/// left edge and every letter being as wide as the font is high.
fn circled(sheet: &Sheet, (address, cell): (CellAddress, &Cell)) -> Option<u64> {
    let (columns, rows) = (sheet.layout.column_axis(), sheet.layout.row_axis());
    let size = cell.style.font.size.unwrap();
    let letters = f64::from(u32::try_from(cell.text.chars().count()).unwrap());
    let room = columns.size(address.column) - letters * size;
    let centred = cell.style.horizontal == HorizontalAlignment::Center;
    let start = columns.start(address.column) + if centred { room / 2.0 } else { 0.0 };
    let ovals = sheet.shapes.iter().filter(|shape| {
        shape.kind == ShapeKind::Outline
            && columns.index_at(shape.left + shape.width / 2.0) == address.column
            && rows.index_at(shape.top + shape.height / 2.0) == address.row
    });
    let [oval] = ovals.collect::<Vec<_>>()[..] else { return None };
    let place = ((oval.left + oval.width / 2.0 - start) / size).floor();
    let under = |position: usize| (place - f64::from(u32::try_from(position).unwrap())).abs() < 0.5;
    let letter = cell.text.chars().enumerate().find(|(position, _)| under(*position));
    letter.and_then(|(_, letter)| score(letter))
}

#[test]
fn ovals_in_the_samples_are_where_their_truth_says() {
    for (sheet, scores) in participants("oval") {
        let read: Vec<_> =
            choices(&sheet).into_iter().map(|choice| circled(&sheet, choice)).collect();
        assert_eq!(read, scores, "{}", sheet.name);
    }
}

#[test]
fn ovals_over_cells_in_the_samples_are_one_for_each_score() {
    for (sheet, scores) in participants("cells_oval") {
        let ovals = sheet.shapes.iter().filter(|shape| shape.kind == ShapeKind::Outline);
        assert_eq!(ovals.count(), scores.iter().flatten().count(), "{}", sheet.name);
    }
}

#[test]
fn fills_in_the_samples_are_one_for_each_score() {
    for (sheet, scores) in participants("cells_fill") {
        let digits = sheet.cells.values().filter(|cell| {
            let mut letters = cell.text.chars();
            let first = letters.next();
            letters.next().is_none()
                && first.is_some_and(|letter| score(letter).is_some() || letter.is_ascii_digit())
        });
        let filled = digits.filter(|cell| cell.style.fill.is_some());
        assert_eq!(filled.count(), scores.iter().flatten().count(), "{}", sheet.name);
    }
}
