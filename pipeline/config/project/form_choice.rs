//! The forms in use: the configuration's choice → the definitions that read the workbooks.
//!
//! Input → output: ids of built-in forms, files and folders → a [`FormSet`], or every problem.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::Placed;
use crate::config::form_layout::is_layout;
use crate::config::toml_document::TomlDocument;
use crate::config::{ConfigError, FormSet, LayoutSet};
use crate::diagnostic::config as wording;

/// Which form definitions are in use.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FormChoice {
    /// Ids of the built-in definitions to use; `None` means all.
    pub built_in: Option<Vec<Placed<String>>>,
    /// Further definitions: files, or folders of files; paths joined to the configuration's folder.
    pub extra: Vec<Placed<PathBuf>>,
}

/// The id of a definition, whatever else is in it.
#[derive(Deserialize)]
struct Identity {
    id: Option<String>,
}

impl FormChoice {
    /// The definitions, all of them checked; a file may replace a built-in form by its id.
    ///
    /// # Errors
    /// An id that no built-in form has, a path that is not there, a definition that cannot work.
    pub fn form_set(&self) -> Result<FormSet, ConfigError> {
        let files = self.files()?;
        let paths: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
        let mut set = FormSet::with_files(&paths)?;
        if let Some(chosen) = &self.built_in {
            let mut kept = own_ids(&files)?;
            kept.extend(known_ids(chosen)?);
            set.keep(&kept);
        }
        Ok(set)
    }

    /// How the forms are written; a layout of the city's own replaces the built-in one of the
    /// same family.
    ///
    /// # Errors
    /// A path that is not there, a layout that cannot be written.
    pub fn layout_set(&self, forms: &FormSet) -> Result<LayoutSet, ConfigError> {
        let files = self.files()?;
        let documents: Result<Vec<TomlDocument>, ConfigError> =
            files.iter().map(|file| TomlDocument::read(file)).collect();
        let layouts: Vec<TomlDocument> = documents?.into_iter().filter(is_layout).collect();
        LayoutSet::with_documents(&layouts, forms)
    }

    /// The files of the extra definitions, folders in the order of their files' names.
    fn files(&self) -> Result<Vec<PathBuf>, ConfigError> {
        let mut files = Vec::new();
        let mut problems = Vec::new();
        for Placed { value: path, place } in &self.extra {
            match definitions(path) {
                Ok(found) if found.is_empty() => {
                    problems.push(wording::no_definition(place.clone(), path));
                }
                Ok(found) => files.extend(found),
                Err(cause) => {
                    problems.push(wording::unreadable_extra(place.clone(), path, &cause));
                }
            }
        }
        if problems.is_empty() { Ok(files) } else { Err(ConfigError { problems }) }
    }
}

/// A definition, or those of a folder.
fn definitions(path: &Path) -> std::io::Result<Vec<PathBuf>> {
    if !path.metadata()?.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let mut files = Vec::new();
    for entry in path.read_dir()? {
        let file = entry?.path();
        if file.extension().is_some_and(|ending| ending == "toml") {
            files.push(file);
        }
    }
    files.sort();
    Ok(files)
}

/// The ids that a city's own files define.
fn own_ids(files: &[PathBuf]) -> Result<Vec<String>, ConfigError> {
    let mut ids = Vec::new();
    for file in files {
        ids.extend(TomlDocument::read(file)?.deserialize::<Identity>()?.id);
    }
    Ok(ids)
}

/// The chosen ids, each of a form that ships with the program.
fn known_ids(chosen: &[Placed<String>]) -> Result<Vec<String>, ConfigError> {
    let built_in = FormSet::built_in()?;
    let known: BTreeSet<&str> = built_in.forms.iter().map(|form| &*form.id).collect();
    let problems: Vec<_> = chosen
        .iter()
        .filter(|id| !known.contains(id.value.as_str()))
        .map(|id| wording::unknown_form(id.place.clone(), &id.value, &known))
        .collect();
    if problems.is_empty() {
        Ok(chosen.iter().map(|id| id.value.clone()).collect())
    } else {
        Err(ConfigError { problems })
    }
}
