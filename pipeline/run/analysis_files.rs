//! What stands under 分析/: no file of it names a person.
//!
//! Input → output: cases, figures and tables → files in the folder it is given.

use std::path::Path;

use rayon::prelude::*;

use super::analysed::Analysed;
use super::dictionaries::Dictionaries;
use super::disclosed::Disclosed;
use super::failure::RunError;
use super::gathering::Gathered;
use super::results::{ANALYSIS, link, make_folder, write_file};
use super::run_record::DICTIONARY;
use super::setting::Setting;
use super::summary;
use crate::analysis;
use crate::analysis::anonymous_texts::names_somebody;
use crate::analysis::theme_spread::ShownTables;
use crate::cli::Options;
use crate::config::issue_register::IssueRegister;
use crate::output::analysis_workbook::{AnalysisMaterial, analysis_workbook};
use crate::output::coding_workbook::coding_workbook;
use crate::output::council_workbook::{CouncilMaterial, council_workbook};
use crate::output::html_report::{Report, html_report};
use crate::output::issue_workbook::{IssueReport, issue_workbook};
use crate::output::tables::Table;
use crate::output::term_workbook::term_workbook;
use crate::privacy::{Masker, PrivacyPolicy};
use crate::text::statement_key;

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

/// Writes every file of 分析/ into a folder that it makes.
///
/// # Errors
/// The analyser refused a text, or a file cannot be written.
pub(super) fn write(
    folder: &Path,
    (gathered, masker): (&Gathered, &Masker<'_>),
    (analysed, tables): (&Analysed, &[Table]),
    out: &Path,
    (setting, dictionaries, _): (&Setting, &Dictionaries, &Options),
) -> Result<(), RunError> {
    make_folder(folder)?;
    let policy = setting.config.privacy;
    if !analysed.coding.codes.is_empty() {
        write_file(&folder.join(CODES_FILE), &coding_workbook(&analysed.coding, policy)?)?;
    }
    let counts = summary::counts(gathered);
    let told = Disclosed::new(analysed, policy, setting.config.unchecked_texts);
    let book = || -> Result<Vec<u8>, RunError> {
        Ok(analysis_workbook(&AnalysisMaterial {
            title: &setting.config.title,
            scores: &analysed.scores,
            items: analysis::item_set_in_use(&gathered.forms, &setting.forms),
            themes: &told.themes,
            spread: &told.spread,
            shown: &told.counts,
            shown_scores: &told.scores,
            read: &counts.read,
            findings: &counts.findings,
            policy,
        })?)
    };
    let council = || -> Result<Vec<u8>, RunError> {
        Ok(council_workbook(&CouncilMaterial {
            title: &setting.config.title,
            themes: &told.themes,
            spread: &told.spread,
            shown: &told.counts,
            quotations: &told.quotations,
            removals: &told.removals,
            policy,
        })?)
    };
    // What takes longest comes first.
    let files: [(&str, &MakesFile<'_>); 5] = [
        (ISSUES_FILE, &|| issues(out, (gathered, masker), (analysed, &told.counts, policy))),
        (ANALYSIS_FILE, &book),
        (COUNCIL_FILE, &council),
        (REPORT_FILE, &|| {
            page((tables, analysed, &told), (gathered, masker), (dictionaries, setting))
        }),
        (TERMS_FILE, &|| Ok(term_workbook(&told.terms, policy)?)),
    ];
    let each = files.par_iter().with_max_len(1);
    each.try_for_each(|(name, make)| write_file(&folder.join(name), &make()?))
}

/// Puts the bytes of a file together.
type MakesFile<'a> = dyn Fn() -> Result<Vec<u8>, RunError> + Sync + 'a;

/// Whether a text may be shown: not when a person keeps it back, and when nobody looked at it
/// only where that is allowed.
fn quotable(text: &str, register: &IssueRegister, unchecked: bool) -> bool {
    register.quotable.get(&statement_key(text)).copied().unwrap_or(unchecked)
}

/// 分析/報告.html, its texts without personal details.
fn page(
    (tables, analysed, told): (&[Table], &Analysed, &Disclosed),
    (gathered, masker): (&Gathered, &Masker<'_>),
    (dictionaries, setting): (&Dictionaries, &Setting),
) -> Result<Vec<u8>, RunError> {
    let policy = setting.config.privacy;
    let labels: Vec<&str> = told.themes.iter().map(|theme| theme.label.as_str()).collect();
    let areas: Vec<&str> = setting.config.areas.iter().map(|area| area.name.as_str()).collect();
    Ok(html_report(&Report {
        title: &setting.config.title,
        tables,
        labels: &labels,
        hidden_terms: &analysed.texts.hidden_terms,
        items: analysis::item_set_in_use(&gathered.forms, &setting.forms),
        areas: &areas,
        mask: Some(&|text| masker.mask(text).ok().map(|masked| masked.text)),
        told: &|text| quotable(text, &dictionaries.register, setting.config.unchecked_texts),
        shown: &told.counts,
        scores: &told.scores,
        policy,
        dictionary: DICTIONARY,
    })?)
}

/// The bytes of the workbook of issues, with links as seen from its folder.
fn issues(
    out: &Path,
    (gathered, masker): (&Gathered, &Masker<'_>),
    (analysed, shown, policy): (&Analysed, &ShownTables, PrivacyPolicy),
) -> Result<Vec<u8>, RunError> {
    let report = IssueReport {
        cases: &gathered.cases,
        issues: &analysed.issues,
        spread: &analysed.spread,
        rules: &analysed.spread_rules,
        texts: &analysed.texts,
        shown,
        policy,
    };
    // The folders above the inputs may name somebody too.
    let nameless =
        |address: &String| masker.mask(address).is_ok_and(|found| !names_somebody(&found));
    Ok(issue_workbook(&report, |file| link(file, gathered, &out.join(ANALYSIS)).filter(nameless))?)
}
