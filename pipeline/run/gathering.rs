//! Gathering: what was read → what it says: decisions applied, values typed, sheets joined.
//!
//! Input → output: inputs → [`Gathered`]: cases, forms and every finding. It writes nothing.

use std::path::{Path, PathBuf};

use super::failure::RunError;
use super::reading::{self, FileReading};
use super::reviews::Reviews;
use super::setting::Setting;
use super::stopwatch::Stopwatch;
use crate::diagnostic::Diagnostic;
use crate::forms::FormMatch;
use crate::privacy::Named;
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
    /// Whom and what all sheets name, those of no case too.
    pub(super) named: Named,
    /// Decisions of the review that were applied.
    pub(super) decided: Vec<Decision>,
    /// Every finding, sorted, without repetition.
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Gathered {
    /// Adds findings of later stages.
    pub(super) fn add(&mut self, diagnostics: Vec<Diagnostic>) {
        self.diagnostics.extend(diagnostics);
        self.diagnostics.sort();
        self.diagnostics.dedup();
    }
}

/// Reads everything below the inputs, except what lies in `out`, and joins it to cases.
///
/// # Errors
/// An input is out of reach.
pub(super) fn gather(
    inputs: &[PathBuf],
    out: Option<&Path>,
    with: (&Setting, &Reviews),
    stopwatch: &mut Stopwatch,
) -> Result<Gathered, RunError> {
    let (setting, reviews) = with;
    let mut reading = reading::read_all(inputs, out, setting)?;
    stopwatch.lap("reading");
    let mut diagnostics = reading.diagnostics;
    diagnostics.extend(reviews.diagnostics.iter().cloned());
    let mut forms = Vec::new();
    for file in &mut reading.files {
        diagnostics.append(&mut file.diagnostics);
        forms.append(&mut file.forms);
    }
    let decided = review::apply(&mut forms, &reviews.decisions);
    diagnostics.extend(decided.diagnostics);
    let sheets = records::read_sheets(&forms, &setting.config);
    diagnostics.extend(sheets.diagnostics);
    let mut named = Named::in_sheets(&sheets.value);
    let cases = records::join_cases(sheets.value, &setting.config);
    diagnostics.extend(cases.diagnostics);
    named.add_cases(&cases.value);
    for area in &setting.config.areas {
        let places = area.centers.iter().chain(&area.districts).chain([&area.name]);
        named.places.extend(places.cloned());
    }
    diagnostics.sort();
    diagnostics.dedup();
    stopwatch.lap("joining");
    Ok(Gathered {
        files: reading.files,
        forms,
        cases: cases.value,
        named,
        decided: decided.value,
        diagnostics,
    })
}
