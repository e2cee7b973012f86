//! Named years: 2022年度, 令和4年度, R4年度, FY2022 → 2022.
//!
//! This module must not date anything: a year only narrows what a bare date can mean.

use super::era::ERAS;
use crate::records::coerce::{digits_for_kanji, plain};

/// Every fiscal year (年度) that a text names, in its order.
#[must_use]
pub fn fiscal_years(text: &str) -> Vec<i32> {
    // Most texts name none, and normalising costs more than looking.
    if !["年度", "FY", "ＦＹ", "fy", "ｆｙ"].iter().any(|word| text.contains(word)) {
        return Vec::new();
    }
    let text = digits_for_kanji(&plain(text)).to_uppercase();
    let before_word = text.split("年度");
    let count = before_word.clone().count();
    let mut years: Vec<i32> =
        before_word.take(count.saturating_sub(1)).filter_map(last_year).collect();
    years.extend(text.split("FY").skip(1).filter_map(|rest| {
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        (digits.len() == 4).then(|| digits.parse::<i32>().ok()).flatten()
    }));
    years
}

/// The year that a whole name is: 2023, 2023年, 令和5年, R5.
#[must_use]
pub fn whole_year(name: &str) -> Option<i32> {
    let name = digits_for_kanji(&plain(name)).to_uppercase();
    let year = name.strip_suffix('年').unwrap_or(&name);
    let begins = year.trim_start_matches(|character: char| !character.is_ascii_digit());
    let is_bare = begins.len() == year.len();
    let is_era = ERAS
        .iter()
        .flat_map(|era| era.names)
        .any(|era| year.strip_prefix(era).is_some_and(|rest| rest == begins || rest == "元"));
    (is_bare || is_era).then(|| last_year(year)).flatten()
}

/// The year that a text ends with: four digits, or an era and its year.
fn last_year(text: &str) -> Option<i32> {
    let text = text.trim_end();
    if let Some(before) = text.strip_suffix('元') {
        return era_year(before, 1);
    }
    let digits = text.chars().rev().take_while(char::is_ascii_digit).count();
    let (before, number) = text.split_at_checked(text.len().checked_sub(digits)?)?;
    match digits {
        4 => number.parse().ok().filter(|year| (1900..=2100).contains(year)),
        1 | 2 => era_year(before, number.parse().ok()?),
        _ => None,
    }
}

fn era_year(before: &str, year: u32) -> Option<i32> {
    let before = before.trim_end_matches(['.', ' ']);
    let era = ERAS.iter().find(|era| era.names.iter().any(|name| before.ends_with(name)))?;
    era.year(year)
}
