//! OOXML: shared and inline strings → text and the parts of it that look different.
//!
//! Readings above kanji (`rPh`) are no part of the text. What a part looks like is compared with
//! its cell only when the cell is known.

use std::borrow::Cow;
use std::sync::Arc;

use super::styles;
use crate::grid::fault::{Bound, Fault};
use crate::grid::model::{FontStyle, TextRun};
use crate::grid::palette::{BLACK, Palette};
use crate::grid::xml::{Manner, Xml};
use crate::intake::Limits;

/// A text with the fonts that it names itself.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RichText {
    /// The whole text.
    pub(crate) text: Arc<str>,
    /// Parts with a font of their own; sizes may be unsaid.
    pub(crate) runs: Vec<TextRun>,
}

/// Reads the part of shared strings.
///
/// # Errors
/// The part is not well formed, or holds more or longer strings than allowed.
pub(crate) fn read_shared(
    text: &str,
    place: &str,
    palette: &Palette,
    limits: &Limits,
) -> Result<Vec<RichText>, Fault> {
    let mut xml = Xml::new(text, place, Manner::Strict, limits.xml_depth);
    xml.root("sst")?;
    let root = xml.scope();
    let mut strings = Vec::new();
    while let Some(element) = xml.child(root)? {
        if element.name() != "si" {
            continue;
        }
        if strings.len() >= limits.cells {
            return Err(Fault::Limit(Bound::Cells));
        }
        strings.push(read_string(&mut xml, palette, limits)?);
    }
    Ok(strings)
}

/// Reads the string inside of the element that was read last: `si` or `is`.
///
/// # Errors
/// As [`read_shared`].
pub(crate) fn read_string(
    xml: &mut Xml<'_>,
    palette: &Palette,
    limits: &Limits,
) -> Result<RichText, Fault> {
    let mut text = Cow::Borrowed("");
    let mut runs = Vec::new();
    let inside = xml.scope();
    while let Some(element) = xml.child(inside)? {
        let (part, font) = match element.name() {
            "t" => (text_of(xml, element.raw("space"))?, None),
            "r" => read_run(xml, palette)?,
            _ => continue,
        };
        if let Some(font) = font {
            let start = text.chars().count();
            runs.push(TextRun { start, end: start + part.chars().count(), font });
        }
        if text.is_empty() {
            text = part;
        } else {
            text.to_mut().push_str(&part);
        }
        check_length(&text, limits)?;
    }
    Ok(RichText { text: Arc::from(text), runs })
}

/// Whether a text is as long as the limits allow.
///
/// # Errors
/// It is longer.
pub(crate) fn check_length(text: &str, limits: &Limits) -> Result<(), Fault> {
    let long = text.len() > limits.text_chars && text.chars().count() > limits.text_chars;
    if long { Err(Fault::Limit(Bound::TextChars)) } else { Ok(()) }
}

fn read_run<'a>(
    xml: &mut Xml<'a>,
    palette: &Palette,
) -> Result<(Cow<'a, str>, Option<FontStyle>), Fault> {
    let mut text = Cow::Borrowed("");
    let mut font = None;
    let inside = xml.scope();
    while let Some(element) = xml.child(inside)? {
        match element.name() {
            "rPr" => font = Some(styles::font(xml)?.resolve(palette)),
            "t" => text = text_of(xml, element.raw("space"))?,
            _ => {}
        }
    }
    Ok((text, font))
}

/// The text of a `t`: without spaces around it unless they are to be kept, escapes replaced.
fn text_of<'a>(xml: &mut Xml<'a>, space: Option<&str>) -> Result<Cow<'a, str>, Fault> {
    let kept = space == Some("preserve");
    let inside = xml.scope();
    let text = xml.text(inside)?;
    let trimmed = match text {
        Cow::Borrowed(text) if !kept => Cow::Borrowed(text.trim_matches(XML_SPACES)),
        Cow::Owned(text) if !kept => Cow::Owned(text.trim_matches(XML_SPACES).to_owned()),
        text => text,
    };
    Ok(unescaped(trimmed))
}

const XML_SPACES: [char; 4] = [' ', '\t', '\r', '\n'];

/// A text with `_xHHHH_`, Excel's way to write what XML cannot hold, replaced.
///
/// Source: ECMA-376 part 1, 22.9.2.19 (`ST_Xstring`).
pub(crate) fn unescaped(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.bytes().any(|byte| byte == b'_') {
        return text;
    }
    let mut units = Vec::with_capacity(text.len());
    let mut rest = &*text;
    while let Some((before, after)) = rest.split_once("_x") {
        units.extend(before.encode_utf16());
        if let Some((unit, tail)) = escape(after) {
            units.push(unit);
            rest = tail;
        } else {
            units.extend("_x".encode_utf16());
            rest = after;
        }
    }
    units.extend(rest.encode_utf16());
    Cow::Owned(String::from_utf16_lossy(&units))
}

/// The UTF-16 unit of an escape whose `_x` was read, and what follows it.
fn escape(after: &str) -> Option<(u16, &str)> {
    let (digits, tail) = after.split_at_checked(4)?;
    let tail = tail.strip_prefix('_')?;
    let hexadecimal = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    hexadecimal.then(|| u16::from_str_radix(digits, 16).ok().map(|unit| (unit, tail))).flatten()
}

/// The runs of a text that look different from its cell, neighbours of one look joined.
///
/// A run that says nothing of its size has the cell's; automatic colour and black look the same.
pub(crate) fn differing(runs: &[TextRun], cell: &FontStyle, offset: usize) -> Vec<TextRun> {
    let mut kept: Vec<TextRun> = Vec::new();
    for run in runs {
        let font = FontStyle { size: run.font.size.or(cell.size), ..run.font.clone() };
        if run.start == run.end || same_look(&font, cell) {
            continue;
        }
        let (start, end) = (run.start + offset, run.end + offset);
        match kept.last_mut() {
            Some(last) if last.end == start && same_look(&last.font, &font) => last.end = end,
            _ => kept.push(TextRun { start, end, font }),
        }
    }
    kept
}

fn same_look(one: &FontStyle, other: &FontStyle) -> bool {
    let plain = |font: &FontStyle| FontStyle {
        color: font.color.filter(|color| *color != BLACK),
        ..font.clone()
    };
    plain(one) == plain(other)
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn escapes_are_replaced_and_what_only_looks_like_one_is_kept() {
        let read = |text: &'static str| unescaped(text.into()).into_owned();
        assert_eq!(read("a_x000D_b"), "a\rb");
        assert_eq!(read("_x005F_x000D_"), "_x000D_");
        assert_eq!(read("_xD83D__xDE00_"), "😀");
        assert_eq!(read("_xD83D_"), "\u{FFFD}");
        assert_eq!(read("_x12_x_xあ_ _x00g0_"), "_x12_x_xあ_ _x00g0_");
    }
}
