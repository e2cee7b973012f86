//! Patterns (書き方で分かる個人情報): a normal text → ages, dates of birth, numbers, addresses.
//!
//! Only the way of writing is looked at. Where a sign could be either, it goes.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::masking::Finding;
use super::{Detail, PrivacyPolicy};

/// Ages from here on are one band: few people are that old.
const OLDEST: u32 = 90;

/// Nobody is older.
const LONGEST_LIFE: u32 = 125;

/// Digits of a telephone number, with the leading 0.
const TELEPHONE_DIGITS: std::ops::RangeInclusive<usize> = 10..=11;

static MAIL: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"));

static TELEPHONE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"(?:\+81[- ]?|0)\d{1,4}[-‐‑–—―−ー()（）・. ]{0,2}\d{1,4}[-‐‑–—―−ー()（）・. ]{0,2}\d{3,4}",
    )
});

static POSTAL: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"〒\s?\d{3}[-‐−ー]?\d{4}|\b\d{3}-\d{4}\b"));

/// Eras in which clients are born are masked whatever follows; later dates only as births.
static BIRTH: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(concat!(
        r"(?:明治|大正|昭和|[MTSmts])\.? ?(?:\d{1,2}|元)(?:年|[./-])",
        r"(?: ?\d{1,2}(?:月|[./-]) ?\d{1,2}日?)?(?:生まれ|うまれ|生)?",
        r"|(?:(?:平成|令和|[HRhr]\.?) ?\d{1,2}|(?:18|19|20)\d\d)(?:年|[./-])",
        r"(?: ?\d{1,2}(?:月|[./-]) ?\d{1,2}日?)?(?:生まれ|うまれ|生)",
        r"|生年月日[はが:：]? ?[^、。\s]{4,16}",
    ))
});

/// Years of the Showa era that speak of a time and of nobody's birth: 昭和40年代, 昭和の時代.
static PERIOD: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(r"^\S+年$"));

static AGE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"(?:\d{1,3} ?[〜~－-] ?)?(\d{1,3}) ?(?:歳|才)(代)?|[一二三四五六七八九十百]{1,4}(?:歳|才)",
    )
});

static ADDRESS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(concat!(
        r"[\p{Han}ヶケノ々]{1,16}(?:\d{1,4}|[一二三四五六七八九十]{1,3})(?:丁目|番地)",
        r"(?:[\dの]{1,4}(?:番地?|号室?|[-−])?){0,4}",
        r"|[\p{Han}ヶケノ々]{1,15}[町市区村台丘]\d{1,4}[-−]\d{1,4}(?:[-−]\d{1,4})*(?:号室?)?",
        r"|[\p{Han}ヶケノ々]{2,16}\d{1,3}[-−]\d{1,3}[-−]\d{1,4}(?:号室?)?",
        r"|\d{2,4}号室",
    ))
});

static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(r"\d{8,}"));

/// `None` never comes: a test compiles them all.
fn pattern(text: &str) -> Option<Regex> {
    Regex::new(text).ok()
}

/// Everything that its way of writing gives away.
pub(super) fn findings(text: &str, policy: PrivacyPolicy) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (pattern, detail, word) in [
        (&MAIL, Detail::Mail, "（メールアドレス）"),
        (&POSTAL, Detail::Address, "（住所）"),
        (&NUMBER, Detail::Number, "（番号）"),
    ] {
        findings.extend(all(pattern, text).map(|range| Finding::new(range, detail, word)));
    }
    let telephone = all(&TELEPHONE, text).filter(|range| {
        let digits = text.get(range.clone()).unwrap_or_default();
        let digits = digits.replace("+81", "0");
        TELEPHONE_DIGITS.contains(&digits.chars().filter(char::is_ascii_digit).count())
    });
    findings.extend(telephone.map(|at| Finding::new(at, Detail::Telephone, "（電話番号）")));
    let birth = all(&BIRTH, text).filter(|range| !is_period(text, range));
    findings.extend(birth.map(|range| Finding::new(range, Detail::BirthDate, "（生年月日）")));
    let address = all(&ADDRESS, text).filter(|range| !is_date(text, range));
    findings.extend(address.map(|range| Finding::new(range, Detail::Address, "（住所）")));
    findings.extend(ages(text, policy));
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

fn ages(text: &str, policy: PrivacyPolicy) -> Vec<Finding> {
    let Some(pattern) = AGE.as_ref() else { return Vec::new() };
    let of = |captures: Captures<'_>| {
        let mut range = captures.get(0)?.range();
        if captures.get(2).is_some() {
            return None;
        }
        let Some(digits) = captures.get(1) else {
            return Some(Finding::new(range, Detail::Age, "（年齢）"));
        };
        let mut age: u32 = digits.as_str().parse().ok()?;
        if age > LONGEST_LIFE {
            // The normal form of ①87歳 is 187歳.
            range.start = digits.start() + 1;
            age %= 100;
        }
        Some(Finding::new(range, Detail::Age, &band(age, policy.age_band)))
    };
    pattern.captures_iter(text).filter_map(of).collect()
}

/// 87 → 80歳代, or 85〜89歳; 93 → 90歳以上.
pub(super) fn band(age: u32, years: u32) -> String {
    let first = age / years.max(1) * years;
    if age >= OLDEST {
        format!("{OLDEST}歳以上")
    } else if years == 10 {
        format!("{first}歳代")
    } else {
        format!("{first}〜{}歳", first + years.saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        for pattern in [&MAIL, &TELEPHONE, &POSTAL, &BIRTH, &PERIOD, &AGE, &ADDRESS, &NUMBER] {
            assert!(pattern.is_some());
        }
    }

    #[test]
    fn ages_become_bands() {
        assert_eq!(band(87, 10), "80歳代");
        assert_eq!(band(87, 5), "85〜89歳");
        assert_eq!((&*band(90, 10), &*band(104, 5)), ("90歳以上", "90歳以上"));
    }
}
