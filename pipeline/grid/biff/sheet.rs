//! Grid, BIFF: one sheet's records → [`Sheet`].
//!
//! Each record goes to what reads its kind; a broken one is noted and passed over. This module
//! must not read any record itself.

use super::cells::CellReader;
use super::drawing::DrawingReader;
use super::fault::{Fault, Faults};
use super::globals::{BOF, EOF, Globals, SheetEntry, version_of};
use super::layout::LayoutReader;
use super::record::{Record, Records};
use crate::grid::fault::Bound;
use crate::grid::model::Sheet;
use crate::intake::Limits;
use crate::units::{CellAddress, CellRange};

const MERGECELLS: u16 = 0x00E5;

/// The last column of a sheet in this format.
pub(super) const LAST_COLUMN: u32 = 255;

/// What is left to spend on a whole workbook.
#[derive(Debug)]
pub(super) struct Budget<'a> {
    /// The workbook stream.
    stream: &'a [u8],
    /// Where its substreams begin, once that was asked for.
    substreams: Option<Vec<usize>>,
    /// Bytes of records that may still be walked. Sheets of a sound file share no record; ones
    /// that do would have the same bytes read over and over.
    walk: usize,
    /// Cells and runs of characters that may still be made.
    pub(super) cells: usize,
    /// The limits that hold for each sheet or text.
    pub(super) limits: &'a Limits,
}

impl<'a> Budget<'a> {
    /// All that the limits allow.
    pub(super) const fn new(stream: &'a [u8], limits: &'a Limits) -> Self {
        Self { stream, substreams: None, walk: stream.len(), cells: limits.cells, limits }
    }

    /// Where the sheet with a number, from 0, begins if sheets stand in the order of their tabs.
    /// Needed only for files that state a wrong place.
    fn substream(&mut self, number: usize) -> Option<usize> {
        let stream = self.stream;
        self.substreams.get_or_insert_with(|| substreams(stream)).get(number + 1).copied()
    }

    /// Spends cells or runs of characters.
    pub(super) fn spend_cells(&mut self, count: usize) -> Result<(), Fault> {
        self.cells = self.cells.checked_sub(count).ok_or(Fault::Limit(Bound::Cells))?;
        Ok(())
    }

    fn spend_walk(&mut self, bytes: usize) -> Result<(), Fault> {
        self.walk = self.walk.checked_sub(bytes).ok_or(Fault::SheetsOverlap)?;
        Ok(())
    }
}

/// Reads the sheet that begins where the workbook says.
///
/// # Errors
/// A [`Fault::Limit`] only; anything else is noted and what could be read is kept.
pub(super) fn read(
    book: &Globals,
    entry: &SheetEntry,
    budget: &mut Budget<'_>,
    faults: &mut Faults,
) -> Result<Sheet, Fault> {
    let found = sheet_records(budget.stream, entry.offset)
        .or_else(|| sheet_records(budget.stream, budget.substream(entry.position)?));
    let Some(mut records) = found else {
        faults.note(Fault::NoSheetStart);
        return Ok(Sheet::default());
    };
    let mut reader = SheetReader {
        cells: CellReader::new(book),
        layout: LayoutReader::default(),
        drawing: DrawingReader::new(book),
        merges: Vec::new(),
    };
    let walked = reader.walk(&mut records, budget, faults);
    faults.survive(walked)?;
    reader.finish(book, budget, faults)
}

/// Where each substream begins, those within another left out; the first is the workbook's own.
fn substreams(stream: &[u8]) -> Vec<usize> {
    let mut starts = Vec::new();
    let Some(mut records) = Records::from_offset(stream, 0) else { return starts };
    let mut depth = 0_usize;
    let mut before = stream.len();
    while let Ok(Some(record)) = records.next() {
        match record.id {
            BOF if depth == 0 => {
                starts.push(stream.len() - before);
                depth = 1;
            }
            BOF => depth += 1,
            EOF => depth = depth.saturating_sub(1),
            _ => {}
        }
        before = records.remaining();
    }
    starts
}

/// The records behind the BOF record at an offset.
fn sheet_records(stream: &[u8], offset: usize) -> Option<Records<'_>> {
    let mut records = Records::from_offset(stream, offset)?;
    let start = records.next().ok()??;
    version_of(&start).ok().map(|_| records)
}

struct SheetReader<'b, 'a> {
    cells: CellReader<'b>,
    layout: LayoutReader,
    drawing: DrawingReader<'b, 'a>,
    merges: Vec<CellRange>,
}

impl<'a> SheetReader<'_, 'a> {
    /// Takes records until the sheet's own EOF; charts within the sheet are passed over.
    fn walk(
        &mut self,
        records: &mut Records<'a>,
        budget: &mut Budget<'_>,
        faults: &mut Faults,
    ) -> Result<(), Fault> {
        let mut depth = 0_usize;
        loop {
            let before = records.remaining();
            let record = records.next()?.ok_or(Fault::SheetUnfinished)?;
            match record.id {
                BOF => depth += 1,
                EOF if depth == 0 => return Ok(()),
                EOF => depth -= 1,
                _ if depth > 0 => {}
                _ => {
                    let taken = self.take(record, records, budget);
                    faults.survive(taken)?;
                }
            }
            budget.spend_walk(before - records.remaining())?;
        }
    }

    fn take(
        &mut self,
        record: Record<'a>,
        records: &mut Records<'a>,
        budget: &mut Budget<'_>,
    ) -> Result<(), Fault> {
        if record.id == MERGECELLS {
            return self.merge(&record, budget.limits.merges);
        }
        if self.layout.take(&record)? || self.drawing.take(&record, records)? {
            return Ok(());
        }
        self.cells.take(&record, records, budget)
    }

    /// MERGECELLS (MS-XLS 2.4.168): a count and so many ranges, rows before columns.
    fn merge(&mut self, record: &Record<'_>, most: usize) -> Result<(), Fault> {
        let mut fields = record.fields();
        let mut outcome = Ok(());
        for _ in 0..fields.u16()? {
            let (top, bottom) = (u32::from(fields.u16()?), u32::from(fields.u16()?));
            let (left, right) = (u32::from(fields.u16()?), u32::from(fields.u16()?));
            if top > bottom || left > right {
                outcome = Err(Fault::RangeBackwards(record.id));
                continue;
            }
            let range = CellRange::new(
                CellAddress::new(top, left.min(LAST_COLUMN)),
                CellAddress::new(bottom, right.min(LAST_COLUMN)),
            );
            if range.first != range.last {
                self.merges.push(range);
            }
            if self.merges.len() > most {
                return Err(Fault::Limit(Bound::Merges));
            }
        }
        outcome
    }

    fn finish(
        mut self,
        book: &Globals,
        budget: &Budget<'_>,
        faults: &mut Faults,
    ) -> Result<Sheet, Fault> {
        let layout = self.layout.finish(&book.looks);
        let shapes = self.drawing.finish(&layout, budget.limits, faults)?;
        self.merges.sort_unstable();
        self.merges.dedup();
        let cells = self.cells.finish(faults);
        Ok(Sheet { cells, merges: self.merges, layout, shapes, ..Sheet::default() })
    }
}
