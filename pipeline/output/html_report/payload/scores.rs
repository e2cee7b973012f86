//! Scores: rows of `item_stats` that may be shown, by what the page filters by.

use serde::Serialize;

use super::super::rows::{Rows, Source};
use super::places::Axes;
use super::themes::theme_of;
use crate::analysis::{ScaleKind, ScoreGroup, scales as scales_of};
use crate::output::tables::schema::{columns as column, tables};
use crate::output::wording::without_brackets;

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

/// Whose scores a row is made of.
#[derive(Serialize, PartialEq, Eq)]
#[serde(untagged)]
pub(crate) enum StatGroup {
    /// Those of whole meetings, by index; `None` is all of them.
    Meetings { year: Option<usize>, area: Option<usize>, theme: Option<usize> },
    /// Those of participants with something in common.
    People { by: &'static str, group: String },
}

impl StatGroup {
    /// Everybody.
    pub(crate) const ALL: Self = Self::Meetings { year: None, area: None, theme: None };
}

/// One scale in one group; `small` and `withheld` are reasons in words.
#[derive(Serialize)]
pub(crate) struct Stat {
    pub(crate) scale: usize,
    #[serde(flatten)]
    pub(crate) of: StatGroup,
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

/// The groups that the page knows. Centres are left out: some have one presenter only.
const GROUPS: [ScoreGroup; 9] = [
    ScoreGroup::All,
    ScoreGroup::FiscalYear,
    ScoreGroup::Area,
    ScoreGroup::FiscalYearArea,
    ScoreGroup::Role,
    ScoreGroup::Experience,
    ScoreGroup::Theme,
    ScoreGroup::ThemeFiscalYear,
    ScoreGroup::ThemeArea,
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
    let short = without_brackets(wording);
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

/// The rows that may be shown.
pub(super) fn stats(source: &Source<'_>, scales: &[ScaleEntry], axes: &Axes) -> Vec<Stat> {
    let rows = source.item_stats;
    let stat = |row| {
        let by = rows.text(column::GROUP_BY, row)?;
        let by = *GROUPS.iter().find(|group| group.as_str() == by)?;
        let group = rows.text(column::GROUP, row)?;
        if !source.report.scores.shows(by.as_str(), group, rows.text(column::SCALE, row)?) {
            return None;
        }
        let text = |name| rows.text(name, row).map(str::to_owned);
        Some(Stat {
            scale: scale_of(rows, scales, row)?,
            of: group_of(source, (by, group), axes)?,
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

/// A group by the names and indices that the filters have.
fn group_of(
    source: &Source<'_>,
    (by, group): (ScoreGroup, &str),
    axes: &Axes,
) -> Option<StatGroup> {
    let meetings = |year: Option<&str>, area: Option<&str>, theme: Option<&str>| {
        let index = |wanted: Option<&str>, found: Option<usize>| match wanted {
            Some(_) => found.map(Some),
            None => Some(None),
        };
        Some(StatGroup::Meetings {
            year: index(year, axes.year(year.and_then(|year| year.parse().ok())))?,
            area: index(area, axes.area(area))?,
            theme: index(theme, theme_of(source, theme))?,
        })
    };
    let split = || group.split_once(' ');
    match by {
        ScoreGroup::All => meetings(None, None, None),
        ScoreGroup::FiscalYear => meetings(Some(group), None, None),
        ScoreGroup::Area => meetings(None, Some(group), None),
        ScoreGroup::FiscalYearArea => split().and_then(|(y, a)| meetings(Some(y), Some(a), None)),
        ScoreGroup::Theme => meetings(None, None, Some(group)),
        ScoreGroup::ThemeFiscalYear => split().and_then(|(t, y)| meetings(Some(y), None, Some(t))),
        ScoreGroup::ThemeArea => split().and_then(|(t, a)| meetings(None, Some(a), Some(t))),
        ScoreGroup::Role | ScoreGroup::Experience => {
            Some(StatGroup::People { by: by.as_str(), group: group.to_owned() })
        }
        ScoreGroup::Center | ScoreGroup::Case => None,
    }
}

/// The trends in the order of their table.
pub(super) fn trends(source: &Source<'_>, scales: &[ScaleEntry]) -> Vec<ScoreTrend> {
    let rows = source.table(tables::SCORE_TREND);
    let trend = |row| {
        let meetings = u32::try_from(rows.integer(column::MEETINGS, row)?).ok()?;
        source.report.policy.shown(meetings)?;
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
