//! The spine: a request → the stages in order → what to print and the exit status.
//!
//! No domain logic here. The environment is read here, once, and handed down.

mod analysed;
mod analysis_files;
mod coding;
mod dictionaries;
mod disclosed;
mod failure;
mod gathering;
mod inspection;
mod issue_review;
mod kwic;
mod meaning_cache;
mod paperwork;
mod progress;
mod reading;
mod results;
mod reviews;
mod run_record;
mod setting;
mod statement_file;
mod stopwatch;
mod summary;
mod themes;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use analysed::Analysed;
use dictionaries::Dictionaries;
use failure::RunError;
use gathering::Gathered;
use inspection::Inspection;
use meaning_cache::MeaningCache;
use reading::Opened;
use reviews::Reviews;
use setting::Setting;
use stopwatch::Stopwatch;
use summary::Summary;

use crate::analysis;
use crate::cli::{Action, Options, Request};
use crate::diagnostic::{Diagnostic, Language, Severity, run as wording};
use crate::intake::{self, IntakeOptions, PasswordPrompt};
use crate::output::publish::{PublishError, Staging};
use crate::privacy::Masker;

/// The folder for results that nobody named, beside the first input.
const DEFAULT_OUT: &str = "とりまとめ結果";

/// Exit status of the program; the numbers are part of the output interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExitStatus {
    /// Done.
    Done,
    /// Nothing could be done.
    NothingDone,
    /// Done, but with errors in the diagnostics.
    DoneWithErrors,
}

impl ExitStatus {
    /// The number. 2, wrong usage, is given before a request exists.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::NothingDone => 1,
            Self::DoneWithErrors => 3,
        }
    }
}

/// What a request came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Text for standard output: what was asked for.
    pub to_stdout: String,
    /// Text for standard error: what a person should know.
    pub to_stderr: String,
    /// How it went.
    pub status: ExitStatus,
}

impl Outcome {
    fn printed(text: String) -> Self {
        Self { to_stdout: text, to_stderr: String::new(), status: ExitStatus::Done }
    }

    fn told(text: String) -> Self {
        Self { to_stdout: String::new(), to_stderr: text, status: ExitStatus::Done }
    }
}

/// Does what was asked for; `prompt` asks a person for the password of a file.
#[must_use]
pub fn execute(request: &Request, prompt: Option<Box<PasswordPrompt>>) -> Outcome {
    perform(request, prompt).unwrap_or_else(|error| Outcome {
        to_stdout: String::new(),
        to_stderr: error.wording().text(request.options.language).to_owned(),
        status: ExitStatus::NothingDone,
    })
}

/// The question that keeps a window open.
#[must_use]
pub fn question_to_close(language: Language) -> String {
    wording::press_enter().text(language).to_owned()
}

/// The question for the password of a file.
#[must_use]
pub fn question_for_password(file: &crate::units::SourcePath, language: Language) -> String {
    wording::password(file).text(language).to_owned()
}

fn perform(request: &Request, prompt: Option<Box<PasswordPrompt>>) -> Result<Outcome, RunError> {
    let options = &request.options;
    match &request.action {
        Action::Run { inputs, out, reproducible, .. } => {
            let setting = Setting::new(inputs, options, prompt)?;
            let out = out.clone().map_or_else(|| default_out(inputs), Ok)?;
            in_threads(options, || run(inputs, &out, *reproducible, &setting, options))
        }
        Action::Check { inputs } => {
            let setting = Setting::new(inputs, options, prompt)?;
            in_threads(options, || check(inputs, &setting, options))
        }
        Action::Inspect { file } => {
            let setting = Setting::new(std::slice::from_ref(file), options, prompt)?;
            inspect(file, &setting, options)
        }
        Action::Themes { file, out } => {
            let setting = Setting::new(std::slice::from_ref(file), options, prompt)?;
            in_threads(options, || themes::themes(file, out.as_deref(), &setting, options))
        }
        Action::Kwic(request) => {
            let setting = Setting::new(&request.inputs, options, prompt)?;
            in_threads(options, || kwic::kwic(request, &setting, options))
        }
        Action::Forms { folder, list: true, .. } => {
            paperwork::form_list(&setting::config(std::slice::from_ref(folder), options)?)
        }
        Action::Forms { folder, force, .. } => {
            let config = setting::config(std::slice::from_ref(folder), options)?;
            paperwork::forms(folder, *force, &config, options.language)
        }
        Action::Init { folder, force, coding: true } => {
            paperwork::init_coding(folder, *force, options.language)
        }
        Action::Init { folder, force, .. } => paperwork::init(folder, *force, options.language),
        Action::Completions { shell } => Ok(paperwork::completions(*shell, options.language)),
        Action::Man => Ok(paperwork::man(options.language)?),
        Action::Licences => Ok(paperwork::licences()),
    }
}

/// Runs some work on as many threads as asked for.
fn in_threads<T: Send>(
    options: &Options,
    work: impl FnOnce() -> Result<T, RunError> + Send,
) -> Result<T, RunError> {
    let jobs = options.jobs.map_or(0, usize::from);
    rayon::ThreadPoolBuilder::new().num_threads(jobs).build()?.install(work)
}

/// The folder for results beside the first input.
fn default_out(inputs: &[PathBuf]) -> Result<PathBuf, RunError> {
    let first = inputs.first().map_or(Path::new("."), PathBuf::as_path);
    let first = first.canonicalize().or_else(|_| std::path::absolute(first))?;
    Ok(first.parent().unwrap_or(&first).join(DEFAULT_OUT))
}

/// Reads everything and writes the results.
fn run(
    inputs: &[PathBuf],
    out: &Path,
    reproducible: bool,
    setting: &Setting,
    options: &Options,
) -> Result<Outcome, RunError> {
    let mut stopwatch = Stopwatch::start();
    let staging = Staging::begin(out, inputs)?;
    let mut dictionaries = Dictionaries::load(&setting.config)?;
    let rules = coding::load(&setting.config)?;
    let reviews = Reviews::read(setting)?;
    let with = (setting, &reviews);
    let mut gathered = gathering::gather(inputs, Some(out), with, &mut stopwatch)?;
    if gathered.cases.is_empty() {
        return nothing_read(&gathered, options);
    }
    gathered.add(dictionaries.decide(&reviews.issues));
    let items = analysis::item_set_in_use(&gathered.forms, &setting.forms);
    let cache = MeaningCache::of(options);
    let lexicon = Arc::clone(&dictionaries.lexicon);
    let masker = Masker::new(&gathered.named, &lexicon, setting.config.privacy)?;
    let with = (&dictionaries, &rules, &masker);
    let analysed = Analysed::new((&gathered, &setting.config), items, with, &cache)?;
    let decided = !reviews.issues.is_empty();
    gathered.add(dictionaries.remember(&analysed.issues.found, decided, &setting.config));
    stopwatch.lap("analysing");
    let with = (setting, &dictionaries, options);
    let (folder, read) = (staging.folder(), (&gathered, &masker));
    results::write(&folder, staging.out(), read, &analysed, with)?;
    stopwatch.lap("writing");
    let record = run_record::text(&gathered, setting, (!reproducible).then_some(&stopwatch))?;
    let path = staging.folder().join(intake::RUN_FILE);
    std::fs::write(&path, record).map_err(|source| PublishError::write(&path, source))?;
    let out = staging.out().to_path_buf();
    let published = staging.publish()?;
    let summary =
        Summary { kept: published.kept.as_deref(), ..Summary::new(&gathered, Some(&out)) };
    let language = options.language;
    Ok(Outcome {
        to_stdout: if options.json { summary.json(language)? } else { String::new() },
        to_stderr: summary.text(options),
        status: status(&gathered.diagnostics),
    })
}

/// Says that no form could be read; OUT stays as it was.
fn nothing_read(gathered: &Gathered, options: &Options) -> Result<Outcome, RunError> {
    let language = options.language;
    let told = summary::all(&gathered.diagnostics, language) + wording::no_case().text(language);
    Ok(Outcome {
        to_stdout: if options.json {
            Summary::new(gathered, None).json(language)?
        } else {
            String::new()
        },
        to_stderr: if options.json { String::new() } else { told },
        status: ExitStatus::NothingDone,
    })
}

/// Reads everything and writes nothing.
fn check(inputs: &[PathBuf], setting: &Setting, options: &Options) -> Result<Outcome, RunError> {
    Dictionaries::load(&setting.config)?;
    coding::load(&setting.config)?;
    let with = (setting, &Reviews::read(setting)?);
    let gathered = gathering::gather(inputs, None, with, &mut Stopwatch::start())?;
    let summary = Summary::new(&gathered, None);
    let language = options.language;
    Ok(Outcome {
        to_stdout: if options.json {
            summary.json(language)?
        } else {
            summary::all(&gathered.diagnostics, language)
        },
        to_stderr: summary.text(options),
        status: status(&gathered.diagnostics),
    })
}

/// Shows how one file is read.
fn inspect(file: &Path, setting: &Setting, options: &Options) -> Result<Outcome, RunError> {
    let limits = setting.config.limits.clone();
    let found =
        intake::find(&[file.to_path_buf()], &IntakeOptions { limits, excluded: Vec::new() })?;
    let mut diagnostics = found.diagnostics;
    let opened = found.value.first().map(|found| reading::open(found, setting));
    let language = options.language;
    let Some(Opened { source: Some(source), workbook: Some(workbook), forms, diagnostics: more }) =
        opened
    else {
        diagnostics.extend(opened.map(|opened| opened.diagnostics).unwrap_or_default());
        let to_stderr = summary::all(&diagnostics, language);
        let status = ExitStatus::NothingDone;
        return Ok(Outcome { to_stdout: String::new(), to_stderr, status });
    };
    diagnostics.extend(more);
    let inspection = Inspection::new(&source, &workbook, &forms, &diagnostics, language);
    Ok(Outcome {
        to_stdout: if options.json {
            serde_json::to_string_pretty(&inspection)? + "\n"
        } else {
            inspection.text(language)
        },
        to_stderr: if options.json { String::new() } else { summary::all(&diagnostics, language) },
        status: status(&diagnostics),
    })
}

fn status(diagnostics: &[Diagnostic]) -> ExitStatus {
    if diagnostics.iter().any(|one| one.severity == Severity::Error) {
        ExitStatus::DoneWithErrors
    } else {
        ExitStatus::Done
    }
}
