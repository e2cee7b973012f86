//! Output: what a run found → files, all at once or not at all.

/// Putting finished results in their place.
pub mod publish;

/// 分析/頻出語.xlsx.
pub mod term_workbook;
