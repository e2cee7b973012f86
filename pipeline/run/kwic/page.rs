//! How places are shown: columns that stand below each other, or JSON.
//!
//! Input → output: the lines of a concordance → text. Widths are those of a terminal that shows
//! Japanese: a full-width character takes two columns.

use serde::Serialize;
use unicode_width::UnicodeWidthStr as _;

use super::super::summary::Finding;
use crate::analysis::concordance::ConcordanceLine;
use crate::diagnostic::{Diagnostic, Language, Location};

/// Wider words do not push the right-hand side away from all the others.
const WIDEST_WORD: usize = 24;

/// One line for each place: what stands before the word, the word, what follows, the source.
pub(super) fn text(lines: &[ConcordanceLine<'_>], context: usize) -> String {
    let widest = |of: fn(&ConcordanceLine<'_>) -> usize, most: usize| {
        lines.iter().map(of).max().unwrap_or(0).min(most)
    };
    let left = widest(|line| line.left.width(), context * 2);
    let word = widest(|line| line.keyword.width(), WIDEST_WORD);
    let right = widest(|line| line.right.width(), context * 2);
    let shown = |line: &ConcordanceLine<'_>| {
        format!(
            "{}{}【{}】{}{}{}  {}\n",
            gap(left, &line.left),
            line.left,
            line.keyword,
            gap(word, &line.keyword),
            line.right,
            gap(right, &line.right),
            place(&line.statement.location)
        )
    };
    lines.iter().map(shown).collect()
}

/// The blanks that fill a text up to a width.
fn gap(width: usize, text: &str) -> String {
    " ".repeat(width.saturating_sub(text.width()))
}

/// file › sheet!cell.
fn place(location: &Location) -> String {
    let sheet = location.sheet.as_ref().map(|sheet| format!(" › {sheet}")).unwrap_or_default();
    let cell = location.cell.map(|cell| format!("!{cell}")).unwrap_or_default();
    format!("{}{sheet}{cell}", location.source_path)
}

#[derive(Serialize)]
struct Document<'run> {
    word: &'run str,
    statements_searched: usize,
    places: Vec<Place<'run>>,
    diagnostics: Vec<Finding<'run>>,
}

#[derive(Serialize)]
struct Place<'run> {
    statement_id: Option<&'run str>,
    case_id: Option<&'run str>,
    fiscal_year: Option<i32>,
    area: Option<&'run str>,
    field: Option<&'run str>,
    left: &'run str,
    keyword: &'run str,
    right: &'run str,
    how: &'static str,
    mark: &'static str,
    text: &'run str,
    source_path: &'run str,
    sheet: Option<&'run str>,
    cell: Option<String>,
}

/// The same for programs.
pub(super) fn json(
    word: &str,
    statements_searched: usize,
    lines: &[ConcordanceLine<'_>],
    diagnostics: &[Diagnostic],
    language: Language,
) -> Result<String, serde_json::Error> {
    let places = lines
        .iter()
        .map(|line| Place {
            statement_id: line.statement.statement_id.as_deref(),
            case_id: line.statement.case_id.as_deref(),
            fiscal_year: line.statement.fiscal_year,
            area: line.statement.area.as_deref(),
            field: line.statement.field.as_deref(),
            left: &line.left,
            keyword: &line.keyword,
            right: &line.right,
            how: line.how.as_str(),
            mark: line.mark.as_str(),
            text: &line.statement.text,
            source_path: line.statement.location.source_path.as_str(),
            sheet: line.statement.location.sheet.as_deref(),
            cell: line.statement.location.cell.map(|cell| cell.to_string()),
        })
        .collect();
    let diagnostics = diagnostics.iter().map(|one| Finding::of(one, language)).collect();
    let document = Document { word, statements_searched, places, diagnostics };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}
