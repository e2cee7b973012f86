//! What the tests of several stages share: fixtures, the shared folder, the real program.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use torimatome::diagnostic::Location;
use torimatome::records::{CaseHeader, CaseRecord};
use torimatome::units::SourcePath;

/// A path in the shared folder: `TORIMATOME_SHARED`, or `../shared` beside the checkout.
///
/// `None`, and a word about it, when the folder is not there: such tests pass over.
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let root = std::env::var_os("TORIMATOME_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let found = root.join(path);
    if found.exists() {
        return Some(found);
    }
    println!("passed over: no shared {path}");
    None
}

/// What the program printed and how it ended.
pub(crate) struct Ran {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) status: i32,
}

/// A folder of its own, away from the repository.
pub(crate) fn folder() -> tempfile::TempDir {
    tempfile::Builder::new().prefix("torimatome-test-").tempdir().unwrap()
}

/// The cache folder of all tests, so that none touches the user's own.
pub(crate) fn cache() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("cache")
}

/// Runs the program in a folder.
pub(crate) fn torimatome<S: AsRef<std::ffi::OsStr>>(current: &Path, arguments: &[S]) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_torimatome"))
        .args(arguments)
        .current_dir(current)
        .env_remove("COLUMNS")
        .env("XDG_CACHE_HOME", cache())
        .output()
        .unwrap();
    Ran {
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
        status: output.status.code().unwrap(),
    }
}

/// The rows of a table of the results, each by the names of its columns.
pub(crate) fn rows(out: &Path, table: &str) -> Vec<BTreeMap<String, String>> {
    let text = std::fs::read_to_string(out.join(format!("data/{table}.csv"))).unwrap();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

/// A fixture's absolute path.
pub(crate) fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(path)
}

/// A place in a file that is not there.
pub(crate) fn location() -> Location {
    Location::file(SourcePath::new("made.xlsx"))
}

/// A case of which nothing is known but its id.
pub(crate) fn empty_case(case_id: &str) -> CaseRecord {
    CaseRecord {
        case_id: case_id.into(),
        fiscal_year: None,
        area: None,
        header: CaseHeader::default(),
        fields: Vec::new(),
        participants: Vec::new(),
        means: Vec::new(),
        statements: Vec::new(),
        sources: Vec::new(),
        participant_count: None,
        summary_only: false,
    }
}
