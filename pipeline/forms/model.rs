//! Form matches: which form a sheet is, which cells answer which field, where every cell went.
//!
//! This module holds data only.

use std::sync::Arc;

use serde::Serialize;

use crate::diagnostic::{Location, Wording};
use crate::grid::CellValue;
use crate::units::{CellAddress, ItemNumber, SourcePath};

/// The families of form (様式).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FormKind {
    /// 様式① 事例検討シート: one per case.
    CaseSheet,
    /// 様式② 振り返りシート: one per participant and case.
    Reflection,
    /// 様式③-1 振り返り とりまとめシート: one per case.
    CaseSummary,
    /// 様式③-2 とりまとめシート: one per year, a row per case.
    YearSummary,
}

/// A sheet recognised as a form, with its answers and its ledger.
#[derive(Debug, Clone)]
pub struct FormMatch {
    /// The file.
    pub source_path: SourcePath,
    /// The sheet's name.
    pub sheet: Arc<str>,
    /// The id of the form's definition.
    pub form_id: Arc<str>,
    /// The definition's version of the form, like `16項目`.
    pub version: Arc<str>,
    /// Its family.
    pub kind: FormKind,
    /// How sure recognition is, 0–1.
    pub confidence: f64,
    /// Why.
    pub reason: Wording,
    /// Answers outside tables, in the order of the sheet; empty answers are left out.
    pub answers: Vec<Answer>,
    /// Scored items outside tables (様式②), in the order of their numbers; all of the form's
    /// items that are on the sheet, also those without an answer.
    pub items: Vec<ScoredItem>,
    /// Rows of repeated tables that hold at least one answer, in the order of the sheet.
    pub rows: Vec<TableRow>,
    /// Every non-empty cell and every shape of the sheet, once.
    pub ledger: Vec<LedgerEntry>,
    /// Whether nobody filled anything in.
    pub blank: bool,
}

/// One answer to one field.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The field's id, like `held_on` or `regional_issue`.
    pub field: Arc<str>,
    /// The text as shown; lines of several cells are joined by a line break.
    pub text: String,
    /// The typed value where the answer is one cell; text otherwise.
    pub value: CellValue,
    /// The cells the answer stands in, sorted, at least one. The first is its provenance.
    pub cells: Vec<CellAddress>,
    /// For a choice: what the marks say. `None` when the field is no choice or the answer is typed.
    pub mark: Option<Mark>,
}

/// What the marks on a choice say.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// Nothing is marked.
    Unmarked,
    /// One option is marked.
    One {
        /// The option as the definition names it, like `4` or `男`.
        option: Arc<str>,
        /// How it is marked.
        method: MarkMethod,
    },
    /// It can be read two ways.
    Unclear {
        /// The picture in words, like 「楕円が 4 と 3 の間」.
        picture: Wording,
        /// The options that compete, best first.
        candidates: Vec<Arc<str>>,
    },
}

/// How an answer was given; the names are part of the output interface (`how`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkMethod {
    /// Typed as a number or word.
    Typed,
    /// Typed as ①–⑤.
    CircledDigit,
    /// A drawn oval or other outline.
    Oval,
    /// Bold, coloured, underlined, enlarged characters.
    Emphasis,
    /// A filled cell.
    FilledCell,
    /// ○, ✓, レ, ■ and the like.
    Mark,
    /// A form control (check box, option button).
    Control,
    /// Decided by a person on the review sheet.
    Review,
}

impl MarkMethod {
    /// The name in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Typed => "typed",
            Self::CircledDigit => "circled_digit",
            Self::Oval => "oval",
            Self::Emphasis => "emphasis",
            Self::FilledCell => "filled_cell",
            Self::Mark => "mark",
            Self::Control => "control",
            Self::Review => "review",
        }
    }
}

/// One scored item (評価項目) with what stands in its answer's place.
#[derive(Debug, Clone)]
pub struct ScoredItem {
    /// The item's number on the 16-item form.
    pub item: ItemNumber,
    /// The answer: typed text, or the marks on the printed options; `None` when the place is empty.
    pub answer: Option<Answer>,
    /// The reason (理由), if any.
    pub reason: Option<Answer>,
    /// The cell where the answer stands or would stand.
    pub cell: CellAddress,
}

/// One filled row of a repeated table.
#[derive(Debug, Clone)]
pub struct TableRow {
    /// The table's id, like `participants`, `cases`, `history`, `services`, `progress`.
    pub table: Arc<str>,
    /// 0-based among the filled rows of this table.
    pub index: usize,
    /// The row's first cell.
    pub cell: CellAddress,
    /// The answers of the row, by column.
    pub answers: Vec<Answer>,
    /// The scored items of the row (様式③-1: a participant's scores, ③-2: means).
    pub items: Vec<ScoredItem>,
    /// Whether the row is a mean row (平均) rather than an entry.
    pub is_mean: bool,
}

/// Where a non-empty cell or a shape went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Disposition {
    /// Printed by the form.
    Label,
    /// An answer.
    Value,
    /// Known and deliberately not used, like 合計.
    Ignored,
    /// Belongs to nothing: a diagnostic says so.
    Unread,
}

impl Disposition {
    /// The name in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Label => "label",
            Self::Value => "value",
            Self::Ignored => "ignored",
            Self::Unread => "unread",
        }
    }
}

/// What a ledger entry is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum LedgerMark {
    /// A non-empty cell.
    Cell,
    /// A drawn shape, by name.
    Shape(String),
}

/// One line of the ledger (読み取り台帳).
#[derive(Debug, Clone, PartialEq)]
pub struct LedgerEntry {
    /// File, sheet and cell (for a shape: the cell under its top left corner).
    pub location: Location,
    /// Cell or shape.
    pub mark: LedgerMark,
    /// The text as shown.
    pub text: String,
    /// Where it went.
    pub disposition: Disposition,
    /// The field it belongs to; `None` when it belongs to none.
    pub field: Option<Arc<str>>,
}
