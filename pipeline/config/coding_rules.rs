//! Coding rules (コーディングルール): a city's `*.toml` → what each code means, checked.
//!
//! A rule names a condition on one statement and on the case and person behind it. Every problem of
//! every file is named with line and key. This module must not look at statements.

mod check;
mod cycles;
mod written;

use std::path::{Path, PathBuf};

use super::project::write_new;
use super::toml_document::TomlDocument;
use super::{Area, ConfigError};
use crate::diagnostic::config as wording;
use crate::records::StatementField;

/// The folder beside the configuration where a city's rules may lie.
pub const FOLDER: &str = "コーディング";

/// The commented file of rules to begin with, and what it is called there.
const EXAMPLE: &str = include_str!("../../config/coding/example.toml");
const EXAMPLE_FILE: &str = "例.toml";

/// All rules, in the order of their files.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CodingRules {
    /// The rules; ids are unique, and no rule rests on itself.
    pub rules: Vec<CodingRule>,
}

/// One rule (コーディングルール): what a statement must say to be given a code.
#[derive(Debug, Clone, PartialEq)]
pub struct CodingRule {
    /// Unique id; it stays when the label changes.
    pub id: String,
    /// The code's name.
    pub label: String,
    /// What it is meant to count, in a sentence.
    pub note: Option<String>,
    /// When a statement is given the code.
    pub when: Condition,
}

/// A condition on one statement. What is unknown about a case is neither so nor not so.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// Every one holds.
    All(Vec<Self>),
    /// At least one holds.
    Any(Vec<Self>),
    /// It does not hold; unknown stays unknown.
    Not(Box<Self>),
    /// The statement says something.
    Says(Wording),
    /// The statement, its case or its participant is of some kind.
    Is(Attribute),
    /// Another rule gives its code: its index among all rules.
    Code(usize),
}

/// What a statement must say, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// What.
    pub pattern: Pattern,
    /// How it must be meant; any way when empty.
    pub marks: Vec<Meant>,
}

/// Words to find; of several texts each will do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pattern {
    /// Words in any form or under a synonym; what is cut into several stands in a row.
    Words(Vec<String>),
    /// Words one after the other, particles and auxiliaries passed over.
    Phrases(Vec<String>),
    /// Characters of the normal form.
    Texts(Vec<String>),
    /// A word near another in one sentence.
    Near {
        /// One of these words,
        first: Vec<String>,
        /// and one of these,
        second: Vec<String>,
        /// with at most so many words between them,
        within: usize,
        /// and the first before the second.
        ordered: bool,
    },
}

/// How something is meant; see `text::Mark`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meant {
    /// Said of what is.
    Stated,
    /// Said to be missing or out of reach.
    Lacking,
    /// Denied.
    Negated,
    /// Only planned.
    Planned,
}

/// Of what kind a statement, its case or its participant must be; of several values each will do.
#[derive(Debug, Clone, PartialEq)]
pub enum Attribute {
    /// The box it stands in.
    Field(Vec<StatementField>),
    /// エリア, as the configuration spells it.
    Area(Vec<String>),
    /// 年度.
    FiscalYear(Vec<i32>),
    /// 開催包括.
    Center(Vec<String>),
    /// 生活小学校区.
    SchoolDistrict(Vec<String>),
    /// 要介護度, as in tables.
    CareLevel(Vec<String>),
    /// 性別 of the client, as in tables.
    Sex(Vec<String>),
    /// 年齢 of the client.
    Age(Bounds),
    /// 役割 of the participant.
    Role(Vec<String>),
    /// ケアマネ経験 of the participant in years.
    ExperienceYears(Bounds),
}

/// Both ends included; an open end is `None`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// The least.
    pub from: Option<f64>,
    /// The most.
    pub to: Option<f64>,
}

impl Bounds {
    /// Whether a value lies within.
    #[must_use]
    pub fn contains(self, value: f64) -> bool {
        self.from.is_none_or(|from| from <= value) && self.to.is_none_or(|to| value <= to)
    }
}

impl CodingRules {
    /// The rules of some files, for a city with some areas.
    ///
    /// # Errors
    /// Everything that is wrong with the files, each with line and key.
    pub fn read(documents: &[TomlDocument], areas: &[Area]) -> Result<Self, ConfigError> {
        check::read(documents, areas)
    }

    /// Indices of the rules, each after those it rests on.
    #[must_use]
    pub fn in_order_of_need(&self) -> Vec<usize> {
        cycles::order(&self.needs()).unwrap_or_default()
    }

    /// For each rule, the rules it names.
    fn needs(&self) -> Vec<Vec<usize>> {
        let needs = |rule: &CodingRule| {
            let mut needs = Vec::new();
            rule.when.codes(&mut needs);
            needs
        };
        self.rules.iter().map(needs).collect()
    }
}

/// Writes the commented example into the folder for rules below a folder; returns its path.
///
/// # Errors
/// The example is already there and `force` is not given, or it cannot be written.
pub fn init(folder: &Path, force: bool) -> Result<PathBuf, ConfigError> {
    let folder = folder.join(FOLDER);
    std::fs::create_dir_all(&folder).map_err(|cause| wording::unwritable(&folder, &cause))?;
    write_new(folder.join(EXAMPLE_FILE), EXAMPLE, force)
}

impl Condition {
    /// Collects the rules that the condition names.
    fn codes(&self, into: &mut Vec<usize>) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.codes(into)),
            Self::Not(part) => part.codes(into),
            Self::Code(rule) => into.push(*rule),
            Self::Says(_) | Self::Is(_) => {}
        }
    }
}
