//! Dates: certain by themselves, decided by the context, or refused.

use chrono::{Datelike, NaiveDate};
use proptest::prelude::*;
use torimatome::grid::CellValue;
use torimatome::records::coerce::date::{
    DateContext, DateProblem, Mention, date, dates_in_name, possible_days,
};

use super::{field_text, full_width, typed};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn fiscal_year(year: i32) -> DateContext {
    let mut context = DateContext::default();
    context.add_fiscal_year(year, 4);
    context
}

#[test]
fn full_dates_need_no_context() {
    for text in [
        "令和５年７月１９日（水）",
        "令和5年7月19日（水） 13:30～16:30",
        "令和５年　７月　１９日",
        "令和五年七月十九日",
        "㋿5年7月19日",
        "令和5年(2023年)7月19日",
        "2023年（令和5年）7月19日",
        "2023(R5).7.19",
        "Ｒ５．７．１９",
        "R5.7.19",
        "R 5. 7.19",
        "r5/7/19",
        "R05-07-19",
        "R5・7・19",
        "R050719",
        "令5.7.19",
        "2023年7月19日",
        "2023/7/19",
        "2023-07-19",
        "2023.7.19(水)",
        "2023−07−19",
        "2023_07_19",
        "20230719",
        "7/19/2023",
        "’23.7.19",
        "'23/7/19",
        "開催日：令和5年7月19日",
        "2023/7/19 13:30",
        "R5.7.19・R5.7.19",
    ] {
        let read = date(text, &typed(text), &DateContext::default());
        assert_eq!(read, Ok(Some(day("2023-07-19"))), "{text}");
    }
}

#[test]
fn eras_begin_and_end_on_their_days() {
    for (text, expected) in [
        ("令和元年5月1日", "2019-05-01"),
        ("令和元年５月１日", "2019-05-01"),
        ("R元.5.1", "2019-05-01"),
        ("R1.5.1", "2019-05-01"),
        ("H31-04-01", "2019-04-01"),
        ("H31.4.30", "2019-04-30"),
        ("R03-09-19", "2021-09-19"),
        ("平成元年1月8日", "1989-01-08"),
        ("昭和64年1月7日", "1989-01-07"),
        ("S1.12.25", "1926-12-25"),
        ("大正15年12月25日", "1926-12-25"),
        ("T1.7.30", "1912-07-30"),
        ("明治45年7月30日", "1912-07-30"),
        ("M6.1.1", "1873-01-01"),
    ] {
        assert_eq!(
            date(text, &typed(text), &DateContext::default()),
            Ok(Some(day(expected))),
            "{text}"
        );
    }
    for text in [
        "H31.5.1",
        "R1.4.30",
        "平成元年1月7日",
        "昭和64年1月8日",
        "大正元年7月29日",
        "M5.12.31",
        "R0.5.1",
        "2023/2/29",
        "令和5年2月30日",
        "2023/13/1",
        "R5.7.0",
        "20230732",
    ] {
        assert_eq!(
            date(text, &typed(text), &DateContext::default()),
            Err(DateProblem::NoSuchDay),
            "{text}"
        );
    }
}

#[test]
fn a_bare_year_is_read_only_where_the_context_decides() {
    for text in [
        "5.7.19",
        "05-07-19",
        "5/7/19",
        "５．７．１９",
        "5年7月19日",
        "23.7.19",
        "23/7/19",
        "7月19日",
        "7/19",
        "７月１９日（水）",
    ] {
        let without = date(text, &typed(text), &DateContext::default());
        assert!(matches!(without, Err(DateProblem::Undecided(_))), "{text}: {without:?}");
        let within = date(text, &typed(text), &fiscal_year(2023));
        assert_eq!(within, Ok(Some(day("2023-07-19"))), "{text}");
        let beside = DateContext { days: [day("2023-07-19")].into(), ..DateContext::default() };
        assert_eq!(date(text, &typed(text), &beside), Ok(Some(day("2023-07-19"))), "{text}");
        let elsewhere = date(text, &typed(text), &fiscal_year(2016));
        let decided = matches!(elsewhere, Ok(Some(found)) if found.year() != 2016);
        assert!(!decided, "{text}: {elsewhere:?}");
    }
    // A fiscal year ends in March: 1月13日 of 2023年度 lies in 2024.
    assert_eq!(date("1/13", &typed("1/13"), &fiscal_year(2023)), Ok(Some(day("2024-01-13"))));
    // Two fiscal years leave two days.
    let mut both = fiscal_year(2022);
    both.add_fiscal_year(2023, 4);
    assert_eq!(
        date("7/19", &typed("7/19"), &both),
        Err(DateProblem::Undecided(vec![day("2022-07-19"), day("2023-07-19")]))
    );
    assert_eq!(
        date("7/8/2023", &typed("7/8/2023"), &DateContext::default()),
        Err(DateProblem::Undecided(vec![day("2023-07-08"), day("2023-08-07")]))
    );
    // The year is written twice, and differently.
    let torn =
        date("令和5年(2022年)7月19日", &typed("令和5年(2022年)7月19日"), &DateContext::default());
    assert_eq!(torn, Err(DateProblem::Undecided(vec![day("2022-07-19"), day("2023-07-19")])));
}

#[test]
fn numbers_without_a_date_format_are_days_where_only_one_fits() {
    let read = |number: f64, context: &DateContext| {
        date(&number.to_string(), &CellValue::Number(number), context)
    };
    let none = DateContext::default();
    assert_eq!(read(45126.0, &none), Ok(Some(day("2023-07-19"))));
    assert_eq!(read(45126.5625, &none), Ok(Some(day("2023-07-19"))));
    assert_eq!(read(20_230_719.0, &none), Ok(Some(day("2023-07-19"))));
    assert_eq!(read(230_719.0, &fiscal_year(2023)), Ok(Some(day("2023-07-19"))));
    assert!(matches!(read(230_719.0, &none), Err(DateProblem::Undecided(_))));
    // 50719 is R5.07.19, or the serial of a day in 2038.
    assert!(matches!(read(50719.0, &none), Err(DateProblem::Undecided(_))));
    assert_eq!(read(50719.0, &fiscal_year(2023)), Ok(Some(day("2023-07-19"))));
    assert_eq!(read(20_230_732.0, &none), Err(DateProblem::NoSuchDay));
    for number in [0.0, 4.0, -1.0, 1e300, f64::NAN, 700.0] {
        assert_eq!(read(number, &none), Err(DateProblem::NotADate), "{number}");
    }
    assert_eq!(date("45126", &typed("45126"), &none), Ok(Some(day("2023-07-19"))));
    let moment = day("2023-07-19").and_hms_opt(13, 30, 0).unwrap();
    assert_eq!(
        date("令和5年7月", &CellValue::DateTime(moment), &none),
        Ok(Some(day("2023-07-19")))
    );
}

#[test]
fn what_names_no_day_or_several_is_refused() {
    let none = DateContext::default();
    for text in [
        "未定",
        "令和5年度",
        "2023年度 第3回",
        "令和5年7月",
        "2023/7",
        "3-1",
        "13:30～16:30",
        "A1.5.1",
        "1、2、3",
        "080-1234-5678",
    ] {
        assert_eq!(date(text, &typed(text), &none), Err(DateProblem::NotADate), "{text}");
    }
    assert_eq!(
        date("R5.7.19、R5.8.2", &typed("R5.7.19、R5.8.2"), &none),
        Err(DateProblem::Several(vec![day("2023-07-19"), day("2023-08-02")]))
    );
    assert_eq!(date("－", &typed("－"), &none), Ok(None));
    assert_eq!(date("", &CellValue::Empty, &none), Ok(None));
    assert_eq!(date("#N/A", &CellValue::Error("#N/A".into()), &none), Err(DateProblem::NotADate));
}

#[test]
fn names_mention_dates_in_groups_of_digits_too() {
    let one = |text: &str| vec![Mention::Day(day(text))];
    assert_eq!(dates_in_name("2022-07-16_第3エリア"), one("2022-07-16"));
    assert_eq!(dates_in_name("20220721_第1エリア.xls"), one("2022-07-21"));
    assert_eq!(dates_in_name("R4.7.21 支援会議"), one("2022-07-21"));
    assert_eq!(dates_in_name("R040721"), one("2022-07-21"));
    assert_eq!(dates_in_name("7月19日"), vec![Mention::WithoutYear(7, 19)]);
    assert_eq!(dates_in_name("0719"), vec![Mention::WithoutYear(7, 19)]);
    let grouped = dates_in_name("220908_第4エリア_支援会議.xlsx");
    assert_eq!(grouped.len(), 1);
    assert_eq!(possible_days(&grouped[0], &fiscal_year(2022)), vec![day("2022-09-08")]);
    assert!(possible_days(&grouped[0], &DateContext::default()).contains(&day("2022-09-08")));
    for name in ["様式②_01", "2022年度", "とりまとめ", "2012", "①-1", "様式③-2"] {
        assert_eq!(dates_in_name(name), vec![], "{name}");
    }
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (2019_i32..2060, 1_u32..=12, 1_u32..=28)
        .prop_map(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day).unwrap())
        .prop_filter("令和", |day| *day >= NaiveDate::from_ymd_opt(2019, 5, 1).unwrap())
}

proptest! {
    #[test]
    fn a_day_survives_the_way_it_is_written(wanted in any_day(), way in 0_usize..8, wide: bool) {
        let (year, month, day_of_month) = (wanted.year(), wanted.month(), wanted.day());
        let reiwa = year - 2018;
        let text = match way {
            0 => format!("{year}/{month}/{day_of_month}"),
            1 => format!("{year}-{month:02}-{day_of_month:02}"),
            2 => format!("{year}年{month}月{day_of_month}日"),
            3 => format!("令和{reiwa}年{month}月{day_of_month}日（水）"),
            4 => format!("R{reiwa}.{month}.{day_of_month}"),
            5 => format!("R{reiwa:02}-{month:02}-{day_of_month:02} 13:30～16:30"),
            6 => format!("{year}{month:02}{day_of_month:02}"),
            _ => format!("’{:02}.{month}.{day_of_month}", year % 100),
        };
        let text = if wide { full_width(&text) } else { text };
        prop_assert_eq!(date(&text, &typed(&text), &DateContext::default()), Ok(Some(wanted)));
    }

    #[test]
    fn no_text_makes_the_reader_panic_or_leave_the_context(text in field_text()) {
        let _ = dates_in_name(&text);
        let free = date(&text, &typed(&text), &DateContext::default());
        let bound = date(&text, &typed(&text), &fiscal_year(2023));
        // The context only ever decides what was open.
        if let Ok(Some(found)) = free {
            prop_assert_eq!(bound, Ok(Some(found)));
        }
    }
}
