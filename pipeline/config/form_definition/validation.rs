//! Validation of form definitions: raw documents → a [`FormSet`] that can work.
//!
//! All problems of all files are collected; each names file, line and key.

/// A form's own checks.
mod form;
/// An item set's own checks.
mod items;

use std::collections::BTreeMap;
use std::sync::Arc;

use toml::Spanned;

use super::document::Header;
use super::{FormSet, ItemSet};
use crate::config::ConfigError;
use crate::config::form_layout::is_layout;
use crate::config::toml_document::TomlDocument;
use crate::diagnostic::config::{self as config_wording, ConfigProblem};
use crate::diagnostic::form_definition as wording;
use crate::forms::FormKind;

/// The version of the definition files that this program reads.
const VERSION: u32 = 1;

/// Problems met so far.
type Problems = Vec<ConfigProblem>;

/// What kind of definition a file holds.
enum DefinitionKind {
    Items,
    Form(FormKind),
}

/// Reads every document, item sets first; a later document replaces one of the same id.
pub(super) fn validate(documents: &[TomlDocument]) -> Result<FormSet, ConfigError> {
    let mut problems = Vec::new();
    let mut item_sets: BTreeMap<String, Arc<ItemSet>> = BTreeMap::new();
    let mut forms: Vec<(String, &TomlDocument, FormKind)> = Vec::new();
    for document in documents {
        // Layouts lie in the same folders; they are read once the forms are known.
        if is_layout(document) {
            continue;
        }
        let Some((id, kind)) = header(document, &mut problems) else { continue };
        match kind {
            DefinitionKind::Items => {
                if let Some(set) = items::read(document, &mut problems) {
                    item_sets.insert(id, Arc::new(set));
                }
            }
            DefinitionKind::Form(kind) => {
                match forms.iter_mut().find(|(other, _, _)| *other == id) {
                    Some(entry) => *entry = (id, document, kind),
                    None => forms.push((id, document, kind)),
                }
            }
        }
    }
    let forms = forms
        .iter()
        .filter_map(|(_, document, kind)| form::read(document, *kind, &item_sets, &mut problems))
        .collect();
    if problems.is_empty() { Ok(FormSet { forms }) } else { Err(ConfigError { problems }) }
}

/// Id and kind of a document, once its version is known to be readable.
fn header(document: &TomlDocument, problems: &mut Problems) -> Option<(String, DefinitionKind)> {
    let header: Header = keep(document.deserialize(), problems)?;
    let version = u32::try_from(*header.version.get_ref()).unwrap_or(0);
    if version != VERSION {
        let place = document.at(&header.version.span());
        problems.push(config_wording::unknown_version(place, version, VERSION));
        return None;
    }
    let kind = match header.kind.get_ref().as_str() {
        "items" => DefinitionKind::Items,
        "case_sheet" => DefinitionKind::Form(FormKind::CaseSheet),
        "reflection" => DefinitionKind::Form(FormKind::Reflection),
        "case_summary" => DefinitionKind::Form(FormKind::CaseSummary),
        "year_summary" => DefinitionKind::Form(FormKind::YearSummary),
        other => {
            problems.push(wording::unknown_kind(document.at(&header.kind.span()), other));
            return None;
        }
    };
    Some((header.id.into_inner(), kind))
}

/// A parsed value, or its problems on the list.
fn keep<T>(result: Result<T, ConfigError>, problems: &mut Problems) -> Option<T> {
    result.map_err(|error| problems.extend(error.problems)).ok()
}

/// A list of texts that must say something.
fn texts(
    document: &TomlDocument,
    list: Spanned<Vec<String>>,
    problems: &mut Problems,
) -> Vec<String> {
    let place = document.at(&list.span());
    let list = list.into_inner();
    if list.is_empty() || list.iter().any(|text| text.trim().is_empty()) {
        problems.push(wording::empty_list(place));
    }
    list
}
