//! Suppression (少数の秘匿): counts of cases in a table → the same with small ones hidden.
//!
//! More cells are hidden until nobody can work a small one out from what is shown: from the
//! totals of rows and columns, knowing the rule.

use super::PrivacyPolicy;

/// Which totals of a table are shown beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Totals {
    /// Those of rows.
    Rows,
    /// Those of rows and columns.
    RowsAndColumns,
}

/// Hides small counts of a table.
///
/// Input:  rows of equal length, counts of cases; which totals can be known; the policy.
/// Output: the same table, hidden counts as `None`. Beside the small ones, larger ones are hidden
/// (as few as a greedy choice finds, the topmost and leftmost of equals) until the totals no longer tell any
/// hidden small count.
/// Source: complementary suppression, Willenborg & de Waal, Elements of Statistical Disclosure
/// Control (2001), section 4.
#[must_use]
pub fn suppress(
    counts: &[Vec<u32>],
    totals: Totals,
    policy: PrivacyPolicy,
) -> Vec<Vec<Option<u32>>> {
    let small = |count: &u32| policy.shown(*count).is_none();
    let mut hidden: Vec<Vec<bool>> =
        counts.iter().map(|row| row.iter().map(small).collect()).collect();
    let bound = policy.smallest_count.saturating_sub(1);
    let least = u32::from(policy.show_zero);
    while let Some((row, column)) = told(counts, &hidden, totals, (least, bound)) {
        let Some((row, column)) = next_to_hide(counts, &hidden, (row, column)) else { break };
        if let Some(cell) = hidden.get_mut(row).and_then(|cells| cells.get_mut(column)) {
            *cell = true;
        }
    }
    let shown = |(count, hidden): (&u32, &bool)| (!hidden).then_some(*count);
    counts
        .iter()
        .zip(&hidden)
        .map(|(row, hidden)| row.iter().zip(hidden).map(shown).collect())
        .collect()
}

/// A hidden count that a total gives away, if there is one.
fn told(
    counts: &[Vec<u32>],
    hidden: &[Vec<bool>],
    totals: Totals,
    (least, most): (u32, u32),
) -> Option<(usize, usize)> {
    let columns = counts.first().map_or(0, Vec::len);
    let of_columns = if totals == Totals::Rows { 0 } else { columns };
    let lines = (0..counts.len())
        .map(|row| (0..columns).map(|column| (row, column)).collect::<Vec<_>>())
        .chain((0..of_columns).map(|column| (0..counts.len()).map(|row| (row, column)).collect()));
    for line in lines {
        let at = |(row, column): &(usize, usize)| {
            let hidden = hidden.get(*row)?.get(*column).copied()?;
            Some((counts.get(*row)?.get(*column).copied()?, hidden))
        };
        let inside: Vec<((usize, usize), u32)> = line
            .iter()
            .filter_map(|place| Some((*place, at(place)?)))
            .filter(|(_, (_, hidden))| *hidden)
            .map(|(place, (count, _))| (place, count))
            .collect();
        let Some((place, _)) = inside.first().copied() else { continue };
        let sum: u32 = inside.iter().map(|(_, count)| count).sum();
        let cells = u32::try_from(inside.len()).unwrap_or(u32::MAX);
        // One unknown is told by its total, and may tell others; several are where all are as
        // small, or small ones all as large, as can be.
        let all_small = inside.iter().all(|(_, count)| *count <= most);
        let pinned = all_small && (sum == cells * least || sum == cells.saturating_mul(most));
        if cells == 1 || pinned {
            return Some(place);
        }
    }
    None
}

/// The count to hide next: in the same row, or else in the same column, or else anywhere; where
/// the crossing line hides one already, the smallest; 0 last.
fn next_to_hide(
    counts: &[Vec<u32>],
    hidden: &[Vec<bool>],
    (row, column): (usize, usize),
) -> Option<(usize, usize)> {
    let shown =
        |at: &(usize, usize)| hidden.get(at.0).and_then(|cells| cells.get(at.1)) == Some(&false);
    let count = |at: &(usize, usize)| counts.get(at.0).and_then(|cells| cells.get(at.1)).copied();
    // A cell whose other line is open already closes two at once.
    let crossed = |at: &(usize, usize)| {
        let in_row = hidden.get(at.0).is_some_and(|cells| cells.contains(&true));
        let in_column = hidden.iter().any(|cells| cells.get(at.1) == Some(&true));
        if at.0 == row { in_column } else { in_row }
    };
    let columns = counts.first().map_or(0, Vec::len);
    let row_open = lonely(hidden.get(row));
    let in_row = (0..columns).map(|other| (row, other));
    let in_column = (0..counts.len()).map(|other| (other, column));
    let smallest = |places: Vec<(usize, usize)>| {
        let open = places.into_iter().filter(|at| shown(at));
        open.min_by_key(|at| (count(at) == Some(0), !crossed(at), count(at), *at))
    };
    let first: Vec<(usize, usize)> =
        if row_open { in_row.clone().collect() } else { in_column.clone().collect() };
    smallest(first).or_else(|| smallest(in_row.chain(in_column).collect())).or_else(|| {
        smallest((0..counts.len()).flat_map(|r| (0..columns).map(move |c| (r, c))).collect())
    })
}

/// Whether at most one cell of a line is hidden.
fn lonely(line: Option<&Vec<bool>>) -> bool {
    line.is_some_and(|line| line.iter().filter(|hidden| **hidden).count() <= 1)
}
