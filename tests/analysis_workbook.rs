//! 分析.xlsx: its figures are those of the tables, its formulas give what they show.

use std::fs;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader, Xlsx, open_workbook};

use crate::support::{fixture, folder, rows, torimatome};

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
    let names = ["概要", "評価", "地域課題", "相関", "読み取りの状況", "方法"];
    assert_eq!(book.sheet_names(), names);
    for name in names {
        let range = book.worksheet_range(name).unwrap();
        assert!(range.used_cells().count() > 3, "{name} is filled");
    }
    let bytes = fs::read(out.join("分析/分析.xlsx")).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let parts: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    assert_eq!(parts.iter().filter(|part| part.starts_with("xl/charts/chart")).count(), 2);
    let mut overview = String::new();
    let mut sheet = archive.by_name("xl/worksheets/sheet1.xml").unwrap();
    std::io::Read::read_to_string(&mut sheet, &mut overview).unwrap();
    assert!(overview.matches("<hyperlink ").count() >= 9, "the overview links to the sheets");
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
    let formulas = book.worksheet_formula("評価").unwrap();
    let values = book.worksheet_range("評価").unwrap();
    let mut checked = 0;
    for (row, column, formula) in formulas.used_cells() {
        let (start, left) = formulas.start().unwrap();
        let (row, column) = (row + start as usize, column + left as usize);
        let at = |column: usize| {
            values.get((row, column)).and_then(calamine::DataType::as_f64).unwrap_or_default()
        };
        let sum: f64 = (8..13).map(at).sum();
        let expected = match column {
            13 => (at(11) + at(12)) / sum,
            16 => -at(10) / 2.0 / sum,
            17 => -at(9) / sum,
            18 => -at(8) / sum,
            19 => at(10) / 2.0 / sum,
            20 => at(11) / sum,
            21 => at(12) / sum,
            _ => panic!("{formula} in column {column}"),
        };
        let stored = values.get((row, column)).unwrap().to_string().parse::<f64>().unwrap();
        assert!((stored - expected).abs() < 1e-9, "{formula}: {stored}, not {expected}");
        checked += 1;
    }
    assert!(checked > 100, "{checked}");
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
