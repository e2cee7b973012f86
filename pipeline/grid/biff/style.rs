//! Grid, BIFF: FONT, FORMAT, XF and PALETTE records → how cells look and show their numbers.
//!
//! This module must not know any cell.

/// Colours by number.
mod palette;

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use super::Version;
use super::fault::{Fault, Faults};
use super::record::{Fields, Record};
use super::text::Codec;
use crate::grid::column_width::DigitWidth;
use crate::grid::model::{Border, CellStyle, FontStyle, HorizontalAlignment, VerticalAlignment};
use crate::grid::number_format::NumberFormat;
use palette::Palette;

/// Formats and fonts that can be named by an index of two bytes.
const MOST_ENTRIES: usize = 1 << 16;

/// Fonts stood in for when a file has none: as many as its formats are likely to name.
const MOST_PLAIN_FONTS: usize = 5;

/// The number format that is always General, whatever the file says.
const GENERAL: u16 = 0;

/// Excel's longest format code.
const LONGEST_CODE: usize = 255;

/// How the cells of one XF record look.
#[derive(Debug, Clone, Default)]
pub(super) struct Look {
    /// The cell's style.
    pub(super) style: Arc<CellStyle>,
    /// Its number format; `None` is General.
    pub(super) format: Option<Rc<Format>>,
}

/// A number format, parsed when it is first needed: files list many that no cell uses.
#[derive(Debug)]
pub(super) struct Format {
    /// Its code; `None` means the built-in format with the id.
    code: Option<String>,
    id: u16,
    parsed: OnceCell<(NumberFormat, bool)>,
}

impl Format {
    /// The format as it shows numbers.
    pub(super) fn numbers(&self) -> &NumberFormat {
        &self.parsed().0
    }

    /// Whether it shows text as it is, as nearly all do.
    pub(super) fn shows_text_as_is(&self) -> bool {
        self.parsed().1
    }

    fn parsed(&self) -> &(NumberFormat, bool) {
        self.parsed.get_or_init(|| {
            let builtin = || NumberFormat::builtin(self.id);
            let own = self.code.as_deref().map(NumberFormat::parse).or_else(builtin);
            let format = own.unwrap_or_else(|| NumberFormat::parse(""));
            // Any text will do that no format code has in it by itself.
            let shows_text_as_is = format.show_text("\u{1}") == "\u{1}";
            (format, shows_text_as_is)
        })
    }
}

/// The looks of a workbook.
#[derive(Debug, Default)]
pub(super) struct Looks {
    fonts: Vec<FontStyle>,
    cells: Vec<Look>,
    /// What cells look like whose own look does not exist.
    pub(super) plain: Look,
    /// Size of the default font in points.
    pub(super) default_size: f64,
    /// Digit of the default font, in which column widths are counted.
    pub(super) digit: Option<DigitWidth>,
}

impl Looks {
    /// The look of a cell by the index in its record.
    pub(super) fn look(&self, index: u16) -> Result<&Look, Fault> {
        self.cells.get(usize::from(index)).ok_or(Fault::StyleMissing(index))
    }

    /// A font by the index in a record. Index 4 is never used, so those above are one too high.
    pub(super) fn font(&self, index: u16) -> Result<&FontStyle, Fault> {
        font(&self.fonts, index)
    }
}

fn font<T>(fonts: &[T], index: u16) -> Result<&T, Fault> {
    let position = usize::from(if index > 4 { index - 1 } else { index });
    fonts.get(position).ok_or(Fault::FontMissing(index))
}

/// The records that looks are made of, gathered until all are there.
#[derive(Debug, Default)]
pub(super) struct LookRecords<'a> {
    fonts: Vec<Record<'a>>,
    formats: BTreeMap<u16, Record<'a>>,
    cells: Vec<Record<'a>>,
    palette: Option<Record<'a>>,
}

impl<'a> LookRecords<'a> {
    /// Keeps a FONT record.
    pub(super) fn font(&mut self, record: Record<'a>) {
        if self.fonts.len() < MOST_ENTRIES {
            self.fonts.push(record);
        }
    }

    /// Keeps a FORMAT record.
    pub(super) fn format(&mut self, record: Record<'a>) -> Result<(), Fault> {
        self.formats.insert(record.fields().u16()?, record);
        Ok(())
    }

    /// Keeps an XF record.
    pub(super) fn cell(&mut self, record: Record<'a>) {
        if self.cells.len() < MOST_ENTRIES {
            self.cells.push(record);
        }
    }

    /// Keeps the PALETTE record.
    pub(super) const fn palette(&mut self, record: Record<'a>) {
        self.palette = Some(record);
    }

    /// The fonts; some programs write none at all, and then all cells look alike.
    fn read_fonts(&self, codec: Codec, palette: &Palette, faults: &mut Faults) -> Vec<Font> {
        if self.fonts.is_empty() {
            return vec![Font::default(); MOST_PLAIN_FONTS];
        }
        let read = |record| {
            read_font(record, codec, palette).unwrap_or_else(|fault| {
                faults.note(fault);
                Font::default()
            })
        };
        self.fonts.iter().map(read).collect()
    }

    /// The looks of all XF records; what is broken looks plain and is noted.
    pub(super) fn build(&self, version: Version, codec: Codec, faults: &mut Faults) -> Looks {
        let palette = Palette::read(self.palette.as_ref());
        let fonts = self.read_fonts(codec, &palette, faults);
        let mut formats = Formats { records: &self.formats, codec, made: BTreeMap::new() };
        let mut looks = Vec::with_capacity(self.cells.len());
        let mut default_font = fonts.first();
        for record in &self.cells {
            let look = read_xf(record.fields(), version, &palette).and_then(|xf| {
                let own = font(&fonts, xf.font)?;
                if looks.is_empty() {
                    default_font = Some(own);
                }
                let style = CellStyle { font: own.style.clone(), ..xf.style };
                Ok(Look { style: Arc::new(style), format: formats.get(xf.format)? })
            });
            looks.push(look.unwrap_or_else(|fault| {
                faults.note(fault);
                Look::default()
            }));
        }
        let size = default_font.and_then(|font| font.style.size).unwrap_or(11.0);
        let name = default_font.map_or("", |font| font.name.as_str());
        let digit = Some(DigitWidth::of_font(name, size));
        let fonts = fonts.into_iter().map(|font| font.style).collect();
        Looks { fonts, cells: looks, plain: Look::default(), default_size: size, digit }
    }
}

/// Number formats by id, each made once.
struct Formats<'r, 'a> {
    records: &'r BTreeMap<u16, Record<'a>>,
    codec: Codec,
    made: BTreeMap<u16, Rc<Format>>,
}

impl Formats<'_, '_> {
    fn get(&mut self, id: u16) -> Result<Option<Rc<Format>>, Fault> {
        if id == GENERAL {
            return Ok(None);
        }
        if let Some(known) = self.made.get(&id) {
            return Ok(Some(Rc::clone(known)));
        }
        let code = self.records.get(&id).map(|record| self.code(record)).transpose()?;
        let format = Rc::new(Format { code, id, parsed: OnceCell::new() });
        self.made.insert(id, Rc::clone(&format));
        Ok(Some(format))
    }

    fn code(&self, record: &Record<'_>) -> Result<String, Fault> {
        let mut fields = record.fields();
        fields.u16()?;
        let length = match self.codec {
            Codec::Unicode => usize::from(fields.u16()?),
            Codec::Bytes(_) => usize::from(fields.u8()?),
        };
        if length > LONGEST_CODE {
            return Err(Fault::RecordTooShort(record.id));
        }
        self.codec.characters(&mut fields, length)
    }
}

/// A font as far as it matters.
#[derive(Debug, Clone, Default)]
struct Font {
    name: String,
    style: FontStyle,
}

/// Weight from which on a font is bold; normal is 400, bold 700.
const BOLD_WEIGHT: u16 = 600;

/// FONT (MS-XLS 2.4.122); the same in BIFF5 but for the name's encoding.
fn read_font(record: &Record<'_>, codec: Codec, palette: &Palette) -> Result<Font, Fault> {
    let mut fields = record.fields();
    let height = fields.u16()?;
    let switches = fields.u16()?;
    let color = fields.u16()?;
    let weight = fields.u16()?;
    fields.take(2)?;
    let underline = fields.u8()?;
    fields.take(3)?;
    let style = FontStyle {
        bold: weight >= BOLD_WEIGHT,
        italic: switches & 0x02 != 0,
        underline: underline != 0,
        strikethrough: switches & 0x08 != 0,
        color: palette.text(color),
        size: Some(f64::from(height) / 20.0),
    };
    Ok(Font { name: codec.short(&mut fields)?, style })
}

/// One XF record.
///
/// A cell's XF says which groups of attributes override its parent style, but Excel and the
/// other programs write the values that apply into the cell's own XF in either case, and show
/// those; the flags only matter when a style is edited. So the parent is not looked at.
struct Xf {
    font: u16,
    format: u16,
    style: CellStyle,
}

/// XF (MS-XLS 2.4.353; for BIFF5 the earlier layout of 16 bytes).
fn read_xf(mut fields: Fields<'_>, version: Version, palette: &Palette) -> Result<Xf, Fault> {
    let (font, format) = (fields.u16()?, fields.u16()?);
    fields.u16()?;
    let alignment = fields.u8()?;
    let mut style = CellStyle {
        horizontal: horizontal(alignment & 0x07),
        vertical: vertical(alignment >> 4 & 0x07),
        wrap: alignment & 0x08 != 0,
        ..CellStyle::default()
    };
    fields.u8()?;
    match version {
        Version::Biff8 => {
            style.indent = fields.u8()? & 0x0F;
            fields.u8()?;
            let (lines, more, colors) = (fields.u32()?, fields.u32()?, fields.u16()?);
            style.border = border([lines, lines >> 4, lines >> 8, lines >> 12]);
            style.fill = palette.fill(more >> 26, u32::from(colors), u32::from(colors) >> 7);
        }
        Version::Biff5 => {
            let (area, lines) = (fields.u32()?, fields.u32()?);
            let bottom = area >> 22 & 0x07;
            style.border = border([lines & 7, lines >> 3 & 7, lines >> 6 & 7, bottom]);
            style.fill = palette.fill(area >> 16 & 0x3F, area, area >> 7);
        }
    }
    Ok(Xf { font, format, style })
}

fn horizontal(code: u8) -> HorizontalAlignment {
    match code {
        1 | 4 | 5 => HorizontalAlignment::Left,
        2 | 6 => HorizontalAlignment::Center,
        3 => HorizontalAlignment::Right,
        7 => HorizontalAlignment::Distributed,
        _ => HorizontalAlignment::General,
    }
}

fn vertical(code: u8) -> VerticalAlignment {
    match code {
        0 | 3 => VerticalAlignment::Top,
        1 | 4 => VerticalAlignment::Center,
        _ => VerticalAlignment::Bottom,
    }
}

/// Line styles of the four sides, each in the lowest four bits.
fn border(sides: [u32; 4]) -> Border {
    let weights = sides.map(|side| match side & 0x0F {
        0 => 0,
        1 | 3 | 4 | 7 | 9 | 11 => 1,
        2 | 8 | 10 | 12 | 13 => 2,
        _ => 3,
    });
    let visible = weights.iter().filter(|weight| **weight > 0).count();
    Border {
        sides: u8::try_from(visible).unwrap_or(4),
        weight: weights.into_iter().max().unwrap_or(0),
    }
}
