//! Suppression (少数の秘匿): counts of a row whose total is told → the same with small ones hidden.
//!
//! More counts are hidden until nobody can work a small one out from the total, knowing the rule.

use super::PrivacyPolicy;

/// Hides small counts of a row.
///
/// Input:  the counts of some groups, their total, the policy. What the total has beyond the
///         groups (cases of unknown area) is a group that is not shown.
/// Output: the same counts, hidden ones as `None`. Beside the small ones larger ones are hidden,
/// the smallest first, zeros never, until the hidden ones can be told apart no more. A row whose
/// total could be made of small counts alone is hidden whole, whatever it is made of: what it hid
/// would tell.
/// Source: complementary suppression, Willenborg & de Waal, Elements of Statistical Disclosure
/// Control (2001), section 4.
#[must_use]
pub fn suppress_row(counts: &[u32], total: u32, policy: PrivacyPolicy) -> Vec<Option<u32>> {
    let small = |count: u32| policy.shown(count).is_none();
    let most = policy.smallest_count.saturating_sub(1);
    let groups = u32::try_from(counts.len()).unwrap_or(u32::MAX);
    let rest = total.saturating_sub(counts.iter().sum());
    let any = small(rest) && rest > 0 || counts.iter().any(|count| small(*count));
    if any && total <= most.saturating_mul(groups) {
        return vec![None; counts.len()];
    }
    let mut hidden: Vec<bool> = counts.iter().map(|count| small(*count)).collect();
    while any && told(counts, &hidden, rest, policy) {
        let open = counts.iter().zip(&hidden).enumerate().filter(|(_, (count, hidden))| {
            // A zero that is shown stays so: whoever sees a hidden count may take it for 1 or more.
            !**hidden && **count > 0
        });
        let next = open.min_by_key(|(place, (count, _))| (**count, *place)).map(|(place, _)| place);
        let Some(cell) = next.and_then(|place| hidden.get_mut(place)) else { break };
        *cell = true;
    }
    counts.iter().zip(hidden).map(|(count, hidden)| (!hidden).then_some(*count)).collect()
}

/// Whether the total tells a small count among those that are not shown.
fn told(counts: &[u32], hidden: &[bool], rest: u32, policy: PrivacyPolicy) -> bool {
    let inside = counts.iter().zip(hidden).filter(|(_, hidden)| **hidden).map(|(count, _)| *count);
    let unknown: Vec<u32> = inside.chain((rest > 0).then_some(rest)).collect();
    let sum: u32 = unknown.iter().sum();
    let cells = u32::try_from(unknown.len()).unwrap_or(u32::MAX);
    // One unknown is the total less the others; several are told where all are as small as can be.
    let pinned = sum == cells * u32::from(policy.show_zero);
    match unknown.as_slice() {
        [] => false,
        [one] => policy.shown(*one).is_none(),
        _ => pinned,
    }
}
