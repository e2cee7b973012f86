//! Sentences about putting results in their place.

use std::io::{self, ErrorKind};
use std::path::Path;

use super::Wording;
use crate::output::publish::PublishError;

/// Why results could not be put in their place, and what to do.
pub(crate) fn failure(error: &PublishError) -> (Wording, Wording) {
    match error {
        PublishError::HoldsInput { out, input } => (
            Wording::new(
                format!(
                    "結果の保存先「{}」の中に、読み込むファイル「{}」があります。保存先は丸ごと入れ替えるため、このままでは消えてしまいます。",
                    out.display(),
                    input.display()
                ),
                format!(
                    "the folder for results {} holds the input {}, and would be replaced with it",
                    out.display(),
                    input.display()
                ),
            ),
            other_place(),
        ),
        PublishError::NotOurs { out } => (
            Wording::new(
                format!(
                    "結果の保存先「{}」に、torimatomeの結果ではないファイルがあります。消さないように中止しました。",
                    out.display()
                ),
                format!("{} holds files that are not results; nothing was touched", out.display()),
            ),
            other_place(),
        ),
        PublishError::NotAFolder { out } => (
            Wording::new(
                format!("結果の保存先「{}」はフォルダーではありません。", out.display()),
                format!("{} is a file, expected a folder for the results", out.display()),
            ),
            other_place(),
        ),
        PublishError::Busy { out } => (
            Wording::new(
                format!("「{}」には、ほかのtorimatomeが書き出し中です。", out.display()),
                format!("another run is writing {}", out.display()),
            ),
            Wording::new(
                "終わるのを待って、もう一度実行してください。",
                "wait for it to end, and run again",
            ),
        ),
        PublishError::Write { path, source } => refused(path, source),
        PublishError::Replace { out, source } => (
            Wording::new(
                format!(
                    "「{}」を新しい結果に入れ替えられません（{source}）。前の結果はそのままです。",
                    out.display()
                ),
                format!(
                    "cannot replace {}: {source}; the old results are as they were",
                    out.display()
                ),
            ),
            Wording::new(
                "中のファイルをExcelなどで開いていれば閉じて、もう一度実行してください。",
                "close any of its files that are open in Excel, and run again",
            ),
        ),
    }
}

fn other_place() -> Wording {
    Wording::new(
        "「--out」で、まだないフォルダーか空のフォルダーを指定してください。",
        "give a new or an empty folder by --out",
    )
}

/// A failed write, told by what the operating system says.
fn refused(path: &Path, source: &io::Error) -> (Wording, Wording) {
    let (japanese, english, hint) = match source.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => (
            "ディスクの空きが足りません".to_owned(),
            "no space is left".to_owned(),
            Wording::new(
                "不要なファイルを消すか、空きのある場所を「--out」で指定してください。",
                "free some space, or give another place by --out",
            ),
        ),
        ErrorKind::PermissionDenied => (
            "書き込む権限がありません".to_owned(),
            "no permission to write".to_owned(),
            writable_place(),
        ),
        ErrorKind::ReadOnlyFilesystem => (
            "読み取り専用の場所です".to_owned(),
            "the disk is read-only".to_owned(),
            writable_place(),
        ),
        _ if is_too_long(source) => (
            "パス（場所と名前）が長すぎます".to_owned(),
            "the path is too long".to_owned(),
            Wording::new(
                "「C:\\結果」のような短い場所を「--out」で指定してください。",
                "give a shorter place by --out",
            ),
        ),
        _ => (
            format!("エラーが起きました（{source}）"),
            source.to_string(),
            Wording::new(
                "保存先の状態を確かめて、もう一度実行してください。",
                "check the place for the results, and run again",
            ),
        ),
    };
    let message = Wording::new(
        format!(
            "「{}」に書き込めません。{japanese}。前の結果があれば、そのままです。",
            path.display()
        ),
        format!("cannot write {}: {english}; any old results are as they were", path.display()),
    );
    (message, hint)
}

fn writable_place() -> Wording {
    Wording::new(
        "「ドキュメント」など、書き込める場所を「--out」で指定してください。",
        "give a place you may write to by --out",
    )
}

/// Whether the path or a name in it is too long (on Windows usually above 260 characters).
fn is_too_long(error: &io::Error) -> bool {
    // ERROR_FILENAME_EXCED_RANGE
    error.kind() == ErrorKind::InvalidFilename
        || (cfg!(windows) && error.raw_os_error() == Some(206))
}

/// Files of the old results that a person had changed were kept.
#[must_use]
pub fn kept_aside(folder: &Path) -> Wording {
    Wording::new(
        format!("前の結果のうち、手直しされていたファイルは「{}」に移しました。", folder.display()),
        format!(
            "files of the old results that had been changed by hand are now in {}",
            folder.display()
        ),
    )
}
