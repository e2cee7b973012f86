//! Publishing: finished results → their place, all at once or not at all.
//!
//! Everything is written into a working folder beside OUT; the last step puts it in OUT's place.
//! Killed at any point, the old OUT is whole, and the next run removes what was left. What a
//! person changed in the old OUT is never thrown away, and nothing that is not ours is replaced.

/// Results on the disk itself.
mod durable;
/// What a person changed in results since they were written.
mod manifest;
/// Working folders left by runs that were cut short.
mod sweep;

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::diagnostic::{self, Wording};
use crate::intake::{self, is_clutter};

/// A working folder's part that becomes OUT; holds the old OUT once they have been exchanged.
const NEW: &str = "new";
/// Where the old OUT waits on disks that cannot exchange two folders in one step.
const OLD: &str = "old";
/// Locked for as long as the run that made the working folder lives.
const LOCK: &str = "lock";

/// Why results cannot be put where they should go. OUT is as it was before.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// OUT is an input or holds one: replacing OUT would destroy it.
    #[error("{} holds the input {}", out.display(), input.display())]
    HoldsInput {
        /// The folder for results.
        out: PathBuf,
        /// The input in it.
        input: PathBuf,
    },
    /// OUT has content that no run wrote.
    #[error("{} holds files that are not results", out.display())]
    NotOurs {
        /// The folder for results.
        out: PathBuf,
    },
    /// OUT is a file.
    #[error("{} is not a folder", out.display())]
    NotAFolder {
        /// What should be a folder.
        out: PathBuf,
    },
    /// Another run is writing the same OUT.
    #[error("another run is writing {}", out.display())]
    Busy {
        /// The folder for results.
        out: PathBuf,
    },
    /// Something could not be written.
    #[error("cannot write {}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// The old OUT could not be replaced.
    #[error("cannot replace {}", out.display())]
    Replace {
        /// The folder for results.
        out: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
}

impl PublishError {
    /// A failed write, for everything that writes into the working folder.
    #[must_use]
    pub fn write(path: &Path, source: io::Error) -> Self {
        Self::Write { path: path.to_path_buf(), source }
    }

    /// What happened and what to do, for people.
    #[must_use]
    pub fn wording(&self) -> (Wording, Wording) {
        diagnostic::publish::failure(self)
    }
}

/// Results in the making, in a working folder beside OUT that goes away when this is dropped.
#[derive(Debug)]
pub struct Staging {
    out: PathBuf,
    work: TempDir,
    lock: File,
}

/// What publishing did beside putting the results in their place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Published {
    /// The folder that now keeps files of the old OUT that a person had changed or added.
    pub kept: Option<PathBuf>,
}

impl Staging {
    /// Makes sure that OUT may be replaced, and makes the folder to write into.
    ///
    /// Call this before reading anything: whatever can be known to fail, fails here.
    /// # Errors
    /// Every variant of [`PublishError`] but `Replace`.
    pub fn begin(out: &Path, inputs: &[PathBuf]) -> Result<Self, PublishError> {
        let out = resolve(out)?;
        check_replaceable(&out, inputs)?;
        let parent = out.parent().unwrap_or(&out).to_path_buf();
        fs::create_dir_all(&parent).map_err(|source| PublishError::write(&parent, source))?;
        let prefix = work_prefix(&out);
        sweep::sweep(&out, &parent, &prefix)?;
        let failed = |source| PublishError::write(&out, source);
        let work = tempfile::Builder::new().prefix(&prefix).tempdir_in(&parent).map_err(failed)?;
        let lock = File::create(work.path().join(LOCK)).map_err(failed)?;
        lock.try_lock().map_err(|error| match error {
            TryLockError::Error(source) => PublishError::write(&out, source),
            TryLockError::WouldBlock => PublishError::Busy { out: out.clone() },
        })?;
        fs::create_dir(work.path().join(NEW)).map_err(failed)?;
        Ok(Self { out, work, lock })
    }

    /// The folder to write into; what is in it becomes OUT.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        self.work.path().join(NEW)
    }

    /// OUT as one absolute path, links followed.
    #[must_use]
    pub fn out(&self) -> &Path {
        &self.out
    }

    /// Puts the results in OUT's place in one step, then removes the old ones.
    ///
    /// # Errors
    /// [`PublishError::NotOurs`], [`PublishError::Write`], [`PublishError::Replace`]; OUT is as
    /// it was.
    pub fn publish(self) -> Result<Published, PublishError> {
        let new = self.folder();
        manifest::write(&new)?;
        durable::settle(&new)?;
        check_replaceable(&self.out, &[])?;
        let old = self.work.path().join(OLD);
        put_in_place(&new, &self.out, &old)
            .map_err(|source| PublishError::Replace { out: self.out.clone(), source })?;
        // The results are in place; that a disk cannot say so for good does not undo them.
        let _ = self.out.parent().map(durable::settle_entries);
        let mut kept = None;
        for replaced in [new, old] {
            kept = manifest::keep_changed(&replaced, &self.out).or(kept);
        }
        drop(self.lock);
        // Whatever cannot be removed now is removed by the next run.
        let _ = self.work.close();
        Ok(Published { kept })
    }
}

/// OUT as one absolute path, links followed.
fn resolve(out: &Path) -> Result<PathBuf, PublishError> {
    match out.canonicalize() {
        Ok(path) => Ok(path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            std::path::absolute(out).map_err(|source| PublishError::write(out, source))
        }
        Err(source) => Err(PublishError::write(out, source)),
    }
}

/// Whether OUT may be replaced: it is missing, empty or ours, and holds no input.
fn check_replaceable(out: &Path, inputs: &[PathBuf]) -> Result<(), PublishError> {
    let out = out.to_path_buf();
    for input in inputs {
        if input.canonicalize().is_ok_and(|path| path.starts_with(&out)) {
            return Err(PublishError::HoldsInput { out, input: input.clone() });
        }
    }
    if !out.exists() {
        return Ok(());
    }
    if !out.is_dir() {
        return Err(PublishError::NotAFolder { out });
    }
    let entries = fs::read_dir(&out).map_err(|source| PublishError::write(&out, source))?;
    let mut names = entries.flatten().map(|entry| entry.file_name());
    let empty = names.all(|name| is_clutter(&name.to_string_lossy()));
    if empty || intake::holds_results(&out) { Ok(()) } else { Err(PublishError::NotOurs { out }) }
}

/// How the working folders of one OUT begin: short, whatever OUT's name is.
fn work_prefix(out: &Path) -> String {
    let name = out.file_name().unwrap_or_default();
    let digest = Sha256::digest(name.as_encoded_bytes());
    let short = digest.iter().take(4).fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
    format!("{}{short}-", intake::WORK_PREFIX)
}

/// Puts `new` in the place of `out`; what was there ends in `new` or `old`.
fn put_in_place(new: &Path, out: &Path, old: &Path) -> io::Result<()> {
    if !out.exists() {
        return fs::rename(new, out);
    }
    if exchange(new, out).is_ok() {
        return Ok(());
    }
    fs::rename(out, old)?;
    fs::rename(new, out).inspect_err(|_| {
        // Should this fail as well, the next run puts it back.
        let _ = fs::rename(old, out);
    })
}

/// Lets two folders change places in one step, so that OUT is there at every moment.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};

    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).map_err(io::Error::from)
}

/// Windows has no such step for folders.
#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
