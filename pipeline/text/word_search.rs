//! Word search (語の検索): a word as a person types it → where tokenised statements hold it.
//!
//! Input → output: a word and the lexicon → [`Wanted`]; with a statement → the places. It must not
//! count, nor decide which statements are looked at.

use std::ops::Range;
use std::sync::Arc;

use super::{
    Lexicon, Mark, TextError, Token, TokenizedStatement, WordClass, normalize, tokenize as cutting,
};

/// Shorter synonyms begin too many other words: 薬 begins 薬剤師会.
const LEAST_OF_BEGINNING: usize = 2;

/// A word or a few words in a row to look for (検索語).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    normal: String,
    words: Vec<WantedWord>,
    /// Synonyms in kanji: longer words that begin with one speak of it too (服薬: 服薬管理).
    beginnings: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct WantedWord {
    base: String,
    term: Arc<str>,
    /// Whether it only binds, so that a phrase passes over it.
    binds: bool,
}

/// How a place fits the word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HowFound {
    /// The same characters in the normal form, also as part of a longer word.
    Written,
    /// The same words in another form (飲む: 飲んで).
    Inflected,
    /// A word of the same meaning by the synonym list.
    Synonym,
}

impl HowFound {
    /// The name in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Inflected => "inflected",
            Self::Synonym => "synonym",
        }
    }
}

/// One place in a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where, in bytes of the normal form.
    pub range: Range<usize>,
    /// How it fits.
    pub how: HowFound,
}

impl Wanted {
    /// The word in its normal form, cut like a statement; `None` when nothing of it is left.
    ///
    /// # Errors
    /// `TextError::Dictionary`: the analyser refused the word.
    pub fn new(word: &str, lexicon: &Lexicon) -> Result<Option<Self>, TextError> {
        let normal = normalize::normalize(word).text().to_owned();
        let words: Vec<WantedWord> =
            cutting::tokens(&normal, lexicon)?.into_iter().map(WantedWord::of).collect();
        if words.is_empty() {
            return Ok(None);
        }
        let beginnings = lexicon.synonyms(&normal).filter(|word| begins_words(word));
        let beginnings = beginnings.map(str::to_owned).collect();
        Ok(Some(Self { normal, words, beginnings }))
    }

    /// Where a statement holds the word as written; capitals do not matter.
    #[must_use]
    pub fn as_written(&self, statement: &TokenizedStatement) -> Vec<Range<usize>> {
        // ASCII letters keep their place when their case changes.
        let text = statement.text.text().to_ascii_lowercase();
        let wanted = self.normal.to_ascii_lowercase();
        text.match_indices(&wanted).map(|(at, found)| at..at + found.len()).collect()
    }

    /// The tokens that are its words in a row, in any form or under a synonym.
    #[must_use]
    pub fn in_a_row(&self, tokens: &[Token]) -> Vec<Range<usize>> {
        let fits = |window: &[Token]| {
            window.iter().zip(&self.words).all(|(token, word)| token.term == word.term)
        };
        let windows = tokens.windows(self.words.len()).enumerate();
        windows
            .filter(|(_, window)| fits(window))
            .map(|(at, window)| at..at + window.len())
            .collect()
    }

    /// The tokens that are its words one after the other, particles and auxiliaries passed over
    /// in both (薬を飲む: 薬も飲んで); signs between them part them.
    #[must_use]
    pub fn as_phrase(&self, tokens: &[Token]) -> Vec<Range<usize>> {
        let words: Vec<&WantedWord> = self.words.iter().filter(|word| !word.binds).collect();
        if words.is_empty() {
            return self.in_a_row(tokens);
        }
        (0..tokens.len()).filter_map(|at| phrase_at(&words, tokens, at)).collect()
    }

    /// All places, each once: as written, or else in another form or under a synonym.
    #[must_use]
    pub fn find(&self, statement: &TokenizedStatement) -> Vec<Found> {
        let mut found: Vec<Found> = self
            .as_written(statement)
            .into_iter()
            .map(|range| Found { range, how: HowFound::Written })
            .collect();
        for row in self.in_a_row(&statement.tokens) {
            let tokens = statement.tokens.get(row).unwrap_or_default();
            let same = tokens.iter().zip(&self.words).all(|(token, word)| token.base == word.base);
            let how = if same { HowFound::Inflected } else { HowFound::Synonym };
            keep_apart(&mut found, tokens, how);
        }
        let begins = |token: &Token| {
            let mut beginnings = self.beginnings.iter();
            token.class.is_content() && beginnings.any(|one| token.surface.starts_with(one))
        };
        for token in statement.tokens.iter().filter(|token| begins(token)) {
            keep_apart(&mut found, std::slice::from_ref(token), HowFound::Synonym);
        }
        found.sort_by_key(|one| one.range.start);
        found
    }
}

impl WantedWord {
    fn of(token: Token) -> Self {
        let binds = matches!(token.class, WordClass::Function | WordClass::Symbol);
        Self { base: token.base, term: token.term, binds }
    }
}

/// Whether longer words that begin with a word speak of it: so in kanji, while デイ begins other
/// services than デイサービス too.
fn begins_words(word: &str) -> bool {
    let kanji = |letter: char| matches!(letter, '\u{4E00}'..='\u{9FFF}' | '々');
    word.chars().all(kanji) && word.chars().count() >= LEAST_OF_BEGINNING
}

/// Adds a place that overlaps none there is.
fn keep_apart(found: &mut Vec<Found>, tokens: &[Token], how: HowFound) {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return };
    let range = first.range.start..last.range.end;
    let apart = |one: &Found| one.range.end <= range.start || range.end <= one.range.start;
    if found.iter().all(apart) {
        found.push(Found { range, how });
    }
}

/// The tokens of a phrase that begins at a token.
fn phrase_at(words: &[&WantedWord], tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let mut wanted = words.iter();
    let mut next = wanted.next()?;
    for (index, token) in tokens.iter().enumerate().skip(at) {
        if token.term == next.term {
            match wanted.next() {
                Some(word) => next = word,
                None => return Some(at..index + 1),
            }
        } else if index == at || token.class != WordClass::Function {
            return None;
        }
    }
    None
}

/// How a stretch of tokens is meant: as its first word that is not simply stated.
#[must_use]
pub fn mark_of(tokens: &[Token]) -> Mark {
    tokens.iter().map(|token| token.mark).find(|mark| *mark != Mark::Stated).unwrap_or(Mark::Stated)
}

/// The tokens that a range of the normal form touches.
#[must_use]
pub fn tokens_in<'a>(tokens: &'a [Token], range: &Range<usize>) -> &'a [Token] {
    let first = tokens.partition_point(|token| token.range.end <= range.start);
    let last = tokens.partition_point(|token| token.range.start < range.end);
    tokens.get(first..last).unwrap_or_default()
}
