//! Label keys: how printed wordings are compared.
//!
//! Input → output: a text as printed → a key without width, spaces, line breaks, case and
//! decoration. This module must not know any form.

use unicode_normalization::UnicodeNormalization;

/// The shortest key for which a similar one is accepted: shorter labels differ by one character.
const FUZZY_LENGTH: usize = 5;

/// The key of a printed text: NFKC, letters and digits only, lower case.
///
/// `◆ケアマネジャーの属性◆` and `ケアマネジャー の属性` have the same key, as have `№` and `NO`.
#[must_use]
pub fn label_key(text: &str) -> String {
    text.nfkc().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The key without what stands in brackets; `None` when nothing else is left or nothing was cut.
#[must_use]
pub fn head_key(text: &str) -> Option<String> {
    let mut depth = 0_usize;
    let mut cut = false;
    let outside: String = text
        .nfkc()
        .filter(|letter| match letter {
            '(' | '〔' | '[' => {
                depth += 1;
                cut = true;
                false
            }
            ')' | '〕' | ']' => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => depth == 0,
        })
        .collect();
    let key = label_key(&outside);
    (cut && !key.is_empty()).then_some(key)
}

/// How alike two keys are, 0–1; 0 when either is too short to be anything but equal.
#[must_use]
pub fn similarity(one: &str, other: &str) -> f64 {
    if one == other {
        return 1.0;
    }
    let (shorter, longer) = ordered(one.chars().count(), other.chars().count());
    // A difference in length alone that leaves less than 0.7 needs no comparison.
    if shorter < FUZZY_LENGTH || shorter * 10 < longer * 7 {
        return 0.0;
    }
    strsim::normalized_levenshtein(one, other)
}

fn ordered(one: usize, other: usize) -> (usize, usize) {
    (one.min(other), one.max(other))
}

/// Whether a text is nothing but an explanation in brackets.
#[must_use]
pub fn is_bracketed(text: &str) -> bool {
    let trimmed = text.trim();
    let opens = ["(", "（", "【", "〔", "["].iter().any(|open| trimmed.starts_with(open));
    let closes = [")", "）", "】", "〕", "]"].iter().any(|close| trimmed.ends_with(close));
    opens && closes
}

#[cfg(test)]
mod tests {
    use super::{head_key, label_key, similarity};

    #[test]
    fn keys_ignore_width_spaces_and_decoration() {
        assert_eq!(label_key("◆氏　名◆"), label_key("氏\n名"));
        assert_eq!(label_key("№"), label_key("ＮＯ."));
        assert_eq!(label_key("様式③－１"), "様式31");
        assert_ne!(label_key("年月"), label_key("年月日"));
    }

    #[test]
    fn heads_drop_explanations() {
        assert_eq!(head_key("課題\n（多くの点等）").as_deref(), Some("課題"));
        assert_eq!(head_key("(タイトル)"), None);
        assert_eq!(head_key("課題"), None);
    }

    #[test]
    fn short_keys_must_be_equal() {
        assert!(similarity("年月", "年月日") < f64::EPSILON);
        assert!(
            similarity("提出者の気持ちをサポートできた", "提供者の気持ちをサポートできた") > 0.9
        );
    }
}
