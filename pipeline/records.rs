//! Records: form matches → typed sheet records → cases.
//!
//! Values are typed here, each with its provenance; what cannot be read becomes a diagnostic.
//! This stage must not look at cells or styles again.

/// Texts and values → typed values.
pub mod coerce;

/// Boxes of free text → statements.
pub mod statements;

/// Sheet records → cases.
pub mod join;

/// What folders, files and sheets are called.
mod names;

/// One form match → one sheet's records.
pub mod read_sheet;

/// The records that every later stage stands on.
pub mod model;

/// Any table of statements → its statements.
pub mod statement_table;

pub(crate) use join::center_key;
pub use join::join_cases;
pub use read_sheet::{RecordContext, read_sheet, read_sheets};
pub use statement_table::{NoTextColumn, TableStatement, read_statement_table};

pub use model::{
    CaseField, CaseHeader, CaseMean, CaseRecord, MeanOrigin, ParticipantRecord, ScoreRecord,
    SheetRecord, StatementField, StatementRecord, Traced,
};
