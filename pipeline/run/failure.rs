//! Why nothing could be done: the fatal errors of all stages, and how a person is told.
//!
//! Input → output: a stage's error → one text in both languages. Bad input is no failure.

use crate::analysis::AnalysisError;
use crate::config::ConfigError;
use crate::diagnostic::{Diagnostic, Wording, run as wording};
use crate::intake::IntakeError;
use crate::output::form_files::FormFilesError;
use crate::output::new_workbook::WorkbookError;
use crate::output::publish::PublishError;
use crate::output::written_forms::OutputError;
use crate::text::TextError;

/// Why nothing could be done.
#[derive(Debug, thiserror::Error)]
pub(super) enum RunError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Init(ConfigError),
    #[error(transparent)]
    Intake(#[from] IntakeError),
    #[error(transparent)]
    Publish(#[from] PublishError),
    #[error(transparent)]
    Text(#[from] TextError),
    #[error(transparent)]
    Analysis(#[from] AnalysisError),
    #[error(transparent)]
    Output(#[from] OutputError),
    #[error(transparent)]
    FormFiles(#[from] FormFilesError),
    #[error(transparent)]
    Workbook(#[from] WorkbookError),
    #[error(transparent)]
    Threads(#[from] rayon::ThreadPoolBuildError),
    #[error(transparent)]
    System(#[from] std::io::Error),
    #[error("{}", .0.message.english)]
    Refused(Box<Diagnostic>),
    #[error("{}", .0.english)]
    Told(Wording),
    #[error(transparent)]
    Csv(#[from] csv::Error),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

impl RunError {
    /// The failure as printed.
    pub(super) fn wording(&self) -> Wording {
        match self {
            Self::Config(error) => wording::config_failure(&error.wording()),
            Self::Init(error) => wording::init_failure(&error.wording()),
            Self::Intake(error) => told(error.wording()),
            Self::Publish(error) => told(error.wording()),
            Self::Output(error) => told(error.wording()),
            Self::FormFiles(error) => told(error.wording()),
            Self::Told(wording) => wording.clone(),
            Self::Refused(diagnostic) => wording::line(&wording::finding(diagnostic)),
            Self::Threads(_) | Self::System(_) => wording::system_failure(&self.to_string()),
            Self::Text(_)
            | Self::Analysis(_)
            | Self::Workbook(_)
            | Self::Csv(_)
            | Self::Json(_) => wording::own_failure(&self.to_string()),
        }
    }
}

fn told((message, hint): (Wording, Wording)) -> Wording {
    wording::failure(&message, &hint)
}
