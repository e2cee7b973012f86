//! The workbook of issues, read back cell by cell, and in an office suite.

use std::io::{Cursor, Read};
use std::process::{Command, Stdio};
use std::sync::Arc;

use calamine::{Data, Reader, Xlsx};
use torimatome::analysis::CaseIssues;
use torimatome::analysis::anonymous_texts::anonymous_texts;
use torimatome::analysis::recurring_issue::{Assignment, Theme, ThemeOrigin};
use torimatome::analysis::theme_spread::{SpreadRules, spread_cases, theme_spread};
use torimatome::output::issue_workbook::{IssueReport, issue_workbook};
use torimatome::privacy::{Masker, PrivacyPolicy};
use torimatome::records::StatementField::{NeededResource, RegionalIssue};
use torimatome::records::{CaseField, CaseRecord};
use torimatome::text::Lexicon;
use torimatome::units::{CellAddress, SourcePath};

use super::{case, participant, traced};

fn theme(id: &str, label: &str, origin: ThemeOrigin, cases: u32) -> Theme {
    Theme {
        theme_id: id.to_owned(),
        label: label.to_owned(),
        origin,
        terms: Vec::new(),
        statements: cases,
        cases,
        areas: vec!["東".to_owned()],
        years: vec![2022, 2023],
        first_seen: None,
        last_seen: None,
        central: vec![0],
    }
}

/// Sixteen cases of two years: the first theme in seven of the east's eight, the second in all of
/// the west's; one case has a statement of no theme.
fn cases() -> (Vec<CaseRecord>, CaseIssues) {
    let mut issues = CaseIssues {
        themes: vec![
            theme("medication", "服薬管理の困難", ThemeOrigin::Known, 7),
            theme("new_1", "石川さんの犬の世話", ThemeOrigin::New, 9),
        ],
        ..CaseIssues::default()
    };
    let mut cases = Vec::new();
    for number in 0..16 {
        let east = number < 7;
        let text = if east {
            "長谷川さんが薬を飲めていない"
        } else {
            "犬の世話ができない"
        };
        let id = format!("case {number:02}");
        let mut record = case(&id, &[(RegionalIssue, text), (NeededResource, "服薬の見守り支援")]);
        record.area = Some(if number < 8 { "東" } else { "西" }.to_owned());
        record.fiscal_year = Some(2022 + number % 2);
        record.header.provider = Some(traced("長谷川 和子"));
        record.participants = vec![participant("中村（司会）")];
        record.fields = vec![CaseField { field: "cohabiting".to_owned(), value: traced("独居") }];
        for (row, statement) in (10..).zip(&mut record.statements) {
            statement.location.sheet = Some(Arc::from("様式②"));
            statement.location.cell = CellAddress::parse(&format!("B{row}"));
        }
        if number == 15 {
            record.statements[0].location.source_path = SourcePath::new("長谷川.xlsx");
        }
        issues.places.extend([(cases.len(), 0), (cases.len(), 1)]);
        let assigned = Assignment { theme: Some(usize::from(!east)), second: None };
        issues.assignments.push(vec![assigned, Assignment::default()]);
        cases.push(record);
    }
    (cases, issues)
}

fn bytes() -> Vec<u8> {
    let (cases, issues) = cases();
    written(&cases, &issues)
}

fn written(cases: &[CaseRecord], issues: &CaseIssues) -> Vec<u8> {
    let lexicon = Lexicon::built_in().unwrap();
    let rules = SpreadRules::default();
    let spread = spread_cases(cases, issues, &lexicon).unwrap();
    let spread = theme_spread(issues.themes.len(), &spread, &rules);
    let masker = Masker::new(
        &torimatome::privacy::Named::in_cases(cases),
        &lexicon,
        PrivacyPolicy::default(),
    )
    .unwrap();
    let texts = {
        let register = torimatome::config::issue_register::IssueRegister::default();
        anonymous_texts(cases, &issues.themes, &spread, &masker, &register).unwrap()
    };
    let policy = PrivacyPolicy::default();
    let shown = spread.tables.shown(policy);
    let report = IssueReport {
        cases,
        issues,
        spread: &spread,
        shown: &shown,
        rules: &rules,
        texts: &texts,
        policy,
    };
    issue_workbook(&report, |file| Some(format!("file:///../入力/{}", file.as_str()))).unwrap()
}

type Book = Xlsx<Cursor<Vec<u8>>>;

fn book(bytes: Vec<u8>) -> Book {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

/// All cells from the headings on.
fn rows(book: &mut Book, sheet: &str) -> Vec<Vec<String>> {
    let range = book.worksheet_range(sheet).unwrap();
    range.rows().skip(3).map(|row| row.iter().map(Data::to_string).collect()).collect()
}

/// A part of the workbook's file.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

const SHEETS: [&str; 8] = [
    "地域課題一覧",
    "エリア×課題",
    "年度×課題",
    "記述一覧",
    "資源",
    "一緒に挙がる課題",
    "利用者の状況",
    "方法",
];

#[test]
fn themes_stand_by_rank_with_their_claims() {
    let mut book = book(bytes());
    assert_eq!(book.sheet_names(), SHEETS);
    let rows = rows(&mut book, "地域課題一覧");
    assert_eq!(rows[1][..6], ["1", "〇〇さんの犬の世話", "新", "9", "0.5625", "33～77%"]);
    assert_eq!(rows[2][..6], ["2", "服薬管理の困難", "", "7", "0.4375", "23～67%"]);
    assert_eq!(rows[2][13], "【確認】東 7/8事例（全体7/16、2.0倍、q=0.001）");
    assert_eq!(rows[2][14], "「〇〇さんが薬を飲めていない」");
    assert_eq!(rows.len(), 3);
}

#[test]
fn areas_and_years_stand_with_their_n() {
    let mut book = book(bytes());
    let areas = rows(&mut book, "エリア×課題");
    assert_eq!(areas[0], ["地域課題", "全体\n（n=16）", "東\n（n=8）", "西\n（n=8）"]);
    assert_eq!(areas[2], ["服薬管理の困難", "7", "7", "0"]);
    let years = rows(&mut book, "年度×課題");
    assert_eq!(years[0][2..], ["2022年度\n（n=8）", "2023年度\n（n=8）"]);
    assert_eq!(years[2], ["服薬管理の困難", "7", "0.5", "0.375"]);
}

#[test]
fn every_statement_leads_to_its_cell_unless_that_names_somebody() {
    let bytes = bytes();
    let mut book = book(bytes.clone());
    let rows = rows(&mut book, "記述一覧");
    assert_eq!(rows.len(), 1 + 32);
    assert_eq!(rows[1][..2], ["〇〇さんの犬の世話", ""]);
    let last = rows.last().unwrap();
    assert_eq!((last[0].as_str(), last[7].as_str()), ("未分類", "様式②!B11"));
    assert!(rows.iter().any(|row| row[6] == "〇〇.xlsx"));
    let links = part(&bytes, "xl/worksheets/_rels/sheet4.xml.rels");
    assert!(links.contains("Target=\"../入力/2023年度/様式②.xlsx\""), "{links}");
    let sheet = part(&bytes, "xl/worksheets/sheet4.xml");
    assert_eq!(sheet.matches("<hyperlink ").count(), 31);
    assert!(sheet.contains("location=\"'様式②'!B10\""));
}

#[test]
fn nobody_is_named_anywhere() {
    let bytes = bytes();
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    for index in 0..archive.len() {
        let mut text = String::new();
        archive.by_index(index).unwrap().read_to_string(&mut text).unwrap();
        for person in ["長谷川", "和子", "中村", "石川"] {
            assert!(!text.contains(person), "{person} in part {index}");
        }
    }
}

#[test]
fn looks_that_matter() {
    let bytes = bytes();
    let overview = part(&bytes, "xl/worksheets/sheet1.xml");
    for expected in [
        "<pane xSplit=\"2\" ySplit=\"4\"",
        "<autoFilter ref=\"A4:O6\"",
        "orientation=\"landscape\"",
        "paperSize=\"9\"",
        "x14:sparklineGroup ",
        "<xm:f>'年度×課題'!C5:D5</xm:f>",
    ] {
        assert!(overview.contains(expected), "{expected}\n{overview}");
    }
    assert!(part(&bytes, "xl/worksheets/sheet2.xml").contains("<colorScale>"));
    assert!(part(&bytes, "xl/workbook.xml").contains("_xlnm.Print_Titles"));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(bytes(), bytes());
}

#[test]
fn nothing_at_all_is_said_in_words() {
    let mut book = book(written(&[], &CaseIssues::default()));
    for sheet in &SHEETS[..7] {
        let rows = rows(&mut book, sheet);
        assert!(rows[1][0].contains("ありません"), "{sheet}: {rows:?}");
    }
}

#[test]
fn an_office_suite_prints_every_claim() {
    let folder = crate::support::folder();
    std::fs::write(folder.path().join("a.xlsx"), bytes()).unwrap();
    let profile = folder.path().join("profile");
    let profile = format!("-env:UserInstallation=file://{}", profile.display());
    let run = |program: &str, arguments: &[&str]| {
        let mut command = Command::new(program);
        let command = command.args(arguments).current_dir(folder.path()).stderr(Stdio::null());
        command.output().ok().map(|output| String::from_utf8(output.stdout).unwrap())
    };
    let print = run("soffice", &[&profile, "--headless", "--convert-to", "pdf", "a.xlsx"]);
    let Some(text) = print.and_then(|_| run("pdftotext", &["a.pdf", "-"])) else {
        return println!("passed over: no office suite");
    };
    let text: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
    for expected in
        ["【確認】東7/8事例（全体7/16、2.0倍、q=0.001）", "服薬管理の困難", "方法と用語"]
    {
        assert!(text.contains(expected), "{expected}");
    }
}
