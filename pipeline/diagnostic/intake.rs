//! Sentences about finding and opening input files.

use std::io::{self, ErrorKind};

use super::{Code, Diagnostic, Location, Severity, Wording};
use crate::intake::protection::Refusal;
use crate::intake::sniff::Foreign;
use crate::intake::{FileFormat, IntakeError, Limits};
use crate::units::SourcePath;

/// Why something below an input was passed over.
pub(crate) enum Passed {
    /// A file that an office suite keeps while a workbook is open.
    Lock,
    /// A file of the operating system.
    System,
    /// A file that some program has not finished writing.
    Temporary,
    /// Neither a file nor a folder.
    Special,
    /// The folder that results go to.
    Output,
    /// A folder with the results of an earlier run.
    Results,
    /// A file that is no workbook and does not claim to be one.
    Foreign(Foreign),
}

fn about(
    source_path: SourcePath,
    (severity, code): (Severity, Code),
    message: Wording,
    hint: Wording,
) -> Diagnostic {
    Diagnostic { location: Location::file(source_path), severity, code, message, hint }
}

/// Why intake could not begin, and what to do.
pub(crate) fn failure(error: &IntakeError) -> (Wording, Wording) {
    match error {
        IntakeError::Missing { path } => (
            Wording::new(
                format!("「{}」が見つかりません。", path.display()),
                format!("{}: no such file or folder", path.display()),
            ),
            Wording::new("名前と場所を確かめてください。", "check its name and place"),
        ),
        IntakeError::Unreadable { path, source } => (
            Wording::new(
                format!("「{}」を開けません（{source}）。", path.display()),
                format!("{}: cannot be opened: {source}", path.display()),
            ),
            Wording::new(
                "開く権限があるか、つながっているか確かめてください。",
                "check that you may open it and that its disk is connected",
            ),
        ),
        IntakeError::PasswordFile { path, source } => (
            Wording::new(
                format!("パスワードのファイル「{}」を読めません（{source}）。", path.display()),
                format!("{}: cannot read the password file: {source}", path.display()),
            ),
            Wording::new(
                "パスワードを1行に1つずつ書き、UTF-8の文字コードで保存したファイルを指定してください。",
                "give a text file in UTF-8 with one password a line",
            ),
        ),
    }
}

/// A file or folder that was not read, which is as it should be.
pub(crate) fn skipped_file(source_path: SourcePath, passed: &Passed) -> Diagnostic {
    let (japanese, english) = match passed {
        Passed::Lock => {
            ("ほかの人が開いている間にできる一時ファイルです。", "a lock file of an open workbook")
        }
        Passed::System => ("パソコンが自動で作るファイルです。", "a file of the operating system"),
        Passed::Temporary => ("書きかけの一時ファイルです。", "a temporary file"),
        Passed::Special => ("ふつうのファイルではありません。", "not a regular file"),
        Passed::Output => ("結果を書き出すフォルダーです。", "the folder for the results"),
        Passed::Results => ("前に書き出した結果のフォルダーです。", "results of an earlier run"),
        Passed::Foreign(foreign) => {
            let name = foreign_name(*foreign);
            let message = Wording::new(
                format!("Excelのブックではありません（{}）。読み込みませんでした。", name.japanese),
                format!("not a workbook ({}); not read", name.english),
            );
            let hint = foreign_hint(*foreign);
            return about(source_path, (Severity::Info, Code::SkippedFile), message, hint);
        }
    };
    about(
        source_path,
        (Severity::Info, Code::SkippedFile),
        Wording::new(format!("{japanese}読み込みませんでした。"), format!("{english}; not read")),
        Wording::new("何もする必要はありません。", "nothing needs to be done"),
    )
}

/// A file with a workbook's name that holds something else.
pub(crate) fn not_a_workbook(source_path: SourcePath, foreign: Foreign) -> Diagnostic {
    let name = foreign_name(foreign);
    about(
        source_path,
        (Severity::Error, Code::UnreadableFile),
        Wording::new(
            format!("Excelのブックとして読めません。中身は{}です。", name.japanese),
            format!("expected a workbook, found {}", name.english),
        ),
        foreign_hint(foreign),
    )
}

/// What a file really is, as words within a sentence.
fn foreign_name(foreign: Foreign) -> Wording {
    let (japanese, english) = match foreign {
        Foreign::Empty => ("空（0バイト）", "an empty file (0 bytes)"),
        Foreign::Zeros => ("すべて0の空データ", "nothing but zero bytes"),
        Foreign::Html => ("ウェブページ（HTML）", "a web page (HTML)"),
        Foreign::SpreadsheetXml => ("Excel 2003のXML形式", "Excel's XML format of 2003"),
        Foreign::FlatOds => ("1つのXMLにしたODS（fods）", "a flat OpenDocument spreadsheet"),
        Foreign::Xml => ("XMLファイル", "an XML file"),
        Foreign::Text => ("文字だけのファイル（CSVなど）", "plain text, such as CSV"),
        Foreign::Rtf => ("リッチテキスト文書", "a rich text document"),
        Foreign::Pdf => ("PDF", "a PDF document"),
        Foreign::Picture => ("画像", "a picture"),
        Foreign::Word => ("Wordの文書", "a Word document"),
        Foreign::Slides => ("PowerPointの資料", "a PowerPoint presentation"),
        Foreign::OpenDocument => {
            ("表計算以外のOpenDocument文書", "an OpenDocument file of another kind")
        }
        Foreign::Archive => ("圧縮ファイル", "an archive of files"),
        Foreign::BrokenArchive => ("途中で切れたか壊れたデータ", "a truncated or damaged archive"),
        Foreign::Compound => {
            ("壊れたブックか、別のソフトのデータ", "a damaged workbook or another program's data")
        }
        Foreign::RightsManaged => {
            ("閲覧を制限（IRM）されたブック", "a workbook under rights management (IRM)")
        }
        Foreign::Unknown => ("ブックではないデータ", "data of an unknown kind"),
    };
    Wording::new(japanese, english)
}

/// What to do with a file that is no workbook.
fn foreign_hint(foreign: Foreign) -> Wording {
    let (japanese, english) = match foreign {
        Foreign::Html
        | Foreign::SpreadsheetXml
        | Foreign::FlatOds
        | Foreign::Text
        | Foreign::Xml => (
            "様式であれば、Excelで開き、「名前を付けて保存」で「Excelブック（.xlsx）」として保存し直してください。",
            "if it is a form, open it in Excel and save it as an Excel workbook (.xlsx)",
        ),
        Foreign::Pdf
        | Foreign::Picture
        | Foreign::Word
        | Foreign::Slides
        | Foreign::Rtf
        | Foreign::OpenDocument => (
            "様式であれば、元のExcelファイルを入れるか、Excelの様式に書き写してください。",
            "if it is a form, add the original workbook or copy it into the Excel form",
        ),
        Foreign::Archive => (
            "中に様式があれば、展開（解凍）してからもう一度実行してください。",
            "if it holds forms, unpack it and run again",
        ),
        Foreign::RightsManaged => (
            "作成者に、制限のない形で保存し直してもらってください。",
            "ask its author to save it without restrictions",
        ),
        Foreign::Empty
        | Foreign::Zeros
        | Foreign::BrokenArchive
        | Foreign::Compound
        | Foreign::Unknown => (
            "Excelで開けるか確かめ、開けなければ元のファイルかバックアップを入れ直してください。",
            "check that it opens in Excel; if not, replace it with the original or a backup",
        ),
    };
    Wording::new(japanese, english)
}

/// A workbook whose name says another format.
pub(crate) fn format_mismatch(source_path: SourcePath, format: FileFormat) -> Diagnostic {
    let extension = format.extension();
    about(
        source_path,
        (Severity::Info, Code::FormatMismatch),
        Wording::new(
            format!(
                "ファイル名と中身の形式が違います。中身は.{extension}形式なので、そのように読みました。"
            ),
            format!("the name says another format; read as .{extension}, which it really is"),
        ),
        Wording::new(
            format!(
                "名前の終わりを「.{extension}」に直すと、Excelで開くときの警告も出なくなります。"
            ),
            format!("rename it to end in .{extension} and Excel will stop warning about it too"),
        ),
    )
}

/// A file whose bytes were already read from another one.
pub(crate) fn duplicate_file(source_path: SourcePath, original: &SourcePath) -> Diagnostic {
    about(
        source_path,
        (Severity::Info, Code::DuplicateFile),
        Wording::new(
            format!("「{original}」と中身がまったく同じです。1回だけ数えました。"),
            format!("the same bytes as {original}; counted once"),
        ),
        Wording::new(
            "コピーであれば、そのままでかまいません。別の事例のつもりなら、正しいファイルに入れ替えてください。",
            "leave it if it is a copy; if it should be another case, replace it with the right file",
        ),
    )
}

/// A protected file that stays closed.
pub(crate) fn protected(
    source_path: SourcePath,
    refusal: Refusal,
    tried: bool,
    limits: &Limits,
) -> Diagnostic {
    let (code, (japanese, english)) = match refusal {
        Refusal::WrongPassword if tried => (
            Code::EncryptedFile,
            (
                "パスワードで保護されていて、指定のパスワードでは開けません。",
                "protected with a password, and none of those given opens it",
            ),
        ),
        Refusal::WrongPassword => (
            Code::EncryptedFile,
            (
                "パスワードで保護されていて、開けません。",
                "protected with a password, and none was given",
            ),
        ),
        Refusal::UnknownScheme => (
            Code::EncryptedFile,
            ("対応していない方式で保護されています。", "protected in a way that is not supported"),
        ),
        Refusal::Damaged => (
            Code::UnreadableFile,
            ("保護されたブックですが、データが壊れています。", "a protected workbook, but damaged"),
        ),
        Refusal::Tampered => (
            Code::UnreadableFile,
            (
                "保護されたブックですが、保存後に壊れたか書き換えられています。",
                "a protected workbook, damaged or changed after it was saved",
            ),
        ),
        Refusal::TooManyRounds => {
            return over_limit(
                source_path,
                &Wording::new("パスワードの計算回数", "rounds of hashing the password"),
                (u64::from(limits.key_rounds).to_string(), "key_rounds"),
            );
        }
        Refusal::TooLarge => {
            return over_limit(
                source_path,
                &Wording::new("展開した大きさの合計", "the inflated size"),
                (format!("{} MiB", limits.inflated_bytes >> 20), "inflated_mib"),
            );
        }
    };
    let hint = protected_hint(refusal);
    about(source_path, (Severity::Error, code), Wording::new(japanese, english), hint)
}

fn protected_hint(refusal: Refusal) -> Wording {
    match refusal {
        Refusal::WrongPassword => Wording::new(
            "パスワードを1行に1つずつ書いたファイルを「--password-file」で指定するか、Excelで開いてパスワードを外し、保存し直してください。",
            "give a file with one password a line by --password-file, or remove the password in Excel",
        ),
        Refusal::UnknownScheme => Wording::new(
            "作ったソフトで開いてパスワードを外し、保存し直してください。",
            "open it in the program that made it, remove the password and save it",
        ),
        _ => Wording::new(
            "Excelで開けるか確かめ、開けなければ元のファイルかバックアップを入れ直してください。",
            "check that it opens in Excel; if not, replace it with the original or a backup",
        ),
    }
}

/// An archive with more entries than the limit.
pub(crate) fn crowded_archive(source_path: SourcePath, limits: &Limits) -> Diagnostic {
    over_limit(
        source_path,
        &Wording::new("圧縮ファイルの中の項目の数", "the number of entries in the archive"),
        (limits.archive_entries.to_string(), "archive_entries"),
    )
}

/// A file that demands more than a limit allows.
fn over_limit(source_path: SourcePath, what: &Wording, (limit, key): (String, &str)) -> Diagnostic {
    about(
        source_path,
        (Severity::Error, Code::LimitExceeded),
        Wording::new(
            format!("{}が上限（{limit}）を超えています。読み込みませんでした。", what.japanese),
            format!("{} above the limit of {limit}; not read", what.english),
        ),
        limit_hint(key),
    )
}

/// A file that cannot be opened or read to its end.
pub(crate) fn file_unavailable(source_path: SourcePath, error: &io::Error) -> Diagnostic {
    let (message, hint) = match error.kind() {
        ErrorKind::NotFound => (
            Wording::new("読み込む前になくなりました。", "it vanished before it could be read"),
            Wording::new(
                "移動や削除をしていないか確かめて、もう一度実行してください。",
                "check whether it was moved or deleted, and run again",
            ),
        ),
        ErrorKind::PermissionDenied => (
            Wording::new("読み取る権限がありません。", "no permission to read it"),
            Wording::new(
                "ファイルの持ち主に読み取りの許可を頼むか、手元にコピーしてください。",
                "ask its owner for permission, or make a copy of it",
            ),
        ),
        _ if is_locked(error) => (
            Wording::new(
                "ほかのソフトが使用中のため、読めません。",
                "another program has locked it",
            ),
            Wording::new(
                "Excelなどで開いている人に閉じてもらい、もう一度実行してください。",
                "have it closed in Excel, and run again",
            ),
        ),
        _ => (
            Wording::new(
                format!("読み取り中にエラーが起きました（{error}）。"),
                format!("reading it failed: {error}"),
            ),
            Wording::new(
                "ネットワークやディスクの状態を確かめて、もう一度実行してください。",
                "check the network or the disk, and run again",
            ),
        ),
    };
    about(source_path, (Severity::Error, Code::FileUnavailable), message, hint)
}

/// Whether Windows says that another program keeps the file (sharing or lock violation).
fn is_locked(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33))
}

/// A file that was written to while it was read.
pub(crate) fn file_changed(source_path: SourcePath) -> Diagnostic {
    about(
        source_path,
        (Severity::Error, Code::FileUnavailable),
        Wording::new(
            "読み取っている間に書き換えられました。",
            "it was changed while it was being read",
        ),
        Wording::new(
            "保存が終わってから、もう一度実行してください。",
            "wait until it has been saved, and run again",
        ),
    )
}

/// A folder that cannot be looked into.
pub(crate) fn unreadable_folder(source_path: SourcePath, error: &io::Error) -> Diagnostic {
    about(
        source_path,
        (Severity::Error, Code::FileUnavailable),
        Wording::new(
            format!("開けないため、この中は読んでいません（{error}）。"),
            format!("cannot be opened, so nothing below it was read: {error}"),
        ),
        Wording::new(
            "フォルダーを開く権限があるか確かめて、もう一度実行してください。",
            "check that you may open it, and run again",
        ),
    )
}

/// A link that leads back to a folder above it.
pub(crate) fn link_loop(source_path: SourcePath) -> Diagnostic {
    about(
        source_path,
        (Severity::Info, Code::SkippedFile),
        Wording::new(
            "上のフォルダーへ戻るリンクです。この先は読んでいません。",
            "a link back to a folder above it; not followed",
        ),
        Wording::new("何もする必要はありません。", "nothing needs to be done"),
    )
}

/// A file larger than the limit.
pub(crate) fn file_too_large(source_path: SourcePath, bytes: u64, limits: &Limits) -> Diagnostic {
    let (size, most) = (bytes.div_ceil(1 << 20), limits.file_bytes >> 20);
    about(
        source_path,
        (Severity::Error, Code::LimitExceeded),
        Wording::new(
            format!("大きすぎます（{size} MB、上限は{most} MB）。"),
            format!("too large: {size} MiB, expected at most {most} MiB"),
        ),
        limit_hint("file_mib"),
    )
}

/// What to do when a limit was reached.
pub(crate) fn limit_hint(key: &str) -> Wording {
    Wording::new(
        format!(
            "正しいファイルであれば、設定ファイルの[limits]の「{key}」を大きくしてください。心当たりがなければ開かないでください。"
        ),
        format!("if you trust the file, raise {key} under [limits]; if not, do not open it"),
    )
}

/// A table is no text in an encoding that is read.
pub(crate) fn not_text(source_path: SourcePath) -> Diagnostic {
    about(
        source_path,
        (Severity::Error, Code::UnreadableFile),
        Wording::new("文字として読めません。", "the file cannot be read as text"),
        Wording::new("UTF-8 で保存し直してください。", "save it as UTF-8"),
    )
}
