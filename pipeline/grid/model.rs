//! Grid model: cells with their types, the text as shown, merges, hidden parts, shapes.
//!
//! Lengths are points (1/72 inch) from the top left corner of the sheet, hidden rows and
//! columns counted as 0. Positions are 0-based. This module must not read bytes.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::units::{CellAddress, CellRange, SourcePath};

/// One workbook (ブック) as read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Workbook {
    /// The file it was read from.
    pub source_path: SourcePath,
    /// Its sheets in the order of the tabs, hidden ones too.
    pub sheets: Vec<Sheet>,
}

/// Whether a sheet's tab shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Visibility {
    /// The tab shows.
    #[default]
    Visible,
    /// Hidden; a person can show it again.
    Hidden,
    /// Hidden in a way that only a macro can undo.
    VeryHidden,
}

/// One sheet (シート).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Sheet {
    /// The name on the tab, as written.
    pub name: Arc<str>,
    /// Whether the tab shows.
    pub visibility: Visibility,
    /// Non-empty cells, and empty ones that carry a fill or border of their own.
    #[serde(with = "super::cell_table")]
    pub cells: BTreeMap<CellAddress, Cell>,
    /// Merged ranges, sorted, none of one cell only.
    pub merges: Vec<CellRange>,
    /// Sizes of rows and columns.
    pub layout: SheetLayout,
    /// Drawn shapes and form controls in drawing order.
    pub shapes: Vec<Shape>,
}

impl Sheet {
    /// The cells' texts as rows, each as long as its last cell that is not empty.
    #[must_use]
    pub fn rows_of_text(&self) -> Vec<Vec<String>> {
        let mut rows: Vec<Vec<String>> = Vec::new();
        for (address, cell) in self.cells.iter().filter(|(_, cell)| !cell.text.is_empty()) {
            let (row, column) = (address.row as usize, address.column as usize);
            rows.resize_with(rows.len().max(row + 1), Vec::new);
            if let Some(row) = rows.get_mut(row) {
                row.resize(column, String::new());
                row.push(cell.text.to_string());
            }
        }
        rows
    }
}

/// Sizes of a sheet's rows and columns in points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetLayout {
    /// Width of columns that say nothing.
    pub default_column_width: f64,
    /// Height of rows that say nothing.
    pub default_row_height: f64,
    /// Columns that say something, by 0-based index.
    pub columns: BTreeMap<u32, Track>,
    /// Rows that say something, by 0-based index.
    pub rows: BTreeMap<u32, Track>,
}

impl Default for SheetLayout {
    /// Excel's own defaults for 11 pt: 54 × 13.5 points.
    fn default() -> Self {
        Self {
            default_column_width: 54.0,
            default_row_height: 13.5,
            columns: BTreeMap::new(),
            rows: BTreeMap::new(),
        }
    }
}

/// One row's height or one column's width.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Track {
    /// Size in points as stored, also when hidden.
    pub size: f64,
    /// Whether it is hidden.
    pub hidden: bool,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Cell {
    /// The typed value.
    pub value: CellValue,
    /// The text as shown, through the cell's number format.
    pub text: Arc<str>,
    /// How the whole cell looks.
    pub style: Arc<CellStyle>,
    /// Parts of the text that look different; empty when the whole text looks like `style`.
    pub runs: Vec<TextRun>,
}

/// A cell's value with its type.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub enum CellValue {
    /// Nothing is there.
    #[default]
    Empty,
    /// Text.
    Text(Arc<str>),
    /// A number that is no date.
    Number(f64),
    /// A number whose format makes it a date or time, in the file's own date system.
    DateTime(NaiveDateTime),
    /// A number whose format makes it a length of time, in days.
    Duration(f64),
    /// A truth value.
    Boolean(bool),
    /// An error value as shown, like `#N/A`.
    Error(Arc<str>),
}

/// A colour without transparency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Rgb {
    /// Red.
    pub red: u8,
    /// Green.
    pub green: u8,
    /// Blue.
    pub blue: u8,
}

/// How characters look.
#[expect(
    clippy::struct_excessive_bools,
    reason = "a font's switches are independent of each other"
)]
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct FontStyle {
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Underlined in any way.
    pub underline: bool,
    /// Struck through: the opposite of a choice.
    pub strikethrough: bool,
    /// Colour; `None` is automatic (black).
    pub color: Option<Rgb>,
    /// Size in points; `None` is the file's default.
    pub size: Option<f64>,
}

/// Which sides of a cell have a visible line, and how heavy the heaviest is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Border {
    /// Number of sides (0–4) with a line.
    pub sides: u8,
    /// 0 none, 1 hair to thin, 2 medium, 3 thick or double.
    pub weight: u8,
}

/// Where text stands across its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum HorizontalAlignment {
    /// Text left, numbers right.
    #[default]
    General,
    /// Left.
    Left,
    /// Centred, also across a selection.
    Center,
    /// Right.
    Right,
    /// Spread out.
    Distributed,
}

/// Where text stands up and down in its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum VerticalAlignment {
    /// Top.
    Top,
    /// Middle.
    Center,
    /// Bottom, Excel's default.
    #[default]
    Bottom,
}

/// How a whole cell looks.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct CellStyle {
    /// The characters.
    pub font: FontStyle,
    /// The background; `None` when it is not filled.
    pub fill: Option<Rgb>,
    /// Its lines.
    pub border: Border,
    /// Across.
    pub horizontal: HorizontalAlignment,
    /// Up and down.
    pub vertical: VerticalAlignment,
    /// Whether long text is wrapped.
    pub wrap: bool,
    /// Indent in characters.
    pub indent: u8,
}

/// A part of a cell's text that looks different.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TextRun {
    /// First character, counted in `char`s.
    pub start: usize,
    /// One past the last character, counted in `char`s.
    pub end: usize,
    /// How it looks.
    pub font: FontStyle,
}

/// What a shape is, as far as reading an answer needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ShapeKind {
    /// A closed outline: an oval, or any other that goes round something.
    Outline,
    /// A line, arrow or connector.
    Line,
    /// A text box: mainly there for its text.
    TextBox,
    /// A picture or chart, only noted.
    Picture,
    /// Handwriting.
    Ink,
    /// A check box (form control); its state is in `checked`.
    CheckBox,
    /// An option button (form control); its state is in `checked`.
    OptionButton,
    /// Another form control or object.
    Other,
}

/// How a shape's inside is painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ShapeFill {
    /// Not painted: what lies below shows.
    None,
    /// Painted so that what lies below shows through.
    Translucent,
    /// Painted over.
    Solid,
}

/// A drawn shape (図形) or form control, groups already resolved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shape {
    /// The name in the file, like `楕円 3`, or its id where it has none.
    pub name: String,
    /// What it is.
    pub kind: ShapeKind,
    /// Left edge in points from the sheet's left edge.
    pub left: f64,
    /// Top edge in points from the sheet's top edge.
    pub top: f64,
    /// Width in points.
    pub width: f64,
    /// Height in points.
    pub height: f64,
    /// How it is painted.
    pub fill: ShapeFill,
    /// Whether it has a visible line.
    pub outlined: bool,
    /// The text in it; empty when there is none.
    pub text: String,
    /// State of a check box or option button; `None` for anything else.
    pub checked: Option<bool>,
    /// The cell under its top left corner.
    pub anchor: CellAddress,
}
