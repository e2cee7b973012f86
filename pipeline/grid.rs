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

use fault::{Bound, Fault};

use crate::diagnostic::{Checked, Diagnostic};
use crate::intake::{FileFormat, Limits, SourceFile};

/// The workbook (ブック) in a source file's bytes, whatever its format.
///
/// Input:  plain bytes in memory, the format already told by content.
/// Output: every sheet with its cells, and what a person should know about them.
/// # Errors
/// A diagnostic when the file as a whole cannot be read or demands more than `limits` allow.
pub fn read(source: &SourceFile, limits: &Limits) -> Result<Checked<Workbook>, Diagnostic> {
    let read = match source.format {
        FileFormat::Xlsx | FileFormat::Xlsb => ooxml::read(source, limits),
        FileFormat::Xls => biff::read(source, limits),
        FileFormat::Ods => odf::read(source, limits),
    }?;
    if has_too_much_text(&read.value, limits.workbook_chars) {
        return Err(Fault::Limit(Bound::WorkbookChars).diagnostic(source, limits));
    }
    Ok(read)
}

/// Whether all cells together show more characters than a limit: one long text that very many
/// cells share costs the reader nothing, but every later stage looks at each cell.
fn has_too_much_text(workbook: &Workbook, most: usize) -> bool {
    let total = |length: fn(&str) -> usize| -> usize {
        let cells = workbook.sheets.iter().flat_map(|sheet| sheet.cells.values());
        cells.map(|cell| length(&cell.text)).fold(0, usize::saturating_add)
    };
    // Bytes are known without looking, and never fewer than characters.
    total(str::len) > most && total(|text| text.chars().count()) > most
}
