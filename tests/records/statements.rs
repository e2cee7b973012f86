//! Statements: boxes as people fill them, cut where one statement ends, and nothing lost.

use proptest::prelude::*;
use torimatome::records::coerce::compact;
use torimatome::records::statements::{BoxPart, parts, split_box};

fn check(text: &str, expected: &[&str]) {
    assert_eq!(split_box(text), expected, "{text}");
}

#[test]
fn bullets_split_a_box() {
    for mark in ["・", "･", "• ", "●", "○", "◆", "■ ", "－ ", "- ", "＊", "※", "□", "◎", "ー ", "★"]
    {
        check(
            &format!("{mark}移動手段がない\n{mark}民生委員の担い手、後継者がいない"),
            &["移動手段がない", "民生委員の担い手、後継者がいない"],
        );
    }
}

#[test]
fn numbers_split_a_box() {
    for [one, two, three] in [
        ["①", "②", "③"],
        ["(1)", "(2)", "(3)"],
        ["（１）", "（２）", "（３）"],
        ["1. ", "2. ", "3. "],
        ["１．", "２．", "３．"],
        ["1)", "2)", "3)"],
        ["1、", "2、", "3、"],
        ["1　", "2　", "3　"],
        ["⑴", "⑵", "⑶"],
        ["❶", "❷", "❸"],
        ["【1】", "【2】", "【3】"],
        ["ア.", "イ.", "ウ."],
        ["ア）", "イ）", "ウ）"],
        ["(ア)", "(イ)", "(ウ)"],
        ["a)", "b)", "c)"],
        ["A．", "B．", "C．"],
        ["一、", "二、", "三、"],
        ["Ⅰ．", "Ⅱ．", "Ⅲ．"],
    ] {
        check(
            &format!("{one}移動手段がない\r\n{two}8050世帯が増えている\r\n{three}相談先が少ない"),
            &["移動手段がない", "8050世帯が増えている", "相談先が少ない"],
        );
    }
}

#[test]
fn what_looks_like_a_mark_but_belongs_to_the_text_stays() {
    check("8050世帯など複合的な課題", &["8050世帯など複合的な課題"]);
    check("1.5倍に増えた\n2、3人で分担する", &["1.5倍に増えた", "2、3人で分担する"]);
    check("○○病院との連携\n○月の研修", &["○○病院との連携", "○月の研修"]);
    check("1 人暮らしの高齢者が多い", &["1 人暮らしの高齢者が多い"]);
    check("ア、そうかと気づいた", &["ア、そうかと気づいた"]);
    check("T.K様のような方が増えている", &["T.K様のような方が増えている"]);
    check("一、二度の訪問では足りない", &["一、二度の訪問では足りない"]);
    check("早期発見・早期受診の仕組み", &["早期発見・早期受診の仕組み"]);
    check("①と②の連携が弱い", &["と②の連携が弱い"]);
}

#[test]
fn several_bullets_of_one_line_are_several_statements() {
    check("・見守り　・移動支援 ・居場所", &["見守り", "移動支援", "居場所"]);
    check("①見守り②移動支援③早期発見・早期受診", &["見守り", "移動支援", "早期発見・早期受診"]);
    check("●見守り体制●移動支援", &["見守り体制", "移動支援"]);
    check("1.見守り体制 2.移動支援", &["見守り体制", "移動支援"]);
    check("・早期発見・早期受診\n・連携・協働の場", &["早期発見・早期受診", "連携・協働の場"]);
    check("・見守りが必要。・移動支援も", &["見守りが必要。", "移動支援も"]);
}

#[test]
fn wrapped_lines_are_one_statement() {
    check(
        "・独居の高齢者が増え、地域の見守\n　りの体制が追いつかない\n・移動手段がない",
        &["独居の高齢者が増え、地域の見守りの体制が追いつかない", "移動手段がない"],
    );
    check("主治医との連携が\n取りにくい", &["主治医との連携が取りにくい"]);
    check("独居で、\n身寄りがない", &["独居で、身寄りがない"]);
    check(
        "独居の高齢者が増えており、地域の見守\nりの体制が追いついていない。",
        &["独居の高齢者が増えており、地域の見守りの体制が追いついていない。"],
    );
    check("移動支援（買い物、\n通院など）の充実", &["移動支援（買い物、通院など）の充実"]);
    check("支え合うもの\n話し合うこと", &["支え合うもの", "話し合うこと"]);
    check("・見守り\n\n移動支援", &["見守り", "移動支援"]);
    check("・A社の care\nmanager が足りない", &["A社の care manager が足りない"]);
    // A new line behind a full stop is a new statement, bullet or not.
    check("・見守りが必要。\n移動支援も必要。", &["見守りが必要。", "移動支援も必要。"]);
}

#[test]
fn lines_split_a_box_without_bullets() {
    check(
        "バスの本数が減った\n坂が多く、外出が難しい\n\n近所付き合いが希薄",
        &["バスの本数が減った", "坂が多く、外出が難しい", "近所付き合いが希薄"],
    );
    check("課題は次のとおり\n・移動\n・見守り", &["課題は次のとおり", "移動", "見守り"]);
}

#[test]
fn sentences_split_a_line() {
    check(
        "一人で抱え込んでしまう。相談先が分からない！どうすればよいか？",
        &["一人で抱え込んでしまう。", "相談先が分からない！", "どうすればよいか？"],
    );
    check(
        "「困っていない。大丈夫。」と言われると踏み込めない。記録が残らない。",
        &["「困っていない。大丈夫。」と言われると踏み込めない。", "記録が残らない。"],
    );
    check(
        "移動の手段がない(例：通院。買い物。)。担い手も足りない。",
        &["移動の手段がない(例：通院。買い物。)。", "担い手も足りない。"],
    );
    check(
        "移動の手段がない。（例：通院。）担い手も足りない",
        &["移動の手段がない。（例：通院。）", "担い手も足りない"],
    );
    check("相談先がない。という声が多い。", &["相談先がない。という声が多い。"]);
    check("No.1の課題は1.5倍の負担。次は人手。", &["No.1の課題は1.5倍の負担。", "次は人手。"]);
    // A bracket that is never closed is a character like any other.
    check(
        "連携が弱い（特に夜間。人手も足りない。",
        &["連携が弱い（特に夜間。", "人手も足りない。"],
    );
    // A bullet is one statement, however many sentences it has.
    check("・夜間に困る。家族も疲れている。", &["夜間に困る。家族も疲れている。"]);
}

#[test]
fn nothing_said_is_no_statement() {
    for text in [
        "",
        "　",
        "特になし",
        "特になし。",
        "（特になし）",
        "・特にありません",
        "なし",
        "－",
        "ー",
        "―",
        "同上",
        "①\n②\n③",
        "・\n・",
        "今回は特になし",
        "〃",
    ] {
        check(text, &[]);
    }
    check("・特になし\n・移動支援", &["移動支援"]);
    check("なしとは言えない", &["なしとは言えない"]);
}

fn box_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[・●○①②③１２1-9.．、。（）「」()－\\- 　]{1,3}",
        "[\n\r]{1,2}",
        prop::sample::select(vec![
            "移動手段がない",
            "見守りが必要",
            "特になし",
            "（例：通院。）",
            "「困る。」と言う",
            "8050世帯",
            "。",
            "という",
            "もの",
            "は",
            "、",
        ])
        .prop_map(String::from),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}

/// Characters that a separator may hold: marks, numbers, letters of lists, white space, phrases.
fn is_separator(text: &str) -> bool {
    let letters = compact(text).chars().filter(|character| character.is_alphabetic()).count();
    let phrase = ["特になし", "なし", "無", "ない", "同", "々", "今", "記"];
    letters <= 1 + text.lines().count() || phrase.iter().any(|phrase| text.contains(phrase))
}

proptest! {
    #[test]
    fn no_text_is_lost(text in box_text()) {
        let mut at = 0;
        let mut statements = Vec::new();
        for part in parts(&text) {
            let (BoxPart::Statement(range) | BoxPart::Separator(range)) = &part;
            prop_assert_eq!(range.start, at, "a gap or an overlap");
            prop_assert!(range.end > range.start);
            at = range.end;
            let piece = &text[range.clone()];
            if matches!(part, BoxPart::Statement(_)) {
                statements.push(compact(piece));
            } else {
                prop_assert!(is_separator(piece), "{:?} was dropped", piece);
            }
        }
        prop_assert_eq!(at, text.len());
        let split: Vec<String> = split_box(&text).iter().map(|text| compact(text)).collect();
        prop_assert_eq!(split, statements);
    }

    #[test]
    fn a_list_is_read_back(
        items in prop::collection::vec("[ぁ-んァ-ヶ一-龠]{4,20}(・[一-龠]{2,4})?", 1..8),
        way in 0_usize..6,
    ) {
        // What a line ends with decides whether it runs on; that is tested apart.
        let items: Vec<String> = items.iter().map(|item| format!("{item}である")).collect();
        let lines: Vec<String> = items.iter().enumerate().map(|(index, item)| match way {
            0 => format!("・{item}"),
            1 => format!("－ {item}"),
            2 => format!("{}. {item}", index + 1),
            3 => format!("{}{item}", char::from_u32(0x2460 + u32::try_from(index).unwrap()).unwrap()),
            4 => item.clone(),
            _ => format!("{item}。"),
        }).collect();
        let joined = if way == 5 { lines.concat() } else { lines.join("\n") };
        let found: Vec<String> =
            split_box(&joined).iter().map(|text| text.trim_end_matches('。').to_owned()).collect();
        prop_assert_eq!(found, items);
    }
}
