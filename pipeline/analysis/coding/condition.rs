//! Conditions judged: a rule, a statement, its case and participant → whether the rule holds.
//!
//! Three answers (Kleene's logic): what is unknown about a case makes a condition neither hold nor
//! fail, so `not` does not turn a missing age into a young client.

mod attribute;

use std::ops::Range;

use crate::analysis::AnalysisError;
use crate::config::coding_rules::{Attribute, CodingRules, Condition, Meant, Pattern, Wording};
use crate::records::{CaseRecord, StatementRecord};
use crate::text::normalize::normalize;
use crate::text::word_search::{Wanted, mark_of, tokens_in};
use crate::text::{Lexicon, Mark, Token, TokenizedStatement, WordClass, sentences};

/// A statement with all that a rule may ask about.
pub(super) struct Subject<'a> {
    pub(super) case: &'a CaseRecord,
    pub(super) record: &'a StatementRecord,
    pub(super) text: &'a TokenizedStatement,
}

/// Whether a condition holds; where it does, the ranges of the normal form that met it.
#[derive(Clone)]
enum Answer {
    Yes(Vec<Range<usize>>),
    No,
    Unknown,
}

/// Rules whose words are cut like statements, in an order in which each can be judged.
pub(super) struct CompiledRules {
    rules: Vec<Compiled>,
    order: Vec<usize>,
}

enum Compiled {
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    Says { pattern: CompiledPattern, marks: Vec<Meant> },
    Is(Attribute),
    Code(usize),
}

enum CompiledPattern {
    Words(Vec<Wanted>),
    Phrases(Vec<Wanted>),
    Texts(Vec<String>),
    Near { first: Vec<Wanted>, second: Vec<Wanted>, within: usize, ordered: bool },
}

impl CompiledRules {
    /// Rules ready to be applied.
    pub(super) fn new(rules: &CodingRules, lexicon: &Lexicon) -> Result<Self, AnalysisError> {
        let compiled = rules.rules.iter().map(|rule| compile(&rule.when, lexicon));
        Ok(Self { rules: compiled.collect::<Result<_, _>>()?, order: rules.in_order_of_need() })
    }

    /// The codes that a statement is given, in order, each with the ranges that met its rule.
    pub(super) fn judge(&self, subject: &Subject<'_>) -> Vec<(usize, Vec<Range<usize>>)> {
        let mut answers = vec![Answer::Unknown; self.rules.len()];
        for number in &self.order {
            let answer = self.rules.get(*number).map(|rule| rule.judge(subject, &answers));
            if let (Some(place), Some(answer)) = (answers.get_mut(*number), answer) {
                *place = answer;
            }
        }
        let met = |(code, answer)| match answer {
            Answer::Yes(ranges) => Some((code, ranges)),
            Answer::No | Answer::Unknown => None,
        };
        answers.into_iter().enumerate().filter_map(met).collect()
    }
}

fn compile(condition: &Condition, lexicon: &Lexicon) -> Result<Compiled, AnalysisError> {
    let several = |parts: &[Condition]| {
        parts.iter().map(|part| compile(part, lexicon)).collect::<Result<Vec<_>, _>>()
    };
    Ok(match condition {
        Condition::All(parts) => Compiled::All(several(parts)?),
        Condition::Any(parts) => Compiled::Any(several(parts)?),
        Condition::Not(part) => Compiled::Not(Box::new(compile(part, lexicon)?)),
        Condition::Says(wording) => says(wording, lexicon)?,
        Condition::Is(attribute) => Compiled::Is(attribute.clone()),
        Condition::Code(rule) => Compiled::Code(*rule),
    })
}

fn says(wording: &Wording, lexicon: &Lexicon) -> Result<Compiled, AnalysisError> {
    let cut = |words: &[String]| {
        let wanted = words.iter().map(|word| Wanted::new(word, lexicon));
        wanted.filter_map(Result::transpose).collect::<Result<Vec<_>, _>>()
    };
    let pattern = match &wording.pattern {
        Pattern::Words(words) => CompiledPattern::Words(cut(words)?),
        Pattern::Phrases(phrases) => CompiledPattern::Phrases(cut(phrases)?),
        Pattern::Texts(texts) => CompiledPattern::Texts(
            texts.iter().map(|text| normalize(text).text().to_owned()).collect(),
        ),
        Pattern::Near { first, second, within, ordered } => CompiledPattern::Near {
            first: cut(first)?,
            second: cut(second)?,
            within: *within,
            ordered: *ordered,
        },
    };
    Ok(Compiled::Says { pattern, marks: wording.marks.clone() })
}

impl Compiled {
    fn judge(&self, subject: &Subject<'_>, answers: &[Answer]) -> Answer {
        match self {
            Self::All(parts) => all(parts.iter().map(|part| part.judge(subject, answers))),
            Self::Any(parts) => any(parts.iter().map(|part| part.judge(subject, answers))),
            Self::Not(part) => match part.judge(subject, answers) {
                Answer::Yes(_) => Answer::No,
                Answer::No => Answer::Yes(Vec::new()),
                Answer::Unknown => Answer::Unknown,
            },
            Self::Says { pattern, marks } => {
                let mut found = pattern.find(subject.text);
                found.retain(|range| is_meant(subject.text, range, marks));
                if found.is_empty() { Answer::No } else { Answer::Yes(found) }
            }
            Self::Is(attribute) => match attribute::holds(attribute, subject) {
                Some(true) => Answer::Yes(Vec::new()),
                Some(false) => Answer::No,
                None => Answer::Unknown,
            },
            Self::Code(rule) => answers.get(*rule).cloned().unwrap_or(Answer::Unknown),
        }
    }
}

/// Yes when all are, no when one is not.
fn all(answers: impl Iterator<Item = Answer>) -> Answer {
    let mut found = Vec::new();
    let mut unknown = false;
    for answer in answers {
        match answer {
            Answer::Yes(ranges) => found.extend(ranges),
            Answer::No => return Answer::No,
            Answer::Unknown => unknown = true,
        }
    }
    if unknown { Answer::Unknown } else { Answer::Yes(found) }
}

/// Yes when one is, with the ranges of all that are; no when none is.
fn any(answers: impl Iterator<Item = Answer>) -> Answer {
    let mut found: Option<Vec<Range<usize>>> = None;
    let mut unknown = false;
    for answer in answers {
        match answer {
            Answer::Yes(ranges) => found.get_or_insert_default().extend(ranges),
            Answer::No => {}
            Answer::Unknown => unknown = true,
        }
    }
    match found {
        Some(ranges) => Answer::Yes(ranges),
        None if unknown => Answer::Unknown,
        None => Answer::No,
    }
}

fn is_meant(statement: &TokenizedStatement, range: &Range<usize>, marks: &[Meant]) -> bool {
    let mark = match mark_of(tokens_in(&statement.tokens, range)) {
        Mark::Stated => Meant::Stated,
        Mark::Lacking => Meant::Lacking,
        Mark::Negated => Meant::Negated,
        Mark::Planned => Meant::Planned,
    };
    marks.is_empty() || marks.contains(&mark)
}

impl CompiledPattern {
    /// The ranges of the normal form that fit.
    fn find(&self, statement: &TokenizedStatement) -> Vec<Range<usize>> {
        let tokens = &statement.tokens;
        let bytes = |rows: Vec<Range<usize>>| {
            rows.into_iter().filter_map(|row| bytes(tokens, &row)).collect::<Vec<_>>()
        };
        match self {
            Self::Words(words) => {
                bytes(words.iter().flat_map(|word| word.in_a_row(tokens)).collect())
            }
            Self::Phrases(phrases) => {
                bytes(phrases.iter().flat_map(|phrase| phrase.as_phrase(tokens)).collect())
            }
            Self::Texts(texts) => {
                let normal = statement.text.text();
                let of = |text: &String| {
                    let found = normal.match_indices(text.as_str());
                    found.map(|(at, found)| at..at + found.len()).collect::<Vec<_>>()
                };
                texts.iter().filter(|text| !text.is_empty()).flat_map(of).collect()
            }
            Self::Near { first, second, within, ordered } => {
                let rows = |words: &[Wanted]| {
                    let mut rows: Vec<Range<usize>> =
                        words.iter().flat_map(|word| word.in_a_row(tokens)).collect();
                    rows.sort_by_key(|row| (row.start, row.end));
                    rows
                };
                let close = Closeness::new(statement, *within);
                bytes(close.pairs(&rows(first), &rows(second), *ordered))
            }
        }
    }
}

/// The bytes that a row of tokens takes.
fn bytes(tokens: &[Token], row: &Range<usize>) -> Option<Range<usize>> {
    let last = tokens.get(row.end.checked_sub(1)?)?;
    Some(tokens.get(row.start)?.range.start..last.range.end)
}

/// Which words of a statement are near each other: in one sentence, few words between.
struct Closeness {
    /// For each token, how many words stand before it; signs are none.
    words_before: Vec<usize>,
    /// For each token, its sentence.
    sentences: Vec<usize>,
    within: usize,
}

impl Closeness {
    fn new(statement: &TokenizedStatement, within: usize) -> Self {
        let ends: Vec<usize> =
            sentences(statement.text.text()).iter().map(|sentence| sentence.end).collect();
        let mut words = 0;
        let mut words_before = Vec::with_capacity(statement.tokens.len() + 1);
        for token in &statement.tokens {
            words_before.push(words);
            words += usize::from(token.class != WordClass::Symbol);
        }
        words_before.push(words);
        let sentence = |token: &Token| ends.partition_point(|end| *end <= token.range.start);
        Self { words_before, sentences: statement.tokens.iter().map(sentence).collect(), within }
    }

    /// The rows of both kinds that have one of the other kind near them.
    fn pairs(
        &self,
        first: &[Range<usize>],
        second: &[Range<usize>],
        ordered: bool,
    ) -> Vec<Range<usize>> {
        let mut near = Vec::new();
        for one in first {
            let behind = self.next_near(one, second);
            let before = if ordered { None } else { self.last_near(one, second) };
            let others = behind.into_iter().chain(before);
            near.extend(others.flat_map(|other| [one.clone(), other.clone()]));
        }
        near
    }

    /// The first row that begins behind one, if it is near.
    fn next_near<'a>(
        &self,
        one: &Range<usize>,
        others: &'a [Range<usize>],
    ) -> Option<&'a Range<usize>> {
        let behind = others.partition_point(|other| other.start < one.end);
        others.get(behind).filter(|other| self.is_near(one, other))
    }

    /// The last row that ends before one, if it is near.
    fn last_near<'a>(
        &self,
        one: &Range<usize>,
        others: &'a [Range<usize>],
    ) -> Option<&'a Range<usize>> {
        let before = others.partition_point(|other| other.start < one.start);
        let mut ending = others.get(..before)?.iter().rev().filter(|other| other.end <= one.start);
        ending.next().filter(|other| self.is_near(other, one))
    }

    fn is_near(&self, before: &Range<usize>, behind: &Range<usize>) -> bool {
        let words = |at: usize| self.words_before.get(at).copied().unwrap_or_default();
        let sentence = |at: usize| self.sentences.get(at);
        sentence(before.start) == sentence(behind.start)
            && words(behind.start).saturating_sub(words(before.end)) <= self.within
    }
}
