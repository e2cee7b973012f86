//! Binary parts: the styles part → [`StyleDraft`].

use super::record::{Fields, Record, Records};
use crate::grid::fault::Fault;
use crate::grid::model::{
    Border, CellStyle, FontStyle, HorizontalAlignment, Rgb, VerticalAlignment,
};
use crate::grid::ooxml::style_sheet::{
    FillDraft, FontDraft, FormatDraft, MOST_RECORDS, StyleDraft, add_side, pattern_share,
};
use crate::grid::palette::Color;

const FONT: u16 = 43;
const NUMBER_FORMAT: u16 = 44;
const FILL: u16 = 45;
const BORDER: u16 = 46;
const FORMAT: u16 = 47;
const INDEXED_COLOR: u16 = 475;
const BEGIN_CELL_FORMATS: u16 = 617;
const END_CELL_FORMATS: u16 = 618;
const BEGIN_STYLE_FORMATS: u16 = 626;
const END_STYLE_FORMATS: u16 = 627;

/// Twentieths of a point in one.
const TWIPS_PER_POINT: f64 = 20.0;

/// Weight from which on characters are bold.
const BOLD: u16 = 600;

/// Patterns in the order of their numbers (MS-XLSB 2.4.661).
const PATTERNS: [&str; 19] = [
    "none",
    "solid",
    "mediumGray",
    "darkGray",
    "lightGray",
    "darkHorizontal",
    "darkVertical",
    "darkDown",
    "darkUp",
    "darkGrid",
    "darkTrellis",
    "lightHorizontal",
    "lightVertical",
    "lightDown",
    "lightUp",
    "lightGrid",
    "lightTrellis",
    "gray125",
    "gray0625",
];

/// The number of a gradient among the patterns.
const GRADIENT: u32 = 40;

/// Which list of formats is being read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    Cells,
    Styles,
    Other,
}

/// Reads a styles part.
///
/// # Errors
/// The part or a record in it is cut short.
pub(crate) fn read(bytes: &[u8], place: &str) -> Result<StyleDraft, Fault> {
    let mut records = Records::new(bytes, place);
    let mut draft = StyleDraft::default();
    let mut list = List::Other;
    let mut normal = None;
    while let Some(record) = records.next()? {
        match record.kind {
            BEGIN_CELL_FORMATS => list = List::Cells,
            BEGIN_STYLE_FORMATS => list = List::Styles,
            END_CELL_FORMATS | END_STYLE_FORMATS => list = List::Other,
            FORMAT => {
                let format = record.read(format)?;
                match list {
                    List::Cells => push(&mut draft.formats, format),
                    List::Styles => normal = normal.or(Some(format.font)),
                    List::Other => {}
                }
            }
            _ => listed(&mut draft, &record)?,
        }
    }
    draft.normal_font = normal.unwrap_or(0);
    Ok(draft)
}

fn listed(draft: &mut StyleDraft, record: &Record<'_>) -> Result<(), Fault> {
    match record.kind {
        FONT => push(&mut draft.fonts, record.read(font)?),
        FILL => push(&mut draft.fills, record.read(fill)?),
        BORDER => push(&mut draft.borders, record.read(border)?),
        INDEXED_COLOR => push(&mut draft.indexed, record.read(rgb)?),
        NUMBER_FORMAT => {
            let (id, code) = record.read(|fields| Some((fields.u16()?, fields.text()?)))?;
            draft.codes.insert(id, code);
        }
        _ => {}
    }
    Ok(())
}

fn push<T>(list: &mut Vec<T>, item: T) {
    if list.len() < MOST_RECORDS {
        list.push(item);
    }
}

fn rgb(fields: &mut Fields<'_>) -> Option<Rgb> {
    Some(Rgb { red: fields.u8()?, green: fields.u8()?, blue: fields.u8()? })
}

/// Source: MS-XLSB 2.5.13 (`BrtColor`).
fn color(fields: &mut Fields<'_>) -> Option<Color> {
    let kind = fields.u8()? >> 1;
    let index = usize::from(fields.u8()?);
    let tint = f64::from(fields.u16()?.cast_signed()) / f64::from(i16::MAX);
    let direct = rgb(fields)?;
    fields.skip(1)?;
    Some(match kind {
        1 => Color::Indexed(index, tint),
        2 => Color::Direct(direct),
        3 => Color::Theme(index, tint),
        _ => Color::Automatic,
    })
}

/// Source: MS-XLSB 2.4.656 (`BrtFont`).
fn font(fields: &mut Fields<'_>) -> Option<FontDraft> {
    let size = f64::from(fields.u16()?) / TWIPS_PER_POINT;
    let flags = fields.u16()?;
    let weight = fields.u16()?;
    fields.skip(2)?;
    let underline = fields.u8()? != 0;
    fields.skip(3)?;
    let color = color(fields)?;
    fields.skip(1)?;
    let style = FontStyle {
        bold: weight >= BOLD,
        italic: flags & 2 != 0,
        underline,
        strikethrough: flags & 8 != 0,
        color: None,
        size: Some(size),
    };
    Some(FontDraft { style, color, name: fields.text()? })
}

/// Source: MS-XLSB 2.4.655 (`BrtFill`).
fn fill(fields: &mut Fields<'_>) -> Option<FillDraft> {
    let pattern = fields.u32()?;
    let (over, under) = (color(fields)?, color(fields)?);
    if pattern == GRADIENT {
        // The gradient's kind, angle and extent stand before its colours.
        fields.skip(4 + 5 * 8)?;
        let count = fields.u32()?;
        let mut colors = Vec::new();
        for _ in 0..count {
            let Some(color) = color(fields) else { break };
            colors.push(color);
            fields.skip(8)?;
        }
        return Some(FillDraft::Gradient(colors));
    }
    let name = usize::try_from(pattern).ok().and_then(|pattern| PATTERNS.get(pattern));
    let share = name.and_then(|name| pattern_share(name));
    Some(share.map_or(FillDraft::None, |share| FillDraft::Pattern(share, over, under)))
}

/// Source: MS-XLSB 2.4.652 (`BrtBorder`): top, bottom, left, right.
fn border(fields: &mut Fields<'_>) -> Option<Border> {
    fields.skip(1)?;
    let mut border = Border::default();
    for _ in 0..4 {
        let weight = match fields.u8()? {
            0 => 0,
            2 | 8 | 10 | 12 | 13 => 2,
            5 | 6 => 3,
            _ => 1,
        };
        add_side(&mut border, weight);
        fields.skip(9)?;
    }
    Some(border)
}

/// Source: MS-XLSB 2.4.842 (`BrtXF`).
fn format(fields: &mut Fields<'_>) -> Option<FormatDraft> {
    fields.skip(2)?;
    let number = fields.u16()?;
    let font = usize::from(fields.u16()?);
    let fill = usize::from(fields.u16()?);
    let border = usize::from(fields.u16()?);
    fields.skip(1)?;
    let indent = fields.u8()?;
    let flags = fields.u16()?;
    let alignment = CellStyle {
        horizontal: match flags & 7 {
            1 | 4 | 5 => HorizontalAlignment::Left,
            2 | 6 => HorizontalAlignment::Center,
            3 => HorizontalAlignment::Right,
            7 => HorizontalAlignment::Distributed,
            _ => HorizontalAlignment::General,
        },
        vertical: match flags >> 3 & 7 {
            0 | 3 => VerticalAlignment::Top,
            1 | 4 => VerticalAlignment::Center,
            _ => VerticalAlignment::Bottom,
        },
        wrap: flags & 0x40 != 0,
        indent,
        ..CellStyle::default()
    };
    Some(FormatDraft { font, fill, border, number, alignment, checkbox: false })
}
