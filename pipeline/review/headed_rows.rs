//! Headed rows: a sheet whose columns are known by their headings, wherever they were moved to.

use std::collections::BTreeMap;

use crate::diagnostic::Location;
use crate::grid::{Sheet, Workbook};
use crate::label::label_key;
use crate::units::CellAddress;

/// One row below the headings.
pub(super) struct HeadedRow<'a> {
    workbook: &'a Workbook,
    sheet: &'a Sheet,
    /// Column of each heading, by its label key.
    columns: BTreeMap<String, u32>,
    row: u32,
}

impl HeadedRow<'_> {
    /// The text below a heading; empty where there is none.
    pub(super) fn text(&self, heading: &str) -> String {
        let column = self.columns.get(&label_key(heading));
        let cell = column.and_then(|at| self.sheet.cells.get(&CellAddress::new(self.row, *at)));
        cell.map(|cell| cell.text.trim().to_owned()).unwrap_or_default()
    }

    /// Where the cell below a heading stands.
    pub(super) fn location(&self, heading: &str) -> Location {
        let column = self.columns.get(&label_key(heading));
        Location {
            source_path: self.workbook.source_path.clone(),
            sheet: Some(self.sheet.name.clone()),
            cell: column.map(|column| CellAddress::new(self.row, *column)),
        }
    }
}

/// The rows below the first row of a sheet that has all of some headings; none without such.
pub(super) fn headed_rows<'a>(
    workbook: &'a Workbook,
    sheet: &str,
    headings: &[&str],
) -> Vec<HeadedRow<'a>> {
    let Some(sheet) = workbook.sheets.iter().find(|one| &*one.name == sheet) else {
        return Vec::new();
    };
    let mut rows: BTreeMap<u32, BTreeMap<String, u32>> = BTreeMap::new();
    for (address, cell) in &sheet.cells {
        rows.entry(address.row).or_default().entry(label_key(&cell.text)).or_insert(address.column);
    }
    let headed = |(_, found): &(&u32, &BTreeMap<String, u32>)| {
        headings.iter().all(|heading| found.contains_key(&label_key(heading)))
    };
    let Some((head, columns)) = rows.iter().find(headed) else { return Vec::new() };
    let below = rows.keys().filter(|row| *row > head);
    below.map(|row| HeadedRow { workbook, sheet, columns: columns.clone(), row: *row }).collect()
}
