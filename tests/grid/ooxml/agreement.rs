//! Values against those of calamine, over every workbook of the shared folder.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use calamine::{CellErrorType, DataRef, Reader, Xlsb, Xlsx};
use torimatome::grid::number_format::{DateSystem, serial_of};
use torimatome::grid::{CellValue, Workbook};
use torimatome::intake::FileFormat;
use torimatome::units::CellAddress;
use walkdir::WalkDir;

use super::super::read_file;
use crate::support::shared;

type Values = BTreeMap<(String, CellAddress), String>;

/// Files of the shared folder with one of some endings.
fn shared_files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let Some(root) = shared(folder) else { return Vec::new() };
    let walk = WalkDir::new(root).sort_by_file_name().into_iter();
    let paths = walk.map(|entry| entry.unwrap().into_path());
    let ending =
        |path: &PathBuf| path.extension().and_then(|ending| ending.to_str()).map(str::to_owned);
    paths.filter(|path| ending(path).is_some_and(|ending| endings.contains(&&*ending))).collect()
}

/// A value as calamine has it; `None` where it has nothing.
fn reference(data: &DataRef) -> Option<String> {
    Some(match data {
        DataRef::Empty | DataRef::SharedString("") => return None,
        DataRef::String(text) if text.is_empty() => return None,
        DataRef::String(text) => format!("text {text:?}"),
        DataRef::SharedString(text) => format!("text {text:?}"),
        DataRef::Float(number) => format!("number {number}"),
        DataRef::Int(number) => format!("number {number}"),
        DataRef::DateTime(serial) => format!("number {}", serial.as_f64()),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => format!("iso {text}"),
        DataRef::Bool(truth) => format!("boolean {truth}"),
        DataRef::Error(CellErrorType::GettingData) => "error #GETTING_DATA".to_owned(),
        DataRef::Error(error) => format!("error {error}"),
    })
}

/// A value of ours in the same words; dates count from where the file's own do.
fn ours(value: &CellValue, system: DateSystem) -> Option<String> {
    Some(match value {
        CellValue::Empty => return None,
        CellValue::Text(text) => format!("text {text:?}"),
        CellValue::Number(number) | CellValue::Duration(number) => format!("number {number}"),
        CellValue::DateTime(moment) => format!("number {}", serial_of(*moment, system)),
        CellValue::Boolean(truth) => format!("boolean {truth}"),
        CellValue::Error(error) => format!("error {error}"),
    })
}

fn by_us(book: &Workbook, system: DateSystem) -> Values {
    let cells = book.sheets.iter().flat_map(|sheet| {
        sheet.cells.iter().map(|(address, cell)| ((sheet.name.to_string(), *address), cell))
    });
    cells.filter_map(|(place, cell)| Some((place, ours(&cell.value, system)?))).collect()
}

/// Values by calamine, and where dates are counted from; `None` where it gives up or panics.
fn by_calamine(path: &Path) -> Option<(Values, DateSystem)> {
    let system = |is_1904| if is_1904 { DateSystem::Excel1904 } else { DateSystem::Excel1900 };
    let mut values = Values::new();
    let mut add = |sheet: &str, cell: &calamine::Cell<DataRef>| {
        let (row, column) = cell.get_position();
        if let Some(value) = reference(cell.get_value()) {
            values.insert((sheet.to_owned(), CellAddress::new(row, column)), value);
        }
    };
    if format_of(path) == FileFormat::Xlsb {
        let open = || Xlsb::new(BufReader::new(File::open(path).unwrap()));
        let mut book = std::panic::catch_unwind(open).ok()?.ok()?;
        for name in book.sheet_names() {
            let Ok(mut reader) = book.worksheet_cells_reader(&name) else { continue };
            while let Some(cell) = reader.next_cell().ok()? {
                add(&name, &cell);
            }
        }
        return Some((values, system(book.has_1904_epoch())));
    }
    let mut book = Xlsx::new(BufReader::new(File::open(path).unwrap())).ok()?;
    for name in book.sheet_names() {
        let Ok(mut reader) = book.worksheet_cells_reader(&name) else { continue };
        while let Some(cell) = reader.next_cell().ok()? {
            add(&name, &cell);
        }
    }
    Some((values, system(book.has_1904_epoch())))
}

fn format_of(path: &Path) -> FileFormat {
    let is_binary = path.extension().is_some_and(|ending| ending == "xlsb");
    if is_binary { FileFormat::Xlsb } else { FileFormat::Xlsx }
}

fn same(theirs: &str, ours: &str) -> bool {
    let number = |text: &str| text.strip_prefix("number ")?.parse::<f64>().ok();
    match (number(theirs), number(ours)) {
        // Moments are kept to the millisecond.
        (Some(one), Some(other)) => (one - other).abs() <= 1e-8,
        _ => theirs == ours || theirs.starts_with("iso "),
    }
}

/// Every value agrees with calamine's wherever it reads a file; the shared folder is needed.
#[test]
fn values_agree_with_calamine() {
    let folders = ["samples", "peers/hostile", "peers/number-formats"];
    let (mut files, mut compared, mut wrong) = (0, 0, Vec::new());
    for path in
        folders.into_iter().flat_map(|folder| shared_files(folder, &["xlsx", "xlsm", "xlsb"]))
    {
        let Some((theirs, system)) = by_calamine(&path) else { continue };
        let Ok(book) = read_file(&path, format_of(&path)) else {
            wrong.push(format!("{path:?} is refused"));
            continue;
        };
        let ours = by_us(&book, system);
        files += 1;
        compared += theirs.len();
        let unequal = theirs
            .iter()
            .filter(|(place, value)| !ours.get(*place).is_some_and(|our| same(value, our)));
        wrong.extend(unequal.map(|found| format!("{path:?} {found:?} {:?}", ours.get(found.0))));
        // In binary sheets calamine passes over rich strings and the errors of formulas.
        let extra = ours.iter().filter(|(place, value)| {
            let passed_over = value.starts_with("text ") || value.starts_with("error ");
            let unknown = passed_over && format_of(&path) == FileFormat::Xlsb;
            !unknown && !theirs.contains_key(place)
        });
        wrong.extend(extra.map(|found| format!("{path:?} only ours: {found:?}")));
    }
    println!("{compared} values of {files} files agree with calamine");
    assert!(wrong.is_empty(), "{} differ\n{}", wrong.len(), wrong.join("\n"));
    assert!(
        shared("peers").is_none() || (files >= 670 && compared >= 230_000),
        "{files} {compared}"
    );
}
