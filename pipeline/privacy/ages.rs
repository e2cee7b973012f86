//! Ages (年齢): a normal text → exact ages, each with the band that takes its place.
//!
//! Bands (80代) and ages of the law (65歳以上) stay, and so do words (百歳体操).

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::context::{after, before};
use super::masking::Finding;
use super::{Detail, PrivacyPolicy};

/// Ages from here on are one band: few people are that old.
const OLDEST: u32 = 90;

/// Nobody is older.
const LONGEST_LIFE: u32 = 125;

/// Ages in brackets and before a sex are those of grown-ups: 妻（79）.
const GROWN_UP: std::ops::RangeInclusive<u32> = 18..=LONGEST_LIFE;

static AGE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:\d{1,3} ?[〜~－-] ?)?(\d{1,3}) ?(?:[歳才]|さい|[yY][./]?[oO])",
        r"(?: ?\d{1,2} ?[かカヶケヵ箇](?:月|げつ)|半)?",
        r"|[一二三四五六七八九十百〇]{1,4}[歳才](?: ?[一二三四五六七八九十\d]{1,2} ?[かカヶケヵ箇]月)?",
    ))
    .ok()
});

/// Numbers that only what stands around makes ages.
static IMPLIED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"年齢[はが：]? ?(\d{2,3})",
        r"|(?:人|者|夫|妻|父|母|男|女|性|子|兄|弟|姉|妹|孫|娘|嫁|様|氏|さん|[A-Z])[（(] ?(\d{2,3}) ?[）)、・]",
        r"|満 ?(\d{2,3})|(?:^|[^\d.〜-])(\d{2,3})[・／/、 ](?:男|女)性?(?:$|[^\p{Han}\d])",
    ))
    .ok()
});

/// Ages from which the law gives rights: 65歳になると.
const LEGAL: [u32; 3] = [40, 65, 75];

/// What may follow an age that is nobody's own: 65歳以上, 75歳問題.
const GENERAL: [&str; 8] = ["以上", "未満", "以下", "を超", "問題", "到達", "まで", "の壁"];

/// Words that begin with an age: いきいき百歳体操.
const WORDS: [&str; 6] = ["体操", "時代", "大学", "児", "訪問", "人生"];

/// Ages that are somebody's.
pub(super) fn findings(text: &str, policy: PrivacyPolicy) -> Vec<Finding> {
    let of = |captures: Captures<'_>| {
        let mut range = captures.get(0)?.range();
        let rest = after(text, range.end);
        let band_follows = rest.starts_with('代') || rest.starts_with("くらいの時代");
        if band_follows
            || [&GENERAL[..], &WORDS[..]].concat().iter().any(|word| rest.starts_with(word))
        {
            return None;
        }
        // 65〜74歳 is a band already.
        if captures.get(0)?.as_str().contains(['〜', '~', '－', '-']) {
            return None;
        }
        let Some(digits) = captures.get(1) else {
            return Some(Finding::new(range, Detail::Age, "（年齢）"));
        };
        let mut age: u32 = digits.as_str().parse().ok()?;
        let latin = |letter: char| letter.is_ascii_alphabetic();
        if (LEGAL.contains(&age) && rest.starts_with("にな"))
            || (written_latin(&captures) && rest.starts_with(latin))
        {
            return None;
        }
        if age > LONGEST_LIFE {
            // The normal form of ①87歳 is 187歳.
            range.start = digits.start() + 1;
            age %= 100;
        }
        Some(Finding::new(range, Detail::Age, &band(age, policy.age_band)))
    };
    let written = AGE.as_ref().into_iter().flat_map(|pattern| pattern.captures_iter(text));
    let implied = IMPLIED.as_ref().into_iter().flat_map(|pattern| pattern.captures_iter(text));
    let implied = implied.filter_map(|captures| {
        let digits = (1..=4).find_map(|group| captures.get(group))?;
        let age: u32 = digits.as_str().parse().ok()?;
        let told = GROWN_UP.contains(&age) && !is_counted(text, &digits.range());
        told.then(|| Finding::new(digits.range(), Detail::Age, &band(age, policy.age_band)))
    });
    written.filter_map(of).chain(implied).collect()
}

fn written_latin(captures: &Captures<'_>) -> bool {
    captures.get(0).is_some_and(|all| all.as_str().ends_with(['o', 'O']))
}

/// 80代 and 23名 are no ages; neither is 参加者 23.
fn is_counted(text: &str, range: &Range<usize>) -> bool {
    let counters = ["代", "名", "人", "件", "回", "歳", "才", "%", "％", "年", "点"];
    counters.iter().any(|counter| after(text, range.end).starts_with(counter))
        || before(text, range.start).ends_with(['.', '-', '/'])
}

/// 87 → 80歳代, or 85〜89歳; 93 → 90歳以上.
fn band(age: u32, years: u32) -> String {
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
        assert!(AGE.is_some() && IMPLIED.is_some());
    }

    #[test]
    fn ages_become_bands() {
        assert_eq!(band(87, 10), "80歳代");
        assert_eq!(band(87, 5), "85〜89歳");
        assert_eq!((&*band(90, 10), &*band(104, 5)), ("90歳以上", "90歳以上"));
    }
}
