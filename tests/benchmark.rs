//! Benchmarks: `cargo bench` prints what the program costs, as times and as ratios in one run.
//!
//! Read are the folders of `TORIMATOME_BENCH` (separated like PATH), or else the shared samples,
//! or else the bundled sample. Times depend on the machine; ratios are what counts. One argument
//! names the part to measure: `cargo bench -- tokeniser` (or reading, run, themes).

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot run has nothing to say")]

#[path = "text/mecab.rs"]
mod mecab;
#[path = "benchmark/themes.rs"]
mod themes;
#[path = "benchmark/tokeniser.rs"]
mod tokeniser;

use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use calamine::{Reader, Sheets};
use torimatome::grid;
use torimatome::intake::{FileFormat, IntakeOptions, Limits, Passwords, SourceFile, find, open};

/// Rounds of which the median counts; cells alone and with marks take turns.
const ROUNDS: usize = 9;

fn main() {
    let folders = folders();
    println!("folders: {}", folders.len());
    let asked: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let wanted = |part: &str| asked.is_empty() || asked.iter().any(|one| one == part);
    if wanted("reading") {
        reading(&folders);
    }
    if wanted("run") {
        whole_run(&folders);
    }
    if wanted("tokeniser") {
        tokeniser::compare();
    }
    if wanted("themes") {
        themes::measure(&folders);
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The statements of the labelled fixtures.
fn statements_of_fixtures() -> Vec<String> {
    let of = |name: &str| {
        let reader = csv::Reader::from_path(root().join("fixtures/issues").join(name)).unwrap();
        reader.into_records().filter_map(|row| row.unwrap().get(1).map(str::to_owned))
    };
    of("field.csv").chain(of("handbook.csv")).collect()
}

fn folders() -> Vec<PathBuf> {
    if let Some(list) = std::env::var_os("TORIMATOME_BENCH") {
        return std::env::split_paths(&list).collect();
    }
    let root = root();
    let shared = std::env::var_os("TORIMATOME_SHARED")
        .map_or_else(|| root.join("../shared"), PathBuf::from)
        .join("samples");
    let samples = [shared.join("small"), shared.join("wide")];
    if samples.iter().all(|folder| folder.is_dir()) {
        samples.to_vec()
    } else {
        vec![root.join("fixtures/sample")]
    }
}

/// Reading with marks against calamine's cells alone, over the same bytes in memory.
fn reading(folders: &[PathBuf]) {
    let limits = Limits::default();
    let found = find(folders, &IntakeOptions::default()).unwrap();
    let sources: Vec<SourceFile> = found
        .value
        .iter()
        .filter_map(|file| open(file, &Passwords::default(), &limits).ok())
        .map(|checked| checked.value)
        .collect();
    for format in [FileFormat::Xlsx, FileFormat::Xlsb, FileFormat::Xls, FileFormat::Ods] {
        let own: Vec<&SourceFile> =
            sources.iter().filter(|source| source.format == format).collect();
        compare(&format!("{format:?}"), &own, &limits);
    }
    compare("all formats", &sources.iter().collect::<Vec<_>>(), &limits);
}

fn compare(name: &str, sources: &[&SourceFile], limits: &Limits) {
    if sources.is_empty() {
        return;
    }
    let mut alone = Vec::new();
    let mut with_marks = Vec::new();
    for _ in 0..ROUNDS {
        alone.push(timed(|| sources.iter().map(|source| cells_alone(source)).sum::<usize>()));
        with_marks.push(timed(|| {
            sources.iter().filter_map(|source| grid::read(source, limits).ok()).count()
        }));
    }
    let (alone, with_marks) = (median(alone), median(with_marks));
    println!(
        "reading {name}: {} files, calamine's cells alone {:.1} ms, with marks {:.1} ms, ratio {:.2}",
        sources.len(),
        alone.as_secs_f64() * 1e3,
        with_marks.as_secs_f64() * 1e3,
        with_marks.as_secs_f64() / alone.as_secs_f64()
    );
}

/// Every cell of every sheet as calamine reads them.
fn cells_alone(source: &SourceFile) -> usize {
    let bytes = Cursor::new(&source.bytes[..]);
    let Ok(mut book): Result<Sheets<_>, _> = calamine::open_workbook_auto_from_rs(bytes) else {
        return 0;
    };
    book.worksheets().iter().map(|(_, range)| range.used_cells().count()).sum()
}

/// The main job by the program itself, from its start to its end, on two threads.
fn whole_run(folders: &[PathBuf]) {
    let out = tempfile::tempdir().unwrap();
    let times: Vec<Duration> = (0..ROUNDS)
        .map(|round| {
            let target = out.path().join(round.to_string());
            timed(|| {
                let mut run = Command::new(env!("CARGO_BIN_EXE_torimatome"));
                run.arg("run").args(folders).arg("--out").arg(&target);
                run.args(["--jobs", "2", "--quiet", "--no-cache"])
                    .stdout(Stdio::null())
                    .stderr(Stdio::null());
                run.status().unwrap()
            })
        })
        .collect();
    println!("run on two threads: median {:.2} s of {ROUNDS}", median(times).as_secs_f64());
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    std::hint::black_box(work());
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
