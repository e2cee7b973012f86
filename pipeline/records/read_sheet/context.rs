//! Context: names of folders, files and sheets, and other sheets nearby → what is known of when
//! a sheet's meeting was.
//!
//! It decides only dates whose year is bare; this module must not date a sheet by itself.

use std::collections::{BTreeMap, BTreeSet};

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
    fiscal_year: Option<i32>,
}

impl<'a> RecordContext<'a> {
    /// What the names of a sheet, its file and folders, and its printed lines say.
    #[must_use]
    pub fn of_names(form: &FormMatch, districts: &'a [String], first_month: u32) -> Self {
        let levels = names::levels(&form.source_path, &form.sheet);
        let printed = form
            .ledger
            .iter()
            .filter(|entry| entry.disposition != Disposition::Value)
            .map(|entry| entry.text.as_str());
        let fiscal_years: BTreeSet<i32> = levels
            .iter()
            .map(String::as_str)
            .chain(printed)
            .flat_map(names::fiscal_years)
            .collect();
        let mut dates = names::date_context(&levels, &fiscal_years, first_month);
        for level in &levels {
            let days = names::days(level, &dates);
            dates.days.extend(days);
        }
        let mut years = fiscal_years.into_iter();
        let fiscal_year = years.next().filter(|_| years.next().is_none());
        Self { districts, dates, fiscal_year }
    }

    pub(super) const fn dates(&self) -> &DateContext {
        &self.dates
    }

    pub(super) const fn districts(&self) -> &'a [String] {
        self.districts
    }

    pub(super) const fn fiscal_year(&self) -> Option<i32> {
        self.fiscal_year
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
        let mut context =
            RecordContext::of_names(form, &districts, project.fiscal_year_first_month);
        let (folder, _) = names::folder_and_file(&form.source_path);
        for group in [form.source_path.as_str(), folder] {
            context.dates.days.extend(neighbours.get(group).into_iter().flatten());
        }
        let read = super::read_sheet(form, &context);
        all.value.extend(read.value);
        all.diagnostics.extend(read.diagnostics);
    }
    all
}

/// The certain dates of meetings, by file and by folder.
fn certain_days(forms: &[FormMatch]) -> BTreeMap<&str, Vec<NaiveDate>> {
    let none = DateContext::default();
    let mut days: BTreeMap<&str, Vec<NaiveDate>> = BTreeMap::new();
    for form in forms {
        let rows = form.rows.iter().flat_map(|row| &row.answers);
        let found = form.answers.iter().chain(rows).filter(|one| one.field.as_ref() == "held_on");
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
