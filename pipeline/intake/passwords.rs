//! Passwords to try on protected files: a list, and a question to a person.
//!
//! Input → output: a password file or a callback → [`Passwords`]. They must never reach a log,
//! a message or a debug print, and are wiped from memory when dropped.

use std::fmt;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use zeroize::Zeroizing;

use super::IntakeError;
use crate::units::SourcePath;

type PasswordPrompt = dyn Fn(&SourcePath) -> Option<String> + Send + Sync;

/// Passwords to try in turn on every protected file.
#[derive(Default)]
pub struct Passwords {
    known: Mutex<Vec<Zeroizing<String>>>,
    prompt: Option<Box<PasswordPrompt>>,
}

impl Passwords {
    /// The passwords of a file: one a line, UTF-8 with or without a byte order mark.
    ///
    /// Spaces inside and around a password are kept; empty lines are passed over.
    /// # Errors
    /// [`IntakeError::PasswordFile`]: the file cannot be read or is no UTF-8 text.
    pub fn from_file(path: &Path) -> Result<Self, IntakeError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| IntakeError::PasswordFile { path: path.to_path_buf(), source })?;
        let text = Zeroizing::new(text);
        let known = text
            .trim_start_matches('\u{feff}')
            .lines()
            .filter(|line| !line.is_empty())
            .map(|line| Zeroizing::new(line.to_owned()))
            .collect();
        Ok(Self { known: Mutex::new(known), prompt: None })
    }

    /// The same passwords, and a way to ask a person, once for each file that none opens.
    ///
    /// The prompt is handed the file's path; `None` means to go on without it.
    #[must_use]
    pub fn with_prompt(mut self, prompt: Box<PasswordPrompt>) -> Self {
        self.prompt = Some(prompt);
        self
    }

    /// Whether there is anything to try.
    pub(super) fn any(&self) -> bool {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        self.prompt.is_some() || !known.is_empty()
    }
}

impl fmt::Debug for Passwords {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Passwords(…)")
    }
}
