//! Context (前後の言葉): what stands before and after a word that may be a name.
//!
//! Input → output: a normal text and a place in it → whether a person is spoken of there. It
//! knows no names.

use std::ops::Range;

use crate::text::Token;

/// Titles of respect.
const HONORIFICS: [&str; 15] = [
    "さん",
    "さま",
    "様",
    "氏",
    "殿",
    "君",
    "くん",
    "ちゃん",
    "ご夫",
    "夫妻",
    "夫婦",
    "ばあ",
    "じい",
    "おばあ",
    "おじい",
];

/// Posts and professions that stand behind a name.
const POSTS: [&str; 38] = [
    "CM",
    "ケアマネ",
    "介護支援専門員",
    "先生",
    "医師",
    "Dr",
    "ドクター",
    "看護師",
    "Ns",
    "ナース",
    "師長",
    "ヘルパー",
    "相談員",
    "支援員",
    "専門員",
    "職員",
    "保健師",
    "薬剤師",
    "栄養士",
    "介護士",
    "福祉士",
    "療法士",
    "歯科衛生士",
    "民生委員",
    "主任",
    "係長",
    "課長",
    "部長",
    "所長",
    "院長",
    "施設長",
    "センター長",
    "管理者",
    "会長",
    "理事長",
    "PT",
    "OT",
    "MSW",
];

/// What somebody does at the meeting, in brackets behind a name: 林（司会）.
const SEATS: [&str; 8] =
    ["司会", "サブ司会", "板書", "書記", "提出者", "提供者", "事例提出者", "事例提供者"];

/// What makes of a profession the name of a body: 日本介護支援専門員協会.
const BODIES: [&str; 6] = ["協会", "会", "連絡", "部会", "協議", "団体"];

/// Homes behind a name: 佐藤宅, 林家.
const HOMES: [&str; 3] = ["宅", "邸", "家"];

/// Who may stand before a name, with or without の: 司会の林, 担当：森.
const STAFF: [&str; 43] = [
    "ケアマネ",
    "ケアマネジャー",
    "ケアマネージャー",
    "CM",
    "介護支援専門員",
    "主治医",
    "医師",
    "Dr",
    "看護師",
    "保健師",
    "薬剤師",
    "ヘルパー",
    "相談員",
    "民生委員",
    "担当",
    "担当者",
    "司会",
    "板書",
    "書記",
    "提出者",
    "提供者",
    "主任",
    "管理者",
    "後見人",
    "自治会長",
    "会長",
    "担当医",
    "PT",
    "OT",
    "ST",
    "MSW",
    "ナース",
    "Ns",
    "包括",
    "社協",
    "弁護士",
    "大家",
    "隣人",
    "民生児童委員",
    "Dr。",
    "先生",
    "師長",
    "所長",
];

/// Relatives, before a given name: 長男の太郎.
const RELATIVES: [&str; 30] = [
    "本人",
    "利用者",
    "対象者",
    "夫",
    "妻",
    "長男",
    "次男",
    "二男",
    "三男",
    "長女",
    "次女",
    "二女",
    "三女",
    "息子",
    "娘",
    "嫁",
    "孫",
    "父",
    "母",
    "兄",
    "弟",
    "姉",
    "妹",
    "甥",
    "姪",
    "友人",
    "利用者様",
    "利用者さん",
    "本人様",
    "対象者様",
];

/// Words behind a name that make it that of a place or a thing: 石川県, 長谷川式.
const PLACES: [&str; 12] =
    ["県", "市", "区", "町", "村", "駅", "地区", "小学校", "中学校", "高校", "団地", "式"];

/// Words that only begin like those: 佐藤町内会長 is a person.
const NO_PLACES: [&str; 8] = ["市長", "区長", "町長", "村長", "町内", "町会", "区分", "市民"];

/// The text from a place on.
pub(super) fn after(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default()
}

/// The text up to a place.
pub(super) fn before(text: &str, at: usize) -> &str {
    text.get(..at).unwrap_or_default()
}

/// Whether a title, a post or a home follows: 林さん, 林（CM）, 林宅.
pub(super) fn is_titled(text: &str, end: usize) -> bool {
    let rest = after(text, end);
    let rest = rest.strip_prefix([' ', '\n']).unwrap_or(rest);
    let inside = rest.strip_prefix(['（', '(', '・']).unwrap_or(rest);
    // 林家, but not 原家屋.
    let home = HOMES.iter().find_map(|home| rest.strip_prefix(home));
    let post = POSTS.iter().find_map(|post| inside.strip_prefix(post));
    HONORIFICS.iter().any(|title| rest.strip_prefix(title).is_some_and(|rest| !is_word(rest)))
        || post.is_some_and(|rest| !BODIES.iter().any(|body| rest.starts_with(body)))
        || (inside.len() < rest.len() && SEATS.iter().any(|seat| inside.starts_with(seat)))
        || home.is_some_and(|rest| !rest.starts_with(is_chinese))
}

/// Whether a word for a place follows: 石川県, 山田中学校.
pub(super) fn is_place(rest: &str) -> bool {
    PLACES.iter().any(|place| rest.starts_with(place))
        && !NO_PLACES.iter().any(|word| rest.starts_with(word))
}

/// Whether 様, 氏 or 宅 only begins a word: 様式, 氏名, 宅配.
pub(super) fn is_word(rest: &str) -> bool {
    rest.starts_with(['式', '子', '々', '相', '態', '名', '族', '配', '老', '地'])
}

/// Whether one who works there is named: 司会の林, 担当：森.
pub(super) fn is_after_staff(text: &str, start: usize) -> bool {
    ends_with_one(before(text, start), &STAFF)
}

/// Whether a relative is named: 長男の太郎, 妻 花子.
pub(super) fn is_after_relative(text: &str, start: usize) -> bool {
    ends_with_one(before(text, start), &RELATIVES)
}

/// Whether a word is one for a relative.
pub(super) fn is_relative(word: &str) -> bool {
    RELATIVES.contains(&word)
}

/// Whether it stands alone in brackets behind somebody: 本人（林）, ケアマネ（森）.
pub(super) fn is_bracketed(text: &str, range: &Range<usize>) -> bool {
    let Some(outside) = before(text, range.start).strip_suffix(['（', '(']) else { return false };
    let somebody = ends_with_one(outside, &STAFF) || ends_with_one(outside, &RELATIVES);
    somebody && after(text, range.end).starts_with(['）', ')', '、', '・'])
}

/// Whether what is said of it can be said of a person only, or ends there.
pub(super) fn is_subject(text: &str, end: usize) -> bool {
    let rest = after(text, end);
    let asked = ["より", "から", "に相談", "に依頼", "に連絡", "に確認", "へ連絡", "を通"];
    rest.is_empty()
        || rest.starts_with(['は', 'が', 'も', 'と', '、', '。', '）', '」', '\n'])
        || asked.iter().any(|word| rest.starts_with(word))
}

fn ends_with_one(text: &str, words: &[&str]) -> bool {
    let text = text.trim_end_matches([' ', '\n', '：', ':', '・', '（', '(']);
    let bare = text.strip_suffix('の').unwrap_or(text);
    words.iter().any(|word| bare.ends_with(word))
}

/// Whether a range begins and ends where words do.
pub(super) fn is_whole(tokens: &[Token], range: &Range<usize>) -> bool {
    tokens.iter().all(|token| {
        let inside = |at: usize| token.range.start < at && at < token.range.end;
        !inside(range.start) && !inside(range.end)
    })
}

/// Whether a letter is a Chinese character.
pub(super) fn is_chinese(letter: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&letter) || letter == '々'
}

/// Whether a letter is of the square syllabary (カタカナ).
pub(super) fn is_katakana(letter: char) -> bool {
    matches!(letter, 'ァ'..='ヺ' | 'ー')
}

/// Whether a letter is of the round syllabary (ひらがな).
pub(super) fn is_hiragana(letter: char) -> bool {
    matches!(letter, 'ぁ'..='ゖ')
}
