//! Anonymous texts (匿名化した本文): what results for the council show in words.
//!
//! Input → output: cases, themes, resources and a masker → their texts without personal details.
//! This module must not judge what a personal detail is.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::recurring_issue::{Theme, ThemeOrigin};
use super::theme_spread::ThemeSpread;
use crate::config::issue_register::IssueRegister;
use crate::privacy::{Detail, Masked, Masker, RemovedCounts};
use crate::records::{CaseRecord, StatementRecord};
use crate::text::normalize::normalize;
use crate::text::{Lexicon, TextError, statement_key, tokenize, tokenize_all};

/// What stands for a name.
const NAMELESS: &str = "〇〇";

/// What stands between the words of a label.
const LABEL_MARKS: [char; 3] = ['（', '・', '）'];

/// What stands for a statement that people keep back.
const KEPT_BACK: &str = "（公開不可）";

/// Everything in words that results for the council show, without personal details.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AnonymousTexts {
    /// For each case, each of its statements.
    pub statements: Vec<Vec<AnonymousStatement>>,
    /// For each theme its label.
    pub labels: Vec<String>,
    /// Resources that are asked for and seem to name somebody: not to be shown.
    pub hidden_terms: BTreeSet<String>,
    /// The words that stand in the statements without personal details; no other is to be shown.
    pub words: ShownWords,
    /// What was removed, and where.
    pub removals: Removals,
}

/// Words and texts that name nobody (出してよい言葉).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShownWords {
    words: BTreeSet<String>,
    text: String,
}

impl ShownWords {
    /// The words of texts without personal details.
    ///
    /// # Errors
    /// `TextError`: the analyser refused a text.
    pub fn new<'t>(
        texts: impl Iterator<Item = &'t str>,
        lexicon: &Lexicon,
    ) -> Result<Self, TextError> {
        let mut shown = Self::default();
        let distinct: BTreeSet<&str> = texts.collect();
        let distinct: Vec<&str> = distinct.into_iter().collect();
        for statement in tokenize_all(&distinct, lexicon)? {
            for token in &statement.tokens {
                shown.words.extend([token.term.to_string(), token.base.clone()]);
            }
            shown.text.push_str(statement.text.text());
            shown.text.push('\n');
        }
        Ok(shown)
    }

    /// Whether a word that was counted stands there, as it is or in another form; a single letter
    /// may be an initial and never does.
    #[must_use]
    pub fn holds(&self, word: &str) -> bool {
        let letter = word.len() == 1 && word.is_ascii();
        !letter && (self.words.contains(word) || self.text.contains(normalize(word).text()))
    }

    /// Whether words put together stand there, each in some form: ケアマネジャー同士.
    ///
    /// # Errors
    /// `TextError`: the analyser refused them.
    fn holds_all(&self, words: &str, lexicon: &Lexicon) -> Result<bool, TextError> {
        let each = || tokenize(words, lexicon);
        Ok(words.is_empty()
            || self.holds(words)
            || each()?.tokens.iter().all(|token| self.holds(&token.term)))
    }
}

/// How many details were removed, by where they stood (取り除いた数).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Removals {
    /// In statements.
    pub statements: RemovedCounts,
    /// In the reasons of scores.
    pub reasons: RemovedCounts,
    /// In the names of issues and of what is asked for.
    pub labels: RemovedCounts,
    /// In the names of files and sheets, each once.
    pub files: RemovedCounts,
    /// Words and parts of labels left out, as they stand in nothing but personal details.
    pub words: usize,
    /// Statements that people keep back.
    pub kept_back: usize,
}

/// One statement as the council may see it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AnonymousStatement {
    /// The text, details replaced.
    pub text: String,
    /// The file it stands in, names replaced.
    pub file: String,
    /// Its sheet and cell, names replaced.
    pub cell: String,
    /// Whether neither path nor sheet names anybody, so that a link may lead there.
    pub may_be_linked: bool,
}

/// The texts of cases and themes without personal details (匿名化した本文).
///
/// Output: statements in the order of the cases, labels in that of the themes.
/// # Errors
/// `TextError`: the analyser refused a text.
pub fn anonymous_texts(
    cases: &[CaseRecord],
    themes: &[Theme],
    spread: &ThemeSpread,
    masker: &Masker<'_>,
    register: &IssueRegister,
) -> Result<AnonymousTexts, TextError> {
    let one = |statement: &StatementRecord| -> Result<(AnonymousStatement, Masked), TextError> {
        let cleared = masker.mask(&statement.text)?;
        let kept_back = register.quotable.get(&statement_key(&statement.text)) == Some(&false);
        let text = if kept_back { KEPT_BACK.to_owned() } else { cleared.text.clone() };
        Ok((AnonymousStatement { text, ..placed(statement, masker)? }, cleared))
    };
    let shown = cases.par_iter().map(|case| case.statements.iter().map(one).collect());
    let shown: Vec<Vec<(AnonymousStatement, Masked)>> = shown.collect::<Result<_, TextError>>()?;
    let mut removals =
        Removals { files: removed_from_files(cases, masker)?, ..Removals::default() };
    for (statement, cleared) in shown.iter().flatten() {
        cleared.count(&mut removals.statements);
        removals.kept_back += usize::from(statement.text == KEPT_BACK);
    }
    for reason in reasons(cases) {
        masker.mask(reason)?.count(&mut removals.reasons);
    }
    let statements: Vec<Vec<AnonymousStatement>> = shown
        .into_iter()
        .map(|case| case.into_iter().map(|(statement, _)| statement).collect())
        .collect();
    let texts = statements.iter().flatten().map(|statement| statement.text.as_str());
    let words = ShownWords::new(texts, masker.lexicon())?;
    let labels = themes.iter().map(|theme| label(theme, masker, &words, &mut removals));
    let labels = labels.collect::<Result<_, TextError>>()?;
    let terms: BTreeSet<&String> = spread.resources.iter().map(|row| &row.term).collect();
    let mut hidden_terms = BTreeSet::new();
    for term in terms {
        let cleared = masker.mask(term)?;
        let mut parts = term.split('・');
        let held = parts.try_fold(true, |held, part| {
            Ok::<_, TextError>(held && words.holds_all(part, masker.lexicon())?)
        })?;
        if names_somebody(&cleared) || !held {
            cleared.count(&mut removals.labels);
            removals.words += usize::from(cleared.removed.is_empty());
            hidden_terms.insert(term.clone());
        }
    }
    Ok(AnonymousTexts { statements, labels, hidden_terms, words, removals })
}

/// The reasons of all scores.
fn reasons(cases: &[CaseRecord]) -> impl Iterator<Item = &str> {
    let people = cases.iter().flat_map(|case| &case.participants);
    let scores = people.flat_map(|person| &person.scores);
    scores.filter_map(|score| score.reason.as_ref()).map(|reason| reason.value.as_str())
}

/// A theme's label; in a new one's, which is made of words, those that name nobody.
fn label(
    theme: &Theme,
    masker: &Masker<'_>,
    words: &ShownWords,
    removals: &mut Removals,
) -> Result<String, TextError> {
    let cleared = masker.mask(&theme.label)?;
    cleared.count(&mut removals.labels);
    if theme.origin != ThemeOrigin::New {
        return Ok(cleared.text);
    }
    let mut label = String::new();
    for part in cleared.text.split_inclusive(LABEL_MARKS) {
        let word = part.trim_end_matches(LABEL_MARKS);
        let shown = word.is_empty()
            || word.contains(NAMELESS)
            || words.holds_all(word, masker.lexicon())?;
        removals.words += usize::from(!shown);
        label.push_str(if shown { word } else { NAMELESS });
        label.push_str(part.get(word.len()..).unwrap_or_default());
    }
    Ok(label)
}

/// The place of a statement, names replaced.
fn placed(
    statement: &StatementRecord,
    masker: &Masker<'_>,
) -> Result<AnonymousStatement, TextError> {
    let location = &statement.location;
    let sheet = location.sheet.as_deref().unwrap_or_default();
    let cell = location.cell.map_or_else(String::new, |cell| format!("!{cell}"));
    let (file, file_names) = place(location.source_path.as_str(), masker)?;
    let (sheet, sheet_names) = place(sheet, masker)?;
    Ok(AnonymousStatement {
        text: String::new(),
        file,
        cell: format!("{sheet}{cell}"),
        may_be_linked: !file_names && !sheet_names,
    })
}

/// What is removed from the names of files and sheets.
fn removed_from_files(
    cases: &[CaseRecord],
    masker: &Masker<'_>,
) -> Result<RemovedCounts, TextError> {
    let locations = cases.iter().flat_map(|case| &case.statements).map(|one| &one.location);
    let names: BTreeSet<&str> = locations
        .flat_map(|location| {
            [Some(location.source_path.as_str()), location.sheet.as_deref()].into_iter().flatten()
        })
        .collect();
    let mut counts = RemovedCounts::new();
    for name in names {
        let cleared = masker.mask(name)?;
        if names_somebody(&cleared) {
            cleared.count(&mut counts);
        }
    }
    Ok(counts)
}

/// A path or a sheet's name, cleared where it names somebody; its dates and numbers stay.
fn place(name: &str, masker: &Masker<'_>) -> Result<(String, bool), TextError> {
    let found = masker.mask(name)?;
    let names = names_somebody(&found);
    Ok((if names { found.text } else { name.to_owned() }, names))
}

/// Whether a person or a house was named, or a number that can be nobody else's; the number of
/// eight digits in a file's name is a date.
#[must_use]
pub fn names_somebody(cleared: &Masked) -> bool {
    cleared.removed.iter().any(|removed| match removed.detail {
        Detail::Age => false,
        Detail::Number => removed.written.chars().filter(char::is_ascii_digit).count() != 8,
        _ => true,
    })
}
