//! The `themes` action: any table of statements → the issues they raise, as tables.
//!
//! For analysts who have statements but no forms. The table is read like an input: never written
//! to, and what cannot be read in it is named.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::dictionaries::Dictionaries;
use super::failure::RunError;
use super::issue_review;
use super::meaning_cache::MeaningCache;
use super::reviews::Reviews;
use super::setting::Setting;
use super::statement_file::statements;
use super::summary::Finding;
use super::{Outcome, status};
use crate::analysis::recurring_issue::{IssueFinding, IssueStatement, IssueTools, find_issues};
use crate::analysis::theme_spread::{SpreadRules, spread_table, theme_spread};
use crate::cli::Options;
use crate::diagnostic::{Diagnostic, run as wording};
use crate::intake;
use crate::output::publish::{PublishError, Staging};
use crate::output::tables::{self, IssueMaterial};
use crate::records::TableStatement;
use crate::review::ISSUE_REVIEW_FILE;

/// The folder for results that nobody named, beside the table.
const DEFAULT_OUT: &str = "地域課題の結果";

/// What `run.json` says of such results.
#[derive(Serialize)]
struct Record<'a> {
    program: &'static str,
    version: &'static str,
    action: &'static str,
    file: &'a str,
    counts: Counts,
}

#[derive(Serialize, Clone, Copy)]
struct Counts {
    statements: usize,
    themes: usize,
    unassigned: usize,
}

#[derive(Serialize)]
struct Printed<'a> {
    statements: usize,
    themes: usize,
    unassigned: usize,
    out: &'a Path,
    diagnostics: Vec<Finding<'a>>,
}

/// Finds the issues of a table's statements and writes them to OUT.
///
/// # Errors
/// The table cannot be read or has no column `text`; OUT cannot be written.
pub(super) fn themes(
    file: &Path,
    out: Option<&Path>,
    setting: &Setting,
    options: &Options,
) -> Result<Outcome, RunError> {
    let out = match out {
        Some(out) => out.to_path_buf(),
        None => std::path::absolute(file)?.with_file_name(DEFAULT_OUT),
    };
    let inputs = [file.to_path_buf()];
    let staging = Staging::begin(&out, &inputs)?;
    let mut dictionaries = Dictionaries::load(&setting.config)?;
    let reviews = Reviews::read(setting)?;
    let mut statements = statements(file, setting)?;
    statements.diagnostics.extend(reviews.diagnostics);
    statements.diagnostics.extend(dictionaries.decide(&reviews.issues));
    let finding = finding(&statements.value, &dictionaries, options)?;
    let decided = !reviews.issues.is_empty();
    let told = dictionaries.remember(&finding.found, decided, &setting.config);
    statements.diagnostics.extend(told);
    statements.diagnostics.sort();
    let cases = spread_table(&statements.value, &finding, &dictionaries.lexicon)?;
    let spread =
        theme_spread(finding.themes.len(), &cases, &SpreadRules::from(&setting.config.issues));
    let material = IssueMaterial {
        statements: &statements.value,
        finding: &finding,
        spread: &spread,
        diagnostics: &statements.diagnostics,
        language: options.language,
    };
    let data = staging.folder().join("data");
    fs::create_dir_all(&data).map_err(|source| PublishError::write(&data, source))?;
    tables::write_tables(&data, &tables::issue_tables(&material))?;
    let review = issue_review::of_table(&statements.value, &finding, &dictionaries)?;
    let path = staging.folder().join(ISSUE_REVIEW_FILE);
    fs::write(&path, review).map_err(|source| PublishError::write(&path, source))?;
    let counts = counts(&finding);
    write_record(&staging.folder().join(intake::RUN_FILE), file, counts)?;
    let out = staging.out().to_path_buf();
    let published = staging.publish()?;
    let mut lines =
        vec![wording::what_themes_found(counts.statements, counts.themes, counts.unassigned)];
    lines.extend(statements.diagnostics.iter().map(wording::finding));
    lines.push(wording::where_results_lie(&out));
    lines.extend(published.kept.as_deref().map(wording::where_changes_lie));
    let told = lines.iter().map(|line| line.text(options.language).to_owned() + "\n").collect();
    let silent = options.quiet || options.json;
    Ok(Outcome {
        to_stdout: if options.json {
            printed(counts, &out, &statements.diagnostics, options)?
        } else {
            String::new()
        },
        to_stderr: if silent { String::new() } else { told },
        status: status(&statements.diagnostics),
    })
}

fn finding(
    statements: &[TableStatement],
    dictionaries: &Dictionaries,
    options: &Options,
) -> Result<IssueFinding, RunError> {
    let cache = MeaningCache::of(options);
    let mut meanings = cache.load();
    let mut tools = IssueTools {
        dictionary: &dictionaries.issues,
        register: &dictionaries.register,
        lexicon: &dictionaries.lexicon,
        meanings: &mut meanings,
    };
    let statements: Vec<IssueStatement<'_>> = statements
        .iter()
        .map(|row| IssueStatement {
            text: &row.text,
            case_id: row.case_id.as_deref(),
            area: row.area.as_deref(),
            fiscal_year: row.fiscal_year,
            said_on: None,
        })
        .collect();
    let finding = find_issues(&statements, &mut tools)?;
    cache.save(&meanings);
    Ok(finding)
}

fn counts(finding: &IssueFinding) -> Counts {
    let unassigned = finding.assignments.iter().filter(|one| one.theme.is_none()).count();
    Counts { statements: finding.assignments.len(), themes: finding.themes.len(), unassigned }
}

fn write_record(path: &PathBuf, file: &Path, counts: Counts) -> Result<(), RunError> {
    let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy();
    let record = Record {
        program: intake::PROGRAM,
        version: env!("CARGO_PKG_VERSION"),
        action: "themes",
        file: &name,
        counts,
    };
    let text = serde_json::to_string_pretty(&record)? + "\n";
    fs::write(path, text).map_err(|source| PublishError::write(path, source).into())
}

fn printed(
    counts: Counts,
    out: &Path,
    diagnostics: &[Diagnostic],
    options: &Options,
) -> Result<String, RunError> {
    let Counts { statements, themes, unassigned } = counts;
    let diagnostics = diagnostics.iter().map(|one| Finding::of(one, options.language)).collect();
    let printed = Printed { statements, themes, unassigned, out, diagnostics };
    Ok(serde_json::to_string_pretty(&printed)? + "\n")
}
