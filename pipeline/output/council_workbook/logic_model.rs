//! ロジックモデル: from how things are to how they should be, for one issue; only 現状 and its
//! grounds come from the data.
//!
//! Source: 課題解決ストーリー（ロジックモデル）【効果発現経路】 as councils use it.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::issue::CouncilIssue;
use super::process_sheet::facts;
use crate::output::report_page::{Looks, TO_FILL_IN, highest, points, set_up, set_widths};

const WIDTHS: [f64; 6] = [44.0, 18.0, 26.0, 26.0, 28.0, 24.0];
const STAGES: [(&str, &str); 6] = [
    ("仮説", "課題仮説"),
    ("インプット", "誰に"),
    ("アクティビティ（行動計画）", "どう働きかける"),
    ("アウトプット（実績）", "まずどうなって【直接の結果】"),
    ("アウトカム（変化・あるべき姿）", "何が変わる"),
    ("インパクト", "ありたい姿"),
];
const ROOM: f64 = 150.0;

/// Writes one issue's logic model.
pub(super) fn write(
    sheet: &mut Worksheet,
    (number, issue): (usize, &CouncilIssue<'_>),
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.set_name(issue.tab("ロジック", number))?;
    set_widths(sheet, &WIDTHS)?;
    let title = "課題解決ストーリー（ロジックモデル）【効果発現経路】";
    sheet.write_string_with_format(0, 0, title, &looks.title)?;
    let subject = format!("タイトル：{}　{TO_FILL_IN}", issue.label);
    sheet.merge_range(1, 0, 1, 5, &subject, &looks.blank)?;
    for (column, (stage, question)) in (0..).zip(STAGES) {
        sheet.write_string_with_format(2, column, stage, &looks.heading)?;
        sheet.write_string_with_format(3, column, question, &looks.heading)?;
    }
    let now = format!("■現状と根拠\n{}", facts(issue));
    let rows = [
        (now.as_str(), true),
        ("■課題\n［会議で記入］\n現状とありたい姿との差は何か", false),
        ("■真因\n［会議で記入］\nなぜそうなっているのか（②環境的要因と合わせる）", false),
    ];
    for (row, (text, known)) in (4..).zip(rows) {
        let look = if known { &looks.text } else { &looks.blank };
        sheet.write_string_with_format(row, 0, text, look)?;
        for column in 1..6 {
            sheet.write_string_with_format(row, column, TO_FILL_IN, &looks.blank)?;
        }
        sheet.set_row_height(row, highest([points(text, WIDTHS[0]), ROOM * 0.6]))?;
    }
    set_up(sheet, true, 1);
    Ok(())
}
