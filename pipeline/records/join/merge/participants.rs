//! Participants: the people of 様式② and of the table of 様式③-1, each once.
//!
//! A row of ③-1 is the copy of a ② sheet: it lends its name and role, and nothing is counted
//! twice. This module must not give a name to anybody on a guess.

/// Which row of ③-1 is which ② sheet.
mod matching;

use std::collections::{BTreeMap, BTreeSet};

use matching::{Pair, match_rows};

use crate::diagnostic::Diagnostic;
use crate::diagnostic::records::cases::{self as wording, Disagreement};
use crate::forms::FormKind;
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

/// The ② records, without those that repeat every answer of another.
fn distinct_reflections(records: &[&SheetRecord], diagnostics: &mut Vec<Diagnostic>) -> Vec<usize> {
    let mut seen: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    let mut distinct = Vec::new();
    for (index, record) in records.iter().enumerate() {
        if record.kind != FormKind::Reflection {
            continue;
        }
        let Some(answers) = answers(record) else {
            distinct.push(index);
            continue;
        };
        let first = *seen.entry(answers).or_insert(index);
        if first == index {
            distinct.push(index);
        } else if let Some(original) = records.get(first) {
            let place = record.location.clone();
            diagnostics.push(wording::same_answers(place, &original.location));
        }
    }
    distinct
}

/// All answers of a ② sheet; `None` where they have no words of their own: two people may well
/// tick the same boxes.
fn answers(record: &SheetRecord) -> Option<Vec<String>> {
    let person = record.participants.first()?;
    let reasons = person.scores.iter().filter_map(|score| score.reason.as_ref());
    let words: Vec<String> = reasons
        .map(|reason| {
            format!(
                "{}={}",
                reason.location.cell.map_or_else(String::new, |cell| cell.to_string()),
                reason.value
            )
        })
        .chain(record.statements.iter().map(|one| format!("{:?}={}", one.field, one.text)))
        .collect();
    let scores = person
        .scores
        .iter()
        .map(|score| format!("{}={}={:?}", score.item.get(), score.raw, score.score));
    let attributes = [
        &person.label,
        &person.sex,
        &person.age_band,
        &person.workplace,
        &person.other_qualifications,
        &person.employment,
    ];
    let attributes =
        attributes.map(|text| text.as_ref().map(|text| text.value.clone()).unwrap_or_default());
    let years = person.experience_years.as_ref().map(|years| years.value.to_string());
    (!words.is_empty())
        .then(|| words.iter().cloned().chain(scores).chain(attributes).chain(years).collect())
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
        if pair.is_sure {
            lend(person, row, pair, diagnostics);
        } else if row.scores.iter().any(|score| score.score.is_some()) {
            let label = label_of(row).to_owned();
            diagnostics.push(wording::row_unmatched(row.location.clone(), &label));
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
        if own.score == copy.score || is_undecided(copy) {
            continue;
        }
        if is_undecided(own) {
            if pair.is_close {
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
