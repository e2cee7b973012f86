//! Statement tables (記述の表): any table with a column `text` → statements, row by row.
//!
//! Input → output: rows of texts, the heading first → one [`TableStatement`] for each row below
//! it, in order. What cannot be read is named with its cell; no row is ever left out.

use super::coerce::date::{fiscal_years, whole_year};
use crate::diagnostic::records as wording;
use crate::diagnostic::{Checked, Location};
use crate::units::{CellAddress, SourcePath};

/// Names of the columns that are read; any other is passed over.
const TEXT: &str = "text";
const CASE_ID: &str = "case_id";
const AREA: &str = "area";
const FISCAL_YEAR: &str = "fiscal_year";
const FIELD: &str = "field";

/// Rows above the heading, like a title, that a table may have.
const ROWS_ABOVE: usize = 10;

/// One row of a table of statements.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableStatement {
    /// The statement as it stands there; may be empty.
    pub text: String,
    /// The case it belongs to, if the table says so.
    pub case_id: Option<String>,
    /// The case's area.
    pub area: Option<String>,
    /// The case's fiscal year.
    pub fiscal_year: Option<i32>,
    /// The box it stood in.
    pub field: Option<String>,
}

/// A table that cannot be used: it has no column `text`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoTextColumn {
    /// The headings that were found instead.
    pub found: Vec<String>,
}

struct Columns {
    text: usize,
    case_id: Option<usize>,
    area: Option<usize>,
    fiscal_year: Option<usize>,
    field: Option<usize>,
}

/// The statements of a table.
///
/// Input:  all rows of the file; rows may be shorter or longer than the heading. The heading is
/// the first row with a cell `text`, at most ten rows down; capitals and spaces do not matter.
/// Output: one statement for each row below the heading; empty cells are `None`.
/// # Errors
/// [`NoTextColumn`]: no such row.
pub fn read_statement_table(
    source_path: &SourcePath,
    rows: &[Vec<String>],
) -> Result<Checked<Vec<TableStatement>>, NoTextColumn> {
    let mut heading = rows.iter().take(ROWS_ABOVE).enumerate();
    let Some((above, columns)) = heading.find_map(|(row, cells)| Some((row, columns(cells)?)))
    else {
        return Err(NoTextColumn { found: rows.first().cloned().unwrap_or_default() });
    };
    let mut checked = Checked::clean(Vec::new());
    for (row, cells) in rows.iter().enumerate().skip(above + 1) {
        let cell = |column: Option<usize>| {
            let text = cells.get(column?)?.trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        let year = cell(columns.fiscal_year);
        let fiscal_year = year.as_deref().and_then(year_of);
        if let (Some(found), None) = (year, fiscal_year) {
            let location = location(source_path, row, columns.fiscal_year);
            checked.diagnostics.push(wording::fiscal_year_unreadable(location, &found));
        }
        checked.value.push(TableStatement {
            text: cells.get(columns.text).cloned().unwrap_or_default(),
            case_id: cell(columns.case_id),
            area: cell(columns.area),
            fiscal_year,
            field: cell(columns.field),
        });
    }
    Ok(checked)
}

fn columns(cells: &[String]) -> Option<Columns> {
    let find = |name: &str| cells.iter().position(|cell| cell.trim().eq_ignore_ascii_case(name));
    Some(Columns {
        text: find(TEXT)?,
        case_id: find(CASE_ID),
        area: find(AREA),
        fiscal_year: find(FISCAL_YEAR),
        field: find(FIELD),
    })
}

/// The fiscal year that a text names: 2023, 2023.0, 2023年度, 令和5年度.
#[must_use]
pub fn year_of(text: &str) -> Option<i32> {
    let text = text.strip_suffix(".0").unwrap_or(text);
    whole_year(text).or_else(|| match fiscal_years(text).as_slice() {
        [year] => Some(*year),
        _ => None,
    })
}

fn location(source_path: &SourcePath, row: usize, column: Option<usize>) -> Location {
    let position = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
    Location {
        source_path: source_path.clone(),
        sheet: None,
        cell: column.map(|column| CellAddress { row: position(row), column: position(column) }),
    }
}
