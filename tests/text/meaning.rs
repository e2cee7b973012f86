//! Meanings: what lies close, and that the cache changes nothing.

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
    let mut second = Meanings::from_cache(&cache);
    assert_eq!(second.of(&TEXTS).unwrap(), meanings);
    assert_eq!(second.learned(), 0);
    assert_eq!(second.to_cache(), cache);
    assert_eq!(second.of(&["別の記述", "別の記述"]).unwrap().len(), 2);
    assert_eq!(second.learned(), 1);
}

#[test]
fn a_cache_that_is_not_ours_is_forgotten() {
    for bytes in [&b""[..], b"TMVEC", b"TMVEC\0\x00\x01 of another version", &[0; 4096]] {
        let cache = Meanings::from_cache(bytes).to_cache();
        assert_eq!(cache.len(), 8, "nothing but the version");
    }
    let mut whole = Meanings::default();
    whole.of(&TEXTS[..1]).unwrap();
    let mut cut = whole.to_cache();
    cut.pop();
    assert_eq!(Meanings::from_cache(&cut).to_cache().len(), 8);
}
