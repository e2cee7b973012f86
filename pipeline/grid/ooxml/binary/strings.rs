//! Binary parts: rich strings → [`RichText`].

use std::sync::Arc;

use super::record::{Fields, Records};
use crate::grid::fault::{Bound, Fault};
use crate::grid::model::{FontStyle, TextRun};
use crate::grid::ooxml::rich_text::{RichText, check_length};
use crate::intake::Limits;

/// An item of the shared strings.
const SST_ITEM: u16 = 19;

/// Reads the part of shared strings.
///
/// # Errors
/// The part is cut short, or holds more or longer strings than allowed.
pub(crate) fn read(
    bytes: &[u8],
    place: &str,
    fonts: &[FontStyle],
    limits: &Limits,
) -> Result<Vec<RichText>, Fault> {
    let mut records = Records::new(bytes, place);
    let mut strings = Vec::new();
    while let Some(record) = records.next()? {
        if record.kind != SST_ITEM {
            continue;
        }
        if strings.len() >= limits.cells {
            return Err(Fault::Limit(Bound::Cells));
        }
        let rich = record.read(|fields| rich_text(fields, fonts))?;
        check_length(&rich.text, limits)?;
        strings.push(rich);
    }
    Ok(strings)
}

/// A text and its runs: each from a UTF-16 unit on, in the font of an index.
///
/// Readings above kanji follow in the record and are no part of the text.
/// Source: MS-XLSB 2.5.122 (`RichStr`).
pub(super) fn rich_text(fields: &mut Fields<'_>, fonts: &[FontStyle]) -> Option<RichText> {
    let is_rich = fields.u8()? & 1 != 0;
    let text = fields.text()?;
    let mut starts = Vec::new();
    if is_rich {
        // The number is only believed as far as the record goes.
        let count = fields.u32()?;
        for _ in 0..count {
            let (Some(unit), Some(font)) = (fields.u16(), fields.u16()) else { break };
            starts.push((usize::from(unit), usize::from(font)));
        }
    }
    let runs = runs(&text, &starts, fonts);
    Some(RichText { text: Arc::from(text), runs })
}

fn runs(text: &str, starts: &[(usize, usize)], fonts: &[FontStyle]) -> Vec<TextRun> {
    if starts.is_empty() {
        return Vec::new();
    }
    // The first character at or after each UTF-16 unit.
    let mut character_at = Vec::with_capacity(text.len());
    for (index, letter) in text.chars().enumerate() {
        character_at.extend(std::iter::repeat_n(index, letter.len_utf16()));
    }
    let end = text.chars().count();
    let place = |unit: usize| character_at.get(unit).copied().unwrap_or(end);
    let ends = starts.iter().skip(1).map(|(unit, _)| place(*unit)).chain([end]);
    starts
        .iter()
        .zip(ends)
        .filter_map(|((unit, font), end)| {
            let start = place(*unit);
            (start < end).then_some(TextRun { start, end, font: fonts.get(*font)?.clone() })
        })
        .collect()
}
