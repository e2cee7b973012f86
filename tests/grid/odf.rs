//! `OpenDocument` spreadsheets.

mod bounds;
mod made;
mod marks;

use std::collections::BTreeMap;
use std::path::PathBuf;

use calamine::{Data, Ods, Reader, open_workbook};
use torimatome::diagnostic::Code;
use torimatome::grid::{CellValue, Workbook};
use torimatome::intake::FileFormat;
use torimatome::units::CellAddress;
use walkdir::WalkDir;

use super::{dump, read_file};
use crate::support::shared;

fn shared_files(folder: &str) -> Vec<PathBuf> {
    let Some(root) = shared(folder) else { return Vec::new() };
    let walk = WalkDir::new(root).sort_by_file_name().into_iter();
    let paths = walk.map(|entry| entry.unwrap().into_path());
    paths.filter(|path| path.extension().is_some_and(|extension| extension == "ods")).collect()
}

/// A value as calamine has it, in the words of a dump.
fn reference(data: &Data) -> Option<String> {
    Some(match data {
        Data::Empty => return None,
        Data::String(text) if text.is_empty() => return None,
        Data::String(text) => format!("text {text:?}"),
        Data::Float(number) => format!("number {number}"),
        Data::Int(number) => format!("number {number}"),
        Data::Bool(truth) => format!("boolean {truth}"),
        Data::DateTimeIso(text) => format!("date {text}"),
        Data::DurationIso(text) => format!("duration {text}"),
        other => format!("{other:?}"),
    })
}

type Place = (String, CellAddress);
type Values = BTreeMap<Place, String>;

fn by_calamine(path: &PathBuf) -> Option<Values> {
    let mut book: Ods<_> = open_workbook(path).ok()?;
    let mut values = BTreeMap::new();
    for name in book.sheet_names() {
        let Ok(range) = book.worksheet_range(&name) else { continue };
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, data) in range.used_cells() {
            let row = top + u32::try_from(row).unwrap();
            let column = left + u32::try_from(column).unwrap();
            if let Some(value) = reference(data) {
                values.insert((name.clone(), CellAddress::new(row, column)), value);
            }
        }
    }
    Some(values)
}

fn by_us(book: &Workbook) -> Values {
    let mut values = BTreeMap::new();
    for sheet in &book.sheets {
        for (address, cell) in &sheet.cells {
            if cell.value != CellValue::Empty {
                values.insert((sheet.name.to_string(), *address), dump::value(&cell.value));
            }
        }
    }
    values
}

/// Values agree with calamine's wherever it reads a file; the shared folder is needed.
///
/// calamine adds a line break for the empty text of a shape in the cell, and leaves dates and
/// times as they are written; error values are text to it.
#[test]
fn values_agree_with_calamine() {
    let paths: Vec<_> = ["samples", "peers/hostile"].into_iter().flat_map(shared_files).collect();
    let (mut files, mut compared, mut wrong) = (0, 0, Vec::new());
    for path in &paths {
        let (Some(theirs), Ok(book)) = (by_calamine(path), read_file(path, FileFormat::Ods)) else {
            continue;
        };
        let ours = by_us(&book);
        files += 1;
        compared += theirs.len();
        let unequal = |(place, value): &(&Place, &String)| {
            !ours.get(*place).is_some_and(|our| is_same(value, our))
        };
        wrong.extend(theirs.iter().filter(unequal).map(|found| format!("{path:?} {found:?}")));
        let extra = ours.iter().filter(|(place, _)| !theirs.contains_key(place));
        wrong.extend(extra.map(|found| format!("{path:?} only ours: {found:?}")));
    }
    println!("{compared} values of {files} files agree with calamine");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(paths.is_empty() || (files >= 50 && compared >= 5_900), "{files} {compared}");
}

fn is_same(theirs: &str, ours: &str) -> bool {
    let unbroken = theirs.replace("\\n\"", "\"");
    match theirs.split_once(' ') {
        Some(("date", moment)) => {
            let moment = moment.replace('T', " ");
            ours == format!("date {moment}") || ours == format!("date {moment} 00:00:00")
        }
        Some(("duration", _)) => {
            ours.starts_with("duration ") || ours.starts_with("date 1899-12-31")
        }
        Some(("text", text)) if text.starts_with("\"Err:") => ours.starts_with("error Err:"),
        _ => ours == theirs || ours == unbroken,
    }
}

/// What happens to every shared file: read, or refused with a reason.
#[test]
fn broken_files_are_refused_by_name() {
    let mut refused = Vec::new();
    for path in shared_files("peers/hostile") {
        if let Err(diagnostic) = read_file(&path, FileFormat::Ods) {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            refused.push((name, diagnostic.code));
        }
    }
    refused.sort();
    let expected = [
        ("empty_file.ods", Code::UnreadableFile),
        ("issue_594_dos.ods", Code::LimitExceeded),
        ("pass_protected.ods", Code::UnreadableFile),
        ("password.ods", Code::UnreadableFile),
    ];
    if shared("peers/hostile").is_some() {
        assert_eq!(refused, expected.map(|(name, code)| (name.to_owned(), code)));
    }
}
