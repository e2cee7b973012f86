//! Grouping (割り当て): units and attractors → where each unit belongs, new groups included.
//!
//! A person's word comes first, then statements that an issue was found in, then the best score
//! among the known issues. What fits none well goes to a found issue that it is close to, or
//! forms new groups, until no more are found: so a later run, which knows them, says the same.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::attractor::Attractor;
use super::known::{Fit, KnownIssues, best_of};
use super::unit::Unit;
use super::{IssueTools, discovery, naming};
use crate::config::issue_register::RegisteredIssue;
use crate::text::{Meaning, TextError};

/// A statement whose best score stays below this is left 未分類 unless a new group takes it.
const LEAST_SCORE: f64 = 0.55;

/// A second issue needs this score, and a clause of its own.
const LEAST_SECOND_SCORE: f64 = 0.8;

/// What a found issue's middle and nearest statement must come to for it to take a statement.
const LEAST_JOINING: f64 = 1.1;

/// Rounds of discovery; each takes statements away, so that few are ever needed.
const ROUNDS: usize = 8;

/// Where every unit belongs.
pub(super) struct Grouping {
    /// Every issue, those found now at the end.
    pub(super) attractors: Vec<Attractor>,
    /// Index of each unit's issue.
    pub(super) main: Vec<Option<usize>>,
    /// A second issue of each unit.
    pub(super) second: Vec<Option<usize>>,
    /// What was found now.
    pub(super) found: Vec<RegisteredIssue>,
}

/// A unit's place by a person's word: `None` where nobody said anything.
pub(super) type Fixed = Option<Option<usize>>;

/// Puts every unit in its place.
pub(super) fn grouping(
    units: &[Unit],
    fixed: &[Fixed],
    mut attractors: Vec<Attractor>,
    case_of: &dyn Fn(usize) -> Option<usize>,
    tools: &mut IssueTools<'_>,
) -> Result<Grouping, TextError> {
    let competing: Vec<usize> = places(&attractors, |one| one.competes);
    let chosen: Vec<&Attractor> = competing.iter().filter_map(|at| attractors.get(*at)).collect();
    let fits = KnownIssues::new(&chosen, tools.lexicon, tools.meanings)?.fits(units);
    let mut found = Vec::new();
    let mut placed = Vec::new();
    for _ in 0..ROUNDS {
        let joined = joined(units, &attractors, tools)?;
        placed = fixed.iter().zip(joined).zip(&fits).map(place).collect();
        let outsiders = places(&placed, |place: &Place| matches!(place, Place::Outside(_)));
        let new = discovery::new_groups(units, &outsiders, case_of);
        if new.is_empty() {
            break;
        }
        for group in &new {
            let issue = registered(group, units);
            attractors.push(Attractor::registered(&issue));
            found.push(issue);
        }
    }
    let named = |column: usize| competing.get(column).copied();
    let main = placed.iter().map(|place| match place {
        Place::At(attractor) => *attractor,
        Place::Best(column) => named(*column),
        Place::Outside(best) => best.and_then(named),
    });
    let main = main.collect();
    let second = placed.iter().zip(&fits).map(|(place, row)| match place {
        Place::At(_) => None,
        Place::Best(_) | Place::Outside(_) => second_of(row).and_then(named),
    });
    let second = second.collect();
    Ok(Grouping { attractors, main, second, found })
}

/// What decides a unit's place.
enum Place {
    /// A person, or an issue found before: an attractor, or none.
    At(Option<usize>),
    /// The best known issue: its column.
    Best(usize),
    /// It fits no known issue well; the column it would fall to.
    Outside(Option<usize>),
}

fn place(((fixed, joined), row): ((&Fixed, Joined), &Vec<Fit>)) -> Place {
    if let Some(place) = fixed {
        return Place::At(*place);
    }
    let best = best_of(row);
    let score = best.and_then(|best| row.get(best)).map_or(0.0, |fit| fit.score);
    match joined {
        Joined::Same(attractor) => Place::At(Some(attractor)),
        Joined::Close(attractor, close) if score < discovery::OUTSIDER.max(close) => {
            Place::At(Some(attractor))
        }
        _ if score < discovery::OUTSIDER => Place::Outside(best.filter(|_| score >= LEAST_SCORE)),
        _ => best.map_or(Place::Outside(None), Place::Best),
    }
}

/// What found issues say of a unit.
#[derive(Clone, Copy)]
enum Joined {
    /// One was found in this very statement.
    Same(usize),
    /// One lies close: its middle and nearest statement come to this.
    Close(usize, f64),
    No,
}

/// For each unit, the found issue that may take it.
fn joined(
    units: &[Unit],
    attractors: &[Attractor],
    tools: &mut IssueTools<'_>,
) -> Result<Vec<Joined>, TextError> {
    let found = places(attractors, |one| !one.competes);
    let mut same: BTreeMap<&str, usize> = BTreeMap::new();
    let mut prepared: Vec<(usize, Meaning, Vec<Meaning>)> = Vec::new();
    for at in found {
        let Some(attractor) = attractors.get(at) else { continue };
        for anchor in &attractor.anchors {
            same.entry(anchor).or_insert(at);
        }
        let texts: Vec<&str> = attractor.anchors.iter().map(String::as_str).collect();
        let anchors = tools.meanings.of(&texts)?;
        prepared.push((at, Meaning::centre(anchors.iter()), anchors));
    }
    let of = |unit: &Unit| {
        if let Some(at) = same.get(unit.core.as_str()) {
            return Joined::Same(*at);
        }
        let mut best: Option<(usize, f64)> = None;
        for (at, centre, anchors) in &prepared {
            let nearest = anchors.iter().map(|one| unit.meaning.cosine(one)).fold(-1.0, f64::max);
            let score = unit.meaning.cosine(centre) + nearest;
            if score >= LEAST_JOINING && best.is_none_or(|(_, most)| score > most) {
                best = Some((*at, score));
            }
        }
        best.map_or(Joined::No, |(at, score)| Joined::Close(at, score))
    };
    Ok(units.iter().map(of).collect())
}

/// A new group as the register keeps it.
fn registered(group: &[usize], units: &[Unit]) -> RegisteredIssue {
    let name = naming::name(group, units);
    let mut anchors: Vec<String> =
        group.iter().filter_map(|unit| units.get(*unit)).map(|unit| unit.core.clone()).collect();
    anchors.sort_unstable();
    let digest = Sha256::digest(anchors.join("\n").as_bytes());
    let number = digest.first_chunk().copied().map_or(0, u32::from_be_bytes);
    RegisteredIssue {
        id: format!("new_{number:08x}"),
        label: name.label,
        by_person: false,
        terms: name.keywords,
        anchors,
    }
}

/// The indices of what fits.
fn places<T>(all: &[T], fits: impl Fn(&T) -> bool) -> Vec<usize> {
    all.iter().enumerate().filter(|(_, one)| fits(one)).map(|(at, _)| at).collect()
}

/// The best of the issues that have a clause of their own; of equals the first.
fn second_of(row: &[Fit]) -> Option<usize> {
    let best = best_of(row)?;
    let mut second: Option<(usize, f64)> = None;
    for (issue, fit) in
        row.iter().enumerate().filter(|(issue, fit)| *issue != best && fit.own_clause)
    {
        if fit.score >= LEAST_SECOND_SCORE && second.is_none_or(|(_, most)| fit.score > most) {
            second = Some((issue, fit.score));
        }
    }
    second.map(|(issue, _)| issue)
}
