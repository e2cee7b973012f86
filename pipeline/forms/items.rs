//! Items: the scored items of a reflection form → raw items with answer and reason.
//!
//! Input → output: anchors of the items' wordings → for each the places of score and reason,
//! whether the answer is typed, chosen from one printed text, or from a row of cells.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::anchor::Slot;
use super::choice;
use super::mark::ChoicePlace;
use super::model::Disposition;
use super::page::BlockIndex;
use super::reading::{RawAnswer, RawItem, Reading};
use super::table::{ITEM_FIELD, printed_number};
use crate::config::form_definition::ItemSet;
use crate::units::{CellAddress, CellRange, ItemNumber};

/// The id of reasons in the ledger.
const REASON_FIELD: &str = "score_reason";
/// Least different scores that make a printed scale.
const LEAST_SCALE: usize = 3;

/// What a column of the item table is for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Purpose {
    Score,
    Reason,
    /// Score above, reason below or behind it.
    Both,
    /// The column of one score, by its place in the scale.
    Option(Arc<str>),
}

/// An item's wording and the cells that answer it.
#[derive(Debug, Clone, Copy)]
struct Band {
    item: ItemNumber,
    /// Rows of the item, columns right of its wording.
    zone: CellRange,
}

/// Reads the items of a form whose items are no table's columns.
pub(super) fn read(reading: &mut Reading<'_, '_>) {
    let Some(set) = reading.form.items.clone() else { return };
    if reading.form.tables.iter().any(|table| table.scored) {
        return;
    }
    let wordings = wordings(reading, &set);
    let numbers = claim_numbers(reading, &wordings);
    let bands = bands(reading, &wordings, &numbers);
    let purposes = purposes(reading, &set, &bands);
    for band in &bands {
        let item = read_item(reading, &set, band, &purposes);
        reading.items.push(item);
    }
}

/// Where each item's wording stands: matched texts, and for missing ones the text beside a
/// number in the columns where the others have theirs.
fn wordings(reading: &mut Reading<'_, '_>, set: &ItemSet) -> BTreeMap<ItemNumber, CellRange> {
    let mut found: BTreeMap<ItemNumber, CellRange> = BTreeMap::new();
    let mut columns: Vec<u32> = Vec::new();
    for item in set.items.keys() {
        let block = reading.anchors.single.get(&Slot::Item(*item));
        if let Some(range) = block.and_then(|b| reading.page.block(*b)).map(|b| b.range) {
            columns.push(range.first.column);
            found.insert(*item, range);
        }
    }
    columns.sort_unstable();
    columns.dedup();
    let missing: Vec<ItemNumber> =
        set.items.keys().filter(|item| !found.contains_key(item)).copied().collect();
    if found.len() < missing.len() {
        return found;
    }
    for item in missing {
        if let Some((block, range)) = reworded(reading, item, &columns, &found) {
            reading.claim(block, Disposition::Label, None);
            found.insert(item, range);
        }
    }
    found
}

/// A text in the wordings' columns with the item's number right before it.
fn reworded(
    reading: &Reading<'_, '_>,
    item: ItemNumber,
    columns: &[u32],
    found: &BTreeMap<ItemNumber, CellRange>,
) -> Option<(BlockIndex, CellRange)> {
    let top = found.values().map(|range| range.first.row).min()?;
    let bottom = found.values().map(|range| range.last.row).max()?.saturating_add(8);
    reading.page.blocks.iter().enumerate().find_map(|(index, block)| {
        let row = block.address.row;
        let here = columns.contains(&block.address.column)
            && (top..=bottom).contains(&row)
            && reading.is_free(index)
            && block.key.length >= 4;
        let number = here.then(|| before(reading, index)).flatten()?;
        let printed = printed_number(&reading.page.block(number)?.key.text)?;
        (printed == item).then_some((index, block.range))
    })
}

/// The nearest block left of a block in its first row.
fn before(reading: &Reading<'_, '_>, block: BlockIndex) -> Option<BlockIndex> {
    let own = reading.page.block(block)?;
    let row = own.address.row;
    reading
        .page
        .crossing_rows(row, row)
        .filter_map(|index| Some((reading.page.block(index)?.range.last.column, index)))
        .filter(|(last, _)| *last < own.address.column)
        .max()
        .map(|(_, index)| index)
}

/// Item numbers printed left of the wordings, claimed as labels.
fn claim_numbers(
    reading: &mut Reading<'_, '_>,
    wordings: &BTreeMap<ItemNumber, CellRange>,
) -> Vec<CellRange> {
    let mut numbers = Vec::new();
    for range in wordings.values() {
        let Some(index) = reading.page.blocks.iter().position(|b| b.address == range.first) else {
            continue;
        };
        let Some(number) = before(reading, index).filter(|number| reading.is_free(*number)) else {
            continue;
        };
        let Some(block) = reading.page.block(number) else { continue };
        if printed_number(&block.key.text).is_some() {
            numbers.push(block.range);
            reading.claim(number, Disposition::Label, None);
        }
    }
    numbers
}

/// The rows and columns in which each item is answered.
fn bands(
    reading: &Reading<'_, '_>,
    wordings: &BTreeMap<ItemNumber, CellRange>,
    numbers: &[CellRange],
) -> Vec<Band> {
    let labels: Vec<CellRange> = reading
        .anchors
        .of_block
        .keys()
        .filter_map(|block| reading.page.block(*block))
        .map(|block| block.range)
        .chain(numbers.iter().copied())
        .collect();
    let mut bands = Vec::new();
    let mut usual = 1;
    for (item, range) in wordings {
        let last = band_end(range, &labels, wordings, usual, reading.page.end().row);
        usual = last - range.first.row + 1;
        let start = range.last.column + 1;
        let rows = CellRange::new(
            CellAddress::new(range.first.row, start),
            CellAddress::new(last, u32::MAX),
        );
        let next = labels
            .iter()
            .chain(wordings.values())
            .filter(|label| label.first.column >= start && label.intersects(&rows))
            .map(|label| label.first.column)
            .min();
        let right = next.map_or(reading.page.end().column + 1, |next| next.saturating_sub(1));
        if right >= start {
            let zone = CellRange { first: rows.first, last: CellAddress::new(last, right) };
            bands.push(Band { item: *item, zone });
        }
    }
    bands
}

/// The last row of an item: before the next label in its columns, at most as high as usual.
fn band_end(
    range: &CellRange,
    labels: &[CellRange],
    wordings: &BTreeMap<ItemNumber, CellRange>,
    usual: u32,
    end: u32,
) -> u32 {
    let same_column = |other: &CellRange| {
        other.first.row > range.last.row && other.has_column(range.first.column)
    };
    let next_item =
        wordings.values().filter(|other| same_column(other)).map(|other| other.first.row).min();
    let next_label =
        labels.iter().filter(|other| same_column(other)).map(|other| other.first.row).min();
    let limit = match (next_item, next_label) {
        (Some(item), Some(label)) => item.min(label) - 1,
        (Some(item), None) => item - 1,
        // The last item: no higher than the one before it.
        (None, Some(label)) => (label - 1).min(range.first.row + usual.max(1) - 1),
        (None, None) => range.first.row + usual.max(1) - 1,
    };
    limit.min(end.max(range.last.row)).max(range.last.row)
}

/// What each column of the item table is for, by the headings above the items.
fn purposes(
    reading: &mut Reading<'_, '_>,
    set: &ItemSet,
    bands: &[Band],
) -> BTreeMap<u32, Purpose> {
    let mut purposes = BTreeMap::new();
    let Some(top) = bands.iter().map(|band| band.zone.first.row).min() else { return purposes };
    for (slot, purpose) in [
        (Slot::ScoreHeading, Purpose::Score),
        (Slot::ReasonHeading, Purpose::Reason),
        (Slot::BothHeading, Purpose::Both),
    ] {
        for range in reading
            .anchors
            .all(slot)
            .filter_map(|block| Some(reading.page.block(block)?.range))
            .filter(|range| range.last.row < top)
        {
            for column in range.first.column..=range.last.column.min(range.first.column + 64) {
                purposes.insert(column, purpose.clone());
            }
        }
    }
    for (column, label, block) in scale_headings(reading, set, top) {
        reading.claim(block, Disposition::Label, None);
        purposes.insert(column, Purpose::Option(label));
    }
    purposes
}

/// A row of scores printed over the items: 5 4 3 2 1, a column each.
fn scale_headings(
    reading: &Reading<'_, '_>,
    set: &ItemSet,
    top: u32,
) -> Vec<(u32, Arc<str>, BlockIndex)> {
    let mut found = Vec::new();
    for row in top.saturating_sub(4)..top {
        let here: Vec<(u32, Arc<str>, BlockIndex)> = reading
            .page
            .starting_in(row)
            .iter()
            .filter(|block| reading.is_free(**block))
            .filter_map(|index| {
                let block = reading.page.block(*index)?;
                let option = choice::exact_option(block.text(), &set.scale)
                    .or_else(|| leading_option(block.text(), &set.scale))?;
                Some((block.address.column, set.scale.get(option)?.clone(), *index))
            })
            .collect();
        if here.len() >= LEAST_SCALE {
            found.extend(here);
        }
    }
    found
}

/// 「5点」, 「5（とても）」: the score a heading begins with.
fn leading_option(text: &str, scale: &[Arc<str>]) -> Option<usize> {
    let digits: String = crate::label::label_key(text);
    scale.iter().position(|score| {
        digits
            .strip_prefix(&**score)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
    })
}

/// Binds one item.
fn read_item(
    reading: &mut Reading<'_, '_>,
    set: &ItemSet,
    band: &Band,
    purposes: &BTreeMap<u32, Purpose>,
) -> RawItem {
    let blocks = blocks_of(reading, band, purposes);
    let options = option_cells(reading, set, band, purposes, &blocks);
    if options.len() >= LEAST_SCALE {
        return from_cells(reading, band, &options, &blocks);
    }
    let (score, reasons) = split(reading, set, &blocks, purposes);
    let field: Arc<str> = Arc::from(ITEM_FIELD);
    let mut answer =
        score.map(|block| reading.answer(&field, vec![block], &set.scale, LEAST_SCALE));
    let mut reason = reason(reading, reasons);
    if reason.is_none()
        && let Some(found) = answer.as_mut()
    {
        reason = reason_behind(reading, found, set);
    }
    let cell = answer.as_ref().map_or_else(|| place_of_score(band, purposes), |a| a.cell);
    RawItem { item: band.item, answer, reason, cell }
}

/// The free blocks of an item's zone; where reasons have a heading, only those under a heading.
fn blocks_of(
    reading: &Reading<'_, '_>,
    band: &Band,
    purposes: &BTreeMap<u32, Purpose>,
) -> Vec<BlockIndex> {
    let headed = purposes.iter().any(|(column, purpose)| {
        band.zone.has_column(*column) && matches!(purpose, Purpose::Reason | Purpose::Both)
    });
    reading
        .page
        .crossing_rows(band.zone.first.row, band.zone.last.row)
        .filter(|block| reading.is_free(*block))
        .filter(|block| {
            reading.page.block(*block).is_some_and(|found| {
                band.zone.contains(found.address)
                    && (!headed || purposes.contains_key(&found.address.column))
            })
        })
        .collect()
}

/// The cells of the scale in this item's rows: under the scale's headings, or printed here.
fn option_cells(
    reading: &Reading<'_, '_>,
    set: &ItemSet,
    band: &Band,
    purposes: &BTreeMap<u32, Purpose>,
    blocks: &[BlockIndex],
) -> Vec<(Arc<str>, CellRange)> {
    let row = band.zone.first.row;
    let under: Vec<(Arc<str>, CellRange)> = purposes
        .iter()
        .filter(|(column, _)| band.zone.has_column(**column))
        .filter_map(|(column, purpose)| match purpose {
            Purpose::Option(label) => {
                Some((label.clone(), cell_range(reading, CellAddress::new(row, *column), band)))
            }
            _ => None,
        })
        .collect();
    if under.len() >= LEAST_SCALE {
        return under;
    }
    let printed: Vec<(Arc<str>, CellRange)> = blocks
        .iter()
        .filter_map(|block| reading.page.block(*block))
        .filter(|block| block.address.row == row)
        .filter_map(|block| {
            let option = choice::exact_option(block.text(), &set.scale)?;
            Some((set.scale.get(option)?.clone(), block.range))
        })
        .collect();
    if printed.len() >= LEAST_SCALE { printed } else { Vec::new() }
}

/// A cell's merged range, or the cell through all of the item's rows when these are one wording.
fn cell_range(reading: &Reading<'_, '_>, address: CellAddress, band: &Band) -> CellRange {
    let range = reading.page.range_at(address);
    if range.first == range.last && band.zone.first.row == band.zone.last.row {
        CellRange::cell(address)
    } else {
        range
    }
}

/// An item whose scores have a cell each.
fn from_cells(
    reading: &mut Reading<'_, '_>,
    band: &Band,
    options: &[(Arc<str>, CellRange)],
    blocks: &[BlockIndex],
) -> RawItem {
    let field: Arc<str> = Arc::from(ITEM_FIELD);
    let is_option = |reading: &Reading<'_, '_>, block: BlockIndex| {
        reading
            .page
            .block(block)
            .is_some_and(|found| options.iter().any(|(_, range)| range.contains(found.address)))
    };
    let (own, rest): (Vec<BlockIndex>, Vec<BlockIndex>) =
        blocks.iter().partition(|block| is_option(reading, **block));
    let place = reading.places.len();
    reading.places.push(ChoicePlace::cells(reading.page, options));
    for block in &own {
        let printed = reading.page.block(*block).is_some_and(|found| {
            options.iter().any(|(label, range)| {
                range.first == found.address && **label == *crate::label::label_key(found.text())
            })
        });
        let disposition = if printed { Disposition::Label } else { Disposition::Value };
        reading.claim(*block, disposition, Some(&field));
    }
    let cell = options.first().map_or(band.zone.first, |(_, range)| range.first);
    let answer = RawAnswer {
        field,
        blocks: own,
        part: None,
        place: Some(place),
        choices: Vec::new(),
        shape_texts: Vec::new(),
        cell,
    };
    let reason = reason(reading, rest);
    RawItem { item: band.item, answer: Some(answer), reason, cell }
}

/// Which of the blocks is the score, which are reasons.
fn split(
    reading: &Reading<'_, '_>,
    set: &ItemSet,
    blocks: &[BlockIndex],
    purposes: &BTreeMap<u32, Purpose>,
) -> (Option<BlockIndex>, Vec<BlockIndex>) {
    let purpose = |block: &BlockIndex| {
        reading.page.block(*block).and_then(|found| purposes.get(&found.address.column))
    };
    let typed_score = blocks.iter().find(|block| purpose(block) == Some(&Purpose::Score));
    let score = typed_score.copied().or_else(|| {
        blocks
            .iter()
            .find(|block| {
                purpose(block) != Some(&Purpose::Reason)
                    && reading
                        .page
                        .block(**block)
                        .is_some_and(|found| looks_like_score(found.text(), set))
            })
            .copied()
    });
    let reasons = blocks.iter().filter(|block| Some(**block) != score).copied().collect();
    (score, reasons)
}

/// Whether a text is a score rather than a reason: it begins with a digit, or holds one and is
/// short, or prints the scale.
fn looks_like_score(text: &str, set: &ItemSet) -> bool {
    let key = crate::label::label_key(text);
    let short = key.chars().count() <= 8;
    let has_digit = key.chars().any(|letter| letter.is_ascii_digit());
    let leading = key.starts_with(|letter: char| letter.is_ascii_digit());
    leading
        || (short && has_digit)
        || !choice::printed_options(text, &set.scale, LEAST_SCALE).is_empty()
}

fn reason(reading: &mut Reading<'_, '_>, blocks: Vec<BlockIndex>) -> Option<RawAnswer> {
    if blocks.is_empty() {
        return None;
    }
    let field: Arc<str> = Arc::from(REASON_FIELD);
    Some(reading.answer(&field, blocks, &[], 1))
}

/// 「4　質問が医療面に偏っていた」: score and reason in one cell.
fn reason_behind(
    reading: &Reading<'_, '_>,
    answer: &mut RawAnswer,
    set: &ItemSet,
) -> Option<RawAnswer> {
    let [only] = answer.blocks.as_slice() else { return None };
    let text = reading.page.block(*only)?.text();
    let cut = text.find(['\n', ' ', '　', ':', '：'])?;
    let head = text.get(..cut)?;
    let alone = choice::exact_option(head, &set.scale)
        .or_else(|| leading_option(head, &set.scale).filter(|_| head.ends_with('点')));
    let start = cut + text.get(cut..)?.chars().next()?.len_utf8();
    let rest = text.get(start..)?;
    let is_words =
        crate::label::label_key(rest).chars().filter(|c| !c.is_ascii_digit()).count() >= 4;
    if alone.is_none() || !is_words {
        return None;
    }
    let field: Arc<str> = Arc::from(REASON_FIELD);
    let mut reason = answer.clone();
    reason.field = field;
    reason.part = Some(start..text.len());
    reason.place = None;
    reason.choices = Vec::new();
    answer.part = Some(0..cut);
    Some(reason)
}

/// Where the score would stand.
fn place_of_score(band: &Band, purposes: &BTreeMap<u32, Purpose>) -> CellAddress {
    let column = purposes
        .iter()
        .find(|(column, purpose)| {
            band.zone.has_column(**column) && matches!(purpose, Purpose::Score | Purpose::Both)
        })
        .map_or(band.zone.first.column, |(column, _)| *column);
    CellAddress::new(band.zone.first.row, column)
}
