//! Binary parts: a worksheet part → [`SheetDraft`], in one pass.

use std::borrow::Cow;

use super::record::{Fields, Record, Records};
use super::strings::rich_text;
use crate::grid::fault::Fault;
use crate::grid::model::{Cell, Track};
use crate::grid::ooxml::book::{self, Book};
use crate::grid::ooxml::rich_text::check_length;
use crate::grid::ooxml::sheet_draft::{DefaultSizes, MOST_COLUMNS, MOST_ROWS, SheetDraft, sane};
use crate::units::{CellAddress, CellRange};

const ROW: u16 = 0;
const BLANK: u16 = 1;
const RK: u16 = 2;
const ERROR: u16 = 3;
const BOOLEAN: u16 = 4;
const REAL: u16 = 5;
const TEXT: u16 = 6;
const SHARED_TEXT: u16 = 7;
const FORMULA_TEXT: u16 = 8;
const FORMULA_REAL: u16 = 9;
const FORMULA_BOOLEAN: u16 = 10;
const FORMULA_ERROR: u16 = 11;
/// First of the cells that stand right of the one before, in the order of the full ones.
const SHORT_BLANK: u16 = 12;
const SHORT_SHARED_TEXT: u16 = 18;
const COLUMN: u16 = 60;
const RICH_TEXT: u16 = 62;
const MERGE: u16 = 176;
const DEFAULT_SIZES: u16 = 485;
const DRAWING: u16 = 550;
const LEGACY_DRAWING: u16 = 551;

/// Twentieths of a point in one.
const TWIPS_PER_POINT: f64 = 20.0;

/// Units of a column width in a digit.
const UNITS_PER_DIGIT: f64 = 256.0;

/// Where the next cell stands.
#[derive(Default)]
struct Cursor {
    row: u32,
    /// Column of the cell read last.
    column: u32,
}

/// Reads a worksheet part.
///
/// # Errors
/// The part is cut short, holds what no sheet can, or more than the limits allow.
pub(crate) fn read(bytes: &[u8], place: &str, book: &mut Book<'_>) -> Result<SheetDraft, Fault> {
    let mut records = Records::new(bytes, place);
    let mut draft = SheetDraft::default();
    let mut cursor = Cursor::default();
    while let Some(record) = records.next()? {
        match record.kind {
            ROW => cursor = row(&record, &mut draft, book)?,
            BLANK..=SHORT_SHARED_TEXT | RICH_TEXT => {
                cell(&record, &mut cursor, &mut draft, book)?;
            }
            COLUMN => columns(&record, &mut draft, book)?,
            MERGE => {
                let [top, bottom, left, right] = record.read(|fields| {
                    Some([fields.u32()?, fields.u32()?, fields.u32()?, fields.u32()?])
                })?;
                let (first, last) = (CellAddress::new(top, left), CellAddress::new(bottom, right));
                if bottom < MOST_ROWS && right < MOST_COLUMNS {
                    draft.add_merge(CellRange::new(first, last), book.limits.merges)?;
                }
            }
            DEFAULT_SIZES => draft.defaults = record.read(default_sizes)?,
            DRAWING => draft.drawing = Some(record.read(Fields::text)?),
            LEGACY_DRAWING => draft.legacy_drawing = Some(record.read(Fields::text)?),
            _ => {}
        }
    }
    Ok(draft)
}

/// Source: MS-XLSB 2.4.841 (`BrtWsFmtInfo`).
fn default_sizes(fields: &mut Fields<'_>) -> Option<DefaultSizes> {
    let width = fields.u32()?;
    let base = fields.u16()?;
    let height = fields.u16()?;
    let flags = fields.u16()?;
    Some(DefaultSizes {
        column_digits: sane((width != u32::MAX).then(|| f64::from(width) / UNITS_PER_DIGIT)),
        base_digits: sane(Some(f64::from(base))),
        row_points: sane(Some(f64::from(height) / TWIPS_PER_POINT)),
        rows_hidden: flags & 2 != 0,
    })
}

/// Source: MS-XLSB 2.4.323 (`BrtColInfo`).
fn columns(record: &Record<'_>, draft: &mut SheetDraft, book: &mut Book<'_>) -> Result<(), Fault> {
    let (first, last, width, hidden) = record.read(|fields| {
        let (first, last, width) = (fields.u32()?, fields.u32()?, fields.u32()?);
        fields.skip(4)?;
        Some((first, last, width, fields.u16()? & 1 != 0))
    })?;
    book.budget.spend(0)?;
    let size = book.styles.digit.points(f64::from(width) / UNITS_PER_DIGIT);
    let last = last.min(MOST_COLUMNS - 1);
    if first <= last {
        draft.columns.push((first, last, Track { size, hidden }));
    }
    Ok(())
}

/// Source: MS-XLSB 2.4.741 (`BrtRowHdr`).
fn row(record: &Record<'_>, draft: &mut SheetDraft, book: &mut Book<'_>) -> Result<Cursor, Fault> {
    let (row, height, flags) = record.read(|fields| {
        let row = fields.u32()?;
        fields.skip(4)?;
        let height = fields.u16()?;
        fields.skip(1)?;
        Some((row, height, fields.u8()?))
    })?;
    let height = sane(Some(f64::from(height) / TWIPS_PER_POINT));
    draft.add_row(row, height, flags & 0x10 != 0, &mut book.budget)?;
    Ok(Cursor { row, column: u32::MAX })
}

fn cell(
    record: &Record<'_>,
    cursor: &mut Cursor,
    draft: &mut SheetDraft,
    book: &mut Book<'_>,
) -> Result<(), Fault> {
    let short = (SHORT_BLANK..=SHORT_SHARED_TEXT).contains(&record.kind);
    let kind = if short { record.kind - SHORT_BLANK + BLANK } else { record.kind };
    let (column, cell) = record.read(|fields| {
        let column = if short { cursor.column.wrapping_add(1) } else { fields.u32()? };
        let style = usize::try_from(fields.u32()? & 0x00FF_FFFF).ok()?;
        Some((column, value(fields, kind, style, book)?))
    })?;
    cursor.column = column;
    check_length(&cell.text, book.limits)?;
    draft.add_cell(CellAddress::new(cursor.row, column), cell, &mut book.budget)
}

/// The cell of a value; `None` when the record is too short or names what is not there.
fn value(fields: &mut Fields<'_>, kind: u16, style: usize, book: &Book<'_>) -> Option<Cell> {
    let format = book.styles.format(style);
    let number = |number: f64| book::number_cell(number, format, book.system);
    Some(match kind {
        RK => number(compressed(fields.u32()?)),
        REAL | FORMULA_REAL => number(fields.f64()?),
        ERROR | FORMULA_ERROR => book::error_cell(error_text(fields.u8()?), format),
        BOOLEAN | FORMULA_BOOLEAN => book::boolean_cell(fields.u8()? != 0, format),
        TEXT | FORMULA_TEXT => book::plain_cell(Cow::Owned(fields.text()?), format),
        SHARED_TEXT => {
            let index = usize::try_from(fields.u32()?).ok()?;
            book::text_cell(book.strings.get(index)?, format)
        }
        RICH_TEXT => book::text_cell(&rich_text(fields, &book.styles.fonts)?, format),
        _ => book::empty_cell(format),
    })
}

/// A number in four bytes: whole or the upper half of a floating-point one, perhaps in hundredths.
///
/// Source: MS-XLSB 2.5.123 (`RkNumber`).
fn compressed(bits: u32) -> f64 {
    let number = if bits & 2 != 0 {
        f64::from(bits.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(bits & !3) << 32)
    };
    if bits & 1 != 0 { number / 100.0 } else { number }
}

/// The text of an error value by its number.
fn error_text(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2B => "#GETTING_DATA",
        _ => "#N/A",
    }
}
