//! Walking: input paths → the files below them that may be workbooks, in one fixed order.
//!
//! Lock files, temporary files and files that are no workbooks are passed over and named. Files
//! with a workbook's name always go on: whatever they hold, opening them says so. Nothing is
//! followed twice, and nothing but regular files is ever opened.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::results::{WORK_PREFIX, holds_results};
use super::sniff::{self, Content, Foreign};
use super::{FileFormat, FoundFile, IntakeError, IntakeOptions, Limits, copies, source_names};
use crate::diagnostic::intake::Passed;
use crate::diagnostic::{self, Checked, Diagnostic};
use crate::units::SourcePath;

/// Finds the files to read below the inputs (入力の収集).
///
/// Input:  files and folders in any order; folders may be nested or given twice.
/// Output: each file once, sorted by its path in Unicode's composed form whatever the order on
/// disk; copies of the same bytes are left out and named, as is everything passed over.
/// # Errors
/// [`IntakeError::Missing`], [`IntakeError::Unreadable`]: an input itself is out of reach.
pub fn find(
    inputs: &[PathBuf],
    options: &IntakeOptions,
) -> Result<Checked<Vec<FoundFile>>, IntakeError> {
    let roots = roots(inputs)?;
    let excluded: Vec<PathBuf> =
        options.excluded.iter().filter_map(|path| path.canonicalize().ok()).collect();
    let mut walks: Vec<Walk> =
        roots.into_iter().map(|root| walk(root, &excluded, options)).collect();
    let levels = levels(&walks);
    let mut files = Vec::new();
    let mut diagnostics = Vec::new();
    for (walk, level) in walks.iter_mut().zip(levels) {
        let prefix = source_names::prefix(&walk.root, level);
        for item in walk.items.drain(..) {
            let source_path = SourcePath::new(&format!("{prefix}{}", item.relative));
            match item.found {
                Ok((path, bytes)) => files.push(FoundFile { source_path, path, bytes }),
                Err(reason) => diagnostics.push(diagnose(source_path, reason)),
            }
        }
    }
    files.sort_by_cached_key(copies::sort_key);
    let mut checked = copies::set_aside(files, options.limits.file_bytes);
    checked.diagnostics.append(&mut diagnostics);
    checked.diagnostics.sort();
    Ok(checked)
}

/// One folder to walk, or the folder of input files and the names of these.
struct Root {
    folder: PathBuf,
    only: Option<Vec<PathBuf>>,
}

/// What one root gave.
struct Walk {
    root: PathBuf,
    items: Vec<Item>,
}

/// Something below a root: a file to read, or why it is not.
struct Item {
    relative: String,
    found: Result<(PathBuf, u64), NotTaken>,
}

/// Why something below a root is not read.
enum NotTaken {
    Passed(Passed),
    Unreadable(std::io::Error),
    Loop,
}

fn diagnose(source_path: SourcePath, reason: NotTaken) -> Diagnostic {
    match reason {
        NotTaken::Passed(passed) => diagnostic::intake::skipped_file(source_path, &passed),
        NotTaken::Unreadable(error) => diagnostic::intake::unreadable_folder(source_path, &error),
        NotTaken::Loop => diagnostic::intake::link_loop(source_path),
    }
}

/// The inputs as folders, none inside another, sorted; input files by the folder they lie in.
fn roots(inputs: &[PathBuf]) -> Result<Vec<Root>, IntakeError> {
    let mut folders = Vec::new();
    let mut files: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
    for input in inputs {
        let path = input.canonicalize().map_err(|source| out_of_reach(input, source))?;
        let parent = path.parent().filter(|_| !path.is_dir()).map(Path::to_path_buf);
        match parent {
            Some(parent) => files.entry(parent).or_default().push(path),
            None => folders.push(path),
        }
    }
    folders.sort();
    folders.dedup_by(|later, earlier| later.starts_with(earlier));
    files.retain(|parent, _| !folders.iter().any(|folder| parent.starts_with(folder)));
    let mut roots: Vec<Root> =
        folders.into_iter().map(|folder| Root { folder, only: None }).collect();
    for (folder, mut only) in files {
        only.sort();
        only.dedup();
        roots.push(Root { folder, only: Some(only) });
    }
    Ok(roots)
}

fn out_of_reach(input: &Path, source: std::io::Error) -> IntakeError {
    let path = input.to_path_buf();
    match source.kind() {
        ErrorKind::NotFound => IntakeError::Missing { path },
        _ => IntakeError::Unreadable { path, source },
    }
}

fn levels(walks: &[Walk]) -> Vec<usize> {
    let names: Vec<(&Path, Vec<&str>)> = walks
        .iter()
        .map(|walk| {
            let files = walk.items.iter().map(|item| item.relative.as_str()).collect();
            (walk.root.as_path(), files)
        })
        .collect();
    source_names::prefix_levels(&names)
}

fn walk(root: Root, excluded: &[PathBuf], options: &IntakeOptions) -> Walk {
    let Root { folder, only } = root;
    let items = match only {
        Some(files) => files
            .into_iter()
            .map(|path| {
                let bytes = path.metadata().map_or(0, |metadata| metadata.len());
                Item { relative: relative(&folder, &path), found: Ok((path, bytes)) }
            })
            .collect(),
        None => walk_folder(&folder, excluded, options),
    };
    Walk { root: folder, items }
}

fn relative(root: &Path, path: &Path) -> String {
    source_names::slashed(path.strip_prefix(root).unwrap_or(path))
}

fn walk_folder(root: &Path, excluded: &[PathBuf], options: &IntakeOptions) -> Vec<Item> {
    let mut items = Vec::new();
    let mut entries = WalkDir::new(root).follow_links(true).into_iter();
    while let Some(entry) = entries.next() {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {
                if entry.depth() > 0
                    && let Some(reason) = folder_not_read(&entry, excluded)
                {
                    entries.skip_current_dir();
                    let found = Err(NotTaken::Passed(reason));
                    items.push(Item { relative: relative(root, entry.path()), found });
                }
            }
            Ok(entry) => {
                let relative = relative(root, entry.path());
                items.push(Item { relative, found: judge(&entry, &options.limits) });
            }
            Err(error) => items.push(unreachable_item(root, error)),
        }
    }
    items
}

fn unreachable_item(root: &Path, error: walkdir::Error) -> Item {
    let relative = relative(root, error.path().unwrap_or(root));
    let reason = if error.loop_ancestor().is_some() {
        NotTaken::Loop
    } else {
        let unknown = || std::io::Error::from(ErrorKind::Other);
        NotTaken::Unreadable(error.into_io_error().unwrap_or_else(unknown))
    };
    Item { relative, found: Err(reason) }
}

/// Why a folder is left alone; `None` when it is walked.
fn folder_not_read(entry: &DirEntry, excluded: &[PathBuf]) -> Option<Passed> {
    let name = entry.file_name().to_string_lossy();
    if name == "__MACOSX" {
        return Some(Passed::System);
    }
    if name.starts_with(WORK_PREFIX) {
        return Some(Passed::Temporary);
    }
    if holds_results(entry.path()) {
        return Some(Passed::Results);
    }
    let canonical = entry.path().canonicalize().ok();
    let is_output = canonical.is_some_and(|path| excluded.contains(&path));
    is_output.then_some(Passed::Output)
}

/// Whether a file goes on to be opened.
fn judge(entry: &DirEntry, limits: &Limits) -> Result<(PathBuf, u64), NotTaken> {
    let name = entry.file_name().to_string_lossy();
    if let Some(reason) = told_by_name(&name) {
        return Err(NotTaken::Passed(reason));
    }
    let metadata = entry.metadata().map_err(|error| {
        let unknown = || std::io::Error::from(ErrorKind::Other);
        NotTaken::Unreadable(error.into_io_error().unwrap_or_else(unknown))
    })?;
    if !metadata.is_file() {
        return Err(NotTaken::Passed(Passed::Special));
    }
    if FileFormat::promised_by(&name).is_none()
        && let Some(reason) = told_by_content(entry.path(), limits)
    {
        return Err(NotTaken::Passed(reason));
    }
    Ok((entry.path().to_path_buf(), metadata.len()))
}

/// Why a file is passed over for its name alone.
pub(super) fn told_by_name(name: &str) -> Option<Passed> {
    let lower = name.to_lowercase();
    let lock = lower.starts_with("~$") || (lower.starts_with(".~lock.") && lower.ends_with('#'));
    let extension = lower.rsplit_once('.').map_or("", |(_, extension)| extension);
    match lower.as_str() {
        _ if lock => Some(Passed::Lock),
        "thumbs.db" | "ehthumbs.db" | "desktop.ini" | ".ds_store" => Some(Passed::System),
        _ if lower.starts_with("._") => Some(Passed::System),
        _ if matches!(extension, "tmp" | "temp" | "part" | "crdownload") => Some(Passed::Temporary),
        _ => None,
    }
}

/// What a file without a workbook's name holds, when that is no workbook.
fn told_by_content(path: &Path, limits: &Limits) -> Option<Passed> {
    let bytes = read_candidate(path, limits).ok()?;
    match sniff::sniff(&bytes, limits) {
        Content::Foreign(foreign) => Some(Passed::Foreign(foreign)),
        Content::Crowded => Some(Passed::Foreign(Foreign::Archive)),
        _ => None,
    }
}

/// A file's first bytes, and all of it when those are a container's.
fn read_candidate(path: &Path, limits: &Limits) -> io::Result<Vec<u8>> {
    const HEAD_BYTES: u64 = 8 << 10;

    let mut file = File::open(path)?;
    let mut bytes = Vec::new();
    file.by_ref().take(HEAD_BYTES).read_to_end(&mut bytes)?;
    if sniff::may_be_workbook(&bytes) {
        file.take(limits.file_bytes).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}
