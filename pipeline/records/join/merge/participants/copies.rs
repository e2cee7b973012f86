//! Copies: 様式② sheets of one case that repeat every answer of another one.
//!
//! Files equal to the byte are set aside at intake; these were saved anew. This module must not
//! take two people for one because they ticked the same boxes.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::records::cases as wording;
use crate::forms::FormKind;
use crate::records::model::{ParticipantRecord, SheetRecord};

/// The indices of the ② records that count, in their order.
///
/// Of several with the same answers the one with the shortest path counts: copies are called
/// 「… - コピー」.
pub(super) fn distinct_reflections(
    records: &[&SheetRecord],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<usize> {
    let mut distinct = Vec::new();
    let mut same: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
    for (index, record) in records.iter().enumerate() {
        if record.kind == FormKind::Reflection {
            match answers(record) {
                Some(answers) => same.entry(answers).or_default().push(index),
                None => distinct.push(index),
            }
        }
    }
    for mut copies in same.into_values() {
        let length = |index: &usize| {
            records.get(*index).map(|record| record.location.source_path.as_str().chars().count())
        };
        copies.sort_by_key(|index| (length(index), *index));
        let Some((original, others)) = copies.split_first() else { continue };
        distinct.push(*original);
        for other in others {
            if let (Some(copy), Some(first)) = (records.get(*other), records.get(*original)) {
                let place = copy.location.clone();
                diagnostics.push(wording::same_answers(place, &first.location));
            }
        }
    }
    distinct.sort_unstable();
    distinct
}

/// All answers of a ② sheet; `None` where they have no words of their own: two people may well
/// tick the same boxes.
fn answers(record: &SheetRecord) -> Option<Vec<String>> {
    let person = record.participants.first()?;
    let mut answers: Vec<String> = record
        .statements
        .iter()
        .map(|one| format!("{}={}", one.field.as_str(), one.text))
        .collect();
    for score in &person.scores {
        let reason = score.reason.as_ref().map(|reason| &reason.value);
        answers.extend(reason.map(|reason| format!("{}={reason}", score.item.get())));
    }
    if answers.is_empty() {
        return None;
    }
    for score in &person.scores {
        // What is typed and what a circle says is the same answer.
        let shown = score.score.map_or_else(|| score.raw.clone(), |score| score.get().to_string());
        answers.push(format!("{}={shown}", score.item.get()));
    }
    answers.extend(attributes(person));
    Some(answers)
}

fn attributes(person: &ParticipantRecord) -> Vec<String> {
    let texts = [
        &person.label,
        &person.sex,
        &person.age_band,
        &person.workplace,
        &person.other_qualifications,
        &person.employment,
    ];
    let years = person.experience_years.as_ref().map(|years| years.value.to_string());
    texts
        .iter()
        .map(|text| text.as_ref().map(|text| text.value.clone()).unwrap_or_default())
        .chain(years)
        .collect()
}
