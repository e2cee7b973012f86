//! Sentences of `kwic`: how much was looked through, and what was found.
//!
//! Input → output: counts and names → one text in both languages.

use std::path::Path;

use super::Wording;

/// How often a word was found; where it was not, what may help.
pub(crate) fn found(
    word: &str,
    searched: usize,
    statements: usize,
    places: usize,
    cases: usize,
) -> Wording {
    if places == 0 {
        return Wording::new(
            format!(
                "「{word}」は、調べた記述 {searched} 件のどこにもありません。\n  対処: 言葉を短くするか、年度・エリア・欄の指定を外してみてください。"
            ),
            format!(
                "\"{word}\" stands in none of the {searched} statements searched.\n  hint: try a shorter word, or fewer of --year, --area and --field"
            ),
        );
    }
    let (japanese, english) = match cases {
        0 => (String::new(), String::new()),
        cases => (format!("、事例 {cases} 件"), format!(", {cases} cases")),
    };
    Wording::new(
        format!("「{word}」: 記述 {searched} 件のうち {statements} 件に {places} か所{japanese}"),
        format!("\"{word}\": {places} places in {statements} of {searched} statements{english}"),
    )
}

/// There was nothing to look through.
pub(crate) fn no_statement(areas: &[String]) -> Wording {
    if areas.is_empty() {
        return Wording::new(
            "調べる記述が一つもありません。様式のフォルダーか、前の結果のフォルダーを指定してください。",
            "there is no statement to search: name a folder with forms or with earlier results",
        );
    }
    Wording::new(
        format!("指定に合う記述が一つもありません。エリアは {} です。", areas.join("、")),
        format!("no statement is in what was asked for; the areas are {}", areas.join(", ")),
    )
}

/// The file to write to holds something else.
pub(crate) fn not_ours(file: &Path) -> Wording {
    super::run::failure(
        &Wording::new(
            format!("「{}」には別の内容が入っているので、書き込みません。", file.display()),
            format!("{} holds something else and is not written over", file.display()),
        ),
        &Wording::new(
            "別の名前を指定するか、そのファイルを先に移してください。",
            "give another name, or move that file away first",
        ),
    )
}
