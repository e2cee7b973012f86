//! 分析/会議資料.xlsx: what the council (地域包括ケア推進会議) needs to decide about issues.
//!
//! Input → output: issues with their spread and quotations → the bytes of a workbook: the list of
//! issues, then for each that recurs a process sheet (プロセス整理票), a logic model and a proposal
//! (企画書). What the data say is filled in with its counts; what people decide is left blank and
//! marked. No sheet names a person, and small counts are hidden.

mod issue;
mod issue_list;
mod logic_model;
mod privacy_page;
mod process_sheet;
mod proposal;

use rust_xlsxwriter::DocProperties;

use self::issue::CouncilIssue;
use super::new_workbook::{WorkbookError, new_workbook};
use super::report_page::Looks;
use crate::analysis::anonymous_texts::Removals;
use crate::analysis::quotation::Quotation;
use crate::analysis::recurring_issue::Theme;
use crate::analysis::theme_spread::{ShownTables, ThemeSpread};
use crate::privacy::PrivacyPolicy;

/// Issues that get sheets of their own at most; the list holds all.
const MOST_SHEETS: usize = 10;

/// What the workbook is made of.
#[derive(Debug, Clone, Copy)]
pub struct CouncilMaterial<'a> {
    /// The name of the city's meetings.
    pub title: &'a str,
    /// The themes, in their order.
    pub themes: &'a [Theme],
    /// Their spread.
    pub spread: &'a ThemeSpread,
    /// The counts of cases that may be shown.
    pub shown: &'a ShownTables,
    /// For each theme, the statements that stand for it, without personal details.
    pub quotations: &'a [Vec<Quotation>],
    /// What was removed from everything under 分析/.
    pub removals: &'a Removals,
    /// What is hidden.
    pub policy: PrivacyPolicy,
}

/// The bytes of 会議資料.xlsx.
///
/// # Errors
/// [`WorkbookError`]: the writer refused, which no input should bring about.
pub fn council_workbook(material: &CouncilMaterial<'_>) -> Result<Vec<u8>, WorkbookError> {
    let issues = issue::issues(material);
    let looks = Looks::new();
    let mut workbook = new_workbook(DocProperties::new())?;
    let own: Vec<&CouncilIssue> =
        issues.iter().filter(|issue| issue.recurring).take(MOST_SHEETS).collect();
    issue_list::write(workbook.add_worksheet(), material, (&issues, own.len()), &looks)?;
    for (number, issue) in (1..).zip(&own) {
        process_sheet::write(workbook.add_worksheet(), material, (number, issue), &looks)?;
        logic_model::write(workbook.add_worksheet(), (number, issue), &looks)?;
        proposal::write(workbook.add_worksheet(), (number, issue), &looks)?;
    }
    privacy_page::write(workbook.add_worksheet(), material, &looks)?;
    Ok(workbook.save_to_buffer()?)
}
