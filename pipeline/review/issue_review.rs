//! Issue review (地域課題の確認): a filled-in 地域課題の確認.xlsx → what people decided about issues.
//!
//! Rows are known by the issue's id or the statement's text, not by their place, so that sorted
//! and filtered sheets still read. Names of issues are those the workbook itself shows.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use super::headed_rows::{HeadedRow, headed_rows};
use crate::config::issue_register::{IssueRegister, Move, RegisteredIssue};
use crate::diagnostic::{Checked, review as wording};
use crate::grid::Workbook;
use crate::text::statement_key;

/// The name of the workbook, in the results and beside the configuration.
pub const ISSUE_REVIEW_FILE: &str = "地域課題の確認.xlsx";
/// Its sheet of issues.
pub const ISSUES_SHEET: &str = "地域課題";
/// Its sheet of statements.
pub const STATEMENTS_SHEET: &str = "記述";
/// Its sheet of quotations.
pub const QUOTATIONS_SHEET: &str = "引用";
/// The sheet that the drop-downs take their names from.
pub const NAMES_SHEET: &str = "一覧";

/// Columns of the sheet of issues; the headings are how it is read again.
pub const ISSUE_COLUMNS: [&str; 10] = [
    "状態",
    "課題ID",
    "地域課題",
    "由来",
    "事例数",
    "記述数",
    "代表的な記述",
    "新しい名前",
    "統合先",
    "課題ではない",
];
/// Columns of the sheet of statements.
pub const STATEMENT_COLUMNS: [&str; 7] =
    ["状態", "記述", "欄", "年度", "いまの課題", "課題ID", "移す先"];

/// Columns of the sheet of quotations.
pub const QUOTATION_COLUMNS: [&str; 6] =
    ["状態", "地域課題", "分析に載せる文", "元の記述", "取り除いたもの", "公開"];

/// The answer that lets a quotation be shown.
pub const SHOW: &str = "公開可";
/// The answer that keeps a quotation back.
pub const KEEP_BACK: &str = "公開不可";
/// The answer that takes an earlier decision back.
pub const UNDO: &str = "元に戻す";
/// The answer that says: no issue.
pub const YES: &str = "○";
/// The answer that takes a statement out of every issue.
pub const NO_ISSUE: &str = "未分類";

/// Takes up the decisions of a filled-in workbook.
///
/// Input:  the workbook, the register so far, the ids of the dictionary's issues.
/// Output: the register with the decisions; a diagnostic for each that cannot be used.
#[must_use]
pub fn take_issue_decisions(
    workbook: &Workbook,
    register: IssueRegister,
    known: &BTreeSet<String>,
) -> Checked<IssueRegister> {
    let issues = headed_rows(workbook, ISSUES_SHEET, &["課題ID", "地域課題"]);
    let statements = headed_rows(workbook, STATEMENTS_SHEET, &["記述", "移す先"]);
    let quotations = headed_rows(workbook, QUOTATIONS_SHEET, &["元の記述", "公開"]);
    if issues.is_empty() && statements.is_empty() && quotations.is_empty() {
        let location = crate::diagnostic::Location::file(workbook.source_path.clone());
        return Checked { value: register, diagnostics: vec![wording::no_issue_review(location)] };
    }
    let names = issues.iter().map(|row| (row.text("地域課題"), row.text("課題ID"))).collect();
    let mut taking = Taking { register, known, names, diagnostics: Vec::new() };
    for row in &issues {
        taking.issue(row);
    }
    for row in &statements {
        taking.statement(row);
    }
    for row in &quotations {
        taking.quotation(row);
    }
    Checked { value: taking.register, diagnostics: taking.diagnostics }
}

/// Whether a workbook is a review of issues.
#[must_use]
pub fn is_issue_review(workbook: &Workbook) -> bool {
    !headed_rows(workbook, ISSUES_SHEET, &["課題ID", "新しい名前"]).is_empty()
        || !headed_rows(workbook, STATEMENTS_SHEET, &["記述", "移す先"]).is_empty()
}

struct Taking<'a> {
    register: IssueRegister,
    known: &'a BTreeSet<String>,
    /// Name → id, as the workbook shows them.
    names: BTreeMap<String, String>,
    diagnostics: Vec<crate::diagnostic::Diagnostic>,
}

impl Taking<'_> {
    fn issue(&mut self, row: &HeadedRow<'_>) {
        let id = row.text("課題ID");
        let decided = ["新しい名前", "統合先", "課題ではない"].map(|column| row.text(column));
        if decided.iter().all(String::is_empty) {
            return;
        }
        if !self.exists(&id) {
            self.diagnostics.push(wording::no_such_issue(row.location("課題ID"), &id));
            return;
        }
        let [name, into, none] = decided;
        if name == UNDO {
            self.register.names.remove(&id);
        } else if !name.is_empty() {
            self.register.names.insert(id.clone(), name);
            self.confirm(&id);
        }
        if into == UNDO {
            self.register.merged.remove(&id);
        } else if !into.is_empty() {
            let target = self.names.get(&into).filter(|target| self.exists(target)).cloned();
            let merged = target.is_some_and(|target| self.register.merge(&id, &target));
            if !merged {
                self.diagnostics.push(wording::cannot_merge(row.location("統合先"), &into));
            }
        }
        if none == UNDO {
            self.register.dismissed.remove(&id);
        } else if !none.is_empty() {
            self.register.dismissed.insert(id);
        }
    }

    fn statement(&mut self, row: &HeadedRow<'_>) {
        let (text, to) = (statement_key(&row.text("記述")), row.text("移す先"));
        if to.is_empty() || text.is_empty() {
            return;
        }
        if to == UNDO {
            self.register.moved.remove(&text);
            return;
        }
        // An earlier move knows where the statement came from at first.
        let earlier = self.register.moved.get(&text).and_then(|moved| moved.from.clone());
        let from = earlier.or_else(|| Some(row.text("課題ID")).filter(|id| !id.is_empty()));
        let to = (to != NO_ISSUE).then(|| self.issue_named(&to));
        if let Some(to) = &to {
            self.confirm(to);
        }
        self.register.moved.insert(text, Move { from, to });
    }

    fn quotation(&mut self, row: &HeadedRow<'_>) {
        let (text, answer) = (statement_key(&row.text("元の記述")), row.text("公開"));
        if text.is_empty() || answer.is_empty() {
            return;
        }
        match answer.as_str() {
            SHOW => drop(self.register.quotable.insert(text, true)),
            KEEP_BACK => drop(self.register.quotable.insert(text, false)),
            UNDO => drop(self.register.quotable.remove(&text)),
            other => {
                self.diagnostics
                    .push(wording::no_such_quotation_answer(row.location("公開"), other));
            }
        }
    }

    /// The issue of a name; a name that nobody knows makes one (分割).
    fn issue_named(&mut self, name: &str) -> String {
        if let Some(id) = self.names.get(name).filter(|id| self.exists(id)) {
            return id.clone();
        }
        let digest = Sha256::digest(name.as_bytes());
        let number = digest.first_chunk().copied().map_or(0, u32::from_be_bytes);
        let id = format!("own_{number:08x}");
        if self.register.issues.iter().all(|issue| issue.id != id) {
            self.register.issues.push(RegisteredIssue {
                id: id.clone(),
                label: name.to_owned(),
                by_person: true,
                terms: Vec::new(),
                anchors: Vec::new(),
            });
        }
        self.names.insert(name.to_owned(), id.clone());
        id
    }

    /// An issue that a person named or fed is no mere finding any more.
    fn confirm(&mut self, id: &str) {
        for issue in self.register.issues.iter_mut().filter(|issue| issue.id == id) {
            issue.by_person = true;
        }
    }

    fn exists(&self, id: &str) -> bool {
        self.known.contains(id) || self.register.issues.iter().any(|issue| issue.id == id)
    }
}
