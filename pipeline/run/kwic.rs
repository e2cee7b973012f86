//! The `kwic` action: a word → every place in the statements, as lines, JSON or a table.
//!
//! Nothing found is a result like any other: the status says whether everything could be read.

mod page;
mod sources;

use std::collections::BTreeSet;
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;

use super::dictionaries::Dictionaries;
use super::failure::RunError;
use super::setting::Setting;
use super::{Outcome, status};
use crate::analysis::concordance::{ConcordanceLine, SearchedStatement, concordance};
use crate::cli::{KwicRequest, Options};
use crate::diagnostic::{Severity, Wording, concordance as wording, run as run_wording};
use crate::label::label_key;
use crate::output::publish::PublishError;
use crate::output::tables::{self, BYTE_ORDER_MARK};
use crate::records::StatementField;

/// Looks for a word and shows where it stands.
///
/// # Errors
/// An input is out of reach, a dictionary has bad lines, or the file cannot be written.
pub(super) fn kwic(
    request: &KwicRequest,
    setting: &Setting,
    options: &Options,
) -> Result<Outcome, RunError> {
    let dictionaries = Dictionaries::load(&setting.config)?;
    let mut read = sources::statements(&request.inputs, setting)?;
    let areas = areas(&read.value);
    read.value.retain(|statement| is_wanted(statement, request));
    let lines = concordance(&read.value, &request.query, &dictionaries.lexicon)?;
    let language = options.language;
    let to_stdout = if let Some(file) = &request.out {
        write(file, &bytes(&lines)?)?;
        String::new()
    } else if request.csv {
        String::from_utf8_lossy(&bytes(&lines)?).into_owned()
    } else if options.json {
        page::json(&request.query.word, read.value.len(), &lines, &read.diagnostics, language)?
    } else {
        page::text(&lines, request.query.context)
    };
    let mut told = if read.value.is_empty() {
        vec![wording::no_statement(&areas)]
    } else {
        vec![summary(&request.query.word, read.value.len(), &lines)]
    };
    let errors = read.diagnostics.iter().filter(|one| one.severity == Severity::Error);
    told.extend(errors.map(run_wording::finding));
    told.extend(request.out.as_deref().map(run_wording::where_results_lie));
    let silent = options.quiet || options.json;
    let text = told.iter().map(|line| line.text(language).to_owned() + "\n").collect();
    Ok(Outcome {
        to_stdout,
        to_stderr: if silent { String::new() } else { text },
        status: status(&read.diagnostics),
    })
}

/// How often the word was found, in how many statements and cases.
fn summary(word: &str, searched: usize, lines: &[ConcordanceLine<'_>]) -> Wording {
    let statements: BTreeSet<usize> = lines.iter().map(|line| line.number).collect();
    let cases: BTreeSet<&str> =
        lines.iter().filter_map(|line| line.statement.case_id.as_deref()).collect();
    wording::found(word, searched, statements.len(), lines.len(), cases.len())
}

/// The areas there are, for a person who asked for one that is not.
fn areas(statements: &[SearchedStatement]) -> Vec<String> {
    let areas = statements.iter().filter_map(|statement| statement.area.clone());
    areas.collect::<BTreeSet<String>>().into_iter().collect()
}

/// Whether a statement is in one of the years, areas and boxes asked for; the unknown is in none.
fn is_wanted(statement: &SearchedStatement, request: &KwicRequest) -> bool {
    let area = statement.area.as_deref().map(label_key);
    let year = |year: &i32| statement.fiscal_year == Some(*year);
    let in_area = |name: &String| area.as_ref().is_some_and(|area| *area == label_key(name));
    let field = |field: &StatementField| statement.field.as_deref() == Some(field.as_str());
    (request.years.is_empty() || request.years.iter().any(year))
        && (request.areas.is_empty() || request.areas.iter().any(in_area))
        && (request.fields.is_empty() || request.fields.iter().any(field))
}

fn bytes(lines: &[ConcordanceLine<'_>]) -> Result<Vec<u8>, RunError> {
    Ok(tables::csv_bytes(&tables::concordance(lines))?)
}

/// Writes the table in one step; only an older table of the same kind is written over.
fn write(file: &Path, table: &[u8]) -> Result<(), RunError> {
    let failed = |source| PublishError::write(file, source);
    let heading = table.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let marked = [BYTE_ORDER_MARK, heading].concat();
    if file.exists() {
        let mut found = Vec::new();
        let most = u64::try_from(marked.len()).unwrap_or(u64::MAX);
        fs::File::open(file)
            .and_then(|open| open.take(most).read_to_end(&mut found))
            .map_err(failed)?;
        if found != marked {
            return Err(RunError::Told(wording::not_ours(file)));
        }
    }
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))
        .and_then(|mut new| {
            new.write_all(BYTE_ORDER_MARK)?;
            new.write_all(table)?;
            new.persist(file).map_err(|error| error.error)
        })
        .map_err(failed)?;
    Ok(())
}
