//! 評価: each scale's figures, the answers as diverging bars, domains by year, areas as a heat map.

use rust_xlsxwriter::{
    Chart, ChartErrorBars, ChartErrorBarsType, ChartFormat, ChartLine, ChartMarker,
    ChartMarkerType, ChartRange, ChartSolidFill, ChartType, ConditionalFormat3ColorScale, Format,
    Formula, Worksheet, XlsxError,
};

use super::figures::{decimals, percent, write as write_figure, write_or_why};
use super::{AnalysisMaterial, SCORES};
use crate::analysis::{ItemStat, ScaleKind, ScoreGroup};
use crate::output::report_page::{Looks, highest, points, set_up, set_widths};

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
const NAME_WIDTH: f64 = 46.0;
const COLOURS: [&str; 6] = ["D9D9D9", "F4A582", "CA0020", "D9D9D9", "92C5DE", "0571B0"];
/// A chart's rows, of 20 pixels each.
const CHART_ROWS: u32 = 24;

/// Writes the sheet.
pub(super) fn write(
    sheet: &mut Worksheet,
    material: &AnalysisMaterial<'_>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.set_name(SCORES)?;
    set_widths(
        sheet,
        &[NAME_WIDTH, 7.0, 7.0, 8.0, 8.0, 8.0, 9.0, 8.0, 6.0, 6.0, 6.0, 6.0, 6.0, 11.0],
    )?;
    sheet.write_string_with_format(0, 0, "評価", &looks.title)?;
    let note = "平均の区間は、会議を単位に引き直した 95％区間です（同じ会議の参加者は独立ではないため）。\
                灰色は n が少ないもので、理由はセルのメモにあります。";
    sheet.merge_range(1, 0, 1, 13, note, &looks.note)?;
    for (column, heading) in (0..).zip(HEADINGS) {
        sheet.write_string_with_format(FIRST_ROW - 1, column, heading, &looks.heading)?;
    }
    let all: Vec<&ItemStat> =
        material.scores.item_stats.iter().filter(|one| one.group_by == ScoreGroup::All).collect();
    for (row, stat) in (FIRST_ROW..).zip(&all) {
        write_row(sheet, row, (material, stat), looks)?;
    }
    let items =
        count(all.iter().filter(|one| matches!(one.scale.kind, ScaleKind::Item(_))).count());
    sheet.set_freeze_panes(FIRST_ROW, 1)?;
    let mut row = FIRST_ROW + count(all.len()) + 2;
    let mut breaks = Vec::new();
    if items > 0 {
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
    sheet.set_repeat_rows(FIRST_ROW - 1, FIRST_ROW - 1)?;
    set_up(sheet, true, 0);
    Ok(())
}

/// A scale's name, its row as high as it takes.
fn write_name(sheet: &mut Worksheet, row: u32, name: &str, look: &Format) -> Result<(), XlsxError> {
    sheet.write_string_with_format(row, 0, name, look)?;
    sheet.set_row_height(row, highest([points(name, NAME_WIDTH)]))?;
    Ok(())
}

fn is_item(stat: &ItemStat) -> bool {
    matches!(stat.scale.kind, ScaleKind::Item(_))
}

fn count(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

fn write_row(
    sheet: &mut Worksheet,
    row: u32,
    (material, stat): (&AnalysisMaterial<'_>, &ItemStat),
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
    write_or_why(sheet, (row, 4), stat.interval.map(|one| one.low), (&number, looks))?;
    write_or_why(sheet, (row, 5), stat.interval.map(|one| one.high), (&number, looks))?;
    write_figure(sheet, (row, 6), stat.sd, &number)?;
    write_figure(sheet, (row, 7), stat.median, &number)?;
    let Some(answers) = stat.answers else { return Ok(()) };
    for (column, answered) in (8..).zip(answers) {
        write_figure(sheet, (row, column), Some(f64::from(answered)), base)?;
    }
    let line = row + 1;
    let share = Formula::new(format!(
        "=IF(SUM(I{line}:M{line})=0,\"\",SUM(L{line}:M{line})/SUM(I{line}:M{line}))"
    ))
    .set_result(stat.top_two.map_or(String::new(), |share| share.to_string()));
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
    sheet.insert_chart(at, 0, &chart)?;
    Ok(())
}

/// Domains and the total by fiscal year, with intervals; the row below.
fn trends(
    sheet: &mut Worksheet,
    at: u32,
    material: &AnalysisMaterial<'_>,
    looks: &Looks,
) -> Result<u32, XlsxError> {
    let rows: Vec<&ItemStat> = (material.scores.item_stats.iter())
        .filter(|one| one.group_by == ScoreGroup::FiscalYear && !is_item(one))
        .collect();
    let mut years: Vec<&str> = rows.iter().map(|one| one.group.as_str()).collect();
    years.sort_unstable();
    years.dedup();
    if years.is_empty() {
        return Ok(at);
    }
    sheet.write_string_with_format(at, 0, "領域の年度ごとの平均", &looks.title)?;
    let width = u16::try_from(years.len()).unwrap_or(u16::MAX);
    for (column, year) in (1..).zip(&years) {
        for (part, heading) in
            [(0, format!("{year}年度")), (1, format!("{year} 下へ")), (2, format!("{year} 上へ"))]
        {
            sheet.write_string_with_format(
                at + 1,
                column + part * width,
                heading,
                &looks.heading,
            )?;
        }
    }
    let mut chart = Chart::new(ChartType::Line);
    let scales =
        material.scores.scales.iter().filter(|scale| !matches!(scale.kind, ScaleKind::Item(_)));
    let mut row = at + 2;
    for scale in scales {
        sheet.write_string_with_format(row, 0, material.scale_name(scale), &looks.text)?;
        for (column, year) in (1..).zip(&years) {
            let found = rows.iter().find(|one| one.scale == *scale && one.group == *year);
            let Some(found) = found else { continue };
            let base = if found.small.is_some() { &looks.faint } else { &looks.text };
            write_figure(sheet, (row, column), found.mean_of_meetings, &decimals(base))?;
            let mean = found.mean_of_meetings.unwrap_or_default();
            let interval = found.interval_of_meetings.ok();
            let below = interval.map_or(0.0, |one| mean - one.low);
            let above = interval.map_or(0.0, |one| one.high - mean);
            write_figure(sheet, (row, column + width), Some(below), &decimals(&looks.faint))?;
            write_figure(sheet, (row, column + 2 * width), Some(above), &decimals(&looks.faint))?;
        }
        let range =
            |first: u16| ChartRange::new_from_range(SCORES, row, first, row, first + width - 1);
        let mut bars = ChartErrorBars::new();
        bars.set_type(ChartErrorBarsType::Custom(range(1 + 2 * width), range(1 + width)));
        chart
            .add_series()
            .set_name((SCORES, row, 0))
            .set_categories((SCORES, at + 1, 1, at + 1, width))
            .set_values((SCORES, row, 1, row, width))
            .set_marker(ChartMarker::new().set_type(ChartMarkerType::Circle).set_size(7))
            .set_format(ChartFormat::new().set_line(ChartLine::new().set_width(2.0)))
            .set_y_error_bars(&bars);
        row += 1;
    }
    chart.title().set_name("領域の推移（会議の平均、縦線は 95％区間）");
    chart.y_axis().set_min(1).set_max(5).set_num_format("0.0");
    chart.legend().set_position(rust_xlsxwriter::ChartLegendPosition::Bottom);
    chart.set_width(1080).set_height(CHART_ROWS * 20);
    chart.set_alt_text("領域と総合の平均を年度ごとに示す折れ線グラフ。数値は上の表にあります。");
    sheet.insert_chart(row + 1, 0, &chart)?;
    Ok(row + CHART_ROWS + 3)
}

/// Means by area as a heat map; its last row.
fn areas(
    sheet: &mut Worksheet,
    at: u32,
    material: &AnalysisMaterial<'_>,
    looks: &Looks,
) -> Result<u32, XlsxError> {
    let rows: Vec<&ItemStat> = (material.scores.item_stats.iter())
        .filter(|one| one.group_by == ScoreGroup::Area)
        .filter(|one| one.n.is_none_or(|n| n >= material.policy.smallest_count))
        .collect();
    let mut areas: Vec<&str> = rows.iter().map(|one| one.group.as_str()).collect();
    areas.sort_unstable();
    areas.dedup();
    if areas.is_empty() {
        return Ok(at);
    }
    sheet.write_string_with_format(at, 0, "エリアごとの平均（会議の平均）", &looks.title)?;
    for (column, area) in (1..).zip(&areas) {
        sheet.write_string_with_format(at + 1, column, *area, &looks.heading)?;
    }
    let mut row = at + 2;
    for scale in &material.scores.scales {
        write_name(sheet, row, &material.scale_name(scale), &looks.text)?;
        for (column, area) in (1..).zip(&areas) {
            let found = rows.iter().find(|one| one.scale == *scale && one.group == *area);
            let small = found.is_none_or(|found| found.small.is_some());
            let base = if small { &looks.faint } else { &looks.text };
            let mean = found.and_then(|found| found.mean_of_meetings);
            write_figure(sheet, (row, column), mean, &decimals(base))?;
        }
        row += 1;
    }
    let last = u16::try_from(areas.len()).unwrap_or(u16::MAX);
    let scale = ConditionalFormat3ColorScale::new()
        .set_minimum_color("F4A582")
        .set_midpoint_color("FFFFFF")
        .set_maximum_color("92C5DE");
    sheet.add_conditional_format(at + 2, 1, row.saturating_sub(1), last, &scale)?;
    Ok(row)
}
