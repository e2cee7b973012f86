//! Name search (名前を探す): a normal text → where the forms' own names stand in it.

use std::collections::BTreeSet;
use std::ops::Range;

use aho_corasick::AhoCorasick;

use super::context::{
    after, before, is_after_staff, is_bracketed, is_hiragana, is_katakana, is_place, is_subject,
    is_titled, is_whole,
};
use super::folding::{Folded, fold};
use super::known_names::{Sort, known_names, places};
use super::masking::{Finding, NAMELESS};
use super::{Detail, Named};
use crate::text::{Lexicon, TextError, Token};

/// What stands for an office.
const OFFICE: &str = "〇〇事業所";

/// Words that speak of compass points and not of persons.
const DIRECTIONS: [&str; 8] = ["東", "西", "南", "北", "上", "中", "下", "前"];

/// What may stand behind an office's name that is also a word: ひまわりのケアマネ.
const SERVICES: [&str; 16] = [
    "ケアマネ",
    "CM",
    "職員",
    "担当",
    "ヘルパー",
    "デイ",
    "事業所",
    "居宅",
    "訪看",
    "訪問",
    "管理者",
    "さん",
    "様",
    "ケアプラン",
    "包括",
    "介護",
];

/// The names the forms give, ready to be looked for.
pub(super) struct NameSearch {
    patterns: Option<AhoCorasick>,
    sorts: Vec<Sort>,
    places: BTreeSet<String>,
}

impl NameSearch {
    /// A search for the names of some forms.
    pub(super) fn new(known: &Named, lexicon: &Lexicon) -> Result<Self, TextError> {
        let places = places(known);
        let (names, sorts): (Vec<String>, Vec<Sort>) =
            known_names(known, &places, lexicon)?.into_iter().unzip();
        // Only more names than memory holds can be refused.
        let patterns = AhoCorasick::new(&names).map_err(TextError::dictionary)?;
        Ok(Self { patterns: (!names.is_empty()).then_some(patterns), sorts, places })
    }

    /// Whether a word is, or is a part of, the name of an area, a centre or a district.
    pub(super) fn is_place(&self, word: &str) -> bool {
        let word = fold(word);
        self.places.iter().any(|place| place.contains(&word))
    }

    /// Where they stand.
    pub(super) fn findings(&self, normal: &str, tokens: &[Token]) -> Vec<Finding> {
        let folded = Folded::new(normal);
        let found =
            self.patterns.iter().flat_map(|names| names.find_overlapping_iter(&folded.text));
        let mut singles = Vec::new();
        let of = |found: aho_corasick::Match| {
            let sort = *self.sorts.get(found.pattern().as_usize())?;
            let range = folded.normal_range(&found.range())?;
            if sort == Sort::Word && is_whole(tokens, &range) {
                singles.push(range.clone());
            }
            let office = matches!(sort, Sort::Office | Sort::OfficeWord);
            let (detail, word) =
                if office { (Detail::Office, OFFICE) } else { (Detail::Person, NAMELESS) };
            stands_for(sort, (normal, tokens), &range).then(|| Finding::new(range, detail, word))
        };
        let mut findings: Vec<Finding> = found.filter_map(of).collect();
        let listed: Vec<Range<usize>> =
            singles.into_iter().filter(|range| is_listed(normal, range, &findings)).collect();
        findings.extend(listed.into_iter().map(|at| Finding::new(at, Detail::Person, NAMELESS)));
        findings
    }
}

/// Whether a word that is a name too stands in a list with somebody: 林と岡田, 岡田、林.
fn is_listed(normal: &str, range: &Range<usize>, findings: &[Finding]) -> bool {
    let marks = ['、', '・', 'と', '／', '/'];
    let single = normal.get(range.clone()).is_some_and(|word| word.chars().count() == 1);
    let next = after(normal, range.end).strip_prefix(marks).map(|rest| normal.len() - rest.len());
    let last = before(normal, range.start).strip_suffix(marks).map(str::len);
    let person = |finding: &Finding| {
        finding.detail() == Detail::Person
            && (Some(finding.range().start) == next || Some(finding.range().end) == last)
    };
    single && findings.iter().any(person)
}

/// Whether what looks like a name is one where it stands.
fn stands_for(sort: Sort, (normal, tokens): (&str, &[Token]), range: &Range<usize>) -> bool {
    let titled = || is_titled(normal, range.end);
    let whole = || is_whole(tokens, range);
    let spoken_of = || {
        titled()
            || is_bracketed(normal, range)
            || (is_after_staff(normal, range.start) && is_subject(normal, range.end))
    };
    match sort {
        Sort::Office => true,
        Sort::Name => whole() && !is_place(after(normal, range.end)),
        Sort::Latin => is_latin_word(normal, range),
        Sort::Kana => is_reading(normal, range, tokens),
        Sort::Place => whole() && spoken_of(),
        Sort::Word => whole() && (spoken_of() || is_at_start(normal, range)),
        Sort::OfficeWord => {
            let rest = after(normal, range.end);
            let rest = rest.strip_prefix('の').unwrap_or(rest);
            whole() && SERVICES.iter().any(|service| rest.starts_with(service))
        }
    }
}

/// A single character that begins a sentence as its subject: 林は拒否が強い.
fn is_at_start(normal: &str, range: &Range<usize>) -> bool {
    let word = normal.get(range.clone()).unwrap_or_default();
    let start = before(normal, range.start);
    let begins = start.is_empty() || start.ends_with(['。', '\n', '「', '・', '、']);
    let rest = after(normal, range.end);
    word.chars().count() == 1
        && begins
        && !DIRECTIONS.contains(&word)
        && ["は", "も", "から聞", "より聞"].iter().any(|next| rest.starts_with(next))
}

fn is_latin_word(normal: &str, range: &Range<usize>) -> bool {
    let letter = |letter: char| letter.is_ascii_alphabetic();
    !before(normal, range.start).ends_with(letter) && !after(normal, range.end).starts_with(letter)
}

/// サトウ as a whole run, さとうさん; 砂糖 is さとう as well.
fn is_reading(normal: &str, range: &Range<usize>, tokens: &[Token]) -> bool {
    let word = normal.get(range.clone()).unwrap_or_default();
    let (start, rest) = (before(normal, range.start), after(normal, range.end));
    let long = word.chars().count() > 2;
    let titled = is_titled(normal, range.end);
    let spaced = |letter: char| is_katakana(letter) || letter == ' ';
    if word.chars().all(spaced) {
        let run = !start.ends_with(is_katakana) && !rest.starts_with(is_katakana);
        return (run && long) || (titled && !start.ends_with(is_katakana));
    }
    let free = !start.ends_with(is_hiragana) || (long && is_whole(tokens, range));
    titled && free
}
