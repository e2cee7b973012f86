//! Tables that compare: issues against items, years and each other, from tables made here.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use torimatome::analysis::ShownScores;
use torimatome::config::FormSet;
use torimatome::output::html_report::{Report, html_report};
use torimatome::output::tables::{Column, ColumnValues, Table};
use torimatome::privacy::PrivacyPolicy;

use super::browser::{Browser, LAPTOP};
use crate::support::folder;

/// A table from rows of JSON, for one type a column.
pub(super) fn table(name: &'static str, columns: &[&'static str], rows: &[Value]) -> Table {
    let column = |(place, name): (usize, &&'static str)| {
        let cells: Vec<&Value> = rows.iter().map(|row| &row[place]).collect();
        let values = if cells.iter().any(|cell| cell.is_string()) {
            let text = |cell: &&Value| cell.as_str().map(str::to_owned);
            ColumnValues::Text(cells.iter().map(text).collect())
        } else if cells.iter().any(|cell| cell.is_f64()) {
            ColumnValues::Float(cells.iter().map(|cell| cell.as_f64()).collect())
        } else {
            ColumnValues::Integer(cells.iter().map(|cell| cell.as_i64()).collect())
        };
        Column { name, values }
    };
    Table { name, columns: columns.iter().enumerate().map(column).collect(), rows: rows.len() }
}

fn tables() -> Vec<Table> {
    let cases: Vec<Value> = (0..8).map(|n| json!([format!("c{n}"), 2022 + n / 4, "東"])).collect();
    let says = |n: i64| json!([format!("c{n}"), "薬が飲めない", if n < 6 { "a" } else { "b" }]);
    let themes = ["theme_id", "label", "cases", "raised_cases", "share", "share_low", "share_high"];
    let spread =
        ["theme_id", "group_by", "group", "cases", "cases_of_group", "expected", "q", "tier"];
    let pairs = ["theme_id", "other_theme_id", "cases", "expected", "lift", "q", "tier"];
    vec![
        table("cases", &["case_id", "fiscal_year", "area"], &cases),
        table(
            "statements",
            &["case_id", "text", "theme_id"],
            &(0..8).map(says).collect::<Vec<_>>(),
        ),
        table(
            "themes",
            &themes,
            &[
                json!(["a", "服薬", 6, 5, 0.625, 0.31, 0.86]),
                json!(["b", "移動", 4, 4, 0.5, 0.22, 0.78]),
                json!(["c", "栄養", 2, 2, 0.25, 0.07, 0.59]),
            ],
        ),
        table(
            "theme_spread",
            &spread,
            &[
                json!(["a", "area", "東", 5, 8, 3.5, 0.03, "確認"]),
                json!(["a", "trend", "上昇", 5, 8, null, 0.12, "候補"]),
            ],
        ),
        table(
            "theme_cooccurrence",
            &pairs,
            &[
                json!(["a", "b", 4, 1.25, 1.6, 0.4, null]),
                json!(["a", "c", 3, 1.25, 1.6, 0.4, null]),
            ],
        ),
    ]
}

/// Issues against items, and a scale over the years.
fn tests() -> Vec<Table> {
    let issues = [
        "theme_id",
        "item",
        "n_with",
        "n_without",
        "difference",
        "effect",
        "ci_low",
        "ci_high",
        "p",
        "q",
        "withheld",
    ];
    let trends = [
        "scale",
        "years",
        "meetings",
        "tau",
        "slope",
        "slope_low",
        "slope_high",
        "p_adjusted",
        "withheld",
    ];
    vec![
        table(
            "score_issues",
            &issues,
            &[
                json!(["a", 5, 6, 3, -0.42, -0.61, -0.9, -0.2, 0.001, 0.012, null]),
                json!([
                    "b",
                    7,
                    2,
                    6,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    "n が少ない（会議 2 件、5 件以上で示します）"
                ]),
            ],
        ),
        table(
            "score_trend",
            &trends,
            &[json!(["total", 4, 8, -0.3, -0.05, -0.09, -0.01, 0.02, null])],
        ),
    ]
}

#[test]
fn comparisons_are_drawn_and_said() {
    let Some(mut browser) = Browser::start() else { return };
    let forms = FormSet::built_in().unwrap();
    let policy = PrivacyPolicy::default();
    let of = |before: u32, after: u32| {
        [(Some(2022), Some("東"), before), (Some(2023), Some("東"), after)]
    };
    let tables_of_cases = super::shown(&of(4, 4), &[&of(4, 1), &of(4, 0), &of(2, 0)], policy);
    let report = Report {
        title: "試験市",
        tables: &[tables(), tests()].concat(),
        labels: &["服薬", "移動", "栄養"],
        hidden_terms: &BTreeSet::new(),
        items: forms.forms.iter().find_map(|form| form.items.as_deref()),
        areas: &["東"],
        mask: Some(&|text| Some(text.replace("薬", "〇〇"))),
        told: &|_| true,
        shown: &tables_of_cases,
        scores: &ShownScores::default(),
        policy,
        dictionary: "なし",
    };
    let home = folder();
    let file = home.path().join("報告.html");
    std::fs::write(&file, html_report(&report).unwrap()).unwrap();
    browser.open(&file, LAPTOP, false);
    let findings = browser.text("document.querySelector('.findings').textContent");
    for said in [
        "「全項目」の平均は 1 年におよそ 0.05 下がっています",
        "「服薬」で、記述のある会議 8 件のうち 5 件",
        "「服薬」の記述がある会議（6 件）は、ほかの会議（3 件）より",
        "q = 0.012",
    ] {
        assert!(findings.contains(said), "{said}: {findings}");
    }
    let issues = browser.text("document.getElementById('issues-body').textContent");
    for said in ["5/863%31%〜86%", "上昇（候補、q = 0.120）", "服薬 と 移動", "5/8◎", "栄養＊/8"]
    {
        assert!(issues.contains(said), "{said}: {issues}");
    }
    assert!(!issues.contains("服薬 と 栄養"), "an issue of few cases: {issues}");
    let pairs = browser.text("document.getElementById('score-issues-body').textContent");
    assert!(pairs.contains("偶然では説明しにくい") && pairs.contains("n が少ない"), "{pairs}");
    let grey = browser.value("document.querySelectorAll('#score-issues tr.small-n').length");
    assert_eq!(grey, json!(1));
    browser.value("document.querySelector('#score-issues .mark > *').dispatchEvent(new MouseEvent('click', { bubbles: true }))");
    let text = browser.text("document.querySelector('#behind blockquote').textContent");
    assert_eq!(text, "〇〇が飲めない");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

/// Two meetings are not counted, wherever the page would say how many there are.
#[test]
fn a_page_of_two_meetings_does_not_say_so() {
    let policy = PrivacyPolicy::default();
    let cases: Vec<Value> = (0..2).map(|n| json!([format!("c{n}"), 2022, "東"])).collect();
    let said: Vec<Value> = (0..2).map(|n| json!([format!("c{n}"), "薬が飲めない", "a"])).collect();
    let tables = [
        table("cases", &["case_id", "fiscal_year", "area"], &cases),
        table("statements", &["case_id", "text", "theme_id"], &said),
        table("themes", &["theme_id", "label", "cases"], &[json!(["a", "服薬", 2])]),
    ];
    let two = [(Some(2022), Some("東"), 2)];
    let shown = super::shown(&two, &[&two], policy);
    let report = Report {
        title: "試験市",
        tables: &tables,
        labels: &["服薬"],
        hidden_terms: &BTreeSet::new(),
        items: None,
        areas: &["東"],
        mask: Some(&|text| Some(text.to_owned())),
        told: &|_| true,
        shown: &shown,
        scores: &ShownScores::default(),
        policy,
        dictionary: "なし",
    };
    let html = String::from_utf8(html_report(&report).unwrap()).unwrap();
    assert!(html.contains("1エリア・会議 ＊ 件"));
    assert!(html.contains("<dt>会議（事例）</dt><dd>＊<span>件</span></dd>"));
    assert!(html.contains("課題ごとの会議は少ないため、件数を示しません"));
    let row = super::between(&html, "<th scope=\"row\">2022年度</th>", "</tr>")[0];
    assert!(row.contains('＊') && !row.chars().any(|sign| sign.is_ascii_digit()), "{row}");
    let data = super::between(&html, "id=\"report-data\">", "</script>")[0];
    let data: Value = serde_json::from_str(data).unwrap();
    for text in data["statements"].as_array().unwrap() {
        assert!(text.as_array().unwrap()[2..6].iter().all(Value::is_null), "{text}");
    }
}
