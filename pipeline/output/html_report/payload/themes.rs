//! Themes: statements, the issues they raise, and what goes with them.

use serde::Serialize;

use super::super::rows::{Source, coming};
use super::CaseRows;
use crate::output::tables::schema::columns as column;

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
    let entry = |row| ThemeEntry {
        label: source.theme_label(row),
        statements: rows.integer(column::STATEMENTS, row),
        cases: rows.integer(column::CASES, row),
        first: rows.text(column::FIRST_SEEN, row).map(str::to_owned),
        last: rows.text(column::LAST_SEEN, row).map(str::to_owned),
        new: rows.text(column::ORIGIN, row) == Some("new"),
    };
    (0..rows.len()).map(entry).collect()
}

pub(super) fn statements(source: &Source<'_>, cases: &CaseRows<'_>) -> Vec<StatementEntry> {
    let rows = source.statements;
    let entry = |row| {
        let case = cases.of(rows.text(column::CASE_ID, row));
        let text = rows.text(column::TEXT, row).and_then(|text| source.masked(case, text));
        let theme = |name| theme_of(source, rows.text(name, row));
        let field = field_label(rows.text(column::FIELD, row).unwrap_or_default());
        StatementEntry(case, field, text, theme(column::THEME_ID), theme(column::SECOND_THEME_ID))
    };
    (0..rows.len()).map(entry).collect()
}

/// What the forms call a box, in short.
fn field_label(field: &str) -> &'static str {
    match field {
        "care_management_issue" => "ケアマネジメントの課題",
        "regional_issue" => "地域全体の課題",
        "needed_resource" => "必要な資源・仕組み",
        "provider_insight" => "提供者の気づき",
        "participant_insight" => "参加者の気づき",
        _ => "そのほか",
    }
}

pub(super) fn theme_groups(source: &Source<'_>) -> Vec<ThemeGroup> {
    let rows = source.table(coming::THEME_SPREAD);
    let group = |row| {
        let by = rows.text(column::GROUP_BY, row)?;
        Some(ThemeGroup {
            theme: theme_of(source, rows.text(column::THEME_ID, row))?,
            by: ["area", "fiscal_year"].into_iter().find(|known| *known == by)?,
            group: rows.text(column::GROUP, row)?.to_owned(),
            cases: rows.integer(column::CASES, row),
            of: rows.integer(coming::CASES_OF_GROUP, row),
            expected: rows.float(coming::EXPECTED, row),
            lift: rows.float(coming::LIFT, row),
            q: rows.float(coming::Q, row),
            tier: rows.text(coming::TIER, row).map(str::to_owned),
        })
    };
    (0..rows.len()).filter_map(group).collect()
}

pub(super) fn score_issues(source: &Source<'_>) -> Vec<ScoreIssue> {
    let rows = source.table(coming::SCORE_ISSUES);
    let issue = |row| {
        Some(ScoreIssue {
            theme: theme_of(source, rows.text(column::THEME_ID, row))?,
            item: rows.integer(column::ITEM, row)?,
            with: rows.integer(coming::N_WITH, row),
            without: rows.integer(coming::N_WITHOUT, row),
            difference: rows.float(coming::DIFFERENCE, row),
            effect: rows.float(coming::EFFECT, row),
            low: rows.float(column::CI_LOW, row),
            high: rows.float(column::CI_HIGH, row),
            p: rows.float(coming::P, row),
            q: rows.float(coming::Q, row),
            withheld: rows.text(column::WITHHELD, row).map(str::to_owned),
        })
    };
    (0..rows.len()).filter_map(issue).collect()
}
