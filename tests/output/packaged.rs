//! Written forms as XML: what decides how they are printed, filled in and protected.

use std::io::{Cursor, Read};

use torimatome::config::Paper;
use torimatome::output::written_forms::{OutputFile, ReportStyle, summary_workbooks};

use super::cases::{full_case, layouts, participant, style, with_means};
use super::{blanks, only, summaries};

/// The elements of a sheet that set up its page, its entries and its views.
const SETTINGS: [&str; 12] = [
    "sheetPr",
    "sheetView",
    "sheetFormatPr",
    "cols",
    "sheetProtection",
    "dataValidations",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "definedNames",
];

fn part(file: &OutputFile, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(&file.bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Some elements of the sheet and the workbook, one tag on a line.
fn settings(file: &OutputFile) -> String {
    let xml = part(file, "xl/worksheets/sheet1.xml") + &part(file, "xl/workbook.xml");
    let mut found = String::new();
    for name in SETTINGS {
        let Some(start) = xml.find(&format!("<{name}")) else { continue };
        let rest = &xml[start..];
        let end = rest
            .find(&format!("</{name}>"))
            .map_or_else(|| rest.find("/>").unwrap() + 2, |end| end + name.len() + 3);
        found.push_str(&rest[..end].replace("><", ">\n<"));
        found.push('\n');
    }
    found
}

#[test]
fn case_summary_settings() {
    let files = summaries(&[full_case(3, 25, 8)]);
    insta::assert_snapshot!(settings(only(&files, "様式③-1")));
}

#[test]
fn year_summary_settings() {
    let cases: Vec<_> = (1..=14).map(|day| full_case(day, 6, 4)).collect();
    insta::assert_snapshot!(settings(only(&summaries(&cases), "様式③-2")));
}

#[test]
fn blank_reflection_settings() {
    insta::assert_snapshot!(settings(only(&blanks(), "様式②")));
}

#[test]
fn blank_case_sheet_settings() {
    insta::assert_snapshot!(settings(only(&blanks(), "様式①")));
}

#[test]
fn styles_of_a_case_summary() {
    let mut case = full_case(3, 2, 1);
    case.participants[0] = participant(0, 16, |item| item > 1);
    let styles = part(only(&summaries(&[with_means(case)]), "様式③-1"), "xl/styles.xml");
    insta::assert_snapshot!(styles.replace("><", ">\n<"));
}

#[test]
fn paper_font_and_title_are_the_citys() {
    let city = ReportStyle {
        title: "北町ケア会議 & 検討会".to_owned(),
        font: "游ゴシック".to_owned(),
        paper: Paper::A4,
        ..style()
    };
    let files = summary_workbooks(&[full_case(3, 2, 1)], &layouts(), &city).unwrap();
    for file in &files {
        assert!(part(file, "xl/worksheets/sheet1.xml").contains("paperSize=\"9\""));
        assert!(part(file, "xl/styles.xml").contains("<name val=\"游ゴシック\"/>"));
        assert!(!part(file, "xl/styles.xml").contains("ＭＳ"));
        let texts = part(file, "xl/sharedStrings.xml");
        assert!(texts.contains("北町ケア会議 &amp; 検討会 "), "{texts}");
        assert!(!texts.contains("伊丹市"));
    }
}
