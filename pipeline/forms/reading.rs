//! Reading: what is known about one sheet while its answers are being bound.
//!
//! Input → output: page, definition and anchors → raw answers, choice places and the fate of
//! every block. Tables, items and fields write into it, in that order.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::anchor::Anchors;
use super::choice;
use super::mark::ChoicePlace;
use super::model::{Answer, Disposition, Mark, MarkMethod, ScoredItem};
use super::page::{Area, BlockIndex, Page};
use crate::config::form_definition::FormDefinition;
use crate::grid::CellValue;
use crate::units::{CellAddress, ItemNumber};

/// An answer before the marks are decided.
#[derive(Debug, Clone)]
pub(super) struct RawAnswer {
    /// The field's id.
    pub(super) field: Arc<str>,
    /// The blocks it stands in, in reading order.
    pub(super) blocks: Vec<BlockIndex>,
    /// The part of the only block's text that is the answer, in bytes; `None` for all of it.
    pub(super) part: Option<std::ops::Range<usize>>,
    /// The choice printed there, by its place in [`Reading::places`].
    pub(super) place: Option<usize>,
    /// The options a typed word may be.
    pub(super) choices: Vec<Arc<str>>,
    /// Texts of shapes in the answer's place.
    pub(super) shape_texts: Vec<String>,
    /// Where the answer stands, or would stand.
    pub(super) cell: CellAddress,
}

/// A scored item before the marks are decided.
#[derive(Debug, Clone)]
pub(super) struct RawItem {
    pub(super) item: ItemNumber,
    pub(super) answer: Option<RawAnswer>,
    pub(super) reason: Option<RawAnswer>,
    pub(super) cell: CellAddress,
}

/// A table's row before the marks are decided.
#[derive(Debug, Clone)]
pub(super) struct RawRow {
    pub(super) table: usize,
    pub(super) cell: CellAddress,
    pub(super) answers: Vec<RawAnswer>,
    pub(super) items: Vec<RawItem>,
    pub(super) is_mean: bool,
}

/// A zone in which shapes belong to a field.
#[derive(Debug, Clone)]
pub(super) struct FieldZone {
    pub(super) field: Arc<str>,
    pub(super) area: Area,
    /// Whether the zone is there to be drawn in.
    pub(super) drawing: bool,
    /// The answer's place among [`Reading::answers`], if it has one.
    pub(super) answer: Option<usize>,
    pub(super) cell: CellAddress,
}

/// Everything known about a sheet so far.
pub(super) struct Reading<'p, 'a> {
    pub(super) page: &'p Page<'a>,
    pub(super) form: &'p FormDefinition,
    pub(super) anchors: &'p Anchors,
    /// What became of each block; labels are entered at the end.
    pub(super) fate: BTreeMap<BlockIndex, (Disposition, Option<Arc<str>>)>,
    /// Choices printed on the sheet.
    pub(super) places: Vec<ChoicePlace>,
    pub(super) answers: Vec<RawAnswer>,
    pub(super) items: Vec<RawItem>,
    pub(super) rows: Vec<RawRow>,
    pub(super) zones: Vec<FieldZone>,
}

impl<'p, 'a> Reading<'p, 'a> {
    /// Nothing read yet.
    pub(super) fn new(page: &'p Page<'a>, form: &'p FormDefinition, anchors: &'p Anchors) -> Self {
        Self {
            page,
            form,
            anchors,
            fate: BTreeMap::new(),
            places: Vec::new(),
            answers: Vec::new(),
            items: Vec::new(),
            rows: Vec::new(),
            zones: Vec::new(),
        }
    }

    /// Whether a block is neither a label nor claimed.
    pub(super) fn is_free(&self, block: BlockIndex) -> bool {
        !self.fate.contains_key(&block) && !self.anchors.is_label(block)
    }

    /// Claims a block.
    pub(super) fn claim(
        &mut self,
        block: BlockIndex,
        disposition: Disposition,
        field: Option<&Arc<str>>,
    ) {
        self.fate.insert(block, (disposition, field.cloned()));
    }

    /// An answer of some blocks, claimed; choices printed in a single block become a place.
    pub(super) fn answer(
        &mut self,
        field: &Arc<str>,
        blocks: Vec<BlockIndex>,
        choices: &[Arc<str>],
        least: usize,
    ) -> RawAnswer {
        let mut place = None;
        if let ([only], false) = (blocks.as_slice(), choices.is_empty())
            && let Some(block) = self.page.block(*only)
            && let Some(found) = ChoicePlace::inline(self.page, (block, 0), choices, least)
        {
            place = Some(self.places.len());
            self.places.push(found);
        }
        for block in &blocks {
            self.claim(*block, Disposition::Value, Some(field));
        }
        let first = blocks.first().and_then(|block| self.page.block(*block));
        RawAnswer {
            field: field.clone(),
            cell: first.map_or(CellAddress::new(0, 0), |block| block.address),
            blocks,
            part: None,
            place,
            choices: choices.to_vec(),
            shape_texts: Vec::new(),
        }
    }

    /// Adds a shape's text to the answer of the zone it lies in.
    pub(super) fn add_shape_text(&mut self, zone: usize, text: &str) {
        let Some(found) = self.zones.get(zone).cloned() else { return };
        let place = found.answer.unwrap_or_else(|| {
            self.answers.push(RawAnswer {
                field: found.field.clone(),
                blocks: Vec::new(),
                part: None,
                place: None,
                choices: Vec::new(),
                shape_texts: Vec::new(),
                cell: found.cell,
            });
            self.answers.len() - 1
        });
        if let Some(known) = self.zones.get_mut(zone) {
            known.answer = Some(place);
        }
        if let Some(answer) = self.answers.get_mut(place) {
            answer.shape_texts.push(text.to_owned());
        }
    }

    /// A raw answer once its marks are decided; `None` when nothing is there.
    pub(super) fn decided(&self, raw: &RawAnswer) -> Option<Answer> {
        let mark = raw.place.and_then(|place| self.places.get(place)).map(ChoicePlace::decide);
        let mut text = self.text_of(raw);
        for extra in &raw.shape_texts {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(extra);
        }
        if text.trim().is_empty() && !matches!(mark, Some(Mark::One { .. } | Mark::Unclear { .. }))
        {
            return None;
        }
        let mark = mark.or_else(|| typed_option(&text, &raw.choices));
        let mut cells: Vec<CellAddress> =
            raw.blocks.iter().filter_map(|block| Some(self.page.block(*block)?.address)).collect();
        cells.sort_unstable();
        if cells.is_empty() {
            cells.push(raw.cell);
        }
        let value = self.value_of(raw, &text);
        Some(Answer { field: raw.field.clone(), text, value, cells, mark })
    }

    /// The typed value of an answer in one cell, text otherwise.
    fn value_of(&self, raw: &RawAnswer, text: &str) -> CellValue {
        match (raw.blocks.as_slice(), &raw.part, raw.shape_texts.is_empty()) {
            ([only], None, true) => {
                self.page.block(*only).map_or(CellValue::Empty, |block| block.cell.value.clone())
            }
            _ => CellValue::Text(Arc::from(text)),
        }
    }

    /// The text of an answer: cells of one row with a space, rows with a line break between.
    fn text_of(&self, raw: &RawAnswer) -> String {
        let mut text = String::new();
        let mut last_row = None;
        for block in raw.blocks.iter().filter_map(|block| self.page.block(*block)) {
            let whole = block.text();
            let part = raw.part.clone().map_or(whole, |part| whole.get(part).unwrap_or(whole));
            match last_row {
                Some(row) if row == block.address.row => text.push(' '),
                Some(_) => text.push('\n'),
                None => {}
            }
            text.push_str(part.trim_matches(['\n', '\r', ' ', '　']));
            last_row = Some(block.address.row);
        }
        text
    }

    /// An item once its marks are decided.
    pub(super) fn decided_item(&self, raw: &RawItem) -> ScoredItem {
        let mut answer = raw.answer.as_ref().and_then(|answer| self.decided(answer));
        let mut cell = raw.cell;
        // In a choice of cells the answer stands in the cell of the option that is marked.
        let place = raw.answer.as_ref().and_then(|answer| self.places.get(answer.place?));
        if let (Some(place), Some(found)) = (place, answer.as_mut())
            && let Some(Mark::One { option, .. }) = &found.mark
            && let Some(chosen) = place.options.iter().find(|o| o.label == *option)
            && place.options.iter().any(|other| other.cell != chosen.cell)
        {
            cell = chosen.cell;
            found.cells = vec![cell];
            found.text =
                self.page.sheet.cells.get(&cell).map_or(String::new(), |c| c.text.to_string());
        }
        let reason = raw.reason.as_ref().and_then(|reason| self.decided(reason));
        ScoredItem { item: raw.item, answer, reason, cell }
    }
}

/// A typed word that is exactly one of the options.
fn typed_option(text: &str, choices: &[Arc<str>]) -> Option<Mark> {
    let option = choices.get(choice::exact_option(text, choices)?)?.clone();
    let circled = text.trim().chars().all(choice::is_circled);
    let method = if circled { MarkMethod::CircledDigit } else { MarkMethod::Typed };
    Some(Mark::One { option, method })
}
