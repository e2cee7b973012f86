//! 分析/頻出語.xlsx: the most frequent content words, as a whole, by area and by year.
//!
//! Input → output: `TermFrequency` → the bytes of a workbook. It holds no statement, and only
//! words of at least two cases, or of as many as the policy asks for, so that no single client or
//! participant stands out.

use std::collections::BTreeMap;

use rust_xlsxwriter::{DocProperties, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use super::new_workbook::{WorkbookError, new_workbook};
use super::report_page::HIDDEN;
use crate::analysis::{TermCount, TermFrequency, TermGroup};
use crate::privacy::{PrivacyPolicy, suppress_row};
use crate::records::StatementField;

/// Words of a single case may point at a person; they stand in the tables only.
const LEAST_CASES: u32 = 2;

/// Rows per field; what comes later is rare.
const MOST_ROWS: usize = 100;

const FONT: &str = "Yu Gothic";
const TITLE_ROW: u32 = 0;
const NOTE_ROW: u32 = 1;
const HEADING_ROW: u32 = 3;

/// The bytes of 分析/頻出語.xlsx.
///
/// Input: the words, and which counts of cases are hidden.
/// # Errors
/// [`WorkbookError`]: the writer refused, which no input should bring about.
pub fn term_workbook(
    frequency: &TermFrequency,
    policy: PrivacyPolicy,
) -> Result<Vec<u8>, WorkbookError> {
    let looks = Looks::new();
    let mut workbook = new_workbook(DocProperties::new())?;
    let least = LEAST_CASES.max(policy.smallest_count);
    let shown = shown_terms(&frequency.terms, least);
    write_terms(workbook.add_worksheet(), (&shown, policy), least, &looks)?;
    for (group_by, name) in [(TermGroup::Area, "エリア別"), (TermGroup::FiscalYear, "年度別")]
    {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?;
        write_groups(sheet, (&shown, policy), &groups_of(frequency, group_by), &looks)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// What is shown: of each field the words of most cases.
fn shown_terms(terms: &[TermCount], least: u32) -> Vec<&TermCount> {
    let of_field = |field: StatementField| {
        terms
            .iter()
            .filter(move |count| count.field == field && count.cases >= least)
            .take(MOST_ROWS)
    };
    StatementField::ALL.into_iter().flat_map(of_field).collect()
}

struct Looks {
    title: Format,
    note: Format,
    heading: Format,
    text: Format,
    number: Format,
}

impl Looks {
    fn new() -> Self {
        let plain = Format::new().set_font_name(FONT).set_font_size(10);
        let framed = plain.clone().set_border(FormatBorder::Thin);
        Self {
            title: plain.clone().set_bold().set_font_size(14),
            note: plain,
            heading: framed
                .clone()
                .set_bold()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_text_wrap()
                .set_background_color("F2F2F2"),
            text: framed.clone(),
            number: framed.set_num_format("#,##0"),
        }
    }
}

const COLUMNS: [(&str, f64); 8] = [
    ("記入欄", 30.0),
    ("語", 24.0),
    ("品詞", 10.0),
    ("事例数", 9.0),
    ("記述数", 9.0),
    ("うち「ない」", 12.0),
    ("否定のみ", 10.0),
    ("予定のみ", 10.0),
];

fn write_terms(
    sheet: &mut Worksheet,
    (shown, policy): (&[&TermCount], PrivacyPolicy),
    least: u32,
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.set_name("頻出語")?;
    let note = format!(
        "{least}事例以上の記述に出た語を、記入欄ごとに事例数の多い順に並べています。\
         「特になし」などの記述と人名は数えていません。\
         「否定のみ」「予定のみ」は記述数に含みません。\
         {HIDDEN} は、{} 未満の数が分からないように伏せたものです。合計の少ない語は、0 も含めて伏せます。",
        policy.smallest_count
    );
    write_head(sheet, "頻出語（記入欄別）", &note, looks)?;
    for ((heading, width), column) in COLUMNS.iter().zip(0..) {
        sheet.write_string_with_format(HEADING_ROW, column, *heading, &looks.heading)?;
        sheet.set_column_width(column, *width)?;
    }
    for (count, row) in shown.iter().zip(HEADING_ROW + 1..) {
        let texts = [count.field.heading(), &count.term, count.class.as_str()];
        for (text, column) in texts.iter().zip(0..) {
            sheet.write_string_with_format(row, column, *text, &looks.text)?;
        }
        for (number, column) in shown_counts(count, policy).into_iter().zip(3..) {
            write_count(sheet, (row, column), number, looks)?;
        }
    }
    finish(sheet, shown.len(), COLUMNS.len())
}

/// The counts of a word as they may be shown: a statement is one participant's, so few of them are
/// few people. What `statements` and `lacking` leave between them is as small a number.
fn shown_counts(count: &TermCount, policy: PrivacyPolicy) -> [Option<u32>; 5] {
    let rest = policy.shown(count.statements.saturating_sub(count.lacking));
    let lacking = policy.shown(count.lacking).filter(|_| rest.is_some() || count.lacking == 0);
    let (negated, planned) = (policy.shown(count.negated), policy.shown(count.planned));
    [policy.shown(count.cases), policy.shown(count.statements), lacking, negated, planned]
}

/// A count, or the sign for one that is hidden.
fn write_count(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    count: Option<u32>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    match count {
        Some(count) => sheet.write_number_with_format(row, column, count, &looks.number)?,
        None => sheet.write_string_with_format(row, column, HIDDEN, &looks.number)?,
    };
    Ok(())
}

/// Cases of each group: group → term and field → cases.
type Groups<'a> = BTreeMap<&'a str, BTreeMap<(&'a str, StatementField), u32>>;

fn groups_of(frequency: &TermFrequency, group_by: TermGroup) -> Groups<'_> {
    let mut groups = Groups::new();
    for row in frequency.groups.iter().filter(|row| row.group_by == group_by) {
        let cases = groups.entry(&row.group).or_default();
        cases.insert((&row.count.term, row.count.field), row.count.cases);
    }
    groups
}

fn write_groups(
    sheet: &mut Worksheet,
    (shown, policy): (&[&TermCount], PrivacyPolicy),
    groups: &Groups<'_>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let title = format!("頻出語（{}）", sheet.name());
    let note = format!(
        "数字は、その語が記述に出た事例の数です。{HIDDEN} は、{} 未満の数が分からないように伏せたものです。",
        policy.smallest_count
    );
    write_head(sheet, &title, &note, looks)?;
    let fixed = [("記入欄", 30.0), ("語", 24.0), ("全体", 9.0)];
    let names = groups.keys().map(|group| (*group, 12.0));
    for ((heading, width), column) in fixed.into_iter().chain(names).zip(0..) {
        sheet.write_string_with_format(HEADING_ROW, column, heading, &looks.heading)?;
        sheet.set_column_width(column, width)?;
    }
    for (count, row) in shown.iter().zip(HEADING_ROW + 1..) {
        sheet.write_string_with_format(row, 0, count.field.heading(), &looks.text)?;
        sheet.write_string_with_format(row, 1, &count.term, &looks.text)?;
        sheet.write_number_with_format(row, 2, count.cases, &looks.number)?;
        let of_group = |cases: &BTreeMap<(&str, StatementField), u32>| {
            cases.get(&(count.term.as_str(), count.field)).copied().unwrap_or(0)
        };
        let cases: Vec<u32> = groups.values().map(of_group).collect();
        let cases = suppress_row(&cases, count.cases, policy);
        for (cases, column) in cases.into_iter().zip(3..) {
            write_count(sheet, (row, column), cases, looks)?;
        }
    }
    finish(sheet, shown.len(), fixed.len() + groups.len())
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
fn finish(sheet: &mut Worksheet, rows: usize, columns: usize) -> Result<(), XlsxError> {
    let last_row = HEADING_ROW + u32::try_from(rows).unwrap_or(0);
    let last_column = u16::try_from(columns.saturating_sub(1)).unwrap_or(0);
    sheet.autofilter(HEADING_ROW, 0, last_row, last_column)?;
    sheet.set_freeze_panes(HEADING_ROW + 1, 2)?;
    sheet.set_row_height(HEADING_ROW, 30)?;
    sheet.set_repeat_rows(HEADING_ROW, HEADING_ROW)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    Ok(())
}
