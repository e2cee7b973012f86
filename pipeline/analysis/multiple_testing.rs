//! Multiple testing (多重検定の補正): p of many tests → p that holds for all of them.
//!
//! Input → output: a family of p in any order → adjusted p in the same order, at most 1. Rates of
//! false discoveries stand in `proportion`.

use super::moments::count;

/// Holm's adjustment: the chance of any false finding among the family.
///
/// Source: Holm (1979), Scandinavian Journal of Statistics 6, 65–70.
pub(super) fn holm(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<(usize, f64)> = p.iter().copied().enumerate().collect();
    order.sort_by(|one, other| one.1.total_cmp(&other.1));
    let mut adjusted = p.to_vec();
    let mut largest = 0.0_f64;
    for (rank, (place, p)) in order.into_iter().enumerate() {
        largest = largest.max(p * f64::from(count(adjusted.len() - rank)));
        if let Some(value) = adjusted.get_mut(place) {
            *value = largest.min(1.0);
        }
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::holm;

    /// R 4.2: `p.adjust(c(0.03, 0.005, 0.8, 0.03, 0.02), "holm")`.
    #[test]
    fn adjusted_p_are_those_of_r() {
        let found = holm(&[0.03, 0.005, 0.8, 0.03, 0.02]);
        let expected = [0.09, 0.025, 0.8, 0.09, 0.08];
        assert!(found.iter().zip(expected).all(|(one, other)| (one - other).abs() < 1e-15));
        assert!(holm(&[]).is_empty());
        assert_eq!(holm(&[0.9, 0.9]), [1.0, 1.0]);
    }
}
