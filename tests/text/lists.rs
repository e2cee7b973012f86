//! Word lists: the built-in ones load, a city's extend them, bad lines are named.

use torimatome::diagnostic::Language;
use torimatome::text::{Lexicon, LexiconFile, ListKind, TextError, tokenize};

fn file(kind: ListKind, text: &str) -> LexiconFile {
    LexiconFile { kind, path: format!("辞書/{}", kind.file_name()).into(), text: text.to_owned() }
}

fn terms(text: &str, lexicon: &Lexicon) -> Vec<String> {
    let statement = tokenize(text, lexicon).unwrap();
    statement.content_words().map(|token| token.term.to_string()).collect()
}

fn bad_lines(kind: ListKind, text: &str) -> Vec<String> {
    match Lexicon::extended(&[file(kind, text)]) {
        Err(TextError::Lists(error)) => {
            error.problems.iter().map(|problem| problem.text(Language::Japanese)).collect()
        }
        Err(other) => panic!("{other}"),
        Ok(_) => Vec::new(),
    }
}

#[test]
fn compounds_stay_whole_and_longer_words_are_not_cut() {
    let lexicon = Lexicon::built_in().unwrap();
    for compound in [
        "地域包括支援センター",
        "サービス担当者会議",
        "服薬管理",
        "老老介護",
        "意思決定支援",
        "主任介護支援専門員",
    ] {
        let statement = tokenize(compound, &lexicon).unwrap();
        assert_eq!(statement.tokens.len(), 1, "{compound}");
    }
    let cut = tokenize("介護者と、認知症状のある方と、要介護者", &lexicon).unwrap();
    let surfaces: Vec<_> = cut.tokens.iter().map(|token| token.surface.as_str()).collect();
    assert_eq!(
        surfaces,
        ["介護者", "と", "、", "認知症状", "の", "ある", "方", "と", "、", "要介護者"]
    );
}

#[test]
fn every_compound_of_the_list_is_one_token_in_a_sentence() {
    let lexicon = Lexicon::built_in().unwrap();
    let list = include_str!("../../dictionaries/terms/compounds.csv");
    let mut cut = Vec::new();
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        let surface = line.split(',').next().unwrap();
        let statement = tokenize(&format!("地域で{surface}を考える"), &lexicon).unwrap();
        if !statement.tokens.iter().any(|token| token.surface == surface) {
            cut.push(surface);
        }
    }
    assert_eq!(cut, Vec::<&str>::new());
}

#[test]
fn synonyms_count_under_one_word() {
    let lexicon = Lexicon::built_in().unwrap();
    let expected = terms("ケアマネジャーの服薬管理", &lexicon);
    for variant in ["ケアマネの薬の管理", "介護支援専門員の内服管理", "CMの薬管理"]
    {
        assert_eq!(terms(variant, &lexicon), expected, "{variant}");
    }
}

#[test]
fn a_city_extends_every_list_in_its_own_folder() {
    let plain = Lexicon::built_in().unwrap();
    let text = "丸ごと元気塾でいきいき百歳体操を続けている";
    assert!(!terms(text, &plain).contains(&"いきいき百歳体操".to_owned()));
    let extended = Lexicon::extended(&[
        file(
            ListKind::Compounds,
            "\u{FEFF}# 市の言葉\r\nいきいき百歳体操\r\n丸ごと元気塾,名詞\r\n",
        ),
        file(ListKind::Synonyms, "通いの場,いきいき百歳体操\n"),
        file(ListKind::StopWords, "丸ごと元気塾\n"),
        file(ListKind::EmptyAnswers, "今回はなし\n"),
    ])
    .unwrap();
    assert_eq!(terms(text, &extended), ["通いの場"]);
    assert!(tokenize("今回はなし。", &extended).unwrap().empty_answer);
    assert!(!tokenize("今回はなし。", &plain).unwrap().empty_answer);
}

#[test]
fn bad_lines_are_named_with_file_line_and_what_to_do() {
    let bad = bad_lines(
        ListKind::Compounds,
        "見守り隊,名詞\n薬\n見守り隊,サ変名詞\n百歳体操,動詞\n,名詞\n# remark\n",
    );
    assert_eq!(bad.len(), 4);
    for (found, expected) in bad.iter().zip([
        "辞書/compounds.csv 2 行目: 「薬」は1文字です",
        "辞書/compounds.csv 3 行目: 「見守り隊」は1行目にもあります",
        "辞書/compounds.csv 4 行目: 品詞「動詞」は使えません",
        "辞書/compounds.csv 5 行目: 空の語があります",
    ]) {
        assert!(found.starts_with(expected), "{found}");
    }
    let alone = bad_lines(ListKind::Synonyms, "見守り隊\n");
    assert_eq!(alone.len(), 1);
    assert!(alone[0].contains("言い換えがありません"));
    let long = "長".repeat(41);
    assert_eq!(bad_lines(ListKind::StopWords, &long).len(), 1);
    assert_eq!(bad_lines(ListKind::Compounds, "a\"b,名詞\n").len(), 1);
}
