//! Masking (置きかえ): a text → the same text without personal details, as written otherwise.
//!
//! Details are found in the normal form and replaced in the original, the longest first.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use super::name_search::NameSearch;
use super::{Detail, Named, PrivacyPolicy, RemovedCounts, initials, patterns, places, titles};
use crate::text::{Lexicon, TextError, tokenize};

/// What stands for a name.
pub(super) const NAMELESS: &str = "〇〇";

/// A detail found in the normal form of a text.
#[derive(Debug, Clone)]
pub(super) struct Finding {
    range: Range<usize>,
    detail: Detail,
    word: String,
}

impl Finding {
    pub(super) fn new(range: Range<usize>, detail: Detail, word: &str) -> Self {
        Self { range, detail, word: word.to_owned() }
    }

    /// Where it stands in the normal form.
    pub(super) fn range(&self) -> &Range<usize> {
        &self.range
    }

    /// Its kind.
    pub(super) fn detail(&self) -> Detail {
        self.detail
    }
}

/// A detail that was removed, for the people who check it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// Its kind.
    pub detail: Detail,
    /// As it was written; never to stand under 分析/.
    pub written: String,
}

/// A text without personal details.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Masked {
    /// The text.
    pub text: String,
    /// What was removed, in the order of the text.
    pub removed: Vec<Removed>,
}

impl Masked {
    /// Adds what was removed to some counts.
    pub fn count(&self, counts: &mut RemovedCounts) {
        for removed in &self.removed {
            *counts.entry(removed.detail).or_default() += 1;
        }
    }
}

/// Removes personal details from texts; knows the names that the forms give.
///
/// Statements, paths and sheets are asked for by several results, most many times: what a text
/// came to is kept.
pub struct Masker<'a> {
    lexicon: &'a Lexicon,
    policy: PrivacyPolicy,
    names: NameSearch,
    done: Mutex<HashMap<String, Masked>>,
}

impl<'a> Masker<'a> {
    /// A masker for the texts of some forms; it knows whom they name.
    ///
    /// # Errors
    /// `TextError::Dictionary`: the analyser refused a name.
    pub fn new(
        known: &Named,
        lexicon: &'a Lexicon,
        policy: PrivacyPolicy,
    ) -> Result<Self, TextError> {
        let names = NameSearch::new(known, lexicon)?;
        Ok(Self { lexicon, policy, names, done: Mutex::default() })
    }

    /// The words it knows.
    #[must_use]
    pub fn lexicon(&self) -> &'a Lexicon {
        self.lexicon
    }

    /// A text without personal details (匿名化の支援).
    ///
    /// Input:  a text as written.
    /// Output: the text, everything but the details unchanged; what was removed.
    /// # Errors
    /// `TextError::Dictionary`: the analyser refused the text.
    pub fn mask(&self, text: &str) -> Result<Masked, TextError> {
        let done = || self.done.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(masked) = done().get(text) {
            return Ok(masked.clone());
        }
        let masked = self.masked(text)?;
        done().insert(text.to_owned(), masked.clone());
        Ok(masked)
    }

    fn masked(&self, text: &str) -> Result<Masked, TextError> {
        let statement = tokenize(text, self.lexicon)?;
        let normal = statement.text.text();
        let mut findings = patterns::findings(normal, self.policy);
        findings.extend(self.names.findings(normal, &statement.tokens));
        findings.extend(initials::findings(normal));
        findings.extend(titles::findings(normal, &statement.tokens, &self.names));
        findings.extend(places::findings(normal, &statement.tokens));
        let mut masked = Masked { text: String::with_capacity(text.len()), removed: Vec::new() };
        let mut at = 0;
        for finding in apart(findings) {
            let range = statement.text.original_range(&finding.range);
            if range.start < at {
                continue;
            }
            masked.text.push_str(text.get(at..range.start).unwrap_or_default());
            masked.text.push_str(&finding.word);
            let written = text.get(range.clone()).unwrap_or_default().to_owned();
            masked.removed.push(Removed { detail: finding.detail, written });
            at = range.end;
        }
        masked.text.push_str(text.get(at..).unwrap_or_default());
        Ok(masked)
    }
}

/// Findings that do not overlap: of two that do, the longer one; in the order of the text.
fn apart(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.retain(|finding| !finding.range.is_empty());
    findings.sort_by(|one, other| {
        let length = |finding: &Finding| finding.range.len();
        length(other).cmp(&length(one)).then(one.range.start.cmp(&other.range.start))
    });
    let mut kept: BTreeMap<usize, Finding> = BTreeMap::new();
    for finding in findings {
        let before = kept.range(..=finding.range.start).next_back();
        let after = kept.range(finding.range.start..).next();
        let free = before.is_none_or(|(_, other)| other.range.end <= finding.range.start)
            && after.is_none_or(|(start, _)| *start >= finding.range.end);
        if free {
            kept.insert(finding.range.start, finding);
        }
    }
    kept.into_values().collect()
}
