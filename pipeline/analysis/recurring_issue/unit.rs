//! Units (まとまり): statements → different statements, near-copies together.
//!
//! Participants copy from each other and from the board; what says the same counts once when
//! issues are sought. Input → output: texts → units, in the order of their texts' hashes, so that
//! the order of the input changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use super::similarity::cosines;
use crate::text::{
    Lexicon, Mark, Meaning, Meanings, TextError, Token, TokenizedStatement, WordClass, tokenize_all,
};

/// Two statements whose meanings lie this close say the same.
const NEAR_COPY: f64 = 0.93;

/// One thing that is said, by one statement or several.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// The text to compare: normal, without bullet and closing frame.
    pub(super) core: String,
    /// Content words in order, synonyms under one head.
    pub(super) words: Vec<String>,
    /// All words of each clause in order, to find terms in.
    pub(super) clauses: Vec<Vec<String>>,
    /// Noun phrases as written, with the words in them.
    pub(super) phrases: Vec<(String, Vec<String>)>,
    /// What it means.
    pub(super) meaning: Meaning,
    /// Indices of the statements that say it, ascending; never empty.
    pub(super) members: Vec<usize>,
}

/// The units of some statements; those that say nothing (特になし) are in none.
pub(super) fn units(
    texts: &[&str],
    lexicon: &Lexicon,
    meanings: &mut Meanings,
) -> Result<Vec<Unit>, TextError> {
    let tokenized = tokenize_all(texts, lexicon)?;
    let mut same: BTreeMap<BTreeSet<String>, Vec<usize>> = BTreeMap::new();
    for (index, statement) in tokenized.iter().enumerate().filter(|(_, one)| !one.empty_answer) {
        same.entry(fingerprint(statement)).or_default().push(index);
    }
    let mut groups = Vec::with_capacity(same.len());
    for members in same.into_values() {
        // The first by its text speaks for all, whatever order they came in.
        let statements = members.iter().filter_map(|index| tokenized.get(*index));
        let speaker = statements.min_by_key(|statement| (hash(core(statement)), core(statement)));
        groups.extend(speaker.map(|speaker| (hash(core(speaker)), speaker, members)));
    }
    groups.sort_by_key(|(hash, ..)| *hash);
    let cores: Vec<&str> = groups.iter().map(|(_, speaker, _)| core(speaker)).collect();
    let meanings = meanings.of(&cores)?;
    let pairs = groups.into_iter().zip(meanings);
    let units = pairs.map(|((_, speaker, members), meaning)| unit(speaker, members, meaning));
    Ok(merged(units.collect()))
}

/// Units whose statements people moved, each move apart from the rest.
///
/// `moved` names the move that a statement falls under, if any.
pub(super) fn set_apart<'m>(
    units: Vec<Unit>,
    moved: &dyn Fn(usize) -> Option<&'m str>,
) -> Vec<Unit> {
    let mut apart = Vec::with_capacity(units.len());
    for unit in units {
        let mut groups: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
        for member in &unit.members {
            groups.entry(moved(*member)).or_default().push(*member);
        }
        apart.extend(groups.into_values().map(|members| Unit { members, ..unit.clone() }));
    }
    apart
}

fn unit(statement: &TokenizedStatement, members: Vec<usize>, meaning: Meaning) -> Unit {
    Unit {
        core: core(statement).to_owned(),
        words: statement.content_words().map(|token| token.term.to_string()).collect(),
        clauses: clauses(&statement.tokens),
        phrases: phrases(&statement.tokens),
        meaning,
        members,
    }
}

/// What two statements must share to be the same: their content words, and what they deny.
fn fingerprint(statement: &TokenizedStatement) -> BTreeSet<String> {
    let words = statement.content_words().map(|token| match token.mark {
        Mark::Negated => format!("¬{}", token.term),
        _ => token.term.to_string(),
    });
    let words: BTreeSet<String> = words.collect();
    if words.len() > 1 { words } else { BTreeSet::from([core(statement).to_owned()]) }
}

/// The normal text without bullet and closing frame; all of it where nothing is left.
fn core(statement: &TokenizedStatement) -> &str {
    let text = statement.text.text();
    let closing = |token: &&Token| token.framing || token.class == WordClass::Symbol;
    let framing = statement.tokens.iter().rev().take_while(closing).last();
    let end = framing.map_or(text.len(), |token| token.range.start);
    let kept = text.get(..end).unwrap_or(text);
    let bare = kept.trim_start_matches(|character: char| {
        !character.is_alphanumeric() && !matches!(character, '「' | '『' | '（')
    });
    if bare.is_empty() { text } else { bare.trim_end() }
}

fn hash(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

/// The words between commas and stops.
fn clauses(tokens: &[Token]) -> Vec<Vec<String>> {
    let ends = |token: &Token| matches!(token.surface.as_str(), "、" | "。" | "・" | "！" | "？");
    let clauses = tokens.split(ends).filter(|clause| !clause.is_empty());
    clauses.map(|clause| clause.iter().map(|token| token.term.to_string()).collect()).collect()
}

/// Runs of nouns, の between them allowed, that hold a content word.
fn phrases(tokens: &[Token]) -> Vec<(String, Vec<String>)> {
    let noun = |token: &Token| {
        use WordClass::{AdjectivalNoun, Noun, ProperNoun, VerbalNoun};
        token.is_content() && matches!(token.class, Noun | VerbalNoun | AdjectivalNoun | ProperNoun)
    };
    let mut phrases = Vec::new();
    for (first, start) in tokens.iter().enumerate().filter(|(_, token)| noun(token)) {
        let mut phrase = start.surface.clone();
        let mut words = vec![start.term.to_string()];
        phrases.push((phrase.clone(), words.clone()));
        let mut link = "";
        for token in tokens.iter().skip(first + 1).take(LONGEST_PHRASE) {
            if noun(token) {
                phrase = format!("{phrase}{link}{}", token.surface);
                words.push(token.term.to_string());
                phrases.push((phrase.clone(), words.clone()));
                link = "";
            } else if token.surface == "の" && link.is_empty() {
                link = "の";
            } else {
                break;
            }
        }
    }
    phrases
}

/// Tokens a phrase may go on for after its first: 買い物 の 支援.
const LONGEST_PHRASE: usize = 2;

/// Joins each unit to the first earlier one that means the same.
fn merged(units: Vec<Unit>) -> Vec<Unit> {
    let meanings: Vec<&Meaning> = units.iter().map(|unit| &unit.meaning).collect();
    let close = cosines(&meanings, |unit, row| {
        row.iter().take(unit).position(|cosine| *cosine >= NEAR_COPY)
    });
    let mut kept: Vec<Unit> = Vec::with_capacity(units.len());
    let mut place: Vec<usize> = Vec::with_capacity(units.len());
    for (unit, near) in units.into_iter().zip(close) {
        let target = near.and_then(|other| place.get(other)).copied();
        place.push(target.unwrap_or(kept.len()));
        match target.and_then(|target| kept.get_mut(target)) {
            Some(earlier) => earlier.members.extend(unit.members),
            None => kept.push(unit),
        }
    }
    for unit in &mut kept {
        unit.members.sort_unstable();
    }
    kept
}
