//! Links by hand: which sheets belong to which case, where names and dates do not decide.
//!
//! Input → output: a pattern of a file, folder or sheet → whether a sheet is meant.
//! This module must not know what a case is beyond its date and centre.

use chrono::NaiveDate;
use glob::{MatchOptions, Pattern};
use unicode_normalization::UnicodeNormalization;

use crate::diagnostic::config::Place;
use crate::units::SourcePath;

/// One link (`[[links]]`).
#[derive(Debug, Clone)]
pub struct Link {
    /// Where it is written, to say so when it fits nothing.
    pub place: Place,
    /// The case that is meant.
    pub target: LinkTarget,
    pub(super) files: PathPattern,
    pub(super) sheets: Option<PathPattern>,
}

/// The case a link names.
#[derive(Debug, Clone)]
pub enum LinkTarget {
    /// The case discussed on a day, at a centre where two met that day.
    Meeting {
        /// The day of the meeting.
        held_on: NaiveDate,
        /// The centre as written in the configuration.
        center: Option<String>,
    },
    /// The case that a file (or any file of a folder) belongs to.
    SameCaseAs(PathPattern),
}

impl Link {
    /// Whether the sheet of a file is meant.
    #[must_use]
    pub fn covers(&self, file: &SourcePath, sheet: &str) -> bool {
        self.files.covers(file)
            && self.sheets.as_ref().is_none_or(|pattern| pattern.fits(&composed(sheet)))
    }
}

/// A path relative to the input with `*`, `**`, `?` and `[…]`; a folder stands for all in it.
#[derive(Debug, Clone)]
pub struct PathPattern(Pattern);

impl PathPattern {
    /// The pattern as written, `\` and `/` alike; `None` when it is not one.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = composed(&text.replace('\\', "/"));
        let text = text.trim_start_matches("./").trim_end_matches('/');
        if text.is_empty() {
            return None;
        }
        Pattern::new(text).ok().map(Self)
    }

    /// Whether the file, or a folder it lies in, is meant.
    #[must_use]
    pub fn covers(&self, file: &SourcePath) -> bool {
        let path = composed(file.as_str());
        let folders = path.match_indices('/').filter_map(|(end, _)| path.get(..end));
        self.fits(&path) || folders.into_iter().any(|folder| self.fits(folder))
    }

    fn fits(&self, text: &str) -> bool {
        let options = MatchOptions { require_literal_separator: true, ..MatchOptions::default() };
        self.0.matches_with(text, options)
    }
}

/// Names as people type them: macOS stores が as か and a mark of its own.
fn composed(text: &str) -> String {
    text.nfc().collect()
}
