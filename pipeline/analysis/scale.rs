//! Scales (尺度): what a form's scores are summed up by: each item, each domain, all items.
//!
//! Input → output: a form's item set → scales. Domains come from the settings, so that a form
//! with other items needs no change here.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::FormSet;
use crate::config::form_definition::ItemSet;
use crate::forms::FormMatch;
use crate::units::ItemNumber;

/// What a scale is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScaleKind {
    /// One item (評価項目).
    Item(ItemNumber),
    /// A domain (領域) of the form.
    Domain,
    /// All items (合計); on the scores' own scale, 1–5.
    Total,
}

/// Something that a participant has one score on (尺度).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    /// `item_1`, a domain's name, or `total`.
    pub name: Arc<str>,
    /// What it is made of.
    pub kind: ScaleKind,
    /// Its items in the order of the form.
    pub items: Vec<ItemNumber>,
}

impl Scale {
    /// Answers that a participant's score on the scale takes: half of its items.
    ///
    /// Source: the half rule of Fayers and Machin, Quality of Life (2nd ed. 2007), 15.4.
    #[must_use]
    pub fn least_answers(&self) -> usize {
        self.items.len().div_ceil(2)
    }

    /// Whether it is a domain of the form.
    #[must_use]
    pub fn is_domain(&self) -> bool {
        self.kind == ScaleKind::Domain
    }
}

/// The scales of an item set: items by number, domains and total in the order of the settings.
///
/// The total is over all items of the set, also those of no domain.
#[must_use]
pub fn scales(set: &ItemSet) -> Vec<Scale> {
    let items = set.items.keys().map(|item| item_scale(*item));
    let domains = set.domains.iter().map(|domain| Scale {
        name: Arc::clone(&domain.name),
        kind: ScaleKind::Domain,
        items: domain.items.clone(),
    });
    let total = Scale {
        name: Arc::from("total"),
        kind: ScaleKind::Total,
        items: set.items.keys().copied().collect(),
    };
    items.chain(domains).chain([total]).collect()
}

/// The scale of one item.
pub(super) fn item_scale(item: ItemNumber) -> Scale {
    let name = Arc::from(format!("item_{}", item.get()));
    Scale { name, kind: ScaleKind::Item(item), items: vec![item] }
}

/// The item set of most recognised sheets; among equals, the first of the settings.
///
/// Scores know their item's number only, so one run is summed up by one set.
#[must_use]
pub fn item_set_in_use<'set>(matches: &[FormMatch], forms: &'set FormSet) -> Option<&'set ItemSet> {
    let mut sheets: BTreeMap<&str, usize> = BTreeMap::new();
    for form in matches {
        *sheets.entry(&form.form_id).or_default() += 1;
    }
    let mut sets: Vec<(&ItemSet, usize)> = Vec::new();
    for form in &forms.forms {
        let Some(set) = form.items.as_deref() else { continue };
        let count = sheets.get(&*form.id).copied().unwrap_or_default();
        match sets.iter_mut().find(|(known, _)| known.id == set.id) {
            Some((_, sum)) => *sum += count,
            None => sets.push((set, count)),
        }
    }
    sets.into_iter().rev().max_by_key(|(_, count)| *count).map(|(set, _)| set)
}
