//! The review of issues: what was analysed → the bytes of 地域課題の確認.xlsx.

use super::dictionaries::Dictionaries;
use super::failure::RunError;
use crate::analysis::CaseIssues;
use crate::analysis::quotation::Quotation;
use crate::analysis::recurring_issue::{IssueFinding, Theme};
use crate::output::issue_review_workbook::{IssueReview, ReviewedStatement, issue_review_workbook};
use crate::records::{CaseRecord, TableStatement};

/// The workbook about the statements of cases.
///
/// # Errors
/// The writer refused, which no input should bring about.
pub(super) fn of_cases(
    cases: &[CaseRecord],
    issues: &CaseIssues,
    quotations: &[Vec<Quotation>],
    dictionaries: &Dictionaries,
) -> Result<Vec<u8>, RunError> {
    let record = |(case, statement): &(usize, usize)| {
        let case = cases.get(*case)?;
        Some((case, case.statements.get(*statement)?))
    };
    let assigned = issues.assignments.iter().flatten();
    let shown = issues.places.iter().zip(assigned).filter_map(|(place, assignment)| {
        let (case, statement) = record(place)?;
        Some(ReviewedStatement {
            text: &statement.text,
            field: statement.field.heading(),
            fiscal_year: case.fiscal_year,
            theme: assignment.theme,
        })
    });
    let statements: Vec<ReviewedStatement<'_>> = shown.collect();
    let central = |theme: &Theme| {
        let first = issues.central(theme, cases).next();
        first.map(|(_, statement)| statement.text.clone()).unwrap_or_default()
    };
    written(&issues.themes, &central, (&statements, quotations), dictionaries)
}

/// The workbook about a table of statements.
///
/// # Errors
/// The writer refused, which no input should bring about.
pub(super) fn of_table(
    rows: &[TableStatement],
    finding: &IssueFinding,
    dictionaries: &Dictionaries,
) -> Result<Vec<u8>, RunError> {
    let shown = rows.iter().zip(&finding.assignments).map(|(row, assignment)| ReviewedStatement {
        text: &row.text,
        field: row.field.as_deref().unwrap_or_default(),
        fiscal_year: row.fiscal_year,
        theme: assignment.theme,
    });
    let statements: Vec<ReviewedStatement<'_>> = shown.collect();
    let central = |theme: &Theme| {
        let first = theme.central.first().and_then(|index| rows.get(*index));
        first.map(|row| row.text.clone()).unwrap_or_default()
    };
    written(&finding.themes, &central, (&statements, &[]), dictionaries)
}

fn written(
    themes: &[Theme],
    central: &dyn Fn(&Theme) -> String,
    (statements, quotations): (&[ReviewedStatement<'_>], &[Vec<Quotation>]),
    dictionaries: &Dictionaries,
) -> Result<Vec<u8>, RunError> {
    let central: Vec<String> = themes.iter().map(central).collect();
    Ok(issue_review_workbook(&IssueReview {
        themes,
        central: &central,
        statements,
        register: &dictionaries.register,
        known: &dictionaries.names(),
        quotations,
    })?)
}
