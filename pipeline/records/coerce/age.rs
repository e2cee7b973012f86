//! Age: 82, 82歳, ８２才, 満82歳 → years.
//!
//! This module must not work out an age from a date of birth, nor take a band for an age.

use super::{compact, digits_for_kanji, whole, whole_text, without_brackets};
use crate::grid::CellValue;

/// Nobody has grown older than 122.
const OLDEST: u32 = 125;

/// The age in years (年齢); `None` when the cell does not say exactly one.
///
/// Input:  what the cell shows and holds.
/// Output: 0–125.
#[must_use]
pub fn age(text: &str, value: &CellValue) -> Option<u8> {
    let years = match value {
        CellValue::Number(number) => whole(*number)?,
        CellValue::Empty | CellValue::Text(_) => written(text)?,
        CellValue::DateTime(_)
        | CellValue::Duration(_)
        | CellValue::Boolean(_)
        | CellValue::Error(_) => return None,
    };
    (years <= OLDEST).then(|| u8::try_from(years).ok()).flatten()
}

fn written(text: &str) -> Option<u32> {
    let text = digits_for_kanji(&compact(text));
    let inside = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let text = without_brackets(inside.unwrap_or(&text));
    let text = ["満年齢", "年齢", "満", ":"]
        .iter()
        .fold(text.as_str(), |rest, prefix| rest.strip_prefix(prefix).unwrap_or(rest));
    let text = ["歳", "才", "さい", "歳児"]
        .iter()
        .find_map(|suffix| text.strip_suffix(suffix))
        .unwrap_or(text);
    // 82歳6か月 is 82.
    let text = text
        .split_once(['歳', '才'])
        .map_or(text, |(years, rest)| if is_months(rest) { years } else { text });
    whole_text(text)
}

fn is_months(text: &str) -> bool {
    let digits = text.trim_start_matches(|character: char| character.is_ascii_digit());
    digits.len() < text.len()
        && matches!(digits, "か月" | "ヶ月" | "カ月" | "ケ月" | "ヵ月" | "箇月" | "月")
}
