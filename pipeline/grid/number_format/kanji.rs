//! Numbers in Japanese digits, `[DBNum1]` to `[DBNum3]`.

use super::number::Piece;
use super::section::Numerals;

const KANJI: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const FORMAL: [char; 10] = ['〇', '壱', '弐', '参', '四', '伍', '六', '七', '八', '九'];
const FULL_WIDTH: [char; 10] = ['０', '１', '２', '３', '４', '５', '６', '７', '８', '９'];

const UNITS: [&str; 4] = ["", "十", "百", "千"];
const FORMAL_UNITS: [&str; 4] = ["", "拾", "百", "阡"];
const MYRIADS: [&str; 4] = ["", "万", "億", "兆"];
const FORMAL_MYRIADS: [&str; 4] = ["", "萬", "億", "兆"];

fn digit(character: char, numerals: Numerals) -> char {
    let table = match numerals {
        Numerals::Kanji => &KANJI,
        Numerals::FormalKanji => &FORMAL,
        Numerals::FullWidth => &FULL_WIDTH,
    };
    character
        .to_digit(10)
        .and_then(|value| usize::try_from(value).ok())
        .and_then(|value| table.get(value))
        .copied()
        .unwrap_or(character)
}

/// Pieces with each digit replaced where it stands: 二〇二三.
pub(super) fn digits(pieces: &[Piece], numerals: Numerals) -> String {
    let mut shown = String::new();
    for piece in pieces {
        match piece {
            Piece::Digit(character) => shown.push(digit(*character, numerals)),
            Piece::Text(text) => shown.push_str(text),
        }
    }
    shown
}

/// Each digit of a text replaced where it stands.
pub(super) fn each_digit(text: &str, numerals: Numerals) -> String {
    text.chars().map(|character| digit(character, numerals)).collect()
}

/// A plain decimal number spelled with units: 一万二千三百四十五.
///
/// Full-width digits have no units. A number of more than 16 digits, or in scientific form, is
/// replaced digit by digit.
pub(super) fn spelled(plain: &str, numerals: Numerals) -> String {
    let unsigned = plain.trim_start_matches('-');
    let (integer, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let is_plain = integer.len() <= 16 && integer.bytes().all(|byte| byte.is_ascii_digit());
    if numerals == Numerals::FullWidth || !is_plain || fraction.contains('E') {
        return each_digit(plain, numerals);
    }
    let sign = if plain.starts_with('-') { "-" } else { "" };
    let mut shown = format!("{sign}{}", with_units(integer, numerals));
    if !fraction.is_empty() {
        shown.push('.');
        shown.push_str(&each_digit(fraction, numerals));
    }
    shown
}

fn with_units(integer: &str, numerals: Numerals) -> String {
    let formal = numerals == Numerals::FormalKanji;
    let (units, myriads) = if formal { (FORMAL_UNITS, FORMAL_MYRIADS) } else { (UNITS, MYRIADS) };
    let count = integer.len();
    let mut shown = String::new();
    let mut group_is_empty = true;
    for (index, character) in integer.chars().enumerate() {
        let right = count - index - 1;
        if character != '0' {
            // 千, 百 and 十 stand alone in plain kanji; 一万 and the formal digits do not.
            if formal || character != '1' || right.is_multiple_of(4) {
                shown.push(digit(character, numerals));
            }
            shown.push_str(units.get(right % 4).unwrap_or(&""));
            group_is_empty = false;
        }
        if right.is_multiple_of(4) {
            if !group_is_empty {
                shown.push_str(myriads.get(right / 4).unwrap_or(&""));
            }
            group_is_empty = true;
        }
    }
    if shown.is_empty() {
        shown.push(digit('0', numerals));
    }
    shown
}
