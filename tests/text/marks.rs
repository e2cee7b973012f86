//! Marks: what is denied, lacking, planned, and what merely frames.

use torimatome::text::{Lexicon, Mark, tokenize};

/// The marked words of a text, as `surface:mark`.
fn marked(text: &str) -> Vec<String> {
    let lexicon = Lexicon::built_in().unwrap();
    let statement = tokenize(text, &lexicon).unwrap();
    statement
        .tokens
        .iter()
        .filter(|token| token.class.is_content() && token.mark != Mark::Stated)
        .map(|token| format!("{}:{:?}", token.surface, token.mark))
        .collect()
}

fn content(text: &str) -> Vec<String> {
    let lexicon = Lexicon::built_in().unwrap();
    let statement = tokenize(text, &lexicon).unwrap();
    statement.content_words().map(|token| token.surface.clone()).collect()
}

#[test]
fn what_is_denied_is_marked() {
    assert_eq!(marked("本人は認知症ではない"), ["認知症:Negated"]);
    assert_eq!(marked("虐待はない"), ["虐待:Negated"]);
    assert_eq!(marked("近隣の人は困っていない"), ["困っ:Negated"]);
    assert_eq!(marked("訪問介護を利用しません"), ["利用:Negated"]);
}

#[test]
fn what_is_missing_is_marked_as_lacking() {
    assert_eq!(marked("移動手段がない"), ["移動手段:Lacking"]);
    assert_eq!(marked("身寄りのない高齢者"), ["身寄り:Lacking"]);
    assert_eq!(marked("多職種と連携できていない"), ["連携:Lacking"]);
    assert_eq!(marked("情報共有がされていない"), ["さ:Lacking"]);
}

#[test]
fn what_only_looks_like_a_negation_is_not_marked() {
    assert_eq!(marked("家族へ働きかけなければならない"), Vec::<String>::new());
    assert_eq!(marked("介護保険だけではない支援"), Vec::<String>::new());
    assert_eq!(marked("デイサービスしかない"), Vec::<String>::new());
    assert_eq!(marked("地域で支える仕組みが必要ではないか"), Vec::<String>::new());
}

#[test]
fn what_is_planned_is_marked_from_the_word_that_names_the_future() {
    assert_eq!(
        marked("移動手段が少なく、今後、乗合タクシーを検討する。"),
        ["乗合:Planned", "タクシー:Planned", "検討:Planned", "する:Planned"]
    );
    assert_eq!(marked("今後は多職種連携が課題"), Vec::<String>::new());
}

#[test]
fn frames_are_set_aside_but_kept() {
    assert_eq!(content("服薬管理が難しいことが課題だと感じた。"), ["服薬管理"]);
    assert_eq!(content("見守りの体制づくりが必要である"), ["見守り", "体制づくり"]);
    let lexicon = Lexicon::built_in().unwrap();
    let statement = tokenize("見守りが大切だと思います。", &lexicon).unwrap();
    assert_eq!(statement.text.original(), "見守りが大切だと思います。");
    let words: String = statement.tokens.iter().map(|token| token.surface.as_str()).collect();
    assert_eq!(words, "見守りが大切だと思います。");
}

#[test]
fn answers_that_say_nothing_are_known() {
    let lexicon = Lexicon::built_in().unwrap();
    for text in
        ["特になし", "特に無し。", "なし", "同上", "－", "-", "（なし）", "　特にありません　"]
    {
        assert!(tokenize(text, &lexicon).unwrap().empty_answer, "{text}");
    }
    for text in ["移動手段なし", "特に服薬", "同上の理由で入院"] {
        assert!(!tokenize(text, &lexicon).unwrap().empty_answer, "{text}");
    }
}
