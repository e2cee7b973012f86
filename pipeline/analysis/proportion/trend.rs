//! Trends (年次推移): cases with a property by year → whether their share rises or falls.

use std::collections::BTreeMap;

use super::hypergeometric::{Distribution, FourFold};

/// One year's cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearCount {
    /// The fiscal year.
    pub year: i32,
    /// Its cases with the property.
    pub with: u32,
    /// All its cases.
    pub all: u32,
}

/// A test of a trend (傾向性の検定).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    /// How many times the odds grow from one year to the next (Peto's one-step estimate).
    pub odds_per_year: f64,
    /// Two-sided probability of a trend at least as strong by chance.
    pub p: f64,
    /// Whether `p` was computed exactly, and not by the normal distribution.
    pub exact: bool,
}

/// Up to this many cases with the property, or without, the normal distribution is not trusted.
const MOST_FOR_EXACT: u32 = 30;

/// Years apart beyond which an exact computation would take too long.
const MOST_YEARS_FOR_EXACT: i64 = 60;

/// Probabilities closer than this are the same one, reached by different sums.
const SAME: f64 = 1e-9;

/// Whether a share rises or falls over the years (Cochran–Armitage の傾向性検定, 両側).
///
/// Input:  years of one or several strata; a year may be missing, and counts with its number.
/// Output: `None` when all cases are of one year, or all or none have the property. Exact, over
///         all ways to deal the property to the cases, when at most 30 cases have it (or lack
///         it); otherwise by the normal distribution, without continuity correction, as R's
///         `prop.trend.test`. Ties: trends as far from the expected one count as equal.
/// Source: P. Armitage, Biometrics 11 (1955) 375–386; strata are added as in Mantel (1963).
#[must_use]
pub fn trend(strata: &[Vec<YearCount>]) -> Option<Trend> {
    let start = strata.iter().flatten().map(|year| year.year).min()?;
    let strata: Vec<Stratum> = strata.iter().map(|years| Stratum::new(years, start)).collect();
    let excess: f64 = strata.iter().map(|one| one.observed() - one.expected()).sum();
    let variance: f64 = strata.iter().map(Stratum::variance).sum();
    if variance <= 0.0 {
        return None;
    }
    let few: u32 = strata.iter().map(|one| one.with.min(one.all - one.with)).sum();
    let span = strata.iter().flat_map(|one| &one.years).map(|(score, ..)| *score).max()?;
    let exact = few <= MOST_FOR_EXACT && i64::from(span) <= MOST_YEARS_FOR_EXACT;
    let p = if exact {
        exact_probability(&strata)
    } else {
        libm::erfc((excess * excess / (2.0 * variance)).sqrt())
    };
    Some(Trend { odds_per_year: (excess / variance).exp(), p, exact })
}

/// Cases that are alike, by year.
struct Stratum {
    /// Years since the first, cases with the property, all cases.
    years: Vec<(u32, u32, u32)>,
    with: u32,
    all: u32,
}

impl Stratum {
    fn new(years: &[YearCount], start: i32) -> Self {
        let score = |year: i32| u32::try_from(i64::from(year) - i64::from(start)).unwrap_or(0);
        let years: Vec<(u32, u32, u32)> =
            years.iter().map(|one| (score(one.year), one.with.min(one.all), one.all)).collect();
        let with = years.iter().map(|(_, with, _)| with).sum();
        let all = years.iter().map(|(.., all)| all).sum();
        Self { years, with, all }
    }

    fn share(&self) -> f64 {
        f64::from(self.with) / f64::from(self.all.max(1))
    }

    /// Sum of the scores of cases with the property.
    fn observed(&self) -> f64 {
        self.years.iter().map(|(score, with, _)| f64::from(*score) * f64::from(*with)).sum()
    }

    fn expected(&self) -> f64 {
        let all: f64 =
            self.years.iter().map(|(score, _, all)| f64::from(*score) * f64::from(*all)).sum();
        self.share() * all
    }

    fn variance(&self) -> f64 {
        let size = f64::from(self.all.max(1));
        let moment = |power: i32| -> f64 {
            let each =
                |(score, _, all): &(u32, u32, u32)| f64::from(*score).powi(power) * f64::from(*all);
            self.years.iter().map(each).sum()
        };
        let spread = moment(2) - moment(1) * moment(1) / size;
        self.share() * (1.0 - self.share()) * spread
    }

    /// Probability of each sum of scores, when the property is dealt to the cases at random.
    ///
    /// Where most cases have the property, those without it are dealt: `turned` says so.
    fn sums(&self) -> Sums {
        let turned = self.with > self.all - self.with;
        let dealt = if turned { self.all - self.with } else { self.with };
        // By cases still to deal: probability of each sum so far.
        let mut states: BTreeMap<u32, Vec<f64>> = BTreeMap::from([(dealt, vec![1.0])]);
        let mut left = self.all;
        for (score, _, group) in &self.years {
            let mut next: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
            for (to_deal, sums) in &states {
                let table = FourFold { hits: 0, group: *group, with: *to_deal, all: left };
                let distribution = Distribution::of(table);
                for (hits, weight) in (distribution.first..).zip(&distribution.weights) {
                    let after = next.entry(to_deal.saturating_sub(hits)).or_default();
                    add(after, sums, steps(*score, hits), *weight);
                }
            }
            states = next;
            left = left.saturating_sub(*group);
        }
        Sums { turned, weights: states.remove(&0).unwrap_or_default() }
    }
}

/// Probabilities of the sums 0, 1, 2 ….
struct Sums {
    turned: bool,
    weights: Vec<f64>,
}

/// Adds a weighted distribution, shifted.
fn add(total: &mut Vec<f64>, sums: &[f64], shift: usize, weight: f64) {
    if total.len() < sums.len() + shift {
        total.resize(sums.len() + shift, 0.0);
    }
    for (sum, probability) in total.iter_mut().skip(shift).zip(sums) {
        *sum += weight * probability;
    }
}

fn steps(score: u32, hits: u32) -> usize {
    usize::try_from(u64::from(score) * u64::from(hits)).unwrap_or(usize::MAX)
}

/// Probability of a sum at least as far from the expected one.
fn exact_probability(strata: &[Stratum]) -> f64 {
    let mut weights = vec![1.0];
    let (mut observed, mut expected) = (0.0, 0.0);
    for stratum in strata {
        let sums = stratum.sums();
        let mut own = sums.weights;
        if sums.turned {
            // The sum of those with the property is that of all less that of those without.
            let all: usize = stratum.years.iter().map(|(score, _, all)| steps(*score, *all)).sum();
            own.resize(all + 1, 0.0);
            own.reverse();
        }
        let mut next = Vec::new();
        for (shift, weight) in own.iter().enumerate().filter(|(_, weight)| **weight > 0.0) {
            add(&mut next, &weights, shift, *weight);
        }
        weights = next;
        observed += stratum.observed();
        expected += stratum.expected();
    }
    let far = (observed - expected).abs() - SAME * expected.max(1.0);
    let as_far =
        (0_u32..).zip(&weights).filter(|(sum, _)| (f64::from(*sum) - expected).abs() >= far);
    as_far.map(|(_, probability)| probability).sum::<f64>().min(1.0)
}
