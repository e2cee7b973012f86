//! Issue dictionary (地域課題の辞書): `dictionaries/issues/*.toml` → the issues a region knows.
//!
//! A city's files add issues, or replace those of the same id. Every problem of every file is
//! named with line and key. This module must not look at statements.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::ConfigError;
use super::toml_document::TomlDocument;
use crate::diagnostic::config::{self as config_wording, ConfigProblem};
use crate::diagnostic::issue_dictionary as wording;

/// The version of the files that this program reads.
const VERSION: u32 = 1;

/// With fewer anchors an issue is recognised badly: one finds 36 % of its statements, five 64 %.
const FEWEST_ANCHORS: usize = 3;

const BUILT_IN: [(&str, &str); 8] = [
    ("medical.toml", include_str!("../../dictionaries/issues/medical.toml")),
    ("dementia_and_mind.toml", include_str!("../../dictionaries/issues/dementia_and_mind.toml")),
    ("life_in_the_area.toml", include_str!("../../dictionaries/issues/life_in_the_area.toml")),
    ("household.toml", include_str!("../../dictionaries/issues/household.toml")),
    ("rights.toml", include_str!("../../dictionaries/issues/rights.toml")),
    ("practice.toml", include_str!("../../dictionaries/issues/practice.toml")),
    ("professionals.toml", include_str!("../../dictionaries/issues/professionals.toml")),
    ("system.toml", include_str!("../../dictionaries/issues/system.toml")),
];

/// All known issues, in the order of their files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueDictionary {
    /// The issues; ids are unique.
    pub issues: Vec<KnownIssue>,
}

/// One known issue (地域課題).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownIssue {
    /// Unique id, like `medication`; it stays when the label changes.
    pub id: String,
    /// The name a public-health nurse would use.
    pub label: String,
    /// What it is, in a sentence or two.
    pub definition: String,
    /// What a person can mend alone, or what needs arrangements.
    pub factor: Factor,
    /// Which of the handbook's four kinds an environmental factor is.
    pub kind: Option<EnvironmentalKind>,
    /// Where in care management it bites.
    pub phases: Vec<Phase>,
    /// Phrases as people write them.
    pub anchors: Vec<String>,
    /// Words that point to it.
    #[serde(default)]
    pub terms: Vec<String>,
    /// Phrases that look alike and belong elsewhere.
    #[serde(default)]
    pub not: Vec<String>,
    /// Ids of issues that often come with it.
    #[serde(default)]
    pub related: Vec<String>,
}

/// 環境的要因 or 個別の要因: the handbook's distinction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Factor {
    /// Needs arrangements in the region.
    #[serde(rename = "環境的要因")]
    Environmental,
    /// Can be met by a person or an office.
    #[serde(rename = "個別の要因")]
    Individual,
}

/// The handbook's four kinds of environmental factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum EnvironmentalKind {
    /// 支援システムの問題.
    #[serde(rename = "支援システム")]
    SupportSystem,
    /// 圏域設定の問題.
    #[serde(rename = "圏域設定")]
    AreaSetting,
    /// 地域住民の意識の問題.
    #[serde(rename = "地域住民の意識")]
    ResidentsAwareness,
    /// 支援者の知識や技術の問題.
    #[serde(rename = "支援者の知識や技術")]
    SupporterSkill,
}

/// A phase of care management (ケアマネジメントの過程).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Phase {
    /// 受付・初期面接.
    #[serde(rename = "受付・初期面接")]
    Intake,
    /// アセスメント.
    #[serde(rename = "アセスメント")]
    Assessment,
    /// ケアプラン作成.
    #[serde(rename = "ケアプラン作成")]
    Planning,
    /// サービス担当者会議.
    #[serde(rename = "サービス担当者会議")]
    Conference,
    /// 計画の実施.
    #[serde(rename = "計画の実施")]
    Implementation,
    /// モニタリング.
    #[serde(rename = "モニタリング")]
    Monitoring,
    /// 再アセスメント.
    #[serde(rename = "再アセスメント")]
    Reassessment,
    /// 終結.
    #[serde(rename = "終結")]
    Termination,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: Spanned<u32>,
    #[serde(default)]
    issue: Vec<Spanned<KnownIssue>>,
}

impl IssueDictionary {
    /// The dictionary that ships with the program.
    ///
    /// # Errors
    /// Never for an unchanged build.
    pub fn built_in() -> Result<Self, ConfigError> {
        Self::extended(&[])
    }

    /// The built-in dictionary with a city's files added, later files first served.
    ///
    /// # Errors
    /// Everything that is wrong with the files, each with line and key.
    pub fn extended(documents: &[TomlDocument]) -> Result<Self, ConfigError> {
        let built_in = BUILT_IN.map(|(name, text)| TomlDocument::new(Path::new(name), text));
        let mut reading = Reading::default();
        for document in built_in.iter().chain(documents) {
            reading.add(document);
        }
        reading.finish()
    }
}

#[derive(Default)]
struct Reading<'a> {
    issues: Vec<(KnownIssue, &'a TomlDocument, std::ops::Range<usize>)>,
    problems: Vec<ConfigProblem>,
}

impl<'a> Reading<'a> {
    fn add(&mut self, document: &'a TomlDocument) {
        let read: Document = match document.deserialize() {
            Ok(read) => read,
            Err(error) => return self.problems.extend(error.problems),
        };
        if *read.version.get_ref() != VERSION {
            let place = document.at(&read.version.span());
            let found = *read.version.get_ref();
            self.problems.push(config_wording::unknown_version(place, found, VERSION));
        }
        let mut seen = BTreeMap::new();
        for issue in read.issue {
            let span = issue.span();
            let issue = issue.into_inner();
            let place = document.at(&span);
            if let Some(first) = seen.insert(issue.id.clone(), place.clone()) {
                self.problems.push(config_wording::given_twice(place, &issue.id, &first));
                continue;
            }
            self.check(&issue, document, &span);
            self.issues.retain(|(known, ..)| known.id != issue.id);
            self.issues.push((issue, document, span));
        }
    }

    fn check(
        &mut self,
        issue: &KnownIssue,
        document: &TomlDocument,
        span: &std::ops::Range<usize>,
    ) {
        let texts = [&issue.id, &issue.label, &issue.definition];
        let lists = issue.anchors.iter().chain(&issue.terms).chain(&issue.not);
        if texts.into_iter().chain(lists).any(|text| text.trim().is_empty()) {
            self.problems.push(wording::empty_text(document.at(span), &issue.id));
        }
        if issue.anchors.len() < FEWEST_ANCHORS {
            let place = document.at(span);
            let found = issue.anchors.len();
            self.problems.push(wording::too_few_anchors(place, &issue.id, found, FEWEST_ANCHORS));
        }
        if (issue.factor == Factor::Environmental) != issue.kind.is_some() {
            self.problems.push(wording::kind_without_factor(document.at(span), &issue.id));
        }
    }

    fn finish(mut self) -> Result<IssueDictionary, ConfigError> {
        let ids: BTreeSet<&str> = self.issues.iter().map(|(issue, ..)| issue.id.as_str()).collect();
        for (issue, document, span) in &self.issues {
            for unknown in issue.related.iter().filter(|id| !ids.contains(id.as_str())) {
                let place = document.at(span);
                self.problems.push(wording::unknown_issue(place, &issue.id, unknown));
            }
        }
        if self.problems.is_empty() {
            Ok(IssueDictionary {
                issues: self.issues.into_iter().map(|(issue, ..)| issue).collect(),
            })
        } else {
            Err(ConfigError { problems: self.problems })
        }
    }
}
