//! Roles (役割): the words of a participant's label → those that are names.
//!
//! 司会 中村, 中村主任ケアマネ and 包括職員 are told apart: a role is no name, and what is left
//! beside one is a name only where the dictionary says so.

use crate::privacy::context::is_relative;
use crate::text::{Lexicon, TextError, WordClass, tokenize};

/// Words of a label that tell a role and not a name, a longer one before those inside it.
const ROLES: [&str; 52] = [
    "ケアマネージャー",
    "ケアマネジャー",
    "介護支援専門員",
    "アドバイザー",
    "オブザーバー",
    "サブ司会",
    "ファシリ",
    "ケアマネ",
    "事例提出者",
    "事例提供者",
    "事例検討者",
    "民生委員",
    "薬剤師",
    "保健師",
    "看護師",
    "福祉士",
    "相談員",
    "専門員",
    "参加者",
    "センター",
    "事業所",
    "市役所",
    "振り返り",
    "シート",
    "Sheet",
    "職員",
    "包括",
    "主任",
    "参加",
    "司会",
    "事例",
    "提出",
    "提供",
    "看護",
    "訪問",
    "相談",
    "行政",
    "担当",
    "板書",
    "書記",
    "記録",
    "講師",
    "進行",
    "助言",
    "様式",
    "番号",
    "医師",
    "民生",
    "委員",
    "社協",
    "匿名",
    "課",
];

const TITLES: [&str; 8] = ["さん", "様", "氏", "さま", "先生", "CM", "殿", "Dr"];

/// How words for professions and posts end: 作業療法士, 歯科医, 傍聴者.
const ENDINGS: [&str; 14] = [
    "士",
    "師",
    "員",
    "長",
    "者",
    "人",
    "職",
    "医",
    "係",
    "生",
    "代表",
    "家族",
    "住民",
    "ヘルパー",
];

/// Whether a word that the dictionary takes for no name is what somebody does or is.
pub(super) fn is_role(word: &str) -> bool {
    ENDINGS.iter().any(|ending| word.ends_with(ending)) || is_relative(word)
}

/// The names in one word of a label; empty for a role.
pub(super) fn without_roles(word: &str, lexicon: &Lexicon) -> Result<Vec<String>, TextError> {
    let word = word.trim();
    let bare = TITLES.iter().find_map(|title| word.strip_suffix(title)).unwrap_or(word).trim();
    if bare.is_empty() || bare.chars().any(char::is_numeric) {
        return Ok(Vec::new());
    }
    if !ROLES.iter().any(|role| bare.contains(role)) {
        return Ok(vec![bare.to_owned()]);
    }
    let mut rest = bare.to_owned();
    for role in ROLES {
        rest = rest.replace(role, " ");
    }
    let mut names = Vec::new();
    for part in rest.split(' ').filter(|part| !part.is_empty()) {
        let tokens = tokenize(part, lexicon)?.tokens;
        let is_name = |class| matches!(class, WordClass::PersonName | WordClass::ProperNoun);
        if tokens.iter().all(|token| is_name(token.class)) {
            names.push(part.to_owned());
        }
    }
    Ok(names)
}
