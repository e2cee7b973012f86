//! Number formats: stored number and format code → text as shown.

use std::collections::BTreeMap;
use std::fs;

use chrono::NaiveDateTime;
use torimatome::grid::number_format::{Category, DateSystem, NumberFormat, datetime_of, serial_of};

use crate::support::shared;

fn check(code: &str, value: f64, expected: &str) {
    let shown = NumberFormat::parse(code).show(value, DateSystem::Excel1900);
    assert_eq!(shown, expected, "{code} of {value}");
}

fn check_all(rows: &[(&str, f64, &str)]) {
    for (code, value, expected) in rows {
        check(code, *value, expected);
    }
}

fn moment(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").unwrap()
}

/// One row of the peers' table.
struct Row<'a> {
    file: &'a str,
    cell_type: &'a str,
    raw: String,
    id: u16,
    code: String,
    expected: String,
    agreement: &'a str,
}

/// `\\` and `\n` stand for a backslash and a line break in the table.
fn unescape(text: &str) -> String {
    text.replace("\\\\", "\u{0}").replace("\\n", "\n").replace('\u{0}', "\\")
}

fn row(line: &str) -> Row<'_> {
    let fields: Vec<&str> = line.split('\t').collect();
    Row {
        file: fields[0],
        cell_type: fields[4],
        raw: unescape(fields[5]),
        id: fields[6].parse().unwrap(),
        code: unescape(fields[7]),
        expected: unescape(fields[8]),
        agreement: fields[11],
    }
}

/// The format of a row: the code its file spells out, or else the built-in one.
///
/// For the ids below the files spell out nothing; the table's codes are those of the American
/// edition of Excel, the texts those of the Japanese one.
fn format_of(row: &Row) -> NumberFormat {
    let table_guesses = matches!(row.id, 14 | 22 | 37..=40);
    let builtin = NumberFormat::builtin(row.id).filter(|_| row.code.is_empty() || table_guesses);
    builtin.unwrap_or_else(|| NumberFormat::parse(&row.code))
}

/// A row as shown; errors and truth values do not go through a number format.
fn show(row: &Row, format: &NumberFormat) -> String {
    let system =
        if row.file.contains("date1904") { DateSystem::Excel1904 } else { DateSystem::Excel1900 };
    match row.cell_type {
        "n" => format.show(row.raw.parse().unwrap(), system),
        "s" | "str" => format.show_text(&row.raw),
        "b" => if row.raw == "1" { "TRUE" } else { "FALSE" }.to_owned(),
        _ => row.raw.clone(),
    }
}

/// Every row on which Excel and the office suite agree; needs the shared folder.
#[test]
fn shows_every_agreed_row_of_the_peers() {
    let Some(folder) = shared("peers/number-formats") else { return };
    let table = fs::read_to_string(folder.join("expected_display_text.tsv")).unwrap();
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut wrong = Vec::new();
    for row in table.lines().skip(1).map(row) {
        let format = format_of(&row);
        let shown = show(&row, &format);
        let count = counts.entry(row.agreement).or_default();
        count.1 += 1;
        if shown == row.expected {
            count.0 += 1;
        } else if row.agreement == "agree" {
            wrong.push(format!("{} of {}: {shown:?}, not {:?}", row.code, row.raw, row.expected));
        }
    }
    for (agreement, (right, all)) in &counts {
        println!("{agreement}: {right} of {all} as Excel shows them");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(counts.get("agree").map(|(_, all)| *all), Some(468));
}

#[test]
fn shows_japanese_eras() {
    let long = r#"[$-411]ggge"年"m"月"d"日";@"#;
    check_all(&[
        (long, 45_126.0, "令和5年7月19日"),
        (long, 43_585.0, "平成31年4月30日"),
        (long, 43_586.0, "令和1年5月1日"),
        (long, 32_515.0, "昭和64年1月7日"),
        (long, 32_516.0, "平成1年1月8日"),
        (long, 9_855.0, "大正15年12月24日"),
        (long, 9_856.0, "昭和1年12月25日"),
        (long, 4_594.0, "明治45年7月29日"),
        (long, 4_595.0, "大正1年7月30日"),
        ("[$-411]ge.m.d", 45_126.0, "R5.7.19"),
        ("[$-411]gee.mm.dd", 45_126.0, "R05.07.19"),
        ("gge.m.d", 45_126.0, "令5.7.19"),
        ("e", 45_126.0, "5"),
        ("[$-409]e", 45_126.0, "2023"),
        (r#"[$-ja-JP]ggge"年""#, 45_126.0, "令和5年"),
        (r#"[$-ja-JP-x-gannen]ggge"年"m"月"d"日";@"#, 43_586.0, "令和元年5月1日"),
        (r#"[$-ja-JP-x-gannen,80]ggge"年""#, 43_830.0, "令和元年"),
        (r#"[$-ja-JP-x-gannen]ggge"年""#, 43_831.0, "令和2年"),
        ("[$-ja-JP-x-gannen]ge.m.d", 43_586.0, "R1.5.1"),
        ("[$-1030411]ggge年", 45_126.0, "令和5年"),
        (r#"[<43831][$-411]ggg"元年"m"月";[$-411]ggge"年"m"月""#, 43_600.0, "令和元年5月"),
        (r#"[$-411]ggge"年"m"月"d"日"\(aaa\)"#, 45_126.0, "令和5年7月19日(水)"),
        (r#"yyyy"年("ggge"年)"m"月""#, 45_126.0, "2023年(令和5年)7月"),
    ]);
}

#[test]
fn shows_times_and_lengths_of_time() {
    let half_past_noon = 45_126.0 + 12.5 / 24.0;
    check_all(&[
        ("h:mm AM/PM", half_past_noon, "12:30 PM"),
        ("[$-411]AM/PM h:mm", half_past_noon, "午後 12:30"),
        ("[$-411]AM/PM h:mm", 0.25, "午前 6:00"),
        ("hh:mm", 0.999_999, "00:00"),
        ("h:mm", 0.999, "23:58"),
        ("mm:ss.00", 1.234 / 86_400.0, "00:01.23"),
        ("ss.000", 1.2345 / 86_400.0, "01.235"),
        ("[h]:mm", 1.5, "36:00"),
        ("[mm]:ss", 0.1, "144:00"),
        ("m/d h:m", 45_126.25, "7/19 6:0"),
        (r#"yyyy"年"m"月""#, 45_126.0, "2023年7月"),
        ("yyyy/m/d", 60.0, "1900/2/29"),
        ("yyyy/m/d", 0.0, "1900/1/0"),
        ("yyyy/m/d", 2_958_465.0, "9999/12/31"),
        ("yyyy/m/d", 2_958_466.0, "########"),
        ("yyyy/m/d", -1.0, "########"),
        ("[$-F800]dddd, mmmm dd, yyyy", 45_126.0, "2023年7月19日"),
        ("aaaa", 45_126.0, "水曜日"),
    ]);
    let show_1904 = |code, value| NumberFormat::parse(code).show(value, DateSystem::Excel1904);
    assert_eq!(show_1904("yyyy/m/d", 0.0), "1904/1/1");
    assert_eq!(show_1904("yyyy/m/d", 43_664.0), "2023/7/19");
    assert_eq!(show_1904("[h]:mm", -0.5), "-12:00");
}

#[test]
fn shows_numbers() {
    check_all(&[
        ("0", 4.0, "4"),
        ("0", 0.5, "1"),
        ("0.00", 1.005, "1.01"),
        ("0.0", 4.25, "4.3"),
        ("000", 7.0, "007"),
        ("000", 12_345.0, "12345"),
        ("#,##0", 1_234_567.0, "1,234,567"),
        ("0,000", 12.0, "0,012"),
        ("#", 0.0, ""),
        ("#.##", 0.5, ".5"),
        ("#.##", 1.0, "1."),
        ("0.#0", 1.0, "1.00"),
        ("??0.0?", 1.5, "  1.5 "),
        ("0%", 0.875, "88%"),
        ("0.0,", 12_345.0, "12.3"),
        ("0.0,,\"百万\"", 12_345_678.0, "12.3百万"),
        ("0\"歳\"", 82.0, "82歳"),
        ("0!点", 4.0, "4点"),
        ("0.00E+00", 12_345.0, "1.23E+04"),
        ("0.0E+0", 9.96, "1.0E+1"),
        ("##0.0E+0", 12_345.0, "12.3E+3"),
        ("0.0E-0", 0.012, "1.2E-2"),
        ("# ?/?", 0.3, " 2/7"),
        ("# ?/?", 3.0, "3    "),
        ("# ?/8", 2.5, "2 4/8"),
        ("# ??/??", 0.999, "1      "),
        ("0;-0;\"なし\"", 0.0, "なし"),
        ("0;;", -3.0, ""),
        ("[=1]\"男\";[=2]\"女\";0", 2.0, "女"),
        ("[=1]\"男\";[=2]\"女\";0", 3.0, "3"),
        ("[>=5]\"高い\";[<3]\"低い\"", 4.0, "########"),
        (";;;", 4.0, ""),
        ("000-0000", 6_640_013.0, "664-0013"),
        ("[赤]0", 3.0, "3"),
        ("General\"点\"", 4.5, "4.5点"),
        ("G/標準", 4.5, "4.5"),
        ("@", 4.5, "4.5"),
        ("", 4.5, "4.5"),
        ("0", 1e300, &format!("1{}", "0".repeat(300))),
    ]);
}

#[test]
fn shows_general_in_eleven_characters() {
    for (value, expected) in [
        (0.1 + 0.2, "0.3"),
        (1.0 / 3.0, "0.333333333"),
        (200.0 / 3.0, "66.66666667"),
        (1e10, "10000000000"),
        (123_456_789_012.0, "1.23457E+11"),
        (0.000_01, "0.00001"),
        (0.000_123_456_789, "0.000123457"),
        (0.000_001_234_567, "1.23457E-06"),
        (99_999_999_999.9, "1E+11"),
        (-4.5, "-4.5"),
        (1e-300, "1E-300"),
    ] {
        check("General", value, expected);
    }
}

#[test]
fn shows_japanese_digits() {
    check_all(&[
        ("[DBNum1]General", 10_203.0, "一万二百三"),
        ("[DBNum1]0", 2023.0, "二〇二三"),
        ("[DBNum2]General", 110.0, "壱百壱拾"),
        ("[DBNum3]0.0", 4.5, "４.５"),
        ("[DBNum1]yyyy年m月d日", 45_126.0, "二〇二三年七月十九日"),
        ("[DBNum1]General", 100_000_000.0, "一億"),
        ("[DBNum1][$-409]0", 12.0, "12"),
    ]);
}

#[test]
fn shows_text_through_text_sections_only() {
    let show = |code, text| NumberFormat::parse(code).show_text(text);
    assert_eq!(show("General", "様式②"), "様式②");
    assert_eq!(show("0;0;0", "様式②"), "様式②");
    assert_eq!(show("@\" 様\"", "山田"), "山田 様");
    assert_eq!(show("0;0;0;\"【\"@\"】\"", "山田"), "【山田】");
    assert_eq!(show(";;;", "見えない"), "");
}

#[test]
fn knows_what_a_format_makes_of_a_number() {
    for (code, expected) in [
        ("General", Category::General),
        ("0.0", Category::Number),
        ("0%", Category::Number),
        ("# ?/?", Category::Number),
        ("\"令和\"0\"年\"", Category::Number),
        ("[Red]0;[Blue]-0", Category::Number),
        ("yyyy/m/d", Category::DateTime),
        ("[$-411]ge.m.d;@", Category::DateTime),
        ("h:mm", Category::DateTime),
        ("mm:ss", Category::DateTime),
        ("[h]:mm", Category::Duration),
        ("[mm]", Category::Duration),
        ("@", Category::Text),
    ] {
        assert_eq!(NumberFormat::parse(code).category(), expected, "{code}");
    }
    assert_eq!(NumberFormat::builtin(57).unwrap().category(), Category::DateTime);
    assert_eq!(NumberFormat::builtin(164), None);
}

#[test]
fn turns_serials_into_moments_and_back() {
    use DateSystem::{Excel1900, Excel1904};
    for (serial, system, expected) in [
        (1.0, Excel1900, "1900-01-01 00:00:00"),
        (59.0, Excel1900, "1900-02-28 00:00:00"),
        (61.0, Excel1900, "1900-03-01 00:00:00"),
        (45_126.5, Excel1900, "2023-07-19 12:00:00"),
        (0.75, Excel1900, "1899-12-31 18:00:00"),
        (2_958_465.0, Excel1900, "9999-12-31 00:00:00"),
        (0.0, Excel1904, "1904-01-01 00:00:00"),
        (43_664.0, Excel1904, "2023-07-19 00:00:00"),
    ] {
        assert_eq!(datetime_of(serial, system), Some(moment(expected)), "{serial}");
        assert!((serial_of(moment(expected), system) - serial).abs() < 1e-9, "{expected}");
    }
    for none in [-1.0, 60.0, 2_958_466.0, 1e300, f64::NAN, f64::INFINITY] {
        assert_eq!(datetime_of(none, Excel1900), None, "{none}");
    }
}

/// Any code and any number end in some text: format codes come from untrusted files.
#[test]
fn shows_anything_without_panic() {
    let pieces = [
        "0", "#", "?", ".", ",", "%", "E+", "E-", "/", ";", "@", "[", "]", "[h]", "[$-411]", "[$",
        "[<", "[>=1]", "[DBNum1]", "[DBNum2]", "g", "e", "yyyy", "m", "d", "h", "ss", ".00",
        "AM/PM", "\"", "\\", "_", "*", "General", "年", "1", "００", "aaa", "[mm]", "-", "!",
    ];
    let values = [0.0, -0.0, 1.0, -1.5, 60.0, 45_126.7, 1e15, -1e308, 1e-308, f64::MAX, f64::NAN];
    let mut seed = 1_u64;
    for _ in 0..4000 {
        let mut code = String::new();
        for _ in 0..8 {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            code.push_str(pieces[usize::try_from(seed >> 33).unwrap() % pieces.len()]);
        }
        let format = NumberFormat::parse(&code);
        for value in values {
            assert!(format.show(value, DateSystem::Excel1900).len() < 4096, "{code}");
            assert!(format.show(value, DateSystem::Excel1904).len() < 4096, "{code}");
        }
        assert!(format.show_text("文字").len() < 4096, "{code}");
    }
}
