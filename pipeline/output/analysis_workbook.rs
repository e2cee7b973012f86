//! 分析/分析.xlsx: scores and issues for people who live in Excel.
//!
//! Input → output: statistics of scores and the spread of issues → the bytes of a workbook with
//! native charts and formulas. No sheet names a person; groups too small to be shown are left
//! out, and figures whose n does not carry them are grey and say so.

mod agreement;
mod answering;
mod changes;
mod comparisons;
mod differences;
mod figures;
mod findings;
mod frame;
mod issues;
mod method;
mod overview;
mod pairs;
mod reading;
mod relations;
mod reliability;
mod score_groups;
mod scores;
mod straight;

use rust_xlsxwriter::DocProperties;

use super::new_workbook::{WorkbookError, new_workbook};
use super::report_page::Looks;
use super::wording::without_brackets;
use crate::analysis::recurring_issue::Theme;
use crate::analysis::theme_spread::{ShownTables, ThemeSpread};
use crate::analysis::{Scale, ScaleKind, ScoreStatistics, ShownScores};
use crate::config::form_definition::ItemSet;
use crate::privacy::PrivacyPolicy;

/// The names of the sheets, for links between them.
const OVERVIEW: &str = "概要";
const SCORES: &str = "評価";
const RELIABILITY: &str = "信頼性";
const DIFFERENCES: &str = "群のちがい";
const CHANGES: &str = "年度の変化";
const ANSWERING: &str = "回答のようす";
const ISSUES: &str = "地域課題";
const RELATIONS: &str = "相関";
const PAIRS: &str = "一緒に挙がる課題";
const READING: &str = "読み取りの状況";
const METHOD: &str = "方法";

/// Characters of a name that is cut to a line.
const SHORT_NAME: usize = 18;

/// What the workbook is made of.
#[derive(Debug, Clone, Copy)]
pub struct AnalysisMaterial<'a> {
    /// The name of the city's meetings.
    pub title: &'a str,
    /// What the scores say.
    pub scores: &'a ScoreStatistics,
    /// The items of the form, for their wording.
    pub items: Option<&'a ItemSet>,
    /// The themes, in their order.
    pub themes: &'a [Theme],
    /// Their spread.
    pub spread: &'a ThemeSpread,
    /// The counts of cases that may be shown.
    pub shown: &'a ShownTables,
    /// The rows of the score summary that may be shown.
    pub shown_scores: &'a ShownScores,
    /// What was read: a name and a number each.
    pub read: &'a [(&'static str, usize)],
    /// What needs a look: kind of finding and how often.
    pub findings: &'a [(String, usize)],
    /// What is hidden.
    pub policy: PrivacyPolicy,
}

impl AnalysisMaterial<'_> {
    /// How much was read of something, as it may be shown.
    fn read_count(&self, count: usize) -> Option<u32> {
        self.policy.shown(u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// A scale's name for people: 1 …, the domain's, 総合.
    fn scale_name(&self, scale: &Scale) -> String {
        match scale.kind {
            ScaleKind::Item(item) => {
                let wording = self.items.and_then(|items| items.items.get(&item));
                let wording = wording.map_or("", |item| item.wording.as_str());
                format!("{} {wording}", item.get()).trim().to_owned()
            }
            ScaleKind::Domain => scale.name.to_string(),
            ScaleKind::Total => "総合".to_owned(),
        }
    }

    /// A scale's name in one line of a long table; in full it stands on 評価.
    fn short_name(&self, scale: &Scale) -> String {
        let said = without_brackets(&self.scale_name(scale));
        if said.chars().count() <= SHORT_NAME {
            return said;
        }
        said.chars().take(SHORT_NAME - 1).chain(['…']).collect()
    }
}

/// The bytes of 分析.xlsx.
///
/// # Errors
/// [`WorkbookError`]: the writer refused, which no input should bring about.
pub fn analysis_workbook(material: &AnalysisMaterial<'_>) -> Result<Vec<u8>, WorkbookError> {
    let looks = Looks::new();
    let mut workbook = new_workbook(DocProperties::new())?;
    overview::write(workbook.add_worksheet(), material, &looks)?;
    scores::write(workbook.add_worksheet(), material, &looks)?;
    reliability::write(workbook.add_worksheet(), material, &looks)?;
    differences::write(workbook.add_worksheet(), material, &looks)?;
    changes::write(workbook.add_worksheet(), material, &looks)?;
    answering::write(workbook.add_worksheet(), material, &looks)?;
    issues::write(workbook.add_worksheet(), material, &looks)?;
    relations::write(workbook.add_worksheet(), material, &looks)?;
    pairs::write(workbook.add_worksheet(), material, &looks)?;
    reading::write(workbook.add_worksheet(), material, &looks)?;
    method::write(workbook.add_worksheet(), material, &looks)?;
    Ok(workbook.save_to_buffer()?)
}
