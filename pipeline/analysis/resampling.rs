//! Resampling (再標本化): seeded draws of whole meetings, and what is read off them.
//!
//! Input → output: a name and a number of meetings → the same draws on every machine and with
//! every release of the generator, whose output is part of its definition (PCG64).

use rand_pcg::Pcg64;
use rand_pcg::rand_core::{Rng, SeedableRng};
use sha2::{Digest, Sha256};

use super::moments::count;

/// Draws behind an interval: Efron and Tibshirani, An Introduction to the Bootstrap (1993), 13.3,
/// ask for at least 1,000 for the ends of a 95 % interval.
pub(super) const REPLICATES: usize = 2_000;

/// What lies below an interval, and above it.
const TAIL: f64 = 0.025;

/// Ends of an interval that covers 95 % (95%信頼区間).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// A generator for one statistic of one group: what else is computed does not change its draws.
pub(super) fn generator(names: &[&str]) -> Pcg64 {
    let mut hash = Sha256::new();
    for name in names {
        hash.update(name.as_bytes());
        hash.update([0]);
    }
    Pcg64::from_seed(hash.finalize().into())
}

/// One draw with replacement: how often each of `n` meetings is in it.
pub(super) fn weights(n: usize, generator: &mut Pcg64) -> Vec<u32> {
    let mut weights = vec![0_u32; n];
    for drawn in (0..n).map(|_| below(n, generator)) {
        if let Some(weight) = weights.get_mut(drawn) {
            *weight += 1;
        }
    }
    weights
}

/// All draws behind an interval, one after the other: how often each meeting is in each.
pub(super) struct Draws {
    meetings: usize,
    weights: Vec<f64>,
}

impl Draws {
    /// [`REPLICATES`] draws of some meetings, as [`weights`] gives them.
    pub(super) fn new(meetings: usize, generator: &mut Pcg64) -> Self {
        let mut weights = vec![0.0; REPLICATES * meetings];
        for draw in weights.chunks_exact_mut(meetings.max(1)) {
            for _ in 0..meetings {
                if let Some(weight) = draw.get_mut(below(meetings, generator)) {
                    *weight += 1.0;
                }
            }
        }
        Self { meetings, weights }
    }

    /// Each draw: the weights of the meetings, in their order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[f64]> {
        self.weights.chunks_exact(self.meetings.max(1))
    }
}

/// A number below `n`; 0 when there is none.
///
/// The high half of a product: some numbers are likelier than others by n / 2³², which no count
/// of draws here can show.
pub(super) fn below(n: usize, generator: &mut Pcg64) -> usize {
    let product = u64::from(generator.next_u32()) * u64::from(count(n));
    (product >> u32::BITS) as usize
}

/// The percentile interval of the values of all draws; `None` without values.
///
/// Quantiles interpolate between neighbours (type 7 of Hyndman and Fan 1996, as numpy does).
pub(super) fn percentile_interval(mut values: Vec<f64>) -> Option<Interval> {
    values.retain(|value| value.is_finite());
    let low = quantile(&mut values, TAIL)?;
    Some(Interval { low, high: quantile(&mut values, 1.0 - TAIL)? })
}

/// A quantile of values in any order, which it changes, interpolated; `None` without values.
pub(super) fn quantile(values: &mut [f64], share: f64) -> Option<f64> {
    let last = values.len().checked_sub(1)?;
    #[expect(clippy::cast_precision_loss, reason = "no sample has 2^52 values")]
    let place = share * last as f64;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place lies between 0 and the last index"
    )]
    let below = place.floor() as usize;
    // A sort would put all of them in order for the sake of two.
    let (_, low, above) = values.select_nth_unstable_by(below, f64::total_cmp);
    let low = *low;
    let high = above.iter().copied().min_by(f64::total_cmp).unwrap_or(low);
    Some(low + (high - low) * place.fract())
}

#[cfg(test)]
mod tests {
    use super::{generator, quantile, weights};

    /// Worked out by PCG-XSL-RR-128/64 written in Python from its paper: another release of a library
    /// must not change a published interval.
    #[test]
    fn draws_stay_what_they_are() {
        let mut generator = generator(&["score_summary", "all"]);
        assert_eq!(weights(8, &mut generator), [0, 1, 1, 2, 1, 2, 1, 0]);
    }

    /// numpy 2.4: `numpy.quantile([1, 2, 4, 8], [0, 0.025, 0.5, 1])`.
    #[test]
    fn quantiles_are_those_of_numpy() {
        let mut values = [8.0, 1.0, 4.0, 2.0];
        let found = [0.0, 0.025, 0.5, 1.0].map(|share| quantile(&mut values, share));
        assert_eq!(found, [Some(1.0), Some(1.075), Some(3.0), Some(8.0)]);
        assert_eq!(quantile(&mut [], 0.5), None);
    }
}
