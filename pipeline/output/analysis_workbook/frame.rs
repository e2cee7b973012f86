//! What sheets begin with: a title, what they say in a sentence, the way back to 概要.

use rust_xlsxwriter::{Url, Worksheet, XlsxError};

use super::OVERVIEW;
use crate::output::report_page::{Looks, points, set_widths};

/// The row of the way back, between note and first heading.
const BACK_ROW: u32 = 2;
/// The first row below it all.
pub(super) const FIRST_ROW: u32 = 4;
/// A row of headings, of two lines.
pub(super) const HEADING_POINTS: f64 = 32.0;

/// What stands above a sheet's tables.
pub(super) struct Frame<'a> {
    /// The sheet's name.
    pub(super) name: &'a str,
    /// Its title.
    pub(super) title: &'a str,
    /// How it is to be read.
    pub(super) note: &'a str,
    /// Column widths; the note goes over all of them.
    pub(super) widths: &'a [f64],
}

/// Begins a sheet.
pub(super) fn begin(
    sheet: &mut Worksheet,
    frame: &Frame<'_>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.set_name(frame.name)?;
    set_widths(sheet, frame.widths)?;
    sheet.write_string_with_format(0, 0, frame.title, &looks.title)?;
    let last = u16::try_from(frame.widths.len().saturating_sub(1)).unwrap_or(u16::MAX);
    sheet.merge_range(1, 0, 1, last, frame.note, &looks.note)?;
    sheet.set_row_height(1, points(frame.note, frame.widths.iter().sum()))?;
    back(sheet, BACK_ROW, looks)
}

/// Writes the way back to 概要.
pub(super) fn back(sheet: &mut Worksheet, row: u32, looks: &Looks) -> Result<(), XlsxError> {
    let url = Url::new(format!("internal:'{OVERVIEW}'!A1")).set_text("← 概要へ戻る");
    sheet.write_url_with_format(row, 0, url, &looks.back)?;
    Ok(())
}

/// Writes a row of headings.
pub(super) fn headings(
    sheet: &mut Worksheet,
    row: u32,
    headings: &[&str],
    looks: &Looks,
) -> Result<(), XlsxError> {
    for (column, heading) in (0..).zip(headings) {
        sheet.write_string_with_format(row, column, *heading, &looks.heading)?;
    }
    sheet.set_row_height(row, HEADING_POINTS)?;
    Ok(())
}
