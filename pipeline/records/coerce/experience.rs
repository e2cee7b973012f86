//! Experience: 8年6か月 → 8.5, １０年 → 10, 半年 → 0.5.
//!
//! This module must not turn "less than" or "more than" into a number.

use super::{compact, digits_for_kanji, without_brackets};
use crate::grid::CellValue;

/// Nobody has worked longer; the profession began in 2000, related ones count along.
const LONGEST: f64 = 60.0;

/// Words that leave the number as it is.
const AROUND: [&str; 17] = [
    "ケアマネ経験",
    "経験年数",
    "経験",
    "約",
    "およそ",
    "ほぼ",
    "だいたい",
    "通算",
    "合計",
    "計",
    "満",
    "くらい",
    "ぐらい",
    "程度",
    "ほど",
    "位",
    ":",
];

/// The experience in years (ケアマネ経験), months as twelfths; `None` when it says no one length.
///
/// 10年目 is 10: the form asks for years, and that is how people count them. なし is 0.
#[must_use]
pub fn experience(text: &str, value: &CellValue) -> Option<f64> {
    let years = match value {
        CellValue::Number(number) if is_number(text) => *number,
        CellValue::DateTime(_) | CellValue::Boolean(_) | CellValue::Error(_) => return None,
        _ => written(text)?,
    };
    (0.0..=LONGEST).contains(&years).then_some(years)
}

fn written(text: &str) -> Option<f64> {
    let squeezed = compact(text).replace(['ヶ', 'ヵ', 'カ', 'ケ', '箇', 'ヵ', 'ヶ'], "か");
    let text = without_brackets(&digits_for_kanji(&squeezed));
    let text = AROUND.iter().fold(text, |text, word| text.replace(word, ""));
    match text.as_str() {
        "半年" => return Some(0.5),
        "なし" | "無し" | "無" | "未経験" => return Some(0.0),
        _ => {}
    }
    let (years, rest) = match text.split_once('年') {
        Some((years, rest)) => (number(years)?, rest.trim_start_matches(['と', '目'])),
        None if text.ends_with('月') => (0.0, text.as_str()),
        None => return number(&text),
    };
    Some(years + months(rest)? / 12.0)
}

/// What stands behind the years: nothing, 半, or months.
fn months(text: &str) -> Option<f64> {
    match text {
        "" => return Some(0.0),
        "半" => return Some(6.0),
        _ => {}
    }
    let digits = text.strip_suffix('月')?;
    let months = number(digits.strip_suffix('か').unwrap_or(digits))?;
    // 18か月 is a length; 3年18か月 is a slip that nobody can settle, but its sum is certain.
    (months.fract() == 0.0).then_some(months)
}

fn is_number(text: &str) -> bool {
    number(&compact(text)).is_some()
}

fn number(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let number: f64 = (plain && text.len() <= 8).then(|| text.parse().ok()).flatten()?;
    number.is_finite().then_some(number)
}
