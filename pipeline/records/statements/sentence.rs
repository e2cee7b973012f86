//! Sentences: where they end, outside quotes and brackets.
//!
//! This module must not look at bullets or lines.

/// Brackets and quotes, each with its closing partners.
const PAIRS: [(char, &[char]); 11] = [
    ('「', &['」']),
    ('『', &['』']),
    ('（', &['）', ')']),
    ('(', &[')', '）']),
    ('［', &['］', ']']),
    ('[', &[']', '］']),
    ('〔', &['〕']),
    ('【', &['】']),
    ('〈', &['〉']),
    ('《', &['》']),
    ('“', &['”']),
];

/// Words by which a sentence goes on behind a full stop: 相談先がない。という声.
const GOES_ON: [&str; 13] = [
    "という",
    "といった",
    "との",
    "と言",
    "と感",
    "と思",
    "と考",
    "と話",
    "と聞",
    "と答",
    "など",
    "等の",
    "って",
];

/// The byte behind each sentence of a text, but for what follows the last full stop.
pub(super) fn ends(text: &str) -> Vec<usize> {
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let closing = closing_brackets(&characters);
    let mut ends = Vec::new();
    let mut index = 0;
    while let Some((_, character)) = characters.get(index) {
        if let Some(close) = closing.get(index).copied().flatten() {
            index = close + 1;
        } else if is_terminal(&characters, index, *character) {
            let behind = behind_end(&characters, &closing, index);
            let at = characters.get(behind).map_or(text.len(), |(at, _)| *at);
            if !goes_on(text.get(at..).unwrap_or_default()) {
                ends.push(at);
            }
            index = behind;
        } else {
            index += 1;
        }
    }
    ends
}

/// Whether a text ends with a full stop, be it inside closing brackets.
pub(super) fn is_ended(text: &str) -> bool {
    let is_closing = |character: char| PAIRS.iter().any(|(_, close)| close.contains(&character));
    let core = text.trim_end().trim_end_matches(is_closing);
    core.chars().next_back().is_some_and(is_stop) || core.ends_with(['．', '.'])
}

/// Whether a bracket is open at the end of a text and closed in what follows.
pub(super) fn opens_bracket(text: &str, following: &str) -> bool {
    let mut open: Vec<char> = Vec::new();
    for character in text.chars() {
        if PAIRS.iter().any(|(opening, _)| *opening == character) {
            open.push(character);
        } else if open.last().is_some_and(|last| is_pair(*last, character)) {
            open.pop();
        }
    }
    open.last().is_some_and(|last| following.chars().any(|character| is_pair(*last, character)))
}

fn is_pair(open: char, close: char) -> bool {
    PAIRS.iter().any(|(opening, closings)| *opening == open && closings.contains(&close))
}

/// For each opening bracket that is closed again, where.
fn closing_brackets(characters: &[(usize, char)]) -> Vec<Option<usize>> {
    let mut partner = vec![None; characters.len()];
    let mut open: Vec<(usize, char)> = Vec::new();
    for (index, (_, character)) in characters.iter().enumerate() {
        if PAIRS.iter().any(|(opening, _)| opening == character) {
            open.push((index, *character));
        } else if let Some(depth) = open.iter().rposition(|(_, one)| is_pair(*one, *character)) {
            // Brackets opened later and never closed are plain characters.
            open.truncate(depth + 1);
            if let Some((start, _)) = open.pop()
                && let Some(slot) = partner.get_mut(start)
            {
                *slot = Some(index);
            }
        }
    }
    partner
}

const fn is_stop(character: char) -> bool {
    matches!(character, '。' | '｡' | '！' | '？')
}

fn is_terminal(characters: &[(usize, char)], index: usize, character: char) -> bool {
    let before = index.checked_sub(1).and_then(|before| characters.get(before)).map(|(_, c)| *c);
    match character {
        // 1.5, No.1, e.g. are no ends; である．is one.
        '.' | '．' => before.is_some_and(|before| ('ぁ'..='ん').contains(&before)),
        '!' | '?' => before.is_some_and(|before| !before.is_ascii()),
        _ => is_stop(character),
    }
}

/// The index behind an end: further stops, and a bracket that belongs to the sentence before it.
fn behind_end(characters: &[(usize, char)], closing: &[Option<usize>], index: usize) -> usize {
    let mut behind = index + 1;
    loop {
        let next = characters.get(behind).map(|(_, character)| *character);
        match next {
            Some('。' | '｡' | '！' | '？' | '!' | '?') => behind += 1,
            Some('（' | '(') => match closing.get(behind).copied().flatten() {
                Some(close) => behind = close + 1,
                None => return behind,
            },
            _ => return behind,
        }
    }
}

fn goes_on(rest: &str) -> bool {
    GOES_ON.iter().any(|word| rest.starts_with(word))
}
