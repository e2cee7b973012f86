//! Forms: a workbook and the form definitions → one [`FormMatch`] for each recognised sheet.
//!
//! Labels are searched, answers bound to fields, marks turned into choices, and every cell is
//! given a disposition. This stage must not interpret values: dates, ages and scores are text.

/// What recognition hands to the records.
pub mod model;

pub use model::{
    Answer, Disposition, FormKind, FormMatch, LedgerEntry, LedgerMark, Mark, MarkMethod,
    ScoredItem, TableRow,
};
