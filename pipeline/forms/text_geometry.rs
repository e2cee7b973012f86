//! Text geometry: where the options of a cell's text stand on the sheet, in points.
//!
//! Widths are by rule, not by font file: a full-width character is as wide as the font is high,
//! a half-width one half of that. This module must not decide what a mark means.

use super::choice::FoundOption;
use super::page::{Area, Block, Page};
use crate::grid::{HorizontalAlignment, VerticalAlignment};

/// Excel's default size for cells whose font says nothing.
const DEFAULT_SIZE: f64 = 11.0;
/// Line height over font size of the Japanese fonts in use.
const LINE_HEIGHT: f64 = 1.25;
/// Space Excel leaves on each side of a cell's text.
const PADDING: f64 = 2.0;

/// One character's place: line and distance from the line's start.
struct Placed {
    line: usize,
    from: f64,
    to: f64,
}

/// The area of each option, neighbours on a line meeting halfway, so that a mark that is a
/// little off still falls on the option it means.
pub(super) fn option_areas(page: &Page<'_>, block: &Block<'_>, found: &[FoundOption]) -> Vec<Area> {
    let cell = page.area(&block.range);
    let style = &block.cell.style;
    let size = style.font.size.unwrap_or(DEFAULT_SIZE);
    let indent = f64::from(style.indent) * size;
    let room = if style.wrap { cell.right - cell.left - 2.0 * PADDING - indent } else { f64::MAX };
    let letters = place(block.text(), size, room);
    let lines = letters.last().map_or(1, |letter| letter.line + 1);
    let widths = line_widths(&letters, lines);
    let top = first_line_top(&cell, style.vertical, lines, size);
    let raw: Vec<(usize, f64, f64)> = found
        .iter()
        .map(|option| {
            let first = letters.get(option.start);
            let last = letters.get(option.end.saturating_sub(1));
            let line = first.map_or(0, |letter| letter.line);
            let width = widths.get(line).copied().unwrap_or(0.0);
            let start = line_start(&cell, style.horizontal, width, indent);
            (line, start + first.map_or(0.0, |l| l.from), start + last.map_or(0.0, |l| l.to))
        })
        .collect();
    (0..raw.len()).map(|index| extend(&raw, index, &cell, (top, lines, size))).collect()
}

/// Characters placed on lines: broken where the text breaks and where it no longer fits.
fn place(text: &str, size: f64, room: f64) -> Vec<Placed> {
    let mut line = 0;
    let mut at = 0.0;
    text.chars()
        .map(|letter| {
            if letter == '\n' {
                line += 1;
                at = 0.0;
                return Placed { line: line - 1, from: at, to: at };
            }
            let width = letter_width(letter) * size;
            if at > 0.0 && at + width > room {
                line += 1;
                at = 0.0;
            }
            let placed = Placed { line, from: at, to: at + width };
            at += width;
            placed
        })
        .collect()
}

/// Width of a character in units of the font size.
pub(super) fn letter_width(letter: char) -> f64 {
    match letter {
        '\r' => 0.0,
        '\u{0000}'..='\u{02FF}' | '\u{FF61}'..='\u{FFDC}' => 0.5,
        _ => 1.0,
    }
}

fn line_widths(letters: &[Placed], lines: usize) -> Vec<f64> {
    let mut widths = vec![0.0; lines];
    for letter in letters {
        if let Some(width) = widths.get_mut(letter.line) {
            *width = f64::max(*width, letter.to);
        }
    }
    widths
}

fn first_line_top(cell: &Area, vertical: VerticalAlignment, lines: usize, size: f64) -> f64 {
    let height = count(lines) * size * LINE_HEIGHT;
    match vertical {
        VerticalAlignment::Top => cell.top,
        VerticalAlignment::Center => f64::midpoint(cell.top, cell.bottom) - height / 2.0,
        VerticalAlignment::Bottom => cell.bottom - height,
    }
}

fn line_start(cell: &Area, horizontal: HorizontalAlignment, width: f64, indent: f64) -> f64 {
    match horizontal {
        HorizontalAlignment::General | HorizontalAlignment::Left => cell.left + PADDING + indent,
        HorizontalAlignment::Center | HorizontalAlignment::Distributed => {
            f64::midpoint(cell.left, cell.right) - width / 2.0
        }
        HorizontalAlignment::Right => cell.right - PADDING - indent - width,
    }
}

/// An option's share of its line: to the middle of the gap to each neighbour, and as far beyond
/// the ends as the gap inside is wide; the whole height of the cell where there is one line.
fn extend(
    raw: &[(usize, f64, f64)],
    index: usize,
    cell: &Area,
    (top, lines, size): (f64, usize, f64),
) -> Area {
    let Some((line, from, to)) = raw.get(index).copied() else { return *cell };
    let same = |other: Option<&(usize, f64, f64)>| other.copied().filter(|o| o.0 == line);
    let prior = same(index.checked_sub(1).and_then(|prior| raw.get(prior)));
    let next = same(raw.get(index + 1));
    let before = prior.map(|(_, _, end)| (from - end) / 2.0);
    let after = next.map(|(_, start, _)| (start - to) / 2.0);
    let reach = before.or(after).unwrap_or(size / 2.0);
    let height = size * LINE_HEIGHT;
    let (upper, lower) = if lines == 1 {
        (cell.top, cell.bottom)
    } else {
        (top + count(line) * height, top + count(line + 1) * height)
    };
    Area {
        left: from - before.unwrap_or(reach),
        top: upper,
        right: to + after.unwrap_or(reach),
        bottom: lower,
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of lines are far below 2^52")]
const fn count(lines: usize) -> f64 {
    lines as f64
}
