//! Discovery (新しい課題): units that fit no known issue → groups of them that belong together.
//!
//! Input → output: the outsiders → groups of at least four different statements, or of three
//! from three cases. Precision comes first: see `dictionaries/issues/README.md` for how many
//! hidden issues come back.

use std::collections::BTreeSet;

use super::leiden::{Graph, communities};
use super::similarity::fused;
use super::unit::Unit;

/// A unit whose best score stays below this fits no known issue well: one in twelve of the
/// statements that have an issue in the dictionary, and most of those whose issue is taken out.
pub(super) const OUTSIDER: f64 = 0.70;

/// Less similar units are not joined; 1 % of all pairs are more similar than .3.
const LEAST_SIMILARITY: f64 = 0.2;

/// The least mean similarity inside a group.
const LEAST_COHESION: f64 = 0.15;

/// Edges kept for each unit.
const NEIGHBOURS: usize = 6;

const RESOLUTION: f64 = 1.0;

/// A group has this many different statements, or one less from as many cases.
const FEWEST_UNITS: usize = 4;

/// Groups of outsiders that belong together, each a list of indices into `units`, ascending.
///
/// `case_of` tells which case a statement belongs to; `None` where that is not known.
pub(super) fn new_groups(
    units: &[Unit],
    outsiders: &[usize],
    case_of: &dyn Fn(usize) -> Option<usize>,
) -> Vec<Vec<usize>> {
    let chosen: Vec<&Unit> = outsiders.iter().filter_map(|index| units.get(*index)).collect();
    let similar = fused(&chosen);
    let found = communities(&graph(&similar), RESOLUTION);
    let count = found.iter().max().map_or(0, |last| last + 1);
    let mut groups = vec![Vec::new(); count];
    for (place, group) in found.iter().enumerate() {
        if let Some(group) = groups.get_mut(*group) {
            group.push(place);
        }
    }
    groups.retain(|group| {
        cohesion(group, &similar) >= LEAST_COHESION && is_large_enough(group, &chosen, case_of)
    });
    let named = |place: &usize| outsiders.get(*place).copied();
    groups.iter().map(|group| group.iter().filter_map(named).collect()).collect()
}

fn graph(similar: &[Vec<f64>]) -> Graph {
    let mut edges = BTreeSet::new();
    for (one, row) in similar.iter().enumerate() {
        let close = row.iter().enumerate();
        let close =
            close.filter(|(other, similarity)| *other != one && **similarity >= LEAST_SIMILARITY);
        let mut close: Vec<(usize, f64)> =
            close.map(|(other, similarity)| (other, *similarity)).collect();
        close.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        edges.extend(
            close.iter().take(NEIGHBOURS).map(|(other, _)| (one.min(*other), one.max(*other))),
        );
    }
    let mut graph = Graph::new(similar.len());
    for (one, other) in edges {
        let similarity = similar.get(one).and_then(|row| row.get(other));
        graph.connect(one, other, similarity.copied().unwrap_or_default());
    }
    graph
}

/// The mean similarity of every two members; 0 for less than two.
fn cohesion(group: &[usize], similar: &[Vec<f64>]) -> f64 {
    let mut sum = 0.0;
    let mut pairs = 0_u32;
    for (at, one) in group.iter().enumerate() {
        for other in group.iter().skip(at + 1) {
            sum += similar.get(*one).and_then(|row| row.get(*other)).copied().unwrap_or_default();
            pairs += 1;
        }
    }
    if pairs == 0 { 0.0 } else { sum / f64::from(pairs) }
}

fn is_large_enough(
    group: &[usize],
    chosen: &[&Unit],
    case_of: &dyn Fn(usize) -> Option<usize>,
) -> bool {
    let members =
        group.iter().filter_map(|place| chosen.get(*place)).flat_map(|unit| &unit.members);
    let cases: BTreeSet<usize> = members.filter_map(|member| case_of(*member)).collect();
    group.len() >= FEWEST_UNITS
        || (group.len() + 1 >= FEWEST_UNITS && cases.len() + 1 >= FEWEST_UNITS)
}
