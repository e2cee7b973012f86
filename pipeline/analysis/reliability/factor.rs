//! One common factor (1因子モデル): maximum likelihood by the EM algorithm.
//!
//! Input → output: covariances → loadings, unique variances and ω. EM never leaves the space of
//! proper solutions, and needs no inverse but a scalar's for one factor.
//!
//! Source: Rubin and Thayer (1982), Psychometrika 47, 69–76.

use super::covariance::Covariance;

/// The least unique variance of an item, as a share: the bound of R's `factanal`.
const LEAST_UNIQUE: f64 = 0.005;

/// When the steps end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Precision {
    /// The greatest change of a loading or unique variance in the last step.
    change: f64,
    /// Steps after which there is no solution.
    steps: usize,
}

/// For the coefficient itself: its error stays below 1e-10.
pub(super) const STRICT: Precision = Precision { change: 1e-13, steps: 100_000 };

/// For a draw: its error stays far below what draws differ by.
pub(super) const COARSE: Precision = Precision { change: 1e-6, steps: 2_000 };

/// A fitted factor.
#[derive(Debug, Clone)]
pub(super) struct Factor {
    /// Loadings of the items' correlations.
    loadings: Vec<f64>,
    /// What each item has for itself, as a share of its variance.
    unique: Vec<f64>,
    /// McDonald's ω total of the raw scores.
    pub(super) omega: f64,
}

/// Fits one factor, from another solution or from none; `None` when an item does not vary or the
/// steps do not end.
pub(super) fn one_factor(
    covariance: &Covariance,
    from: Option<&Factor>,
    precision: Precision,
) -> Option<Factor> {
    let deviations: Vec<f64> = covariance.variances().iter().map(|own| own.sqrt()).collect();
    if deviations.iter().any(|own| own.is_nan() || *own <= f64::EPSILON) {
        return None;
    }
    let correlations: Vec<Vec<f64>> = (covariance.rows().zip(&deviations))
        .map(|(row, own)| row.iter().zip(&deviations).map(|(of, other)| of / own / other).collect())
        .collect();
    let (mut loadings, mut unique) = match from {
        Some(from) => (from.loadings.clone(), from.unique.clone()),
        None => start(&correlations)?,
    };
    for _ in 0..precision.steps {
        let (next, rest) = step(&correlations, &loadings, &unique);
        let pairs = next.iter().zip(&loadings).chain(rest.iter().zip(&unique));
        let change = pairs.map(|(new, old)| (new - old).abs()).fold(0.0, f64::max);
        (loadings, unique) = (next, rest);
        if change <= precision.change {
            let omega = omega(&loadings, &unique, &deviations);
            return omega.is_finite().then_some(Factor { loadings, unique, omega });
        }
    }
    None
}

/// The centroid solution; `None` when the items are not correlated on the whole.
fn start(correlations: &[Vec<f64>]) -> Option<(Vec<f64>, Vec<f64>)> {
    let sums: Vec<f64> = correlations.iter().map(|row| row.iter().sum()).collect();
    let total: f64 = sums.iter().sum();
    if total <= 0.0 {
        return None;
    }
    let loadings: Vec<f64> = sums.iter().map(|sum| sum / total.sqrt()).collect();
    let unique = loadings.iter().map(|one| (1.0 - one * one).max(LEAST_UNIQUE)).collect();
    Some((loadings, unique))
}

/// One step of EM: the factor's regression on the items, then the items' on the factor.
fn step(correlations: &[Vec<f64>], loadings: &[f64], unique: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let scaled: Vec<f64> = loadings.iter().zip(unique).map(|(own, rest)| own / rest).collect();
    let information = product(loadings, &scaled);
    let regression: Vec<f64> = scaled.iter().map(|one| one / (1.0 + information)).collect();
    let explained: Vec<f64> = correlations.iter().map(|row| product(row, &regression)).collect();
    let variance = 1.0 - product(&regression, loadings) + product(&regression, &explained);
    let next: Vec<f64> = explained.iter().map(|one| one / variance).collect();
    let rest = next.iter().zip(&explained).map(|(own, of)| (1.0 - own * of).max(LEAST_UNIQUE));
    let rest = rest.collect();
    (next, rest)
}

fn product(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

fn omega(loadings: &[f64], unique: &[f64], deviations: &[f64]) -> f64 {
    let common = product(loadings, deviations).powi(2);
    let error: f64 = unique.iter().zip(deviations).map(|(rest, own)| rest * own * own).sum();
    common / (common + error)
}
