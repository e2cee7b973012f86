//! Titles (敬称と職名): tokens → names that the forms do not give, by their class or their title.
//!
//! Names that the dictionary holds go wherever they stand; what may also be a word or a place
//! only before a title, or behind one who has a name: 長男の太郎.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::Detail;
use super::context::{
    after, before, is_after_relative, is_after_staff, is_bracketed, is_chinese, is_hiragana,
    is_katakana, is_place, is_relative, is_subject, is_titled, is_whole,
};
use super::masking::{Finding, NAMELESS};
use super::name_search::NameSearch;
use super::romaji::romaji;
use crate::text::{Token, WordClass};

/// Family names of one character, often words too.
const SINGLES: &str = "林森原関星堤岡泉谷岸杉辻畑島宮堀浜柳沢桂榊菅佃乾椿楠梶槙橘滝牧境轟東西南北中上下田村森本角今平辺伴秦柴芦荒旭金高";

/// Readings of the most frequent family names.
const READINGS: &str = "サトウ スズキ タカハシ タナカ イトウ ワタナベ ヤマモト ナカムラ コバヤシ カトウ \
    ヨシダ ヤマダ ササキ ヤマグチ マツモト イノウエ キムラ シミズ ハヤシ サイトウ ヤマザキ ヤマサキ ナカジマ ナカシマ \
    モリ アベ イケダ ハシモト イシカワ ヤマシタ オガワ イシイ ハセガワ ゴトウ オカダ コンドウ マエダ フジタ エンドウ \
    アオキ サカモト ムラカミ オオタ カネコ フジイ フクダ ニシムラ ミウラ タケウチ ナカガワ オカモト マツダ ハラダ \
    ナカノ オノ タムラ フジワラ ナカヤマ イシダ コジマ ワダ モリタ ウチダ シバタ サカイ ハラ タカギ ヨコヤマ アンドウ \
    ミヤザキ ウエダ シマダ クドウ オオノ ミヤモト スギヤマ イマイ マルヤマ マスダ タカダ ムラタ ヒラノ オオツカ \
    スガワラ タケダ アライ コヤマ ノグチ サクライ チバ イワサキ サノ タニグチ ウエノ マツイ コウノ イチカワ ワタベ \
    ノムラ マツオ キクチ キノシタ マツシタ ヤスダ ヒグチ オオニシ カワグチ カワカミ カワサキ キタムラ ハマダ \
    ヨシムラ ニシダ ニシカワ イワモト ミナミ オオシマ ナガイ ヒラタ カワノ クボ ホンダ ヤノ ツジ";

/// Words in katakana that take さん and are no names: ヘルパーさん.
const CALLINGS: [&str; 32] = [
    "ヘルパー",
    "ケアマネ",
    "マネ",
    "ネージャー",
    "マネジャー",
    "ドクター",
    "ナース",
    "スタッフ",
    "リーダー",
    "オーナー",
    "ボランティア",
    "メンバー",
    "クライアント",
    "デイ",
    "ワーカー",
    "サポーター",
    "ソン",
    "パート",
    "コーチ",
    "ママ",
    "パパ",
    "ゲスト",
    "ユーザー",
    "ファシリ",
    "ショート",
    "リハ",
    "ケア",
    "セラピスト",
    "ドライバー",
    "アドバイザー",
    "コーディネーター",
    "テレビ",
];

/// A word in kana or Latin letters before a title.
static FOREIGN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:[ァ-ヺー]{2,8}|[ぁ-ゖ]{2,12}|[A-Za-z]{3,12}) ?(?:さん|さま|様|氏|殿|先生|CM|ケアマネ|宅)")
        .ok()
});

/// Readings that are words too: ヘルパーさん is none, みなみさん may be either.
static KNOWN: LazyLock<Vec<&str>> = LazyLock::new(|| READINGS.split_whitespace().collect());

/// Names that nothing but their class or what stands around tells.
pub(super) fn findings(normal: &str, tokens: &[Token], names: &NameSearch) -> Vec<Finding> {
    let mut found: Vec<Range<usize>> = tokens
        .iter()
        .filter(|token| is_named(normal, token, names))
        .map(|token| token.range.clone())
        .collect();
    let foreign = FOREIGN.as_ref().into_iter().flat_map(|pattern| pattern.find_iter(normal));
    found.extend(foreign.filter_map(|one| foreign_name(normal, tokens, &one)));
    found.extend(beside(tokens, &found));
    found.into_iter().map(|range| Finding::new(range, Detail::Person, NAMELESS)).collect()
}

fn is_named(normal: &str, token: &Token, names: &NameSearch) -> bool {
    let Range { start, end } = token.range;
    let several = token.surface.chars().count() > 1;
    // Initials are the matter of `initials`; ケア｜マネ is one word.
    let part =
        token.surface.starts_with(is_katakana) && before(normal, start).ends_with(is_katakana);
    if token.surface.is_ascii() || part || is_calling(&token.surface) {
        return false;
    }
    let of_place = || is_place(after(normal, end)) || names.is_place(&token.surface);
    match token.class {
        WordClass::PersonName => {
            (several && token.surface.chars().any(is_chinese) && !of_place())
                || is_titled(normal, end)
                || (several && is_after_relative(normal, start) && is_subject(normal, end))
        }
        WordClass::ProperNoun => {
            is_titled(normal, end)
                || (several && is_bracketed(normal, &token.range))
                || (several && is_after_staff(normal, start) && is_subject(normal, end))
        }
        _ => !several && SINGLES.contains(&token.surface) && is_single_name(normal, token),
    }
}

/// A given name beside a family name that is one, or the other way round: 橋本 渉, 柚木 花子.
fn beside(tokens: &[Token], found: &[Range<usize>]) -> Vec<Range<usize>> {
    let is_name = |token: &Token| found.contains(&token.range);
    let single = |token: &Token| {
        let one = token.surface.chars().count() == 1 && token.surface.chars().all(is_chinese);
        let proper = matches!(token.class, WordClass::ProperNoun | WordClass::PersonName);
        (one && token.class == WordClass::Noun && !NO_GIVEN_NAMES.contains(&token.surface))
            || proper
    };
    let mut more = Vec::new();
    for pair in tokens.windows(2) {
        let [one, other] = pair else { continue };
        let gap = other.range.start.saturating_sub(one.range.end);
        if gap > ' '.len_utf8() {
            continue;
        }
        if is_name(one) && one.class == WordClass::PersonName && !is_name(other) && single(other) {
            more.push(other.range.clone());
        }
        if gap > 0 && is_name(other) && !is_name(one) && single(one) {
            more.push(one.range.clone());
        }
    }
    more
}

/// Single characters beside a name that are none: 佐藤家, 妻 花子.
const NO_GIVEN_NAMES: &str =
    "家宅邸様氏殿君姓妻夫母父娘兄姉弟妹孫嫁甥姪子親本人医師院長係課所内外前後時分方県市区町村駅";

/// What people are called by their place in a family or their work: 次男さん, サ責さん.
fn is_calling(surface: &str) -> bool {
    is_relative(surface) || ["民生", "婿", "責", "主", "家", "客", "皆"].contains(&surface)
}

/// 林ケアマネ; a word before it makes it a part of one: 中央東職員.
fn is_single_name(normal: &str, token: &Token) -> bool {
    let free = !before(normal, token.range.start).ends_with(is_chinese);
    free && is_titled(normal, token.range.end)
}

/// A frequent family name as it is read before a title, or any Latin one that is no abbreviation.
fn foreign_name(normal: &str, tokens: &[Token], one: &regex::Match<'_>) -> Option<Range<usize>> {
    let written = one.as_str();
    let word = written.trim_end_matches(|letter: char| !letter.is_ascii_alphabetic());
    if written.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
        let word = word.strip_suffix("CM").unwrap_or(word);
        let free = !before(normal, one.start()).ends_with(|l: char| l.is_ascii_alphanumeric());
        let small = word.chars().skip(1).any(|letter| letter.is_ascii_lowercase());
        let known = || KNOWN.iter().any(|reading| romaji(reading).contains(&word.to_lowercase()));
        let name = free && word.len() > 2 && (small || known());
        return name.then(|| one.start()..one.start() + word.len());
    }
    let square = written.starts_with(is_katakana);
    let same = |letter: char| if square { is_katakana(letter) } else { is_hiragana(letter) };
    let run = written.len() - written.trim_start_matches(same).len();
    let title = after(written, run).trim_start();
    let respected = ["さん", "さま", "様", "氏", "殿"].iter().any(|one| title.starts_with(one));
    let word = written.get(..run).unwrap_or_default();
    let free = !before(normal, one.start()).ends_with(is_katakana);
    if square && respected && free && !CALLINGS.iter().any(|calling| word.ends_with(calling)) {
        return Some(one.start()..one.start() + run);
    }
    KNOWN.iter().find_map(|reading| {
        // さとうさん is one run: the title begins inside it.
        let found = written.char_indices().map(|(at, _)| at).find(|at| {
            let rest: String = after(written, *at).chars().map(katakana).collect();
            rest.starts_with(reading)
        })?;
        let range = one.start() + found..one.start() + found + reading.len();
        let whole =
            if square { found == 0 && reading.len() == run } else { is_whole(tokens, &range) };
        (whole && is_titled(normal, range.end)).then_some(range)
    })
}

fn katakana(letter: char) -> char {
    let square = is_hiragana(letter).then(|| char::from_u32(letter as u32 + 0x60)).flatten();
    square.unwrap_or(letter)
}
