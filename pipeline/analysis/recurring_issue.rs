//! Recurring issues (地域課題): statements → the issues they raise, known ones and new ones.
//!
//! Input → output: statements with their case, and the issue dictionary → themes, and for each
//! statement its theme, perhaps a second one, or none. The order of the statements and the number
//! of threads change nothing. What a theme means for the region is not judged here.

mod discovery;
mod known;
mod leiden;
mod naming;
mod similarity;
mod theme;
mod unit;

pub use theme::{Theme, ThemeOrigin};

use self::known::{Fit, KnownIssues, best_of};
use self::unit::Unit;
use crate::config::issue_dictionary::IssueDictionary;
use crate::text::{Lexicon, Meanings, TextError};

/// A statement as far as issues need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct IssueStatement<'a> {
    /// What it says.
    pub text: &'a str,
    /// The case it belongs to, if known.
    pub case_id: Option<&'a str>,
    /// The case's area, if known.
    pub area: Option<&'a str>,
    /// The case's fiscal year, if known.
    pub fiscal_year: Option<i32>,
    /// When it was said, as an ISO date, if known.
    pub said_on: Option<&'a str>,
}

/// What finding issues needs besides the statements.
pub struct IssueTools<'a> {
    /// The known issues.
    pub dictionary: &'a IssueDictionary,
    /// The words.
    pub lexicon: &'a Lexicon,
    /// What texts mean; remembers new ones.
    pub meanings: &'a mut Meanings,
}

/// Where a statement belongs. Indices into [`IssueFinding::themes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Assignment {
    /// Its theme; `None` when it fits none or says nothing (未分類).
    pub theme: Option<usize>,
    /// A second issue that it raises in another clause.
    pub second: Option<usize>,
}

/// Themes and their statements.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IssueFinding {
    /// Sorted by most cases, most statements, id.
    pub themes: Vec<Theme>,
    /// One for each statement, in the order of the input.
    pub assignments: Vec<Assignment>,
}

/// A statement whose best score stays below this is left 未分類 unless a new group takes it.
const LEAST_SCORE: f64 = 0.55;

/// A second issue needs this score, and a clause of its own.
const LEAST_SECOND_SCORE: f64 = 0.8;

/// Finds the issues that statements raise (地域課題の抽出).
///
/// # Errors
/// `TextError`: the dictionary or the encoder in the binary cannot be used.
pub fn find_issues(
    statements: &[IssueStatement<'_>],
    tools: &mut IssueTools<'_>,
) -> Result<IssueFinding, TextError> {
    let texts: Vec<&str> = statements.iter().map(|statement| statement.text).collect();
    let units = unit::units(&texts, tools.lexicon, tools.meanings)?;
    let known = KnownIssues::new(tools.dictionary, tools.lexicon, tools.meanings)?;
    let fits = known.fits(&units);
    let grouping = grouping(&units, &fits, statements);
    Ok(theme::finding(statements, &units, &grouping, tools.dictionary))
}

/// Where every unit belongs.
struct Grouping {
    /// Theme of each unit: known issues first, then new groups.
    main: Vec<Option<usize>>,
    second: Vec<Option<usize>>,
    /// New groups: indices of units.
    new: Vec<Vec<usize>>,
}

fn grouping(units: &[Unit], fits: &[Vec<Fit>], statements: &[IssueStatement<'_>]) -> Grouping {
    let issues = fits.first().map_or(0, Vec::len);
    let score =
        |row: &Vec<Fit>| best_of(row).and_then(|best| row.get(best)).map_or(0.0, |f| f.score);
    let scores: Vec<f64> = fits.iter().map(score).collect();
    let outside = scores.iter().enumerate().filter(|(_, score)| **score < discovery::OUTSIDER);
    let outsiders: Vec<usize> = outside.map(|(unit, _)| unit).collect();
    let cases = theme::case_numbers(statements);
    let case_of = |statement: usize| cases.get(statement).copied().flatten();
    let new = discovery::new_groups(units, &outsiders, &case_of);
    let mut main: Vec<Option<usize>> =
        fits.iter().map(|row| best_of(row).filter(|_| score(row) >= LEAST_SCORE)).collect();
    main.resize(units.len(), None);
    let mut second: Vec<Option<usize>> = fits.iter().map(|row| second_of(row)).collect();
    second.resize(units.len(), None);
    for (number, group) in new.iter().enumerate() {
        for unit in group {
            if let Some((main, second)) = main.get_mut(*unit).zip(second.get_mut(*unit)) {
                (*main, *second) = (Some(issues + number), None);
            }
        }
    }
    Grouping { main, second, new }
}

/// The best of the issues that have a clause of their own; of equals the first.
fn second_of(row: &[Fit]) -> Option<usize> {
    let best = best_of(row)?;
    let mut second: Option<(usize, f64)> = None;
    for (issue, fit) in
        row.iter().enumerate().filter(|(issue, fit)| *issue != best && fit.own_clause)
    {
        if fit.score >= LEAST_SECOND_SCORE && second.is_none_or(|(_, most)| fit.score > most) {
            second = Some((issue, fit.score));
        }
    }
    second.map(|(issue, _)| issue)
}
