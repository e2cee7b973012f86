//! Moments (基本統計量): mean, standard deviation, median of plain values.
//!
//! Input → output: values → a number, `None` where it does not exist. Sums run in the order of
//! the values, so the same values give the same bits.

/// A number of values; no input has four billion of them.
pub(super) fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The arithmetic mean; `None` without values.
pub(super) fn mean(values: &[f64]) -> Option<f64> {
    let n = count(values.len());
    (n > 0).then(|| values.iter().sum::<f64>() / f64::from(n))
}

/// The variance of a sample (n − 1), in two passes; `None` below two values.
pub(super) fn variance(values: &[f64]) -> Option<f64> {
    let mean = mean(values)?;
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    let degrees = count(values.len()).checked_sub(1).filter(|degrees| *degrees > 0)?;
    Some(squares / f64::from(degrees))
}

/// The standard deviation of a sample (n − 1); `None` below two values.
pub(super) fn standard_deviation(values: &[f64]) -> Option<f64> {
    variance(values).map(f64::sqrt)
}

/// The median; of two middle values their mean, `None` without values.
pub(super) fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    let upper = *sorted.get(middle)?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    sorted.get(middle.checked_sub(1)?).map(|lower| f64::midpoint(*lower, upper))
}
