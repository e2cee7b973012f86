//! Places (固有の施設名): tokens → hospitals, chemists', homes and offices called by a name.
//!
//! 総合病院 and かかりつけ薬局 name nobody; whatever else stands before such a word does.

mod words;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use self::words::{
    BEFORE_NAMES, CHAINS, GARDENS, HOUSES, KINDS, LEGAL_FORMS, NAMED_HOUSES, OTHER_KINDS,
};
use super::Detail;
use super::context::{after, before, is_chinese, is_hiragana, is_katakana};
use super::masking::Finding;
use crate::text::{Token, WordClass};

/// Nouns before a house's word that can belong to its name.
const LONGEST_NAME: usize = 6;

/// The longest a name in quotation marks may be.
const LONGEST_QUOTED: usize = 14;

/// Houses that are called by a name; the name is replaced, what kind of house it is stays.
pub(super) fn findings(normal: &str, tokens: &[Token]) -> Vec<Finding> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        // 老健局 is an office of the ministry.
        if after(normal, token.range.end).starts_with('局') {
            continue;
        }
        if is_house(token) {
            found.extend(named(tokens, index));
        } else if let Some(house) = own_name(token) {
            found.push(token.range.start..token.range.end - house.len());
        } else if NAMED_HOUSES.contains(&token.surface.as_str()) {
            found.extend(named(tokens, index).filter(|range| is_proper(tokens, range)));
        }
        found.extend(named_behind(normal, tokens, index));
    }
    found.extend(listed(normal));
    let finding = |range| Finding::new(range, Detail::Facility, "〇〇");
    found.into_iter().map(finding).collect()
}

/// Houses that a pattern or a list tells: なごみ荘, ウエルシア.
fn listed(normal: &str) -> Vec<Range<usize>> {
    let homes = [&HOME, &FLAT].into_iter().filter_map(|pattern| pattern.as_ref());
    let homes = homes.flat_map(|home| home.captures_iter(normal));
    let homes = homes.filter_map(|captures| Some(captures.get(1)?.range()));
    let chain = |name: &'static str| normal.match_indices(name);
    let chains = CHAINS.into_iter().flat_map(chain).map(|(at, name)| at..at + name.len());
    homes.chain(chains).collect()
}

/// The name of a home before 苑 or 荘, which name nothing else.
static HOME: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"([ぁ-ん]{2,5}|[ァ-ヶー]{2,8}|[\p{Han}]{1,3})(?:苑|荘)(?:$|[^\p{Han}])").ok()
});

/// The name and number of a flat: メゾン千僧201.
static FLAT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let name = r"([\p{Han}ァ-ヶーA-Za-z]{1,10}\d{2,4})(?:$|[^\d人名戸世])";
    Regex::new(&format!("(?:マンション|ハイツ|コーポ|メゾン|アパート|レジデンス){name}")).ok()
});

/// Whether a name of an office only tells what kind of office it is: 居宅介護支援事業所.
pub(super) fn is_kind_of_office(name: &str) -> bool {
    let mut kinds: Vec<&str> = HOUSES.into_iter().chain(KINDS).chain(OTHER_KINDS).collect();
    kinds.sort_by_key(|kind| std::cmp::Reverse(kind.len()));
    let mut rest = name.to_owned();
    for kind in kinds {
        rest = rest.replace(kind, "");
    }
    rest.chars().filter(|letter| letter.is_alphabetic()).count() < 2
}

/// A word for a house, or a compound of one: 訪問看護ステーション.
fn is_house(token: &Token) -> bool {
    let ends = || HOUSES.iter().any(|house| token.surface.ends_with(house));
    let common = GARDENS.iter().any(|garden| token.surface.ends_with(garden));
    HOUSES.contains(&token.surface.as_str())
        || (token.class == WordClass::Noun && ends() && !common)
}

/// A proper noun that ends in a house's word: 伊丹中央病院 as the dictionary has it.
fn own_name(token: &Token) -> Option<&'static str> {
    let proper = token.class == WordClass::ProperNoun;
    HOUSES
        .into_iter()
        .find(|house| proper && token.surface.len() > house.len() && token.surface.ends_with(house))
}

/// The name before a house's word; `None` where only its kind stands there.
fn named(tokens: &[Token], house: usize) -> Option<Range<usize>> {
    let mut end = tokens.get(house)?.range.start;
    let last = end;
    let mut named = false;
    for token in tokens.iter().take(house).rev().take(LONGEST_NAME) {
        let kind = KINDS.contains(&token.surface.as_str());
        if token.range.end != end || !may_name(token) {
            break;
        }
        // What kind of house it is ends the name: ひまわり｜訪問看護｜ステーション.
        named |= !kind;
        end = token.range.start;
    }
    named.then_some(end..last)
}

/// The name behind a word for a house or a legal form.
fn named_behind(normal: &str, tokens: &[Token], house: usize) -> Option<Range<usize>> {
    let rest = tokens.get(house..)?;
    let surface = rest.first()?.surface.as_str();
    let ends = |words: &[&str]| {
        words.iter().any(|word| {
            before(normal, rest.first().map_or(0, |token| token.range.end)).ends_with(word)
        })
    };
    let (house, legal) =
        (BEFORE_NAMES.contains(&surface) || ends(&BEFORE_NAMES), ends(&LEGAL_FORMS));
    if !house && !legal {
        return None;
    }
    let start = rest.first()?.range.end;
    if let Some(quoted) = after(normal, start).strip_prefix('「')
        && let Some((name, _)) = quoted.split_once('」')
        && name.chars().count() <= LONGEST_QUOTED
    {
        let start = start + '「'.len_utf8();
        return Some(start..start + name.len());
    }
    if let [bracket, name, end, ..] = rest.get(1..)?
        && (bracket.surface.as_str(), end.surface.as_str()) == ("（", "）")
        && (is_proper(std::slice::from_ref(name), &name.range) || is_kana_noun(name))
    {
        return Some(name.range.clone());
    }
    if legal && let Some(body) = body(after(normal, start)) {
        return Some(start..start + body);
    }
    let mut end = start;
    let mut proper = false;
    for token in rest.get(1..)?.iter().take(LONGEST_NAME) {
        let surface = token.surface.as_str();
        let kind = HOUSES.contains(&surface) || OTHER_KINDS.contains(&surface);
        if token.range.start != end || !may_name(token) || kind {
            break;
        }
        proper |= matches!(token.class, WordClass::ProperNoun | WordClass::PersonName)
            || is_kana_noun(token);
        end = token.range.end;
        // What is not part of a name ends it: デイサービスひまわり利用.
        let goes_on =
            after(normal, end).starts_with(is_hiragana) && token.surface.chars().all(is_hiragana);
        if !legal && proper && !goes_on {
            break;
        }
    }
    let several = rest.get(1)?.range.end < end;
    (proper || (legal && several)).then_some(start..end)
}

/// The length of a body's name that begins a text: 仁愛会, but not 理事会.
fn body(text: &str) -> Option<usize> {
    let run = text.find(|letter: char| !is_chinese(letter) && !is_katakana(letter));
    let run = text.get(..run.unwrap_or(text.len()))?;
    let last = run.rfind(['会', '園', '苑', '団'])?;
    let name = run.get(..last + '会'.len_utf8())?;
    let common = ["理事会", "協議会", "連絡会", "役員会", "委員会", "財団", "社団", "集団", "団"];
    (name.chars().count() > 2 && !common.contains(&name)).then_some(name.len())
}

/// Whether a proper noun stands in a range.
fn is_proper(tokens: &[Token], range: &Range<usize>) -> bool {
    let proper = |class| matches!(class, WordClass::ProperNoun | WordClass::PersonName);
    let inside = |token: &&Token| range.start <= token.range.start && token.range.end <= range.end;
    tokens.iter().filter(inside).any(|token| proper(token.class))
}

/// ひまわり, すみれ.
fn is_kana_noun(token: &Token) -> bool {
    token.class == WordClass::Noun
        && token.surface.chars().count() > 1
        && token.surface.chars().all(is_hiragana)
}

fn may_name(token: &Token) -> bool {
    use WordClass::{AdjectivalNoun, Adverb, Noun, PersonName, ProperNoun, VerbalNoun};
    // ニコニコ is an adverb, and what many call their house.
    let doubled = token.class == Adverb && token.surface.chars().all(is_katakana);
    doubled || matches!(token.class, Noun | VerbalNoun | ProperNoun | PersonName | AdjectivalNoun)
}
