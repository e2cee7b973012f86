//! Persons' names (人名): what stands before さん, 氏 or 様 and is no common noun.
//!
//! Input → output: tokens → the same tokens, names classed as [`WordClass::PersonName`], so that
//! nothing counts them. IPADIC takes many surnames for places (石川さん) or common nouns (林様).

use super::{Token, WordClass};

const HONORIFICS: [&str; 7] = ["さん", "氏", "様", "さま", "くん", "君", "ちゃん"];

/// Classes the name before every honorific as a name.
pub(super) fn mark(tokens: &mut [Token]) {
    for index in 1..tokens.len() {
        if !tokens.get(index).is_some_and(|token| HONORIFICS.contains(&token.surface.as_str())) {
            continue;
        }
        let mut end = tokens.get(index).map_or(0, |token| token.range.start);
        for token in tokens.iter_mut().take(index).rev() {
            if token.range.end != end || !may_be_name(token) {
                break;
            }
            end = token.range.start;
            token.class = WordClass::PersonName;
        }
    }
}

/// Single characters that are relatives and not names: 娘さん, お父さん.
const RELATIVES: [&str; 18] = [
    "娘", "嫁", "孫", "妻", "夫", "姉", "兄", "弟", "妹", "父", "母", "爺", "婆", "親", "子", "客",
    "皆", "奥",
];

/// Proper nouns, single characters and initials; 家族様 and 民生委員さん are no names.
fn may_be_name(token: &Token) -> bool {
    let surface = token.surface.as_str();
    let single = surface.chars().count() == 1 && !RELATIVES.contains(&surface);
    let initial = token.surface.is_ascii() && token.surface.len() <= 2;
    match token.class {
        WordClass::ProperNoun | WordClass::PersonName => true,
        WordClass::Noun | WordClass::VerbalNoun => single || initial,
        _ => false,
    }
}
