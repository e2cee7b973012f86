//! Anchors: which blocks of a page are which labels of a form.
//!
//! Input → output: page and definition → candidates with their quality, then one binding of
//! blocks to slots. Answers are not looked at.

use std::collections::BTreeMap;

use super::page::{Block, BlockIndex, Page};
use crate::config::form_definition::FormDefinition;
use crate::label::{Key, head_key, is_bracketed, label_key};
use crate::units::ItemNumber;

/// What a label stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slot {
    /// The title line.
    Title,
    /// The printed mark, like 様式②.
    Mark,
    /// A field, by its place in the definition.
    Field(usize),
    /// A table's column.
    Column { table: usize, column: usize },
    /// A table's column that is not used.
    IgnoredColumn(usize),
    /// A scored item's wording.
    Item(ItemNumber),
    /// A domain over items.
    Domain,
    /// A heading over scores.
    ScoreHeading,
    /// A heading over reasons.
    ReasonHeading,
    /// A heading over scores and reasons together.
    BothHeading,
    /// A heading without answer, by its place in the definition.
    Heading(usize),
    /// Another heading of the item table.
    ItemHeading,
    /// A printed explanation.
    Note,
}

impl Slot {
    /// Whether only one block of a sheet can be this label.
    const fn is_single(self) -> bool {
        matches!(self, Self::Field(_) | Self::Column { .. } | Self::Item(_))
    }
}

/// A wording of a slot with its keys.
#[derive(Debug)]
struct Wording {
    slot: Slot,
    key: Key,
    head: Option<Key>,
}

/// A definition's labels, prepared once.
#[derive(Debug)]
pub(super) struct Labels {
    wordings: Vec<Wording>,
    by_key: BTreeMap<String, Vec<usize>>,
    titles: Vec<String>,
    marks: Vec<String>,
}

/// A block that may be a label.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) block: BlockIndex,
    pub(super) slot: Slot,
    /// 1 for an equal text, less for a similar one.
    pub(super) quality: f64,
    /// Byte offset in the text where an answer inside the label's own cell begins.
    pub(super) inside: Option<usize>,
}

/// Least similarity of a label that differs by small edits.
const SIMILAR: f64 = 0.8;
/// Shortest label that counts when a longer text begins with it.
const LONG_LABEL: usize = 10;
/// Bytes within which a label ends whose answer stands in its own cell.
const LONGEST_HEAD: usize = 1500;
/// Steps of work that making a key of one byte amounts to.
const KEY_STEPS: usize = 8;

impl Labels {
    /// Prepares a definition.
    pub(super) fn new(form: &FormDefinition) -> Self {
        let mut wordings = Vec::new();
        let mut add = |slot: Slot, texts: &[String]| {
            wordings.extend(texts.iter().map(|text| Wording {
                slot,
                key: Key::new(label_key(text)),
                head: head_key(text).map(Key::new),
            }));
        };
        for (index, field) in form.fields.iter().enumerate() {
            add(Slot::Field(index), &field.labels);
        }
        for (table, definition) in form.tables.iter().enumerate() {
            for (column, labels) in definition.columns.iter().map(|c| &c.labels).enumerate() {
                add(Slot::Column { table, column }, labels);
            }
            add(Slot::IgnoredColumn(table), &definition.ignored_columns);
        }
        for (index, heading) in form.headings.iter().enumerate() {
            add(Slot::Heading(index), std::slice::from_ref(heading));
        }
        add(Slot::Note, &form.notes);
        add_items(form, &mut add);
        wordings.retain(|wording| wording.key.length > 0);
        let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, wording) in wordings.iter().enumerate() {
            by_key.entry(wording.key.text.clone()).or_default().push(index);
        }
        let keys = |texts: &[String]| texts.iter().map(|text| label_key(text)).collect();
        Self {
            wordings,
            by_key,
            titles: keys(&form.recognition.titles),
            marks: keys(&form.recognition.marks),
        }
    }

    /// Every block that may be one of the labels.
    pub(super) fn candidates(&self, page: &Page<'_>) -> Vec<Candidate> {
        let mut found = Vec::new();
        for index in 0..page.blocks.len() {
            self.of_block(page, index, &mut found);
        }
        found
    }

    fn of_block(&self, page: &Page<'_>, index: BlockIndex, found: &mut Vec<Candidate>) {
        let Some(block) = page.block(index) else { return };
        if block.key.length == 0 {
            return;
        }
        let before = found.len();
        let mut push = |slot: Slot, quality: f64, inside: Option<usize>| {
            found.push(Candidate { block: index, slot, quality, inside });
        };
        for slot in self.equal(&block.key.text) {
            push(slot, 1.0, None);
        }
        if let Some(head) = &block.head {
            for slot in self.equal(&head.text) {
                push(slot, 0.97, None);
            }
        }
        if self.marks.contains(&block.key.text) {
            push(Slot::Mark, 1.0, None);
        } else if self.titles.iter().any(|title| block.key.text.contains(title.as_str())) {
            push(Slot::Title, 0.9, None);
        }
        if found.len() == before {
            self.with_answer_inside(page, (index, block), found);
        }
        if found.len() == before {
            self.similar(page, (index, block), found);
        }
    }

    fn equal(&self, key: &str) -> impl Iterator<Item = Slot> {
        self.by_key
            .get(key)
            .into_iter()
            .flatten()
            .filter_map(|wording| self.wordings.get(*wording))
            .map(|wording| wording.slot)
    }

    /// 「開催日：令和5年…」, 「初回面接の要約 ⏎ …」, and labels followed by an explanation.
    fn with_answer_inside(
        &self,
        page: &Page<'_>,
        (index, block): (BlockIndex, &Block<'_>),
        found: &mut Vec<Candidate>,
    ) {
        let text = block.text();
        for (position, separator) in text.match_indices([':', '：', '\n', '=', '＝']) {
            if position > LONGEST_HEAD || !page.spend(KEY_STEPS * position) {
                break;
            }
            let head = text.get(..position).unwrap_or_default();
            let rest = position + separator.len();
            let tail = text.get(rest..).unwrap_or_default();
            let inside = (!tail.trim().is_empty() && !is_bracketed(tail)).then_some(rest);
            let keys = [Some(label_key(head)), head_key(head)];
            let slots: Vec<Slot> = keys.iter().flatten().flat_map(|key| self.equal(key)).collect();
            found.extend(slots.into_iter().map(|slot| Candidate {
                block: index,
                slot,
                quality: 0.9,
                inside: inside.filter(|_| matches!(slot, Slot::Field(_))),
            }));
        }
    }

    fn similar(
        &self,
        page: &Page<'_>,
        (index, block): (BlockIndex, &Block<'_>),
        found: &mut Vec<Candidate>,
    ) {
        if !page.spend(self.wordings.len()) {
            return;
        }
        let keys = std::iter::once(&block.key).chain(&block.head);
        let best = self
            .wordings
            .iter()
            .filter_map(|wording| {
                let own = std::iter::once(&wording.key).chain(&wording.head);
                let quality = own
                    .flat_map(|label| keys.clone().map(move |key| likeness(page, key, label)))
                    .fold(0.0, f64::max);
                (quality >= SIMILAR).then_some((quality, wording.slot))
            })
            .max_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(&one.1)));
        if let Some((quality, slot)) = best {
            found.push(Candidate { block: index, slot, quality: quality * 0.9, inside: None });
        }
    }
}

/// Similarity, where a text that begins with a long label, or a long beginning of it, is also
/// that label.
fn likeness(page: &Page<'_>, key: &Key, label: &Key) -> f64 {
    let begins =
        |text: &Key, start: &Key| start.length >= LONG_LABEL && text.text.starts_with(&start.text);
    if begins(key, label) || begins(label, key) {
        return 0.95;
    }
    let is_worth_it = key.text == label.text
        || (key.may_be_like(label, SIMILAR) && page.spend(key.length * label.length));
    if is_worth_it { key.similarity(label, SIMILAR) } else { 0.0 }
}

fn add_items(form: &FormDefinition, add: &mut impl FnMut(Slot, &[String])) {
    let Some(items) = &form.items else { return };
    for (number, item) in &items.items {
        add(Slot::Item(*number), std::slice::from_ref(&item.wording));
        add(Slot::Item(*number), std::slice::from_ref(&item.summary_wording));
        add(Slot::Item(*number), &item.also);
    }
    for domain in &items.domains {
        add(Slot::Domain, &domain.labels);
        add(Slot::Domain, std::slice::from_ref(&domain.heading));
        add(Slot::Domain, std::slice::from_ref(&domain.year_summary_heading));
    }
    add(Slot::ScoreHeading, &items.score_headings);
    add(Slot::ReasonHeading, &items.reason_headings);
    add(Slot::BothHeading, &items.both_headings);
    add(Slot::ItemHeading, &items.headings);
}

/// A page's labels once each block has at most one meaning.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    /// What each labelled block is.
    pub(super) of_block: BTreeMap<BlockIndex, Candidate>,
    /// Where each single slot stands.
    pub(super) single: BTreeMap<Slot, BlockIndex>,
}

impl Anchors {
    /// Binds blocks to slots, the best candidates first; equal ones in reading order.
    pub(super) fn bind(
        form: &FormDefinition,
        page: &Page<'_>,
        mut candidates: Vec<Candidate>,
    ) -> Self {
        let sections = Sections::find(form, page, &candidates);
        candidates.retain(|candidate| sections.allow(form, page, candidate));
        candidates.sort_by(|one, other| {
            other
                .quality
                .total_cmp(&one.quality)
                .then(sections.rank(form, one.slot).cmp(&sections.rank(form, other.slot)))
                .then(one.block.cmp(&other.block))
                .then(one.slot.cmp(&other.slot))
        });
        let mut anchors = Self::default();
        for candidate in candidates {
            let taken = candidate.slot.is_single() && anchors.single.contains_key(&candidate.slot);
            if taken || anchors.of_block.contains_key(&candidate.block) {
                continue;
            }
            if candidate.slot.is_single() {
                anchors.single.insert(candidate.slot, candidate.block);
            }
            anchors.of_block.insert(candidate.block, candidate);
        }
        anchors
    }

    /// What a block is; `None` when it is no label.
    pub(super) fn slot(&self, block: BlockIndex) -> Option<Slot> {
        self.of_block.get(&block).map(|candidate| candidate.slot)
    }

    /// Whether a block is a label that holds no answer of its own.
    pub(super) fn is_label(&self, block: BlockIndex) -> bool {
        self.of_block.contains_key(&block)
    }

    /// Blocks of a slot that may stand several times, in reading order.
    pub(super) fn all(&self, slot: Slot) -> impl Iterator<Item = BlockIndex> {
        self.of_block.iter().filter(move |(_, found)| found.slot == slot).map(|(block, _)| *block)
    }
}

/// Where the sections begin and end by which labels that stand twice are told apart.
struct Sections<'f> {
    /// By the section's name in the definition: its first row and that of the heading after it;
    /// `None` when its heading is not on the sheet.
    rows: BTreeMap<&'f str, Option<(u32, Option<u32>)>>,
}

impl<'f> Sections<'f> {
    fn find(form: &'f FormDefinition, page: &Page<'_>, candidates: &[Candidate]) -> Self {
        let mut headings: Vec<(u32, String)> = candidates
            .iter()
            .filter_map(|candidate| {
                let Slot::Heading(index) = candidate.slot else { return None };
                let row = page.block(candidate.block)?.address.row;
                Some((row, label_key(form.headings.get(index)?)))
            })
            .collect();
        headings.sort();
        let of_fields = form.fields.iter().filter_map(|field| field.section.as_deref());
        let of_tables = form.tables.iter().filter_map(|table| table.section.as_deref());
        let rows = of_fields.chain(of_tables).map(|section| {
            let wanted = label_key(section);
            let own = |key: &str| is_same(key, &wanted);
            let start = headings.iter().find(|(_, key)| own(key)).map(|(row, _)| *row);
            let bounds = start.map(|start| {
                let next = headings.iter().find(|(row, key)| *row > start && !own(key));
                (start, next.map(|(row, _)| *row))
            });
            (section, bounds)
        });
        Self { rows: rows.collect() }
    }

    /// The section a slot must stand under; `None` when it may stand anywhere.
    fn wanted(form: &FormDefinition, slot: Slot) -> Option<&str> {
        match slot {
            Slot::Field(index) => form.fields.get(index)?.section.as_deref(),
            Slot::Column { table, .. } | Slot::IgnoredColumn(table) => {
                form.tables.get(table)?.section.as_deref()
            }
            _ => None,
        }
    }

    /// Of equal texts, slots whose section is there come first, those whose section is missing
    /// last.
    fn rank(&self, form: &FormDefinition, slot: Slot) -> u8 {
        Self::wanted(form, slot).map_or(1, |wanted| {
            if self.rows.get(wanted).is_some_and(Option::is_some) { 0 } else { 2 }
        })
    }

    /// Whether a candidate stands under its section's heading and above the next heading.
    fn allow(&self, form: &FormDefinition, page: &Page<'_>, candidate: &Candidate) -> bool {
        let Some(wanted) = Self::wanted(form, candidate.slot) else { return true };
        let Some(Some((start, end))) = self.rows.get(wanted) else { return true };
        page.block(candidate.block).is_some_and(|block| {
            let row = block.address.row;
            row >= *start && end.is_none_or(|end| row < end)
        })
    }
}

/// Whether two heading keys are the same heading, one perhaps with an explanation behind it.
fn is_same(key: &str, wanted: &str) -> bool {
    key.starts_with(wanted) || wanted.starts_with(key)
}
