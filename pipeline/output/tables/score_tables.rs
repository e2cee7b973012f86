//! Rows of the tables about scores: summaries, reliability, agreement, quality.
//!
//! Input → output: statistics → one table each, in their own order. A number that is withheld is
//! empty, with the reason beside it.

use super::comparison_tables;
use super::schema::{columns as column, tables};
use super::table::{Table, TableBuilder};
use crate::analysis::{
    Agreement, Crowded, Interval, ItemReliability, ItemStat, MeetingAgreement, Reliability,
    ResponseQuality, ScoreStatistics, StraightLining, Withheld,
};
use crate::diagnostic::Language;

/// The tables about scores, in the order of the interface.
pub(super) fn tables(statistics: &ScoreStatistics, language: Language) -> Vec<Table> {
    vec![
        item_stats(&statistics.item_stats, language),
        reliability(&statistics.reliability, language),
        item_reliability(&statistics.item_reliability, language),
        agreement(&statistics.agreement, language),
        meeting_agreement(&statistics.meeting_agreement, language),
        comparison_tables::changes(&statistics.changes, language),
        comparison_tables::trends(&statistics.trends, language),
        comparison_tables::differences(&statistics.differences, language),
        comparison_tables::group_tests(&statistics.group_tests, language),
        response_quality(&statistics.quality, language),
        straight_lining(&statistics.straight_lining, language),
        comparison_tables::issues(&statistics.issues, language),
    ]
}

fn item_stats(rows: &[ItemStat], language: Language) -> Table {
    let answers = |place: usize| move |row: &ItemStat| row.answers?.get(place).copied();
    TableBuilder::new(tables::ITEM_STATS, rows)
        .text(column::SCALE, |row| Some(&*row.scale.name))
        .text(column::GROUP_BY, |row| Some(row.group_by.as_str()))
        .text(column::GROUP, |row| Some(row.group.as_str()))
        .integer(column::N, |row| row.n)
        .integer(column::MISSING, |row| row.missing)
        .float(column::MEAN, |row| row.mean)
        .float(column::SD, |row| row.sd)
        .float(column::MEDIAN, |row| row.median)
        .integer(column::N_1, answers(0))
        .integer(column::N_2, answers(1))
        .integer(column::N_3, answers(2))
        .integer(column::N_4, answers(3))
        .integer(column::N_5, answers(4))
        .float(column::CI_LOW, |row| low(row.interval.ok()))
        .float(column::CI_HIGH, |row| high(row.interval.ok()))
        .float(column::TOP_TWO, |row| row.top_two)
        .integer(column::MEETINGS, |row| Some(row.meetings))
        .float(column::MEAN_OF_MEETINGS, |row| row.mean_of_meetings)
        .float(column::MEAN_OF_MEETINGS_LOW, |row| low(row.interval_of_meetings.ok()))
        .float(column::MEAN_OF_MEETINGS_HIGH, |row| high(row.interval_of_meetings.ok()))
        .integer(column::MEETINGS_WITH_MEAN, |row| Some(row.meetings_with_mean))
        .text(column::SMALL, |row| reason(row.small, language))
        .text(column::WITHHELD, |row| reason(row.interval.err(), language))
        .build()
}

fn reliability(rows: &[Reliability], language: Language) -> Table {
    let alpha = |row: &Reliability| row.alpha.ok();
    TableBuilder::new(tables::RELIABILITY, rows)
        .text(column::SCALE, |row| Some(&*row.scale.name))
        .integer(column::N, |row| Some(row.n))
        .integer(column::ITEMS, |row| i64::try_from(row.scale.items.len()).ok())
        .float(column::ALPHA, |row| Some(alpha(row)?.value))
        .float(column::ALPHA_LOW, |row| Some(alpha(row)?.interval.low))
        .float(column::ALPHA_HIGH, |row| Some(alpha(row)?.interval.high))
        .float(column::OMEGA, |row| Some(row.omega.ok()?.value))
        .text(column::WITHHELD, |row| reason(row.alpha.err(), language))
        .float(column::ALPHA_MEETINGS_LOW, |row| low(alpha(row)?.meetings_interval))
        .float(column::ALPHA_MEETINGS_HIGH, |row| high(alpha(row)?.meetings_interval))
        .float(column::OMEGA_LOW, |row| low(row.omega.ok()?.meetings_interval))
        .float(column::OMEGA_HIGH, |row| high(row.omega.ok()?.meetings_interval))
        .text(column::OMEGA_WITHHELD, |row| reason(row.omega.err(), language))
        .integer(column::MEETINGS, |row| Some(row.meetings))
        .build()
}

fn item_reliability(rows: &[ItemReliability], language: Language) -> Table {
    TableBuilder::new(tables::ITEM_RELIABILITY, rows)
        .text(column::SCALE, |row| Some(&*row.scale.name))
        .integer(column::ITEM, |row| Some(row.item.get()))
        .integer(column::N, |row| Some(row.n))
        .float(column::ITEM_REST, |row| row.item_rest)
        .float(column::ALPHA_IF_DELETED, |row| row.alpha_if_deleted)
        .text(column::WITHHELD, |row| reason(row.withheld, language))
        .build()
}

fn agreement(rows: &[Agreement], language: Language) -> Table {
    let icc = |row: &Agreement| row.icc.ok();
    TableBuilder::new(tables::AGREEMENT, rows)
        .text(column::SCALE, |row| Some(&*row.scale.name))
        .integer(column::MEETINGS, |row| Some(row.meetings))
        .integer(column::N, |row| Some(row.scores))
        .float(column::SIZE, |row| Some(icc(row)?.size))
        .float(column::ICC_1, |row| Some(icc(row)?.single))
        .float(column::ICC_1_LOW, |row| Some(icc(row)?.single_interval.low))
        .float(column::ICC_1_HIGH, |row| Some(icc(row)?.single_interval.high))
        .float(column::ICC_K, |row| Some(icc(row)?.mean))
        .float(column::ICC_K_LOW, |row| Some(icc(row)?.mean_interval.low))
        .float(column::ICC_K_HIGH, |row| Some(icc(row)?.mean_interval.high))
        .text(column::WITHHELD, |row| reason(row.icc.err(), language))
        .integer(column::RWG_MEETINGS, |row| Some(row.rwg_meetings))
        .float(column::RWG_MEAN, |row| Some(row.rwg.ok()?.mean))
        .float(column::RWG_MEDIAN, |row| Some(row.rwg.ok()?.median))
        .text(column::RWG_WITHHELD, |row| reason(row.rwg.err(), language))
        .build()
}

fn meeting_agreement(rows: &[MeetingAgreement], language: Language) -> Table {
    TableBuilder::new(tables::MEETING_AGREEMENT, rows)
        .text(column::CASE_ID, |row| Some(&*row.case_id))
        .text(column::SCALE, |row| Some(&*row.scale.name))
        .integer(column::RATERS, |row| Some(row.raters))
        .float(column::RWG, |row| row.rwg.ok())
        .text(column::WITHHELD, |row| reason(row.rwg.err(), language))
        .build()
}

fn response_quality(rows: &[ResponseQuality], language: Language) -> Table {
    let crowded = |end: fn(Crowded) -> bool| {
        move |row: &ResponseQuality| row.crowded.ok().map(|ends| i64::from(end(ends)))
    };
    TableBuilder::new(tables::RESPONSE_QUALITY, rows)
        .text(column::SCALE, |row| Some(&*row.scale.name))
        .integer(column::ASKED, |row| Some(row.asked))
        .integer(column::N, |row| Some(row.n))
        .integer(column::MISSING, |row| Some(row.missing))
        .float(column::MISSING_SHARE, |row| row.missing_share)
        .float(column::FLOOR_SHARE, |row| row.floor_share)
        .float(column::CEILING_SHARE, |row| row.ceiling_share)
        .integer(column::FLOOR_EFFECT, crowded(|ends| ends.floor))
        .integer(column::CEILING_EFFECT, crowded(|ends| ends.ceiling))
        .text(column::WITHHELD, |row| reason(row.crowded.err(), language))
        .build()
}

fn straight_lining(rows: &[StraightLining], language: Language) -> Table {
    TableBuilder::new(tables::STRAIGHT_LINING, rows)
        .text(column::GROUP_BY, |row| Some(row.group_by.as_str()))
        .text(column::GROUP, |row| Some(row.group.as_str()))
        .integer(column::N, |row| Some(row.n))
        .integer(column::STRAIGHT, |row| Some(row.straight))
        .float(column::SHARE, |row| row.share)
        .text(column::SMALL, |row| reason(row.small, language))
        .build()
}

fn low(interval: Option<Interval>) -> Option<f64> {
    interval.map(|interval| interval.low)
}

fn high(interval: Option<Interval>) -> Option<f64> {
    interval.map(|interval| interval.high)
}

/// Why a number is left out, in words.
pub(super) fn reason(withheld: Option<Withheld>, language: Language) -> Option<String> {
    withheld.map(|withheld| withheld.wording().text(language).to_owned())
}
