//! The page 地域課題一覧: every issue on a line, those that recur first.

use rust_xlsxwriter::{Url, Worksheet, XlsxError};

use super::CouncilMaterial;
use super::issue::CouncilIssue;
use crate::output::report_page::{Looks, highest, points, set_up, set_widths, shown};

const HEADINGS: [&str; 9] = [
    "順",
    "地域課題",
    "挙げた事例",
    "エリア",
    "初めて挙がった年度",
    "年度ごと",
    "確かに言えること",
    "代表的な声",
    "あわせて求められた資源",
];
const WIDTHS: [f64; 9] = [5.0, 24.0, 20.0, 22.0, 12.0, 18.0, 26.0, 44.0, 22.0];
const HEADING_ROW: u32 = 3;
const QUOTED: usize = 2;

/// Writes the list; the first `own` issues link to their own sheets.
pub(super) fn write(
    sheet: &mut Worksheet,
    material: &CouncilMaterial<'_>,
    (issues, own): (&[CouncilIssue<'_>], usize),
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.set_name("地域課題一覧")?;
    set_widths(sheet, &WIDTHS)?;
    let title = format!("地域課題一覧　{}", material.title);
    sheet.write_string_with_format(0, 0, title, &looks.title)?;
    sheet.merge_range(1, 0, 1, 8, &note(material), &looks.note)?;
    sheet.set_row_height(1, points(&note(material), WIDTHS.iter().sum()))?;
    for (column, heading) in (0..).zip(HEADINGS) {
        sheet.write_string_with_format(HEADING_ROW, column, heading, &looks.heading)?;
    }
    let heights = HEADINGS.iter().zip(WIDTHS).map(|(heading, width)| points(heading, width));
    sheet.set_row_height(HEADING_ROW, highest(heights))?;
    for (number, issue) in (1..).zip(issues) {
        write_row(sheet, (number, issue), number <= own, looks)?;
    }
    if issues.is_empty() {
        let none = "地域課題に当たる記述はありませんでした。";
        sheet.write_string_with_format(HEADING_ROW + 1, 1, none, &looks.text)?;
    }
    let last = HEADING_ROW + u32::try_from(issues.len().max(1)).unwrap_or(1);
    sheet.autofilter(HEADING_ROW, 0, last, 8)?;
    sheet.set_freeze_panes(HEADING_ROW + 1, 2)?;
    sheet.set_repeat_rows(HEADING_ROW, HEADING_ROW)?;
    set_up(sheet, true, 0);
    Ok(())
}

fn note(material: &CouncilMaterial<'_>) -> String {
    format!(
        "事例 {} 件の記述から。「挙げた事例」は、とりまとめに書かれたか、参加者 2 人以上（発言者が少なければ全員）が挙げた事例です。\
         ●は 2 年度のうちに 3 事例以上で繰り返し挙がった課題で、多いものから {} 件に整理票・ロジックモデル・企画書を付けています（順の数字から開けます）。\
         {} 未満の事例数は「＊」で隠しています。「確認」は誤りが 5％以下、「候補」は 20％以下と見込まれる言い方です。",
        shown(material.shown.speaking.of(None, None)),
        super::MOST_SHEETS,
        material.policy.smallest_count
    )
}

fn write_row(
    sheet: &mut Worksheet,
    (number, issue): (usize, &CouncilIssue<'_>),
    linked: bool,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let row = HEADING_ROW + u32::try_from(number).unwrap_or(u32::MAX);
    let mark = if issue.recurring { "●" } else { "" };
    let label = format!("{mark}{}{}", issue.label, if issue.is_new { "［新］" } else { "" });
    let claims = issue.claims.join("\n");
    let texts = [
        (2, issue.extent()),
        (3, issue.where_raised()),
        (4, issue.since.map(|year| format!("{year}年度")).unwrap_or_default()),
        (5, issue.by_year().replace('、', "\n")),
        (6, claims),
        (7, issue.quoted(QUOTED)),
        (8, issue.asked_for()),
    ];
    sheet.write_string_with_format(row, 1, &label, &looks.text)?;
    // The number is the link: a long name behind an address is cut off by some office suites.
    if linked {
        let tab = issue.tab("整理票", number);
        let url = Url::new(format!("internal:'{tab}'!A1")).set_text(number.to_string());
        sheet.write_url_with_format(row, 0, url, &looks.link)?;
    } else {
        sheet.write_string_with_format(row, 0, number.to_string(), &looks.number)?;
    }
    let width = |column: u16| WIDTHS.get(usize::from(column)).copied().unwrap_or_default();
    let heights = texts.iter().map(|(column, text)| points(text, width(*column)));
    sheet.set_row_height(row, highest(heights.chain([points(&label, width(1))])))?;
    for (column, text) in &texts {
        let faint = *column == 2 && issue.share.is_none();
        let look = if faint { &looks.faint } else { &looks.text };
        sheet.write_string_with_format(row, *column, text, look)?;
    }
    Ok(())
}
