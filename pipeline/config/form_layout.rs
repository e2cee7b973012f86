//! Form layouts: `config/layouts/*.toml` → how each form is written, cell by cell.
//!
//! A layout says which cells a form has and where they stand; what its items are called comes
//! from the form's definition. This module must not write workbooks, nor know any case.

/// The files as written, and the checks they must pass.
mod document;

/// From cells in reading order to columns, as an HTML table does it.
mod placement;

use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;

use super::toml_document::TomlDocument;
use super::{ConfigError, FormSet, Paper};
use crate::config::form_definition::ItemSet;
use crate::forms::FormKind;
use crate::units::ItemNumber;

/// The layouts that ship with the program: the manual's own city.
const BUILT_IN: [(&str, &str); 4] = [
    ("itami_case_sheet.toml", include_str!("../../config/layouts/itami_case_sheet.toml")),
    ("itami_reflection.toml", include_str!("../../config/layouts/itami_reflection.toml")),
    ("itami_case_summary.toml", include_str!("../../config/layouts/itami_case_summary.toml")),
    ("itami_year_summary.toml", include_str!("../../config/layouts/itami_year_summary.toml")),
];

/// What a file's `kind` says when it is a layout.
const KIND: &str = "layout";

/// What a file says it is.
#[derive(Debug, Deserialize)]
struct Kind {
    kind: Option<String>,
}

/// Whether a configuration file is a layout rather than a form's definition.
#[must_use]
pub fn is_layout(document: &TomlDocument) -> bool {
    document.deserialize::<Kind>().is_ok_and(|found| found.kind.as_deref() == Some(KIND))
}

/// The layouts in use, at most one for each family of forms, in the order of their families.
#[derive(Debug, Clone)]
pub struct LayoutSet {
    layouts: Vec<FormLayout>,
}

/// How one form is written.
#[derive(Debug, Clone)]
pub struct FormLayout {
    /// The id of the form's definition.
    pub form: String,
    /// The form's family.
    pub kind: FormKind,
    /// The scored items it prints; `None` when it has none.
    pub items: Option<Arc<ItemSet>>,
    /// The first column of the items and how many there are, where each has one.
    pub item_columns: Option<(u16, u16)>,
    /// The blank form's file name, without ending.
    pub file: String,
    /// The sheet's name.
    pub sheet: String,
    /// The paper; `None` takes the one of the project's configuration.
    pub paper: Option<Paper>,
    /// Which side of the paper is up.
    pub orientation: Orientation,
    /// The font size of everything without a size of its own.
    pub font_points: f64,
    /// Widths in half-width characters of that size.
    pub columns: Vec<f64>,
    /// Layout rows printed again on every page.
    pub repeated_rows: u32,
    /// Rows and columns that stay in view.
    pub frozen: Option<Frozen>,
    /// Whether all but the answers is locked in the blank form.
    pub locked: bool,
    /// What the sheet holds, from top to bottom.
    pub blocks: Vec<Block>,
}

/// Which side of the paper is up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Orientation {
    /// 横.
    #[default]
    Landscape,
    /// 縦.
    Portrait,
}

/// Rows and columns that stay in view, counted from the top left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frozen {
    /// Number of rows.
    pub rows: u32,
    /// Number of columns.
    pub columns: u16,
}

/// A part of a sheet.
#[derive(Debug, Clone)]
pub struct Block {
    /// Whether it starts a new printed page.
    pub page_break: bool,
    /// What it holds.
    pub content: BlockContent,
}

/// What a block holds.
#[derive(Debug, Clone)]
pub enum BlockContent {
    /// Cells as given, written `repeat` times.
    Rows {
        /// The rows; an empty one is a gap.
        rows: Vec<LayoutRow>,
        /// How often they are written.
        repeat: u32,
    },
    /// 様式③-1: a row for each participant, then the means.
    Participants(ParticipantTable),
    /// 様式③-2: a row for each case.
    Cases(CaseTable),
    /// 様式②: the items with a place for score and reason.
    ReflectionItems(ReflectionItems),
}

/// One row of cells, from the left.
pub type LayoutRow = Vec<LayoutCell>;

/// A cell, or several merged ones.
#[derive(Debug, Clone)]
pub struct LayoutCell {
    /// 0-based.
    pub first_column: u16,
    /// 0-based, included.
    pub last_column: u16,
    /// How many layout rows it reaches over, at least 1.
    pub rows: u32,
    /// What it holds.
    pub content: CellContent,
    /// The least number of text lines it shows.
    pub lines: u32,
    /// How it looks.
    pub look: CellRole,
    /// What may be entered.
    pub entry: EntryRule,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellContent {
    /// Nothing, and nothing is to be entered.
    Blank,
    /// A printed text; `{title}` stands for the city's title line.
    Text(String),
    /// The answer to a field.
    Field(String),
    /// One cell, or one for each domain, per item.
    Items(ItemsPart),
}

/// What of the scored items a row of cells prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemsPart {
    /// Domain headings as on 様式② and ③-1.
    Domains,
    /// Domain headings as on 様式③-2.
    YearDomains,
    /// The items' numbers.
    Numbers,
    /// The items' wordings as on 様式③-1.
    SummaryWordings,
    /// The items' means.
    Means,
}

/// How a cell looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CellRole {
    /// The form's title.
    Title,
    /// The form's mark, like 様式②.
    Mark,
    /// A heading over a part of the form.
    Heading,
    /// A label, centred.
    Label,
    /// A label, to the left.
    LeftLabel,
    /// An item's wording.
    Wording,
    /// A short answer.
    Answer,
    /// A number, or a word as short, centred.
    Centered,
    /// The same from the top, beside boxes.
    CenteredTop,
    /// A box of free text, from the top.
    Box,
    /// An explanation in a frame.
    Note,
    /// Without a frame.
    Plain,
}

/// What may be entered in a cell of a blank form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntryRule {
    /// The options of its drop-down.
    pub choices: Vec<String>,
    /// What is said when the cell is chosen.
    pub prompt: Option<String>,
    /// What is printed after a number, like 歳.
    pub suffix: Option<String>,
    /// What already stands in the blank form's cell.
    pub filled: Option<String>,
    /// What is said to an entry that is no option; `None` lets it pass.
    pub refusal: Option<String>,
}

/// The table of participants of 様式③-1: a label, the items, the total.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParticipantTable {
    /// Rows of the blank form.
    pub blank_rows: u32,
    /// The label of the row of means.
    pub mean: String,
    /// The label of the row that counts answers, written where somebody did not answer.
    pub answers: String,
    /// The explanation below the table, written with that row.
    pub note: String,
}

/// The table of cases of 様式③-2.
#[derive(Debug, Clone)]
pub struct CaseTable {
    /// The least number of rows.
    pub blank_rows: u32,
    /// The explanation below the table, written where somebody did not answer.
    pub note: String,
    /// The cells of a row.
    pub cells: LayoutRow,
}

/// The items of 様式②, in two halves side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReflectionItems {
    /// The items of the left half, top to bottom.
    pub left: Vec<ItemNumber>,
    /// The items of the right half, top to bottom.
    pub right: Vec<ItemNumber>,
    /// Lines for the reason (理由).
    pub reason_lines: u32,
    /// What is said when a score's cell is chosen.
    pub prompt: String,
    /// What is said to an entry that is no score.
    pub refusal: String,
}

/// Columns of one half of 様式②'s items: domain, number, wording, answer.
pub const REFLECTION_HALF_COLUMNS: u16 = 4;

impl LayoutSet {
    /// The layouts that ship with the program, for the forms in use.
    ///
    /// # Errors
    /// Never for the built-in forms: a test loads them all.
    pub fn built_in(forms: &FormSet) -> Result<Self, ConfigError> {
        Self::from_documents(&built_in_documents(), forms)
    }

    /// The built-in layouts and further ones; a later layout of a family replaces an earlier.
    ///
    /// # Errors
    /// A layout with an unknown key or cells that cannot stand; each problem names file, line
    /// and key.
    pub fn with_documents(further: &[TomlDocument], forms: &FormSet) -> Result<Self, ConfigError> {
        let mut documents = built_in_documents();
        documents.extend_from_slice(further);
        Self::from_documents(&documents, forms)
    }

    /// The layouts of some documents.
    ///
    /// # Errors
    /// As [`LayoutSet::with_documents`].
    pub fn from_documents(
        documents: &[TomlDocument],
        forms: &FormSet,
    ) -> Result<Self, ConfigError> {
        let mut problems = Vec::new();
        let mut layouts: Vec<FormLayout> = Vec::new();
        for document in documents {
            match document::read(document, forms) {
                Ok(layout) => {
                    layouts.retain(|other| other.kind != layout.kind);
                    layouts.push(layout);
                }
                Err(error) => problems.extend(error.problems),
            }
        }
        layouts.sort_by_key(|layout| layout.kind);
        if problems.is_empty() { Ok(Self { layouts }) } else { Err(ConfigError { problems }) }
    }

    /// The layout of a family of forms, if one is in use.
    #[must_use]
    pub fn of(&self, kind: FormKind) -> Option<&FormLayout> {
        self.layouts.iter().find(|layout| layout.kind == kind)
    }

    /// All layouts, in the order of their families.
    pub fn iter(&self) -> impl Iterator<Item = &FormLayout> {
        self.layouts.iter()
    }
}

fn built_in_documents() -> Vec<TomlDocument> {
    BUILT_IN.iter().map(|(name, text)| TomlDocument::new(Path::new(name), text)).collect()
}

impl FormLayout {
    /// The items of the form, by number; none when the form has none.
    #[must_use]
    pub fn item_numbers(&self) -> Vec<ItemNumber> {
        self.items.as_ref().map(|set| set.items.keys().copied().collect()).unwrap_or_default()
    }
}
