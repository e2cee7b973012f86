//! 地域課題: cases of each issue, by area and by year; small counts are hidden.

use rust_xlsxwriter::{ConditionalFormatDataBar, Worksheet, XlsxError};

use super::figures::{percent, write as write_figure, write_count};
use super::frame::back;
use super::{AnalysisMaterial, ISSUES};
use crate::analysis::theme_spread::GroupBy;
use crate::output::report_page::{Looks, set_up, set_widths, shown};
use crate::privacy::ShownCases;

const HEADINGS: [&str; 6] = ["地域課題", "繰り返し", "挙げた事例", "割合", "区間 下", "区間 上"];
const HEADING_ROW: u32 = 3;

/// Writes the sheet.
pub(super) fn write(
    sheet: &mut Worksheet,
    material: &AnalysisMaterial<'_>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.set_name(ISSUES)?;
    sheet.write_string_with_format(0, 0, "地域課題", &looks.title)?;
    let note = format!(
        "事例 {} 件のうち、課題を挙げた事例の数です。{} 未満は「＊」で隠し、合計や他の表から分からないように、ほかの数も隠すことがあります。",
        shown(material.shown.speaking.of(None, None)),
        material.policy.smallest_count
    );
    sheet.merge_range(1, 0, 1, 9, &note, &looks.note)?;
    back(sheet, 2, looks)?;
    let groups = groups(material);
    let mut widths = vec![40.0, 9.0, 11.0, 8.0, 8.0, 8.0];
    widths.extend(groups.iter().map(|_| 12.0));
    set_widths(sheet, &widths)?;
    let headings = HEADINGS.iter().map(|heading| (*heading).to_owned());
    let headings = headings.chain(groups.iter().map(|(by, group)| heading(*by, group)));
    let columns = u16::try_from(widths.len()).unwrap_or(u16::MAX);
    for (column, heading) in (0..).zip(headings) {
        sheet.write_string_with_format(HEADING_ROW, column, heading, &looks.heading)?;
    }
    for (row, theme) in (HEADING_ROW + 1..).zip(0..material.themes.len()) {
        write_row(sheet, row, (material, theme, &groups), looks)?;
    }
    let last = HEADING_ROW + u32::try_from(material.themes.len().max(1)).unwrap_or(1);
    let bar = ConditionalFormatDataBar::new().set_fill_color("9DC3E6").set_solid_fill(true);
    sheet.add_conditional_format(HEADING_ROW + 1, 2, last, 2, &bar)?;
    sheet.autofilter(HEADING_ROW, 0, last, columns - 1)?;
    sheet.set_freeze_panes(HEADING_ROW + 1, 1)?;
    sheet.set_repeat_rows(HEADING_ROW, HEADING_ROW)?;
    set_up(sheet, true, 0);
    Ok(())
}

/// The areas and years of the columns.
fn groups(material: &AnalysisMaterial<'_>) -> Vec<(GroupBy, String)> {
    let wanted = |by: GroupBy| matches!(by, GroupBy::Area | GroupBy::FiscalYear);
    let mut groups: Vec<(GroupBy, String)> = material
        .spread
        .groups
        .iter()
        .filter(|group| wanted(group.group_by))
        .map(|group| (group.group_by, group.group.clone()))
        .collect();
    groups.sort();
    groups.dedup();
    groups
}

fn heading(by: GroupBy, group: &str) -> String {
    if by == GroupBy::FiscalYear { format!("{group}年度") } else { group.to_owned() }
}

fn write_row(
    sheet: &mut Worksheet,
    row: u32,
    (material, theme, groups): (&AnalysisMaterial<'_>, usize, &[(GroupBy, String)]),
    looks: &Looks,
) -> Result<(), XlsxError> {
    let (Some(named), Some(summary), Some(cases)) = (
        material.themes.get(theme),
        material.spread.summaries.get(theme),
        material.shown.raised.get(theme),
    ) else {
        return Ok(());
    };
    sheet.write_string_with_format(row, 0, &named.label, &looks.text)?;
    sheet.write_string_with_format(
        row,
        1,
        if summary.recurring { "●" } else { "" },
        &looks.number,
    )?;
    let raised = cases.of(None, None);
    write_count(sheet, (row, 2), raised, &looks.number)?;
    let shown = raised.is_some();
    let share = summary.share.filter(|_| shown);
    write_figure(sheet, (row, 3), share, &percent(&looks.text))?;
    let interval = summary.interval.filter(|_| shown);
    write_figure(sheet, (row, 4), interval.map(|one| one.low), &percent(&looks.text))?;
    write_figure(sheet, (row, 5), interval.map(|one| one.high), &percent(&looks.text))?;
    for (column, (by, group)) in (6..).zip(groups) {
        write_count(sheet, (row, column), cases_of(cases, *by, group), &looks.number)?;
    }
    Ok(())
}

/// The cases of an area or a year.
fn cases_of(cases: &ShownCases, by: GroupBy, group: &str) -> Option<u32> {
    match by {
        GroupBy::FiscalYear => cases.of(Some(group.parse().ok()?), None),
        _ => cases.of(None, Some(group)),
    }
}
