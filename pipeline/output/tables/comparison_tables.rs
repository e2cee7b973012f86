//! Rows of the tables that compare scores: years, groups, cases with and without an issue.
//!
//! Input → output: statistics → one table each, in their own order. What is withheld is empty,
//! with the reason beside it.

use super::schema::{columns as column, tables};
use super::score_tables::reason;
use super::table::{Table, TableBuilder};
use crate::analysis::{
    Comparison, GroupTest, KruskalWallis, ScoreChange, ScoreDifference, ScoreIssue, ScoreTrend,
    Trend, Withheld,
};
use crate::diagnostic::Language;

pub(super) fn changes(rows: &[ScoreChange], language: Language) -> Table {
    let table = TableBuilder::new(tables::SCORE_CHANGE, rows)
        .text(column::SCALE, |row| Some(&*row.scale.name))
        .integer(column::FROM_YEAR, |row| Some(row.from_year))
        .integer(column::TO_YEAR, |row| Some(row.to_year))
        .integer(column::MEETINGS_FROM, |row| Some(row.meetings_from))
        .integer(column::MEETINGS_TO, |row| Some(row.meetings_to))
        .float(column::MEAN_FROM, |row| Some(row.mean_from))
        .float(column::MEAN_TO, |row| Some(row.mean_to));
    compared(table, |row| row.comparison, language)
}

pub(super) fn trends(rows: &[ScoreTrend], language: Language) -> Table {
    let of = |value: fn(Trend) -> f64| move |row: &ScoreTrend| row.trend.ok().map(value);
    TableBuilder::new(tables::SCORE_TREND, rows)
        .text(column::SCALE, |row| Some(&*row.scale.name))
        .integer(column::FIRST_YEAR, |row| row.first_year)
        .integer(column::LAST_YEAR, |row| row.last_year)
        .integer(column::YEARS, |row| Some(row.years))
        .integer(column::MEETINGS, |row| Some(row.meetings))
        .float(column::TAU, of(|trend| trend.tau))
        .float(column::SLOPE, of(|trend| trend.slope))
        .float(column::SLOPE_LOW, of(|trend| trend.slope_interval.low))
        .float(column::SLOPE_HIGH, of(|trend| trend.slope_interval.high))
        .float(column::P, of(|trend| trend.p))
        .float(column::P_ADJUSTED, of(|trend| trend.adjusted))
        .text(column::WITHHELD, |row| reason(row.trend.err(), language))
        .build()
}

pub(super) fn differences(rows: &[ScoreDifference], language: Language) -> Table {
    let table = TableBuilder::new(tables::SCORE_DIFFERENCE, rows)
        .text(column::SCALE, |row| Some(&*row.scale.name))
        .text(column::GROUP_BY, |row| Some(row.group_by.as_str()))
        .text(column::GROUP, |row| Some(row.group.as_str()))
        .integer(column::MEETINGS, |row| Some(row.meetings))
        .integer(column::MEETINGS_OF_OTHERS, |row| Some(row.meetings_of_others))
        .float(column::MEAN, |row| row.mean)
        .float(column::MEAN_OF_OTHERS, |row| row.mean_of_others);
    compared(table, |row| row.comparison, language)
}

pub(super) fn group_tests(rows: &[GroupTest], language: Language) -> Table {
    let of = |value: fn(KruskalWallis) -> f64| move |row: &GroupTest| row.test.ok().map(value);
    TableBuilder::new(tables::GROUP_TEST, rows)
        .text(column::SCALE, |row| Some(&*row.scale.name))
        .text(column::GROUP_BY, |row| Some(row.group_by.as_str()))
        .integer(column::GROUPS, |row| Some(row.groups))
        .integer(column::MEETINGS, |row| Some(row.meetings))
        .float(column::H, of(|test| test.h))
        .float(column::P_APPROXIMATE, of(|test| test.p_approximate))
        .float(column::EPSILON_SQUARED, of(|test| test.epsilon_squared))
        .float(column::P, of(|test| test.p))
        .float(column::P_ADJUSTED, of(|test| test.adjusted))
        .text(column::WITHHELD, |row| reason(row.test.err(), language))
        .build()
}

pub(super) fn issues(rows: &[ScoreIssue], language: Language) -> Table {
    let of = |value: fn(Comparison) -> f64| move |row: &ScoreIssue| row.comparison.ok().map(value);
    TableBuilder::new(tables::SCORE_ISSUES, rows)
        .text(column::THEME_ID, |row| Some(row.theme_id.as_str()))
        .integer(column::ITEM, |row| Some(row.item.get()))
        .integer(column::N_WITH, |row| Some(row.n_with))
        .integer(column::N_WITHOUT, |row| Some(row.n_without))
        .float(column::DIFFERENCE, of(|one| one.difference))
        .float(column::EFFECT, of(|one| one.cliffs_delta))
        .float(column::CI_LOW, of(|one| one.cliffs_interval.low))
        .float(column::CI_HIGH, of(|one| one.cliffs_interval.high))
        .float(column::P, of(|one| one.p))
        .float(column::Q, of(|one| one.adjusted))
        .float(column::DIFFERENCE_LOW, of(|one| one.interval.low))
        .float(column::DIFFERENCE_HIGH, of(|one| one.interval.high))
        .float(column::HEDGES_G, of(|one| one.hedges_g))
        .float(column::HEDGES_G_LOW, of(|one| one.hedges_interval.low))
        .float(column::HEDGES_G_HIGH, of(|one| one.hedges_interval.high))
        .float(column::MEAN_WITH, |row| row.mean_with)
        .float(column::MEAN_WITHOUT, |row| row.mean_without)
        .text(column::WITHHELD, |row| reason(row.comparison.err(), language))
        .build()
}

/// Ends a table with the columns of a comparison.
fn compared<'rows, Row>(
    table: TableBuilder<'rows, Row>,
    comparison: fn(&Row) -> Result<Comparison, Withheld>,
    language: Language,
) -> Table {
    let of = |value: fn(Comparison) -> f64| move |row: &'rows Row| comparison(row).ok().map(value);
    table
        .float(column::DIFFERENCE, of(|one| one.difference))
        .float(column::DIFFERENCE_LOW, of(|one| one.interval.low))
        .float(column::DIFFERENCE_HIGH, of(|one| one.interval.high))
        .float(column::HEDGES_G, of(|one| one.hedges_g))
        .float(column::HEDGES_G_LOW, of(|one| one.hedges_interval.low))
        .float(column::HEDGES_G_HIGH, of(|one| one.hedges_interval.high))
        .float(column::CLIFFS_DELTA, of(|one| one.cliffs_delta))
        .float(column::CLIFFS_DELTA_LOW, of(|one| one.cliffs_interval.low))
        .float(column::CLIFFS_DELTA_HIGH, of(|one| one.cliffs_interval.high))
        .float(column::P, of(|one| one.p))
        .float(column::P_ADJUSTED, of(|one| one.adjusted))
        .text(column::WITHHELD, |row| reason(comparison(row).err(), language))
        .build()
}
