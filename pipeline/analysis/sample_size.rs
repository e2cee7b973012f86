//! Sample size (件数の基準): from how many answers or meetings on each statistic is given.
//!
//! Input → output: counts → nothing, or why a statistic is left out. All rules stand here, so that
//! tables, workbooks and pages say the same.

use crate::diagnostic::{Wording, statistics as wording};

/// Answers behind a mean that is not marked as small: below ten, one answer of one step moves
/// the mean by more than 0.1, the last digit the forms print.
pub(crate) const ANSWERS: u32 = 10;

/// Meetings behind an interval, and on each side of a comparison.
///
/// m meetings have C(2m − 1, m) different resamples, the tails of a 95 % percentile interval need
/// at least 40 of them: four give 35, five give 126.
pub(crate) const MEETINGS: u32 = 5;

/// Complete answers behind a reliability coefficient: Yurdugül (2008), Hacettepe University
/// Journal of Education 35, 397–405, finds α biased below 30 even on strongly one-sided scales.
pub(super) const COMPLETE_ANSWERS: u32 = 30;

/// Items of a scale with an inner consistency.
pub(super) const ALPHA_ITEMS: u32 = 2;

/// Items of a scale with a factor of its own: one factor in two items cannot be told from its
/// errors.
pub(super) const OMEGA_ITEMS: u32 = 3;

/// Raters of a meeting whose agreement is measured: of two, one variance has one degree of freedom.
pub(super) const RATERS: u32 = 3;

/// Years of a trend: two are a difference.
pub(super) const TREND_YEARS: u32 = 3;

/// Meetings of a trend: below ten, Kendall's τ takes few values (Kendall and Gibbons 1990, 5.2).
pub(super) const TREND_MEETINGS: u32 = 10;

/// Groups that are compared at once.
pub(super) const GROUPS: u32 = 2;

/// Scores behind a word on floor and ceiling: Terwee et al. (2007), Journal of Clinical
/// Epidemiology 60, 34–42.
pub(super) const ENDS_ANSWERS: u32 = 50;

/// Why a statistic is left out (示さない理由).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withheld {
    /// Too few meetings.
    Meetings {
        /// Those there are.
        n: u32,
        /// Those it takes.
        least: u32,
    },
    /// Too few answers, or participants who answered everything.
    Answers {
        /// Those there are.
        n: u32,
        /// Those it takes.
        least: u32,
    },
    /// Too few items in the scale.
    Items {
        /// Those there are.
        n: u32,
        /// Those it takes.
        least: u32,
    },
    /// Too few years.
    Years {
        /// Those there are.
        n: u32,
        /// Those it takes.
        least: u32,
    },
    /// Too few groups of enough meetings.
    Groups {
        /// Those there are.
        n: u32,
        /// Those it takes.
        least: u32,
    },
    /// All answers are the same.
    NoSpread,
    /// The items do not share one factor that could be found.
    NoFactor,
    /// The source gave only a mean.
    OnlyMeans,
}

impl Withheld {
    /// The reason as shown to a person.
    #[must_use]
    pub fn wording(self) -> Wording {
        match self {
            Self::Meetings { n, least } => wording::few_meetings(n, least),
            Self::Answers { n, least } => wording::few_answers(n, least),
            Self::Items { n, least } => wording::few_items(n, least),
            Self::Years { n, least } => wording::few_years(n, least),
            Self::Groups { n, least } => wording::few_groups(n, least),
            Self::NoSpread => wording::no_spread(),
            Self::NoFactor => wording::no_factor(),
            Self::OnlyMeans => wording::only_means(),
        }
    }
}

/// Whether there are enough meetings.
pub(super) const fn meetings(n: u32) -> Result<(), Withheld> {
    if n < MEETINGS { Err(Withheld::Meetings { n, least: MEETINGS }) } else { Ok(()) }
}

/// Whether there are enough answers.
pub(super) const fn answers(n: u32, least: u32) -> Result<(), Withheld> {
    if n < least { Err(Withheld::Answers { n, least }) } else { Ok(()) }
}

/// Whether a scale has enough items.
pub(super) const fn items(n: u32, least: u32) -> Result<(), Withheld> {
    if n < least { Err(Withheld::Items { n, least }) } else { Ok(()) }
}

/// Whether there are enough years for a trend.
pub(super) const fn years(n: u32) -> Result<(), Withheld> {
    if n < TREND_YEARS { Err(Withheld::Years { n, least: TREND_YEARS }) } else { Ok(()) }
}

/// Whether there are enough meetings for a trend.
pub(super) const fn trend_meetings(n: u32) -> Result<(), Withheld> {
    if n < TREND_MEETINGS { Err(Withheld::Meetings { n, least: TREND_MEETINGS }) } else { Ok(()) }
}

/// Whether there are enough groups to compare.
pub(super) const fn groups(n: u32) -> Result<(), Withheld> {
    if n < GROUPS { Err(Withheld::Groups { n, least: GROUPS }) } else { Ok(()) }
}
