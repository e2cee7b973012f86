//! Written forms in an office suite: they open, and every text is on paper in full.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use torimatome::records::{CaseRecord, StatementField};

use super::cases::{empty_case, full_case, some};
use super::{blanks, summaries};

/// A program's output; `None`, and a word about it, when it is not installed.
fn run(program: &str, arguments: &[&str], folder: &Path) -> Option<String> {
    let command =
        Command::new(program).args(arguments).current_dir(folder).stderr(Stdio::null()).output();
    match command {
        Ok(output) => {
            assert!(output.status.success(), "{program} {arguments:?}");
            Some(String::from_utf8(output.stdout).unwrap())
        }
        Err(cause) => {
            println!("passed over: no {program} ({cause})");
            None
        }
    }
}

/// Each workbook's pages as text; `None` when the office suite is not installed.
fn printed(workbooks: &[(String, Vec<u8>)]) -> Option<Vec<Vec<String>>> {
    let folder = crate::support::folder();
    let names: Vec<String> = (0..workbooks.len()).map(|at| format!("{at}.xlsx")).collect();
    for (name, (_, bytes)) in names.iter().zip(workbooks) {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    let profile = format!("-env:UserInstallation=file://{}", profile(folder.path()).display());
    let mut arguments = vec![profile.as_str(), "--headless", "--convert-to", "pdf"];
    arguments.extend(names.iter().map(String::as_str));
    run("soffice", &arguments, folder.path())?;
    (0..workbooks.len())
        .map(|at| {
            let text = run("pdftotext", &["-layout", &format!("{at}.pdf"), "-"], folder.path())?;
            Some(text.split('\u{c}').filter(|page| !page.is_empty()).map(str::to_owned).collect())
        })
        .collect()
}

/// The suite's own settings, away from those of the person who runs the tests.
fn profile(folder: &Path) -> PathBuf {
    folder.join("profile")
}

/// The letters of a text, by how often each occurs: lines of a box are printed beside each
/// other's, so that their order on the page says nothing.
fn letters(text: &str) -> std::collections::BTreeMap<char, usize> {
    let mut counts = std::collections::BTreeMap::new();
    for letter in text.chars().filter(|letter| !letter.is_whitespace()) {
        *counts.entry(letter).or_insert(0) += 1;
    }
    counts
}

/// Every character of the statements is on the pages at least as often.
fn assert_printed(case: &CaseRecord, pages: &[String]) {
    let printed = letters(&pages.concat());
    let wanted: String = case.statements.iter().map(|it| it.text.as_str()).collect();
    for (letter, count) in letters(&wanted) {
        let found = printed.get(&letter).copied().unwrap_or(0);
        assert!(found >= count, "{letter}: {found} of {count}");
    }
}

#[test]
fn nothing_is_cut_on_paper() {
    let mut long = full_case(3, 30, 60);
    long.header.reason = some("主治医との連携が取りにくく、医療面の不安が残る。".repeat(60));
    long.statements.push({
        let mut statement = long.statements[0].clone();
        statement.text = "長い記述もすべて印刷される。".repeat(150);
        statement
    });
    let cases = [full_case(1, 4, 3), full_case(2, 9, 8), long];
    let mut workbooks: Vec<(String, Vec<u8>)> = Vec::new();
    for case in &cases {
        for file in summaries(std::slice::from_ref(case)) {
            workbooks.push((file.path, file.bytes));
        }
    }
    let Some(pages) = printed(&workbooks) else { return };
    for (case, pages) in cases.iter().zip(pages.chunks(2)) {
        assert_printed(case, &pages[0]);
        assert_printed(case, &pages[1]);
    }
    let counts: Vec<usize> = pages.iter().map(Vec::len).collect();
    println!("pages: {counts:?}");
    assert_eq!(counts[..3], [1, 1, 1], "usual cases fit one sheet of paper");
    let issues: Vec<&str> = cases[0]
        .statements
        .iter()
        .filter(|statement| statement.field == StatementField::RegionalIssue)
        .map(|statement| statement.text.as_str())
        .collect();
    for issue in issues {
        assert!(pages[0][0].replace(char::is_whitespace, "").contains(issue), "{issue}");
    }
}

#[test]
fn blank_forms_and_empty_cases_are_printed() {
    let mut empty = empty_case("空");
    empty.fiscal_year = Some(2023);
    let files = blanks().into_iter().chain(summaries(&[empty]));
    let workbooks: Vec<(String, Vec<u8>)> = files.map(|file| (file.path, file.bytes)).collect();
    let Some(pages) = printed(&workbooks) else { return };
    let counts: Vec<usize> = pages.iter().map(Vec::len).collect();
    assert_eq!(counts, [4, 2, 1, 1, 1, 1], "pages of ①, ②, ③-1, ③-2 and of an empty case");
    for (page, (path, _)) in pages.iter().map(|pages| &pages[0]).zip(&workbooks) {
        assert!(page.contains("伊丹市ケアマネジメント支援会議"), "{path}");
        assert!(!page.contains("#DIV") && !page.contains("Err:"), "{path}");
    }
    for (at, page) in pages[2].iter().enumerate() {
        assert!(!page.contains("0.00"), "a blank mean shows nothing, page {at}");
    }
}
