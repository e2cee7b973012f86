//! OOXML: fonts, fills, borders and formats as a workbook lists them → one style a format.
//!
//! The XML and the binary reader both fill a [`StyleDraft`]; colours are resolved once, at the
//! end, because the palette may come last. This module must not read bytes.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use crate::grid::column_width::DigitWidth;
use crate::grid::model::{
    Border, CellStyle, FontStyle, HorizontalAlignment, Rgb, VerticalAlignment,
};
use crate::grid::number_format::NumberFormat;
use crate::grid::palette::{BLACK, Color, Palette, WHITE, mixed};

/// Records of one kind that are kept: Excel itself allows 65,490 cell formats.
pub(crate) const MOST_RECORDS: usize = 1 << 16;

/// A font as listed.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct FontDraft {
    /// All but the colour.
    pub(crate) style: FontStyle,
    /// The colour as named.
    pub(crate) color: Color,
    /// The typeface.
    pub(crate) name: String,
}

/// A fill as listed.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) enum FillDraft {
    /// Not filled.
    #[default]
    None,
    /// A pattern, of which a share (0–1) shows the first colour and the rest the second.
    Pattern(f64, Color, Color),
    /// A gradient through colours.
    Gradient(Vec<Color>),
}

/// A cell format as listed: indices into the other lists.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct FormatDraft {
    /// Index of the font.
    pub(crate) font: usize,
    /// Index of the fill.
    pub(crate) fill: usize,
    /// Index of the border.
    pub(crate) border: usize,
    /// Id of the number format.
    pub(crate) number: u16,
    /// Alignment, wrapping and indent; its other fields are not used.
    pub(crate) alignment: CellStyle,
    /// Whether truth values are shown as a box to tick.
    pub(crate) checkbox: bool,
}

/// Everything listed.
#[derive(Debug, Default)]
pub(crate) struct StyleDraft {
    /// Number format codes by id.
    pub(crate) codes: BTreeMap<u16, String>,
    /// Fonts.
    pub(crate) fonts: Vec<FontDraft>,
    /// Fills.
    pub(crate) fills: Vec<FillDraft>,
    /// Borders.
    pub(crate) borders: Vec<Border>,
    /// Index of the font of the style "Normal", which columns are measured by.
    pub(crate) normal_font: usize,
    /// Cell formats.
    pub(crate) formats: Vec<FormatDraft>,
    /// The workbook's own palette; empty when it has none.
    pub(crate) indexed: Vec<Rgb>,
}

/// A cell format ready for use.
#[derive(Debug, Clone)]
pub(crate) struct CellFormat {
    /// How the cell looks.
    pub(crate) style: Arc<CellStyle>,
    /// How numbers are shown.
    pub(crate) number: Rc<NumberFormat>,
    /// Whether numbers are shown as they come.
    pub(crate) general: bool,
    /// Whether text is shown as it is.
    pub(crate) text_as_is: bool,
    /// Whether truth values are shown as a box to tick.
    pub(crate) checkbox: bool,
}

/// The cell formats of a workbook.
#[derive(Debug)]
pub(crate) struct StyleSheet {
    formats: Vec<CellFormat>,
    fallback: CellFormat,
    /// Fonts, for texts that name theirs by index.
    pub(crate) fonts: Vec<FontStyle>,
    /// What columns are measured by.
    pub(crate) digit: DigitWidth,
    /// The workbook's colours.
    pub(crate) palette: Palette,
}

impl StyleSheet {
    /// The format of an index; the first one when there is none.
    pub(crate) fn format(&self, index: usize) -> &CellFormat {
        self.formats.get(index).or(self.formats.first()).unwrap_or(&self.fallback)
    }
}

impl FontDraft {
    /// The font with its colour.
    pub(crate) fn resolve(&self, palette: &Palette) -> FontStyle {
        FontStyle { color: palette.resolve(self.color), ..self.style.clone() }
    }
}

impl FillDraft {
    /// What the fill looks like from afar.
    fn resolve(&self, palette: &Palette) -> Option<Rgb> {
        match self {
            Self::None => None,
            Self::Pattern(share, over, under) => {
                let over = palette.resolve(*over);
                let under = palette.resolve(*under);
                // A solid fill without a colour of its own shows the other one, if anything.
                if *share >= 1.0 {
                    return over.or(under);
                }
                Some(mixed(over.unwrap_or(BLACK), under.unwrap_or(WHITE), *share))
            }
            Self::Gradient(colors) => {
                let mut resolved = colors.iter().filter_map(|color| palette.resolve(*color));
                let first = resolved.next()?;
                Some(resolved.next_back().map_or(first, |last| mixed(first, last, 0.5)))
            }
        }
    }
}

impl StyleDraft {
    /// Resolves every format.
    pub(crate) fn finish(self, mut palette: Palette) -> StyleSheet {
        for (index, color) in self.indexed.iter().enumerate() {
            if let Some(place) = palette.indexed.get_mut(index) {
                *place = *color;
            }
        }
        let fonts: Vec<FontStyle> = self.fonts.iter().map(|font| font.resolve(&palette)).collect();
        let fills: Vec<Option<Rgb>> =
            self.fills.iter().map(|fill| fill.resolve(&palette)).collect();
        let mut numbers = Numbers { codes: &self.codes, parsed: BTreeMap::new() };
        let formats = self
            .formats
            .iter()
            .map(|draft| {
                let style = CellStyle {
                    font: fonts.get(draft.font).cloned().unwrap_or_default(),
                    fill: fills.get(draft.fill).copied().flatten(),
                    border: self.borders.get(draft.border).copied().unwrap_or_default(),
                    ..draft.alignment.clone()
                };
                let (number, text_as_is) = numbers.get(draft.number);
                let general = draft.number == 0 && !self.codes.contains_key(&0);
                let checkbox = draft.checkbox;
                CellFormat { style: Arc::new(style), number, general, text_as_is, checkbox }
            })
            .collect();
        let normal = self.fonts.get(self.normal_font).cloned().unwrap_or_default();
        let (number, text_as_is) = numbers.get(0);
        let style = Arc::default();
        let fallback = CellFormat { style, number, general: true, text_as_is, checkbox: false };
        let digit = DigitWidth::of_font(&normal.name, normal.style.size.unwrap_or(11.0));
        StyleSheet { formats, fallback, fonts, digit, palette }
    }
}

/// Number formats by id, each parsed once.
struct Numbers<'a> {
    codes: &'a BTreeMap<u16, String>,
    parsed: BTreeMap<u16, (Rc<NumberFormat>, bool)>,
}

impl Numbers<'_> {
    /// The format, and whether it shows text as it is.
    fn get(&mut self, id: u16) -> (Rc<NumberFormat>, bool) {
        let codes = self.codes;
        let entry = self.parsed.entry(id).or_insert_with(|| {
            let own = codes.get(&id).map(|code| NumberFormat::parse(code));
            let format = own
                .or_else(|| NumberFormat::builtin(id))
                .unwrap_or_else(|| NumberFormat::parse("General"));
            let text_as_is = format.show_text("文字") == "文字";
            (Rc::new(format), text_as_is)
        });
        (Rc::clone(&entry.0), entry.1)
    }
}

/// How much of a pattern's first colour shows, by its name; `None` when it is no fill.
pub(crate) fn pattern_share(name: &str) -> Option<f64> {
    Some(match name {
        "solid" => 1.0,
        "darkGray" => 0.75,
        "mediumGray" | "darkHorizontal" | "darkVertical" | "darkDown" | "darkUp" | "darkGrid" => {
            0.5
        }
        "darkTrellis" => 0.7,
        "lightGray" | "lightHorizontal" | "lightVertical" | "lightDown" | "lightUp" => 0.25,
        "lightGrid" | "lightTrellis" => 0.4,
        "gray125" => 0.125,
        "gray0625" => 0.0625,
        _ => return None,
    })
}

/// How heavy a border line is, by its name.
pub(crate) fn line_weight(name: &str) -> u8 {
    match name {
        "" | "none" => 0,
        "medium" | "mediumDashed" | "mediumDashDot" | "mediumDashDotDot" | "slantDashDot" => 2,
        "thick" | "double" => 3,
        _ => 1,
    }
}

/// A border with one more side.
pub(crate) fn add_side(border: &mut Border, weight: u8) {
    if weight > 0 {
        border.sides = border.sides.saturating_add(1).min(4);
        border.weight = border.weight.max(weight);
    }
}

/// Horizontal alignment by its name.
pub(crate) fn horizontal(name: &str) -> HorizontalAlignment {
    match name {
        "left" | "fill" | "justify" => HorizontalAlignment::Left,
        "center" | "centerContinuous" => HorizontalAlignment::Center,
        "right" => HorizontalAlignment::Right,
        "distributed" => HorizontalAlignment::Distributed,
        _ => HorizontalAlignment::General,
    }
}

/// Vertical alignment by its name.
pub(crate) fn vertical(name: &str) -> VerticalAlignment {
    match name {
        "top" | "justify" => VerticalAlignment::Top,
        "center" | "distributed" => VerticalAlignment::Center,
        _ => VerticalAlignment::Bottom,
    }
}
