//! Romaji (ローマ字): the reading of a name → the ways it is written in Latin letters.
//!
//! Hepburn's and the official way, long vowels with and without their second letter, small
//! letters only.

use std::collections::BTreeSet;

/// The rows of the syllabary in the order of the Unicode block from ア, without small ones.
const PLAIN: [(&str, &str); 71] = [
    ("ア", "a"),
    ("イ", "i"),
    ("ウ", "u"),
    ("エ", "e"),
    ("オ", "o"),
    ("カ", "ka"),
    ("キ", "ki"),
    ("ク", "ku"),
    ("ケ", "ke"),
    ("コ", "ko"),
    ("サ", "sa"),
    ("シ", "shi"),
    ("ス", "su"),
    ("セ", "se"),
    ("ソ", "so"),
    ("タ", "ta"),
    ("チ", "chi"),
    ("ツ", "tsu"),
    ("テ", "te"),
    ("ト", "to"),
    ("ナ", "na"),
    ("ニ", "ni"),
    ("ヌ", "nu"),
    ("ネ", "ne"),
    ("ノ", "no"),
    ("ハ", "ha"),
    ("ヒ", "hi"),
    ("フ", "fu"),
    ("ヘ", "he"),
    ("ホ", "ho"),
    ("マ", "ma"),
    ("ミ", "mi"),
    ("ム", "mu"),
    ("メ", "me"),
    ("モ", "mo"),
    ("ヤ", "ya"),
    ("ユ", "yu"),
    ("ヨ", "yo"),
    ("ラ", "ra"),
    ("リ", "ri"),
    ("ル", "ru"),
    ("レ", "re"),
    ("ロ", "ro"),
    ("ワ", "wa"),
    ("ヲ", "o"),
    ("ン", "n"),
    ("ガ", "ga"),
    ("ギ", "gi"),
    ("グ", "gu"),
    ("ゲ", "ge"),
    ("ゴ", "go"),
    ("ザ", "za"),
    ("ジ", "ji"),
    ("ズ", "zu"),
    ("ゼ", "ze"),
    ("ゾ", "zo"),
    ("ダ", "da"),
    ("ヂ", "ji"),
    ("ヅ", "zu"),
    ("デ", "de"),
    ("ド", "do"),
    ("バ", "ba"),
    ("ビ", "bi"),
    ("ブ", "bu"),
    ("ベ", "be"),
    ("ボ", "bo"),
    ("パ", "pa"),
    ("ピ", "pi"),
    ("プ", "pu"),
    ("ペ", "pe"),
    ("ポ", "po"),
];

/// Hepburn's way, and the official one.
const OFFICIAL: [(&str, &str); 10] = [
    ("sha", "sya"),
    ("shu", "syu"),
    ("sho", "syo"),
    ("cha", "tya"),
    ("cho", "tyo"),
    ("shi", "si"),
    ("chi", "ti"),
    ("tsu", "tu"),
    ("fu", "hu"),
    ("ji", "zi"),
];

/// Shorter ones are words of their own.
const SHORTEST: usize = 3;

/// The ways a reading in katakana is written; none for what is no reading.
pub(super) fn romaji(reading: &str) -> BTreeSet<String> {
    let Some(hepburn) = spelled(reading) else { return BTreeSet::new() };
    let mut ways = BTreeSet::from([hepburn]);
    more(&mut ways, |way| {
        OFFICIAL.iter().fold(way.to_owned(), |way, (from, to)| way.replace(from, to))
    });
    more(&mut ways, |way| way.replace("ou", "o").replace("oo", "o").replace("uu", "u"));
    more(&mut ways, |way| way.replace("ou", "oh").replace("oo", "oh"));
    more(&mut ways, |way| way.replace("nb", "mb").replace("nm", "mm").replace("np", "mp"));
    ways.retain(|way| way.len() >= SHORTEST);
    ways
}

fn more(ways: &mut BTreeSet<String>, other: impl Fn(&str) -> String) {
    let others: Vec<String> = ways.iter().map(|way| other(way)).collect();
    ways.extend(others);
}

fn spelled(reading: &str) -> Option<String> {
    let mut way = String::new();
    let mut doubled = false;
    for letter in reading.chars() {
        let small = match letter {
            'ャ' => "a",
            'ュ' => "u",
            'ョ' => "o",
            'ッ' => {
                doubled = true;
                continue;
            }
            'ー' => continue,
            _ => "",
        };
        if small.is_empty() {
            let plain = PLAIN.iter().find(|(kana, _)| kana.starts_with(letter))?.1;
            way.push_str(plain.get(..usize::from(doubled)).unwrap_or_default());
            doubled = false;
            way.push_str(plain);
        } else {
            // キャ is kya, but シャ is sha and ジャ is ja.
            let stem = way.strip_suffix('i')?;
            let soft = ["sh", "ch", "j"].iter().any(|sound| stem.ends_with(sound));
            way = format!("{stem}{}{small}", if soft { "" } else { "y" });
        }
    }
    Some(way)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_spelled_as_people_spell_them() {
        for (reading, written) in [
            ("サトウ", &["sato", "satou", "satoh"][..]),
            ("シュンジ", &["shunji", "syunzi"]),
            ("ナンバ", &["namba", "nanba"]),
            ("ハットリ", &["hattori"]),
            ("リョウコ", &["ryoko", "ryouko"]),
        ] {
            let ways = romaji(reading);
            assert!(written.iter().all(|way| ways.contains(*way)), "{ways:?}");
        }
        assert!(romaji("A").is_empty());
    }
}
