//! Known names (様式に書かれた名前): cases → the persons and offices that the forms name.
//!
//! A name is looked for whole, by its family name and by its given name; a name of one character
//! only with a title, which the tokeniser finds.

use std::collections::{BTreeMap, BTreeSet};

use super::Detail;
use crate::records::CaseRecord;
use crate::text::normalize::normalize;
use crate::text::{Lexicon, TextError, WordClass, tokenize};

/// Parts of a participant's label that tell a role and not a name.
const ROLES: [&str; 40] = [
    "職員",
    "包括",
    "主任",
    "ケアマネ",
    "CM",
    "参加",
    "司会",
    "事例",
    "提出",
    "看護",
    "訪問",
    "相談",
    "行政",
    "課",
    "担当",
    "ファシリ",
    "書記",
    "記録",
    "アドバイザー",
    "講師",
    "オブザーバー",
    "進行",
    "助言",
    "保健師",
    "福祉士",
    "専門員",
    "センター",
    "事業所",
    "様式",
    "番号",
    "振り返り",
    "シート",
    "Sheet",
    "薬剤師",
    "医師",
    "民生",
    "委員",
    "市役所",
    "社協",
    "匿名",
];

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

/// Names with what they name.
pub(super) fn known_names(
    cases: &[CaseRecord],
    lexicon: &Lexicon,
) -> Result<BTreeMap<String, Detail>, TextError> {
    let mut names = BTreeMap::new();
    for case in cases {
        let header = &case.header;
        for person in [&header.provider, &header.client].into_iter().flatten() {
            add_person(&person.value, lexicon, &mut names)?;
        }
        for label in case.participants.iter().filter_map(|one| one.label.as_ref()) {
            add_person(&label.value, lexicon, &mut names)?;
        }
        let workplaces = case.participants.iter().filter_map(|one| one.workplace.as_ref());
        for office in header.office.iter().chain(workplaces) {
            add_office(&office.value, lexicon, &mut names)?;
        }
    }
    // A family name that is also a place of the city goes only with a title, which others find.
    let places = places(cases);
    names.retain(|name, _| !places.iter().any(|place| place.contains(name.as_str())));
    Ok(names)
}

/// Areas, centres and districts, by name.
fn places(cases: &[CaseRecord]) -> BTreeSet<String> {
    let headers = cases.iter().map(|case| &case.header);
    let written = headers.flat_map(|header| [&header.center, &header.school_district]);
    let written = written.flatten().map(|place| place.value.clone());
    let all = written.chain(cases.iter().filter_map(|case| case.area.clone()));
    all.map(|place| normalize(&place).text().to_owned()).collect()
}

fn add_person(
    label: &str,
    lexicon: &Lexicon,
    names: &mut BTreeMap<String, Detail>,
) -> Result<(), TextError> {
    let plain = normalize(label);
    for written in plain.text().split(['、', '・', '/', '／', ',', '\n']) {
        let bare = without_brackets(written);
        let bare = without_title(bare.trim());
        if bare.is_empty() || ROLES.iter().any(|role| bare.contains(role)) {
            continue;
        }
        let parts: Vec<&str> = bare.split(' ').filter(|part| !part.is_empty()).collect();
        if parts.len() > 1 {
            insert(&parts.concat(), Detail::Person, names);
            insert(&parts.join(" "), Detail::Person, names);
        }
        for part in parts {
            add_part(part, lexicon, names)?;
        }
    }
    Ok(())
}

/// A word of a name, and the family and given name that it may be put together from.
fn add_part(
    part: &str,
    lexicon: &Lexicon,
    names: &mut BTreeMap<String, Detail>,
) -> Result<(), TextError> {
    let letters = part.chars().count();
    let is_name = part.chars().all(|letter| !letter.is_ascii() && letter.is_alphabetic());
    if is_name && letters <= LONGEST_NAME {
        insert(part, Detail::Person, names);
    }
    for token in tokenize(part, lexicon)?.tokens {
        if matches!(token.class, WordClass::PersonName | WordClass::ProperNoun) {
            insert(&token.surface, Detail::Person, names);
        }
    }
    Ok(())
}

fn add_office(
    office: &str,
    lexicon: &Lexicon,
    names: &mut BTreeMap<String, Detail>,
) -> Result<(), TextError> {
    let plain = normalize(office);
    let whole = plain.text().trim();
    insert(whole, Detail::Office, names);
    insert(&whole.replace(' ', ""), Detail::Office, names);
    let mut core = whole.to_owned();
    for kind in OFFICE_KINDS {
        core = core.replace(kind, " ");
    }
    for word in core.split(' ').filter(|word| word.chars().count() > 2) {
        // A common noun (ひまわり) is a name only beside the word for a house.
        let tokens = tokenize(word, lexicon)?.tokens;
        let common = tokens
            .iter()
            .all(|token| !matches!(token.class, WordClass::ProperNoun | WordClass::PersonName));
        if !common || tokens.len() > 1 {
            insert(word, Detail::Office, names);
        }
    }
    Ok(())
}

/// Names of one character are too common as parts of words.
fn insert(name: &str, detail: Detail, names: &mut BTreeMap<String, Detail>) {
    if name.chars().count() > 1 {
        names.entry(name.to_owned()).or_insert(detail);
    }
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let outside = text.chars().filter(|letter| {
        match letter {
            '（' | '(' | '【' | '[' => depth += 1,
            '）' | ')' | '】' | ']' => {
                depth = depth.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        depth == 0
    });
    outside.collect()
}

fn without_title(name: &str) -> &str {
    let titles = ["さん", "様", "氏", "さま", "先生", "CM"];
    titles.iter().find_map(|title| name.strip_suffix(title)).unwrap_or(name).trim()
}
