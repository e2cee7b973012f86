//! Trends (年次推移): each theme's share of cases from year to year.

use std::collections::BTreeMap;

use super::association::{Tier, q_of_tests, tier};
use super::view::View;
use crate::analysis::proportion::{Trend, YearCount, trend};

/// Themes of fewer cases are not tested for a trend.
const LEAST_CASES: u32 = 5;

/// One theme over the years (課題の年次推移).
#[derive(Debug, Clone, PartialEq)]
pub struct ThemeTrend {
    /// The theme.
    pub theme: usize,
    /// Cases that raise it and all cases, of each year with cases; unknown years are in none.
    pub years: Vec<YearCount>,
    /// The test among all cases; `None` where there is nothing to compare.
    pub trend: Option<Trend>,
    /// Benjamini–Hochberg over the themes; `None` where n is too small to test.
    pub q: Option<f64>,
    /// The test among cases alike (see [`super::TierRule`]).
    pub alike: Option<Trend>,
    /// Its q-value.
    pub q_alike: Option<f64>,
    /// What may be claimed, if anything.
    pub tier: Option<Tier>,
}

impl ThemeTrend {
    /// Cases of known year that raise the theme.
    #[must_use]
    pub fn cases(&self) -> u32 {
        self.years.iter().map(|year| year.with).sum()
    }

    /// All cases of known year.
    #[must_use]
    pub fn cases_of_all(&self) -> u32 {
        self.years.iter().map(|year| year.all).sum()
    }

    /// Whether the share rises; `None` where that cannot be said.
    #[must_use]
    pub fn rises(&self) -> Option<bool> {
        self.trend.map(|trend| trend.odds_per_year >= 1.0)
    }

    /// How many times the odds grow over all years, in whichever direction.
    fn growth(&self, odds_per_year: f64) -> f64 {
        let years = || self.years.iter().map(|year| year.year);
        let span = years().max().zip(years().min()).map_or(0, |(last, first)| last - first);
        (odds_per_year.ln().abs() * f64::from(span)).exp()
    }
}

/// The trend of every theme: one family of tests.
pub(super) fn trends(view: &View<'_>) -> Vec<ThemeTrend> {
    let mut trends: Vec<ThemeTrend> = (0..view.themes).map(|theme| one(view, theme)).collect();
    let rule = &view.rules.tiers;
    let tested: Vec<bool> = trends
        .iter()
        .map(|one| one.cases() >= LEAST_CASES && one.years.len() >= rule.least_years)
        .collect();
    let p = |test: Option<Trend>| test.map_or(1.0, |test| test.p);
    let q = q_of_tests(&trends.iter().map(|one| p(one.trend)).collect::<Vec<_>>(), &tested);
    let q_alike = q_of_tests(&trends.iter().map(|one| p(one.alike)).collect::<Vec<_>>(), &tested);
    for (one, (q, q_alike)) in trends.iter_mut().zip(q.into_iter().zip(q_alike)) {
        (one.q, one.q_alike) = (q, q_alike);
        let same_direction = |(whole, alike): &(Trend, Trend)| {
            (whole.odds_per_year >= 1.0) == (alike.odds_per_year >= 1.0)
        };
        let agreed = one.trend.zip(one.alike).filter(same_direction);
        let worst = q.zip(q_alike).map(|(q, q_alike)| q.max(q_alike));
        one.tier = agreed.zip(worst).and_then(|((whole, _), q)| {
            tier((q, one.growth(whole.odds_per_year), one.cases()), rule)
        });
    }
    trends
}

fn one(view: &View<'_>, theme: usize) -> ThemeTrend {
    let mut whole: BTreeMap<i32, (u32, u32)> = BTreeMap::new();
    let mut strata: BTreeMap<usize, BTreeMap<i32, (u32, u32)>> = BTreeMap::new();
    for (case, raised, alike) in view.rows() {
        let Some(year) = case.fiscal_year else { continue };
        let with = u32::from(raised.contains(&theme));
        for years in [&mut whole, strata.entry(alike).or_default()] {
            let count = years.entry(year).or_default();
            *count = (count.0 + with, count.1 + 1);
        }
    }
    let counts = |years: &BTreeMap<i32, (u32, u32)>| -> Vec<YearCount> {
        years
            .iter()
            .map(|(year, (with, all))| YearCount { year: *year, with: *with, all: *all })
            .collect()
    };
    let years = counts(&whole);
    let strata: Vec<Vec<YearCount>> = strata.values().map(counts).collect();
    ThemeTrend {
        theme,
        trend: trend(std::slice::from_ref(&years)),
        alike: trend(&strata),
        years,
        q: None,
        q_alike: None,
        tier: None,
    }
}
