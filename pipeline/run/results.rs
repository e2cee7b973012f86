//! Results: what was gathered → every file of OUT, in a working folder.
//!
//! Input → output: cases, forms and findings → files in the folder it is given. It must not put
//! anything in OUT itself: that is publishing.

use std::fs;
use std::path::{Path, PathBuf};

use super::analysed::Analysed;
use super::dictionaries::Dictionaries;
use super::failure::RunError;
use super::gathering::Gathered;
use super::issue_review;
use super::run_record::DICTIONARY;
use super::setting::Setting;
use super::summary;
use crate::analysis;
use crate::cli::Options;
use crate::output::analysis_workbook::{AnalysisMaterial, analysis_workbook};
use crate::output::coding_workbook::coding_workbook;
use crate::output::council_workbook::{CouncilMaterial, council_workbook};
use crate::output::html_report::{Report, html_report};
use crate::output::issue_workbook::{IssueReport, issue_workbook};
use crate::output::publish::PublishError;
use crate::output::review_workbook::review_workbook;
use crate::output::tables::{self, Material, Table};
use crate::output::term_workbook::term_workbook;
use crate::output::written_forms::{ReportStyle, summary_workbooks};
use crate::privacy::Masker;
use crate::review::{self, ISSUE_REVIEW_FILE, REVIEW_FILE};
use crate::units::SourcePath;

/// The folder of the tables.
const DATA: &str = "data";
/// The folder in which nothing names a person.
const ANALYSIS: &str = "分析";
/// The workbook of scores and issues.
const ANALYSIS_FILE: &str = "分析.xlsx";
/// The workbook for the council.
const COUNCIL_FILE: &str = "会議資料.xlsx";
/// The workbook of frequent words.
const TERMS_FILE: &str = "頻出語.xlsx";
/// The workbook of what a city's own rules count.
const CODES_FILE: &str = "コーディング.xlsx";
/// The page.
const REPORT_FILE: &str = "報告.html";
/// The workbook of issues.
const ISSUES_FILE: &str = "地域課題.xlsx";

/// Writes everything but `run.json` into a folder that becomes `out`.
///
/// # Errors
/// The dictionary cannot be used, or a file cannot be written.
pub(super) fn write(
    folder: &Path,
    out: &Path,
    gathered: &Gathered,
    analysed: &Analysed,
    with: (&Setting, &Dictionaries, &Options),
) -> Result<(), RunError> {
    let (setting, dictionaries, options) = with;
    let style = ReportStyle::from(&setting.config);
    for file in summary_workbooks(&gathered.cases, &setting.layouts, &style)? {
        let path = folder.join(&file.path);
        make_folder(path.parent().unwrap_or(folder))?;
        write_file(&path, &file.bytes)?;
    }
    let material = Material {
        cases: &gathered.cases,
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
    tables::write_tables(&data, &tables)?;
    let analysis_folder = folder.join(ANALYSIS);
    make_folder(&analysis_folder)?;
    write_file(&analysis_folder.join(TERMS_FILE), &term_workbook(&analysed.terms)?)?;
    if !analysed.coding.codes.is_empty() {
        write_file(
            &analysis_folder.join(CODES_FILE),
            &coding_workbook(&analysed.coding, setting.config.privacy)?,
        )?;
    }
    let counts = summary::counts(gathered);
    let book = analysis_workbook(&AnalysisMaterial {
        title: &setting.config.title,
        scores: &analysed.scores,
        items: analysis::item_set_in_use(&gathered.forms, &setting.forms),
        themes: &analysed.issues.themes,
        spread: &analysed.spread,
        read: &counts.read,
        findings: &counts.findings,
        policy: setting.config.privacy,
    })?;
    write_file(&analysis_folder.join(ANALYSIS_FILE), &book)?;
    let council = council_workbook(&CouncilMaterial {
        title: &setting.config.title,
        themes: &analysed.issues.themes,
        spread: &analysed.spread,
        quotations: &analysed.quotations,
        policy: setting.config.privacy,
    })?;
    write_file(&analysis_folder.join(COUNCIL_FILE), &council)?;
    write_file(
        &analysis_folder.join(REPORT_FILE),
        &page(&tables, gathered, dictionaries, setting)?,
    )?;
    write_file(&analysis_folder.join(ISSUES_FILE), &issues(out, gathered, analysed)?)?;
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

/// 分析/報告.html, its texts without personal details.
fn page(
    tables: &[Table],
    gathered: &Gathered,
    dictionaries: &Dictionaries,
    setting: &Setting,
) -> Result<Vec<u8>, RunError> {
    let policy = setting.config.privacy;
    let masker = Masker::new(&gathered.cases, &dictionaries.lexicon, policy)?;
    let areas: Vec<&str> = setting.config.areas.iter().map(|area| area.name.as_str()).collect();
    Ok(html_report(&Report {
        title: &setting.config.title,
        tables,
        items: analysis::item_set_in_use(&gathered.forms, &setting.forms),
        areas: &areas,
        // What the analyser refuses stays off the page.
        mask: Some(&|text| masker.mask(text).ok().map(|masked| masked.text)),
        dictionary: DICTIONARY,
    })?)
}

/// The bytes of the workbook of issues, with links as seen from its folder.
fn issues(out: &Path, gathered: &Gathered, analysed: &Analysed) -> Result<Vec<u8>, RunError> {
    let report = IssueReport {
        cases: &gathered.cases,
        issues: &analysed.issues,
        spread: &analysed.spread,
        rules: &analysed.spread_rules,
        texts: &analysed.texts,
    };
    Ok(issue_workbook(&report, |file| link(file, gathered, &out.join(ANALYSIS)))?)
}

/// A file's address as seen from a folder, for links in workbooks.
fn link(file: &SourcePath, gathered: &Gathered, folder: &Path) -> Option<String> {
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

fn make_folder(path: &Path) -> Result<(), RunError> {
    fs::create_dir_all(path).map_err(|source| PublishError::write(path, source).into())
}

fn write_file(path: &Path, bytes: &[u8]) -> Result<(), RunError> {
    fs::write(path, bytes).map_err(|source| PublishError::write(path, source).into())
}
