//! Naming (名づけ): a new issue's statements → a noun phrase, two keywords, the statement nearest
//! to the middle.

use std::collections::{BTreeMap, BTreeSet};

use super::unit::Unit;
use crate::text::Meaning;

/// What a new issue is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// Noun phrase with two keywords: 「ペットの世話（ペット・預け先）」.
    pub(super) label: String,
    /// The words that set it apart, most telling first.
    pub(super) keywords: Vec<String>,
}

/// Keywords that are kept.
const KEYWORDS: usize = 5;

/// The name of a group of units, told apart from all others.
pub(super) fn name(group: &[usize], units: &[Unit]) -> Name {
    let inside: BTreeSet<usize> = group.iter().copied().collect();
    let telling = telling_words(&inside, units);
    let centre =
        Meaning::centre(group.iter().filter_map(|index| units.get(*index)).map(|u| &u.meaning));
    let keywords: Vec<String> = ranked(&telling).into_iter().take(KEYWORDS).collect();
    let phrase = best_phrase(group, units, &telling, &centre)
        .or_else(|| keywords.first().cloned())
        .or_else(|| {
            central(group, units)
                .first()
                .and_then(|first| units.get(*first))
                .map(|u| u.core.clone())
        })
        .unwrap_or_default();
    let words: Vec<&str> =
        keywords.iter().map(String::as_str).filter(|word| *word != phrase).take(2).collect();
    let label =
        if words.is_empty() { phrase } else { format!("{phrase}（{}）", words.join("・")) };
    Name { label, keywords }
}

/// A group's units, those nearest to its middle first; ties by index.
pub(super) fn central(group: &[usize], units: &[Unit]) -> Vec<usize> {
    let members = || group.iter().filter_map(|index| units.get(*index));
    let centre = Meaning::centre(members().map(|unit| &unit.meaning));
    let nearness =
        |index: &usize| units.get(*index).map_or(0.0, |unit| unit.meaning.cosine(&centre));
    let mut sorted: Vec<usize> = group.to_vec();
    sorted.sort_by(|one, other| nearness(other).total_cmp(&nearness(one)).then(one.cmp(other)));
    sorted
}

/// Words of the group, weighed by coverage times log-odds against the other units.
fn telling_words(inside: &BTreeSet<usize>, units: &[Unit]) -> BTreeMap<String, f64> {
    let mut counts: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for (index, unit) in units.iter().enumerate() {
        for word in unit.words.iter().collect::<BTreeSet<_>>() {
            let count = counts.entry(word).or_default();
            if inside.contains(&index) { count.0 += 1.0 } else { count.1 += 1.0 }
        }
    }
    let size = |count: usize| u32::try_from(count).map_or(f64::from(u32::MAX), f64::from);
    let (members, others) = (size(inside.len()), size(units.len().saturating_sub(inside.len())));
    let weigh = |(word, (inner, outer)): (&str, (f64, f64))| {
        let odds = |count: f64, all: f64| ((count + 0.5) / (all - count + 0.5)).ln();
        let weight = inner / members.max(1.0) * (odds(inner, members) - odds(outer, others));
        (word.to_owned(), weight)
    };
    counts.into_iter().filter(|(_, count)| count.0 > 0.0).map(weigh).collect()
}

fn ranked(weights: &BTreeMap<String, f64>) -> Vec<String> {
    let mut words: Vec<(&String, f64)> =
        weights.iter().map(|(word, weight)| (word, *weight)).collect();
    words.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(other.0)));
    words.into_iter().map(|(word, _)| word.clone()).collect()
}

/// The noun phrase whose words tell most, of units near the middle.
fn best_phrase(
    group: &[usize],
    units: &[Unit],
    telling: &BTreeMap<String, f64>,
    centre: &Meaning,
) -> Option<String> {
    let mut scores: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for unit in group.iter().filter_map(|index| units.get(*index)) {
        let nearness = unit.meaning.cosine(centre).max(0.0);
        for (phrase, words) in &unit.phrases {
            let weight: f64 = words.iter().filter_map(|word| telling.get(word)).sum();
            let score = scores.entry(phrase).or_default();
            score.0 += nearness;
            score.1 = weight;
        }
    }
    let mut best: Option<(&str, f64)> = None;
    for (phrase, (coverage, weight)) in scores {
        let score = weight * coverage.sqrt();
        if best.is_none_or(|(_, most)| score > most) {
            best = Some((phrase, score));
        }
    }
    best.map(|(phrase, _)| phrase.to_owned())
}
