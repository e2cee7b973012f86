//! Association (関連): how often two properties of cases meet, against how often they would by
//! chance; a whole family of such comparisons is judged at once.

use super::TierRule;
use super::view::STRATA;
use crate::analysis::proportion::{FourFold, concentration, least_concentration, q_values};

/// A comparison whose margins cannot give a smaller probability than this is no test: it could
/// never be claimed and would only make the others harder (Tarone 1990). It has no q-value.
const LEAST_CHANCE: f64 = 0.01;

/// How sure a claim is (判定).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// 確認: of such claims at most 5 in 100 are expected to be false.
    Confirmed,
    /// 候補: worth a look; up to one in five such claims may be false.
    Candidate,
}

impl Tier {
    /// The name in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Confirmed => "確認",
            Self::Candidate => "候補",
        }
    }
}

/// A theme and another property of cases: counts, and whether they belong together (関連).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Association {
    /// Cases with both.
    pub cases: u32,
    /// Cases with the other property: of the group, of the circumstance, of the other theme.
    pub cases_of_group: u32,
    /// Cases that raise the theme, of those compared.
    pub cases_of_theme: u32,
    /// Cases compared: those of which the other property is known.
    pub cases_of_all: u32,
    /// Cases with both, expected by chance.
    pub expected: f64,
    /// Observed by expected; `None` when nothing is expected.
    pub lift: Option<f64>,
    /// Fisher's exact test, one-sided: at least as many by chance.
    pub p: f64,
    /// Benjamini–Hochberg within the family; `None` where n is too small to test.
    pub q: Option<f64>,
    /// The same test among cases alike (see [`TierRule`]).
    pub p_alike: f64,
    /// Its q-value.
    pub q_alike: Option<f64>,
    /// What may be claimed, if anything.
    pub tier: Option<Tier>,
}

/// Counts of one comparison, as a whole and by stratum.
#[derive(Debug, Clone, Default)]
pub(super) struct Counted {
    whole: FourFold,
    strata: [FourFold; STRATA],
}

impl Counted {
    /// Counts a case; those of unknown group are not to be counted.
    pub(super) fn add(&mut self, raises: bool, in_group: bool, alike: usize) {
        self.whole.count(raises, in_group);
        if let Some(stratum) = self.strata.get_mut(alike) {
            stratum.count(raises, in_group);
        }
    }

    fn testable(&self) -> bool {
        least_concentration(self.whole) <= LEAST_CHANCE
    }
}

/// Judges a family of comparisons; one result for each, in their order.
pub(super) fn judged(family: &[Counted], rule: &TierRule) -> Vec<Association> {
    let p: Vec<f64> = family.iter().map(|one| concentration(&[one.whole])).collect();
    let p_alike: Vec<f64> = family.iter().map(|one| concentration(&one.strata)).collect();
    let testable: Vec<bool> = family.iter().map(Counted::testable).collect();
    let q = q_of_tests(&p, &testable);
    let q_alike = q_of_tests(&p_alike, &testable);
    let tested = p.iter().zip(&p_alike).zip(q.iter().zip(&q_alike));
    family
        .iter()
        .zip(tested)
        .map(|(one, ((p, p_alike), (q, q_alike)))| {
            let expected = one.whole.expected();
            let lift = (expected > 0.0).then(|| f64::from(one.whole.hits) / expected);
            let worst = q.zip(*q_alike).map(|(q, q_alike)| q.max(q_alike));
            Association {
                cases: one.whole.hits,
                cases_of_group: one.whole.group,
                cases_of_theme: one.whole.with,
                cases_of_all: one.whole.all,
                expected,
                lift,
                p: *p,
                q: *q,
                p_alike: *p_alike,
                q_alike: *q_alike,
                tier: worst.and_then(|q| tier((q, lift?, one.whole.hits), rule)),
            }
        })
        .collect()
}

/// q-values among the tests; `None` for what is no test.
pub(super) fn q_of_tests(p_values: &[f64], tested: &[bool]) -> Vec<Option<f64>> {
    let of_tests: Vec<f64> =
        p_values.iter().zip(tested).filter(|(_, tested)| **tested).map(|(p, _)| *p).collect();
    let mut q = q_values(&of_tests).into_iter();
    tested.iter().map(|tested| if *tested { q.next() } else { None }).collect()
}

/// The tier of a test with its q-value, lift and cases.
pub(super) fn tier((q, lift, cases): (f64, f64, u32), rule: &TierRule) -> Option<Tier> {
    if cases < rule.least_cases {
        None
    } else if q <= rule.confirmed_rate {
        Some(Tier::Confirmed)
    } else if q <= rule.candidate_rate && lift >= rule.least_lift {
        Some(Tier::Candidate)
    } else {
        None
    }
}
