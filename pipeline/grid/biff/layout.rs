//! Grid, BIFF: COLINFO, ROW and the default sizes → [`SheetLayout`] in points.
//!
//! This module must not know cells or shapes.

use super::fault::Fault;
use super::record::Record;
use super::sheet::LAST_COLUMN;
use super::style::Looks;
use crate::grid::column_width::DigitWidth;
use crate::grid::model::{SheetLayout, Track};

const DEFCOLWIDTH: u16 = 0x0055;
const COLINFO: u16 = 0x007D;
const STANDARDWIDTH: u16 = 0x0099;
const ROW: u16 = 0x0208;
const DEFAULTROWHEIGHT: u16 = 0x0225;

/// Digits of a column in a sheet that says nothing.
const DEFAULT_DIGITS: u16 = 8;

/// Twentieths of a point, in which heights are stored.
const TWIPS: f64 = 20.0;

/// 256ths of a digit, in which widths are stored.
const WIDTH_UNITS: f64 = 256.0;

/// Columns of a sheet.
const COLUMNS: usize = 256;

/// Sizes that differ by less are the same.
const SAME_SIZE: f64 = 0.01;

/// Set in a row's height when the row is as high as the sheet's default.
const HEIGHT_IS_DEFAULT: u16 = 0x8000;

/// Sizes as stored, gathered until the default font is at hand.
#[derive(Debug, Default)]
pub(super) struct LayoutReader {
    default_digits: Option<u16>,
    standard_width: Option<u16>,
    default_height: Option<f64>,
    column_records: u32,
    /// Column by column from the first: width and whether hidden, where a record told.
    columns: Vec<Option<(u16, bool)>>,
    /// As they come: row, height and whether hidden.
    rows: Vec<(u32, u16, bool)>,
}

impl LayoutReader {
    /// Takes the record if it is one about sizes, and says whether it was.
    pub(super) fn take(&mut self, record: &Record<'_>) -> Result<bool, Fault> {
        match record.id {
            DEFCOLWIDTH => self.default_digits = Some(record.fields().u16()?),
            STANDARDWIDTH => self.standard_width = Some(record.fields().u16()?),
            DEFAULTROWHEIGHT => {
                let mut fields = record.fields();
                let hidden = fields.u16()? & 0x02 != 0;
                let height = f64::from(fields.u16()? & !HEIGHT_IS_DEFAULT) / TWIPS;
                self.default_height = Some(if hidden { 0.0 } else { height });
            }
            COLINFO => self.column_info(record)?,
            ROW => self.row(record)?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// COLINFO (MS-XLS 2.4.53): one size for a range of columns.
    fn column_info(&mut self, record: &Record<'_>) -> Result<(), Fault> {
        if self.column_records > LAST_COLUMN {
            return Err(Fault::ColumnRecords);
        }
        self.column_records += 1;
        let mut fields = record.fields();
        let (first, last) = (fields.u16()?, fields.u16()?);
        let width = fields.u16()?;
        fields.u16()?;
        let hidden = fields.u16()? & 0x01 != 0;
        if first > last {
            return Err(Fault::RangeBackwards(record.id));
        }
        self.columns.resize(COLUMNS, None);
        let (first, last) = (usize::from(first), usize::from(last).min(COLUMNS - 1));
        let told = self.columns.get_mut(first..=last).unwrap_or_default();
        told.fill(Some((width, hidden || width == 0)));
        Ok(())
    }

    /// ROW (MS-XLS 2.4.221).
    fn row(&mut self, record: &Record<'_>) -> Result<(), Fault> {
        let mut fields = record.fields();
        let row = u32::from(fields.u16()?);
        fields.take(4)?;
        let height = fields.u16()?;
        fields.take(4)?;
        let hidden = fields.u16()? & 0x20 != 0;
        self.rows.push((row, height, hidden || height == 0));
        Ok(())
    }

    /// The layout in points. Rows and columns that are as the default says are left out, for
    /// this format has a record for every row in use, and many programs one for every column.
    pub(super) fn finish(self, looks: &Looks) -> SheetLayout {
        let digit = looks.digit.unwrap_or_else(|| DigitWidth::of_font("", 11.0));
        let untold = match self.standard_width {
            Some(width) => digit.points(f64::from(width) / WIDTH_UNITS),
            None => digit.default_points(f64::from(self.default_digits.unwrap_or(DEFAULT_DIGITS))),
        };
        let column = |told: &Option<(u16, bool)>| match told {
            Some((width, hidden)) => {
                Track { size: digit.points(f64::from(*width) / WIDTH_UNITS), hidden: *hidden }
            }
            None => Track { size: untold, hidden: false },
        };
        // A width told for all columns up to the last is the default in all but name.
        let last = self.columns.last().filter(|told| told.is_none_or(|(_, hidden)| !hidden));
        let default_column_width = last.map_or(untold, |told| column(told).size);
        let others = self.columns.iter().rposition(|told| Some(told) != last);
        let columns = self.columns.iter().take(others.map_or(0, |other| other + 1));
        let default_row_height =
            self.default_height.unwrap_or_else(|| usual_height(looks.default_size));
        let rows = self.rows.into_iter().map(|(row, height, hidden)| {
            let own = height & HEIGHT_IS_DEFAULT == 0;
            let size = if own { f64::from(height) / TWIPS } else { default_row_height };
            (row, Track { size, hidden })
        });
        SheetLayout {
            default_column_width,
            default_row_height,
            columns: columns
                .map(column)
                .enumerate()
                .filter_map(|(column, track)| Some((u32::try_from(column).ok()?, track)))
                .filter(|(_, track)| says_something(track, default_column_width))
                .collect(),
            rows: rows.filter(|(_, track)| says_something(track, default_row_height)).collect(),
        }
    }
}

fn says_something(track: &Track, default_size: f64) -> bool {
    track.hidden || (track.size - default_size).abs() > SAME_SIZE
}

/// The height of a row for one line of a font: a quarter more than its size, in whole pixels.
fn usual_height(size: f64) -> f64 {
    (size * 1.25 / 0.75).round() * 0.75
}
