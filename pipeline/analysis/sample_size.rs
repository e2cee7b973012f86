//! Sample size (件数の基準): from how many answers or meetings on each statistic is given.
//!
//! Input → output: counts → nothing, or why a statistic is left out. All rules stand here, so that
//! tables, workbooks and pages say the same.

use crate::diagnostic::{Wording, statistics as wording};

/// Answers behind a mean that is not marked as small: below ten, one answer of one step moves
/// the mean by more than 0.1, the last digit the forms print.
pub(super) const ANSWERS: u32 = 10;

/// Meetings behind an interval, and on each side of a comparison.
///
/// m meetings have C(2m − 1, m) different resamples, the tails of a 95 % percentile interval need
/// at least 40 of them: four give 35, five give 126.
pub(super) const MEETINGS: u32 = 5;

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
