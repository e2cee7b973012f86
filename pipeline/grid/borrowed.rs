//! Grid, stopgap: values by calamine alone, until each format has its own reader.
//!
//! Input → output: the bytes of a workbook → a [`Workbook`] without styles, merges or shapes.
//! It must not stay: it bounds nothing.

use std::io::Cursor;
use std::sync::Arc;

use calamine::{Data, Reader, SheetVisible, open_workbook_auto_from_rs};
use chrono::NaiveDate;

use super::model::{Cell, CellValue, Sheet, Visibility, Workbook};
use crate::diagnostic::{self, Checked, Diagnostic};
use crate::intake::SourceFile;
use crate::units::CellAddress;

/// Every sheet's values.
pub(super) fn read(source: &SourceFile) -> Result<Checked<Workbook>, Diagnostic> {
    let refused = |error: &calamine::Error| {
        diagnostic::grid::unreadable(&source.source_path, &error.to_string())
    };
    let mut book = open_workbook_auto_from_rs(Cursor::new(Arc::clone(&source.bytes)))
        .map_err(|error| refused(&error))?;
    let mut sheets = Vec::new();
    for metadata in book.sheets_metadata().to_vec() {
        let Ok(range) = book.worksheet_range(&metadata.name) else { continue };
        let (top, left) = range.start().unwrap_or_default();
        let at = |row: usize, column: usize| {
            Some(CellAddress::new(
                top + u32::try_from(row).ok()?,
                left + u32::try_from(column).ok()?,
            ))
        };
        let cells = range
            .used_cells()
            .filter_map(|(row, column, data)| Some((at(row, column)?, cell(data))))
            .collect();
        let visibility = match metadata.visible {
            SheetVisible::Visible => Visibility::Visible,
            SheetVisible::Hidden => Visibility::Hidden,
            SheetVisible::VeryHidden => Visibility::VeryHidden,
        };
        sheets.push(Sheet {
            name: Arc::from(metadata.name),
            visibility,
            cells,
            ..Sheet::default()
        });
    }
    Ok(Checked::clean(Workbook { source_path: source.source_path.clone(), sheets }))
}

fn cell(data: &Data) -> Cell {
    let text: Arc<str> = Arc::from(data.to_string());
    let value = match data {
        Data::Empty => CellValue::Empty,
        Data::Bool(value) => CellValue::Boolean(*value),
        Data::Int(_) | Data::Float(_) => CellValue::Number(text.parse().unwrap_or_default()),
        Data::DateTime(serial) => day(serial.as_f64()),
        Data::Error(_) => CellValue::Error(Arc::clone(&text)),
        _ => CellValue::Text(Arc::clone(&text)),
    };
    Cell { value, text, ..Cell::default() }
}

fn day(serial: f64) -> CellValue {
    let milliseconds = chrono::TimeDelta::try_days(1).map(|day| day.num_milliseconds());
    NaiveDate::from_ymd_opt(1899, 12, 30)
        .and_then(|epoch| epoch.and_hms_opt(0, 0, 0))
        .zip(milliseconds)
        .and_then(|(epoch, milliseconds)| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_precision_loss,
                reason = "stopgap"
            )]
            let offset = (serial * milliseconds as f64).round() as i64;
            epoch.checked_add_signed(chrono::TimeDelta::try_milliseconds(offset)?)
        })
        .map_or(CellValue::Number(serial), CellValue::DateTime)
}
