//! Tables: cases, forms, words and findings → `data/*.csv` and `data/*.parquet`, an interface.
//!
//! Rows stand in the order of the records, which is that of cases, sheets and cells. Empty means
//! unknown, never zero. This module must not compute anything.

/// Rows of the tables about cases.
mod case_tables;
/// Rows of the tables about codes.
mod code_tables;
/// Rows of the tables that compare scores.
mod comparison_tables;
/// Rows of the table about the places of a word.
mod concordance_table;
/// A table as comma-separated values.
mod csv_file;
/// A table as a Parquet file.
mod parquet_file;
/// Names of tables and columns.
pub(crate) mod schema;
/// Rows of the tables about scores.
mod score_tables;
/// Rows of the tables about words and about how files were read.
mod source_tables;
/// Rows of the tables about the spread of themes.
mod spread_tables;
/// A table in memory.
mod table;
/// Rows of the tables about issues.
mod theme_tables;

use std::fs;
use std::io;
use std::path::Path;

pub use case_tables::Digests;
pub use csv_file::BYTE_ORDER_MARK;
use rayon::prelude::*;
pub use table::{Column, ColumnValues, Table};

use super::publish::PublishError;
use crate::analysis::concordance::ConcordanceLine;
use crate::analysis::recurring_issue::IssueFinding;
use crate::analysis::theme_spread::ThemeSpread;
use crate::analysis::{CaseIssues, Coding, ScoreStatistics, TermFrequency};
use crate::diagnostic::{Diagnostic, Language};
use crate::forms::FormMatch;
use crate::records::{CaseRecord, TableStatement};

/// What the tables are made of.
#[derive(Debug, Clone, Copy)]
pub struct Material<'run> {
    /// The cases, sorted as they were joined.
    pub cases: &'run [CaseRecord],
    /// What each file held.
    pub digests: &'run Digests<'run>,
    /// The recognised sheets, in the order of files and tabs.
    pub forms: &'run [FormMatch],
    /// Content words of the statements.
    pub terms: &'run TermFrequency,
    /// The issues that the statements raise.
    pub issues: &'run CaseIssues,
    /// How they spread over cases, places and years.
    pub spread: &'run ThemeSpread,
    /// What is computed from the scores.
    pub scores: &'run ScoreStatistics,
    /// What the city's own rules count; no tables where there are none.
    pub coding: &'run Coding,
    /// The findings, sorted and without repetition.
    pub diagnostics: &'run [Diagnostic],
    /// Language of the findings' sentences.
    pub language: Language,
}

/// The tables behind the results (記録の表), in the order of the interface.
#[must_use]
pub fn tables(material: &Material<'_>) -> Vec<Table> {
    let mut tables = vec![
        case_tables::cases(material.cases),
        case_tables::participants(material.cases),
        case_tables::scores(material.cases, material.digests),
        case_tables::case_means(material.cases),
        case_tables::case_fields(material.cases),
        case_tables::statements(material.cases, material.issues, material.digests),
        theme_tables::themes(&material.issues.themes, &material.spread.summaries),
        source_tables::terms(material.terms),
        source_tables::terms_by_group(material.terms),
        source_tables::diagnostics(material.diagnostics, material.language),
        source_tables::ledger(material.forms),
    ];
    tables.extend(spread_tables::tables(&material.issues.themes, material.spread));
    tables.extend(score_tables::tables(material.scores, material.language));
    tables.extend(code_tables::tables(material.cases, material.coding));
    tables
}

/// What the tables about statements without forms are made of.
#[derive(Debug, Clone, Copy)]
pub struct IssueMaterial<'run> {
    /// The rows of the table, in its order.
    pub statements: &'run [TableStatement],
    /// The issues they raise.
    pub finding: &'run IssueFinding,
    /// How they spread over cases, places and years.
    pub spread: &'run ThemeSpread,
    /// The findings, sorted.
    pub diagnostics: &'run [Diagnostic],
    /// Language of the findings' sentences.
    pub language: Language,
}

/// The tables of the issue analysis alone, for statements without forms.
#[must_use]
pub fn issue_tables(material: &IssueMaterial<'_>) -> Vec<Table> {
    let themes = &material.finding.themes;
    let mut tables = vec![
        theme_tables::rows(material.statements, material.finding),
        theme_tables::themes(themes, &material.spread.summaries),
        source_tables::diagnostics(material.diagnostics, material.language),
    ];
    tables.extend(spread_tables::tables(themes, material.spread));
    tables
}

/// The places of a word (文脈付き検索).
#[must_use]
pub fn concordance(lines: &[ConcordanceLine<'_>]) -> Table {
    concordance_table::concordance(lines)
}

/// A table as comma-separated values, without the mark that Excel needs.
///
/// # Errors
/// None for a table in memory.
pub fn csv_bytes(table: &Table) -> io::Result<Vec<u8>> {
    csv_file::rows(table, Vec::new())
}

/// Writes each table twice into a folder that is there: as CSV and as Parquet.
///
/// # Errors
/// [`PublishError::Write`]: a file cannot be written.
pub fn write_tables(folder: &Path, tables: &[Table]) -> Result<(), PublishError> {
    tables.par_iter().with_max_len(1).try_for_each(|table| {
        let (text, packed) = rayon::join(
            || write(&folder.join(format!("{}.csv", table.name)), csv_file::bytes(table)),
            || write(&folder.join(format!("{}.parquet", table.name)), parquet_file::bytes(table)),
        );
        text.and(packed)
    })
}

fn write(path: &Path, bytes: io::Result<Vec<u8>>) -> Result<(), PublishError> {
    bytes
        .and_then(|bytes| fs::write(path, bytes))
        .map_err(|source| PublishError::write(path, source))
}
