//! Grid, BIFF: what can be wrong with an .xls file, one variant each.
//!
//! Input → output: a malformation → the technical clause of a diagnostic. It must not decide
//! whether the rest of the file can still be read.

use std::collections::BTreeSet;

use thiserror::Error;

use crate::diagnostic::Diagnostic;
use crate::grid::fault::{self, Bound};
use crate::intake::{Limits, SourceFile};

/// A malformation, a kind of file not read, or a limit reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Error)]
pub(super) enum Fault {
    /// The compound file's header or directory is broken.
    #[error("the compound file's header or directory is broken")]
    Container,
    /// The workbook stream is shorter than its directory entry says: the file was cut off, or its
    /// sectors lost.
    #[error("the workbook stream breaks off")]
    StreamCut,
    /// The compound file holds no `Workbook` or `Book`.
    #[error("no workbook stream in the compound file")]
    NoWorkbookStream,
    /// The stream does not begin with a BOF record.
    #[error("no BOF record at the start of the workbook stream")]
    NoWorkbookStart,
    /// A file of Excel 4 or older.
    #[error("BIFF{0}, the format of Excel 4 and older")]
    TooOld(u8),
    /// The stream is still encrypted.
    #[error("FILEPASS record: the workbook is encrypted")]
    Protected,
    /// No sheet is listed.
    #[error("no BOUNDSHEET record")]
    NoSheets,
    /// A limit on untrusted input was reached; the whole file is given up.
    #[error("limit reached: {0:?}")]
    Limit(Bound),
    /// A record is longer than what is left of the stream.
    #[error("record {0:#06X} is longer than the rest of the stream")]
    RecordPastEnd(u16),
    /// A record ends before its last field.
    #[error("record {0:#06X} is too short")]
    RecordTooShort(u16),
    /// The text encoding is unknown.
    #[error("unknown code page {0}")]
    CodePage(u16),
    /// The table of texts ends in the middle of a text.
    #[error("the shared string table breaks off")]
    TextTableBroken,
    /// A cell names a text that the table does not hold.
    #[error("a cell refers to shared string {0}, which does not exist")]
    TextMissing(u32),
    /// A cell names a format that does not exist.
    #[error("a cell refers to format {0}, which does not exist")]
    StyleMissing(u16),
    /// A format or a run of characters names a font that does not exist.
    #[error("font {0} does not exist")]
    FontMissing(u16),
    /// The place where a sheet should begin holds no sheet.
    #[error("no BOF record where the sheet should begin")]
    NoSheetStart,
    /// Sheets lie over each other in the stream.
    #[error("sheets overlap in the workbook stream")]
    SheetsOverlap,
    /// The sheet's records end without its EOF record.
    #[error("the sheet breaks off before its EOF record")]
    SheetUnfinished,
    /// A cell lies outside of the 256 columns of a sheet.
    #[error("a cell in column {0}, beyond the last")]
    CellOutside(u16),
    /// A run of cells ends before it begins, or holds another number of them.
    #[error("record {0:#06X} holds another number of cells than it says")]
    CellCount(u16),
    /// An error value that is none.
    #[error("unknown error value {0:#04X}")]
    ErrorValue(u8),
    /// A formula's text is missing.
    #[error("a formula's text result is missing")]
    FormulaTextMissing,
    /// A text stands where no formula asks for it.
    #[error("a text result without its formula")]
    FormulaTextStray,
    /// A merged range or a range of columns ends before it begins.
    #[error("record {0:#06X} holds a range that ends before it begins")]
    RangeBackwards(u16),
    /// More column records than there are columns.
    #[error("more column records than columns")]
    ColumnRecords,
    /// A part of a drawing is longer than the whole.
    #[error("drawing record {0:#06X} is longer than what holds it")]
    ArtPastEnd(u16),
    /// Groups of shapes within groups beyond all sense.
    #[error("drawing groups are nested too deeply")]
    ArtTooDeep,
    /// A text box's text is missing or breaks off.
    #[error("a text box's text breaks off")]
    BoxTextBroken,
}

impl Fault {
    /// The fault as a diagnostic for the whole file.
    pub(super) fn diagnostic(self, source: &SourceFile, limits: &Limits) -> Diagnostic {
        match self {
            Self::Limit(bound) => fault::Fault::Limit(bound).diagnostic(source, limits),
            other => fault::Fault::Malformed(other.to_string()).diagnostic(source, limits),
        }
    }
}

/// Faults kept for one sheet; further ones say nothing new.
const FAULTS_KEPT: usize = 16;

/// The distinct faults of one sheet, or of the workbook's own records.
#[derive(Debug, Default)]
pub(super) struct Faults(BTreeSet<Fault>);

impl Faults {
    /// Keeps a fault that reading survives.
    ///
    /// # Errors
    /// A [`Fault::Limit`] is handed on: it ends the reading of the file.
    pub(super) fn survive(&mut self, result: Result<(), Fault>) -> Result<(), Fault> {
        match result {
            Err(fault @ Fault::Limit(_)) => return Err(fault),
            Err(fault) => self.note(fault),
            Ok(()) => {}
        }
        Ok(())
    }

    /// Keeps a fault.
    pub(super) fn note(&mut self, fault: Fault) {
        if self.0.len() < FAULTS_KEPT {
            self.0.insert(fault);
        }
    }

    /// Keeps those of another place too.
    pub(super) fn join(&mut self, other: Self) {
        other.0.into_iter().for_each(|fault| self.note(fault));
    }

    /// The faults in a fixed order.
    pub(super) fn into_iter(self) -> impl Iterator<Item = Fault> {
        self.0.into_iter()
    }
}
