//! Marks in the shared samples, where their truth says they are.

use serde_json::Value;
use torimatome::grid::{Cell, Sheet, Workbook};
use torimatome::intake::FileFormat;
use torimatome::units::CellAddress;

use super::super::read_file;
use crate::support::shared;

/// Participants of the sample `wide` whose sheets stand in an .ods file: book, sheet, scores.
fn participants(how: &str) -> Vec<(Workbook, String, Vec<Option<u64>>)> {
    let Some(truth) = shared("samples/wide.truth.json") else { return Vec::new() };
    let truth: Value = serde_json::from_slice(&std::fs::read(truth).unwrap()).unwrap();
    let mut found = Vec::new();
    for case in truth["cases"].as_array().unwrap().iter().filter(|case| case["how"] == how) {
        for participant in case["participants"].as_array().unwrap() {
            let Some(path) = participant["source_path"].as_str() else { continue };
            let path = shared("samples/wide").unwrap().join(path);
            if path.extension().is_none_or(|extension| extension != "ods") {
                continue;
            }
            let scores = (1..=16).map(|item| participant["scores"][item.to_string()].as_u64());
            found.push((
                read_file(&path, FileFormat::Ods).unwrap(),
                participant["sheet"].as_str().unwrap().to_owned(),
                scores.collect(),
            ));
        }
    }
    found
}

fn sheet<'a>(book: &'a Workbook, name: &str) -> &'a Sheet {
    book.sheets.iter().find(|sheet| &*sheet.name == name).unwrap()
}

/// Cells that show one text, down each column from the left.
fn cells_with<'a>(sheet: &'a Sheet, text: &str) -> Vec<(CellAddress, &'a Cell)> {
    let mut cells: Vec<_> = sheet
        .cells
        .iter()
        .filter(|(_, cell)| &*cell.text == text)
        .map(|(address, cell)| (*address, cell))
        .collect();
    cells.sort_by_key(|(address, _)| (address.column, address.row));
    cells
}

/// The option of 5・4・3・2・1 under a middle: nine full-width characters, centred in the cell.
fn option_under(middle: f64, left: f64, width: f64) -> u64 {
    let em = 11.0;
    let first = left + (width - 9.0 * em) / 2.0 + em / 2.0;
    let nearest = (1..=5_u32).min_by(|one, other| {
        let distance = |score: &u32| (first + f64::from(5 - score) * 2.0 * em - middle).abs();
        distance(one).total_cmp(&distance(other))
    });
    u64::from(nearest.unwrap())
}

#[test]
fn ovals_lie_over_the_options_chosen() {
    let mut ovals = 0;
    for (book, name, scores) in participants("oval") {
        let sheet = sheet(&book, &name);
        let (columns, rows) = (sheet.layout.column_axis(), sheet.layout.row_axis());
        let boxes = cells_with(sheet, "５・４・３・２・１");
        assert_eq!(boxes.len(), 16);
        for ((address, _), expected) in boxes.into_iter().zip(scores) {
            let (top, height) = (rows.start(address.row), rows.size(address.row));
            let found = sheet.shapes.iter().find(|shape| {
                let middle = shape.top + shape.height / 2.0;
                columns.index_at(shape.left + shape.width / 2.0) == address.column
                    && (top..top + height).contains(&middle)
            });
            let chosen = found.map(|shape| {
                assert_eq!(shape.anchor, address);
                let left = columns.start(address.column);
                option_under(shape.left + shape.width / 2.0, left, columns.size(address.column))
            });
            assert_eq!(chosen, expected, "{name} {address}");
            ovals += usize::from(chosen.is_some());
        }
    }
    println!("{ovals} ovals lie over the option of the truth");
    assert!(ovals == 95 || shared("samples").is_none());
}

#[test]
fn the_cells_chosen_are_filled() {
    let mut fills = 0;
    for (book, name, scores) in participants("cells_fill") {
        let sheet = sheet(&book, &name);
        let (heading, _) = cells_with(sheet, "5").into_iter().min_by_key(|(at, _)| at.row).unwrap();
        for (row, expected) in (heading.row + 1..).zip(scores) {
            let filled = (0..5).filter(|column| {
                let cell = sheet.cells.get(&CellAddress::new(row, heading.column + column));
                cell.is_some_and(|cell| cell.style.fill.is_some())
            });
            let chosen: Vec<u64> = filled.map(|column| 5 - u64::from(column)).collect();
            assert_eq!(chosen, Vec::from_iter(expected), "{name} row {}", row + 1);
            fills += chosen.len();
        }
    }
    println!("{fills} filled cells are those of the truth");
    assert!(fills > 90 || shared("samples").is_none());
}

/// The levels of 様式① (日常生活自立度, 認知症自立度) are chosen by bold, red, underlined characters
/// in some files, and typed in others.
#[test]
fn the_levels_chosen_look_different() {
    let Some(truth) = shared("samples/wide.truth.json") else { return };
    let truth: Value = serde_json::from_slice(&std::fs::read(truth).unwrap()).unwrap();
    let mut emphasised = 0;
    for case in truth["cases"].as_array().unwrap() {
        let folder = shared("samples/wide").unwrap().join(case["folder"].as_str().unwrap());
        let path = folder.join("様式①_事例検討シート.ods");
        if !path.exists() {
            continue;
        }
        let book = read_file(&path, FileFormat::Ods).unwrap();
        for (options, level) in [("J・A1", "adl_level"), ("無・Ⅰ", "dementia_level")] {
            let mut cells = book.sheets[0].cells.values();
            let Some(cell) = cells.find(|cell| cell.text.starts_with(options)) else { continue };
            let [run] = cell.runs.as_slice() else { panic!("{:?}", cell.runs) };
            assert!(run.font.bold && run.font.underline && run.font.color.is_some());
            let chosen = cell.text.chars().skip(run.start).take(run.end - run.start);
            assert_eq!(chosen.collect::<String>(), case[level].as_str().unwrap(), "{path:?}");
            emphasised += 1;
        }
    }
    println!("{emphasised} levels look different from those not chosen");
    assert!(emphasised > 2);
}
