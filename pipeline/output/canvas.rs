//! Canvas: cells placed on a growing sheet, with row heights that show all of their text.
//!
//! Input → output: cells side by side → rows. `rust_xlsxwriter`'s types do not appear here; a
//! canvas is painted into a worksheet once it is complete.

use super::cell_look::{CellLook, Line};
use super::flowing_text;
use super::row_height::{LineFont, MAX_ROW_POINTS};
use crate::config::form_layout::EntryRule;
use crate::units::{CellAddress, CellRange};

/// The height of an empty row, as a part of a line's.
const GAP_LINES: f64 = 0.6;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum SheetValue {
    /// Nothing.
    Blank,
    /// A text, never a formula.
    Text(String),
    /// A number.
    Number(f64),
    /// A live formula without its `=`, with the value it has now; `None` shows nothing.
    Formula { formula: String, result: Option<f64> },
}

/// A cell, or several merged ones, on the sheet.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PlacedCell {
    /// Where.
    pub(crate) range: CellRange,
    /// What.
    pub(crate) value: SheetValue,
    /// How it looks.
    pub(crate) look: CellLook,
    /// What may be entered.
    pub(crate) entry: Option<EntryRule>,
}

/// What a cell of a new row holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum FlowValue {
    /// A value that fits one line.
    Single(SheetValue),
    /// Paragraphs, wrapped, as many rows as they need.
    Paragraphs(Vec<String>),
}

/// A cell of a new row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FlowCell {
    /// 0-based.
    pub(crate) first_column: u16,
    /// 0-based, included.
    pub(crate) last_column: u16,
    /// What it holds.
    pub(crate) value: FlowValue,
    /// How it looks.
    pub(crate) look: CellLook,
    /// The least number of text lines it shows.
    pub(crate) lines: u32,
    /// What may be entered.
    pub(crate) entry: Option<EntryRule>,
}

impl FlowCell {
    /// A cell of one line in which nothing special may be entered.
    pub(crate) const fn new(columns: (u16, u16), value: FlowValue, look: CellLook) -> Self {
        let (first_column, last_column) = columns;
        Self { first_column, last_column, value, look, lines: 1, entry: None }
    }
}

/// A sheet in the making.
#[derive(Debug)]
pub(crate) struct Canvas {
    /// Widths in points.
    pub(crate) columns: Vec<f64>,
    /// The font of cells whose look has no size of its own.
    pub(crate) font: LineFont,
    /// Heights of the rows so far, in points.
    pub(crate) heights: Vec<f64>,
    /// Cells in the order they were placed.
    pub(crate) cells: Vec<PlacedCell>,
    /// For each row, whether it is printed on the same page as the next.
    pub(crate) stays_with_next: Vec<bool>,
    /// Rows that must start a printed page.
    pub(crate) page_breaks: Vec<u32>,
}

impl Canvas {
    /// An empty sheet.
    pub(crate) const fn new(columns: Vec<f64>, font: LineFont) -> Self {
        Self {
            columns,
            font,
            heights: Vec::new(),
            cells: Vec::new(),
            stays_with_next: Vec::new(),
            page_breaks: Vec::new(),
        }
    }

    /// The row that is placed next.
    pub(crate) fn next_row(&self) -> u32 {
        u32::try_from(self.heights.len()).unwrap_or(u32::MAX)
    }

    /// An empty row.
    pub(crate) fn gap(&mut self) {
        self.heights.push(self.font.line_points() * GAP_LINES);
        self.stays_with_next.push(false);
    }

    /// Adds cells side by side as one row, or as several when a text is longer than a row can
    /// be, and returns the first and last of them.
    pub(crate) fn flow(&mut self, cells: Vec<FlowCell>) -> (u32, u32) {
        let first_row = self.next_row();
        let parts: Vec<Vec<SheetValue>> = cells.iter().map(|cell| self.parts(cell)).collect();
        let rows = parts.iter().map(Vec::len).max().unwrap_or(1).max(1);
        self.heights.resize(self.heights.len() + rows, self.font.row_points(1));
        self.stays_with_next.resize(self.heights.len(), false);
        let last_row = self.next_row().saturating_sub(1);
        for (cell, parts) in cells.into_iter().zip(parts) {
            self.place_parts(&cell, parts, (first_row, last_row));
        }
        (first_row, last_row)
    }

    /// Prints the rows from `first` on, up to the last so far, on one page with what follows.
    pub(crate) fn keep_with_next(&mut self, first: u32) {
        let first = usize::try_from(first).unwrap_or(usize::MAX);
        self.stays_with_next.iter_mut().skip(first).for_each(|stays| *stays = true);
    }

    /// Places one cell over rows that are already there, and makes them high enough.
    pub(crate) fn place(&mut self, cell: PlacedCell, lines: u32) {
        let columns = (cell.range.first.column, cell.range.last.column);
        let font = self.font_of(&cell.look);
        let text = match &cell.value {
            SheetValue::Text(text) => font.lines(text, self.width(columns)),
            _ => 1,
        };
        let lines = text.max(usize::try_from(lines).unwrap_or(1));
        self.raise(cell.range.first.row, cell.range.last.row, font.row_points(lines));
        self.cells.push(cell);
    }

    /// The font of a look.
    pub(crate) fn font_of(&self, look: &CellLook) -> LineFont {
        self.font.sized(look.role.font_points(self.font.points))
    }

    /// The width of some columns, in points.
    fn width(&self, (first, last): (u32, u32)) -> f64 {
        let first = usize::try_from(first).unwrap_or(usize::MAX);
        let last = usize::try_from(last).unwrap_or(usize::MAX);
        self.columns.get(first..=last).map_or(0.0, |columns| columns.iter().sum())
    }

    /// A cell's value, cut into as many as it needs rows.
    fn parts(&self, cell: &FlowCell) -> Vec<SheetValue> {
        match &cell.value {
            FlowValue::Single(value) => vec![value.clone()],
            FlowValue::Paragraphs(paragraphs) => {
                let width = self.width((cell.first_column.into(), cell.last_column.into()));
                flowing_text::parts(paragraphs, self.font_of(&cell.look), width)
                    .into_iter()
                    .map(
                        |text| {
                            if text.is_empty() { SheetValue::Blank } else { SheetValue::Text(text) }
                        },
                    )
                    .collect()
            }
        }
    }

    /// Places a cell's parts: one part is merged over all rows, several stand one below the
    /// other with hair lines between them.
    fn place_parts(&mut self, cell: &FlowCell, parts: Vec<SheetValue>, (first, last): (u32, u32)) {
        let count = parts.len();
        for (at, value) in parts.into_iter().enumerate() {
            let (is_first, is_last) = (at == 0, at + 1 == count);
            let top = first + u32::try_from(at).unwrap_or(0);
            let mut look = cell.look.clone();
            if !is_first {
                look.edges.top = Line::Hair;
            }
            if !is_last {
                look.edges.bottom = Line::Hair;
            }
            let bottom = if is_last { last } else { top };
            let range = CellRange {
                first: CellAddress::new(top, cell.first_column.into()),
                last: CellAddress::new(bottom, cell.last_column.into()),
            };
            let lines = if count == 1 { cell.lines } else { 1 };
            let entry = cell.entry.clone().filter(|_| is_first);
            self.place(PlacedCell { range, value, look, entry }, lines);
        }
    }

    /// Makes some rows together at least this high, the last ones first.
    fn raise(&mut self, first: u32, last: u32, points: f64) {
        let first = usize::try_from(first).unwrap_or(usize::MAX);
        let last = usize::try_from(last).unwrap_or(usize::MAX);
        let Some(rows) = self.heights.get_mut(first..=last) else { return };
        let mut missing = points - rows.iter().sum::<f64>();
        for height in rows.iter_mut().rev() {
            let more = missing.min(MAX_ROW_POINTS - *height).max(0.0);
            *height += more;
            missing -= more;
        }
    }
}
