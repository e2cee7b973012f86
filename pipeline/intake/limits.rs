//! Limits before trust: the one table of bounds on what an input file may demand.
//!
//! The limits are absolute numbers, never ratios: honest forms heavy in styles inflate a lot.

use serde::{Deserialize, Serialize};

/// Bounds on one input file. Reaching one is a `limit_exceeded` diagnostic, never a crash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Size of the file on disk, in bytes.
    pub file_bytes: u64,
    /// Entries of an archive.
    pub archive_entries: usize,
    /// Bytes inflated from one archive in all, counted while inflating.
    pub inflated_bytes: u64,
    /// Bytes inflated from one entry of an archive: what one part may take up in memory.
    pub part_bytes: u64,
    /// Nesting of XML elements.
    pub xml_depth: usize,
    /// Non-empty or styled cells of one workbook.
    pub cells: usize,
    /// Sheets of one workbook.
    pub sheets: usize,
    /// Shapes of one sheet, groups resolved.
    pub shapes: usize,
    /// Characters of one cell's text.
    pub text_chars: usize,
    /// Characters of all cells of one workbook, a shared text counted in each of them.
    pub workbook_chars: usize,
    /// Merged ranges of one sheet.
    pub merges: usize,
    /// Cells with text of one sheet that is looked at as a form; longer ones are lists.
    pub form_cells: usize,
    /// Comparisons made to recognise the forms of one workbook and to read them.
    pub form_steps: u64,
    /// How often a password may be hashed for one file; Excel writes 100,000.
    pub key_rounds: u32,
    /// Seconds spent on one file.
    pub seconds: u64,
    /// Memory of the process that reads one file, in bytes.
    pub memory_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 64 << 20,
            archive_entries: 10_000,
            inflated_bytes: 512 << 20,
            part_bytes: 128 << 20,
            xml_depth: 256,
            cells: 1_000_000,
            sheets: 1_000,
            shapes: 20_000,
            text_chars: 32_767,
            workbook_chars: 20_000_000,
            merges: 100_000,
            form_cells: 50_000,
            form_steps: 100_000_000,
            key_rounds: 1_000_000,
            seconds: 30,
            memory_bytes: 1 << 30,
        }
    }
}
