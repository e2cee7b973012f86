//! Sentences about configuration files: what is wrong, on which line, under which key.
//!
//! Input → output: a place in a TOML file and what was found → a `ConfigProblem`.
//! Problems are fatal; nothing here decides whether something is one.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::{Language, Wording};

/// Where in a configuration file something stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file as the person named it.
    pub file: PathBuf,
    /// 1-based line; `None` for the whole file.
    pub line: Option<usize>,
    /// Dotted key, like `areas.centers`; `None` for the whole file.
    pub key: Option<String>,
}

impl Place {
    /// A whole file.
    #[must_use]
    pub fn file(file: &Path) -> Self {
        Self { file: file.to_path_buf(), line: None, key: None }
    }
}

/// One thing in a configuration file that keeps the run from starting.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ConfigProblem {
    /// Where.
    pub place: Place,
    /// What was found, and what was expected.
    pub message: Wording,
    /// What to do about it.
    pub hint: Wording,
}

impl ConfigProblem {
    /// A problem from its parts.
    #[must_use]
    pub fn new(place: Place, message: Wording, hint: Wording) -> Self {
        Self { place, message, hint }
    }

    /// The problem as shown to a person: place and message on one line, the hint on the next.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let mut text = self.place.file.display().to_string();
        if let Some(line) = self.place.line {
            // Writing to a String cannot fail.
            let _ = match language {
                Language::Japanese => write!(text, " {line} 行目"),
                Language::English => write!(text, " line {line}"),
            };
        }
        if let Some(key) = &self.place.key {
            let _ = match language {
                Language::Japanese => write!(text, "（{key}）"),
                Language::English => write!(text, " ({key})"),
            };
        }
        let hint = match language {
            Language::Japanese => "対処",
            Language::English => "hint",
        };
        let _ = write!(
            text,
            ": {}\n  {hint}: {}",
            self.message.text(language),
            self.hint.text(language)
        );
        text
    }
}

/// The file cannot be opened or is not UTF-8 text.
#[must_use]
pub fn unreadable(file: &Path, cause: &std::io::Error) -> ConfigProblem {
    ConfigProblem::new(
        Place::file(file),
        Wording::new(
            format!("設定ファイルを開けません（{cause}）。"),
            format!("the file cannot be opened ({cause})"),
        ),
        Wording::new(
            "ファイルの場所と名前、文字コード（UTF-8）を確かめてください。",
            "check its place, its name and that it is saved as UTF-8",
        ),
    )
}

/// Two configuration files lie beside the inputs and none was named.
#[must_use]
pub fn two_files(one: &Path, other: &Path) -> ConfigProblem {
    ConfigProblem::new(
        Place::file(one),
        Wording::new(
            format!("設定ファイルがもう一つあります: {}。", other.display()),
            format!("there is a second configuration file: {}", other.display()),
        ),
        Wording::new(
            "使うほうを --config で指定してください。",
            "name the one to use with --config",
        ),
    )
}

/// `init` found a file where it would write its own.
#[must_use]
pub fn already_there(file: &Path) -> ConfigProblem {
    ConfigProblem::new(
        Place::file(file),
        Wording::new("設定ファイルはもうあります。", "the file is already there"),
        Wording::new(
            "書き直してよければ --force を付けてください。",
            "add --force to write over it",
        ),
    )
}

/// The file cannot be written.
#[must_use]
pub fn unwritable(file: &Path, cause: &std::io::Error) -> ConfigProblem {
    ConfigProblem::new(
        Place::file(file),
        Wording::new(
            format!("設定ファイルを書き込めません（{cause}）。"),
            format!("the file cannot be written ({cause})"),
        ),
        Wording::new(
            "フォルダーがあり、書き込みが許されているか確かめてください。",
            "check that the folder exists and may be written to",
        ),
    )
}

/// The TOML reader or serde refused the text; `message` is its own sentence.
#[must_use]
pub fn refused(place: Place, message: &str) -> ConfigProblem {
    let english = message.trim().to_owned();
    let (japanese, hint) = translate(&english);
    ConfigProblem::new(place, Wording::new(japanese, english), hint)
}

/// The file is of a version this program does not know.
#[must_use]
pub fn unknown_version(place: Place, found: u32, expected: u32) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new(
            format!("版 {found} の設定ファイルは読めません（読めるのは {expected} です）。"),
            format!("version {found} is unknown, expected {expected}"),
        ),
        Wording::new(
            format!("version = {expected} と書くか、新しいプログラムを使ってください。"),
            format!("write version = {expected}, or use a newer program"),
        ),
    )
}

/// A text that has to say something is empty.
#[must_use]
pub fn empty_value(place: Place) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new("値が空です。", "the value is empty"),
        Wording::new("名前を書くか、行ごと消してください。", "write a name, or remove the line"),
    )
}

/// A number lies outside its range.
#[must_use]
pub fn out_of_range(place: Place, found: u64, least: u64, most: u64) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new(
            format!("{found} は使えません（{least} から {most} まで）。"),
            format!("{found} is out of range, expected {least} to {most}"),
        ),
        Wording::new("範囲の中の数に直してください。", "use a number within the range"),
    )
}

/// A name stands twice where each may stand once.
#[must_use]
pub fn given_twice(place: Place, value: &str, first: &Place) -> ConfigProblem {
    let line = first.line.unwrap_or_default();
    ConfigProblem::new(
        place,
        Wording::new(
            format!("「{value}」は {line} 行目にもあります"),
            format!("\"{value}\" also stands on line {line}"),
        ),
        Wording::new(
            "どちらのエリアのものか決まらないので、片方を消してください。",
            "remove one of the two, or the area cannot be decided",
        ),
    )
}

/// A pattern of files or sheets cannot be used.
#[must_use]
pub fn bad_pattern(place: Place, found: &str) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new(
            format!("「{found}」はファイルやシートの指定として読めません。"),
            format!("\"{found}\" is no pattern of files or sheets"),
        ),
        Wording::new(
            "「2023年度/*.xlsx」のように書いてください。名前の中の [ は [[] と書きます。",
            "write it like \"2023/*.xlsx\"; write [ in names as [[]",
        ),
    )
}

/// A day cannot be read.
#[must_use]
pub fn bad_day(place: Place, found: &str) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new(
            format!("「{found}」は日付として読めません。"),
            format!("\"{found}\" is no day"),
        ),
        Wording::new("2023-07-19 のように西暦で書いてください。", "write it like 2023-07-19"),
    )
}

/// A link names no case, or two.
#[must_use]
pub fn link_without_one_target(place: Place) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new(
            "結び付ける事例が一つに決まりません。",
            "the link does not name exactly one case",
        ),
        Wording::new(
            "held_on（と、必要なら center）か same_case_as の、どちらか片方を書いてください。",
            "give either held_on (with center where needed) or same_case_as",
        ),
    )
}

/// No built-in form has this id.
#[must_use]
pub fn unknown_form(place: Place, found: &str, known: &BTreeSet<&str>) -> ConfigProblem {
    let known: Vec<&str> = known.iter().copied().collect();
    ConfigProblem::new(
        place,
        Wording::new(
            format!("「{found}」という組み込みの様式はありません。"),
            format!("there is no built-in form \"{found}\""),
        ),
        Wording::new(
            format!("組み込みの様式は {} です。", known.join("、")),
            format!("the built-in forms are {}", known.join(", ")),
        ),
    )
}

/// A form definition, or the folder of some, cannot be opened.
#[must_use]
pub fn unreadable_extra(place: Place, path: &Path, cause: &std::io::Error) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new(
            format!("様式定義「{}」を開けません（{cause}）。", path.display()),
            format!("{} cannot be opened ({cause})", path.display()),
        ),
        Wording::new(
            "この設定ファイルから見た場所と名前を確かめてください。",
            "check its name and its place, seen from this file",
        ),
    )
}

/// A folder of form definitions holds none.
#[must_use]
pub fn no_definition(place: Place, path: &Path) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new(
            format!("フォルダー「{}」に様式定義（.toml）がありません。", path.display()),
            format!("the folder {} holds no .toml file", path.display()),
        ),
        Wording::new(
            "様式定義を入れるか、この行を消してください。",
            "put a definition into it, or remove the line",
        ),
    )
}

/// A file in the dictionary folder is none of the dictionaries.
#[must_use]
pub fn no_dictionary(file: &Path) -> ConfigProblem {
    ConfigProblem::new(
        Place::file(file),
        Wording::new(
            "辞書フォルダーにあるこのファイルは、どの辞書でもありません。",
            "this file of the dictionary folder is none of the dictionaries",
        ),
        Wording::new(
            "名前を synonyms.csv、compounds.csv、stop_words.txt、empty_answers.txt、fillers.txt、plans.txt、future.txt のどれかか、地域課題なら .toml にするか、ほかの場所へ移してください。",
            "call it synonyms.csv, compounds.csv, stop_words.txt, empty_answers.txt, fillers.txt, plans.txt or future.txt, end an issue file in .toml, or move it elsewhere",
        ),
    )
}

/// The dictionary folder that is named cannot be opened.
#[must_use]
pub fn unreadable_dictionaries(place: Place, path: &Path, cause: &std::io::Error) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new(
            format!("辞書フォルダー「{}」を開けません（{cause}）。", path.display()),
            format!("the dictionary folder {} cannot be opened ({cause})", path.display()),
        ),
        Wording::new(
            "この設定ファイルから見た場所と名前を確かめるか、この行を消してください。",
            "check its name and its place, seen from this file, or remove the line",
        ),
    )
}

/// A list is no text in an encoding that is read.
#[must_use]
pub fn not_text(file: &Path) -> ConfigProblem {
    ConfigProblem::new(
        Place::file(file),
        Wording::new("文字として読めません。", "the file cannot be read as text"),
        Wording::new(
            "メモ帳などで UTF-8 として保存し直してください。",
            "save it as UTF-8 with an editor",
        ),
    )
}

/// serde's sentence in Japanese, with what to do.
fn translate(message: &str) -> (String, Wording) {
    let quoted = quoted_words(message);
    let first = quoted.first().map_or("", String::as_str);
    let known = quoted.get(1..).unwrap_or_default().join("、");
    if message.starts_with("unknown field") {
        (
            format!("「{first}」という項目はありません。"),
            Wording::new(
                format!("ここで使える項目は {known} です。つづりを確かめてください。"),
                "check the spelling of the key",
            ),
        )
    } else if message.starts_with("missing field") {
        (
            format!("「{first}」がありません。"),
            Wording::new(format!("「{first} = …」の行を足してください。"), "add the missing key"),
        )
    } else if message.starts_with("unknown variant") {
        (
            format!("「{first}」は選べません。"),
            Wording::new(format!("選べるのは {known} です。"), "use one of the values listed"),
        )
    } else if message.starts_with("duplicate key") {
        (
            "同じ項目が二度書かれています。".to_owned(),
            Wording::new("どちらかの行を消してください。", "remove one of the two lines"),
        )
    } else if message.starts_with("invalid type") || message.starts_with("invalid value") {
        (
            format!("値の種類か範囲が違います（{message}）。"),
            Wording::new(
                "文字は \"…\" で囲み、数字は囲まず、一覧は [\"…\", \"…\"] と書いてください。",
                "write text as \"…\", numbers without quotes, lists as [\"…\", \"…\"]",
            ),
        )
    } else {
        (
            format!("書き方が正しくありません（{message}）。"),
            Wording::new(
                "引用符、かっこ、= の抜けがないか確かめてください。",
                "look for a missing quote, bracket or equals sign",
            ),
        )
    }
}

/// The words that a message puts between backticks, in order.
fn quoted_words(message: &str) -> Vec<String> {
    message.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}
