//! Effect sizes (効果量): how far two groups of values lie apart, whatever their unit.
//!
//! Input → output: two groups → a number; positive when the first is higher.

use super::moments::{count, mean, standard_deviation, variance};

/// Hedges' g: the difference of means in pooled standard deviations, corrected for small groups.
///
/// `None` below two values in a group, or when neither group varies.
/// Source: Hedges (1981), Journal of Educational Statistics 6, 107–128, approximate correction.
pub(super) fn hedges_g(one: &[f64], other: &[f64]) -> Option<f64> {
    let (n, m) = (f64::from(count(one.len())), f64::from(count(other.len())));
    let pooled = ((n - 1.0) * variance(one)? + (m - 1.0) * variance(other)?) / (n + m - 2.0);
    let d = (mean(one)? - mean(other)?) / pooled.sqrt();
    (pooled > 0.0).then_some(d * small_sample(n + m - 2.0))
}

/// The same of differences within pairs: their mean in their standard deviations.
pub(super) fn hedges_g_of_pairs(differences: &[f64]) -> Option<f64> {
    let deviation = standard_deviation(differences).filter(|deviation| *deviation > 0.0)?;
    let degrees = f64::from(count(differences.len())) - 1.0;
    Some(mean(differences)? / deviation * small_sample(degrees))
}

/// Undoes by how much a small sample makes an effect too large.
pub(super) fn small_sample(degrees: f64) -> f64 {
    1.0 - 3.0 / (4.0 * degrees - 1.0)
}

/// Cliff's δ: how much likelier the first is higher than lower, −1 to 1; `None` without values.
///
/// Source: Cliff (1993), Psychological Bulletin 114, 494–509.
pub(super) fn cliffs_delta(one: &[f64], other: &[f64]) -> Option<f64> {
    let mut sorted = other.to_vec();
    sorted.sort_by(f64::total_cmp);
    let above = |value: &f64| {
        let lower = sorted.partition_point(|of| of < value);
        let not_higher = sorted.partition_point(|of| of <= value);
        f64::from(count(lower)) - f64::from(count(sorted.len() - not_higher))
    };
    let pairs = f64::from(count(one.len())) * f64::from(count(other.len()));
    (pairs > 0.0).then(|| one.iter().map(above).sum::<f64>() / pairs)
}

/// The same of differences within pairs: the share above 0 less the share below.
pub(super) fn cliffs_delta_of_pairs(differences: &[f64]) -> Option<f64> {
    let n = f64::from(count(differences.len()));
    let above = |one: &f64| f64::from(i8::from(*one > 0.0) - i8::from(*one < 0.0));
    (n > 0.0).then(|| differences.iter().map(above).sum::<f64>() / n)
}
