//! Folding (表記をそろえる): a normal text → the form in which names are compared.
//!
//! Old and new characters, both syllabaries and upper and lower case are one; blanks and line
//! breaks go, so that 佐　藤 is 佐藤. Every place leads back to the text.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// Characters of names that are written in several forms, the usual one first.
const VARIANTS: [&str; 34] = [
    "高髙",
    "崎﨑碕嵜",
    "辺邊邉",
    "斎齋齊斉",
    "沢澤",
    "浜濱濵",
    "広廣",
    "国國",
    "島嶋嶌",
    "桜櫻",
    "滝瀧",
    "竜龍",
    "真眞",
    "恵惠",
    "栄榮",
    "条條",
    "万萬",
    "会會",
    "関關",
    "黒黑",
    "徳德",
    "吉𠮷",
    "塚塚",
    "富冨",
    "峰峯",
    "船舩",
    "槙槇",
    "館舘",
    "桧檜",
    "竹笁",
    "寿壽",
    "実實",
    "静靜",
    "ヶケ",
];

/// The usual form of each of them.
static USUAL: LazyLock<BTreeMap<char, char>> = LazyLock::new(|| {
    let mut usual = BTreeMap::new();
    for forms in VARIANTS {
        for form in forms.chars() {
            usual.entry(form).or_insert(forms.chars().next().unwrap_or(form));
        }
    }
    usual
});

/// A text as names are compared in it.
pub(super) struct Folded {
    /// The folded text.
    pub(super) text: String,
    places: Vec<(usize, Range<usize>)>,
}

impl Folded {
    /// Folds a normal text.
    pub(super) fn new(normal: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(normal.len()), places: Vec::new() };
        for (at, letter) in normal.char_indices().filter(|(_, letter)| !is_blank(*letter)) {
            folded.places.push((folded.text.len(), at..at + letter.len_utf8()));
            folded.text.push(fold_letter(letter));
        }
        folded
    }

    /// Where a range of the folded text stands in the normal one.
    pub(super) fn normal_range(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let first = self.places.binary_search_by_key(&range.start, |place| place.0).ok()?;
        let past = self.places.partition_point(|place| place.0 < range.end);
        let last = self.places.get(past.checked_sub(1)?)?;
        Some(self.places.get(first)?.1.start..last.1.end)
    }
}

/// A name as it is looked for.
pub(super) fn fold(name: &str) -> String {
    name.chars().filter(|letter| !is_blank(*letter)).map(fold_letter).collect()
}

fn is_blank(letter: char) -> bool {
    matches!(letter, ' ' | '\n' | '　')
}

fn fold_letter(letter: char) -> char {
    if let 'ぁ'..='ゖ' = letter
        && let Some(square) = char::from_u32(letter as u32 + 0x60)
    {
        return fold_variant(square);
    }
    fold_variant(letter.to_ascii_lowercase())
}

fn fold_variant(letter: char) -> char {
    USUAL.get(&letter).copied().unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_name_fold_to_one() {
        for (one, other) in [
            ("髙橋", "高 橋"),
            ("渡邉", "渡辺"),
            ("齋藤", "斉藤"),
            ("さとう", "サトウ"),
            ("SATO", "Sato"),
        ] {
            assert_eq!(fold(one), fold(other));
        }
    }

    #[test]
    fn a_place_leads_back() {
        let folded = Folded::new("は髙 橋さん");
        let at = folded.text.find("高橋").unwrap();
        assert_eq!(folded.normal_range(&(at..at + 6)), Some(3..10));
    }
}
