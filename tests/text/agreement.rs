//! Agreement with the reference analyser, MeCab with the same dictionary (mecab-ipadic-utf8).
//!
//! Passed over where MeCab or the reference texts are not installed. Run it with
//! `TORIMATOME_SHARED=… cargo test agreement -- --nocapture` to see every difference.

use torimatome::text::Lexicon;

use super::mecab::{agreement, missing, reference_text};

#[test]
fn surfaces_agree_with_mecab_on_the_reference_texts() {
    if let Some(missing) = missing() {
        return println!("passed over: {missing}");
    }
    let Some(text) = reference_text() else {
        return println!("passed over: no reference texts");
    };
    let agreement = agreement(&text, &Lexicon::system_only().unwrap()).unwrap();
    for (class, region) in &agreement.regions {
        println!("{class}: {region}");
    }
    let (share, classes) = (agreement.share, agreement.classes());
    println!("agreement {:.4} % of {} words; {classes:?}", share * 100.0, agreement.words);
    assert!(share >= 0.998, "{share}");
    assert_eq!(classes.get("other"), None, "differences of no known class");
}
