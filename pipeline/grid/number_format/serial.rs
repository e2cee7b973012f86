//! Serial numbers (シリアル値) ↔ days of the calendar, in both date systems.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta};

use super::decimal::whole;

/// Where a workbook's serial numbers start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DateSystem {
    /// 1 is 1900-01-01, and 60 the day 1900-02-29 that never was (Excel on Windows).
    #[default]
    Excel1900,
    /// 0 is 1904-01-01 (older Excel on Macintosh).
    Excel1904,
}

/// 1904-01-01 counted from the start of the 1900 system.
const DAYS_1900_TO_1904: i64 = 1462;

/// The day that Excel inherited from Lotus 1-2-3: 1900 is taken for a leap year.
const PHANTOM_LEAP_DAY: i64 = 60;

/// 9999-12-31, the last day Excel knows.
const LAST_DAY: i64 = 2_958_465;

const MILLISECONDS_PER_DAY: f64 = 86_400_000.0;

/// A day as Excel shows it, which need not be one of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) year: i32,
    pub(super) month: u32,
    pub(super) of_month: u32,
    /// 0 is Sunday.
    pub(super) weekday: usize,
    /// The calendar's day; the phantom days stand on the nearest real one.
    pub(super) date: NaiveDate,
}

/// The day of a serial number in the 1900 system; `None` before 0 and after 9999-12-31.
///
/// Weekdays before March 1900 are Excel's, one off the calendar's.
pub(super) fn day_of(days: i64, system: DateSystem) -> Option<Day> {
    let days = if system == DateSystem::Excel1904 { days + DAYS_1900_TO_1904 } else { days };
    if !(0..=LAST_DAY).contains(&days) {
        return None;
    }
    let weekday = usize::try_from((days + 6) % 7).unwrap_or(0);
    let date = calendar_day(days)?;
    let day = Day { year: date.year(), month: date.month(), of_month: date.day(), weekday, date };
    Some(match days {
        0 => Day { year: 1900, month: 1, of_month: 0, ..day },
        PHANTOM_LEAP_DAY => Day { year: 1900, month: 2, of_month: 29, ..day },
        _ => day,
    })
}

fn calendar_day(days: i64) -> Option<NaiveDate> {
    let epoch = NaiveDate::from_ymd_opt(1899, 12, if days < PHANTOM_LEAP_DAY { 31 } else { 30 })?;
    epoch.checked_add_days(Days::new(u64::try_from(days).ok()?))
}

/// The moment a serial number stands for, to the millisecond.
///
/// A time alone (below 1) falls on 1899-12-31. `None` for negative numbers, beyond the year 9999,
/// and for the day 60 of the 1900 system, which never was.
#[must_use]
pub fn datetime_of(serial: f64, system: DateSystem) -> Option<NaiveDateTime> {
    if !(serial >= 0.0 && serial < f64::from(i32::MAX)) {
        return None;
    }
    let milliseconds = whole((serial * MILLISECONDS_PER_DAY).round());
    let days = milliseconds.div_euclid(86_400_000);
    if system == DateSystem::Excel1900 && days == PHANTOM_LEAP_DAY {
        return None;
    }
    let midnight = day_of(days, system)?.date.and_hms_opt(0, 0, 0)?;
    midnight.checked_add_signed(TimeDelta::milliseconds(milliseconds.rem_euclid(86_400_000)))
}

/// The serial number of a moment, the inverse of [`datetime_of`]; negative before the start.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "milliseconds of 10,000 years are below 2^52")]
pub fn serial_of(moment: NaiveDateTime, system: DateSystem) -> f64 {
    let days_1900 = i64::from(moment.date().num_days_from_ce() - 693_594);
    let days = match system {
        DateSystem::Excel1900 if days_1900 <= PHANTOM_LEAP_DAY => days_1900 - 1,
        DateSystem::Excel1900 => days_1900,
        DateSystem::Excel1904 => days_1900 - DAYS_1900_TO_1904,
    };
    let midnight = moment.date().and_time(chrono::NaiveTime::MIN);
    let milliseconds = (moment - midnight).num_milliseconds();
    days as f64 + milliseconds as f64 / MILLISECONDS_PER_DAY
}
