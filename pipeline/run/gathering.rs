//! Gathering: what was read → what it says: decisions applied, values typed, sheets joined.
//!
//! Input → output: inputs → [`Gathered`]: cases, forms and every finding. It writes nothing.

use std::path::{Path, PathBuf};

use super::failure::RunError;
use super::reading::{self, FileReading};
use super::setting::Setting;
use super::stopwatch::Stopwatch;
use crate::diagnostic::{Checked, Diagnostic};
use crate::forms::FormMatch;
use crate::intake::{self, IntakeOptions};
use crate::records::{self, CaseRecord};
use crate::review::{self, Decision};

/// What a run knows before it writes anything.
pub(super) struct Gathered {
    /// The files that were opened, sorted by path; their forms stand in `forms`.
    pub(super) files: Vec<FileReading>,
    /// The recognised sheets, in the order of files and tabs, decisions applied.
    pub(super) forms: Vec<FormMatch>,
    /// The cases.
    pub(super) cases: Vec<CaseRecord>,
    /// Decisions of the review that were applied.
    pub(super) decided: Vec<Decision>,
    /// Every finding, sorted, without repetition.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Reads everything below the inputs, except what lies in `out`, and joins it to cases.
///
/// # Errors
/// An input or a review sheet that was named is out of reach.
pub(super) fn gather(
    inputs: &[PathBuf],
    out: Option<&Path>,
    setting: &Setting,
    stopwatch: &mut Stopwatch,
) -> Result<Gathered, RunError> {
    let decisions = decisions(setting)?;
    let mut reading = reading::read_all(inputs, out, setting)?;
    stopwatch.lap("reading");
    let mut diagnostics = reading.diagnostics;
    diagnostics.extend(decisions.diagnostics);
    let mut forms = Vec::new();
    for file in &mut reading.files {
        diagnostics.append(&mut file.diagnostics);
        forms.append(&mut file.forms);
    }
    let decided = review::apply(&mut forms, &decisions.value);
    diagnostics.extend(decided.diagnostics);
    let sheets = records::read_sheets(&forms, &setting.config);
    diagnostics.extend(sheets.diagnostics);
    let cases = records::join_cases(sheets.value, &setting.config);
    diagnostics.extend(cases.diagnostics);
    diagnostics.sort();
    diagnostics.dedup();
    stopwatch.lap("joining");
    Ok(Gathered {
        files: reading.files,
        forms,
        cases: cases.value,
        decided: decided.value,
        diagnostics,
    })
}

/// The decisions of the review sheet that was named, or that lies beside the configuration.
fn decisions(setting: &Setting) -> Result<Checked<Vec<Decision>>, RunError> {
    let Some(file) = setting.review.clone() else { return Ok(Checked::clean(Vec::new())) };
    let limits = setting.config.limits.clone();
    let found = intake::find(&[file], &IntakeOptions { limits, excluded: Vec::new() })?;
    let mut checked = Checked { value: Vec::new(), diagnostics: found.diagnostics };
    for file in &found.value {
        let read = intake::open(file, &setting.passwords, &setting.config.limits)
            .and_then(|source| setting.reader.read(&source.value));
        match read {
            Ok(workbook) => {
                let decisions = review::read_decisions(&workbook.value);
                checked.value.extend(decisions.value);
                checked.diagnostics.extend(decisions.diagnostics);
            }
            Err(diagnostic) => checked.diagnostics.push(diagnostic),
        }
    }
    Ok(checked)
}
