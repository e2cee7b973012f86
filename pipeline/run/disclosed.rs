//! Disclosed: of all figures, what 分析/ may tell.
//!
//! Input → output: figures → the same without names, with the counts and rows that may be shown.
//! It is made once, so that every file hides the same.

use std::collections::BTreeSet;

use super::analysed::Analysed;
use crate::analysis::anonymous_texts::Removals;
use crate::analysis::quotation::Quotation;
use crate::analysis::recurring_issue::Theme;
use crate::analysis::theme_spread::{ShownTables, ThemeSpread};
use crate::analysis::{ScoreRow, ShownScores, TermFrequency};
use crate::privacy::PrivacyPolicy;

/// What may be told.
pub(super) struct Disclosed {
    /// The themes, whose names name nobody: new ones are made of statements' words.
    pub(super) themes: Vec<Theme>,
    /// Their spread, without resources that name somebody.
    pub(super) spread: ThemeSpread,
    /// The counts of cases that are shown.
    pub(super) counts: ShownTables,
    /// The rows of the score summary that are shown.
    pub(super) scores: ShownScores,
    /// The words that stand in statements without personal details.
    pub(super) terms: TermFrequency,
    /// The quotations: all, or those that a person let pass.
    pub(super) quotations: Vec<Vec<Quotation>>,
    /// What was removed.
    pub(super) removals: Removals,
}

impl Disclosed {
    /// What may be told of some figures; `unchecked` lets quotations pass that nobody looked at.
    pub(super) fn new(analysed: &Analysed, policy: PrivacyPolicy, unchecked: bool) -> Self {
        let labels = analysed.issues.themes.iter().zip(&analysed.texts.labels);
        let themes: Vec<Theme> =
            labels.map(|(theme, label)| Theme { label: label.clone(), ..theme.clone() }).collect();
        let mut spread = analysed.spread.clone();
        spread.resources.retain(|resource| !analysed.texts.hidden_terms.contains(&resource.term));
        let counts = spread.tables.shown(policy);
        let ids: Vec<&str> = themes.iter().map(|theme| theme.theme_id.as_str()).collect();
        let rows = analysed.scores.item_stats.iter().map(ScoreRow::from);
        let scores = ShownScores::new(rows, (&ids, &counts), policy);
        let terms = terms(analysed);
        let removals = removals(analysed, &terms);
        let quotations = quotations(&analysed.quotations, unchecked);
        Self { themes, spread, counts, scores, terms, quotations, removals }
    }
}

fn terms(analysed: &Analysed) -> TermFrequency {
    let mut terms = analysed.terms.clone();
    terms.terms.retain(|count| analysed.texts.words.holds(&count.term));
    terms.groups.retain(|group| analysed.texts.words.holds(&group.count.term));
    terms
}

/// What was removed, the words left out with it.
fn removals(analysed: &Analysed, shown: &TermFrequency) -> Removals {
    let mut removals = analysed.texts.removals.clone();
    let words = |terms: &TermFrequency| {
        terms.terms.iter().map(|count| count.term.clone()).collect::<BTreeSet<String>>().len()
    };
    removals.words += words(&analysed.terms).saturating_sub(words(shown));
    removals
}

fn quotations(quotations: &[Vec<Quotation>], unchecked: bool) -> Vec<Vec<Quotation>> {
    let told = |one: &&Quotation| unchecked || one.checked;
    quotations.iter().map(|of_theme| of_theme.iter().filter(told).cloned().collect()).collect()
}
