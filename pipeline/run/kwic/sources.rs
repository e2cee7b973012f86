//! Where statements come from: forms, the tables of an earlier run, or any table with `text`.
//!
//! Input → output: inputs → statements with their sources, in the order of the inputs. Results of
//! a run are read from their tables, so that a second look does not open every workbook again.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::super::failure::RunError;
use super::super::gathering;
use super::super::reviews::Reviews;
use super::super::setting::Setting;
use super::super::stopwatch::Stopwatch;
use crate::analysis::concordance::SearchedStatement;
use crate::diagnostic::{Checked, Diagnostic, Location, records as wording};
use crate::intake::{self, IntakeError};
use crate::records::{CaseRecord, StatementField, statement_table};
use crate::units::{CellAddress, SourcePath};

/// Where a folder of results keeps its tables, and which are read.
const STATEMENTS: &str = "data/statements.csv";
const CASES: &str = "data/cases.csv";

/// Endings of tables; anything else is a form or a folder of forms.
const TABLES: [&str; 3] = ["csv", "tsv", "txt"];

/// The statements below the inputs.
///
/// # Errors
/// An input is out of reach, or a table names no column `text`.
pub(super) fn statements(
    inputs: &[PathBuf],
    setting: &Setting,
) -> Result<Checked<Vec<SearchedStatement>>, RunError> {
    let mut found = Checked::clean(Vec::new());
    let mut forms = Vec::new();
    for input in inputs {
        if intake::holds_results(input) {
            found.value.extend(of_results(input)?);
        } else if is_table(input) {
            let name = input.file_name().unwrap_or(input.as_os_str()).to_string_lossy();
            found.value.extend(of_table(input, &name, &BTreeMap::new())?);
        } else {
            forms.push(input.clone());
        }
    }
    if !forms.is_empty() {
        let gathered = gathering::gather(
            &forms,
            None,
            (setting, &Reviews::read(setting)?),
            &mut Stopwatch::start(),
        )?;
        found.value.extend(gathered.cases.iter().flat_map(of_case));
        found.diagnostics = gathered.diagnostics;
    }
    Ok(found)
}

fn is_table(input: &Path) -> bool {
    let ending = input.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    TABLES.contains(&ending.to_ascii_lowercase().as_str()) && !input.is_dir()
}

fn of_case(case: &CaseRecord) -> impl Iterator<Item = SearchedStatement> {
    case.statements.iter().enumerate().map(|(number, record)| SearchedStatement {
        statement_id: Some(case.statement_id(number)),
        case_id: Some(case.case_id.to_string()),
        fiscal_year: case.fiscal_year,
        area: case.area.clone(),
        field: Some(record.field.as_str().to_owned()),
        text: record.text.clone(),
        location: record.location.clone(),
    })
}

/// Fiscal year and area of each case.
type CaseFacts = BTreeMap<String, (Option<i32>, Option<String>)>;

fn of_results(folder: &Path) -> Result<Vec<SearchedStatement>, RunError> {
    let cases = folder.join(CASES);
    let mut facts = CaseFacts::new();
    if cases.is_file() {
        let table = Rows::read(&cases, CASES)?;
        for row in 0..table.rows.len() {
            let year = table.cell(row, "fiscal_year").and_then(statement_table::year_of);
            let area = table.cell(row, "area").map(str::to_owned);
            if let Some(case) = table.cell(row, "case_id") {
                facts.insert(case.to_owned(), (year, area));
            }
        }
    }
    of_table(&folder.join(STATEMENTS), STATEMENTS, &facts)
}

/// The statements of a table; where it names no source, the table's own cell is the source.
fn of_table(
    file: &Path,
    name: &str,
    facts: &CaseFacts,
) -> Result<Vec<SearchedStatement>, RunError> {
    let table = Rows::read(file, name)?;
    let Some(text) = table.column("text") else {
        let found = table.heading.clone();
        let problem = wording::no_text_column(SourcePath::new(name), &found);
        return Err(RunError::Refused(Box::new(problem)));
    };
    let statement = |row: usize| {
        let owned = |column: &str| table.cell(row, column).map(str::to_owned);
        let case_id = owned("case_id");
        let known = case_id.as_ref().and_then(|case| facts.get(case)).cloned();
        let (year, area) = known.unwrap_or_default();
        SearchedStatement {
            statement_id: owned("statement_id"),
            case_id,
            fiscal_year: table.cell(row, "fiscal_year").and_then(statement_table::year_of).or(year),
            area: owned("area").or(area),
            field: owned("field").map(known_name),
            text: table.cell(row, "text").unwrap_or_default().to_owned(),
            location: table.source(row).unwrap_or_else(|| own_cell(row, text, name)),
        }
    };
    Ok((0..table.rows.len()).map(statement).collect())
}

/// A box under its name in tables, whatever it is called; any other name as it is.
fn known_name(field: String) -> String {
    StatementField::named(&field).map_or(field, |known| known.as_str().to_owned())
}

/// A table as text, its heading apart.
struct Rows {
    heading: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Rows {
    fn read(file: &Path, name: &str) -> Result<Self, RunError> {
        if !file.exists() {
            return Err(IntakeError::Missing { path: file.to_path_buf() }.into());
        }
        let unreadable = |source| IntakeError::Unreadable { path: file.to_path_buf(), source };
        let bytes = fs::read(file).map_err(unreadable)?;
        let refused = |problem: Diagnostic| RunError::Refused(Box::new(problem));
        let not_text = || refused(crate::diagnostic::intake::not_text(SourcePath::new(name)));
        let text = intake::decode(&bytes).ok_or_else(not_text)?;
        let mut rows = intake::rows(&text)?.into_iter();
        let heading = rows.next().unwrap_or_default();
        Ok(Self { heading, rows: rows.collect() })
    }

    fn column(&self, name: &str) -> Option<usize> {
        self.heading.iter().position(|cell| cell.trim().eq_ignore_ascii_case(name))
    }

    /// What a cell holds; `None` when it is empty or the table has no such column.
    fn cell(&self, row: usize, column: &str) -> Option<&str> {
        let text = self.rows.get(row)?.get(self.column(column)?)?.trim();
        (!text.is_empty()).then_some(text)
    }

    /// The source that the table itself names.
    fn source(&self, row: usize) -> Option<Location> {
        Some(Location {
            source_path: SourcePath::new(self.cell(row, "source_path")?),
            sheet: self.cell(row, "sheet").map(Into::into),
            cell: self.cell(row, "cell").and_then(CellAddress::parse),
        })
    }
}

/// A cell of a table that names no other source.
fn own_cell(row: usize, column: usize, name: &str) -> Location {
    let number = |index: usize| u32::try_from(index).unwrap_or(u32::MAX - 1);
    let cell = Some(CellAddress::new(number(row + 1), number(column)));
    Location { source_path: SourcePath::new(name), sheet: None, cell }
}
