//! Wording of the grid: what could not be read of a workbook's bytes.
//!
//! Input → output: a finding of a grid reader → a [`Diagnostic`]. It must not decide anything.

use crate::units::SourcePath;

use super::{Code, Diagnostic, Location, Severity, Wording};

/// The file cannot be read as the workbook its first bytes promise.
///
/// `detail` is a technical clause in English that says where reading ended.
#[must_use]
pub fn unreadable(source_path: &SourcePath, detail: &str) -> Diagnostic {
    Diagnostic {
        location: Location::file(source_path.clone()),
        severity: Severity::Error,
        code: Code::UnreadableFile,
        message: Wording::new(
            format!(
                "ブックとして読み取れませんでした（{detail}）。Excelで開ける正常なブックが必要です。"
            ),
            format!("cannot be read as a workbook ({detail}); expected a workbook Excel can open"),
        ),
        hint: Wording::new(
            "Excelで開いて「名前を付けて保存」で保存し直すか、元のファイルを入手し直してください。",
            "open it in Excel and save it again, or get the original file anew",
        ),
    }
}

/// A limit on untrusted input was reached, and the file was given up.
///
/// `what` names the limit in Japanese and English, `limit` is its value with unit.
#[must_use]
pub fn limit_exceeded(source_path: &SourcePath, what: &Wording, limit: &str) -> Diagnostic {
    Diagnostic {
        location: Location::file(source_path.clone()),
        severity: Severity::Error,
        code: Code::LimitExceeded,
        message: Wording::new(
            format!(
                "{}が上限（{limit}）を超えているため、このファイルは読み取りませんでした。",
                what.japanese
            ),
            format!("{} above the limit of {limit}; the file was not read", what.english),
        ),
        hint: Wording::new(
            "壊れたファイルや不審なファイルでないことを確かめ、必要なら設定の上限を上げてください。",
            "make sure that the file is sound and trusted; raise the limit in the configuration if needed",
        ),
    }
}
