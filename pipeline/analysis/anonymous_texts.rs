//! Anonymous texts (匿名化した本文): what results for the council show in words.
//!
//! Input → output: cases, themes, resources and a masker → their texts without personal details.
//! This module must not judge what a personal detail is.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::recurring_issue::Theme;
use super::theme_spread::ThemeSpread;
use crate::config::issue_register::IssueRegister;
use crate::privacy::{Detail, Masked, Masker};
use crate::records::{CaseRecord, StatementRecord};
use crate::text::{TextError, statement_key};

/// What stands for a statement that people keep back.
const KEPT_BACK: &str = "（公開不可）";

/// Everything in words that results for the council show, without personal details.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AnonymousTexts {
    /// For each case, each of its statements.
    pub statements: Vec<Vec<AnonymousStatement>>,
    /// For each theme its label.
    pub labels: Vec<String>,
    /// Resources that are asked for and seem to name somebody: not to be shown.
    pub hidden_terms: BTreeSet<String>,
}

/// One statement as the council may see it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AnonymousStatement {
    /// The text, details replaced.
    pub text: String,
    /// The file it stands in, names replaced.
    pub file: String,
    /// Its sheet and cell, names replaced.
    pub cell: String,
    /// Whether neither path nor sheet names anybody, so that a link may lead there.
    pub may_be_linked: bool,
}

/// The texts of cases and themes without personal details (匿名化した本文).
///
/// Output: statements in the order of the cases, labels in that of the themes.
/// # Errors
/// `TextError`: the analyser refused a text.
pub fn anonymous_texts(
    cases: &[CaseRecord],
    themes: &[Theme],
    spread: &ThemeSpread,
    masker: &Masker<'_>,
    register: &IssueRegister,
) -> Result<AnonymousTexts, TextError> {
    let one = |statement: &StatementRecord| -> Result<AnonymousStatement, TextError> {
        let shown = anonymous(statement, masker)?;
        let kept_back = register.quotable.get(&statement_key(&statement.text)) == Some(&false);
        Ok(if kept_back {
            AnonymousStatement { text: KEPT_BACK.to_owned(), ..shown }
        } else {
            shown
        })
    };
    let statements = cases.par_iter().map(|case| case.statements.iter().map(one).collect());
    let labels = themes.iter().map(|theme| Ok(masker.mask(&theme.label)?.text));
    let terms: BTreeSet<&String> = spread.resources.iter().map(|row| &row.term).collect();
    let mut hidden_terms = BTreeSet::new();
    for term in terms {
        if names_somebody(&masker.mask(term)?) {
            hidden_terms.insert(term.clone());
        }
    }
    Ok(AnonymousTexts {
        statements: statements.collect::<Result<_, TextError>>()?,
        labels: labels.collect::<Result<_, TextError>>()?,
        hidden_terms,
    })
}

fn anonymous(
    statement: &StatementRecord,
    masker: &Masker<'_>,
) -> Result<AnonymousStatement, TextError> {
    let location = &statement.location;
    let sheet = location.sheet.as_deref().unwrap_or_default();
    let cell = location.cell.map_or_else(String::new, |cell| format!("!{cell}"));
    let (file, file_names) = place(location.source_path.as_str(), masker)?;
    let (sheet, sheet_names) = place(sheet, masker)?;
    Ok(AnonymousStatement {
        text: masker.mask(&statement.text)?.text,
        file,
        cell: format!("{sheet}{cell}"),
        may_be_linked: !file_names && !sheet_names,
    })
}

/// A path or a sheet's name, masked where it names somebody; its dates and numbers stay.
fn place(name: &str, masker: &Masker<'_>) -> Result<(String, bool), TextError> {
    let found = masker.mask(name)?;
    let names = names_somebody(&found);
    Ok((if names { found.text } else { name.to_owned() }, names))
}

/// Whether a person or a house was named.
fn names_somebody(masked: &Masked) -> bool {
    let names = |detail: Detail| {
        matches!(detail, Detail::Person | Detail::Office | Detail::Facility | Detail::Mail)
    };
    masked.removed.iter().any(|removed| names(removed.detail))
}
