//! OOXML: a sheet as its part lists it → the sheet of the grid.
//!
//! Both readers, XML and binary, fill a [`SheetDraft`]. Rows and columns far outside of anything
//! in the sheet are not kept: files like to say something about all 16,384 columns.

use std::collections::{BTreeMap, BTreeSet};

use super::book::Budget;
use crate::grid::axis::Axis;
use crate::grid::column_width::DigitWidth;
use crate::grid::fault::{Bound, Fault};
use crate::grid::model::{Cell, CellValue, Shape, Sheet, SheetLayout, Track};
use crate::units::{CellAddress, CellRange};

/// Rows of a sheet at the most.
pub(crate) const MOST_ROWS: u32 = 1 << 20;

/// Columns of a sheet at the most.
pub(crate) const MOST_COLUMNS: u32 = 1 << 14;

/// Rows and columns past the last thing in the sheet that keep their size: text and marks may
/// reach over them.
const MARGIN: u32 = 64;

/// Where a reader stands that meets cells in the order of rows.
#[derive(Debug, Default)]
pub(crate) struct SheetDraft {
    /// Cells in the order met; of two at one place the later one counts.
    pub(crate) cells: Vec<(CellAddress, Cell)>,
    /// Merged ranges.
    pub(crate) merges: BTreeSet<CellRange>,
    /// Columns that say something: first, last, what they are like.
    pub(crate) columns: Vec<(u32, u32, Track)>,
    /// Rows that say something.
    pub(crate) rows: BTreeMap<u32, Track>,
    /// Sizes of what says nothing.
    pub(crate) defaults: DefaultSizes,
    /// Id of the drawing's relationship.
    pub(crate) drawing: Option<String>,
    /// Id of the relationship of the VML drawing.
    pub(crate) legacy_drawing: Option<String>,
}

/// Sizes of rows and columns that say nothing, as written.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct DefaultSizes {
    /// Width in digits, padding included.
    pub(crate) column_digits: Option<f64>,
    /// Width in digits without padding.
    pub(crate) base_digits: Option<f64>,
    /// Height in points.
    pub(crate) row_points: Option<f64>,
    /// Whether rows that say nothing are hidden.
    pub(crate) rows_hidden: bool,
}

/// Columns and rows with their positions.
#[derive(Debug)]
pub(crate) struct Axes {
    /// Columns.
    pub(crate) columns: Axis,
    /// Rows.
    pub(crate) rows: Axis,
}

/// Digits of a column that nothing is said about.
const BASE_DIGITS: f64 = 8.0;

impl DefaultSizes {
    /// Width of columns in points.
    pub(crate) fn column_width(self, digit: DigitWidth) -> f64 {
        match self.column_digits {
            Some(digits) => digit.points(digits),
            None => digit.default_points(self.base_digits.unwrap_or(BASE_DIGITS)),
        }
    }

    /// Height of rows, hidden ones too.
    pub(crate) fn row_height(self) -> f64 {
        self.row_points.unwrap_or_else(|| SheetLayout::default().default_row_height)
    }

    fn visible_row_height(self) -> f64 {
        if self.rows_hidden { 0.0 } else { self.row_height() }
    }
}

/// A size as files write it, when it makes sense.
pub(crate) fn sane(size: Option<f64>) -> Option<f64> {
    size.filter(|size| (0.0..=10_000.0).contains(size))
}

impl SheetDraft {
    /// Keeps a cell that holds something or carries a fill or border of its own.
    ///
    /// # Errors
    /// The place is outside of any sheet, or the budget is used up.
    pub(crate) fn add_cell(
        &mut self,
        address: CellAddress,
        cell: Cell,
        budget: &mut Budget,
    ) -> Result<(), Fault> {
        if address.row >= MOST_ROWS || address.column >= MOST_COLUMNS {
            return Err(Fault::malformed("sheet", format_args!("a cell at {address}")));
        }
        let empty = cell.value == CellValue::Empty;
        if empty && cell.style.fill.is_none() && cell.style.border.sides == 0 {
            return Ok(());
        }
        // Shared text costs nothing; what a number format made does.
        let made = match &cell.value {
            CellValue::Text(text) if std::sync::Arc::ptr_eq(text, &cell.text) => 0,
            _ => cell.text.len(),
        };
        budget.spend(made)?;
        self.cells.push((address, cell));
        Ok(())
    }

    /// Keeps a row that says something.
    ///
    /// # Errors
    /// The budget is used up.
    pub(crate) fn add_row(
        &mut self,
        row: u32,
        height: Option<f64>,
        hidden: bool,
        budget: &mut Budget,
    ) -> Result<(), Fault> {
        if row >= MOST_ROWS || (height.is_none() && !hidden && !self.defaults.rows_hidden) {
            return Ok(());
        }
        budget.spend(0)?;
        let size = height.unwrap_or_else(|| self.defaults.row_height());
        self.rows.insert(row, Track { size, hidden });
        Ok(())
    }

    /// Keeps a merged range of more than one cell.
    ///
    /// # Errors
    /// There are too many.
    pub(crate) fn add_merge(&mut self, range: CellRange, limit: usize) -> Result<(), Fault> {
        if range.first != range.last {
            self.merges.insert(range);
        }
        if self.merges.len() > limit { Err(Fault::Limit(Bound::Merges)) } else { Ok(()) }
    }

    /// The positions of rows and columns.
    pub(crate) fn axes(&mut self, digit: DigitWidth) -> Axes {
        self.columns.sort_by_key(|(first, last, _)| (*first, *last));
        let columns =
            Axis::from_spans(self.defaults.column_width(digit), self.columns.iter().copied());
        Axes { columns, rows: Axis::new(self.defaults.visible_row_height(), &self.rows) }
    }

    /// The sheet, but for its name.
    pub(crate) fn finish(self, shapes: Vec<Shape>, digit: DigitWidth) -> Sheet {
        let edge = self.edge(&shapes);
        let mut rows = self.rows;
        let beyond = rows.split_off(&edge.row);
        drop(beyond);
        let mut columns = BTreeMap::new();
        for (first, last, track) in self.columns {
            for column in first..=last.min(edge.column) {
                columns.entry(column).or_insert(track);
            }
        }
        Sheet {
            cells: self.cells.into_iter().collect(),
            merges: self.merges.into_iter().collect(),
            layout: SheetLayout {
                default_column_width: self.defaults.column_width(digit),
                default_row_height: self.defaults.visible_row_height(),
                columns,
                rows,
            },
            shapes,
            ..Sheet::default()
        }
    }

    /// The first row and column whose sizes are not kept any more.
    fn edge(&self, shapes: &[Shape]) -> CellAddress {
        let cells = self.cells.iter().map(|(address, _)| *address);
        let merges = self.merges.iter().map(|range| range.last);
        let anchors = shapes.iter().map(|shape| shape.anchor);
        let last = cells.chain(merges).chain(anchors).fold(
            CellAddress::new(0, 0),
            |last: CellAddress, next| {
                CellAddress::new(last.row.max(next.row), last.column.max(next.column))
            },
        );
        CellAddress::new(
            last.row.saturating_add(MARGIN).min(MOST_ROWS),
            last.column.saturating_add(MARGIN).min(MOST_COLUMNS - 1),
        )
    }
}
