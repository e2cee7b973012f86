//! Opening: a found file → its bytes, read once, hashed, of a known format.
//!
//! Nothing is trusted yet: the size is bounded while reading. What cannot be used ends as one
//! diagnostic that says what the file really is and what to do.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::sync::Arc;

use super::protection::{self, Refusal};
use super::sniff::{self, Content};
use super::{FileFormat, FoundFile, Limits, Passwords, SourceFile, copies};
use crate::diagnostic::{self, Checked, Diagnostic};
use crate::units::SourcePath;

/// Reads one file and tells what it is (ファイルを開く).
///
/// Input:  a file of [`super::find`], passwords to try, bounds.
/// Output: plain bytes of a workbook; an `info` where the name says another format.
/// # Errors
/// One diagnostic: the file is out of reach, changed while it was read, too large, protected
/// without a fitting password, or no workbook.
pub fn open(
    found: &FoundFile,
    passwords: &Passwords,
    limits: &Limits,
) -> Result<Checked<SourceFile>, Diagnostic> {
    let bytes = read(found, limits)?;
    open_bytes(&found.source_path, bytes, passwords, limits)
}

/// Tells what bytes already in memory are, as [`open`] does for a file.
///
/// # Errors
/// As [`open`], but for what only reading a file can find.
pub fn open_bytes(
    source_path: &SourcePath,
    bytes: Vec<u8>,
    passwords: &Passwords,
    limits: &Limits,
) -> Result<Checked<SourceFile>, Diagnostic> {
    let source_path = source_path.clone();
    let sha256 = copies::sha256(&bytes);
    let (content, bytes) = unlocked(&source_path, bytes, passwords, limits)?;
    let name = source_path.as_str();
    let format = match content {
        Content::Workbook(format) => format,
        Content::Foreign(foreign) if FileFormat::promised_by(name).is_none() => {
            let passed = diagnostic::intake::Passed::Foreign(foreign);
            return Err(diagnostic::intake::skipped_file(source_path, &passed));
        }
        Content::Foreign(foreign) => {
            return Err(diagnostic::intake::not_a_workbook(source_path, foreign));
        }
        Content::Crowded => {
            return Err(diagnostic::intake::crowded_archive(source_path, limits));
        }
        // Protected twice over: what was inside is protected again.
        Content::ProtectedPackage | Content::ProtectedOds => {
            let refusal = Refusal::UnknownScheme;
            return Err(diagnostic::intake::protected(source_path, refusal, false, limits));
        }
    };
    let mut checked = Checked::clean(SourceFile {
        source_path: source_path.clone(),
        format,
        bytes: Arc::from(bytes),
        sha256,
    });
    if FileFormat::promised_by(name) != Some(format) {
        checked.diagnostics.push(diagnostic::intake::format_mismatch(source_path, format));
    }
    Ok(checked)
}

/// What a file is and its plain bytes, once a password opened it where it is protected.
fn unlocked(
    path: &SourcePath,
    bytes: Vec<u8>,
    passwords: &Passwords,
    limits: &Limits,
) -> Result<(Content, Vec<u8>), Diagnostic> {
    let content = sniff::sniff(&bytes, limits);
    let plain = protection::of(content, &bytes, limits).and_then(|locked| {
        locked.map(|locked| passwords.try_each(path, |password| locked.open(password))).transpose()
    });
    match plain {
        Ok(None) => Ok((content, bytes)),
        Ok(Some(plain)) => Ok((sniff::sniff(&plain, limits), plain)),
        Err(refusal) => {
            let tried = passwords.any();
            Err(diagnostic::intake::protected(path.clone(), refusal, tried, limits))
        }
    }
}

/// The bytes of a file that did not change while they were read.
pub(super) fn read(found: &FoundFile, limits: &Limits) -> Result<Vec<u8>, Diagnostic> {
    let path = &found.source_path;
    let unavailable = |error: io::Error| diagnostic::intake::file_unavailable(path.clone(), &error);
    let mut file = File::open(&found.path).map_err(unavailable)?;
    let before = file.metadata().map_err(unavailable)?;
    if before.len() > limits.file_bytes {
        return Err(diagnostic::intake::file_too_large(path.clone(), before.len(), limits));
    }
    let mut bytes = Vec::new();
    let bound = limits.file_bytes.saturating_add(1);
    file.by_ref().take(bound).read_to_end(&mut bytes).map_err(unavailable)?;
    let after = file.metadata().map_err(unavailable)?;
    if changed(&before, &after, bytes.len()) {
        return Err(diagnostic::intake::file_changed(path.clone()));
    }
    Ok(bytes)
}

fn changed(before: &Metadata, after: &Metadata, read: usize) -> bool {
    let same_time = match (before.modified(), after.modified()) {
        (Ok(before), Ok(after)) => before == after,
        _ => true,
    };
    before.len() != after.len() || !same_time || u64::try_from(read) != Ok(before.len())
}
