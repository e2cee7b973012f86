//! Eras (元号): a name and a year within the era → the Gregorian year, days checked at the borders.
//!
//! Source: the Cabinet orders that fixed the days; a new era's first day and the last day of the
//! one before may be the same day (1912-07-30, 1926-12-25). Before 1873 the calendar was another.

use chrono::NaiveDate;

/// One era.
#[derive(Debug)]
pub(super) struct Era {
    /// Ways of writing its name, upper case, after NFKC; the longest first.
    pub(super) names: &'static [&'static str],
    /// The Gregorian year of its year 1.
    first_year: i32,
    /// Its first day.
    first_day: (i32, u32, u32),
    /// Its last day; `None` for the present one.
    last_day: Option<(i32, u32, u32)>,
}

/// All eras since the Gregorian calendar, the likeliest first.
pub(super) const ERAS: [Era; 5] = [
    Era {
        names: &["令和", "令", "R"], first_year: 2019, first_day: (2019, 5, 1), last_day: None
    },
    Era {
        names: &["平成", "平", "H"],
        first_year: 1989,
        first_day: (1989, 1, 8),
        last_day: Some((2019, 4, 30)),
    },
    Era {
        names: &["昭和", "昭", "S"],
        first_year: 1926,
        first_day: (1926, 12, 25),
        last_day: Some((1989, 1, 7)),
    },
    Era {
        names: &["大正", "大", "T"],
        first_year: 1912,
        first_day: (1912, 7, 30),
        last_day: Some((1926, 12, 25)),
    },
    Era {
        names: &["明治", "明", "M"],
        first_year: 1868,
        first_day: (1873, 1, 1),
        last_day: Some((1912, 7, 30)),
    },
];

impl Era {
    /// The Gregorian year of a year of the era.
    pub(super) fn year(&self, year_of_era: u32) -> Option<i32> {
        let year = i32::try_from(year_of_era).ok()?.checked_sub(1)?;
        if year < 0 { None } else { self.first_year.checked_add(year) }
    }

    /// The day, when the era has it.
    pub(super) fn day(&self, year_of_era: u32, month: u32, day: u32) -> Option<NaiveDate> {
        let day = NaiveDate::from_ymd_opt(self.year(year_of_era)?, month, day)?;
        let (year, month, first) = self.first_day;
        let begun = NaiveDate::from_ymd_opt(year, month, first).is_some_and(|first| first <= day);
        let ended = self.last_day.is_some_and(|(year, month, last)| {
            NaiveDate::from_ymd_opt(year, month, last).is_some_and(|last| last < day)
        });
        (begun && !ended).then_some(day)
    }
}
