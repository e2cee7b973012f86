//! What review workbooks share: a title, a note on how to answer, a table to filter and fill in.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::report_page::{Looks, highest, points, set_up, set_widths};

/// The row of the headings, below the title and the note.
pub(super) const HEADING_ROW: u32 = 3;
const NOTE_ROW: u32 = 1;

/// Writes title, note and headings, and sets the widths of the columns.
pub(super) fn write_head(
    sheet: &mut Worksheet,
    (title, note): (&str, &str),
    (columns, widths): (&[&str], &[f64]),
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(0, 0, title, &looks.title)?;
    let last = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    sheet.merge_range(NOTE_ROW, 0, NOTE_ROW, last, note, &looks.note)?;
    sheet.set_row_height(NOTE_ROW, highest([points(note, widths.iter().sum())]))?;
    for (column, heading) in (0..).zip(columns) {
        sheet.write_string_with_format(HEADING_ROW, column, *heading, &looks.heading)?;
    }
    set_widths(sheet, widths)
}

/// The height that shows all texts of a row, each in its column.
pub(super) fn row_points(texts: &[(u16, &str)], widths: &[f64]) -> f64 {
    highest(texts.iter().map(|(column, text)| {
        points(text, widths.get(usize::from(*column)).copied().unwrap_or_default())
    }))
}

/// The last row of a table; of an empty one, the row below its headings.
pub(super) fn last_row(rows: usize) -> u32 {
    HEADING_ROW.saturating_add(u32::try_from(rows.max(1)).unwrap_or(u32::MAX))
}

/// Filter arrows, headings kept in view and on every page.
pub(super) fn set_up_page(
    sheet: &mut Worksheet,
    last_row: u32,
    last_column: u16,
) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(HEADING_ROW + 1, 0)?;
    sheet.autofilter(HEADING_ROW, 0, last_row, last_column)?;
    sheet.set_repeat_rows(HEADING_ROW, HEADING_ROW)?;
    set_up(sheet, true, 0);
    Ok(())
}
