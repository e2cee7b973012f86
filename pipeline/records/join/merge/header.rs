//! Header: the facts of a case from all its sheets, and its other fields.
//!
//! This module must not weigh evidence: which sheets are one case is decided.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::records::cases::{self as wording, Disagreement};
use crate::forms::{FormKind, MarkMethod};
use crate::records::join::facts::TEXT_FACTS;
use crate::records::join::group::{Group, Sheet};
use crate::records::model::{CaseField, CaseHeader, SheetRecord, Traced};

/// The row number of 様式③-2: two summaries may count differently.
const ROW_NUMBER: &str = "number";

/// Each fact from the first record that has it.
///
/// Input: the records of one case, the most trusted first.
pub(super) fn header(records: &[&SheetRecord], diagnostics: &mut Vec<Diagnostic>) -> CaseHeader {
    let headers: Vec<&CaseHeader> = records.iter().map(|record| &record.header).collect();
    let mut merged = CaseHeader {
        held_on: first(&headers, "held_on", |header| &header.held_on, |a, b| a == b, diagnostics),
        ..CaseHeader::default()
    };
    for fact in &TEXT_FACTS {
        let same = |one: &String, other: &String| fact.is_same(one, other);
        *(fact.of_mut)(&mut merged) = first(&headers, fact.field, fact.of, same, diagnostics);
    }
    merged.age = first(&headers, "age", |header| &header.age, |a, b| a == b, diagnostics);
    merged
}

/// The value a person decided, or else the first there is; every other one that differs from
/// the first is a conflict.
fn first<T: Clone>(
    headers: &[&CaseHeader],
    field: &str,
    fact: fn(&CaseHeader) -> &Option<Traced<T>>,
    same: impl Fn(&T, &T) -> bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Traced<T>> {
    let known: Vec<&Traced<T>> =
        headers.iter().filter_map(|header| fact(header).as_ref()).collect();
    // What a person decided on the review sheet settles the matter.
    if let Some(decided) = known.iter().find(|value| value.method == MarkMethod::Review) {
        return Some((*decided).clone());
    }
    let (trusted, others) = known.split_first()?;
    for other in others.iter().filter(|other| !same(&trusted.value, &other.value)) {
        diagnostics.push(wording::conflict(field, &between(trusted, other)));
    }
    Some((*trusted).clone())
}

fn between<'a, T>(trusted: &'a Traced<T>, other: &'a Traced<T>) -> Disagreement<'a> {
    Disagreement {
        trusted: &trusted.location,
        trusted_text: &trusted.raw,
        other: &other.location,
        other_text: &other.raw,
    }
}

/// Fills an unknown date from a link or a name, and says when a name has another date.
pub(super) fn date_by_names(
    header: &mut CaseHeader,
    group: &Group,
    members: &[&Sheet],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let own = members.iter().filter(|sheet| sheet.record.kind != FormKind::YearSummary);
    let mut named = own.filter_map(|sheet| match sheet.clues.days.as_slice() {
        [day] => Some((*day, *sheet)),
        _ => None,
    });
    if let Some(day) = &header.held_on {
        let source = &day.location.source_path;
        let beside = named.find(|(_, sheet)| sheet.record.location.source_path == *source);
        if let Some((named, _)) = beside.filter(|(named, _)| *named != day.value) {
            diagnostics.push(wording::date_unlike_name(day.location.clone(), day.value, named));
        }
        return;
    }
    let Some((first_day, sheet)) = named.next() else {
        header.held_on = group.day.zip(members.first()).map(|(day, sheet)| by_name(day, sheet));
        return;
    };
    let by_hand = group.day.unwrap_or(first_day);
    if group.day.is_some() || named.all(|(day, _)| day == first_day) {
        header.held_on = Some(by_name(by_hand, sheet));
        if group.day.is_none() {
            let place = sheet.record.location.clone();
            diagnostics.push(wording::date_from_name(place, by_hand));
        }
    }
}

/// A date whose provenance is the whole sheet: its name, or a link by hand.
fn by_name(day: chrono::NaiveDate, sheet: &Sheet) -> Traced<chrono::NaiveDate> {
    let location = sheet.record.location.clone();
    Traced {
        value: day,
        raw: location.source_path.to_string(),
        location,
        method: MarkMethod::Typed,
    }
}

/// Every other field once, in the order of the sheets.
pub(super) fn fields(
    records: &[&SheetRecord],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<CaseField> {
    let mut kept: Vec<CaseField> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for field in records.iter().flat_map(|record| &record.fields) {
        let known = places.get(field.field.as_str()).and_then(|index| kept.get(*index));
        match known {
            None => {
                places.insert(field.field.borrow(), kept.len());
                kept.push(field.clone());
            }
            Some(known) if known.value.value != field.value.value && field.field != ROW_NUMBER => {
                let found = between(&known.value, &field.value);
                diagnostics.push(wording::conflict(&field.field, &found));
            }
            Some(_) => {}
        }
    }
    kept
}
