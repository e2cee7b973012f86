//! Below 評価: domains by year with their intervals, and areas as a heat map.
//!
//! A year or an area that is too small to be shown, or that totals would tell, shows ＊ throughout.

use rust_xlsxwriter::{
    Chart, ChartErrorBars, ChartErrorBarsType, ChartFormat, ChartLine, ChartMarker,
    ChartMarkerType, ChartRange, ChartType, ConditionalFormat3ColorScale, Worksheet, XlsxError,
};

use super::figures::{decimals, write as write_figure, write_count};
use super::frame::HEADING_POINTS;
use super::scores::{CHART_ROWS, is_item, write_name};
use super::{AnalysisMaterial, SCORES};
use crate::analysis::{ItemStat, ScaleKind, ScoreGroup};
use crate::output::report_page::Looks;

/// The heading of the row of n.
const MEETINGS: &str = "会議の数（総合）";

/// What stands for the chart when no year may be shown.
const NO_YEARS: &str = "年度ごとに示せる平均がないため、図はありません。";

/// Domains and the total by fiscal year, with intervals; the row below.
pub(super) fn trends(
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
    write_years(sheet, at + 1, &years, looks)?;
    let shown = material.shown_scores;
    let mut chart = Chart::new(ChartType::Line);
    let mut reach = Reach::default();
    let scales =
        material.scores.scales.iter().filter(|scale| !matches!(scale.kind, ScaleKind::Item(_)));
    let mut row = at + 2;
    for scale in scales {
        sheet.write_string_with_format(row, 0, material.scale_name(scale), &looks.text)?;
        for (column, year) in (1..).zip(&years) {
            let found = rows.iter().find(|one| one.scale == *scale && one.group == *year);
            let Some(found) = found else { continue };
            if !shown.shows(found.group_by.as_str(), year, &scale.name) {
                // Blank, as a chart draws a text as 0; the row of n says that it is hidden.
                write_figure(sheet, (row, column), None, &looks.faint)?;
                continue;
            }
            let base = if found.small.is_some() { &looks.faint } else { &looks.text };
            write_figure(sheet, (row, column), found.mean_of_meetings, &decimals(base))?;
            let mean = found.mean_of_meetings.unwrap_or_default();
            let interval = found.interval_of_meetings.ok();
            let below = interval.map_or(0.0, |one| mean - one.low);
            let above = interval.map_or(0.0, |one| one.high - mean);
            reach.hold(mean - below, mean + above);
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
    let below = write_meetings(sheet, row, (material, ScoreGroup::FiscalYear, &years), looks)?;
    if reach.ends.is_none() {
        sheet.write_string_with_format(below + 1, 0, NO_YEARS, &looks.faint)?;
        return Ok(below + 4);
    }
    chart
        .title()
        .set_name("領域の推移（会議の平均、縦線は 95％区間、縦軸は 1〜5 のうち値のある範囲）");
    let (low, high) = reach.halves();
    chart.y_axis().set_min(low).set_max(high).set_num_format("0.0");
    chart.legend().set_position(rust_xlsxwriter::ChartLegendPosition::Bottom);
    chart.set_width(1080).set_height(CHART_ROWS * 20);
    chart.set_alt_text("領域と総合の平均を年度ごとに示す折れ線グラフ。数値は上の表にあります。");
    sheet.insert_chart(below + 1, 0, &chart)?;
    Ok(below + CHART_ROWS + 3)
}

/// The headings of means and of their intervals' ends below and above.
fn write_years(
    sheet: &mut Worksheet,
    row: u32,
    years: &[&str],
    looks: &Looks,
) -> Result<(), XlsxError> {
    let width = u16::try_from(years.len()).unwrap_or(u16::MAX);
    for (column, year) in (1..).zip(years) {
        for (part, heading) in
            [(0, format!("{year}年度")), (1, format!("{year} 下へ")), (2, format!("{year} 上へ"))]
        {
            sheet.write_string_with_format(row, column + part * width, heading, &looks.heading)?;
        }
    }
    // Later columns are narrow: their headings take two lines.
    sheet.set_row_height(row, HEADING_POINTS)?;
    Ok(())
}

/// What an axis must show.
#[derive(Default)]
struct Reach {
    ends: Option<(f64, f64)>,
}

impl Reach {
    fn hold(&mut self, low: f64, high: f64) {
        let (lowest, highest) = self.ends.unwrap_or((low, high));
        self.ends = Some((lowest.min(low), highest.max(high)));
    }

    /// Its ends on whole and half scores; all scores when nothing is shown.
    fn halves(&self) -> (f64, f64) {
        let (low, high) = self.ends.unwrap_or((1.0, 5.0));
        (((low * 2.0).floor() / 2.0).max(1.0), ((high * 2.0).ceil() / 2.0).min(5.0))
    }
}

/// How many meetings each group has, as far as that may be shown; the row below.
fn write_meetings(
    sheet: &mut Worksheet,
    row: u32,
    (material, by, groups): (&AnalysisMaterial<'_>, ScoreGroup, &[&str]),
    looks: &Looks,
) -> Result<u32, XlsxError> {
    sheet.write_string_with_format(row, 0, MEETINGS, &looks.faint)?;
    let shown = material.shown_scores;
    for (column, group) in (1..).zip(groups) {
        let found = material.scores.item_stats.iter().find(|one| {
            one.group_by == by && one.group == *group && one.scale.kind == ScaleKind::Total
        });
        let found = found.filter(|one| shown.shows(by.as_str(), group, &one.scale.name));
        let meetings = found.map(|one| one.meetings_with_mean);
        write_count(sheet, (row, column), meetings, &looks.faint)?;
    }
    Ok(row + 1)
}

/// Means by area as a heat map; its last row.
pub(super) fn areas(
    sheet: &mut Worksheet,
    at: u32,
    material: &AnalysisMaterial<'_>,
    looks: &Looks,
) -> Result<u32, XlsxError> {
    let rows: Vec<&ItemStat> = (material.scores.item_stats.iter())
        .filter(|one| one.group_by == ScoreGroup::Area)
        .collect();
    let shown = material.shown_scores;
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
            if found.is_some() && !shown.shows(ScoreGroup::Area.as_str(), area, &scale.name) {
                write_count(sheet, (row, column), None, &looks.faint)?;
                continue;
            }
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
    let below = write_meetings(sheet, row, (material, ScoreGroup::Area, &areas), looks)?;
    let note = format!(
        "「＊」は、会議か人が {} 未満のもの、合計から分かってしまうものです。",
        material.policy.smallest_count
    );
    sheet.write_string(below, 0, note)?;
    Ok(below)
}
