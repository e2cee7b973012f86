//! 地域課題の確認.xlsx: every issue and every statement, with room for what people decide.
//!
//! Input → output: issues, statements and the register → the bytes of a workbook that, filled in
//! and saved, the next run reads. It quotes statements as they are and stands outside 分析/.

mod quotation_sheet;

use std::collections::{BTreeMap, BTreeSet};

use rust_xlsxwriter::{DataValidation, DocProperties, Formula, Worksheet, XlsxError};

use super::new_workbook::{WorkbookError, new_workbook};
use super::report_page::Looks;
use super::review_page::{HEADING_ROW, last_row, row_points, set_up_page, write_head};
use crate::analysis::quotation::Quotation;
use crate::analysis::recurring_issue::{Theme, ThemeOrigin};
use crate::config::issue_register::IssueRegister;
use crate::review::issue_review::{
    ISSUE_COLUMNS, ISSUES_SHEET, NAMES_SHEET, NO_ISSUE, STATEMENT_COLUMNS, STATEMENTS_SHEET, UNDO,
    YES,
};
use crate::text::statement_key;

const ISSUE_WIDTHS: [f64; 10] = [6.0, 24.0, 34.0, 8.0, 8.0, 8.0, 60.0, 26.0, 26.0, 14.0];
const STATEMENT_WIDTHS: [f64; 7] = [6.0, 66.0, 18.0, 14.0, 34.0, 24.0, 30.0];

const ISSUES_TITLE: &str = "地域課題の確認";
const ISSUES_NOTE: &str = "黄色い欄だけに記入し、保存してください。「新しい名前」で名前を変え、「統合先」でほかの課題にまとめ、\
     「課題ではない」に ○ を付けると外れます。次の実行で --review にこのファイルを渡すか、設定ファイルと同じフォルダーに置くと使われ、\
     ずっと覚えています。取り消すときは「元に戻す」を選びます。";
const STATEMENTS_TITLE: &str = "記述の確認";
const STATEMENTS_NOTE: &str = "ちがう課題に入っている記述は「移す先」を選んでください。一覧にない名前を書くと、新しい課題ができます\
     （課題を分けるときは、移す記述に同じ新しい名前を書きます）。同じ文の記述は 1 行にまとめてあります。";

/// A statement as the review shows it.
#[derive(Debug, Clone, Copy)]
pub struct ReviewedStatement<'a> {
    /// Its text.
    pub text: &'a str,
    /// The box it stood in, for people.
    pub field: &'a str,
    /// The fiscal year of its case.
    pub fiscal_year: Option<i32>,
    /// Its theme: an index into the themes.
    pub theme: Option<usize>,
}

/// What the workbook is made of.
#[derive(Debug, Clone, Copy)]
pub struct IssueReview<'a> {
    /// The themes, in their order.
    pub themes: &'a [Theme],
    /// For each theme, its most central statement.
    pub central: &'a [String],
    /// All statements, in the order of the cases.
    pub statements: &'a [ReviewedStatement<'a>],
    /// What is decided already.
    pub register: &'a IssueRegister,
    /// Names of the dictionary's issues by id.
    pub known: &'a BTreeMap<String, String>,
    /// For each theme, the statements that stand for it under 分析/.
    pub quotations: &'a [Vec<Quotation>],
}

impl IssueReview<'_> {
    /// The name an issue goes by.
    fn name(&self, id: &str) -> String {
        let registered = || self.register.issues.iter().find(|issue| issue.id == id);
        let given = self.register.names.get(id).or_else(|| self.known.get(id));
        given
            .cloned()
            .or_else(|| Some(registered()?.label.clone()))
            .unwrap_or_else(|| id.to_owned())
    }

    /// Ids of issues that stand on the list: those raised, and those that were joined or set aside.
    fn ids(&self) -> Vec<String> {
        let raised: Vec<String> = self.themes.iter().map(|theme| theme.theme_id.clone()).collect();
        let decided: BTreeSet<&String> =
            self.register.merged.keys().chain(&self.register.dismissed).collect();
        let rest = decided.into_iter().filter(|id| !raised.contains(id)).cloned();
        raised.iter().cloned().chain(rest).collect()
    }
}

/// The bytes of 地域課題の確認.xlsx.
///
/// # Errors
/// [`WorkbookError`]: the writer refused, which no input should bring about.
pub fn issue_review_workbook(review: &IssueReview<'_>) -> Result<Vec<u8>, WorkbookError> {
    let looks = Looks::new();
    let mut workbook = new_workbook(DocProperties::new())?;
    let ids = review.ids();
    let names: Vec<String> = ids.iter().map(|id| review.name(id)).collect();
    write_issues(workbook.add_worksheet(), review, &ids, &looks)?;
    write_statements(workbook.add_worksheet(), review, names.len(), &looks)?;
    quotation_sheet::write(workbook.add_worksheet(), review, &looks)?;
    let list = workbook.add_worksheet();
    list.set_name(NAMES_SHEET)?.set_hidden(true);
    for (row, name) in (0..).zip([UNDO, NO_ISSUE].into_iter().chain(names.iter().map(|n| &**n))) {
        list.write_string(row, 0, name)?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn write_issues(
    sheet: &mut Worksheet,
    review: &IssueReview<'_>,
    ids: &[String],
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.set_name(ISSUES_SHEET)?;
    write_head(sheet, (ISSUES_TITLE, ISSUES_NOTE), (&ISSUE_COLUMNS, &ISSUE_WIDTHS), looks)?;
    for (index, (row, id)) in (HEADING_ROW + 1..).zip(ids).enumerate() {
        let theme = review.themes.get(index);
        let register = review.register;
        let own_name = register.names.get(id).map_or("", String::as_str);
        let into = register.merged.get(id).map(|into| review.name(into)).unwrap_or_default();
        let none = if register.dismissed.contains(id) { YES } else { "" };
        let decided = !own_name.is_empty() || !into.is_empty() || !none.is_empty();
        let central = review.central.get(index).map_or("", String::as_str);
        let name = review.name(id);
        let texts = [
            (0, if decided { "済" } else { "" }),
            (1, id.as_str()),
            (2, name.as_str()),
            (3, theme.map_or("", |theme| origin(theme.origin))),
            (6, central),
        ];
        for (column, text) in texts {
            sheet.write_string_with_format(row, column, text, &looks.text)?;
        }
        for (column, count) in
            [(4, theme.map_or(0, |t| t.cases)), (5, theme.map_or(0, |t| t.statements))]
        {
            sheet.write_number_with_format(row, column, count, &looks.text)?;
        }
        for (column, answer) in [(7, own_name), (8, into.as_str()), (9, none)] {
            sheet.write_string_with_format(row, column, answer, &looks.answer)?;
        }
        sheet.set_row_height(row, row_points(&texts, &ISSUE_WIDTHS))?;
    }
    let last = last_row(ids.len());
    let choice = DataValidation::new().allow_list_strings(&[YES, UNDO])?;
    sheet.add_data_validation(HEADING_ROW + 1, 9, last, 9, &choice)?;
    sheet.add_data_validation(HEADING_ROW + 1, 8, last, 8, &names_list(ids.len(), true)?)?;
    set_up_page(sheet, last, 9)
}

fn write_statements(
    sheet: &mut Worksheet,
    review: &IssueReview<'_>,
    names: usize,
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.set_name(STATEMENTS_SHEET)?;
    let columns = (&STATEMENT_COLUMNS[..], &STATEMENT_WIDTHS[..]);
    write_head(sheet, (STATEMENTS_TITLE, STATEMENTS_NOTE), columns, looks)?;
    let rows = statement_rows(review);
    for (row, shown) in (HEADING_ROW + 1..).zip(&rows) {
        let moved = review.register.moved.get(&shown.key);
        let to = moved.map_or(String::new(), |moved| {
            moved.to.as_ref().map_or(NO_ISSUE.to_owned(), |to| review.name(to))
        });
        let theme = shown.theme.and_then(|theme| review.themes.get(theme));
        let texts = [
            (0, if moved.is_some() { "済" } else { "" }),
            (1, shown.text),
            (2, shown.field),
            (3, &*shown.years.iter().map(ToString::to_string).collect::<Vec<_>>().join("、")),
            (4, theme.map_or(NO_ISSUE, |theme| &theme.label)),
            (5, theme.map_or("", |theme| &theme.theme_id)),
        ];
        for (column, text) in texts {
            sheet.write_string_with_format(row, column, text, &looks.text)?;
        }
        sheet.write_string_with_format(row, 6, &to, &looks.answer)?;
        sheet.set_row_height(row, row_points(&texts, &STATEMENT_WIDTHS))?;
    }
    let last = last_row(rows.len());
    sheet.add_data_validation(HEADING_ROW + 1, 6, last, 6, &names_list(names, false)?)?;
    set_up_page(sheet, last, 6)
}

/// Statements of one text, together.
struct StatementRow<'a> {
    key: String,
    text: &'a str,
    field: &'a str,
    years: BTreeSet<i32>,
    theme: Option<usize>,
}

/// One row for each text: 未分類 first, then by theme, then by text.
fn statement_rows<'a>(review: &IssueReview<'a>) -> Vec<StatementRow<'a>> {
    let mut rows: BTreeMap<String, StatementRow<'a>> = BTreeMap::new();
    for statement in review.statements {
        let key = statement_key(statement.text);
        if key.is_empty() {
            continue;
        }
        let row = rows.entry(key.clone()).or_insert_with(|| StatementRow {
            key,
            text: statement.text,
            field: statement.field,
            years: BTreeSet::new(),
            theme: statement.theme,
        });
        row.years.extend(statement.fiscal_year);
    }
    let mut rows: Vec<StatementRow<'a>> = rows.into_values().collect();
    rows.sort_by_key(|row| row.theme);
    rows
}

/// The names on the hidden sheet as a drop-down; other names are taken where `strict` is not set.
fn names_list(names: usize, strict: bool) -> Result<DataValidation, XlsxError> {
    let range = format!("={NAMES_SHEET}!$A$1:$A${}", names + 2);
    let list = DataValidation::new().allow_list_formula(Formula::new(range));
    if strict {
        list.set_error_title("統合先")?.set_error_message("一覧から選んでください")
    } else {
        Ok(list.show_error_message(false))
    }
}

fn origin(origin: ThemeOrigin) -> &'static str {
    match origin {
        ThemeOrigin::Known => "辞書",
        ThemeOrigin::Own => "市",
        ThemeOrigin::New => "新",
    }
}
