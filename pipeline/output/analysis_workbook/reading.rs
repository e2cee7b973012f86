//! 読み取りの状況: what was read and what was not.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::figures::write_count;
use super::frame::back;
use super::{AnalysisMaterial, READING};
use crate::output::report_page::{Looks, set_up, set_widths};

/// What was read.
const READ: &str = "読み取ったもの";

/// Writes the sheet.
pub(super) fn write(
    sheet: &mut Worksheet,
    material: &AnalysisMaterial<'_>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.set_name(READING)?;
    set_widths(sheet, &[44.0, 12.0])?;
    sheet.write_string_with_format(0, 0, "読み取りの状況", &looks.title)?;
    back(sheet, 1, looks)?;
    let mut row = 3;
    for (heading, rows) in [
        (READ, material.read.iter().map(|(n, c)| ((*n).to_owned(), *c)).collect()),
        ("確認が必要なもの・お知らせ", material.findings.to_vec()),
    ] {
        let rows: Vec<(String, usize)> = rows;
        sheet.write_string_with_format(row, 0, heading, &looks.heading)?;
        sheet.write_string_with_format(row, 1, "件数", &looks.heading)?;
        row += 1;
        if rows.is_empty() {
            sheet.write_string_with_format(row, 0, "ありません", &looks.text)?;
            row += 1;
        }
        for (name, count) in rows {
            sheet.write_string_with_format(row, 0, name, &looks.text)?;
            // Findings are no cases.
            let shown =
                if heading == READ { material.read_count(count) } else { count.try_into().ok() };
            write_count(sheet, (row, 1), shown, &looks.number)?;
            row += 1;
        }
        row += 1;
    }
    let note = "どのファイルのどのセルかは、data フォルダーの diagnostics と ledger にあります。";
    sheet.write_string_with_format(row, 0, note, &looks.note)?;
    set_up(sheet, false, 1);
    Ok(())
}
