//! Questions: diagnostics that a person can settle → one row of the review sheet each.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Decision, Subject, at};
use crate::config::FormSet;
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::forms::FormMatch;

/// Something a person should decide.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// File, sheet and cell.
    pub location: Location,
    /// What it is about, like 評価 4.
    pub subject: String,
    /// What is seen there, in words.
    pub seen: String,
    /// Why it cannot be decided here.
    pub problem: String,
    /// The answers to choose from; empty where any text may be right.
    pub options: Vec<Arc<str>>,
    /// The answer of an earlier run; `None` while it is open.
    pub decided: Option<Decision>,
}

/// The codes that a person can settle by giving a value.
const SETTLED_BY_A_VALUE: [Code; 6] = [
    Code::ScoreAmbiguous,
    Code::ScoreOutOfRange,
    Code::ChoiceAmbiguous,
    Code::DateUnreadable,
    Code::ValueUnreadable,
    Code::Conflict,
];

/// Everything a person should decide, open questions first, then those decided before.
///
/// Input:  the matches after decisions were applied, the forms, the run's diagnostics, and the
///         decisions that were applied.
/// Output: one question for each cell, sorted by file, sheet and cell.
#[must_use]
pub fn questions(
    matches: &[FormMatch],
    forms: &FormSet,
    diagnostics: &[Diagnostic],
    decided: &[Decision],
) -> Vec<Question> {
    let by_sheet: BTreeMap<(&str, &str), &FormMatch> =
        matches.iter().map(|found| ((found.source_path.as_str(), &*found.sheet), found)).collect();
    let mut open: BTreeMap<Location, Question> = BTreeMap::new();
    for diagnostic in diagnostics {
        if !SETTLED_BY_A_VALUE.contains(&diagnostic.code) {
            continue;
        }
        if let Some(question) = question(&by_sheet, forms, diagnostic) {
            open.entry(question.location.clone()).or_insert(question);
        }
    }
    let settled = decided.iter().filter_map(|decision| {
        let location = decision.location.clone();
        (!open.contains_key(&location)).then(|| Question {
            location,
            subject: decision.subject.clone(),
            seen: decision.seen.clone(),
            problem: decision.reason.clone(),
            options: Vec::new(),
            decided: Some(decision.clone()),
        })
    });
    let mut settled: Vec<Question> = settled.collect();
    settled.sort_by(|one, other| one.location.cmp(&other.location));
    open.into_values().chain(settled).collect()
}

fn question(
    by_sheet: &BTreeMap<(&str, &str), &FormMatch>,
    forms: &FormSet,
    diagnostic: &Diagnostic,
) -> Option<Question> {
    let location = &diagnostic.location;
    let sheet = (location.source_path.as_str(), location.sheet.as_deref()?);
    let found: &FormMatch = by_sheet.get(&sheet)?;
    let (subject, seen) = at(found, location.cell?)?;
    Some(Question {
        location: location.clone(),
        options: options(found, forms, &subject),
        subject: name(found, forms, &subject),
        seen,
        problem: diagnostic.message.japanese.clone(),
        decided: None,
    })
}

/// A subject as the form prints it.
fn name(found: &FormMatch, forms: &FormSet, subject: &Subject) -> String {
    match subject {
        Subject::Item(item) => format!("評価 {}", item.get()),
        Subject::Field(id) => forms
            .form(&found.form_id)
            .and_then(|form| form.label(id))
            .map_or_else(|| id.to_string(), str::to_owned),
    }
}

/// The answers a subject allows.
fn options(found: &FormMatch, forms: &FormSet, subject: &Subject) -> Vec<Arc<str>> {
    let Some(form) = forms.form(&found.form_id) else { return Vec::new() };
    match subject {
        Subject::Item(_) => form.items.as_ref().map(|set| set.scale.clone()).unwrap_or_default(),
        Subject::Field(id) => {
            let field = form.fields.iter().find(|field| field.id == *id).map(|f| &f.choices);
            let columns = form.tables.iter().flat_map(|table| &table.columns);
            let column = columns.into_iter().find(|column| column.id == *id).map(|c| &c.choices);
            field.or(column).cloned().unwrap_or_default()
        }
    }
}
