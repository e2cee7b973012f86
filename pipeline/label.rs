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

/// A key with what makes most comparisons unnecessary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Key {
    /// The key.
    pub(crate) text: String,
    /// Its length in characters.
    pub(crate) length: usize,
    /// One bit for each class of characters that occurs.
    letters: u128,
}

impl Key {
    /// A key from its text.
    pub(crate) fn new(text: String) -> Self {
        let letters = text.chars().fold(0, |bits, letter| bits | 1 << (u32::from(letter) % 128));
        Self { length: text.chars().count(), letters, text }
    }

    /// Whether two keys can be so alike (0–1), which is told faster than how alike they are.
    pub(crate) fn may_be_like(&self, other: &Self, least: f64) -> bool {
        let (shorter, longer) = (self.length.min(other.length), self.length.max(other.length));
        // Characters that only one of the two has cost an edit each.
        let only = (self.letters & !other.letters).count_ones();
        let missing = (other.letters & !self.letters).count_ones();
        let edits = f64::from(only.max(missing)).max(count(longer - shorter));
        shorter >= FUZZY_LENGTH && 1.0 - edits / count(longer) >= least
    }

    /// How alike two keys are, 0–1; 0 when they cannot reach `least`, or when either is too
    /// short to be anything but equal.
    pub(crate) fn similarity(&self, other: &Self, least: f64) -> f64 {
        if self.text == other.text {
            return 1.0;
        }
        if !self.may_be_like(other, least) {
            return 0.0;
        }
        strsim::normalized_levenshtein(&self.text, &other.text)
    }
}

/// Whether two texts are at least so alike (0–1), by [`Key::similarity`].
pub(crate) fn are_similar(one: &str, other: &str, least: f64) -> bool {
    Key::new(one.to_owned()).similarity(&Key::new(other.to_owned()), least) >= least
}

#[expect(clippy::cast_precision_loss, reason = "lengths of texts are far below 2^52")]
const fn count(number: usize) -> f64 {
    number as f64
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
    use super::{Key, head_key, label_key};

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
        let alike = |one: &str, other: &str| {
            Key::new(one.to_owned()).similarity(&Key::new(other.to_owned()), 0.8)
        };
        assert!(alike("年月", "年月日") < f64::EPSILON);
        assert!(alike("提出者の気持ちをサポートできた", "提供者の気持ちをサポートできた") > 0.9);
        assert!(alike("家族の力が明らかになった", "本人の望みを聞くことができた") < 0.8);
    }
}
