//! Tables: repeated rows under a header → raw rows.
//!
//! Input → output: anchors of a table's columns → its rows, cells bound by column. Values are
//! not interpreted.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::anchor::Slot;
use super::model::Disposition;
use super::page::BlockIndex;
use super::reading::{RawAnswer, RawItem, RawRow, Reading};
use crate::config::form_definition::{ColumnDefinition, TableDefinition};
use crate::label::label_key;
use crate::units::{CellAddress, ItemNumber};

/// The id under which the scored items stand in the ledger.
pub(super) const ITEM_FIELD: &str = "score";
/// Least number of consecutive numbers that make a row of item numbers.
const LEAST_NUMBERS: usize = 5;

/// Rows above a table's labels in which headings of its columns may stand.
const HEADER_ROWS: u32 = 3;

/// What stands under a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Column(usize),
    Item(ItemNumber),
    Ignored,
}

/// One header with the columns it covers.
#[derive(Debug, Clone, Copy)]
struct Header {
    role: Role,
    first: u32,
    last: u32,
}

/// A table's headers from left to right, and the last row they cover.
struct HeaderBand {
    headers: Vec<Header>,
    bottom: u32,
}

/// Reads all tables of the form.
pub(super) fn read(reading: &mut Reading<'_, '_>) {
    let form = reading.form;
    for (index, table) in form.tables.iter().enumerate() {
        if let Some(band) = header_band(reading, index, table) {
            read_rows(reading, (index, table), &band);
        }
    }
}

/// The header of a table; `None` when it is not on the sheet.
fn header_band(
    reading: &mut Reading<'_, '_>,
    index: usize,
    table: &TableDefinition,
) -> Option<HeaderBand> {
    let mut blocks: Vec<(Role, BlockIndex)> = (0..table.columns.len())
        .filter_map(|column| {
            let slot = Slot::Column { table: index, column };
            Some((Role::Column(column), *reading.anchors.single.get(&slot)?))
        })
        .collect();
    if blocks.is_empty() || (!table.scored && blocks.len() * 2 < table.columns.len()) {
        return None;
    }
    let top = blocks.iter().filter_map(|(_, b)| Some(reading.page.block(*b)?.address.row)).min()?;
    if table.scored {
        blocks.extend(item_headers(reading, top));
    }
    let near = |reading: &Reading<'_, '_>, block: BlockIndex, bottom: u32| {
        reading
            .page
            .block(block)
            .is_some_and(|b| (top.saturating_sub(HEADER_ROWS)..=bottom).contains(&b.address.row))
    };
    let bottom =
        blocks.iter().filter_map(|(_, b)| Some(reading.page.block(*b)?.range.last.row)).max()?;
    let ignored: Vec<BlockIndex> = reading
        .anchors
        .all(Slot::IgnoredColumn(index))
        .filter(|block| near(reading, *block, bottom))
        .collect();
    blocks.extend(ignored.into_iter().map(|block| (Role::Ignored, block)));
    let mut headers: Vec<Header> = blocks
        .iter()
        .filter_map(|(role, block)| {
            let range = reading.page.block(*block)?.range;
            Some(Header { role: *role, first: range.first.column, last: range.last.column })
        })
        .collect();
    headers.sort_by_key(|header| (header.first, header.last));
    headers.dedup_by_key(|header| (header.first, header.last));
    widen(&mut headers);
    Some(HeaderBand { headers, bottom })
}

/// A header covers the columns up to the next one.
fn widen(headers: &mut [Header]) {
    let starts: Vec<u32> = headers.iter().map(|header| header.first).collect();
    for (index, header) in headers.iter_mut().enumerate() {
        if let Some(next) = starts.get(index + 1) {
            header.last = header
                .last
                .max(next.saturating_sub(1))
                .min(next.saturating_sub(1).max(header.first));
        }
    }
}

/// Columns of the scored items: by their wording where it is printed, or else by their number.
/// Numbers beside wordings are claimed as labels.
fn item_headers(reading: &mut Reading<'_, '_>, top: u32) -> Vec<(Role, BlockIndex)> {
    let mut columns: BTreeMap<u32, (Role, BlockIndex)> = BTreeMap::new();
    let numbers = number_row(reading, top);
    for (item, block) in &numbers {
        reading.claim(*block, Disposition::Label, None);
        if let Some(found) = reading.page.block(*block) {
            columns.insert(found.address.column, (Role::Item(*item), *block));
        }
    }
    for (slot, block) in &reading.anchors.single {
        if let (Slot::Item(item), Some(found)) = (slot, reading.page.block(*block))
            && found.address.row + 3 >= top
        {
            columns.insert(found.address.column, (Role::Item(*item), *block));
        }
    }
    columns.into_values().collect()
}

/// The row of item numbers 1, 2, 3 … within a few rows of the header.
fn number_row(reading: &Reading<'_, '_>, top: u32) -> Vec<(ItemNumber, BlockIndex)> {
    let rows = top.saturating_sub(2)..=top.saturating_add(4);
    rows.map(|row| ascending(reading, row))
        .max_by_key(Vec::len)
        .filter(|run| run.len() >= LEAST_NUMBERS)
        .unwrap_or_default()
}

/// The longest run of ascending item numbers of a row, starting anywhere.
fn ascending(reading: &Reading<'_, '_>, row: u32) -> Vec<(ItemNumber, BlockIndex)> {
    let known = reading.form.items.as_ref().map(|set| &set.items);
    let mut run: Vec<(ItemNumber, BlockIndex)> = Vec::new();
    for block in reading.page.starting_in(row) {
        let Some(number) = reading
            .page
            .block(*block)
            .and_then(|found| printed_number(&found.key.text))
            .filter(|number| known.is_some_and(|items| items.contains_key(number)))
        else {
            continue;
        };
        if run.last().is_none_or(|(last, _)| last.get() + 1 == number.get()) {
            run.push((number, *block));
        } else if run.len() < LEAST_NUMBERS {
            run = vec![(number, *block)];
        }
    }
    run
}

/// The item number a key prints, like `3`, `問3` or `no3`.
pub(super) fn printed_number(key: &str) -> Option<ItemNumber> {
    let digits = key.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    let before = key.chars().count() - digits.chars().count();
    if before > 2 { None } else { digits.parse::<u8>().ok().and_then(ItemNumber::new) }
}

/// Reads rows below the header until a label or the end of the sheet.
fn read_rows(
    reading: &mut Reading<'_, '_>,
    (index, table): (usize, &TableDefinition),
    band: &HeaderBand,
) {
    let Some(left) = band.headers.first().map(|header| header.first) else { return };
    let right = band.headers.iter().map(|header| header.last).max().unwrap_or(left);
    let mut row = band.bottom + 1;
    let end = reading.page.end().row;
    while row <= end {
        let started: Vec<BlockIndex> = reading.page.starting_in(row).to_vec();
        let notes = started.iter().find(|block| is_printed_note(reading, **block)).copied();
        if notes.is_some() || started.iter().any(|block| stops(reading, *block, (left, right))) {
            break;
        }
        let inside = |block: &BlockIndex| {
            let found = reading.page.block(*block);
            found.is_some_and(|found| (left..=right).contains(&found.address.column))
        };
        let last = last_row(reading, band, row);
        let further: Vec<BlockIndex> =
            reading.page.starting_within(row + 1..last.saturating_add(1)).collect();
        // What a row is called may also head an ignored column, like 平均: it is no answer then,
        // but still names its row.
        let name = started.iter().copied().find(inside);
        let blocks: Vec<BlockIndex> = started
            .into_iter()
            .chain(further)
            .filter(|block| reading.is_free(*block) && inside(block))
            .collect();
        if let (Some(name), false, true) =
            (name, blocks.is_empty(), reading.page.spend(band.headers.len()))
        {
            read_row(reading, (index, table), band, Row { number: row, name, blocks: &blocks });
        }
        row = last + 1;
    }
}

/// The last sheet row of a table's row: long boxes go on beside a merged first cell.
///
/// Rows with scores of their own are entries, whatever is merged to their left.
fn last_row(reading: &Reading<'_, '_>, band: &HeaderBand, row: u32) -> u32 {
    let Some(first) = band.headers.first() else { return row };
    let merged = reading.page.range_at(CellAddress::new(row, first.first)).last.row;
    let is_scored = |block: &BlockIndex| {
        let column = reading.page.block(*block).map(|found| found.address.column);
        band.headers.iter().any(|header| {
            matches!(header.role, Role::Item(_))
                && column.is_some_and(|column| (header.first..=header.last).contains(&column))
        })
    };
    let below = row + 1..merged.saturating_add(1);
    let own = reading.page.starting_within(below).any(|block| is_scored(&block));
    if own { row } else { merged.max(row) }
}

/// Whether a block is an explanation printed below a table, like 【…】 or ※….
fn is_printed_note(reading: &Reading<'_, '_>, block: BlockIndex) -> bool {
    let text = reading.page.block(block).map_or("", |found| found.text().trim_start());
    text.starts_with(['【', '※'])
}

/// Whether a block ends the table: a label, heading or note below its columns.
fn stops(reading: &Reading<'_, '_>, block: BlockIndex, (left, right): (u32, u32)) -> bool {
    let Some(found) = reading.page.block(block) else { return false };
    let across = found.range.first.column <= right && found.range.last.column >= left;
    let own = matches!(
        reading.anchors.slot(block),
        None | Some(
            Slot::ScoreHeading | Slot::ReasonHeading | Slot::ItemHeading | Slot::IgnoredColumn(_)
        )
    );
    across && !own
}

/// One row of a table.
struct Row<'a> {
    number: u32,
    /// The first text in it.
    name: BlockIndex,
    /// What may be answers in it, at least one.
    blocks: &'a [BlockIndex],
}

/// Binds one row's blocks to the columns they stand in.
fn read_row(
    reading: &mut Reading<'_, '_>,
    (index, table): (usize, &TableDefinition),
    band: &HeaderBand,
    Row { number, name, blocks }: Row<'_>,
) {
    let first_key = reading.page.block(name).map(|found| found.key.text.clone());
    let is = |words: &[String]| {
        first_key.as_ref().is_some_and(|key| words.iter().any(|word| label_key(word) == *key))
    };
    if is(&table.ignored_rows) {
        for block in blocks {
            reading.claim(*block, Disposition::Ignored, None);
        }
        return;
    }
    let is_mean = is(&table.mean_rows);
    let by_header = by_header(reading, band, blocks);
    let only_numbers = by_header.keys().all(|header| is_numbering(table, band, *header));
    let mut raw = RawRow {
        table: index,
        cell: CellAddress::new(number, band.headers.first().map_or(0, |header| header.first)),
        answers: Vec::new(),
        items: Vec::new(),
        is_mean,
    };
    for (place, header) in band.headers.iter().enumerate() {
        let own = by_header.get(&place).cloned().unwrap_or_default();
        match header.role {
            Role::Ignored => {
                for block in own {
                    reading.claim(block, Disposition::Ignored, None);
                }
            }
            Role::Column(_) if is_mean || (only_numbers && !own.is_empty()) => {
                for block in own {
                    reading.claim(block, Disposition::Label, None);
                }
            }
            Role::Column(column) => {
                let column = table.columns.get(column);
                raw.answers.extend(column.and_then(|column| cell(reading, column, own)));
            }
            Role::Item(item) => {
                raw.items.push(item_cell(
                    reading,
                    item,
                    own,
                    CellAddress::new(number, header.first),
                ));
            }
        }
    }
    let filled = !raw.answers.is_empty() || raw.items.iter().any(|item| item.answer.is_some());
    if filled && !only_numbers {
        raw.cell = blocks
            .first()
            .and_then(|block| reading.page.block(*block))
            .map_or(raw.cell, |found| found.address);
        reading.rows.push(raw);
    }
}

/// The blocks of a row by the header they stand under; others stay free.
fn by_header(
    reading: &Reading<'_, '_>,
    band: &HeaderBand,
    blocks: &[BlockIndex],
) -> BTreeMap<usize, Vec<BlockIndex>> {
    let mut found: BTreeMap<usize, Vec<BlockIndex>> = BTreeMap::new();
    for block in blocks {
        let Some(column) = reading.page.block(*block).map(|found| found.address.column) else {
            continue;
        };
        if !reading.page.spend(band.headers.len()) {
            break;
        }
        let header = band.headers.iter().position(|h| (h.first..=h.last).contains(&column));
        if let Some(header) = header {
            found.entry(header).or_default().push(*block);
        }
    }
    found
}

fn is_numbering(table: &TableDefinition, band: &HeaderBand, header: usize) -> bool {
    match band.headers.get(header).map(|header| header.role) {
        Some(Role::Column(column)) => table.columns.get(column).is_some_and(|c| c.numbering),
        Some(Role::Ignored) => true,
        _ => false,
    }
}

fn cell(
    reading: &mut Reading<'_, '_>,
    column: &ColumnDefinition,
    blocks: Vec<BlockIndex>,
) -> Option<RawAnswer> {
    if blocks.is_empty() {
        return None;
    }
    Some(reading.answer(&column.id, blocks, &column.choices, 2))
}

fn item_cell(
    reading: &mut Reading<'_, '_>,
    item: ItemNumber,
    blocks: Vec<BlockIndex>,
    cell: CellAddress,
) -> RawItem {
    let scale = reading.form.items.as_ref().map(|set| set.scale.clone()).unwrap_or_default();
    let field: Arc<str> = Arc::from(ITEM_FIELD);
    let answer = (!blocks.is_empty()).then(|| reading.answer(&field, blocks, &scale, 3));
    let cell = answer.as_ref().map_or(cell, |answer| answer.cell);
    RawItem { item, answer, reason: None, cell }
}
