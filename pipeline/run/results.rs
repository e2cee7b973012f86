//! Results: what was gathered → every file of OUT, in a working folder.
//!
//! Input → output: cases, forms and findings → files in the folder it is given. It must not put
//! anything in OUT itself: that is publishing.

use std::fs;
use std::path::{Path, PathBuf};

use super::analysed::Analysed;
use super::analysis_files;
use super::dictionaries::Dictionaries;
use super::failure::RunError;
use super::gathering::Gathered;
use super::issue_review;
use super::setting::Setting;
use crate::cli::Options;
use crate::output::publish::PublishError;
use crate::output::review_workbook::review_workbook;
use crate::output::tables::{self, Digests, Material};
use crate::output::written_forms::{ReportStyle, summary_workbooks};
use crate::privacy::Masker;
use crate::review::{self, ISSUE_REVIEW_FILE, REVIEW_FILE};
use crate::units::SourcePath;

/// The folder of the tables.
const DATA: &str = "data";
/// The folder in which nothing names a person.
pub(super) const ANALYSIS: &str = "分析";

/// Writes everything but `run.json` into a folder that becomes `out`.
///
/// # Errors
/// The dictionary cannot be used, or a file cannot be written.
pub(super) fn write(
    folder: &Path,
    out: &Path,
    (gathered, masker): (&Gathered, &Masker<'_>),
    analysed: &Analysed,
    with: (&Setting, &Dictionaries, &Options),
) -> Result<(), RunError> {
    let (asked, told) = rayon::join(
        || forms_and_reviews(folder, out, (gathered, analysed), with),
        || tables_and_analysis(folder, out, (gathered, masker), analysed, with),
    );
    asked.and(told)
}

/// Writes the tables and what is made of them.
fn tables_and_analysis(
    folder: &Path,
    out: &Path,
    read: (&Gathered, &Masker<'_>),
    analysed: &Analysed,
    with: (&Setting, &Dictionaries, &Options),
) -> Result<(), RunError> {
    let (gathered, options) = (read.0, with.2);
    let digests: Digests<'_> = (gathered.files.iter())
        .filter_map(|file| Some((&file.source_path, file.identity.as_ref()?.1.as_str())))
        .collect();
    let material = Material {
        cases: &gathered.cases,
        digests: &digests,
        forms: &gathered.forms,
        terms: &analysed.terms,
        issues: &analysed.issues,
        spread: &analysed.spread,
        scores: &analysed.scores,
        coding: &analysed.coding,
        diagnostics: &gathered.diagnostics,
        language: options.language,
    };
    let data = folder.join(DATA);
    make_folder(&data)?;
    let tables = tables::tables(&material);
    let (written, told) = rayon::join(
        || tables::write_tables(&data, &tables),
        || analysis_files::write(&folder.join(ANALYSIS), read, (analysed, &tables), out, with),
    );
    written?;
    told
}

/// Writes 様式③ and the workbooks in which people decide.
fn forms_and_reviews(
    folder: &Path,
    out: &Path,
    (gathered, analysed): (&Gathered, &Analysed),
    (setting, dictionaries, _): (&Setting, &Dictionaries, &Options),
) -> Result<(), RunError> {
    let style = ReportStyle::from(&setting.config);
    for file in summary_workbooks(&gathered.cases, &setting.layouts, &style)? {
        let path = folder.join(&file.path);
        make_folder(path.parent().unwrap_or(folder))?;
        write_file(&path, &file.bytes)?;
    }
    let questions = review::questions(
        &gathered.forms,
        &setting.forms,
        &gathered.diagnostics,
        &gathered.decided,
    );
    let review = review_workbook(&questions, |file| link(file, gathered, out))?;
    write_file(&folder.join(REVIEW_FILE), &review)?;
    let issues = issue_review::of_cases(
        &gathered.cases,
        &analysed.issues,
        &analysed.quotations,
        dictionaries,
    )?;
    write_file(&folder.join(ISSUE_REVIEW_FILE), &issues)
}

/// A file's address as seen from a folder, for links in workbooks.
pub(super) fn link(file: &SourcePath, gathered: &Gathered, folder: &Path) -> Option<String> {
    let index = gathered.files.binary_search_by(|read| read.source_path.cmp(file)).ok()?;
    let path = gathered.files.get(index)?.path.canonicalize().ok()?;
    Some(format!("file:///{}", seen_from(folder, &path)?.to_str()?.replace('\\', "/")))
}

/// A path relative to a folder; `None` where the two lie on different disks.
fn seen_from(folder: &Path, path: &Path) -> Option<PathBuf> {
    let shared = folder.components().zip(path.components()).take_while(|(one, other)| one == other);
    let shared = shared.count();
    if shared == 0 {
        return None;
    }
    let up = folder.components().skip(shared).map(|_| Path::new(".."));
    Some(up.chain(path.components().skip(shared).map(|part| Path::new(part.as_os_str()))).collect())
}

pub(super) fn make_folder(path: &Path) -> Result<(), RunError> {
    fs::create_dir_all(path).map_err(|source| PublishError::write(path, source).into())
}

pub(super) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), RunError> {
    fs::write(path, bytes).map_err(|source| PublishError::write(path, source).into())
}
