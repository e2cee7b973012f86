//! Output: what a run found → files, all at once or not at all.

/// Putting finished results in their place.
pub mod publish;

/// 確認.xlsx.
pub mod review_workbook;

/// 分析/頻出語.xlsx.
pub mod term_workbook;
