//! Choices in text: where the printed options stand, and which of them typed signs mark.
//!
//! Input → output: a cell's text and a definition's options → positions in characters.
//! Nothing here knows geometry, fonts or shapes.

use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

/// Signs that mark the option they stand at.
const STRONG_SIGNS: &str = "☑■✓✔●◉⦿✅☒";
/// Signs that mark an option unless every option has one.
const WEAK_SIGNS: &str = "○〇◯◎⚪⭕";
/// Empty boxes: never a mark.
const EMPTY_SIGNS: &str = "□☐▢";
/// Letters people type for a tick.
const TICK_LETTERS: &str = "レﾚvVｖＶ";
/// Brackets that go round one option.
const OPENING: &str = "(（[［【<＜〈《〔{｛";
/// Their closing halves.
const CLOSING: &str = ")）]］】>＞〉》〕}｝";

/// An option found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FoundOption {
    /// Its place in the list of options.
    pub(super) option: usize,
    /// First character.
    pub(super) start: usize,
    /// One past the last character.
    pub(super) end: usize,
}

/// What typed signs say of the options of one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TypedMark {
    /// Nothing.
    None,
    /// These options are marked; `circled` when the option itself is a circled character.
    Marked { options: Vec<usize>, circled: bool },
    /// A sign stands between two options.
    Between(usize, usize),
}

/// Whether a text is nothing but one marking sign, like ○ under a heading.
pub(super) fn is_marking_sign(text: &str) -> bool {
    let mut letters = text.chars().filter(|letter| !letter.is_whitespace());
    let (Some(first), None) = (letters.next(), letters.next()) else { return false };
    is_in(STRONG_SIGNS, first) || is_in(WEAK_SIGNS, first) || is_in(TICK_LETTERS, first)
}

/// Whether a text is nothing but an empty box, as printed before it is ticked.
pub(super) fn is_empty_sign(text: &str) -> bool {
    let mut letters = text.chars().filter(|letter| !letter.is_whitespace());
    matches!((letters.next(), letters.next()), (Some(first), None) if is_in(EMPTY_SIGNS, first))
}

fn is_in(set: &str, letter: char) -> bool {
    set.contains(letter)
}

/// The printed options of a text, in its order; empty unless at least `least` different options
/// stand there with nothing but separators and signs between them.
pub(super) fn printed_options(text: &str, choices: &[Arc<str>], least: usize) -> Vec<FoundOption> {
    let letters: Vec<char> = text.chars().collect();
    let folded: Vec<String> = letters.iter().map(|letter| fold(&letter.to_string())).collect();
    let wanted: Vec<String> = choices.iter().map(|choice| fold(choice)).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        if let Some(option) = longest_at(&folded, at, &wanted) {
            at = option.end;
            found.push(option);
        } else if letters.get(at).copied().is_some_and(may_stand_between) {
            at += 1;
        } else {
            return Vec::new();
        }
    }
    let mut distinct: Vec<usize> = found.iter().map(|option| option.option).collect();
    distinct.sort_unstable();
    distinct.dedup();
    if distinct.len() < least || distinct.len() != found.len() { Vec::new() } else { found }
}

/// The option a text is, when it is nothing else.
pub(super) fn exact_option(text: &str, choices: &[Arc<str>]) -> Option<usize> {
    let plain: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let folded = fold(&plain);
    choices.iter().position(|choice| fold(choice) == folded)
}

/// Full- and half-width, Roman numeral and circled characters as one; case kept apart only
/// where options differ by it, which none of ours do.
fn fold(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

fn may_stand_between(letter: char) -> bool {
    !letter.is_alphanumeric() || is_in(TICK_LETTERS, letter)
}

/// The longest option that starts at a character.
fn longest_at(folded: &[String], start: usize, wanted: &[String]) -> Option<FoundOption> {
    let mut best: Option<FoundOption> = None;
    for (option, choice) in wanted.iter().enumerate() {
        let mut built = String::new();
        for (offset, letter) in folded.get(start..)?.iter().enumerate() {
            built.push_str(letter);
            if built == *choice {
                let end = start + offset + 1;
                if best.is_none_or(|best| best.end < end) {
                    best = Some(FoundOption { option, start, end });
                }
            }
            if built.len() >= choice.len() {
                break;
            }
        }
    }
    best
}

/// What signs typed among the options mark.
pub(super) fn typed_mark(text: &str, found: &[FoundOption]) -> TypedMark {
    let letters: Vec<char> = text.chars().collect();
    let circled: Vec<usize> = found
        .iter()
        .filter(|option| letters.get(option.start).copied().is_some_and(is_circled))
        .map(|option| option.option)
        .collect();
    if !circled.is_empty() && circled.len() < found.len() {
        return TypedMark::Marked { options: circled, circled: true };
    }
    let enclosed = matching(found, |option| is_enclosed(&letters, option));
    if !enclosed.is_empty() && enclosed.len() < found.len() {
        return TypedMark::Marked { options: enclosed, circled: false };
    }
    signs(&letters, found)
}

fn matching(found: &[FoundOption], test: impl Fn(&FoundOption) -> bool) -> Vec<usize> {
    found.iter().filter(|option| test(option)).map(|option| option.option).collect()
}

/// ①–⑳, ❶, ⓵ and circled ideographs such as ㊚.
pub(super) fn is_circled(letter: char) -> bool {
    matches!(letter, '\u{2460}'..='\u{24FF}' | '\u{2776}'..='\u{2793}' | '\u{3280}'..='\u{32B0}')
}

fn is_enclosed(letters: &[char], option: &FoundOption) -> bool {
    let before = letters.get(..option.start).and_then(<[char]>::last).copied();
    let after = letters.get(option.end).copied();
    before.is_some_and(|letter| is_in(OPENING, letter))
        && after.is_some_and(|letter| is_in(CLOSING, letter))
}

/// Signs before an option, or else after it.
fn signs(letters: &[char], found: &[FoundOption]) -> TypedMark {
    let mut strong = Vec::new();
    let mut weak = Vec::new();
    for (place, option) in found.iter().enumerate() {
        let from = place
            .checked_sub(1)
            .and_then(|p| found.get(p))
            .map_or(option.start.saturating_sub(2), |prior| prior.end);
        let gap = letters.get(from..option.start).unwrap_or_default();
        let Some(sign) = gap.iter().rposition(|letter| is_sign(*letter)) else { continue };
        // A sign belongs to the option it stands closer to; separators are farther than spaces.
        let to_prior = distance(gap.get(..sign));
        let to_own = distance(gap.get(sign + 1..));
        let Some(prior) = place.checked_sub(1).and_then(|p| found.get(p)) else {
            add(gap.get(sign), option.option, &mut strong, &mut weak);
            continue;
        };
        match to_prior.cmp(&to_own) {
            std::cmp::Ordering::Equal => return TypedMark::Between(prior.option, option.option),
            std::cmp::Ordering::Less => add(gap.get(sign), prior.option, &mut strong, &mut weak),
            std::cmp::Ordering::Greater => {
                add(gap.get(sign), option.option, &mut strong, &mut weak);
            }
        }
    }
    trailing(letters, found, &mut strong, &mut weak);
    let options = if strong.is_empty() { weak } else { strong };
    if options.is_empty() || options.len() == found.len() {
        TypedMark::None
    } else {
        TypedMark::Marked { options, circled: false }
    }
}

/// How far a stretch of characters sets two things apart.
fn distance(between: Option<&[char]>) -> usize {
    between.unwrap_or_default().iter().map(|l| if l.is_whitespace() { 1 } else { 10 }).sum()
}

fn is_sign(letter: char) -> bool {
    is_in(STRONG_SIGNS, letter) || is_in(WEAK_SIGNS, letter) || is_in(TICK_LETTERS, letter)
}

fn add(sign: Option<&char>, option: usize, strong: &mut Vec<usize>, weak: &mut Vec<usize>) {
    match sign {
        Some(sign) if is_in(WEAK_SIGNS, *sign) => weak.push(option),
        Some(_) => strong.push(option),
        None => {}
    }
}

/// A sign after the last option.
fn trailing(
    letters: &[char],
    found: &[FoundOption],
    strong: &mut Vec<usize>,
    weak: &mut Vec<usize>,
) {
    let Some(last) = found.last() else { return };
    let rest = letters.get(last.end..).unwrap_or_default();
    let sign = rest.iter().find(|letter| !letter.is_whitespace());
    if sign.copied().is_some_and(is_sign) {
        add(sign, last.option, strong, weak);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{TypedMark, printed_options, typed_mark};

    fn choices(list: &[&str]) -> Vec<Arc<str>> {
        list.iter().map(|choice| Arc::from(*choice)).collect()
    }

    fn marked(text: &str, list: &[&str]) -> TypedMark {
        let found = printed_options(text, &choices(list), 2);
        assert!(!found.is_empty(), "{text} is a list of options");
        typed_mark(text, &found)
    }

    #[test]
    fn options_are_found_whatever_their_width_and_separators() {
        let scale = choices(&["5", "4", "3", "2", "1"]);
        assert_eq!(printed_options("５・４・３・２・１", &scale, 3).len(), 5);
        assert_eq!(printed_options("5 4 3 2 1", &scale, 3).len(), 5);
        assert!(printed_options("4か5", &scale, 3).is_empty());
        assert!(printed_options("4・5", &scale, 3).is_empty(), "two of five is an answer");
        let levels = choices(&["無", "Ⅰ", "Ⅱa", "Ⅱb", "Ⅲa", "Ⅲb", "Ⅳ", "Ⅴ", "Ⅱ"]);
        let found = printed_options("無・Ⅰ・Ⅱa・ⅡbⅢa・Ⅲb・Ⅳ・Ⅴ", &levels, 3);
        assert_eq!(found.iter().map(|f| f.option).collect::<Vec<_>>(), [0, 1, 2, 3, 4, 5, 6, 7]);
    }

    #[test]
    fn signs_mark_the_option_they_touch() {
        let sexes = ["男", "女"];
        let one = |option| TypedMark::Marked { options: vec![option], circled: false };
        assert_eq!(marked("☑男 □女", &sexes), one(0));
        assert_eq!(marked("□男　■女", &sexes), one(1));
        assert_eq!(marked("○男・女", &sexes), one(0));
        assert_eq!(marked("男○・女", &sexes), one(0));
        assert_eq!(marked("男・女○", &sexes), one(1));
        assert_eq!(marked("男・（女）", &sexes), one(1));
        assert_eq!(marked("男○女", &sexes), TypedMark::Between(0, 1));
        assert_eq!(marked("○男 ○女", &sexes), TypedMark::None);
        assert_eq!(marked("男・女", &sexes), TypedMark::None);
        let scale = ["5", "4", "3", "2", "1"];
        let circled = TypedMark::Marked { options: vec![1], circled: true };
        assert_eq!(marked("5 ④ 3 2 1", &scale), circled);
    }
}
