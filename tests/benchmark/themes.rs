//! `themes` over a year's worth of different statements: 16 cases, two threads, cold and cached.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use super::{median, statements_of_fixtures, timed};

/// A year of the region: so many cases with so many different statements.
const CASES: usize = 16;
const STATEMENTS: usize = 700;

/// What is asked for, in seconds.
const COLD: f64 = 15.0;
const CACHED: f64 = 3.0;

const COLD_ROUNDS: usize = 3;
const CACHED_ROUNDS: usize = 5;

/// Prints how long `themes` takes without a cache and with one that knows every statement.
pub(super) fn measure(folders: &[PathBuf]) {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let texts = different_statements(folders, home);
    std::fs::write(home.join("year.csv"), as_table(&texts)).unwrap();
    let rounds = |count: usize, more: &[&str]| -> Duration {
        median((0..count).map(|_| timed(|| themes(home, more))).collect())
    };
    let cold = rounds(COLD_ROUNDS, &["--no-cache"]).as_secs_f64();
    themes(home, &[]);
    let cached = rounds(CACHED_ROUNDS, &[]).as_secs_f64();
    let optimised = if cfg!(debug_assertions) { "debug build" } else { "release build" };
    println!(
        "themes on {} different statements of {CASES} cases, two threads, {optimised}: \
         cold {cold:.2} s (asked: under {COLD} s), cached {cached:.2} s (asked: under {CACHED} s)",
        texts.len()
    );
}

fn themes(home: &Path, more: &[&str]) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_torimatome"));
    program.args(["themes", "year.csv", "--out", "out", "--jobs", "2", "--quiet"]).args(more);
    program.current_dir(home).env("XDG_CACHE_HOME", home.join("cache"));
    let status = program.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
    assert!(status.success());
}

/// Statements of the fixtures and of the folders, each once; where these are too few, the first
/// half of one with the second half of another.
fn different_statements(folders: &[PathBuf], home: &Path) -> Vec<String> {
    let mut texts = statements_of_fixtures();
    texts.extend(statements_of_forms(folders, home));
    let mut seen = BTreeSet::new();
    texts.retain(|text| seen.insert(text.clone()));
    let halves: Vec<(String, String)> = texts
        .iter()
        .filter_map(|text| text.split_once('、'))
        .map(|(first, second)| (first.to_owned(), second.to_owned()))
        .collect();
    for step in 1..halves.len() {
        let seconds = halves.iter().cycle().skip(step);
        let mixed = halves
            .iter()
            .zip(seconds)
            .map(|((first, _), (_, second))| format!("{first}、{second}"));
        texts.extend(mixed.filter(|text| seen.insert(text.clone())));
        if texts.len() >= STATEMENTS {
            break;
        }
    }
    texts.truncate(STATEMENTS);
    texts
}

/// What the forms below some folders say, by the program's own table.
fn statements_of_forms(folders: &[PathBuf], home: &Path) -> Vec<String> {
    let out = home.join("forms");
    let mut program = Command::new(env!("CARGO_BIN_EXE_torimatome"));
    program.arg("run").args(folders).arg("--out").arg(&out).args(["--quiet", "--no-cache"]);
    program.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
    let mut reader = csv::Reader::from_path(out.join("data/statements.csv")).unwrap();
    let column = reader.headers().unwrap().iter().position(|name| name == "text").unwrap();
    reader.records().filter_map(|row| row.unwrap().get(column).map(str::to_owned)).collect()
}

fn as_table(texts: &[String]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["text", "case_id", "area", "fiscal_year"]).unwrap();
    for (number, text) in texts.iter().enumerate() {
        let case = number % CASES;
        let (id, area) = (format!("case{case:02}"), format!("第{}エリア", case % 4 + 1));
        writer.write_record([text.as_str(), &id, &area, "2023"]).unwrap();
    }
    writer.into_inner().unwrap()
}
