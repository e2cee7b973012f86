//! Scores: rows of `item_stats`, split into groups of cases and single cases.

use serde::Serialize;

use super::super::rows::{Rows, Source};
use super::CaseRows;
use crate::analysis::{LEAST_ANSWERS, ScaleKind, ScoreGroup, scales as scales_of};
use crate::output::tables::schema::{columns as column, tables};

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

/// A scale over the years (年度の推移), tested over meetings.
#[derive(Serialize)]
pub(crate) struct ScoreTrend {
    pub(crate) scale: usize,
    pub(crate) years: Option<i64>,
    pub(crate) meetings: Option<i64>,
    /// Change of the mean in a year.
    pub(crate) slope: Option<f64>,
    pub(crate) low: Option<f64>,
    pub(crate) high: Option<f64>,
    tau: Option<f64>,
    /// Corrected for all scales.
    pub(crate) p: Option<f64>,
    withheld: Option<String>,
}

/// A reason that a participant gave (理由): row of the case, item, score, text without names.
#[derive(Serialize)]
pub(crate) struct ReasonEntry(usize, i64, Option<i64>, String);

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

fn scale_of(rows: Rows<'_>, scales: &[ScaleEntry], row: usize) -> Option<usize> {
    let name = rows.text(column::SCALE, row)?;
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
        let by = GROUPS.iter().find(|group| group.as_str() == by)?;
        let n = rows.integer(column::N, row);
        // Few people of one role may be known by it.
        let of_people = matches!(by, ScoreGroup::Role | ScoreGroup::Experience);
        if of_people && n.unwrap_or_default() < i64::from(LEAST_ANSWERS) {
            return None;
        }
        let text = |name| rows.text(name, row).map(str::to_owned);
        Some(Stat {
            scale: scale_of(rows, scales, row)?,
            by: by.as_str(),
            group: text(column::GROUP)?,
            n,
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
        let scale = scale_of(rows, scales, row).and_then(|scale| scores.get_mut(scale));
        if let Some((scale, case)) = scale.zip(cases.of(rows.text(column::GROUP, row))) {
            let n = rows.integer(column::N, row);
            scale.push(CaseScore(case, n, rows.float(column::MEAN, row), answers(source, row)));
        }
    }
    scores
}

/// The reasons in the order of their table; none where texts may not be shown.
pub(super) fn reasons(source: &Source<'_>, cases: &CaseRows<'_>) -> Vec<ReasonEntry> {
    let rows = source.table(tables::SCORES);
    let reason = |row| {
        let text = rows.text(column::REASON, row)?;
        let case = cases.of(rows.text(column::CASE_ID, row))?;
        let item = rows.integer(column::ITEM, row)?;
        let score = rows.integer(column::SCORE, row);
        Some(ReasonEntry(case, item, score, source.masked(text)?))
    };
    (0..rows.len()).filter_map(reason).collect()
}

/// The trends in the order of their table.
pub(super) fn trends(source: &Source<'_>, scales: &[ScaleEntry]) -> Vec<ScoreTrend> {
    let rows = source.table(tables::SCORE_TREND);
    let trend = |row| {
        Some(ScoreTrend {
            scale: scale_of(rows, scales, row)?,
            years: rows.integer(column::YEARS, row),
            meetings: rows.integer(column::MEETINGS, row),
            slope: rows.float(column::SLOPE, row),
            low: rows.float(column::SLOPE_LOW, row),
            high: rows.float(column::SLOPE_HIGH, row),
            tau: rows.float(column::TAU, row),
            p: rows.float(column::P_ADJUSTED, row),
            withheld: rows.text(column::WITHHELD, row).map(str::to_owned),
        })
    };
    (0..rows.len()).filter_map(trend).collect()
}
