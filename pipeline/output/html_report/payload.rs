//! Payload: tables → the figures of the page, as its scripts read them.
//!
//! Input → output: columns of the output interface → one value that is written as JSON. Cases are
//! known by their row from here on: an id may hold the name of a file, and a file that of a person.

/// Cases, areas and years.
mod places;
/// Scores.
mod scores;
/// Statements, issues, and what goes with them.
mod themes;

use serde::Serialize;

pub(super) use self::places::{CaseEntry, CaseRows};
pub(super) use self::scores::{CaseScore, ReasonEntry, ScaleEntry, ScoreTrend, Stat};
pub(super) use self::themes::{ScoreIssue, StatementEntry, ThemeEntry, ThemeGroup, ThemePair};
use super::rows::Source;
use crate::analysis::{LEAST_ANSWERS, LEAST_MEETINGS};

/// Everything that the scripts draw from.
#[derive(Serialize)]
pub(super) struct Payload {
    /// From how many answers and meetings on a figure carries.
    pub(super) rules: Rules,
    /// Fiscal years with cases, ascending.
    pub(super) years: Vec<i64>,
    /// Areas with cases, in the order of the settings.
    pub(super) areas: Vec<String>,
    /// The cases in the order of their table.
    pub(super) cases: Vec<CaseEntry>,
    /// Items, domains, the total.
    pub(super) scales: Vec<ScaleEntry>,
    /// Each scale in each group.
    pub(super) stats: Vec<Stat>,
    /// Each scale over the years.
    pub(super) score_trends: Vec<ScoreTrend>,
    /// Each scale in each case, by scale.
    pub(super) case_scores: Vec<Vec<CaseScore>>,
    /// The issues in the order of their table.
    pub(super) themes: Vec<ThemeEntry>,
    /// Each issue in each area and year.
    pub(super) theme_groups: Vec<ThemeGroup>,
    /// Issues that meetings raise together.
    pub(super) theme_pairs: Vec<ThemePair>,
    /// The statements in the order of their table.
    pub(super) statements: Vec<StatementEntry>,
    /// Why participants scored as they did.
    pub(super) reasons: Vec<ReasonEntry>,
    /// Issues against items.
    pub(super) score_issues: Vec<ScoreIssue>,
}

/// From how many on a figure carries; `analysis` says why.
#[derive(Serialize)]
pub(super) struct Rules {
    answers: u32,
    meetings: u32,
    /// Counts of cases below this are hidden.
    smallest_count: u32,
    show_zero: bool,
}

/// Gathers the figures of the page.
pub(super) fn payload(source: &Source<'_>) -> Payload {
    let rows = CaseRows::new(source);
    let areas = places::areas(source);
    let scales = scores::scales(source);
    Payload {
        rules: Rules {
            answers: LEAST_ANSWERS,
            meetings: LEAST_MEETINGS,
            smallest_count: source.report.policy.smallest_count,
            show_zero: source.report.policy.show_zero,
        },
        years: places::years(source),
        cases: places::cases(source, &areas),
        stats: scores::stats(source, &scales),
        score_trends: scores::trends(source, &scales),
        case_scores: scores::case_scores(source, &scales, &rows),
        themes: themes::themes(source),
        theme_groups: themes::theme_groups(source),
        theme_pairs: themes::pairs(source),
        statements: themes::statements(source, &rows),
        reasons: scores::reasons(source, &rows),
        score_issues: themes::score_issues(source),
        areas,
        scales,
    }
}
