//! Polarity (否定・欠如): which words a sentence denies, and which it says are missing.
//!
//! Input → output: tokens → the same tokens, marked. It reads the words just before a negation;
//! a word already marked as planned stays so.

use super::{Mark, Token, WordClass};

/// Base forms that negate: auxiliaries, and the adjective ない with its old form なし.
const NEGATIONS: [&str; 6] = ["ない", "無い", "なし", "ぬ", "ん", "ず"];

/// What may stand between a predicate and its negation: れる, られる, て, いる, くれる, ます, は, も.
const BETWEEN: [&str; 16] = [
    "れる",
    "られる",
    "せる",
    "させる",
    "て",
    "で",
    "いる",
    "てる",
    "くれる",
    "もらう",
    "しまう",
    "ます",
    "は",
    "も",
    "おく",
    "いく",
];

/// Verbs whose negation says that something is out of reach rather than untrue.
const ABILITIES: [&str; 5] = ["できる", "出来る", "れる", "られる", "得る"];

/// Marks what negations in these tokens apply to.
pub(super) fn mark(tokens: &mut [Token]) {
    for index in 0..tokens.len() {
        if let Some((target, mark)) = negated_by(tokens, index)
            && let Some(token) = tokens.get_mut(target)
            && token.mark != Mark::Planned
        {
            token.mark = mark;
        }
    }
}

/// The word that the token at `index` negates, if it negates one.
fn negated_by(tokens: &[Token], index: usize) -> Option<(usize, Mark)> {
    let negation = tokens.get(index)?;
    if !NEGATIONS.contains(&negation.base.as_str()) || is_idiom(tokens, index) {
        return None;
    }
    if negation.class == WordClass::Adjective {
        return absent_thing(tokens, index);
    }
    if negation.class != WordClass::Function {
        return None;
    }
    denied_predicate(tokens, index)
}

/// なければならない, ないといけない, なくてはならない, ではないか: no negation at all.
fn is_idiom(tokens: &[Token], index: usize) -> bool {
    let next = |steps: usize| tokens.get(index + steps).map_or("", |token| token.base.as_str());
    let before = |steps: usize| {
        let token = index.checked_sub(steps).and_then(|at| tokens.get(at));
        token.map_or("", |token| token.base.as_str())
    };
    let must = |base: &str| matches!(base, "なる" | "いける" | "だめ");
    let necessity = matches!(next(1), "ば" | "と" | "ては") && must(next(2))
        || next(1) == "て" && next(2) == "は" && must(next(3));
    let end_of_necessity = must(before(1)) && matches!(before(2), "ば" | "と" | "は" | "ては");
    let rhetorical = next(1) == "か" && matches!(before(1), "は" | "だ" | "で" | "では");
    necessity || end_of_necessity || rhetorical
}

/// Xがない, Xのない, Xなし: lacking. Xはない, Xではない: denied.
fn absent_thing(tokens: &[Token], index: usize) -> Option<(usize, Mark)> {
    let mut at = index.checked_sub(1)?;
    let mut mark = Mark::Lacking;
    loop {
        let token = tokens.get(at)?;
        match token.base.as_str() {
            "が" | "も" | "の" | "、" => {}
            "は" | "で" | "では" | "だ" | "じゃ" => mark = Mark::Negated,
            // だけではない and しかない limit, they do not deny; 地域にはない denies no place.
            "だけ" | "のみ" | "ばかり" | "しか" | "に" | "わけ" => return None,
            _ if token.class.is_content() => return Some((at, mark)),
            _ => return suffixed(tokens, at).map(|target| (target, mark)),
        }
        at = at.checked_sub(1)?;
    }
}

/// The content word before a suffix (高齢|者 がいない).
fn suffixed(tokens: &[Token], at: usize) -> Option<usize> {
    let before = at.checked_sub(1)?;
    let joined = tokens.get(before)?.range.end == tokens.get(at)?.range.start;
    (joined && tokens.get(before)?.class.is_content()).then_some(before)
}

/// The predicate before an auxiliary: its verb, or the noun that takes する or できる.
fn denied_predicate(tokens: &[Token], index: usize) -> Option<(usize, Mark)> {
    let mut at = index.checked_sub(1)?;
    let mut able = false;
    while let Some(token) = tokens.get(at).filter(|t| BETWEEN.contains(&t.base.as_str())) {
        able |= ABILITIES.contains(&token.base.as_str());
        at = at.checked_sub(1)?;
    }
    let verb = tokens.get(at)?;
    able |= ABILITIES.contains(&verb.base.as_str());
    let mark = if able { Mark::Lacking } else { Mark::Negated };
    if matches!(verb.base.as_str(), "する" | "できる" | "出来る") {
        let noun = at.checked_sub(1).filter(|noun| {
            tokens.get(*noun).is_some_and(|token| token.class == WordClass::VerbalNoun)
        });
        return Some((noun.unwrap_or(at), mark));
    }
    // いない and ない after が: what is not there is the thing before the particle.
    if verb.base == "いる" || verb.class == WordClass::Function {
        return absent_thing(tokens, at + 1).filter(|_| verb.base != "いる");
    }
    Some((at, mark))
}
