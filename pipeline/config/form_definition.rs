//! Form definitions: `config/forms/*.toml` → a validated [`FormSet`].
//!
//! A definition says which labels a form prints, where answers stand, which tables repeat and
//! which choices it offers. This module must not look at workbooks.

/// The files as written, before validation.
mod document;

/// What must hold before the first workbook is opened.
mod validation;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;

use super::ConfigError;
use super::toml_document::TomlDocument;
use crate::forms::FormKind;
use crate::units::ItemNumber;

/// The definitions that ship with the program: the manual's own city.
const BUILT_IN: [(&str, &str); 5] = [
    ("itami_items.toml", include_str!("../../config/forms/itami_items.toml")),
    ("itami_case_sheet.toml", include_str!("../../config/forms/itami_case_sheet.toml")),
    ("itami_reflection.toml", include_str!("../../config/forms/itami_reflection.toml")),
    ("itami_case_summary.toml", include_str!("../../config/forms/itami_case_summary.toml")),
    ("itami_year_summary.toml", include_str!("../../config/forms/itami_year_summary.toml")),
];

/// All forms in use, in the order of their files.
#[derive(Debug, Clone)]
pub struct FormSet {
    /// The forms.
    pub forms: Vec<FormDefinition>,
}

/// One form (様式) as its definition describes it.
#[derive(Debug, Clone)]
pub struct FormDefinition {
    /// Unique id, like `itami_reflection`.
    pub id: Arc<str>,
    /// Its family.
    pub kind: FormKind,
    /// Its name for people.
    pub name: String,
    /// How a sheet of this form announces itself.
    pub recognition: Recognition,
    /// Printed texts without an answer.
    pub headings: Vec<String>,
    /// Printed explanations.
    pub notes: Vec<String>,
    /// Fields outside tables.
    pub fields: Vec<FieldDefinition>,
    /// Repeated tables.
    pub tables: Vec<TableDefinition>,
    /// The scored items; `None` when the form has none.
    pub items: Option<Arc<ItemSet>>,
}

/// How a sheet announces which form it is.
#[derive(Debug, Clone)]
pub struct Recognition {
    /// Words of the title line.
    pub titles: Vec<String>,
    /// Words that speak against this form when they stand in the title line.
    pub rivals: Vec<String>,
    /// The printed mark, like 様式②.
    pub marks: Vec<String>,
    /// The least confidence that is accepted, 0–1.
    pub minimum: f64,
}

/// What kind of answer a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// A short text, number or choice.
    #[default]
    Text,
    /// A box of free text that may run over many cells.
    Box,
    /// A place for a drawing.
    Drawing,
}

/// Where an answer stands relative to its label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// To the right, in the same rows.
    Right,
    /// Below, in the same columns.
    Below,
    /// In the label's own cell, after a colon or line break.
    Inside,
}

/// A field outside tables.
#[derive(Debug, Clone)]
pub struct FieldDefinition {
    /// Unique within the form.
    pub id: Arc<str>,
    /// The label's wordings.
    pub labels: Vec<String>,
    /// The heading it stands under, where the label alone is not unique.
    pub section: Option<String>,
    /// Where the answer may stand, the likeliest first.
    pub answer: Vec<Side>,
    /// The kind of answer.
    pub kind: FieldKind,
    /// The options, when the answer is a choice.
    pub choices: Vec<Arc<str>>,
    /// Texts printed in the answer's place, which alone are no answer.
    pub prompts: Vec<String>,
}

/// A table whose rows repeat.
#[derive(Debug, Clone)]
pub struct TableDefinition {
    /// Unique within the form.
    pub id: Arc<str>,
    /// The heading it stands under, where its columns' labels are not unique.
    pub section: Option<String>,
    /// Its columns.
    pub columns: Vec<ColumnDefinition>,
    /// Whether its rows carry the scored items, a column each.
    pub scored: bool,
    /// First words of rows that hold means.
    pub mean_rows: Vec<String>,
    /// First words of rows that are not used.
    pub ignored_rows: Vec<String>,
    /// Labels of columns that are not used.
    pub ignored_columns: Vec<String>,
}

/// A column of a table.
#[derive(Debug, Clone)]
pub struct ColumnDefinition {
    /// Unique within the table.
    pub id: Arc<str>,
    /// The label's wordings.
    pub labels: Vec<String>,
    /// The options, when the answer is a choice.
    pub choices: Vec<Arc<str>>,
    /// Whether it only numbers the rows: alone it does not make a row filled in.
    pub numbering: bool,
}

/// The scored items of a family of forms.
#[derive(Debug, Clone)]
pub struct ItemSet {
    /// Unique id.
    pub id: Arc<str>,
    /// The scores as printed, best first.
    pub scale: Vec<Arc<str>>,
    /// Headings over scores.
    pub score_headings: Vec<String>,
    /// Headings over reasons.
    pub reason_headings: Vec<String>,
    /// Headings over a place for both.
    pub both_headings: Vec<String>,
    /// Other headings of the item table.
    pub headings: Vec<String>,
    /// Printed editions by name, e.g. 15項目.
    pub editions: Vec<Edition>,
    /// The domains, in order.
    pub domains: Vec<Domain>,
    /// The items by number.
    pub items: BTreeMap<ItemNumber, ItemDefinition>,
}

/// Which items an edition of the form prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// Its name, like `16項目`.
    pub name: Arc<str>,
    /// Its items.
    pub items: Vec<ItemNumber>,
}

/// A domain (領域) of items.
#[derive(Debug, Clone)]
pub struct Domain {
    /// The name in results.
    pub name: Arc<str>,
    /// Its items.
    pub items: Vec<ItemNumber>,
    /// Its printed wordings.
    pub labels: Vec<String>,
    /// The heading on 様式② and ③-1.
    pub heading: String,
    /// The heading on 様式③-2.
    pub year_summary_heading: String,
}

/// A scored item.
#[derive(Debug, Clone)]
pub struct ItemDefinition {
    /// Its wording on 様式②.
    pub wording: String,
    /// Its wording on 様式③-1.
    pub summary_wording: String,
    /// Other wordings met in practice.
    pub also: Vec<String>,
}

impl ItemSet {
    /// The name of the edition that shares most items with those found; ties go to the first.
    #[must_use]
    pub fn edition(&self, found: &[ItemNumber]) -> Option<&Edition> {
        self.editions.iter().rev().max_by_key(|edition| {
            let shared = edition.items.iter().filter(|item| found.contains(item)).count();
            let differing = edition.items.len() + found.len() - 2 * shared;
            std::cmp::Reverse(differing)
        })
    }
}

impl FormDefinition {
    /// The label of a field or of a table's column, as the form prints it first.
    #[must_use]
    pub fn label(&self, id: &str) -> Option<&str> {
        let fields = self.fields.iter().map(|field| (&field.id, &field.labels));
        let columns = self.tables.iter().flat_map(|table| &table.columns);
        let columns = columns.map(|column| (&column.id, &column.labels));
        let (_, labels) = fields.chain(columns).find(|(own, _)| ***own == *id)?;
        labels.first().map(String::as_str)
    }
}

impl FormSet {
    /// The forms that ship with the program.
    ///
    /// # Errors
    /// Never for a released program: a test loads them all.
    pub fn built_in() -> Result<Self, ConfigError> {
        let documents: Vec<TomlDocument> =
            BUILT_IN.iter().map(|(name, text)| TomlDocument::new(Path::new(name), text)).collect();
        Self::from_documents(&documents)
    }

    /// The built-in forms and those of further files; a file may replace a built-in form by
    /// giving the same id.
    ///
    /// # Errors
    /// A file that cannot be read, has an unknown key, or a definition that cannot work; each
    /// problem names file, line and key.
    pub fn with_files(files: &[&Path]) -> Result<Self, ConfigError> {
        let mut documents: Vec<TomlDocument> =
            BUILT_IN.iter().map(|(name, text)| TomlDocument::new(Path::new(name), text)).collect();
        for file in files {
            documents.push(TomlDocument::read(file)?);
        }
        Self::from_documents(&documents)
    }

    /// The forms of some documents, item sets resolved; later documents replace earlier ids.
    ///
    /// # Errors
    /// As [`FormSet::with_files`].
    pub fn from_documents(documents: &[TomlDocument]) -> Result<Self, ConfigError> {
        validation::validate(documents)
    }

    /// The form with an id.
    #[must_use]
    pub fn form(&self, id: &str) -> Option<&FormDefinition> {
        self.forms.iter().find(|form| &*form.id == id)
    }

    /// Keeps only the forms with these ids, in their own order.
    pub fn keep(&mut self, ids: &[String]) {
        self.forms.retain(|form| ids.iter().any(|id| **id == *form.id));
    }
}
