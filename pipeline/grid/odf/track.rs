//! Runs of rows or columns that are alike → their sizes, as far as a sheet reaches.

use std::collections::BTreeMap;

use super::Budget;
use crate::grid::fault::Fault;
use crate::grid::model::Track;

/// Neighbouring rows or columns that are alike.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub(super) start: u32,
    pub(super) count: u32,
    pub(super) track: Track,
    /// The style of their cells that have none.
    pub(super) cell_style: Option<String>,
}

/// Where the next run begins.
pub(super) fn end_of(runs: &[Run]) -> u32 {
    runs.last().map_or(0, |run| run.start.saturating_add(run.count))
}

/// The style that a row or column gives to its cells without one.
pub(super) fn cell_style(runs: &[Run], index: u32) -> Option<&str> {
    let after = runs.partition_point(|run| run.start <= index);
    let run = runs.get(after.checked_sub(1)?)?;
    run.cell_style.as_deref().filter(|_| index - run.start < run.count)
}

/// The size of the longest run as the default, and every track before `reach` that differs.
///
/// What lies beyond the last thing on a sheet is left out: office suites write rows and columns
/// down to the very last.
/// # Errors
/// There is no room for the tracks in the budget.
pub(super) fn tracks(
    runs: &[Run],
    reach: u32,
    otherwise: f64,
    budget: &mut Budget<'_>,
) -> Result<(f64, BTreeMap<u32, Track>), Fault> {
    let longest = runs.iter().max_by_key(|run| run.count).map(|run| run.track.size);
    let default = longest.filter(|size| *size > 0.0).unwrap_or(otherwise);
    let mut told = BTreeMap::new();
    for run in runs.iter().take_while(|run| run.start < reach) {
        #[expect(clippy::float_cmp, reason = "equal sizes come from the same text")]
        if !run.track.hidden && run.track.size == default {
            continue;
        }
        let end = run.start.saturating_add(run.count).min(reach);
        budget.take(u64::from(end - run.start))?;
        told.extend((run.start..end).map(|index| (index, run.track)));
    }
    Ok((default, told))
}
