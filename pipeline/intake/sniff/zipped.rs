//! Archives: their list of parts → xlsx, xlsb, ods, or something else.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::{Content, Foreign};
use crate::intake::{FileFormat, Limits};

/// Bytes of the manifest and of the list of content types that are looked at.
const PART_BYTES: u64 = 1 << 20;

/// Bytes of one entry in an archive's directory, at the least.
const DIRECTORY_ENTRY_BYTES: usize = 46;

/// Tells an archive by its parts.
pub(super) fn sniff(bytes: &[u8], limits: &Limits) -> Content {
    if is_crowded(bytes, limits.archive_entries) {
        return Content::Crowded;
    }
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return Content::Foreign(Foreign::BrokenArchive);
    };
    let names: Vec<String> = archive
        .file_names()
        .filter_map(Result::ok)
        .map(|name| name.replace('\\', "/").to_ascii_lowercase())
        .collect();
    let has = |name: &str| names.iter().any(|other| other == name);
    if has("content.xml") || has("encrypted-package") {
        return open_document(&mut archive);
    }
    if !has("[content_types].xml") && !has("xl/workbook.xml") && !has("xl/workbook.bin") {
        return Content::Foreign(Foreign::Archive);
    }
    let types = part(&mut archive, "[Content_Types].xml");
    if types.contains("sheet.binary.macroenabled.main") || has("xl/workbook.bin") {
        Content::Workbook(FileFormat::Xlsb)
    } else if is_workbook(&types) || has("xl/workbook.xml") {
        Content::Workbook(FileFormat::Xlsx)
    } else if types.contains("wordprocessingml") || has("word/document.xml") {
        Content::Foreign(Foreign::Word)
    } else if types.contains("presentationml") || has("ppt/presentation.xml") {
        Content::Foreign(Foreign::Slides)
    } else {
        Content::Foreign(Foreign::Archive)
    }
}

/// Whether the directory lists more entries than the limit, counted before room is made for them.
fn is_crowded(bytes: &[u8], most: usize) -> bool {
    let entries = bytes.windows(4).filter(|window| *window == b"PK\x01\x02");
    bytes.len() / DIRECTORY_ENTRY_BYTES > most && entries.count() > most
}

/// Whether the content types name a workbook's main part, with or without macros, or a template.
fn is_workbook(types: &str) -> bool {
    ["spreadsheetml.sheet.main", "spreadsheetml.template.main", "ms-excel.sheet.macroenabled.main"]
        .iter()
        .any(|kind| types.contains(kind))
        || types.contains("ms-excel.template.macroenabled.main")
}

/// Tells an `OpenDocument` file by its type, and by its manifest when parts are encrypted.
fn open_document(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Content {
    let manifest = part(archive, "META-INF/manifest.xml");
    let declared = part(archive, "mimetype");
    let kind = if declared.trim().is_empty() { &manifest } else { &declared };
    let spreadsheet = kind.contains("opendocument.spreadsheet");
    if !spreadsheet && !kind.is_empty() {
        return Content::Foreign(Foreign::OpenDocument);
    }
    if manifest.contains("encryption-data") {
        return Content::ProtectedOds;
    }
    Content::Workbook(FileFormat::Ods)
}

/// A part as text in lower case; empty when it is missing or unreadable.
fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> String {
    let mut bytes = Vec::new();
    if let Ok(part) = archive.by_name(name) {
        let _ = part.take(PART_BYTES).read_to_end(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).to_ascii_lowercase()
}
