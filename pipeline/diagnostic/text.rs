//! Sentences about word lists: why an entry cannot be used, and what to write instead.
//!
//! Input → output: what was found → a `BadEntry`; the caller knows file and line.

use super::Wording;

/// Why an entry cannot be used, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadEntry {
    /// What was found, and what was expected.
    pub message: Wording,
    /// What to do about it.
    pub hint: Wording,
}

/// A compound has a part of speech other than the three that exist.
pub(crate) fn unknown_part_of_speech(found: &str) -> BadEntry {
    BadEntry {
        message: Wording::new(
            format!("品詞「{found}」は使えません。"),
            format!("the part of speech \"{found}\" is unknown"),
        ),
        hint: Wording::new(
            "「名詞」「サ変名詞」「形容動詞」のいずれかを書いてください（省略すると名詞になります）。",
            "write 名詞, サ変名詞 or 形容動詞 (left out: 名詞)",
        ),
    }
}

/// A compound of a single character would cut other words.
pub(crate) fn compound_too_short(found: &str) -> BadEntry {
    BadEntry {
        message: Wording::new(
            format!(
                "「{found}」は1文字です。1文字の語を登録すると、ほかの語が途中で切れてしまいます。"
            ),
            format!("\"{found}\" has one character, which would cut other words"),
        ),
        hint: Wording::new("2文字以上の語を登録してください。", "use two or more characters"),
    }
}

/// A synonym line holds one word only.
pub(crate) fn synonym_alone(found: &str) -> BadEntry {
    BadEntry {
        message: Wording::new(
            format!("「{found}」に言い換えがありません。"),
            format!("\"{found}\" has no variant"),
        ),
        hint: Wording::new(
            "「代表語,言い換え」の形で、カンマで区切って書いてください。",
            "write the preferred word, a comma and its variants",
        ),
    }
}

/// An entry is empty.
pub(crate) fn empty_word() -> BadEntry {
    BadEntry {
        message: Wording::new("空の語があります。", "an entry is empty"),
        hint: Wording::new(
            "カンマが続いていないか、行の先頭や末尾にないかを確認してください。",
            "look for two commas in a row, or one at an end of the line",
        ),
    }
}

/// An entry holds a character that the dictionary cannot take.
pub(crate) fn unusable_character(character: char, entry: &str) -> BadEntry {
    let shown = character.escape_default();
    BadEntry {
        message: Wording::new(
            format!("「{entry}」に使えない文字「{shown}」があります。"),
            format!("\"{entry}\" holds the character {shown}, which no entry can hold"),
        ),
        hint: Wording::new("その文字を取り除いてください。", "remove the character"),
    }
}

/// An entry is too long to be a word.
pub(crate) fn word_too_long(entry: &str, limit: usize) -> BadEntry {
    let start: String = entry.chars().take(limit).collect();
    BadEntry {
        message: Wording::new(
            format!("「{start}…」は長すぎます（{limit}文字まで）。"),
            format!("\"{start}…\" is too long (at most {limit} characters)"),
        ),
        hint: Wording::new("語を1行に一つずつ書いてください。", "write one entry a line"),
    }
}

/// The same file names an entry twice.
pub(crate) fn word_twice(entry: &str, first_line: usize) -> BadEntry {
    BadEntry {
        message: Wording::new(
            format!("「{entry}」は{first_line}行目にもあります。"),
            format!("\"{entry}\" is on line {first_line} too"),
        ),
        hint: Wording::new("どちらかを消してください。", "remove one of them"),
    }
}
