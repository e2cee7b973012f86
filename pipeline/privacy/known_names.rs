//! Known names (様式に書かれた名前): whom forms name → the names to look for.
//!
//! A name is known whole, by its family name, by its given name, by its reading and in Latin
//! letters. What is also a word or a place of the city is kept apart: it is a name only where a
//! person is spoken of. Finding them is the matter of `name_search`.

mod roles;

use std::collections::{BTreeMap, BTreeSet};

use self::roles::{is_role, without_roles};
use super::Named;
use super::folding::fold;
use super::places::is_kind_of_office;
use super::romaji::romaji;
use crate::text::normalize::normalize;
use crate::text::tokenize::segments;
use crate::text::{Lexicon, TextError, WordClass, tokenize};

/// Where a known name is one, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    /// An office, wherever it stands.
    Office,
    /// A person's name, wherever it stands as a word.
    Name,
    /// A person's name in Latin letters.
    Latin,
    /// A person's name by its reading.
    Kana,
    /// A person's name that is also a place of the city.
    Place,
    /// A person's name that is also a word: 林, 希望.
    Word,
    /// An office's name that is also a word: ひまわり.
    OfficeWord,
}

/// Words of an office's name that tell its kind.
const OFFICE_KINDS: [&str; 16] = [
    "居宅介護支援事業所",
    "居宅介護支援センター",
    "居宅介護支援",
    "介護支援センター",
    "ケアプランセンター",
    "支援事業所",
    "事業所",
    "株式会社",
    "有限会社",
    "合同会社",
    "社会福祉法人",
    "医療法人",
    "社団",
    "財団",
    "特定非営利活動法人",
    "NPO法人",
];

/// The longest a name of one word may be to be taken for one.
const LONGEST_NAME: usize = 5;

/// The same in katakana: names from abroad.
const LONGEST_FOREIGN: usize = 9;

/// What stands between the names and roles of a label.
const SEPARATORS: [char; 16] = [
    '、', '・', '／', '\n', '（', '）', '【', '】', '［', '］', '「', '」', '：', '＿', '；', '＆',
];

/// Names as they are looked for, folded, with where each is one.
pub(super) fn known_names(
    named: &Named,
    places: &BTreeSet<String>,
    lexicon: &Lexicon,
) -> Result<BTreeMap<String, Sort>, TextError> {
    let mut known = Known { lexicon, places, names: BTreeMap::new() };
    for person in &named.persons {
        known.add_person(person)?;
    }
    for office in &named.offices {
        known.add_office(office)?;
    }
    Ok(known.names)
}

/// Areas, centres and districts, by name, folded.
pub(super) fn places(named: &Named) -> BTreeSet<String> {
    named.places.iter().map(|place| fold(normalize(place).text())).collect()
}

struct Known<'a> {
    lexicon: &'a Lexicon,
    places: &'a BTreeSet<String>,
    names: BTreeMap<String, Sort>,
}

impl Known<'_> {
    fn add_person(&mut self, label: &str) -> Result<(), TextError> {
        let plain = normalize(label);
        for piece in plain.text().split(SEPARATORS) {
            let mut words = Vec::new();
            for word in piece.split([' ', '/', '_', ',']) {
                words.extend(without_roles(word, self.lexicon)?);
            }
            if words.len() > 1 {
                self.insert(&words.concat(), Sort::Name);
                self.add_readings(&words.concat())?;
            }
            for word in words {
                self.add_word(&word)?;
            }
        }
        Ok(())
    }

    /// A word of a name, and the family and given name that it may be put together from.
    fn add_word(&mut self, word: &str) -> Result<(), TextError> {
        if word.chars().all(|letter| letter.is_ascii_alphabetic()) {
            if word.len() > 2 {
                self.insert(word, Sort::Latin);
            }
            return Ok(());
        }
        if !word.chars().all(|letter| !letter.is_ascii() && letter.is_alphabetic()) {
            return Ok(());
        }
        let letters = word.chars().count();
        let tokens = tokenize(word, self.lexicon)?.tokens;
        let is_name = |class| matches!(class, WordClass::PersonName | WordClass::ProperNoun);
        let named = tokens.iter().any(|token| is_name(token.class));
        if !named && is_role(word) {
            return Ok(());
        }
        let foreign = word.chars().all(super::context::is_katakana);
        if letters <= if foreign { LONGEST_FOREIGN } else { LONGEST_NAME } {
            self.insert(word, if tokens.len() == 1 && !named { Sort::Word } else { Sort::Name });
        }
        for token in tokens.iter().filter(|token| is_name(token.class)) {
            self.insert(&token.surface, Sort::Name);
        }
        // 高嶋千賀 of unknown characters: most names are two and two.
        let middle = word.char_indices().nth(2).map(|(at, _)| at);
        if letters == 4
            && !named
            && let Some((family, given)) = middle.and_then(|at| word.split_at_checked(at))
        {
            for half in [family, given] {
                let one = tokenize(half, self.lexicon)?.tokens.len() == 1;
                self.insert(half, if one { Sort::Word } else { Sort::Name });
            }
        }
        if named || letters == 1 { self.add_readings(word) } else { Ok(()) }
    }

    /// The readings of a name and of its parts, in kana and in Latin letters.
    fn add_readings(&mut self, word: &str) -> Result<(), TextError> {
        let mut whole = String::new();
        let segments = segments(word, self.lexicon)?;
        for segment in &segments {
            let Some(reading) = segment.features.get(7).filter(|reading| *reading != "*") else {
                return Ok(());
            };
            whole.push_str(reading);
            self.add_reading(reading);
        }
        if segments.len() > 1 {
            self.add_reading(&whole);
        }
        Ok(())
    }

    fn add_reading(&mut self, reading: &str) {
        if reading.chars().count() > 1 {
            self.insert(reading, Sort::Kana);
        }
        for way in romaji(reading) {
            self.insert(&way, Sort::Latin);
        }
    }

    fn add_office(&mut self, office: &str) -> Result<(), TextError> {
        let plain = normalize(office);
        let whole = plain.text().trim();
        if whole.chars().count() < 3 || is_kind_of_office(whole) {
            return Ok(());
        }
        let mut core = whole.to_owned();
        for kind in OFFICE_KINDS {
            core = core.replace(kind, " ");
        }
        // ひまわり alone is a word as well.
        let common = self.is_common(whole)?;
        self.insert(whole, if common { Sort::OfficeWord } else { Sort::Office });
        for word in core.split([' ', '（', '）']).filter(|word| word.chars().count() > 2) {
            let sort = if self.is_common(word)? { Sort::OfficeWord } else { Sort::Office };
            if !is_kind_of_office(word) {
                self.insert(word, sort);
            }
        }
        Ok(())
    }

    /// Whether it is one word, and no proper noun.
    fn is_common(&self, word: &str) -> Result<bool, TextError> {
        let tokens = tokenize(word, self.lexicon)?.tokens;
        let proper = |class| matches!(class, WordClass::ProperNoun | WordClass::PersonName);
        Ok(tokens.len() == 1 && !tokens.iter().any(|token| proper(token.class)))
    }

    fn insert(&mut self, name: &str, sort: Sort) {
        let name = fold(name);
        let kana = name.chars().all(super::context::is_katakana);
        let sort = match sort {
            Sort::Name if kana => Sort::Kana,
            Sort::Name if name.chars().count() == 1 => Sort::Word,
            Sort::Name if self.places.iter().any(|place| place.contains(&name)) => Sort::Place,
            sort => sort,
        };
        let single_kana = kana && name.chars().count() == 1;
        if !name.is_empty() && !single_kana {
            let known = self.names.entry(name).or_insert(sort);
            *known = sort.min(*known);
        }
    }
}
