//! Initials (イニシャル): a normal text → single letters that stand for persons.
//!
//! A氏 is one by its title, Aの自宅 and 本人（A） by what stands around. 要介護度A, A型, ビタミンC and
//! A案 are none: a letter is left alone where anything near it speaks of grades and kinds.

use std::sync::LazyLock;

use regex::Regex;

use super::Detail;
use super::context::{
    after, before, is_after_relative, is_after_staff, is_bracketed, is_hiragana, is_word,
};
use super::masking::{Finding, NAMELESS};

/// Initials with a title: A氏, K.T様.
static TITLED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"([A-Za-z](?:[.・ ]?[A-Za-z])?[.。]?) ?",
        r"(?:さん|さま|様|氏|殿|君|くん|ちゃん|CM|ケアマネ|先生|Dr|ヘルパー|看護師|相談員|ご?夫妻|ご?夫婦|宅|邸)",
    ))
    .ok()
});

/// Letters that may be initials: A, K.T, T・S.
static BARE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[A-Z](?:[.・][A-Z][.。]?|[子男美女])?").ok());

/// An age behind a letter: A（82歳）.
static AGED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^[（(：:、 ]{0,2}\d{2,3} ?[歳才]").ok());

/// Two letters that are professions and no initials.
const PROFESSIONS: [&str; 12] =
    ["PT", "OT", "ST", "CM", "SW", "Dr", "DR", "Ns", "NS", "HH", "CW", "GH"];

/// Words near a letter that make it a grade or a kind.
const GRADES: [&str; 44] = [
    "ランク",
    "自立度",
    "介護度",
    "要介護",
    "要支援",
    "判定",
    "評価",
    "区分",
    "分類",
    "段階",
    "等級",
    "グレード",
    "ステージ",
    "タイプ",
    "クラス",
    "レベル",
    "パターン",
    "プラン",
    "案",
    "型",
    "項目",
    "設問",
    "問",
    "様式",
    "別紙",
    "別表",
    "資料",
    "図",
    "表",
    "欄",
    "棟",
    "班",
    "組",
    "室",
    "会場",
    "コース",
    "ルート",
    "ブロック",
    "ユニット",
    "フロア",
    "ビタミン",
    "肝炎",
    "ADL",
    "選択肢",
];

/// Verbs and nouns behind に, と, から and へ that speak of grades.
const CHANGES: [&str; 18] = [
    "判定",
    "評価",
    "変更",
    "区分",
    "分類",
    "認定",
    "該当",
    "改善",
    "低下",
    "移行",
    "なっ",
    "なる",
    "上が",
    "下が",
    "比べ",
    "ランク",
    "B",
    "A",
];

/// What belongs to a person: Aの自宅.
const BELONGINGS: [&str; 103] = [
    "自宅",
    "家",
    "部屋",
    "居室",
    "娘",
    "息子",
    "長男",
    "長女",
    "次男",
    "次女",
    "二男",
    "二女",
    "三男",
    "三女",
    "妻",
    "夫",
    "母",
    "父",
    "両親",
    "親",
    "兄",
    "姉",
    "弟",
    "妹",
    "孫",
    "嫁",
    "姪",
    "甥",
    "友人",
    "知人",
    "近所",
    "隣",
    "主治医",
    "担当",
    "ケアマネ",
    "ヘルパー",
    "後見",
    "思い",
    "気持ち",
    "希望",
    "意向",
    "要望",
    "願い",
    "考え",
    "言葉",
    "発言",
    "話",
    "訴え",
    "様子",
    "表情",
    "生活",
    "暮らし",
    "人生",
    "性格",
    "強み",
    "力",
    "体調",
    "状態",
    "病",
    "症状",
    "服薬",
    "通院",
    "入院",
    "退院",
    "転倒",
    "認知",
    "介護者",
    "介護負担",
    "支援",
    "年金",
    "薬",
    "ケース",
    "件",
    "受診",
    "介護",
    "サービス",
    "利用",
    "訪問",
    "食事",
    "入浴",
    "排泄",
    "住",
    "財産",
    "金銭",
    "預金",
    "親族",
    "親戚",
    "義",
    "配偶",
    "キーパーソン",
    "猫",
    "犬",
    "能力",
    "本心",
    "身体",
    "暴",
    "拒",
    "一人",
    "独居",
    "仲",
    "夫婦",
    "世帯",
    "二人",
];

/// Initials in the order of the text, those with a title first.
pub(super) fn findings(normal: &str) -> Vec<Finding> {
    let titled = TITLED.as_ref().into_iter().flat_map(|pattern| pattern.captures_iter(normal));
    let titled = titled.filter_map(|captures| {
        let name = captures.get(1)?;
        let alone =
            !before(normal, name.start()).ends_with(|letter: char| letter.is_ascii_alphanumeric());
        let worded = PROFESSIONS.contains(&name.as_str());
        let all = captures.get(0)?;
        let word = all.as_str().ends_with(['様', '氏', '宅']) && is_word(after(normal, all.end()));
        (alone && !worded && !word).then(|| Finding::new(name.range(), Detail::Person, NAMELESS))
    });
    let bare = BARE.as_ref().into_iter().flat_map(|pattern| pattern.find_iter(normal));
    let bare = bare.filter(|found| is_person(normal, found));
    let bare = bare.map(|found| Finding::new(found.range(), Detail::Person, NAMELESS));
    titled.chain(bare).collect()
}

/// Whether a letter without a title stands for somebody.
fn is_person(normal: &str, found: &regex::Match<'_>) -> bool {
    let (start, rest) = (before(normal, found.start()), after(normal, found.end()));
    let joined =
        |letter: char| letter.is_ascii_alphanumeric() || "-－/／&＆+＋→.＝".contains(letter);
    let latin = |letter: char| letter.is_ascii_alphanumeric();
    let listed = start.strip_suffix('・').is_some_and(|start| start.ends_with(latin))
        || rest.strip_prefix('・').is_some_and(|rest| rest.starts_with(latin));
    if listed
        || start.ends_with(joined)
        || rest.starts_with(joined)
        || found.as_str().starts_with("P.T")
    {
        return false;
    }
    let range = found.range();
    let named = is_after_relative(normal, range.start) || is_after_staff(normal, range.start);
    let pair = found.as_str().contains(['.', '・']);
    let alone = start.ends_with('（') && rest.starts_with('）');
    if is_bracketed(normal, &range) || (pair && alone) {
        return true;
    }
    let start = start.trim_end_matches(' ');
    let free = start.is_empty() || start.ends_with(|letter| is_hiragana(letter) || is_stop(letter));
    let clause = start.rsplit(['。', '、', '\n', '「', '（']).next().unwrap_or_default();
    let near: String =
        clause.chars().rev().take(NEAR).collect::<Vec<_>>().into_iter().rev().collect();
    let graded = GRADES.iter().any(|grade| near.contains(grade))
        || near.trim_end_matches('の').ends_with(|letter: char| letter.is_ascii_alphanumeric());
    (named || free) && !graded && is_told_of(rest.trim_start_matches(' '), named)
}

/// Letters in which a word for grades is near enough.
const NEAR: usize = 10;

fn is_stop(letter: char) -> bool {
    matches!(letter, '。' | '、' | '\n' | '「' | '（' | '・' | '：' | '①'..='⑳' | '※' | '○' | '●')
}

/// Whether what follows a letter is told of persons.
fn is_told_of(rest: &str, named: bool) -> bool {
    if AGED.as_ref().is_some_and(|aged| aged.is_match(rest)) {
        return true;
    }
    if let Some(thing) = rest.strip_prefix('の') {
        if named {
            return true;
        }
        let thing = thing.strip_prefix(['ご', 'お', ' ']).unwrap_or(thing);
        return BELONGINGS.iter().any(|word| thing.starts_with(word));
    }
    if let Some(told) = rest.strip_prefix(['は', 'も']) {
        return told_of_next(told, named);
    }
    if let Some(told) = rest.strip_prefix('が') {
        let counted = told.starts_with(|letter: char| letter.is_ascii_digit());
        return !counted && !told.starts_with(['多', '少', '最', '付', '半', 'つ']);
    }
    for particle in ["から", "より", "に", "へ", "と", "を"] {
        if let Some(told) = rest.strip_prefix(particle) {
            let told = told.strip_prefix('、').unwrap_or(told);
            let graded = CHANGES.iter().any(|change| told.starts_with(change));
            return if particle == "と" {
                told_of_next(told, named)
            } else {
                !graded && !told.starts_with(|letter: char| letter.is_ascii())
            };
        }
    }
    let people = ["宅", "家", "邸", "本人", "夫婦", "夫妻", "夫人"];
    let ends = rest.is_empty() || rest.starts_with(['、', '。', '）', '\n']);
    (named && ends) || people.iter().any(|word| rest.starts_with(word))
}

/// Of two letters, what is told of the second is told of the first: AとBは夫婦.
fn told_of_next(told: &str, named: bool) -> bool {
    let Some(rest) = told.strip_prefix(|letter: char| letter.is_ascii_uppercase()) else {
        return !told.starts_with(|letter: char| letter.is_ascii_alphanumeric())
            && !CHANGES.iter().any(|change| told.starts_with(change));
    };
    !rest.starts_with(|letter: char| letter.is_ascii_alphanumeric()) && is_told_of(rest, named)
}
