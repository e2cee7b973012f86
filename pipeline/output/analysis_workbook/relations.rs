//! 相関: which issues go with low scores on which items, and which issues come together.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::figures::{decimals, write as write_figure};
use super::frame::back;
use super::{AnalysisMaterial, RELATIONS};
use crate::analysis::ScoreIssue;
use crate::output::report_page::{Looks, highest, points, set_up, set_widths};

const SCORE_HEADINGS: [&str; 9] = [
    "地域課題",
    "項目",
    "挙げた会議",
    "挙げない会議",
    "差（点）",
    "区間 下",
    "区間 上",
    "効果量 g",
    "q（BH）",
];
const PAIR_HEADINGS: [&str; 7] =
    ["地域課題", "もう一つの課題", "両方の事例", "偶然なら", "リフト", "q（BH）", "判定"];
const HEADING_ROW: u32 = 3;

/// Writes the sheet.
pub(super) fn write(
    sheet: &mut Worksheet,
    material: &AnalysisMaterial<'_>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.set_name(RELATIONS)?;
    set_widths(sheet, &[38.0, 38.0, 11.0, 12.0, 10.0, 9.0, 9.0, 9.0, 9.0])?;
    sheet.write_string_with_format(0, 0, "評価と地域課題", &looks.title)?;
    let note = "地域課題の挙がった会議と挙がらない会議で、項目の平均をくらべたものです。差が負なら、課題の挙がる会議で評価が低いことを示します。\
                関係があることは、原因であることを意味しません。";
    sheet.merge_range(1, 0, 1, 8, note, &looks.note)?;
    back(sheet, 2, looks)?;
    for (column, heading) in (0..).zip(SCORE_HEADINGS) {
        sheet.write_string_with_format(HEADING_ROW, column, heading, &looks.heading)?;
    }
    let mut row = HEADING_ROW + 1;
    let least = material.policy.smallest_count;
    let shown = |one: &&ScoreIssue| one.n_with.min(one.n_without) >= least;
    for one in material.scores.issues.iter().filter(shown) {
        let Ok(found) = &one.comparison else { continue };
        let theme = material.themes.iter().find(|theme| theme.theme_id == one.theme_id);
        sheet.write_string_with_format(row, 0, theme.map_or("", |t| &t.label), &looks.text)?;
        let item = material
            .scores
            .scales
            .iter()
            .find(|scale| scale.kind == crate::analysis::ScaleKind::Item(one.item));
        let item = item.map(|scale| material.scale_name(scale)).unwrap_or_default();
        sheet.write_string_with_format(row, 1, &item, &looks.text)?;
        sheet.set_row_height(row, highest([points(&item, 38.0), 18.0]))?;
        write_figure(sheet, (row, 2), Some(f64::from(one.n_with)), &looks.number)?;
        write_figure(sheet, (row, 3), Some(f64::from(one.n_without)), &looks.number)?;
        let parts = [found.difference, found.interval.low, found.interval.high, found.hedges_g];
        for (column, value) in (4..).zip(parts.into_iter().chain([found.adjusted])) {
            write_figure(sheet, (row, column), Some(value), &decimals(&looks.text))?;
        }
        row += 1;
    }
    let withheld = material.scores.issues.len() - count(row - HEADING_ROW - 1);
    let withheld = format!(
        "n が少ないため示さない組: {withheld}（会議の数は data の score_issues にあります）"
    );
    let bottom = row.max(HEADING_ROW + 2) - 1;
    sheet.autofilter(HEADING_ROW, 0, bottom, 8)?;
    sheet.set_freeze_panes(HEADING_ROW + 1, 2)?;
    sheet.write_string_with_format(bottom + 1, 0, withheld, &looks.faint)?;
    pairs(sheet, bottom + 4, material, looks)?;
    set_up(sheet, true, 0);
    Ok(())
}

fn count(rows: u32) -> usize {
    usize::try_from(rows).unwrap_or_default()
}

/// Issues that come together in enough cases to be shown.
fn pairs(
    sheet: &mut Worksheet,
    at: u32,
    material: &AnalysisMaterial<'_>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(at, 0, "一緒に挙がる地域課題", &looks.title)?;
    for (column, heading) in (0..).zip(PAIR_HEADINGS) {
        sheet.write_string_with_format(at + 1, column, heading, &looks.heading)?;
    }
    let label = |theme: usize| material.themes.get(theme).map_or("", |theme| theme.label.as_str());
    let least = material.policy.smallest_count;
    let shown = material.spread.pairs.iter().filter(|pair| pair.association.cases >= least);
    for (row, pair) in (at + 2..).zip(shown) {
        let of = pair.association;
        sheet.write_string_with_format(row, 0, label(pair.theme), &looks.text)?;
        sheet.write_string_with_format(row, 1, label(pair.other), &looks.text)?;
        write_figure(sheet, (row, 2), Some(f64::from(of.cases)), &looks.number)?;
        let number = decimals(&looks.text);
        for (column, value) in (3..).zip([Some(of.expected), of.lift, of.q]) {
            write_figure(sheet, (row, column), value, &number)?;
        }
        sheet.write_string_with_format(
            row,
            6,
            of.tier.map_or("", |t| t.as_str()),
            &looks.number,
        )?;
    }
    Ok(())
}
