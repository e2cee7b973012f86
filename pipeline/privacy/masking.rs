//! Masking (置きかえ): a text → the same text without personal details, as written otherwise.
//!
//! Details are found in the normal form and replaced in the original, the longest first.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;

use super::{Detail, PrivacyPolicy, RemovedCounts, known_names, patterns, places};
use crate::records::CaseRecord;
use crate::text::{Lexicon, TextError, Token, WordClass, tokenize};

/// What stands for a name.
const NAMELESS: &str = "〇〇";

/// Initials with a title: A氏, K.T様.
static INITIALS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"[A-Za-z](?:[.・ ]?[A-Za-z])?[.]? ?(?:さん|さま|様|氏|君|くん|ちゃん|CM|ケアマネ|先生|夫妻|宅)",
    )
    .ok()
});

/// Titles that a proper noun before them makes a name; さん and the like are the tokeniser's.
const TITLES: [&str; 16] = [
    "CM",
    "ケアマネ",
    "ケアマネジャー",
    "ケアマネージャー",
    "先生",
    "医師",
    "Dr",
    "Dr.",
    "看護師",
    "ヘルパー",
    "相談員",
    "職員",
    "保健師",
    "薬剤師",
    "民生委員",
    "主任",
];

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
pub struct Masker<'a> {
    lexicon: &'a Lexicon,
    policy: PrivacyPolicy,
    names: Option<AhoCorasick>,
    details: Vec<Detail>,
}

impl<'a> Masker<'a> {
    /// A masker for the texts of some cases.
    ///
    /// # Errors
    /// `TextError::Dictionary`: the analyser refused a name.
    pub fn new(
        cases: &[CaseRecord],
        lexicon: &'a Lexicon,
        policy: PrivacyPolicy,
    ) -> Result<Self, TextError> {
        let names = known_names::known_names(cases, lexicon)?;
        let (words, details): (Vec<String>, Vec<Detail>) = names.into_iter().unzip();
        // Only more names than memory holds can be refused.
        let names = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&words);
        let names = names.map_err(TextError::dictionary)?;
        let names = (!words.is_empty()).then_some(names);
        Ok(Self { lexicon, policy, names, details })
    }

    /// A text without personal details (匿名化の支援).
    ///
    /// Input:  a text as written.
    /// Output: the text, everything but the details unchanged; what was removed.
    /// # Errors
    /// `TextError::Dictionary`: the analyser refused the text.
    pub fn mask(&self, text: &str) -> Result<Masked, TextError> {
        let statement = tokenize(text, self.lexicon)?;
        let normal = statement.text.text();
        let mut findings = patterns::findings(normal, self.policy);
        findings.extend(self.known(normal));
        findings.extend(initials(normal));
        findings.extend(titled(&statement.tokens));
        findings.extend(places::findings(&statement.tokens));
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

    /// Names that the forms give, wherever they stand.
    fn known(&self, normal: &str) -> Vec<Finding> {
        let found = self.names.iter().flat_map(|names| names.find_iter(normal));
        let of = |found: aho_corasick::Match| {
            let detail = self.details.get(found.pattern().as_usize()).copied()?;
            let word = if detail == Detail::Office { "〇〇事業所" } else { NAMELESS };
            Some(Finding::new(found.range(), detail, word))
        };
        found.filter_map(of).collect()
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

fn initials(normal: &str) -> Vec<Finding> {
    let found = INITIALS.as_ref().into_iter().flat_map(|pattern| pattern.find_iter(normal));
    let of = |found: regex::Match<'_>| {
        // A longer Latin word is none: PTさん, DMさん are; ADLさん is not.
        let before = normal.get(..found.start())?.chars().next_back();
        if before.is_some_and(|letter| letter.is_ascii_alphanumeric()) {
            return None;
        }
        let name = found.as_str();
        let title = name.trim_start_matches(|letter: char| {
            letter.is_ascii_alphabetic() || matches!(letter, '.' | '・' | ' ')
        });
        let title = if name.ends_with("CM") { "CM" } else { title };
        let end = found.end() - title.len();
        Some(Finding::new(found.start()..end, Detail::Person, NAMELESS))
    };
    found.filter_map(of).collect()
}

/// Names by their class, or by a title after them.
fn titled(tokens: &[Token]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        let next = tokens.get(index + 1);
        let title = next.is_some_and(|next| {
            next.range.start == token.range.end && TITLES.contains(&next.surface.as_str())
        });
        let name = match token.class {
            WordClass::PersonName => is_name(&token.surface) || title || honoured(next),
            WordClass::ProperNoun => title,
            _ => false,
        };
        if name {
            findings.push(Finding::new(token.range.clone(), Detail::Person, NAMELESS));
        }
    }
    findings
}

/// Whether a title of respect follows.
fn honoured(next: Option<&Token>) -> bool {
    let titles = ["さん", "氏", "様", "さま", "くん", "君", "ちゃん"];
    next.is_some_and(|next| titles.contains(&next.surface.as_str()))
}

/// Two characters or more, with a Chinese one: ひかり and のぞみ are words as well.
fn is_name(surface: &str) -> bool {
    let chinese = |letter: char| ('\u{4E00}'..='\u{9FFF}').contains(&letter) || letter == '々';
    surface.chars().count() > 1 && surface.chars().any(chinese)
}
