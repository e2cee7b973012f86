//! 評価: each scale's figures, the answers as diverging bars; below, what `score_groups` writes.

use rust_xlsxwriter::{
    Chart, ChartFormat, ChartSolidFill, ChartType, Format, Formula, Worksheet, XlsxError,
};

use super::figures::{
    NOTHING, decimals, percent, write as write_figure, write_count, write_or_why,
};
use super::frame::{Frame, begin};
use super::score_groups::{areas, trends};
use super::{AnalysisMaterial, SCORES};
use crate::analysis::{ItemStat, ScaleKind, ScoreGroup};
use crate::output::report_page::{Looks, highest, points, set_up};

const HEADINGS: [&str; 14] = [
    "尺度",
    "n",
    "無回答",
    "平均",
    "区間 下",
    "区間 上",
    "標準偏差",
    "中央値",
    "1",
    "2",
    "3",
    "4",
    "5",
    "4・5 の割合",
];
const FIRST_ROW: u32 = 4;
/// Answers of 1 and 2 are drawn to the left, half of 3 to each side.
const DIVERGING: [&str; 6] = ["3（左半分）", "2", "1", "3（右半分）", "4", "5"];
const DIVERGING_COLUMN: u16 = 16;
/// Short names of items, for the chart.
const SHORT_NAME_COLUMN: u16 = 15;
const NAME_WIDTH: f64 = 72.0;
const WIDTHS: [f64; 14] =
    [NAME_WIDTH, 7.0, 7.0, 8.0, 8.0, 8.0, 9.0, 8.0, 6.0, 6.0, 6.0, 6.0, 6.0, 11.0];
const COLOURS: [&str; 6] = ["D9D9D9", "F4A582", "CA0020", "D9D9D9", "92C5DE", "0571B0"];
/// A chart's rows, of 20 pixels each.
pub(super) const CHART_ROWS: u32 = 24;

/// Writes the sheet.
pub(super) fn write(
    sheet: &mut Worksheet,
    material: &AnalysisMaterial<'_>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let note = "平均の区間は、会議を単位に引き直した 95％区間です（同じ会議の参加者は独立ではないため）。\
                灰色は n が少ないもので、理由はセルのメモにあります。";
    begin(sheet, &Frame { name: SCORES, title: "評価", note, widths: &WIDTHS }, looks)?;
    for (column, heading) in (0..).zip(HEADINGS) {
        sheet.write_string_with_format(FIRST_ROW - 1, column, heading, &looks.heading)?;
    }
    let all: Vec<&ItemStat> =
        material.scores.item_stats.iter().filter(|one| one.group_by == ScoreGroup::All).collect();
    let groups = material.shown_scores;
    let shows = |one: &ItemStat| groups.shows(one.group_by.as_str(), &one.group, &one.scale.name);
    // The answers of a domain are the sum of its items': they would tell those of a hidden item.
    let whole = all.iter().all(|one| shows(one));
    for (row, stat) in (FIRST_ROW..).zip(&all) {
        if shows(stat) {
            write_row(sheet, row, (material, stat, whole || is_item(stat)), looks)?;
        } else {
            write_hidden(sheet, row, (material, stat), looks)?;
        }
    }
    if all.is_empty() {
        sheet.write_string(FIRST_ROW, 0, "評価はありません。")?;
    }
    let items =
        count(all.iter().filter(|one| matches!(one.scale.kind, ScaleKind::Item(_))).count());
    sheet.set_freeze_panes(FIRST_ROW, 1)?;
    let mut row = FIRST_ROW + count(all.len()) + 2;
    let mut breaks = Vec::new();
    if all.iter().any(|one| is_item(one) && shows(one)) {
        breaks.push(row);
        let first = FIRST_ROW + count(all.iter().take_while(|one| !is_item(one)).count());
        diverging_chart(sheet, row, (first, items))?;
        row += CHART_ROWS + 2;
    }
    breaks.push(row);
    row = trends(sheet, row, material, looks)?;
    breaks.push(row);
    let last = areas(sheet, row, material, looks)?;
    sheet.set_page_breaks(&breaks)?;
    // The columns that only feed the charts are not printed.
    sheet.set_print_area(0, 0, last, 13)?;
    set_up(sheet, true, 0);
    Ok(())
}

/// A scale's name, its row as high as it takes.
pub(super) fn write_name(
    sheet: &mut Worksheet,
    row: u32,
    name: &str,
    look: &Format,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(row, 0, name, look)?;
    sheet.set_row_height(row, highest([points(name, NAME_WIDTH)]))?;
    Ok(())
}

pub(super) fn is_item(stat: &ItemStat) -> bool {
    matches!(stat.scale.kind, ScaleKind::Item(_))
}

fn count(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// A scale whose n is too small to be shown.
fn write_hidden(
    sheet: &mut Worksheet,
    row: u32,
    (material, stat): (&AnalysisMaterial<'_>, &ItemStat),
    looks: &Looks,
) -> Result<(), XlsxError> {
    write_name(sheet, row, &material.scale_name(&stat.scale), &looks.faint)?;
    (1..14).try_for_each(|column| write_count(sheet, (row, column), None, &looks.faint))
}

fn write_row(
    sheet: &mut Worksheet,
    row: u32,
    (material, stat, with_answers): (&AnalysisMaterial<'_>, &ItemStat, bool),
    looks: &Looks,
) -> Result<(), XlsxError> {
    let base = if stat.small.is_some() { &looks.faint } else { &looks.text };
    let number = decimals(base);
    write_name(sheet, row, &material.scale_name(&stat.scale), base)?;
    if let ScaleKind::Item(item) = stat.scale.kind {
        sheet.write_string(row, SHORT_NAME_COLUMN, format!("項目 {}", item.get()))?;
    }
    write_figure(sheet, (row, 1), stat.n.map(f64::from), base)?;
    write_figure(sheet, (row, 2), stat.missing.map(f64::from), base)?;
    write_figure(sheet, (row, 3), stat.mean, &number)?;
    write_or_why(
        sheet,
        (row, 4),
        stat.interval.map(|one| one.low),
        (&number, looks, material.policy),
    )?;
    write_or_why(
        sheet,
        (row, 5),
        stat.interval.map(|one| one.high),
        (&number, looks, material.policy),
    )?;
    write_figure(sheet, (row, 6), stat.sd, &number)?;
    write_figure(sheet, (row, 7), stat.median, &number)?;
    let Some(answers) = stat.answers.filter(|_| with_answers) else { return Ok(()) };
    for (column, answered) in (8..).zip(answers) {
        write_figure(sheet, (row, column), Some(f64::from(answered)), base)?;
    }
    let line = row + 1;
    let share = Formula::new(format!(
        "=IF(SUM(I{line}:M{line})=0,\"{NOTHING}\",SUM(L{line}:M{line})/SUM(I{line}:M{line}))"
    ))
    .set_result(stat.top_two.map_or(NOTHING.to_owned(), |share| share.to_string()));
    sheet.write_formula_with_format(row, 13, share, &percent(base))?;
    let [one, two, three, four, five] = answers.map(f64::from);
    let sum = one + two + three + four + five;
    if sum > 0.0 && is_item(stat) {
        let parts = [
            ("-", "K", "/2", -three / 2.0),
            ("-", "J", "", -two),
            ("-", "I", "", -one),
            ("", "K", "/2", three / 2.0),
            ("", "L", "", four),
            ("", "M", "", five),
        ];
        for (column, (sign, of, half, value)) in (DIVERGING_COLUMN..).zip(parts) {
            let formula = Formula::new(format!("={sign}{of}{line}{half}/SUM(I{line}:M{line})"))
                .set_result((value / sum).to_string());
            sheet.write_formula_with_format(row, column, formula, &percent(&looks.faint))?;
        }
    }
    Ok(())
}

/// Answers per item, low ones to the left of the middle.
fn diverging_chart(
    sheet: &mut Worksheet,
    at: u32,
    (first, items): (u32, u32),
) -> Result<(), XlsxError> {
    for (column, name) in (DIVERGING_COLUMN..).zip(DIVERGING) {
        sheet.write_string(FIRST_ROW - 1, column, name)?;
    }
    let last = first + items - 1;
    let mut chart = Chart::new(ChartType::BarStacked);
    for (column, colour) in (DIVERGING_COLUMN..).zip(COLOURS) {
        let mut fill = ChartFormat::new();
        fill.set_solid_fill(ChartSolidFill::new().set_color(colour));
        chart
            .add_series()
            .set_name((SCORES, FIRST_ROW - 1, column))
            .set_categories((SCORES, first, SHORT_NAME_COLUMN, last, SHORT_NAME_COLUMN))
            .set_values((SCORES, first, column, last, column))
            .set_overlap(100)
            .set_gap(40)
            .set_format(&mut fill);
    }
    chart.title().set_name("項目ごとの回答（左: 1・2 と 3 の半分、右: 4・5 と 3 の半分）");
    chart.x_axis().set_num_format("0%;0%");
    chart.y_axis().set_reverse().set_label_position(rust_xlsxwriter::ChartAxisLabelPosition::Low);
    chart.legend().set_position(rust_xlsxwriter::ChartLegendPosition::Bottom);
    chart.set_width(1080).set_height(CHART_ROWS * 20);
    chart.set_alt_text(
        "項目ごとに、1 から 5 の回答の割合を左右に積み上げた棒グラフ。数値は上の表にあります。",
    );
    // A row below the page break, so that no edge of it is printed above.
    sheet.insert_chart(at + 1, 0, &chart)?;
    Ok(())
}
