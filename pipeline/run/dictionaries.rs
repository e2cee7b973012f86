//! Dictionaries: the built-in words and issues with the city's own added to them.
//!
//! Input → output: the configuration → lexicon and issue dictionary. Whatever is wrong with the
//! city's files is named with file and line before the first workbook is opened.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::failure::RunError;
use crate::config::issue_dictionary::IssueDictionary;
use crate::config::issue_register::{IssueRegister, REGISTER_FILE, RegisteredIssue};
use crate::config::toml_document::TomlDocument;
use crate::config::{ConfigError, ProjectConfig};
use crate::diagnostic::config::Place;
use crate::diagnostic::{self as wording, Diagnostic, Location};
use crate::grid::Workbook;
use crate::intake;
use crate::review;
use crate::text::{Lexicon, LexiconFile, ListKind, TextError};
use crate::units::SourcePath;

/// The folder beside the configuration where a city's own dictionaries may lie.
const FOLDER: &str = "辞書";

/// Words and issues, ready to use.
pub(super) struct Dictionaries {
    pub(super) lexicon: Arc<Lexicon>,
    pub(super) issues: IssueDictionary,
    pub(super) register: IssueRegister,
}

impl Dictionaries {
    /// The dictionaries of a project.
    ///
    /// # Errors
    /// The folder cannot be read, a file in it is none of the dictionaries, or has bad lines.
    pub(super) fn load(config: &ProjectConfig) -> Result<Self, RunError> {
        let mut lists = Vec::new();
        let mut issues = Vec::new();
        if let Some(folder) = folder(config) {
            let place = config.dictionary_folder.as_ref().map(|named| named.place.clone());
            let place = place.unwrap_or_else(|| Place::file(&folder));
            let unreadable =
                |cause| wording::config::unreadable_dictionaries(place, &folder, &cause);
            for file in entries(&folder).map_err(|cause| ConfigError::from(unreadable(cause)))? {
                match kind_of(&file) {
                    Some(FileKind::List(kind)) => {
                        let text = read(&file)?;
                        lists.push(LexiconFile { kind, path: file, text });
                    }
                    Some(FileKind::Issues) => issues.push(TomlDocument::read(&file)?),
                    Some(FileKind::Remark) => {}
                    None => {
                        return Err(ConfigError::from(wording::config::no_dictionary(&file)).into());
                    }
                }
            }
        }
        let lexicon = Lexicon::extended(&lists).map_err(|error| match error {
            TextError::Lists(problems) => RunError::Config(problems),
            other => other.into(),
        })?;
        let issues = IssueDictionary::extended(&issues)?;
        let register = match register_file(config) {
            Some(file) => IssueRegister::load(&file)?,
            None => IssueRegister::default(),
        };
        Ok(Self { lexicon: Arc::new(lexicon), issues, register })
    }
}

impl Dictionaries {
    /// Names of the dictionary's issues by id.
    pub(super) fn names(&self) -> BTreeMap<String, String> {
        self.issues.issues.iter().map(|issue| (issue.id.clone(), issue.label.clone())).collect()
    }

    /// Takes up what people decided about issues; what cannot be used is told.
    pub(super) fn decide(&mut self, reviews: &[Workbook]) -> Vec<Diagnostic> {
        let known = self.issues.issues.iter().map(|issue| issue.id.clone()).collect();
        let mut diagnostics = Vec::new();
        for review in reviews {
            let register = std::mem::take(&mut self.register);
            let taken = review::take_issue_decisions(review, register, &known);
            self.register = taken.value;
            diagnostics.extend(taken.diagnostics);
        }
        diagnostics
    }

    /// Remembers what was found and decided, where there is a place for it and something new.
    pub(super) fn remember(
        &mut self,
        found: &[RegisteredIssue],
        decided: bool,
        config: &ProjectConfig,
    ) -> Vec<Diagnostic> {
        self.register.issues.extend(found.iter().cloned());
        let location = Location::file(SourcePath::new(REGISTER_FILE));
        let Some(file) = register_file(config) else {
            let told = || wording::review::nowhere_to_remember(location);
            return decided.then(told).into_iter().collect();
        };
        if IssueRegister::load(&file).is_ok_and(|kept| kept == self.register) {
            return Vec::new();
        }
        let text = self.register.to_toml().map_err(std::io::Error::other);
        let written = text.and_then(|text| replace(&file, text.as_bytes()));
        let told = |cause| wording::review::register_unwritten(location, &cause);
        written.err().map(told).into_iter().collect()
    }
}

/// Writes a file in one step.
fn replace(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    let mut new = tempfile::NamedTempFile::new_in(folder)?;
    new.write_all(bytes)?;
    new.as_file().sync_all()?;
    new.persist(file).map_err(|error| error.error)?;
    Ok(())
}

/// Where a project's issues are remembered; nowhere without a configuration.
pub(super) fn register_file(config: &ProjectConfig) -> Option<PathBuf> {
    Some(config.file.as_ref()?.with_file_name(REGISTER_FILE))
}

/// The folder with the city's dictionaries: the one named, or 辞書 beside the configuration.
pub(super) fn folder(config: &ProjectConfig) -> Option<PathBuf> {
    if let Some(named) = &config.dictionary_folder {
        return Some(named.value.clone());
    }
    let beside = config.file.as_ref()?.with_file_name(FOLDER);
    beside.is_dir().then_some(beside)
}

enum FileKind {
    List(ListKind),
    Issues,
    Remark,
}

/// What a file holds, by its name; editors' leftovers and notes hold nothing.
fn kind_of(file: &Path) -> Option<FileKind> {
    let name = file.file_name()?.to_str()?;
    if let Some(kind) = ListKind::ALL.into_iter().find(|kind| kind.file_name() == name) {
        return Some(FileKind::List(kind));
    }
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    match ending.to_ascii_lowercase().as_str() {
        "toml" => Some(FileKind::Issues),
        "md" | "bak" => Some(FileKind::Remark),
        _ => intake::is_clutter(name).then_some(FileKind::Remark),
    }
}

/// The files of a folder, sorted by name.
pub(super) fn entries(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// A list as text; Excel saves them as UTF-8 with a mark or in the system's own encoding.
fn read(file: &Path) -> Result<String, ConfigError> {
    let bytes = fs::read(file).map_err(|cause| wording::config::unreadable(file, &cause))?;
    Ok(intake::decode(&bytes).ok_or_else(|| wording::config::not_text(file))?)
}
