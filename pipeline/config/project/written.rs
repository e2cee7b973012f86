//! `torimatome.toml` as written: serde's view of it, and the checks that make it a config.
//!
//! Input → output: a TOML text → [`ProjectConfig`], or every problem in it.
//! This module must not open other files.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use super::issue_rules::{IssueRules, WrittenIssues};
use super::link::PathPattern;
use super::privacy::WrittenPrivacy;
use super::{
    Area, FormChoice, Link, LinkTarget, Placed, PrivacyPolicy, ProjectConfig, ReportOptions,
};
use crate::config::ConfigError;
use crate::config::toml_document::TomlDocument;
use crate::diagnostic::config::{self as wording, ConfigProblem};
use crate::intake::Limits;

/// The only version of the file there is.
const VERSION: u32 = 1;
/// April, when the Japanese fiscal year begins.
const APRIL: u32 = 4;
/// The largest limit, in its unit: beyond any computer, and no product overflows.
const MOST: u64 = u32::MAX as u64;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenProject {
    version: Spanned<u32>,
    title: Spanned<String>,
    fiscal_year_first_month: Option<Spanned<u32>>,
    dictionary_folder: Option<Spanned<PathBuf>>,
    coding_folder: Option<Spanned<PathBuf>>,
    areas: Vec<WrittenArea>,
    #[serde(default)]
    forms: WrittenForms,
    #[serde(default)]
    links: Vec<Spanned<WrittenLink>>,
    #[serde(default)]
    report: ReportOptions,
    #[serde(default)]
    privacy: WrittenPrivacy,
    #[serde(default)]
    issues: WrittenIssues,
    #[serde(default)]
    limits: WrittenLimits,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenArea {
    name: Spanned<String>,
    #[serde(default)]
    centers: Vec<Spanned<String>>,
    #[serde(default)]
    districts: Vec<Spanned<String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct WrittenForms {
    built_in: Option<Vec<Spanned<String>>>,
    #[serde(default)]
    extra: Vec<Spanned<PathBuf>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenLink {
    files: Spanned<String>,
    sheets: Option<Spanned<String>>,
    held_on: Option<Spanned<WrittenDate>>,
    center: Option<Spanned<String>>,
    same_case_as: Option<Spanned<String>>,
}

/// A day, with or without quotes.
#[derive(Deserialize)]
#[serde(untagged)]
enum WrittenDate {
    Bare(Datetime),
    Quoted(String),
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct WrittenLimits {
    file_mib: Option<Spanned<u64>>,
    archive_entries: Option<Spanned<u64>>,
    inflated_mib: Option<Spanned<u64>>,
    part_mib: Option<Spanned<u64>>,
    xml_depth: Option<Spanned<u64>>,
    cells: Option<Spanned<u64>>,
    sheets: Option<Spanned<u64>>,
    shapes: Option<Spanned<u64>>,
    text_chars: Option<Spanned<u64>>,
    workbook_chars: Option<Spanned<u64>>,
    form_cells: Option<Spanned<u64>>,
    form_steps: Option<Spanned<u64>>,
    merges: Option<Spanned<u64>>,
    key_rounds: Option<Spanned<u64>>,
    seconds: Option<Spanned<u64>>,
    memory_mib: Option<Spanned<u64>>,
}

/// The settings of a TOML text.
///
/// # Errors
/// The first problem of its syntax and keys, or else all problems of its values.
pub(super) fn read(document: &TomlDocument) -> Result<ProjectConfig, ConfigError> {
    let written: WrittenProject = document.deserialize()?;
    let mut check = Check { document, problems: Vec::new() };
    check.version(&written.version);
    let config = ProjectConfig {
        file: Some(document.file().to_path_buf()),
        title: check.filled(&written.title),
        fiscal_year_first_month: check.month(written.fiscal_year_first_month),
        areas: check.areas(&written.areas),
        dictionary_folder: written.dictionary_folder.map(|folder| check.beside(folder)),
        coding_folder: written.coding_folder.map(|folder| check.beside(folder)),
        forms: check.forms(written.forms),
        links: written.links.into_iter().filter_map(|link| check.link(link)).collect(),
        limits: check.limits(&written.limits),
        report: written.report,
        issues: check.issues(&written.issues),
        privacy: check.privacy(&written.privacy),
        unchecked_texts: written.privacy.unchecked_texts.unwrap_or(true),
    };
    if check.problems.is_empty() {
        Ok(config)
    } else {
        check.problems.sort();
        Err(ConfigError { problems: check.problems })
    }
}

/// Checks values and collects what is wrong with them.
struct Check<'document> {
    document: &'document TomlDocument,
    problems: Vec<ConfigProblem>,
}

impl Check<'_> {
    fn version(&mut self, version: &Spanned<u32>) {
        if *version.get_ref() != VERSION {
            let place = self.document.at(&version.span());
            self.problems.push(wording::unknown_version(place, *version.get_ref(), VERSION));
        }
    }

    /// Text that must not be empty, trimmed.
    fn filled(&mut self, text: &Spanned<String>) -> String {
        let trimmed = text.get_ref().trim().to_owned();
        if trimmed.is_empty() {
            self.problems.push(wording::empty_value(self.document.at(&text.span())));
        }
        trimmed
    }

    fn month(&mut self, month: Option<Spanned<u32>>) -> u32 {
        let Some(month) = month else { return APRIL };
        if !(1..=12).contains(month.get_ref()) {
            let place = self.document.at(&month.span());
            self.problems.push(wording::out_of_range(place, u64::from(*month.get_ref()), 1, 12));
        }
        month.into_inner()
    }

    fn areas(&mut self, written: &[WrittenArea]) -> Vec<Area> {
        let (mut names, mut centers, mut districts) =
            (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        written
            .iter()
            .map(|area| Area {
                name: self.unique(&area.name, &mut names),
                centers: self.all_unique(&area.centers, &mut centers),
                districts: self.all_unique(&area.districts, &mut districts),
            })
            .collect()
    }

    fn all_unique(
        &mut self,
        texts: &[Spanned<String>],
        seen: &mut BTreeMap<String, Range<usize>>,
    ) -> Vec<String> {
        texts.iter().map(|text| self.unique(text, seen)).collect()
    }

    /// Text that is filled and occurs once in its list.
    fn unique(
        &mut self,
        text: &Spanned<String>,
        seen: &mut BTreeMap<String, Range<usize>>,
    ) -> String {
        let span = text.span();
        let value = self.filled(text);
        if let Some(first) = seen.get(&value) {
            let first = self.document.at(first);
            self.problems.push(wording::given_twice(self.document.at(&span), &value, &first));
        } else {
            seen.insert(value.clone(), span);
        }
        value
    }

    fn forms(&mut self, written: WrittenForms) -> FormChoice {
        FormChoice {
            built_in: written
                .built_in
                .map(|ids| ids.into_iter().map(|id| self.placed(id)).collect()),
            extra: written.extra.into_iter().map(|path| self.beside(path)).collect(),
        }
    }

    /// A path, seen from the file it is written in.
    fn beside(&self, written: Spanned<PathBuf>) -> Placed<PathBuf> {
        let Placed { value, place } = self.placed(written);
        let folder = self.document.file().parent().unwrap_or(Path::new(""));
        Placed { value: folder.join(value), place }
    }

    fn placed<T>(&self, written: Spanned<T>) -> Placed<T> {
        Placed { place: self.document.at(&written.span()), value: written.into_inner() }
    }

    fn link(&mut self, written: Spanned<WrittenLink>) -> Option<Link> {
        let place = self.document.at(&written.span());
        let link = written.into_inner();
        let files = self.pattern(&link.files);
        let sheets = link.sheets.as_ref().map(|sheets| self.pattern(sheets));
        let target = match (link.held_on, link.same_case_as) {
            (Some(day), None) => {
                let center = link.center.map(|center| self.filled(&center));
                self.day(&day).map(|held_on| LinkTarget::Meeting { held_on, center })
            }
            (None, Some(other)) if link.center.is_none() => {
                self.pattern(&other).map(LinkTarget::SameCaseAs)
            }
            _ => {
                self.problems.push(wording::link_without_one_target(place.clone()));
                None
            }
        };
        let sheets = match sheets {
            Some(None) => return None,
            Some(sheets) => sheets,
            None => None,
        };
        Some(Link { place, target: target?, files: files?, sheets })
    }

    fn pattern(&mut self, written: &Spanned<String>) -> Option<PathPattern> {
        let pattern = PathPattern::parse(written.get_ref());
        if pattern.is_none() {
            let place = self.document.at(&written.span());
            self.problems.push(wording::bad_pattern(place, written.get_ref()));
        }
        pattern
    }

    fn day(&mut self, written: &Spanned<WrittenDate>) -> Option<NaiveDate> {
        let text = match written.get_ref() {
            WrittenDate::Bare(day) => day.to_string(),
            WrittenDate::Quoted(text) => text.clone(),
        };
        let day = text.parse().ok();
        if day.is_none() {
            self.problems.push(wording::bad_day(self.document.at(&written.span()), &text));
        }
        day
    }

    fn privacy(&mut self, written: &WrittenPrivacy) -> PrivacyPolicy {
        for (number, least, most) in
            [(&written.smallest_count, 1, 1000), (&written.age_band, 1, 50)]
        {
            let Some(number) = number else { continue };
            let value = u64::from(*number.get_ref());
            if !(least..=most).contains(&value) {
                let place = self.document.at(&number.span());
                self.problems.push(wording::out_of_range(place, value, least, most));
            }
        }
        written.policy()
    }

    fn limits(&mut self, written: &WrittenLimits) -> Limits {
        let mut limits = Limits::default();
        let mebi = 1 << 20;
        self.limit(written.file_mib.as_ref(), mebi, &mut limits.file_bytes);
        self.limit(written.archive_entries.as_ref(), 1, &mut limits.archive_entries);
        self.limit(written.inflated_mib.as_ref(), mebi, &mut limits.inflated_bytes);
        self.limit(written.part_mib.as_ref(), mebi, &mut limits.part_bytes);
        self.limit(written.xml_depth.as_ref(), 1, &mut limits.xml_depth);
        self.limit(written.cells.as_ref(), 1, &mut limits.cells);
        self.limit(written.sheets.as_ref(), 1, &mut limits.sheets);
        self.limit(written.shapes.as_ref(), 1, &mut limits.shapes);
        self.limit(written.text_chars.as_ref(), 1, &mut limits.text_chars);
        self.limit(written.workbook_chars.as_ref(), 1, &mut limits.workbook_chars);
        self.limit(written.key_rounds.as_ref(), 1, &mut limits.key_rounds);
        self.limit(written.merges.as_ref(), 1, &mut limits.merges);
        self.limit(written.form_cells.as_ref(), 1, &mut limits.form_cells);
        self.limit(written.form_steps.as_ref(), 1, &mut limits.form_steps);
        self.limit(written.seconds.as_ref(), 1, &mut limits.seconds);
        self.limit(written.memory_mib.as_ref(), mebi, &mut limits.memory_bytes);
        limits
    }

    fn issues(&mut self, written: &WrittenIssues) -> IssueRules {
        let (document, problems) = (self.document, &mut self.problems);
        written.rules(|value, least, most| {
            let place = document.at(&value.span());
            problems.push(wording::out_of_range(place, *value.get_ref(), least, most));
        })
    }

    /// A limit of 1 to [`MOST`] `unit`s, in the type that counts it.
    fn limit<T: TryFrom<u64>>(&mut self, written: Option<&Spanned<u64>>, unit: u64, limit: &mut T) {
        let Some(written) = written else { return };
        let value = *written.get_ref();
        let counted = value.checked_mul(unit).and_then(|counted| T::try_from(counted).ok());
        match counted {
            Some(counted) if (1..=MOST).contains(&value) => *limit = counted,
            _ => {
                let place = self.document.at(&written.span());
                self.problems.push(wording::out_of_range(place, value, 1, MOST));
            }
        }
    }
}
