//! 地域課題一覧: the themes by rank, each with its cases, spread, trend, claims and statements.

use rust_xlsxwriter::{Color, Sparkline, SparklineType, Worksheet, XlsxError};

use super::frame::{Cell, FIRST_ROW, Frame, Heading};
use super::looks::Looks;
use super::{IssueReport, grids, wording};
use crate::analysis::recurring_issue::{Theme, ThemeOrigin};
use crate::analysis::theme_spread::{GroupBy, ThemeSummary};
use crate::output::report_page::HIDDEN;

/// Where the sparkline stands.
const SPARKLINE: u16 = 12;

/// Statements shown of each theme.
const CENTRAL: usize = 2;

pub(super) fn write(
    sheet: &mut Worksheet,
    report: &IssueReport<'_>,
    ranking: &[usize],
    looks: &Looks,
) -> Result<(), XlsxError> {
    let frame = frame(report);
    frame.open(sheet, looks)?;
    for (theme, row) in ranking.iter().zip(FIRST_ROW..) {
        write_theme(sheet, (&frame, row), report, *theme, looks)?;
    }
    if ranking.is_empty() {
        frame.nothing(sheet, "課題として読み取れた記述がありません。", looks)?;
    }
    frame.close(sheet, ranking.len())
}

fn frame(report: &IssueReport<'_>) -> Frame {
    let n = report.spread.cases;
    let least = report.rules.tiers.least_cases;
    let people = report.rules.raising.least_participants;
    Frame {
        name: "地域課題一覧",
        title: format!("地域課題一覧（記述のある{n}事例）"),
        note: format!(
            "挙げた事例＝とりまとめに書かれた、または参加者{people}人以上が書いた事例。数えているのは事例で、記述の数ではありません。\
             「新」は課題辞書にない、記述から見つかった課題です。特徴は【確認】誤りが5%以下、【候補】20%以下と見込まれるものだけを示します。\
             挙げた事例が{least}件未満の課題は灰色で示し、判定しません。くわしくは「方法」シートをご覧ください。\
             この表は内部用です。記述と出典を数えれば「＊」の件数も分かるため、外には配らないでください。"
        ),
        headings: vec![
            Heading::new("順位", 5.0),
            Heading::new("地域課題", 22.0),
            Heading::new("新", 4.0),
            Heading::new("挙げた事例", 6.5),
            Heading::new("割合", 6.0),
            Heading::new("95%信頼区間", 9.5),
            Heading::new("触れた事例", 6.5),
            Heading::new("記述", 6.0),
            Heading::new("参加者（のべ）", 8.0),
            Heading::new("エリア", 6.5),
            Heading::new("繰り返し", 6.0),
            Heading::new("年度", 11.0),
            Heading::new("推移（割合）", 11.0),
            Heading::new("特徴（事例数と検定の結果）", 38.0),
            Heading::new("代表的な記述", 42.0),
        ],
        frozen: 2,
    }
}

fn write_theme(
    sheet: &mut Worksheet,
    (frame, row): (&Frame, u32),
    report: &IssueReport<'_>,
    number: usize,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let Some((theme, summary)) = report.theme(number).zip(report.spread.summaries.get(number))
    else {
        return Ok(());
    };
    let row_looks = looks.row(summary.raised, report.rules.tiers.least_cases);
    let texts = Texts::new(report, number, theme, summary);
    let rank = f64::from(row - FIRST_ROW + 1);
    let cases = report.raised(number, None, None);
    let share = summary.share.filter(|_| cases.is_some());
    let voiced = report.shown.voiced.get(number).and_then(|of| of.of(None, None));
    let participants = report.policy.shown(summary.participants).filter(|_| voiced.is_some());
    let cells = [
        (Cell::Number(rank), &row_looks.centered),
        (Cell::Text(report.label(number)), &row_looks.text),
        (Cell::Text(texts.new), &row_looks.centered),
        (grids::counted(cases), &row_looks.number),
        (Cell::number(share), &row_looks.percent),
        (Cell::Text(&texts.interval), &row_looks.centered),
        (grids::counted(voiced), &row_looks.number),
        (Cell::Number(f64::from(theme.statements)), &row_looks.number),
        (grids::counted(participants), &row_looks.number),
        (Cell::Text(&texts.areas), &row_looks.centered),
        (Cell::Text(texts.recurring), &row_looks.centered),
        (Cell::Text(&texts.years), &row_looks.centered),
        (Cell::Blank, &row_looks.text),
        (Cell::Text(&texts.claims), &row_looks.text),
        (Cell::Text(&texts.central), &row_looks.text),
    ];
    frame.row(sheet, row, cells.into_iter())?;
    add_sparkline(sheet, row, report)
}

/// The theme's share of cases by year, from the sheet of years.
fn add_sparkline(
    sheet: &mut Worksheet,
    row: u32,
    report: &IssueReport<'_>,
) -> Result<(), XlsxError> {
    let years = grids::years(report);
    // A single year is no development.
    let Some(last) = u16::try_from(years.len()).ok().filter(|years| *years > 1) else {
        return Ok(());
    };
    let first = grids::FIRST_YEAR_COLUMN;
    let sparkline = Sparkline::new()
        .set_range((grids::YEARS, row, first, row, first + last - 1))
        .set_type(SparklineType::Column)
        .set_custom_min(0)
        .set_sparkline_color(Color::RGB(0x2E_75B6));
    sheet.add_sparkline(row, SPARKLINE, &sparkline)?;
    Ok(())
}

/// The texts of a theme's row.
struct Texts {
    new: &'static str,
    interval: String,
    areas: String,
    recurring: &'static str,
    years: String,
    claims: String,
    central: String,
}

impl Texts {
    fn new(report: &IssueReport<'_>, number: usize, theme: &Theme, summary: &ThemeSummary) -> Self {
        // Two places, or two years, of a theme would be two cases.
        let shown = report.shown.voiced.get(number).is_some_and(|of| of.of(None, None).is_some());
        let areas = report.spread.cases_by_group.keys().filter(|(of, _)| *of == GroupBy::Area);
        let central = theme.central.iter().filter_map(|index| report.text_at(*index));
        let central: Vec<String> =
            central.take(CENTRAL).map(|text| format!("「{}」", text.replace('\n', " "))).collect();
        Self {
            new: if theme.origin == ThemeOrigin::New { "新" } else { "" },
            interval: wording::interval(summary.interval.filter(|_| shown)),
            areas: if shown {
                format!("{}/{}", theme.areas.len(), areas.count())
            } else {
                HIDDEN.to_owned()
            },
            recurring: if summary.recurring { "○" } else { "" },
            years: match (theme.years.first(), theme.years.last()) {
                _ if !shown => HIDDEN.to_owned(),
                (Some(first), Some(last)) if first != last => format!("{first}～{last}"),
                (Some(only), _) => only.to_string(),
                _ => String::new(),
            },
            claims: claims(report, number, summary.raised),
            central: central.join("\n"),
        }
    }
}

/// What may be claimed, surest first; or that there are too few cases.
fn claims(report: &IssueReport<'_>, number: usize, raised: u32) -> String {
    let least = report.rules.tiers.least_cases;
    if raised < least {
        return format!("事例が{least}件未満のため判定しない");
    }
    let of_theme = report.spread.groups.iter().filter(|row| row.theme == number);
    let groups = of_theme.filter_map(|row| {
        Some((row.association.tier?, wording::concentration(row, report.shown)?))
    });
    let trends = report.spread.trends.iter().filter(|row| row.theme == number);
    let trends = trends.filter_map(|row| Some((row.tier?, wording::trend(row, report.shown)?)));
    let mut claims: Vec<_> = groups.chain(trends).collect();
    // The order of the groups stays among claims as sure.
    claims.sort_by_key(|(tier, _)| *tier);
    claims.into_iter().map(|(_, claim)| claim).collect::<Vec<_>>().join("\n")
}
