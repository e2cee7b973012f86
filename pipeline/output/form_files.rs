//! Form files: blank forms → files in a folder, none of them half written.
//!
//! Nothing that is there is written over unless asked for.

use std::path::{Path, PathBuf};
use std::{fs, io};

use tempfile::TempDir;

use super::written_forms::OutputFile;
use crate::diagnostic::{Wording, run as wording};

/// Why blank forms cannot be put into a folder.
#[derive(Debug, thiserror::Error)]
pub enum FormFilesError {
    /// Files of these names are there already; nothing was written.
    #[error("{} files are already there", files.len())]
    AlreadyThere {
        /// The files.
        files: Vec<PathBuf>,
    },
    /// Something could not be written.
    #[error("cannot write {}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
}

impl FormFilesError {
    /// The message, and what to do about it.
    #[must_use]
    pub fn wording(&self) -> (Wording, Wording) {
        match self {
            Self::AlreadyThere { files } => wording::forms_already_there(files),
            Self::Write { path, source } => wording::form_unwritable(path, source),
        }
    }
}

/// Writes files into a folder, which is made when it is missing, and returns their paths.
///
/// Input: `force` says whether files of the same names may be replaced.
/// # Errors
/// Files are there and may not be replaced; something cannot be written.
pub fn write_into(
    folder: &Path,
    files: &[OutputFile],
    force: bool,
) -> Result<Vec<PathBuf>, FormFilesError> {
    let paths: Vec<PathBuf> = files.iter().map(|file| folder.join(&file.path)).collect();
    let there: Vec<PathBuf> = paths.iter().filter(|path| path.exists()).cloned().collect();
    if !force && !there.is_empty() {
        return Err(FormFilesError::AlreadyThere { files: there });
    }
    let failed = |path: &Path| {
        let path = path.to_path_buf();
        move |source| FormFilesError::Write { path, source }
    };
    fs::create_dir_all(folder).map_err(failed(folder))?;
    // All are written before the first takes its place: a full disk leaves nothing behind.
    let waiting = TempDir::new_in(folder).map_err(failed(folder))?;
    for (file, path) in files.iter().zip(&paths) {
        fs::write(waiting.path().join(&file.path), &file.bytes).map_err(failed(path))?;
    }
    for (file, path) in files.iter().zip(&paths) {
        fs::rename(waiting.path().join(&file.path), path).map_err(failed(path))?;
    }
    Ok(paths)
}
