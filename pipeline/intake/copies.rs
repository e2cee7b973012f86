//! Copies: found files → those to read, and a diagnostic for each file whose bytes came before.
//!
//! Only files of equal size are hashed here, so an ordinary folder costs nothing. A file that
//! cannot be read stays: opening it says why.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};

use rayon::prelude::*;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::FoundFile;
use crate::diagnostic::{self, Checked};
use crate::units::SourcePath;

/// SHA-256 of bytes in lower-case hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// The files without those that repeat another one, in the same order.
///
/// The original is the one whose path carries the fewest marks of a copy, else the first.
pub(super) fn set_aside(files: Vec<FoundFile>, largest: u64) -> Checked<Vec<FoundFile>> {
    let originals = originals(&files, largest);
    let mut checked = Checked::clean(Vec::with_capacity(files.len()));
    for file in files {
        match originals.get(&file.source_path) {
            Some(original) => checked
                .diagnostics
                .push(diagnostic::intake::duplicate_file(file.source_path, original)),
            None => checked.value.push(file),
        }
    }
    checked
}

/// For each copy the path of its original.
fn originals(files: &[FoundFile], largest: u64) -> BTreeMap<SourcePath, SourcePath> {
    let mut by_size: BTreeMap<u64, Vec<&FoundFile>> = BTreeMap::new();
    for file in files.iter().filter(|file| file.bytes > 0 && file.bytes <= largest) {
        by_size.entry(file.bytes).or_default().push(file);
    }
    let suspects: Vec<&FoundFile> =
        by_size.into_values().filter(|same| same.len() > 1).flatten().collect();
    let hashes: Vec<Option<String>> =
        suspects.par_iter().map(|file| hash_file(file, largest).ok()).collect();
    let mut by_hash: BTreeMap<String, Vec<&FoundFile>> = BTreeMap::new();
    for (file, hash) in suspects.into_iter().zip(hashes) {
        if let Some(hash) = hash {
            by_hash.entry(hash).or_default().push(file);
        }
    }
    let mut originals = BTreeMap::new();
    for mut same in by_hash.into_values() {
        same.sort_by_cached_key(|file| (copy_marks(file.source_path.as_str()), sort_key(file)));
        if let Some((original, copies)) = same.split_first() {
            for copy in copies {
                originals.insert(copy.source_path.clone(), original.source_path.clone());
            }
        }
    }
    originals
}

/// The order of files in a run: by their path in composed form, whatever the disk's order.
pub(super) fn sort_key(file: &FoundFile) -> (String, SourcePath) {
    (file.source_path.as_str().nfc().collect(), file.source_path.clone())
}

fn hash_file(file: &FoundFile, largest: u64) -> io::Result<String> {
    let mut source = File::open(&file.path)?.take(largest);
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let count = source.read(&mut buffer)?;
        match buffer.get(..count) {
            Some(read) if count > 0 => hasher.update(read),
            _ => return Ok(hexadecimal(&hasher.finalize())),
        }
    }
}

fn hexadecimal(digest: &[u8]) -> String {
    use std::fmt::Write as _;

    digest.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// How many parts of a path say that they are a copy: コピー, Copy, (1).
fn copy_marks(path: &str) -> usize {
    path.split('/').filter(|part| says_copy(part)).count()
}

fn says_copy(part: &str) -> bool {
    let name: String = part.nfkc().collect::<String>().to_lowercase();
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem).trim_end();
    let numbered =
        stem.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')).is_some_and(|(_, number)| {
            !number.is_empty() && number.chars().all(|c| c.is_ascii_digit())
        });
    numbered
        || stem.contains("コピー")
        || stem.split(|c: char| !c.is_alphanumeric()).any(|word| word == "copy")
}

#[cfg(test)]
mod tests {
    use super::says_copy;

    #[test]
    fn marks_of_copies_are_known() {
        for name in [
            "コピー ～ 様式②_01.xls",
            "様式② - コピー.xlsx",
            "様式②のコピー.xlsx",
            "様式②（１）.xlsx",
            "様式② (2).xlsx",
            "Copy of 様式②.xlsx",
            "様式② - Copy (2).xlsx",
            "様式② ｺﾋﾟｰ.xlsx",
        ] {
            assert!(says_copy(name), "{name}");
        }
        for name in ["様式②_01.xls", "copyright.xlsx", "様式②(案).xlsx", "2023年度"] {
            assert!(!says_copy(name), "{name}");
        }
    }
}
