//! Below 回答のようす: how many give one score to everything, by group; never who.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::AnalysisMaterial;
use super::answering::WIDTHS;
use super::figures::{NOTHING, percent, reason, write as write_figure, write_count, write_formula};
use super::frame::headings;
use crate::analysis::{ScaleKind, ScoreGroup, StraightLining};
use crate::output::report_page::{Looks, highest, points};
use crate::privacy::suppress_row;

const HEADINGS: [&str; 4] = ["区分", "人数", "同じ点だけ", "割合"];
/// Kinds of groups in words; those of single meetings, and of years in areas, are not shown.
const KINDS: [(ScoreGroup, &str); 5] = [
    (ScoreGroup::All, "全体"),
    (ScoreGroup::FiscalYear, "年度"),
    (ScoreGroup::Area, "エリア"),
    (ScoreGroup::Role, "役割"),
    (ScoreGroup::Experience, "ケアマネ経験"),
];

/// How many give one score to everything, by group; the last row.
pub(super) fn write(
    sheet: &mut Worksheet,
    at: u32,
    (material, looks): (&AnalysisMaterial<'_>, &Looks),
) -> Result<u32, XlsxError> {
    sheet.write_string_with_format(at, 0, "同じ点だけを付けた回答", &looks.title)?;
    headings(sheet, at + 1, &HEADINGS, looks)?;
    sheet.merge_range(at + 1, 4, at + 1, 10, "注", &looks.heading)?;
    let rows = shown_straight(material);
    let mut row = at + 2;
    for (kind, of, straight) in &rows {
        write_row(sheet, row, (kind, of, *straight), (material, looks))?;
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
    let groups = material.shown_scores;
    let total = material.scores.scales.iter().find(|scale| scale.kind == ScaleKind::Total);
    let total = total.map_or("", |scale| &*scale.name);
    let everybody =
        material.scores.straight_lining.iter().find(|one| one.group_by == ScoreGroup::All);
    let all = everybody.map_or(0, |one| one.straight);
    let mut rows = Vec::new();
    for (by, kind) in KINDS {
        let family: Vec<&StraightLining> =
            material.scores.straight_lining.iter().filter(|one| one.group_by == by).collect();
        let counts: Vec<u32> = family.iter().map(|one| one.straight).collect();
        let shown = suppress_row(&counts, all, material.policy);
        for (of, straight) in family.into_iter().zip(shown) {
            if groups.shows(by.as_str(), &of.group, total) {
                rows.push((kind, of, straight));
            }
        }
    }
    rows
}

fn write_row(
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
