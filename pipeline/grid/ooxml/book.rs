//! OOXML: what all sheets of a workbook share, and cells made by it.
//!
//! Both readers, XML and binary, make their cells here, so that the same content comes out the
//! same. Everything kept is paid for from one budget.

use std::borrow::Cow;
use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::rich_text::{RichText, differing};
use super::style_sheet::{CellFormat, StyleSheet};
use crate::grid::fault::{Bound, Fault};
use crate::grid::model::{Cell, CellValue};
use crate::grid::number_format::{Category, DateSystem, datetime_of, serial_of};
use crate::intake::Limits;

/// Bytes of text made by a number format that cost as much as one more cell.
const TEXT_BYTES_PER_CELL: usize = 64;

/// What the sheets of a workbook share.
pub(crate) struct Book<'a> {
    /// The cell formats.
    pub(crate) styles: StyleSheet,
    /// Strings that cells refer to.
    pub(crate) strings: Vec<RichText>,
    /// Where dates are counted from.
    pub(crate) system: DateSystem,
    /// Bounds on the file.
    pub(crate) limits: &'a Limits,
    /// Cells that may still be kept.
    pub(crate) budget: Budget,
}

/// Cells that may still be kept, in all sheets together.
#[derive(Debug)]
pub(crate) struct Budget(usize);

impl Budget {
    /// A budget of so many cells.
    pub(crate) const fn new(cells: usize) -> Self {
        Self(cells)
    }

    /// Pays for one thing kept, and for the text that was made for it.
    ///
    /// # Errors
    /// Nothing is left.
    pub(crate) fn spend(&mut self, made: usize) -> Result<(), Fault> {
        let cost = 1 + made / TEXT_BYTES_PER_CELL;
        self.0 = self.0.checked_sub(cost).ok_or(Fault::Limit(Bound::Cells))?;
        Ok(())
    }
}

/// A cell with a text.
pub(crate) fn text_cell(rich: &RichText, format: &CellFormat) -> Cell {
    if rich.text.is_empty() {
        return empty_cell(format);
    }
    let style = &format.style;
    if format.text_as_is {
        let runs = differing(&rich.runs, &style.font, 0);
        let value = CellValue::Text(Arc::clone(&rich.text));
        return Cell { value, text: Arc::clone(&rich.text), style: Arc::clone(style), runs };
    }
    let shown = format.number.show_text(&rich.text);
    let before = shown.find(&*rich.text).and_then(|place| shown.get(..place));
    let runs = before
        .map_or_else(Vec::new, |before| differing(&rich.runs, &style.font, before.chars().count()));
    let value = CellValue::Text(Arc::clone(&rich.text));
    Cell { value, text: Arc::from(shown), style: Arc::clone(style), runs }
}

/// A cell with a text of one look.
pub(crate) fn plain_cell(text: Cow<'_, str>, format: &CellFormat) -> Cell {
    text_cell(&RichText { text: Arc::from(text), runs: Vec::new() }, format)
}

/// A cell with a number, which its format may make a date or a length of time.
pub(crate) fn number_cell(number: f64, format: &CellFormat, system: DateSystem) -> Cell {
    let value = match format.number.category() {
        Category::DateTime => {
            datetime_of(number, system).map_or(CellValue::Number(number), CellValue::DateTime)
        }
        Category::Duration => CellValue::Duration(number),
        Category::General | Category::Number | Category::Text => CellValue::Number(number),
    };
    let shown = match small_whole(number) {
        Some(whole) if format.general => whole.to_string(),
        _ => format.number.show(number, system),
    };
    styled(value, shown, format)
}

/// A number that General shows as its plain digits: what forms are full of.
fn small_whole(number: f64) -> Option<i32> {
    if number.fract() != 0.0 || number.abs() >= 1e6 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "a whole number of six digits at most")]
    let whole = number as i32;
    Some(whole)
}

/// A cell with a truth value.
pub(crate) fn boolean_cell(value: bool, format: &CellFormat) -> Cell {
    let shown = match (format.checkbox, value) {
        (true, true) => "☑",
        (true, false) => "☐",
        (false, true) => "TRUE",
        (false, false) => "FALSE",
    };
    styled(CellValue::Boolean(value), shown.to_owned(), format)
}

/// A cell with an error value.
pub(crate) fn error_cell(text: &str, format: &CellFormat) -> Cell {
    styled(CellValue::Error(Arc::from(text)), text.to_owned(), format)
}

/// A cell with nothing in it.
pub(crate) fn empty_cell(format: &CellFormat) -> Cell {
    Cell { style: Arc::clone(&format.style), ..Cell::default() }
}

/// A cell with a date written out as ISO 8601 has it; text where it is none.
pub(crate) fn iso_cell(text: Cow<'_, str>, format: &CellFormat, system: DateSystem) -> Cell {
    let Some(moment) = iso_moment(text.trim_end_matches('Z')) else {
        return plain_cell(text, format);
    };
    let shown = if format.number.category() == Category::DateTime {
        format.number.show(serial_of(moment, system), system)
    } else {
        text.into_owned()
    };
    styled(CellValue::DateTime(moment), shown, format)
}

/// A moment; a time alone falls on the day that such serial numbers do.
fn iso_moment(text: &str) -> Option<NaiveDateTime> {
    let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN);
    let time_alone = || {
        let time = NaiveTime::parse_from_str(text, "%H:%M:%S%.f").ok()?;
        Some(NaiveDate::from_ymd_opt(1899, 12, 31)?.and_time(time))
    };
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f")
        .ok()
        .or_else(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(midnight))
        .or_else(time_alone)
}

fn styled(value: CellValue, text: String, format: &CellFormat) -> Cell {
    let style = Arc::clone(&format.style);
    Cell { value, text: Arc::from(text), style, runs: Vec::new() }
}
