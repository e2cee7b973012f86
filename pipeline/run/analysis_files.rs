//! What stands under 分析/: no file of it names a person.
//!
//! Input → output: cases, figures and tables → files in the folder it is given.

use std::collections::BTreeSet;
use std::path::Path;

use rayon::prelude::*;

use super::analysed::Analysed;
use super::dictionaries::Dictionaries;
use super::failure::RunError;
use super::gathering::Gathered;
use super::results::{ANALYSIS, link, make_folder, write_file};
use super::run_record::DICTIONARY;
use super::setting::Setting;
use super::summary;
use crate::analysis::anonymous_texts::{Removals, names_somebody};
use crate::analysis::quotation::Quotation;
use crate::analysis::recurring_issue::Theme;
use crate::analysis::theme_spread::{ShownTables, ThemeSpread};
use crate::analysis::{self, ScoreRow, ShownScores, TermFrequency};
use crate::cli::Options;
use crate::config::issue_register::IssueRegister;
use crate::output::analysis_workbook::{AnalysisMaterial, analysis_workbook};
use crate::output::coding_workbook::coding_workbook;
use crate::output::council_workbook::{CouncilMaterial, council_workbook};
use crate::output::html_report::{Report, html_report};
use crate::output::issue_workbook::{IssueReport, issue_workbook};
use crate::output::tables::{ColumnValues, Table};
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

/// The table of issues, and the column of their names.
const THEMES: &str = "themes";
const LABEL: &str = "label";

/// Writes every file of 分析/ into a folder that it makes.
///
/// # Errors
/// The analyser refused a text, or a file cannot be written.
pub(super) fn write(
    folder: &Path,
    (gathered, analysed, tables): (&Gathered, &Analysed, &[Table]),
    out: &Path,
    (setting, dictionaries, _): (&Setting, &Dictionaries, &Options),
) -> Result<(), RunError> {
    make_folder(folder)?;
    let policy = setting.config.privacy;
    if !analysed.coding.codes.is_empty() {
        write_file(&folder.join(CODES_FILE), &coding_workbook(&analysed.coding, policy)?)?;
    }
    let (themes, spread) = nameless(analysed);
    let terms = shown_terms(analysed);
    let removals = removals(analysed, &terms);
    let masker = Masker::new(&gathered.named, &dictionaries.lexicon, policy)?;
    let counts = summary::counts(gathered);
    let quotations = told(&analysed.quotations, setting.config.unchecked_texts);
    let shown = analysed.spread.tables.shown(policy);
    let ids: Vec<&str> = themes.iter().map(|theme| theme.theme_id.as_str()).collect();
    let rows = analysed.scores.item_stats.iter().map(ScoreRow::from);
    let shown_scores = ShownScores::new(rows, (&ids, &shown), policy);
    let book = || -> Result<Vec<u8>, RunError> {
        Ok(analysis_workbook(&AnalysisMaterial {
            title: &setting.config.title,
            scores: &analysed.scores,
            items: analysis::item_set_in_use(&gathered.forms, &setting.forms),
            themes: &themes,
            spread: &spread,
            shown: &shown,
            shown_scores: &shown_scores,
            read: &counts.read,
            findings: &counts.findings,
            policy,
        })?)
    };
    let council = || -> Result<Vec<u8>, RunError> {
        Ok(council_workbook(&CouncilMaterial {
            title: &setting.config.title,
            themes: &themes,
            spread: &spread,
            shown: &shown,
            quotations: &quotations,
            removals: &removals,
            policy,
        })?)
    };
    let files: [(&str, &MakesFile<'_>); 5] = [
        (TERMS_FILE, &|| Ok(term_workbook(&terms, policy)?)),
        (ANALYSIS_FILE, &book),
        (COUNCIL_FILE, &council),
        (REPORT_FILE, &|| {
            let told = (&shown, &shown_scores);
            page((tables, analysed), told, (gathered, &masker), (dictionaries, setting))
        }),
        (ISSUES_FILE, &|| issues(out, (gathered, &masker), (analysed, &shown, policy))),
    ];
    files.par_iter().try_for_each(|(name, make)| write_file(&folder.join(name), &make()?))
}

/// Puts the bytes of a file together.
type MakesFile<'a> = dyn Fn() -> Result<Vec<u8>, RunError> + Sync + 'a;

/// Themes and resources whose names name nobody: new ones are made of statements' words.
fn nameless(analysed: &Analysed) -> (Vec<Theme>, ThemeSpread) {
    let labels = analysed.issues.themes.iter().zip(&analysed.texts.labels);
    let themes = labels.map(|(theme, label)| Theme { label: label.clone(), ..theme.clone() });
    let mut spread = analysed.spread.clone();
    spread.resources.retain(|resource| !analysed.texts.hidden_terms.contains(&resource.term));
    (themes.collect(), spread)
}

/// The words that stand in statements without personal details; 頻出語.xlsx holds no other.
fn shown_terms(analysed: &Analysed) -> TermFrequency {
    let mut terms = analysed.terms.clone();
    terms.terms.retain(|count| analysed.texts.words.holds(&count.term));
    terms.groups.retain(|group| analysed.texts.words.holds(&group.count.term));
    terms
}

/// What was removed, the words left out of 頻出語.xlsx with it.
fn removals(analysed: &Analysed, shown: &TermFrequency) -> Removals {
    let mut removals = analysed.texts.removals.clone();
    let words = |terms: &TermFrequency| {
        terms.terms.iter().map(|count| count.term.clone()).collect::<BTreeSet<String>>().len()
    };
    removals.words += words(&analysed.terms).saturating_sub(words(shown));
    removals
}

/// The tables with the issues' names as they may be shown.
fn nameless_tables(tables: &[Table], labels: &[String]) -> Vec<Table> {
    let mut tables = tables.to_vec();
    let themes = tables.iter_mut().filter(|table| table.name == THEMES);
    for column in themes.flat_map(|table| &mut table.columns) {
        if let ColumnValues::Text(values) = &mut column.values
            && column.name == LABEL
            && values.len() == labels.len()
        {
            *values = labels.iter().cloned().map(Some).collect();
        }
    }
    tables
}

/// The quotations that the council may read: all, or those that a person let pass.
fn told(quotations: &[Vec<Quotation>], unchecked: bool) -> Vec<Vec<Quotation>> {
    let told = |one: &&Quotation| unchecked || one.checked;
    quotations.iter().map(|of_theme| of_theme.iter().filter(told).cloned().collect()).collect()
}

/// Whether a text may be shown: not when a person keeps it back, and when nobody looked at it
/// only where that is allowed.
fn quotable(text: &str, register: &IssueRegister, unchecked: bool) -> bool {
    register.quotable.get(&statement_key(text)).copied().unwrap_or(unchecked)
}

/// 分析/報告.html, its texts without personal details.
fn page(
    (tables, analysed): (&[Table], &Analysed),
    (shown, scores): (&ShownTables, &ShownScores),
    (gathered, masker): (&Gathered, &Masker<'_>),
    (dictionaries, setting): (&Dictionaries, &Setting),
) -> Result<Vec<u8>, RunError> {
    let policy = setting.config.privacy;
    let tables = nameless_tables(tables, &analysed.texts.labels);
    let areas: Vec<&str> = setting.config.areas.iter().map(|area| area.name.as_str()).collect();
    Ok(html_report(&Report {
        title: &setting.config.title,
        tables: &tables,
        items: analysis::item_set_in_use(&gathered.forms, &setting.forms),
        areas: &areas,
        mask: Some(&|text| masker.mask(text).ok().map(|masked| masked.text)),
        told: &|text| quotable(text, &dictionaries.register, setting.config.unchecked_texts),
        shown,
        scores,
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
