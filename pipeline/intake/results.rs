//! Results among the inputs: folders that a run wrote, and what a run leaves while it writes.
//!
//! Input → output: a folder → whether it is ours. Nothing here reads a workbook.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use serde::Deserialize;

/// What `run.json` says under `program` when the folder round it was written by this program.
pub const PROGRAM: &str = "torimatome";

/// The file that marks a folder of results.
pub const RUN_FILE: &str = "run.json";

/// How the names of folders begin in which results are prepared.
pub(crate) const WORK_PREFIX: &str = ".torimatome-work-";

/// Whether a folder holds the results of a run: its `run.json` names this program.
#[must_use]
pub fn holds_results(folder: &Path) -> bool {
    #[derive(Deserialize)]
    struct Mark {
        program: String,
    }

    let Ok(file) = File::open(folder.join(RUN_FILE)) else { return false };
    let mark: Result<Mark, _> = serde_json::from_reader(BufReader::new(file));
    mark.is_ok_and(|mark| mark.program == PROGRAM)
}

/// Whether a file's name says that the system or an office suite made it in passing.
pub(crate) fn is_clutter(name: &str) -> bool {
    super::walk::told_by_name(name).is_some()
}
