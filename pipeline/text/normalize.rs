//! Normalisation (表記の統一): text as written → text to compare, with the way back.
//!
//! Width, compatibility forms, punctuation, long-vowel marks and radicals are unified. The
//! original is kept beside it and every character knows which bytes it came from. This module
//! must not drop or add a word.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text in its normal form, beside the original (正規化した本文).
///
/// Ranges are in bytes and fall on character boundaries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Normalized {
    original: String,
    text: String,
    origins: Vec<Origin>,
}

/// Where one normal character stands, and the bytes of the original it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Origin {
    at: usize,
    first: usize,
    last: usize,
}

impl Normalized {
    /// The text as written.
    #[must_use]
    pub fn original(&self) -> &str {
        &self.original
    }

    /// The normal form.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The part of the original that a range of the normal form came from; whole characters.
    #[must_use]
    pub fn original_range(&self, range: &Range<usize>) -> Range<usize> {
        let mut inside = self.origins.iter().filter(|o| range.contains(&o.at)).peekable();
        let first = inside.peek().map_or(0, |origin| origin.first);
        first..inside.map(|origin| origin.last).max().unwrap_or(first)
    }

    /// That part of the original itself.
    #[must_use]
    pub fn original_of(&self, range: &Range<usize>) -> &str {
        self.original.get(self.original_range(range)).unwrap_or_default()
    }
}

/// The normal form of a text (表記の統一).
///
/// Input: any text. Output: NFKC with full-width Japanese punctuation; runs of blanks become one
/// space, blanks at the ends go; line breaks stay; zero-width and control characters go.
#[must_use]
pub fn normalize(original: &str) -> Normalized {
    let mut pieces = Vec::new();
    for (first, cluster) in clusters(original) {
        for character in compatible(cluster) {
            pieces.push((character, first, first + cluster.len()));
        }
    }
    widen_punctuation(&mut pieces);
    unify_long_vowels(&mut pieces);
    squeeze_blanks(&mut pieces);
    assemble(original, &pieces)
}

type Piece = (char, usize, usize);

/// Cuts a text before every character that does not combine with the one before it.
fn clusters(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut starts: Vec<usize> = text
        .char_indices()
        .filter(|&(at, character)| at == 0 || !combines(character))
        .map(|(at, _)| at)
        .collect();
    starts.push(text.len());
    let pairs: Vec<_> = starts.iter().copied().zip(starts.iter().copied().skip(1)).collect();
    pairs.into_iter().filter_map(|(from, to)| Some((from, text.get(from..to)?)))
}

/// Combining marks, and the half-width voicing marks ﾞ ﾟ, which NFKC joins to the kana before.
fn combines(character: char) -> bool {
    is_combining_mark(character) || matches!(character, '\u{FF9E}' | '\u{FF9F}')
}

fn compatible(cluster: &str) -> Vec<char> {
    match cluster.chars().next() {
        Some(kept @ ('…' | '‥' | '～')) => vec![if kept == '～' { '〜' } else { kept }],
        _ => cluster.nfkc().filter_map(unify).collect(),
    }
}

/// One character's plain form; `None` when it carries no text.
fn unify(character: char) -> Option<char> {
    match character {
        '\n' => Some('\n'),
        '\u{200B}'..='\u{200F}'
        | '\u{2060}'
        | '\u{FEFF}'
        | '\u{AD}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{E0100}'..='\u{E01EF}' => None,
        other if other.is_control() || other.is_whitespace() => Some(' '),
        other => Some(VARIANTS.iter().find(|(from, _)| *from == other).map_or(other, |v| v.1)),
    }
}

/// Radicals that PDFs leave in place of characters (NFKC knows only the Kangxi block), and
/// the printed forms of characters that are mostly typed in their simple form.
const VARIANTS: [(char, char); 28] = [
    ('⺟', '母'),
    ('⺠', '民'),
    ('⺣', '火'),
    ('⺩', '王'),
    ('⺬', '示'),
    ('⺼', '肉'),
    ('⻁', '虎'),
    ('⻄', '西'),
    ('⻑', '長'),
    ('⻘', '青'),
    ('⻝', '食'),
    ('⻣', '骨'),
    ('⻩', '黄'),
    ('⻭', '歯'),
    ('⻲', '亀'),
    ('髙', '高'),
    ('﨑', '崎'),
    ('頰', '頬'),
    ('塡', '填'),
    ('剝', '剥'),
    ('瘦', '痩'),
    ('吞', '呑'),
    ('嚙', '噛'),
    ('搔', '掻'),
    ('繫', '繋'),
    ('囊', '嚢'),
    ('麵', '麺'),
    ('鷗', '鴎'),
];

/// Gives punctuation the width it has in Japanese and in IPADIC, except inside ASCII words.
fn widen_punctuation(pieces: &mut [Piece]) {
    let alphanumeric: Vec<bool> =
        pieces.iter().map(|piece| piece.0.is_ascii_alphanumeric()).collect();
    let at = |index: Option<usize>| {
        index.and_then(|index| alphanumeric.get(index)).copied().unwrap_or(false)
    };
    for (index, piece) in pieces.iter_mut().enumerate() {
        let inside_word = at(index.checked_sub(1)) && at(Some(index + 1));
        if piece.0.is_ascii_punctuation() && !inside_word {
            piece.0 = wide(piece.0);
        }
    }
}

fn wide(character: char) -> char {
    match character {
        ',' => '、',
        '.' => '。',
        '~' => '〜',
        other => char::from_u32(other as u32 + 0xFEE0).unwrap_or(other),
    }
}

/// Between kana every kind of dash is a long-vowel mark (サ－ビス → サービス), and one is enough.
fn unify_long_vowels(pieces: &mut Vec<Piece>) {
    let mut unified: Vec<Piece> = Vec::with_capacity(pieces.len());
    for (index, &(character, first, last)) in pieces.iter().enumerate() {
        let next = pieces.get(index + 1).map(|piece| piece.0);
        let previous = unified.last_mut();
        let after_kana = previous.as_ref().is_some_and(|piece| is_katakana(piece.0));
        let long = character == 'ー'
            || (is_dash(character) && after_kana && next.is_none_or(may_follow_long_vowel));
        match previous {
            Some(before) if long && before.0 == 'ー' => before.2 = last,
            _ => unified.push((if long { 'ー' } else { character }, first, last)),
        }
    }
    *pieces = unified;
}

fn is_katakana(character: char) -> bool {
    matches!(character, 'ァ'..='ヺ' | 'ー')
}

/// A dash before a character (サービス－利用) separates; before kana or a stop it lengthens.
fn may_follow_long_vowel(character: char) -> bool {
    is_katakana(character) || matches!(character, 'ぁ'..='ゖ' | '。' | '、' | '）' | '」' | '・')
}

fn is_dash(character: char) -> bool {
    matches!(character, '－' | '‐'..='―' | '−' | '─' | '━')
}

fn squeeze_blanks(pieces: &mut Vec<Piece>) {
    pieces.dedup_by(|next, kept| {
        let both = kept.0 == ' ' && next.0 == ' ';
        if both {
            kept.2 = next.2;
        }
        both
    });
    let is_text = |piece: &Piece| !matches!(piece.0, ' ' | '\n');
    let first = pieces.iter().position(is_text).unwrap_or(pieces.len());
    let last = pieces.iter().rposition(is_text).map_or(first, |last| last + 1);
    pieces.truncate(last);
    pieces.drain(..first);
}

fn assemble(original: &str, pieces: &[Piece]) -> Normalized {
    let mut text = String::with_capacity(original.len());
    let mut origins = Vec::with_capacity(pieces.len());
    for &(character, first, last) in pieces {
        origins.push(Origin { at: text.len(), first, last });
        text.push(character);
    }
    Normalized { original: original.to_owned(), text, origins }
}
