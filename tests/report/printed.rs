//! On A4: no chart is cut off, headings are all there, tables repeat theirs, dark stays light.

use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::browser::{Browser, LAPTOP, Screen};
use super::page;
use crate::support::folder;

/// A4 between the page's margins, in CSS pixels: 180 mm × 265 mm.
const SHEET: Screen = Screen { name: "A4", width: 680, height: 1001 };

#[test]
fn no_chart_is_cut_off() {
    let Some(mut browser) = Browser::start() else { return };
    browser.open(&page(), SHEET, true);
    browser.call("Emulation.setEmulatedMedia", &json!({ "media": "print" }));
    browser.value("dispatchEvent(new Event('beforeprint'))");
    let boxes = browser.value(
        "[...document.querySelectorAll('.chart svg')].map((svg) => { const outer = svg.getBoundingClientRect(); const inner = svg.getBBox(); const scale = outer.width / svg.viewBox.baseVal.width; return { left: Math.min(outer.left, outer.left + inner.x * scale), right: Math.max(outer.right, outer.left + (inner.x + inner.width) * scale), height: outer.height, whole: getComputedStyle(svg.closest('.chart')).breakInside }; })",
    );
    let boxes = boxes.as_array().unwrap();
    assert!(boxes.len() > 2);
    let number = |value: &Value| value.as_f64().unwrap();
    for one in boxes {
        assert!(number(&one["left"]) > -1.0 && number(&one["right"]) < 681.0, "{one}");
        assert!(number(&one["height"]) > 50.0 && number(&one["height"]) < 1001.0, "{one}");
        assert_eq!(one["whole"], json!("avoid"), "{one}");
    }
    let tables = browser.value("[...document.querySelectorAll('main table')].map((table) => Math.round(table.getBoundingClientRect().right))");
    for right in tables.as_array().unwrap() {
        assert!(number(right) <= 680.0, "a table ends at {right}");
    }
    let paper = browser.text("getComputedStyle(document.body).backgroundColor");
    assert_eq!(paper, "rgb(255, 255, 255)");
}

#[test]
fn the_pages_hold_everything() {
    let Some(mut browser) = Browser::start() else { return };
    browser.open(&page(), LAPTOP, true);
    let headings = browser.value(
        "[...document.querySelectorAll('main h1, main h2, main h3')].map((one) => one.textContent)",
    );
    let printed = browser
        .call("Page.printToPDF", &json!({ "preferCSSPageSize": true, "printBackground": true }));
    let home = folder();
    let file = home.path().join("report.pdf");
    std::fs::write(&file, STANDARD.decode(printed["data"].as_str().unwrap()).unwrap()).unwrap();
    let Ok(output) = Command::new("pdftotext").arg("-layout").arg(&file).arg("-").output() else {
        return println!("passed over: no pdftotext (Debian package poppler-utils)");
    };
    let text = String::from_utf8(output.stdout).unwrap();
    let sheets: Vec<String> = text
        .split('\u{c}')
        .map(|sheet| sheet.chars().filter(|character| !character.is_whitespace()).collect())
        .collect();
    assert!((4..40).contains(&sheets.len()), "{} pages", sheets.len());
    let whole = sheets.concat();
    for heading in headings.as_array().unwrap() {
        let heading: String =
            heading.as_str().unwrap().chars().filter(|one| !one.is_whitespace()).collect();
        assert!(whole.contains(&heading), "{heading}");
    }
    // The first and the last row of a chart stand on one sheet.
    let means: Vec<&String> =
        sheets.iter().filter(|sheet| sheet.contains("平均と95%信頼区間")).collect();
    assert!(means.iter().any(|sheet| sheet.contains("］n=")), "the means are drawn");
    for mark in ["1クライアントが現状をどのように考え", "16ケアマネジャーが"]
    {
        let of_chart = sheets.iter().find(|sheet| sheet.contains("評価の分布")).unwrap();
        assert!(of_chart.contains(mark), "{mark}");
    }
    // What is printed from a closed table is put back.
    assert_eq!(browser.value("document.querySelectorAll('details[open]').length"), json!(0));
}
