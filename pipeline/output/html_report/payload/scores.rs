//! Scores: rows of `item_stats`, split into groups of cases and single cases.

use serde::Serialize;

use super::super::rows::Source;
use super::CaseRows;
use crate::analysis::{ScaleKind, ScoreGroup, scales as scales_of};
use crate::output::tables::schema::columns as column;

/// An item, a domain or the total (尺度).
#[derive(Serialize)]
pub(crate) struct ScaleEntry {
    /// The name in tables.
    #[serde(skip)]
    pub(crate) name: String,
    pub(crate) kind: &'static str,
    /// The item's number.
    pub(crate) item: Option<u8>,
    /// What is shown beside a bar.
    pub(crate) label: String,
    /// The whole wording.
    pub(crate) wording: String,
}

/// One scale in one group; `small` and `withheld` are reasons in words.
#[derive(Serialize)]
pub(crate) struct Stat {
    pub(crate) scale: usize,
    pub(crate) by: &'static str,
    group: String,
    pub(crate) n: Option<i64>,
    missing: Option<i64>,
    pub(crate) mean: Option<f64>,
    sd: Option<f64>,
    pub(crate) low: Option<f64>,
    pub(crate) high: Option<f64>,
    /// Single answers of 1 to 5.
    answers: Option<[i64; 5]>,
    pub(crate) meetings: Option<i64>,
    mean_of_meetings: Option<f64>,
    meetings_with_mean: Option<i64>,
    pub(crate) small: Option<String>,
    withheld: Option<String>,
}

/// One scale in one case: row of the case, participants with a score, their mean, answers of 1–5.
#[derive(Serialize)]
pub(crate) struct CaseScore(usize, Option<i64>, Option<f64>, Option<[i64; 5]>);

/// The groups that the page shows beside single cases. Centres are left out: some have one
/// presenter only.
const GROUPS: [ScoreGroup; 5] = [
    ScoreGroup::All,
    ScoreGroup::FiscalYear,
    ScoreGroup::Area,
    ScoreGroup::Role,
    ScoreGroup::Experience,
];

/// The scales of the forms in use; none where no form has items.
pub(super) fn scales(source: &Source<'_>) -> Vec<ScaleEntry> {
    let Some(set) = source.report.items else { return Vec::new() };
    let entry = |scale: crate::analysis::Scale| {
        let name = scale.name.to_string();
        let (kind, item, wording) = match scale.kind {
            ScaleKind::Item(item) => {
                let wording = set.items.get(&item).map(|one| one.wording.clone());
                ("item", Some(item.get()), wording.unwrap_or_else(|| name.clone()))
            }
            ScaleKind::Domain => ("domain", None, name.clone()),
            ScaleKind::Total => ("total", None, "全項目".to_owned()),
        };
        let short = short(&wording);
        let label = match item {
            Some(item) => format!("{item} {short}"),
            None => short,
        };
        ScaleEntry { name, kind, item, label, wording }
    };
    scales_of(set).into_iter().map(entry).collect()
}

/// A wording without what stands in brackets; the whole wording where nothing else is left.
fn short(wording: &str) -> String {
    let mut depth = 0_u32;
    let mut short = String::new();
    for character in wording.chars() {
        match character {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            other if depth == 0 => short.push(other),
            _ => {}
        }
    }
    let short = short.trim_end_matches('。');
    if short.is_empty() { wording.to_owned() } else { short.to_owned() }
}

fn scale_of(source: &Source<'_>, scales: &[ScaleEntry], row: usize) -> Option<usize> {
    let name = source.item_stats.text(column::SCALE, row)?;
    scales.iter().position(|scale| scale.name == name)
}

fn answers(source: &Source<'_>, row: usize) -> Option<[i64; 5]> {
    let n = |name| source.item_stats.integer(name, row);
    Some([n(column::N_1)?, n(column::N_2)?, n(column::N_3)?, n(column::N_4)?, n(column::N_5)?])
}

pub(super) fn stats(source: &Source<'_>, scales: &[ScaleEntry]) -> Vec<Stat> {
    let rows = source.item_stats;
    let stat = |row| {
        let by = rows.text(column::GROUP_BY, row)?;
        let by = GROUPS.iter().map(|group| group.as_str()).find(|group| *group == by)?;
        let text = |name| rows.text(name, row).map(str::to_owned);
        Some(Stat {
            scale: scale_of(source, scales, row)?,
            by,
            group: text(column::GROUP)?,
            n: rows.integer(column::N, row),
            missing: rows.integer(column::MISSING, row),
            mean: rows.float(column::MEAN, row),
            sd: rows.float(column::SD, row),
            low: rows.float(column::CI_LOW, row),
            high: rows.float(column::CI_HIGH, row),
            answers: answers(source, row),
            meetings: rows.integer(column::MEETINGS, row),
            mean_of_meetings: rows.float(column::MEAN_OF_MEETINGS, row),
            meetings_with_mean: rows.integer(column::MEETINGS_WITH_MEAN, row),
            small: text(column::SMALL),
            withheld: text(column::WITHHELD),
        })
    };
    (0..rows.len()).filter_map(stat).collect()
}

pub(super) fn case_scores(
    source: &Source<'_>,
    scales: &[ScaleEntry],
    cases: &CaseRows<'_>,
) -> Vec<Vec<CaseScore>> {
    let rows = source.item_stats;
    let mut scores: Vec<Vec<CaseScore>> = scales.iter().map(|_| Vec::new()).collect();
    let of_case =
        |row: &usize| rows.text(column::GROUP_BY, *row) == Some(ScoreGroup::Case.as_str());
    for row in (0..rows.len()).filter(of_case) {
        let scale = scale_of(source, scales, row).and_then(|scale| scores.get_mut(scale));
        if let Some((scale, case)) = scale.zip(cases.of(rows.text(column::GROUP, row))) {
            let n = rows.integer(column::N, row);
            scale.push(CaseScore(case, n, rows.float(column::MEAN, row), answers(source, row)));
        }
    }
    scores
}
