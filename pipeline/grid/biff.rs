//! Grid, BIFF: the bytes of an .xls file (Excel 5 to 2003) → [`Workbook`].
//!
//! One bounded pass of our own reads cells, looks and drawings alike. calamine is not used here:
//! it reserves memory for whatever extent a sheet claims, loops for ever in some compound files,
//! and tells neither looks nor shapes, so every file would be walked twice.
//! This module must not know any form.

mod cells;
mod container;
mod drawing;
mod fault;
mod globals;
mod layout;
mod record;
mod sheet;
mod style;
mod text;

use std::borrow::Cow;
use std::sync::Arc;

use super::model::{Sheet, Workbook};
use crate::diagnostic::{self, Checked, Diagnostic, Location};
use crate::intake::{Limits, SourceFile};
use fault::{Fault, Faults};
use globals::SheetKind;
use sheet::Budget;

/// The versions that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Version {
    /// Excel 5 and 95.
    Biff5,
    /// Excel 97 to 2003.
    Biff8,
}

/// The workbook in the bytes of an .xls file, already decrypted.
///
/// What is broken in one sheet is left out and told of; the rest is read.
///
/// # Errors
/// A diagnostic when the file is no workbook of Excel 5 to 2003, is encrypted, or reaches a
/// limit.
pub(crate) fn read(source: &SourceFile, limits: &Limits) -> Result<Checked<Workbook>, Diagnostic> {
    read_book(source, limits).map_err(|fault| fault.diagnostic(source, limits))
}

fn read_book(source: &SourceFile, limits: &Limits) -> Result<Checked<Workbook>, Fault> {
    let stream: Cow<'_, [u8]> = container::workbook_stream(&source.bytes)?;
    let mut diagnostics = Vec::new();
    let mut tell = |sheet: Option<&Arc<str>>, faults: Faults| {
        let location =
            Location { source_path: source.source_path.clone(), sheet: sheet.cloned(), cell: None };
        diagnostics.extend(
            faults
                .into_iter()
                .map(|fault| diagnostic::grid::damaged(location.clone(), &fault.to_string())),
        );
    };
    let mut faults = Faults::default();
    let book = globals::read(&stream, limits, &mut faults)?;
    tell(None, faults);
    let mut budget = Budget::new(&stream, limits);
    let mut sheets = Vec::with_capacity(book.sheets.len());
    for entry in &book.sheets {
        let mut faults = Faults::default();
        let name = Arc::from(entry.name.as_str());
        let content = match entry.kind {
            SheetKind::Chart => Sheet::default(),
            SheetKind::Cells => sheet::read(&book, entry, &mut budget, &mut faults)?,
        };
        tell(Some(&name), faults);
        sheets.push(Sheet { name, visibility: entry.visibility, ..content });
    }
    Ok(Checked { value: Workbook { source_path: source.source_path.clone(), sheets }, diagnostics })
}
