//! Intervals of shares (割合の信頼区間).

use crate::analysis::Interval;

/// The 97.5 % point of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// The 95 % interval of a share (割合の95%信頼区間, Wilson).
///
/// Input:  `hits` of `n`; cases of unknown state are in neither.
/// Output: bounds within 0–1; `None` for n = 0. Without continuity correction.
/// Source: E. B. Wilson, JASA 22 (1927) 209–212; L. D. Brown and others,
///         Statistical Science 16 (2001) 101–133, who recommend it for small n.
#[must_use]
pub fn wilson(hits: u32, n: u32) -> Option<Interval> {
    if n == 0 {
        return None;
    }
    let size = f64::from(n);
    let share = f64::from(hits.min(n)) / size;
    let spread = Z * Z / size;
    let middle = (share + spread / 2.0) / (1.0 + spread);
    let half = Z * (share * (1.0 - share) / size + spread / (4.0 * size)).sqrt() / (1.0 + spread);
    // At the ends the bound is the end itself; rounding must not miss it.
    let low = if hits == 0 { 0.0 } else { (middle - half).max(0.0) };
    let high = if hits >= n { 1.0 } else { (middle + half).min(1.0) };
    Some(Interval { low, high })
}
