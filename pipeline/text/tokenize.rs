//! Tokenising (形態素解析) with lindera: normal text → [`Token`]s.
//!
//! It must not judge what a word means in its sentence.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::{Lexicon, Mark, TextError, Token, WordClass};

/// A word as the analyser cuts it, with its features in IPADIC's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Where, in bytes of the text.
    pub range: Range<usize>,
    /// 品詞, 品詞細分類1–3, 活用型, 活用形, 原形, 読み, 発音; `*` where there is none.
    pub features: Vec<String>,
}

/// The analyser's words in order, without blanks.
///
/// # Errors
/// `TextError::Dictionary`: the analyser refused the text.
pub fn segments(text: &str, lexicon: &Lexicon) -> Result<Vec<Segment>, TextError> {
    let tokens = lexicon.segmenter.segment(Cow::Borrowed(text)).map_err(TextError::dictionary)?;
    let segment = |mut token: lindera::token::Token<'_>| Segment {
        range: token.byte_start..token.byte_end,
        features: token.details_iter().map(str::to_owned).collect(),
    };
    Ok(tokens.into_iter().map(segment).collect())
}

/// The tokens of a normal text, not yet marked.
pub(super) fn tokens(text: &str, lexicon: &Lexicon) -> Result<Vec<Token>, TextError> {
    let segments = lexicon.segmenter.segment(Cow::Borrowed(text)).map_err(TextError::dictionary)?;
    let token = |mut segment: lindera::token::Token<'_>| {
        let range = segment.byte_start..segment.byte_end;
        let features: Vec<&str> = segment.details_iter().collect();
        token(range, &features, text, lexicon)
    };
    Ok(segments.into_iter().map(token).collect())
}

fn token(range: Range<usize>, features: &[&str], text: &str, lexicon: &Lexicon) -> Token {
    let feature = |index: usize| features.get(index).copied().unwrap_or("*");
    let surface = text.get(range.clone()).unwrap_or_default();
    let base = match feature(6) {
        "*" | "" => surface,
        base => base,
    };
    let term: Arc<str> = Arc::from(lexicon.preferred(base));
    Token {
        surface: surface.to_owned(),
        range,
        base: base.to_owned(),
        stop: lexicon.is_stop_word(base) || lexicon.is_stop_word(&term),
        term,
        class: word_class([feature(0), feature(1), feature(2)], surface),
        mark: Mark::Stated,
        framing: false,
    }
}

/// The class of a word from 品詞 and its first two divisions.
fn word_class([kind, division, second]: [&str; 3], surface: &str) -> WordClass {
    match (kind, division) {
        ("記号", _) => WordClass::Symbol,
        ("名詞", "サ変接続") if surface.chars().all(is_symbol) => WordClass::Symbol,
        ("名詞", "サ変接続") => WordClass::VerbalNoun,
        ("名詞", "形容動詞語幹" | "ナイ形容詞語幹") => WordClass::AdjectivalNoun,
        ("名詞", "固有名詞") if second == "人名" => WordClass::PersonName,
        // Unknown Latin words come as names of organisations.
        ("名詞", "固有名詞") if !surface.is_ascii() => WordClass::ProperNoun,
        ("名詞", "一般" | "固有名詞") if surface.chars().any(char::is_alphabetic) => {
            WordClass::Noun
        }
        ("動詞", "自立") => WordClass::Verb,
        ("形容詞", "自立") => WordClass::Adjective,
        ("副詞", _) | ("名詞", "副詞可能") => WordClass::Adverb,
        _ => WordClass::Function,
    }
}

/// IPADIC takes runs of unknown signs for nouns.
fn is_symbol(character: char) -> bool {
    !character.is_alphanumeric()
}
