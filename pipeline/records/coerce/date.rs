//! Dates: a cell's text and value → one day, in every way an office writes it.
//!
//! 令和５年７月１９日（水）, R5.7.19, 2023/7/19, H31-04-01, a serial number: certain by themselves.
//! 5.7.19, 23/7/19, 7月19日: certain only where the context leaves one day.
//! This module must not take a day that the context does not decide.

/// The eras (元号) with their first and last days.
mod era;

/// Years and fiscal years (年度) a text mentions.
mod named_year;

/// Every date a text mentions.
mod scan;

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate};

pub use named_year::{fiscal_years, whole_year};

use super::{digits_for_kanji, plain, whole, whole_text};
use crate::grid::CellValue;

/// What is known of when a sheet's meeting took place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DateContext {
    /// Spans of days, like the fiscal year (年度) of the folder; both ends included.
    pub spans: BTreeSet<(NaiveDate, NaiveDate)>,
    /// Days that other sources name.
    pub days: BTreeSet<NaiveDate>,
}

impl DateContext {
    /// The days among some that fit what is known: spans first, other sources where they leave
    /// none or several.
    fn narrow(&self, days: &[NaiveDate]) -> Vec<NaiveDate> {
        let kept = |fits: &dyn Fn(NaiveDate) -> bool| -> Vec<NaiveDate> {
            days.iter().copied().filter(|day| fits(*day)).collect()
        };
        let in_spans =
            |day: NaiveDate| self.spans.iter().any(|(first, last)| (*first..=*last).contains(&day));
        let spanned = kept(&in_spans);
        match spanned.len() {
            0 => kept(&|day| self.days.contains(&day)),
            1 => spanned,
            _ => {
                let named = kept(&|day| in_spans(day) && self.days.contains(&day));
                if named.len() == 1 { named } else { spanned }
            }
        }
    }

    /// Adds a fiscal year (年度) that begins in a month (1–12).
    pub fn add_fiscal_year(&mut self, year: i32, first_month: u32) {
        let first = NaiveDate::from_ymd_opt(year, first_month, 1);
        let next = NaiveDate::from_ymd_opt(year.saturating_add(1), first_month, 1);
        if let (Some(first), Some(last)) = (first, next.and_then(|next| next.pred_opt())) {
            self.spans.insert((first, last));
        }
    }

    /// Adds a year that may be a calendar year or a fiscal year, like a folder named 2023.
    pub fn add_year(&mut self, year: i32, first_month: u32) {
        let first = NaiveDate::from_ymd_opt(year, 1, 1);
        let next = NaiveDate::from_ymd_opt(year.saturating_add(1), first_month, 1);
        if let (Some(first), Some(last)) = (first, next.and_then(|next| next.pred_opt())) {
            self.spans.insert((first, last));
        }
    }
}

/// Why a cell holds no date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateProblem {
    /// Nothing in it looks like a date.
    NotADate,
    /// It looks like a date, but the calendar has no such day, like 2月30日 or 平成元年1月7日.
    NoSuchDay,
    /// The year is not certain; the days it may be, sorted, at most a few.
    Undecided(Vec<NaiveDate>),
    /// It names several days.
    Several(Vec<NaiveDate>),
}

/// One date that a text mentions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mention {
    /// A day that is certain by itself.
    Day(NaiveDate),
    /// Days between which the context must decide: the year is bare.
    OneOf(Vec<NaiveDate>),
    /// A month and a day without a year.
    WithoutYear(u32, u32),
    /// It looks like a date, but the calendar has no such day.
    NoSuchDay,
}

/// The day that a cell names (開催日 and other dates); `None` when nothing is said.
///
/// Times, weekdays and words behind the date are no part of it.
/// # Errors
/// [`DateProblem`]: no date, an impossible one, or one that the context does not decide.
pub fn date(
    text: &str,
    value: &CellValue,
    context: &DateContext,
) -> Result<Option<NaiveDate>, DateProblem> {
    match value {
        CellValue::DateTime(moment) => Ok(Some(moment.date())),
        CellValue::Number(number) => from_number(*number, context).map(Some),
        CellValue::Duration(_) | CellValue::Boolean(_) | CellValue::Error(_) => {
            Err(DateProblem::NotADate)
        }
        CellValue::Empty | CellValue::Text(_) => {
            let text = digits_for_kanji(&plain(text));
            if super::is_nothing(&text) {
                return Ok(None);
            }
            match whole_text(&text) {
                Some(number) => from_number(f64::from(number), context).map(Some),
                None => from_text(&text, context).map(Some),
            }
        }
    }
}

/// Every date that a name (of a folder, file or sheet) mentions, in its order.
///
/// Groups of eight, six and four digits count as dates here: 20220721, 220721, 0721.
#[must_use]
pub fn dates_in_name(name: &str) -> Vec<Mention> {
    scan::mentions(&plain(name), scan::Groups::InNames)
}

/// The days that a mention can mean under a context; one when it is certain.
#[must_use]
pub fn possible_days(mention: &Mention, context: &DateContext) -> Vec<NaiveDate> {
    match mention {
        Mention::Day(day) => vec![*day],
        Mention::NoSuchDay => Vec::new(),
        Mention::OneOf(days) => {
            let admitted = context.narrow(days);
            if admitted.is_empty() { days.clone() } else { admitted }
        }
        Mention::WithoutYear(month, day) => days_without_year(*month, *day, context),
    }
}

fn from_text(text: &str, context: &DateContext) -> Result<NaiveDate, DateProblem> {
    let mentions = scan::mentions(text, scan::Groups::InCells);
    let certain: BTreeSet<NaiveDate> = mentions.iter().filter_map(certain_day).collect();
    let mut certain_days = certain.iter();
    match (certain_days.next(), certain_days.next()) {
        (Some(day), None) if !mentions.contains(&Mention::NoSuchDay) => return Ok(*day),
        (Some(_), Some(_)) => return Err(DateProblem::Several(certain.into_iter().collect())),
        _ => {}
    }
    match mentions.first() {
        None => Err(DateProblem::NotADate),
        Some(first) => decide(first, context),
    }
}

const fn certain_day(mention: &Mention) -> Option<NaiveDate> {
    match mention {
        Mention::Day(day) => Some(*day),
        _ => None,
    }
}

fn decide(mention: &Mention, context: &DateContext) -> Result<NaiveDate, DateProblem> {
    let candidates = match mention {
        Mention::Day(day) => return Ok(*day),
        Mention::NoSuchDay => return Err(DateProblem::NoSuchDay),
        Mention::OneOf(days) => days.clone(),
        Mention::WithoutYear(month, day) => days_without_year(*month, *day, context),
    };
    let admitted = context.narrow(&candidates);
    match admitted.as_slice() {
        [day] => Ok(*day),
        [] => Err(DateProblem::Undecided(candidates)),
        _ => Err(DateProblem::Undecided(admitted)),
    }
}

fn days_without_year(month: u32, day: u32, context: &DateContext) -> Vec<NaiveDate> {
    let years = context
        .spans
        .iter()
        .flat_map(|(first, last)| [first.year(), last.year()])
        .chain(context.days.iter().map(Datelike::year));
    let days: BTreeSet<NaiveDate> =
        years.filter_map(|year| NaiveDate::from_ymd_opt(year, month, day)).collect();
    context.narrow(&days.into_iter().collect::<Vec<NaiveDate>>())
}

/// The first and last serial numbers taken for days: 1989-01-08 to 2050-12-31.
const SERIALS: std::ops::RangeInclusive<u32> = 32_516..=55_153;

/// A number without a date format: 20230719, a serial like 45126, or 50719.
fn from_number(number: f64, context: &DateContext) -> Result<NaiveDate, DateProblem> {
    let Some(whole_number) = whole(number) else {
        // A serial with a time of day behind the point.
        let day = whole(number.trunc()).and_then(day_of_serial);
        return day.ok_or(DateProblem::NotADate);
    };
    let written = match whole_number {
        // 50719 for R5.07.19: one digit of the year, two each of month and day.
        10_101..=99_999 => scan::bare_digits(&format!("0{whole_number}")),
        _ => scan::mentions(&whole_number.to_string(), scan::Groups::InNames).into_iter().next(),
    };
    match (written, day_of_serial(whole_number)) {
        (None | Some(Mention::NoSuchDay), Some(day)) => Ok(day),
        (Some(Mention::OneOf(mut days)), Some(day)) => {
            days.push(day);
            days.sort_unstable();
            decide(&Mention::OneOf(days), context)
        }
        (Some(mention), _) => decide(&mention, context),
        (None, None) => Err(DateProblem::NotADate),
    }
}

/// The day of a serial number in the 1900 date system; `None` outside the days meetings have.
fn day_of_serial(serial: u32) -> Option<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    SERIALS
        .contains(&serial)
        .then(|| first.checked_add_days(Days::new(u64::from(serial))))
        .flatten()
}
