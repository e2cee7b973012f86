//! Company: what goes with an issue: other issues, resources, circumstances, scores on items.
//!
//! Rows of few cases are left out; of a circumstance also those that leave few of the issue's cases
//! for all others, as two values make up the whole.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::rows::{Rows, Source};
use super::themes::theme_of;
use crate::analysis::theme_spread::Circumstance;
use crate::output::tables::schema::{columns as column, tables};
use crate::output::wording::circumstance_name;

/// Rows of each issue; what comes later is rarer or weaker.
const MOST_ROWS: usize = 5;

/// Something that meetings have together with an issue (一緒に挙がるもの).
#[derive(Serialize)]
pub(crate) struct Together {
    theme: usize,
    /// The other issue, where it is one.
    other: Option<usize>,
    /// Its name, where it is none.
    name: Option<String>,
    /// Meetings with both.
    cases: i64,
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

/// Pairs of issues in the order of their table.
pub(super) fn pairs(source: &Source<'_>) -> Vec<Together> {
    let rows = source.table(tables::THEME_COOCCURRENCE);
    let pair = |row| {
        let other = theme_of(source, rows.text(column::OTHER_THEME_ID, row))?;
        together(source, (rows, row), (Some(other), None))
    };
    (0..rows.len()).filter_map(pair).collect()
}

/// What is asked for along with issues: words of the forms that name nobody.
pub(super) fn resources(source: &Source<'_>) -> Vec<Together> {
    let rows = source.table(tables::THEME_RESOURCES);
    let resource = |row| {
        let named = rows.text(column::RESOURCE, row)?;
        let other = theme_of(source, Some(named));
        let hidden = source.report.hidden_terms.contains(named);
        let name =
            if other.is_some() { None } else { (!hidden).then(|| Some(named.to_owned()))? };
        together(source, (rows, row), (other, name))
    };
    surest((0..rows.len()).filter_map(resource).collect())
}

/// Circumstances of the clients whose meetings raise issues.
pub(super) fn circumstances(source: &Source<'_>) -> Vec<Together> {
    let rows = source.table(tables::THEME_CIRCUMSTANCES);
    let circumstance = |row| {
        let kind = rows.text(column::CIRCUMSTANCE, row)?;
        let kind = Circumstance::ALL.into_iter().find(|known| known.as_str() == kind)?;
        let value = rows.text(column::VALUE, row)?;
        let name = format!("{}：{value}", circumstance_name(kind));
        let rest = rows.integer(column::CASES_OF_THEME, row)? - rows.integer(column::CASES, row)?;
        source.report.policy.shown(u32::try_from(rest).ok()?)?;
        together(source, (rows, row), (None, Some(name)))
    };
    surest((0..rows.len()).filter_map(circumstance).collect())
}

/// A row, unless its cases are few or those of its issue are hidden.
fn together(
    source: &Source<'_>,
    (rows, row): (Rows<'_>, usize),
    (other, name): (Option<usize>, Option<String>),
) -> Option<Together> {
    let raised = |theme: usize| source.report.shown.raised.get(theme)?.of(None, None);
    let theme = theme_of(source, rows.text(column::THEME_ID, row))?;
    let cases = rows.integer(column::CASES, row)?;
    source.report.policy.shown(u32::try_from(cases).ok()?)?;
    raised(theme)?;
    if let Some(other) = other {
        raised(other)?;
    }
    Some(Together {
        theme,
        other,
        name,
        cases,
        expected: rows.float(column::EXPECTED, row),
        lift: rows.float(column::LIFT, row),
        q: rows.float(column::Q, row),
        tier: rows.text(column::TIER, row).map(str::to_owned),
    })
}

/// Of each issue what is more often than by chance, the surest first.
fn surest(mut rows: Vec<Together>) -> Vec<Together> {
    rows.retain(|row| row.lift.is_some_and(|lift| lift > 1.0));
    rows.sort_by(|one, other| {
        let q = |row: &Together| row.q.unwrap_or(2.0);
        one.theme
            .cmp(&other.theme)
            .then(q(one).total_cmp(&q(other)))
            .then(other.cases.cmp(&one.cases))
            .then((&one.name, one.other).cmp(&(&other.name, other.other)))
    });
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    rows.retain(|row| {
        let count = counts.entry(row.theme).or_default();
        *count += 1;
        *count <= MOST_ROWS
    });
    rows
}

/// Issues against items, where both sides have enough meetings to be counted.
pub(super) fn score_issues(source: &Source<'_>) -> Vec<ScoreIssue> {
    let rows = source.table(tables::SCORE_ISSUES);
    let issue = |row| {
        let side = |name| {
            let count = rows.integer(name, row)?;
            source.report.policy.shown(u32::try_from(count).ok()?).map(i64::from)
        };
        Some(ScoreIssue {
            theme: theme_of(source, rows.text(column::THEME_ID, row))?,
            item: rows.integer(column::ITEM, row)?,
            with: side(column::N_WITH),
            without: side(column::N_WITHOUT),
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
