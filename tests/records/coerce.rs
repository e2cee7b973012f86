//! Coerce: every way of writing that `forms.md` and offices have, and what must be refused.

mod date;
mod score;

use proptest::prelude::*;
use torimatome::grid::CellValue;
use torimatome::records::coerce::age::age;
use torimatome::records::coerce::care_level::{CareLevel, care_level};
use torimatome::records::coerce::choice::{age_band, sex};
use torimatome::records::coerce::district::district;
use torimatome::records::coerce::experience::experience;
use torimatome::records::coerce::{compact, is_nothing, plain};

pub(super) fn typed(text: &str) -> CellValue {
    CellValue::Text(text.into())
}

/// Text that is likely to reach deep into the readers.
pub(super) fn field_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[0-9０-９]{1,4}",
        "[令和平成昭和RHSrhs元年月日歳才点小学校区要介護支援半約満か]{1,3}",
        "[・./-’'（）() 　、。:～~①-⑳Ⅰ-Ⅴ]{1,2}",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

#[test]
fn ages_are_read_in_every_way_they_are_written() {
    for (text, expected) in [
        ("82", Some(82)),
        ("82.0", Some(82)),
        ("８２才", Some(82)),
        ("82歳", Some(82)),
        ("満82歳", Some(82)),
        (" 82　歳 ", Some(82)),
        ("（82歳）", Some(82)),
        ("82歳（昭和16年生）", Some(82)),
        ("82歳6か月", Some(82)),
        ("八十二歳", Some(82)),
        ("100歳", Some(100)),
        ("年齢：82", Some(82)),
        ("80代", None),
        ("82～83歳", None),
        ("82・83", None),
        ("82.5", None),
        ("126歳", None),
        ("S16.7.19", None),
        ("不明", None),
        ("", None),
    ] {
        assert_eq!(age(text, &typed(text)), expected, "{text}");
    }
    assert_eq!(age("82", &CellValue::Number(82.0)), Some(82));
    assert_eq!(age("82歳", &CellValue::Number(82.0)), Some(82));
    assert_eq!(age("83", &CellValue::Number(82.5)), None);
    assert_eq!(age("-3", &CellValue::Number(-3.0)), None);
    assert_eq!(age("#N/A", &CellValue::Error("#N/A".into())), None);
}

#[test]
fn care_levels_take_one_spelling() {
    for (text, expected) in [
        ("要介護2", "要介護2"),
        ("要介護２", "要介護2"),
        ("要介護 3", "要介護3"),
        ("要介護Ⅱ", "要介護2"),
        ("要介護Ⅳ", "要介護4"),
        ("要介護②", "要介護2"),
        ("要介護二", "要介護2"),
        ("要介護度２", "要介護2"),
        ("要介2", "要介護2"),
        ("介2", "要介護2"),
        ("支1", "要支援1"),
        ("要支１", "要支援1"),
        ("要支援Ⅱ", "要支援2"),
        ("要支援　１", "要支援1"),
        ("支援1", "要支援1"),
        ("要介護2（区分変更申請中）", "要介護2"),
        ("事業対象者", "事業対象者"),
        ("総合事業対象者", "事業対象者"),
        ("申請中", "申請中"),
        ("認定申請中", "申請中"),
        ("区分変更申請中", "区分変更申請中"),
        ("自立", "自立"),
        ("未申請", "未申請"),
        ("非該当", "非該当"),
        ("経過的要介護", "経過的要介護"),
        ("3", "要介護3"),
        ("5", "要介護5"),
    ] {
        assert_eq!(care_level(text, &typed(text)), CareLevel::Known(expected.into()), "{text}");
    }
    for text in [
        "要介護1～2",
        "要介護2→3",
        "要支援2・要介護1",
        "要介護",
        "1",
        "2",
        "6",
        "要介護6",
        "要支援3",
        "??",
    ] {
        assert_eq!(care_level(text, &typed(text)), CareLevel::Unreadable, "{text}");
    }
    for text in ["", "－", "なし"] {
        assert_eq!(care_level(text, &typed(text)), CareLevel::Missing, "{text}");
    }
    assert_eq!(care_level("要介護2", &CellValue::Number(2.0)), CareLevel::Known("要介護2".into()));
    assert_eq!(care_level("2", &CellValue::Number(2.0)), CareLevel::Unreadable);
    assert_eq!(care_level("4", &CellValue::Number(4.0)), CareLevel::Known("要介護4".into()));
}

#[test]
fn sexes_and_bands_take_one_spelling() {
    for (text, expected) in [
        ("男", Some("男")),
        ("男性", Some("男")),
        ("Ｍ", Some("男")),
        ("女　性", Some("女")),
        ("female", Some("女")),
        ("その他", Some("その他")),
        ("男・女", None),
        ("男性／女性", None),
        ("□男 □女", None),
        ("－", None),
        ("", None),
    ] {
        assert_eq!(sex(text).as_deref(), expected, "{text}");
    }
    for (text, expected) in [
        ("40代", Some("40代")),
        ("４０代", Some("40代")),
        ("40歳代", Some("40代")),
        ("四十代", Some("40代")),
        ("40～49歳", Some("40代")),
        ("40歳～49歳", Some("40代")),
        ("45", Some("40代")),
        ("45歳", Some("40代")),
        ("70代以上", Some("70代以上")),
        ("45代", Some("45代")),
        ("", None),
    ] {
        assert_eq!(age_band(text).as_deref(), expected, "{text}");
    }
}

#[test]
fn districts_lose_their_ending() {
    let known: Vec<String> = ["花里", "南", "摂陽", "緑丘小路"].map(String::from).to_vec();
    for (text, expected) in [
        ("花里", Some("花里")),
        ("花里小", Some("花里")),
        ("花里小学校", Some("花里")),
        ("花里小学校区", Some("花里")),
        ("花里校区", Some("花里")),
        ("花里　小学校区", Some("花里")),
        ("伊丹市立花里小学校", Some("花里")),
        ("南小", Some("南")),
        ("緑丘小路", Some("緑丘小路")),
        ("中央小学校区", Some("中央")),
        ("小", Some("小")),
        ("なし", None),
        ("", None),
    ] {
        assert_eq!(district(text, &known).as_deref(), expected, "{text}");
    }
}

#[test]
fn experience_counts_months_as_twelfths() {
    for (text, expected) in [
        ("8年6か月", Some(8.5)),
        ("8年6ヶ月", Some(8.5)),
        ("８年６カ月", Some(8.5)),
        ("8年と6月", Some(8.5)),
        ("１０年", Some(10.0)),
        ("10年目", Some(10.0)),
        ("約3年", Some(3.0)),
        ("3年くらい", Some(3.0)),
        ("半年", Some(0.5)),
        ("1年半", Some(1.5)),
        ("6ヶ月", Some(0.5)),
        ("18か月", Some(1.5)),
        ("8.5年", Some(8.5)),
        ("十年", Some(10.0)),
        ("12", Some(12.0)),
        ("10年（主任5年）", Some(10.0)),
        ("なし", Some(0.0)),
        ("3年未満", None),
        ("10年以上", None),
        ("5～6年", None),
        ("10年弱", None),
        ("H20.4～", None),
        ("1000年", None),
        ("", None),
    ] {
        assert_eq!(experience(text, &typed(text)), expected, "{text}");
    }
    assert_eq!(experience("12", &CellValue::Number(12.0)), Some(12.0));
    assert_eq!(experience("12年", &CellValue::Number(12.0)), Some(12.0));
    assert_eq!(experience("12年", &CellValue::Boolean(true)), None);
}

#[test]
fn nothing_said_is_nothing() {
    for text in ["", "　", "－", "―", "なし", "未記入", "ー"] {
        assert!(is_nothing(text), "{text}");
    }
    for text in ["0", "4", "なしの礫", "特にありません、と本人"] {
        assert!(!is_nothing(text), "{text}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_a_reader_panic(text in field_text()) {
        let value = typed(&text);
        if let Some(years) = age(&text, &value) {
            prop_assert!(years <= 125);
        }
        if let Some(years) = experience(&text, &value) {
            prop_assert!((0.0..=60.0).contains(&years));
        }
        let _ = (care_level(&text, &value), sex(&text), age_band(&text), district(&text, &[]));
        prop_assert_eq!(plain(&plain(&text)), plain(&text));
        prop_assert!(!compact(&text).contains(char::is_whitespace));
    }

    #[test]
    fn ages_survive_the_way_they_are_written(years in 0_u8..=125, way in 0_usize..5) {
        let text = match way {
            0 => format!("{years}"),
            1 => format!("{years}歳"),
            2 => format!("満{years}才"),
            3 => full_width(&format!("{years}歳")),
            _ => format!("{years}.0"),
        };
        prop_assert_eq!(age(&text, &typed(&text)), Some(years));
    }

    #[test]
    fn care_levels_are_stable_once_read(kind in 0_usize..2, level in 1_u8..=5) {
        let (name, level) = if kind == 0 { ("要支援", level.min(2)) } else { ("要介護", level) };
        let canonical = format!("{name}{level}");
        prop_assert_eq!(care_level(&canonical, &typed(&canonical)), CareLevel::Known(canonical.clone()));
        let wide = full_width(&canonical);
        prop_assert_eq!(care_level(&wide, &typed(&wide)), CareLevel::Known(canonical));
    }

    #[test]
    fn experience_survives_the_way_it_is_written(years in 0_u32..40, months in 0_u32..12) {
        let text = format!("{years}年{months}か月");
        let expected = f64::from(years) + f64::from(months) / 12.0;
        prop_assert_eq!(experience(&text, &typed(&text)), Some(expected));
    }
}

/// ASCII digits as people type them with the input method on.
pub(super) fn full_width(text: &str) -> String {
    text.chars()
        .map(|character| match character.to_digit(10) {
            Some(digit) => char::from_u32(0xff10 + digit).unwrap(),
            None => character,
        })
        .collect()
}
