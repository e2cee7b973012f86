//! Sweeping: working folders that a killed run left beside OUT → gone, and OUT back in place.

use std::ffi::OsStr;
use std::fs::{self, File, TryLockError};
use std::path::Path;

use super::{LOCK, NEW, OLD, PublishError, manifest};

/// Removes the working folders of runs that no longer live.
///
/// # Errors
/// [`PublishError::Busy`]: the run that made one of them still lives.
pub(super) fn sweep(out: &Path, parent: &Path, prefix: &str) -> Result<(), PublishError> {
    let entries = fs::read_dir(parent).map_err(|source| PublishError::write(parent, source))?;
    for entry in entries.flatten() {
        let ours = |name: &OsStr| name.to_string_lossy().starts_with(prefix);
        if ours(&entry.file_name()) && entry.path().is_dir() {
            if is_alive(&entry.path()) {
                return Err(PublishError::Busy { out: out.to_path_buf() });
            }
            recover(out, &entry.path());
        }
    }
    Ok(())
}

fn is_alive(work: &Path) -> bool {
    let Ok(lock) = File::open(work.join(LOCK)) else { return false };
    matches!(lock.try_lock(), Err(TryLockError::WouldBlock))
}

/// Puts an old OUT back that was caught between two renames, and removes the rest.
///
/// Failures are let be: nothing here is read as a result, and the next run tries again.
fn recover(out: &Path, work: &Path) {
    let (new, old) = (work.join(NEW), work.join(OLD));
    if old.is_dir() && !out.exists() && fs::rename(&old, out).is_err() {
        return;
    }
    for replaced in [new, old] {
        manifest::keep_changed(&replaced, out);
    }
    let _ = fs::remove_dir_all(work);
}
