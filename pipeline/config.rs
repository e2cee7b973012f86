//! Config: TOML files → validated settings, before the first workbook is opened.
//!
//! Every error names file, line and key. This stage must not look at the workbooks.

/// A TOML text whose errors know their line and key.
pub mod toml_document;

/// `config/forms/*.toml`: what the forms print and where answers stand.
pub mod form_definition;

/// `config/layouts/*.toml`: how the forms are written.
pub mod form_layout;

/// `torimatome.toml`: the city, its areas, its links by hand, its limits.
pub mod project;

/// A city's own codes.
pub mod coding_rules;

/// Known regional issues.
pub mod issue_dictionary;

/// What earlier runs found and people decided about issues.
pub mod issue_register;

use std::fmt;

pub use coding_rules::CodingRules;
pub use form_definition::FormSet;
pub use form_layout::LayoutSet;
pub use project::{
    Area, FormChoice, Link, LinkTarget, Paper, PathPattern, Placed, PrivacyPolicy, ProjectConfig,
    ReportOptions,
};

use crate::diagnostic::config::ConfigProblem;
use crate::diagnostic::{Language, Wording};

/// Settings that cannot be used: everything that is wrong with them, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    /// At least one.
    pub problems: Vec<ConfigProblem>,
}

impl ConfigError {
    /// All problems as shown to a person, in both languages.
    #[must_use]
    pub fn wording(&self) -> Wording {
        Wording::new(self.text(Language::Japanese), self.text(Language::English))
    }

    /// All problems as shown to a person.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let lines: Vec<String> =
            self.problems.iter().map(|problem| problem.text(language)).collect();
        lines.join("\n")
    }
}

impl From<ConfigProblem> for ConfigError {
    fn from(problem: ConfigProblem) -> Self {
        Self { problems: vec![problem] }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text(Language::English))
    }
}

impl std::error::Error for ConfigError {}
