//! The items of the blank 様式②, in two halves: domain, number, wording, score and reason.
//!
//! A score is chosen from a drop-down, so that what comes back can be read for certain; the
//! reason has a cell of its own below it.

use super::canvas::{FlowCell, FlowValue, PlacedCell, SheetValue};
use super::cell_look::CellLook;
use super::form_writing::{FormWriter, single};
use crate::config::form_definition::ItemSet;
use crate::config::form_layout::{CellRole, EntryRule, REFLECTION_HALF_COLUMNS, ReflectionItems};
use crate::units::{CellAddress, CellRange, ItemNumber};

/// Sheet rows of one item: score and reason.
const ROWS: u32 = 2;

/// The least lines of a score's row.
const SCORE_LINES: u32 = 1;

/// Writes the items.
pub(crate) fn write(writer: &mut FormWriter<'_>, table: &ReflectionItems) {
    let Some(set) = writer.layout.items.clone() else { return };
    let first_row = writer.canvas.next_row();
    let height = table.left.len().max(table.right.len());
    for at in 0..height {
        let halves = [(0, table.left.get(at)), (REFLECTION_HALF_COLUMNS, table.right.get(at))];
        item_row(writer, table, &set, halves);
    }
    for (column, items) in [(0, &table.left), (REFLECTION_HALF_COLUMNS, &table.right)] {
        domains(writer, &set, items, (first_row, column));
    }
}

/// One item of each half: answers first, then number and wording beside both of their rows.
fn item_row(
    writer: &mut FormWriter<'_>,
    table: &ReflectionItems,
    set: &ItemSet,
    halves: [(u16, Option<&ItemNumber>); 2],
) {
    let row = writer.canvas.next_row();
    let present = halves.iter().filter(|(_, item)| item.is_some());
    let answers = |role: CellRole, lines: u32, entry: Option<EntryRule>| -> Vec<FlowCell> {
        let look = CellLook::new(role).entry(true);
        let blank = FlowValue::Single(SheetValue::Blank);
        present
            .clone()
            .map(|(first, _)| {
                let column = first + REFLECTION_HALF_COLUMNS - 1;
                let cell = FlowCell::new((column, column), blank.clone(), look.clone());
                FlowCell { lines, entry: entry.clone(), ..cell }
            })
            .collect()
    };
    let score = EntryRule {
        choices: set.scale.iter().map(ToString::to_string).collect(),
        prompt: Some(table.prompt.clone()),
        refusal: Some(table.refusal.clone()),
        ..EntryRule::default()
    };
    let scores = answers(CellRole::Centered, SCORE_LINES, Some(score));
    let reasons = answers(CellRole::Box, table.reason_lines, None);
    writer.canvas.flow(scores);
    writer.canvas.flow(reasons);
    for (first, item) in halves {
        let Some(item) = item else { continue };
        let number = SheetValue::Number(f64::from(item.get()));
        place(writer, (row, first + 1), ROWS, number, CellRole::Label);
        let wording = set.items.get(item).map_or("", |known| known.wording.as_str());
        let wording = single(writer.text(wording));
        place(writer, (row, first + 2), ROWS, wording, CellRole::LeftLabel);
    }
}

/// Domain headings beside runs of items of one domain.
fn domains(
    writer: &mut FormWriter<'_>,
    set: &ItemSet,
    items: &[ItemNumber],
    (first_row, column): (u32, u16),
) {
    let domain_of = |item: &ItemNumber| set.domains.iter().find(|known| known.items.contains(item));
    let mut row = first_row;
    for run in items.chunk_by(|one, other| {
        domain_of(one).map(|domain| &domain.name) == domain_of(other).map(|domain| &domain.name)
    }) {
        let rows = ROWS * u32::try_from(run.len()).unwrap_or(1);
        let heading = run.first().and_then(domain_of).map_or("", |domain| domain.heading.as_str());
        let heading = single(writer.text(heading));
        place(writer, (row, column), rows, heading, CellRole::Label);
        row += rows;
    }
}

/// A printed cell of one column over rows that are already there.
fn place(
    writer: &mut FormWriter<'_>,
    (row, column): (u32, u16),
    rows: u32,
    value: SheetValue,
    role: CellRole,
) {
    let range = CellRange {
        first: CellAddress::new(row, column.into()),
        last: CellAddress::new(row + rows.saturating_sub(1), column.into()),
    };
    let look = CellLook::new(role);
    writer.canvas.place(PlacedCell { range, value, look, entry: None }, 1);
}
