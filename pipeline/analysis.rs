//! Analysis: records and tokens → figures, one method per file.
//!
//! Input → output: cases → counts and tests. polars stays inside. This stage must not read
//! workbooks, nor lay out what it finds.

/// Issues of the cases' statements.
pub mod case_issues;

/// Regional issues that recur.
pub mod recurring_issue;

/// Content words by field, area and year (頻出語).
pub mod term_frequency;

pub use case_issues::{CaseIssues, case_issues};
pub use term_frequency::{TermCount, TermFrequency, TermGroup, TermGroupCount, count_terms};

/// Why an analysis cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum AnalysisError {
    /// The text stage refused a statement.
    #[error(transparent)]
    Text(#[from] crate::text::TextError),
    /// polars refused a table of ours.
    #[error("a table cannot be computed: {0}")]
    Table(#[from] polars::error::PolarsError),
}
