//! Quotations (引用): themes → statements that stand for them, without personal details.
//!
//! Input → output: issues of cases, a masker and what people decided → at most three quotations
//! for each theme. A statement that people kept back is never quoted; the next one takes its
//! place.

use std::collections::BTreeSet;

use super::CaseIssues;
use crate::config::issue_register::IssueRegister;
use crate::privacy::{Masker, Removed};
use crate::records::{CaseRecord, StatementField};
use crate::text::{TextError, statement_key};

/// Quotations of one theme.
const QUOTED: usize = 3;

/// A statement that stands for a theme (引用).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// The text without personal details.
    pub text: String,
    /// As it was written; never to stand under 分析/.
    pub original: String,
    /// What was taken out.
    pub removed: Vec<Removed>,
    /// The box it stood in.
    pub field: StatementField,
    /// The fiscal year of its case.
    pub fiscal_year: Option<i32>,
    /// Whether a person looked at it and let it be shown.
    pub checked: bool,
}

/// The quotations of every theme (引用の候補).
///
/// Output: for each theme, in their order, at most three, the most central first; no text twice.
/// # Errors
/// `TextError`: the analyser refused a statement.
pub fn quotations(
    cases: &[CaseRecord],
    issues: &CaseIssues,
    masker: &Masker<'_>,
    register: &IssueRegister,
) -> Result<Vec<Vec<Quotation>>, TextError> {
    let mut all = Vec::with_capacity(issues.themes.len());
    for theme in &issues.themes {
        let mut seen = BTreeSet::new();
        let mut quoted = Vec::new();
        for (case, statement) in issues.central(theme, cases) {
            let key = statement_key(&statement.text);
            let decided = register.quotable.get(&key).copied();
            if decided == Some(false) || quoted.len() == QUOTED || !seen.insert(key) {
                continue;
            }
            let shown = masker.mask(&statement.text)?;
            quoted.push(Quotation {
                text: shown.text,
                original: statement.text.clone(),
                removed: shown.removed,
                field: statement.field,
                fiscal_year: case.fiscal_year,
                checked: decided.is_some(),
            });
        }
        all.push(quoted);
    }
    Ok(all)
}
