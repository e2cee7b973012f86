//! Setting: what every file of a run is read with, made once before the first is opened.
//!
//! Input → output: options and inputs → checked settings. Everything that can be wrong with them
//! fails here.

use std::path::{Path, PathBuf};

use super::failure::RunError;
use super::progress::Progress;
use crate::cli::Options;
use crate::config::{FormSet, LayoutSet, ProjectConfig};
use crate::forms::Recogniser;
use crate::intake::{PasswordPrompt, Passwords};
use crate::isolation::Reader;
use crate::review::{ISSUE_REVIEW_FILE, REVIEW_FILE};

/// What every file is read with.
pub(super) struct Setting {
    pub(super) config: ProjectConfig,
    pub(super) forms: FormSet,
    pub(super) layouts: LayoutSet,
    pub(super) recogniser: Recogniser,
    pub(super) passwords: Passwords,
    pub(super) reader: Reader,
    pub(super) progress: Progress,
    /// The review workbooks that lie beside the configuration, then those that were named.
    pub(super) reviews: Vec<PathBuf>,
}

impl Setting {
    /// The settings beside the inputs, or those named.
    ///
    /// # Errors
    /// A configuration, form definition or password file that cannot be used.
    pub(super) fn new(
        inputs: &[PathBuf],
        options: &Options,
        prompt: Option<Box<PasswordPrompt>>,
    ) -> Result<Self, RunError> {
        let config = config(inputs, options)?;
        let forms = config.forms.form_set()?;
        let layouts = config.forms.layout_set(&forms)?;
        let progress = Progress::new(options);
        let passwords = match &options.password_file {
            Some(file) => Passwords::from_file(file)?,
            None => Passwords::default(),
        };
        Ok(Self {
            reviews: reviews(&config, options),
            recogniser: Recogniser::new(forms.clone()),
            passwords: with_prompt(passwords, prompt, &progress),
            reader: reader(&config),
            config,
            forms,
            layouts,
            progress,
        })
    }
}

impl Setting {
    /// Whether a file below the inputs is one of the settings and not a form.
    pub(super) fn holds(&self, path: &Path) -> bool {
        let settings = self.config.file.iter().chain(&self.reviews);
        let Ok(path) = path.canonicalize() else { return false };
        settings.into_iter().any(|own| own.canonicalize().is_ok_and(|own| own == path))
    }
}

/// The review workbooks; one that was named takes the place of its kind beside the configuration.
fn reviews(config: &ProjectConfig, options: &Options) -> Vec<PathBuf> {
    let same = |file: &PathBuf| options.reviews.iter().any(|n| n.file_name() == file.file_name());
    let beside = |name| config.file.as_ref().map(|file| file.with_file_name(name));
    let beside = [REVIEW_FILE, ISSUE_REVIEW_FILE].into_iter().filter_map(beside);
    let beside = beside.filter(|file| file.is_file() && !same(file));
    beside.chain(options.reviews.iter().cloned()).collect()
}

/// The configuration named, or the one beside the inputs.
pub(super) fn config(inputs: &[PathBuf], options: &Options) -> Result<ProjectConfig, RunError> {
    Ok(match &options.config {
        Some(file) => ProjectConfig::load(file)?,
        None => ProjectConfig::beside(inputs, &std::env::current_dir()?)?,
    })
}

/// Workers that read in processes of their own, or, where they cannot be started, this process.
fn reader(config: &ProjectConfig) -> Reader {
    let limits = config.limits.clone();
    match std::env::current_exe() {
        Ok(program) => Reader::with_workers(program, limits),
        Err(_) => Reader::within_process(limits),
    }
}

/// Passwords that are also asked for, the bar out of the way meanwhile.
fn with_prompt(
    passwords: Passwords,
    prompt: Option<Box<PasswordPrompt>>,
    progress: &Progress,
) -> Passwords {
    let Some(prompt) = prompt else { return passwords };
    let progress = progress.clone();
    passwords.with_prompt(Box::new(move |file| progress.aside(|| prompt(file))))
}
