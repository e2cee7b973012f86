//! Grid: a source file's bytes → one in-memory [`Workbook`], the same for every format.
//!
//! calamine's types end here. The grid must not know any form, nor drop a cell.

/// The in-memory workbook that every reader fills.
pub mod model;

pub use model::{
    Border, Cell, CellStyle, CellValue, FontStyle, HorizontalAlignment, Rgb, Shape, ShapeFill,
    ShapeKind, Sheet, SheetLayout, TextRun, Track, VerticalAlignment, Visibility, Workbook,
};
