//! Context: names of folders, files and sheets, and other sheets nearby → what is known of when
//! a sheet's meeting was.
//!
//! It decides only dates whose year is bare; this module must not date a sheet by itself.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::config::ProjectConfig;
use crate::diagnostic::Checked;
use crate::forms::{Disposition, FormMatch};
use crate::records::coerce::date::{DateContext, date};
use crate::records::model::SheetRecord;
use crate::records::names;

/// What reading a sheet needs besides the sheet.
#[derive(Debug, Clone)]
pub struct RecordContext<'a> {
    districts: &'a [String],
    dates: DateContext,
}

impl<'a> RecordContext<'a> {
    /// A context of what is given.
    #[must_use]
    pub const fn new(districts: &'a [String], dates: DateContext) -> Self {
        Self { districts, dates }
    }

    pub(super) const fn dates(&self) -> &DateContext {
        &self.dates
    }

    pub(super) const fn districts(&self) -> &'a [String] {
        self.districts
    }
}

/// Every sheet of a run read, each in the context of its names and neighbours.
///
/// Output: records in the order of the matches; the order of the matches changes nothing else.
#[must_use]
pub fn read_sheets(forms: &[FormMatch], project: &ProjectConfig) -> Checked<Vec<SheetRecord>> {
    let districts: Vec<String> =
        project.areas.iter().flat_map(|area| area.districts.iter().cloned()).collect();
    let neighbours = certain_days(forms);
    let mut all = Checked::clean(Vec::new());
    for form in forms {
        let mut dates = named_dates(form, project);
        let (folder, _) = names::folder_and_file(&form.source_path);
        for group in [form.source_path.as_str(), folder] {
            dates.days.extend(neighbours.get(group).into_iter().flatten());
        }
        let read = super::read_sheet(form, &RecordContext::new(&districts, dates));
        all.value.extend(read.value);
        all.diagnostics.extend(read.diagnostics);
    }
    all
}

/// What the names of a sheet, its file and folders, and its printed lines say.
fn named_dates(form: &FormMatch, project: &ProjectConfig) -> DateContext {
    let mut dates = DateContext::default();
    let printed = form
        .ledger
        .iter()
        .filter(|entry| entry.disposition != Disposition::Value)
        .map(|entry| entry.text.as_str());
    let levels = names::levels(&form.source_path, &form.sheet);
    for text in levels.iter().map(String::as_str).chain(printed) {
        for year in names::fiscal_years(text) {
            dates.add_fiscal_year(year, project.fiscal_year_first_month);
        }
    }
    if dates.spans.is_empty() {
        for year in levels.iter().filter_map(|level| names::whole_year(level)) {
            dates.add_year(year, project.fiscal_year_first_month);
        }
    }
    for level in &levels {
        dates.days.extend(names::days(level, &dates));
    }
    dates
}

/// The certain dates of meetings, by file and by folder.
fn certain_days(forms: &[FormMatch]) -> BTreeMap<&str, Vec<NaiveDate>> {
    let none = DateContext::default();
    let mut days: BTreeMap<&str, Vec<NaiveDate>> = BTreeMap::new();
    for form in forms {
        let rows = form.rows.iter().flat_map(|row| &row.answers);
        let found =
            form.answers.iter().chain(rows).filter(|answer| answer.field.as_ref() == "held_on");
        let certain: Vec<NaiveDate> = found
            .filter_map(|answer| date(&answer.text, &answer.value, &none).ok().flatten())
            .collect();
        let (folder, _) = names::folder_and_file(&form.source_path);
        for group in [form.source_path.as_str(), folder] {
            days.entry(group).or_default().extend(&certain);
        }
    }
    days
}
