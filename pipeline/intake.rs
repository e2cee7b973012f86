//! Intake: input paths → [`SourceFile`]s: found, read once, hashed, their true format known.
//!
//! Only this stage reads input files; later stages work on the bytes in memory.

/// Limits on untrusted input.
pub mod limits;

use std::sync::Arc;

pub use limits::Limits;

use crate::units::SourcePath;

/// A workbook's true format, told by its content and never by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileFormat {
    /// Office Open XML: .xlsx, .xlsm, .xltx, .xltm.
    Xlsx,
    /// Office Open XML with binary parts: .xlsb.
    Xlsb,
    /// BIFF in a compound file (or bare): .xls.
    Xls,
    /// `OpenDocument` spreadsheet: .ods.
    Ods,
}

/// One input file, read once and decrypted where needed.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Path relative to the input, as on disk.
    pub source_path: SourcePath,
    /// Its true format.
    pub format: FileFormat,
    /// The plain bytes of the workbook.
    pub bytes: Arc<[u8]>,
    /// SHA-256 of the bytes on disk, in lower-case hexadecimal.
    pub sha256: String,
}
