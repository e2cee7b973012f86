//! Apply: decisions of a person → the matches they are about.
//!
//! A decision holds as long as its cell still shows what was seen when it was asked; otherwise
//! it is reported, never applied in silence.

use std::sync::Arc;

use super::{Decision, NO_ANSWER, Subject, at};
use crate::diagnostic::{Checked, review as wording};
use crate::forms::{Answer, FormMatch, Mark, MarkMethod, ScoredItem};
use crate::grid::CellValue;
use crate::units::CellAddress;

/// Writes decisions into the matches they are about.
///
/// Input:  matches in any order; decisions, of which the last one on a cell holds.
/// Output: the decisions that were applied, in their order; a diagnostic for each that fits
///         nothing any more.
pub fn apply(matches: &mut [FormMatch], decisions: &[Decision]) -> Checked<Vec<Decision>> {
    let mut checked = Checked::clean(Vec::new());
    for (index, decision) in decisions.iter().enumerate() {
        let later = decisions.get(index + 1..).unwrap_or_default();
        if later.iter().any(|other| other.location == decision.location) {
            continue;
        }
        match apply_one(matches, decision) {
            Ok(()) => checked.value.push(decision.clone()),
            Err(why) => checked.diagnostics.push(why.diagnostic(decision)),
        }
    }
    checked
}

/// Why a decision fits nothing.
enum Misfit {
    NoSheet,
    NoCell,
    Changed(String),
    NoOption,
}

impl Misfit {
    fn diagnostic(self, decision: &Decision) -> crate::diagnostic::Diagnostic {
        let written = decision.written.clone();
        let about = &decision.location;
        match self {
            Self::NoSheet => wording::no_such_sheet(written, about),
            Self::NoCell => wording::no_such_answer(written, about),
            Self::Changed(now) => wording::changed_since(written, about, &decision.seen, &now),
            Self::NoOption => wording::no_such_option(written, &decision.answer),
        }
    }
}

fn apply_one(matches: &mut [FormMatch], decision: &Decision) -> Result<(), Misfit> {
    let location = &decision.location;
    let found = matches
        .iter_mut()
        .find(|found| {
            found.source_path == location.source_path
                && Some(&found.sheet) == location.sheet.as_ref()
        })
        .ok_or(Misfit::NoSheet)?;
    let cell = location.cell.ok_or(Misfit::NoCell)?;
    let (subject, seen) = at(found, cell).ok_or(Misfit::NoCell)?;
    if plain(&seen) != plain(&decision.seen) {
        return Err(Misfit::Changed(seen));
    }
    match subject {
        Subject::Item(_) => decide_item(found, cell, &decision.answer),
        Subject::Field(field) => {
            decide_field(found, cell, &field, &decision.answer);
            Ok(())
        }
    }
}

/// Text without the spaces and breaks that a spreadsheet program may change.
fn plain(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

fn decide_item(found: &mut FormMatch, cell: CellAddress, answer: &str) -> Result<(), Misfit> {
    let option: String = crate::label::label_key(answer);
    let option = option.trim_end_matches('点').to_owned();
    let none = answer == NO_ANSWER;
    if !none && !matches!(option.as_str(), "1" | "2" | "3" | "4" | "5") {
        return Err(Misfit::NoOption);
    }
    let items = found.items.iter_mut().chain(found.rows.iter_mut().flat_map(|row| &mut row.items));
    let item: Option<&mut ScoredItem> = items.into_iter().find(|item| super::stands_at(item, cell));
    let answer = item.and_then(|item| item.answer.as_mut()).ok_or(Misfit::NoCell)?;
    answer.mark = Some(decided(&option, none));
    Ok(())
}

/// A field keeps the cell's own text as its raw form only where it is a choice; a typed value is
/// replaced, since later stages read the text.
fn decide_field(found: &mut FormMatch, cell: CellAddress, field: &Arc<str>, answer: &str) {
    let none = answer == NO_ANSWER;
    let in_rows = found.rows.iter_mut().flat_map(|row| &mut row.answers);
    for own in found.answers.iter_mut().chain(in_rows) {
        if own.field == *field && own.cells.contains(&cell) {
            replace(own, answer, none);
        }
    }
}

fn replace(own: &mut Answer, answer: &str, none: bool) {
    own.mark = Some(decided(answer, none));
    if !none {
        answer.clone_into(&mut own.text);
        own.value = CellValue::Text(Arc::from(answer));
    }
}

fn decided(option: &str, none: bool) -> Mark {
    if none {
        Mark::Unmarked
    } else {
        Mark::One { option: Arc::from(option), method: MarkMethod::Review }
    }
}
