//! Field values: a case and a field's id → what is printed in the field's place.
//!
//! Unknown stays blank. This module must not know where a field stands.

use super::canvas::{FlowValue, SheetValue};
use super::japanese_date::japanese_date;
use crate::records::{CaseHeader, CaseRecord, StatementField, Traced};

/// What a statement begins with in a box.
const BULLET: &str = "・";

/// What the further lines of one statement begin with.
const INDENT: &str = "　";

/// The value of a field; blank when the case does not know it, or no field has this id.
pub(crate) fn field_value(case: &CaseRecord, field: &str) -> FlowValue {
    let header = &case.header;
    match field {
        "held_on" => text(header.held_on.as_ref().map(|held_on| japanese_date(held_on.value))),
        "age" => header
            .age
            .as_ref()
            .map_or_else(blank, |age| FlowValue::Single(SheetValue::Number(f64::from(age.value)))),
        "participant_labels" => participant_labels(case),
        _ => match StatementField::ALL.into_iter().find(|known| known.as_str() == field) {
            Some(known) => FlowValue::Paragraphs(statements(case, known)),
            None => text(header_text(header, field).map(|traced| traced.value.clone())),
        },
    }
}

fn header_text<'a>(header: &'a CaseHeader, field: &str) -> Option<&'a Traced<String>> {
    match field {
        "center" => header.center.as_ref(),
        "office" => header.office.as_ref(),
        "provider" => header.provider.as_ref(),
        "client" => header.client.as_ref(),
        "sex" => header.sex.as_ref(),
        "care_level" => header.care_level.as_ref(),
        "school_district" => header.school_district.as_ref(),
        "title" => header.title.as_ref(),
        "reason" => header.reason.as_ref(),
        _ => None,
    }
}

/// The names and roles that are known, one on a line.
fn participant_labels(case: &CaseRecord) -> FlowValue {
    let labels = case.participants.iter().filter_map(|participant| participant.label.as_ref());
    FlowValue::Paragraphs(labels.map(|label| label.value.replace('\n', " ")).collect())
}

/// The statements of a box, one bullet each, in the order of their sheets.
fn statements(case: &CaseRecord, field: StatementField) -> Vec<String> {
    let of_field = case.statements.iter().filter(|statement| statement.field == field);
    of_field
        .map(|statement| {
            let lines = statement.text.trim().replace('\n', &format!("\n{INDENT}"));
            format!("{BULLET}{lines}")
        })
        .collect()
}

fn text(value: Option<String>) -> FlowValue {
    value.map_or_else(blank, |value| {
        FlowValue::Paragraphs(value.trim().lines().map(str::to_owned).collect())
    })
}

const fn blank() -> FlowValue {
    FlowValue::Single(SheetValue::Blank)
}
