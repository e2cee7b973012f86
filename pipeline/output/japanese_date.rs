//! Dates as forms print them: 令和5年7月19日（水）.
//!
//! Written as text: a number format would show 令和1年 for 元年, and 平成 beyond its end in an
//! Excel from before 2019.

use chrono::{Datelike, NaiveDate, Weekday};

/// First days of the eras, latest first, as (name, year, month, day).
const ERAS: [(&str, i32, u32, u32); 3] =
    [("令和", 2019, 5, 1), ("平成", 1989, 1, 8), ("昭和", 1926, 12, 25)];

/// The date with era and day of the week.
pub(crate) fn japanese_date(date: NaiveDate) -> String {
    let (month, day) = (date.month(), date.day());
    format!("{}{month}月{day}日（{}）", era_year(date), weekday(date.weekday()))
}

/// The fiscal year (年度) with its era, like 令和5年度.
pub(crate) fn japanese_fiscal_year(year: i32, first_month: u32) -> String {
    let begin = NaiveDate::from_ymd_opt(year, first_month, 1);
    begin.map_or_else(|| format!("{year}年度"), |date| format!("{}度", era_year(date)))
}

fn era_year(date: NaiveDate) -> String {
    let this = (date.year(), date.month(), date.day());
    let era = ERAS.iter().find(|(_, year, month, day)| this >= (*year, *month, *day));
    match era {
        Some((name, first, _, _)) if date.year() == *first => format!("{name}元年"),
        Some((name, first, _, _)) => format!("{name}{}年", date.year() - first + 1),
        None => format!("{}年", date.year()),
    }
}

const fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "月",
        Weekday::Tue => "火",
        Weekday::Wed => "水",
        Weekday::Thu => "木",
        Weekday::Fri => "金",
        Weekday::Sat => "土",
        Weekday::Sun => "日",
    }
}

#[cfg(test)]
mod tests {
    use super::{japanese_date, japanese_fiscal_year};
    use chrono::NaiveDate;

    fn date(year: i32, month: u32, day: u32) -> String {
        japanese_date(NaiveDate::from_ymd_opt(year, month, day).unwrap())
    }

    #[test]
    fn eras_change_on_their_day() {
        assert_eq!(date(2023, 7, 19), "令和5年7月19日（水）");
        assert_eq!(date(2019, 5, 1), "令和元年5月1日（水）");
        assert_eq!(date(2019, 4, 30), "平成31年4月30日（火）");
        assert_eq!(date(1989, 1, 8), "平成元年1月8日（日）");
        assert_eq!(date(1989, 1, 7), "昭和64年1月7日（土）");
        assert_eq!(date(1920, 1, 1), "1920年1月1日（木）");
    }

    #[test]
    fn fiscal_years_are_named_by_their_first_day() {
        assert_eq!(japanese_fiscal_year(2023, 4), "令和5年度");
        assert_eq!(japanese_fiscal_year(2019, 4), "平成31年度");
    }
}
