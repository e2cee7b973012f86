//! Nothing said: phrases by which people fill a box that they have nothing to put in.
//!
//! This module must not drop anything that says more.

use crate::records::coerce::compact;

/// The phrases, without spaces and punctuation.
const PHRASES: [&str; 36] = [
    "特になし",
    "特に無し",
    "特になしです",
    "特にない",
    "特に無い",
    "特にないです",
    "特にありません",
    "特に有りません",
    "特にありませんでした",
    "特になかった",
    "とくになし",
    "とくにありません",
    "今回は特になし",
    "今のところなし",
    "今のところ特になし",
    "現時点では特になし",
    "なし",
    "無し",
    "無",
    "なしです",
    "ない",
    "ないです",
    "ありません",
    "該当なし",
    "該当無し",
    "特記なし",
    "特記事項なし",
    "未記入",
    "記入なし",
    "空欄",
    "同上",
    "上記同様",
    "上記に同じ",
    "同じ",
    "〃",
    "々",
];

/// Whether a statement says that there is nothing to say, or refers to the box above.
pub(super) fn says_nothing(text: &str) -> bool {
    let words: String =
        compact(text).chars().filter(|character| !is_punctuation(*character)).collect();
    words.is_empty() || PHRASES.contains(&words.as_str())
}

fn is_punctuation(character: char) -> bool {
    !character.is_alphanumeric() && !matches!(character, '〃' | '々')
        || matches!(character, 'ー' | '―')
}
