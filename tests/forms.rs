//! Forms: real workbooks → which form each sheet is, and what each cell answers.

mod bounds;

use std::fmt::Write as _;
use std::path::Path;

use torimatome::config::FormSet;
use torimatome::diagnostic::{Checked, Language};
use torimatome::forms::{
    Answer, Disposition, FormMatch, LedgerMark, Mark, Recogniser, ScoredItem, recognise,
};
use torimatome::intake::{IntakeOptions, Limits, Passwords, find, open};

use crate::support::shared;

/// Everything below a folder, recognised by the manual's own forms.
fn read_folder(folder: &Path) -> Vec<Checked<Vec<FormMatch>>> {
    read_with(folder, FormSet::built_in().unwrap())
}

/// Everything below a folder, recognised.
fn read_with(folder: &Path, forms: FormSet) -> Vec<Checked<Vec<FormMatch>>> {
    let recogniser = Recogniser::new(forms);
    let found = find(&[folder.to_path_buf()], &IntakeOptions::default()).unwrap();
    let mut read = Vec::new();
    for file in &found.value {
        let Ok(source) = open(file, &Passwords::default(), &Limits::default()) else { continue };
        let Ok(workbook) = torimatome::grid::read(&source.value, &Limits::default()) else {
            continue;
        };
        read.push(recognise(&workbook.value, &recogniser, &Limits::default()));
    }
    read
}

fn show_answer(answer: &Answer) -> String {
    let cells: Vec<String> = answer.cells.iter().map(ToString::to_string).collect();
    let mark = match &answer.mark {
        None => String::new(),
        Some(Mark::Unmarked) => " = (none)".to_owned(),
        Some(Mark::One { option, method }) => format!(" = {option} by {}", method.as_str()),
        Some(Mark::Unclear { picture, .. }) => format!(" ? {}", picture.text(Language::Japanese)),
    };
    format!("{} [{}] {:?}{mark}", answer.field, cells.join(","), answer.text)
}

fn show_item(item: &ScoredItem) -> String {
    let answer = item.answer.as_ref().map_or_else(|| "-".to_owned(), show_answer);
    let reason = item.reason.as_ref().map(show_answer).unwrap_or_default();
    format!("item {} @{} {answer} {reason}", item.item.get(), item.cell)
}

/// A match as text, for people and snapshots.
fn show(found: &FormMatch) -> String {
    let mut text = format!(
        "{} › {} = {} {} ({:.2}){}\n",
        found.source_path,
        found.sheet,
        found.form_id,
        found.version,
        found.confidence,
        if found.blank { " blank" } else { "" }
    );
    for answer in &found.answers {
        let _ = writeln!(text, "  {}", show_answer(answer));
    }
    for item in &found.items {
        let _ = writeln!(text, "  {}", show_item(item));
    }
    for row in &found.rows {
        let _ = writeln!(text, "  {}[{}] @{} mean={}", row.table, row.index, row.cell, row.is_mean);
        for answer in &row.answers {
            let _ = writeln!(text, "    {}", show_answer(answer));
        }
        for item in &row.items {
            let _ = writeln!(text, "    {}", show_item(item));
        }
    }
    text
}

#[test]
fn samples_leave_no_cell_unread() {
    for corpus in ["samples/small", "samples/wide"] {
        let Some(folder) = shared(corpus) else { return };
        let read = read_folder(&folder);
        if let Some(out) = std::env::var_os("TORIMATOME_DUMP") {
            let text: String = read.iter().flat_map(|c| &c.value).map(show).collect();
            std::fs::write(Path::new(&out).join(corpus.replace('/', "_")), text).unwrap();
        }
        let entries: Vec<_> = read.iter().flat_map(|c| &c.value).flat_map(|f| &f.ledger).collect();
        let unread: Vec<_> = entries
            .iter()
            .filter(|e| e.disposition == Disposition::Unread && e.mark == LedgerMark::Cell)
            .collect();
        assert!(entries.len() > 10_000, "{corpus}: {} ledger entries", entries.len());
        assert!(unread.is_empty(), "{corpus}: {unread:?}");
    }
}

/// A fixture's matches and diagnostics as text.
fn shown(path: &str, forms: FormSet) -> String {
    let file = fixture(path);
    let mut text = String::new();
    for checked in read_with(&file, forms) {
        text.extend(checked.value.iter().map(show));
        for diagnostic in &checked.diagnostics {
            let cell = diagnostic.location.cell.map(|cell| cell.to_string()).unwrap_or_default();
            let message = &diagnostic.message.japanese;
            let _ = writeln!(text, "{} {cell}: {message}", diagnostic.code.as_str());
        }
    }
    text
}

fn fixture(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/forms").join(path)
}

#[test]
fn awkward_layouts_are_read_by_the_same_rules() {
    for file in [
        "answers_below.xlsx",
        "answers_inside.xlsx",
        "doubtful_scores.xlsx",
        "marks_of_all_kinds.xlsx",
    ] {
        let text = shown(file, FormSet::built_in().unwrap());
        insta::assert_snapshot!(file.trim_end_matches(".xlsx"), text);
    }
}

#[test]
fn another_city_is_read_by_its_definitions_alone() {
    let files = ["items.toml", "reflection.toml", "case_summary.toml"]
        .map(|name| fixture(&format!("second_city/{name}")));
    let paths: Vec<&Path> = files.iter().map(std::path::PathBuf::as_path).collect();
    let forms = FormSet::with_files(&paths).unwrap();
    insta::assert_snapshot!("second_city", shown("second_city", forms));
    let unknown = shown("second_city", FormSet::built_in().unwrap());
    assert!(unknown.contains("unrecognised_sheet"), "{unknown}");
}

#[test]
fn mistakes_in_a_definition_name_file_line_and_key() {
    let mut text = String::new();
    for name in ["unknown_key", "mistakes", "kind", "items", "missing"] {
        let file = fixture(&format!("bad/{name}.toml"));
        let error = FormSet::with_files(&[&file]).expect_err(name);
        for problem in error.problems {
            // The folder of the checkout is no part of the message under test.
            let mut problem = problem;
            problem.place.file = format!("{name}.toml").into();
            let _ = writeln!(text, "{}", problem.text(Language::Japanese));
        }
    }
    insta::assert_snapshot!("bad_definitions", text);
}

/// Non-empty cells of a sheet, read by calamine alone.
fn cells_by_calamine(file: &Path, sheet: &str) -> Vec<String> {
    use calamine::Reader;
    let mut book = calamine::open_workbook_auto(file).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    let start = range.start().unwrap_or((0, 0));
    let mut cells = Vec::new();
    for (row, column, value) in range.used_cells() {
        if !value.to_string().trim().is_empty() {
            let row = start.0 + u32::try_from(row).unwrap();
            let column = start.1 + u32::try_from(column).unwrap();
            cells.push(torimatome::units::CellAddress::new(row, column).to_string());
        }
    }
    cells
}

#[test]
fn every_cell_of_every_fixture_stands_once_in_the_ledger() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let files = ["items.toml", "reflection.toml", "case_summary.toml"]
        .map(|name| fixture(&format!("second_city/{name}")));
    let paths: Vec<&Path> = files.iter().map(std::path::PathBuf::as_path).collect();
    let mut sheets = 0;
    for folder in ["sample", "forms"] {
        for found in read_with(&root.join(folder), FormSet::with_files(&paths).unwrap())
            .iter()
            .flat_map(|checked| &checked.value)
        {
            sheets += 1;
            let file = root.join(folder).join(found.source_path.as_str());
            let mut ledger: Vec<String> = found
                .ledger
                .iter()
                .filter(|entry| entry.mark == LedgerMark::Cell)
                .map(|entry| entry.location.cell.unwrap().to_string())
                .collect();
            let mut cells = cells_by_calamine(&file, &found.sheet);
            ledger.sort();
            cells.sort();
            assert_eq!(ledger, cells, "{} › {}", found.source_path, found.sheet);
        }
    }
    assert!(sheets > 30, "{sheets} recognised sheets");
}
