//! The spine: a request → the stages in order → what to print and the exit status.
//!
//! No domain logic here. The environment is read here, once, and handed down.

mod inspection;
mod paperwork;
mod progress;
mod reading;
mod summary;

use std::path::{Path, PathBuf};

use inspection::Inspection;
use reading::{Opened, Setting};
use summary::Summary;

use crate::cli::{Action, Options, Request};
use crate::config::{ConfigError, ProjectConfig};
use crate::diagnostic::{Diagnostic, Severity, Wording, run as wording};
use crate::forms::Recogniser;
use crate::intake::{self, IntakeError, IntakeOptions, Passwords};
use crate::isolation;
use crate::output::form_files::FormFilesError;
use crate::output::written_forms::OutputError;

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

/// Why nothing could be done.
#[derive(Debug, thiserror::Error)]
enum RunError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Init(ConfigError),
    #[error(transparent)]
    Intake(#[from] IntakeError),
    #[error(transparent)]
    Output(#[from] OutputError),
    #[error(transparent)]
    FormFiles(#[from] FormFilesError),
    #[error(transparent)]
    Threads(#[from] rayon::ThreadPoolBuildError),
    #[error(transparent)]
    System(#[from] std::io::Error),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

impl RunError {
    fn wording(&self) -> Wording {
        match self {
            Self::Config(error) => wording::config_failure(&error.wording()),
            Self::Init(error) => wording::init_failure(&error.wording()),
            Self::Intake(error) => {
                let (message, hint) = error.wording();
                wording::failure(&message, &hint)
            }
            Self::FormFiles(error) => {
                let (message, hint) = error.wording();
                wording::failure(&message, &hint)
            }
            Self::Output(error) => {
                let (message, hint) = error.wording();
                wording::failure(&message, &hint)
            }
            Self::Threads(_) | Self::System(_) | Self::Json(_) => {
                wording::system_failure(&self.to_string())
            }
        }
    }
}

/// Does what was asked for.
#[must_use]
pub fn execute(request: &Request) -> Outcome {
    perform(request).unwrap_or_else(|error| Outcome {
        to_stdout: String::new(),
        to_stderr: error.wording().text(request.options.language).to_owned(),
        status: ExitStatus::NothingDone,
    })
}

fn perform(request: &Request) -> Result<Outcome, RunError> {
    let options = &request.options;
    match &request.action {
        Action::Check { inputs } => in_threads(options, || check(inputs, options)),
        Action::Inspect { file } => inspect(file, options),
        Action::Init { folder, force } => Ok(paperwork::init(folder, *force, options.language)?),
        Action::Forms { folder, list: true, .. } => {
            Ok(paperwork::form_list(&configuration(std::slice::from_ref(folder), options)?)?)
        }
        Action::Forms { folder, force, .. } => {
            let config = configuration(std::slice::from_ref(folder), options)?;
            paperwork::forms(folder, *force, &config, options.language)
        }
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

/// The configuration named on the line, or else the one beside the data.
fn configuration(inputs: &[PathBuf], options: &Options) -> Result<ProjectConfig, RunError> {
    Ok(match &options.config {
        Some(file) => ProjectConfig::load(file)?,
        None => ProjectConfig::beside(inputs, &std::env::current_dir()?)?,
    })
}

fn setting(inputs: &[PathBuf], options: &Options) -> Result<Setting, RunError> {
    let config = configuration(inputs, options)?;
    let passwords = match &options.password_file {
        Some(file) => Passwords::from_file(file)?,
        None => Passwords::default(),
    };
    let recogniser = Recogniser::new(config.forms.form_set()?);
    let limits = config.limits.clone();
    let reader = match std::env::current_exe() {
        Ok(program) => isolation::Reader::with_workers(program, limits),
        Err(_) => isolation::Reader::within_process(limits),
    };
    Ok(Setting { config, recogniser, passwords, reader })
}

/// Reads everything and writes nothing.
fn check(inputs: &[PathBuf], options: &Options) -> Result<Outcome, RunError> {
    let setting = setting(inputs, options)?;
    let reading = reading::read_all(inputs, Vec::new(), &setting, options)?;
    let diagnostics = reading.all_diagnostics();
    let summary = Summary {
        files: reading.files.len(),
        cases: 0,
        participants: 0,
        diagnostics: &diagnostics,
        out: None,
    };
    let language = options.language;
    Ok(Outcome {
        to_stdout: if options.json {
            summary.json(language)?
        } else {
            summary::all(&diagnostics, language)
        },
        to_stderr: summary.text(options),
        status: status(&diagnostics),
    })
}

/// Shows how one file is read.
fn inspect(file: &Path, options: &Options) -> Result<Outcome, RunError> {
    let inputs = [file.to_path_buf()];
    let setting = setting(&inputs, options)?;
    let limits = setting.config.limits.clone();
    let found = intake::find(&inputs, &IntakeOptions { limits, excluded: Vec::new() })?;
    let mut diagnostics = found.diagnostics;
    let opened = found.value.first().map(|found| reading::open(found, &setting));
    let language = options.language;
    let Some(Opened { source: Some(source), workbook: Some(workbook), forms, diagnostics: more }) =
        opened
    else {
        diagnostics.extend(opened.map(|opened| opened.diagnostics).unwrap_or_default());
        let to_stderr = summary::all(&diagnostics, language);
        return Ok(Outcome {
            to_stdout: String::new(),
            to_stderr,
            status: ExitStatus::NothingDone,
        });
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
