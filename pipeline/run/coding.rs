//! Coding rules of a project: a folder of `*.toml` → checked rules.
//!
//! Whatever is wrong with them is named with file, line and key before the first workbook is
//! opened. Without a folder there are no rules and no results of them.

use std::path::{Path, PathBuf};

use super::dictionaries::entries;
use super::failure::RunError;
use crate::config::coding_rules::FOLDER;
use crate::config::toml_document::TomlDocument;
use crate::config::{CodingRules, ConfigError, ProjectConfig};
use crate::diagnostic::coding_rules as wording;
use crate::diagnostic::config::Place;
use crate::intake;

/// The rules of a project, in the order of the files' names.
///
/// # Errors
/// The folder cannot be read, a file in it is no rules, or has mistakes; all of them at once.
pub(super) fn load(config: &ProjectConfig) -> Result<CodingRules, RunError> {
    let Some(folder) = folder(config) else { return Ok(CodingRules::default()) };
    let named = config.coding_folder.as_ref().map(|named| named.place.clone());
    let place = named.unwrap_or_else(|| Place::file(&folder));
    let files = entries(&folder)
        .map_err(|cause| ConfigError::from(wording::unreadable_folder(place, &folder, &cause)))?;
    let mut documents = Vec::new();
    for file in files {
        match kind_of(&file) {
            FileKind::Rules => documents.push(TomlDocument::read(&file)?),
            FileKind::Remark => {}
            FileKind::Other => return Err(ConfigError::from(wording::no_rules(&file)).into()),
        }
    }
    Ok(CodingRules::read(&documents, &config.areas)?)
}

/// The folder with the city's rules: the one named, or コーディング beside the configuration.
pub(super) fn folder(config: &ProjectConfig) -> Option<PathBuf> {
    if let Some(named) = &config.coding_folder {
        return Some(named.value.clone());
    }
    let beside = config.file.as_ref()?.with_file_name(FOLDER);
    beside.is_dir().then_some(beside)
}

enum FileKind {
    Rules,
    Remark,
    Other,
}

/// What a file holds, by its name; editors' leftovers and notes hold nothing.
fn kind_of(file: &Path) -> FileKind {
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    match ending.to_ascii_lowercase().as_str() {
        "toml" => FileKind::Rules,
        "md" | "bak" => FileKind::Remark,
        _ if intake::is_clutter(name) => FileKind::Remark,
        _ => FileKind::Other,
    }
}
