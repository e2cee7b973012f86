//! Help in both languages: the English of `cli` and a table of the same in Japanese.
//!
//! Input → output: a language → clap's description of the command line. A test holds the table
//! against the arguments there are.

use clap::{Command, CommandFactory as _};

use super::{Line, kwic};
use crate::diagnostic::Language;

/// Help in Japanese: action (empty for the whole program), argument (empty for the action
/// itself), the sentence, and the name of the argument's value where it has one.
const JAPANESE: [(&str, &str, &str, &str); 35] = [
    ("", "", "記入済みの様式（Excel）を読み、とりまとめシートと記録を書き出します", ""),
    ("", "lang", "メッセージの言語: ja か en [既定: ja]", "言語"),
    ("", "jobs", "同時に使うスレッドの数 [既定: コアの数]", "数"),
    ("", "quiet", "進み具合と結果のまとめを表示しません", ""),
    ("", "json", "文章の代わりに JSON を出力します", ""),
    (
        "",
        "password_file",
        "パスワード付きブックのパスワードを 1 行に 1 つ書いたファイル",
        "ファイル",
    ),
    ("", "reviews", "記入した確認シート。二つあれば二度書けます", "ファイル"),
    (
        "",
        "config",
        "設定ファイル [既定: データと同じ場所か、今のフォルダーの torimatome.toml]",
        "ファイル",
    ),
    ("", "no_cache", "文の意味の控え（キャッシュ）を使わず、残しません", ""),
    ("", "help", "この説明を表示します", ""),
    ("", "version", "版を表示します", ""),
    ("run", "", "入力の中の様式をすべて読み、とりまとめシート・記録・確認事項を書き出します", ""),
    ("run", "inputs", "様式のファイルやフォルダー", "入力"),
    ("run", "out", "結果を書き出すフォルダー [既定: 入力の隣の「とりまとめ結果」]", "出力"),
    ("run", "reproducible", "run.json に所要時間を書かず、何度行っても同じ結果にします", ""),
    (
        "check",
        "",
        "run と同じように読み、確認が必要なところだけを知らせます（何も書き出しません）",
        "",
    ),
    ("check", "inputs", "様式のファイルやフォルダー", "入力"),
    ("inspect", "", "1 つのファイルがどう読まれるかを、様式・項目・セルごとに表示します", ""),
    ("inspect", "file", "調べるファイル", "ファイル"),
    ("themes", "", "記述の表（CSV か Excel、見出しが text の列）から地域課題を見つけます", ""),
    (
        "themes",
        "file",
        "記述の表。case_id、area、fiscal_year、field の列もあれば使います",
        "ファイル",
    ),
    ("themes", "out", "結果を書き出すフォルダー [既定: 表の隣の「地域課題の結果」]", "出力"),
    ("init", "", "説明付きの設定ファイル torimatome.toml を作ります", ""),
    ("init", "folder", "作る場所のフォルダー [既定: 今のフォルダー]", "フォルダー"),
    ("init", "force", "すでにあっても書き直します", ""),
    (
        "init",
        "coding",
        "代わりに、コーディングルールの例を「コーディング」フォルダーに作ります",
        "",
    ),
    ("forms", "", "配布用の白紙の様式を書き出します", ""),
    ("forms", "folder", "書き出す場所のフォルダー [既定: 今のフォルダー]", "フォルダー"),
    ("forms", "force", "すでにあっても書き直します", ""),
    ("forms", "list", "読み取れる様式の一覧を表示します（何も書き出しません）", ""),
    ("completions", "", "シェルの入力補完の設定を出力します", ""),
    ("completions", "shell", "bash、zsh、fish、powershell、elvish のどれか", "シェル"),
    ("man", "", "man ページを出力します", ""),
    ("licences", "", "このプログラムと、含まれるデータの使用許諾を表示します", ""),
    ("licences", "help", "この説明を表示します", ""),
];

/// Layout of a help page in Japanese; the words in brackets are clap's.
const TEMPLATE: &str = "{about-with-newline}\n使い方: {usage}\n\n{all-args}{after-help}";

/// The command line as clap knows it, for parsing, completions and the man page.
#[must_use]
pub fn command(language: Language) -> Command {
    match language {
        Language::English => Line::command(),
        Language::Japanese => in_japanese(Line::command()),
    }
}

fn in_japanese(command: Command) -> Command {
    let name = if command.get_name() == "torimatome" { "" } else { command.get_name() }.to_owned();
    let about = japanese(&name, "").map_or("", |(about, _)| about);
    command
        .about(about)
        .help_template(TEMPLATE)
        .subcommand_help_heading("コマンド")
        .mut_args(|argument| {
            let heading = if argument.is_positional() { "引数" } else { "オプション" };
            let id = argument.get_id().as_str().to_owned();
            let argument = argument.help_heading(heading);
            match japanese(&name, &id) {
                Some((help, "")) => argument.help(help),
                Some((help, value)) => argument.help(help).value_name(value),
                None => argument,
            }
        })
        .mut_subcommands(in_japanese)
}

/// The sentence and the value's name of an argument.
fn japanese(action: &str, argument: &str) -> Option<(&'static str, &'static str)> {
    JAPANESE
        .iter()
        .chain(&kwic::JAPANESE)
        .find(|(of, id, ..)| *of == action && *id == argument)
        .map(|(_, _, help, value)| (*help, *value))
}
