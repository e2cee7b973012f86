//! Statements: the text of one free-text box → its statements, one for each thing somebody said.
//!
//! A box is split by its bullets and numbers; a box without them by lines and sentences. Lines
//! that were only wrapped are put together again. No text is lost: what is no statement is a
//! separator (bullet marks, white space, 特になし). This module must not rephrase anything.

/// Bullet marks and numbers.
mod bullet;

/// Phrases that say that there is nothing to say.
mod nothing;

/// Ends of sentences, quotes and brackets.
mod sentence;

/// Lines that run on.
mod wrap;

use std::ops::Range;

use bullet::Marker;

/// A part of a box; the parts of a box follow each other without a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BoxPart {
    /// A statement: the bytes of the box it covers.
    Statement(Range<usize>),
    /// What stands between statements.
    Separator(Range<usize>),
}

/// The statements of a box, as written but without bullet marks and line breaks.
///
/// Input:  the whole text of a box; lines end in any way.
/// Output: in the order of the box; empty when nothing is said.
#[must_use]
pub fn split_box(text: &str) -> Vec<String> {
    parts(text)
        .into_iter()
        .filter_map(|part| match part {
            BoxPart::Statement(range) => text.get(range).map(unwrapped),
            BoxPart::Separator(_) => None,
        })
        .collect()
}

/// The box cut into statements and separators.
#[must_use]
pub fn parts(text: &str) -> Vec<BoxPart> {
    let mut parts = Vec::new();
    let mut done = 0;
    for range in statement_ranges(text) {
        if done < range.start {
            parts.push(BoxPart::Separator(done..range.start));
        }
        done = range.end;
        parts.push(BoxPart::Statement(range));
    }
    if done < text.len() {
        parts.push(BoxPart::Separator(done..text.len()));
    }
    parts
}

/// A stretch of a line: all of it, or from one bullet mark to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Segment {
    /// Bytes behind the bullet mark, to the end of the line or the next mark.
    body: Range<usize>,
    /// Whether a bullet mark stands before it.
    bulleted: bool,
    /// Whether an empty line stands before it.
    after_gap: bool,
}

fn statement_ranges(text: &str) -> Vec<Range<usize>> {
    let segments = segments(text);
    let any_bullet = segments.iter().any(|segment| segment.bulleted);
    let prose = if any_bullet { None } else { wrap::prose_width(text, &segments) };
    let mut items: Vec<Segment> = Vec::new();
    for segment in segments {
        let body = segment.body.clone();
        match items.last_mut() {
            Some(item) if continues(text, item, &segment, prose) => item.body.end = body.end,
            _ => items.push(segment),
        }
    }
    items
        .iter()
        .flat_map(
            |item| {
                if item.bulleted { vec![item.body.clone()] } else { sentences(text, &item.body) }
            },
        )
        .filter_map(|range| trimmed(text, range))
        .filter(|range| text.get(range.clone()).is_some_and(|text| !nothing::says_nothing(text)))
        .collect()
}

/// Whether a segment goes on with the item before it.
fn continues(text: &str, item: &Segment, next: &Segment, prose: Option<usize>) -> bool {
    if next.bulleted || next.after_gap {
        return false;
    }
    let before = text.get(item.body.clone()).unwrap_or_default().trim_end();
    let last_line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    if before.trim().is_empty() {
        return false;
    }
    (item.bulleted && !sentence::is_ended(before))
        || wrap::runs_on(last_line)
        || sentence::opens_bracket(before, text.get(next.body.start..).unwrap_or_default())
        || prose.is_some_and(|width| wrap::is_full(last_line, width))
}

fn sentences(text: &str, body: &Range<usize>) -> Vec<Range<usize>> {
    let mut start = body.start;
    let mut found = Vec::new();
    for end in sentence::ends(text.get(body.clone()).unwrap_or_default()) {
        found.push(start..body.start + end);
        start = body.start + end;
    }
    found.push(start..body.end);
    found
}

/// The range without white space at its ends; `None` when nothing is left.
fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let inside = text.get(range.clone())?;
    let before = inside.len() - inside.trim_start().len();
    let length = inside.trim().len();
    (length > 0).then(|| range.start + before..range.start + before + length)
}

/// Every line cut at its bullet marks; empty lines are left out.
fn segments(text: &str) -> Vec<Segment> {
    let lines = lines(text);
    let contents = lines.iter().map(|line| text.get(line.clone()).unwrap_or_default());
    let heads = bullet::heads(contents);
    let mut segments = Vec::new();
    let mut after_gap = false;
    for (line, first) in lines.into_iter().zip(heads) {
        let content = text.get(line.clone()).unwrap_or_default();
        if content.trim().is_empty() {
            after_gap = true;
            continue;
        }
        push_segments(&mut segments, content, line.start, first, after_gap);
        after_gap = false;
    }
    segments
}

fn push_segments(
    segments: &mut Vec<Segment>,
    line: &str,
    offset: usize,
    first: Option<Marker>,
    after_gap: bool,
) {
    let mut start = first.as_ref().map_or(0, |marker| marker.behind);
    let mut bulleted = first.is_some();
    let mut marker = first;
    let mut after_gap = after_gap;
    loop {
        let next = marker.as_ref().and_then(|marker| bullet::next_in_line(line, start, marker));
        let end = next.as_ref().map_or(line.len(), |(at, _)| *at);
        segments.push(Segment { body: offset + start..offset + end, bulleted, after_gap });
        let Some((_, following)) = next else { return };
        start = following.behind;
        marker = Some(following);
        (bulleted, after_gap) = (true, false);
    }
}

/// The bytes of each line without its line break.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for (at, character) in text.char_indices() {
        if is_line_break(character) {
            // A carriage return and line feed are one break.
            let is_second = character == '\n' && text.get(..at).is_some_and(|b| b.ends_with('\r'));
            if !is_second {
                lines.push(start..at);
            }
            start = at + character.len_utf8();
        }
    }
    lines.push(start..text.len());
    lines
}

const fn is_line_break(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{0b}' | '\u{0c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The text on one line: line breaks go, with the white space round them.
///
/// Two Latin words keep a space between them; Japanese has none.
fn unwrapped(text: &str) -> String {
    let mut out = String::new();
    for line in text.split(is_line_break).map(str::trim).filter(|line| !line.is_empty()) {
        let is_word =
            |character: Option<char>| character.is_some_and(|c| c.is_ascii_alphanumeric());
        if is_word(out.chars().next_back()) && is_word(line.chars().next()) {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}
