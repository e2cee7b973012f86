//! Lexicon (語彙): the system dictionary and the field's own word lists, ready to use.
//!
//! Input → output: word lists as text, the built-in ones first, then a city's → [`Lexicon`].
//! It reads no file: `config` does. A bad line is named, never skipped.

mod costs;
mod lists;

use std::collections::{BTreeMap, BTreeSet};

use lindera::mode::Mode;
use lindera::segmenter::Segmenter;

pub use lists::{LexiconFile, ListKind};
pub(crate) use lists::{PlanEnding, WordLists};

use super::{TextError, system_dictionary};

/// The words the text stage knows (語彙): made once, shared by all threads.
#[derive(Clone)]
pub struct Lexicon {
    pub(crate) segmenter: Segmenter,
    preferred: BTreeMap<String, String>,
    stop_words: BTreeSet<String>,
    empty_answers: BTreeSet<String>,
    fillers: Vec<String>,
    plans: Vec<PlanEnding>,
    futures: Vec<String>,
}

impl Lexicon {
    /// IPADIC and the built-in lists of `dictionaries/terms`.
    ///
    /// # Errors
    /// `TextError::Lists`, `TextError::Dictionary`: never for an unchanged build.
    pub fn built_in() -> Result<Self, TextError> {
        Self::extended(&[])
    }

    /// The built-in lists with a city's own lines added to them.
    ///
    /// Input: one file for each list to extend; the file's name says which
    /// ([`ListKind::file_name`]).
    ///
    /// # Errors
    /// `TextError::Lists`: lines that cannot be read, all of them, each with file and line.
    /// `TextError::Dictionary`: the dictionary in the binary cannot be used.
    pub fn extended(files: &[LexiconFile]) -> Result<Self, TextError> {
        let lists = WordLists::read(files)?;
        let plain = Self::ipadic_segmenter()?;
        let words = costs::user_dictionary(&plain, &lists)?;
        Ok(Self {
            segmenter: Segmenter::new(Mode::Normal, plain.dictionary, Some(words)),
            preferred: lists.preferred,
            stop_words: lists.stop_words,
            empty_answers: lists.empty_answers,
            fillers: longest_first(lists.fillers),
            plans: lists.plans,
            futures: longest_first(lists.futures),
        })
    }

    /// IPADIC alone, without any list: what the reference analyser sees.
    ///
    /// # Errors
    /// `TextError::Dictionary`: the dictionary in the binary cannot be used.
    pub fn system_only() -> Result<Self, TextError> {
        Ok(Self {
            segmenter: Self::ipadic_segmenter()?,
            preferred: BTreeMap::new(),
            stop_words: BTreeSet::new(),
            empty_answers: BTreeSet::new(),
            fillers: Vec::new(),
            plans: Vec::new(),
            futures: Vec::new(),
        })
    }

    fn ipadic_segmenter() -> Result<Segmenter, TextError> {
        let dictionary = system_dictionary::load().map_err(TextError::dictionary)?;
        Ok(Segmenter::new(Mode::Normal, dictionary, None))
    }

    /// The word a base form is counted under (代表語): its synonym, or itself.
    #[must_use]
    pub fn preferred<'a>(&'a self, base: &'a str) -> &'a str {
        self.preferred.get(base).map_or(base, String::as_str)
    }

    /// The words that are counted under the same head as a word, with the head; none without one.
    pub(crate) fn synonyms<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'a str> {
        let head = self.preferred(word);
        let group = self.preferred.iter().filter(move |(_, of)| *of == head);
        let mut words: Vec<&str> = group.map(|(variant, _)| variant.as_str()).collect();
        if !words.is_empty() {
            words.push(head);
        }
        words.into_iter()
    }

    /// Whether the word says nothing about what a statement is about.
    #[must_use]
    pub fn is_stop_word(&self, word: &str) -> bool {
        self.stop_words.contains(word)
    }

    /// Whether a normal text only says that there is nothing to say (特になし, 同上).
    #[must_use]
    pub fn is_empty_answer(&self, normal: &str) -> bool {
        let bare = normal.trim_matches(|character: char| {
            matches!(character, '。' | '、' | ' ' | '（' | '）' | '・' | '！' | '\n')
        });
        bare.is_empty() || self.empty_answers.contains(bare)
    }

    pub(crate) fn fillers(&self) -> &[String] {
        &self.fillers
    }

    pub(crate) fn plans(&self) -> &[PlanEnding] {
        &self.plans
    }

    pub(crate) fn futures(&self) -> &[String] {
        &self.futures
    }
}

fn longest_first(words: BTreeSet<String>) -> Vec<String> {
    let mut sorted: Vec<String> = words.into_iter().collect();
    sorted.sort_by_key(|word| std::cmp::Reverse(word.len()));
    sorted
}
