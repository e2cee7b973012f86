//! Broken, lying and greedy files: a word about each, and never more than a moment.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use torimatome::diagnostic::{Checked, Code, Diagnostic, Severity};
use torimatome::grid::{self, Workbook};
use torimatome::intake::{FileFormat, Limits};

use super::super::source;
use super::fixture;

fn check(name: &str) -> Result<Checked<Workbook>, Diagnostic> {
    let bytes = std::fs::read(fixture(name)).unwrap();
    grid::read(&source(name, bytes, FileFormat::Xls), &Limits::default())
}

/// What is said of a file that is broken in one place; the good cells must be there.
fn complaints(name: &str) -> String {
    let read = check(&format!("malformed/{name}.xls")).unwrap();
    let cells: usize = read.value.sheets.iter().map(|sheet| sheet.cells.len()).sum();
    for diagnostic in &read.diagnostics {
        assert_eq!(diagnostic.severity, Severity::Warning);
        assert_eq!(diagnostic.code, Code::UnreadableFile);
        assert!(diagnostic.location.source_path.as_str().contains(name));
    }
    let said: Vec<&str> = read
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.message.english.split(['(', ')']).nth(1).unwrap())
        .collect();
    format!("{cells} cells: {}", said.join(", "))
}

#[test]
fn each_malformation_is_told_and_the_rest_is_read() {
    for (name, expected) in [
        ("record_past_end", "2 cells: record 0x0203 is longer than the rest of the stream"),
        ("record_too_short", "2 cells: record 0x0203 is too short"),
        ("text_table_broken", "3 cells: the shared string table breaks off"),
        ("text_missing", "2 cells: a cell refers to shared string 7, which does not exist"),
        ("style_missing", "3 cells: a cell refers to format 99, which does not exist"),
        ("font_missing", "2 cells: font 42 does not exist"),
        ("sheet_unfinished", "2 cells: the sheet breaks off before its EOF record"),
        ("cell_outside", "2 cells: a cell in column 256, beyond the last"),
        ("cell_count", "2 cells: record 0x00BD holds another number of cells than it says"),
        ("error_value", "2 cells: unknown error value 0x99"),
        ("formula_text_missing", "2 cells: a formula's text result is missing"),
        ("formula_text_stray", "2 cells: a text result without its formula"),
        ("range_backwards", "2 cells: record 0x00E5 holds a range that ends before it begins"),
        ("column_records", "2 cells: more column records than columns"),
        ("art_past_end", "2 cells: drawing record 0xF002 is longer than what holds it"),
        ("art_too_deep", "2 cells: drawing groups are nested too deeply"),
        ("box_text_broken", "2 cells: a text box's text breaks off"),
        ("no_sheet_start", "0 cells: no BOF record where the sheet should begin"),
        ("code_page", "0 cells: unknown code page 12345"),
    ] {
        assert_eq!(complaints(name), expected, "{name}");
    }
}

/// Twenty sheets in one place are the same records twenty times over: only as many are walked as
/// the stream has bytes for, and each of the others is told of.
#[test]
fn sheets_in_one_place_are_not_read_over_and_over() {
    let read = check("malformed/sheets_overlap.xls").unwrap();
    let cells: usize = read.value.sheets.iter().map(|sheet| sheet.cells.len()).sum();
    assert!((60..=180).contains(&cells), "{cells}");
    assert_eq!(read.value.sheets.len(), 20);
    assert!(read.diagnostics.len() >= 17, "{}", read.diagnostics.len());
}

#[test]
fn what_is_no_workbook_is_refused_with_its_reason() {
    for (name, expected) in [
        ("no_sheets", "no BOUNDSHEET record"),
        ("worksheet_alone", "no BOUNDSHEET record"),
        ("no_workbook_start", "no BOF record at the start of the workbook stream"),
        ("protected", "FILEPASS record: the workbook is encrypted"),
        ("excel_4", "BIFF4, the format of Excel 4 and older"),
    ] {
        let refused = check(&format!("malformed/{name}.xls")).unwrap_err();
        assert_eq!(refused.code, Code::UnreadableFile, "{name}");
        assert!(refused.message.english.contains(expected), "{name}: {refused:?}");
        assert!(refused.location.source_path.as_str().contains(name));
    }
}

#[test]
fn limits_end_the_reading_of_a_file() {
    let usual = Limits::default();
    for (name, limits) in [
        ("values_and_looks.xls", Limits { cells: 20, ..usual.clone() }),
        ("values_and_looks.xls", Limits { sheets: 2, ..usual.clone() }),
        ("values_and_looks.xls", Limits { merges: 0, ..usual.clone() }),
        ("texts_cut_by_continue.xls", Limits { cells: 4, ..usual.clone() }),
        ("texts_cut_by_continue.xls", Limits { text_chars: 3999, ..usual.clone() }),
        ("drawn_marks.xls", Limits { shapes: 18, ..usual.clone() }),
        ("excel_95.xls", Limits { shapes: 2, ..usual.clone() }),
    ] {
        let bytes = std::fs::read(fixture(name)).unwrap();
        let refused = grid::read(&source(name, bytes, FileFormat::Xls), &limits).unwrap_err();
        assert_eq!(refused.code, Code::LimitExceeded, "{name} {limits:?}");
        assert_eq!(refused.location.source_path.as_str(), name);
        check(name).unwrap();
    }
}

/// All fixtures of this format.
fn fixtures() -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(fixture("")).sort_by_file_name().into_iter();
    let paths = walk.map(|entry| entry.unwrap().into_path());
    paths.filter(|path| path.extension().is_some_and(|ending| ending == "xls")).collect()
}

/// Reads damaged bytes: any outcome will do that names the file and comes at once.
fn survives(name: &str, bytes: Vec<u8>) {
    let start = Instant::now();
    match grid::read(&source(name, bytes, FileFormat::Xls), &Limits::default()) {
        Ok(read) => {
            for diagnostic in read.diagnostics {
                assert_eq!(diagnostic.location.source_path.as_str(), name);
            }
        }
        Err(refused) => assert_eq!(refused.location.source_path.as_str(), name),
    }
    assert!(start.elapsed() < Duration::from_secs(2), "{name}: {:?}", start.elapsed());
}

/// A fixed sequence of numbers that look random (xorshift, Marsaglia 2003).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(bound).unwrap()).unwrap()
    }
}

#[test]
fn cut_files_are_survived() {
    let mut cuts = 0;
    for path in fixtures() {
        let whole = std::fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_str().unwrap();
        for length in (0..whole.len()).step_by(1 + whole.len() / 300) {
            survives(name, whole[..length].to_vec());
            cuts += 1;
        }
    }
    assert!(cuts > 5000, "{cuts}");
}

#[test]
fn flipped_and_spliced_files_are_survived() {
    let mut numbers = Numbers(0x5EED_0BAD_F00D);
    let paths = fixtures();
    for path in &paths {
        let whole = std::fs::read(path).unwrap();
        let name = path.file_name().unwrap().to_str().unwrap();
        for _ in 0..300 {
            let mut bytes = whole.clone();
            for _ in 0..=numbers.below(6) {
                let at = numbers.below(bytes.len());
                bytes[at] = match numbers.below(4) {
                    0 => 0xFF,
                    1 => 0,
                    _ => bytes[at] ^ (1 << numbers.below(8)),
                };
            }
            if numbers.below(3) == 0 {
                let (from, to) = (numbers.below(bytes.len()), numbers.below(bytes.len()));
                let length = numbers.below(64).min(bytes.len() - from.max(to));
                bytes.copy_within(from..from + length, to);
            }
            survives(name, bytes);
        }
    }
    assert!(paths.len() > 30);
}
