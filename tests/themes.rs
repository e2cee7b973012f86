//! The `themes` action and a city's own dictionaries, through the real program.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use rust_xlsxwriter::Workbook;

use crate::support::{fixture, folder, torimatome};

/// The texts of the labelled set, with a case, an area and a year for each.
fn statements() -> Vec<[String; 4]> {
    let mut reader = csv::Reader::from_path(fixture("issues/field.csv")).unwrap();
    let texts = reader.records().map(|row| row.unwrap()[1].to_owned());
    let row = |(number, text): (usize, String)| {
        let area =
            if number.is_multiple_of(5) { String::new() } else { format!("第{}", number % 3) };
        [text, format!("c{:02}", number / 8), area, (2020 + number / 64).to_string()]
    };
    texts.enumerate().map(row).collect()
}

fn as_csv(rows: &[[String; 4]]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["text", "case_id", "area", "fiscal_year"]).unwrap();
    for row in rows {
        writer.write_record(row).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// Runs `themes` on a file of the folder; its tables by name.
fn themes(home: &Path, file: &str, more: &[&str]) -> (String, String) {
    let mut line = vec!["themes", file, "--out", "out"];
    line.extend(more);
    let ran = torimatome(home, &line);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    (table(home, "statements"), table(home, "themes"))
}

fn table(home: &Path, name: &str) -> String {
    let text = fs::read_to_string(home.join("out/data").join(format!("{name}.csv"))).unwrap();
    text.strip_prefix('\u{feff}').unwrap().to_owned()
}

fn rows(table: &str) -> Vec<csv::StringRecord> {
    csv::Reader::from_reader(table.as_bytes()).records().map(Result::unwrap).collect()
}

#[test]
fn every_row_comes_back_with_its_theme() {
    let home = folder();
    let input = statements();
    fs::write(home.path().join("記述.csv"), as_csv(&input)).unwrap();
    let (statements, themes) = themes(home.path(), "記述.csv", &[]);
    let head = "row,text,theme_id,second_theme_id,case_id,area,fiscal_year,field";
    assert_eq!(statements.lines().next(), Some(head));
    let (rows, themes) = (rows(&statements), rows(&themes));
    assert_eq!(rows.len(), input.len());
    let ids: Vec<&str> = themes.iter().map(|theme| &theme[0]).collect();
    for ((number, row), given) in (1..).zip(&rows).zip(&input) {
        assert_eq!((&row[0], &row[1], &row[4]), (&*number.to_string(), &*given[0], &*given[1]));
        assert!(row[2].is_empty() || ids.contains(&&row[2]), "{}", &row[2]);
    }
    let medication = themes.iter().find(|theme| &theme[0] == "medication").unwrap();
    assert_eq!(&medication[1], "服薬管理の困難");
    let raised: Vec<&csv::StringRecord> =
        rows.iter().filter(|row| &row[2] == "medication" || &row[3] == "medication").collect();
    let mut cases: Vec<&str> = raised.iter().map(|row| &row[4]).collect();
    cases.dedup();
    assert_eq!(medication[4], cases.len().to_string());
    assert!(raised.len() > 3);
}

#[test]
fn spread_is_counted_in_cases() {
    let home = folder();
    fs::write(home.path().join("a.csv"), as_csv(&statements())).unwrap();
    let (statements, themes) = themes(home.path(), "a.csv", &[]);
    let raised = |theme: &str, area: &str| {
        let rows = rows(&statements);
        let of_theme = rows.iter().filter(|row| &row[2] == theme || &row[3] == theme);
        let cases = of_theme.map(|row| row[4].to_owned());
        let here = rows.iter().filter(|row| &row[5] == area).map(|row| row[4].to_owned());
        let here: BTreeSet<String> = here.collect();
        cases.filter(|case| here.contains(case)).collect::<BTreeSet<_>>().len()
    };
    let spread = table(home.path(), "theme_spread");
    let head = "theme_id,group_by,group,cases,cases_of_group,expected,lift,p,q,tier,";
    assert!(spread.starts_with(head), "{spread}");
    let spread = rows(&spread);
    // Rows of one case differ in area here; then the first by name counts, which is 第0.
    for row in spread.iter().filter(|row| &row[1] == "area" && &row[2] == "第0") {
        assert_eq!(row[3], raised(&row[0], "第0").to_string(), "{row:?}");
    }
    for theme in rows(&themes) {
        let trend = spread.iter().find(|row| row[0] == theme[0] && &row[1] == "trend").unwrap();
        assert_eq!(trend[3], theme[13], "{trend:?} {theme:?}");
    }
    assert!(!rows(&table(home.path(), "theme_cooccurrence")).is_empty());
    assert!(!rows(&table(home.path(), "theme_by_area_year")).is_empty());
}

#[test]
fn encodings_formats_threads_and_caches_change_nothing() {
    let home = folder();
    let input = statements();
    let text = as_csv(&input);
    let at = |name: &str| home.path().join(name);
    fs::write(at("a.csv"), &text).unwrap();
    let (japanese, _, lossy) = encoding_rs::SHIFT_JIS.encode(&text);
    assert!(!lossy);
    fs::write(at("excel.csv"), japanese).unwrap();
    fs::write(at("tabs.tsv"), text.replace(',', "\t").replace('"', "")).unwrap();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "2023年度の記述").unwrap();
    for (column, name) in (0..).zip(["Text", "case_id", "area", "fiscal_year"]) {
        sheet.write(1, column, name).unwrap();
    }
    for (row, cells) in (2..).zip(&input) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write(row, column, cell).unwrap();
        }
    }
    book.save(at("book.xlsx")).unwrap();
    let first = themes(home.path(), "a.csv", &["--jobs", "1", "--no-cache"]);
    for (file, more) in [
        ("a.csv", &["--jobs", "4"][..]),
        ("a.csv", &[]),
        ("excel.csv", &[]),
        ("tabs.tsv", &[]),
        ("book.xlsx", &[]),
    ] {
        assert!(themes(home.path(), file, more) == first, "{file} {more:?}");
    }
}

/// Tables of counts of cases.
const SPREAD: [&str; 3] = ["theme_spread", "theme_by_area_year", "theme_cooccurrence"];

#[test]
fn shuffled_rows_keep_their_themes() {
    let home = folder();
    let mut input = statements();
    fs::write(home.path().join("a.csv"), as_csv(&input)).unwrap();
    let (there, found_first) = themes(home.path(), "a.csv", &[]);
    let spread = SPREAD.map(|name| table(home.path(), name));
    input.reverse();
    input.rotate_left(50);
    fs::write(home.path().join("a.csv"), as_csv(&input)).unwrap();
    let (here, found_again) = themes(home.path(), "a.csv", &[]);
    let pairs = |table: &str| {
        let row = |row: &csv::StringRecord| (row[1].to_owned(), row[2].to_owned());
        let mut pairs: Vec<_> = rows(table).iter().map(row).collect();
        pairs.sort();
        pairs
    };
    assert_eq!(pairs(&here), pairs(&there));
    assert_eq!(found_again, found_first);
    assert_eq!(SPREAD.map(|name| table(home.path(), name)), spread);
}

#[test]
fn what_is_no_table_of_statements_is_told() {
    let home = folder();
    let at = |name: &str| home.path().join(name);
    fs::write(at("other.csv"), "id,本文\n1,薬が飲めていない\n").unwrap();
    fs::write(at("nothing.csv"), "").unwrap();
    fs::write(at("bytes.csv"), [0xFF, 0xFD, 0x80, 0xA0, b'\n']).unwrap();
    for (file, word) in [
        ("other.csv", "1 行目は id、本文 です"),
        ("nothing.csv", "空です"),
        ("bytes.csv", "文字として読めません"),
        ("missing.csv", "見つかりません"),
    ] {
        let ran = torimatome(home.path(), &["themes", file, "--out", "out"]);
        assert_eq!(ran.status, 1, "{file}");
        assert!(ran.stderr.contains(word) && ran.stderr.contains("対処"), "{}", ran.stderr);
        assert!(!at("out").exists());
    }
    fs::write(at("few.csv"), "text,fiscal_year\n,\n特になし,令和5年度\n薬が飲めない,むかし\n")
        .unwrap();
    let ran = torimatome(home.path(), &["themes", "few.csv", "--out", "out"]);
    assert_eq!(ran.status, 0);
    assert!(ran.stderr.contains("few.csv!B4: 年度「むかし」"), "{}", ran.stderr);
    let rows = rows(&table(home.path(), "statements"));
    assert_eq!(rows.iter().map(|row| &row[6]).collect::<Vec<_>>(), ["", "2023", ""]);
    assert_eq!(rows.iter().map(|row| &row[2]).collect::<Vec<_>>(), ["", "", "medication"]);
}

#[test]
fn it_works_without_any_network() {
    let home = folder();
    fs::write(home.path().join("a.csv"), as_csv(&statements())).unwrap();
    let output = Command::new("unshare")
        .args(["-rn", env!("CARGO_BIN_EXE_torimatome"), "themes", "a.csv", "--out", "out"])
        .arg("--no-cache")
        .current_dir(home.path())
        .output();
    let Ok(output) = output else { return println!("passed over: no unshare") };
    let told = String::from_utf8(output.stderr).unwrap();
    if told.contains("unshare:") {
        return println!("passed over: no namespace may be made here");
    }
    assert!(output.status.success(), "{told}");
    assert_eq!(rows(&table(home.path(), "statements")).len(), statements().len());
}

/// A project whose configuration lies beside the folder with its dictionaries.
fn project(home: &Path, files: &[(&str, &[u8])]) {
    fs::write(
        home.join("torimatome.toml"),
        "version = 1\ntitle = \"試験市\"\n[[areas]]\nname = \"東\"\n",
    )
    .unwrap();
    fs::create_dir_all(home.join("辞書")).unwrap();
    for (name, bytes) in files {
        fs::write(home.join("辞書").join(name), bytes).unwrap();
    }
}

const SNOW: &str = r#"
version = 1
[[issue]]
id = "snow"
label = "雪かきの担い手"
definition = "冬に玄関前や屋根の雪を下ろせず、外出や訪問が止まる。"
factor = "環境的要因"
kind = "支援システム"
phases = ["計画の実施"]
anchors = ["雪かきをする人がいない", "屋根の雪下ろしを頼める先がない", "除雪が遅れ訪問に行けない"]
terms = ["雪かき", "除雪", "雪下ろし"]
"#;

#[test]
fn a_city_adds_issues_and_words() {
    let home = folder();
    let synonyms = encoding_rs::SHIFT_JIS.encode("除雪,雪すかし\n").0.into_owned();
    project(home.path(), &[("雪.toml", SNOW.as_bytes()), ("synonyms.csv", &synonyms)]);
    fs::write(home.path().join("a.csv"), "text\n冬は雪すかしの手伝いがなく玄関から出られない\n")
        .unwrap();
    let (statements, themes) = themes(home.path(), "a.csv", &[]);
    assert_eq!(&rows(&statements)[0][2], "snow", "{statements}");
    assert!(themes.contains("雪かきの担い手"));
}

#[test]
fn a_bad_dictionary_is_named_before_anything_is_read() {
    for (name, text, words) in [
        ("synonyms.csv", "除雪\n", ["synonyms.csv", "1 行目"]),
        ("synonym.csv", "除雪,雪すかし\n", ["synonym.csv", "どの辞書でもありません"]),
        ("雪.toml", "version = 1\n[[issue]]\nid = \"snow\"\n", ["雪.toml", "2 行目"]),
    ] {
        let home = folder();
        project(home.path(), &[(name, text.as_bytes())]);
        fs::write(home.path().join("a.csv"), "text\n薬\n").unwrap();
        for action in ["themes", "run", "check"] {
            let mut line = vec![action, if action == "themes" { "a.csv" } else { "." }];
            if action != "check" {
                line.extend(["--out", "out"]);
            }
            let ran = torimatome(home.path(), &line);
            assert_eq!(ran.status, 1, "{}", ran.stderr);
            assert!(words.iter().all(|word| ran.stderr.contains(word)), "{}", ran.stderr);
            assert!(!home.path().join("out").exists());
        }
    }
}
