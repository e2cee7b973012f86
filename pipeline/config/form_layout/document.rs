//! Layout files as written: TOML → a [`FormLayout`] whose cells all have their place.
//!
//! Unknown keys, rows that are too long and fields no form knows are problems of their line.

use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use super::placement::{Extent, Placement};
use super::{
    Block, BlockContent, CaseTable, CellContent, CellRole, EntryRule, FormLayout, Frozen,
    ItemsPart, KIND, LayoutCell, LayoutRow, Orientation, ParticipantTable, REFLECTION_HALF_COLUMNS,
    ReflectionItems,
};
use crate::config::form_definition::{FormDefinition, ItemSet};
use crate::config::toml_document::TomlDocument;
use crate::config::{ConfigError, FormSet, Paper};
use crate::diagnostic::config as config_wording;
use crate::diagnostic::config::ConfigProblem;
use crate::diagnostic::form_layout as wording;
use crate::label::label_key;
use crate::units::ItemNumber;

/// The version of the layout files that this program reads.
const VERSION: u32 = 1;

/// The widest column that Excel takes, in half-width characters.
const MAX_COLUMN: f64 = 255.0;

/// Font sizes that can be read and fit a row.
const FONT_POINTS: std::ops::RangeInclusive<f64> = 5.0..=36.0;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LayoutDocument {
    version: Spanned<i64>,
    kind: Spanned<String>,
    form: Spanned<String>,
    file: String,
    sheet: String,
    paper: Option<Paper>,
    #[serde(default)]
    orientation: Orientation,
    font_points: Spanned<f64>,
    columns: Spanned<Vec<f64>>,
    #[serde(default)]
    repeated_rows: u32,
    frozen: Option<Frozen>,
    #[serde(default)]
    locked: bool,
    #[serde(default, rename = "block")]
    blocks: Vec<Spanned<BlockDocument>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct BlockDocument {
    #[serde(default)]
    page_break: bool,
    rows: Option<Vec<Spanned<Vec<CellDocument>>>>,
    #[serde(default = "one")]
    repeat: u32,
    participants: Option<ParticipantTable>,
    cases: Option<CasesDocument>,
    reflection_items: Option<ReflectionItemsDocument>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CasesDocument {
    blank_rows: u32,
    #[serde(default = "one")]
    lines: u32,
    note: String,
    fields: Spanned<Vec<CellDocument>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReflectionItemsDocument {
    left: Spanned<Vec<u8>>,
    right: Spanned<Vec<u8>>,
    #[serde(default = "one")]
    reason_lines: u32,
    prompt: String,
    refusal: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CellDocument {
    text: Option<String>,
    field: Option<Spanned<String>>,
    items: Option<ItemsPart>,
    #[serde(default = "one_column")]
    columns: u16,
    #[serde(default = "one")]
    rows: u32,
    #[serde(default = "one")]
    lines: u32,
    look: Option<CellRole>,
    #[serde(default)]
    choices: Vec<String>,
    prompt: Option<String>,
    suffix: Option<String>,
    filled: Option<String>,
    refusal: Option<String>,
}

const fn one() -> u32 {
    1
}

const fn one_column() -> u16 {
    1
}

/// A document with the form it lays out, while problems are collected.
struct Reading<'a> {
    document: &'a TomlDocument,
    form: &'a FormDefinition,
    columns: usize,
    problems: Vec<ConfigProblem>,
}

/// Reads one layout. Its form need not be in use: 様式③ is written whatever was read.
pub(super) fn read(document: &TomlDocument, forms: &FormSet) -> Result<FormLayout, ConfigError> {
    let raw: LayoutDocument = document.deserialize()?;
    check_header(document, &raw)?;
    let built_in = FormSet::built_in()?;
    let id = raw.form.get_ref();
    let Some(form) = forms.form(id).or_else(|| built_in.form(id)) else {
        return Err(wording::unknown_form(document.at(&raw.form.span()), id).into());
    };
    let columns = raw.columns.get_ref().len();
    let mut reading = Reading { document, form, columns, problems: Vec::new() };
    let mut placement = Placement::new(columns);
    let blocks: Vec<Block> =
        raw.blocks.into_iter().filter_map(|raw| reading.block(raw, &mut placement)).collect();
    if !reading.problems.is_empty() {
        return Err(ConfigError { problems: reading.problems });
    }
    Ok(FormLayout {
        form: raw.form.into_inner(),
        kind: form.kind,
        items: printed_items(form, forms),
        item_columns: item_columns(&blocks),
        file: raw.file,
        sheet: raw.sheet,
        paper: raw.paper,
        orientation: raw.orientation,
        font_points: raw.font_points.into_inner(),
        columns: raw.columns.into_inner(),
        repeated_rows: raw.repeated_rows,
        frozen: raw.frozen,
        locked: raw.locked,
        blocks,
    })
}

/// The items that the forms in use score, or else those of the layout's own form.
///
/// A city's own definitions come last: its items are meant where it has some.
fn printed_items(form: &FormDefinition, forms: &FormSet) -> Option<Arc<ItemSet>> {
    let own = form.items.as_ref()?;
    let in_use = forms.forms.iter().rev().find_map(|form| form.items.as_ref());
    Some(Arc::clone(in_use.unwrap_or(own)))
}

/// The columns of the first row that has one for each item.
fn item_columns(blocks: &[Block]) -> Option<(u16, u16)> {
    let of = |cell: &LayoutCell| {
        let is_items = matches!(cell.content, CellContent::Items(_));
        is_items.then(|| (cell.first_column, cell.last_column - cell.first_column + 1))
    };
    blocks.iter().find_map(|block| match &block.content {
        BlockContent::Rows { rows, .. } => rows.iter().flatten().find_map(of),
        BlockContent::Cases(table) => table.cells.iter().find_map(of),
        BlockContent::Participants(_) | BlockContent::ReflectionItems(_) => None,
    })
}

fn check_header(document: &TomlDocument, raw: &LayoutDocument) -> Result<(), ConfigError> {
    let version = u32::try_from(*raw.version.get_ref()).unwrap_or(0);
    if version != VERSION {
        let place = document.at(&raw.version.span());
        return Err(config_wording::unknown_version(place, version, VERSION).into());
    }
    if raw.kind.get_ref() != KIND {
        return Err(wording::not_a_layout(document.at(&raw.kind.span()), raw.kind.get_ref()).into());
    }
    let columns = raw.columns.get_ref();
    let sound = |width: &f64| (0.5..=MAX_COLUMN).contains(width);
    if columns.is_empty() || !columns.iter().all(sound) {
        return Err(wording::bad_column(document.at(&raw.columns.span()), MAX_COLUMN).into());
    }
    if !FONT_POINTS.contains(raw.font_points.get_ref()) {
        return Err(wording::bad_font_size(document.at(&raw.font_points.span())).into());
    }
    Ok(())
}

impl Reading<'_> {
    fn block(&mut self, raw: Spanned<BlockDocument>, placement: &mut Placement) -> Option<Block> {
        let span = raw.span();
        let raw = raw.into_inner();
        let page_break = raw.page_break;
        let kinds = [
            raw.rows.is_some(),
            raw.participants.is_some(),
            raw.cases.is_some(),
            raw.reflection_items.is_some(),
        ];
        if kinds.iter().filter(|given| **given).count() != 1 {
            self.problems.push(wording::block_kind(self.document.at(&span)));
            return None;
        }
        let content = if let Some(rows) = raw.rows {
            let rows = rows.into_iter().map(|row| self.row(row, placement)).collect();
            if placement.is_open() {
                self.problems.push(wording::open_rows(self.document.at(&span)));
                *placement = Placement::new(self.columns);
            }
            BlockContent::Rows { rows, repeat: raw.repeat }
        } else if let Some(table) = raw.participants {
            self.check_read_again(&span, &table);
            BlockContent::Participants(table)
        } else if let Some(table) = raw.cases {
            BlockContent::Cases(self.cases(table))
        } else {
            BlockContent::ReflectionItems(self.reflection_items(raw.reflection_items?))
        };
        Some(Block { page_break, content })
    }

    /// What the table prints below its participants must be known to the form, or it would be
    /// taken for another participant when it is read again.
    fn check_read_again(&mut self, span: &Range<usize>, table: &ParticipantTable) {
        let form = self.form;
        let knows = |words: &[String], text: &str| {
            words.iter().any(|word| label_key(word) == label_key(text))
        };
        for (text, known) in [
            (&table.mean, form.tables.iter().any(|it| knows(&it.mean_rows, &table.mean))),
            (&table.answers, form.tables.iter().any(|it| knows(&it.ignored_rows, &table.answers))),
            (&table.note, knows(&form.notes, &table.note)),
        ] {
            if !known {
                let place = self.document.at(span);
                self.problems.push(wording::not_read_again(place, text, &form.id));
            }
        }
    }

    fn cases(&mut self, raw: CasesDocument) -> CaseTable {
        let lines = raw.lines;
        let mut cells = self.row(raw.fields, &mut Placement::new(self.columns));
        for cell in &mut cells {
            cell.lines = cell.lines.max(lines);
        }
        CaseTable { blank_rows: raw.blank_rows, note: raw.note, cells }
    }

    fn reflection_items(&mut self, raw: ReflectionItemsDocument) -> ReflectionItems {
        if self.columns != usize::from(2 * REFLECTION_HALF_COLUMNS) {
            let place = self.document.at(&raw.left.span());
            self.problems.push(wording::reflection_columns(place, 2 * REFLECTION_HALF_COLUMNS));
        }
        ReflectionItems {
            left: self.known_items(&raw.left),
            right: self.known_items(&raw.right),
            reason_lines: raw.reason_lines,
            prompt: raw.prompt,
            refusal: raw.refusal,
        }
    }

    fn known_items(&mut self, numbers: &Spanned<Vec<u8>>) -> Vec<ItemNumber> {
        let known = self.form.items.as_ref();
        let mut found = Vec::new();
        for number in numbers.get_ref() {
            let item = ItemNumber::new(*number)
                .filter(|item| known.is_some_and(|set| set.items.contains_key(item)));
            match item {
                Some(item) => found.push(item),
                None => self
                    .problems
                    .push(wording::unknown_item(self.document.at(&numbers.span()), *number)),
            }
        }
        found
    }

    fn row(&mut self, raw: Spanned<Vec<CellDocument>>, placement: &mut Placement) -> LayoutRow {
        let span = raw.span();
        let raw = raw.into_inner();
        let extents: Vec<Extent> = raw.iter().map(|cell| self.extent(cell)).collect();
        let Some(columns) = placement.row(&extents) else {
            let place = self.document.at(&span);
            self.problems.push(wording::row_too_long(place, self.columns));
            return Vec::new();
        };
        raw.into_iter()
            .zip(columns)
            .filter_map(|(cell, columns)| self.cell(cell, columns, &span))
            .collect()
    }

    fn extent(&self, cell: &CellDocument) -> Extent {
        let items = self.form.items.as_ref().map_or(0, |set| set.items.len());
        let columns = if cell.items.is_some() {
            u16::try_from(items).unwrap_or(u16::MAX)
        } else {
            cell.columns
        };
        Extent { columns, rows: cell.rows }
    }

    fn cell(
        &mut self,
        raw: CellDocument,
        (first_column, last_column): (u16, u16),
        row: &Range<usize>,
    ) -> Option<LayoutCell> {
        let content = match (raw.text, raw.field, raw.items) {
            (Some(text), None, None) => CellContent::Text(text),
            (None, Some(field), None) => self.field(field)?,
            (None, None, Some(part)) => CellContent::Items(part),
            (None, None, None) => CellContent::Blank,
            _ => {
                self.problems.push(wording::cell_kind(self.document.at(row)));
                return None;
            }
        };
        let look = raw.look.unwrap_or_else(|| usual_look(&content));
        let entry = EntryRule {
            choices: raw.choices,
            prompt: raw.prompt,
            suffix: raw.suffix,
            filled: raw.filled,
            refusal: raw.refusal,
        };
        let (rows, lines) = (raw.rows.max(1), raw.lines.max(1));
        Some(LayoutCell { first_column, last_column, rows, content, lines, look, entry })
    }

    /// A field must be one that the form reads, so that what is written can be read again.
    fn field(&mut self, field: Spanned<String>) -> Option<CellContent> {
        let id = field.get_ref();
        let outside = self.form.fields.iter().any(|known| *known.id == **id);
        let inside = self.form.tables.iter().any(|table| {
            table.columns.iter().any(|column| {
                *column.id == **id
                    || id.strip_prefix(&*table.id).and_then(|rest| rest.strip_prefix('_'))
                        == Some(&*column.id)
            })
        });
        if outside || inside {
            return Some(CellContent::Field(field.into_inner()));
        }
        let place = self.document.at(&field.span());
        self.problems.push(wording::unknown_field(place, id, &self.form.id));
        None
    }
}

/// How a cell looks when the layout does not say.
fn usual_look(content: &CellContent) -> CellRole {
    match content {
        CellContent::Field(_) => CellRole::Answer,
        CellContent::Items(ItemsPart::SummaryWordings) => CellRole::Wording,
        CellContent::Items(ItemsPart::Means) => CellRole::Centered,
        CellContent::Text(_) | CellContent::Items(_) => CellRole::Label,
        CellContent::Blank => CellRole::Plain,
    }
}
