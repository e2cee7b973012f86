//! Frame (体裁): title, note, headings, filter, print set-up, and rows as high as their texts.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::looks::{Looks, line_font};
use crate::output::row_height::MAX_ROW_POINTS;

pub(super) const TITLE_ROW: u32 = 0;
pub(super) const NOTE_ROW: u32 = 1;
pub(super) const HEADING_ROW: u32 = 3;
/// The row below the headings.
pub(super) const FIRST_ROW: u32 = HEADING_ROW + 1;

/// A column width's unit in points: 7 pixels of 3/4 point.
const CHARACTER_POINTS: f64 = 5.25;
const A4: u8 = 9;

/// A column's heading and its width in characters.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Heading {
    pub(super) text: String,
    pub(super) width: f64,
}

impl Heading {
    pub(super) fn new(text: impl Into<String>, width: f64) -> Self {
        Self { text: text.into(), width }
    }
}

/// What a sheet is before its rows.
pub(super) struct Frame {
    pub(super) name: &'static str,
    pub(super) title: String,
    pub(super) note: String,
    pub(super) headings: Vec<Heading>,
    /// Columns that stay in view.
    pub(super) frozen: u16,
}

/// A cell of a row.
#[derive(Clone)]
pub(super) enum Cell<'a> {
    Text(&'a str),
    Number(f64),
    /// Nothing is known, or there is nothing to say.
    Blank,
    /// A text with an address behind it.
    Link(&'a str, Option<&'a str>),
}

impl Cell<'_> {
    pub(super) fn number(value: Option<f64>) -> Self {
        value.map_or(Cell::Blank, Cell::Number)
    }
}

impl Frame {
    /// Writes the title, the note and the headings.
    pub(super) fn open(&self, sheet: &mut Worksheet, looks: &Looks) -> Result<(), XlsxError> {
        sheet.set_name(self.name)?;
        sheet.write_string_with_format(TITLE_ROW, 0, &self.title, &looks.title)?;
        let last = self.last_column();
        sheet.merge_range(NOTE_ROW, 0, NOTE_ROW, last, &self.note, &looks.note)?;
        let width: f64 = self.headings.iter().map(|heading| heading.width).sum();
        sheet.set_row_height(NOTE_ROW, height([(self.note.as_str(), width)].into_iter()))?;
        for (heading, column) in self.headings.iter().zip(0..) {
            sheet.write_string_with_format(HEADING_ROW, column, &heading.text, &looks.heading)?;
            sheet.set_column_width(column, heading.width)?;
        }
        // Headings are bold, which is broader, and carry a filter arrow.
        let headings = self.headings.iter().map(|one| (one.text.as_str(), one.width * 0.95 - 0.5));
        sheet.set_row_height(HEADING_ROW, height(headings))?;
        Ok(())
    }

    /// Writes one row, as high as its longest text.
    pub(super) fn row<'a>(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        cells: impl Iterator<Item = (Cell<'a>, &'a Format)>,
    ) -> Result<(), XlsxError> {
        let mut texts = Vec::new();
        for ((cell, format), (heading, column)) in cells.zip(self.headings.iter().zip(0..)) {
            match cell {
                Cell::Text(text) => {
                    sheet.write_string_with_format(row, column, text, format)?;
                    texts.push((text, heading.width));
                }
                Cell::Number(number) => {
                    sheet.write_number_with_format(row, column, number, format)?;
                }
                Cell::Blank => {
                    sheet.write_blank(row, column, format)?;
                }
                Cell::Link(text, address) => {
                    write_link(sheet, (row, column), (text, address), format)?;
                    texts.push((text, heading.width));
                }
            }
        }
        sheet.set_row_height(row, height(texts.into_iter()))?;
        Ok(())
    }

    /// Says in words that there are no rows.
    pub(super) fn nothing(
        &self,
        sheet: &mut Worksheet,
        why: &str,
        looks: &Looks,
    ) -> Result<(), XlsxError> {
        sheet.merge_range(FIRST_ROW, 0, FIRST_ROW, self.last_column(), why, &looks.plain.text)?;
        Ok(())
    }

    /// Filter arrows, headings that stay in view and head every page, A4 across.
    pub(super) fn close(&self, sheet: &mut Worksheet, rows: usize) -> Result<(), XlsxError> {
        let last_row = HEADING_ROW + u32::try_from(rows).unwrap_or(0);
        if rows > 0 {
            sheet.autofilter(HEADING_ROW, 0, last_row, self.last_column())?;
        }
        sheet.set_freeze_panes(FIRST_ROW, self.frozen)?;
        sheet.set_repeat_rows(HEADING_ROW, HEADING_ROW)?;
        set_up_page(sheet);
        Ok(())
    }

    pub(super) fn last_column(&self) -> u16 {
        u16::try_from(self.headings.len().saturating_sub(1)).unwrap_or(u16::MAX)
    }
}

/// A4 across, all columns on one page's width, page numbers below.
pub(super) fn set_up_page(sheet: &mut Worksheet) {
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3);
    sheet.set_footer("&L&A&R&P / &N");
}

/// The height that shows every text in a column of its width.
pub(super) fn height<'a>(texts: impl Iterator<Item = (&'a str, f64)>) -> f64 {
    let font = line_font();
    let lines = texts.map(|(text, width)| font.lines(text, width * CHARACTER_POINTS));
    font.row_points(lines.max().unwrap_or(1)).min(MAX_ROW_POINTS)
}

fn write_link(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    (text, address): (&str, Option<&str>),
    format: &Format,
) -> Result<(), XlsxError> {
    if let Some(address) = address {
        let url = rust_xlsxwriter::Url::new(address).set_text(text);
        // Excel refuses some addresses; the text alone is enough then.
        if sheet.write_url_with_format(row, column, url, format).is_ok() {
            return Ok(());
        }
    }
    sheet.write_string_with_format(row, column, text, format)?;
    Ok(())
}
