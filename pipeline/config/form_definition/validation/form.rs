//! Validation of one form: ids unique, labels distinguishable, references resolved.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use toml::Spanned;

use super::super::document::{
    ColumnDocument, FieldDocument, FormDocument, RecognitionDocument, TableDocument,
};
use super::super::{
    ColumnDefinition, FieldDefinition, FieldKind, FormDefinition, ItemSet, Recognition, Side,
    TableDefinition,
};
use super::{Problems, keep, texts};
use crate::config::toml_document::TomlDocument;
use crate::diagnostic::form_definition as wording;
use crate::forms::FormKind;
use crate::label::label_key;

/// A title and all items without the rest pass; a list that shares some labels does not.
const USUAL_MINIMUM: f64 = 0.4;

/// Reads a form; `None` when the file is no such document at all.
pub(super) fn read(
    document: &TomlDocument,
    kind: FormKind,
    item_sets: &BTreeMap<String, Arc<ItemSet>>,
    problems: &mut Problems,
) -> Option<FormDefinition> {
    let raw: FormDocument = keep(document.deserialize(), problems)?;
    unique_ids(document, &raw, problems);
    distinct_labels(document, &raw, problems);
    if raw.items.is_none() && raw.tables.iter().any(|table| table.scored) {
        problems.push(wording::items_missing(document.at(&raw.id.span())));
    }
    let items = raw.items.and_then(|id| item_set(document, &id, item_sets, problems));
    Some(FormDefinition {
        id: Arc::from(raw.id.get_ref().as_str()),
        kind,
        name: raw.name,
        recognition: recognition(document, raw.recognition, problems),
        headings: raw.headings,
        notes: raw.notes,
        fields: raw.fields.into_iter().map(|raw| field(document, raw, problems)).collect(),
        tables: raw.tables.into_iter().map(|raw| table(document, raw, problems)).collect(),
        items,
    })
}

fn item_set(
    document: &TomlDocument,
    id: &Spanned<String>,
    item_sets: &BTreeMap<String, Arc<ItemSet>>,
    problems: &mut Problems,
) -> Option<Arc<ItemSet>> {
    let found = item_sets.get(id.get_ref()).cloned();
    if found.is_none() {
        let known: Vec<&str> = item_sets.keys().map(String::as_str).collect();
        let place = document.at(&id.span());
        problems.push(wording::unknown_reference(place, id.get_ref(), &known.join(", ")));
    }
    found
}

fn recognition(
    document: &TomlDocument,
    raw: RecognitionDocument,
    problems: &mut Problems,
) -> Recognition {
    let RecognitionDocument { titles, rivals, marks, minimum } = raw;
    if titles.get_ref().is_empty() {
        problems.push(wording::empty_list(document.at(&titles.span())));
    }
    let minimum = minimum.map_or(USUAL_MINIMUM, |written| {
        let minimum = *written.get_ref();
        if !(minimum > 0.0 && minimum <= 1.0) {
            problems.push(wording::bad_minimum(document.at(&written.span()), minimum));
        }
        minimum
    });
    Recognition { titles: titles.into_inner(), rivals, marks, minimum }
}

fn field(document: &TomlDocument, raw: FieldDocument, problems: &mut Problems) -> FieldDefinition {
    let answer = raw.answer.map_or_else(|| default_sides(raw.kind), Spanned::into_inner);
    FieldDefinition {
        id: Arc::from(raw.id.get_ref().as_str()),
        labels: texts(document, raw.labels, problems),
        section: raw.section.map(Spanned::into_inner),
        answer,
        kind: raw.kind,
        choices: choices(document, raw.choices, problems),
        prompts: raw.prompts,
    }
}

/// Short answers stand beside their label, boxes of text mostly below.
fn default_sides(kind: FieldKind) -> Vec<Side> {
    match kind {
        FieldKind::Text => vec![Side::Right, Side::Inside, Side::Below],
        FieldKind::Box | FieldKind::Drawing => vec![Side::Below, Side::Right, Side::Inside],
    }
}

fn choices(
    document: &TomlDocument,
    raw: Option<Spanned<Vec<String>>>,
    problems: &mut Problems,
) -> Vec<Arc<str>> {
    raw.map(|raw| texts(document, raw, problems).into_iter().map(Arc::from).collect())
        .unwrap_or_default()
}

fn table(document: &TomlDocument, raw: TableDocument, problems: &mut Problems) -> TableDefinition {
    if raw.columns.is_empty() && !raw.scored {
        problems.push(wording::empty_list(document.at(&raw.id.span())));
    }
    TableDefinition {
        id: Arc::from(raw.id.get_ref().as_str()),
        section: raw.section.map(Spanned::into_inner),
        columns: raw.columns.into_iter().map(|raw| column(document, raw, problems)).collect(),
        scored: raw.scored,
        mean_rows: raw.mean_rows,
        ignored_rows: raw.ignored_rows,
        ignored_columns: raw.ignored_columns,
    }
}

fn column(
    document: &TomlDocument,
    raw: ColumnDocument,
    problems: &mut Problems,
) -> ColumnDefinition {
    ColumnDefinition {
        id: Arc::from(raw.id.get_ref().as_str()),
        labels: texts(document, raw.labels, problems),
        choices: choices(document, raw.choices, problems),
        numbering: raw.numbering,
    }
}

/// Ids of fields and tables are unique in the form, ids of columns in their table.
fn unique_ids(document: &TomlDocument, raw: &FormDocument, problems: &mut Problems) {
    let outer = raw.fields.iter().map(|field| &field.id).chain(raw.tables.iter().map(|t| &t.id));
    unique(document, outer, problems);
    for table in &raw.tables {
        unique(document, table.columns.iter().map(|column| &column.id), problems);
    }
}

fn unique<'a>(
    document: &TomlDocument,
    ids: impl Iterator<Item = &'a Spanned<String>>,
    problems: &mut Problems,
) {
    let mut seen = BTreeSet::new();
    for id in ids {
        if id.get_ref().trim().is_empty() {
            problems.push(wording::empty_list(document.at(&id.span())));
        } else if !seen.insert(id.get_ref().as_str()) {
            problems.push(wording::repeated_id(document.at(&id.span()), id.get_ref()));
        }
    }
}

/// No two slots of the same section may read the same; a table is a section of its own.
fn distinct_labels(document: &TomlDocument, raw: &FormDocument, problems: &mut Problems) {
    let mut owners: BTreeMap<(String, String), String> = BTreeMap::new();
    let fields = raw.fields.iter().map(|field| {
        let section = field.section.as_ref().map(|section| section.get_ref().clone());
        (section.unwrap_or_default(), &field.id, &field.labels)
    });
    let columns = raw.tables.iter().flat_map(|table| {
        let section = format!("table {}", table.id.get_ref());
        table.columns.iter().map(move |column| (section.clone(), &column.id, &column.labels))
    });
    for (section, id, labels) in fields.chain(columns) {
        for label in labels.get_ref() {
            let key = (section.clone(), label_key(label));
            if let Some(first) = owners.get(&key).filter(|first| *first != id.get_ref()) {
                let place = document.at(&labels.span());
                problems.push(wording::same_label(place, label, first));
            } else {
                owners.insert(key, id.get_ref().clone());
            }
        }
    }
}
