//! Comparison (比較): two groups of meetings, or two sides of each meeting, on one scale.
//!
//! Input → output: meetings' means → difference, effect sizes with intervals, p. A meeting counts
//! once, however many people were there.

use rand_pcg::Pcg64;

use super::effect_size::{
    cliffs_delta, cliffs_delta_of_pairs, hedges_g, hedges_g_of_pairs, small_sample,
};
use super::moments::{count, mean};
use super::permutation;
use super::resampling::{Interval, REPLICATES, below, generator, percentile_interval};
use super::sample_size::{self, Withheld};

/// How far two groups lie apart (比較); positive when the first is higher.
///
/// Intervals: 95 % percentiles of 2,000 seeded draws of meetings, from each group apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// Difference of the means of meetings' means, in points of the score.
    pub difference: f64,
    /// Its interval.
    pub interval: Interval,
    /// Hedges' g: the difference in standard deviations of meetings' means.
    pub hedges_g: f64,
    /// Its interval.
    pub hedges_interval: Interval,
    /// Cliff's δ, −1 to 1: how much likelier the first is higher.
    pub cliffs_delta: f64,
    /// Its interval.
    pub cliffs_interval: Interval,
    /// Two-sided p of 9,999 seeded exchanges of meetings.
    pub p: f64,
    /// p adjusted for its family of tests, which the table names.
    pub adjusted: f64,
}

/// The three numbers, of what was observed or of one draw.
type Effects = (Option<f64>, Option<f64>, Option<f64>);

/// Compares two groups of meetings; `names` seed the draws.
///
/// Given from five meetings in each group, when the means of one group at least vary.
pub(super) fn compare(one: &[f64], other: &[f64], names: &[&str]) -> Result<Comparison, Withheld> {
    sample_size::meetings(count(one.len()))?;
    sample_size::meetings(count(other.len()))?;
    let mut generator = generator(names);
    let levels = Levels::new(one, other);
    let (ones, others) = (levels.places(one), levels.places(other));
    let [mut first, mut second] = [vec![0.0; levels.values.len()], vec![0.0; levels.values.len()]];
    let draws = (0..REPLICATES).map(|_| {
        draw(&ones, &mut first, &mut generator);
        draw(&others, &mut second, &mut generator);
        levels.effects(&first, &second)
    });
    let draws: Vec<Effects> = draws.collect();
    let difference = mean(one).zip(mean(other)).map(|(one, other)| one - other);
    let observed = (difference, hedges_g(one, other), cliffs_delta(one, other));
    let p = permutation::of_difference(one, other, &mut generator);
    comparison(observed, &draws, p).ok_or(Withheld::NoSpread)
}

/// Compares two sides of each meeting by their differences; `names` seed the draws.
///
/// Given from five meetings with both sides, when the differences vary.
pub(super) fn compare_within(differences: &[f64], names: &[&str]) -> Result<Comparison, Withheld> {
    sample_size::meetings(count(differences.len()))?;
    let mut generator = generator(names);
    let effects = |of: &[f64]| (mean(of), hedges_g_of_pairs(of), cliffs_delta_of_pairs(of));
    let n = differences.len();
    let mut sample = Vec::with_capacity(n);
    let draws = (0..REPLICATES).map(|_| {
        sample.clear();
        sample.extend((0..n).filter_map(|_| differences.get(below(n, &mut generator))));
        effects(&sample)
    });
    let draws: Vec<Effects> = draws.collect();
    let p = permutation::of_signs(differences, &mut generator);
    comparison(effects(differences), &draws, p).ok_or(Withheld::NoSpread)
}

fn comparison(observed: Effects, draws: &[Effects], p: f64) -> Option<Comparison> {
    let (difference, hedges_g, cliffs_delta) = observed;
    let interval = |of: fn(&Effects) -> Option<f64>| {
        percentile_interval(draws.iter().filter_map(of).collect())
    };
    Some(Comparison {
        difference: difference?,
        interval: interval(|draw| draw.0)?,
        hedges_g: hedges_g?,
        hedges_interval: interval(|draw| draw.1)?,
        cliffs_delta: cliffs_delta?,
        cliffs_interval: interval(|draw| draw.2)?,
        p,
        adjusted: p,
    })
}

/// The different values of two groups, sorted: a draw is how often each of them comes.
struct Levels {
    /// Less their middle, so that sums of squares lose nothing.
    values: Vec<f64>,
    middle: f64,
}

impl Levels {
    fn new(one: &[f64], other: &[f64]) -> Self {
        let mut values: Vec<f64> = one.iter().chain(other).copied().collect();
        values.sort_by(f64::total_cmp);
        values.dedup();
        let middle = mean(&values).unwrap_or_default();
        for value in &mut values {
            *value -= middle;
        }
        Self { values, middle }
    }

    /// The level of each value.
    fn places(&self, values: &[f64]) -> Vec<usize> {
        let place = |value: &f64| self.values.partition_point(|of| *of < value - self.middle);
        values.iter().map(place).collect()
    }

    /// What [`hedges_g`] and [`cliffs_delta`] give for two draws, in one pass over the levels.
    fn effects(&self, one: &[f64], other: &[f64]) -> Effects {
        let (mut first, mut second) = (Sums::default(), Sums::default());
        let mut above = 0.0;
        for ((value, one), other) in self.values.iter().zip(one).zip(other) {
            above += one * second.n - other * first.n;
            first.add(*value, *one);
            second.add(*value, *other);
        }
        let difference = first.sum / first.n - second.sum / second.n;
        let degrees = first.n + second.n - 2.0;
        let pooled = ((first.squares() + second.squares()) / degrees).max(0.0).sqrt();
        let varies = pooled > NOTHING;
        let g = difference / pooled * small_sample(degrees);
        (Some(difference), varies.then_some(g), Some(above / (first.n * second.n)))
    }
}

/// One draw of places with replacement: how often each level comes.
fn draw(places: &[usize], counts: &mut [f64], generator: &mut Pcg64) {
    counts.fill(0.0);
    for _ in places {
        let drawn = places.get(below(places.len(), generator));
        if let Some(count) = drawn.and_then(|level| counts.get_mut(*level)) {
            *count += 1.0;
        }
    }
}

/// What is left of a standard deviation by rounding only.
const NOTHING: f64 = 1e-7;

/// Sums over the levels of one draw.
#[derive(Default)]
struct Sums {
    n: f64,
    sum: f64,
    products: f64,
}

impl Sums {
    fn add(&mut self, value: f64, count: f64) {
        self.n += count;
        self.sum += count * value;
        self.products += count * value * value;
    }

    /// Squared distances from the mean.
    fn squares(&self) -> f64 {
        self.products - self.sum * self.sum / self.n
    }
}

/// Puts the adjusted p of one family in their places; withheld comparisons are no tests.
pub(super) fn adjust<'rows>(
    rows: impl Iterator<Item = &'rows mut Result<Comparison, Withheld>>,
    method: fn(&[f64]) -> Vec<f64>,
) {
    let mut tests: Vec<&mut Comparison> = rows.filter_map(|row| row.as_mut().ok()).collect();
    let p: Vec<f64> = tests.iter().map(|test| test.p).collect();
    for (test, adjusted) in tests.iter_mut().zip(method(&p)) {
        test.adjusted = adjusted;
    }
}
