//! プロセス整理票: the handbook's six steps for one issue, the first from the data.
//!
//! Source: 包括的・継続的ケアマネジメント支援業務 handbook, プロセス整理票.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::CouncilMaterial;
use super::issue::CouncilIssue;
use crate::output::report_page::{Looks, TO_FILL_IN, highest, points, set_up, set_widths};

/// The steps, with what belongs to each.
const STEPS: [(&str, &str); 6] = [
    ("①地域の現状把握", ""),
    (
        "②環境的要因の抽出",
        "支援システム・圏域設定・地域住民の意識・支援者の知識や技術のどこに要因があるか",
    ),
    ("③目的・目標の設定", "何のために、いつまでに、どうなっていればよいか"),
    ("④手法の選択", "会議・研修・連絡会・仕組みづくりなど、どの手法をとるか"),
    ("⑤センターの役割の選択", "センターは何をし、誰に何を頼むか"),
    ("⑥取組の効果の確認", "何を見て、いつ、効果を確かめるか"),
];
/// Three steps side by side.
const WIDTH: f64 = 46.0;
const AGREEMENT: &str = "【合意形成のプロセス】";
const QUOTED: usize = 3;
/// Room to write in by hand, in points.
const ROOM: f64 = 150.0;
const AGREEMENT_ROOM: f64 = 70.0;

/// Writes one issue's process sheet.
pub(super) fn write(
    sheet: &mut Worksheet,
    material: &CouncilMaterial<'_>,
    (number, issue): (usize, &CouncilIssue<'_>),
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.set_name(issue.tab("整理票", number))?;
    set_widths(sheet, &[WIDTH; 3])?;
    let title = "「包括的・継続的ケアマネジメント支援業務」のプロセス整理票";
    sheet.write_string_with_format(0, 0, title, &looks.title)?;
    let place = format!("市区町村名（圏域・センター名）　{}　{TO_FILL_IN}", material.title);
    sheet.merge_range(1, 0, 1, 2, &place, &looks.blank)?;
    sheet.merge_range(2, 0, 2, 2, &format!("地域課題　{}", issue.label), &looks.text)?;
    sheet.merge_range(3, 0, 3, 2, &format!("取組概要　{TO_FILL_IN}"), &looks.blank)?;
    let facts = facts(issue);
    for (half, steps) in STEPS.chunks(3).enumerate() {
        let top = 4 + 3 * u32::try_from(half).unwrap_or_default();
        for (column, (step, question)) in (0..).zip(steps) {
            sheet.write_string_with_format(top, column, *step, &looks.heading)?;
            let first = half == 0 && column == 0;
            let (text, look) = if first {
                (facts.clone(), &looks.text)
            } else {
                (format!("{TO_FILL_IN}\n{question}"), &looks.blank)
            };
            sheet.write_string_with_format(top + 1, column, text, look)?;
            let agreed = format!("{AGREEMENT}\n{TO_FILL_IN}");
            sheet.write_string_with_format(top + 2, column, agreed, &looks.blank)?;
        }
        let needed = if half == 0 { points(&facts, WIDTH) } else { 0.0 };
        sheet.set_row_height(top + 1, highest([needed, ROOM]))?;
        sheet.set_row_height(top + 2, AGREEMENT_ROOM)?;
    }
    set_up(sheet, true, 1);
    Ok(())
}

/// What the data say of the issue as it is now, each with its cases.
pub(super) fn facts(issue: &CouncilIssue<'_>) -> String {
    let mut lines =
        vec![format!("【ケアマネジメント支援会議から】\n・挙げた事例: {}", issue.extent())];
    let parts = [
        ("・エリア別: ", issue.where_raised()),
        ("・年度別: ", issue.by_year()),
        ("・言えること: ", issue.claims.join("；")),
        ("・あわせて求められた資源: ", issue.asked_for()),
    ];
    lines.extend(
        parts
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(head, text)| head.to_owned() + &text),
    );
    let quoted = issue.quoted(QUOTED);
    if !quoted.is_empty() {
        lines.push(format!("【声】\n{quoted}"));
    }
    lines.push(format!("【行政統計・相談内容・住民の困りごと・既存事業】\n{TO_FILL_IN}"));
    lines.join("\n")
}
