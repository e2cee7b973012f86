//! エリア×課題 and 年度×課題: themes against places and years, as heat maps.

use std::collections::BTreeMap;

use rust_xlsxwriter::{ConditionalFormat2ColorScale, Format, Worksheet, XlsxError};

use super::IssueReport;
use super::frame::{Cell, FIRST_ROW, Frame, Heading};
use super::looks::Looks;
use crate::analysis::theme_spread::{GroupBy, Tier};
use crate::output::report_page::HIDDEN;

/// The sheet of years, which sparklines point to.
pub(super) const YEARS: &str = "年度×課題";

/// Its first column with a year.
pub(super) const FIRST_YEAR_COLUMN: u16 = 2;

/// Groups with fewer cases are greyed: one case more or less changes the picture.
const FEW_CASES: u32 = 5;

const LOW: &str = "FFFFFF";
const HIGH: &str = "F8A15A";

/// The fiscal years with cases, each with its number of cases as it may be shown; sorted.
pub(super) fn years(report: &IssueReport<'_>) -> Vec<(i32, Option<u32>)> {
    let all = report.spread.trends.first().map(|trend| &trend.years);
    let cases = |year| report.shown.speaking.of(Some(year), None);
    all.into_iter().flatten().map(|one| (one.year, cases(one.year))).collect()
}

/// The areas with cases, each with its number of cases as it may be shown; sorted.
fn areas<'run>(report: &IssueReport<'run>) -> Vec<(&'run str, Option<u32>)> {
    let groups = report.spread.cases_by_group.keys();
    let names = groups.filter(|(of, _)| *of == GroupBy::Area).map(|(_, name)| name.as_str());
    names.map(|name| (name, report.shown.speaking.of(None, Some(name)))).collect()
}

/// エリア×課題: cases that raise each theme in each area.
pub(super) fn write_areas(
    sheet: &mut Worksheet,
    report: &IssueReport<'_>,
    ranking: &[usize],
    looks: &Looks,
) -> Result<(), XlsxError> {
    let areas = areas(report);
    let all = report.shown.speaking.of(None, None);
    let mut headings = vec![Heading::new("地域課題", 36.0), head("全体", all)];
    headings.extend(areas.iter().map(|(name, cases)| head(name, *cases)));
    let frame = Frame {
        name: "エリア×課題",
        title: "エリア×課題（課題を挙げた事例の数）".to_owned(),
        note: format!(
            "nはそのエリアの事例数。色が濃いほど事例が多いことを示します。◎は【確認】、○は【候補】（ほかのエリアより多いと言えるもの）。\
             nが{FEW_CASES}未満のエリアは灰色で示し、読み取りに注意が要ります。少ない事例数は「＊」で隠し、合計から分からないように、ほかの数も隠すことがあります。エリアの分からない事例は全体にだけ入ります。"
        ),
        headings,
        frozen: 2,
    };
    frame.open(sheet, looks)?;
    let tiers: BTreeMap<(usize, &str), Option<Tier>> = (report.spread.groups.iter())
        .filter(|row| row.group_by == GroupBy::Area)
        .map(|row| ((row.theme, row.group.as_str()), row.association.tier))
        .collect();
    for (theme, row) in ranking.iter().zip(FIRST_ROW..) {
        let raised = report.spread.summaries.get(*theme).map_or(0, |one| one.raised);
        let of_area = |(name, cases): &(&str, Option<u32>)| {
            let tier = tiers.get(&(*theme, *name)).copied().flatten();
            let look = marked(&looks.row(cases.unwrap_or_default(), FEW_CASES).number, tier);
            (counted(report.raised(*theme, None, Some(name))), look)
        };
        let counts: Vec<(Cell<'_>, Format)> = areas.iter().map(of_area).collect();
        let plain = looks.row(raised, report.rules.tiers.least_cases);
        let head = [
            (Cell::Text(report.label(*theme)), &plain.text),
            (counted(report.raised(*theme, None, None)), &plain.number),
        ];
        let counts = counts.iter().map(|(cell, format)| (cell.clone(), format));
        frame.row(sheet, row, head.into_iter().chain(counts))?;
    }
    finish(sheet, &frame, (ranking.len(), 2), looks)
}

/// 年度×課題: the share of cases that raise each theme in each year.
pub(super) fn write_years(
    sheet: &mut Worksheet,
    report: &IssueReport<'_>,
    ranking: &[usize],
    looks: &Looks,
) -> Result<(), XlsxError> {
    let years = years(report);
    let all = report.shown.speaking.of(None, None);
    let mut headings = vec![Heading::new("地域課題", 36.0), head("全体", all)];
    headings.extend(years.iter().map(|(year, cases)| head(&format!("{year}年度"), *cases)));
    let frame = Frame {
        name: YEARS,
        title: "年度×課題（課題を挙げた事例の割合）".to_owned(),
        note: format!(
            "nはその年度の事例数、割合の分母です。全体の列は事例の数。nが{FEW_CASES}未満の年度は灰色で示し、読み取りに注意が要ります。"
        ),
        headings,
        frozen: 2,
    };
    frame.open(sheet, looks)?;
    for (theme, row) in ranking.iter().zip(FIRST_ROW..) {
        let raised = report.spread.summaries.get(*theme).map_or(0, |one| one.raised);
        let plain = looks.row(raised, report.rules.tiers.least_cases);
        let head = [
            (Cell::Text(report.label(*theme)), &plain.text),
            (counted(report.raised(*theme, None, None)), &plain.number),
        ];
        let shares = years.iter().map(|(year, all)| {
            let with = report.raised(*theme, Some(*year), None);
            let share = with.zip(*all).map(|(with, all)| f64::from(with) / f64::from(all));
            let cell = share.map_or(Cell::Text(HIDDEN), Cell::Number);
            (cell, &looks.row(all.unwrap_or_default(), FEW_CASES).percent)
        });
        frame.row(sheet, row, head.into_iter().chain(shares))?;
    }
    finish(sheet, &frame, (ranking.len(), FIRST_YEAR_COLUMN), looks)
}

/// A count, or the sign for a hidden one.
pub(super) fn counted(count: Option<u32>) -> Cell<'static> {
    count.map_or(Cell::Text(HIDDEN), |count| Cell::Number(f64::from(count)))
}

/// A group's name with its n.
fn head(name: &str, cases: Option<u32>) -> Heading {
    let few = if cases.is_none_or(|cases| cases < FEW_CASES) { "・少数" } else { "" };
    let n = cases.map_or_else(|| HIDDEN.to_owned(), |cases| cases.to_string());
    Heading::new(format!("{name}\n（n={n}{few}）"), 14.0)
}

/// The number with its claim beside it.
fn marked(format: &Format, tier: Option<Tier>) -> Format {
    match tier {
        Some(Tier::Confirmed) => format.clone().set_num_format("#,##0\"◎\"").set_bold(),
        Some(Tier::Candidate) => format.clone().set_num_format("#,##0\"○\""),
        None => format.clone(),
    }
}

/// The colours, and what every sheet has.
fn finish(
    sheet: &mut Worksheet,
    frame: &Frame,
    (rows, first_column): (usize, u16),
    looks: &Looks,
) -> Result<(), XlsxError> {
    let last_row = FIRST_ROW + u32::try_from(rows.saturating_sub(1)).unwrap_or(0);
    if rows == 0 {
        frame.nothing(sheet, "課題として読み取れた記述がありません。", looks)?;
    } else if frame.last_column() >= first_column {
        let scale =
            ConditionalFormat2ColorScale::new().set_minimum_color(LOW).set_maximum_color(HIGH);
        let last_column = frame.last_column();
        sheet.add_conditional_format(FIRST_ROW, first_column, last_row, last_column, &scale)?;
    }
    frame.close(sheet, rows)
}
