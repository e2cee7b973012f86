//! 分析.xlsx in an office suite: it opens, works its formulas out again, and prints every sheet.

use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use calamine::{Data, Reader, Xlsx, open_workbook};
use zip::write::SimpleFileOptions;

use super::{SHEETS, book, run};
use crate::support::folder;

/// A program's output; `None`, and a word about it, when it is not installed.
fn call(folder: &Path, program: &str, arguments: &[&str]) -> Option<String> {
    let mut command = Command::new(program);
    let called = command.args(arguments).current_dir(folder).stderr(Stdio::null()).output();
    let Ok(output) = called else {
        println!("passed over: no {program}");
        return None;
    };
    assert!(output.status.success(), "{program} {arguments:?}");
    Some(String::from_utf8(output.stdout).unwrap())
}

fn convert(folder: &Path, to: &str, file: &str) -> Option<()> {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let arguments = [&profile, "--headless", "--convert-to", to, "--outdir", "converted", file];
    call(folder, "soffice", &arguments).map(|_| ())
}

/// The workbook without the results of its formulas, so that whoever opens it works them out.
fn without_results(bytes: Vec<u8>) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut written = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..archive.len() {
        let mut part = archive.by_index(number).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        if name.starts_with("xl/worksheets/sheet") {
            let text = String::from_utf8(content).unwrap();
            let (first, rest) = text.split_once("</f>").unwrap_or((&text, ""));
            let mut stripped = first.to_owned();
            for piece in rest.split("</f>").filter(|_| !rest.is_empty()) {
                let after = piece.split_once("</v>").map_or(piece, |(_, after)| after);
                stripped.push_str("</f>");
                stripped.push_str(after);
            }
            content = stripped.into_bytes();
        }
        written.start_file(name, SimpleFileOptions::default()).unwrap();
        written.write_all(&content).unwrap();
    }
    written.finish().unwrap().into_inner()
}

#[test]
fn an_office_suite_gives_the_stored_values() {
    let home = folder();
    let out = run(home.path());
    let bytes = std::fs::read(out.join("分析/分析.xlsx")).unwrap();
    let stripped = without_results(bytes);
    std::fs::write(home.path().join("a.xlsx"), stripped).unwrap();
    let Some(()) = convert(home.path(), "xlsx", "a.xlsx") else { return };
    let mut ours = book(&out);
    let mut theirs: Xlsx<_> = open_workbook(home.path().join("converted/a.xlsx")).unwrap();
    let mut compared = 0;
    for name in SHEETS {
        let formulas = ours.worksheet_formula(name).unwrap();
        let (stored, found) =
            (ours.worksheet_range(name).unwrap(), theirs.worksheet_range(name).unwrap());
        let (top, left) = formulas.start().unwrap_or_default();
        for (row, column, formula) in formulas.used_cells() {
            let place = (u32::try_from(row).unwrap() + top, u32::try_from(column).unwrap() + left);
            let [stored, found] = [&stored, &found].map(|cells| cells.get_value(place).unwrap());
            // What stands beside a formula is stored as text by some writers.
            let number = |cell: &Data| cell.to_string().parse::<f64>();
            match (number(stored), number(found)) {
                (Ok(stored), Ok(found)) => {
                    assert!((stored - found).abs() < 1e-9, "{name} {place:?} {formula}");
                }
                _ => assert_eq!(stored.to_string(), found.to_string(), "{name} {formula}"),
            }
            compared += 1;
        }
    }
    assert!(compared > 250, "{compared}");
}

#[test]
fn every_sheet_is_printed_in_full() {
    let home = folder();
    let out = run(home.path());
    std::fs::copy(out.join("分析/分析.xlsx"), home.path().join("a.xlsx")).unwrap();
    let Some(()) = convert(home.path(), "pdf", "a.xlsx") else { return };
    let Some(text) = call(home.path(), "pdftotext", &["-layout", "converted/a.pdf", "-"]) else {
        return;
    };
    let bare: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
    for said in [
        "信頼性（領域の項目は同じものを測っているか）",
        "項目ごとの信頼性",
        "会議の中での一致",
        "群のちがい（エリア・役割・ケアマネ経験）",
        "調べた組は",
        "全年度の傾向",
        "同じ点だけを付けた回答",
        "点の偏りは判定していません",
    ] {
        assert!(bare.contains(said), "{said}");
    }
    for broken in ["###", "#DIV", "#NAME", "#VALUE", "#REF", "Err:"] {
        assert!(!text.contains(broken), "{broken}");
    }
    // Of the headings that go over several pages, each page has its own.
    let pages: Vec<&str> =
        text.split('\u{c}').filter(|page| page.matches("確かではない").count() > 3).collect();
    assert!(pages.len() > 1 && pages.iter().all(|page| page.contains("補正 p")));
}
