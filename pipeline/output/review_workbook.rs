//! 確認.xlsx: one row for each thing a person should decide, with the answers to choose from.
//!
//! Input → output: questions → the bytes of a workbook that, filled in and saved, the next run
//! reads. It holds personal data and stands outside 分析/.

use rust_xlsxwriter::{DataValidation, DocProperties, Url, Worksheet, XlsxError};

use super::new_workbook::{WorkbookError, new_workbook};
use super::report_page::Looks;
use super::review_page::{HEADING_ROW, last_row, row_points, set_up_page, write_head};
use crate::review::{NO_ANSWER, Question, REVIEW_COLUMNS, REVIEW_SHEET};
use crate::units::SourcePath;

const WIDTHS: [f64; 10] = [6.0, 8.0, 44.0, 14.0, 8.0, 18.0, 30.0, 50.0, 12.0, 30.0];
/// The longest list of answers Excel takes in a drop-down.
const MOST_LIST_CHARS: usize = 255;

const TITLE: &str = "確認してください";
const NOTE: &str = "元のファイルを見て「答え」を選び、保存してください。次の実行で --review にこのファイルを渡すか、\
     設定ファイル torimatome.toml と同じフォルダーに置くと、答えが使われます。\
     記入がなかったものは「無回答」、分からないものは空のままにしてください。";

/// The bytes of 確認.xlsx.
///
/// Input:  questions, open ones first; `link` gives the address of a file, where there is one.
/// # Errors
/// [`WorkbookError`]: the writer refused, which no input should bring about.
pub fn review_workbook(
    questions: &[Question],
    link: impl Fn(&SourcePath) -> Option<String>,
) -> Result<Vec<u8>, WorkbookError> {
    let looks = Looks::new();
    let mut workbook = new_workbook(DocProperties::new())?;
    let sheet = workbook.add_worksheet();
    sheet.set_name(REVIEW_SHEET)?;
    write_head(sheet, (TITLE, NOTE), (&REVIEW_COLUMNS, &WIDTHS), &looks)?;
    for (question, row) in questions.iter().zip(HEADING_ROW + 1..) {
        write_question(sheet, (row, question), &looks, link(&question.location.source_path))?;
    }
    set_up_page(sheet, last_row(questions.len()), 9)?;
    Ok(workbook.save_to_buffer()?)
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
    let height = row_points(&texts, &WIDTHS).max(row_points(&[path], &WIDTHS));
    sheet.set_row_height(row, height)?;
    add_drop_down(sheet, row, question)
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
