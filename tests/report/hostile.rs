//! Texts that try to be HTML or script stay texts.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::json;
use torimatome::analysis::ShownScores;
use torimatome::config::FormSet;
use torimatome::output::html_report::{Report, html_report};
use torimatome::output::tables::{Column, ColumnValues, Table};
use torimatome::privacy::PrivacyPolicy;

use super::browser::{Browser, LAPTOP};
use crate::support::folder;

const HOSTILE: [&str; 5] = [
    "</script><img src=x onerror=\"window.ran=1\">",
    "<script>window.ran=2</script>",
    "<!--<script>",
    "\" onfocus=window.ran=3 autofocus x=\"",
    "&lt;b&gt;\u{2028}${window.ran=4}`]]>",
];

fn text(name: &'static str, values: &[Option<&str>]) -> Column {
    let values = values.iter().map(|value| value.map(str::to_owned)).collect();
    Column { name, values: ColumnValues::Text(values) }
}

fn integers(name: &'static str, values: &[i64]) -> Column {
    Column { name, values: ColumnValues::Integer(values.iter().copied().map(Some).collect()) }
}

/// Tables in which every text is hostile.
fn tables() -> Vec<Table> {
    let days = (1..=5).map(|day| NaiveDate::from_ymd_opt(2023, 7, day)).collect();
    let ids: Vec<Option<&str>> = HOSTILE.iter().copied().map(Some).collect();
    vec![
        Table {
            name: "cases",
            columns: vec![
                text("case_id", &ids),
                integers("fiscal_year", &[2023; 5]),
                Column { name: "held_on", values: ColumnValues::Date(days) },
                text("area", &ids),
            ],
            rows: 5,
        },
        Table {
            name: "statements",
            columns: vec![
                text("case_id", &ids),
                text("text", &ids),
                text("theme_id", &ids),
                text("field", &ids),
            ],
            rows: 5,
        },
        Table {
            name: "themes",
            columns: vec![
                text("theme_id", &ids),
                text("label", &ids),
                text("first_seen", &ids),
                integers("cases", &[1; 5]),
            ],
            rows: 5,
        },
        Table {
            name: "diagnostics",
            columns: vec![text("code", &ids), text("severity", &ids)],
            rows: 5,
        },
        Table { name: "scores", columns: vec![text("case_id", &ids), text("how", &ids)], rows: 5 },
    ]
}

fn page(tables: &[Table]) -> Vec<u8> {
    let forms = FormSet::built_in().unwrap();
    let items = forms.forms.iter().find_map(|form| form.items.as_deref());
    // A count of one is shown, so that every text is reached.
    let policy = PrivacyPolicy { smallest_count: 1, ..PrivacyPolicy::default() };
    let places: Vec<_> = HOSTILE.iter().map(|area| (Some(2023), Some(*area), 1)).collect();
    let raised: Vec<_> = places.chunks(1).collect();
    let (all, raised) =
        if tables.is_empty() { (&[][..], &[][..]) } else { (&places[..], &raised[..]) };
    let shown = super::shown(all, raised, policy);
    let report = Report {
        title: HOSTILE[0],
        tables,
        labels: &HOSTILE,
        hidden_terms: &BTreeSet::new(),
        items,
        areas: &HOSTILE[..2],
        mask: Some(&|text| Some(text.to_owned())),
        told: &|_| true,
        shown: &shown,
        scores: &ShownScores::default(),
        policy,
        dictionary: HOSTILE[1],
    };
    html_report(&report).unwrap()
}

#[test]
fn nothing_of_the_data_is_markup() {
    let html = String::from_utf8(page(&tables())).unwrap();
    let own = html.matches("<script").count();
    let without = String::from_utf8(page(&[])).unwrap();
    assert_eq!(own, without.matches("<script").count());
    assert!(!html.contains("<img") && !html.contains("<!--<"));
    assert_eq!(html.into_bytes(), page(&tables()), "the same bytes");
}

#[test]
fn hostile_texts_are_shown_and_do_nothing() {
    let Some(mut browser) = Browser::start() else { return };
    let home = folder();
    let file = home.path().join("報告.html");
    std::fs::write(&file, page(&tables())).unwrap();
    browser.open(&file, LAPTOP, false);
    for (place, hostile) in HOSTILE.iter().enumerate() {
        browser.value(&format!("openIssue({place}, chosen)"));
        let shown = browser.text("document.querySelector('#behind blockquote').textContent");
        assert_eq!(shown, *hostile);
        let area = format!(
            "{{ year: null, area: report.areas.indexOf(report.themes[{place}].label), theme: null }}"
        );
        browser.value(&format!("behind.close(); openPlace({area})"));
        let shown = browser.text("document.querySelector('#behind blockquote').textContent");
        assert_eq!(shown, *hostile);
    }
    assert_eq!(browser.text("document.title"), format!("{} 分析報告", HOSTILE[0]));
    assert_eq!(browser.value("window.ran ?? null"), json!(null));
    assert_eq!(browser.value("document.images.length"), json!(0));
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

/// Without any table every section says why it is empty.
#[test]
fn an_empty_report_says_so() {
    let Some(mut browser) = Browser::start() else { return };
    let home = folder();
    let file = home.path().join("報告.html");
    std::fs::write(&file, page(&[])).unwrap();
    browser.open(&file, LAPTOP, false);
    for section in ["scores-body", "issues-body", "score-issues-body"] {
        let text = browser.text(&format!("document.querySelector('#{section} .note').textContent"));
        assert!(text.contains("ません"), "{section}: {text}");
    }
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

/// Figures on too few answers are grey and say so.
#[test]
fn small_numbers_say_so() {
    let Some(mut browser) = Browser::start() else { return };
    let home = folder();
    let file = home.path().join("報告.html");
    std::fs::write(&file, page(&tables())).unwrap();
    browser.open(&file, LAPTOP, false);
    let cells = browser.value("document.querySelectorAll('#issues .heat.small-n').length");
    assert!(cells.as_u64().unwrap() > 0);
    let said = browser.text("document.querySelector('#issues .small-mark').textContent");
    assert_eq!(said, "n が少ない");
}
