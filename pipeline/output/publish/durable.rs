//! Durable: a finished folder → all of it on the disk itself, before it takes OUT's place.
//!
//! Without this, a power cut soon after a run could leave the new OUT with empty files and the
//! old one gone. It must not change anything.

use std::fs::OpenOptions;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::PublishError;

/// Waits until everything in a folder is on the disk, and the folder itself.
///
/// # Errors
/// [`PublishError::Write`]: the disk did not take it.
pub(super) fn settle(folder: &Path) -> Result<(), PublishError> {
    let mut paths: Vec<(PathBuf, bool)> = Vec::new();
    for entry in WalkDir::new(folder) {
        let entry = entry.map_err(|error| PublishError::write(folder, error.into()))?;
        let is_folder = entry.file_type().is_dir();
        paths.push((entry.into_path(), is_folder));
    }
    // All at once: the disk takes many files in the time of a few.
    paths.par_iter().try_for_each(|(path, is_folder)| {
        let settled = if *is_folder { settle_entries(path) } else { settle_file(path) };
        settled.map_err(|source| PublishError::write(path, source))
    })
}

fn settle_file(path: &Path) -> io::Result<()> {
    // Windows wants the right to write for this.
    unless_unknown(OpenOptions::new().write(true).open(path)?.sync_all())
}

/// Waits until the names in a folder are on the disk.
#[cfg(unix)]
pub(super) fn settle_entries(folder: &Path) -> io::Result<()> {
    unless_unknown(std::fs::File::open(folder)?.sync_all())
}

/// Windows opens no folders, and keeps a journal of names.
#[cfg(not(unix))]
pub(super) fn settle_entries(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Some network disks know no such wish; what they do know must not fail.
fn unless_unknown(outcome: io::Result<()>) -> io::Result<()> {
    match outcome {
        Err(error)
            if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) =>
        {
            Ok(())
        }
        outcome => outcome,
    }
}
