//! Japanese eras (元号) of the days a spreadsheet can hold.

use chrono::{Datelike, NaiveDate};

/// An era: its first day, and its name in three lengths.
struct Era {
    first: (i32, u32, u32),
    letter: &'static str,
    short: &'static str,
    name: &'static str,
}

/// Newest first.
const ERAS: [Era; 5] = [
    Era { first: (2019, 5, 1), letter: "R", short: "令", name: "令和" },
    Era { first: (1989, 1, 8), letter: "H", short: "平", name: "平成" },
    Era { first: (1926, 12, 25), letter: "S", short: "昭", name: "昭和" },
    Era { first: (1912, 7, 30), letter: "T", short: "大", name: "大正" },
    Era { first: (1868, 1, 25), letter: "M", short: "明", name: "明治" },
];

/// The name of a day's era as `g` (R), `gg` (令) or `ggg` (令和), and the year within it.
pub(super) fn era_of(date: NaiveDate, length: usize) -> (&'static str, i32) {
    let day = (date.year(), date.month(), date.day());
    let Some(era) = ERAS.iter().find(|era| era.first <= day) else { return ("", date.year()) };
    let name = match length {
        0 | 1 => era.letter,
        2 => era.short,
        _ => era.name,
    };
    (name, date.year() - era.first.0 + 1)
}
