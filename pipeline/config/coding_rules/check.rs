//! Coding rules, checked: written conditions → conditions, or every problem with its place.
//!
//! Names of areas, centres, districts and boxes must be known, so that a slip of the pen does not
//! count as zero cases.

mod attributes;

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;

use super::written::{Document, Texts, WrittenCondition, WrittenNear, WrittenRule};
use super::{CodingRule, CodingRules, Condition, Meant, Pattern, Wording, cycles};
use crate::config::toml_document::TomlDocument;
use crate::config::{Area, ConfigError};
use crate::diagnostic::coding_rules as wording;
use crate::diagnostic::config::{self as config_wording, ConfigProblem, Place};
use crate::label::label_key;

/// The version of the files that this program reads.
const VERSION: u32 = 1;

/// Words between two near ones where the rule does not say; KH Coder's own default.
const NEAR: u64 = 10;
/// Beyond this two words of one sentence are not near.
const FARTHEST: u64 = 100;

/// The rules of all files.
///
/// # Errors
/// Everything that is wrong with them, in the order of files and lines.
pub(super) fn read(documents: &[TomlDocument], areas: &[Area]) -> Result<CodingRules, ConfigError> {
    let mut problems = Vec::new();
    let mut written = Vec::new();
    for document in documents {
        match document.deserialize::<Document>() {
            Ok(read) => {
                if *read.version.get_ref() != VERSION {
                    let place = document.at(&read.version.span());
                    let found = *read.version.get_ref();
                    problems.push(config_wording::unknown_version(place, found, VERSION));
                }
                written.extend(read.rules.into_iter().map(|rule| (document, rule)));
            }
            Err(error) => problems.extend(error.problems),
        }
    }
    let ids = ids(&written, &mut problems);
    let mut check = Reading { ids: &ids, areas, references: Vec::new(), problems };
    let rules = written.iter().filter_map(|(file, rule)| check.rule(file, rule)).collect();
    let rules = CodingRules { rules };
    let Reading { references, mut problems, .. } = check;
    if problems.is_empty()
        && let Err(ring) = cycles::order(&rules.needs())
    {
        problems.push(ring_problem(&rules, &ring, &references));
    }
    problems.sort();
    if problems.is_empty() { Ok(rules) } else { Err(ConfigError { problems }) }
}

/// The number of each rule by its id.
fn ids<'a>(
    written: &'a [(&TomlDocument, WrittenRule)],
    problems: &mut Vec<ConfigProblem>,
) -> BTreeMap<&'a str, usize> {
    let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
    let mut places: BTreeMap<&str, Place> = BTreeMap::new();
    for (number, (document, rule)) in written.iter().enumerate() {
        let id = rule.id.get_ref().as_str();
        let place = document.at(&rule.id.span());
        let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-');
        if id.is_empty() || !id.chars().all(plain) {
            problems.push(wording::bad_id(place, id));
        } else if let Some(first) = places.get(id) {
            problems.push(wording::id_twice(place, id, first));
        } else {
            ids.insert(id, number);
            places.insert(id, place);
        }
    }
    ids
}

/// The ring of rules, told at a place where one of them names the next.
fn ring_problem(
    rules: &CodingRules,
    ring: &[usize],
    references: &[(usize, usize, Place)],
) -> ConfigProblem {
    let name = |rule: &usize| rules.rules.get(*rule).map_or("", |rule| rule.id.as_str());
    let names: Vec<&str> = ring.iter().map(name).collect();
    let step = |(from, to, _): &&(usize, usize, Place)| {
        Some(from) == ring.first() && ring.get(1) == Some(to)
    };
    let place = references.iter().find(step).map(|(.., place)| place.clone());
    wording::ring(place.unwrap_or_else(|| Place::file(std::path::Path::new(""))), &names)
}

/// What the rules are checked against, and what was found.
struct Reading<'a> {
    ids: &'a BTreeMap<&'a str, usize>,
    areas: &'a [Area],
    /// A rule, a rule it names, and where.
    references: Vec<(usize, usize, Place)>,
    problems: Vec<ConfigProblem>,
}

/// One rule while it is read.
struct RuleCheck<'a, 'b> {
    reading: &'b mut Reading<'a>,
    document: &'b TomlDocument,
    rule: Option<usize>,
}

impl Reading<'_> {
    fn rule(&mut self, document: &TomlDocument, written: &WrittenRule) -> Option<CodingRule> {
        let id = written.id.get_ref();
        let label = written.label.get_ref().trim();
        if label.is_empty() {
            let place = document.at(&written.label.span());
            self.problems.push(config_wording::empty_value(place));
        }
        let rule = self.ids.get(id.as_str()).copied();
        let when = RuleCheck { reading: self, document, rule }.condition(&written.when)?;
        Some(CodingRule {
            id: id.clone(),
            label: label.to_owned(),
            note: written.note.clone().filter(|note| !note.trim().is_empty()),
            when,
        })
    }
}

impl RuleCheck<'_, '_> {
    fn at(&self, span: &Range<usize>) -> Place {
        self.document.at(span)
    }

    fn problem(&mut self, problem: ConfigProblem) {
        self.reading.problems.push(problem);
    }

    /// The conditions of one table, all of which must hold.
    fn condition(&mut self, written: &Spanned<WrittenCondition>) -> Option<Condition> {
        let before = self.reading.problems.len();
        let table = written.get_ref();
        let mut parts = Vec::new();
        if let Some(all) = &table.all {
            parts.push(Condition::All(self.several(all)));
        }
        if let Some(any) = &table.any {
            parts.push(Condition::Any(self.several(any)));
        }
        if let Some(not) = &table.not {
            let inner = self.condition(not)?;
            parts.push(Condition::Not(Box::new(inner)));
        }
        parts.extend(self.wordings(table, &written.span()));
        parts.extend(self.attributes(table).into_iter().map(Condition::Is));
        if let Some(code) = &table.code {
            parts.extend(self.code(code));
        }
        if parts.is_empty() && self.reading.problems.len() == before {
            self.problem(wording::empty_condition(self.at(&written.span())));
        }
        match (parts.pop(), parts.is_empty()) {
            (Some(only), true) => Some(only),
            (Some(last), false) => {
                parts.push(last);
                Some(Condition::All(parts))
            }
            (None, _) => None,
        }
    }

    fn several(&mut self, written: &Spanned<Vec<Spanned<WrittenCondition>>>) -> Vec<Condition> {
        if written.get_ref().is_empty() {
            self.problem(wording::empty_list(self.at(&written.span())));
        }
        written.get_ref().iter().filter_map(|one| self.condition(one)).collect()
    }

    fn code(&mut self, written: &Spanned<String>) -> Option<Condition> {
        let place = self.at(&written.span());
        let Some(code) = self.reading.ids.get(written.get_ref().as_str()).copied() else {
            self.problem(wording::unknown_code(place, written.get_ref()));
            return None;
        };
        if let Some(rule) = self.rule {
            self.reading.references.push((rule, code, place));
        }
        Some(Condition::Code(code))
    }

    /// What the statement must say; `mark` holds for all of it.
    fn wordings(&mut self, table: &WrittenCondition, span: &Range<usize>) -> Vec<Condition> {
        let marks = table.mark.as_ref().map(|marks| self.marks(marks)).unwrap_or_default();
        let mut patterns = Vec::new();
        for (written, pattern) in [
            (&table.words, Pattern::Words as fn(Vec<String>) -> Pattern),
            (&table.phrase, Pattern::Phrases),
            (&table.text, Pattern::Texts),
        ] {
            patterns.extend(written.as_ref().map(|texts| pattern(self.texts(texts))));
        }
        patterns.extend(table.near.as_ref().map(|near| self.near(near.get_ref())));
        if table.mark.is_some() && patterns.is_empty() {
            self.problem(wording::mark_alone(self.at(span)));
        }
        let says = |pattern| Condition::Says(Wording { pattern, marks: marks.clone() });
        patterns.into_iter().map(says).collect()
    }

    fn near(&mut self, written: &WrittenNear) -> Pattern {
        let within = written.within.as_ref().map_or(NEAR, |within| *within.get_ref());
        if let Some(place) = written.within.as_ref().map(|within| self.at(&within.span()))
            && within > FARTHEST
        {
            self.problem(config_wording::out_of_range(place, within, 0, FARTHEST));
        }
        Pattern::Near {
            first: self.texts(&written.first),
            second: self.texts(&written.second),
            within: usize::try_from(within).unwrap_or(usize::MAX),
            ordered: written.ordered,
        }
    }

    /// Texts with at least a letter or a digit each.
    fn texts(&mut self, written: &Texts) -> Vec<String> {
        if written.get_ref().is_empty() {
            self.problem(wording::empty_list(self.at(&written.span())));
        }
        for text in written.get_ref().iter().filter(|text| label_key(text.get_ref()).is_empty()) {
            let place = self.at(&text.span());
            self.problem(config_wording::empty_value(place));
        }
        written.get_ref().iter().map(|text| text.get_ref().trim().to_owned()).collect()
    }

    fn marks(&mut self, written: &Texts) -> Vec<Meant> {
        self.named(written, "mark", &["stated", "lacking", "negated", "planned"], |name| match name
        {
            "stated" | "肯定" => Some(Meant::Stated),
            "lacking" | "欠如" => Some(Meant::Lacking),
            "negated" | "否定" => Some(Meant::Negated),
            "planned" | "予定" => Some(Meant::Planned),
            _ => None,
        })
    }

    /// Values of a list that must each be known.
    fn named<T>(
        &mut self,
        written: &Texts,
        key: &str,
        known: &[&str],
        find: impl Fn(&str) -> Option<T>,
    ) -> Vec<T> {
        if written.get_ref().is_empty() {
            self.problem(wording::empty_list(self.at(&written.span())));
        }
        let mut values = Vec::new();
        for text in written.get_ref() {
            if let Some(value) = find(text.get_ref().trim()) {
                values.push(value);
            } else {
                let place = self.at(&text.span());
                self.problem(wording::unknown_value(place, key, text.get_ref(), known));
            }
        }
        values
    }
}
