//! Cell looks: what a cell is for → font, frame, alignment and colour.
//!
//! All colours and sizes of the written forms are named here. This module must not know any form.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::config::form_layout::CellRole;

/// Behind labels: light enough to be printed and copied.
const LABEL_FILL: Color = Color::RGB(0x00F2_F2F2);

/// Behind what is to be filled in, in blank forms only.
const ENTRY_FILL: Color = Color::RGB(0x00FF_FDE7);

/// Frames.
const FRAME: Color = Color::RGB(0x0040_4040);

/// The character set of Japanese fonts (`SHIFTJIS_CHARSET`).
const JAPANESE_CHARSET: u8 = 128;

/// Size of the title, as a multiple of the form's font size.
const TITLE_SIZE: f64 = 1.4;

/// Size of headings, as a multiple of the form's font size.
const HEADING_SIZE: f64 = 1.1;

/// Size of the items' wordings, as a multiple of the form's font size.
const WORDING_SIZE: f64 = 0.8;

/// Size of explanations, as a multiple of the form's font size.
const NOTE_SIZE: f64 = 0.9;

/// Characters that would make a spreadsheet take a text for a formula once it is edited.
const FORMULA_STARTS: [char; 4] = ['=', '+', '-', '@'];

/// The line on one side of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Line {
    /// None.
    Absent,
    /// Where a box goes on in a further row.
    Hair,
    /// A frame.
    Thin,
}

/// The lines around a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Edges {
    pub(crate) top: Line,
    pub(crate) bottom: Line,
    pub(crate) sides: Line,
}

impl Edges {
    /// A frame.
    pub(crate) const ALL: Self = Self { top: Line::Thin, bottom: Line::Thin, sides: Line::Thin };
    /// No line.
    pub(crate) const NONE: Self =
        Self { top: Line::Absent, bottom: Line::Absent, sides: Line::Absent };
}

/// How a cell looks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CellLook {
    /// What it is for.
    pub(crate) role: CellRole,
    /// Its frame.
    pub(crate) edges: Edges,
    /// How its number is shown; empty for the usual way.
    pub(crate) number_format: String,
    /// Whether it is to be filled in by a person.
    pub(crate) entry: bool,
    /// Whether its text would be taken for a formula once it is edited.
    pub(crate) quoted: bool,
}

impl CellLook {
    /// The look of a role, framed as the role is.
    pub(crate) const fn new(role: CellRole) -> Self {
        let edges = if role.is_framed() { Edges::ALL } else { Edges::NONE };
        Self { role, edges, number_format: String::new(), entry: false, quoted: false }
    }

    /// The same with a number format.
    pub(crate) fn number(self, format: impl Into<String>) -> Self {
        Self { number_format: format.into(), ..self }
    }

    /// The same for a cell of a blank form.
    pub(crate) fn entry(self, entry: bool) -> Self {
        Self { entry, ..self }
    }

    /// The same for a text.
    pub(crate) fn quoted_for(self, text: &str) -> Self {
        Self { quoted: text.starts_with(FORMULA_STARTS), ..self }
    }
}

impl CellRole {
    /// The font size, given the form's.
    pub(crate) fn font_points(self, form: f64) -> f64 {
        let size = match self {
            Self::Title => TITLE_SIZE,
            Self::Heading => HEADING_SIZE,
            Self::Wording => WORDING_SIZE,
            Self::Note => NOTE_SIZE,
            _ => 1.0,
        };
        // Excel takes halves of a point.
        (form * size * 2.0).round() / 2.0
    }

    const fn is_framed(self) -> bool {
        !matches!(self, Self::Title | Self::Mark | Self::Heading | Self::Plain)
    }

    const fn is_label(self) -> bool {
        matches!(self, Self::Label | Self::LeftLabel | Self::Wording)
    }

    const fn alignment(self) -> (FormatAlign, FormatAlign) {
        match self {
            Self::Title | Self::Label | Self::Centered => {
                (FormatAlign::Center, FormatAlign::VerticalCenter)
            }
            Self::Mark => (FormatAlign::Right, FormatAlign::VerticalCenter),
            Self::Heading | Self::LeftLabel | Self::Answer | Self::Plain => {
                (FormatAlign::Left, FormatAlign::VerticalCenter)
            }
            Self::CenteredTop => (FormatAlign::Center, FormatAlign::Top),
            Self::Wording | Self::Box | Self::Note => (FormatAlign::Left, FormatAlign::Top),
        }
    }
}

/// The formats of one workbook, each made once.
#[derive(Debug)]
pub(crate) struct FormatBook {
    font: String,
    points: f64,
    formats: BTreeMap<CellLook, Format>,
}

impl FormatBook {
    /// No formats yet.
    pub(crate) fn new(font: &str, points: f64) -> Self {
        Self { font: font.to_owned(), points, formats: BTreeMap::new() }
    }

    /// The format of a look.
    pub(crate) fn format(&mut self, look: &CellLook) -> &Format {
        let (font, points) = (&self.font, self.points);
        self.formats.entry(look.clone()).or_insert_with(|| format(look, font, points))
    }
}

/// The workbook's default format, which column widths are measured by.
pub(crate) fn default_format(font: &str, points: f64) -> Format {
    Format::new()
        .set_font_name(font)
        .set_font_size(points)
        .set_font_charset(JAPANESE_CHARSET)
        .set_align(FormatAlign::VerticalCenter)
}

fn format(look: &CellLook, font: &str, points: f64) -> Format {
    let (horizontal, vertical) = look.role.alignment();
    let mut format = default_format(font, look.role.font_points(points))
        .set_align(horizontal)
        .set_align(vertical);
    if matches!(look.role, CellRole::Centered | CellRole::CenteredTop) {
        format = format.set_shrink();
    } else {
        format = format.set_text_wrap();
    }
    if matches!(look.role, CellRole::Title | CellRole::Heading) {
        format = format.set_bold();
    }
    if look.role.is_label() {
        format = format.set_background_color(LABEL_FILL);
    }
    if look.entry {
        format = format.set_background_color(ENTRY_FILL).set_unlocked();
    }
    if look.quoted {
        format = format.set_quote_prefix();
    }
    if !look.number_format.is_empty() {
        format = format.set_num_format(&look.number_format);
    }
    framed(format, look.edges)
}

fn framed(format: Format, edges: Edges) -> Format {
    format
        .set_border_top(border(edges.top))
        .set_border_bottom(border(edges.bottom))
        .set_border_left(border(edges.sides))
        .set_border_right(border(edges.sides))
        .set_border_top_color(FRAME)
        .set_border_bottom_color(FRAME)
        .set_border_left_color(FRAME)
        .set_border_right_color(FRAME)
}

const fn border(line: Line) -> FormatBorder {
    match line {
        Line::Absent => FormatBorder::None,
        Line::Hair => FormatBorder::Hair,
        Line::Thin => FormatBorder::Thin,
    }
}
