//! Rules for issues (地域課題の基準): what the city writes under `[issues]`.
//!
//! Input → output: the section as written → [`IssueRules`], or what is wrong with it. What the
//! rules mean is said where they are used, in `analysis::theme_spread`.

use serde::Deserialize;
use toml::Spanned;

/// How issues are counted and judged; whole numbers, each within its bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IssueRules {
    /// Participants who must speak of an issue for their case to raise it.
    pub least_participants: u32,
    /// Cases that make an issue a recurring one …
    pub recurring_cases: u32,
    /// … within so many fiscal years in a row.
    pub recurring_years: u32,
    /// 確認: false claims to be expected among 100, at most.
    pub confirmed_percent: u32,
    /// 候補: the same.
    pub candidate_percent: u32,
}

impl Default for IssueRules {
    /// What the simulation in `dictionaries/issues/README.md` was made with.
    fn default() -> Self {
        Self {
            least_participants: 2,
            recurring_cases: 3,
            recurring_years: 2,
            confirmed_percent: 5,
            candidate_percent: 20,
        }
    }
}

/// The section as written; what is missing has its default.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenIssues {
    pub(super) least_participants: Option<Spanned<u64>>,
    pub(super) recurring_cases: Option<Spanned<u64>>,
    pub(super) recurring_years: Option<Spanned<u64>>,
    pub(super) confirmed_percent: Option<Spanned<u64>>,
    pub(super) candidate_percent: Option<Spanned<u64>>,
}

/// The most participants, cases or years that make sense; more would never be reached.
const MOST: u64 = 1000;

/// The highest rate of false claims that is still worth a claim, in percent.
const MOST_PERCENT: u64 = 50;

impl WrittenIssues {
    /// The rules; `refuse` is told each value that lies outside its bounds.
    pub(super) fn rules(&self, mut refuse: impl FnMut(&Spanned<u64>, u64, u64)) -> IssueRules {
        let mut rules = IssueRules::default();
        let mut take =
            |written: &Option<Spanned<u64>>, (least, most): (u64, u64), rule: &mut u32| {
                let Some(written) = written else { return };
                match u32::try_from(*written.get_ref()) {
                    Ok(value) if (least..=most).contains(&u64::from(value)) => *rule = value,
                    _ => refuse(written, least, most),
                }
            };
        take(&self.least_participants, (1, MOST), &mut rules.least_participants);
        take(&self.recurring_cases, (1, MOST), &mut rules.recurring_cases);
        take(&self.recurring_years, (1, MOST), &mut rules.recurring_years);
        take(&self.confirmed_percent, (1, MOST_PERCENT), &mut rules.confirmed_percent);
        // A 候補 is never surer than a 確認.
        let least = rules.confirmed_percent;
        rules.candidate_percent = rules.candidate_percent.max(least);
        take(&self.candidate_percent, (least.into(), MOST_PERCENT), &mut rules.candidate_percent);
        rules
    }
}
