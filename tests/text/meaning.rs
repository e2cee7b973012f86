//! Meanings: what lies close, and that the cache changes nothing.

use std::collections::BTreeSet;

use torimatome::config::issue_dictionary::IssueDictionary;
use torimatome::text::{Meaning, Meanings};

const TEXTS: [&str; 4] = [
    "薬の飲み忘れや飲み間違いが多い",
    "服薬管理が難しい利用者がいる",
    "バスの本数が減り通院に困っている",
    "通院のための移動手段がない",
];

#[test]
fn statements_of_one_subject_lie_closer_than_those_of_two() {
    let meanings = Meanings::default().of(&TEXTS).unwrap();
    let between = |one: usize, other: usize| meanings[one].cosine(&meanings[other]);
    for (one, other) in [(0, 2), (0, 3), (1, 2), (1, 3)] {
        assert!(between(0, 1) > between(one, other), "{one} {other}");
        assert!(between(2, 3) > between(one, other), "{one} {other}");
    }
    assert!((between(0, 0) - 1.0).abs() < 1e-12);
    let centre = Meaning::centre(meanings.iter().take(2));
    assert!(centre.cosine(&meanings[0]) > between(0, 1));
}

#[test]
fn what_is_in_the_cache_is_not_encoded_again() {
    let mut first = Meanings::default();
    let meanings = first.of(&TEXTS).unwrap();
    assert_eq!(first.learned(), 4);
    let cache = first.to_cache();
    let mut second = Meanings::default();
    second.remember(&cache);
    assert_eq!(second.of(&TEXTS).unwrap(), meanings);
    assert_eq!(second.learned(), 0);
    assert_eq!(second.to_cache(), cache);
    assert_eq!(second.of(&["別の記述", "別の記述"]).unwrap().len(), 2);
    assert_eq!(second.learned(), 1);
}

#[test]
fn a_cache_that_is_not_ours_is_forgotten() {
    let size_of_cache = |bytes: &[u8]| {
        let mut meanings = Meanings::default();
        meanings.remember(bytes);
        meanings.to_cache().len()
    };
    for bytes in [&b""[..], b"TMVEC", b"TMVEC\0\x00\x01 of another version", &[0; 4096]] {
        assert_eq!(size_of_cache(bytes), 8, "nothing but the version");
    }
    let mut whole = Meanings::default();
    whole.of(&TEXTS[..1]).unwrap();
    let mut cut = whole.to_cache();
    cut.pop();
    assert_eq!(size_of_cache(&cut), 8);
}

/// After a change of the dictionary's phrases: `TORIMATOME_BLESS=1 cargo test shipped_meanings`.
#[test]
fn shipped_meanings_are_those_of_the_dictionary() {
    let dictionary = IssueDictionary::built_in().unwrap();
    let phrases: BTreeSet<&str> = dictionary
        .issues
        .iter()
        .flat_map(|issue| issue.anchors.iter().chain(&issue.not))
        .map(String::as_str)
        .collect();
    let phrases: Vec<&str> = phrases.into_iter().collect();
    if std::env::var_os("TORIMATOME_BLESS").is_some() {
        let mut fresh = Meanings::default();
        fresh.of(&phrases).unwrap();
        std::fs::write("dictionaries/issues/meanings.bin", fresh.to_cache()).unwrap();
        return;
    }
    let mut shipped = Meanings::shipped();
    let meanings = shipped.of(&phrases).unwrap();
    assert_eq!(shipped.learned(), 0, "every phrase is shipped");
    assert_eq!(shipped.to_cache().len(), 8 + phrases.len() * 400, "and nothing else");
    let some: Vec<usize> = (0..phrases.len()).step_by(60).collect();
    let texts: Vec<&str> = some.iter().map(|at| phrases[*at]).collect();
    for (at, fresh) in some.iter().zip(Meanings::default().of(&texts).unwrap()) {
        let cosine = fresh.cosine(&meanings[*at]);
        assert!(cosine > 0.9999, "{}: {cosine}", phrases[*at]);
    }
}
