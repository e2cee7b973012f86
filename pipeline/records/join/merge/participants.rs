//! Participants: the people of 様式② and of the table of 様式③-1, each once.
//!
//! A row of ③-1 is the copy of a ② sheet: it lends its name and role, and nothing is counted
//! twice. This module must not give a name to anybody on a guess.

/// ② sheets that repeat every answer of another.
mod copies;

/// Which row of ③-1 is which ② sheet.
mod matching;

use std::collections::{BTreeMap, BTreeSet};

use copies::distinct_reflections;
use matching::{Likeness, Pair, match_rows};

use crate::diagnostic::Diagnostic;
use crate::diagnostic::records::cases::{self as wording, Disagreement};
use crate::forms::{FormKind, MarkMethod};
use crate::records::model::{ParticipantRecord, ScoreRecord, SheetRecord};

/// The participants of a case.
pub(super) struct People {
    pub(super) participants: Vec<ParticipantRecord>,
    /// For each ② record that counts, by its index, its participant.
    pub(super) of_record: BTreeMap<usize, usize>,
}

/// The participants: of ② first, then rows of ③-1 without a sheet, or else names on ③-2.
pub(super) fn participants(records: &[&SheetRecord], diagnostics: &mut Vec<Diagnostic>) -> People {
    let mut people = People { participants: Vec::new(), of_record: BTreeMap::new() };
    for index in distinct_reflections(records, diagnostics) {
        let found = records.get(index).and_then(|record| record.participants.first());
        if let Some(participant) = found {
            people.of_record.insert(index, people.participants.len());
            people.participants.push(participant.clone());
        }
    }
    let rows = first_table(records, FormKind::CaseSummary);
    if people.participants.is_empty() {
        people.participants = rows.to_vec();
    } else {
        add_rows(&mut people.participants, rows, diagnostics);
    }
    let named = first_table(records, FormKind::YearSummary);
    if people.participants.is_empty() {
        people.participants = named.to_vec();
    } else if let Some(first) = named.first()
        && named.len() != people.participants.len()
    {
        let (place, here) = (first.location.clone(), people.participants.len());
        diagnostics.push(wording::participants_differ(place, named.len(), here));
    }
    people
}

/// The participants of the first form of a kind that has any.
fn first_table<'a>(records: &[&'a SheetRecord], kind: FormKind) -> &'a [ParticipantRecord] {
    records
        .iter()
        .find(|record| record.kind == kind && !record.participants.is_empty())
        .map_or(&[], |record| record.participants.as_slice())
}

/// Rows of ③-1 beside ② sheets: names and roles are lent, rows without a sheet are added.
fn add_rows(
    participants: &mut Vec<ParticipantRecord>,
    rows: &[ParticipantRecord],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let pairs = match_rows(participants, rows);
    for pair in &pairs {
        let (Some(person), Some(row)) = (participants.get_mut(pair.sheet), rows.get(pair.row))
        else {
            continue;
        };
        match pair.likeness {
            Likeness::Copy | Likeness::CloseCopy => lend(person, row, pair, diagnostics),
            Likeness::Unlike => {
                diagnostics.push(wording::row_unmatched(row.location.clone(), label_of(row)));
            }
            Likeness::Unknown => {}
        }
    }
    let used: BTreeSet<usize> = pairs.iter().map(|pair| pair.row).collect();
    for (index, row) in rows.iter().enumerate() {
        if !used.contains(&index) {
            diagnostics.push(wording::sheet_missing(row.location.clone(), label_of(row)));
            participants.push(row.clone());
        }
    }
}

fn label_of(row: &ParticipantRecord) -> &str {
    row.label.as_ref().map_or("", |label| label.value.as_str())
}

/// Gives a participant the name of their row, and compares the two item by item.
fn lend(
    person: &mut ParticipantRecord,
    row: &ParticipantRecord,
    pair: &Pair,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if pair.is_only && person.label.is_none() {
        person.label.clone_from(&row.label);
        person.role.clone_from(&row.role);
    }
    for own in &mut person.scores {
        let Some(copy) = row.scores.iter().find(|copy| copy.item == own.item) else { continue };
        if own.score == copy.score || is_undecided(copy) || is_decided(own) {
            continue;
        }
        if is_decided(copy) {
            own.score = copy.score;
            own.method = copy.method;
            own.location = copy.location.clone();
            own.raw.clone_from(&copy.raw);
            continue;
        }
        if is_undecided(own) {
            if pair.likeness == Likeness::CloseCopy {
                take(own, copy, diagnostics);
            }
        } else {
            let found = Disagreement {
                trusted: &own.location,
                trusted_text: &own.raw,
                other: &copy.location,
                other_text: &copy.raw,
            };
            diagnostics.push(wording::score_conflict(own.item, &found));
        }
    }
}

/// Whether a person decided the score on the review sheet.
fn is_decided(score: &ScoreRecord) -> bool {
    score.method == Some(MarkMethod::Review)
}

/// Whether something is written that cannot be read for certain.
fn is_undecided(score: &ScoreRecord) -> bool {
    score.score.is_none() && !score.raw.trim().is_empty()
}

/// Takes a score that ② leaves undecided from the copy, with the copy's cell as its source.
fn take(own: &mut ScoreRecord, copy: &ScoreRecord, diagnostics: &mut Vec<Diagnostic>) {
    if copy.score.is_none() {
        return;
    }
    let found = wording::score_from_summary(own.location.clone(), own.item, &copy.location);
    diagnostics.push(found);
    *own = ScoreRecord { reason: own.reason.take(), ..copy.clone() };
}
