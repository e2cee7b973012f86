//! Dates, times and lengths of time as shown.

use chrono::Datelike;

use super::decimal::whole;
use super::era::era_of;
use super::kanji;
use super::section::{Header, Language, Numerals};
use super::serial::{DateSystem, Day, day_of};
use super::token::{DatePart, Token};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] =
    ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const JAPANESE_WEEKDAYS: [&str; 7] = ["日", "月", "火", "水", "木", "金", "土"];
const QUARTERS: [&str; 4] = ["1st quarter", "2nd quarter", "3rd quarter", "4th quarter"];

/// Most digits of a second that are told apart.
const MOST_SECOND_DIGITS: usize = 6;

/// A number as a date, a time or a length of time.
///
/// Excel does not show negative ones in the 1900 system and shows them with a minus sign in the
/// 1904 system.
pub(super) fn show(header: &Header, tokens: &[Token], value: f64, system: DateSystem) -> String {
    let sign = match (value < 0.0, system) {
        (true, DateSystem::Excel1900) => return super::UNSHOWABLE.to_owned(),
        (true, DateSystem::Excel1904) => "-",
        (false, _) => "",
    };
    let Some(moment) = Moment::of(tokens, value.abs(), system) else {
        return super::UNSHOWABLE.to_owned();
    };
    let clock = Clock { header, moment, half_days: has_half_day(tokens) };
    let mut shown = sign.to_owned();
    for (index, token) in tokens.iter().enumerate() {
        match token {
            Token::Date(part) => shown.push_str(&clock.part(part, tokens.get(index + 1))),
            Token::Literal(text) => shown.push_str(text),
            Token::Comma => shown.push(','),
            Token::Point => shown.push('.'),
            Token::Percent => shown.push('%'),
            Token::Fraction(_) => shown.push('/'),
            Token::Digit(_) | Token::Exponent(..) | Token::General | Token::Text => {}
        }
    }
    shown
}

fn has_half_day(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| matches!(token, Token::Date(DatePart::HalfDay(..))))
}

/// A moment, rounded to what the format shows of a second.
struct Moment {
    day: Day,
    /// Whole seconds since the start of the date system.
    total_seconds: i64,
    /// Of the present day.
    seconds: i64,
    /// Digits of the second: `fraction / 10^fraction_digits`.
    fraction: i64,
    fraction_digits: usize,
}

impl Moment {
    fn of(tokens: &[Token], value: f64, system: DateSystem) -> Option<Self> {
        let fraction_digits = tokens
            .iter()
            .map(|token| match token {
                Token::Date(DatePart::SecondFraction(count)) => *count,
                _ => 0,
            })
            .max()
            .unwrap_or(0)
            .min(MOST_SECOND_DIGITS);
        let per_second = 10_i64.pow(u32::try_from(fraction_digits).unwrap_or(0));
        if value >= f64::from(i32::MAX) {
            return None;
        }
        let ticks =
            whole((value * 86_400.0 * 10_f64.powi(i32::try_from(fraction_digits).ok()?)).round());
        let total_seconds = ticks / per_second;
        Some(Self {
            day: day_of(total_seconds / 86_400, system)?,
            total_seconds,
            seconds: total_seconds % 86_400,
            fraction: ticks % per_second,
            fraction_digits,
        })
    }
}

struct Clock<'a> {
    header: &'a Header,
    moment: Moment,
    half_days: bool,
}

impl Clock<'_> {
    fn part(&self, part: &DatePart, next: Option<&Token>) -> String {
        let Moment { day, total_seconds, seconds, .. } = &self.moment;
        match part {
            DatePart::Year(count) if *count <= 2 => self.number(i64::from(day.year % 100), 2),
            DatePart::Year(_) => self.year(day.year),
            DatePart::EraYear(count) => self.era_year(*count, next),
            DatePart::EraName(count) if self.header.language != Language::Other => {
                era_of(day.date, *count).0.to_owned()
            }
            DatePart::EraName(_) => String::new(),
            DatePart::Month(count) => self.month(*count),
            DatePart::Day(count @ (1 | 2)) => self.number(i64::from(day.of_month), *count),
            DatePart::Day(count) => self.weekday(*count),
            DatePart::JapaneseWeekday(count) => japanese_weekday(day.weekday, *count > 3),
            DatePart::Hour(count) => self.number(self.hour(), *count),
            DatePart::Minute(count) => self.number(seconds / 60 % 60, *count),
            DatePart::Second(count) => self.number(seconds % 60, *count),
            DatePart::SecondFraction(count) => self.second_fraction(*count),
            DatePart::HalfDay(morning, afternoon) => self.half_day(morning, afternoon),
            DatePart::ElapsedHours(count) => self.number(total_seconds / 3600, *count),
            DatePart::ElapsedMinutes(count) => self.number(total_seconds / 60, *count),
            DatePart::ElapsedSeconds(count) => self.number(*total_seconds, *count),
            DatePart::Quarter(count) => self.quarter(*count),
            DatePart::Week => day.date.iso_week().week().to_string(),
        }
    }

    /// A number padded with zeros, in the digits of the section.
    fn number(&self, value: i64, width: usize) -> String {
        let width = width.min(2);
        let plain = format!("{value:0width$}");
        match self.header.numerals() {
            Some(Numerals::FullWidth) => kanji::each_digit(&plain, Numerals::FullWidth),
            Some(numerals) => kanji::spelled(&value.to_string(), numerals),
            None => plain,
        }
    }

    /// A year is read digit by digit: 二〇二三.
    fn year(&self, year: i32) -> String {
        let plain = format!("{year:04}");
        self.header.numerals().map_or(plain.clone(), |numerals| kanji::each_digit(&plain, numerals))
    }

    fn era_year(&self, count: usize, next: Option<&Token>) -> String {
        let day = &self.moment.day;
        if self.header.language == Language::Other {
            return self.year(day.year);
        }
        let year = era_of(day.date, 1).1;
        let counts_years = matches!(next, Some(Token::Literal(text)) if text.starts_with('年'));
        if year == 1 && self.header.first_year_named && counts_years {
            return "元".to_owned();
        }
        self.number(i64::from(year), count)
    }

    fn month(&self, count: usize) -> String {
        let month = self.moment.day.month;
        if count <= 2 {
            return self.number(i64::from(month), count);
        }
        // Windows's own Japanese names: short 10, long 10月, narrow the first character.
        if self.header.language == Language::Japanese {
            let long = format!("{month}月");
            return match count {
                3 => month.to_string(),
                4 => long,
                _ => long.chars().take(1).collect(),
            };
        }
        let index = usize::try_from(month).unwrap_or(1).saturating_sub(1);
        let name = MONTHS.get(index).copied().unwrap_or_default();
        match count {
            4 => name.to_owned(),
            3 => name.chars().take(3).collect(),
            _ => name.chars().take(1).collect(),
        }
    }

    fn weekday(&self, count: usize) -> String {
        let weekday = self.moment.day.weekday;
        if self.header.language == Language::Japanese {
            return japanese_weekday(weekday, count > 3);
        }
        let name = WEEKDAYS.get(weekday).copied().unwrap_or_default();
        if count > 3 { name.to_owned() } else { name.chars().take(3).collect() }
    }

    fn hour(&self) -> i64 {
        let hour = self.moment.seconds / 3600;
        match (self.half_days, hour % 12) {
            (true, 0) => 12,
            (true, hour) => hour,
            (false, _) => hour,
        }
    }

    fn half_day(&self, morning: &str, afternoon: &str) -> String {
        let is_morning = self.moment.seconds < 43_200;
        let (morning, afternoon) = match self.header.language {
            Language::Japanese => ("午前", "午後"),
            _ => (morning, afternoon),
        };
        if is_morning { morning } else { afternoon }.to_owned()
    }

    fn second_fraction(&self, count: usize) -> String {
        let width = self.moment.fraction_digits;
        let digits = format!("{:0width$}", self.moment.fraction);
        let shown: String = digits.chars().chain(std::iter::repeat('0')).take(count).collect();
        format!(".{shown}")
    }

    fn quarter(&self, count: usize) -> String {
        let quarter = usize::try_from(self.moment.day.month.saturating_sub(1) / 3).unwrap_or(0);
        match QUARTERS.get(quarter) {
            Some(long) if count > 1 => (*long).to_owned(),
            _ => format!("Q{}", quarter + 1),
        }
    }
}

fn japanese_weekday(weekday: usize, long: bool) -> String {
    let name = JAPANESE_WEEKDAYS.get(weekday).copied().unwrap_or_default();
    if long { format!("{name}曜日") } else { name.to_owned() }
}
