//! Grid: why reading a workbook ended early, before it is put into words.
//!
//! Input → output: a finding inside a byte reader → a [`Diagnostic`] that names the file.

use crate::diagnostic::{self, Diagnostic};
use crate::intake::{Limits, SourceFile};

pub(crate) use crate::diagnostic::grid::Bound;

/// Why a workbook, or a part of it, cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The bytes are not what the format prescribes: a clause in English that says where.
    Malformed(String),
    /// The file demands more than a limit allows.
    Limit(Bound),
}

impl Fault {
    /// A malformation found at a place.
    pub(crate) fn malformed(place: &str, reason: impl std::fmt::Display) -> Self {
        Self::Malformed(format!("{place}: {reason}"))
    }

    /// The fault as a diagnostic for the whole file.
    pub(crate) fn diagnostic(&self, source: &SourceFile, limits: &Limits) -> Diagnostic {
        match self {
            Self::Malformed(reason) => diagnostic::grid::unreadable(&source.source_path, reason),
            Self::Limit(bound) => diagnostic::grid::limit_exceeded(
                &source.source_path,
                *bound,
                allowed(*bound, limits),
            ),
        }
    }
}

/// How much of something the limits allow.
fn allowed(bound: Bound, limits: &Limits) -> u64 {
    let count = match bound {
        Bound::InflatedBytes => return limits.inflated_bytes,
        Bound::Memory => return limits.memory_bytes,
        Bound::PartBytes => return limits.part_bytes,
        Bound::ArchiveEntries => limits.archive_entries,
        Bound::XmlDepth => limits.xml_depth,
        Bound::Cells => limits.cells,
        Bound::Sheets => limits.sheets,
        Bound::Shapes => limits.shapes,
        Bound::Merges => limits.merges,
        Bound::TextChars => limits.text_chars,
        Bound::WorkbookChars => limits.workbook_chars,
    };
    u64::try_from(count).unwrap_or(u64::MAX)
}
