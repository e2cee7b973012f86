//! 確認.xlsx: one row for each thing a person should decide, with the answers to choose from.
//!
//! Input → output: questions → the bytes of a workbook that, filled in and saved, the next run
//! reads. It holds personal data and stands outside 分析/.

use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Url,
    Workbook, Worksheet, XlsxError,
};

use super::row_height::{CELL_PADDING_POINTS, LineFont, MAX_ROW_POINTS, line_factor};
use crate::review::{NO_ANSWER, Question, REVIEW_COLUMNS, REVIEW_SHEET};
use crate::units::SourcePath;

const FONT: &str = "Yu Gothic";
const POINTS: f64 = 10.0;
/// A column width's unit in points: 7 pixels of 3/4 point.
const CHARACTER_POINTS: f64 = 5.25;
const TITLE_ROW: u32 = 0;
const NOTE_ROW: u32 = 1;
const HEADING_ROW: u32 = 3;
const WIDTHS: [f64; 10] = [6.0, 8.0, 44.0, 14.0, 8.0, 18.0, 30.0, 50.0, 12.0, 30.0];
/// The longest list of answers Excel takes in a drop-down.
const MOST_LIST_CHARS: usize = 255;
const A4: u8 = 9;

const TITLE: &str = "確認してください";
const NOTE: &str = "元のファイルを見て「答え」を選び、保存してください。次の実行で --review にこのファイルを渡すか、\
     設定ファイル torimatome.toml と同じフォルダーに置くと、答えが使われます。\
     記入がなかったものは「無回答」、分からないものは空のままにしてください。";

/// The review workbook could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the review workbook cannot be written: {0}")]
pub struct ReviewWorkbookError(String);

impl From<XlsxError> for ReviewWorkbookError {
    fn from(error: XlsxError) -> Self {
        Self(error.to_string())
    }
}

/// The bytes of 確認.xlsx.
///
/// Input:  questions, open ones first; `link` gives the address of a file, where there is one.
/// # Errors
/// [`ReviewWorkbookError`]: the writer refused, which no input should bring about.
pub fn review_workbook(
    questions: &[Question],
    link: impl Fn(&SourcePath) -> Option<String>,
) -> Result<Vec<u8>, ReviewWorkbookError> {
    let looks = Looks::new();
    let mut workbook = Workbook::new();
    // A fixed date: the same input gives the same bytes.
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let sheet = workbook.add_worksheet();
    sheet.set_name(REVIEW_SHEET)?;
    write_head(sheet, &looks)?;
    for (question, row) in questions.iter().zip(HEADING_ROW + 1..) {
        write_question(sheet, (row, question), &looks, link(&question.location.source_path))?;
    }
    let rows = u32::try_from(questions.len()).unwrap_or(u32::MAX);
    set_up_page(sheet, HEADING_ROW.saturating_add(rows.max(1)))?;
    Ok(workbook.save_to_buffer()?)
}

struct Looks {
    title: Format,
    note: Format,
    heading: Format,
    text: Format,
    answer: Format,
    link: Format,
}

impl Looks {
    fn new() -> Self {
        let plain = Format::new().set_font_name(FONT).set_font_size(POINTS);
        let framed = plain
            .clone()
            .set_border(FormatBorder::Thin)
            .set_text_wrap()
            .set_align(FormatAlign::Top);
        Self {
            title: plain.clone().set_bold().set_font_size(14),
            note: plain.set_text_wrap().set_align(FormatAlign::Top),
            heading: framed
                .clone()
                .set_bold()
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color("F2F2F2"),
            answer: framed
                .clone()
                .set_bold()
                .set_align(FormatAlign::Center)
                .set_background_color("FFF8DC"),
            link: framed.clone().set_font_color(Color::RGB(0x05_63C1)),
            text: framed,
        }
    }
}

fn write_head(sheet: &mut Worksheet, looks: &Looks) -> Result<(), XlsxError> {
    sheet.write_string_with_format(TITLE_ROW, 0, TITLE, &looks.title)?;
    sheet.merge_range(NOTE_ROW, 0, NOTE_ROW, 9, NOTE, &looks.note)?;
    sheet.set_row_height(NOTE_ROW, 34)?;
    for ((heading, width), column) in REVIEW_COLUMNS.iter().zip(WIDTHS).zip(0..) {
        sheet.write_string_with_format(HEADING_ROW, column, *heading, &looks.heading)?;
        sheet.set_column_width(column, width)?;
    }
    Ok(())
}

fn write_question(
    sheet: &mut Worksheet,
    (row, question): (u32, &Question),
    looks: &Looks,
    link: Option<String>,
) -> Result<(), XlsxError> {
    let decided = question.decided.as_ref();
    sheet.write_number_with_format(row, 0, f64::from(row - HEADING_ROW), &looks.text)?;
    let state = if decided.is_some() { "済" } else { "未" };
    sheet.write_string_with_format(row, 1, state, &looks.text)?;
    write_path(sheet, row, (question.location.source_path.as_str(), link), looks)?;
    let cell = question.location.cell.map(|cell| cell.to_string()).unwrap_or_default();
    let texts = [
        (3, question.location.sheet.as_deref().unwrap_or_default()),
        (4, cell.as_str()),
        (5, &question.subject),
        (6, &question.seen),
        (7, &question.problem),
        (9, decided.map_or("", |decision| &decision.reason)),
    ];
    for (column, text) in texts {
        sheet.write_string_with_format(row, column, text, &looks.text)?;
    }
    let answer = decided.map_or("", |decision| &decision.answer);
    sheet.write_string_with_format(row, 8, answer, &looks.answer)?;
    let path = (2, question.location.source_path.as_str());
    sheet.set_row_height(row, row_points(texts.iter().chain([&path])))?;
    add_drop_down(sheet, row, question)
}

/// The height that shows all texts of a row, each in its column.
fn row_points<'t>(texts: impl Iterator<Item = &'t (u16, &'t str)>) -> f64 {
    let font = LineFont { points: POINTS, line_factor: line_factor(FONT) };
    let lines = texts.map(|(column, text)| {
        let width = WIDTHS.get(usize::from(*column)).copied().unwrap_or_default();
        font.lines(text, width * CHARACTER_POINTS - CELL_PADDING_POINTS)
    });
    font.row_points(lines.max().unwrap_or(1)).min(MAX_ROW_POINTS)
}

/// The path as text, which the next run reads, with the file behind it.
fn write_path(
    sheet: &mut Worksheet,
    row: u32,
    (path, link): (&str, Option<String>),
    looks: &Looks,
) -> Result<(), XlsxError> {
    if let Some(link) = link {
        let url = Url::new(link).set_text(path);
        // Excel refuses some addresses; the text alone is enough then.
        if sheet.write_url_with_format(row, 2, url, &looks.link).is_ok() {
            return Ok(());
        }
    }
    sheet.write_string_with_format(row, 2, path, &looks.text)?;
    Ok(())
}

/// The answers to choose from; any other text is allowed where the question has no options.
fn add_drop_down(sheet: &mut Worksheet, row: u32, question: &Question) -> Result<(), XlsxError> {
    if question.options.is_empty() {
        return Ok(());
    }
    let mut list: Vec<&str> = question.options.iter().map(|option| &**option).collect();
    list.push(NO_ANSWER);
    if list.iter().map(|option| option.chars().count() + 1).sum::<usize>() > MOST_LIST_CHARS {
        return Ok(());
    }
    let validation = DataValidation::new()
        .allow_list_strings(&list)?
        .set_error_title("答え")?
        .set_error_message("一覧から選んでください")?;
    sheet.add_data_validation(row, 8, row, 8, &validation)?;
    Ok(())
}

fn set_up_page(sheet: &mut Worksheet, last_row: u32) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(HEADING_ROW + 1, 0)?;
    sheet.autofilter(HEADING_ROW, 0, last_row, 9)?;
    sheet.set_landscape();
    sheet.set_paper_size(A4);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(HEADING_ROW, HEADING_ROW)?;
    Ok(())
}
