//! Sniffing: bytes → what they really are, never minding the file's name.
//!
//! Containers are looked into only as far as telling them apart needs; no sheet is read here.

/// Compound files: old Excel, protected packages, Word.
mod compound;
/// Text that only pretends to be a workbook: HTML, CSV, XML.
mod text;
/// Archives: Office Open XML and `OpenDocument`.
mod zipped;

use super::compound_file::SIGNATURE;
use super::{FileFormat, Limits};

/// What a file's bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    /// A workbook that can be read as it is, or an old one whose stream may be protected.
    Workbook(FileFormat),
    /// An Office Open XML package inside a protected compound file.
    ProtectedPackage,
    /// An `OpenDocument` spreadsheet whose parts are protected.
    ProtectedOds,
    /// An archive with more entries than the limit allows.
    Crowded,
    /// No workbook.
    Foreign(Foreign),
}

/// What a file is when it is no workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Foreign {
    /// No bytes at all.
    Empty,
    /// Nothing but zero bytes: space reserved, never written.
    Zeros,
    /// A web page, also a saved one with its parts (MHTML).
    Html,
    /// Excel's XML format of 2003.
    SpreadsheetXml,
    /// An `OpenDocument` spreadsheet as one XML file.
    FlatOds,
    /// Other XML.
    Xml,
    /// Plain text, such as CSV.
    Text,
    /// Rich text.
    Rtf,
    /// PDF.
    Pdf,
    /// A picture.
    Picture,
    /// A word-processor document.
    Word,
    /// Slides.
    Slides,
    /// An `OpenDocument` file that is no spreadsheet.
    OpenDocument,
    /// An archive of files.
    Archive,
    /// An archive whose end is missing: a download or copy cut short.
    BrokenArchive,
    /// A compound file without a workbook, or a damaged one.
    Compound,
    /// A workbook under rights management, readable on its owner's network only.
    RightsManaged,
    /// Anything else.
    Unknown,
}

/// Bytes at the start that are enough to tell text formats apart.
const HEAD_BYTES: usize = 8 << 10;

/// Tells what a whole file is.
pub(crate) fn sniff(bytes: &[u8], limits: &Limits) -> Content {
    match bytes {
        [] => Content::Foreign(Foreign::Empty),
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5 | 7, 6 | 8, ..] => zipped::sniff(bytes, limits),
        _ if bytes.starts_with(&SIGNATURE) => compound::sniff(bytes),
        // BOF records of BIFF 2, 3, 4 and 5–8 without a compound file round them.
        [9, 0 | 2 | 4 | 8, _, 0, ..] => Content::Workbook(FileFormat::Xls),
        _ => {
            let head = bytes.get(..HEAD_BYTES).unwrap_or(bytes);
            Content::Foreign(told_by_magic(head).unwrap_or_else(|| text::sniff(head)))
        }
    }
}

/// Whether the first bytes of a file leave room for a workbook, so that reading it is worth while.
pub(crate) fn may_be_workbook(head: &[u8]) -> bool {
    matches!(head, [b'P', b'K', ..] | [9, 0 | 2 | 4 | 8, ..]) || head.starts_with(&SIGNATURE)
}

/// Formats that begin with bytes of their own.
fn told_by_magic(head: &[u8]) -> Option<Foreign> {
    const MAGIC: [(&[u8], Foreign); 14] = [
        (b"%PDF", Foreign::Pdf),
        (b"{\\rtf", Foreign::Rtf),
        (b"\xFF\xD8\xFF", Foreign::Picture),
        (b"\x89PNG", Foreign::Picture),
        (b"GIF8", Foreign::Picture),
        (b"BM", Foreign::Picture),
        (b"II*\0", Foreign::Picture),
        (b"MM\0*", Foreign::Picture),
        (b"7z\xBC\xAF\x27\x1C", Foreign::Archive),
        (b"Rar!", Foreign::Archive),
        (b"\x1F\x8B", Foreign::Archive),
        (b"MSCF", Foreign::Archive),
        (b"MZ", Foreign::Unknown),
        (b"L\0\0\0\x01\x14\x02", Foreign::Unknown),
    ];
    if head.iter().all(|byte| *byte == 0) {
        return Some(Foreign::Zeros);
    }
    MAGIC.into_iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, foreign)| foreign)
}
