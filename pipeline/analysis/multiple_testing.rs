//! Multiple testing (多重検定の補正): p of many tests → p that holds for all of them.
//!
//! Input → output: a family of p in any order → adjusted p in the same order, at most 1.

use super::moments::count;

/// Holm's adjustment: the chance of any false finding among the family.
///
/// Source: Holm (1979), Scandinavian Journal of Statistics 6, 65–70.
pub(super) fn holm(p: &[f64]) -> Vec<f64> {
    let n = p.len();
    let mut largest = 0.0_f64;
    adjusted(p, order(p).into_iter().enumerate(), |rank, p| {
        largest = largest.max(p * f64::from(count(n - rank)));
        largest.min(1.0)
    })
}

/// Benjamini and Hochberg's adjustment: the expected share of false findings among all findings.
///
/// Source: Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57, 289–300.
pub(super) fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let n = f64::from(count(p.len()));
    let mut least = 1.0_f64;
    adjusted(p, order(p).into_iter().enumerate().rev(), |rank, p| {
        least = least.min(p * n / f64::from(count(rank + 1)));
        least
    })
}

/// The places of the values, smallest first; among equals, the first.
fn order(p: &[f64]) -> Vec<usize> {
    let mut order: Vec<(usize, f64)> = p.iter().copied().enumerate().collect();
    order.sort_by(|one, other| one.1.total_cmp(&other.1));
    order.into_iter().map(|(place, _)| place).collect()
}

fn adjusted(
    p: &[f64],
    order: impl Iterator<Item = (usize, usize)>,
    mut adjust: impl FnMut(usize, f64) -> f64,
) -> Vec<f64> {
    let mut adjusted = p.to_vec();
    for (rank, place) in order {
        if let Some(value) = adjusted.get_mut(place) {
            *value = adjust(rank, *value);
        }
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::{benjamini_hochberg, holm};

    /// R 4.2: `p.adjust(c(0.03, 0.005, 0.8, 0.03, 0.02), method)`.
    #[test]
    fn adjusted_p_are_those_of_r() {
        let p = [0.03, 0.005, 0.8, 0.03, 0.02];
        let close = |found: Vec<f64>, expected: [f64; 5]| {
            found.iter().zip(expected).all(|(one, other)| (one - other).abs() < 1e-15)
        };
        assert!(close(holm(&p), [0.09, 0.025, 0.8, 0.09, 0.08]));
        assert!(close(benjamini_hochberg(&p), [0.0375, 0.025, 0.8, 0.0375, 0.0375]));
        assert!(holm(&[]).is_empty() && benjamini_hochberg(&[]).is_empty());
        assert_eq!(holm(&[0.9, 0.9]), [1.0, 1.0]);
    }
}
