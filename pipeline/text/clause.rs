//! Sentences and their ends (文末): which words merely frame, which speak of a plan.
//!
//! Input → output: the normal text and its tokens → the same tokens, marked. Nothing is removed.

use std::ops::Range;

use super::{Lexicon, Mark, Token};

/// The sentences of a normal text, without their closing stops.
pub(crate) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut first = 0;
    for (at, stop) in text.match_indices(['。', '！', '？', '\n']) {
        sentences.push(first..at);
        first = at + stop.len();
    }
    sentences.push(first..text.len());
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

/// Marks the words of the phrases that close a sentence without adding to it.
pub(super) fn mark_framing(
    sentence: &Range<usize>,
    text: &str,
    lexicon: &Lexicon,
    tokens: &mut [Token],
) {
    let mut end = sentence.end;
    while let Some(rest) = text.get(sentence.start..end) {
        let rest = rest.trim_end();
        let filler = lexicon.fillers().iter().find(|filler| rest.ends_with(filler.as_str()));
        let Some(start) = filler.map(|filler| sentence.start + rest.len() - filler.len()) else {
            break;
        };
        // A sentence that is nothing but its frame keeps its words.
        let cuts_word = tokens.iter().any(|t| t.range.start < start && start < t.range.end);
        if start == sentence.start || cuts_word {
            break;
        }
        end = start;
    }
    for token in inside(tokens, &(end..sentence.end)) {
        token.framing = true;
    }
}

/// Marks the words of the last clause where it ends in a plan (今後…を検討する).
///
/// The clause begins at the word that names the future, or else after the last comma.
pub(super) fn mark_plans(
    sentence: &Range<usize>,
    text: &str,
    lexicon: &Lexicon,
    tokens: &mut [Token],
) {
    let Some(words) = text.get(sentence.clone()) else { return };
    let future = lexicon.futures().iter().filter_map(|word| words.rfind(word.as_str())).min();
    let ending = words.trim_end();
    let planned = lexicon
        .plans()
        .iter()
        .any(|plan| ending.ends_with(&plan.ending) && (future.is_some() || !plan.needs_future));
    if !planned {
        return;
    }
    let comma = words.rfind('、').map_or(0, |at| at + '、'.len_utf8());
    let start = sentence.start + future.unwrap_or(comma);
    for token in inside(tokens, &(start..sentence.end)) {
        token.mark = Mark::Planned;
    }
}

fn inside<'a>(
    tokens: &'a mut [Token],
    range: &Range<usize>,
) -> impl Iterator<Item = &'a mut Token> {
    let range = range.clone();
    tokens
        .iter_mut()
        .filter(move |token| range.start <= token.range.start && token.range.end <= range.end)
}
