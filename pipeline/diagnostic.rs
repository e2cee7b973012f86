//! What a person should look at: diagnostics, where they point, and all of their wording.
//!
//! Input → output: a finding of a stage → a [`Diagnostic`] in Japanese and English.
//! This module must not decide anything; each stage's sentences stand in `diagnostic/<stage>.rs`.

/// Sentences about coding rules.
pub(crate) mod coding_rules;

/// Sentences of `kwic`.
pub(crate) mod concordance;

/// Sentences about configuration files.
pub mod config;

/// Sentences about form definitions.
pub(crate) mod form_definition;

/// Sentences about form layouts.
pub(crate) mod form_layout;

/// Sentences of the forms stage.
pub(crate) mod forms;

/// Sentences of the grid.
pub mod grid;

/// Sentences about finding and opening input files.
pub(crate) mod intake;

/// Sentences about files whose reading had to be broken off.
pub(crate) mod isolation;

/// Sentences about putting results in their place.
pub mod publish;

/// Sentences of the records stage.
pub(crate) mod records;

/// Sentences of the command itself.
pub(crate) mod run;

/// Sentences of `inspect`.
pub(crate) mod inspection;

/// Sentences about the issue dictionary.
pub(crate) mod issue_dictionary;

/// Sentences about statistics.
pub(crate) mod statistics;

/// Sentences about word lists.
pub mod text;

/// Sentences about the review sheet.
pub(crate) mod review;

use serde::{Deserialize, Serialize};

use crate::units::{CellAddress, SourcePath};

/// How much a diagnostic matters; errors make the run end with exit status 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something could not be used at all.
    Error,
    /// Something was left empty or needs a decision.
    Warning,
    /// Something worth knowing.
    Info,
}

impl Severity {
    /// The name in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// The kind of a diagnostic; the names are part of the output interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// The file cannot be read as a workbook.
    UnreadableFile,
    /// The file needs a password.
    EncryptedFile,
    /// The sheet is none of the known forms.
    UnrecognisedSheet,
    /// Two forms fit the sheet equally well.
    AmbiguousForm,
    /// The form is there but nothing is filled in.
    BlankForm,
    /// The same bytes or the same answers were already read.
    DuplicateFile,
    /// The sheet belongs to a case that cannot be decided.
    CaseUnlinked,
    /// Two sources of one value disagree.
    Conflict,
    /// A date cannot be read.
    DateUnreadable,
    /// Another typed value cannot be read.
    ValueUnreadable,
    /// A score can be read two ways.
    ScoreAmbiguous,
    /// A score lies outside 1–5.
    ScoreOutOfRange,
    /// A cell of a recognised sheet belongs to no field.
    UnreadCell,
    /// The file's name says another format than its content.
    FormatMismatch,
    /// A limit on untrusted input was reached.
    LimitExceeded,
    /// A hidden row, column or sheet was read.
    HiddenContent,
    /// A lock or temporary file, or a file that is no workbook, was passed over.
    SkippedFile,
    /// A choice can be read two ways.
    ChoiceAmbiguous,
    /// The file changed, vanished or was locked while it was read.
    FileUnavailable,
    /// An answer of the review sheet fits nothing any more.
    ReviewUnused,
    /// What people decided about issues could not be remembered.
    RegisterUnwritten,
}

impl Code {
    /// The name in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UnreadableFile => "unreadable_file",
            Self::EncryptedFile => "encrypted_file",
            Self::UnrecognisedSheet => "unrecognised_sheet",
            Self::AmbiguousForm => "ambiguous_form",
            Self::BlankForm => "blank_form",
            Self::DuplicateFile => "duplicate_file",
            Self::CaseUnlinked => "case_unlinked",
            Self::Conflict => "conflict",
            Self::DateUnreadable => "date_unreadable",
            Self::ValueUnreadable => "value_unreadable",
            Self::ScoreAmbiguous => "score_ambiguous",
            Self::ScoreOutOfRange => "score_out_of_range",
            Self::UnreadCell => "unread_cell",
            Self::FormatMismatch => "format_mismatch",
            Self::LimitExceeded => "limit_exceeded",
            Self::HiddenContent => "hidden_content",
            Self::SkippedFile => "skipped_file",
            Self::ChoiceAmbiguous => "choice_ambiguous",
            Self::FileUnavailable => "file_unavailable",
            Self::ReviewUnused => "review_unused",
            Self::RegisterUnwritten => "register_unwritten",
        }
    }
}

/// Where in the input something stands. Ordered file, sheet, cell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Location {
    /// The file.
    pub source_path: SourcePath,
    /// The sheet's name; `None` means the whole file.
    pub sheet: Option<std::sync::Arc<str>>,
    /// The cell; `None` means the whole sheet.
    pub cell: Option<CellAddress>,
}

impl Location {
    /// A whole file.
    #[must_use]
    pub const fn file(source_path: SourcePath) -> Self {
        Self { source_path, sheet: None, cell: None }
    }
}

/// The language of messages for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// 日本語, the default.
    #[default]
    Japanese,
    /// English.
    English,
}

/// One sentence in both languages.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Wording {
    /// 日本語.
    pub japanese: String,
    /// English.
    pub english: String,
}

impl Wording {
    /// Both versions of a sentence.
    #[must_use]
    pub fn new(japanese: impl Into<String>, english: impl Into<String>) -> Self {
        Self { japanese: japanese.into(), english: english.into() }
    }

    /// The sentence in one language.
    #[must_use]
    pub fn text(&self, language: Language) -> &str {
        match language {
            Language::Japanese => &self.japanese,
            Language::English => &self.english,
        }
    }
}

/// One thing a person should look at. Ordered by location, then severity and code.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Where.
    pub location: Location,
    /// How much it matters.
    pub severity: Severity,
    /// Its kind.
    pub code: Code,
    /// What was found, and what was expected.
    pub message: Wording,
    /// What to do about it.
    pub hint: Wording,
}

/// A text without characters that command a terminal, which a hostile file may hold in a sheet's
/// name or in a cell.
#[must_use]
pub fn printable(text: &str) -> String {
    let harmless = |letter: char| {
        let commands = letter.is_control() && !matches!(letter, '\n' | '\r' | '\t');
        if commands { char::REPLACEMENT_CHARACTER } else { letter }
    };
    text.chars().map(harmless).collect()
}

/// A stage's value with what a person should look at.
#[derive(Debug, Clone)]
pub struct Checked<T> {
    /// The value.
    pub value: T,
    /// The findings, in the order they were met.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Checked<T> {
    /// A value with nothing to say about it.
    pub const fn clean(value: T) -> Self {
        Self { value, diagnostics: Vec::new() }
    }
}
