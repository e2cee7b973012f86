//! Analysis: records and tokens → figures, one method per file.
//!
//! Input → output: cases → counts and tests. polars stays inside. This stage must not read
//! workbooks, nor lay out what it finds.

/// Texts without personal details.
pub mod anonymous_texts;

/// Issues of the cases' statements.
pub mod case_issues;

/// What a city's own rules count.
pub mod coding;

/// A word with what surrounds it (KWIC).
pub mod concordance;

/// Exact tests and intervals of counts.
pub mod proportion;

/// Regional issues that recur.
pub mod recurring_issue;

/// What scores are summed up by: items, domains, total.
pub mod scale;

/// What scores are grouped by.
pub mod score_group;

/// From how many answers or meetings on a statistic is given.
pub mod sample_size;

/// Scores ready to be summed up.
pub mod dataset;

/// Mean, standard deviation, median.
mod moments;

/// Seeded draws of whole meetings.
pub mod resampling;

/// One mean per scale and meeting.
mod meeting_means;

/// Mean, spread and distribution of each scale in each group.
pub mod score_summary;

/// How well the items of a scale measure one thing.
pub mod reliability;

/// How far participants of one meeting rate alike.
pub mod agreement;

/// Seeded exchanges of meetings.
mod permutation;

/// p of many tests.
mod multiple_testing;

/// How far two groups lie apart, whatever their unit.
mod effect_size;

/// Two groups of meetings on one scale.
pub mod comparison;

/// From one year to another, and over all years.
pub mod score_change;

/// Between areas, centres, roles and experience bands.
pub mod score_difference;

/// Ends of the scale, items left out, one answer to everything.
pub mod response_quality;

/// Which issues go with low scores.
pub mod score_issues;

/// Everything that is computed from the scores of one run.
pub mod score_statistics;

/// Which rows of the score summary may be shown.
pub mod shown_scores;

/// The scales over the meetings that raise a theme.
pub mod theme_scores;

/// Statements that stand for themes.
pub mod quotation;

/// Content words by field, area and year (頻出語).
pub mod term_frequency;

/// Where, when and with what themes are raised.
pub mod theme_spread;

pub use agreement::{Agreement, Icc, MeetingAgreement, Rwg, agreement};
pub use case_issues::{CaseIssues, case_issues};
pub use coding::{Code, CodeAssignment, CodeCount, CodeGroup, Coding, code_statements};
pub use comparison::Comparison;
pub use dataset::{AnswerCounts, Dataset};
pub use reliability::{Alpha, ItemReliability, Omega, Reliability, reliability};
pub use resampling::Interval;
pub use response_quality::{
    Crowded, ResponseQuality, StraightLining, response_quality, straight_lining,
};
pub use sample_size::Withheld;
pub(crate) use sample_size::{ANSWERS as LEAST_ANSWERS, MEETINGS as LEAST_MEETINGS};
pub use scale::{Scale, ScaleKind, item_set_in_use, scales};
pub use score_change::{ScoreChange, ScoreTrend, Trend, score_changes, score_trends};
pub use score_difference::{
    GroupTest, KruskalWallis, ScoreDifference, group_tests, score_differences,
};
pub use score_group::{ExperienceBand, ScoreGroup};
pub use score_issues::{ScoreIssue, score_issues};
pub use score_statistics::{ScoreStatistics, score_statistics};
pub use score_summary::{ItemStat, summarise_scores};
pub use shown_scores::{ScoreRow, ShownScores};
pub use term_frequency::{TermCount, TermFrequency, TermGroup, TermGroupCount, count_terms};
pub use theme_scores::theme_scores;

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
