//! 資源, 一緒に挙がる課題, 利用者の状況: what goes with a theme, each with its numbers.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::IssueReport;
use super::frame::{Cell, FIRST_ROW, Frame, Heading};
use super::looks::Looks;
use crate::analysis::theme_spread::{Association, ResourceKind, Tier};
use crate::output::wording::circumstance_name;

/// Rows of each theme; what comes later is rarer or weaker.
const MOST_ROWS_OF_THEME: usize = 5;

/// A row with fewer cases is chance.
const LEAST_CASES: u32 = 3;

/// A comparison with what it compares.
struct Compared<'run> {
    theme: usize,
    kind: &'static str,
    other: &'run str,
    association: &'run Association,
}

/// 資源: what is asked for along with each theme.
pub(super) fn write_resources(
    sheet: &mut Worksheet,
    report: &IssueReport<'_>,
    ranking: &[usize],
    looks: &Looks,
) -> Result<(), XlsxError> {
    let resources = report.spread.resources.iter();
    let shown = resources.filter(|row| !report.texts.hidden_terms.contains(&row.term));
    let rows = shown.filter_map(|row| {
        let (kind, other) = match row.kind {
            ResourceKind::Term => ("語", row.term.as_str()),
            ResourceKind::Theme => ("課題", report.label(row.asked?)),
        };
        Some(Compared { theme: row.theme, kind, other, association: &row.association })
    });
    let frame = frame(
        "資源",
        "課題と一緒に求められた資源・支える仕組み",
        "課題を挙げた事例で、「必要な資源・支える仕組み」の欄に何が書かれたかを事例数で数えています（語、または欄の記述の課題）。\
         課題を挙げたかどうかは、この欄のほかの記述で見ています。",
        ("求められたもの", "これを求めた事例"),
    );
    write(sheet, &frame, (rows, ranking, report), looks)
}

/// 一緒に挙がる課題: pairs of themes, shown with both of them.
pub(super) fn write_pairs(
    sheet: &mut Worksheet,
    report: &IssueReport<'_>,
    ranking: &[usize],
    looks: &Looks,
) -> Result<(), XlsxError> {
    let rows = report.spread.pairs.iter().map(|row| Compared {
        theme: row.theme,
        kind: "課題",
        other: report.label(row.other),
        association: &row.association,
    });
    let frame = frame(
        "一緒に挙がる課題",
        "同じ事例で一緒に挙がる課題",
        "2つの課題の両方を挙げた事例が、偶然より多い組です。多くの課題を挙げる事例どうしでは何でも一緒に挙がるため、\
         ほかに挙げた課題の数をそろえた検定でも確かめています。",
        ("一緒に挙がる課題", "その課題の事例"),
    );
    write(sheet, &frame, (rows, ranking, report), looks)
}

/// 利用者の状況: circumstances of the clients whose cases raise a theme.
pub(super) fn write_circumstances(
    sheet: &mut Worksheet,
    report: &IssueReport<'_>,
    ranking: &[usize],
    looks: &Looks,
) -> Result<(), XlsxError> {
    let rows = report.spread.circumstances.iter().map(|row| Compared {
        theme: row.theme,
        kind: circumstance_name(row.circumstance),
        other: &row.value,
        association: &row.association,
    });
    let frame = frame(
        "利用者の状況",
        "課題を挙げた事例の利用者の状況",
        "その状況の利用者の事例で、課題を挙げた事例が偶然より多いものです。状況の分かる事例だけを比べています。原因を示すものではありません。",
        ("利用者の状況", "その状況の事例"),
    );
    write(sheet, &frame, (rows, ranking, report), looks)
}

fn frame(name: &'static str, title: &str, note: &str, (other, group): (&str, &str)) -> Frame {
    Frame {
        name,
        title: title.to_owned(),
        note: format!(
            "{note} 両方にあたる事例が{LEAST_CASES}件以上で、期待される数より多いものを、課題ごとに{MOST_ROWS_OF_THEME}行まで示します。\
             判定の空欄は、偶然でも起こりうることを示します（灰色）。「そろえたq値」は、記述の多さなどが近い事例どうしで比べたものです。"
        ),
        headings: vec![
            Heading::new("地域課題", 34.0),
            Heading::new("種類", 14.0),
            Heading::new(other, 34.0),
            Heading::new("両方の事例", 9.0),
            Heading::new("課題の事例", 9.0),
            Heading::new(group, 10.0),
            Heading::new("比べた事例", 9.0),
            Heading::new("課題の事例に占める割合", 12.0),
            Heading::new("期待される数", 9.0),
            Heading::new("何倍か", 9.0),
            Heading::new("p値", 9.0),
            Heading::new("q値", 9.0),
            Heading::new("そろえたq値", 9.0),
            Heading::new("判定", 8.0),
        ],
        frozen: 3,
    }
}

fn write<'run>(
    sheet: &mut Worksheet,
    frame: &Frame,
    (rows, ranking, report): (impl Iterator<Item = Compared<'run>>, &[usize], &IssueReport<'run>),
    looks: &Looks,
) -> Result<(), XlsxError> {
    frame.open(sheet, looks)?;
    let shown = shown(rows, ranking);
    for (compared, row) in shown.iter().zip(FIRST_ROW..) {
        write_row(sheet, (frame, row), (compared, report), looks)?;
    }
    if shown.is_empty() {
        frame.nothing(sheet, "あてはまるものがありません（事例が少ないと示せません）。", looks)?;
    }
    frame.close(sheet, shown.len())
}

/// Of each theme the surest and most frequent, themes by rank.
fn shown<'run>(
    rows: impl Iterator<Item = Compared<'run>>,
    ranking: &[usize],
) -> Vec<Compared<'run>> {
    let places: BTreeMap<usize, usize> =
        ranking.iter().enumerate().map(|(place, theme)| (*theme, place)).collect();
    let above = |row: &Compared<'_>| {
        row.association.cases >= LEAST_CASES && row.association.lift.is_some_and(|lift| lift > 1.0)
    };
    let mut rows: Vec<Compared<'_>> = rows.filter(above).collect();
    rows.sort_by(|one, other| {
        let key = |row: &Compared<'run>| {
            let unsure = row.association.tier.is_none();
            (places.get(&row.theme).copied(), unsure, row.association.tier)
        };
        let cases = |row: &Compared<'run>| Reverse(row.association.cases);
        key(one)
            .cmp(&key(other))
            .then(one.association.p.total_cmp(&other.association.p))
            .then((cases(one), one.kind, one.other).cmp(&(cases(other), other.kind, other.other)))
    });
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    rows.retain(|row| {
        let count = counts.entry(row.theme).or_default();
        *count += 1;
        *count <= MOST_ROWS_OF_THEME
    });
    rows
}

fn write_row(
    sheet: &mut Worksheet,
    (frame, row): (&Frame, u32),
    (compared, report): (&Compared<'_>, &IssueReport<'_>),
    looks: &Looks,
) -> Result<(), XlsxError> {
    let one = compared.association;
    let row_looks = if one.tier.is_some() { &looks.plain } else { &looks.few };
    let share = f64::from(one.cases) / f64::from(one.cases_of_theme.max(1));
    let cells = [
        (Cell::Text(report.label(compared.theme)), &row_looks.text),
        (Cell::Text(compared.kind), &row_looks.centered),
        (Cell::Text(compared.other), &row_looks.text),
        (Cell::Number(f64::from(one.cases)), &row_looks.number),
        (Cell::Number(f64::from(one.cases_of_theme)), &row_looks.number),
        (Cell::Number(f64::from(one.cases_of_group)), &row_looks.number),
        (Cell::Number(f64::from(one.cases_of_all)), &row_looks.number),
        (Cell::Number(share), &row_looks.percent),
        (Cell::Number(one.expected), &row_looks.ratio),
        (Cell::number(one.lift), &row_looks.ratio),
        (Cell::Number(one.p), &row_looks.probability),
        (Cell::number(one.q), &row_looks.probability),
        (Cell::number(one.q_alike), &row_looks.probability),
        (Cell::Text(one.tier.map_or("", Tier::as_str)), &row_looks.centered),
    ];
    frame.row(sheet, row, cells.into_iter())
}
