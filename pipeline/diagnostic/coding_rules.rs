//! Sentences about coding rules: what cannot be used, on which line, under which key.
//!
//! Input → output: a place in a file of rules and what was found → a [`ConfigProblem`].

use std::path::Path;

use super::Wording;
use super::config::{ConfigProblem, Place};

/// The id of a rule is empty or holds other signs.
pub(crate) fn bad_id(place: Place, found: &str) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new(
            format!("「{found}」はルールの id として使えません。"),
            format!("\"{found}\" is no id of a rule"),
        ),
        Wording::new(
            "id は半角の英数字と _ - で書いてください。日本語の名前は label に書きます。",
            "write the id in letters, digits, _ and -; the name goes into label",
        ),
    )
}

/// Two rules have one id.
pub(crate) fn id_twice(place: Place, id: &str, first: &Place) -> ConfigProblem {
    let (file, line) = (first.file.display(), first.line.unwrap_or_default());
    ConfigProblem::new(
        place,
        Wording::new(
            format!("id「{id}」のルールは {file} の {line} 行目にもあります。"),
            format!("another rule with the id \"{id}\" stands in {file} on line {line}"),
        ),
        Wording::new("どちらかの id を変えてください。", "change one of the two ids"),
    )
}

/// A condition says nothing.
pub(crate) fn empty_condition(place: Place) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new("条件が一つも書かれていません。", "the condition is empty"),
        Wording::new(
            "words、phrase、near、field などの条件を書いてください。",
            "write words, phrase, near, field or another condition",
        ),
    )
}

/// A list holds nothing.
pub(crate) fn empty_list(place: Place) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new("一覧が空です。", "the list is empty"),
        Wording::new("一つ以上書くか、行ごと消してください。", "write one or more, or remove it"),
    )
}

/// A rule names one that is nowhere.
pub(crate) fn unknown_code(place: Place, found: &str) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new(
            format!("id「{found}」のルールはありません。"),
            format!("there is no rule with the id \"{found}\""),
        ),
        Wording::new("id のつづりを確かめてください。", "check the spelling of the id"),
    )
}

/// Rules rest on each other in a ring.
pub(crate) fn ring(place: Place, ids: &[&str]) -> ConfigProblem {
    let ring = ids.join(" → ");
    ConfigProblem::new(
        place,
        Wording::new(
            format!("ルールが互いを使っていて、決まりません（{ring}）。"),
            format!("the rules rest on each other: {ring}"),
        ),
        Wording::new(
            "どれか一つの code を、その条件そのものに書き換えてください。",
            "write the condition itself in place of one of these codes",
        ),
    )
}

/// `mark` stands where nothing is said that it could be about.
pub(crate) fn mark_alone(place: Place) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new(
            "mark だけでは、何についてのものか決まりません。",
            "mark alone says nothing: of what?",
        ),
        Wording::new(
            "同じ { } の中に words、phrase、text、near のどれかを書いてください。",
            "write words, phrase, text or near into the same { }",
        ),
    )
}

/// A value is none of those that are known.
pub(crate) fn unknown_value(place: Place, key: &str, found: &str, known: &[&str]) -> ConfigProblem {
    let (japanese, english) = if known.is_empty() {
        (
            "設定ファイルの [[areas]] に、その名前を書いてください。".to_owned(),
            "name it under [[areas]] of the configuration".to_owned(),
        )
    } else {
        (
            format!("使えるのは {} です。", known.join("、")),
            format!("use one of {}", known.join(", ")),
        )
    };
    ConfigProblem::new(
        place,
        Wording::new(
            format!("{key} に「{found}」は使えません。"),
            format!("\"{found}\" is no {key}"),
        ),
        Wording::new(japanese, english),
    )
}

/// A range without ends, or with its ends swapped.
pub(crate) fn impossible_bounds(place: Place) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new("範囲が決まりません。", "the range is impossible"),
        Wording::new(
            "from か to を書き、from は to より大きくしないでください（例: { from = 75, to = 84 }）。",
            "give from or to, from not above to, like { from = 75, to = 84 }",
        ),
    )
}

/// A file in the folder of rules is none.
pub(crate) fn no_rules(file: &Path) -> ConfigProblem {
    ConfigProblem::new(
        Place::file(file),
        Wording::new(
            "コーディングルールのフォルダーにあるこのファイルは、ルール（.toml）ではありません。",
            "this file of the folder with coding rules does not end in .toml",
        ),
        Wording::new(
            "名前の終わりを .toml にするか、ほかの場所へ移してください。",
            "end its name in .toml, or move it elsewhere",
        ),
    )
}

/// The folder of rules that is named cannot be opened.
pub(crate) fn unreadable_folder(
    place: Place,
    path: &Path,
    cause: &std::io::Error,
) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new(
            format!(
                "コーディングルールのフォルダー「{}」を開けません（{cause}）。",
                path.display()
            ),
            format!("the folder with coding rules {} cannot be opened ({cause})", path.display()),
        ),
        Wording::new(
            "この設定ファイルから見た場所と名前を確かめるか、この行を消してください。",
            "check its name and its place, seen from this file, or remove the line",
        ),
    )
}
