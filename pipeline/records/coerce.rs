//! Coerce: the text and the typed value of one answer → a typed value, or why there is none.
//!
//! Pure functions over what a cell shows and holds. This module must not know where a cell
//! stands, and must not choose where two readings are possible.

/// Years of age.
pub mod age;

/// Level of need (要介護度).
pub mod care_level;

/// 男・女, 年代 and other short choices.
pub mod choice;

/// Dates, Western and Japanese.
pub mod date;

/// School districts (小学校区).
pub mod district;

/// Years of experience (ケアマネ経験).
pub mod experience;

/// Scores (評価) and means.
pub mod score;

use unicode_normalization::UnicodeNormalization;

/// The text in one width and shape: NFKC, trimmed, with one kind of dash.
///
/// NFKC turns ４ and ④ into 4, Ⅱ into II and ㋿ into 令和; whoever needs to tell them apart must
/// look at the text before.
#[must_use]
pub fn plain(text: &str) -> String {
    let one_shape: String = text.nfkc().map(one_dash).collect();
    one_shape.trim().to_owned()
}

/// The text as [`plain`] gives it, without any white space.
#[must_use]
pub fn compact(text: &str) -> String {
    plain(text).chars().filter(|character| !character.is_whitespace()).collect()
}

/// Whether somebody wrote that there is nothing to write: empty, a dash, なし, 未記入.
#[must_use]
pub fn is_nothing(text: &str) -> bool {
    let text = compact(text);
    text.chars().all(|character| matches!(character, '-' | 'ー' | '/' | '―' | '~'))
        || matches!(
            text.as_str(),
            "なし"
                | "無し"
                | "無"
                | "未記入"
                | "記入なし"
                | "無記入"
                | "空欄"
                | "無回答"
                | "未回答"
        )
}

/// The dashes that people type for each other, but not the long vowel mark ー.
const fn one_dash(character: char) -> char {
    match character {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{2501}' | '\u{fe63}' => '-',
        _ => character,
    }
}

/// The text with numbers in kanji written in digits: 二十一 → 21, 二〇二三 → 2023, 百二 → 102.
pub(crate) fn digits_for_kanji(text: &str) -> String {
    let mut out = String::new();
    let mut run = Vec::new();
    for character in text.chars() {
        if let Some(digit) = kanji_value(character) {
            run.push(digit);
        } else {
            push_number(&mut out, &run);
            run.clear();
            out.push(character);
        }
    }
    push_number(&mut out, &run);
    out
}

const fn kanji_value(character: char) -> Option<u32> {
    Some(match character {
        '〇' | '零' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        '百' => 100,
        _ => return None,
    })
}

fn push_number(out: &mut String, run: &[u32]) {
    if run.iter().all(|value| *value < 10) {
        out.extend(run.iter().filter_map(|value| char::from_digit(*value, 10)));
        return;
    }
    let (mut sum, mut pending) = (0_u32, 0_u32);
    for value in run {
        if *value < 10 {
            pending = *value;
        } else {
            sum = sum.saturating_add(pending.max(1).saturating_mul(*value));
            pending = 0;
        }
    }
    out.push_str(&sum.saturating_add(pending).to_string());
}

/// A number that is whole and lies in the range of `u32`.
pub(crate) fn whole(number: f64) -> Option<u32> {
    if number.fract() != 0.0 || !(0.0..=f64::from(u32::MAX)).contains(&number) {
        return None;
    }
    format!("{number:.0}").parse().ok()
}

/// A text wholly of digits, with an optional `.0` behind it, as a whole number.
pub(crate) fn whole_text(text: &str) -> Option<u32> {
    let digits = text.split_once('.').map_or(text, |(before, after)| {
        if after.bytes().all(|byte| byte == b'0') { before } else { text }
    });
    (digits.len() <= 9 && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| digits.parse().ok())
        .flatten()
}

/// The text without what stands in round brackets, and whether there was any.
pub(crate) fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::new();
    for character in text.chars() {
        match character {
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            _ if depth == 0 => out.push(character),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{digits_for_kanji, whole, whole_text, without_brackets};

    #[test]
    fn kanji_numbers_become_digits() {
        for (text, expected) in [
            ("令和五年七月十九日", "令和5年7月19日"),
            ("二〇二三年", "2023年"),
            ("八十二歳", "82歳"),
            ("二十", "20"),
            ("百二", "102"),
            ("十", "10"),
            ("なし", "なし"),
        ] {
            assert_eq!(digits_for_kanji(text), expected);
        }
    }

    #[test]
    fn whole_numbers_are_whole() {
        assert_eq!(whole(82.0), Some(82));
        assert_eq!(whole(82.5), None);
        assert_eq!(whole(-1.0), None);
        assert_eq!(whole(f64::NAN), None);
        assert_eq!(whole_text("82.0"), Some(82));
        assert_eq!(whole_text("82.5"), None);
        assert_eq!(whole_text(""), None);
        assert_eq!(whole_text(".0"), None);
        assert_eq!(whole_text("99999999999"), None);
    }

    #[test]
    fn brackets_are_cut_out_with_their_text() {
        assert_eq!(without_brackets("10年(主任(2級)5年)"), "10年");
        assert_eq!(without_brackets("10年)"), "10年)");
    }
}
