//! Grid, BIFF: cell records → [`Cell`]s with value, text as shown, style and runs.
//!
//! This module must not know where a sheet begins or ends.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fault::{Fault, Faults};
use super::globals::Globals;
use super::record::{Fields, Record, Records};
use super::sheet::{Budget, LAST_COLUMN};
use super::style::{Format, Look};
use super::text::{Codec, Continued, RichText, byte_text_then_runs};
use crate::grid::model::{Cell, CellValue, TextRun};
use crate::grid::number_format::{Category, NumberFormat, datetime_of};
use crate::units::CellAddress;

const FORMULA: u16 = 0x0006;
const MULRK: u16 = 0x00BD;
const MULBLANK: u16 = 0x00BE;
const RSTRING: u16 = 0x00D6;
const LABELSST: u16 = 0x00FD;
const DIMENSIONS: u16 = 0x0200;
const BLANK: u16 = 0x0201;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const BOOLERR: u16 = 0x0205;
const STRING: u16 = 0x0207;
const RK: u16 = 0x027E;

/// Bytes of the shortest cell in a record of many.
const LEAST_BYTES: usize = 2;

/// Cells that room is made for in advance; more have to come to be believed.
const MOST_ROOM: usize = 1024;

/// Where a cell stands and how it looks: the first six bytes of most cell records.
#[derive(Debug, Clone, Copy)]
struct Place {
    address: CellAddress,
    look: u16,
}

/// A number as one look shows it. Forms repeat a few numbers over and over, so the last ones are
/// kept.
#[derive(Debug, Clone)]
struct Shown {
    bits: u64,
    look: u16,
    value: CellValue,
    text: Arc<str>,
}

impl Shown {
    const fn is(&self, number: f64, look: u16) -> bool {
        self.bits == number.to_bits() && self.look == look
    }
}

/// Numbers that are kept.
const SLOTS: usize = 64;

/// Where a number as one look shows it is kept: by the bits of its exponent and first digits, in
/// which small whole numbers differ.
fn slot(number: f64, look: u16) -> usize {
    let [_, _, _, _, _, low, middle, high] = number.to_bits().to_le_bytes();
    let mixed = usize::from(low) ^ usize::from(middle) ^ usize::from(high) ^ usize::from(look);
    mixed % SLOTS
}

/// Cells gathered from a sheet's records.
pub(super) struct CellReader<'b> {
    book: &'b Globals,
    /// Cells as they come, which is nearly always in order: sorted once at the end.
    cells: Vec<(CellAddress, Cell)>,
    /// The text of cells that show none.
    no_text: Arc<str>,
    /// The formula whose text result has yet to come.
    awaited: Option<Place>,
    general: NumberFormat,
    shown: Vec<Option<Shown>>,
    /// What was odd about looks; the cells are there all the same.
    faults: Faults,
}

impl<'b> CellReader<'b> {
    /// No cells yet.
    pub(super) fn new(book: &'b Globals) -> Self {
        Self {
            book,
            cells: Vec::new(),
            no_text: Arc::default(),
            awaited: None,
            general: NumberFormat::parse(""),
            shown: vec![None; SLOTS],
            faults: Faults::default(),
        }
    }

    /// All cells, the last of those that stand in one place, and what was odd about them.
    pub(super) fn finish(self, faults: &mut Faults) -> BTreeMap<CellAddress, Cell> {
        if self.awaited.is_some() {
            faults.note(Fault::FormulaTextMissing);
        }
        faults.join(self.faults);
        self.cells.into_iter().collect()
    }

    /// Takes the record if it holds cells.
    pub(super) fn take<'a>(
        &mut self,
        record: &Record<'a>,
        records: &mut Records<'a>,
        budget: &mut Budget<'_>,
    ) -> Result<(), Fault> {
        let mut fields = record.fields();
        match record.id {
            DIMENSIONS => {
                self.make_room(&mut fields, records.remaining());
                Ok(())
            }
            LABELSST => {
                let (place, index) = (place(&mut fields)?, fields.u32()?);
                self.shared_text(place, index, budget)
            }
            BLANK => {
                let place = place(&mut fields)?;
                self.blank(place, budget)
            }
            MULBLANK => self.blanks(record, budget),
            NUMBER => {
                let (place, value) = (place(&mut fields)?, fields.f64()?);
                self.number(place, value, budget)
            }
            RK => {
                let (place, value) = (place(&mut fields)?, fields.u32()?);
                self.number(place, compressed_number(value), budget)
            }
            MULRK => self.numbers(record, budget),
            BOOLERR => {
                let (place, value, is_error) = (place(&mut fields)?, fields.u8()?, fields.u8()?);
                self.truth_or_error(place, value, is_error != 0, budget)
            }
            LABEL | RSTRING => self.own_text(record, records, budget),
            FORMULA => self.formula(&mut fields, budget),
            STRING => self.formula_text(record, records, budget),
            _ => Ok(()),
        }
    }

    /// DIMENSIONS of BIFF8: the rows and columns in use, believed only as a hint.
    fn make_room(&mut self, fields: &mut Fields<'_>, bytes_left: usize) {
        let (Ok(top), Ok(below)) = (fields.u32(), fields.u32()) else { return };
        let (Ok(left), Ok(beyond)) = (fields.u16(), fields.u16()) else { return };
        let area = u64::from(below.saturating_sub(top)) * u64::from(beyond.saturating_sub(left));
        let likely = usize::try_from(area).unwrap_or(usize::MAX).min(bytes_left / LEAST_BYTES);
        self.cells.reserve(likely.min(MOST_ROOM));
    }

    /// LABELSST: a text of the shared table.
    fn shared_text(
        &mut self,
        place: Place,
        index: u32,
        budget: &mut Budget<'_>,
    ) -> Result<(), Fault> {
        let position = usize::try_from(index).unwrap_or(usize::MAX);
        let text = self.book.texts.get(position).ok_or(Fault::TextMissing(index))?;
        self.text(place, text, budget)
    }

    /// LABEL and RSTRING: the text stands in the cell.
    fn own_text<'a>(
        &mut self,
        record: &Record<'a>,
        records: &mut Records<'a>,
        budget: &mut Budget<'_>,
    ) -> Result<(), Fault> {
        let mut fields = record.fields();
        let place = place(&mut fields)?;
        let most = budget.limits.text_chars;
        let text = match self.book.codec {
            Codec::Unicode => {
                let mut source = Continued::new(record, fields.rest(), records);
                if record.id == RSTRING {
                    source.text_then_runs(most)?
                } else {
                    source.rich_text(most)?
                }
            }
            Codec::Bytes(encoding) if record.id == RSTRING => {
                byte_text_then_runs(encoding, &mut fields)?
            }
            Codec::Bytes(_) => self.byte_text(&mut fields)?,
        };
        self.text(place, &text, budget)
    }

    fn byte_text(&self, fields: &mut Fields<'_>) -> Result<RichText, Fault> {
        // An empty text may end before its length does.
        let length = if fields.rest().len() < 2 { 0 } else { usize::from(fields.u16()?) };
        let text = self.book.codec.characters(fields, length)?;
        Ok(RichText { text: Arc::from(text), runs: Box::default() })
    }

    /// FORMULA (MS-XLS 2.4.127): its last result in eight bytes; a text follows in a STRING.
    fn formula(&mut self, fields: &mut Fields<'_>, budget: &mut Budget<'_>) -> Result<(), Fault> {
        let place = place(fields)?;
        let unanswered = self.awaited.take().is_some();
        let result = fields.take(8)?;
        match *result {
            [0, .., 0xFF, 0xFF] => self.awaited = Some(place),
            [1, _, value, .., 0xFF, 0xFF] => self.truth_or_error(place, value, false, budget)?,
            [2, _, value, .., 0xFF, 0xFF] => self.truth_or_error(place, value, true, budget)?,
            [_, .., 0xFF, 0xFF] => self.blank(place, budget)?,
            _ => {
                let value = Fields::of(FORMULA, result).f64()?;
                self.number(place, value, budget)?;
            }
        }
        if unanswered { Err(Fault::FormulaTextMissing) } else { Ok(()) }
    }

    fn formula_text<'a>(
        &mut self,
        record: &Record<'a>,
        records: &mut Records<'a>,
        budget: &mut Budget<'_>,
    ) -> Result<(), Fault> {
        let place = self.awaited.take().ok_or(Fault::FormulaTextStray)?;
        let text = match self.book.codec {
            Codec::Unicode => {
                Continued::new(record, record.data, records).rich_text(budget.limits.text_chars)?
            }
            Codec::Bytes(_) => self.byte_text(&mut record.fields())?,
        };
        self.text(place, &text, budget)
    }

    /// MULBLANK: empty cells beside each other.
    fn blanks(&mut self, record: &Record<'_>, budget: &mut Budget<'_>) -> Result<(), Fault> {
        let (first, cells) = neighbours(record, 2)?;
        let mut fields = Fields::of(record.id, cells);
        for address in first {
            let look = fields.u16()?;
            self.blank(Place { address, look }, budget)?;
        }
        Ok(())
    }

    /// MULRK: numbers beside each other.
    fn numbers(&mut self, record: &Record<'_>, budget: &mut Budget<'_>) -> Result<(), Fault> {
        let (first, cells) = neighbours(record, 6)?;
        let mut fields = Fields::of(record.id, cells);
        for address in first {
            let (look, value) = (fields.u16()?, fields.u32()?);
            self.number(Place { address, look }, compressed_number(value), budget)?;
        }
        Ok(())
    }

    fn number(&mut self, place: Place, value: f64, budget: &mut Budget<'_>) -> Result<(), Fault> {
        let look = self.look(place);
        let slot = slot(value, place.look);
        let kept = self.shown.get(slot).and_then(Option::as_ref);
        let kept = kept.filter(|shown| shown.is(value, place.look)).cloned();
        let Shown { value, text, .. } = kept.unwrap_or_else(|| {
            let shown = self.show(value, look, place.look);
            self.shown.get_mut(slot).into_iter().for_each(|kept| *kept = Some(shown.clone()));
            shown
        });
        let style = Arc::clone(&look.style);
        self.put(place, Cell { value, text, style, runs: Vec::new() }, budget)
    }

    fn show(&self, number: f64, look: &Look, look_index: u16) -> Shown {
        let format = look.format.as_deref().map_or(&self.general, Format::numbers);
        let text = Arc::from(format.show(number, self.book.dates));
        let value = match format.category() {
            Category::DateTime => datetime_of(number, self.book.dates)
                .map_or(CellValue::Number(number), CellValue::DateTime),
            Category::Duration => CellValue::Duration(number),
            _ => CellValue::Number(number),
        };
        Shown { bits: number.to_bits(), look: look_index, value, text }
    }

    fn truth_or_error(
        &mut self,
        place: Place,
        value: u8,
        is_error: bool,
        budget: &mut Budget<'_>,
    ) -> Result<(), Fault> {
        let (value, text) = if is_error {
            let text: Arc<str> = Arc::from(error_text(value)?);
            (CellValue::Error(Arc::clone(&text)), text)
        } else {
            (CellValue::Boolean(value != 0), Arc::from(if value != 0 { "TRUE" } else { "FALSE" }))
        };
        let style = Arc::clone(&self.look(place).style);
        self.put(place, Cell { value, text, style, runs: Vec::new() }, budget)
    }

    fn text(
        &mut self,
        place: Place,
        rich: &RichText,
        budget: &mut Budget<'_>,
    ) -> Result<(), Fault> {
        if rich.text.is_empty() {
            return self.blank(place, budget);
        }
        let look = self.look(place);
        let runs = self.runs(rich, look);
        budget.spend_cells(runs.len())?;
        let text = match &look.format {
            Some(format) if !format.shows_text_as_is() => {
                Arc::from(format.numbers().show_text(&rich.text))
            }
            _ => Arc::clone(&rich.text),
        };
        let value = CellValue::Text(Arc::clone(&rich.text));
        let style = Arc::clone(&look.style);
        self.put(place, Cell { value, text, style, runs }, budget)
    }

    /// The runs that look other than the cell, neighbours of one look joined.
    fn runs(&mut self, rich: &RichText, look: &Look) -> Vec<TextRun> {
        let mut runs: Vec<TextRun> = Vec::new();
        if rich.runs.is_empty() {
            return runs;
        }
        let length = rich.text.chars().count();
        let ends = rich.runs.iter().skip(1).map(|(start, _)| *start).chain([length]);
        for ((start, index), end) in rich.runs.iter().zip(ends) {
            let font = match self.book.looks.font(*index) {
                Ok(font) => font,
                Err(fault) => {
                    self.faults.note(fault);
                    continue;
                }
            };
            if *start >= end.min(length) || *font == look.style.font {
                continue;
            }
            match runs.last_mut().filter(|last| last.end == *start && last.font == *font) {
                Some(last) => last.end = end,
                None => runs.push(TextRun { start: *start, end, font: font.clone() }),
            }
        }
        runs
    }

    /// An empty cell, kept only when a fill or a border of its own makes it something.
    fn blank(&mut self, place: Place, budget: &mut Budget<'_>) -> Result<(), Fault> {
        let style = &self.look(place).style;
        if style.fill.is_none() && style.border.sides == 0 {
            return Ok(());
        }
        let style = Arc::clone(style);
        let text = Arc::clone(&self.no_text);
        self.put(place, Cell { value: CellValue::Empty, text, style, runs: Vec::new() }, budget)
    }

    fn put(&mut self, place: Place, cell: Cell, budget: &mut Budget<'_>) -> Result<(), Fault> {
        if place.address.column > LAST_COLUMN {
            let column = u16::try_from(place.address.column).unwrap_or(u16::MAX);
            return Err(Fault::CellOutside(column));
        }
        budget.spend_cells(1)?;
        self.cells.push((place.address, cell));
        Ok(())
    }

    /// The look of a cell; one that does not exist is plain, and told of once.
    fn look(&mut self, place: Place) -> &'b Look {
        let book = self.book;
        book.looks.look(place.look).unwrap_or_else(|fault| {
            self.faults.note(fault);
            &book.looks.plain
        })
    }
}

fn place(fields: &mut Fields<'_>) -> Result<Place, Fault> {
    let (row, column, look) = (fields.u16()?, fields.u16()?, fields.u16()?);
    Ok(Place { address: CellAddress::new(u32::from(row), u32::from(column)), look })
}

/// The addresses of a record with several cells, and their bytes: `width` for each.
fn neighbours<'a>(
    record: &Record<'a>,
    width: usize,
) -> Result<(impl Iterator<Item = CellAddress> + use<>, &'a [u8]), Fault> {
    let mut fields = record.fields();
    let (row, first) = (u32::from(fields.u16()?), u32::from(fields.u16()?));
    let length = fields.rest().len().checked_sub(2).ok_or(Fault::RecordTooShort(record.id))?;
    let cells = fields.take(length)?;
    let last = u32::from(fields.u16()?);
    let count = (last + 1).checked_sub(first).and_then(|count| usize::try_from(count).ok());
    if cells.len() % width != 0 || count != Some(cells.len() / width) {
        return Err(Fault::CellCount(record.id));
    }
    Ok(((first..=last).map(move |column| CellAddress::new(row, column)), cells))
}

/// A number in four bytes (MS-XLS 2.5.217, `RkNumber`).
fn compressed_number(stored: u32) -> f64 {
    let high = stored & !0x03;
    let value = if stored & 0x02 == 0 {
        f64::from_bits(u64::from(high) << 32)
    } else {
        f64::from(high.cast_signed() >> 2)
    };
    if stored & 0x01 == 0 { value } else { value / 100.0 }
}

/// An error value as shown (MS-XLS 2.5.10, `BErr`).
fn error_text(code: u8) -> Result<&'static str, Fault> {
    Ok(match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => return Err(Fault::ErrorValue(code)),
    })
}
