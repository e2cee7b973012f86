//! Reading: inputs → what each file holds, in the order of their paths.
//!
//! One file is read from its bytes to its records by one thread, and its workbook dropped. A
//! bad file ends as a diagnostic and never stops the others.

use std::path::PathBuf;

use rayon::prelude::*;

use super::RunError;
use super::progress::Progress;
use crate::cli::Options;
use crate::config::ProjectConfig;
use crate::diagnostic::Diagnostic;
use crate::forms::{self, FormMatch, Recogniser};
use crate::grid::Workbook;
use crate::intake::{self, FoundFile, IntakeOptions, Passwords, SourceFile};
use crate::isolation::Reader;

/// What every file is read with.
pub(super) struct Setting {
    pub(super) config: ProjectConfig,
    pub(super) recogniser: Recogniser,
    pub(super) passwords: Passwords,
    pub(super) reader: Reader,
}

/// What all inputs came to.
pub(super) struct Reading {
    /// The files that were opened, sorted by path.
    pub(super) files: Vec<FileReading>,
    /// What was found before any file was opened.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// What one file came to.
pub(super) struct FileReading {
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Reads everything below the inputs.
///
/// # Errors
/// An input itself is out of reach.
pub(super) fn read_all(
    inputs: &[PathBuf],
    excluded: Vec<PathBuf>,
    setting: &Setting,
    options: &Options,
) -> Result<Reading, RunError> {
    let limits = setting.config.limits.clone();
    let found = intake::find(inputs, &IntakeOptions { limits, excluded })?;
    let progress = Progress::of_files(found.value.len(), options);
    let files = found
        .value
        .par_iter()
        .map(|file| {
            let reading = read_file(file, setting);
            progress.advance();
            reading
        })
        .collect();
    Ok(Reading { files, diagnostics: found.diagnostics })
}

/// Reads one file, whatever it holds.
fn read_file(found: &FoundFile, setting: &Setting) -> FileReading {
    FileReading { diagnostics: open(found, setting).diagnostics }
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
    let forms = forms::recognise(&workbook.value, &setting.recogniser);
    opened.diagnostics.extend(forms.diagnostics);
    opened.forms = forms.value;
    opened.workbook = Some(workbook.value);
    Ok(())
}

impl Reading {
    /// Every finding, sorted, without repetition.
    pub(super) fn all_diagnostics(&self) -> Vec<Diagnostic> {
        let of_files = self.files.iter().flat_map(|file| &file.diagnostics);
        let mut all: Vec<Diagnostic> = self.diagnostics.iter().chain(of_files).cloned().collect();
        all.sort();
        all.dedup();
        all
    }
}
