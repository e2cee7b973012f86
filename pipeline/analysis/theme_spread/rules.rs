//! Rules (判定の基準): when a case counts, what recurs, what may be claimed. All are settings.

use crate::config::project::IssueRules;

/// All rules of the spread of themes; the defaults are those the simulation was made with.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct SpreadRules {
    /// When a case raises a theme.
    pub raising: RaisingRule,
    /// When a theme recurs.
    pub recurring: RecurringRule,
    /// When a difference may be claimed.
    pub tiers: TierRule,
}

impl From<&IssueRules> for SpreadRules {
    /// The city's rules; what it cannot set stays as it is.
    fn from(rules: &IssueRules) -> Self {
        Self {
            raising: RaisingRule { least_participants: rules.least_participants },
            recurring: RecurringRule {
                least_cases: rules.recurring_cases,
                within_years: rules.recurring_years,
            },
            tiers: TierRule {
                confirmed_rate: f64::from(rules.confirmed_percent) / 100.0,
                candidate_rate: f64::from(rules.candidate_percent) / 100.0,
                ..TierRule::default()
            },
        }
    }
}

/// When a case raises a theme (事例が課題を挙げたとみなす基準).
///
/// A case raises a theme when the meeting's summary names it (a statement without a participant:
/// 様式③), or when at least `least_participants` participants do, or all where fewer spoke. One
/// voice among many is noise that hides where a theme is at home.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RaisingRule {
    /// Participants who must speak of it, each in a statement of their own.
    pub least_participants: u32,
}

impl Default for RaisingRule {
    fn default() -> Self {
        Self { least_participants: 2 }
    }
}

/// When a theme recurs (繰り返し挙がる地域課題の基準).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecurringRule {
    /// Cases that raise it …
    pub least_cases: u32,
    /// … within so many fiscal years in a row.
    pub within_years: u32,
}

impl Default for RecurringRule {
    fn default() -> Self {
        Self { least_cases: 3, within_years: 2 }
    }
}

/// When a difference may be claimed (確認・候補の基準).
///
/// A claim of either tier needs `least_cases` cases, and a q-value at or below the tier's rate
/// twice: among all cases, and among cases alike, that is of one kind of record (様式② or only its
/// summary) and about as many statements. Otherwise areas where people write more, or years of
/// which only summaries are left, would seem to have more issues or fewer. A 候補 must also be
/// large. A tier's rate bounds the share of false claims to be expected among its claims.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TierRule {
    /// 確認: largest q-value.
    pub confirmed_rate: f64,
    /// 候補: largest q-value.
    pub candidate_rate: f64,
    /// 候補: least ratio of observed to expected cases; for trends, of the odds of the last year
    /// to those of the first, in either direction.
    pub least_lift: f64,
    /// Least number of cases behind a claim.
    pub least_cases: u32,
    /// Least number of years with cases behind a trend.
    pub least_years: usize,
}

impl Default for TierRule {
    fn default() -> Self {
        Self {
            confirmed_rate: 0.05,
            candidate_rate: 0.2,
            least_lift: 1.5,
            least_cases: 3,
            least_years: 3,
        }
    }
}
