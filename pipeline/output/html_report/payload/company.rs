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

/// Why a comparison is not shown.
const HIDDEN_SIDE: &str = "会議の少ない側があるため示しません";

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
    pub(crate) with: Option<u32>,
    pub(crate) without: Option<u32>,
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
        // The levels make up the classes: side by side, the two tell small ones.
        let level = matches!(
            kind,
            Circumstance::CareLevel | Circumstance::DementiaLevel | Circumstance::AdlLevel
        );
        let whole = rows.integer(column::CASES_OF_THEME, row)?;
        let row = together(source, (rows, row), (None, Some(name))).filter(|_| !level)?;
        Some((kind, whole, row))
    };
    let found: Vec<(Circumstance, i64, Together)> =
        (0..rows.len()).filter_map(circumstance).collect();
    let mut kinds: BTreeMap<(usize, Circumstance), (i64, Vec<Together>)> = BTreeMap::new();
    for (kind, whole, row) in found {
        let of_kind = kinds.entry((row.theme, kind)).or_insert((whole, Vec::new()));
        of_kind.1.push(row);
    }
    let told = kinds.into_values().flat_map(|(whole, rows)| told(source, whole, rows));
    surest(told.collect())
}

/// Values of one kind that may be told of an issue: what they leave of its cases must not be few.
fn told(source: &Source<'_>, whole: i64, mut rows: Vec<Together>) -> Vec<Together> {
    rows.retain(|row| row.lift.is_some_and(|lift| lift > 1.0));
    rows.sort_by_key(|row| row.cases);
    rows.reverse();
    loop {
        let rest = whole - rows.iter().map(|row| row.cases).sum::<i64>();
        let few = u32::try_from(rest).ok().and_then(|rest| source.report.policy.shown(rest));
        if few.is_some() || rows.pop().is_none() {
            return rows;
        }
    }
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
        let count = |name| u32::try_from(rows.integer(name, row)?).ok();
        let sides = (count(column::N_WITH)?, count(column::N_WITHOUT)?);
        let theme_id = rows.text(column::THEME_ID, row)?;
        let item = rows.integer(column::ITEM, row)?;
        // One side is the total less the other.
        let told = source.report.scores.tells_sides((&format!("item_{item}"), theme_id), sides);
        let figure = |name| rows.float(name, row).filter(|_| told);
        let withheld = rows.text(column::WITHHELD, row).map(str::to_owned).filter(|_| told);
        Some(ScoreIssue {
            theme: theme_of(source, Some(theme_id))?,
            item,
            with: told.then_some(sides.0),
            without: told.then_some(sides.1),
            difference: figure(column::DIFFERENCE),
            effect: figure(column::EFFECT),
            low: figure(column::CI_LOW),
            high: figure(column::CI_HIGH),
            p: figure(column::P),
            q: figure(column::Q),
            withheld: withheld.or_else(|| (!told).then(|| HIDDEN_SIDE.to_owned())),
        })
    };
    (0..rows.len()).filter_map(issue).collect()
}
