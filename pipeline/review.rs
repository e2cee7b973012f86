//! Review (確認): what a person should decide → one sheet, and its answers → the next run.
//!
//! Input → output: form matches and diagnostics → questions; a filled-in review sheet → decisions
//! applied to the matches before values are typed. This stage must not decide anything itself.

/// Decisions applied to form matches.
mod apply;
/// Decisions read from a filled-in review sheet.
mod decision;
/// Rows known by their headings.
mod headed_rows;
/// What people decided about issues.
pub mod issue_review;
/// Questions from diagnostics.
mod question;

pub use apply::apply;
pub use decision::{Decision, read_decisions};
pub use issue_review::{ISSUE_REVIEW_FILE, is_issue_review, take_issue_decisions};
pub use question::{Question, questions};

use std::sync::Arc;

use crate::forms::{Answer, FormMatch, Mark, ScoredItem};
use crate::units::{CellAddress, ItemNumber};

/// The name of the review workbook, in the results and beside the configuration.
pub const REVIEW_FILE: &str = "確認.xlsx";
/// The name of its sheet.
pub const REVIEW_SHEET: &str = "確認";
/// The answer that says: the person did not answer, leave it empty.
pub const NO_ANSWER: &str = "無回答";

/// The columns of the review sheet, in order; the headings are how it is read again.
pub const REVIEW_COLUMNS: [&str; 10] = [
    "番号",
    "状態",
    "ファイル",
    "シート",
    "セル",
    "欄",
    "見えたもの",
    "決められないわけ",
    "答え",
    "答えの理由（任意）",
];

/// A place on a recognised sheet that a question can be about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Subject {
    /// A scored item, in a row of a table or not.
    Item(ItemNumber),
    /// A field or a table's column.
    Field(Arc<str>),
}

/// What stands at a cell of a match: the subject and what is seen there, in words.
pub(crate) fn at(found: &FormMatch, cell: CellAddress) -> Option<(Subject, String)> {
    // Means follow from scores: nobody decides them.
    let rows = found.rows.iter().filter(|row| !row.is_mean);
    let items = found.items.iter().chain(rows.flat_map(|row| &row.items));
    let item = items.into_iter().find(|item| stands_at(item, cell));
    if let Some(item) = item {
        let seen = item.answer.as_ref().map(seen).unwrap_or_default();
        return Some((Subject::Item(item.item), seen));
    }
    let answers = found.answers.iter().chain(found.rows.iter().flat_map(|row| &row.answers));
    let answer = answers.into_iter().find(|answer| answer.cells.contains(&cell))?;
    Some((Subject::Field(answer.field.clone()), seen(answer)))
}

fn stands_at(item: &ScoredItem, cell: CellAddress) -> bool {
    item.cell == cell || item.answer.as_ref().is_some_and(|answer| answer.cells.contains(&cell))
}

/// An answer in words: its text, and the marks as a picture.
pub(crate) fn seen(answer: &Answer) -> String {
    let text = answer.text.trim();
    match &answer.mark {
        Some(Mark::Unclear { picture, .. }) => format!("{text}（{}）", picture.japanese),
        _ => text.to_owned(),
    }
}
