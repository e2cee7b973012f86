//! Score statistics (評価の統計): everything that is computed from the scores of one run.
//!
//! Input → output: cases and the item set of their forms → rows of all methods. It computes
//! nothing itself.

use std::collections::BTreeSet;

use super::AnalysisError;
use super::agreement::{Agreement, MeetingAgreement, agreement};
use super::dataset::Dataset;
use super::reliability::{ItemReliability, Reliability, reliability};
use super::response_quality::{ResponseQuality, StraightLining, response_quality, straight_lining};
use super::scale::{Scale, scales};
use super::score_change::{ScoreChange, ScoreTrend, score_changes, score_trends};
use super::score_difference::{GroupTest, ScoreDifference, group_tests, score_differences};
use super::score_issues::{ScoreIssue, score_issues};
use super::score_summary::{ItemStat, summarise_scores};
use crate::config::form_definition::ItemSet;
use crate::records::CaseRecord;

/// What is computed from the scores (評価の統計).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ScoreStatistics {
    /// The scales: items by number, domains, total.
    pub scales: Vec<Scale>,
    /// Each scale in each group.
    pub item_stats: Vec<ItemStat>,
    /// Inner consistency of the domains and the total.
    pub reliability: Vec<Reliability>,
    /// Each item's part in it.
    pub item_reliability: Vec<ItemReliability>,
    /// Agreement within meetings, over all of them.
    pub agreement: Vec<Agreement>,
    /// Agreement within each meeting.
    pub meeting_agreement: Vec<MeetingAgreement>,
    /// Each scale in pairs of years.
    pub changes: Vec<ScoreChange>,
    /// Each scale over all years.
    pub trends: Vec<ScoreTrend>,
    /// Each scale in each area, centre, role and band against the others.
    pub differences: Vec<ScoreDifference>,
    /// Whether areas or centres differ at all.
    pub group_tests: Vec<GroupTest>,
    /// Ends of the scale and missing scores.
    pub quality: Vec<ResponseQuality>,
    /// Forms with one score throughout.
    pub straight_lining: Vec<StraightLining>,
    /// Each theme and each item.
    pub issues: Vec<ScoreIssue>,
}

/// Computes all statistics of the scores (評価の統計).
///
/// Input: cases, the item set of their forms, and the cases (by index) of each theme.
/// Output: empty without an item set, which is when no form has scored items.
/// # Errors
/// `AnalysisError::Table`: polars refused a table.
pub fn score_statistics(
    cases: &[CaseRecord],
    items: Option<&ItemSet>,
    themes: &[(&str, BTreeSet<usize>)],
) -> Result<ScoreStatistics, AnalysisError> {
    let Some(items) = items else { return Ok(ScoreStatistics::default()) };
    let dataset = Dataset::new(cases, scales(items))?;
    let (reliability, item_reliability) = reliability(&dataset);
    let (agreement, meeting_agreement) = agreement(&dataset);
    Ok(ScoreStatistics {
        item_stats: summarise_scores(&dataset),
        reliability,
        item_reliability,
        agreement,
        meeting_agreement,
        changes: score_changes(&dataset),
        trends: score_trends(&dataset),
        differences: score_differences(&dataset),
        group_tests: group_tests(&dataset),
        quality: response_quality(&dataset),
        straight_lining: straight_lining(&dataset),
        issues: score_issues(cases, themes),
        scales: dataset.scales,
    })
}
