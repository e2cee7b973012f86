//! Grid, BIFF: a shape's property tables (FOPT) → how it is painted and what its path is.
//!
//! Source: MS-ODRAW 2.2.9 and 2.3. This module must not place anything.

use super::art::{Art, ArtRecords};
use super::path::{self, Path};
use crate::grid::biff::fault::Fault;
use crate::grid::biff::record::Fields;
use crate::grid::model::ShapeFill;

/// The primary property table.
pub(super) const FOPT: u16 = 0xF00B;
/// The secondary one.
pub(super) const SECONDARY_FOPT: u16 = 0xF121;
/// The tertiary one.
pub(super) const TERTIARY_FOPT: u16 = 0xF122;

/// The container of what holds for a whole workbook's drawings.
const DGG_CONTAINER: u16 = 0xF000;

/// Set in a property's id when its value lies behind the table and its number is a length.
const COMPLEX: u16 = 0x8000;
/// The part of a property's id that names it.
const ID: u16 = 0x3FFF;

const WORD_ART_TEXT: u16 = 0x00C0;
const SHAPE_PATH: u16 = 0x0144;
const VERTICES: u16 = 0x0145;
const SEGMENTS: u16 = 0x0146;
const FILL_OPACITY: u16 = 0x0182;
const FILL_SWITCHES: u16 = 0x01BF;
const LINE_OPACITY: u16 = 0x01C1;
const LINE_SWITCHES: u16 = 0x01FF;
const INK: u16 = 0x0304;
const NAME: u16 = 0x0380;
const SHAPE_SWITCHES: u16 = 0x03BF;

/// Properties whose value is an array: corners, segments, connection sites and their directions,
/// handles, guides, inscribed rectangles, shades, dashes, wrapping polygon.
const ARRAYS: [u16; 11] =
    [VERTICES, SEGMENTS, 0x0151, 0x0152, 0x0155, 0x0156, 0x0157, 0x0158, 0x0197, 0x01CF, 0x0383];

/// Full opacity.
const OPAQUE: u32 = 0x0001_0000;

/// A shape's properties, as far as they matter.
#[derive(Debug, Clone, Default)]
pub(super) struct Properties<'a> {
    /// Its name, as given by a person.
    pub(super) name: String,
    /// The text drawn as letters (`WordArt`).
    pub(super) word_art: String,
    /// Whether it holds handwriting.
    pub(super) is_ink: bool,
    /// Whether it is not shown.
    pub(super) is_hidden: bool,
    /// The path of a free-form.
    pub(super) path: Path<'a>,
    filled: Option<bool>,
    lined: Option<bool>,
    fill_opacity: Option<u32>,
    line_opacity: Option<u32>,
}

impl<'a> Properties<'a> {
    /// Adds what a property table says; what an earlier one said gives way.
    pub(super) fn add(&mut self, table: &Art<'a>) -> Result<(), Fault> {
        let mut fields = Fields::of(table.kind, table.body);
        let entries = fields.take(usize::from(table.instance) * 6)?;
        for [low, high, number @ ..] in entries.as_chunks::<6>().0 {
            let id = u16::from_le_bytes([*low, *high]);
            let number = u32::from_le_bytes(*number);
            if id & COMPLEX == 0 {
                self.number(id & ID, number);
                continue;
            }
            let stated = usize::try_from(number).unwrap_or(usize::MAX);
            let is_array = ARRAYS.contains(&(id & ID));
            let length = if is_array { path::array_length(stated, fields.rest()) } else { stated };
            self.value(id & ID, fields.take(length)?);
        }
        Ok(())
    }

    fn number(&mut self, id: u16, number: u32) {
        match id {
            SHAPE_PATH => self.path.form = Some(number),
            FILL_OPACITY => self.fill_opacity = Some(number),
            LINE_OPACITY => self.line_opacity = Some(number),
            FILL_SWITCHES => self.filled = switch(number, 4).or(self.filled),
            LINE_SWITCHES => self.lined = switch(number, 3).or(self.lined),
            SHAPE_SWITCHES => self.is_hidden = switch(number, 1).unwrap_or(self.is_hidden),
            _ => {}
        }
    }

    fn value(&mut self, id: u16, value: &'a [u8]) {
        match id {
            WORD_ART_TEXT => self.word_art = wide_text(value),
            NAME => self.name = wide_text(value),
            VERTICES => self.path.vertices = value,
            SEGMENTS => self.path.segments = value,
            INK => self.is_ink = true,
            _ => {}
        }
    }

    /// How the shape's inside is painted.
    pub(super) fn fill(&self, defaults: &ShapeDefaults) -> ShapeFill {
        let filled = self.filled.or(defaults.filled).unwrap_or(true);
        match self.fill_opacity.or(defaults.fill_opacity).unwrap_or(OPAQUE) {
            _ if !filled => ShapeFill::None,
            0 => ShapeFill::None,
            1..OPAQUE => ShapeFill::Translucent,
            _ => ShapeFill::Solid,
        }
    }

    /// Whether the shape has a line that shows.
    pub(super) fn is_outlined(&self, defaults: &ShapeDefaults) -> bool {
        self.lined.or(defaults.lined).unwrap_or(true)
            && self.line_opacity.or(defaults.line_opacity) != Some(0)
    }
}

/// A switch that is told by one bit, if the bit 16 places above says that it is told at all.
const fn switch(number: u32, bit: u32) -> Option<bool> {
    if (number >> (bit + 16)) & 1 == 1 { Some((number >> bit) & 1 == 1) } else { None }
}

/// UTF-16 up to its terminating zero.
fn wide_text(value: &[u8]) -> String {
    let units = value.as_chunks().0.iter().map(|pair| u16::from_le_bytes(*pair));
    char::decode_utf16(units.take_while(|unit| *unit != 0))
        .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// What holds for shapes that say nothing themselves (MSODRAWINGGROUP).
#[derive(Debug, Clone, Default)]
pub(in crate::grid::biff) struct ShapeDefaults {
    filled: Option<bool>,
    lined: Option<bool>,
    fill_opacity: Option<u32>,
    line_opacity: Option<u32>,
}

impl ShapeDefaults {
    /// The defaults in an MSODRAWINGGROUP record; what is broken in it says nothing.
    pub(in crate::grid::biff) fn read(data: &[u8]) -> Self {
        let mut properties = Properties::default();
        let tables = children_of(data, DGG_CONTAINER).filter(|art| art.kind == FOPT);
        for table in tables {
            if properties.add(&table).is_err() {
                return Self::default();
            }
        }
        Self {
            filled: properties.filled,
            lined: properties.lined,
            fill_opacity: properties.fill_opacity,
            line_opacity: properties.line_opacity,
        }
    }
}

/// The records within the first record if that is of a kind; it may be cut off, for pictures make
/// it longer than one record and nothing behind them is needed.
fn children_of(data: &[u8], kind: u16) -> impl Iterator<Item = Art<'_>> {
    let is_wanted = data.get(2..4).is_some_and(|stored| stored == kind.to_le_bytes());
    let inside = data.get(8..).filter(|_| is_wanted).unwrap_or_default();
    ArtRecords::of(inside).map_while(Result::ok)
}
