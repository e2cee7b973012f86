//! Reliability (信頼性): how well the items of a scale measure one thing.
//!
//! Input → output: dataset → Cronbach's α, McDonald's ω and each item's part in them. Only
//! participants who answered every item of a scale count. What the scale measures is not said.

/// Covariances of items, of all participants and of drawn meetings.
mod covariance;
/// One common factor by maximum likelihood.
mod factor;

use rayon::prelude::*;
use statrs::distribution::{ContinuousCDF, FisherSnedecor};

use covariance::{Covariance, MeetingProducts};
use factor::{Factor, STRICT, one_factor};

use super::dataset::Dataset;
use super::moments::count;
use super::resampling::{Interval, REPLICATES, generator, percentile_interval, weights};
use super::sample_size::{self, Withheld};
use super::scale::{Scale, ScaleKind};
use crate::units::ItemNumber;

/// The inner consistency of one scale (信頼性の1行).
#[derive(Debug, Clone, PartialEq)]
pub struct Reliability {
    /// A domain or the total.
    pub scale: Scale,
    /// Participants who answered all its items.
    pub n: u32,
    /// The meetings they were at.
    pub meetings: u32,
    /// Cronbach's α.
    pub alpha: Result<Alpha, Withheld>,
    /// McDonald's ω total.
    pub omega: Result<Omega, Withheld>,
}

/// Cronbach's α with what is known of its error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Alpha {
    /// The coefficient of the raw scores.
    pub value: f64,
    /// Feldt's exact 95 % interval, as if all participants were independent.
    pub interval: Interval,
    /// 95 % percentile interval of drawn meetings; `None` below five meetings.
    pub meetings_interval: Option<Interval>,
}

/// McDonald's ω total with what is known of its error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Omega {
    /// The coefficient of the raw scores.
    pub value: f64,
    /// 95 % percentile interval of drawn meetings; `None` below five meetings.
    pub meetings_interval: Option<Interval>,
}

/// One item's part in a scale (項目の信頼性の1行).
#[derive(Debug, Clone, PartialEq)]
pub struct ItemReliability {
    /// A domain or the total.
    pub scale: Scale,
    /// The item.
    pub item: ItemNumber,
    /// Participants who answered all items of the scale.
    pub n: u32,
    /// Correlation with the sum of the scale's other items; `None` where either does not vary.
    pub item_rest: Option<f64>,
    /// α of the scale without the item; `None` where fewer than two items are left.
    pub alpha_if_deleted: Option<f64>,
    /// Why there is neither.
    pub withheld: Option<Withheld>,
}

/// The inner consistency of each domain and of all items (信頼性).
///
/// n counts participants who answered all items of the scale; others are left out, as are all
/// whose edition of the form lacks one of them. Below 30 of them nothing is given.
///
/// Source: α and its interval: Cronbach (1951), Feldt (1965), Psychometrika 30, 357–370. ω:
/// McDonald (1999), Test Theory, 6.2, from one factor fitted by maximum likelihood to the items'
/// correlations and brought back to raw scores: (Σ λₛ)² / ((Σ λₛ)² + Σ ψₛ).
#[must_use]
pub fn reliability(dataset: &Dataset) -> (Vec<Reliability>, Vec<ItemReliability>) {
    let scales: Vec<&Scale> =
        dataset.scales.iter().filter(|scale| !matches!(scale.kind, ScaleKind::Item(_))).collect();
    let rows: Vec<(Reliability, Vec<ItemReliability>)> =
        scales.par_iter().map(|scale| of_scale(dataset, scale)).collect();
    let (scales, items): (Vec<_>, Vec<Vec<_>>) = rows.into_iter().unzip();
    (scales, items.into_iter().flatten().collect())
}

fn of_scale(dataset: &Dataset, scale: &Scale) -> (Reliability, Vec<ItemReliability>) {
    let products = MeetingProducts::new(&dataset.complete_answers(scale), scale.items.len());
    let (n, meetings) = (products.participants(), count(products.meetings()));
    let covariance = sample_size::items(count(scale.items.len()), sample_size::ALPHA_ITEMS)
        .and_then(|()| sample_size::answers(n, sample_size::COMPLETE_ANSWERS))
        .and_then(|()| products.covariance().filter(Covariance::varies).ok_or(Withheld::NoSpread));
    let factor = covariance.as_ref().map_err(|withheld| *withheld).and_then(|covariance| {
        sample_size::items(count(scale.items.len()), sample_size::OMEGA_ITEMS)?;
        one_factor(covariance, None, STRICT).ok_or(Withheld::NoFactor)
    });
    let drawn = match &covariance {
        Ok(_) => drawn(&products, factor.as_ref().ok(), &scale.name),
        Err(_) => Drawn::default(),
    };
    let omega = factor.map(|factor| Omega {
        value: factor.omega,
        meetings_interval: percentile_interval(drawn.omega),
    });
    let alpha = covariance.as_ref().map_err(|withheld| *withheld).and_then(|covariance| {
        let value = covariance.alpha().ok_or(Withheld::NoSpread)?;
        let interval = feldt(value, n, count(scale.items.len())).ok_or(Withheld::NoSpread)?;
        Ok(Alpha { value, interval, meetings_interval: percentile_interval(drawn.alpha) })
    });
    let items = items(scale, n, covariance.as_ref().map_err(|withheld| *withheld));
    (Reliability { scale: scale.clone(), n, meetings, alpha, omega }, items)
}

/// Coefficients of all draws of meetings.
#[derive(Default)]
struct Drawn {
    alpha: Vec<f64>,
    omega: Vec<f64>,
}

/// Draws meetings and computes both coefficients of each draw; none below five meetings.
fn drawn(products: &MeetingProducts, factor: Option<&Factor>, name: &str) -> Drawn {
    let meetings = products.meetings();
    if sample_size::meetings(count(meetings)).is_err() {
        return Drawn::default();
    }
    let mut generator = generator(&["reliability", name]);
    let draws: Vec<Vec<u32>> = (0..REPLICATES).map(|_| weights(meetings, &mut generator)).collect();
    let coefficients: Vec<(Option<f64>, Option<f64>)> = draws
        .par_iter()
        .map(|weights| {
            let Some(covariance) = products.drawn_covariance(weights) else { return (None, None) };
            let omega = factor
                .and_then(|from| Some(one_factor(&covariance, Some(from), factor::COARSE)?.omega));
            (covariance.alpha(), omega)
        })
        .collect();
    let (alpha, omega): (Vec<_>, Vec<_>) = coefficients.into_iter().unzip();
    Drawn {
        alpha: alpha.into_iter().flatten().collect(),
        omega: omega.into_iter().flatten().collect(),
    }
}

/// Feldt's interval: (1 − α) / (1 − α̂) follows F with n − 1 and (n − 1)(k − 1) degrees of freedom.
fn feldt(alpha: f64, n: u32, items: u32) -> Option<Interval> {
    let subjects = f64::from(n.checked_sub(1)?);
    let f = FisherSnedecor::new(subjects, subjects * f64::from(items.checked_sub(1)?)).ok()?;
    Some(Interval {
        low: 1.0 - (1.0 - alpha) * f.inverse_cdf(0.975),
        high: 1.0 - (1.0 - alpha) * f.inverse_cdf(0.025),
    })
}

fn items(scale: &Scale, n: u32, covariance: Result<&Covariance, Withheld>) -> Vec<ItemReliability> {
    (scale.items.iter().enumerate())
        .map(|(place, item)| ItemReliability {
            scale: scale.clone(),
            item: *item,
            n,
            item_rest: covariance.ok().and_then(|of| of.item_rest(place)),
            alpha_if_deleted: covariance.ok().and_then(|of| of.without(place).alpha()),
            withheld: covariance.err(),
        })
        .collect()
}
