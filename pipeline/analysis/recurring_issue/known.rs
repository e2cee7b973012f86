//! Known issues: how well each unit fits each issue of the dictionary.
//!
//! A unit's score for an issue is its closeness to the middle of the issue's anchors, plus its
//! closeness to the nearest anchor, plus half of how many of the issue's terms it holds. A unit
//! that lies closer to what the issue is *not* than to any anchor loses the difference. The best
//! score decides. Pulling units to their neighbours' issues (Leiden on the k-NN graph with an
//! anchor node for each issue) was measured on the same sets and was never better: see
//! `dictionaries/issues/README.md`.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::attractor::Attractor;
use super::unit::Unit;
use crate::text::{Lexicon, Meaning, Meanings, TextError, tokenize};

/// What hitting an issue's terms can add to its score.
const TERM_SHARE: f64 = 0.5;

/// A term as the tokeniser cuts it.
type Term = Vec<String>;

/// The terms held, clause by clause.
type Held<'a> = Vec<Vec<&'a Term>>;

/// The issues of the dictionary, ready to be compared with.
pub(super) struct KnownIssues {
    issues: Vec<Prepared>,
    /// The words of a term → the issues that list it.
    terms: BTreeMap<Term, Vec<usize>>,
}

struct Prepared {
    centre: Meaning,
    anchors: Vec<Meaning>,
    not: Vec<Meaning>,
}

/// How well one unit fits one issue.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Fit {
    pub(super) score: f64,
    /// Whether a clause holds terms of this issue and none of the unit's best one.
    pub(super) own_clause: bool,
}

impl KnownIssues {
    pub(super) fn new(
        attractors: &[&Attractor],
        lexicon: &Lexicon,
        meanings: &mut Meanings,
    ) -> Result<Self, TextError> {
        let mut issues = Vec::with_capacity(attractors.len());
        let mut terms: BTreeMap<Term, Vec<usize>> = BTreeMap::new();
        for (number, issue) in attractors.iter().enumerate() {
            let anchors = of(&issue.anchors, meanings)?;
            let centre = Meaning::centre(anchors.iter());
            issues.push(Prepared { centre, anchors, not: of(&issue.not, meanings)? });
            for term in &issue.terms {
                let tokens = tokenize(term, lexicon)?.tokens;
                let words = tokens.iter().map(|token| token.term.to_string()).collect();
                let listed = terms.entry(words).or_default();
                if !listed.contains(&number) {
                    listed.push(number);
                }
            }
        }
        Ok(Self { issues, terms })
    }

    /// The fits of every unit: rows = units, columns = issues.
    pub(super) fn fits(&self, units: &[Unit]) -> Vec<Vec<Fit>> {
        let held: Vec<Held> = units.iter().map(|unit| self.terms_in(unit)).collect();
        let mut found: BTreeMap<&Term, f64> = BTreeMap::new();
        for terms in &held {
            for term in terms.iter().flatten().collect::<BTreeSet<_>>() {
                *found.entry(*term).or_default() += 1.0;
            }
        }
        let all = u32::try_from(units.len()).map_or(f64::from(u32::MAX), f64::from);
        let weight = |term: &Term| {
            let holders = found.get(term).copied().unwrap_or_default();
            ((1.0 + all) / (1.0 + holders)).ln() + 1.0
        };
        let rows = units.par_iter().zip(&held);
        rows.map(|(unit, held)| self.fits_of(unit, held, &weight)).collect()
    }

    fn fits_of(&self, unit: &Unit, held: &Held, weight: &impl Fn(&Term) -> f64) -> Vec<Fit> {
        let by_clause: Vec<Vec<f64>> = held.iter().map(|terms| self.hits(terms, weight)).collect();
        let sum = |issue: usize| by_clause.iter().filter_map(|hits| hits.get(issue)).sum::<f64>();
        let hits: Vec<f64> = (0..self.issues.len()).map(sum).collect();
        let most = hits.iter().copied().fold(0.0, f64::max);
        let fit = |(issue, hits): (&Prepared, f64)| {
            let anchor = nearest(&unit.meaning, &issue.anchors);
            let denied = (nearest(&unit.meaning, &issue.not) - anchor).max(0.0);
            let terms = if most > 0.0 { hits / most } else { 0.0 };
            let centre = unit.meaning.cosine(&issue.centre);
            Fit { score: centre + anchor - denied + TERM_SHARE * terms, own_clause: false }
        };
        let mut fits: Vec<Fit> = self.issues.iter().zip(hits).map(fit).collect();
        let best = best_of(&fits);
        for hits in &by_clause {
            let without_best = best.is_some_and(|best| hits.get(best) == Some(&0.0));
            for (fit, hits) in fits.iter_mut().zip(hits) {
                fit.own_clause |= without_best && *hits > 0.0;
            }
        }
        fits
    }

    /// The weight of some terms for each issue; a term of several issues is shared among them.
    fn hits(&self, terms: &[&Term], weight: &impl Fn(&Term) -> f64) -> Vec<f64> {
        let mut hits = vec![0.0; self.issues.len()];
        for term in terms {
            let listed = self.terms.get(*term).map_or(&[][..], Vec::as_slice);
            let shared = u32::try_from(listed.len()).map_or(1.0, f64::from);
            for issue in listed {
                if let Some(hit) = hits.get_mut(*issue) {
                    *hit += weight(term) / shared;
                }
            }
        }
        hits
    }

    /// The dictionary's terms in each clause of a unit, each once a clause.
    fn terms_in(&self, unit: &Unit) -> Held<'_> {
        let in_clause = |clause: &Vec<String>| -> Vec<&Term> {
            let holds = |term: &&Term| {
                let mut runs = clause.windows(term.len().max(1));
                !term.is_empty() && runs.any(|run| run == term.as_slice())
            };
            self.terms.keys().filter(holds).collect()
        };
        unit.clauses.iter().map(in_clause).collect()
    }
}

/// The issue of the best score; of equals the first.
pub(super) fn best_of(fits: &[Fit]) -> Option<usize> {
    let mut best: Option<(usize, f64)> = None;
    for (issue, fit) in fits.iter().enumerate() {
        if best.is_none_or(|(_, most)| fit.score > most) {
            best = Some((issue, fit.score));
        }
    }
    best.map(|(issue, _)| issue)
}

fn of(texts: &[String], meanings: &mut Meanings) -> Result<Vec<Meaning>, TextError> {
    meanings.of(&texts.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The cosine to the nearest of some meanings; −1 where there is none.
fn nearest(meaning: &Meaning, others: &[Meaning]) -> f64 {
    others.iter().map(|other| meaning.cosine(other)).fold(-1.0, f64::max)
}
