//! Decisions: a filled-in review workbook → what a person decided, row by row.
//!
//! The sheet is found by its headings, so that sorted, filtered or moved columns still read.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{REVIEW_COLUMNS, REVIEW_SHEET};
use crate::diagnostic::{Checked, Diagnostic, Location, review as wording};
use crate::grid::{Sheet, Workbook};
use crate::label::label_key;
use crate::units::{CellAddress, SourcePath};

/// One decision of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The cell it is about.
    pub location: Location,
    /// What it is about, as the 欄 column says.
    pub subject: String,
    /// What was seen when it was asked.
    pub seen: String,
    /// The answer.
    pub answer: String,
    /// Why, in the person's words.
    pub reason: String,
    /// Where it is written down.
    pub written: Location,
}

/// The decisions of a review workbook: rows whose answer is filled in.
///
/// Input:  a workbook whose sheet 確認 has the headings of the review sheet.
/// Output: decisions in the order of the rows; a diagnostic for a workbook without such a sheet
///         and for rows that name no cell.
#[must_use]
pub fn read_decisions(workbook: &Workbook) -> Checked<Vec<Decision>> {
    let named = workbook.sheets.iter().find(|sheet| &*sheet.name == REVIEW_SHEET);
    let headed = || workbook.sheets.iter().find(|sheet| headings(sheet).is_some());
    let Some((sheet, (row, columns))) =
        named.or_else(headed).and_then(|sheet| Some((sheet, headings(sheet)?)))
    else {
        let location = Location::file(workbook.source_path.clone());
        return Checked { value: Vec::new(), diagnostics: vec![wording::no_review(location)] };
    };
    let mut checked = Checked::clean(Vec::new());
    let last = sheet.cells.keys().map(|cell| cell.row).max().unwrap_or(row);
    for row in row + 1..=last {
        match decision(workbook, sheet, &columns, row) {
            Ok(Some(decision)) => checked.value.push(decision),
            Ok(None) => {}
            Err(diagnostic) => checked.diagnostics.push(*diagnostic),
        }
    }
    checked
}

/// The row of the headings and the column of each.
fn headings(sheet: &Sheet) -> Option<(u32, BTreeMap<&'static str, u32>)> {
    let mut rows: BTreeMap<u32, BTreeMap<&'static str, u32>> = BTreeMap::new();
    for (address, cell) in &sheet.cells {
        let key = label_key(&cell.text);
        if let Some(name) = REVIEW_COLUMNS.iter().find(|name| label_key(name) == key) {
            rows.entry(address.row).or_default().entry(name).or_insert(address.column);
        }
    }
    let needed = ["ファイル", "シート", "セル", "答え"];
    rows.into_iter().find(|(_, found)| needed.iter().all(|name| found.contains_key(name)))
}

fn decision(
    workbook: &Workbook,
    sheet: &Sheet,
    columns: &BTreeMap<&'static str, u32>,
    row: u32,
) -> Result<Option<Decision>, Box<Diagnostic>> {
    let text = |name: &str| {
        let cell = columns.get(name).map(|column| CellAddress::new(row, *column));
        let cell = cell.and_then(|cell| sheet.cells.get(&cell));
        cell.map(|cell| cell.text.trim().to_owned()).unwrap_or_default()
    };
    let answer = text("答え");
    if answer.is_empty() {
        return Ok(None);
    }
    let written = Location {
        source_path: workbook.source_path.clone(),
        sheet: Some(sheet.name.clone()),
        cell: columns.get("答え").map(|column| CellAddress::new(row, *column)),
    };
    let (path, name) = (text("ファイル"), text("シート"));
    let Some(cell) = CellAddress::parse(&text("セル")).filter(|_| !path.is_empty()) else {
        return Err(Box::new(wording::row_without_cell(written)));
    };
    let location = Location {
        source_path: SourcePath::new(&path),
        sheet: Some(Arc::from(name.as_str())),
        cell: Some(cell),
    };
    Ok(Some(Decision {
        location,
        subject: text("欄"),
        seen: text("見えたもの"),
        answer,
        reason: text("答えの理由（任意）"),
        written,
    }))
}
