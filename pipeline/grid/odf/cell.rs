//! A cell's attributes → its typed value.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use crate::grid::model::CellValue;
use crate::grid::number_format::{DateSystem, NumberFormat, serial_of};
use crate::grid::xml::Element;

const SECONDS_PER_DAY: f64 = 86_400.0;

/// The value of a cell whose text is `shown`.
///
/// `elapsed` tells whether a time is a length of time. A value that does not fit its type is left as the text a person sees.
/// Source: ODF 1.3 part 3, 19.389 (`office:value-type`).
pub(super) fn value(
    element: &Element<'_>,
    shown: &Arc<str>,
    elapsed: impl Fn() -> bool,
) -> CellValue {
    let text =
        || if shown.is_empty() { CellValue::Empty } else { CellValue::Text(Arc::clone(shown)) };
    if element.raw("calcext:value-type") == Some("error") {
        return CellValue::Error(Arc::clone(shown));
    }
    let kind = element.raw("office:value-type").or_else(|| element.raw("value-type"));
    let typed = match kind {
        Some("float" | "percentage" | "currency") => {
            number(element).map(|number| truth(number, shown).unwrap_or(CellValue::Number(number)))
        }
        Some("date") => element.raw("date-value").and_then(date).map(CellValue::DateTime),
        Some("time") => element.raw("time-value").and_then(days).map(|days| time(days, elapsed())),
        Some("boolean") => element.flag("boolean-value").map(CellValue::Boolean),
        Some("string") => {
            let stored = element.text("string-value").filter(|stored| !stored.is_empty());
            stored.map(|stored| CellValue::Text(Arc::from(&*stored)))
        }
        _ => None,
    };
    typed.unwrap_or_else(text)
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

fn number(element: &Element<'_>) -> Option<f64> {
    element
        .number::<f64>("office:value")
        .or_else(|| element.number("value"))
        .filter(|number| number.is_finite())
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
