//! Sentences about files whose reading had to be broken off.

use super::{Code, Diagnostic, Location, Severity, Wording};
use crate::diagnostic::intake::limit_hint;
use crate::intake::Limits;
use crate::units::SourcePath;

fn broken_off(source_path: SourcePath, code: Code, message: Wording, hint: Wording) -> Diagnostic {
    let location = Location::file(source_path);
    Diagnostic { location, severity: Severity::Error, code, message, hint }
}

/// Reading took longer than the limit.
pub(crate) fn out_of_time(source_path: SourcePath, limits: &Limits) -> Diagnostic {
    let seconds = limits.seconds;
    let message = Wording::new(
        format!("{seconds}秒以内に読み終わらないため、読み込みを打ち切りました。"),
        format!("not read within {seconds} seconds; broken off"),
    );
    broken_off(source_path, Code::LimitExceeded, message, limit_hint("seconds"))
}

/// Reading needed more memory than the limit.
pub(crate) fn out_of_memory(source_path: SourcePath, limits: &Limits) -> Diagnostic {
    let mebibytes = limits.memory_bytes >> 20;
    let message = Wording::new(
        format!("読み込みに{mebibytes} MBを超えるメモリーが必要なため、打ち切りました。"),
        format!("needs more than {mebibytes} MiB of memory; broken off"),
    );
    broken_off(source_path, Code::LimitExceeded, message, limit_hint("memory_mib"))
}

/// The reader failed in a way that nobody foresaw.
pub(crate) fn crashed(source_path: SourcePath) -> Diagnostic {
    broken_off(
        source_path,
        Code::UnreadableFile,
        Wording::new(
            "中身が壊れているか特殊なため、読み込みが途中で止まりました。",
            "damaged or very unusual: reading it failed unexpectedly",
        ),
        Wording::new(
            "Excelで開き、「名前を付けて保存」で保存し直してから、もう一度実行してください。",
            "open it in Excel, save it under a new name, and run again",
        ),
    )
}
