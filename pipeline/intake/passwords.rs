//! Passwords to try on protected files: a list, and a question to a person.
//!
//! Input → output: a password file or a callback → [`Passwords`]. They must never reach a log,
//! a message or a debug print, and are wiped from memory when dropped.

use std::fmt;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use zeroize::Zeroizing;

use super::IntakeError;
use super::protection::{DEFAULT_PASSWORD, Refusal};
use crate::units::SourcePath;

/// Asks a person for the password of a file; `None` means to go on without it.
pub type PasswordPrompt = dyn Fn(&SourcePath) -> Option<String> + Send + Sync;

/// How often a person may mistype the password of one file.
const QUESTIONS: usize = 3;

/// Passwords to try in turn on every protected file.
#[derive(Default)]
pub struct Passwords {
    known: Mutex<Vec<Zeroizing<String>>>,
    asking: Mutex<()>,
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
        Ok(Self { known: Mutex::new(known), ..Self::default() })
    }

    /// The same passwords, and a way to ask a person, for each file that none opens.
    ///
    /// The prompt is handed the file's path; `None` means to go on without it.
    #[must_use]
    pub fn with_prompt(mut self, prompt: Box<PasswordPrompt>) -> Self {
        self.prompt = Some(prompt);
        self
    }

    /// What the first fitting password gives: the default one, those known, those asked for.
    ///
    /// # Errors
    /// [`Refusal::WrongPassword`] when none fits; any other refusal of the attempt at once.
    pub(super) fn try_each<T>(
        &self,
        source_path: &SourcePath,
        attempt: impl Fn(&str) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let mut tried = 0;
        let known = |tried: &mut usize| {
            let new = self.after(*tried);
            *tried += new.len();
            first_fitting(new.iter().map(|password| password.as_str()), &attempt)
        };
        first_fitting(std::iter::once(DEFAULT_PASSWORD), &attempt)
            .or_else(|refusal| refusal.if_wrong(|| known(&mut tried)))
            .or_else(|refusal| {
                refusal.if_wrong(|| {
                    // One question at a time; the answer for another file may fit this one too.
                    let _turn = self.asking.lock().unwrap_or_else(PoisonError::into_inner);
                    known(&mut tried)
                        .or_else(|refusal| refusal.if_wrong(|| self.ask(source_path, &attempt)))
                })
            })
    }

    /// Whether there is anything to try beside the default.
    pub(super) fn any(&self) -> bool {
        self.prompt.is_some() || !self.after(0).is_empty()
    }

    /// The passwords known after the first so many.
    fn after(&self, count: usize) -> Vec<Zeroizing<String>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.iter().skip(count).cloned().collect()
    }

    fn ask<T>(
        &self,
        source_path: &SourcePath,
        attempt: &impl Fn(&str) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let Some(prompt) = &self.prompt else { return Err(Refusal::WrongPassword) };
        for _ in 0..QUESTIONS {
            let Some(answer) = prompt(source_path) else { break };
            let answer = Zeroizing::new(answer);
            let opened = attempt(&answer);
            if opened.is_ok() {
                self.known.lock().unwrap_or_else(PoisonError::into_inner).push(answer);
            }
            if !matches!(opened, Err(Refusal::WrongPassword)) {
                return opened;
            }
        }
        Err(Refusal::WrongPassword)
    }
}

fn first_fitting<'a, T>(
    mut passwords: impl Iterator<Item = &'a str>,
    attempt: &impl Fn(&str) -> Result<T, Refusal>,
) -> Result<T, Refusal> {
    let decided = passwords.find_map(|password| match attempt(password) {
        Err(Refusal::WrongPassword) => None,
        decided => Some(decided),
    });
    decided.unwrap_or(Err(Refusal::WrongPassword))
}

impl Refusal {
    /// Another way, when only the password was wrong.
    fn if_wrong<T>(self, other: impl FnOnce() -> Result<T, Self>) -> Result<T, Self> {
        if self == Self::WrongPassword { other() } else { Err(self) }
    }
}

impl fmt::Debug for Passwords {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Passwords(…)")
    }
}
