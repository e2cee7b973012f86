//! Recurring issues (地域課題): statements → the issues they raise, known ones and new ones.
//!
//! Input → output: statements with their case, and the issue dictionary → themes, and for each
//! statement its theme, perhaps a second one, or none. The order of the statements and the number
//! of threads change nothing. What a theme means for the region is not judged here.

mod attractor;
mod discovery;
mod grouping;
mod known;
mod leiden;
mod naming;
mod similarity;
mod theme;
mod unit;

pub use theme::{Theme, ThemeOrigin};

use self::attractor::Attractor;
use self::grouping::Fixed;
use self::unit::Unit;
use crate::config::issue_dictionary::IssueDictionary;
use crate::config::issue_register::{IssueRegister, RegisteredIssue};
use crate::text::{Lexicon, Meanings, TextError, statement_key};

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
    /// What earlier runs found and people decided.
    pub register: &'a IssueRegister,
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
    /// Issues found that the register does not hold yet.
    pub found: Vec<RegisteredIssue>,
}

/// Finds the issues that statements raise (地域課題の抽出).
///
/// # Errors
/// `TextError`: the dictionary or the encoder in the binary cannot be used.
pub fn find_issues(
    statements: &[IssueStatement<'_>],
    tools: &mut IssueTools<'_>,
) -> Result<IssueFinding, TextError> {
    let keys: Vec<String> = statements.iter().map(|one| statement_key(one.text)).collect();
    let texts: Vec<&str> = statements.iter().map(|statement| statement.text).collect();
    let moved = &tools.register.moved;
    let units = unit::units(&texts, tools.lexicon, tools.meanings)?;
    let units = unit::set_apart(units, &|statement| {
        keys.get(statement).and_then(|key| moved.get_key_value(key)).map(|(key, _)| key.as_str())
    });
    let attractors = attractor::attractors(tools.dictionary, tools.register);
    let fixed = fixed(&units, &keys, &attractors, tools.register);
    let cases = theme::case_numbers(statements);
    let case_of = |statement: usize| cases.get(statement).copied().flatten();
    let grouping = grouping::grouping(&units, &fixed, attractors, &case_of, tools)?;
    Ok(theme::finding(statements, &units, grouping, &tools.register.dismissed))
}

/// Where people put units; a unit's statements were all moved, or none was.
fn fixed(
    units: &[Unit],
    keys: &[String],
    attractors: &[Attractor],
    register: &IssueRegister,
) -> Vec<Fixed> {
    let place = |id: &String| {
        let target = register.target(id);
        attractors.iter().position(|attractor| attractor.id == target)
    };
    let of = |unit: &Unit| {
        let key = keys.get(*unit.members.first()?)?;
        let moved = register.moved.get(key)?;
        // An issue that is gone decides nothing.
        moved.to.as_ref().map_or(Some(None), |to| place(to).map(Some))
    };
    units.iter().map(of).collect()
}
