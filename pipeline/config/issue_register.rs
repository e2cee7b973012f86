//! Issue register (地域課題の登録): what earlier runs found and people decided about issues.
//!
//! A TOML file beside the configuration, written by the program and fit to be read by people. It
//! quotes statements. This module must not look at a run's statements.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::ConfigError;
use super::toml_document::TomlDocument;
use crate::diagnostic::config as config_wording;
use crate::diagnostic::config::Place;

/// The name of the file beside the configuration.
pub const REGISTER_FILE: &str = "地域課題の登録.toml";

/// The version of the file that this program reads and writes.
const VERSION: u32 = 1;

/// The remark that heads the file.
const HEAD: &str = "\
# torimatome が書く、地域課題の登録です。見つけた課題の名前と、地域課題の確認.xlsx で決めたことを覚えておきます。
# 消すと、新しい課題の番号が変わり、決めたことも忘れます。記述の引用が入っているので、データと同じように扱ってください。
";

/// What is remembered about issues; empty before the first run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IssueRegister {
    /// Issues beside the dictionary's, in the order they were met.
    pub issues: Vec<RegisteredIssue>,
    /// Names that people gave, by id.
    pub names: BTreeMap<String, String>,
    /// Issues that people joined to another, by id; never a circle.
    pub merged: BTreeMap<String, String>,
    /// Issues that people said are none (課題ではない).
    pub dismissed: BTreeSet<String>,
    /// Statements that people moved, by their normal text.
    pub moved: BTreeMap<String, Move>,
    /// Statements that people looked at as quotations, by their normal text: whether they may be
    /// shown outside.
    pub quotable: BTreeMap<String, bool>,
}

/// An issue that the dictionary does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisteredIssue {
    /// Its id, for ever.
    pub id: String,
    /// The name it was found under.
    pub label: String,
    /// Whether a person made it by moving statements to a new name, or named or fed it since.
    pub by_person: bool,
    /// The words that set it apart.
    #[serde(default)]
    pub terms: Vec<String>,
    /// The statements it was found in.
    #[serde(default)]
    pub anchors: Vec<String>,
}

/// Where a statement belongs, by a person's word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// The issue it was in; `None` for 未分類.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The issue it belongs to; `None` for 未分類.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: u32,
    #[serde(default)]
    dismissed: BTreeSet<String>,
    #[serde(default)]
    names: BTreeMap<String, String>,
    #[serde(default)]
    merged: BTreeMap<String, String>,
    #[serde(default)]
    issue: Vec<RegisteredIssue>,
    #[serde(default)]
    moved: Vec<WrittenMove>,
    #[serde(default)]
    quotation: Vec<WrittenQuotation>,
}

#[derive(Serialize, Deserialize)]
struct WrittenMove {
    text: String,
    #[serde(flatten)]
    to: Move,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenQuotation {
    text: String,
    shown: bool,
}

impl IssueRegister {
    /// The register of a file; an empty one where there is no file.
    ///
    /// # Errors
    /// The file cannot be read, or is none that the program wrote.
    pub fn load(file: &Path) -> Result<Self, ConfigError> {
        if !file.exists() {
            return Ok(Self::default());
        }
        let read: Document = TomlDocument::read(file)?.deserialize()?;
        if read.version != VERSION {
            let place = Place::file(file);
            return Err(config_wording::unknown_version(place, read.version, VERSION).into());
        }
        let mut register = Self {
            issues: read.issue,
            names: read.names,
            merged: BTreeMap::new(),
            dismissed: read.dismissed,
            moved: read.moved.into_iter().map(|moved| (moved.text, moved.to)).collect(),
            quotable: read.quotation.into_iter().map(|one| (one.text, one.shown)).collect(),
        };
        for (from, into) in read.merged {
            register.merge(&from, &into);
        }
        Ok(register)
    }

    /// The file's text.
    ///
    /// # Errors
    /// Never: every part of it is a TOML value.
    pub fn to_toml(&self) -> Result<String, toml::ser::Error> {
        let moved = self.moved.iter();
        let quotable = self.quotable.iter();
        let document = Document {
            version: VERSION,
            dismissed: self.dismissed.clone(),
            names: self.names.clone(),
            merged: self.merged.clone(),
            issue: self.issues.clone(),
            moved: moved
                .map(|(text, to)| WrittenMove { text: text.clone(), to: to.clone() })
                .collect(),
            quotation: quotable
                .map(|(text, shown)| WrittenQuotation { text: text.clone(), shown: *shown })
                .collect(),
        };
        Ok(format!("{HEAD}{}", toml::to_string_pretty(&document)?))
    }

    /// The issue that an id stands for once merges are followed.
    #[must_use]
    pub fn target<'a>(&'a self, id: &'a str) -> &'a str {
        let mut target = id;
        while let Some(into) = self.merged.get(target) {
            target = into;
        }
        target
    }

    /// Joins an issue to another; a merge that would close a circle is refused with `false`.
    pub fn merge(&mut self, from: &str, into: &str) -> bool {
        let open = self.target(into) != from && from != into;
        if open {
            self.merged.insert(from.to_owned(), into.to_owned());
        }
        open
    }
}
