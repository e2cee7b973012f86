//! Compound files: their directory → old Excel, a protected package, or something else.

use super::{Content, Foreign};
use crate::intake::{FileFormat, compound_file};

/// A directory entry takes this many bytes; its name comes first, in UTF-16.
const ENTRY_BYTES: usize = 128;

/// Tells a compound file by the names in its root.
pub(super) fn sniff(bytes: &[u8]) -> Content {
    let names: Vec<String> = match compound_file::open(bytes) {
        Some(file) => file.read_root_storage().map(|entry| entry.name().to_lowercase()).collect(),
        // A damaged directory may still hold a workbook that a patient reader finds.
        None => entry_names(bytes),
    };
    told_by_names(&names)
}

fn told_by_names(names: &[String]) -> Content {
    let has = |name: &str| names.iter().any(|other| other == name);
    if has("workbook") || has("book") {
        Content::Workbook(FileFormat::Xls)
    } else if has("encryptedpackage") && has("encryptioninfo") {
        Content::ProtectedPackage
    } else if has("encryptedpackage") {
        Content::Foreign(Foreign::RightsManaged)
    } else if has("worddocument") {
        Content::Foreign(Foreign::Word)
    } else if has("powerpoint document") {
        Content::Foreign(Foreign::Slides)
    } else {
        Content::Foreign(Foreign::Compound)
    }
}

/// Names that stand where directory entries may begin.
fn entry_names(bytes: &[u8]) -> Vec<String> {
    bytes.chunks_exact(ENTRY_BYTES).filter_map(entry_name).collect()
}

/// The name of one directory entry in lower case; `None` when it is no such entry.
fn entry_name(entry: &[u8]) -> Option<String> {
    let length = u16::from_le_bytes(entry.get(64..66)?.try_into().ok()?);
    let units = usize::from(length).checked_sub(2)? / 2;
    let name: Vec<u16> = entry
        .get(..units.checked_mul(2)?)?
        .chunks_exact(2)
        .filter_map(|pair| pair.try_into().ok().map(u16::from_le_bytes))
        .collect();
    (!name.is_empty() && units < 32).then(|| String::from_utf16_lossy(&name).to_lowercase())
}
