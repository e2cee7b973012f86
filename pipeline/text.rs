//! Text (本文): statements → tokens that later stages can count and compare.
//!
//! Input → output: a statement as written → [`TokenizedStatement`]: the normal form with the way
//! back to the original, tokens with base form and word class, what is denied, lacking or only
//! planned, what merely frames. lindera's types stop here. This stage must not count or group.

pub mod encoder;
pub mod lexicon;
pub mod meaning;
pub mod normalize;
pub mod tokenize;
pub mod word_search;

mod clause;
mod names;
mod polarity;
mod system_dictionary;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::ConfigError;

pub(crate) use clause::sentences;
pub use lexicon::{Lexicon, LexiconFile, ListKind};
pub use meaning::{Meaning, Meanings};
pub use normalize::Normalized;

/// Why the text stage cannot start or go on.
#[derive(Debug, thiserror::Error)]
pub enum TextError {
    /// Lines of word lists that cannot be used, all of them.
    #[error(transparent)]
    Lists(#[from] ConfigError),
    /// The dictionary in the binary, or the analyser, refused.
    #[error("the dictionary in the program cannot be used: {0}")]
    Dictionary(String),
    /// The sentence encoder in the binary.
    #[error("the sentence encoder in the program cannot be used: {0}")]
    Encoder(String),
}

impl TextError {
    pub(crate) fn dictionary(error: impl fmt::Display) -> Self {
        Self::Dictionary(error.to_string())
    }
}

/// The class of a word (品詞), as far as counting needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WordClass {
    /// 名詞.
    Noun,
    /// サ変名詞: a noun that takes する.
    VerbalNoun,
    /// 形容動詞: a noun that describes.
    AdjectivalNoun,
    /// 固有名詞 other than a person's.
    ProperNoun,
    /// 人名.
    PersonName,
    /// 動詞.
    Verb,
    /// 形容詞.
    Adjective,
    /// 副詞.
    Adverb,
    /// Anything that only binds or counts: particles, auxiliaries, numbers, pronouns, affixes.
    Function,
    /// 記号.
    Symbol,
}

impl WordClass {
    const ALL: [Self; 10] = [
        Self::Noun,
        Self::VerbalNoun,
        Self::AdjectivalNoun,
        Self::ProperNoun,
        Self::PersonName,
        Self::Verb,
        Self::Adjective,
        Self::Adverb,
        Self::Function,
        Self::Symbol,
    ];

    /// The name in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Noun => "名詞",
            Self::VerbalNoun => "サ変名詞",
            Self::AdjectivalNoun => "形容動詞",
            Self::ProperNoun => "固有名詞",
            Self::PersonName => "人名",
            Self::Verb => "動詞",
            Self::Adjective => "形容詞",
            Self::Adverb => "副詞",
            Self::Function => "機能語",
            Self::Symbol => "記号",
        }
    }

    /// The class with a name of a table.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.as_str() == name)
    }

    /// Whether words of this class carry content; a person's name never does.
    #[must_use]
    pub const fn is_content(self) -> bool {
        !matches!(self, Self::PersonName | Self::Adverb | Self::Function | Self::Symbol)
    }
}

/// How a word is meant (肯定・欠如・否定・予定).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Said of what is.
    Stated,
    /// Said to be missing or out of reach: 移動手段がない, 把握できていない. Still the subject.
    Lacking,
    /// Denied: 認知症ではない, 困っていない.
    Negated,
    /// Only planned: 今後…を検討する.
    Planned,
}

impl Mark {
    /// The name in tables and rules.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Lacking => "lacking",
            Self::Negated => "negated",
            Self::Planned => "planned",
        }
    }
}

/// One word (形態素) of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The word as it stands in the normal form.
    pub surface: String,
    /// Where, in bytes of the normal form.
    pub range: Range<usize>,
    /// Its dictionary form; the surface where the dictionary has none.
    pub base: String,
    /// The word it is counted under: the head of its synonyms, or its base form.
    pub term: Arc<str>,
    /// Its class.
    pub class: WordClass,
    /// How it is meant.
    pub mark: Mark,
    /// Whether it only frames the statement (…と感じた, …ことが課題).
    pub framing: bool,
    /// Whether it is on the list of words that say nothing about the subject.
    pub stop: bool,
}

impl Token {
    /// Whether the word says what the statement is about (内容語).
    #[must_use]
    pub fn is_content(&self) -> bool {
        self.class.is_content() && !self.framing && !self.stop
    }
}

/// A statement with its tokens (形態素に分けた記述).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenizedStatement {
    /// The text, normal and original.
    pub text: Normalized,
    /// All tokens in order; blanks are none.
    pub tokens: Vec<Token>,
    /// Whether it only says that there is nothing to say (特になし).
    pub empty_answer: bool,
}

impl TokenizedStatement {
    /// The content words in order.
    pub fn content_words(&self) -> impl Iterator<Item = &Token> {
        self.tokens.iter().filter(|token| token.is_content())
    }
}

/// A statement's text as it is remembered between runs: its normal form without
/// the stop at its end.
#[must_use]
pub fn statement_key(text: &str) -> String {
    normalize::normalize(text).text().trim_end_matches('。').trim().to_owned()
}

/// Tokenises one statement (形態素解析).
///
/// # Errors
/// `TextError::Dictionary`: the analyser refused the text.
pub fn tokenize(text: &str, lexicon: &Lexicon) -> Result<TokenizedStatement, TextError> {
    let text = normalize::normalize(text);
    let mut tokens = tokenize::tokens(text.text(), lexicon)?;
    for sentence in clause::sentences(text.text()) {
        clause::mark_framing(&sentence, text.text(), lexicon, &mut tokens);
        clause::mark_plans(&sentence, text.text(), lexicon, &mut tokens);
    }
    names::mark(&mut tokens);
    polarity::mark(&mut tokens);
    let empty_answer = lexicon.is_empty_answer(text.text());
    Ok(TokenizedStatement { text, tokens, empty_answer })
}

/// Tokenises many statements on all threads; the results stand in the order of the input.
///
/// # Errors
/// As [`tokenize()`].
pub fn tokenize_all(
    texts: &[&str],
    lexicon: &Lexicon,
) -> Result<Vec<TokenizedStatement>, TextError> {
    texts.par_iter().map(|text| tokenize(text, lexicon)).collect()
}
