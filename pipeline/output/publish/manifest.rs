//! Manifest: the results as written → what a person changed in them since.
//!
//! `data/manifest.json` lists every result with its SHA-256, so that a corrected 様式③ is not
//! lost when the next run replaces OUT.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use super::PublishError;
use crate::intake::{self, is_clutter};

/// Where the manifest stands in OUT.
const MANIFEST: &str = "data/manifest.json";

/// What is added to OUT's name for the folder of kept files.
const KEPT_SUFFIX: &str = "（手直しの控え）";

#[derive(Serialize, Deserialize)]
struct Manifest {
    program: String,
    /// SHA-256 by path, `/` between its parts.
    files: BTreeMap<String, String>,
}

/// Lists everything in a folder of results.
pub(super) fn write(folder: &Path) -> Result<(), PublishError> {
    let path = folder.join(MANIFEST);
    let failed = |source| PublishError::write(&path, source);
    fs::create_dir_all(folder.join("data")).map_err(failed)?;
    let files = hashes(folder).map_err(failed)?;
    let manifest = Manifest { program: intake::PROGRAM.to_owned(), files };
    let mut writer = BufWriter::new(File::create(&path).map_err(failed)?);
    serde_json::to_writer_pretty(&mut writer, &manifest).map_err(|error| failed(error.into()))?;
    writer.write_all(b"\n").and_then(|()| writer.flush()).map_err(failed)
}

/// Moves what was changed or added since the manifest was written to a folder beside OUT.
///
/// Output: that folder; `None` when there was nothing to keep. Folders without a manifest were
/// never results, so nothing in them was changed by a person.
pub(super) fn keep_changed(folder: &Path, out: &Path) -> Option<PathBuf> {
    let file = File::open(folder.join(MANIFEST)).ok()?;
    let manifest: Manifest = serde_json::from_reader(BufReader::new(file)).ok()?;
    let now = hashes(folder).ok()?;
    let changed = now.into_iter().filter(|(path, hash)| {
        let name = path.rsplit('/').next().unwrap_or(path);
        path != MANIFEST && manifest.files.get(path) != Some(hash) && !is_clutter(name)
    });
    let mut name = out.file_name()?.to_os_string();
    name.push(KEPT_SUFFIX);
    let kept = out.with_file_name(name);
    let moved = changed.filter(|(path, hash)| keep(&folder.join(path), &kept.join(path), hash));
    (moved.count() > 0).then_some(kept)
}

/// Moves one file, beside an earlier one of the same name; whether it is now there.
fn keep(from: &Path, to: &Path, hash: &str) -> bool {
    let stem = to.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let extension = to.extension().map(|ending| format!(".{}", ending.to_string_lossy()));
    let extension = extension.unwrap_or_default();
    let numbered =
        (2..=9999).map(|number| to.with_file_name(format!("{stem} ({number}){extension}")));
    for target in std::iter::once(to.to_path_buf()).chain(numbered) {
        if !target.exists() {
            let folder = target.parent().unwrap_or(&target);
            return fs::create_dir_all(folder).and_then(|()| fs::rename(from, &target)).is_ok();
        }
        if hash_file(&target).is_ok_and(|other| other == hash) {
            return true;
        }
    }
    false
}

/// SHA-256 of every file below a folder but the manifest itself and `run.json`, which holds
/// timings and is nothing a person edits.
fn hashes(folder: &Path) -> io::Result<BTreeMap<String, String>> {
    let mut hashes = BTreeMap::new();
    for entry in WalkDir::new(folder) {
        let entry = entry?;
        if entry.file_type().is_file() {
            let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            let path = relative.to_string_lossy().replace('\\', "/");
            if path != MANIFEST && path != intake::RUN_FILE {
                hashes.insert(path, hash_file(entry.path())?);
            }
        }
    }
    Ok(hashes)
}

fn hash_file(path: &Path) -> io::Result<String> {
    let digest = Sha256::digest(fs::read(path)?);
    Ok(digest.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}")))
}
