//! A table as comma-separated values: RFC 4180, UTF-8 with a byte order mark so that Excel opens
//! it as what it is. Empty means unknown.

use std::io;

use csv::{IntoInnerError, Terminator, WriterBuilder};

use super::table::{ColumnValues, Table};

/// Tells Excel that the text is UTF-8.
pub const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// The file's bytes: a heading, then a line for each row.
pub(super) fn bytes(table: &Table) -> io::Result<Vec<u8>> {
    rows(table, BYTE_ORDER_MARK.to_vec())
}

/// The same lines behind what is already there.
pub(super) fn rows(table: &Table, before: Vec<u8>) -> io::Result<Vec<u8>> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(before);
    writer.write_record(table.columns.iter().map(|column| column.name))?;
    for row in 0..table.rows {
        writer.write_record(table.columns.iter().map(|column| shown(&column.values, row)))?;
    }
    writer.into_inner().map_err(IntoInnerError::into_error)
}

/// A value as text; numbers in the shortest form that reads back as the same number.
fn shown(values: &ColumnValues, row: usize) -> String {
    match values {
        ColumnValues::Text(texts) => texts.get(row).cloned().flatten(),
        // chrono shows a day as ISO 8601.
        ColumnValues::Date(days) => days.get(row).copied().flatten().map(|day| day.to_string()),
        ColumnValues::Integer(numbers) => {
            numbers.get(row).copied().flatten().map(|number| number.to_string())
        }
        ColumnValues::Float(numbers) => {
            numbers.get(row).copied().flatten().map(|number| number.to_string())
        }
    }
    .unwrap_or_default()
}
