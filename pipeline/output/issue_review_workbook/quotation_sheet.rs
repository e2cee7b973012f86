//! The sheet 引用: what is quoted under 分析/, beside what was written, for a person to look at.

use rust_xlsxwriter::{DataValidation, Worksheet, XlsxError};

use super::IssueReview;
use crate::analysis::quotation::Quotation;
use crate::output::report_page::Looks;
use crate::output::review_page::{HEADING_ROW, last_row, row_points, set_up_page, write_head};
use crate::output::wording::detail_name;
use crate::review::issue_review::{KEEP_BACK, QUOTATION_COLUMNS, QUOTATIONS_SHEET, SHOW, UNDO};

const WIDTHS: [f64; 6] = [6.0, 30.0, 60.0, 60.0, 24.0, 14.0];
const TITLE: &str = "引用の確認";
const NOTE: &str = "「分析」に載せる文です。外に配る前に元の記述と見くらべ、「公開」で 公開可 か 公開不可 を選んでください。\
     公開不可にした記述は、次の実行から使いません。名前などを取り除くのは匿名化の支援で、保証ではありません。";

/// Writes the quotations that are used now, those not looked at first.
pub(super) fn write(
    sheet: &mut Worksheet,
    review: &IssueReview<'_>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.set_name(QUOTATIONS_SHEET)?;
    write_head(sheet, (TITLE, NOTE), (&QUOTATION_COLUMNS, &WIDTHS), looks)?;
    let of_themes = review.themes.iter().zip(review.quotations);
    let mut rows: Vec<(&str, &Quotation)> = of_themes
        .flat_map(|(theme, quoted)| quoted.iter().map(|one| (theme.label.as_str(), one)))
        .collect();
    rows.sort_by_key(|(_, quotation)| quotation.checked);
    for (row, (theme, quotation)) in (HEADING_ROW + 1..).zip(&rows) {
        let removed: Vec<String> = quotation
            .removed
            .iter()
            .map(|one| format!("{}「{}」", detail_name(one.detail), one.written))
            .collect();
        let removed = removed.join("、");
        let texts = [
            (0, if quotation.checked { "済" } else { "" }),
            (1, *theme),
            (2, quotation.text.as_str()),
            (3, quotation.original.as_str()),
            (4, removed.as_str()),
        ];
        for (column, text) in texts {
            sheet.write_string_with_format(row, column, text, &looks.text)?;
        }
        let answer = if quotation.checked { SHOW } else { "" };
        sheet.write_string_with_format(row, 5, answer, &looks.answer)?;
        sheet.set_row_height(row, row_points(&texts, &WIDTHS))?;
    }
    let last = last_row(rows.len());
    let choice = DataValidation::new()
        .allow_list_strings(&[SHOW, KEEP_BACK, UNDO])?
        .set_error_title("公開")?
        .set_error_message("一覧から選んでください")?;
    sheet.add_data_validation(HEADING_ROW + 1, 5, last, 5, &choice)?;
    set_up_page(sheet, last, 5)
}
