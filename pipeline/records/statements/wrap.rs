//! Wrapped lines: line breaks that people put in only because the box was too narrow.
//!
//! This module must not join lines that may each be a statement.

use super::{Segment, sentence};

/// Narrower lines were not broken for want of room (in half-width columns: ten characters).
const LEAST_WIDTH: usize = 20;

/// Words whose last character looks like a particle: もの, こと, ひと.
const NOT_PARTICLES: [&str; 5] = ["もの", "こと", "ひと", "あと", "なの"];

/// The width of the widest line where a box of several lines is prose, and so may be wrapped:
/// its last line ends with a full stop, and another does not.
pub(super) fn prose_width(text: &str, segments: &[Segment]) -> Option<usize> {
    let lines: Vec<&str> =
        segments.iter().filter_map(|segment| text.get(segment.body.clone())).collect();
    let (last, others) = lines.split_last()?;
    let open = others.iter().any(|line| !sentence::is_ended(line));
    let widest = lines.iter().map(|line| width(line)).max()?;
    (sentence::is_ended(last) && open && widest >= LEAST_WIDTH).then_some(widest)
}

/// Whether a line of a box of prose fills its width without ending its sentence.
pub(super) fn is_full(line: &str, widest: usize) -> bool {
    let width = width(line.trim());
    width >= LEAST_WIDTH && width * 5 >= widest * 4 && !sentence::is_ended(line)
}

/// Whether a line cannot be the end of a statement: it ends with a comma or a particle.
pub(super) fn runs_on(line: &str) -> bool {
    let line = line.trim_end();
    let Some(last) = line.chars().next_back() else { return false };
    match last {
        '、' | '，' | ',' => true,
        'は' | 'が' | 'を' | 'に' | 'の' | 'と' | 'へ' | 'や' => {
            !NOT_PARTICLES.iter().any(|word| line.ends_with(word))
        }
        _ => false,
    }
}

/// The width in half-width columns: Latin letters and half-width kana take one, others two.
fn width(text: &str) -> usize {
    text.chars()
        .map(|character| match character {
            '\u{20}'..='\u{7e}' | '｡'..='ﾟ' => 1,
            _ => 2,
        })
        .sum()
}
