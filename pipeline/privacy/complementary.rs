//! Complementary suppression (補完的な秘匿): a table whose totals are shown too → which cells to
//! hide, so that no hidden one can be worked out.
//!
//! Input → output: counts with their totals, cells that must be hidden → those and as few others as
//! are needed. A hidden cell is safe when the table could also hold another number there: when
//! hidden cells form a ring through it, along which 1 can be added and taken away in turn without
//! any total that is shown noticing.
//! Source: Cox, Network models for complementary cell suppression, Journal of the American
//! Statistical Association 90 (1995), 1453–1462; one shortest ring for each cell.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// Costs of hiding a cell that is still shown: one inside the table costs its count beside
/// [`OPEN`], a total much more, the total of all most.
const HIDDEN: u64 = 1;
const OPEN: u64 = 1_000;
const TOTAL: u64 = 1_000_000_000;
const GRAND_TOTAL: u64 = 1_000_000_000_000;

/// A table of counts, its last row and column being the totals, and what of it is hidden.
pub(super) struct Table {
    counts: Vec<Vec<u32>>,
    hidden: Vec<Vec<bool>>,
    /// What a reader knows of the cases that a cell is a part of: their number, where it is shown.
    bounds: Vec<Vec<Option<u32>>>,
    /// Whether a reader must reckon with nothing behind a hidden cell, or with 1 at least.
    least: Vec<Vec<u32>>,
}

/// A row or a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Line {
    Row(usize),
    Column(usize),
}

impl Table {
    /// A table of counts inside, to which the totals are added; nothing is hidden. `least` is the
    /// smallest number behind a hidden cell.
    pub(super) fn new(inside: &[Vec<u32>], least: u32) -> Self {
        let mut counts: Vec<Vec<u32>> = inside.to_vec();
        for row in &mut counts {
            row.push(row.iter().sum());
        }
        let columns = inside.first().map_or(0, Vec::len) + 1;
        let total = |column: usize| counts.iter().filter_map(|row| row.get(column)).sum();
        let totals = (0..columns).map(total).collect();
        counts.push(totals);
        let hidden = counts.iter().map(|row| vec![false; row.len()]).collect();
        let bounds = counts.iter().map(|row| vec![None; row.len()]).collect();
        let least = counts.iter().map(|row| vec![least; row.len()]).collect();
        Self { counts, hidden, bounds, least }
    }

    /// Says of a cell how many cases it is a part of; `None` when that is hidden, and the cell is
    /// hidden with it, whatever it holds.
    pub(super) fn bound(&mut self, (row, column): (usize, usize), of: Option<u32>) {
        let count = self.count((row, column)).unwrap_or_default();
        let cell = self.bounds.get_mut(row).and_then(|cells| cells.get_mut(column));
        let least = self.least.get_mut(row).and_then(|cells| cells.get_mut(column));
        if let (Some(cell), Some(least)) = (cell, least) {
            // A part of fewer cases than itself says nothing.
            *cell = of.filter(|of| *of >= count);
            if of.is_none() {
                *least = 0;
            }
        }
    }

    pub(super) fn count(&self, (row, column): (usize, usize)) -> Option<u32> {
        self.counts.get(row)?.get(column).copied()
    }

    pub(super) fn is_hidden(&self, (row, column): (usize, usize)) -> bool {
        self.hidden.get(row).and_then(|cells| cells.get(column)).copied().unwrap_or(true)
    }

    /// All cells, totals last in their row and column.
    pub(super) fn places(&self) -> Vec<(usize, usize)> {
        let row = |(row, cells): (usize, &Vec<u32>)| {
            (0..cells.len()).map(move |column| (row, column)).collect::<Vec<_>>()
        };
        self.counts.iter().enumerate().flat_map(row).collect()
    }

    /// Hides some cells, and others until none of them can be worked out.
    pub(super) fn hide(&mut self, places: &[(usize, usize)]) {
        for place in places {
            self.mark(*place);
        }
        for place in places {
            for cell in self.ring(*place) {
                self.mark(cell);
            }
        }
    }

    fn mark(&mut self, (row, column): (usize, usize)) {
        if let Some(cell) = self.hidden.get_mut(row).and_then(|cells| cells.get_mut(column)) {
            *cell = true;
        }
    }

    /// The cheapest ring through a cell, without the cell; there is one through the totals always.
    fn ring(&self, place: (usize, usize)) -> Vec<(usize, usize)> {
        let rings = [1, -1].into_iter().filter_map(|step| self.ring_by(place, step));
        rings.min_by_key(|(cost, _)| *cost).map(|(_, cells)| cells).unwrap_or_default()
    }

    /// The cheapest ring along which the cell itself changes by a step.
    fn ring_by(&self, place: (usize, usize), step: i64) -> Option<(u64, Vec<(usize, usize)>)> {
        let signed = step * self.sign(place);
        if !self.can_change(place, step) {
            return None;
        }
        let (start, goal) = (Line::Column(place.1), Line::Row(place.0));
        let mut known: BTreeMap<Line, (u64, Option<Line>)> =
            std::iter::once((start, (0, None))).collect();
        let mut open = BinaryHeap::from([Reverse((0_u64, start))]);
        while let Some(Reverse((cost, line))) = open.pop() {
            if line == goal {
                break;
            }
            if known.get(&line).is_some_and(|(best, _)| *best < cost) {
                continue;
            }
            for (next, cell) in self.crossing(line) {
                // What a column gains a row must lose, and the other way round.
                let change = match line {
                    Line::Column(_) => -signed * self.sign(cell),
                    Line::Row(_) => signed * self.sign(cell),
                };
                if cell == place || !self.can_change(cell, change) {
                    continue;
                }
                let sum = cost.saturating_add(self.cost(cell));
                if known.get(&next).is_none_or(|(best, _)| sum < *best) {
                    known.insert(next, (sum, Some(line)));
                    open.push(Reverse((sum, next)));
                }
            }
        }
        let cost = known.get(&goal)?.0;
        let mut cells = Vec::new();
        let mut line = goal;
        while let Some((_, Some(before))) = known.get(&line) {
            cells.extend(cell_of(line, *before));
            line = *before;
        }
        Some((cost, cells))
    }

    /// The lines that cross one, each with the cell they share.
    fn crossing(&self, line: Line) -> Vec<(Line, (usize, usize))> {
        let rows = self.counts.len();
        let columns = self.counts.first().map_or(0, Vec::len);
        match line {
            Line::Row(row) => (0..columns).map(|c| (Line::Column(c), (row, c))).collect(),
            Line::Column(column) => (0..rows).map(|r| (Line::Row(r), (r, column))).collect(),
        }
    }

    /// Totals stand on the other side of their line's sum; the total of all on both.
    fn sign(&self, (row, column): (usize, usize)) -> i64 {
        if self.is_total_row(row) == self.is_total_column(column) { 1 } else { -1 }
    }

    fn is_total_row(&self, row: usize) -> bool {
        row + 1 == self.counts.len()
    }

    fn is_total_column(&self, column: usize) -> bool {
        column + 1 == self.counts.first().map_or(0, Vec::len)
    }

    /// Whether a reader must reckon with one more, or one less, in a cell: never more than what it
    /// is a part of. A zero that is shown stays so: whoever sees a hidden cell may take it for 1 or
    /// more.
    fn can_change(&self, place: (usize, usize), by: i64) -> bool {
        let (row, column) = place;
        let count = self.count(place).unwrap_or_default();
        if by < 0 {
            let least = self.least.get(row).and_then(|cells| cells.get(column));
            return least.is_some_and(|least| count > *least);
        }
        let bound = self.bounds.get(row).and_then(|cells| cells.get(column)).copied().flatten();
        (count > 0 || self.is_hidden(place)) && bound.is_none_or(|bound| count < bound)
    }

    fn cost(&self, place: (usize, usize)) -> u64 {
        let (row, column) = place;
        let count = self.count(place).unwrap_or_default();
        match (self.is_total_row(row), self.is_total_column(column)) {
            _ if self.is_hidden(place) => HIDDEN,
            (true, true) => GRAND_TOTAL,
            (true, false) | (false, true) => TOTAL + u64::from(count),
            _ => OPEN + u64::from(count),
        }
    }
}

fn cell_of(one: Line, other: Line) -> Option<(usize, usize)> {
    match (one, other) {
        (Line::Row(row), Line::Column(column)) | (Line::Column(column), Line::Row(row)) => {
            Some((row, column))
        }
        _ => None,
    }
}
