//! Fields: labels outside tables → raw answers to their right, below, or inside.
//!
//! Input → output: blocks that nothing else has claimed → each to the label it answers. A block
//! belongs to the nearest label on its left or above it, whichever its field prefers.

use std::collections::BTreeMap;

use super::anchor::Slot;
use super::mark::ChoicePlace;
use super::model::Disposition;
use super::page::{Block, BlockIndex};
use super::reading::{FieldZone, RawAnswer, Reading};
use crate::config::form_definition::{FieldDefinition, FieldKind, Side};
use crate::label::label_key;
use crate::units::{CellAddress, CellRange};

/// Cells a short answer may be split into, like 2023 | 年 | 7 | 月 | 19 | 日.
const SPLIT_CELLS: u32 = 8;
/// Empty rows between a label and a short answer below it.
const ROWS_BELOW: u32 = 2;

/// A label's field and the range of the label.
#[derive(Debug, Clone, Copy)]
struct Label {
    field: usize,
    range: CellRange,
}

/// A claim of a field on a block: smaller is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Claim {
    /// Blocks that stand between.
    between: u32,
    /// Whether the block stands beside the columns of the label above it rather than in them.
    beside: bool,
    /// Place of the side in the field's own order.
    rank: usize,
    field: usize,
}

/// A block that is no free text, with the columns it stands over.
struct Taken<'p, 'a> {
    block: &'p Block<'a>,
    reach: CellRange,
}

/// Reads all fields of the form.
pub(super) fn read(reading: &mut Reading<'_, '_>) {
    inside_answers(reading);
    let labels = labels(reading);
    let mut owned: BTreeMap<usize, Vec<BlockIndex>> = BTreeMap::new();
    let free: Vec<BlockIndex> =
        (0..reading.page.blocks.len()).filter(|block| reading.is_free(*block)).collect();
    let taken = taken(reading);
    for block in &free {
        if let Some(claim) = best_claim(reading, &labels, &taken, *block) {
            owned.entry(claim.field).or_default().push(*block);
        }
    }
    for (index, blocks) in owned {
        bind(reading, index, blocks);
    }
    for label in &labels {
        zone(reading, &labels, label);
    }
}

/// Answers in their label's own cell, after a colon or line break.
fn inside_answers(reading: &mut Reading<'_, '_>) {
    let form = reading.form;
    let inside: Vec<(BlockIndex, usize, usize)> = reading
        .anchors
        .of_block
        .iter()
        .filter_map(|(block, candidate)| match candidate.slot {
            Slot::Field(field) => Some((*block, field, candidate.inside?)),
            _ => None,
        })
        .collect();
    for (block, field, start) in inside {
        let Some(definition) = form.fields.get(field) else { continue };
        let end = reading.page.block(block).map_or(start, |found| found.text().len());
        let rest = reading.page.block(block).and_then(|found| found.text().get(start..end));
        if !definition.answer.contains(&Side::Inside) || is_prompt(definition, rest.unwrap_or("")) {
            continue;
        }
        let Some(found) = reading.page.block(block) else { continue };
        let cell = found.address;
        let choice = ChoicePlace::inline(reading.page, (found, start), &definition.choices, 2);
        let place = choice.map(|choice| {
            reading.places.push(choice);
            reading.places.len() - 1
        });
        reading.claim(block, Disposition::Value, Some(&definition.id));
        reading.answers.push(RawAnswer {
            field: definition.id.clone(),
            blocks: vec![block],
            part: Some(start..end),
            place,
            choices: definition.choices.clone(),
            shape_texts: Vec::new(),
            cell,
        });
    }
}

/// Fields' labels that hold no answer themselves.
fn labels(reading: &Reading<'_, '_>) -> Vec<Label> {
    reading
        .anchors
        .of_block
        .iter()
        .filter(|(block, _)| !reading.fate.contains_key(block))
        .filter_map(|(block, candidate)| match candidate.slot {
            Slot::Field(field) => Some(Label { field, range: reading.page.block(*block)?.range }),
            _ => None,
        })
        .collect()
}

/// All blocks that are no free text, by their last row, then by their first column.
fn taken<'p, 'a>(reading: &Reading<'p, 'a>) -> Vec<Taken<'p, 'a>> {
    let blocks = reading.page.blocks.iter().enumerate();
    let mut taken: Vec<Taken<'_, '_>> = blocks
        .filter(|(index, _)| !reading.is_free(*index))
        .map(|(_, block)| Taken { block, reach: reach(reading, block) })
        .collect();
    taken.sort_by_key(|one| (one.block.range.last.row, one.block.range.first.column));
    taken
}

/// The field a block answers; `None` when no label claims it.
fn best_claim(
    reading: &Reading<'_, '_>,
    labels: &[Label],
    taken: &[Taken<'_, '_>],
    block: BlockIndex,
) -> Option<Claim> {
    let found = reading.page.block(block)?;
    let right = from_left(reading, labels, found);
    let below = from_above(reading, labels, taken, found);
    let claims: Vec<Claim> = right.into_iter().chain(below).collect();
    claims.into_iter().min()
}

/// A claim by the nearest label on the left, with nothing but answers between.
fn from_left(reading: &Reading<'_, '_>, labels: &[Label], block: &Block<'_>) -> Option<Claim> {
    let mut between = 0;
    let mut nearest: Option<BlockIndex> = None;
    for index in reading.page.crossing_rows(block.range.first.row, block.range.first.row) {
        let Some(other) = reading.page.block(index) else { continue };
        if other.range.last.column >= block.range.first.column {
            continue;
        }
        let farther = nearest
            .and_then(|near| reading.page.block(near))
            .is_some_and(|near| near.range.last.column > other.range.last.column);
        if reading.is_free(index) {
            continue;
        }
        if !farther {
            nearest = Some(index);
        }
    }
    let near = reading.page.block(nearest?)?;
    for index in reading.page.crossing_rows(block.range.first.row, block.range.first.row) {
        let Some(other) = reading.page.block(index) else { continue };
        let lies_between = other.range.first.column > near.range.last.column
            && other.range.last.column < block.range.first.column;
        between += u32::from(lies_between);
    }
    let label = labels.iter().find(|label| label.range == near.range)?;
    let field = reading.form.fields.get(label.field)?;
    let rank = field.answer.iter().position(|side| *side == Side::Right)?;
    let beside = false;
    (between < SPLIT_CELLS).then_some(Claim { between, beside, rank, field: label.field })
}

/// A claim by the nearest label above whose columns the block begins in.
fn from_above(
    reading: &Reading<'_, '_>,
    labels: &[Label],
    taken: &[Taken<'_, '_>],
    block: &Block<'_>,
) -> Option<Claim> {
    let column = block.range.first.column;
    let above = taken.partition_point(|one| one.block.range.last.row < block.range.first.row);
    let nearest = taken
        .iter()
        .take(above)
        .rev()
        .take_while(|_| reading.page.spend(1))
        .find(|one| one.reach.has_column(column));
    let Taken { block: near, reach } = nearest?;
    let label = labels.iter().find(|label| label.range == near.range)?;
    let field = reading.form.fields.get(label.field)?;
    let rank = field.answer.iter().position(|side| *side == Side::Below)?;
    let between = between_rows(reading, (near, reach), block);
    let gap = block.range.first.row - near.range.last.row - 1;
    let close = field.kind != FieldKind::Text || (between == 0 && gap <= ROWS_BELOW);
    // A label that is answered on its right has no second answer below it, or only right below.
    let beside = !near.range.has_column(column);
    let answered =
        (beside || field.kind == FieldKind::Text) && has_right_neighbour(reading, near, reach);
    (close && !answered).then_some(Claim { between, beside, rank, field: label.field })
}

/// The columns a label stands over: its own, and on to the next block of its row that is no
/// free text.
fn reach(reading: &Reading<'_, '_>, label: &Block<'_>) -> CellRange {
    let next = reading
        .page
        .crossing_rows(label.range.first.row, label.range.last.row)
        .filter(|index| !reading.is_free(*index))
        .filter_map(|index| reading.page.block(index))
        .map(|other| other.range.first.column)
        .filter(|column| *column > label.range.last.column)
        .min();
    let last = next.map_or(reading.page.end().column, |next| next - 1);
    let last = last.max(label.range.last.column);
    CellRange { first: label.range.first, last: CellAddress::new(label.range.last.row, last) }
}

/// Answers of the same columns between a label and a block.
fn between_rows(
    reading: &Reading<'_, '_>,
    (label, reach): (&Block<'_>, &CellRange),
    block: &Block<'_>,
) -> u32 {
    let rows = label.range.last.row.saturating_add(1)..block.range.first.row;
    let started = reading.page.starting_within(rows);
    let between = started.filter_map(|index| reading.page.block(index)).filter(|other| {
        other.range.last.row < block.range.first.row && reach.has_column(other.range.first.column)
    });
    u32::try_from(between.count()).unwrap_or(u32::MAX)
}

/// Whether a free block stands right of a label, before the next label.
fn has_right_neighbour(reading: &Reading<'_, '_>, label: &Block<'_>, reach: &CellRange) -> bool {
    reading.page.crossing_rows(label.range.first.row, label.range.first.row).any(|index| {
        reading.is_free(index)
            && reading.page.block(index).is_some_and(|other| {
                other.range.first.column > label.range.last.column
                    && reach.has_column(other.range.first.column)
            })
    })
}

/// Makes an answer of a field's blocks, unless they only repeat what is printed there.
fn bind(reading: &mut Reading<'_, '_>, index: usize, blocks: Vec<BlockIndex>) {
    let Some(field) = reading.form.fields.get(index) else { return };
    if let [only] = blocks.as_slice()
        && reading.page.block(*only).is_some_and(|block| is_prompt(field, block.text()))
    {
        reading.claim(*only, Disposition::Label, Some(&field.id));
        return;
    }
    let answer = reading.answer(&field.id, blocks, &field.choices, 2);
    reading.answers.push(answer);
}

fn is_prompt(field: &FieldDefinition, text: &str) -> bool {
    let key = label_key(text);
    field.prompts.iter().any(|prompt| label_key(prompt) == key)
}

/// The zone in which shapes belong to a field: right of the label, or below it.
fn zone(reading: &mut Reading<'_, '_>, labels: &[Label], label: &Label) {
    let Some(field) = reading.form.fields.get(label.field) else { return };
    let answer = reading.answers.iter().position(|answer| answer.field == field.id);
    let below = field.answer.first() == Some(&Side::Below);
    let end = reading.page.end();
    let next_right = next_label(reading, |range| {
        range.first.column > label.range.last.column
            && range.first.row <= label.range.last.row
            && range.last.row >= label.range.first.row
    });
    let last_column = next_right.map_or(end.column + 1, |range| range.first.column - 1);
    let range = if below {
        let next = next_label(reading, |range| {
            range.first.row > label.range.last.row
                && range.first.column <= last_column
                && range.last.column >= label.range.first.column
        });
        let last_row = next.map_or(end.row + 1, |range| range.first.row.saturating_sub(1));
        CellRange::new(
            CellAddress::new(label.range.last.row + 1, label.range.first.column),
            CellAddress::new(last_row.max(label.range.last.row + 1), last_column),
        )
    } else {
        CellRange::new(
            CellAddress::new(label.range.first.row, label.range.last.column + 1),
            CellAddress::new(label.range.last.row, last_column.max(label.range.last.column + 1)),
        )
    };
    debug_assert!(!labels.is_empty(), "a zone is made for one of the labels");
    let zone = FieldZone {
        field: field.id.clone(),
        area: reading.page.area(&range),
        drawing: field.kind == FieldKind::Drawing,
        answer,
        cell: range.first,
    };
    reading.zones.push(zone);
}

/// The first label, in reading order of its distance, that a test accepts.
fn next_label(reading: &Reading<'_, '_>, test: impl Fn(&CellRange) -> bool) -> Option<CellRange> {
    reading
        .anchors
        .of_block
        .keys()
        .take_while(|_| reading.page.spend(1))
        .filter_map(|block| Some(reading.page.block(*block)?.range))
        .filter(|range| test(range))
        .min_by_key(|range| (range.first.row, range.first.column))
}
