//! Payload: tables → the figures of the page, as its scripts read them.
//!
//! Input → output: columns of the output interface, and what of their counts may be shown → one
//! value that is written as JSON. What the page may not show is not in the page: there is no row of
//! a single meeting in it, and no count that is hidden.

/// What goes with issues.
mod company;
/// Areas and years, and their meetings.
mod places;
/// Scores.
mod scores;
/// Statements and reasons.
mod texts;
/// Issues.
mod themes;

use serde::Serialize;

pub(super) use self::company::ScoreIssue;
use self::company::Together;
use self::places::{Axes, MeetingCount};
pub(super) use self::scores::{ScaleEntry, ScoreTrend, Stat, StatGroup};
use self::texts::{ReasonEntry, StatementEntry};
use self::themes::ThemeClaim;
pub(super) use self::themes::{ThemeCount, ThemeEntry};
use super::rows::Source;
use crate::analysis::{LEAST_ANSWERS, LEAST_MEETINGS};

/// Everything that the scripts draw from.
#[derive(Serialize)]
pub(super) struct Payload {
    /// From how many answers and meetings on a figure carries.
    pub(super) rules: Rules,
    /// Fiscal years with cases, ascending.
    pub(super) years: Vec<i32>,
    /// Areas with cases, in the order of the settings.
    pub(super) areas: Vec<String>,
    /// Meetings of every year and area.
    pub(super) meetings: Vec<MeetingCount>,
    /// Items, domains, the total.
    pub(super) scales: Vec<ScaleEntry>,
    /// Each scale in each group.
    pub(super) stats: Vec<Stat>,
    /// Each scale over the years.
    pub(super) score_trends: Vec<ScoreTrend>,
    /// The issues in the order of their table.
    pub(super) themes: Vec<ThemeEntry>,
    /// Each issue in every year and area.
    pub(super) theme_counts: Vec<ThemeCount>,
    /// What is claimed of issues in years and areas.
    pub(super) theme_claims: Vec<ThemeClaim>,
    /// Issues that meetings raise together.
    pub(super) theme_pairs: Vec<Together>,
    /// What is asked for along with issues.
    pub(super) resources: Vec<Together>,
    /// Circumstances of clients that go with issues.
    pub(super) circumstances: Vec<Together>,
    /// The statements, by their reference.
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
}

/// Gathers the figures of the page.
pub(super) fn payload(source: &Source<'_>) -> Payload {
    let axes = Axes::new(source);
    let scales = scores::scales(source);
    Payload {
        rules: Rules {
            answers: LEAST_ANSWERS,
            meetings: LEAST_MEETINGS,
            smallest_count: source.report.policy.smallest_count,
        },
        meetings: places::meetings(source, &axes),
        stats: scores::stats(source, &scales, &axes),
        score_trends: scores::trends(source, &scales),
        themes: themes::themes(source),
        theme_counts: themes::counts(source, &axes),
        theme_claims: themes::claims(source, &axes),
        theme_pairs: company::pairs(source),
        resources: company::resources(source),
        circumstances: company::circumstances(source),
        statements: texts::statements(source, &axes),
        reasons: texts::reasons(source, &axes),
        score_issues: company::score_issues(source),
        years: axes.years,
        areas: axes.areas,
        scales,
    }
}
