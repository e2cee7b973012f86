//! Row heights of written forms, measured again by another rule: no text is higher than its cell.
//!
//! The rule is Excel's own for ＭＳ Ｐゴシック: a full-width character is as wide as the font is high, a
//! half-width one half of that, a line 1.23 times as high, and 5 pixels of a cell stay free.

use std::sync::Arc;

use proptest::prelude::*;
use torimatome::grid::{self, CellValue, Sheet};
use torimatome::intake::{FileFormat, Limits, SourceFile};
use torimatome::output::written_forms::OutputFile;
use torimatome::records::CaseRecord;
use torimatome::units::{CellRange, SourcePath};

use super::cases::{full_case, some};
use super::{blanks, summaries};

const LINE: f64 = 1.23;
const FREE: f64 = 5.0 * 0.75;
/// Excel's own limit for a row.
const HIGHEST: f64 = 409.5;

fn sheet(file: &OutputFile) -> Sheet {
    let source = SourceFile {
        source_path: SourcePath::new(&file.path),
        format: FileFormat::Xlsx,
        bytes: Arc::from(file.bytes.as_slice()),
        sha256: String::new(),
    };
    grid::read(&source, &Limits::default()).unwrap().value.sheets.remove(0)
}

/// Lines of a text that may be broken anywhere.
fn lines(text: &str, ems: f64) -> f64 {
    let of_paragraph = |paragraph: &str| {
        let (mut lines, mut used) = (1.0, 0.0);
        for letter in paragraph.chars() {
            let width = if letter.is_ascii() { 0.5 } else { 1.0 };
            if used + width > ems {
                lines += 1.0;
                used = 0.0;
            }
            used += width;
        }
        lines
    };
    text.split('\n').map(of_paragraph).sum()
}

/// Asserts that every text of a file has the room it needs, and no row is higher than Excel's.
fn check(file: &OutputFile) {
    let sheet = sheet(file);
    let (columns, rows) = (sheet.layout.column_axis(), sheet.layout.row_axis());
    let mut texts = 0;
    for (address, cell) in &sheet.cells {
        assert!(rows.size(address.row) <= HIGHEST, "{address} is too high");
        let CellValue::Text(text) = &cell.value else { continue };
        let merged = sheet.merges.iter().find(|range| range.contains(*address)).copied();
        let range = merged.unwrap_or(CellRange::cell(*address));
        let width = columns.start(range.last.column + 1) - columns.start(range.first.column);
        let height = rows.start(range.last.row + 1) - rows.start(range.first.row);
        let size = cell.style.font.size.unwrap_or(11.0);
        let needed = lines(text, (width - FREE) / size) * size * LINE;
        assert!(height >= needed, "{} {address}: {height} of {needed}\\n{text}", file.path);
        texts += 1;
    }
    assert!(texts > 20, "{}", file.path);
}

#[test]
fn blank_forms_show_all_their_texts() {
    for file in blanks() {
        check(&file);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn no_text_is_higher_than_its_cell(
        participants in 0_usize..30,
        each in 0_usize..40,
        long in "[あ-んア-ン一-龥、。（）「」a-zA-Z0-9 ]{0,1500}",
        label in "[一-龥a-z]{1,40}",
    ) {
        let mut case: CaseRecord = full_case(3, participants, each);
        case.header.reason = some(long.clone());
        case.header.title = some(long.chars().take(300).collect::<String>());
        case.header.center = some(long.chars().take(200).collect::<String>());
        if let Some(statement) = case.statements.first_mut() {
            statement.text = long;
        }
        if let Some(first) = case.participants.first_mut() {
            first.label = some(label);
        }
        for file in summaries(&[case]) {
            check(&file);
        }
    }
}
