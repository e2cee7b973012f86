//! Word lists (語の一覧): plain text that a city can extend → checked lists.
//!
//! Every line is checked here, because lindera's own reader takes rows that fail later:
//! an empty word corrupts results, a second row of the same word silently hides.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::config::ConfigError;
use crate::diagnostic::config::{ConfigProblem, Place};
use crate::diagnostic::text::{self as wording, BadEntry};
use crate::text::normalize::normalize;

/// One list as text, with the name it is known by in messages.
#[derive(Debug, Clone)]
pub struct LexiconFile {
    /// Which list it extends.
    pub kind: ListKind,
    /// The path to show in messages.
    pub path: PathBuf,
    /// Its content: UTF-8, one entry a line, `#` begins a remark.
    pub text: String,
}

/// The lists, each a file of `dictionaries/terms`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ListKind {
    /// Compounds: 見出し語,品詞.
    Compounds,
    /// Synonyms: 代表語,言い換え,….
    Synonyms,
    /// Words that say nothing about the subject.
    StopWords,
    /// Answers that say there is nothing to say.
    EmptyAnswers,
    /// Endings that frame a statement.
    Fillers,
    /// Endings that speak of a plan.
    Plans,
    /// Words that name the future.
    Futures,
}

impl ListKind {
    /// All lists.
    pub const ALL: [Self; 7] = [
        Self::Compounds,
        Self::Synonyms,
        Self::StopWords,
        Self::EmptyAnswers,
        Self::Fillers,
        Self::Plans,
        Self::Futures,
    ];

    /// The name of its file, in `dictionaries/terms` and in a city's folder.
    #[must_use]
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Compounds => "compounds.csv",
            Self::Synonyms => "synonyms.csv",
            Self::StopWords => "stop_words.txt",
            Self::EmptyAnswers => "empty_answers.txt",
            Self::Fillers => "fillers.txt",
            Self::Plans => "plans.txt",
            Self::Futures => "future.txt",
        }
    }

    const fn built_in(self) -> &'static str {
        match self {
            Self::Compounds => include_str!("../../../dictionaries/terms/compounds.csv"),
            Self::Synonyms => include_str!("../../../dictionaries/terms/synonyms.csv"),
            Self::StopWords => include_str!("../../../dictionaries/terms/stop_words.txt"),
            Self::EmptyAnswers => include_str!("../../../dictionaries/terms/empty_answers.txt"),
            Self::Fillers => include_str!("../../../dictionaries/terms/fillers.txt"),
            Self::Plans => include_str!("../../../dictionaries/terms/plans.txt"),
            Self::Futures => include_str!("../../../dictionaries/terms/future.txt"),
        }
    }
}

/// Part of speech of a compound (品詞).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum CompoundClass {
    /// 名詞.
    Noun,
    /// サ変名詞: a noun that takes する.
    VerbalNoun,
    /// 形容動詞: a noun that takes な.
    AdjectivalNoun,
}

/// An ending that speaks of a plan.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PlanEnding {
    pub(crate) ending: String,
    /// Whether it counts only where the clause names the future.
    pub(crate) needs_future: bool,
}

/// All lists, checked; words in their normal form.
#[derive(Debug, Default)]
pub(crate) struct WordLists {
    pub(crate) compounds: BTreeMap<String, CompoundClass>,
    pub(crate) preferred: BTreeMap<String, String>,
    pub(crate) stop_words: BTreeSet<String>,
    pub(crate) empty_answers: BTreeSet<String>,
    pub(crate) fillers: BTreeSet<String>,
    pub(crate) plans: Vec<PlanEnding>,
    pub(crate) futures: BTreeSet<String>,
}

/// Longer entries are sentences, not words.
const LONGEST_WORD: usize = 40;

impl WordLists {
    /// The built-in lists with the given files added.
    pub(crate) fn read(files: &[LexiconFile]) -> Result<Self, ConfigError> {
        let mut lists = Self::default();
        let mut bad = Vec::new();
        for kind in ListKind::ALL {
            lists.add(kind, Path::new(kind.file_name()), kind.built_in(), &mut bad);
            for file in files.iter().filter(|file| file.kind == kind) {
                lists.add(kind, &file.path, &file.text, &mut bad);
            }
        }
        lists.flatten_synonyms();
        if bad.is_empty() { Ok(lists) } else { Err(ConfigError { problems: bad }) }
    }

    fn add(&mut self, kind: ListKind, path: &Path, text: &str, bad: &mut Vec<ConfigProblem>) {
        let mut seen = BTreeMap::new();
        for (index, line) in text.trim_start_matches('\u{FEFF}').lines().enumerate() {
            let line_text = line.trim();
            if line_text.is_empty() || line_text.starts_with('#') {
                continue;
            }
            let row = Row { text: line_text, number: index + 1 };
            if let Err(problem) = self.add_row(kind, &row, &mut seen) {
                let place = Place { file: path.into(), line: Some(row.number), key: None };
                bad.push(ConfigProblem::new(place, problem.message, problem.hint));
            }
        }
    }

    fn add_row(
        &mut self,
        kind: ListKind,
        row: &Row<'_>,
        seen: &mut BTreeMap<String, usize>,
    ) -> Result<(), BadEntry> {
        match kind {
            ListKind::Compounds => self.add_compound(row, seen),
            ListKind::Synonyms => self.add_synonyms(row, seen),
            ListKind::Plans => {
                let needs_future = row.text.starts_with('+');
                let ending = word(row.text.trim_start_matches('+'))?;
                once(&ending, row, seen)?;
                self.plans.push(PlanEnding { ending, needs_future });
                Ok(())
            }
            ListKind::StopWords => keep(&mut self.stop_words, row, seen),
            ListKind::EmptyAnswers => keep(&mut self.empty_answers, row, seen),
            ListKind::Fillers => keep(&mut self.fillers, row, seen),
            ListKind::Futures => keep(&mut self.futures, row, seen),
        }
    }

    fn add_compound(
        &mut self,
        row: &Row<'_>,
        seen: &mut BTreeMap<String, usize>,
    ) -> Result<(), BadEntry> {
        let (surface, class) = row.text.split_once(',').unwrap_or((row.text, "名詞"));
        let class = match class.trim() {
            "名詞" | "" => CompoundClass::Noun,
            "サ変名詞" => CompoundClass::VerbalNoun,
            "形容動詞" => CompoundClass::AdjectivalNoun,
            other => return Err(wording::unknown_part_of_speech(other)),
        };
        let surface = word(surface)?;
        if surface.chars().count() < 2 {
            return Err(wording::compound_too_short(&surface));
        }
        once(&surface, row, seen)?;
        self.compounds.insert(surface, class);
        Ok(())
    }

    fn add_synonyms(
        &mut self,
        row: &Row<'_>,
        seen: &mut BTreeMap<String, usize>,
    ) -> Result<(), BadEntry> {
        let words = row.text.split(',').map(word).collect::<Result<Vec<_>, _>>()?;
        let Some((preferred, variants)) = words.split_first().filter(|(_, rest)| !rest.is_empty())
        else {
            return Err(wording::synonym_alone(row.text));
        };
        for variant in &words {
            once(variant, row, seen)?;
        }
        // A city's group joins the built-in groups that hold one of its words.
        let root = self.root(preferred);
        for variant in variants {
            let other = self.root(variant);
            if other != root {
                self.preferred.insert(other, root.clone());
            }
        }
        Ok(())
    }

    fn root(&self, word: &str) -> String {
        let mut word = word;
        while let Some(next) = self.preferred.get(word) {
            word = next;
        }
        word.to_owned()
    }

    /// Lets every variant name the head of its group directly.
    fn flatten_synonyms(&mut self) {
        let heads = self.preferred.keys().map(|word| (word.clone(), self.root(word))).collect();
        self.preferred = heads;
    }
}

struct Row<'a> {
    text: &'a str,
    number: usize,
}

fn keep(
    list: &mut BTreeSet<String>,
    row: &Row<'_>,
    seen: &mut BTreeMap<String, usize>,
) -> Result<(), BadEntry> {
    let entry = word(row.text)?;
    once(&entry, row, seen)?;
    list.insert(entry);
    Ok(())
}

/// An entry in its normal form, checked.
fn word(text: &str) -> Result<String, BadEntry> {
    let entry = normalize(text.trim()).text().to_owned();
    if entry.is_empty() {
        return Err(wording::empty_word());
    }
    if let Some(character) = entry.chars().find(|c| matches!(c, ',' | '"' | '\n')) {
        return Err(wording::unusable_character(character, &entry));
    }
    if entry.chars().count() > LONGEST_WORD {
        return Err(wording::word_too_long(&entry, LONGEST_WORD));
    }
    Ok(entry)
}

/// Refuses an entry that its own file already holds.
fn once(entry: &str, row: &Row<'_>, seen: &mut BTreeMap<String, usize>) -> Result<(), BadEntry> {
    match seen.insert(entry.to_owned(), row.number) {
        Some(first) => Err(wording::word_twice(entry, first)),
        None => Ok(()),
    }
}
