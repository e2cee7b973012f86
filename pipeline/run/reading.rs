//! Reading: inputs → the forms in each file, in the order of the files' paths.
//!
//! One file is read from its bytes to its forms by one thread, and its workbook dropped. A bad
//! file ends as a diagnostic and never stops the others.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::failure::RunError;
use super::setting::Setting;
use super::{coding, dictionaries};
use crate::config::issue_register::REGISTER_FILE;
use crate::config::project::FILE_NAME;
use crate::diagnostic::{Code, Diagnostic};
use crate::forms::{self, FormMatch};
use crate::grid::Workbook;
use crate::intake::{self, FoundFile, IntakeOptions, SourceFile};
use crate::units::SourcePath;

/// What all inputs came to.
pub(super) struct Reading {
    /// The files that were opened, sorted by path.
    pub(super) files: Vec<FileReading>,
    /// What was found before any file was opened.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// What one file came to.
pub(super) struct FileReading {
    pub(super) source_path: SourcePath,
    /// Where it lies.
    pub(super) path: PathBuf,
    /// Its ending by content and its SHA-256; `None` when it could not be opened.
    pub(super) identity: Option<(&'static str, String)>,
    /// Its recognised sheets in the order of the tabs.
    pub(super) forms: Vec<FormMatch>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Reads everything below the inputs, except what lies in `out`.
///
/// # Errors
/// An input itself is out of reach.
pub(super) fn read_all(
    inputs: &[PathBuf],
    out: Option<&Path>,
    setting: &Setting,
) -> Result<Reading, RunError> {
    let limits = setting.config.limits.clone();
    let own = [dictionaries::folder(&setting.config), coding::folder(&setting.config)];
    let own = own.into_iter().flatten();
    let excluded = out.map(Path::to_path_buf).into_iter().chain(own).collect();
    let mut found = intake::find(inputs, &IntakeOptions { limits, excluded })?;
    found.value.retain(|file| !setting.holds(&file.path));
    found.diagnostics.retain(|one| !is_configuration(one));
    setting.progress.begin(found.value.len());
    let files = found
        .value
        .par_iter()
        .map(|file| {
            let reading = read_file(file, setting);
            setting.progress.advance();
            reading
        })
        .collect();
    setting.progress.end();
    Ok(Reading { files, diagnostics: found.diagnostics })
}

/// Whether intake passed over a configuration: it is no form, and everybody knows it is there.
fn is_configuration(diagnostic: &Diagnostic) -> bool {
    let path = diagnostic.location.source_path.as_str();
    let name = path.rsplit('/').next().unwrap_or(path);
    diagnostic.code == Code::SkippedFile && [FILE_NAME, REGISTER_FILE].contains(&name)
}

/// Reads one file, whatever it holds.
fn read_file(found: &FoundFile, setting: &Setting) -> FileReading {
    let opened = open(found, setting);
    FileReading {
        source_path: found.source_path.clone(),
        path: found.path.clone(),
        identity: opened.source.map(|source| (source.format.extension(), source.sha256)),
        forms: opened.forms,
        diagnostics: opened.diagnostics,
    }
}

/// One file as far as it could be opened.
pub(super) struct Opened {
    pub(super) source: Option<SourceFile>,
    pub(super) workbook: Option<Workbook>,
    pub(super) forms: Vec<FormMatch>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Opens one file as a workbook and recognises its forms.
pub(super) fn open(found: &FoundFile, setting: &Setting) -> Opened {
    let mut opened =
        Opened { source: None, workbook: None, forms: Vec::new(), diagnostics: Vec::new() };
    if let Err(diagnostic) = open_into(&mut opened, found, setting) {
        opened.diagnostics.push(diagnostic);
    }
    opened
}

fn open_into(opened: &mut Opened, found: &FoundFile, setting: &Setting) -> Result<(), Diagnostic> {
    let limits = &setting.config.limits;
    let source = intake::open(found, &setting.passwords, limits)?;
    opened.diagnostics.extend(source.diagnostics);
    let source = opened.source.insert(source.value);
    let workbook = setting.reader.read(source)?;
    opened.diagnostics.extend(workbook.diagnostics);
    let forms = forms::recognise(&workbook.value, &setting.recogniser, limits);
    opened.diagnostics.extend(forms.diagnostics);
    opened.forms = forms.value;
    opened.workbook = Some(workbook.value);
    Ok(())
}
