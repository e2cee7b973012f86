//! Names: what the names of folders, files and sheets say of the meeting a sheet belongs to.
//!
//! Input → output: a path and a sheet name → dates, fiscal years, words. This module must not
//! know which sheets there are.

use chrono::NaiveDate;

use super::coerce::date::{DateContext, dates_in_name, possible_days};
pub(crate) use super::coerce::date::{fiscal_years, whole_year};
use super::coerce::plain;
use crate::units::SourcePath;

/// The folder of a file and its name; the folder is empty for a file of the input itself.
pub(crate) fn folder_and_file(path: &SourcePath) -> (&str, &str) {
    path.as_str().rsplit_once('/').unwrap_or(("", path.as_str()))
}

/// The names that may speak of a sheet, the closest first: sheet, file without ending, folders.
pub(crate) fn levels(path: &SourcePath, sheet: &str) -> Vec<String> {
    let (folder, file) = folder_and_file(path);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let mut levels = vec![sheet.to_owned(), stem.to_owned()];
    levels.extend(folder.rsplit('/').filter(|name| !name.is_empty()).map(str::to_owned));
    levels.iter().map(|level| without_form_marks(level)).collect()
}

/// The name without the numbers of forms: ② in `様式②_01` is no number of a day.
fn without_form_marks(name: &str) -> String {
    let name: String = name
        .chars()
        .map(|character| if matches!(character, '①' | '②' | '③') { ' ' } else { character })
        .collect();
    let mut name = plain(&name);
    for mark in ["様式1", "様式2", "様式3-1", "様式3-2", "様式3"] {
        name = name.replace(mark, " ");
    }
    name.replace(" -1", " ").replace(" -2", " ")
}

/// Every day that a name may mean; several where its year is bare.
pub(crate) fn days(level: &str, context: &DateContext) -> Vec<NaiveDate> {
    let mentions = dates_in_name(level);
    let mut days: Vec<NaiveDate> =
        mentions.iter().flat_map(|mention| possible_days(mention, context)).collect();
    days.sort_unstable();
    days.dedup();
    days
}
