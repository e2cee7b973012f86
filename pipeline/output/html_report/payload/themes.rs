//! Themes: the issues, the meetings that raise them by year and area, and what was claimed of them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::rows::Source;
use super::places::{Axes, Place};
use crate::analysis::proportion::wilson;
use crate::output::tables::schema::{columns as column, tables};

/// One issue (地域課題).
#[derive(Serialize)]
pub(crate) struct ThemeEntry {
    pub(crate) label: String,
    /// The fiscal years it was first and last heard in; none of an issue with few cases.
    since: Option<String>,
    until: Option<String>,
    /// Whether it is in no dictionary.
    new: bool,
    /// Whether it is raised more or less often from year to year, and how sure that is.
    trend: Option<ThemeTrend>,
}

/// The way an issue goes over the years.
#[derive(Serialize)]
struct ThemeTrend {
    direction: String,
    q: Option<f64>,
    tier: Option<String>,
}

/// Meetings that raise an issue in a year and an area: issue, year, area, meetings, of how many,
/// ends of the share's interval. `None` for year or area is all of them, for a count it is hidden.
#[derive(Serialize)]
pub(crate) struct ThemeCount(
    pub(crate) usize,
    pub(crate) Option<usize>,
    pub(crate) Option<usize>,
    pub(crate) Option<u32>,
    pub(crate) Option<u32>,
    Option<f64>,
    Option<f64>,
);

/// What is claimed of an issue in a year or an area, by index.
#[derive(Serialize)]
pub(crate) struct ThemeClaim {
    theme: usize,
    year: Option<usize>,
    area: Option<usize>,
    expected: Option<f64>,
    q: Option<f64>,
    tier: String,
}

/// The row of an issue in its table.
pub(super) fn theme_of(source: &Source<'_>, id: Option<&str>) -> Option<usize> {
    let id = id?;
    (0..source.themes.len()).find(|row| source.themes.text(column::THEME_ID, *row) == Some(id))
}

pub(super) fn themes(source: &Source<'_>) -> Vec<ThemeEntry> {
    let rows = source.themes;
    let mut trends = trends(source);
    let raised = |row: usize| source.report.shown.raised.get(row)?.of(None, None);
    let entry = |row: usize| {
        let voiced = source.report.shown.voiced.get(row).and_then(|of| of.of(None, None));
        let years = rows.text(column::YEARS, row).filter(|_| voiced.is_some()).unwrap_or_default();
        let year = |year: Option<&str>| year.filter(|year| !year.is_empty()).map(str::to_owned);
        ThemeEntry {
            label: source.theme_label(row),
            since: year(years.split(';').next()),
            until: year(years.split(';').next_back()),
            new: rows.text(column::ORIGIN, row) == Some("new"),
            trend: trends.remove(&row).filter(|_| raised(row).is_some()),
        }
    };
    (0..rows.len()).map(entry).collect()
}

/// The trend of each issue that has one, by the row.
fn trends(source: &Source<'_>) -> BTreeMap<usize, ThemeTrend> {
    let rows = source.table(tables::THEME_SPREAD);
    let trend = |row| {
        let direction = rows.text(column::GROUP, row)?.to_owned();
        let tier = rows.text(column::TIER, row).map(str::to_owned);
        let theme = theme_of(source, rows.text(column::THEME_ID, row))?;
        Some((theme, ThemeTrend { direction, q: rows.float(column::Q, row), tier }))
    };
    let of_years = |row: &usize| rows.text(column::GROUP_BY, *row) == Some("trend");
    (0..rows.len()).filter(of_years).filter_map(trend).collect()
}

/// Every issue in every year and area.
pub(super) fn counts(source: &Source<'_>, axes: &Axes) -> Vec<ThemeCount> {
    let shown = source.report.shown;
    let themes = (0..source.themes.len()).zip(&shown.raised);
    let of_theme = |(theme, raised): (usize, &crate::privacy::ShownCases)| {
        let count = |((year_at, year), (area_at, area)): Place<'_>| {
            let (cases, of) = (raised.of(year, area), shown.speaking.of(year, area));
            let interval = cases.zip(of).and_then(|(cases, of)| wilson(cases, of));
            let (low, high) = (interval.map(|ends| ends.low), interval.map(|ends| ends.high));
            ThemeCount(theme, year_at, area_at, cases, of, low, high)
        };
        axes.places().map(count).collect::<Vec<_>>()
    };
    themes.flat_map(of_theme).collect()
}

/// What is claimed of issues in years and areas, where their count is shown: what chance would
/// bring tells it otherwise.
pub(super) fn claims(source: &Source<'_>, axes: &Axes) -> Vec<ThemeClaim> {
    let rows = source.table(tables::THEME_SPREAD);
    let claim = |row| {
        let group = rows.text(column::GROUP, row)?;
        let (year, area) = match rows.text(column::GROUP_BY, row)? {
            "fiscal_year" => (Some(group.parse().ok()?), None),
            "area" => (None, Some(group)),
            _ => return None,
        };
        let theme = theme_of(source, rows.text(column::THEME_ID, row))?;
        source.report.shown.raised.get(theme)?.of(year, area)?;
        Some(ThemeClaim {
            theme,
            year: axes.year(year),
            area: axes.area(area),
            expected: rows.float(column::EXPECTED, row),
            q: rows.float(column::Q, row),
            tier: rows.text(column::TIER, row)?.to_owned(),
        })
    };
    (0..rows.len()).filter_map(claim).collect()
}
