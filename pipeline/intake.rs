//! Intake: input paths → [`SourceFile`]s: found, read once, hashed, their true format known.
//!
//! Only this stage reads input files; later stages work on the bytes in memory. It must not
//! write anything, nor know what is in a workbook.

/// Containers of old Excel files and protected packages.
mod compound_file;
/// The same bytes found twice.
mod copies;
/// Limits on untrusted input.
pub mod limits;
/// Reading one file.
mod open;
/// Passwords to try on protected files.
mod passwords;
/// Lists and tables as plain text.
mod plain_text;
/// Files under a password.
pub(crate) mod protection;
/// Folders that a run wrote.
mod results;
/// The true format of bytes.
pub(crate) mod sniff;
/// Paths relative to the inputs, unique among all of them.
mod source_names;
/// Finding the files below the inputs.
mod walk;

use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use limits::Limits;
pub use open::{open, open_bytes};
pub use passwords::{PasswordPrompt, Passwords};
pub use plain_text::{TableFile, decode, open_table, rows};
pub use results::{PROGRAM, RUN_FILE, holds_results};
pub(crate) use results::{WORK_PREFIX, is_clutter};
pub use walk::find;

use crate::diagnostic::{self, Wording};
use crate::units::SourcePath;

/// A workbook's true format, told by its content and never by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum FileFormat {
    /// Office Open XML: .xlsx, .xlsm, .xltx, .xltm.
    Xlsx,
    /// Office Open XML with binary parts: .xlsb.
    Xlsb,
    /// BIFF in a compound file (or bare): .xls.
    Xls,
    /// `OpenDocument` spreadsheet: .ods.
    Ods,
}

impl FileFormat {
    /// The usual ending of such files, without the dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Xlsb => "xlsb",
            Self::Xls => "xls",
            Self::Ods => "ods",
        }
    }

    /// The format that a file's name promises; `None` when it promises no workbook.
    pub(crate) fn promised_by(name: &str) -> Option<Self> {
        let (_, extension) = name.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "xlsx" | "xlsm" | "xltx" | "xltm" => Some(Self::Xlsx),
            "xlsb" => Some(Self::Xlsb),
            "xls" | "xlt" => Some(Self::Xls),
            "ods" | "ots" => Some(Self::Ods),
            _ => None,
        }
    }
}

/// What to look for, beside the inputs themselves.
#[derive(Debug, Clone, Default)]
pub struct IntakeOptions {
    /// Bounds on each file; those on size and archives matter here.
    pub limits: Limits,
    /// Folders below the inputs that are not read, such as the one the results go to.
    pub excluded: Vec<PathBuf>,
}

/// A file that looks like a workbook, not opened yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFile {
    /// Path relative to the input, as on disk, unique among all files of a run.
    pub source_path: SourcePath,
    /// Where to open it.
    pub path: PathBuf,
    /// Size in bytes when it was found.
    pub bytes: u64,
}

/// One input file, read once and decrypted where needed.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Path relative to the input, as on disk.
    pub source_path: SourcePath,
    /// Its true format.
    pub format: FileFormat,
    /// The plain bytes of the workbook.
    pub bytes: Arc<[u8]>,
    /// SHA-256 of the bytes on disk, in lower-case hexadecimal.
    pub sha256: String,
}

/// Why intake cannot even begin.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// An input is not there.
    #[error("no such file or folder: {}", path.display())]
    Missing {
        /// The input as given.
        path: PathBuf,
    },
    /// An input is there but cannot be looked into.
    #[error("cannot look into {}", path.display())]
    Unreadable {
        /// The input as given.
        path: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// The file with passwords cannot be read.
    #[error("cannot read the password file {}", path.display())]
    PasswordFile {
        /// The file as given.
        path: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
}

impl IntakeError {
    /// What happened and what to do, for people.
    #[must_use]
    pub fn wording(&self) -> (Wording, Wording) {
        diagnostic::intake::failure(self)
    }
}
