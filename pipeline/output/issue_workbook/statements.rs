//! 記述一覧: every statement with its themes and the cell it stands in.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::frame::{Cell, FIRST_ROW, Frame, Heading};
use super::looks::Looks;
use super::{IssueReport, Line};
use crate::units::SourcePath;

/// The address of a file, if it has one.
type Link<'a> = &'a dyn Fn(&SourcePath) -> Option<String>;

/// What statements of no theme are called.
const UNASSIGNED: &str = "未分類";

pub(super) fn write(
    sheet: &mut Worksheet,
    report: &IssueReport<'_>,
    (ranking, file_at): (&[usize], Link<'_>),
    looks: &Looks,
) -> Result<(), XlsxError> {
    let places: BTreeMap<usize, usize> =
        ranking.iter().enumerate().map(|(place, theme)| (*theme, place)).collect();
    let mut lines: Vec<Line<'_>> = report.lines().collect();
    // Of one theme, the order of the cases stays.
    lines.sort_by_key(|line| {
        line.theme.and_then(|theme| places.get(&theme)).copied().unwrap_or(usize::MAX)
    });
    let frame = Frame {
        name: "記述一覧",
        title: format!("記述一覧（{}件）", lines.len()),
        note: "すべての記述です。人名などは〇〇に置きかえています。右端をクリックすると、元のファイルのそのセルが開きます\
               （フォルダーの場所を変えると開かなくなります。名前の入ったファイルにはリンクを付けていません）。"
            .to_owned(),
        headings: vec![
            Heading::new("地域課題", 26.0),
            Heading::new("2つ目の課題", 20.0),
            Heading::new("記述", 70.0),
            Heading::new("記入欄", 24.0),
            Heading::new("年度", 7.0),
            Heading::new("エリア", 12.0),
            Heading::new("出典のファイル", 40.0),
            Heading::new("セルを開く", 16.0),
        ],
        frozen: 1,
    };
    frame.open(sheet, looks)?;
    for (line, row) in lines.iter().zip(FIRST_ROW..) {
        write_line(sheet, (&frame, row), report, (line, address(line, file_at)), looks)?;
    }
    if lines.is_empty() {
        frame.nothing(sheet, "記述がありません。", looks)?;
    }
    frame.close(sheet, lines.len())
}

fn write_line(
    sheet: &mut Worksheet,
    (frame, row): (&Frame, u32),
    report: &IssueReport<'_>,
    (line, address): (&Line<'_>, Option<String>),
    looks: &Looks,
) -> Result<(), XlsxError> {
    let plain = &looks.plain;
    let cells = [
        (Cell::Text(line.theme.map_or(UNASSIGNED, |theme| report.label(theme))), &plain.text),
        (Cell::Text(line.second.map_or("", |theme| report.label(theme))), &plain.text),
        (Cell::Text(&line.shown.text), &plain.text),
        (Cell::Text(line.field.heading()), &plain.text),
        (Cell::number(line.fiscal_year.map(f64::from)), &looks.year),
        (Cell::Text(line.area.unwrap_or_default()), &plain.centered),
        (Cell::Text(&line.shown.file), &plain.text),
        (
            Cell::Link(&line.shown.cell, address.as_deref()),
            if address.is_some() { &looks.link } else { &plain.text },
        ),
    ];
    frame.row(sheet, row, cells.into_iter())
}

/// The cell behind a statement, as Excel names it; `None` where that would name somebody.
fn address(line: &Line<'_>, file_at: Link<'_>) -> Option<String> {
    // Behind # Excel expects a cell.
    let file = file_at(&line.location.source_path)
        .filter(|file| line.shown.may_be_linked && !file.contains('#'))?;
    let sheet = line.location.sheet.as_deref().map(|sheet| sheet.replace('\'', "''"));
    Some(match sheet.zip(line.location.cell) {
        Some((sheet, cell)) => format!("{file}#'{sheet}'!{cell}"),
        None => file,
    })
}
