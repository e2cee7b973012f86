//! Records: form matches → typed sheet records → cases.
//!
//! Values are typed here, each with its provenance; what cannot be read becomes a diagnostic.
//! This stage must not look at cells or styles again.

/// Texts and values → typed values.
pub mod coerce;

/// Boxes of free text → statements.
pub mod statements;

/// The records that every later stage stands on.
pub mod model;

pub use model::{
    CaseField, CaseHeader, CaseMean, CaseRecord, MeanOrigin, ParticipantRecord, ScoreRecord,
    SheetRecord, StatementField, StatementRecord, Traced,
};
