//! Patterns (書き方で分かる個人情報): a normal text → dates of birth, numbers, addresses, ages.
//!
//! Only the way of writing is looked at. Where a sign could be either, it goes.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::masking::Finding;
use super::{Detail, PrivacyPolicy, ages};

/// Digits of a telephone number, with the leading 0.
const TELEPHONE_DIGITS: std::ops::RangeInclusive<usize> = 10..=11;

static MAIL: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"[A-Za-z0-9._%+-]+[@＠][A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"));

/// Pages, and names on services: `LINE ID: taro`, `@taro`.
static ACCOUNT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(concat!(
        r"https?[:：][/／]{2}[A-Za-z0-9./_?=&%#~：？＝＆＿-]+|www\.[A-Za-z0-9./_-]+",
        r"|(?:LINE|Line|ライン|Instagram|Facebook|Skype|Zoom)の? ?(?:ID|アカウント|名)? ?[はが：] ?[A-Za-z0-9][A-Za-z0-9._-]{2,}",
        r"|(?:LINE|Line|ライン)の? ?ID ?[A-Za-z0-9][A-Za-z0-9._-]{2,}",
        r"|[@＠][A-Za-z0-9][A-Za-z0-9._-]{2,}",
    ))
});

static TELEPHONE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"(?:[+＋]81[- ]?|0)\d{1,4}[-‐‑–—―−ー()（）・. ]{0,2}\d{1,4}[-‐‑–—―−ー()（）・. ]{0,2}\d{3,4}",
    )
});

/// Short numbers that a word before them makes telephone numbers: 内線 123.
static EXTENSION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(concat!(
        r"内線(?:番号)? ?[はが：]? ?\d{2,5}",
        r"|(?:TEL|Tel|tel|FAX|Fax|電話番号|電話|携帯)[はが：。]? ?\d{2,4}[-ー−‐ ]?\d{4}",
    ))
});

static POSTAL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"(?:〒|郵便番号) ?[はが：]? ?\d{3}[-‐−ー]?\d{4}|\b\d{3}[-‐−ー]\d{4}\b")
});

/// Eras in which clients are born are masked whatever follows; later dates only as births.
static BIRTH: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(concat!(
        r"(?:明治|大正|昭和|[明大昭]|[MTSmts])[.。]? ?(?:\d{1,2}|元|[一二三四五六七八九十]{1,3})(?:年|[./-])",
        r"(?: ?[\d一二三四五六七八九十]{1,3}(?:月|[./-])(?: ?[\d一二三四五六七八九十]{1,3}日?)?)?(?:生まれ|うまれ|生)?",
        r"|(?:明治|大正|昭和|[明大昭]|[MTS])\d{1,2}(?:生まれ|うまれ|生)",
        r"|(?:(?:平成|令和|[HRhr]\.?) ?\d{1,2}|(?:18|19|20)\d\d)(?:年|[./-])",
        r"(?: ?\d{1,2}(?:月|[./-])(?: ?\d{1,2}日?)?)?(?:生まれ|うまれ|生)",
        r"|\d{1,2}(?:月|[./]) ?\d{1,2}日?(?:生まれ|うまれ|生(?:$|[^活き涯前後誕]))",
        r"|(?:生年月日|誕生日)[はが：]? ?[^、。\s（）]{4,16}",
    ))
});

/// Years of the Showa era that speak of a time and of nobody's birth: 昭和40年代, 昭和の時代.
static PERIOD: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(r"^\S+年$"));

static ADDRESS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(concat!(
        r"(?:[\p{Han}ヶケノ々]{1,16}|[ァ-ヶー]{2,8}|[ぁ-ん]{2,8}[丘台町]|[\p{Han}]{0,8}[ヶが][丘台])",
        r"(?:\d{1,4}|[一二三四五六七八九十]{1,3})(?:丁目|番地|番町)",
        r"(?:[\dの]{1,4}(?:番地?|号室?|[-−ー])?){0,4}",
        r"|[\p{Han}ヶケノ々]{1,15}[町市区村台丘]\d{1,4}[-−ー]\d{1,4}(?:[-−ー]\d{1,4})*(?:号室?)?",
        r"|(?:[\p{Han}ヶケノ々]{2,16}|[ァ-ヶー]{2,8}|[ぁ-ん]{2,8}[丘台町])",
        r"\d{1,3}[-−ー]\d{1,3}[-−ー]\d{1,4}(?:[-−ー]\d{1,4})?(?:号室?)?",
        r"|[\p{Han}]{1,10}[市町村郡](?:大字|字)[\p{Han}ヶケノ々ぁ-んァ-ヶー]{1,6}(?:\d{1,4}(?:番地?|[-−ー]\d{1,4})*)?",
        r"|[\p{Han}ァ-ヶーA-Za-z]{0,12}\d{2,4}号室?|\d{1,2}棟\d{2,4}",
    ))
});

static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(concat!(
        r"\d{8,}|\d{4}[- ー]\d{4}[- ー]\d{4}",
        r"|(?:被保険者|保険者|登録|受給者|免許|会員|口座|利用者|患者|職員|整理|管理|証)(?:証)?(?:の)?(?:番号|No[.。]?|ID)",
        r"[はが：]? ?[A-Za-z0-9][A-Za-z0-9-]{2,}",
        r"|第\d{4,}号|口座 ?\d{6,}|No[.。]? ?\d{5,}",
        r"|[\p{Han}]{2,4} ?\d{2,3} ?[ぁ-んA-Z] ?\d{1,2}-?\d{2}",
    ))
});

/// `None` never comes: a test compiles them all.
fn pattern(text: &str) -> Option<Regex> {
    Regex::new(text).ok()
}

/// Everything that its way of writing gives away.
pub(super) fn findings(text: &str, policy: PrivacyPolicy) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (pattern, detail, word) in [
        (&MAIL, Detail::Mail, "（メールアドレス）"),
        (&ACCOUNT, Detail::Mail, "（アカウント）"),
        (&EXTENSION, Detail::Telephone, "（電話番号）"),
        (&POSTAL, Detail::Address, "（住所）"),
        (&NUMBER, Detail::Number, "（番号）"),
    ] {
        findings.extend(all(pattern, text).map(|range| Finding::new(range, detail, word)));
    }
    let telephone = all(&TELEPHONE, text).filter(|range| {
        let digits = text.get(range.clone()).unwrap_or_default();
        let digits = digits.replace("+81", "0").replace("＋81", "0");
        TELEPHONE_DIGITS.contains(&digits.chars().filter(char::is_ascii_digit).count())
    });
    findings.extend(telephone.map(|at| Finding::new(at, Detail::Telephone, "（電話番号）")));
    let birth = all(&BIRTH, text).filter(|range| !is_period(text, range));
    findings.extend(birth.map(|range| Finding::new(range, Detail::BirthDate, "（生年月日）")));
    let address = all(&ADDRESS, text).filter(|range| !is_date(text, range));
    findings.extend(address.map(|range| Finding::new(range, Detail::Address, "（住所）")));
    findings.extend(ages::findings(text, policy));
    findings
}

fn all<'t>(
    pattern: &'static LazyLock<Option<Regex>>,
    text: &'t str,
) -> impl Iterator<Item = Range<usize>> + 't {
    pattern.as_ref().into_iter().flat_map(|regex| regex.find_iter(text)).map(|found| found.range())
}

/// 昭和40年 alone, or before 代, 頃 or ごろ.
fn is_period(text: &str, range: &Range<usize>) -> bool {
    let found = text.get(range.clone()).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let bare = PERIOD.as_ref().is_some_and(|period| period.is_match(found));
    let latin = found.starts_with(|letter: char| letter.is_ascii_alphabetic());
    (bare && (latin || after.starts_with(['代', '頃', '以']) || after.starts_with("ごろ")))
        || (latin && !found.contains(|letter: char| letter.is_ascii_digit()))
}

/// 令和5-7-19 is no address.
fn is_date(text: &str, range: &Range<usize>) -> bool {
    let found = text.get(range.clone()).unwrap_or_default();
    let place = found.trim_end_matches(|letter: char| !letter.is_alphabetic());
    ["令和", "平成", "昭和", "年", "月", "週", "約", "第"].iter().any(|word| place.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        for pattern in [&MAIL, &ACCOUNT, &TELEPHONE, &EXTENSION, &POSTAL, &BIRTH] {
            assert!(pattern.is_some());
        }
        for pattern in [&PERIOD, &ADDRESS, &NUMBER] {
            assert!(pattern.is_some());
        }
    }
}
