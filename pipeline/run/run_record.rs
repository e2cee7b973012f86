//! `run.json`: what was read, with which versions, counts, timings.
//!
//! Input → output: what was gathered → one JSON document. Timings are its only part that differs
//! between two runs over the same input.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::gathering::Gathered;
use super::setting::Setting;
use super::stopwatch::Stopwatch;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::intake;
use crate::units::SourcePath;

/// The dictionary in the program; its sources stand in `dictionaries/ipadic`.
pub(super) const DICTIONARY: &str = "IPADIC 2.7.0-20070801+main-3";

/// The document; `program` tells that a folder holds results.
#[derive(Serialize)]
struct RunRecord<'run> {
    program: &'static str,
    version: &'static str,
    configuration: Option<Configuration>,
    forms: Vec<&'run str>,
    dictionary: &'static str,
    counts: BTreeMap<&'static str, usize>,
    files: Vec<FileRecord<'run>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    timings_ms: BTreeMap<&'static str, u128>,
}

/// The configuration that was used.
#[derive(Serialize)]
struct Configuration {
    file: String,
    sha256: Option<String>,
}

/// What one input file came to.
#[derive(Serialize)]
struct FileRecord<'run> {
    source_path: &'run SourcePath,
    format: Option<&'static str>,
    sha256: Option<&'run str>,
    /// `used`, or the code of what kept it from being used.
    outcome: &'static str,
    sheets: Vec<SheetUse<'run>>,
}

/// A sheet of a file that is a form.
#[derive(Serialize)]
struct SheetUse<'run> {
    sheet: &'run str,
    form: &'run str,
    version: &'run str,
    blank: bool,
}

/// The document's text; `stopwatch` is left out of reproducible runs.
pub(super) fn text(
    gathered: &Gathered,
    setting: &Setting,
    stopwatch: Option<&Stopwatch>,
) -> Result<String, serde_json::Error> {
    let record = RunRecord {
        program: intake::PROGRAM,
        version: env!("CARGO_PKG_VERSION"),
        configuration: configuration(setting),
        forms: setting.forms.forms.iter().map(|form| &*form.id).collect(),
        dictionary: DICTIONARY,
        counts: counts(gathered),
        files: files(gathered),
        timings_ms: stopwatch
            .map(Stopwatch::milliseconds)
            .unwrap_or_default()
            .into_iter()
            .collect(),
    };
    Ok(serde_json::to_string_pretty(&record)? + "\n")
}

/// The file's name, not its folder, so that the record does not depend on where the data lie.
fn configuration(setting: &Setting) -> Option<Configuration> {
    let file = setting.config.file.as_ref()?;
    let digest = std::fs::read(file).ok().map(|bytes| {
        Sha256::digest(bytes).iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
    });
    let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
    Some(Configuration { file: name, sha256: digest })
}

fn counts(gathered: &Gathered) -> BTreeMap<&'static str, usize> {
    let cases = &gathered.cases;
    let people = cases.iter().flat_map(|case| &case.participants);
    let severe =
        |severity| gathered.diagnostics.iter().filter(|one| one.severity == severity).count();
    BTreeMap::from([
        ("files", gathered.files.len()),
        ("forms", gathered.forms.len()),
        ("cases", cases.len()),
        ("participants", people.clone().count()),
        ("scores", people.map(|one| one.scores.iter().filter(|s| s.score.is_some()).count()).sum()),
        ("statements", cases.iter().map(|case| case.statements.len()).sum()),
        ("errors", severe(Severity::Error)),
        ("warnings", severe(Severity::Warning)),
        ("notes", severe(Severity::Info)),
    ])
}

/// Every file below the inputs, read or passed over, sorted by path.
fn files(gathered: &Gathered) -> Vec<FileRecord<'_>> {
    let mut by_path: BTreeMap<&SourcePath, Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in &gathered.diagnostics {
        by_path.entry(&diagnostic.location.source_path).or_default().push(diagnostic);
    }
    let read: BTreeMap<&SourcePath, _> =
        gathered.files.iter().map(|file| (&file.source_path, file)).collect();
    let mut sheets: BTreeMap<&SourcePath, Vec<SheetUse<'_>>> = BTreeMap::new();
    for form in &gathered.forms {
        sheets.entry(&form.source_path).or_default().push(SheetUse {
            sheet: &form.sheet,
            form: &form.form_id,
            version: &form.version,
            blank: form.blank,
        });
    }
    let paths: BTreeSet<&SourcePath> = by_path.keys().chain(read.keys()).copied().collect();
    paths
        .into_iter()
        .map(|path| {
            let identity = read.get(path).and_then(|file| file.identity.as_ref());
            let sheets = sheets.remove(path).unwrap_or_default();
            FileRecord {
                source_path: path,
                format: identity.map(|(format, _)| *format),
                sha256: identity.map(|(_, sha256)| sha256.as_str()),
                outcome: outcome(&sheets, by_path.get(path).map_or(&[], Vec::as_slice)),
                sheets,
            }
        })
        .collect()
}

/// `used` when a filled-in form is there; otherwise why not.
fn outcome(sheets: &[SheetUse<'_>], found: &[&Diagnostic]) -> &'static str {
    if sheets.iter().any(|sheet| !sheet.blank) {
        return "used";
    }
    let telling = |one: &&&Diagnostic| one.code != Code::FormatMismatch;
    found.iter().find(telling).map_or("empty", |one| one.code.as_str())
}
