//! The table of the `themes` action: a file → its statements.
//!
//! Comma-separated text in any encoding that Japanese Windows saves, or a workbook.

use std::path::Path;

use super::failure::RunError;
use super::setting::Setting;
use crate::diagnostic::{Checked, records as wording};
use crate::grid::Sheet;
use crate::intake::{self, FoundFile, IntakeError, TableFile};
use crate::records::{NoTextColumn, TableStatement, read_statement_table};
use crate::units::SourcePath;

/// The statements of a text, or of the first sheet of a workbook that has a column `text`.
///
/// # Errors
/// The file cannot be read, or no row of it names a column `text`.
pub(super) fn statements(
    file: &Path,
    setting: &Setting,
) -> Result<Checked<Vec<TableStatement>>, RunError> {
    if !file.exists() {
        return Err(IntakeError::Missing { path: file.to_path_buf() }.into());
    }
    let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy();
    let source_path = SourcePath::new(&name);
    let found = FoundFile { source_path: source_path.clone(), path: file.into(), bytes: 0 };
    let mut diagnostics = Vec::new();
    let mut problem = NoTextColumn { found: Vec::new() };
    for rows in tables(&found, setting, &mut diagnostics)? {
        match read_statement_table(&source_path, &rows) {
            Ok(mut statements) => {
                statements.diagnostics.append(&mut diagnostics);
                statements.diagnostics.sort();
                return Ok(statements);
            }
            Err(other) if problem.found.is_empty() => problem = other,
            Err(_) => {}
        }
    }
    Err(RunError::Refused(Box::new(wording::no_text_column(source_path, &problem.found))))
}

/// The tables in a file: one of a text, one of each sheet of a workbook.
fn tables(
    found: &FoundFile,
    setting: &Setting,
    diagnostics: &mut Vec<crate::diagnostic::Diagnostic>,
) -> Result<Vec<Vec<Vec<String>>>, RunError> {
    let refused = |diagnostic| RunError::Refused(Box::new(diagnostic));
    let opened = intake::open_table(found, &setting.passwords, &setting.config.limits);
    let opened = opened.map_err(refused)?;
    diagnostics.extend(opened.diagnostics);
    match opened.value {
        TableFile::Text(text) => Ok(vec![intake::rows(&text)?]),
        TableFile::Workbook(source) => {
            let workbook = setting.reader.read(&source).map_err(refused)?;
            diagnostics.extend(workbook.diagnostics);
            Ok(workbook.value.sheets.iter().map(Sheet::rows_of_text).collect())
        }
    }
}
