//! Leiden (Traag, Waltman & van Eck 2019) for modularity with a resolution (Reichardt & Bornholdt).
//!
//! Input → output: a weighted graph → the community of every node. Nothing is random: nodes are visited in their order, ties go to the community met
//! first. Unlike the original, the refinement takes the best merger instead of drawing one.

use std::collections::{BTreeMap, VecDeque};

/// An undirected weighted graph; every edge stands at both of its ends.
#[derive(Debug, Clone, Default)]
pub(super) struct Graph {
    edges: Vec<Vec<(usize, f64)>>,
    /// Twice the weight inside a node that stands for several.
    inside: Vec<f64>,
}

impl Graph {
    pub(super) fn new(nodes: usize) -> Self {
        Self { edges: vec![Vec::new(); nodes], inside: vec![0.0; nodes] }
    }

    /// Adds an edge between two different nodes.
    pub(super) fn connect(&mut self, one: usize, other: usize, weight: f64) {
        for (from, to) in [(one, other), (other, one)] {
            if let Some(edges) = self.edges.get_mut(from) {
                edges.push((to, weight));
            }
        }
    }

    pub(super) fn len(&self) -> usize {
        self.edges.len()
    }

    pub(super) fn edges(&self, node: usize) -> &[(usize, f64)] {
        self.edges.get(node).map_or(&[], Vec::as_slice)
    }

    /// The sum of a node's weights.
    pub(super) fn strength(&self, node: usize) -> f64 {
        let inside = self.inside.get(node).copied().unwrap_or_default();
        inside + self.edges(node).iter().map(|edge| edge.1).sum::<f64>()
    }
}

/// How often the whole is repeated at most; it settles after two or three rounds.
const MOST_ROUNDS: usize = 10;

/// The community of every node, communities numbered in the order of their first node.
pub(super) fn communities(graph: &Graph, resolution: f64) -> Vec<usize> {
    let mut partition: Vec<usize> = (0..graph.len()).collect();
    for _ in 0..MOST_ROUNDS {
        let next = renumbered(&round(graph, resolution, &partition));
        if next == partition {
            break;
        }
        partition = next;
    }
    partition
}

/// One round: move nodes, refine, let communities become nodes, and so on until nothing moves.
fn round(graph: &Graph, resolution: f64, start: &[usize]) -> Vec<usize> {
    let mut level = Level {
        graph: graph.clone(),
        partition: start.to_vec(),
        resolution,
        double_weight: (0..graph.len()).map(|node| graph.strength(node)).sum(),
    };
    // Where each node of the first graph is found in the present one.
    let mut place: Vec<usize> = (0..graph.len()).collect();
    loop {
        level.move_nodes();
        let refined = renumbered(&level.refined());
        let count = refined.iter().max().map_or(0, |last| last + 1);
        if count == level.graph.len() {
            break;
        }
        for at in &mut place {
            *at = refined.get(*at).copied().unwrap_or_default();
        }
        level = level.aggregated(&refined, count);
    }
    place.iter().map(|at| level.partition.get(*at).copied().unwrap_or_default()).collect()
}

/// The same partition, its communities numbered by their first node.
fn renumbered(partition: &[usize]) -> Vec<usize> {
    let mut numbers = BTreeMap::new();
    let number = |community: &usize| {
        let next = numbers.len();
        *numbers.entry(*community).or_insert(next)
    };
    partition.iter().map(number).collect()
}

struct Level {
    graph: Graph,
    partition: Vec<usize>,
    resolution: f64,
    double_weight: f64,
}

impl Level {
    fn community(&self, node: usize) -> usize {
        self.partition.get(node).copied().unwrap_or_default()
    }

    /// What a community of some strength costs a node of some strength.
    fn cost(&self, node: f64, community: f64) -> f64 {
        self.resolution * node * community / self.double_weight.max(f64::MIN_POSITIVE)
    }

    /// Moves nodes to the community where they gain most, until none gains.
    fn move_nodes(&mut self) {
        let count = self.graph.len();
        let strengths: Vec<f64> = (0..count).map(|node| self.graph.strength(node)).collect();
        let mut totals = Totals::new();
        for (node, strength) in strengths.iter().enumerate() {
            totals.entry(self.community(node)).or_default().join(*strength);
        }
        let mut queue: VecDeque<usize> = (0..count).collect();
        let mut waiting = vec![true; count];
        while let Some(node) = queue.pop_front() {
            set(&mut waiting, node, false);
            let strength = strengths.get(node).copied().unwrap_or_default();
            let present = self.community(node);
            totals.entry(present).or_default().leave(strength);
            let best = self.best_community(node, strength, present, &totals);
            totals.entry(best).or_default().join(strength);
            if best == present {
                continue;
            }
            set(&mut self.partition, node, best);
            let neighbours = self.graph.edges(node).iter().map(|edge| edge.0);
            for other in neighbours.filter(|other| self.partition.get(*other) != Some(&best)) {
                if waiting.get(other) == Some(&false) {
                    set(&mut waiting, other, true);
                    queue.push_back(other);
                }
            }
        }
    }

    fn best_community(&self, node: usize, strength: f64, present: usize, totals: &Totals) -> usize {
        let mut weights: BTreeMap<usize, f64> = BTreeMap::new();
        for (other, weight) in self.graph.edges(node) {
            *weights.entry(self.community(*other)).or_default() += weight;
        }
        let gain = |community: usize, weight: f64| {
            weight - self.cost(strength, totals.get(&community).map_or(0.0, |total| total.strength))
        };
        let mut best = (present, gain(present, weights.get(&present).copied().unwrap_or_default()));
        for (community, weight) in weights {
            let gain = gain(community, weight);
            if gain > best.1 + TOLERANCE {
                best = (community, gain);
            }
        }
        if best.1 < -TOLERANCE { free_label(totals, present) } else { best.0 }
    }

    /// Splits every community into well-connected parts (a refined partition).
    fn refined(&self) -> Vec<usize> {
        let count = self.graph.len();
        let strengths: Vec<f64> = (0..count).map(|node| self.graph.strength(node)).collect();
        let mut totals: BTreeMap<usize, f64> = BTreeMap::new();
        for (node, strength) in strengths.iter().enumerate() {
            *totals.entry(self.community(node)).or_default() += strength;
        }
        let mut parts = Parts {
            of: (0..count).collect(),
            strength: strengths.clone(),
            // Weight between a part and the rest of its community.
            outward: (0..count).map(|node| self.weight_inside(node)).collect(),
            single: vec![true; count],
        };
        for (node, strength) in strengths.iter().enumerate() {
            let whole = totals.get(&self.community(node)).copied().unwrap_or_default();
            let connected = self.weight_inside(node) >= self.cost(*strength, whole - strength);
            let single = parts.single.get(node).copied().unwrap_or_default();
            if connected && single {
                self.merge(node, *strength, whole, &mut parts);
            }
        }
        parts.of
    }

    /// The weight between a node and the rest of its community.
    fn weight_inside(&self, node: usize) -> f64 {
        let own = self.community(node);
        let edges = self.graph.edges(node).iter();
        edges.filter(|edge| self.community(edge.0) == own).map(|edge| edge.1).sum()
    }

    /// Merges a single node with the well-connected part of its community that gains most.
    fn merge(&self, node: usize, strength: f64, whole: f64, parts: &mut Parts) {
        let own = self.community(node);
        let mut weights: BTreeMap<usize, f64> = BTreeMap::new();
        for (other, weight) in self.graph.edges(node) {
            if self.community(*other) == own {
                *weights.entry(get(&parts.of, *other)).or_default() += weight;
            }
        }
        let mut best = None;
        for (part, weight) in weights {
            let size = get(&parts.strength, part);
            let connected = get(&parts.outward, part) >= self.cost(size, whole - size);
            let gain = weight - self.cost(strength, size);
            let better = best.is_none_or(|(_, _, most)| gain > most + TOLERANCE);
            if part != node && connected && gain >= 0.0 && better {
                best = Some((part, weight, gain));
            }
        }
        if let Some((part, weight, _)) = best {
            let outward = get(&parts.outward, part) + self.weight_inside(node) - 2.0 * weight;
            let size = get(&parts.strength, part) + strength;
            set(&mut parts.outward, part, outward);
            set(&mut parts.strength, part, size);
            set(&mut parts.of, node, part);
            set(&mut parts.single, node, false);
            set(&mut parts.single, part, false);
        }
    }

    /// The graph whose nodes are the parts, each in the community its nodes were in.
    fn aggregated(&self, parts: &[usize], count: usize) -> Self {
        let mut graph = Graph::new(count);
        let mut partition = vec![0; count];
        let mut between: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); count];
        for (node, part) in parts.iter().enumerate() {
            let inside = get(&self.graph.inside, node);
            set(&mut partition, *part, self.community(node));
            add(&mut graph.inside, *part, inside);
            for (other, weight) in self.graph.edges(node) {
                let other = get(parts, *other);
                if other == *part {
                    add(&mut graph.inside, *part, *weight);
                } else if let Some(row) = between.get_mut(*part) {
                    *row.entry(other).or_default() += weight;
                }
            }
        }
        graph.edges = between.into_iter().map(|row| row.into_iter().collect()).collect();
        let (resolution, double_weight) = (self.resolution, self.double_weight);
        Self { graph, partition, resolution, double_weight }
    }
}

/// Parts of communities while they are refined, each named by its first node.
struct Parts {
    of: Vec<usize>,
    strength: Vec<f64>,
    outward: Vec<f64>,
    single: Vec<bool>,
}

/// Gains closer than this are equal: sums in another order differ in their last bits.
const TOLERANCE: f64 = 1e-9;

/// What a community holds.
#[derive(Default)]
struct Total {
    strength: f64,
    members: usize,
}

type Totals = BTreeMap<usize, Total>;

impl Total {
    fn join(&mut self, strength: f64) {
        self.strength += strength;
        self.members += 1;
    }

    fn leave(&mut self, strength: f64) {
        self.strength -= strength;
        self.members = self.members.saturating_sub(1);
    }
}

/// A label that no community bears; the present one where it has just become empty.
fn free_label(totals: &Totals, present: usize) -> usize {
    let empty = |label: &usize| totals.get(label).is_none_or(|total| total.members == 0);
    let beyond = totals.last_key_value().map_or(0, |(last, _)| last + 1);
    if empty(&present) { present } else { (0..beyond).find(empty).unwrap_or(beyond) }
}

fn get<T: Copy + Default>(values: &[T], index: usize) -> T {
    values.get(index).copied().unwrap_or_default()
}

fn set<T>(values: &mut [T], index: usize, value: T) {
    if let Some(slot) = values.get_mut(index) {
        *slot = value;
    }
}

fn add(values: &mut [f64], index: usize, value: f64) {
    if let Some(slot) = values.get_mut(index) {
        *slot += value;
    }
}

#[cfg(test)]
mod tests {
    use super::{Graph, communities};

    /// Cliques of some size in a ring, one edge between neighbours.
    fn ring_of_cliques(cliques: usize, size: usize) -> Graph {
        let mut graph = Graph::new(cliques * size);
        for clique in 0..cliques {
            let first = clique * size;
            for one in 0..size {
                for other in one + 1..size {
                    graph.connect(first + one, first + other, 1.0);
                }
            }
            graph.connect(first, (first + size) % (cliques * size), 1.0);
        }
        graph
    }

    #[test]
    fn cliques_are_found() {
        let graph = ring_of_cliques(8, 5);
        let found = communities(&graph, 1.0);
        let expected: Vec<usize> = (0..40).map(|node| node / 5).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_higher_resolution_gives_more_communities() {
        let graph = ring_of_cliques(12, 4);
        let count = |resolution| communities(&graph, resolution).iter().max().map(|last| last + 1);
        assert!(count(0.05) < count(1.0));
        assert_eq!(count(20.0), Some(48));
    }

    #[test]
    fn nodes_without_edges_stay_alone() {
        assert_eq!(communities(&Graph::new(3), 1.0), [0, 1, 2]);
        assert_eq!(communities(&Graph::new(0), 1.0), Vec::<usize>::new());
    }
}
