//! Names: what the names of folders, files and sheets say of the meeting a sheet belongs to.
//!
//! Input → output: a path and a sheet name → dates, fiscal years, words, areas. This module must
//! not know which sheets there are.

use std::collections::BTreeSet;

use chrono::NaiveDate;

pub(crate) use super::coerce::date::fiscal_years;
use super::coerce::date::{DateContext, dates_in_name, possible_days, whole_year};
use super::coerce::{compact, plain};
use crate::config::ProjectConfig;
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
    let marked: String = name
        .chars()
        .map(|sign| if matches!(sign, '①' | '②' | '③') { '\u{1}' } else { sign })
        .collect();
    let mut name = plain(&marked);
    for mark in
        ["様式\u{1}-1", "様式\u{1}-2", "様式3-1", "様式3-2", "様式1", "様式2", "様式3", "様式"]
    {
        name = name.replace(mark, " ");
    }
    name.replace('\u{1}', " ")
}

/// What names say of the years in which dates with a bare year may lie.
pub(crate) fn date_context(
    levels: &[String],
    fiscal_years: &BTreeSet<i32>,
    first_month: u32,
) -> DateContext {
    let mut dates = DateContext::default();
    for year in fiscal_years {
        dates.add_fiscal_year(*year, first_month);
    }
    if dates.spans.is_empty() {
        for year in levels.iter().filter_map(|level| whole_year(level)) {
            dates.add_year(year, first_month);
        }
    }
    dates
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

/// What the names of one sheet, its file and its folders say.
#[derive(Debug, Clone, Default)]
pub(crate) struct Clues {
    /// The days that the closest name with a date may mean, one where a name is certain; empty
    /// when none has one.
    pub(crate) days: Vec<NaiveDate>,
    /// The folder whose name has that date, or in which the file or sheet lies that has it.
    pub(crate) dated_folder: String,
    /// The area (エリア) that the closest name with one names.
    pub(crate) area: Option<String>,
    /// Words of the sheet's, file's and folders' names, without numbers of participants.
    pub(crate) words: BTreeSet<String>,
    /// Numbers in the sheet's name, or else in the file's: ②-3-1 → 3, 1.
    pub(crate) numbers: Vec<u32>,
}

/// Reads the names of one sheet.
pub(crate) fn clues(path: &SourcePath, sheet: &str, project: &ProjectConfig) -> Clues {
    let levels = levels(path, sheet);
    let fiscal_years: BTreeSet<i32> = levels.iter().flat_map(|level| fiscal_years(level)).collect();
    let context = date_context(&levels, &fiscal_years, project.fiscal_year_first_month);
    let dated: Vec<(usize, Vec<NaiveDate>)> = levels
        .iter()
        .map(|level| days(level, &context))
        .enumerate()
        .filter(|(_, days)| !days.is_empty())
        .collect();
    // A certain date outweighs a closer name that only may have one, like ②-1-3.
    let certain = dated.iter().find(|(_, days)| days.len() == 1);
    let (level, days) = certain.or(dated.first()).cloned().unwrap_or_default();
    Clues {
        dated_folder: folder_at(path, level).to_owned(),
        days,
        area: levels.iter().find_map(|level| area_in(level, project)),
        words: levels.iter().flat_map(|level| words(level)).collect(),
        numbers: levels
            .iter()
            .take(2)
            .map(|level| numbers(level))
            .find(|numbers| !numbers.is_empty())
            .unwrap_or_default(),
    }
}

/// The folder of a level: 0 and 1 are the sheet and the file in it, 2 the folder itself.
fn folder_at(path: &SourcePath, level: usize) -> &str {
    let (mut folder, _) = folder_and_file(path);
    for _ in 2..level {
        folder = folder.rsplit_once('/').map_or("", |(outer, _)| outer);
    }
    folder
}

fn area_in(level: &str, project: &ProjectConfig) -> Option<String> {
    let level = compact(level);
    project
        .areas
        .iter()
        .find(|area| level.contains(&compact(&area.name)))
        .map(|area| area.name.clone())
}

/// Words that may tell cases apart, lower case.
fn words(level: &str) -> BTreeSet<String> {
    level
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| word.chars().any(|character| !character.is_numeric()))
        .map(str::to_lowercase)
        .collect()
}

fn numbers(level: &str) -> Vec<u32> {
    level
        .split(|character: char| !character.is_ascii_digit())
        .filter(|digits| (1..=3).contains(&digits.len()))
        .filter_map(|digits| digits.parse().ok())
        .collect()
}

/// The name as a key in which ②-2 comes before ②-10.
pub(crate) fn natural_key(name: &str) -> Vec<(String, u64)> {
    let mut key = vec![(String::new(), 0_u64)];
    let mut in_number = false;
    for character in plain(name).chars() {
        let digit = character.to_digit(10);
        if in_number && digit.is_none() {
            key.push((String::new(), 0));
        }
        in_number = digit.is_some();
        if let Some((text, number)) = key.last_mut() {
            match digit {
                Some(digit) => *number = number.saturating_mul(10).saturating_add(digit.into()),
                None => text.push(character),
            }
        }
    }
    key
}
