//! Scores of themes (課題ごとの評価): the scales over the meetings that raise a theme.
//!
//! Input → output: cases, the cases of each theme → rows as those of the score summary. A meeting
//! raises several themes and is in as many groups.

use std::collections::BTreeSet;

use super::AnalysisError;
use super::dataset::Dataset;
use super::scale::scales;
use super::score_group::ScoreGroup;
use super::score_summary::{ItemStat, MeetingGroup, summarise_groups};
use crate::config::form_definition::ItemSet;
use crate::records::CaseRecord;

/// Sums the scores up over the meetings of each theme, over all years and areas and in each
/// (課題ごとの評価の集計).
///
/// Input: cases, the item set of their forms, for each theme its id and the ids of its cases.
/// Output: sorted by theme, kind of group, group and scale; empty without an item set.
/// # Errors
/// `AnalysisError::Table`: polars refused a table.
pub fn theme_scores(
    cases: &[CaseRecord],
    items: Option<&ItemSet>,
    themes: &[(&str, BTreeSet<&str>)],
) -> Result<Vec<ItemStat>, AnalysisError> {
    let Some(items) = items else { return Ok(Vec::new()) };
    let dataset = Dataset::new(cases, scales(items))?;
    let mut groups = Vec::new();
    for (theme_id, cases) in themes {
        groups.extend(groups_of(&dataset, theme_id, cases));
    }
    Ok(summarise_groups(&dataset, &groups))
}

/// The meetings of a theme: all, those of each year, those of each area.
fn groups_of(dataset: &Dataset, theme_id: &str, cases: &BTreeSet<&str>) -> Vec<MeetingGroup> {
    let meetings = || dataset.meetings.iter().enumerate();
    let of_theme: Vec<usize> =
        meetings().filter(|(_, one)| cases.contains(&*one.case_id)).map(|(at, _)| at).collect();
    let mut groups =
        vec![MeetingGroup::new(ScoreGroup::Theme, theme_id.to_owned(), of_theme.clone())];
    for (by, within) in [
        (ScoreGroup::ThemeFiscalYear, ScoreGroup::FiscalYear),
        (ScoreGroup::ThemeArea, ScoreGroup::Area),
    ] {
        let name =
            |meeting: &usize| dataset.meetings.get(*meeting).and_then(|one| one.group(within));
        let names: BTreeSet<String> = of_theme.iter().filter_map(name).collect();
        groups.extend(names.into_iter().map(|group| {
            let inside = |meeting: &usize| name(meeting).as_ref() == Some(&group);
            let meetings = of_theme.iter().copied().filter(inside).collect();
            MeetingGroup::new(by, format!("{theme_id} {group}"), meetings)
        }));
    }
    groups
}
