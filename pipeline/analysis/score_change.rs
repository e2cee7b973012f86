//! Score change (評価の変化): from one year to another, and over all years.
//!
//! Input → output: dataset → a row for each scale and pair of years, and one for each scale's
//! trend. It says what changed, not why: other people discuss other cases each year.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::comparison::{Comparison, adjust, compare};
use super::dataset::Dataset;
use super::meeting_means::{MeetingMeans, meeting_means};
use super::moments::{count, mean};
use super::multiple_testing::holm;
use super::permutation::{self, kendall_s};
use super::resampling::{Interval, REPLICATES, below, generator, percentile_interval};
use super::sample_size::{self, Withheld};
use super::scale::Scale;

/// One scale in two years (評価の変化の1行).
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreChange {
    /// The item, domain or total.
    pub scale: Scale,
    /// The earlier year.
    pub from_year: i32,
    /// The later year.
    pub to_year: i32,
    /// Meetings of the earlier year with a mean.
    pub meetings_from: u32,
    /// Meetings of the later year with a mean.
    pub meetings_to: u32,
    /// Mean of the meetings' means in the earlier year.
    pub mean_from: f64,
    /// Mean of the meetings' means in the later year.
    pub mean_to: f64,
    /// Later against earlier; adjusted by Holm over all scales of the same two years.
    pub comparison: Result<Comparison, Withheld>,
}

/// One scale over all years (評価の推移の1行).
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreTrend {
    /// The item, domain or total.
    pub scale: Scale,
    /// The first year with a mean.
    pub first_year: Option<i32>,
    /// The last year with a mean.
    pub last_year: Option<i32>,
    /// Years with a mean.
    pub years: u32,
    /// Meetings with a mean and a year.
    pub meetings: u32,
    /// How the means move with the years.
    pub trend: Result<Trend, Withheld>,
}

/// How meetings' means move with the years (傾向).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    /// Kendall's τ-b of year and mean.
    pub tau: f64,
    /// Points of the score per year: the least-squares line through the meetings' means.
    pub slope: f64,
    /// Its 95 % interval: percentiles of 2,000 seeded draws of meetings within each year.
    pub slope_interval: Interval,
    /// Two-sided p of Kendall's S, which orders as Jonckheere and Terpstra's statistic does:
    /// 9,999 seeded exchanges of the meetings.
    pub p: f64,
    /// p adjusted by Holm over all scales.
    pub adjusted: f64,
}

/// Meetings' means by year.
type Years = BTreeMap<i32, Vec<f64>>;

/// Changes between neighbouring years and from the first to the last (評価の変化).
///
/// n: meetings, each once, also those known by means only; meetings of unknown year are left out.
/// Output: sorted by years, then scale.
#[must_use]
pub fn score_changes(dataset: &Dataset) -> Vec<ScoreChange> {
    let scales = by_year(dataset);
    let known: Vec<i32> = scales.iter().flat_map(|(_, years)| years.keys().copied()).collect();
    let mut rows: Vec<ScoreChange> = Vec::new();
    for (from, to) in pairs(known) {
        let mut pair: Vec<ScoreChange> =
            scales.par_iter().filter_map(|(scale, years)| change(scale, years, from, to)).collect();
        adjust(pair.iter_mut().map(|row| &mut row.comparison), holm);
        rows.extend(pair);
    }
    rows
}

/// Each scale's trend over the years (評価の推移).
///
/// n: as [`score_changes`]. Given from three years and ten meetings. Ties count neither way in S;
/// τ-b allows for them.
/// Source: Kendall and Gibbons, Rank Correlation Methods (5th ed. 1990), chapter 3.
#[must_use]
pub fn score_trends(dataset: &Dataset) -> Vec<ScoreTrend> {
    let scales = by_year(dataset);
    let mut rows: Vec<ScoreTrend> = scales
        .par_iter()
        .map(|(scale, years)| ScoreTrend {
            scale: (*scale).clone(),
            first_year: years.keys().next().copied(),
            last_year: years.keys().next_back().copied(),
            years: count(years.len()),
            meetings: count(years.values().map(Vec::len).sum()),
            trend: trend(scale, years),
        })
        .collect();
    let mut tests: Vec<&mut Trend> =
        rows.iter_mut().filter_map(|row| row.trend.as_mut().ok()).collect();
    let p: Vec<f64> = tests.iter().map(|trend| trend.p).collect();
    for (trend, adjusted) in tests.iter_mut().zip(holm(&p)) {
        trend.adjusted = adjusted;
    }
    rows
}

fn by_year(dataset: &Dataset) -> Vec<(&Scale, Years)> {
    let of_scale = |means: &MeetingMeans| {
        let mut years = Years::new();
        for (meeting, mean) in means.all() {
            if let Some(year) = dataset.meetings.get(meeting).and_then(|one| one.fiscal_year) {
                years.entry(year).or_default().push(mean);
            }
        }
        years
    };
    dataset.scales.iter().zip(meeting_means(dataset).iter().map(of_scale)).collect()
}

/// Neighbouring years, and the first and last when others lie between.
fn pairs(mut years: Vec<i32>) -> Vec<(i32, i32)> {
    years.sort_unstable();
    years.dedup();
    let mut pairs: Vec<(i32, i32)> =
        years.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?))).collect();
    if let (Some(first), Some(last), true) = (years.first(), years.last(), years.len() > 2) {
        pairs.push((*first, *last));
    }
    pairs
}

fn change(scale: &Scale, years: &Years, from: i32, to: i32) -> Option<ScoreChange> {
    let (earlier, later) = (years.get(&from)?, years.get(&to)?);
    let names = ["score_change", &scale.name, &from.to_string(), &to.to_string()];
    Some(ScoreChange {
        scale: scale.clone(),
        from_year: from,
        to_year: to,
        meetings_from: count(earlier.len()),
        meetings_to: count(later.len()),
        mean_from: mean(earlier)?,
        mean_to: mean(later)?,
        comparison: compare(later, earlier, &names),
    })
}

fn trend(scale: &Scale, years: &Years) -> Result<Trend, Withheld> {
    sample_size::years(count(years.len()))?;
    sample_size::trend_meetings(count(years.values().map(Vec::len).sum()))?;
    let places: Vec<(usize, f64)> = (years.values().enumerate())
        .flat_map(|(place, means)| means.iter().map(move |mean| (place, *mean)))
        .collect();
    let mut generator = generator(&["score_trend", &scale.name]);
    let weights = slope_weights(years).ok_or(Withheld::NoSpread)?;
    let drawn_slope = |_| {
        let mut slope = 0.0;
        for (weight, means) in weights.iter().zip(years.values()) {
            let drawn =
                (0..means.len()).filter_map(|_| means.get(below(means.len(), &mut generator)));
            slope += weight * drawn.sum::<f64>();
        }
        slope
    };
    let slopes: Vec<f64> = (0..REPLICATES).map(drawn_slope).collect();
    let slope_interval = percentile_interval(slopes).ok_or(Withheld::NoSpread)?;
    let tau = kendall_tau(&places).ok_or(Withheld::NoSpread)?;
    let slope = weights.iter().zip(years.values()).map(|(w, means)| w * means.iter().sum::<f64>());
    let slope = slope.sum();
    let p = permutation::of_trend(&places, &mut generator);
    Ok(Trend { tau, slope, slope_interval, p, adjusted: p })
}

/// What the sum of each year's means counts in the least-squares slope; `None` for one year.
fn slope_weights(years: &Years) -> Option<Vec<f64>> {
    let all: Vec<f64> = (years.iter())
        .flat_map(|(year, means)| means.iter().map(move |_| f64::from(*year)))
        .collect();
    let middle = mean(&all)?;
    let squares: f64 = all.iter().map(|year| (year - middle).powi(2)).sum();
    let weight = |year: &i32| (f64::from(*year) - middle) / squares;
    (squares > 0.0).then(|| years.keys().map(weight).collect())
}

/// Kendall's τ-b; `None` when either side is all ties.
fn kendall_tau(pairs: &[(usize, f64)]) -> Option<f64> {
    let mut sorted = pairs.to_vec();
    sorted.sort_by(|one, other| one.1.total_cmp(&other.1));
    let values: Vec<f64> = sorted.iter().map(|(_, value)| *value).collect();
    let groups: Vec<usize> = sorted.iter().map(|(group, _)| *group).collect();
    let mut by_group = groups.clone();
    by_group.sort_unstable();
    let two = |n: usize| f64::from(count(n)) * (f64::from(count(n)) - 1.0) / 2.0;
    let tied_groups: f64 = by_group.chunk_by(|a, b| a == b).map(|tied| two(tied.len())).sum();
    let equal = |one: &f64, other: &f64| one.total_cmp(other).is_eq();
    let tied_values: f64 = values.chunk_by(equal).map(|tied| two(tied.len())).sum();
    let all = two(values.len());
    let scale = ((all - tied_groups) * (all - tied_values)).sqrt();
    (scale > 0.0).then(|| kendall_s(&groups, &values) / scale)
}
