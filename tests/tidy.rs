//! House rules that no compiler checks: they hold for every file of the repository.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

/// Lines of the longest file allowed; above that it is no longer one idea.
const MOST_LINES: usize = 500;

/// A file of the repository with its path in it.
struct Source {
    path: String,
    text: String,
}

impl Source {
    /// Lines that are code: neither comment nor empty.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().map(str::trim).enumerate();
        let code = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with("//"));
        code.map(|(index, line)| (index + 1, line))
    }

    fn lies_in(&self, modules: &[&str]) -> bool {
        modules.iter().any(|module| {
            self.path == format!("pipeline/{module}.rs")
                || self.path.starts_with(&format!("pipeline/{module}/"))
        })
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Paths of all files below a folder of the repository, sorted.
fn files(folder: &str) -> Vec<String> {
    let root = root();
    let walk = WalkDir::new(root.join(folder)).sort_by_file_name().into_iter();
    let files = walk.map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| entry.path().strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/"))
        .collect()
}

fn with_ending(folder: &str, ending: &str) -> Vec<Source> {
    let named = files(folder)
        .into_iter()
        .filter(|path| Path::new(path).extension().is_some_and(|found| found == ending));
    named
        .map(|path| Source { text: std::fs::read_to_string(root().join(&path)).unwrap(), path })
        .collect()
}

fn pipeline() -> Vec<Source> {
    let sources = with_ending("pipeline", "rs");
    assert!(sources.len() > 20, "the sources are found");
    sources
}

fn all_rust() -> Vec<Source> {
    let mut all = pipeline();
    all.extend(with_ending("tests", "rs"));
    all.extend(with_ending("dictionaries", "rs"));
    all
}

/// Asserts that a list of complaints is empty, and shows it.
fn none(rule: &str, complaints: &[String]) {
    assert!(complaints.is_empty(), "{rule}:\n{}", complaints.join("\n"));
}

/// Lines of code outside some modules that hold one of some words.
fn lines_with(words: &[&str], allowed: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for source in pipeline().iter().filter(|source| !source.lies_in(allowed)) {
        for (number, line) in source.code() {
            if words.iter().any(|word| line.contains(word)) {
                found.push(format!("{}:{number}: {line}", source.path));
            }
        }
    }
    found
}

#[test]
fn every_file_says_what_it_is() {
    let mute: Vec<String> = all_rust()
        .into_iter()
        .filter(|source| !source.text.starts_with("//! "))
        .map(|source| source.path)
        .collect();
    none("a file opens with //!", &mute);
}

#[test]
fn every_file_is_one_idea() {
    let long: Vec<String> = all_rust()
        .into_iter()
        .map(|source| (source.text.lines().count(), source.path))
        .filter(|(lines, _)| *lines > MOST_LINES)
        .map(|(lines, path)| format!("{path}: {lines}"))
        .collect();
    none("a file has at most 500 lines", &long);
}

#[test]
fn no_test_is_switched_off() {
    let mut found = Vec::new();
    for source in all_rust().iter().filter(|source| source.path != "tests/tidy.rs") {
        for (number, line) in source.code() {
            if line.contains("#[ignore") || line.contains("#[should_panic") {
                found.push(format!("{}:{number}: {line}", source.path));
            }
        }
    }
    none("tests run, and say what they expect", &found);
}

#[test]
fn libraries_stay_where_they_belong() {
    for (library, owners) in [
        ("calamine", &[] as &[&str]),
        ("polars", &["dataset", "analysis"]),
        ("lindera", &["text"]),
        ("rust_xlsxwriter", &["output"]),
        ("clap", &["cli", "run"]),
    ] {
        let path = format!("{library}::");
        let import = format!("use {library}");
        let macros = format!("{library}_");
        let found: Vec<String> = lines_with(&[&path, &import], owners)
            .into_iter()
            .filter(|line| !line.contains(&macros))
            .collect();
        none(&format!("{library} stops at {owners:?}"), &found);
    }
}

#[test]
fn only_main_prints() {
    let words = ["println!", "eprintln!", "print!(", "eprint!(", "io::stdout", "io::stderr"];
    none("only main prints", &lines_with(&words, &["main"]));
}

#[test]
fn only_some_stages_touch_the_disk() {
    let words = ["std::fs", "use std::{fs", "fs::", "File::open", "File::create", "OpenOptions"];
    let allowed = ["run", "config", "intake", "output"];
    none("only run, config, intake and output touch the disk", &lines_with(&words, &allowed));
}

#[test]
fn nothing_looks_up_the_stream() {
    let found = lines_with(&["crate::run::", "crate::run;", "crate::cli"], &["run", "cli", "main"]);
    none("no stage imports run or cli", &found);
}

#[test]
fn every_toml_file_can_be_read() {
    // What is wrong in these is wrong on purpose; tests of the configuration say what.
    let broken = ["fixtures/config/duplicate_key.toml", "fixtures/config/open_quote.toml"];
    let mut read = 0;
    for folder in ["config", "fixtures", "dictionaries"] {
        for source in with_ending(folder, "toml") {
            let loads = source.text.parse::<toml::Table>().is_ok();
            assert_eq!(loads, !broken.contains(&source.path.as_str()), "{}", source.path);
            read += 1;
        }
    }
    assert!(read >= 10, "the configuration is found");
}

/// What is read at the start, and fails there when it is wrong, is every definition there is.
#[test]
fn every_definition_is_in_the_program() {
    let config: String = pipeline()
        .iter()
        .filter(|source| source.lies_in(&["config"]))
        .map(|source| source.text.as_str())
        .collect();
    let idle: Vec<String> = files("config")
        .into_iter()
        .filter(|path| !config.contains(&format!("../../{path}\")")))
        .collect();
    none("a definition is compiled in", &idle);
}

#[test]
fn every_fixture_is_used() {
    let mut users: String =
        with_ending("tests", "rs").iter().map(|one| one.text.as_str()).collect();
    users.push_str(&std::fs::read_to_string(root().join("README.md")).unwrap());
    let made_with = ["md", "py", "sh"];
    let mut idle = Vec::new();
    for fixture in files("fixtures") {
        let ending = Path::new(&fixture).extension().and_then(|ending| ending.to_str());
        // Used by its own name, by that of a folder it lies in below its stage's, or as a whole.
        let whole = fixture.split('/').nth(1).map(|stage| format!("fixture(\"{stage}\")"));
        let used = fixture.split('/').skip(2).any(|part| users.contains(part))
            || whole.is_some_and(|whole| users.contains(&whole));
        if !used && !ending.is_some_and(|ending| made_with.contains(&ending)) {
            idle.push(fixture);
        }
    }
    none("every fixture is used by a test", &idle);
}
