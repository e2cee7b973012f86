//! Said: the statements of a case from all its sheets, each once.
//!
//! 様式③-1 and ③-2 copy what stands on 様式②; a copy, also one that joins or cuts sentences,
//! is not said twice. What one person repeats stays. This module must not change a statement.

use std::collections::BTreeMap;

use super::participants::People;
use crate::forms::FormKind;
use crate::label::{are_similar, label_key};
use crate::records::model::{SheetRecord, StatementField, StatementRecord};

/// Statements at least this alike are copies, with a slip of the pen.
const SAME: f64 = 0.9;

/// A copy may be part of a longer statement when it has at least this many characters.
const SHORTEST_PART: usize = 8;

/// Statements in the order of trust; those of 様式② carry their participant.
pub(super) fn statements(records: &[&SheetRecord], people: &People) -> Vec<StatementRecord> {
    let mut kept: Vec<StatementRecord> = Vec::new();
    let mut said: BTreeMap<StatementField, Vec<String>> = BTreeMap::new();
    for (index, record) in records.iter().enumerate() {
        if record.kind == FormKind::Reflection {
            let Some(person) = people.of_record.get(&index) else { continue };
            kept.extend(record.statements.iter().map(|statement| StatementRecord {
                participant: Some(*person),
                ..statement.clone()
            }));
        }
    }
    for statement in &kept {
        said.entry(statement.field).or_default().push(label_key(&statement.text));
    }
    for record in records.iter().filter(|record| record.kind != FormKind::Reflection) {
        let new: Vec<&StatementRecord> = record
            .statements
            .iter()
            .filter(|one| !said.get(&one.field).is_some_and(|said| is_copy(&one.text, said)))
            .collect();
        kept.extend(new.iter().map(|one| (*one).clone()));
        // A sheet's own repetitions stay; only the next sheet may be a copy of this one.
        for statement in new {
            said.entry(statement.field).or_default().push(label_key(&statement.text));
        }
    }
    kept
}

/// Whether a statement is a copy of one already there, or of several put together.
fn is_copy(text: &str, said: &[String]) -> bool {
    let key = label_key(text);
    let long_enough = key.chars().count() >= SHORTEST_PART;
    said.iter().any(|one| {
        *one == key || (long_enough && one.contains(&key)) || are_similar(one, &key, SAME)
    }) || is_put_together(&key, said)
}

/// Whether nothing is left of a statement but what others say.
fn is_put_together(key: &str, said: &[String]) -> bool {
    let mut parts: Vec<&String> = said
        .iter()
        .filter(|one| one.chars().count() >= SHORTEST_PART && key.contains(one.as_str()))
        .collect();
    parts.sort_by_key(|one| std::cmp::Reverse(one.len()));
    let rest = parts.iter().fold(key.to_owned(), |rest, part| rest.replace(part.as_str(), ""));
    parts.len() > 1 && rest.chars().count() * 10 <= key.chars().count()
}
