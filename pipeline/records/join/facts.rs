//! Facts: the texts that head a case, how two ways of writing one are compared, and what their
//! agreement weighs.
//!
//! 木村　直樹 and 木村直樹様 are one person; this module must not look at anything but the texts.

use chrono::NaiveDate;

use crate::label::{are_similar, label_key};
use crate::records::coerce::compact;
use crate::records::model::{CaseHeader, Traced};

/// One text that heads a case.
pub(super) struct TextFact {
    /// The field's id.
    pub(super) field: &'static str,
    /// Where a header keeps it.
    pub(super) of: fn(&CaseHeader) -> &Option<Traced<String>>,
    /// The same, to be filled.
    pub(super) of_mut: fn(&mut CaseHeader) -> &mut Option<Traced<String>>,
    /// What is compared.
    key: fn(&str) -> String,
    /// Whether two keys mean the same.
    same: fn(&str, &str) -> bool,
    /// What agreement and disagreement weigh.
    weights: (i32, i32),
}

impl TextFact {
    /// Whether two texts mean the same.
    pub(super) fn is_same(&self, one: &str, other: &str) -> bool {
        (self.same)(&(self.key)(one), &(self.key)(other))
    }
}

macro_rules! text_fact {
    ($name:ident, $key:expr, $same:expr, $weights:expr) => {
        TextFact {
            field: stringify!($name),
            of: |header| &header.$name,
            of_mut: |header| &mut header.$name,
            key: $key,
            same: $same,
            weights: $weights,
        }
    };
}

/// All texts that head a case.
///
/// A name or a title tells cases apart; a sex or a level hardly does, and is often mistyped.
pub(super) const TEXT_FACTS: [TextFact; 9] = [
    text_fact!(center, center_key, whole_or_short, (2, -6)),
    text_fact!(office, office_key, whole_or_short, (2, -2)),
    text_fact!(provider, person_key, with_or_without_given_name, (6, -6)),
    text_fact!(client, person_key, equal, (2, -4)),
    text_fact!(sex, compact, equal, (0, -2)),
    text_fact!(care_level, compact, equal, (1, -1)),
    text_fact!(school_district, compact, equal, (1, -2)),
    text_fact!(title, label_key, alike, (8, -4)),
    text_fact!(reason, label_key, alike, (4, -2)),
];

const DAY_WEIGHTS: (i32, i32) = (6, -8);
const AGE_WEIGHTS: (i32, i32) = (2, -2);

/// A header's facts, ready to be compared.
#[derive(Debug, Default)]
pub(super) struct FactKeys {
    pub(super) day: Option<NaiveDate>,
    age: Option<u8>,
    /// In the order of [`TEXT_FACTS`].
    texts: Vec<Option<String>>,
}

impl FactKeys {
    pub(super) fn new(header: &CaseHeader) -> Self {
        Self {
            day: header.held_on.as_ref().map(|day| day.value),
            age: header.age.as_ref().map(|age| age.value),
            texts: TEXT_FACTS
                .iter()
                .map(|fact| (fact.of)(header).as_ref().map(|text| (fact.key)(&text.value)))
                .collect(),
        }
    }
}

/// What the facts of a header weigh for its being of one case with others; unknown weighs 0.
pub(super) fn weigh(own: &FactKeys, others: &[&FactKeys]) -> i32 {
    let days = others.iter().map(|other| other.day);
    let ages = others.iter().map(|other| other.age);
    let mut sum = points(own.day, days, |one, other| one == other, DAY_WEIGHTS)
        + points(own.age, ages, |one, other| one == other, AGE_WEIGHTS);
    for (index, fact) in TEXT_FACTS.iter().enumerate() {
        let text = own.texts.get(index).and_then(Option::as_deref);
        let texts = others.iter().map(|other| other.texts.get(index).and_then(Option::as_deref));
        sum += points(text, texts, |one, other| (fact.same)(one, other), fact.weights);
    }
    sum
}

fn points<T: Copy>(
    own: Option<T>,
    others: impl Iterator<Item = Option<T>>,
    same: impl Fn(T, T) -> bool,
    (agreement, disagreement): (i32, i32),
) -> i32 {
    let Some(own) = own else { return 0 };
    let mut known = others.flatten().peekable();
    if known.peek().is_none() {
        0
    } else if known.any(|other| same(own, other)) {
        agreement
    } else {
        disagreement
    }
}

/// What people put behind names.
const HONORIFICS: [&str; 9] =
    ["ケアマネジャー", "ケアマネ", "さま", "さん", "様", "氏", "殿", "先生", "cm"];

/// What centres are called besides their names.
const CENTER_WORDS: [&str; 5] =
    ["地域包括支援センター", "包括支援センター", "地域包括", "支援センター", "包括"];

/// What offices are called besides their names.
const OFFICE_WORDS: [&str; 9] = [
    "居宅介護支援事業所",
    "居宅介護支援事業",
    "居宅介護支援",
    "介護支援事業所",
    "株式会社",
    "(株)",
    "有限会社",
    "(有)",
    "事業所",
];

fn person_key(name: &str) -> String {
    let mut key = label_key(name);
    while let Some(rest) = HONORIFICS.iter().find_map(|word| key.strip_suffix(word)) {
        if rest.is_empty() {
            break;
        }
        key = rest.to_owned();
    }
    key
}

fn office_key(name: &str) -> String {
    without_words(name, &OFFICE_WORDS)
}

/// A centre's name without 地域包括支援センター.
pub(crate) fn center_key(name: &str) -> String {
    without_words(name, &CENTER_WORDS)
}

fn without_words(name: &str, words: &[&str]) -> String {
    let bare = words.iter().fold(compact(name), |name, word| name.replace(word, ""));
    let key = label_key(&bare);
    if key.is_empty() { label_key(name) } else { key }
}

fn equal(one: &str, other: &str) -> bool {
    one == other
}

fn with_or_without_given_name(one: &str, other: &str) -> bool {
    let shorter = one.chars().count().min(other.chars().count());
    one == other || (shorter >= 2 && (one.starts_with(other) || other.starts_with(one)))
}

/// One of two names may be shortened, or only that of the centre that was host.
fn whole_or_short(one: &str, other: &str) -> bool {
    one == other || holds(one, other, 2)
}

/// Whether one of two keys holds the other, which has at least some characters.
fn holds(one: &str, other: &str, least: usize) -> bool {
    let shorter = one.chars().count().min(other.chars().count());
    shorter >= least && (one.contains(other) || other.contains(one))
}

/// Titles and reasons at least this alike are one, with a slip of the pen.
const SAME_TEXT: f64 = 0.9;

/// Shortened texts have at least this many characters in common.
const SHORTENED: usize = 8;

fn alike(one: &str, other: &str) -> bool {
    one == other || holds(one, other, SHORTENED) || are_similar(one, other, SAME_TEXT)
}
