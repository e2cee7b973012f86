//! Concordance (文脈付き検索, KWIC): a word over all statements → each place with what surrounds it.
//!
//! Input → output: statements and a word → one `ConcordanceLine` for each place. The word is found
//! in the normal form and shown in the original. It must not choose the statements.

use std::cmp::Ordering;
use std::ops::Range;

use super::AnalysisError;
use crate::diagnostic::Location;
use crate::text::word_search::{Found, HowFound, Wanted, mark_of, tokens_in};
use crate::text::{Lexicon, Mark, TokenizedStatement, tokenize_all};

/// What is compared when lines are sorted by what surrounds the word.
const COMPARED: usize = 50;

/// A statement to look in, wherever it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchedStatement {
    /// Its id in the tables.
    pub statement_id: Option<String>,
    /// The case it belongs to.
    pub case_id: Option<String>,
    /// The case's fiscal year.
    pub fiscal_year: Option<i32>,
    /// The case's area.
    pub area: Option<String>,
    /// The box it stood in, by its name in tables.
    pub field: Option<String>,
    /// The text as written.
    pub text: String,
    /// File, sheet and cell.
    pub location: Location,
}

/// What to look for, and how the places are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConcordanceQuery {
    /// The word as typed.
    pub word: String,
    /// Only as written: neither other forms nor synonyms.
    pub exact: bool,
    /// Characters shown on each side.
    pub context: usize,
    /// The order of the lines.
    pub order: ConcordanceOrder,
}

/// The order of the lines; places that tie stand in the order of the statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ConcordanceOrder {
    /// As the statements stand.
    #[default]
    Source,
    /// By what stands before the word, its nearest character first.
    Left,
    /// By what stands behind the word.
    Right,
}

/// One place (文脈の1行).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConcordanceLine<'run> {
    /// The statement's number among those searched, from 0.
    pub number: usize,
    /// The statement it stands in.
    pub statement: &'run SearchedStatement,
    /// What stands before the word, as written, on one line.
    pub left: String,
    /// The word as written there.
    pub keyword: String,
    /// What stands behind it.
    pub right: String,
    /// How it fits what was looked for.
    pub how: HowFound,
    /// How it is meant.
    pub mark: Mark,
}

/// Every place of a word (文脈付き検索).
///
/// Output: lines in the order asked for; empty when the word is nowhere or is no word.
/// # Errors
/// `AnalysisError::Text`: the analyser refused a statement.
pub fn concordance<'run>(
    statements: &'run [SearchedStatement],
    query: &ConcordanceQuery,
    lexicon: &Lexicon,
) -> Result<Vec<ConcordanceLine<'run>>, AnalysisError> {
    let Some(wanted) = Wanted::new(&query.word, lexicon)? else { return Ok(Vec::new()) };
    let texts: Vec<&str> = statements.iter().map(|statement| statement.text.as_str()).collect();
    let mut lines = Vec::new();
    for (number, tokenized) in tokenize_all(&texts, lexicon)?.iter().enumerate() {
        let Some(statement) = statements.get(number) else { continue };
        for found in places(&wanted, tokenized, query.exact) {
            lines.push(line((number, statement), tokenized, &found, query.context));
        }
    }
    // A stable sort: what ties keeps the order of the statements.
    lines.sort_by(|one: &Sortable<'_>, other| match query.order {
        ConcordanceOrder::Source => Ordering::Equal,
        ConcordanceOrder::Left => one.before.cmp(&other.before),
        ConcordanceOrder::Right => one.behind.cmp(&other.behind),
    });
    Ok(lines.into_iter().map(|sortable| sortable.line).collect())
}

fn places(wanted: &Wanted, statement: &TokenizedStatement, exact: bool) -> Vec<Found> {
    let mut found = wanted.find(statement);
    found.retain(|one| !exact || one.how == HowFound::Written);
    found
}

struct Sortable<'run> {
    line: ConcordanceLine<'run>,
    before: Vec<char>,
    behind: Vec<char>,
}

fn line<'run>(
    (number, statement): (usize, &'run SearchedStatement),
    tokenized: &TokenizedStatement,
    found: &Found,
    context: usize,
) -> Sortable<'run> {
    let normal = tokenized.text.text();
    let part = |range: Range<usize>| normal.get(range).unwrap_or_default();
    let original = tokenized.text.original();
    let at = tokenized.text.original_range(&found.range);
    let left: Vec<char> =
        original.get(..at.start).unwrap_or_default().chars().rev().take(context).collect();
    let right = original.get(at.end..).unwrap_or_default().chars().take(context);
    Sortable {
        before: part(0..found.range.start).chars().rev().take(COMPARED).collect(),
        behind: part(found.range.end..normal.len()).chars().take(COMPARED).collect(),
        line: ConcordanceLine {
            number,
            statement,
            left: left.into_iter().rev().map(on_one_line).collect(),
            keyword: original.get(at).unwrap_or_default().chars().map(on_one_line).collect(),
            right: right.map(on_one_line).collect(),
            how: found.how,
            mark: mark_of(tokens_in(&tokenized.tokens, &found.range)),
        },
    }
}

const fn on_one_line(letter: char) -> char {
    if matches!(letter, '\n' | '\r' | '\t') { ' ' } else { letter }
}
