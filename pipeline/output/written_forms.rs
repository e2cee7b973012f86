//! Written forms: cases and layouts → 様式③-1, 様式③-2 and the blank forms, as files in memory.
//!
//! The same cases give the same bytes, in whatever order they are handed over. Nothing here
//! decides which case a sheet belongs to, changes a value, or touches the disk.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rust_xlsxwriter::XlsxError;

use super::file_names::{UniqueNames, safe_stem, year_name};
use super::form_writing::{self, Subject};
use super::japanese_date::japanese_fiscal_year;
use super::sheet_painting::{self, SheetSetup};
use crate::config::form_layout::FormLayout;
use crate::config::{LayoutSet, Paper, ProjectConfig};
use crate::diagnostic::{Wording, run as wording};
use crate::forms::FormKind;
use crate::records::CaseRecord;
use crate::units::ItemNumber;

/// The folder of the case summaries (様式③-1), below it one for each fiscal year.
const CASE_FOLDER: &str = "様式③-1";

/// The folder of the year summaries (様式③-2).
const YEAR_FOLDER: &str = "様式③-2";

/// A file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputFile {
    /// Relative to the output folder, with `/` between its parts; safe on every system.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What all written forms of a city share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportStyle {
    /// The city's title line.
    pub title: String,
    /// The font.
    pub font: String,
    /// The paper of forms that name none.
    pub paper: Paper,
    /// The month in which a fiscal year begins, 1–12.
    pub fiscal_year_first_month: u32,
}

impl From<&ProjectConfig> for ReportStyle {
    fn from(config: &ProjectConfig) -> Self {
        Self {
            title: config.title.clone(),
            font: config.report.font.clone(),
            paper: config.report.paper,
            fiscal_year_first_month: config.fiscal_year_first_month,
        }
    }
}

/// A form that cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("{path}: the workbook cannot be written: {source}")]
pub struct OutputError {
    /// The file.
    pub path: String,
    /// What the writer refused.
    pub source: XlsxError,
}

impl OutputError {
    /// The message, and what to do about it.
    #[must_use]
    pub fn wording(&self) -> (Wording, Wording) {
        wording::workbook_refused(&self.path, &self.source.to_string())
    }
}

/// A sheet that is ready to be written.
struct Sheet<'a> {
    path: String,
    layout: &'a FormLayout,
    subject: Subject<'a>,
    printed: Vec<ItemNumber>,
    header: String,
}

/// The case and year summaries (様式③-1 and ③-2) of some cases.
///
/// Input:  cases in any order; those without a fiscal year go to 年度不明.
/// Output: a workbook for each case and each year, sorted by path; none of a family of forms
/// that has no layout.
/// # Errors
/// A layout's sheet name that Excel does not take.
pub fn summary_workbooks(
    cases: &[CaseRecord],
    layouts: &LayoutSet,
    style: &ReportStyle,
) -> Result<Vec<OutputFile>, OutputError> {
    let mut sorted: Vec<&CaseRecord> = cases.iter().collect();
    sorted.sort_by_key(|case| {
        let held_on = case.header.held_on.as_ref().map(|held_on| held_on.value);
        (case.fiscal_year, held_on.is_none(), held_on, case.case_id.clone())
    });
    let mut years: BTreeMap<Option<i32>, Vec<&CaseRecord>> = BTreeMap::new();
    for case in &sorted {
        years.entry(case.fiscal_year).or_default().push(case);
    }
    let mut sheets = Vec::new();
    if let Some(layout) = layouts.of(FormKind::CaseSummary) {
        let mut names = UniqueNames::default();
        sheets.extend(sorted.iter().map(|case| case_sheet(case, layout, style, &mut names)));
    }
    if let Some(layout) = layouts.of(FormKind::YearSummary) {
        sheets.extend(years.iter().map(|(year, cases)| year_sheet(*year, cases, layout, style)));
    }
    let mut files =
        sheets.par_iter().map(|sheet| file(sheet, style)).collect::<Result<Vec<_>, _>>()?;
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(files)
}

/// The blank forms to hand out, in the order ① ② ③-1 ③-2, as far as they have layouts.
///
/// # Errors
/// As [`summary_workbooks`].
pub fn blank_forms(
    layouts: &LayoutSet,
    style: &ReportStyle,
) -> Result<Vec<OutputFile>, OutputError> {
    let sheets = layouts.iter().map(|layout| Sheet {
        path: format!("{}.xlsx", safe_stem(&layout.file)),
        layout,
        subject: Subject::Blank,
        printed: layout.item_numbers(),
        header: String::new(),
    });
    sheets.map(|sheet| file(&sheet, style)).collect()
}

fn case_sheet<'a>(
    case: &'a CaseRecord,
    layout: &'a FormLayout,
    style: &ReportStyle,
    names: &mut UniqueNames,
) -> Sheet<'a> {
    let folder = format!("{CASE_FOLDER}/{}", year_name(case.fiscal_year));
    Sheet {
        path: names.name(&folder, &case.case_id),
        layout,
        subject: Subject::Case(case),
        printed: case_items(case, layout),
        header: year_header(case.fiscal_year, style),
    }
}

fn year_sheet<'a>(
    year: Option<i32>,
    cases: &'a [&'a CaseRecord],
    layout: &'a FormLayout,
    style: &ReportStyle,
) -> Sheet<'a> {
    Sheet {
        path: format!("{YEAR_FOLDER}/{}.xlsx", year_name(year)),
        layout,
        subject: Subject::Year(cases),
        printed: year_items(cases, layout),
        header: year_header(year, style),
    }
}

/// The items on the case's forms; those of the layout when the case has none.
fn case_items(case: &CaseRecord, layout: &FormLayout) -> Vec<ItemNumber> {
    let found: BTreeSet<ItemNumber> = items_of(case).collect();
    if found.is_empty() { layout.item_numbers() } else { found.into_iter().collect() }
}

/// The items of the layout, and any others on the forms of the year's cases.
fn year_items(cases: &[&CaseRecord], layout: &FormLayout) -> Vec<ItemNumber> {
    let mut items: BTreeSet<ItemNumber> = layout.item_numbers().into_iter().collect();
    items.extend(cases.iter().flat_map(|case| items_of(case)));
    items.into_iter().collect()
}

fn items_of(case: &CaseRecord) -> impl Iterator<Item = ItemNumber> {
    let of_scores = case.participants.iter().flat_map(|known| &known.scores);
    of_scores.map(|score| score.item).chain(case.means.iter().map(|mean| mean.item))
}

fn year_header(fiscal_year: Option<i32>, style: &ReportStyle) -> String {
    fiscal_year
        .map(|year| japanese_fiscal_year(year, style.fiscal_year_first_month))
        .unwrap_or_default()
}

fn file(sheet: &Sheet<'_>, style: &ReportStyle) -> Result<OutputFile, OutputError> {
    let layout = sheet.layout;
    let form = form_writing::write(layout, style, sheet.subject, &sheet.printed);
    let setup = SheetSetup {
        name: layout.sheet.clone(),
        title: format!("{} {}", style.title, layout.file),
        font: style.font.clone(),
        paper: layout.paper.unwrap_or(style.paper),
        orientation: layout.orientation,
        header: sheet.header.clone(),
        locked: layout.locked && matches!(sheet.subject, Subject::Blank),
        repeated_rows: form.repeated_rows,
        frozen: layout.frozen,
    };
    let bytes = sheet_painting::paint(&form.canvas, &setup)
        .map_err(|source| OutputError { path: sheet.path.clone(), source })?;
    Ok(OutputFile { path: sheet.path.clone(), bytes })
}
