//! Which files are found, under which names and in which order.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use torimatome::diagnostic::{Checked, Code};
use torimatome::intake::{self, FoundFile, IntakeError, IntakeOptions};

/// A folder that holds these files, each with its own path as content unless `=` says otherwise.
fn folder(files: &[&str]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for file in files {
        let (name, content) = file.split_once('=').unwrap_or((file, file));
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

fn find(inputs: &[PathBuf]) -> Checked<Vec<FoundFile>> {
    intake::find(inputs, &IntakeOptions::default()).unwrap()
}

fn names(found: &Checked<Vec<FoundFile>>) -> Vec<&str> {
    found.value.iter().map(|file| file.source_path.as_str()).collect()
}

fn said(found: &Checked<Vec<FoundFile>>) -> Vec<(&str, Code)> {
    let about = |one: &torimatome::diagnostic::Diagnostic| one.location.source_path.clone();
    let mut said: Vec<(String, Code)> =
        found.diagnostics.iter().map(|one| (about(one).to_string(), one.code)).collect();
    said.sort();
    said.into_iter().map(|(path, code)| (&*path.leak(), code)).collect()
}

#[test]
fn nested_and_flat_folders_are_walked_in_composed_order() {
    // The second name is decomposed (NFD), as disks from macOS carry it; it sorts as ガ, after カ.
    let folder = folder(&["カ.xlsx", "か\u{3099}.xls", "2023年度/事例/様式②.ods", "き.xlsb"]);
    let found = find(&[folder.path().to_path_buf()]);
    assert_eq!(names(&found), ["2023年度/事例/様式②.ods", "か\u{3099}.xls", "き.xlsb", "カ.xlsx"]);
    assert_eq!(found.diagnostics, []);
}

#[test]
fn what_is_no_workbook_is_passed_over_and_named() {
    let folder = folder(&[
        "a.xlsx",
        "~$a.xlsx",
        ".~lock.a.ods#",
        "Thumbs.db",
        "desktop.ini",
        ".DS_Store",
        "._a.xlsx",
        "b.tmp",
        "memo.txt",
        "plan.pdf=%PDF-1.7",
    ]);
    let found = find(&[folder.path().to_path_buf()]);
    assert_eq!(names(&found), ["a.xlsx"]);
    let skipped = said(&found);
    assert_eq!(skipped.len(), 9);
    assert!(skipped.iter().all(|(_, code)| *code == Code::SkippedFile), "{skipped:?}");
}

#[test]
fn equal_names_below_two_inputs_carry_the_input_and_their_order_is_one() {
    let folder = folder(&["北/1.xlsx", "北/2.xlsx", "南/1.xlsx", "東/3.xlsx"]);
    let input = |name: &str| folder.path().join(name);
    let found = find(&[input("南"), input("東"), input("北")]);
    assert_eq!(names(&found), ["3.xlsx", "北/1.xlsx", "北/2.xlsx", "南/1.xlsx"]);
    let turned = find(&[input("北"), input("南"), input("東")]);
    assert_eq!(names(&turned), names(&found));
}

#[test]
fn inputs_with_equal_names_carry_more_of_their_paths() {
    let folder = folder(&["北/2023/1.xlsx", "南/2023/1.xlsx"]);
    let found = find(&[folder.path().join("北/2023"), folder.path().join("南/2023")]);
    assert_eq!(names(&found), ["北/2023/1.xlsx", "南/2023/1.xlsx"]);
}

#[test]
fn an_input_inside_another_is_read_once() {
    let folder = folder(&["a/1.xlsx", "a/b/2.xlsx"]);
    let root = folder.path().to_path_buf();
    let found = find(&[root.join("a/b/2.xlsx"), root.join("a/b"), root.join("a"), root.join("a")]);
    assert_eq!(names(&found), ["1.xlsx", "b/2.xlsx"]);
}

#[test]
fn single_files_are_inputs_too() {
    let folder = folder(&["a/1.xlsx", "a/b.bin"]);
    let found = find(&[folder.path().join("a/1.xlsx")]);
    assert_eq!(names(&found), ["1.xlsx"]);
}

#[test]
fn copies_are_named_and_the_unmarked_file_is_used() {
    let folder = folder(&[
        "コピー ～ 様式②.xls=same",
        "様式②.xls=same",
        "a (1).xlsx=twin",
        "b.xlsx=twin",
        "c.xlsx=size",
    ]);
    let found = find(&[folder.path().to_path_buf()]);
    assert_eq!(names(&found), ["b.xlsx", "c.xlsx", "様式②.xls"]);
    assert_eq!(
        said(&found),
        [("a (1).xlsx", Code::DuplicateFile), ("コピー ～ 様式②.xls", Code::DuplicateFile)]
    );
    assert!(found.diagnostics.iter().any(|one| one.message.japanese.contains("様式②.xls")));
}

#[test]
fn a_missing_input_is_fatal() {
    let missing = Path::new("そんなフォルダーはない").to_path_buf();
    let error = intake::find(&[missing], &IntakeOptions::default()).unwrap_err();
    assert!(matches!(error, IntakeError::Missing { .. }));
}

#[test]
fn the_excluded_folder_is_not_walked() {
    let folder = folder(&["a.xlsx", "結果/様式③.xlsx"]);
    let excluded = vec![folder.path().join("結果")];
    let options = IntakeOptions { excluded, ..IntakeOptions::default() };
    let found = intake::find(&[folder.path().to_path_buf()], &options).unwrap();
    assert_eq!(names(&found), ["a.xlsx"]);
    assert_eq!(said(&found), [("結果", Code::SkippedFile)]);
}

#[cfg(unix)]
#[test]
fn a_link_to_a_folder_above_ends() {
    let folder = folder(&["a/1.xlsx"]);
    std::os::unix::fs::symlink(folder.path(), folder.path().join("a/上へ")).unwrap();
    let found = find(&[folder.path().to_path_buf()]);
    assert_eq!(names(&found), ["a/1.xlsx"]);
    assert_eq!(said(&found), [("a/上へ", Code::SkippedFile)]);
}
