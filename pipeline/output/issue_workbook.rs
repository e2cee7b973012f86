//! 分析/地域課題.xlsx: which issues recur, how widely, with what, and every statement behind them.
//!
//! Input → output: themes, their spread and anonymised texts → the bytes of a workbook for the
//! council. It must hold no person's name: texts come in blotted out, and no provider, client or
//! participant is looked at.

mod company;
mod frame;
mod grids;
mod looks;
mod method;
mod overview;
mod statements;
mod wording;

use std::cmp::Reverse;

use rust_xlsxwriter::DocProperties;

use self::looks::Looks;
use super::new_workbook::{WorkbookError, new_workbook};
use crate::analysis::CaseIssues;
use crate::analysis::anonymous_texts::{AnonymousStatement, AnonymousTexts};
use crate::analysis::recurring_issue::Theme;
use crate::analysis::theme_spread::{ShownTables, SpreadRules, ThemeSpread};
use crate::diagnostic::Location;
use crate::privacy::PrivacyPolicy;
use crate::records::{CaseRecord, StatementField};
use crate::units::SourcePath;

/// What the workbook is made of.
#[derive(Debug, Clone, Copy)]
pub struct IssueReport<'run> {
    /// The cases, sorted as they were joined.
    pub cases: &'run [CaseRecord],
    /// The themes and whose statements they are.
    pub issues: &'run CaseIssues,
    /// How they spread.
    pub spread: &'run ThemeSpread,
    /// The rules they were judged by.
    pub rules: &'run SpreadRules,
    /// Texts without names, in the order of the cases.
    pub texts: &'run AnonymousTexts,
    /// The counts of cases that may be shown.
    pub shown: &'run ShownTables,
    /// Which other counts are hidden.
    pub policy: PrivacyPolicy,
}

/// A statement with everything its row shows.
struct Line<'run> {
    theme: Option<usize>,
    second: Option<usize>,
    field: StatementField,
    fiscal_year: Option<i32>,
    area: Option<&'run str>,
    location: &'run Location,
    shown: &'run AnonymousStatement,
}

impl<'run> IssueReport<'run> {
    /// Themes by most cases that raise them, then most cases that mention them.
    fn ranking(&self) -> Vec<usize> {
        let mut ranking: Vec<usize> = (0..self.issues.themes.len()).collect();
        ranking.sort_by_key(|theme| {
            let raised = self.spread.summaries.get(*theme).map_or(0, |summary| summary.raised);
            let cases = self.theme(*theme).map_or(0, |theme| theme.cases);
            (Reverse(raised), Reverse(cases), *theme)
        });
        ranking
    }

    fn theme(&self, theme: usize) -> Option<&'run Theme> {
        self.issues.themes.get(theme)
    }

    /// The cases that raise a theme, as they may be shown.
    fn raised(&self, theme: usize, year: Option<i32>, area: Option<&str>) -> Option<u32> {
        self.shown.raised.get(theme)?.of(year, area)
    }

    fn label(&self, theme: usize) -> &'run str {
        self.texts.labels.get(theme).map_or("", String::as_str)
    }

    /// The statement with a number of [`CaseIssues::places`].
    fn text_at(&self, index: usize) -> Option<&'run str> {
        let (case, statement) = self.issues.places.get(index)?;
        Some(self.texts.statements.get(*case)?.get(*statement)?.text.as_str())
    }

    /// All statements, in the order of the cases.
    fn lines(&self) -> impl Iterator<Item = Line<'run>> {
        let report = *self;
        let texts = self.cases.iter().zip(&self.texts.statements).enumerate();
        texts.flat_map(move |(number, (case, shown))| {
            let statements = case.statements.iter().zip(shown).enumerate();
            statements.map(move |(place, (record, shown))| {
                let assigned = report.issues.assignments.get(number);
                let assigned = assigned.and_then(|one| one.get(place)).copied();
                let assigned = assigned.unwrap_or_default();
                Line {
                    theme: assigned.theme,
                    second: assigned.second,
                    field: record.field,
                    fiscal_year: case.fiscal_year,
                    area: case.area.as_deref(),
                    location: &record.location,
                    shown,
                }
            })
        })
    }
}

/// The bytes of 分析/地域課題.xlsx.
///
/// Input:  the report; `link` gives the address of a file as seen from the workbook, if it has one.
/// # Errors
/// [`WorkbookError`]: the writer refused, which no input should bring about.
pub fn issue_workbook(
    report: &IssueReport<'_>,
    link: impl Fn(&SourcePath) -> Option<String>,
) -> Result<Vec<u8>, WorkbookError> {
    let looks = Looks::new();
    let mut workbook = new_workbook(DocProperties::new())?;
    let ranking = report.ranking();
    overview::write(workbook.add_worksheet(), report, &ranking, &looks)?;
    grids::write_areas(workbook.add_worksheet(), report, &ranking, &looks)?;
    grids::write_years(workbook.add_worksheet(), report, &ranking, &looks)?;
    statements::write(workbook.add_worksheet(), report, (&ranking, &link), &looks)?;
    company::write_resources(workbook.add_worksheet(), report, &ranking, &looks)?;
    company::write_pairs(workbook.add_worksheet(), report, &ranking, &looks)?;
    company::write_circumstances(workbook.add_worksheet(), report, &ranking, &looks)?;
    method::write(workbook.add_worksheet(), report, &looks)?;
    Ok(workbook.save_to_buffer()?)
}
