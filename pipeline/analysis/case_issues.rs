//! Issues of cases (事例の地域課題): the statements of all cases → the issues that each raises.
//!
//! Input → output: cases as joined → themes, and for each statement of each case its theme. Which
//! themes matter to the region is judged elsewhere.

use std::collections::BTreeSet;

use super::AnalysisError;
use super::recurring_issue::{Assignment, IssueStatement, IssueTools, Theme, find_issues};
use crate::config::issue_register::RegisteredIssue;
use crate::records::{CaseRecord, StatementRecord};

/// The issues of all cases.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CaseIssues {
    /// Sorted by most cases, most statements, id. `Theme::central` holds indices into `places`.
    pub themes: Vec<Theme>,
    /// For each case, for each of its statements, its themes.
    pub assignments: Vec<Vec<Assignment>>,
    /// Case and statement of every statement, in the order of the cases.
    pub places: Vec<(usize, usize)>,
    /// Issues found that the register does not hold yet.
    pub found: Vec<RegisteredIssue>,
}

impl CaseIssues {
    /// A statement's theme; `None` for 未分類.
    #[must_use]
    pub fn theme_of(&self, case: usize, statement: usize) -> Option<&Theme> {
        self.themes.get(self.assignment(case, statement).theme?)
    }

    /// The second theme of a statement.
    #[must_use]
    pub fn second_of(&self, case: usize, statement: usize) -> Option<&Theme> {
        self.themes.get(self.assignment(case, statement).second?)
    }

    /// The cases that raise each theme, first or second, by index; in the order of the themes.
    #[must_use]
    pub fn cases_of_themes(&self) -> Vec<(&str, BTreeSet<usize>)> {
        let mut cases = vec![BTreeSet::new(); self.themes.len()];
        for (case, statements) in self.assignments.iter().enumerate() {
            for theme in statements.iter().flat_map(|one| [one.theme, one.second]).flatten() {
                if let Some(raised) = cases.get_mut(theme) {
                    raised.insert(case);
                }
            }
        }
        self.themes.iter().map(|theme| theme.theme_id.as_str()).zip(cases).collect()
    }

    fn assignment(&self, case: usize, statement: usize) -> Assignment {
        let of_case = self.assignments.get(case);
        of_case.and_then(|one| one.get(statement)).copied().unwrap_or_default()
    }

    /// The statements nearest to a theme's middle, with the case each belongs to.
    pub fn central<'a>(
        &'a self,
        theme: &'a Theme,
        cases: &'a [CaseRecord],
    ) -> impl Iterator<Item = (&'a CaseRecord, &'a StatementRecord)> {
        theme.central.iter().filter_map(|index| {
            let (case, statement) = self.places.get(*index)?;
            let case = cases.get(*case)?;
            Some((case, case.statements.get(*statement)?))
        })
    }
}

/// Finds the issues that the cases' statements raise (地域課題の抽出).
///
/// Input: cases as joined; their order changes nothing but the order of the assignments.
/// # Errors
/// `AnalysisError::Text`: the dictionary or the encoder in the binary cannot be used.
pub fn case_issues(
    cases: &[CaseRecord],
    tools: &mut IssueTools<'_>,
) -> Result<CaseIssues, AnalysisError> {
    let days: Vec<Option<String>> = cases
        .iter()
        .map(|case| case.header.held_on.as_ref().map(|day| day.value.to_string()))
        .collect();
    let mut statements = Vec::new();
    let mut places = Vec::new();
    for (number, (case, day)) in cases.iter().zip(&days).enumerate() {
        for (place, record) in case.statements.iter().enumerate() {
            places.push((number, place));
            statements.push(IssueStatement {
                text: &record.text,
                case_id: Some(&case.case_id),
                area: case.area.as_deref(),
                fiscal_year: case.fiscal_year,
                said_on: day.as_deref(),
            });
        }
    }
    let finding = find_issues(&statements, tools)?;
    let mut rest = finding.assignments.into_iter();
    let assignments =
        cases.iter().map(|case| rest.by_ref().take(case.statements.len()).collect()).collect();
    Ok(CaseIssues { themes: finding.themes, assignments, places, found: finding.found })
}
