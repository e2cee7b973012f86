//! Naming: inputs and the files below them → source paths, unique among all inputs.
//!
//! An input's own name stands before its files only where two inputs hold the same relative
//! path, so that the usual run of one folder has the shortest paths. The order of the inputs
//! must not matter.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Component, Path};

/// The path as text with `/` between its parts; bytes that are no Unicode stand as `\xNN`.
pub(super) fn slashed(path: &Path) -> String {
    let mut text = String::new();
    for component in path.components() {
        if let Component::Normal(part) = component {
            if !text.is_empty() {
                text.push('/');
            }
            for chunk in part.as_encoded_bytes().utf8_chunks() {
                text.push_str(chunk.valid());
                for byte in chunk.invalid() {
                    let _ = write!(text, "\\x{byte:02x}");
                }
            }
        }
    }
    text
}

/// How many names of its own path each root must carry before its files (0: none).
///
/// Input:  for each root its canonical path and the relative paths of its files.
/// Output: one level for each root, in the same order.
pub(super) fn prefix_levels(roots: &[(&Path, Vec<&str>)]) -> Vec<usize> {
    let depths: Vec<usize> = roots.iter().map(|(path, _)| path.components().count()).collect();
    let mut levels = vec![0; roots.len()];
    loop {
        let mut growing = colliding(roots, &levels);
        growing.retain(|root| levels.get(*root) < depths.get(*root));
        if growing.is_empty() {
            return levels;
        }
        for root in growing {
            if let Some(level) = levels.get_mut(root) {
                *level += 1;
            }
        }
    }
}

/// The roots that share a full source path with another root.
fn colliding(roots: &[(&Path, Vec<&str>)], levels: &[usize]) -> BTreeSet<usize> {
    let mut owners: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (index, ((path, files), level)) in roots.iter().zip(levels).enumerate() {
        let prefix = prefix(path, *level);
        for file in files {
            owners.entry(format!("{prefix}{file}")).or_default().insert(index);
        }
    }
    owners.into_values().filter(|roots| roots.len() > 1).flatten().collect()
}

/// The last `level` names of a root's path, each followed by `/`.
pub(super) fn prefix(root: &Path, level: usize) -> String {
    let full = slashed(root);
    let parts: Vec<&str> = full.split('/').filter(|part| !part.is_empty()).collect();
    let first = parts.len().saturating_sub(level);
    parts.into_iter().skip(first).fold(String::new(), |prefix, part| prefix + part + "/")
}
