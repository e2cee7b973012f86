//! Grid: bytes of a workbook → cells, text as shown, merges, sizes, shapes.

mod biff;
mod dump;
mod odf;
mod ooxml;
mod same;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use torimatome::diagnostic::Diagnostic;
use torimatome::grid::{self, Workbook};
use torimatome::intake::{FileFormat, Limits, SourceFile};
use torimatome::units::SourcePath;

/// The bytes as a source file of a format.
fn source(name: &str, bytes: Vec<u8>, format: FileFormat) -> SourceFile {
    SourceFile {
        source_path: SourcePath::new(name),
        format,
        bytes: Arc::from(bytes),
        sha256: String::new(),
    }
}

/// A workbook of bytes, within limits.
fn read_bytes(bytes: Vec<u8>, format: FileFormat, limits: &Limits) -> Result<Workbook, Diagnostic> {
    grid::read(&source("book", bytes, format), limits).map(|checked| checked.value)
}

/// A workbook on disk, within the usual limits.
fn read_file(path: &Path, format: FileFormat) -> Result<Workbook, Diagnostic> {
    read_bytes(fs::read(path).unwrap(), format, &Limits::default())
}
