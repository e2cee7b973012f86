//! The cases of 様式③-2: a row each, numbered, with blank rows up to the form's twelve.
//!
//! A mean is a live formula over the scores themselves, `AVERAGE(5,4,4)`, best first: the form
//! has no place for single scores, a second sheet would carry each participant's scores by name
//! to everybody who gets the year's form, and a link to 様式③-1 breaks when a file is sent on.
//! Changing a score means changing its form and running again. An as-given mean is a number.

use super::canvas::{FlowCell, FlowValue, SheetValue};
use super::cell_look::CellLook;
use super::field_value::field_value;
use super::form_writing::{FormWriter, Subject};
use super::participant_table::{MEAN_FORMAT, mean, note_look, scores};
use crate::config::form_layout::{CaseTable, CellContent, CellRole, LayoutCell};
use crate::records::CaseRecord;
use crate::units::ItemNumber;

/// The field that numbers the rows.
const NUMBER_FIELD: &str = "number";

/// Writes the table.
pub(crate) fn write(writer: &mut FormWriter<'_>, table: &CaseTable) {
    let cases = match writer.subject {
        Subject::Year(cases) => cases,
        Subject::Blank | Subject::Case(_) => &[],
    };
    for (number, case) in (1_u32..).zip(cases) {
        let cells = row(writer, table, number, Some(case));
        writer.canvas.flow(cells);
    }
    let written = u32::try_from(cases.len()).unwrap_or(u32::MAX);
    for number in written.saturating_add(1)..=table.blank_rows {
        let cells = row(writer, table, number, None);
        writer.canvas.flow(cells);
    }
    let somebody_did_not_answer = cases
        .iter()
        .any(|case| writer.columns.items().iter().any(|(item, _)| missing(case, *item).is_some()));
    if somebody_did_not_answer {
        let width = writer.canvas.columns.len().saturating_sub(1);
        let columns = (0, u16::try_from(width).unwrap_or(u16::MAX));
        let note = FlowCell::new(columns, writer.text(&table.note), note_look());
        writer.canvas.flow(vec![note]);
    }
}

fn row(
    writer: &FormWriter<'_>,
    table: &CaseTable,
    number: u32,
    case: Option<&CaseRecord>,
) -> Vec<FlowCell> {
    let cells = table.cells.iter().flat_map(|cell| match &cell.content {
        CellContent::Items(_) => mean_cells(writer, case),
        CellContent::Field(field) => {
            let value = if field == NUMBER_FIELD {
                FlowValue::Single(SheetValue::Number(f64::from(number)))
            } else {
                case.map_or(FlowValue::Single(SheetValue::Blank), |case| field_value(case, field))
            };
            field_cell(writer, cell, field, value)
        }
        CellContent::Blank | CellContent::Text(_) => Vec::new(),
    });
    cells.collect()
}

fn field_cell(
    writer: &FormWriter<'_>,
    cell: &LayoutCell,
    field: &str,
    value: FlowValue,
) -> Vec<FlowCell> {
    let Some(columns) = writer.columns.written(cell.first_column, cell.last_column) else {
        return Vec::new();
    };
    let entry = writer.is_blank() && field != NUMBER_FIELD;
    let is_number = matches!(value, FlowValue::Single(SheetValue::Number(_)));
    let role = if is_number { CellRole::CenteredTop } else { cell.look };
    let look = CellLook::new(role).entry(entry);
    let entry = entry.then(|| cell.entry.clone());
    vec![FlowCell { entry, lines: cell.lines, ..FlowCell::new(columns, value, look) }]
}

fn mean_cells(writer: &FormWriter<'_>, case: Option<&CaseRecord>) -> Vec<FlowCell> {
    let cells = writer.columns.items().into_iter().map(|(item, column)| {
        let value = case.map_or(SheetValue::Blank, |case| mean_value(case, item));
        let format = match case.and_then(|case| missing(case, item)) {
            Some(answers) => format!("{MEAN_FORMAT}\"({answers})\""),
            None => MEAN_FORMAT.to_owned(),
        };
        let look = CellLook::new(CellRole::CenteredTop).number(format).entry(writer.is_blank());
        FlowCell::new((column, column), FlowValue::Single(value), look)
    });
    cells.collect()
}

/// The mean of an item: from its scores, or else as the source gave it.
fn mean_value(case: &CaseRecord, item: ItemNumber) -> SheetValue {
    let mut scores = scores(case, item);
    if let Some(result) = mean(&scores) {
        scores.sort_unstable_by(|one, other| other.cmp(one));
        let list: Vec<String> = scores.iter().map(|score| score.get().to_string()).collect();
        let formula = format!("AVERAGE({})", list.join(","));
        return SheetValue::Formula { formula, result: Some(result) };
    }
    let given = case.means.iter().find(|mean| mean.item == item);
    given.map_or(SheetValue::Blank, |given| SheetValue::Number(given.mean))
}

/// How many answered, where an item has answers but not of every participant.
fn missing(case: &CaseRecord, item: ItemNumber) -> Option<usize> {
    let answered = scores(case, item).len();
    let named = case.participant_count.and_then(|count| usize::try_from(count).ok());
    let participants = named.unwrap_or(0).max(case.participants.len());
    (answered > 0 && answered < participants).then_some(answered)
}
