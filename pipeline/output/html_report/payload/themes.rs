//! Themes: statements, the issues they raise, and what goes with them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::rows::Source;
use super::CaseRows;
use crate::output::tables::schema::{columns as column, tables};
use crate::records::StatementField;

/// One issue (地域課題).
#[derive(Serialize)]
pub(crate) struct ThemeEntry {
    pub(crate) label: String,
    pub(crate) statements: Option<i64>,
    pub(crate) cases: Option<i64>,
    first: Option<String>,
    last: Option<String>,
    /// Whether it is in no dictionary.
    new: bool,
    /// Cases that raise it, by the stricter rule of the tables about its spread.
    raised: Option<i64>,
    share: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
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

/// Two issues that meetings raise together.
#[derive(Serialize)]
pub(crate) struct ThemePair {
    theme: usize,
    other: usize,
    cases: Option<i64>,
    expected: Option<f64>,
    lift: Option<f64>,
    q: Option<f64>,
    tier: Option<String>,
}

/// One statement (記述): row of the case, field, text without names, issue, second issue.
#[derive(Serialize)]
pub(crate) struct StatementEntry(
    Option<usize>,
    &'static str,
    Option<String>,
    Option<usize>,
    Option<usize>,
);

/// One issue in one area or year.
#[derive(Serialize)]
pub(crate) struct ThemeGroup {
    theme: usize,
    by: &'static str,
    group: String,
    cases: Option<i64>,
    of: Option<i64>,
    expected: Option<f64>,
    lift: Option<f64>,
    q: Option<f64>,
    tier: Option<String>,
}

/// One issue against one item.
#[derive(Serialize)]
pub(crate) struct ScoreIssue {
    pub(crate) theme: usize,
    pub(crate) item: i64,
    pub(crate) with: Option<i64>,
    pub(crate) without: Option<i64>,
    pub(crate) difference: Option<f64>,
    effect: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    p: Option<f64>,
    pub(crate) q: Option<f64>,
    withheld: Option<String>,
}

fn theme_of(source: &Source<'_>, id: Option<&str>) -> Option<usize> {
    let id = id?;
    (0..source.themes.len()).find(|row| source.themes.text(column::THEME_ID, *row) == Some(id))
}

pub(super) fn themes(source: &Source<'_>) -> Vec<ThemeEntry> {
    let rows = source.themes;
    let mut trends = trends(source);
    let entry = |row| ThemeEntry {
        label: source.theme_label(row),
        statements: rows.integer(column::STATEMENTS, row),
        cases: rows.integer(column::CASES, row),
        first: rows.text(column::FIRST_SEEN, row).map(str::to_owned),
        last: rows.text(column::LAST_SEEN, row).map(str::to_owned),
        new: rows.text(column::ORIGIN, row) == Some("new"),
        raised: rows.integer(column::RAISED_CASES, row),
        share: rows.float(column::SHARE, row),
        low: rows.float(column::SHARE_LOW, row),
        high: rows.float(column::SHARE_HIGH, row),
        trend: trends.remove(&row),
    };
    (0..rows.len()).map(entry).collect()
}

/// The trend of each issue that has one, by the issue's row.
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

/// Pairs of issues in the order of their table.
pub(super) fn pairs(source: &Source<'_>) -> Vec<ThemePair> {
    let rows = source.table(tables::THEME_COOCCURRENCE);
    let pair = |row| {
        Some(ThemePair {
            theme: theme_of(source, rows.text(column::THEME_ID, row))?,
            other: theme_of(source, rows.text(column::OTHER_THEME_ID, row))?,
            cases: rows.integer(column::CASES, row),
            expected: rows.float(column::EXPECTED, row),
            lift: rows.float(column::LIFT, row),
            q: rows.float(column::Q, row),
            tier: rows.text(column::TIER, row).map(str::to_owned),
        })
    };
    (0..rows.len()).filter_map(pair).collect()
}

pub(super) fn statements(source: &Source<'_>, cases: &CaseRows<'_>) -> Vec<StatementEntry> {
    let rows = source.statements;
    let entry = |row| {
        let case = cases.of(rows.text(column::CASE_ID, row));
        let text = rows.text(column::TEXT, row).and_then(|text| source.masked(text));
        let theme = |name| theme_of(source, rows.text(name, row));
        let field = field_label(rows.text(column::FIELD, row).unwrap_or_default());
        StatementEntry(case, field, text, theme(column::THEME_ID), theme(column::SECOND_THEME_ID))
    };
    (0..rows.len()).map(entry).collect()
}

/// What the forms call a box.
fn field_label(field: &str) -> &'static str {
    StatementField::named(field).map_or("そのほか", StatementField::heading)
}

pub(super) fn theme_groups(source: &Source<'_>) -> Vec<ThemeGroup> {
    let rows = source.table(tables::THEME_SPREAD);
    let group = |row| {
        let by = rows.text(column::GROUP_BY, row)?;
        Some(ThemeGroup {
            theme: theme_of(source, rows.text(column::THEME_ID, row))?,
            by: ["area", "fiscal_year"].into_iter().find(|known| *known == by)?,
            group: rows.text(column::GROUP, row)?.to_owned(),
            cases: rows.integer(column::CASES, row),
            of: rows.integer(column::CASES_OF_GROUP, row),
            expected: rows.float(column::EXPECTED, row),
            lift: rows.float(column::LIFT, row),
            q: rows.float(column::Q, row),
            tier: rows.text(column::TIER, row).map(str::to_owned),
        })
    };
    (0..rows.len()).filter_map(group).collect()
}

pub(super) fn score_issues(source: &Source<'_>) -> Vec<ScoreIssue> {
    let rows = source.table(tables::SCORE_ISSUES);
    let issue = |row| {
        Some(ScoreIssue {
            theme: theme_of(source, rows.text(column::THEME_ID, row))?,
            item: rows.integer(column::ITEM, row)?,
            with: rows.integer(column::N_WITH, row),
            without: rows.integer(column::N_WITHOUT, row),
            difference: rows.float(column::DIFFERENCE, row),
            effect: rows.float(column::EFFECT, row),
            low: rows.float(column::CI_LOW, row),
            high: rows.float(column::CI_HIGH, row),
            p: rows.float(column::P, row),
            q: rows.float(column::Q, row),
            withheld: rows.text(column::WITHHELD, row).map(str::to_owned),
        })
    };
    (0..rows.len()).filter_map(issue).collect()
}
