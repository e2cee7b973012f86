//! Tables: cases, forms, words and findings → `data/*.csv` and `data/*.parquet`, an interface.
//!
//! Rows stand in the order of the records, which is that of cases, sheets and cells. Empty means
//! unknown, never zero. This module must not compute anything.

/// Rows of the tables about cases.
mod case_tables;
/// A table as comma-separated values.
mod csv_file;
/// A table as a Parquet file.
mod parquet_file;
/// Names of tables and columns.
mod schema;
/// Rows of the tables about words and about how files were read.
mod source_tables;
/// A table in memory.
mod table;

use std::fs;
use std::io;
use std::path::Path;

use rayon::prelude::*;
pub use table::{Column, ColumnValues, Table};

use super::publish::PublishError;
use crate::analysis::TermFrequency;
use crate::diagnostic::{Diagnostic, Language};
use crate::forms::FormMatch;
use crate::records::CaseRecord;

/// What the tables are made of.
#[derive(Debug, Clone, Copy)]
pub struct Material<'run> {
    /// The cases, sorted as they were joined.
    pub cases: &'run [CaseRecord],
    /// The recognised sheets, in the order of files and tabs.
    pub forms: &'run [FormMatch],
    /// Content words of the statements.
    pub terms: &'run TermFrequency,
    /// The findings, sorted and without repetition.
    pub diagnostics: &'run [Diagnostic],
    /// Language of the findings' sentences.
    pub language: Language,
}

/// The tables behind the results (記録の表), in the order of the interface.
#[must_use]
pub fn tables(material: &Material<'_>) -> Vec<Table> {
    vec![
        case_tables::cases(material.cases),
        case_tables::participants(material.cases),
        case_tables::scores(material.cases),
        case_tables::case_means(material.cases),
        case_tables::case_fields(material.cases),
        case_tables::statements(material.cases),
        source_tables::terms(material.terms),
        source_tables::terms_by_group(material.terms),
        source_tables::diagnostics(material.diagnostics, material.language),
        source_tables::ledger(material.forms),
    ]
}

/// Writes each table twice into a folder that is there: as CSV and as Parquet.
///
/// # Errors
/// [`PublishError::Write`]: a file cannot be written.
pub fn write_tables(folder: &Path, tables: &[Table]) -> Result<(), PublishError> {
    tables.par_iter().try_for_each(|table| {
        write(&folder.join(format!("{}.csv", table.name)), csv_file::bytes(table))?;
        write(&folder.join(format!("{}.parquet", table.name)), parquet_file::bytes(table))
    })
}

fn write(path: &Path, bytes: io::Result<Vec<u8>>) -> Result<(), PublishError> {
    bytes
        .and_then(|bytes| fs::write(path, bytes))
        .map_err(|source| PublishError::write(path, source))
}
