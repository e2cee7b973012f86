//! 回答のようす: scores at the ends of the scale, answers left out, forms with one score throughout.
//!
//! Answers of everybody are counted one by one; of people, only groups that are large enough.

use rust_xlsxwriter::{
    Chart, ChartLegendPosition, ChartSolidFill, ChartType, ConditionalFormatCell,
    ConditionalFormatCellRule, Format, Worksheet, XlsxError,
};

use super::figures::{
    NOTHING, TOO_FEW, percent, reason, write as write_figure, write_count, write_formula,
    write_text_formula,
};
use super::frame::{FIRST_ROW, Frame, begin, headings};
use super::{ANSWERING, AnalysisMaterial};
use crate::analysis::{ResponseQuality, ScaleKind, ScoreGroup, StraightLining};
use crate::output::report_page::{Looks, highest, points, set_up};
use crate::privacy::{Totals, suppress};

const NAME_WIDTH: f64 = 72.0;
const WIDTHS: [f64; 11] = [NAME_WIDTH, 9.0, 9.0, 9.0, 10.0, 9.0, 10.0, 9.0, 10.0, 11.0, 11.0];
const HEADINGS: [&str; 11] = [
    "尺度",
    "きいた数",
    "答えた数",
    "無回答",
    "無回答の割合",
    "最低点の数",
    "最低点の割合",
    "最高点の数",
    "最高点の割合",
    "最低点に偏る",
    "最高点に偏る",
];
const STRAIGHT_HEADINGS: [&str; 4] = ["区分", "人数", "同じ点だけ", "割合"];
/// The share at one end above which scores crowd there, and from how many scores it is said.
const CROWDED: (f64, u32) = (0.15, 50);
/// Short names of items, for the chart.
const SHORT_NAME_COLUMN: u16 = 12;
const CHART_ROWS: u32 = 24;
/// Kinds of groups in words; those of single meetings, and of years in areas, are not shown.
const KINDS: [(ScoreGroup, &str); 6] = [
    (ScoreGroup::All, "全体"),
    (ScoreGroup::FiscalYear, "年度"),
    (ScoreGroup::Area, "エリア"),
    (ScoreGroup::Center, "開催包括"),
    (ScoreGroup::Role, "役割"),
    (ScoreGroup::Experience, "ケアマネ経験"),
];

/// Writes the sheet.
pub(super) fn write(
    sheet: &mut Worksheet,
    material: &AnalysisMaterial<'_>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let frame = Frame {
        name: ANSWERING,
        title: "回答のようす（点の偏り・無回答・同じ点だけの回答）",
        note: "最低点・最高点の割合が 15％を超えると、そこから先のちがいが見えにくくなります（床効果・天井効果、50 件以上で判定）。\
               領域と総合の最低点・最高点は、答えた項目がすべて 1、すべて 5 の人です。無回答は、記入のないもの、一つに読めないものです。\
               数は回答の数で、だれの回答かは示しません。",
        widths: &WIDTHS,
    };
    begin(sheet, &frame, looks)?;
    set_up(sheet, true, 0);
    let quality = &material.scores.quality;
    let asked = quality.iter().map(|one| one.asked).max().unwrap_or_default();
    if asked == 0 {
        sheet.write_string(FIRST_ROW, 0, "個々の評価がないため、示しません。")?;
        return Ok(());
    }
    let groups = material.shown_groups();
    let all = ScoreGroup::All.as_str();
    let shows = |of: &ResponseQuality| groups.shows(all, all, &of.scale.name);
    if !quality.iter().any(shows) {
        let hidden =
            format!("会議か人が {} 未満のため、示しません。", material.policy.smallest_count);
        sheet.write_string(FIRST_ROW, 0, hidden)?;
        return Ok(());
    }
    let first = FIRST_ROW + 1;
    headings(sheet, FIRST_ROW, &HEADINGS, looks)?;
    for (row, of) in (first..).zip(quality) {
        if shows(of) {
            write_row(sheet, row, of, (material, looks))?;
        } else {
            write_hidden(sheet, row, of, (material, looks))?;
        }
    }
    let last = first + count(quality.len()) - 1;
    mark(sheet, (first, last))?;
    sheet.autofilter(FIRST_ROW, 0, last, 10)?;
    sheet.set_freeze_panes(first, 1)?;
    let items = quality.iter().filter(|of| is_item(of)).count();
    let before = quality.iter().take_while(|of| !is_item(of)).count();
    let mut row = last + 2;
    let mut breaks = vec![row];
    if items > 0 {
        chart(sheet, row, (first + count(before), count(items)))?;
        row += CHART_ROWS + 2;
    }
    breaks.push(row);
    row = straight(sheet, row, (material, looks))?;
    sheet.set_page_breaks(&breaks)?;
    sheet.set_print_area(0, 0, row, 10)?;
    Ok(())
}

fn count(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

fn is_item(of: &ResponseQuality) -> bool {
    matches!(of.scale.kind, ScaleKind::Item(_))
}

/// A scale whose n is too small to be shown.
fn write_hidden(
    sheet: &mut Worksheet,
    row: u32,
    of: &ResponseQuality,
    (material, looks): (&AnalysisMaterial<'_>, &Looks),
) -> Result<(), XlsxError> {
    let name = material.scale_name(&of.scale);
    sheet.write_string_with_format(row, 0, &name, &looks.faint)?;
    sheet.set_row_height(row, highest([points(&name, WIDTHS[0])]))?;
    (1..11).try_for_each(|column| write_count(sheet, (row, column), None, &looks.faint))
}

fn write_row(
    sheet: &mut Worksheet,
    row: u32,
    of: &ResponseQuality,
    (material, looks): (&AnalysisMaterial<'_>, &Looks),
) -> Result<(), XlsxError> {
    let base = if of.crowded.is_ok() { &looks.text } else { &looks.faint };
    let share = base.clone().set_num_format("0.0%");
    let name = material.scale_name(&of.scale);
    sheet.write_string_with_format(row, 0, &name, base)?;
    sheet.set_row_height(row, highest([points(&name, WIDTHS[0])]))?;
    if let ScaleKind::Item(item) = of.scale.kind {
        sheet.write_string(row, SHORT_NAME_COLUMN, format!("項目 {}", item.get()))?;
    }
    for (column, value) in (1..).zip([of.asked, of.n, of.missing]) {
        write_count(sheet, (row, column), Some(value), base)?;
    }
    let line = row + 1;
    let missing = format!("=IF(B{line}=0,\"{NOTHING}\",D{line}/B{line})");
    write_formula(sheet, (row, 4), (missing, of.missing_share), &share)?;
    for (column, letter, value) in [(5, 'F', of.floor_share), (7, 'H', of.ceiling_share)] {
        // A share of n answers is a whole number of them.
        let answers = value.map(|share| (share * f64::from(of.n)).round());
        write_figure(sheet, (row, column), answers, base)?;
        let formula = format!("=IF(C{line}=0,\"{NOTHING}\",{letter}{line}/C{line})");
        write_formula(sheet, (row, column + 1), (formula, value), &share)?;
    }
    let (crowded, least) = CROWDED;
    let marks = |at: Option<bool>| at.map_or(TOO_FEW, |at| if at { "●" } else { NOTHING });
    let ends = of.crowded.ok();
    for (column, letter, at) in
        [(9, 'G', ends.map(|ends| ends.floor)), (10, 'I', ends.map(|ends| ends.ceiling))]
    {
        let formula = format!(
            "=IF(C{line}<{least},\"{TOO_FEW}\",IF({letter}{line}>{crowded},\"●\",\"{NOTHING}\"))"
        );
        write_text_formula(sheet, (row, column), (formula, marks(at)), base)?;
    }
    Ok(())
}

/// Shares that crowd at an end stand out.
fn mark(sheet: &mut Worksheet, (first, last): (u32, u32)) -> Result<(), XlsxError> {
    let above = |colour: &str| {
        ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::Between(CROWDED.0 + 1e-9, 1.0))
            .set_format(Format::new().set_background_color(colour))
    };
    sheet.add_conditional_format(first, 6, last, 6, &above("FCE4D6"))?;
    sheet.add_conditional_format(first, 8, last, 8, &above("DDEBF7"))?;
    let bar = rust_xlsxwriter::ConditionalFormatDataBar::new()
        .set_fill_color("D9D9D9")
        .set_solid_fill(true);
    sheet.add_conditional_format(first, 4, last, 4, &bar)?;
    Ok(())
}

/// Shares at both ends and of what is left out, item by item.
fn chart(sheet: &mut Worksheet, at: u32, (first, items): (u32, u32)) -> Result<(), XlsxError> {
    let last = first + items - 1;
    let mut chart = Chart::new(ChartType::Bar);
    for (column, colour) in [(6, "CA0020"), (8, "0571B0"), (4, "A6A6A6")] {
        chart
            .add_series()
            .set_name((ANSWERING, FIRST_ROW, column))
            .set_categories((ANSWERING, first, SHORT_NAME_COLUMN, last, SHORT_NAME_COLUMN))
            .set_values((ANSWERING, first, column, last, column))
            .set_gap(50)
            .set_format(ChartSolidFill::new().set_color(colour));
    }
    chart.title().set_name("最低点・最高点・無回答の割合（15％を超えると偏り）");
    chart.x_axis().set_min(0).set_num_format("0%").set_major_unit(0.15);
    chart.y_axis().set_reverse();
    chart.legend().set_position(ChartLegendPosition::Bottom);
    chart.set_width(1080).set_height(CHART_ROWS * 20);
    chart
        .set_alt_text("項目ごとの最低点・最高点・無回答の割合の棒グラフ。数値は上の表にあります。");
    // A row below the page break, so that no edge of it is printed above.
    sheet.insert_chart(at + 1, 0, &chart)?;
    Ok(())
}

/// How many give one score to everything, by group; the last row.
fn straight(
    sheet: &mut Worksheet,
    at: u32,
    (material, looks): (&AnalysisMaterial<'_>, &Looks),
) -> Result<u32, XlsxError> {
    sheet.write_string_with_format(at, 0, "同じ点だけを付けた回答", &looks.title)?;
    headings(sheet, at + 1, &STRAIGHT_HEADINGS, looks)?;
    sheet.merge_range(at + 1, 4, at + 1, 10, "注", &looks.heading)?;
    let rows = shown_straight(material);
    let mut row = at + 2;
    for (kind, of, straight) in &rows {
        write_straight(sheet, row, (kind, of, *straight), (material, looks))?;
        row += 1;
    }
    let kinds = |of: &&StraightLining| KINDS.iter().any(|(kind, _)| *kind == of.group_by);
    let left_out = material.scores.straight_lining.iter().filter(kinds).count() - rows.len();
    let least = material.policy.smallest_count;
    let note = format!(
        "項目の半分以上に答えた人のうち、答えがすべて同じ点の人です。そう思って付けた人もいます。\
         {least} 人未満は「＊」とし、{least} 人・{least} 会議未満の区分と、合計から分かってしまう区分は示しません（示さない行: {left_out}）。"
    );
    sheet.merge_range(row, 0, row, 10, &note, &looks.note)?;
    sheet.set_row_height(row, points(&note, WIDTHS.iter().sum()))?;
    Ok(row)
}

/// A kind of group, its row, and how many of it answered straight through; `None` is hidden.
pub(super) type ShownStraight<'a> = (&'static str, &'a StraightLining, Option<u32>);

/// The groups that may be shown.
pub(super) fn shown_straight<'a>(material: &AnalysisMaterial<'a>) -> Vec<ShownStraight<'a>> {
    let groups = material.shown_groups();
    let total = material.scores.scales.iter().find(|scale| scale.kind == ScaleKind::Total);
    let total = total.map_or("", |scale| &*scale.name);
    let mut rows = Vec::new();
    for (by, kind) in KINDS {
        let family: Vec<&StraightLining> =
            material.scores.straight_lining.iter().filter(|one| one.group_by == by).collect();
        let counts = family.iter().map(|one| one.straight).collect();
        let shown = suppress(&[counts], Totals::Rows, material.policy).pop().unwrap_or_default();
        for (of, straight) in family.into_iter().zip(shown) {
            if groups.shows(by.as_str(), &of.group, total) {
                rows.push((kind, of, straight));
            }
        }
    }
    rows
}

fn write_straight(
    sheet: &mut Worksheet,
    row: u32,
    (kind, of, straight): (&str, &StraightLining, Option<u32>),
    (material, looks): (&AnalysisMaterial<'_>, &Looks),
) -> Result<(), XlsxError> {
    let base = if of.small.is_some() { &looks.faint } else { &looks.text };
    let name = if of.group_by == ScoreGroup::All {
        kind.to_owned()
    } else {
        format!("{kind}: {}", of.group)
    };
    sheet.write_string_with_format(row, 0, &name, base)?;
    sheet.set_row_height(row, highest([points(&name, WIDTHS[0])]))?;
    write_count(sheet, (row, 1), Some(of.n), base)?;
    write_count(sheet, (row, 2), straight, base)?;
    if straight.is_some() {
        let line = row + 1;
        let share = (format!("=IF(B{line}=0,\"{NOTHING}\",C{line}/B{line})"), of.share);
        write_formula(sheet, (row, 3), share, &percent(base))?;
    } else {
        write_figure(sheet, (row, 3), None, base)?;
    }
    let why = of.small.map_or(String::new(), |why| reason(why, material.policy));
    sheet.merge_range(row, 4, row, 10, &why, base)?;
    Ok(())
}
