//! Isolation: the same workbooks as without it, and a worker's end costs one file.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rayon::prelude::*;
use rust_xlsxwriter::Workbook as Writer;
use torimatome::diagnostic::Code;
use torimatome::grid;
use torimatome::intake::{self, FileFormat, IntakeOptions, Limits, Passwords, SourceFile};
use torimatome::isolation::Reader;
use torimatome::units::SourcePath;

use crate::support::{fixture, shared};

fn program() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_torimatome"))
}

fn isolated(limits: Limits) -> Reader {
    Reader::with_workers(program(), limits)
}

/// A workbook with this many rows of ten numbers.
fn long_workbook(rows: u32) -> SourceFile {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    for row in 0..rows {
        for column in 0..10_u16 {
            sheet.write_number(row, column, f64::from(row) + f64::from(column) / 10.0).unwrap();
        }
    }
    source("長い.xlsx", writer.save_to_buffer().unwrap())
}

fn source(name: &str, bytes: Vec<u8>) -> SourceFile {
    SourceFile {
        source_path: SourcePath::new(name),
        format: FileFormat::Xlsx,
        bytes: Arc::from(bytes),
        sha256: String::new(),
    }
}

/// Every file below a folder that opens.
fn sources(folder: &Path) -> Vec<SourceFile> {
    let found = intake::find(&[folder.to_path_buf()], &IntakeOptions::default()).unwrap().value;
    let open = |file| intake::open(file, &Passwords::default(), &Limits::default());
    found.par_iter().filter_map(|file| open(file).ok()).map(|checked| checked.value).collect()
}

#[test]
fn workbooks_come_through_the_pipe_unchanged() {
    let mut folders = vec![fixture("")];
    folders.extend(shared("samples/small"));
    let reader = isolated(Limits::default());
    for folder in folders {
        let sources = sources(&folder);
        assert!(!sources.is_empty());
        sources.par_iter().for_each(|source| {
            let path = &source.source_path;
            match (reader.read(source), grid::read(source, &Limits::default())) {
                (Ok(isolated), Ok(here)) => {
                    assert_eq!(isolated.value, here.value, "{path}");
                    assert_eq!(isolated.diagnostics, here.diagnostics, "{path}");
                }
                (Err(isolated), Err(here)) => assert_eq!(isolated, here, "{path}"),
                (isolated, _) => panic!("{path}: {:?}", isolated.map(|read| read.diagnostics)),
            }
        });
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_needs_too_much_memory_costs_only_itself() {
    let limits = Limits { memory_bytes: 24 << 20, ..Limits::default() };
    let reader = isolated(limits);
    let (small, long) = (long_workbook(3), long_workbook(60_000));
    for _ in 0..2 {
        assert!(reader.read(&small).is_ok());
        let refused = reader.read(&long).unwrap_err();
        assert_eq!(refused.code, Code::LimitExceeded, "{}", refused.message.english);
        assert_eq!(refused.location.source_path.as_str(), "長い.xlsx");
    }
}

#[test]
fn a_file_that_takes_too_long_costs_only_itself() {
    let (inflated_bytes, part_bytes) = (1 << 30, 1 << 30);
    let limits = Limits { seconds: 1, inflated_bytes, part_bytes, ..Limits::default() };
    let reader = isolated(Limits { cells: 10_000_000, ..limits });
    let long = long_workbook(400_000);
    let began = Instant::now();
    let refused = reader.read(&long).unwrap_err();
    assert!(began.elapsed() < Duration::from_secs(20));
    assert_eq!(refused.code, Code::LimitExceeded, "{}", refused.message.english);
    assert!(refused.message.japanese.contains("1秒"), "{}", refused.message.japanese);
    assert!(reader.read(&long_workbook(3)).is_ok());
}

#[cfg(unix)]
#[test]
fn a_worker_that_ends_without_a_word_costs_only_its_file() {
    use std::os::unix::fs::PermissionsExt;

    let folder = crate::support::folder();
    let program = folder.path().join("crashing");
    std::fs::write(&program, "#!/bin/sh\nprintf 'torimatome reads'\nkill -SEGV $$\n").unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let refused =
        Reader::with_workers(program, Limits::default()).read(&long_workbook(3)).unwrap_err();
    assert_eq!(refused.code, Code::UnreadableFile);
    assert_eq!(refused.location.source_path.as_str(), "長い.xlsx");
}

#[test]
fn without_a_worker_to_start_honest_files_are_still_read() {
    // This test program is no worker: it does not know the argument.
    for program in [PathBuf::from("no such program"), std::env::current_exe().unwrap()] {
        let reader = Reader::with_workers(program, Limits::default());
        assert!(reader.read(&long_workbook(3)).is_ok());
    }
    assert!(Reader::within_process(Limits::default()).read(&long_workbook(3)).is_ok());
}
