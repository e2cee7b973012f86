//! A TOML text with its file name: → typed values, or a problem with line and key.
//!
//! Used for every configuration file. This module must not know what the keys mean.

use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::ConfigError;
use crate::diagnostic::config::{self as wording, Place};

/// A TOML text and where it came from.
#[derive(Debug, Clone)]
pub struct TomlDocument {
    file: PathBuf,
    text: String,
}

impl TomlDocument {
    /// A text that is already in memory, under the name its errors show.
    #[must_use]
    pub fn new(file: &Path, text: &str) -> Self {
        // Editors on Windows put a byte order mark first.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).to_owned();
        Self { file: file.to_path_buf(), text }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// The file cannot be opened or is not UTF-8.
    pub fn read(file: &Path) -> Result<Self, ConfigError> {
        let text =
            std::fs::read_to_string(file).map_err(|cause| wording::unreadable(file, &cause))?;
        Ok(Self::new(file, &text))
    }

    /// The file's name as its errors show it.
    #[must_use]
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// The text as a typed value.
    ///
    /// # Errors
    /// The text is no TOML, has a key the type does not know, or a value that does not fit.
    pub fn deserialize<T: DeserializeOwned>(&self) -> Result<T, ConfigError> {
        toml::from_str(&self.text).map_err(|error| {
            // What is missing from the top level has no place but the whole file.
            let span = error.span().filter(|span| *span != (0..0));
            let place = span.map_or_else(|| Place::file(&self.file), |span| self.at(&span));
            wording::refused(place, error.message()).into()
        })
    }

    /// The line and key of a span of bytes, as [`Spanned`] values carry it.
    #[must_use]
    pub fn at(&self, span: &Range<usize>) -> Place {
        let before = self.text.get(..span.start).unwrap_or(&self.text);
        Place {
            file: self.file.clone(),
            line: Some(before.matches('\n').count() + 1),
            key: self.key_at(span.start),
        }
    }

    /// The innermost key that starts at or before a byte; `None` in a text that is no TOML.
    fn key_at(&self, start: usize) -> Option<String> {
        let (table, _) = DeTable::parse_recoverable(&self.text);
        let mut best = None;
        last_key_before(table.get_ref(), "", start, &mut best);
        best.map(|(_, key)| key)
    }
}

/// Keeps the key with the greatest start that is not after `start`; of two, the deeper.
fn last_key_before(
    table: &DeTable<'_>,
    path: &str,
    start: usize,
    best: &mut Option<(usize, String)>,
) {
    for (key, value) in table {
        let path = if path.is_empty() {
            key.get_ref().to_string()
        } else {
            format!("{path}.{}", key.get_ref())
        };
        offer(key.span().start, &path, start, best);
        inside(value, &path, start, best);
    }
}

/// Looks into tables and arrays of tables.
fn inside(
    value: &Spanned<DeValue<'_>>,
    path: &str,
    start: usize,
    best: &mut Option<(usize, String)>,
) {
    match value.get_ref() {
        DeValue::Table(table) => {
            // A header like [[areas]] repeats; each of its tables starts at its own header.
            offer(value.span().start, path, start, best);
            last_key_before(table, path, start, best);
        }
        DeValue::Array(items) => {
            for item in items {
                inside(item, path, start, best);
            }
        }
        _ => {}
    }
}

fn offer(key_start: usize, path: &str, start: usize, best: &mut Option<(usize, String)>) {
    if key_start <= start && best.as_ref().is_none_or(|(found, _)| *found <= key_start) {
        *best = Some((key_start, path.to_owned()));
    }
}
