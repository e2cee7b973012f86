//! File names that every system takes: case ids and years → names safe on Windows.
//!
//! NFC, none of `\ / : * ? " < > |`, no trailing dots or spaces, no device names, bounded length,
//! and no two that differ in case alone.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

/// The longest stem, in characters: with its folders it stays below Windows' 260.
const MAX_STEM_CHARACTERS: usize = 80;

/// The longest stem in bytes, below the 255 of other systems: Japanese takes three a character.
const MAX_STEM_BYTES: usize = 230;

/// What a name becomes when nothing of it is left.
const EMPTY: &str = "名称なし";

/// The folder of cases whose year is not known.
const UNKNOWN_YEAR: &str = "年度不明";

/// Names that Windows keeps for devices.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// Names already given, compared without case.
#[derive(Debug, Default)]
pub(crate) struct UniqueNames {
    given: BTreeSet<String>,
}

impl UniqueNames {
    /// The name for a stem in a folder, with `_2`, `_3` … added while it is taken.
    pub(crate) fn name(&mut self, folder: &str, stem: &str) -> String {
        let stem = safe_stem(stem);
        let mut number = 1_u32;
        loop {
            let path = if number == 1 {
                format!("{folder}/{stem}.xlsx")
            } else {
                format!("{folder}/{stem}_{number}.xlsx")
            };
            if self.given.insert(path.to_lowercase()) {
                return path;
            }
            number += 1;
        }
    }
}

/// The name of a fiscal year, like `2023年度`.
pub(crate) fn year_name(fiscal_year: Option<i32>) -> String {
    fiscal_year.map_or_else(|| UNKNOWN_YEAR.to_owned(), |year| format!("{year}年度"))
}

/// A text as the stem of a file name.
pub(crate) fn safe_stem(text: &str) -> String {
    let mut stem = String::new();
    for character in text.nfc().take(MAX_STEM_CHARACTERS) {
        let replaced = match character {
            '\\' | '/' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
            other if other.is_control() => '_',
            other => other,
        };
        if stem.len() + replaced.len_utf8() > MAX_STEM_BYTES {
            break;
        }
        stem.push(replaced);
    }
    let stem = stem.trim().trim_end_matches(['.', ' ', '　']);
    if stem.is_empty() {
        EMPTY.to_owned()
    } else if is_device(stem) {
        format!("_{stem}")
    } else {
        stem.to_owned()
    }
}

/// `CON`, `NUL`, `COM1` and the like, also with an ending.
fn is_device(stem: &str) -> bool {
    let head = stem.split('.').next().unwrap_or(stem).trim().to_ascii_lowercase();
    let name = head.trim_end_matches(|letter: char| letter.is_ascii_digit());
    DEVICES.contains(&name) && head.len() - name.len() <= 1
}

#[cfg(test)]
mod tests {
    use super::{UniqueNames, safe_stem, year_name};

    #[test]
    fn names_are_safe_on_windows() {
        assert_eq!(safe_stem("2023-07-19_伊丹・摂陽"), "2023-07-19_伊丹・摂陽");
        assert_eq!(safe_stem("a/b\\c:d*e?f\"g<h>i|j\n"), "a_b_c_d_e_f_g_h_i_j_");
        assert_eq!(safe_stem("終わり. . "), "終わり");
        assert_eq!(safe_stem("NUL.txt"), "_NUL.txt");
        assert_eq!(safe_stem("com1"), "_com1");
        assert_eq!(safe_stem("console"), "console");
        assert_eq!(safe_stem(" .."), "名称なし");
        assert_eq!(safe_stem("ハ\u{3099}"), "バ");
    }

    #[test]
    fn names_are_short() {
        assert_eq!(safe_stem(&"あ".repeat(300)).chars().count(), 76);
        assert_eq!(safe_stem(&"a".repeat(300)).len(), 80);
    }

    #[test]
    fn equal_names_are_told_apart() {
        let mut names = UniqueNames::default();
        assert_eq!(names.name("f", "A"), "f/A.xlsx");
        assert_eq!(names.name("f", "a"), "f/a_2.xlsx");
        assert_eq!(names.name("g", "A"), "g/A.xlsx");
    }

    #[test]
    fn years_are_named() {
        assert_eq!(year_name(Some(2023)), "2023年度");
        assert_eq!(year_name(None), "年度不明");
    }
}
