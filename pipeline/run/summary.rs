//! The closing summary: what was read, what needs a person's eye, where the results lie.
//!
//! Input → output: counts and findings → a few plain lines, or the same as JSON.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Serialize;

use super::gathering::Gathered;
use crate::cli::Options;
use crate::diagnostic::{Code, Diagnostic, Language, Severity, run as wording};
use crate::units::SourcePath;

/// Groups of findings shown at most; the table of diagnostics holds all.
const GROUPS_SHOWN: usize = 8;
/// File names shown in each group at most.
const FILES_SHOWN: usize = 3;

/// What a run came to, as far as its closing lines need it.
pub(super) struct Summary<'run> {
    pub(super) files: usize,
    pub(super) cases: usize,
    pub(super) participants: usize,
    /// Sorted and without repetition.
    pub(super) diagnostics: &'run [Diagnostic],
    /// Where the results lie; `None` when nothing was written.
    pub(super) out: Option<&'run Path>,
    /// Where files of the old results went that a person had changed.
    pub(super) kept: Option<&'run Path>,
}

/// All findings of one kind.
struct Group {
    severity: Severity,
    code: Code,
    count: usize,
    files: BTreeSet<SourcePath>,
}

/// A finding in one language, as `--json` prints it.
#[derive(Serialize)]
pub(super) struct Finding<'run> {
    severity: Severity,
    code: Code,
    source_path: &'run SourcePath,
    sheet: Option<&'run str>,
    cell: Option<String>,
    message: &'run str,
    hint: &'run str,
}

#[derive(Serialize)]
struct Document<'run> {
    files: usize,
    cases: usize,
    participants: usize,
    out: Option<&'run Path>,
    diagnostics: Vec<Finding<'run>>,
}

impl<'run> Summary<'run> {
    /// The summary of what was gathered and, where something was written, of where it lies.
    pub(super) fn new(gathered: &'run Gathered, out: Option<&'run Path>) -> Self {
        Self {
            files: gathered.files.len(),
            cases: gathered.cases.len(),
            participants: gathered.cases.iter().map(|case| case.participants.len()).sum(),
            diagnostics: &gathered.diagnostics,
            out,
            kept: None,
        }
    }

    /// The lines for standard error; empty when they are not wanted.
    pub(super) fn text(&self, options: &Options) -> String {
        if options.quiet || options.json {
            return String::new();
        }
        let language = options.language;
        let mut lines = vec![wording::what_was_read(self.files, self.cases, self.participants)];
        let (notes, to_look_at): (Vec<Group>, Vec<Group>) =
            self.groups().into_iter().partition(|group| group.severity == Severity::Info);
        lines.extend(self.look_at(&to_look_at));
        if !notes.is_empty() {
            let parts = notes.iter().map(|group| (group.code, group.count)).collect::<Vec<_>>();
            lines.push(wording::also_noted(&parts));
        }
        if let Some(out) = self.out {
            lines.push(wording::where_results_lie(out));
        }
        if let Some(kept) = self.kept {
            lines.push(wording::where_changes_lie(kept));
        }
        lines.iter().map(|line| line.text(language).to_owned() + "\n").collect()
    }

    fn look_at(&self, groups: &[Group]) -> Vec<crate::diagnostic::Wording> {
        if groups.is_empty() {
            return vec![wording::nothing_to_look_at()];
        }
        let mut lines = vec![wording::please_look()];
        for group in groups.iter().take(GROUPS_SHOWN) {
            let shown: Vec<&str> =
                group.files.iter().take(FILES_SHOWN).map(SourcePath::as_str).collect();
            let more = group.files.len().saturating_sub(FILES_SHOWN);
            lines.push(wording::group(group.code, group.count, &shown, more));
        }
        let hidden: usize = groups.iter().skip(GROUPS_SHOWN).map(|group| group.count).sum();
        if hidden > 0 {
            lines.push(wording::more_groups(hidden));
        }
        if let Some(out) = self.out {
            lines.push(wording::where_findings_lie(out));
        }
        lines
    }

    /// The findings by kind, errors first.
    fn groups(&self) -> Vec<Group> {
        let mut groups: BTreeMap<(Severity, Code), Group> = BTreeMap::new();
        for diagnostic in self.diagnostics {
            let (severity, code) = (diagnostic.severity, diagnostic.code);
            let group = groups.entry((severity, code)).or_insert_with(|| Group {
                severity,
                code,
                count: 0,
                files: BTreeSet::new(),
            });
            group.count += 1;
            group.files.insert(diagnostic.location.source_path.clone());
        }
        groups.into_values().collect()
    }

    /// The summary with every finding, for programs.
    pub(super) fn json(&self, language: Language) -> Result<String, serde_json::Error> {
        let diagnostics = self.diagnostics.iter().map(|one| Finding::of(one, language)).collect();
        let document = Document {
            files: self.files,
            cases: self.cases,
            participants: self.participants,
            out: self.out,
            diagnostics,
        };
        Ok(serde_json::to_string_pretty(&document)? + "\n")
    }
}

impl<'run> Finding<'run> {
    pub(super) fn of(diagnostic: &'run Diagnostic, language: Language) -> Self {
        Self {
            severity: diagnostic.severity,
            code: diagnostic.code,
            source_path: &diagnostic.location.source_path,
            sheet: diagnostic.location.sheet.as_deref(),
            cell: diagnostic.location.cell.map(|cell| cell.to_string()),
            message: diagnostic.message.text(language),
            hint: diagnostic.hint.text(language),
        }
    }
}

/// Every finding as its own lines, for `check`.
pub(super) fn all(diagnostics: &[Diagnostic], language: Language) -> String {
    diagnostics.iter().map(|one| wording::finding(one).text(language).to_owned() + "\n").collect()
}

/// Counts with Japanese names: what was read, and what was found.
pub(super) struct Counts {
    pub(super) read: Vec<(&'static str, usize)>,
    pub(super) findings: Vec<(String, usize)>,
}

/// What was read and what was found.
pub(super) fn counts(gathered: &Gathered) -> Counts {
    let summary = Summary::new(gathered, None);
    let blank = gathered.forms.iter().filter(|form| form.blank).count();
    let statements = gathered.cases.iter().map(|case| case.statements.len()).sum();
    let read = vec![
        ("ファイル", summary.files),
        ("様式（記入のあるもの）", gathered.forms.len() - blank),
        ("事例", summary.cases),
        ("参加者（のべ）", summary.participants),
        ("記述", statements),
    ];
    let name = |group: Group| {
        (wording::heading(group.code).text(Language::Japanese).to_owned(), group.count)
    };
    Counts { read, findings: summary.groups().into_iter().map(name).collect() }
}
