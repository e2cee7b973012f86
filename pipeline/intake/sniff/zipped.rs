//! Archives: their list of parts → xlsx, xlsb, ods, or something else.

use std::io::{Read, Seek};

use zip::ZipArchive;

use super::{Content, Foreign};
use crate::intake::FileFormat;

/// Bytes of the manifest and of the list of content types that are looked at.
const PART_BYTES: u64 = 1 << 20;

/// Tells an archive by its parts.
pub(super) fn sniff<R: Read + Seek>(source: R) -> Content {
    let Ok(mut archive) = ZipArchive::new(source) else {
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

/// Whether the content types name a workbook's main part, with or without macros, or a template.
fn is_workbook(types: &str) -> bool {
    ["spreadsheetml.sheet.main", "spreadsheetml.template.main", "ms-excel.sheet.macroenabled.main"]
        .iter()
        .any(|kind| types.contains(kind))
        || types.contains("ms-excel.template.macroenabled.main")
}

/// Tells an `OpenDocument` file by its type, and by its manifest when parts are encrypted.
fn open_document<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Content {
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
fn part<R: Read + Seek>(archive: &mut ZipArchive<R>, name: &str) -> String {
    let mut bytes = Vec::new();
    if let Ok(part) = archive.by_name(name) {
        let _ = part.take(PART_BYTES).read_to_end(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).to_ascii_lowercase()
}
