//! 分析.xlsx: its figures are those of the tables, its formulas give what they show.

pub(crate) mod formulas;
mod office;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use calamine::{Data, Range, Reader, Xlsx, open_workbook};

use crate::support::{fixture, folder, rows, torimatome};

/// The sheets in their order.
const SHEETS: [&str; 11] = [
    "概要",
    "評価",
    "信頼性",
    "群のちがい",
    "年度の変化",
    "回答のようす",
    "地域課題",
    "相関",
    "一緒に挙がる課題",
    "読み取りの状況",
    "方法",
];

fn run(home: &Path) -> PathBuf {
    let line =
        ["run", fixture("sample").to_str().unwrap(), "--out", "out", "--quiet"].map(str::to_owned);
    let ran = torimatome(home, &line);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    home.join("out")
}

fn book(out: &Path) -> Xlsx<std::io::BufReader<fs::File>> {
    open_workbook(out.join("分析/分析.xlsx")).unwrap()
}

#[test]
fn the_sheets_are_there_and_linked() {
    let home = folder();
    let out = run(home.path());
    let mut book = book(&out);
    assert_eq!(book.sheet_names(), SHEETS);
    for name in SHEETS {
        let range = book.worksheet_range(name).unwrap();
        assert!(range.used_cells().count() > 3, "{name} is filled");
    }
    let bytes = fs::read(out.join("分析/分析.xlsx")).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let parts: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    // No year of the bundled sample may be shown: it has no chart of years, and says so.
    assert_eq!(parts.iter().filter(|part| part.starts_with("xl/charts/chart")).count(), 3);
    let cells = book.worksheet_range("評価").unwrap();
    let said = |cell: &Data| cell.to_string().contains("図はありません");
    assert!(cells.used_cells().any(|(_, _, cell)| said(cell)));
    for (number, name) in (1..).zip(SHEETS) {
        let mut text = String::new();
        let mut sheet = archive.by_name(&format!("xl/worksheets/sheet{number}.xml")).unwrap();
        std::io::Read::read_to_string(&mut sheet, &mut text).unwrap();
        if name == "概要" {
            assert!(text.matches("<hyperlink ").count() >= 12, "the overview links to the sheets");
        } else {
            assert!(text.contains("location=\"'概要'!A1\""), "{name} links back");
        }
        assert!(text.contains("paperSize=\"9\""), "{name} is printed on A4");
        if ["評価", "信頼性", "群のちがい", "年度の変化", "回答のようす"].contains(&name)
        {
            assert!(text.contains("state=\"frozen\""), "{name} keeps its headings in sight");
        }
        if ["群のちがい", "年度の変化", "回答のようす"].contains(&name) {
            assert!(text.contains("<autoFilter ") && text.contains("<conditionalFormatting "));
        }
    }
}

#[test]
fn means_and_answers_are_those_of_the_table() {
    let home = folder();
    let out = run(home.path());
    let stats: Vec<_> =
        rows(&out, "item_stats").into_iter().filter(|row| row["group_by"] == "all").collect();
    let range = book(&out).worksheet_range("評価").unwrap();
    let cell = |row: usize, column: usize| range.get((row, column)).cloned().unwrap_or_default();
    assert!(stats.len() > 16);
    for (row, stat) in (4..).zip(&stats) {
        let number = |column: usize| match cell(row, column) {
            Data::Float(number) => number,
            other => panic!("{other:?} in {row}, {column}"),
        };
        assert!((number(3) - stat["mean"].parse::<f64>().unwrap()).abs() < 1e-12);
        for (column, name) in (8..).zip(["n_1", "n_2", "n_3", "n_4", "n_5"]) {
            assert!((number(column) - stat[name].parse::<f64>().unwrap()).abs() < 1e-12);
        }
        if let Some(item) = stat["scale"].strip_prefix("item_") {
            let name = cell(row, 0).to_string();
            assert!(name.starts_with(&format!("{item} ")) && name.chars().count() > 5, "{name}");
        }
    }
}

/// The formulas, worked out here, against the values stored beside them.
#[test]
fn formulas_give_the_stored_values() {
    let home = folder();
    let out = run(home.path());
    let mut book = book(&out);
    let mut checked = BTreeMap::new();
    for name in SHEETS {
        let found = book.worksheet_formula(name).unwrap();
        let cells = book.worksheet_range(name).unwrap();
        checked.insert(name, formulas::check(name, &found, &cells));
    }
    assert!(checked["評価"] > 100 && checked["回答のようす"] > 100, "{checked:?}");
    assert!(checked["群のちがい"] > 40 && checked["信頼性"] > 5, "{checked:?}");
}

/// A cell's number; 0 for an empty cell.
fn number(cells: &Range<Data>, row: usize, column: usize) -> f64 {
    match cells.get((row, column)) {
        Some(Data::Float(number)) => *number,
        Some(Data::String(text)) => text.parse().unwrap(),
        None | Some(Data::Empty) => 0.0,
        other => panic!("{other:?} in {row}, {column}"),
    }
}

/// The first row whose first cell is a text, from a row on.
fn row_of(cells: &Range<Data>, text: &str, from: usize) -> usize {
    let begins = |row: &usize| cells.get((*row, 0)).is_some_and(|cell| *cell == text);
    (from..cells.height()).find(begins).unwrap_or_else(|| panic!("{text}"))
}

fn assert_is(found: f64, wanted: &str) {
    let wanted: f64 = if wanted.is_empty() { 0.0 } else { wanted.parse().unwrap() };
    assert!((found - wanted).abs() < 1e-9, "{found}, not {wanted}");
}

#[test]
fn reliability_and_agreement_are_those_of_the_tables() {
    let home = folder();
    let out = run(home.path());
    let cells = book(&out).worksheet_range("信頼性").unwrap();
    let name = |scale: &str| if scale == "total" { "総合" } else { scale }.to_owned();
    let table = rows(&out, "reliability");
    assert_eq!(table.len(), 5);
    for of in &table {
        let row = row_of(&cells, &name(&of["scale"]), 5);
        assert_is(number(&cells, row, 1), &of["items"]);
        assert_is(number(&cells, row, 2), &of["n"]);
        assert_is(number(&cells, row, 3), &of["meetings"]);
        if of["alpha"].is_empty() {
            assert_eq!(cells.get((row, 4)).unwrap(), "n が少ない");
            assert_eq!(cells.get((row, 12)).unwrap(), of["withheld"].as_str());
            continue;
        }
        let columns =
            ["alpha", "alpha_low", "alpha_high", "alpha_meetings_low", "alpha_meetings_high"];
        for (column, wanted) in (4..).zip(columns) {
            assert_is(number(&cells, row, column), &of[wanted]);
        }
        if of["omega"].is_empty() {
            assert_eq!(cells.get((row, 9)).unwrap(), "項目が少ない");
        } else {
            assert_is(number(&cells, row, 9), &of["omega"]);
        }
    }
    assert!(table.iter().any(|of| !of["alpha"].is_empty()), "some α is shown");
    let from = row_of(&cells, "項目ごとの信頼性", 5);
    for of in rows(&out, "item_reliability").iter().filter(|of| of["scale"] != "total") {
        let begins = format!("{} ", of["item"]);
        let named = |row: &usize| cells.get((*row, 0)).unwrap().to_string().starts_with(&begins);
        let row = (from..cells.height()).find(named).unwrap();
        assert_eq!(cells.get((row, 1)).unwrap(), of["scale"].as_str());
        assert_is(number(&cells, row, 2), &of["n"]);
        if !of["item_rest"].is_empty() {
            assert_is(number(&cells, row, 3), &of["item_rest"]);
            assert_is(number(&cells, row, 4), &of["alpha_if_deleted"]);
        }
    }
    let from = row_of(&cells, "会議の中での一致（会議ごとの値は示しません）", from);
    for (row, of) in (from + 2..).zip(rows(&out, "agreement")) {
        assert_is(number(&cells, row, 1), &of["n"]);
        assert_is(number(&cells, row, 2), &of["meetings"]);
        if !of["icc_1"].is_empty() {
            for (column, wanted) in (4..).zip(["icc_1", "icc_1_low", "icc_1_high", "icc_k"]) {
                assert_is(number(&cells, row, column), &of[wanted]);
            }
        }
        if !of["rwg_mean"].is_empty() {
            assert_is(number(&cells, row, 10), &of["rwg_mean"]);
        }
    }
}

#[test]
fn how_people_answer_is_that_of_the_tables() {
    let home = folder();
    let out = run(home.path());
    let cells = book(&out).worksheet_range("回答のようす").unwrap();
    let table = rows(&out, "response_quality");
    assert_eq!(table.len(), 21);
    let mut hidden = 0;
    for (row, of) in (5..).zip(&table) {
        for (column, wanted) in [(1, "asked"), (2, "n"), (3, "missing"), (4, "missing_share")] {
            assert_is(number(&cells, row, column), &of[wanted]);
        }
        for (column, wanted) in [(6, "floor_share"), (8, "ceiling_share")] {
            let [share, n] = [wanted, "n"].map(|name| of[name].parse::<f64>().unwrap());
            // One or two people who give one score to all items of a domain.
            if !of["scale"].starts_with("item_") && (0.5..2.5).contains(&(share * n)) {
                hidden += 1;
                assert_eq!([column - 1, column].map(|at| &cells[(row, at)]), ["＊", "＊"]);
            } else {
                assert_is(number(&cells, row, column), &of[wanted]);
            }
        }
        for (column, wanted) in [(9, "floor_effect"), (10, "ceiling_effect")] {
            let mark = match of[wanted].as_str() {
                "1" => "●",
                "0" => "―",
                _ => "n が少ない",
            };
            assert_eq!(cells.get((row, column)).unwrap(), mark);
        }
    }
    assert_eq!(hidden, 1, "one person of the sample");
    let from = row_of(&cells, "同じ点だけを付けた回答", 20);
    let all = row_of(&cells, "全体", from);
    let straight = rows(&out, "straight_lining");
    assert_is(number(&cells, all, 1), &straight[0]["n"]);
    // Two areas of the sample had one or two meetings; none of its centres had three.
    let shown = (all..cells.height()).filter_map(|row| Some(cells.get((row, 0))?.to_string()));
    let shown: Vec<String> =
        shown.filter(|name| name.contains(": ") && !name.contains("示さない行")).collect();
    assert!(
        !shown.is_empty() && shown.iter().all(|name| !name.starts_with("開催包括")),
        "{shown:?}"
    );
    for name in &shown {
        let group = name.split(": ").nth(1).unwrap();
        let of = straight.iter().find(|of| of["group"] == group).unwrap();
        let row = row_of(&cells, name, from);
        assert_is(number(&cells, row, 1), &of["n"]);
        assert!(of["n"].parse::<u32>().unwrap() >= 3);
    }
}

#[test]
fn small_counts_of_issues_are_hidden() {
    let home = folder();
    let out = run(home.path());
    let range = book(&out).worksheet_range("地域課題").unwrap();
    let mut hidden = 0;
    for row in range.rows().skip(4) {
        for cell in row.iter().skip(6).chain(row.get(2)) {
            hidden += usize::from(*cell == "＊");
            assert!(!["1", "2"].contains(&cell.to_string().as_str()), "{row:?}");
        }
    }
    assert!(hidden > 0);
}

#[test]
fn two_runs_give_the_same_bytes() {
    let [one, other] = [folder(), folder()];
    let books =
        [&one, &other].map(|home| fs::read(run(home.path()).join("分析/分析.xlsx")).unwrap());
    assert!(books[0] == books[1]);
}
