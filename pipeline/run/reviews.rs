//! Reviews: the review workbooks that were named, or that lie beside the configuration.
//!
//! Each is read like an input, and told by its sheets whether it decides about cells or issues.

use std::path::PathBuf;

use super::failure::RunError;
use super::setting::Setting;
use crate::diagnostic::Diagnostic;
use crate::grid::Workbook;
use crate::intake::{self, IntakeOptions};
use crate::review::{self, Decision};

/// What the review workbooks hold.
#[derive(Default)]
pub(super) struct Reviews {
    /// Decisions about cells.
    pub(super) decisions: Vec<Decision>,
    /// Reviews of issues.
    pub(super) issues: Vec<Workbook>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Reviews {
    /// Reads the review workbooks of the settings.
    ///
    /// # Errors
    /// One that was named is out of reach.
    pub(super) fn read(setting: &Setting) -> Result<Self, RunError> {
        let mut reviews = Self::default();
        for file in &setting.reviews {
            reviews.add(file.clone(), setting)?;
        }
        Ok(reviews)
    }

    fn add(&mut self, file: PathBuf, setting: &Setting) -> Result<(), RunError> {
        let limits = setting.config.limits.clone();
        let found = intake::find(&[file], &IntakeOptions { limits, excluded: Vec::new() })?;
        self.diagnostics.extend(found.diagnostics);
        for file in &found.value {
            let read = intake::open(file, &setting.passwords, &setting.config.limits)
                .and_then(|source| setting.reader.read(&source.value));
            match read {
                Ok(workbook) if review::is_issue_review(&workbook.value) => {
                    self.issues.push(workbook.value);
                }
                Ok(workbook) => {
                    let decisions = review::read_decisions(&workbook.value);
                    self.decisions.extend(decisions.value);
                    self.diagnostics.extend(decisions.diagnostics);
                }
                Err(diagnostic) => self.diagnostics.push(diagnostic),
            }
        }
        Ok(())
    }
}
