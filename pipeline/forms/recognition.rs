//! Recognition: which form a sheet is, how sure that is, and why.
//!
//! Input → output: a page and all definitions → the best definition with its anchors. Answers
//! are not read here.

use std::collections::BTreeSet;

use super::anchor::{Anchors, Candidate, Labels, Slot};
use super::page::Page;
use crate::config::form_definition::{FormDefinition, FormSet};
use crate::units::ItemNumber;

/// Weight of the title line, against 1 for a label.
const TITLE_WEIGHT: f64 = 3.0;
/// Weight of the printed mark, like 様式②.
const MARK_WEIGHT: f64 = 1.0;
/// Weight of all scored items together.
const ITEMS_WEIGHT: f64 = 8.0;
/// Labels that make a form certain: a city may drop some of a long form's.
const ENOUGH_LABELS: usize = 20;
/// What is left of the confidence when the title names another form.
const RIVAL_FACTOR: f64 = 0.6;
/// Two confidences closer than this are equally good.
const TIE: f64 = 0.03;

/// The forms in use with their labels prepared once.
#[derive(Debug)]
pub struct Recogniser {
    forms: Vec<(FormDefinition, Labels)>,
}

/// A definition that fits a sheet.
pub(super) struct Fit<'r> {
    pub(super) form: &'r FormDefinition,
    pub(super) anchors: Anchors,
    pub(super) confidence: f64,
    /// Labels found, and labels of the form.
    pub(super) found: usize,
    pub(super) of: usize,
}

/// The outcome for one sheet.
pub(super) enum Outcome<'r> {
    Form(Box<Fit<'r>>),
    /// Two forms fit equally well.
    Tie(&'r str, &'r str),
    /// None fits; the closest with its confidence.
    Nothing(Option<(&'r str, f64)>),
}

impl Recogniser {
    /// Prepares the forms in use.
    #[must_use]
    pub fn new(forms: FormSet) -> Self {
        let prepared = forms.forms.into_iter().map(|form| {
            let labels = Labels::new(&form);
            (form, labels)
        });
        Self { forms: prepared.collect() }
    }

    /// The form a page is.
    pub(super) fn recognise(&self, page: &Page<'_>) -> Outcome<'_> {
        let mut fits: Vec<Fit<'_>> =
            self.forms.iter().map(|(form, labels)| fit(form, labels, page)).collect();
        fits.sort_by(|one, other| {
            other.confidence.total_cmp(&one.confidence).then(one.form.id.cmp(&other.form.id))
        });
        let mut fits = fits.into_iter();
        let Some(best) = fits.next() else { return Outcome::Nothing(None) };
        if best.confidence < best.form.recognition.minimum {
            let closest = (best.confidence > 0.2).then_some((&*best.form.name, best.confidence));
            return Outcome::Nothing(closest);
        }
        match fits.next() {
            Some(next) if best.confidence - next.confidence < TIE => {
                Outcome::Tie(&best.form.name, &next.form.name)
            }
            _ => Outcome::Form(Box::new(best)),
        }
    }
}

/// How well a form fits a page.
fn fit<'r>(form: &'r FormDefinition, labels: &Labels, page: &Page<'_>) -> Fit<'r> {
    let candidates = labels.candidates(page);
    let title = has_title(form, page, &candidates);
    let mark = candidates.iter().any(|candidate| candidate.slot == Slot::Mark);
    let anchors = Anchors::bind(form, page, candidates);
    let slots: BTreeSet<Slot> = anchors.single.keys().copied().collect();
    let labelled = slots.iter().filter(|slot| !matches!(slot, Slot::Item(_))).count();
    let items = items_found(form, page, &slots);
    let columns: usize = form.tables.iter().map(|table| table.columns.len()).sum();
    let of_labels = form.fields.len() + columns;
    let of_items = form.items.as_ref().map_or(0, |set| set.items.len());
    let items_weight = if of_items == 0 { 0.0 } else { ITEMS_WEIGHT };
    let share = if of_items == 0 { 0.0 } else { count(items) / count(of_items) };
    let enough = of_labels.min(ENOUGH_LABELS);
    let weight = count(enough) + items_weight + TITLE_WEIGHT + MARK_WEIGHT;
    let score = count(labelled.min(enough))
        + share * items_weight
        + f64::from(u8::from(title == Title::Own)) * TITLE_WEIGHT
        + f64::from(u8::from(mark)) * MARK_WEIGHT;
    let factor = if title == Title::Rival { RIVAL_FACTOR } else { 1.0 };
    Fit {
        form,
        anchors,
        confidence: factor * score / weight,
        found: labelled + items,
        of: of_labels + of_items,
    }
}

#[derive(PartialEq, Eq)]
enum Title {
    Own,
    Rival,
    None,
}

/// What the title line says.
fn has_title(form: &FormDefinition, page: &Page<'_>, candidates: &[Candidate]) -> Title {
    let keys = |words: &[String]| -> Vec<String> {
        words.iter().map(|word| crate::label::label_key(word)).collect()
    };
    let rivals = keys(&form.recognition.rivals);
    let titles: Vec<&str> = candidates
        .iter()
        .filter(|candidate| candidate.slot == Slot::Title)
        .filter_map(|candidate| Some(page.block(candidate.block)?.key.text.as_str()))
        .collect();
    let own = titles.iter().any(|title| !rivals.iter().any(|rival| title.contains(&**rival)));
    match (own, titles.is_empty()) {
        (true, _) => Title::Own,
        (false, false) => Title::Rival,
        (false, true) => Title::None,
    }
}

/// Items found by wording, or by a row of numbers where a table prints only these.
fn items_found(form: &FormDefinition, page: &Page<'_>, slots: &BTreeSet<Slot>) -> usize {
    let worded = slots.iter().filter(|slot| matches!(slot, Slot::Item(_))).count();
    let Some(set) = form.items.as_ref().filter(|_| form.tables.iter().any(|t| t.scored)) else {
        return worded;
    };
    let numbered = page
        .blocks
        .iter()
        .fold(std::collections::BTreeMap::<u32, BTreeSet<ItemNumber>>::new(), |mut rows, block| {
            if let Some(number) = super::table::printed_number(&block.key.text) {
                rows.entry(block.address.row).or_default().insert(number);
            }
            rows
        })
        .values()
        .map(|row| set.items.keys().filter(|item| row.contains(item)).count())
        .max()
        .unwrap_or(0);
    worded.max(numbered)
}

#[expect(clippy::cast_precision_loss, reason = "counts of labels are far below 2^52")]
const fn count(number: usize) -> f64 {
    number as f64
}
