//! Validation of item sets: numbers unique, editions and domains made of known items.

use std::collections::BTreeMap;
use std::sync::Arc;

use toml::Spanned;

use super::super::document::{DomainDocument, EditionDocument, ItemDocument, ItemsDocument};
use super::super::{Domain, Edition, ItemDefinition, ItemSet};
use super::{Problems, keep, texts};
use crate::config::toml_document::TomlDocument;
use crate::diagnostic::form_definition as wording;
use crate::units::ItemNumber;

/// The items by number.
type Items = BTreeMap<ItemNumber, ItemDefinition>;

/// Reads an item set; `None` when the file is no such document at all.
pub(super) fn read(document: &TomlDocument, problems: &mut Problems) -> Option<ItemSet> {
    let raw: ItemsDocument = keep(document.deserialize(), problems)?;
    let items = items(document, raw.items, problems);
    let editions =
        raw.editions.iter().map(|raw| edition(document, raw, &items, problems)).collect();
    let domains =
        raw.domains.into_iter().map(|raw| domain(document, raw, &items, problems)).collect();
    Some(ItemSet {
        id: Arc::from(raw.id.get_ref().as_str()),
        scale: texts(document, raw.scale, problems).into_iter().map(Arc::from).collect(),
        score_headings: raw.score_headings,
        reason_headings: raw.reason_headings,
        both_headings: raw.both_headings,
        headings: raw.headings,
        editions,
        domains,
        items,
    })
}

fn items(document: &TomlDocument, list: Vec<ItemDocument>, problems: &mut Problems) -> Items {
    let mut items = Items::new();
    for raw in list {
        let place = document.at(&raw.number.span());
        let number = *raw.number.get_ref();
        let Some(item) = ItemNumber::new(number).filter(|item| !items.contains_key(item)) else {
            problems.push(wording::bad_item(place, number));
            continue;
        };
        if raw.wording.get_ref().trim().is_empty() {
            problems.push(wording::empty_list(document.at(&raw.wording.span())));
        }
        let wording = raw.wording.into_inner();
        let summary_wording = raw.summary_wording.unwrap_or_else(|| wording.clone());
        items.insert(item, ItemDefinition { wording, summary_wording, also: raw.also });
    }
    items
}

fn edition(
    document: &TomlDocument,
    raw: &EditionDocument,
    items: &Items,
    problems: &mut Problems,
) -> Edition {
    Edition {
        name: Arc::from(raw.name.as_str()),
        items: known(document, &raw.items, items, problems),
    }
}

fn domain(
    document: &TomlDocument,
    raw: DomainDocument,
    items: &Items,
    problems: &mut Problems,
) -> Domain {
    Domain {
        name: Arc::from(raw.name.as_str()),
        items: known(document, &raw.items, items, problems),
        labels: raw.labels,
        year_summary_heading: raw.year_summary_heading.unwrap_or_else(|| raw.heading.clone()),
        heading: raw.heading,
    }
}

/// The numbers as items, each of which must be defined.
fn known(
    document: &TomlDocument,
    numbers: &Spanned<Vec<u8>>,
    items: &Items,
    problems: &mut Problems,
) -> Vec<ItemNumber> {
    let mut found = Vec::new();
    for number in numbers.get_ref() {
        match ItemNumber::new(*number).filter(|item| items.contains_key(item)) {
            Some(item) => found.push(item),
            None => problems.push(wording::bad_item(document.at(&numbers.span()), *number)),
        }
    }
    found
}
