//! 企画書: the blank proposal for a network, with the issue it answers.
//!
//! Source: 包括的・継続的ケアマネジメント支援ネットワークづくり企画書.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::issue::CouncilIssue;
use crate::output::report_page::{Looks, TO_FILL_IN, highest, points, set_up, set_widths};

const WIDTHS: [f64; 2] = [52.0, 52.0];
/// The boxes, top to bottom; two names share a row.
const BOXES: [(&str, Option<&str>, f64); 8] = [
    ("企画名", None, 34.0),
    ("目的", None, 70.0),
    ("内容", None, 110.0),
    ("提供できる資源", Some("協力してもらえる資源"), 90.0),
    ("活動開始（継続）のための課題", None, 90.0),
    ("提供・協力してほしい資源（期待可能性・予測できる困難）", None, 80.0),
    ("協力を得るためにしなければならないこと（具体的に）", None, 80.0),
    ("得られる効果", Some("まずはいつ頃までに何をするか"), 80.0),
];

/// Writes one issue's blank proposal.
pub(super) fn write(
    sheet: &mut Worksheet,
    (number, issue): (usize, &CouncilIssue<'_>),
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.set_name(issue.tab("企画書", number))?;
    set_widths(sheet, &WIDTHS)?;
    let title = "包括的・継続的ケアマネジメント支援ネットワークづくり企画書";
    sheet.write_string_with_format(0, 0, title, &looks.title)?;
    sheet.write_string_with_format(1, 0, format!("企画書No.　{TO_FILL_IN}"), &looks.blank)?;
    let by = format!("作成日・担当者名　{TO_FILL_IN}");
    sheet.write_string_with_format(1, 1, by, &looks.blank)?;
    let grounds = format!(
        "根拠となる地域課題: {}　{}\n求められた資源: {}",
        issue.label,
        issue.extent(),
        issue.asked_for()
    );
    sheet.merge_range(2, 0, 2, 1, &grounds, &looks.text)?;
    sheet.set_row_height(2, highest([points(&grounds, WIDTHS.iter().sum())]))?;
    for (row, (left, right, room)) in (3..).zip(BOXES) {
        let blank = |name: &str| format!("{name}\n{TO_FILL_IN}");
        if let Some(right) = right {
            sheet.write_string_with_format(row, 0, blank(left), &looks.blank)?;
            sheet.write_string_with_format(row, 1, blank(right), &looks.blank)?;
        } else {
            sheet.merge_range(row, 0, row, 1, &blank(left), &looks.blank)?;
        }
        sheet.set_row_height(row, room)?;
    }
    set_up(sheet, false, 1);
    Ok(())
}
