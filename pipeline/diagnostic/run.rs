//! Sentences of the command itself: what it did, what needs a look, why it could not begin.
//!
//! Input → output: counts, paths and findings → one text in both languages.

use std::path::{Path, PathBuf};

use super::{Code, Diagnostic, Severity, Wording};
use crate::units::SourcePath;

/// What the progress bar says.
pub(crate) fn reading() -> Wording {
    Wording::new("読み取り中", "reading")
}

/// `init` is done.
pub(crate) fn config_written(file: &Path) -> Wording {
    let file = file.display();
    Wording::new(
        format!(
            "設定ファイル「{file}」を作りました。\nメモ帳などで開き、市の名前とエリアを書き直してください。\n"
        ),
        format!("Wrote {file}.\nOpen it in an editor and put in your city's name and areas.\n"),
    )
}

/// `init --coding` is done.
pub(crate) fn rules_written(file: &Path) -> Wording {
    let file = file.display();
    Wording::new(
        format!(
            "コーディングルールの例「{file}」を作りました。\nメモ帳などで開き、数えたいことに書き直してください。\n"
        ),
        format!("Wrote {file}.\nOpen it in an editor and put in what you want to count.\n"),
    )
}

/// `forms` is done.
pub(crate) fn forms_written(files: &[PathBuf]) -> Wording {
    let list: Vec<String> = files.iter().map(|file| format!("  {}", file.display())).collect();
    let list = list.join("\n");
    Wording::new(
        format!("白紙の様式を書き出しました。\n{list}\n"),
        format!("Wrote the blank forms.\n{list}\n"),
    )
}

/// `forms` found files where it would write its own.
pub(crate) fn forms_already_there(files: &[PathBuf]) -> (Wording, Wording) {
    let list: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    (
        Wording::new(
            format!(
                "同じ名前のファイルがもうあるため、何も書き出しませんでした: {}",
                list.join("、")
            ),
            format!("files are already there, so nothing was written: {}", list.join(", ")),
        ),
        Wording::new(
            "書き直してよければ --force を付けるか、別のフォルダーを指定してください。",
            "add --force to write over them, or name another folder",
        ),
    )
}

/// A blank form cannot be written to the disk.
pub(crate) fn form_unwritable(path: &Path, cause: &std::io::Error) -> (Wording, Wording) {
    let path = path.display();
    (
        Wording::new(
            format!("「{path}」に書き込めません（{cause}）。"),
            format!("cannot write {path} ({cause})"),
        ),
        Wording::new(
            "Excel などで開いていれば閉じ、フォルダーに書き込めるか、空き容量があるかを確かめてください。",
            "close it in other programs, and check permissions and free space",
        ),
    )
}

/// A workbook cannot be put together, because its layout asks for what Excel does not take.
pub(crate) fn workbook_refused(path: &str, cause: &str) -> (Wording, Wording) {
    (
        Wording::new(
            format!("「{path}」を組み立てられません（{cause}）。"),
            format!("{path} cannot be put together ({cause})"),
        ),
        Wording::new(
            "体裁を定めるファイル（layout）のシート名や選択肢を見直してください。",
            "check the sheet name and the choices of the layout file",
        ),
    )
}

/// A failure with what to do about it, as printed.
pub(crate) fn failure(message: &Wording, hint: &Wording) -> Wording {
    Wording::new(
        format!("エラー: {}\n  対処: {}\n", message.japanese, hint.japanese),
        format!("error: {}\n  hint: {}\n", message.english, hint.english),
    )
}

/// Settings are wrong; `problems` are whole sentences with their hints.
pub(crate) fn config_failure(problems: &Wording) -> Wording {
    Wording::new(
        format!(
            "エラー: 設定が正しくないため、何も読まずに止まりました。\n{}\n",
            problems.japanese
        ),
        format!("error: the settings are wrong, so nothing was read.\n{}\n", problems.english),
    )
}

/// The configuration could not be written.
pub(crate) fn init_failure(problems: &Wording) -> Wording {
    Wording::new(
        format!("エラー: {}\n", problems.japanese),
        format!("error: {}\n", problems.english),
    )
}

/// Something in the program itself refused; no input should bring this about.
pub(crate) fn own_failure(cause: &str) -> Wording {
    failure(
        &Wording::new(
            format!("プログラムの中で思わぬことが起きました（{cause}）。"),
            format!("something unexpected happened in the program: {cause}"),
        ),
        &Wording::new(
            "前の結果はそのままです。この文を添えて、開発元に知らせてください。",
            "the old results are as they were; please report this sentence",
        ),
    )
}

/// The threads of a run cannot be started, or a page cannot be put together.
pub(crate) fn system_failure(cause: &str) -> Wording {
    failure(
        &Wording::new(
            format!("コンピューターの都合で実行できません（{cause}）。"),
            format!("the system refused: {cause}"),
        ),
        &Wording::new(
            "ほかのプログラムを閉じるか、--jobs 1 を付けて、もう一度実行してください。",
            "close other programs or add --jobs 1, then try again",
        ),
    )
}

/// A kind of finding, as a heading of the closing summary.
pub(crate) fn heading(code: Code) -> Wording {
    let (japanese, english) = match code {
        Code::UnreadableFile => ("開けないファイル", "files that cannot be opened"),
        Code::EncryptedFile => ("パスワードが必要なファイル", "files that need a password"),
        Code::UnrecognisedSheet => {
            ("どの様式とも分からないシート", "sheets that are no known form")
        }
        Code::AmbiguousForm => ("様式が一つに決まらないシート", "sheets that fit two forms"),
        Code::BlankForm => ("記入のない様式", "blank forms"),
        Code::DuplicateFile => ("同じ内容のファイル", "copies"),
        Code::CaseUnlinked => ("どの事例のものか決まらないシート", "sheets without a case"),
        Code::Conflict => ("様式どうしで食い違う値", "values that disagree"),
        Code::DateUnreadable => ("読み取れない日付", "dates that cannot be read"),
        Code::ValueUnreadable => ("読み取れない値", "values that cannot be read"),
        Code::ScoreAmbiguous => ("二通りに読める評価", "scores that can be read two ways"),
        Code::ScoreOutOfRange => ("5〜1 以外の評価", "scores outside 1 to 5"),
        Code::UnreadCell => ("どの項目にも当たらないセル", "cells that belong to no field"),
        Code::LimitExceeded => ("大きすぎて読まなかったファイル", "files over a limit"),
        Code::HiddenContent => ("隠れた行・列・シート", "hidden rows, columns or sheets"),
        Code::SkippedFile => ("様式ではないファイル", "files that are no forms"),
        Code::FormatMismatch => {
            ("拡張子と中身の形式が違うファイル", "files named as another format")
        }
        Code::ChoiceAmbiguous => ("二通りに読める選択", "choices that can be read two ways"),
        Code::FileUnavailable => {
            ("使用中などで読めなかったファイル", "files that were not available")
        }
        Code::ReviewUnused => {
            ("当てはまらなくなった確認の記入", "answers of the review that fit nothing")
        }
        Code::RegisterUnwritten => {
            ("覚えておけない地域課題の決定", "decisions that cannot be remembered")
        }
    };
    Wording::new(japanese, english)
}

/// How much was read.
pub(crate) fn what_was_read(files: usize, cases: usize, participants: usize) -> Wording {
    Wording::new(
        format!(
            "読み取ったもの: ファイル {files} 件から、事例 {cases} 件、参加者のべ {participants} 人"
        ),
        format!("Read: {files} files, {cases} cases, answers of {participants} participants"),
    )
}

/// Nothing needs a look.
pub(crate) fn nothing_to_look_at() -> Wording {
    Wording::new("確認が必要なものはありません。", "Nothing needs a look.")
}

/// The heading above what needs a look.
pub(crate) fn please_look() -> Wording {
    Wording::new("確認をお願いします:", "Please look at:")
}

/// One kind of finding with how often and in which files.
pub(crate) fn group(code: Code, count: usize, files: &[&str], more: usize) -> Wording {
    let heading = heading(code);
    let (japanese_more, english_more) = if more == 0 {
        (String::new(), String::new())
    } else {
        (format!(" ほか {more} ファイル"), format!(" and {more} more files"))
    };
    Wording::new(
        format!("  {} {count} 件: {}{japanese_more}", heading.japanese, files.join("、")),
        format!("  {count} {}: {}{english_more}", heading.english, files.join(", ")),
    )
}

/// Kinds of findings that the summary has no room for.
pub(crate) fn more_groups(findings: usize) -> Wording {
    Wording::new(format!("  そのほか {findings} 件"), format!("  and {findings} more"))
}

/// Where all findings are listed.
pub(crate) fn where_findings_lie(out: &Path) -> Wording {
    let list = out.join("data").join("diagnostics.csv");
    Wording::new(
        format!("  場所と対処の一覧: {}", list.display()),
        format!("  all places and hints: {}", list.display()),
    )
}

/// Findings that need no action, in one line.
pub(crate) fn also_noted(groups: &[(Code, usize)]) -> Wording {
    let japanese: Vec<String> = groups
        .iter()
        .map(|(code, count)| format!("{} {count} 件", heading(*code).japanese))
        .collect();
    let english: Vec<String> =
        groups.iter().map(|(code, count)| format!("{count} {}", heading(*code).english)).collect();
    Wording::new(
        format!("お知らせ: {}", japanese.join("、")),
        format!("Also noted: {}", english.join(", ")),
    )
}

/// A sentence as a line of its own.
pub(crate) fn line(sentence: &Wording) -> Wording {
    Wording::new(format!("{}\n", sentence.japanese), format!("{}\n", sentence.english))
}

/// What `themes` found.
pub(crate) fn what_themes_found(statements: usize, themes: usize, unassigned: usize) -> Wording {
    Wording::new(
        format!(
            "記述 {statements} 件から、地域課題 {themes} 件を見つけました（未分類 {unassigned} 件）。"
        ),
        format!("Found {themes} issues in {statements} statements ({unassigned} in none)."),
    )
}

/// Where the results are.
pub(crate) fn where_results_lie(out: &Path) -> Wording {
    Wording::new(format!("結果: {}", out.display()), format!("Results: {}", out.display()))
}

/// Where files went that a person had changed in the old results.
pub(crate) fn where_changes_lie(kept: &Path) -> Wording {
    Wording::new(
        format!("前の結果で手直しされていたファイルは、こちらに移しました: {}", kept.display()),
        format!("Files you had changed in the old results are now in: {}", kept.display()),
    )
}

/// The question for the password of a file.
pub(crate) fn password(file: &SourcePath) -> Wording {
    Wording::new(
        format!("「{file}」のパスワード（分からなければ Enter）: "),
        format!("Password of {file} (Enter if unknown): "),
    )
}

/// One finding with its place and its hint.
pub(crate) fn finding(diagnostic: &Diagnostic) -> Wording {
    let location = &diagnostic.location;
    let sheet = location.sheet.as_ref().map(|sheet| format!(" › {sheet}")).unwrap_or_default();
    let cell = location.cell.map(|cell| format!("!{cell}")).unwrap_or_default();
    let place = format!("{}{sheet}{cell}", location.source_path);
    let (japanese, english) = match diagnostic.severity {
        Severity::Error => ("エラー", "error"),
        Severity::Warning => ("確認", "warning"),
        Severity::Info => ("お知らせ", "note"),
    };
    let line = |kind: &str, message: &str, word: &str, hint: &str| {
        if hint.is_empty() {
            format!("{kind}: {place}: {message}")
        } else {
            format!("{kind}: {place}: {message}\n  {word}: {hint}")
        }
    };
    Wording::new(
        line(japanese, &diagnostic.message.japanese, "対処", &diagnostic.hint.japanese),
        line(english, &diagnostic.message.english, "hint", &diagnostic.hint.english),
    )
}

/// The question that keeps a window open.
pub(crate) fn press_enter() -> Wording {
    Wording::new("\nEnter キーを押すと閉じます。", "\nPress Enter to close.")
}

/// Nothing below the inputs is a form.
pub(crate) fn no_case() -> Wording {
    Wording::new(
        "読み取れる様式が一つもなかったので、結果は書き出していません。\n",
        "No form could be read, so nothing was written.\n",
    )
}
