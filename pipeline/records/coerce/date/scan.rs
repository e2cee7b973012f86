//! Scan: a text → every date it mentions, in order.
//!
//! The text comes normalised (NFKC). This module must not decide between readings.

use chrono::NaiveDate;

use super::Mention;
use super::era::{ERAS, Era};

/// Which groups of bare digits count as dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Groups {
    /// Only eight digits: numbers of other kinds stand in cells too.
    InCells,
    /// Eight, six and four digits, as in names of files.
    InNames,
}

/// Every date mentioned, in order.
pub(super) fn mentions(text: &str, groups: Groups) -> Vec<Mention> {
    let characters: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        let reader = Reader { characters: &characters, at };
        if let Some((mention, after)) =
            reader.may_start().then(|| mention(reader, groups)).flatten()
        {
            found.push(mention);
            at = after.max(at + 1);
        } else {
            at += 1;
        }
    }
    found
}

/// Six digits as year, month and day with a bare year: 230719, 050719.
pub(super) fn bare_digits(digits: &str) -> Option<Mention> {
    let (year, rest) = digits.split_at_checked(2)?;
    let (month, day) = rest.split_at_checked(2)?;
    Some(bare_year(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
}

/// A place in a text.
#[derive(Clone, Copy)]
struct Reader<'a> {
    characters: &'a [char],
    at: usize,
}

/// What stands behind a year.
struct BehindYear<'a> {
    /// The same year written another way, in brackets: 令和5年(2023年).
    again: Option<i32>,
    month: u32,
    day: u32,
    after: Reader<'a>,
}

impl<'a> Reader<'a> {
    fn peek(self) -> Option<char> {
        self.characters.get(self.at).copied()
    }

    const fn skip(self, count: usize) -> Self {
        Self { characters: self.characters, at: self.at + count }
    }

    fn before(self) -> Option<char> {
        self.at.checked_sub(1).and_then(|at| self.characters.get(at)).copied()
    }

    /// A date never starts inside a number or a Latin word.
    fn may_start(self) -> bool {
        match (self.before(), self.peek()) {
            (Some(before), Some(this)) if this.is_ascii_digit() => {
                !(before.is_ascii_alphanumeric() || before == '.' && self.digit_before_point())
            }
            (Some(before), Some(this)) if this.is_ascii_alphabetic() => {
                !before.is_ascii_alphanumeric()
            }
            (_, this) => this.is_some(),
        }
    }

    fn digit_before_point(self) -> bool {
        self.at
            .checked_sub(2)
            .and_then(|at| self.characters.get(at))
            .is_some_and(char::is_ascii_digit)
    }

    fn spaces(self) -> Self {
        let count = self.rest().iter().take_while(|character| character.is_whitespace()).count();
        self.skip(count)
    }

    fn rest(self) -> &'a [char] {
        self.characters.get(self.at..).unwrap_or_default()
    }

    fn digits(self) -> usize {
        self.rest().iter().take_while(|character| character.is_ascii_digit()).count()
    }

    /// A number of between `least` and `most` digits that is not part of a longer one.
    fn number(self, least: usize, most: usize) -> Option<(u32, Self)> {
        let count = self.digits();
        if !(least..=most).contains(&count) {
            return None;
        }
        let digits: String = self.rest().iter().take(count).collect();
        Some((digits.parse().ok()?, self.skip(count)))
    }

    fn eat(self, word: &str) -> Option<Self> {
        let count = word.chars().count();
        let here = self.rest().get(..count)?;
        let same =
            here.iter().zip(word.chars()).all(|(one, other)| one.to_ascii_uppercase() == other);
        same.then(|| self.skip(count))
    }

    /// A bracket that writes the year another way, like `(2023年)` or `(R5)`.
    fn year_in_bracket(self) -> Option<(i32, Self)> {
        let inside = self.eat("(")?.spaces();
        let (year, behind) = if let Some((year, behind)) = inside.number(4, 4) {
            (i32::try_from(year).ok()?, behind)
        } else {
            let (era, behind) = era_name(inside)?;
            let (year, behind) = year_of_era(behind)?;
            (era.year(year)?, behind)
        };
        let behind = behind.eat("年").unwrap_or(behind).spaces();
        Some((year, behind.eat(")")?))
    }
}

fn mention(reader: Reader<'_>, groups: Groups) -> Option<(Mention, usize)> {
    era_date(reader)
        .or_else(|| full_date(reader))
        .or_else(|| grouped(reader, groups))
        .or_else(|| short_year(reader))
        .or_else(|| month_and_day(reader, groups))
}

fn certain(day: Option<NaiveDate>) -> Mention {
    day.map_or(Mention::NoSuchDay, Mention::Day)
}

fn era_name(reader: Reader<'_>) -> Option<(&'static Era, Reader<'_>)> {
    ERAS.iter().find_map(|era| {
        let behind = era.names.iter().find_map(|name| reader.eat(name))?.spaces();
        Some((era, behind.eat(".").map_or(behind, Reader::spaces)))
    })
}

fn year_of_era(reader: Reader<'_>) -> Option<(u32, Reader<'_>)> {
    reader.eat("元").map(|after| (1, after)).or_else(|| reader.number(1, 2))
}

/// 令和5年7月19日, R5.7.19, R050719, 令和元年5月1日.
fn era_date(reader: Reader<'_>) -> Option<(Mention, usize)> {
    let (era, behind) = era_name(reader)?;
    if let Some((digits, after)) = behind.number(6, 6) {
        let (year, rest) = (digits / 10_000, digits % 10_000);
        return Some((certain(era.day(year, rest / 100, rest % 100)), after.at));
    }
    let (year, after) = year_of_era(behind)?;
    let found = behind_year(after)?;
    Some((agreed(era.day(year, found.month, found.day), &found), found.after.at))
}

/// 2023年7月19日, 2023/7/19, 2023-07-19, 2023(令和5)年7月19日.
fn full_date(reader: Reader<'_>) -> Option<(Mention, usize)> {
    let (year, after) = reader.number(4, 4)?;
    let found = behind_year(after)?;
    Some((agreed(day_of(year, found.month, found.day), &found), found.after.at))
}

/// The day, unless its year is written twice and differently: then either.
fn agreed(day: Option<NaiveDate>, found: &BehindYear<'_>) -> Mention {
    let other = found.again.and_then(|year| NaiveDate::from_ymd_opt(year, found.month, found.day));
    match (day, other) {
        (Some(day), Some(other)) if day != other => {
            Mention::OneOf(vec![day.min(other), day.max(other)])
        }
        _ => certain(day),
    }
}

fn day_of(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

fn year_again(reader: Reader<'_>) -> (Option<i32>, Reader<'_>) {
    reader.year_in_bracket().map_or((None, reader), |(year, after)| (Some(year), after))
}

/// Separator, month, separator, day behind a year.
fn behind_year(after: Reader<'_>) -> Option<BehindYear<'_>> {
    let (before_sign, after) = year_again(after);
    let (sign, after) = separator(after.spaces(), '年')?;
    let (behind_sign, after) = year_again(after.spaces());
    let (month, after) = after.spaces().number(1, 2)?;
    let (day, after) = day_behind(sign, after)?;
    Some(BehindYear { again: before_sign.or(behind_sign), month, day, after })
}

/// Separator and day behind a month; the separator is the one before the month, or 月.
fn day_behind(first: char, after: Reader<'_>) -> Option<(u32, Reader<'_>)> {
    let (second, after) = separator(after.spaces(), '月')?;
    if second != first && second != '月' {
        return None;
    }
    let (day, after) = after.spaces().number(1, 2)?;
    Some((day, after.eat("日").unwrap_or(after)))
}

/// One of the signs between the parts of a date, or the given word.
fn separator(reader: Reader<'_>, word: char) -> Option<(char, Reader<'_>)> {
    let sign = reader.peek()?;
    let after = reader.skip(1);
    let is_year_of_something = sign == '年' && after.peek() == Some('度');
    let known = sign == word || matches!(sign, '.' | '/' | '-' | '・' | ',' | '、' | '_');
    (known && !is_year_of_something).then_some((sign, after))
}

/// 20230719, and in names 230719.
fn grouped(reader: Reader<'_>, groups: Groups) -> Option<(Mention, usize)> {
    if let Some((digits, after)) = reader.number(8, 8) {
        let (year, rest) = (digits / 10_000, digits % 10_000);
        let day = day_of(year, rest / 100, rest % 100);
        // Other numbers have eight digits too; a date begins with a year of our times.
        return (1900..=2100).contains(&year).then(|| (certain(day), after.at));
    }
    if groups == Groups::InCells {
        return None;
    }
    let (digits, after) = reader.number(6, 6)?;
    let (year, rest) = (digits / 10_000, digits % 10_000);
    let mention = bare_year(year, rest / 100, rest % 100);
    (mention != Mention::NoSuchDay).then_some((mention, after.at))
}

/// '23.7.19, and a bare 5.7.19, 05-07-19, 23年7月19日, 7/19/2023.
fn short_year(reader: Reader<'_>) -> Option<(Mention, usize)> {
    let apostrophe = ["'", "\u{2019}", "\u{2018}", "\u{2032}", "`", "\u{b4}"]
        .iter()
        .find_map(|sign| reader.eat(sign));
    let start = apostrophe.unwrap_or(reader);
    let (first, after) = start.number(if apostrophe.is_some() { 2 } else { 1 }, 2)?;
    let (separator, after) = separator(after.spaces(), '年')?;
    // 2_01_03 and 1、2、3 count something.
    if matches!(separator, '_' | ',' | '、') {
        return None;
    }
    let (second, after) = after.spaces().number(1, 2)?;
    if let Some(found) = american(first, second, separator, after) {
        return Some(found);
    }
    let (day, after) = day_behind(separator, after)?;
    let mention = if apostrophe.is_some() {
        certain(day_of(2000 + first, second, day))
    } else {
        bare_year(first, second, day)
    };
    Some((mention, after.at))
}

/// 7/19/2023, or 19/7/2023: certain when only one of them is a day.
fn american(first: u32, second: u32, sign: char, after: Reader<'_>) -> Option<(Mention, usize)> {
    let after = after.spaces();
    if after.peek() != Some(sign) || sign == '年' {
        return None;
    }
    let (year, after) = after.skip(1).spaces().number(4, 4)?;
    let mut days: Vec<NaiveDate> =
        [day_of(year, first, second), day_of(year, second, first)].into_iter().flatten().collect();
    days.sort_unstable();
    days.dedup();
    Some((one_or_several(days), after.at))
}

/// Every day that a year of one or two digits may mean: 令和, 平成, 昭和, 20xx.
fn bare_year(year: u32, month: u32, day: u32) -> Mention {
    let mut days: Vec<NaiveDate> =
        ERAS.iter().take(3).filter_map(|era| era.day(year, month, day)).collect();
    days.extend(day_of(2000 + year, month, day));
    days.sort_unstable();
    days.dedup();
    if days.is_empty() { Mention::NoSuchDay } else { Mention::OneOf(days) }
}

fn one_or_several(days: Vec<NaiveDate>) -> Mention {
    match days.as_slice() {
        [] => Mention::NoSuchDay,
        [day] => Mention::Day(*day),
        _ => Mention::OneOf(days),
    }
}

/// 7月19日, 7/19; in names also 0719 and 7.19.
fn month_and_day(reader: Reader<'_>, groups: Groups) -> Option<(Mention, usize)> {
    let (month, day, after) = match reader.number(4, 4) {
        Some((digits, after)) if groups == Groups::InNames => (digits / 100, digits % 100, after),
        _ => {
            let (month, after) = reader.number(1, 2)?;
            let (sign, after) = separator(after.spaces(), '月')?;
            // A bare 3-1 or 2.5 is a number of another kind more often than a day.
            let is_date = matches!(sign, '月' | '/') || (groups == Groups::InNames && sign == '.');
            let (day, after) = is_date.then(|| after.spaces().number(1, 2)).flatten()?;
            (month, day, after.eat("日").unwrap_or(after))
        }
    };
    // Every month and day exist in a leap year.
    day_of(2000, month, day).map(|_| (Mention::WithoutYear(month, day), after.at))
}
