//! 回答のようす: scores at the ends of the scale and answers left out; below, what `straight` writes.
//!
//! Answers of everybody are counted one by one; of people, only groups that are large enough.

use rust_xlsxwriter::utility::column_number_to_name as column_name;
use rust_xlsxwriter::{
    Chart, ChartLegendPosition, ChartSolidFill, ChartType, ConditionalFormatDataBar,
    ConditionalFormatFormula, Format, Worksheet, XlsxError,
};

use super::figures::{
    NOTHING, TOO_FEW, write as write_figure, write_count, write_formula, write_text_formula,
};
use super::frame::{FIRST_ROW, Frame, begin, headings};
use super::{ANSWERING, AnalysisMaterial, straight};
use crate::analysis::{ResponseQuality, ScaleKind, ScoreGroup};
use crate::output::report_page::{Looks, highest, points, set_up};

const NAME_WIDTH: f64 = 72.0;
pub(super) const WIDTHS: [f64; 11] =
    [NAME_WIDTH, 9.0, 9.0, 9.0, 10.0, 9.0, 10.0, 9.0, 10.0, 11.0, 11.0];
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
/// The share at one end above which scores crowd there, and from how many scores it is said.
const CROWDED: (f64, u32) = (0.15, 50);
/// Short names of items, for the chart.
const SHORT_NAME_COLUMN: u16 = 12;
const CHART_ROWS: u32 = 24;

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
    let groups = material.shown_scores;
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
    row = straight::write(sheet, row, (material, looks))?;
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
    let ends = of.crowded.ok();
    let floor = (of.floor_share, ends.map(|ends| ends.floor));
    write_end(sheet, (row, [5, 6, 9]), (of, floor), (material, base))?;
    let ceiling = (of.ceiling_share, ends.map(|ends| ends.ceiling));
    write_end(sheet, (row, [7, 8, 10]), (of, ceiling), (material, base))
}

/// Number and share of the scores at one end, and whether they crowd there.
///
/// Who gives the lowest or the highest score to all items of a domain is a person, not an answer:
/// a few of them are hidden, like those who give one score to everything.
fn write_end(
    sheet: &mut Worksheet,
    (row, [number, share, mark]): (u32, [u16; 3]),
    (of, (found, crowds)): (&ResponseQuality, (Option<f64>, Option<bool>)),
    (material, base): (&AnalysisMaterial<'_>, &Format),
) -> Result<(), XlsxError> {
    let said = crowds.map_or(TOO_FEW, |crowds| if crowds { "●" } else { NOTHING });
    // A share of n answers is a whole number of them.
    let answers = found.map(|share| (share * f64::from(of.n)).round());
    let few = answers.is_some_and(|answers| {
        answers > 0.0 && answers < f64::from(material.policy.smallest_count)
    });
    if few && !is_item(of) {
        write_count(sheet, (row, number), None, base)?;
        write_count(sheet, (row, share), None, base)?;
        sheet.write_string_with_format(row, mark, said, base)?;
        return Ok(());
    }
    write_figure(sheet, (row, number), answers, base)?;
    let line = row + 1;
    let (counted, shared) = (column_name(number), column_name(share));
    let formula = format!("=IF(C{line}=0,\"{NOTHING}\",{counted}{line}/C{line})");
    let percents = base.clone().set_num_format("0.0%");
    write_formula(sheet, (row, share), (formula, found), &percents)?;
    let (crowded, least) = CROWDED;
    let formula = format!(
        "=IF(C{line}<{least},\"{TOO_FEW}\",IF({shared}{line}>{crowded},\"●\",\"{NOTHING}\"))"
    );
    write_text_formula(sheet, (row, mark), (formula, said), base)
}

/// Shares that crowd at an end stand out, where n is large enough to say so.
fn mark(sheet: &mut Worksheet, (first, last): (u32, u32)) -> Result<(), XlsxError> {
    let (crowded, from) = CROWDED;
    for (column, letter, colour) in [(6, 'G', "FCE4D6"), (8, 'I', "DDEBF7")] {
        let line = first + 1;
        let rule = format!("=AND($C{line}>={from},${letter}{line}>{crowded})");
        let marked = ConditionalFormatFormula::new()
            .set_rule(rule.as_str())
            .set_format(Format::new().set_background_color(colour));
        sheet.add_conditional_format(first, column, last, column, &marked)?;
    }
    let bar = ConditionalFormatDataBar::new().set_fill_color("D9D9D9").set_solid_fill(true);
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
