//! The project's configuration: `torimatome.toml` beside the data → [`ProjectConfig`].
//!
//! Without a file the manual's own city holds, from the same text that `torimatome init` writes.
//! This module must not look at the workbooks, nor open form definitions.

mod form_choice;
mod issue_rules;
mod link;
mod privacy;
mod written;

use std::path::{Path, PathBuf};

use chrono::{Datelike, NaiveDate};
pub use form_choice::FormChoice;
pub use issue_rules::IssueRules;
pub use link::{Link, LinkTarget, PathPattern};
pub use privacy::PrivacyPolicy;
use serde::Deserialize;

use super::ConfigError;
use super::toml_document::TomlDocument;
use crate::diagnostic::config::{self as wording, Place};
use crate::intake::Limits;

/// The name of the file beside the data.
pub const FILE_NAME: &str = "torimatome.toml";

/// The commented file that `init` writes; its values are the defaults.
const TEMPLATE: &str = include_str!("../../config/torimatome.toml");

/// A value with the place it was written at, for checks that a later stage makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// File, line and key.
    pub place: Place,
}

/// The city's settings, all of them checked.
#[derive(Debug, Clone)]
pub struct ProjectConfig {
    /// The file they came from; `None` for the manual's own city.
    pub file: Option<PathBuf>,
    /// The city's title line, above 様式③.
    pub title: String,
    /// The month in which a fiscal year (年度) begins, 1–12.
    pub fiscal_year_first_month: u32,
    /// The areas in the order written; names, centres and districts are each unique.
    pub areas: Vec<Area>,
    /// The form definitions in use.
    pub forms: FormChoice,
    /// The folder with the city's own words and issues, if one is named.
    pub dictionary_folder: Option<Placed<PathBuf>>,
    /// The folder with the city's own coding rules, if one is named.
    pub coding_folder: Option<Placed<PathBuf>>,
    /// Links by hand, in the order written; the first that fits a sheet decides.
    pub links: Vec<Link>,
    /// Bounds on one input file.
    pub limits: Limits,
    /// How 様式③ is laid out.
    pub report: ReportOptions,
    /// What is hidden under 分析/.
    pub privacy: PrivacyPolicy,
    /// Whether 会議資料 and 報告 hold texts that nobody has looked at (公開可 or not yet decided), or
    /// only those that a person let pass (公開可).
    pub unchecked_texts: bool,
    /// How issues are counted and judged.
    pub issues: IssueRules,
}

/// One of the city's areas (エリア).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// Its name, like 第1エリア.
    pub name: String,
    /// Its centres (開催包括) as written, without 地域包括支援センター.
    pub centers: Vec<String>,
    /// Its school districts (生活小学校区) as written, without 小学校区.
    pub districts: Vec<String>,
}

/// How 様式③ is laid out.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ReportOptions {
    /// The paper, landscape.
    pub paper: Paper,
    /// The font's name.
    pub font: String,
}

impl Default for ReportOptions {
    /// The form's own paper, and the font that every Japanese Excel has.
    fn default() -> Self {
        Self { paper: Paper::A3, font: "ＭＳ Ｐゴシック".to_owned() }
    }
}

/// A paper size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Paper {
    /// 420 × 297 mm.
    A3,
    /// 297 × 210 mm.
    A4,
}

impl ProjectConfig {
    /// The manual's own city (伊丹市).
    ///
    /// # Errors
    /// Never in a released program: the text is part of it, and a test loads it.
    pub fn built_in() -> Result<Self, ConfigError> {
        let document = TomlDocument::new(Path::new(FILE_NAME), TEMPLATE);
        Ok(Self { file: None, ..written::read(&document)? })
    }

    /// The settings of one file.
    ///
    /// # Errors
    /// The file cannot be read, has unknown keys or impossible values; all of them at once.
    pub fn load(file: &Path) -> Result<Self, ConfigError> {
        written::read(&TomlDocument::read(file)?)
    }

    /// The settings of the file found beside the data, or else the manual's own city.
    ///
    /// # Errors
    /// As [`find`] and [`ProjectConfig::load`].
    pub fn beside(inputs: &[PathBuf], current: &Path) -> Result<Self, ConfigError> {
        find(inputs, current)?.map_or_else(Self::built_in, |file| Self::load(&file))
    }

    /// The fiscal year (年度) of a day: the calendar year in which it began.
    #[must_use]
    pub fn fiscal_year(&self, day: NaiveDate) -> i32 {
        if day.month() < self.fiscal_year_first_month { day.year() - 1 } else { day.year() }
    }
}

/// The configuration file beside the inputs (in a folder, or beside a file), or else in `current`.
///
/// # Errors
/// Two different files lie beside two inputs: a person has to choose.
pub fn find(inputs: &[PathBuf], current: &Path) -> Result<Option<PathBuf>, ConfigError> {
    let mut found: Option<PathBuf> = None;
    for input in inputs {
        let folder = if input.is_dir() { Some(input.as_path()) } else { input.parent() };
        let Some(file) = folder.map(|folder| folder.join(FILE_NAME)).filter(|file| file.is_file())
        else {
            continue;
        };
        match &found {
            Some(first) if !same_file(first, &file) => {
                return Err(wording::two_files(first, &file).into());
            }
            _ => found = Some(file),
        }
    }
    Ok(found.or_else(|| Some(current.join(FILE_NAME)).filter(|file| file.is_file())))
}

fn same_file(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}

/// Writes the commented default file into a folder and returns its path.
///
/// # Errors
/// The file is already there and `force` is not given, or it cannot be written.
pub fn init(folder: &Path, force: bool) -> Result<PathBuf, ConfigError> {
    write_new(folder.join(FILE_NAME), TEMPLATE, force)
}

/// Writes a file that a person will edit, and returns its path.
///
/// # Errors
/// As [`init`].
pub(super) fn write_new(file: PathBuf, text: &str, force: bool) -> Result<PathBuf, ConfigError> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true);
    if force {
        options.create(true).truncate(true);
    } else {
        options.create_new(true);
    }
    let written = options
        .open(&file)
        .and_then(|mut open| std::io::Write::write_all(&mut open, text.as_bytes()));
    match written {
        Ok(()) => Ok(file),
        Err(cause) if cause.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(wording::already_there(&file).into())
        }
        Err(cause) => Err(wording::unwritable(&file, &cause).into()),
    }
}
