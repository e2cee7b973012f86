//! Grid: a source file's bytes → one in-memory [`Workbook`], the same for every format.
//!
//! The formats' own types end here. The grid must not know any form, nor drop a cell.

/// Excel's number formats: what a person sees of a stored number.
pub mod number_format;

/// The in-memory workbook that every reader fills.
pub mod model;

/// Column widths in digits → points.
pub mod column_width;

/// Positions of rows and columns.
pub mod axis;

mod archive;
mod biff;
mod cell_table;
mod fault;
mod odf;
mod ooxml;
mod palette;
mod xml;

pub use axis::Axis;
pub use model::{
    Border, Cell, CellStyle, CellValue, FontStyle, HorizontalAlignment, Rgb, Shape, ShapeFill,
    ShapeKind, Sheet, SheetLayout, TextRun, Track, VerticalAlignment, Visibility, Workbook,
};

use crate::diagnostic::{Checked, Diagnostic};
use crate::intake::{FileFormat, Limits, SourceFile};

/// The workbook (ブック) in a source file's bytes, whatever its format.
///
/// Input:  plain bytes in memory, the format already told by content.
/// Output: every sheet with its cells, and what a person should know about them.
/// # Errors
/// A diagnostic when the file as a whole cannot be read or demands more than `limits` allow.
pub fn read(source: &SourceFile, limits: &Limits) -> Result<Checked<Workbook>, Diagnostic> {
    match source.format {
        FileFormat::Xlsx | FileFormat::Xlsb => ooxml::read(source, limits),
        FileFormat::Xls => biff::read(source, limits),
        FileFormat::Ods => odf::read(source, limits),
    }
}
