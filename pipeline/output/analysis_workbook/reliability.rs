//! 信頼性: how well the items of a domain measure one thing, and each item's part in it; below,
//! what `agreement` writes.

use std::collections::BTreeMap;

use rust_xlsxwriter::{
    Chart, ChartErrorBars, ChartErrorBarsType, ChartLegendPosition, ChartRange, ChartType,
    ConditionalFormatCell, ConditionalFormatCellRule, Format, Worksheet, XlsxError,
};

use super::figures::{
    decimals, reason, write as write_figure, write_count, write_formula, write_or_why,
    write_text_formula,
};
use super::frame::{FIRST_ROW, Frame, begin, headings};
use super::{AnalysisMaterial, RELIABILITY, agreement};
use crate::analysis::{Interval, ItemReliability, Reliability, ScaleKind, Withheld};
use crate::output::report_page::{Looks, highest, points, set_up};
use crate::units::ItemNumber;

pub(super) const WIDTHS: [f64; 13] =
    [60.0, 18.0, 8.0, 8.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 28.0];
const SCALE_HEADINGS: [&str; 13] = [
    "尺度",
    "項目の数",
    "n",
    "会議",
    "α",
    "α の区間 下",
    "α の区間 上",
    "会議を引く 下",
    "会議を引く 上",
    "ω",
    "ω の区間 下",
    "ω の区間 上",
    "目安・示さない理由",
];
const ITEM_HEADINGS: [&str; 10] = [
    "項目",
    "領域",
    "領域の n",
    "他項目との相関",
    "除いたときの α",
    "α の変化",
    "全項目の n",
    "他項目との相関",
    "除いたときの α",
    "α の変化",
];
/// From which α on a scale is taken to be consistent.
///
/// Source: Terwee et al. (2007), Journal of Clinical Epidemiology 60, 34–42.
pub(super) const CONSISTENT: f64 = 0.7;
/// Below which correlation an item hardly goes with the others.
///
/// Source: Nunnally and Bernstein, Psychometric Theory (3rd ed. 1994), 8.
const LOOSE: f64 = 0.3;
/// Distances from α to the ends of its interval: they only feed the chart.
const DISTANCES: u16 = 14;
const CHART_ROWS: u32 = 15;

/// Writes the sheet.
pub(super) fn write(
    sheet: &mut Worksheet,
    material: &AnalysisMaterial<'_>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let frame = Frame {
        name: RELIABILITY,
        title: "信頼性（領域の項目は同じものを測っているか）",
        note: "α と ω は、領域の項目の答えがどれだけそろって動くかです（1 に近いほど一貫、0.7 以上が目安）。n は全項目に答えた人です。\
               「会議を引く」区間は会議を単位に引き直したもので、同じ会議の人が独立ではないことを見込みます。\
               そろっていることは、測りたいものを測れていることを意味しません。",
        widths: &WIDTHS,
    };
    begin(sheet, &frame, looks)?;
    set_up(sheet, true, 0);
    sheet.set_freeze_panes(1, 1)?;
    let scores = material.scores;
    if scores.reliability.iter().all(|one| one.n == 0) {
        sheet.write_string(FIRST_ROW, 0, "全項目に答えた人がいないため、示しません。")?;
        return Ok(());
    }
    headings(sheet, FIRST_ROW, &SCALE_HEADINGS, looks)?;
    let mut row = FIRST_ROW + 1;
    for of in &scores.reliability {
        write_scale(sheet, row, of, (material, looks))?;
        row += 1;
    }
    let mut breaks = Vec::new();
    if scores.reliability.iter().any(|of| of.alpha.is_ok()) {
        let below = scores.reliability.iter().any(|of| of.alpha.is_ok_and(|of| of.value < 0.0));
        chart(sheet, row + 1, (FIRST_ROW + 1, row - 1, below))?;
        row += CHART_ROWS + 1;
    }
    breaks.push(row + 1);
    row = items(sheet, row + 1, (material, looks))?;
    breaks.push(row + 1);
    row = agreement::write(sheet, row + 1, (material, looks))?;
    sheet.set_page_breaks(&breaks)?;
    sheet.set_print_area(0, 0, row, 12)?;
    Ok(())
}

pub(super) fn low(interval: Option<Interval>) -> Option<f64> {
    interval.map(|interval| interval.low)
}

pub(super) fn high(interval: Option<Interval>) -> Option<f64> {
    interval.map(|interval| interval.high)
}

fn write_scale(
    sheet: &mut Worksheet,
    row: u32,
    of: &Reliability,
    (material, looks): (&AnalysisMaterial<'_>, &Looks),
) -> Result<(), XlsxError> {
    let policy = material.policy;
    let base = if of.alpha.is_ok() { &looks.text } else { &looks.faint };
    let number = decimals(base);
    let around = (&number, looks, policy);
    sheet.write_string_with_format(row, 0, material.scale_name(&of.scale), base)?;
    write_count(sheet, (row, 1), u32::try_from(of.scale.items.len()).ok(), base)?;
    write_count(sheet, (row, 2), policy.shown(of.n), base)?;
    write_count(sheet, (row, 3), policy.shown(of.meetings), base)?;
    write_or_why(sheet, (row, 4), of.alpha.map(|alpha| alpha.value), around)?;
    let alpha = of.alpha.ok();
    let drawn = alpha.and_then(|alpha| alpha.meetings_interval);
    let exact = alpha.map(|alpha| alpha.interval);
    for (column, value) in (5..).zip([low(exact), high(exact), low(drawn), high(drawn)]) {
        write_figure(sheet, (row, column), value, &number)?;
    }
    write_or_why(sheet, (row, 9), of.omega.map(|omega| omega.value), around)?;
    let omega = of.omega.ok().and_then(|omega| omega.meetings_interval);
    write_figure(sheet, (row, 10), low(omega), &number)?;
    write_figure(sheet, (row, 11), high(omega), &number)?;
    let Some(alpha) = alpha else {
        let why = of.alpha.err().map_or(String::new(), |why| reason(why, policy));
        sheet.write_string_with_format(row, 12, &why, base)?;
        sheet.set_row_height(row, points(&why, WIDTHS[12]))?;
        return Ok(());
    };
    let line = row + 1;
    let [enough, less] = ["目安の 0.7 以上", "目安の 0.7 未満"];
    let said = format!("=IF(E{line}>={CONSISTENT},\"{enough}\",\"{less}\")");
    let verdict = if alpha.value >= CONSISTENT { enough } else { less };
    write_text_formula(sheet, (row, 12), (said, verdict), base)?;
    if let Some(drawn) = drawn {
        let below = (format!("=E{line}-H{line}"), Some(alpha.value - drawn.low));
        let above = (format!("=I{line}-E{line}"), Some(drawn.high - alpha.value));
        write_formula(sheet, (row, DISTANCES), below, &number)?;
        write_formula(sheet, (row, DISTANCES + 1), above, &number)?;
    }
    Ok(())
}

/// α with its interval, and ω beside it; from 0 on, unless some α lies below.
fn chart(
    sheet: &mut Worksheet,
    at: u32,
    (first, last, below): (u32, u32, bool),
) -> Result<(), XlsxError> {
    for (column, name) in (DISTANCES..).zip(["下へ", "上へ"]) {
        sheet.write_string(FIRST_ROW, column, name)?;
    }
    let range = |column| ChartRange::new_from_range(RELIABILITY, first, column, last, column);
    let mut bars = ChartErrorBars::new();
    bars.set_type(ChartErrorBarsType::Custom(range(DISTANCES + 1), range(DISTANCES)));
    let mut chart = Chart::new(ChartType::Column);
    for (column, colour, bars) in [(4, "0571B0", Some(&bars)), (9, "92C5DE", None)] {
        let series = chart
            .add_series()
            .set_name((RELIABILITY, FIRST_ROW, column))
            .set_categories((RELIABILITY, first, 0, last, 0))
            .set_values((RELIABILITY, first, column, last, column))
            .set_format(rust_xlsxwriter::ChartSolidFill::new().set_color(colour))
            .set_gap(80);
        if let Some(bars) = bars {
            series.set_y_error_bars(bars);
        }
    }
    chart.title().set_name("信頼性の係数（縦線は、会議を引き直した α の 95％区間）");
    chart.y_axis().set_max(1).set_num_format("0.0");
    if !below {
        chart.y_axis().set_min(0);
    }
    chart.x_axis().set_label_position(rust_xlsxwriter::ChartAxisLabelPosition::Low);
    chart.legend().set_position(ChartLegendPosition::Bottom);
    chart.set_width(1080).set_height((CHART_ROWS - 1) * 20);
    chart.set_alt_text("尺度ごとの α と ω の棒グラフ。数値は上の表にあります。");
    sheet.insert_chart(at, 0, &chart)?;
    Ok(())
}

/// An item's part in its domain and in all items.
type Parts<'a> = (Option<&'a ItemReliability>, Option<&'a ItemReliability>);

/// Each item's part; the row below the table.
fn items(
    sheet: &mut Worksheet,
    at: u32,
    (material, looks): (&AnalysisMaterial<'_>, &Looks),
) -> Result<u32, XlsxError> {
    sheet.write_string_with_format(at, 0, "項目ごとの信頼性", &looks.title)?;
    headings(sheet, at + 1, &ITEM_HEADINGS, looks)?;
    let mut parts: BTreeMap<ItemNumber, Parts<'_>> = BTreeMap::new();
    for one in &material.scores.item_reliability {
        let parts = parts.entry(one.item).or_default();
        if one.scale.is_domain() { parts.0 = Some(one) } else { parts.1 = Some(one) }
    }
    let mut row = at + 2;
    for (item, (of_domain, of_all)) in &parts {
        let scale = material.scores.scales.iter().find(|one| one.kind == ScaleKind::Item(*item));
        let name = scale.map(|scale| material.scale_name(scale)).unwrap_or_default();
        let domain = of_domain.map_or("", |one| &*one.scale.name);
        sheet.write_string_with_format(row, 0, &name, &looks.text)?;
        sheet.write_string_with_format(row, 1, domain, &looks.text)?;
        let heights = [points(&name, WIDTHS[0]), points(domain, WIDTHS[1])];
        sheet.set_row_height(row, highest(heights))?;
        for (column, part) in [(2, of_domain), (6, of_all)] {
            write_part(sheet, (row, column), *part, (material, looks))?;
        }
        row += 1;
    }
    let loose = ConditionalFormatCell::new()
        .set_rule(ConditionalFormatCellRule::Between(-1.0, LOOSE))
        .set_format(Format::new().set_background_color("FCE4D6"));
    for column in [3, 7] {
        sheet.add_conditional_format(at + 2, column, row.max(at + 3) - 1, column, &loose)?;
    }
    let note = "橙色は、ほかの項目との相関が 0.3 以下の項目です。α の変化が正なら、その項目を除くと α が上がります。2 項目の領域では、除いたときの α はありません。";
    sheet.write_string(row, 0, note)?;
    Ok(row + 1)
}

/// n, correlation, α without the item, and what that changes.
fn write_part(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    part: Option<&ItemReliability>,
    (material, looks): (&AnalysisMaterial<'_>, &Looks),
) -> Result<(), XlsxError> {
    let number = decimals(&looks.text);
    let around = (&number, looks, material.policy);
    let Some(part) = part else {
        return (column..column + 4)
            .try_for_each(|column| write_figure(sheet, (row, column), None, &number));
    };
    let withheld = part.withheld;
    let count_look = if withheld.is_some() { &looks.faint } else { &looks.text };
    write_count(sheet, (row, column), material.policy.shown(part.n), count_look)?;
    let correlation = part.item_rest.ok_or(withheld.unwrap_or(Withheld::NoSpread));
    write_or_why(sheet, (row, column + 1), correlation, around)?;
    write_figure(sheet, (row, column + 2), part.alpha_if_deleted, &number)?;
    let place = material.scores.reliability.iter().position(|one| one.scale == part.scale);
    let alpha = place.and_then(|place| material.scores.reliability.get(place)?.alpha.ok());
    let (Some(place), Some(alpha), Some(without)) = (place, alpha, part.alpha_if_deleted) else {
        return write_figure(sheet, (row, column + 3), None, &number);
    };
    let line = FIRST_ROW + 2 + u32::try_from(place).unwrap_or_default();
    let letter = if column == 2 { 'E' } else { 'I' };
    let change = (format!("={letter}{}-$E${line}", row + 1), Some(without - alpha.value));
    let signed = looks.text.clone().set_num_format("+0.00;-0.00;0.00");
    write_formula(sheet, (row, column + 3), change, &signed)
}
