//! Page: one sheet as blocks of text, merged ranges resolved, with its geometry.
//!
//! Input → output: a [`Sheet`] → blocks in reading order and points. Nothing is interpreted.

use std::collections::BTreeMap;
use std::ops::Range;

use super::work::Work;
use crate::grid::{Axis, Cell, Sheet};
use crate::label::{Key, head_key, label_key};
use crate::units::{CellAddress, CellRange};

/// The position of a block in its page.
pub(super) type BlockIndex = usize;

/// One non-empty cell with the range it covers.
#[derive(Debug)]
pub(super) struct Block<'a> {
    /// The cell itself.
    pub(super) address: CellAddress,
    /// The merged range it heads, or itself.
    pub(super) range: CellRange,
    /// The cell.
    pub(super) cell: &'a Cell,
    /// The key of its whole text.
    pub(super) key: Key,
    /// The key without bracketed parts.
    pub(super) head: Option<Key>,
}

impl Block<'_> {
    /// The text as shown.
    pub(super) fn text(&self) -> &str {
        &self.cell.text
    }
}

/// A rectangle in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Area {
    /// The area shared with another, in square points.
    pub(super) fn overlap(&self, other: &Self) -> f64 {
        let width = self.right.min(other.right) - self.left.max(other.left);
        let height = self.bottom.min(other.bottom) - self.top.max(other.top);
        if width > 0.0 && height > 0.0 { width * height } else { 0.0 }
    }

    /// Its size in square points.
    pub(super) fn size(&self) -> f64 {
        (self.right - self.left).max(0.0) * (self.bottom - self.top).max(0.0)
    }

    /// Whether a point lies inside.
    pub(super) fn contains(&self, across: f64, down: f64) -> bool {
        (self.left..self.right).contains(&across) && (self.top..self.bottom).contains(&down)
    }
}

/// One sheet prepared for reading.
#[derive(Debug)]
pub(super) struct Page<'a> {
    /// The sheet.
    pub(super) sheet: &'a Sheet,
    /// Non-empty cells in reading order.
    pub(super) blocks: Vec<Block<'a>>,
    /// Merged ranges by their first cell.
    merges: BTreeMap<CellAddress, CellRange>,
    /// Blocks that start in each row.
    rows: BTreeMap<u32, Vec<BlockIndex>>,
    /// Blocks over more than one row, in reading order.
    tall: Vec<BlockIndex>,
    /// The last row and column with text.
    end: CellAddress,
    across: Axis,
    down: Axis,
    work: &'a Work,
}

impl<'a> Page<'a> {
    /// Prepares a sheet; searches in it take their steps of `work`.
    pub(super) fn new(sheet: &'a Sheet, work: &'a Work) -> Self {
        let merges: BTreeMap<_, _> =
            sheet.merges.iter().map(|range| (range.first, *range)).collect();
        let blocks: Vec<Block<'a>> = sheet
            .cells
            .iter()
            .filter(|(_, cell)| !cell.text.trim().is_empty())
            .map(|(address, cell)| Block {
                address: *address,
                range: merges.get(address).copied().unwrap_or(CellRange::cell(*address)),
                cell,
                key: Key::new(label_key(&cell.text)),
                head: head_key(&cell.text).map(Key::new),
            })
            .collect();
        let mut rows: BTreeMap<u32, Vec<BlockIndex>> = BTreeMap::new();
        let mut tall = Vec::new();
        let mut end = CellAddress::new(0, 0);
        for (index, block) in blocks.iter().enumerate() {
            rows.entry(block.address.row).or_default().push(index);
            if block.range.last.row > block.range.first.row {
                tall.push(index);
            }
            let last = block.range.last;
            end = CellAddress::new(end.row.max(last.row), end.column.max(last.column));
        }
        let (across, down) = (sheet.layout.column_axis(), sheet.layout.row_axis());
        Self { sheet, blocks, merges, rows, tall, end, across, down, work }
    }

    /// Takes steps of the work that may be done; `false` when none are left.
    pub(super) fn spend(&self, steps: usize) -> bool {
        self.work.spend(steps)
    }

    /// A block by its index.
    pub(super) fn block(&self, index: BlockIndex) -> Option<&Block<'a>> {
        self.blocks.get(index)
    }

    /// The range a cell covers: its merged range when it heads one.
    pub(super) fn range_at(&self, address: CellAddress) -> CellRange {
        self.merges.get(&address).copied().unwrap_or(CellRange::cell(address))
    }

    /// Blocks that start in a row, left to right.
    pub(super) fn starting_in(&self, row: u32) -> &[BlockIndex] {
        self.rows.get(&row).map_or(&[], Vec::as_slice)
    }

    /// Blocks that start in some rows, the last excluded, in reading order.
    pub(super) fn starting_within(&self, rows: Range<u32>) -> impl Iterator<Item = BlockIndex> {
        let rows = rows.start..rows.end.max(rows.start);
        let found = self.rows.range(rows).flat_map(|(_, blocks)| blocks.iter().copied());
        found.take_while(|_| self.spend(1))
    }

    /// Blocks that cover some of the rows, in reading order.
    pub(super) fn crossing_rows(&self, first: u32, last: u32) -> impl Iterator<Item = BlockIndex> {
        let from_above = self
            .tall
            .iter()
            .copied()
            .take_while(move |index| {
                self.spend(1) && self.block(*index).is_some_and(|block| block.address.row < first)
            })
            .filter(move |index| {
                self.block(*index).is_some_and(|block| block.range.last.row >= first)
            });
        from_above.chain(self.starting_within(first..last.saturating_add(1)))
    }

    /// The last row and column with text.
    pub(super) const fn end(&self) -> CellAddress {
        self.end
    }

    /// A range in points.
    pub(super) fn area(&self, range: &CellRange) -> Area {
        Area {
            left: self.across.start(range.first.column),
            top: self.down.start(range.first.row),
            right: self.across.start(range.last.column.saturating_add(1)),
            bottom: self.down.start(range.last.row.saturating_add(1)),
        }
    }
}
