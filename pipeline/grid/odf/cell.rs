//! A cell's attributes → its typed value.

use std::borrow::Cow;
use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use crate::grid::model::CellValue;
use crate::grid::number_format::{DateSystem, NumberFormat, serial_of};
use crate::grid::xml::{Element, unescape};

const SECONDS_PER_DAY: f64 = 86_400.0;

/// What a cell's start tag says, read in one go: there are more cells than anything else.
#[derive(Debug)]
pub(super) struct Attributes<'e> {
    /// The cell's own style.
    pub(super) style: Option<Cow<'e, str>>,
    /// How often the cell stands there.
    pub(super) repeats: u32,
    /// Columns and rows it is merged over, itself included.
    pub(super) span: (u32, u32),
    kind: Option<&'e str>,
    /// Whether `LibreOffice` says that it is an error.
    is_error: bool,
    /// The value, under the name that goes with its kind.
    value: Option<(&'e str, &'e str)>,
}

impl<'e> Attributes<'e> {
    /// The attributes of a `table:table-cell`.
    pub(super) fn of(element: &'e Element<'_>) -> Self {
        let (style, kind, value) = (None, None, None);
        let mut read = Self { style, repeats: 1, span: (1, 1), kind, is_error: false, value };
        for (key, value) in element.attributes() {
            let (prefix, name) = key.split_once(':').unwrap_or(("", key));
            match name {
                "style-name" => read.style = Some(unescape(value)),
                "number-columns-repeated" => read.repeats = count(value),
                "number-columns-spanned" => read.span.0 = count(value),
                "number-rows-spanned" => read.span.1 = count(value),
                "value-type" if prefix == "calcext" => read.is_error = value == "error",
                "value-type" => read.kind = Some(value),
                "value" | "date-value" | "time-value" | "boolean-value" | "string-value" => {
                    read.value = Some((name, value));
                }
                _ => {}
            }
        }
        read
    }

    /// Whether the value is a time of day or a length of time.
    pub(super) fn is_time(&self) -> bool {
        self.kind == Some("time")
    }

    /// The value stored under a name.
    fn stored(&self, name: &str) -> Option<&'e str> {
        self.value.filter(|(stored, _)| *stored == name).map(|(_, value)| value)
    }

    /// The value of a cell whose text is `shown`.
    ///
    /// `elapsed` tells whether a time is a length of time. A value that does not fit its type is
    /// left as the text a person sees.
    /// Source: ODF 1.3 part 3, 19.389 (`office:value-type`).
    pub(super) fn value(&self, shown: &Arc<str>, elapsed: bool) -> CellValue {
        let text =
            || if shown.is_empty() { CellValue::Empty } else { CellValue::Text(Arc::clone(shown)) };
        if self.is_error {
            return CellValue::Error(Arc::clone(shown));
        }
        let typed = match self.kind {
            Some("float" | "percentage" | "currency") => {
                let number = self.stored("value").and_then(|value| value.trim().parse().ok());
                number
                    .filter(|number: &f64| number.is_finite())
                    .map(|number| truth(number, shown).unwrap_or(CellValue::Number(number)))
            }
            Some("date") => self.stored("date-value").and_then(date).map(CellValue::DateTime),
            Some("time") => {
                self.stored("time-value").and_then(days).map(|days| time(days, elapsed))
            }
            Some("boolean") => match self.stored("boolean-value").map(str::trim) {
                Some("true" | "1") => Some(CellValue::Boolean(true)),
                Some("false" | "0") => Some(CellValue::Boolean(false)),
                _ => None,
            },
            Some("string") => {
                let stored = self.stored("string-value").filter(|stored| !stored.is_empty());
                stored.map(|stored| CellValue::Text(Arc::from(&*unescape(stored))))
            }
            _ => None,
        };
        typed.unwrap_or_else(text)
    }
}

/// How often something stands there, or how far it reaches: at least once.
fn count(text: &str) -> u32 {
    let count = text.trim().parse::<u64>().unwrap_or(1).max(1);
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// How a value is shown whose file stores no text beside it.
pub(super) fn shown(value: &CellValue) -> String {
    let number = |code: &str, serial| NumberFormat::parse(code).show(serial, DateSystem::Excel1900);
    match value {
        CellValue::Empty => String::new(),
        CellValue::Text(text) | CellValue::Error(text) => text.to_string(),
        CellValue::Number(value) => number("General", *value),
        CellValue::Duration(days) => number("[h]:mm:ss", *days),
        CellValue::Boolean(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        CellValue::DateTime(moment) => {
            let serial = serial_of(*moment, DateSystem::Excel1900);
            let code = match (serial < 1.0, moment.time() == NaiveTime::MIN) {
                (true, _) => "h:mm:ss",
                (false, true) => "yyyy/m/d",
                (false, false) => "yyyy/m/d h:mm",
            };
            number(code, serial)
        }
    }
}

/// `LibreOffice` stores truth values that came from Excel as numbers.
fn truth(number: f64, shown: &str) -> Option<CellValue> {
    match shown {
        "TRUE" if number > 0.0 => Some(CellValue::Boolean(true)),
        "FALSE" if number.abs() < f64::EPSILON => Some(CellValue::Boolean(false)),
        _ => None,
    }
}

/// A date like `2023-07-19`, with or without a time after `T`.
fn date(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim();
    match text.split_once('T') {
        Some((day, time)) => {
            Some(day.parse::<NaiveDate>().ok()?.and_time(time.parse::<NaiveTime>().ok()?))
        }
        None => Some(text.parse::<NaiveDate>().ok()?.and_time(NaiveTime::MIN)),
    }
}

/// Days of a duration like `PT13H01M40.5S` or `-P1DT2H`.
fn days(text: &str) -> Option<f64> {
    let text = text.trim();
    let (sign, text) = text.strip_prefix('-').map_or((1.0, text), |rest| (-1.0, rest));
    let mut seconds = 0.0;
    let mut number = String::new();
    for character in text.strip_prefix('P')?.chars() {
        let unit = match character {
            'T' => continue,
            'D' => SECONDS_PER_DAY,
            'H' => 3600.0,
            'M' => 60.0,
            'S' => 1.0,
            _ => {
                number.push(if character == ',' { '.' } else { character });
                continue;
            }
        };
        seconds += unit * std::mem::take(&mut number).parse::<f64>().ok()?;
    }
    let days = sign * seconds / SECONDS_PER_DAY;
    (number.is_empty() && days.is_finite()).then_some(days)
}

/// A time of day falls on the day before 1900, as it does in Excel.
fn time(days: f64, elapsed: bool) -> CellValue {
    let moment = || {
        #[expect(clippy::cast_possible_truncation, reason = "below one day")]
        let milliseconds = (days * SECONDS_PER_DAY * 1000.0).round() as i64;
        let midnight = NaiveDate::from_ymd_opt(1899, 12, 31)?.and_time(NaiveTime::MIN);
        midnight.checked_add_signed(TimeDelta::try_milliseconds(milliseconds)?)
    };
    match moment().filter(|_| !elapsed && (0.0..1.0).contains(&days)) {
        Some(moment) => CellValue::DateTime(moment),
        None => CellValue::Duration(days),
    }
}
