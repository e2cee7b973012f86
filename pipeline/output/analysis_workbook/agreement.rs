//! Below 信頼性: how far the people of one meeting agree. Of single meetings nothing is shown.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::AnalysisMaterial;
use super::figures::{decimals, reason, write as write_figure, write_count, write_or_why};
use super::frame::headings;
use super::reliability::{WIDTHS, high, low};
use crate::analysis::Agreement;
use crate::output::report_page::{Looks, highest, points};

const HEADINGS: [&str; 13] = [
    "尺度",
    "評価の数",
    "会議",
    "1 会議の人数",
    "ICC(1)",
    "区間 下",
    "区間 上",
    "ICC(k)",
    "区間 下",
    "区間 上",
    "r_wg 平均",
    "r_wg 中央値",
    "示さない理由",
];

/// Agreement within meetings, summed up over them; the row below the table.
pub(super) fn write(
    sheet: &mut Worksheet,
    at: u32,
    (material, looks): (&AnalysisMaterial<'_>, &Looks),
) -> Result<u32, XlsxError> {
    sheet.write_string_with_format(
        at,
        0,
        "会議の中での一致（会議ごとの値は示しません）",
        &looks.title,
    )?;
    headings(sheet, at + 1, &HEADINGS, looks)?;
    let mut row = at + 2;
    for of in &material.scores.agreement {
        write_row(sheet, row, of, (material, looks))?;
        row += 1;
    }
    let note = "ICC(1) は一人の評価が、ICC(k) は会議の平均が、会議どうしのちがいをどれだけ表すかです。r_wg は 1 なら会議の中で完全に一致、0 なら答えがばらばらです。";
    sheet.write_string(row, 0, note)?;
    Ok(row)
}

fn write_row(
    sheet: &mut Worksheet,
    row: u32,
    of: &Agreement,
    (material, looks): (&AnalysisMaterial<'_>, &Looks),
) -> Result<(), XlsxError> {
    let policy = material.policy;
    let base = if of.icc.is_ok() { &looks.text } else { &looks.faint };
    let number = decimals(base);
    let around = (&number, looks, policy);
    let name = material.scale_name(&of.scale);
    sheet.write_string_with_format(row, 0, &name, base)?;
    let why = of.icc.err().or(of.rwg.err()).map_or(String::new(), |why| reason(why, policy));
    sheet.set_row_height(row, highest([points(&name, WIDTHS[0]), points(&why, WIDTHS[12])]))?;
    let few = policy.shown(of.meetings).is_none();
    write_count(sheet, (row, 1), policy.shown(of.scores).filter(|_| !few), base)?;
    write_count(sheet, (row, 2), policy.shown(of.meetings), base)?;
    let icc = of.icc.ok();
    write_figure(sheet, (row, 3), icc.map(|icc| icc.size), &number)?;
    write_or_why(sheet, (row, 4), of.icc.map(|icc| icc.single), around)?;
    write_figure(sheet, (row, 5), low(icc.map(|icc| icc.single_interval)), &number)?;
    write_figure(sheet, (row, 6), high(icc.map(|icc| icc.single_interval)), &number)?;
    write_or_why(sheet, (row, 7), of.icc.map(|icc| icc.mean), around)?;
    write_figure(sheet, (row, 8), low(icc.map(|icc| icc.mean_interval)), &number)?;
    write_figure(sheet, (row, 9), high(icc.map(|icc| icc.mean_interval)), &number)?;
    write_or_why(sheet, (row, 10), of.rwg.map(|rwg| rwg.mean), around)?;
    write_or_why(sheet, (row, 11), of.rwg.map(|rwg| rwg.median), around)?;
    sheet.write_string_with_format(row, 12, &why, base)?;
    Ok(())
}
