//! 分析/コーディング.xlsx: what a city's own rules count, as a whole, by area, year and box.
//!
//! Input → output: `Coding` → the bytes of a workbook. It holds counts and the rules' own labels,
//! no statement; small counts are hidden, for a rule may ask for age, sex and centre of a client.
//! A themes' workbook is another file: the two are never mixed.

use rust_xlsxwriter::{DocProperties, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use super::new_workbook::{WorkbookError, new_workbook};
use super::report_page::HIDDEN;
use crate::analysis::{Code, CodeCount, CodeGroup, Coding};
use crate::privacy::{PrivacyPolicy, suppress_row};
use crate::records::StatementField;

const FONT: &str = "Yu Gothic";

const TITLE_ROW: u32 = 0;
const NOTE_ROW: u32 = 1;
const HEADING_ROW: u32 = 3;

/// The bytes of 分析/コーディング.xlsx.
///
/// Input: what the rules found, and which counts of cases are hidden.
/// # Errors
/// [`WorkbookError`]: the writer refused, which no input should bring about.
pub fn coding_workbook(coding: &Coding, policy: PrivacyPolicy) -> Result<Vec<u8>, WorkbookError> {
    let looks = Looks::new();
    let mut workbook = new_workbook(DocProperties::new())?;
    write_codes(workbook.add_worksheet(), (coding, policy), &looks)?;
    for (group_by, name) in [
        (CodeGroup::Area, "エリア別"),
        (CodeGroup::FiscalYear, "年度別"),
        (CodeGroup::Field, "記入欄別"),
    ] {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?;
        write_groups(sheet, (coding, policy), group_by, &looks)?;
    }
    Ok(workbook.save_to_buffer()?)
}

struct Looks {
    title: Format,
    note: Format,
    heading: Format,
    text: Format,
    number: Format,
    share: Format,
}

impl Looks {
    fn new() -> Self {
        let plain = Format::new().set_font_name(FONT).set_font_size(10);
        let framed =
            plain.clone().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
        Self {
            title: plain.clone().set_bold().set_font_size(14),
            note: plain,
            heading: framed
                .clone()
                .set_bold()
                .set_align(FormatAlign::Center)
                .set_text_wrap()
                .set_background_color("F2F2F2"),
            text: framed.clone().set_text_wrap(),
            number: framed.clone().set_num_format("#,##0"),
            share: framed.set_num_format("0%"),
        }
    }
}

const COLUMNS: [(&str, f64); 9] = [
    ("コード", 26.0),
    ("id", 20.0),
    ("説明", 44.0),
    ("記述数", 9.0),
    ("事例数", 9.0),
    ("全事例数", 9.0),
    ("事例の割合", 9.0),
    ("95%区間 下限", 10.0),
    ("95%区間 上限", 10.0),
];

fn write_codes(
    sheet: &mut Worksheet,
    (coding, policy): (&Coding, PrivacyPolicy),
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.set_name("コード")?;
    let note = "市のコーディングルールに合う記述を数えたものです（地域課題の一覧とは別の数え方です）。\
                割合は、内容のある記述が一つでもある事例のうちの割合、区間は Wilson の方法によります。";
    let note = format!("{note}{}", hint(policy));
    write_head(sheet, "コーディングルールによる集計", &note, looks)?;
    for ((heading, width), column) in COLUMNS.iter().zip(0..) {
        sheet.write_string_with_format(HEADING_ROW, column, *heading, &looks.heading)?;
        sheet.set_column_width(column, *width)?;
    }
    for ((code, count), row) in rows(coding, CodeGroup::All).zip(HEADING_ROW + 1..) {
        let texts = [code.label.as_str(), &code.id, code.note.as_deref().unwrap_or_default()];
        for (text, column) in texts.iter().zip(0..) {
            sheet.write_string_with_format(row, column, *text, &looks.text)?;
        }
        if policy.shown(count.cases).is_none() {
            for column in 3..9 {
                sheet.write_string_with_format(row, column, HIDDEN, &looks.number)?;
            }
            continue;
        }
        let numbers = [count.statements, count.cases, count.cases_of_group];
        for (number, column) in numbers.iter().zip(3..) {
            sheet.write_number_with_format(row, column, *number, &looks.number)?;
        }
        let shares = count.share.map(|(share, interval)| [share, interval.low, interval.high]);
        for (share, column) in shares.into_iter().flatten().zip(6..) {
            sheet.write_number_with_format(row, column, share, &looks.share)?;
        }
    }
    finish(sheet, coding.codes.len(), COLUMNS.len(), 1)
}

fn write_groups(
    sheet: &mut Worksheet,
    (coding, policy): (&Coding, PrivacyPolicy),
    group_by: CodeGroup,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let title = format!("コーディングルールによる集計（{}）", sheet.name());
    let note = "数字は、コードの付いた記述がある事例の数です（かっこの中は、記述のある事例の数）。";
    write_head(sheet, &title, &format!("{note}{}", hint(policy)), looks)?;
    sheet.write_string_with_format(HEADING_ROW, 0, "コード", &looks.heading)?;
    sheet.set_column_width(0, 26)?;
    let groups: Vec<&CodeCount> = of_code(coding, 0, group_by).collect();
    // The groups' own sizes add up to the number of all cases, which another sheet shows.
    let sizes: Vec<u32> = groups.iter().map(|group| group.cases_of_group).collect();
    let all = |code| rows(coding, CodeGroup::All).find(|(_, count)| count.code == code);
    let all = |code| all(code).map(|(_, count)| (count.cases, count.cases_of_group));
    let hidden = |counts: &[u32], total: u32| -> Vec<Option<u32>> {
        // A case fills in several fields: their counts make up no total.
        if group_by == CodeGroup::Field {
            return counts.iter().map(|count| policy.shown(*count)).collect();
        }
        suppress_row(counts, total, policy)
    };
    let sizes = hidden(&sizes, all(0).map_or(0, |(_, cases)| cases));
    for ((group, size), column) in groups.iter().zip(&sizes).zip(1..) {
        let size = size.map_or_else(|| HIDDEN.to_owned(), |size| size.to_string());
        let heading = format!("{}\n（{size}）", heading(group));
        sheet.write_string_with_format(HEADING_ROW, column, heading, &looks.heading)?;
        sheet.set_column_width(column, 16)?;
    }
    for ((number, code), row) in coding.codes.iter().enumerate().zip(HEADING_ROW + 1..) {
        let cases: Vec<u32> = of_code(coding, number, group_by).map(|count| count.cases).collect();
        let counts = hidden(&cases, all(number).map_or(0, |(cases, _)| cases));
        sheet.write_string_with_format(row, 0, &code.label, &looks.text)?;
        for (count, column) in counts.iter().zip(1..) {
            match count {
                Some(count) => {
                    sheet.write_number_with_format(row, column, *count, &looks.number)?
                }
                None => sheet.write_string_with_format(row, column, HIDDEN, &looks.number)?,
            };
        }
    }
    finish(sheet, coding.codes.len(), groups.len() + 1, 1)
}

/// Every code with its count in the one group of a kind that has but one.
fn rows(coding: &Coding, group_by: CodeGroup) -> impl Iterator<Item = (&Code, &CodeCount)> {
    let counts = coding.counts.iter().filter(move |count| count.group_by == group_by);
    counts.filter_map(|count| Some((coding.codes.get(count.code)?, count)))
}

/// A code's counts in the groups of a kind.
fn of_code(coding: &Coding, code: usize, group_by: CodeGroup) -> impl Iterator<Item = &CodeCount> {
    coding.counts.iter().filter(move |count| count.code == code && count.group_by == group_by)
}

/// What stands for hidden counts, in words.
fn hint(policy: PrivacyPolicy) -> String {
    format!(
        "{HIDDEN} は、{} 未満の数が分からないように伏せたものです。合計の少ないコードは、0 も含めて伏せます。",
        policy.smallest_count
    )
}

/// A group's name for people.
fn heading(count: &CodeCount) -> &str {
    let field = StatementField::named(&count.group).filter(|_| count.group_by == CodeGroup::Field);
    field.map_or(count.group.as_str(), |field| field.heading())
}

fn write_head(
    sheet: &mut Worksheet,
    title: &str,
    note: &str,
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(TITLE_ROW, 0, title, &looks.title)?;
    sheet.write_string_with_format(NOTE_ROW, 0, note, &looks.note)?;
    Ok(())
}

/// Filter arrows, the headings kept in view, and a page that fits the sheet's width.
fn finish(
    sheet: &mut Worksheet,
    rows: usize,
    columns: usize,
    frozen: u16,
) -> Result<(), XlsxError> {
    let last_row = HEADING_ROW + u32::try_from(rows).unwrap_or(0);
    let last_column = u16::try_from(columns.saturating_sub(1)).unwrap_or(0);
    sheet.autofilter(HEADING_ROW, 0, last_row, last_column)?;
    sheet.set_freeze_panes(HEADING_ROW + 1, frozen)?;
    sheet.set_row_height(HEADING_ROW, 32)?;
    sheet.set_repeat_rows(HEADING_ROW, HEADING_ROW)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    Ok(())
}
