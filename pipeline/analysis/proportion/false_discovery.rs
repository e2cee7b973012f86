//! False discoveries (偽の発見): many probabilities → the rate at which to call each one found.

/// Adjusted probabilities (q値, Benjamini–Hochberg).
///
/// Input:  p-values of one family, none missing. Output: one q for each, in the same order.
///         Ties have the same q.
/// Source: Y. Benjamini and Y. Hochberg, JRSS B 57 (1995) 289–300.
#[must_use]
pub fn q_values(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<(usize, f64)> = p_values.iter().copied().enumerate().collect();
    order.sort_by(|one, other| one.1.total_cmp(&other.1).then(one.0.cmp(&other.0)));
    let tests = count(p_values.len());
    let mut q_values = vec![1.0; p_values.len()];
    let mut least: f64 = 1.0;
    for (rank, (index, p)) in order.iter().enumerate().rev() {
        least = least.min(p * tests / count(rank + 1));
        if let Some(q) = q_values.get_mut(*index) {
            *q = least;
        }
    }
    q_values
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}
