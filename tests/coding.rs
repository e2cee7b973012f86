//! A city's coding rules through the real program: tables, workbook, and every mistake named.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use calamine::{Data, Reader, Xlsx};
use torimatome::config::CodingRules;
use torimatome::config::ProjectConfig;
use torimatome::config::toml_document::TomlDocument;
use torimatome::diagnostic::Language;

use crate::support::{Ran, fixture, folder, rows, torimatome};

/// A project with rules beside its configuration, run over the bundled sample.
fn run(home: &Path, rules: &[&str], more: &[&str]) -> Ran {
    assert_eq!(torimatome(home, &["init", "--force"]).status, 0);
    fs::create_dir_all(home.join("コーディング")).unwrap();
    for name in rules {
        let to = home.join("コーディング").join(name);
        fs::copy(fixture("coding").join(name), to).unwrap();
    }
    let sample = fixture("sample");
    let mut line = vec!["run", sample.to_str().unwrap(), "--out", "out", "--reproducible"];
    line.extend(more);
    torimatome(home, &line)
}

#[test]
fn codes_are_given_and_counted() {
    let home = folder();
    let ran = run(home.path(), &["rules.toml"], &[]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let (codes, counts) =
        (rows(&home.path().join("out"), "codes"), rows(&home.path().join("out"), "code_counts"));
    let texts: BTreeMap<String, String> = rows(&home.path().join("out"), "statements")
        .into_iter()
        .map(|row| (row["statement_id"].clone(), row["text"].clone()))
        .collect();
    let of = |id: &str| codes.iter().filter(|row| row["code_id"] == id).collect::<Vec<_>>();
    for row in of("medication") {
        assert!(!row["matched"].is_empty() && texts[&row["statement_id"]].contains('薬'));
    }
    let volunteers = of("volunteers");
    assert!(!volunteers.is_empty());
    assert!(volunteers.iter().all(|row| row["matched"] == "民生委員;なり手"), "{volunteers:?}");
    assert!(of("region_of_2023").iter().all(|row| row["matched"].is_empty()));
    let whole = |id: &str| {
        counts.iter().find(|row| row["code_id"] == id && row["group_by"] == "all").unwrap()
    };
    for id in ["medication", "volunteers", "region_of_2023", "older_women_on_medication"] {
        let mut cases: Vec<&str> = of(id).iter().map(|row| row["case_id"].as_str()).collect();
        cases.dedup();
        assert_eq!(whole(id)["statements"], of(id).len().to_string(), "{id}");
        assert_eq!(whole(id)["cases"], cases.len().to_string(), "{id}");
    }
    let head = fs::read_to_string(home.path().join("out/data/code_counts.csv")).unwrap();
    assert_eq!(
        head.lines().next(),
        Some(
            "\u{feff}code_id,label,group_by,group,statements,cases,statements_of_group,\
             cases_of_group,share,ci_low,ci_high"
        )
    );
    assert!(home.path().join("out/data/codes.parquet").is_file());
}

#[test]
fn the_workbook_shows_the_counts_and_no_statement() {
    let home = folder();
    run(home.path(), &["rules.toml"], &[]);
    let path = home.path().join("out/分析/コーディング.xlsx");
    let mut book: Xlsx<_> = calamine::open_workbook(&path).unwrap();
    assert_eq!(book.sheet_names(), ["コード", "エリア別", "年度別", "記入欄別"]);
    let counts = rows(&home.path().join("out"), "code_counts");
    let sheet = book.worksheet_range("コード").unwrap();
    let medication = counts.iter().find(|row| row["group_by"] == "all").unwrap();
    let text = |row: u32, column: u32| sheet.get_value((row, column)).map(ToString::to_string);
    assert_eq!(text(4, 0).as_deref(), Some("服薬"));
    assert_eq!(text(4, 2).as_deref(), Some("薬とその管理"));
    assert_eq!(text(4, 4).as_ref(), Some(&medication["cases"]));
    let fields = book.worksheet_range("記入欄別").unwrap();
    let headings: Vec<String> =
        fields.rows().nth(3).unwrap().iter().map(ToString::to_string).collect();
    assert!(headings[2].starts_with("地域全体の課題\n（"), "{headings:?}");
    // 民生委員の担い手: three cases, one in each of three areas.
    let areas = book.worksheet_range("エリア別").unwrap();
    let sizes: Vec<String> =
        areas.rows().nth(3).unwrap().iter().skip(1).map(ToString::to_string).collect();
    let small = |heading: &String| heading.ends_with("（1）") || heading.ends_with("（2）");
    assert!(!sizes.iter().any(small), "the size of a group is a count too: {sizes:?}");
    assert!(sizes.iter().filter(|heading| heading.ends_with("（＊）")).count() != 1, "{sizes:?}");
    let shown: Vec<String> = areas.rows().nth(5).unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(shown[0], "民生委員の担い手");
    assert!(shown[1..].iter().all(|count| count == "＊" || count == "0"), "{shown:?}");
    let statements = rows(&home.path().join("out"), "statements");
    for (_, sheet) in book.worksheets() {
        for cell in sheet.cells().map(|(.., cell)| cell) {
            let Data::String(shown) = cell else { continue };
            assert!(statements.iter().all(|row| row["text"] != *shown), "{shown}");
        }
    }
    let first = fs::read(&path).unwrap();
    run(home.path(), &["rules.toml"], &["--jobs", "1"]);
    assert!(fs::read(&path).unwrap() == first, "two runs give the same bytes");
}

#[test]
fn without_rules_nothing_is_written() {
    let home = folder();
    assert_eq!(run(home.path(), &[], &[]).status, 0);
    for path in ["分析/コーディング.xlsx", "data/codes.csv", "data/code_counts.csv"] {
        assert!(!home.path().join("out").join(path).exists(), "{path}");
    }
}

#[test]
fn every_mistake_names_file_line_and_key() {
    let areas = ProjectConfig::built_in().unwrap().areas;
    let refusals = ["mistakes.toml", "ring.toml", "unknown_key.toml"].map(|name| {
        let text = fs::read_to_string(fixture("coding").join(name)).unwrap();
        let document = TomlDocument::new(Path::new(name), &text);
        let error = CodingRules::read(&[document], &areas).unwrap_err();
        format!("{}\n{}\n", error.text(Language::Japanese), error.text(Language::English))
    });
    insta::assert_snapshot!(refusals.join("\n"));
}

#[test]
fn mistakes_stop_the_run_before_anything_is_read() {
    let home = folder();
    let ran = run(home.path(), &["rules.toml", "unknown_key.toml"], &[]);
    assert_eq!(ran.status, 1);
    assert!(ran.stderr.contains("unknown_key.toml 8 行目（rule.when.all.word）"), "{}", ran.stderr);
    assert!(!home.path().join("out").exists());
    assert_eq!(torimatome(home.path(), &["check", "."]).status, 1);
    fs::remove_file(home.path().join("コーディング/unknown_key.toml")).unwrap();
    fs::write(home.path().join("コーディング/ルール.txt"), "*服薬\n服薬 or 内服\n").unwrap();
    let other = torimatome(home.path(), &["check", "."]);
    assert!(other.stderr.contains("ルール（.toml）ではありません"), "{}", other.stderr);
}

#[test]
fn the_folder_may_have_another_name() {
    let home = folder();
    assert_eq!(torimatome(home.path(), &["init"]).status, 0);
    let config = home.path().join("torimatome.toml");
    let text = fs::read_to_string(&config).unwrap();
    let key = "# coding_folder = \"コーディング\"";
    assert!(text.contains(key));
    fs::write(&config, text.replace(key, "coding_folder = \"数え方\"")).unwrap();
    let missing = torimatome(home.path(), &["check", "."]);
    assert_eq!(missing.status, 1);
    assert!(missing.stderr.contains("（coding_folder）"), "{}", missing.stderr);
    fs::create_dir(home.path().join("数え方")).unwrap();
    fs::copy(fixture("coding/unknown_key.toml"), home.path().join("数え方/a.toml")).unwrap();
    let found = torimatome(home.path(), &["check", "."]);
    assert!(found.stderr.contains("a.toml 8 行目"), "{}", found.stderr);
}

#[test]
fn the_example_is_written_and_can_be_used() {
    let home = folder();
    let ran = torimatome(home.path(), &["init", "--coding"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("例.toml"), "{}", ran.stderr);
    assert!(!home.path().join("torimatome.toml").exists());
    assert_eq!(torimatome(home.path(), &["init", "--coding"]).status, 1);
    let ran = run(home.path(), &[], &[]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert_eq!(
        rows(&home.path().join("out"), "code_counts")
            .iter()
            .filter(|row| row["group_by"] == "all")
            .count(),
        6
    );
}
