//! Written forms: dumped, read again by the program itself, rendered by an office suite.

mod cases;
mod dumped;
mod heights;
mod own_layout;
mod packaged;
mod rendered;
mod reread;

use torimatome::output::written_forms::{OutputFile, blank_forms, summary_workbooks};
use torimatome::records::CaseRecord;

/// The summaries of some cases in the manual's own forms.
fn summaries(cases: &[CaseRecord]) -> Vec<OutputFile> {
    summary_workbooks(cases, &cases::layouts(), &cases::style()).unwrap()
}

/// The blank forms of the manual's own city.
fn blanks() -> Vec<OutputFile> {
    blank_forms(&cases::layouts(), &cases::style()).unwrap()
}

/// The one file whose path holds a text.
fn only<'a>(files: &'a [OutputFile], part: &str) -> &'a OutputFile {
    let mut found = files.iter().filter(|file| file.path.contains(part));
    let file = found.next().unwrap();
    assert!(found.next().is_none(), "{part} is unique");
    file
}

#[test]
fn files_are_named_by_year_and_case() {
    let mut other_year = cases::full_case(2, 1, 1);
    other_year.fiscal_year = None;
    let files = summaries(&[cases::full_case(1, 1, 1), cases::full_case(1, 2, 1), other_year]);
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "様式③-1/2023年度/2023-07-01_伊丹・摂陽.xlsx",
            "様式③-1/2023年度/2023-07-01_伊丹・摂陽_2.xlsx",
            "様式③-1/年度不明/2023-07-02_伊丹・摂陽.xlsx",
            "様式③-2/2023年度.xlsx",
            "様式③-2/年度不明.xlsx",
        ]
    );
    assert!(summaries(&[]).is_empty(), "no case, no form");
}

#[test]
fn the_same_cases_give_the_same_bytes() {
    let cases: Vec<CaseRecord> = (1..=9).map(|day| cases::full_case(day, 4, 3)).collect();
    let reversed: Vec<CaseRecord> = cases.iter().rev().cloned().collect();
    let once = summaries(&cases);
    let threads = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    assert!(once == threads.install(|| summaries(&reversed)), "order and threads do not show");
    assert!(blanks() == blanks(), "blank forms are the same each time");
}
