//! The `kwic` action through the real program: what is found, how it is shown, how it ends.

use std::fs;
use std::path::Path;

use unicode_width::UnicodeWidthStr as _;

use crate::support::{Ran, fixture, folder, torimatome};

/// Five statements of three cases; half-width kana and a line break as people leave them.
const TABLE: &str = "text,case_id,area,fiscal_year,field\n\
    内服が自己管理で、ﾍﾙﾊﾟｰが声をかけている,c1,第1エリア,2022,regional_issue\n\
    薬を飲んでいない日がある,c1,第1エリア,2022,provider_insight\n\
    \"家族の協力で\n服薬管理ができた\",c2,第2エリア,令和5年度,参加者の気づき・意見\n\
    飲む薬の数を医師に伝える方法を今後検討する,c3,,2023,regional_issue\n\
    特になし,c3,,2023,regional_issue\n";

fn table() -> tempfile::TempDir {
    let home = folder();
    fs::write(home.path().join("記述.csv"), TABLE).unwrap();
    home
}

fn kwic(home: &Path, line: &[&str]) -> Ran {
    let mut all = vec!["kwic"];
    all.extend(line);
    torimatome(home, &all)
}

/// What was found, as word, how and mark.
fn found(home: &Path, line: &[&str]) -> Vec<(String, String, String)> {
    let mut all = line.to_vec();
    all.push("--json");
    let ran = kwic(home, &all);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{line:?}");
    let value: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let text = |place: &serde_json::Value, key: &str| place[key].as_str().unwrap().to_owned();
    let places = value["places"].as_array().unwrap();
    places
        .iter()
        .map(|place| (text(place, "keyword"), text(place, "how"), text(place, "mark")))
        .collect()
}

fn check(line: &[&str], expected: &[(&str, &str, &str)]) {
    let home = table();
    let found = found(home.path(), line);
    let found: Vec<(&str, &str, &str)> =
        found.iter().map(|(word, how, mark)| (&**word, &**how, &**mark)).collect();
    assert_eq!(found, expected, "{line:?}");
}

#[test]
fn other_forms_and_synonyms_are_found() {
    check(&["服薬", "記述.csv"], &[("内服", "synonym", "stated"), ("服薬", "written", "stated")]);
    check(
        &["内服", "記述.csv"],
        &[("内服", "written", "stated"), ("服薬管理", "synonym", "stated")],
    );
    check(
        &["飲む", "記述.csv"],
        &[("飲ん", "inflected", "negated"), ("飲む", "written", "stated")],
    );
    check(&["飲む", "記述.csv", "--exact"], &[("飲む", "written", "stated")]);
    // Width does not matter, and the original is shown.
    check(&["ヘルパー", "記述.csv", "--exact"], &[("ﾍﾙﾊﾟｰ", "written", "stated")]);
    // Words in a row: the particle between them is one of them.
    check(&["薬を飲む", "記述.csv"], &[("薬を飲ん", "inflected", "negated")]);
    check(&["蜃気楼", "記述.csv"], &[]);
}

#[test]
fn filters_take_names_and_headings() {
    let places = |line: &[&str]| {
        let home = table();
        let mut all = vec!["薬", "記述.csv"];
        all.extend(line);
        found(home.path(), &all).len()
    };
    assert_eq!(places(&[]), 3);
    assert_eq!(places(&["--year", "R5"]), 2);
    assert_eq!(places(&["--year", "2022", "--year", "2023"]), 3);
    assert_eq!(places(&["--area", "第２エリア"]), 1);
    assert_eq!(places(&["--field", "地域全体の課題"]), 1);
    assert_eq!(places(&["--field", "provider_insight", "--field", "参加者の気づき"]), 2);
}

#[test]
fn columns_stand_below_each_other() {
    let home = table();
    let ran = kwic(home.path(), &["薬", "記述.csv", "--context", "6"]);
    assert_eq!(
        ran.stdout,
        "           【薬】を飲んでいな  記述.csv!A3\n\
         の協力で 服【薬】管理ができた  記述.csv!A4\n       \
         飲む【薬】の数を医師に  記述.csv!A5\n"
    );
    let columns: Vec<usize> =
        ran.stdout.lines().map(|line| line.split('【').next().unwrap().width()).collect();
    assert!(columns.iter().all(|column| *column == columns[0]), "{columns:?}");
    assert_eq!(ran.stderr, "「薬」: 記述 5 件のうち 3 件に 3 か所、事例 3 件\n");
    let sorted = |order: &str| {
        let ran = kwic(home.path(), &["薬", "記述.csv", "--sort", order, "--csv"]);
        let mut reader = csv::Reader::from_reader(ran.stdout.as_bytes());
        reader.records().map(|row| row.unwrap()[5].to_owned() + "|").collect::<String>()
    };
    assert_eq!(sorted("source"), "|家族の協力で 服|飲む|");
    assert_eq!(sorted("left"), "|飲む|家族の協力で 服|");
    assert_eq!(sorted("right"), "飲む||家族の協力で 服|");
}

#[test]
fn a_word_that_is_nowhere_is_said_and_is_no_failure() {
    let home = table();
    let ran = kwic(home.path(), &["蜃気楼", "記述.csv"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""));
    assert!(ran.stderr.starts_with("「蜃気楼」は、調べた記述 5 件のどこにもありません。"));
    let nowhere = kwic(home.path(), &["薬", "記述.csv", "--area", "東"]);
    assert_eq!(nowhere.status, 0);
    assert!(nowhere.stderr.contains("エリアは 第1エリア、第2エリア です。"), "{}", nowhere.stderr);
    let english = kwic(home.path(), &["snow", "記述.csv", "--lang", "en"]);
    assert!(english.stderr.starts_with("\"snow\" stands in none of the 5 statements searched."));
    let empty = folder();
    let none = kwic(empty.path(), &["薬"]);
    assert_eq!(none.status, 0);
    assert!(none.stderr.contains("調べる記述が一つもありません"), "{}", none.stderr);
}

#[test]
fn forms_and_the_results_of_a_run_say_the_same() {
    let home = folder();
    let sample = fixture("sample");
    let sample = sample.to_str().unwrap();
    assert_eq!(torimatome(home.path(), &["run", sample, "--out", "out"]).status, 0);
    for line in [&["服薬"][..], &["ケアマネ", "--year", "2023", "--sort", "left"]] {
        let mut forms = line.to_vec();
        forms.insert(1, sample);
        let mut results = line.to_vec();
        results.insert(1, "out");
        let (forms, results) = (kwic(home.path(), &forms), kwic(home.path(), &results));
        assert_eq!((&forms.stdout, &forms.stderr), (&results.stdout, &results.stderr));
        assert!(forms.stdout.contains("› "), "{}", forms.stdout);
        assert_eq!((forms.status, results.status), (0, 0));
    }
    let place = "2023年度/2023-07-19_第4エリア/様式②_01.xlsx › 様式②!A26";
    assert!(kwic(home.path(), &["服薬", "out"]).stdout.contains(place));
}

#[test]
fn a_table_is_written_over_its_own_kind_only() {
    let home = table();
    for word in ["薬", "飲む"] {
        let ran = kwic(home.path(), &[word, "記述.csv", "--out", "結果.csv"]);
        assert_eq!((ran.status, ran.stdout.as_str()), (0, ""), "{}", ran.stderr);
        let written = fs::read_to_string(home.path().join("結果.csv")).unwrap();
        let printed = kwic(home.path(), &[word, "記述.csv", "--csv", "--quiet"]).stdout;
        assert_eq!(written.strip_prefix('\u{feff}'), Some(printed.as_str()));
        assert!(printed.starts_with("statement_id,case_id,fiscal_year,area,field,left,keyword"));
    }
    let refused = kwic(home.path(), &["薬", "記述.csv", "--out", "記述.csv"]);
    assert_eq!(refused.status, 1);
    assert!(refused.stderr.contains("別の内容が入っている"), "{}", refused.stderr);
    assert_eq!(fs::read_to_string(home.path().join("記述.csv")).unwrap(), TABLE);
}

#[test]
fn wrong_usage_and_wrong_tables_are_told() {
    let home = table();
    for (line, status, word) in [
        (&["　", "記述.csv"][..], 2, "指定できません"),
        (&["薬", "記述.csv", "--field", "理由"], 2, "regional_issue"),
        (&["薬", "記述.csv", "--year", "むかし"], 2, "むかし"),
        (&["薬", "記述.csv", "--context", "0"], 2, "指定できません"),
        (&["薬", "ない.csv"], 1, "見つかりません"),
        (&["薬", "other.csv"], 1, "text"),
    ] {
        fs::write(home.path().join("other.csv"), "本文\n薬\n").unwrap();
        let ran = kwic(home.path(), line);
        assert_eq!(ran.status, status, "{}", ran.stderr);
        assert!(ran.stderr.contains(word), "{}", ran.stderr);
        assert_eq!(ran.stdout, "");
    }
}
