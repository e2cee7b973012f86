//! Publishing: results appear all at once, and nothing of anybody else is ever lost.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use torimatome::intake::{self, IntakeOptions};
use torimatome::output::publish::{PublishError, Published, Staging};

const RUN: &str = r#"{"version": 1, "program": "torimatome"}"#;

/// Writes results with one 様式③ of this content to `out`.
fn run(out: &Path, content: &str) -> Result<Published, PublishError> {
    let staging = Staging::begin(out, &[])?;
    let folder = staging.folder();
    fs::create_dir_all(folder.join("様式③-2")).unwrap();
    fs::write(folder.join("様式③-2/2023年度.xlsx"), content).unwrap();
    fs::write(folder.join("run.json"), RUN).unwrap();
    staging.publish()
}

fn read(out: &Path) -> String {
    fs::read_to_string(out.join("様式③-2/2023年度.xlsx")).unwrap()
}

/// Names below a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The working folder that a run of `out` leaves when it is killed before it publishes.
fn killed(out: &Path) -> PathBuf {
    let staging = Staging::begin(out, &[]).unwrap();
    let work = staging.folder().parent().unwrap().to_path_buf();
    let left = work.with_file_name("left");
    fs::create_dir_all(left.join("new/様式③-2")).unwrap();
    fs::write(left.join("new/様式③-2/2023年度.xlsx"), "半分").unwrap();
    fs::write(left.join("lock"), "").unwrap();
    drop(staging);
    fs::rename(&left, &work).unwrap();
    work
}

#[test]
fn results_appear_with_nothing_beside_them() {
    let home = TempDir::new().unwrap();
    let out = home.path().join("新しい/結果");
    assert_eq!(run(&out, "1").unwrap(), Published::default());
    assert_eq!(read(&out), "1");
    assert_eq!(names(out.parent().unwrap()), ["結果"]);
    assert!(intake::holds_results(&out));
}

#[test]
fn old_results_are_replaced_whole() {
    let home = TempDir::new().unwrap();
    let out = home.path().join("結果");
    run(&out, "1").unwrap();
    fs::create_dir(out.join("空")).unwrap();
    run(&out, "2").unwrap();
    assert_eq!(read(&out), "2");
    assert_eq!(names(&out), ["data", "run.json", "様式③-2"]);
    assert_eq!(names(home.path()), ["結果"]);
}

#[test]
fn a_run_that_gives_up_leaves_the_old_results() {
    let home = TempDir::new().unwrap();
    let out = home.path().join("結果");
    run(&out, "1").unwrap();
    let staging = Staging::begin(&out, &[]).unwrap();
    fs::write(staging.folder().join("半分"), "2").unwrap();
    drop(staging);
    assert_eq!(read(&out), "1");
    assert_eq!(names(home.path()), ["結果"]);
}

#[test]
fn what_a_killed_run_left_is_removed_by_the_next() {
    let home = TempDir::new().unwrap();
    let out = home.path().join("結果");
    run(&out, "1").unwrap();
    let left = killed(&out);
    assert!(left.is_dir());
    assert_eq!(read(&out), "1");
    assert_eq!(run(&out, "2").unwrap(), Published::default());
    assert_eq!(names(home.path()), ["結果"]);
    assert_eq!(read(&out), "2");
}

#[test]
fn results_caught_between_two_renames_are_put_back() {
    let home = TempDir::new().unwrap();
    let out = home.path().join("結果");
    run(&out, "1").unwrap();
    let left = killed(&out);
    fs::rename(&out, left.join("old")).unwrap();
    let staging = Staging::begin(&out, &[]).unwrap();
    assert_eq!(read(&out), "1");
    drop(staging);
    assert_eq!(names(home.path()), ["結果"]);
}

#[test]
fn leftovers_beside_the_inputs_are_not_read() {
    let home = TempDir::new().unwrap();
    let out = home.path().join("結果");
    run(&out, "1").unwrap();
    killed(&out);
    fs::write(home.path().join("様式②.xlsx"), "x").unwrap();
    let found = intake::find(&[home.path().to_path_buf()], &IntakeOptions::default()).unwrap();
    let paths: Vec<&str> = found.value.iter().map(|file| file.source_path.as_str()).collect();
    assert_eq!(paths, ["様式②.xlsx"]);
    assert_eq!(found.diagnostics.len(), 2);
}

#[test]
fn two_runs_at_once_do_not_mix() {
    let home = TempDir::new().unwrap();
    let out = home.path().join("結果");
    let first = Staging::begin(&out, &[]).unwrap();
    assert!(matches!(Staging::begin(&out, &[]), Err(PublishError::Busy { .. })));
    let elsewhere = Staging::begin(&home.path().join("別の結果"), &[]);
    assert!(elsewhere.is_ok());
    drop(first);
    assert!(run(&out, "1").is_ok());
}

#[test]
fn what_is_not_ours_is_never_replaced() {
    let home = TempDir::new().unwrap();
    let out = home.path().join("大事");
    fs::create_dir(&out).unwrap();
    fs::write(out.join("大事.txt"), "x").unwrap();
    let refused = run(&out, "1").unwrap_err();
    assert!(matches!(refused, PublishError::NotOurs { .. }));
    assert!(refused.wording().0.japanese.contains("中止しました"));
    fs::write(out.join("run.json"), r#"{"program": "another"}"#).unwrap();
    assert!(matches!(run(&out, "1"), Err(PublishError::NotOurs { .. })));
    assert_eq!(fs::read_to_string(out.join("大事.txt")).unwrap(), "x");
}

#[test]
fn an_empty_folder_is_taken() {
    let home = TempDir::new().unwrap();
    fs::write(home.path().join("desktop.ini"), "").unwrap();
    run(&home.path().join("."), "1").unwrap();
    assert_eq!(read(home.path()), "1");
}

#[test]
fn a_file_in_the_way_is_refused() {
    let home = TempDir::new().unwrap();
    let out = home.path().join("結果");
    fs::write(&out, "x").unwrap();
    assert!(matches!(run(&out, "1"), Err(PublishError::NotAFolder { .. })));
}

#[test]
fn results_never_replace_an_input() {
    let home = TempDir::new().unwrap();
    let out = home.path().join("結果");
    run(&out, "1").unwrap();
    let file = out.join("様式③-2/2023年度.xlsx");
    for input in [&out, &file] {
        let refused = Staging::begin(&out, std::slice::from_ref(input)).unwrap_err();
        assert!(matches!(refused, PublishError::HoldsInput { .. }), "{refused}");
    }
    assert!(Staging::begin(&out, &[home.path().to_path_buf()]).is_ok());
}

#[test]
fn corrections_by_hand_are_kept() {
    let home = TempDir::new().unwrap();
    let out = home.path().join("結果");
    let kept = home.path().canonicalize().unwrap().join("結果（手直しの控え）");
    for (round, correction) in [("1", "手直し1"), ("2", "手直し2"), ("3", "手直し1")] {
        run(&out, round).unwrap();
        fs::write(out.join("様式③-2/2023年度.xlsx"), correction).unwrap();
        fs::write(out.join("~$2023年度.xlsx"), "lock").unwrap();
    }
    assert_eq!(run(&out, "4").unwrap().kept, Some(kept.clone()));
    assert_eq!(read(&out), "4");
    assert_eq!(names(&kept.join("様式③-2")), ["2023年度 (2).xlsx", "2023年度.xlsx"]);
    assert_eq!(read(&kept), "手直し1");
    assert_eq!(names(&kept), ["様式③-2"]);
}

#[test]
fn a_failed_write_says_what_to_do() {
    let out = Path::new("結果/data/scores.csv");
    for (kind, word) in [
        (std::io::ErrorKind::StorageFull, "空き"),
        (std::io::ErrorKind::PermissionDenied, "権限"),
        (std::io::ErrorKind::ReadOnlyFilesystem, "読み取り専用"),
        (std::io::ErrorKind::InvalidFilename, "長すぎ"),
    ] {
        let (message, hint) = PublishError::write(out, kind.into()).wording();
        assert!(message.japanese.contains(word), "{}", message.japanese);
        assert!(hint.japanese.contains("--out"));
    }
}

#[cfg(unix)]
#[test]
fn a_name_too_long_for_the_disk_is_told() {
    let home = TempDir::new().unwrap();
    let refused = run(&home.path().join("長".repeat(100)), "1").unwrap_err();
    assert!(refused.wording().0.japanese.contains("長すぎ"), "{refused:?}");
    assert_eq!(names(home.path()), [""; 0]);
}
