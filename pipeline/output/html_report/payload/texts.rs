//! Texts: statements and reasons without names, each with the year and the area that it may name.
//!
//! A text says where and when it was written only where so many meetings are shown that it points
//! at none; which meeting it was is nowhere in the page. People inside find it by its reference in
//! `data/`. The order is that of the references, which is none.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::rows::{Rows, Source};
use super::places::Axes;
use super::themes::theme_of;
use crate::analysis::ScoreGroup;
use crate::output::tables::schema::{columns as column, tables};
use crate::privacy::ShownCases;
use crate::records::StatementField;

/// One statement (記述): text, field, issue, second issue, year, area, reference.
#[derive(Serialize)]
pub(crate) struct StatementEntry(
    Option<String>,
    &'static str,
    Option<usize>,
    Option<usize>,
    Option<usize>,
    Option<usize>,
    String,
);

/// A reason that a participant gave (理由): text, item, score, year, area, reference.
#[derive(Serialize)]
pub(crate) struct ReasonEntry(String, i64, Option<i64>, Option<usize>, Option<usize>, String);

/// When and where a case was discussed.
type When<'run> = (Option<i32>, Option<&'run str>);

/// The year and the area of each case by its id.
fn whens<'run>(source: &Source<'run>) -> BTreeMap<&'run str, When<'run>> {
    let cases = source.cases;
    let entry = |row| {
        let year =
            cases.integer(column::FISCAL_YEAR, row).and_then(|year| i32::try_from(year).ok());
        Some((cases.text(column::CASE_ID, row)?, (year, cases.text(column::AREA, row))))
    };
    (0..cases.len()).filter_map(entry).collect()
}

/// What of a year and an area may be named: both, or else the year, or else the area.
fn named<'run>((year, area): When<'run>, may: impl Fn(When<'run>) -> bool) -> When<'run> {
    let tries = [(year, area), (year, None), (None, area)];
    tries.into_iter().find(|when| may(*when)).unwrap_or_default()
}

/// The statements; none of a text that may not be shown.
pub(super) fn statements(source: &Source<'_>, axes: &Axes) -> Vec<StatementEntry> {
    let rows = source.statements;
    let whens = whens(source);
    let voiced = |theme: usize| source.report.shown.voiced.get(theme);
    let entry = |row| {
        let theme = |name| {
            // Of an issue with few cases, a list of its statements would count them.
            let theme = theme_of(source, rows.text(name, row))?;
            voiced(theme)?.of(None, None).map(|_| theme)
        };
        let (first, second) = (theme(column::THEME_ID), theme(column::SECOND_THEME_ID));
        let tables: Vec<&ShownCases> = std::iter::once(&source.report.shown.all)
            .chain(first.into_iter().chain(second).filter_map(voiced))
            .collect();
        let when = rows.text(column::CASE_ID, row).and_then(|id| whens.get(id)).copied();
        let (year, area) = named(when.unwrap_or_default(), |(year, area)| {
            tables.iter().all(|table| table.of(year, area).is_some())
        });
        StatementEntry(
            rows.text(column::TEXT, row).and_then(|text| source.told(text)),
            field_label(rows.text(column::FIELD, row).unwrap_or_default()),
            first.or(second),
            first.and(second),
            axes.year(year),
            axes.area(area),
            reference(rows, row),
        )
    };
    let mut entries: Vec<StatementEntry> = (0..rows.len()).map(entry).collect();
    entries.sort_by(|one, other| (&one.6, &one.0).cmp(&(&other.6, &other.0)));
    entries
}

/// The reasons; none where texts may not be shown.
pub(super) fn reasons(source: &Source<'_>, axes: &Axes) -> Vec<ReasonEntry> {
    let rows = source.table(tables::SCORES);
    let whens = whens(source);
    let shows = |scale: &str, (year, area): When<'_>| {
        let (by, group) = match (year, area) {
            (Some(year), Some(area)) => (ScoreGroup::FiscalYearArea, format!("{year} {area}")),
            (Some(year), None) => (ScoreGroup::FiscalYear, year.to_string()),
            (None, Some(area)) => (ScoreGroup::Area, area.to_owned()),
            (None, None) => (ScoreGroup::All, ScoreGroup::All.as_str().to_owned()),
        };
        source.report.scores.shows(by.as_str(), &group, scale)
    };
    let reason = |row| {
        let text = source.told(rows.text(column::REASON, row)?)?;
        let item = rows.integer(column::ITEM, row)?;
        let when = rows.text(column::CASE_ID, row).and_then(|id| whens.get(id)).copied();
        let scale = format!("item_{item}");
        if !shows(&scale, (None, None)) {
            return None;
        }
        let (year, area) = named(when.unwrap_or_default(), |when| shows(&scale, when));
        let score = rows.integer(column::SCORE, row);
        let (year, area) = (axes.year(year), axes.area(area));
        Some(ReasonEntry(text, item, score, year, area, reference(rows, row)))
    };
    let mut reasons: Vec<ReasonEntry> = (0..rows.len()).filter_map(reason).collect();
    reasons.sort_by(|one, other| (&one.5, &one.0).cmp(&(&other.5, &other.0)));
    reasons
}

fn reference(rows: Rows<'_>, row: usize) -> String {
    rows.text(column::REFERENCE, row).unwrap_or_default().to_owned()
}

/// What the forms call a box.
fn field_label(field: &str) -> &'static str {
    StatementField::named(field).map_or("そのほか", StatementField::heading)
}
