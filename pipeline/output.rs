//! Output: what a run found → files, all at once or not at all.
//!
//! `rust_xlsxwriter`'s types end here.

/// Cells on a growing sheet.
mod canvas;
/// Fonts, frames, colours.
mod cell_look;
/// What is printed in a field's place.
mod field_value;
/// Names that every system takes.
mod file_names;
/// Texts longer than a row.
mod flowing_text;
/// Layout blocks, one below the other.
mod form_writing;
/// Which columns are written.
mod item_columns;
/// 令和5年7月19日（水）.
mod japanese_date;
/// What every workbook begins and can fail with.
pub mod new_workbook;
/// Where printed pages begin.
mod pagination;
/// The participants of 様式③-1.
mod participant_table;
/// The items of 様式②.
mod reflection_table;
/// Looks of reports and reviews.
mod report_page;
/// Tables that people fill in.
mod review_page;
/// Lines and heights.
mod row_height;
/// The bytes of a workbook.
mod sheet_painting;
/// Words that several workbooks share.
mod wording;
/// The cases of 様式③-2.
mod year_table;

/// 分析/コーディング.xlsx.
pub mod coding_workbook;
/// 分析/会議資料.xlsx.
pub mod council_workbook;

/// 分析/分析.xlsx.
pub mod analysis_workbook;

/// Blank forms into a folder.
pub mod form_files;

/// 分析/報告.html.
pub mod html_report;

/// 地域課題の確認.xlsx.
pub mod issue_review_workbook;

/// Putting finished results in their place.
pub mod publish;

/// 分析/地域課題.xlsx.
pub mod issue_workbook;

/// 確認.xlsx.
pub mod review_workbook;

/// 分析/頻出語.xlsx.
pub mod term_workbook;

/// 様式③ and the blank forms.
pub mod written_forms;

/// The records behind the results, for other programs.
pub mod tables;
