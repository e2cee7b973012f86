//! 一緒に挙がる課題: issues that the same cases raise.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::figures::{decimals, thousandths, write as write_figure, write_formula};
use super::frame::{FIRST_ROW, Frame, begin, headings};
use super::{AnalysisMaterial, PAIRS};
use crate::analysis::theme_spread::{Association, ThemePair, Tier};
use crate::output::report_page::{Looks, highest, points, set_up};

const HEADINGS: [&str; 7] =
    ["地域課題", "もう一つの課題", "両方の事例", "偶然なら", "倍率", "q", "判定"];
const WIDTHS: [f64; 7] = [38.0, 38.0, 10.0, 10.0, 9.0, 9.0, 9.0];

/// Writes the sheet.
pub(super) fn write(
    sheet: &mut Worksheet,
    material: &AnalysisMaterial<'_>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let pairs = pairs(material);
    let note = format!(
        "2 つの地域課題の両方を挙げた事例を数えたものです。「偶然なら」は、互いに関わりなく挙がるとしたときの数です。\
         【確認】は誤りが 5％以下、【候補】は 20％以下と見込まれる組で、灰色はどちらでもないものです。両方の事例が {} 未満の組は示しません。",
        material.policy.smallest_count
    );
    let frame = Frame {
        name: PAIRS, title: "一緒に挙がる地域課題", note: &note, widths: &WIDTHS
    };
    begin(sheet, &frame, looks)?;
    set_up(sheet, false, 0);
    if pairs.is_empty() {
        sheet.write_string(FIRST_ROW, 0, "示せる組がありません（事例が少ないと示せません）。")?;
        return Ok(());
    }
    headings(sheet, FIRST_ROW, &HEADINGS, looks)?;
    for (row, pair) in (FIRST_ROW + 1..).zip(&pairs) {
        write_row(sheet, row, pair, (material, looks))?;
    }
    let last = FIRST_ROW + u32::try_from(pairs.len()).unwrap_or(u32::MAX);
    sheet.autofilter(FIRST_ROW, 0, last, 6)?;
    sheet.set_freeze_panes(FIRST_ROW + 1, 1)?;
    sheet.set_repeat_rows(FIRST_ROW, FIRST_ROW)?;
    Ok(())
}

/// The pairs that may be shown, the surest first.
pub(super) fn pairs<'a>(material: &AnalysisMaterial<'a>) -> Vec<&'a ThemePair> {
    let counted = |theme: usize| {
        material.shown.raised.get(theme).is_some_and(|of| of.of(None, None).is_some())
    };
    let shown = |pair: &&ThemePair| {
        let of = material.policy.shown(pair.association.cases);
        of.is_some_and(|cases| cases > 0) && counted(pair.theme) && counted(pair.other)
    };
    let mut pairs: Vec<&ThemePair> = material.spread.pairs.iter().filter(shown).collect();
    pairs.sort_by(|one, other| {
        let (one, other) = (one.association, other.association);
        let unsure = |of: Association| of.tier.is_none();
        (unsure(one), one.tier).cmp(&(unsure(other), other.tier)).then(one.p.total_cmp(&other.p))
    });
    pairs
}

fn write_row(
    sheet: &mut Worksheet,
    row: u32,
    pair: &ThemePair,
    (material, looks): (&AnalysisMaterial<'_>, &Looks),
) -> Result<(), XlsxError> {
    let of = pair.association;
    let base = if of.tier.is_some() { &looks.text } else { &looks.faint };
    let label = |theme: usize| material.themes.get(theme).map_or("", |theme| theme.label.as_str());
    let labels = [label(pair.theme), label(pair.other)];
    for (column, label) in (0..).zip(labels) {
        sheet.write_string_with_format(row, column, label, base)?;
    }
    sheet.set_row_height(row, highest(labels.map(|label| points(label, WIDTHS[0]))))?;
    write_figure(sheet, (row, 2), Some(f64::from(of.cases)), base)?;
    write_figure(sheet, (row, 3), Some(of.expected), &decimals(base))?;
    let times = format!("=IF(D{0}=0,\"―\",C{0}/D{0})", row + 1);
    write_formula(sheet, (row, 4), (times, of.lift), &decimals(base))?;
    write_figure(sheet, (row, 5), of.q, &thousandths(base))?;
    sheet.write_string_with_format(row, 6, of.tier.map_or("", Tier::as_str), base)?;
    Ok(())
}
