//! Short choices: 男・女, 年代, role words → one spelling each.
//!
//! This module must not pick an option: marks on printed options are resolved before.

use super::{compact, digits_for_kanji, is_nothing};

/// 性別 as `男` or `女`; any other answer as written; `None` when nothing is said.
///
/// Both options printed and none chosen is nothing said.
#[must_use]
pub fn sex(text: &str) -> Option<String> {
    let squeezed = compact(text);
    let lower = squeezed.to_lowercase();
    let word = lower.trim_matches(['(', ')', '□', '☐', '☑', '✓', '■', 'レ', '○']);
    match word {
        "男" | "男性" | "男子" | "m" | "male" | "man" | "♂" | "おとこ" | "オトコ" => {
            Some("男".to_owned())
        }
        "女" | "女性" | "女子" | "f" | "female" | "woman" | "♀" | "おんな" | "オンナ" => {
            Some("女".to_owned())
        }
        _ if is_nothing(word) || is_both(word) => None,
        _ => Some(squeezed),
    }
}

/// The printed options themselves: 男・女, 男性／女性, □男 □女.
fn is_both(text: &str) -> bool {
    let letters: String =
        text.chars().filter(|character| matches!(character, '男' | '女')).collect();
    let other = text.chars().filter(|character| {
        !matches!(character, '男' | '女' | '性' | '子') && character.is_alphanumeric()
    });
    matches!(letters.as_str(), "男女" | "女男") && other.count() == 0
}

/// 年代 as `40代`; an age gives its decade; any other answer as written; `None` for nothing.
#[must_use]
pub fn age_band(text: &str) -> Option<String> {
    let squeezed = compact(text);
    if is_nothing(&squeezed) {
        return None;
    }
    let counted = digits_for_kanji(&squeezed);
    let digits = counted.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = counted.split_at_checked(digits)?;
    let Some(number) = number.parse::<u32>().ok().filter(|number| (10..100).contains(number))
    else {
        return Some(squeezed);
    };
    let decade = number / 10 * 10;
    let last = format!("~{}歳", decade + 9);
    let is_decade = matches!(rest, "代" | "歳代" | "才代" | "年代" | "台") && number == decade;
    let is_age = matches!(rest, "" | ".0" | "歳" | "才");
    let is_range = rest.trim_start_matches(['歳', '才', '-']) == last.trim_start_matches('~')
        || rest.trim_start_matches(['歳', '才']) == last;
    if is_decade || is_age || (is_range && number == decade) {
        Some(format!("{decade}代"))
    } else {
        Some(squeezed)
    }
}
