//! Level of need: 要介護２, 要介護Ⅱ, 要介護②, 介2 → 要介護2.
//!
//! This module must not choose between 要支援 and 要介護 where only a number is written that
//! both have.

use super::{compact, is_nothing, whole};
use crate::grid::CellValue;

/// What a cell says about the level of need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CareLevel {
    /// Nothing.
    Missing,
    /// One of the names in tables (`要支援1` … `要介護5`, `事業対象者`, `申請中`, `自立`, …), or,
    /// for a state this program does not know, what is written.
    Known(String),
    /// Two levels, a level without its number, or a number that 要支援 and 要介護 both have.
    Unreadable,
}

/// The level of need (要介護度).
///
/// Input:  what the cell shows and holds.
/// Output: [`CareLevel::Known`] with half-width digits.
#[must_use]
pub fn care_level(text: &str, value: &CellValue) -> CareLevel {
    match value {
        CellValue::Number(number) if bare(text).is_some() => {
            whole(*number).map_or(CareLevel::Unreadable, only_care)
        }
        CellValue::DateTime(_) | CellValue::Boolean(_) | CellValue::Error(_) => {
            CareLevel::Unreadable
        }
        _ => written(text),
    }
}

fn written(text: &str) -> CareLevel {
    let squeezed = compact(text);
    if squeezed.is_empty() || is_nothing(&squeezed) {
        return CareLevel::Missing;
    }
    let levels = levels(&squeezed);
    match levels.as_slice() {
        [one] => CareLevel::Known(one.clone()),
        [] => state(&squeezed),
        _ => CareLevel::Unreadable,
    }
}

/// Levels named in the text, each once; a level without a number gives an impossible one.
fn levels(text: &str) -> Vec<String> {
    let text = one_name(text);
    let mut found: Vec<String> = Vec::new();
    for (marker, name, most) in [('支', "要支援", 2), ('介', "要介護", 5)] {
        for after in text.split(marker).skip(1) {
            for level in numbers_after(after) {
                let named = if (1..=most).contains(&level) {
                    format!("{name}{level}")
                } else {
                    // Two entries: the caller takes anything but one as unreadable.
                    found.push(String::new());
                    format!("{name}?")
                };
                if !found.contains(&named) {
                    found.push(named);
                }
            }
        }
    }
    found
}

/// Every way of writing a level begins with one character: 支 for 要支援, 介 for 要介護.
fn one_name(text: &str) -> String {
    let text = ["要支援", "支援", "要支"]
        .iter()
        .fold(text.to_owned(), |text, name| text.replace(name, "支"));
    ["要介護度", "介護度", "要介護", "介護", "要介"]
        .iter()
        .fold(text, |text, name| text.replace(name, "介"))
}

/// The numbers that stand right behind a level's name: 2, II, 二, 2→3 gives two.
fn numbers_after(text: &str) -> Vec<u32> {
    let text = text.trim_start_matches(['度', ':', '(', '-', '「', '・']);
    let mut numbers = Vec::new();
    let mut rest = text;
    while let Some((number, after)) = number_at_start(rest) {
        numbers.push(number);
        rest =
            after.trim_start_matches(['→', '~', '-', '・', ',', '、', '/', 'か', '>', 'と', '⇒']);
        if rest.len() == after.len() {
            break;
        }
    }
    numbers
}

fn number_at_start(text: &str) -> Option<(u32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let (number, rest) = text.split_at_checked(digits)?;
        return Some((number.parse().unwrap_or(u32::MAX), rest));
    }
    let roman = [("IV", 4), ("III", 3), ("II", 2), ("I", 1), ("V", 5)];
    let kanji = [("一", 1), ("二", 2), ("三", 3), ("四", 4), ("五", 5)];
    roman
        .iter()
        .chain(&kanji)
        .find_map(|(sign, number)| text.strip_prefix(sign).map(|rest| (*number, rest)))
}

/// A state without a level.
fn state(text: &str) -> CareLevel {
    let known = |name: &str| CareLevel::Known(name.to_owned());
    if let Some(number) = bare(text) {
        return only_care(number);
    }
    match text {
        _ if text.contains("事業対象") || text.contains("チェックリスト該当") => {
            known("事業対象者")
        }
        "申請中"
        | "認定申請中"
        | "新規申請中"
        | "申請中(新規)"
        | "要介護認定申請中"
        | "要介護申請中"
        | "介護認定申請中" => known("申請中"),
        "未申請" | "認定なし" | "未認定" | "申請なし" | "申請していない" => {
            known("未申請")
        }
        "自立" => known("自立"),
        "非該当" | "非該当(自立)" | "自立(非該当)" => known("非該当"),
        "要支援" | "支援" | "要介護" | "介護" | "要介護度" | "介護度" | "要支" | "要介" => {
            CareLevel::Unreadable
        }
        _ if text.chars().any(char::is_alphabetic) => known(text),
        _ => CareLevel::Unreadable,
    }
}

/// A number and nothing else.
fn bare(text: &str) -> Option<u32> {
    let text = compact(text);
    number_at_start(&text).filter(|(_, rest)| matches!(*rest, "" | ".0")).map(|(number, _)| number)
}

/// 3, 4 and 5 can only be 要介護; 1 and 2 may be either.
fn only_care(number: u32) -> CareLevel {
    if (3..=5).contains(&number) {
        CareLevel::Known(format!("要介護{number}"))
    } else {
        CareLevel::Unreadable
    }
}
