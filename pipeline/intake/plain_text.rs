//! Plain text: bytes of a list or a table → text or rows, in the encodings that Japanese Windows
//! saves.

use encoding_rs::{Encoding, SHIFT_JIS, UTF_8};

use super::sniff::{self, Content, Foreign};
use super::{FoundFile, Limits, Passwords, SourceFile, open};
use crate::diagnostic::{self, Checked, Diagnostic};

/// A file that holds a table.
#[derive(Debug, Clone)]
pub enum TableFile {
    /// A workbook.
    Workbook(SourceFile),
    /// Comma-separated values or the like.
    Text(String),
}

/// The text of bytes: by its mark as UTF-8 or UTF-16, without one as UTF-8 or else `Shift_JIS`.
///
/// Input:  a whole file.
/// Output: the text without its mark; `None` when the bytes are none of these.
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<String> {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let candidates = marked.map_or_else(|| vec![UTF_8, SHIFT_JIS], |encoding| vec![encoding]);
    candidates.into_iter().find_map(|encoding| {
        let (text, _, broken) = encoding.decode(bytes);
        (!broken).then(|| text.into_owned())
    })
}

/// Opens a file that holds a table: a workbook as [`super::open`] does, or plain text.
///
/// # Errors
/// As [`super::open`], and for text in an unknown encoding.
pub fn open_table(
    found: &FoundFile,
    passwords: &Passwords,
    limits: &Limits,
) -> Result<Checked<TableFile>, Diagnostic> {
    let bytes = open::read(found, limits)?;
    let is_text = matches!(
        sniff::sniff(&bytes, limits),
        Content::Foreign(Foreign::Text | Foreign::Empty | Foreign::Xml | Foreign::Unknown)
    );
    if !is_text {
        let opened = open::open_bytes(&found.source_path, bytes, passwords, limits)?;
        return Ok(Checked {
            value: TableFile::Workbook(opened.value),
            diagnostics: opened.diagnostics,
        });
    }
    decode(&bytes)
        .map(|text| Checked::clean(TableFile::Text(text)))
        .ok_or_else(|| diagnostic::intake::not_text(found.source_path.clone()))
}

/// The rows of a text: separated by commas, or by tabs or semicolons where its first line is.
///
/// # Errors
/// None for text in memory.
pub fn rows(text: &str) -> Result<Vec<Vec<String>>, csv::Error> {
    let heading = text.lines().next().unwrap_or_default();
    let count = |separator: char| heading.matches(separator).count();
    let others = ['\t', ';'].into_iter().find(|separator| count(*separator) > count(','));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(match others {
            Some('\t') => b'\t',
            Some(_) => b';',
            None => b',',
        })
        .from_reader(text.as_bytes());
    let row = |record: csv::StringRecord| record.iter().map(str::to_owned).collect();
    reader.records().map(|record| record.map(row)).collect()
}
