//! Properties of ODF styles: what one style says, and what it says together with its parents.

use super::length::{percent, points};
use crate::grid::model::{
    Border, CellStyle, FontStyle, HorizontalAlignment, Rgb, ShapeFill, VerticalAlignment,
};
use crate::grid::xml::Element;

/// Points of one step of indent in office suites.
const POINTS_PER_INDENT: f64 = 10.0;

/// A colour as a style states it.
#[derive(Debug, Clone, Copy)]
enum Paint {
    /// Automatic characters, or a cell that is not filled.
    None,
    Color(Rgb),
}

impl Paint {
    /// A colour like `#ff0000`; anything else, as `transparent`, is none.
    fn parse(text: &str) -> Self {
        color(text).map_or(Self::None, Self::Color)
    }

    fn color(self) -> Option<Rgb> {
        match self {
            Self::None => None,
            Self::Color(color) => Some(color),
        }
    }
}

/// What a style says about characters; `None` where it says nothing.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct TextLook {
    bold: Option<bool>,
    italic: Option<bool>,
    underline: Option<bool>,
    strikethrough: Option<bool>,
    color: Option<Paint>,
    size: Option<f64>,
}

impl TextLook {
    /// Reads `style:text-properties`. Latin and Asian scripts count alike.
    pub(super) fn of(element: &Element<'_>) -> Self {
        let either = |latin: &str, asian: &str, test: fn(&str) -> bool| {
            let (latin, asian) = (element.raw(latin).map(test), element.raw(asian).map(test));
            latin.into_iter().chain(asian).reduce(|one, other| one || other)
        };
        let drawn = |style: &str| element.raw(style).map(|value| value != "none");
        let size = |name: &str| element.raw(name).and_then(points);
        let automatic = element.flag("use-window-font-color") == Some(true);
        let color = element.raw("fo:color").map(Paint::parse);
        Self {
            bold: either("font-weight", "font-weight-asian", is_bold),
            italic: either("font-style", "font-style-asian", |style| style != "normal"),
            underline: drawn("text-underline-style"),
            strikethrough: drawn("text-line-through-style").or(drawn("text-line-through-type")),
            color: if automatic { Some(Paint::None) } else { color },
            size: size("font-size").into_iter().chain(size("font-size-asian")).reduce(f64::max),
        }
    }

    /// What this says, and where it says nothing, what `parent` says.
    pub(super) fn over(self, parent: Self) -> Self {
        Self {
            bold: self.bold.or(parent.bold),
            italic: self.italic.or(parent.italic),
            underline: self.underline.or(parent.underline),
            strikethrough: self.strikethrough.or(parent.strikethrough),
            color: self.color.or(parent.color),
            size: self.size.or(parent.size),
        }
    }

    /// A font with what this says about it.
    pub(super) fn onto(&self, font: &FontStyle) -> FontStyle {
        FontStyle {
            bold: self.bold.unwrap_or(font.bold),
            italic: self.italic.unwrap_or(font.italic),
            underline: self.underline.unwrap_or(font.underline),
            strikethrough: self.strikethrough.unwrap_or(font.strikethrough),
            color: self.color.map_or(font.color, Paint::color),
            size: self.size.or(font.size),
        }
    }
}

fn is_bold(weight: &str) -> bool {
    weight == "bold" || weight.parse::<u16>().is_ok_and(|weight| weight >= 600)
}

/// What a style says about a cell.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct CellLook {
    fill: Option<Paint>,
    /// Weights of the left, right, top and bottom line.
    lines: [Option<u8>; 4],
    wrap: Option<bool>,
    vertical: Option<VerticalAlignment>,
    /// Whether `horizontal` counts; else numbers stand right and text left.
    aligned: Option<bool>,
    horizontal: Option<HorizontalAlignment>,
    indent: Option<f64>,
}

impl CellLook {
    /// Takes in `style:table-cell-properties`.
    pub(super) fn read_cell(&mut self, element: &Element<'_>) {
        self.fill = element.raw("background-color").map(Paint::parse);
        let all = element.raw("fo:border").map(line_weight);
        let side = |name: &str| element.raw(name).map(line_weight).or(all);
        self.lines = ["border-left", "border-right", "border-top", "border-bottom"].map(side);
        self.wrap = element.raw("wrap-option").map(|option| option == "wrap");
        self.aligned = element.raw("text-align-source").map(|source| source == "fix");
        self.vertical = element.raw("vertical-align").and_then(|align| match align {
            "top" => Some(VerticalAlignment::Top),
            "middle" => Some(VerticalAlignment::Center),
            "bottom" | "automatic" => Some(VerticalAlignment::Bottom),
            _ => None,
        });
    }

    /// Takes in `style:paragraph-properties`.
    pub(super) fn read_paragraph(&mut self, element: &Element<'_>) {
        let distributed = element.raw("text-justify") == Some("distribute");
        self.horizontal = element.raw("text-align").and_then(|align| match align {
            "justify" if distributed => Some(HorizontalAlignment::Distributed),
            "start" | "left" | "justify" => Some(HorizontalAlignment::Left),
            "center" => Some(HorizontalAlignment::Center),
            "end" | "right" => Some(HorizontalAlignment::Right),
            _ => None,
        });
        self.indent = element.raw("margin-left").and_then(points);
    }

    /// What this says, and where it says nothing, what `parent` says.
    pub(super) fn over(self, parent: Self) -> Self {
        let [left, right, top, bottom] = self.lines;
        let [parent_left, parent_right, parent_top, parent_bottom] = parent.lines;
        Self {
            fill: self.fill.or(parent.fill),
            lines: [
                left.or(parent_left),
                right.or(parent_right),
                top.or(parent_top),
                bottom.or(parent_bottom),
            ],
            wrap: self.wrap.or(parent.wrap),
            vertical: self.vertical.or(parent.vertical),
            aligned: self.aligned.or(parent.aligned),
            horizontal: self.horizontal.or(parent.horizontal),
            indent: self.indent.or(parent.indent),
        }
    }

    /// The style of a cell that looks like this and whose characters look like `font`.
    pub(super) fn cell_style(&self, font: FontStyle) -> CellStyle {
        let weights = self.lines.iter().filter_map(|weight| *weight).filter(|weight| *weight > 0);
        let sides = u8::try_from(weights.clone().count()).unwrap_or(4);
        let horizontal = self.horizontal.filter(|_| self.aligned == Some(true)).unwrap_or_default();
        let indent = (self.indent.unwrap_or(0.0) / POINTS_PER_INDENT).round().clamp(0.0, 250.0);
        CellStyle {
            font,
            fill: self.fill.and_then(Paint::color),
            border: Border { sides, weight: weights.max().unwrap_or(0) },
            horizontal,
            vertical: self.vertical.unwrap_or_default(),
            wrap: self.wrap.unwrap_or(false),
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "clamped to the range of the type"
            )]
            indent: indent as u8,
        }
    }
}

/// The colour of six hexadecimal digits after `#`.
fn color(text: &str) -> Option<Rgb> {
    let digits = text.trim().strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let part = |from: usize| u8::from_str_radix(digits.get(from..from + 2)?, 16).ok();
    Some(Rgb { red: part(0)?, green: part(2)?, blue: part(4)? })
}

/// The weight of a line like `0.74pt solid #000000`: 0 none, 1 thin, 2 medium, 3 thick or double.
fn line_weight(line: &str) -> u8 {
    let mut width = 1.0;
    for part in line.split_ascii_whitespace() {
        match part {
            "none" | "hidden" => return 0,
            "double" | "double-thin" | "thick" => return 3,
            "medium" => width = 1.75,
            _ => width = points(part).unwrap_or(width),
        }
    }
    match width {
        width if width <= 0.0 => 0,
        width if width < 1.25 => 1,
        width if width < 2.25 => 2,
        _ => 3,
    }
}

/// What a style says about a shape.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ShapeLook {
    filled: Option<bool>,
    /// How much of the fill covers what lies below, 0–1.
    opacity: Option<f64>,
    stroked: Option<bool>,
    stroke_opacity: Option<f64>,
}

impl ShapeLook {
    /// Reads `style:graphic-properties`.
    pub(super) fn of(element: &Element<'_>) -> Self {
        let opacity = |name: &str| element.raw(name).and_then(percent);
        // A hatching lets through what lies between its lines, a named opacity varies.
        let partly = element.raw("opacity-name").is_some_and(|name| !name.is_empty())
            || (element.raw("draw:fill") == Some("hatch")
                && element.flag("fill-hatch-solid") != Some(true));
        Self {
            filled: element.raw("draw:fill").map(|fill| fill != "none"),
            opacity: if partly { Some(0.5) } else { opacity("draw:opacity") },
            stroked: element.raw("draw:stroke").map(|stroke| stroke != "none"),
            stroke_opacity: opacity("stroke-opacity"),
        }
    }

    /// What this says, and where it says nothing, what `parent` says.
    pub(super) fn over(self, parent: Self) -> Self {
        Self {
            filled: self.filled.or(parent.filled),
            opacity: self.opacity.or(parent.opacity),
            stroked: self.stroked.or(parent.stroked),
            stroke_opacity: self.stroke_opacity.or(parent.stroke_opacity),
        }
    }

    /// How the inside is painted; `painted` is what holds when no style says anything.
    pub(super) fn fill(&self, painted: bool) -> ShapeFill {
        match self.opacity.unwrap_or(1.0) {
            opacity if !self.filled.unwrap_or(painted) || opacity <= 0.0 => ShapeFill::None,
            opacity if opacity < 1.0 => ShapeFill::Translucent,
            _ => ShapeFill::Solid,
        }
    }

    /// Whether there is a visible line; `drawn` is what holds when no style says anything.
    pub(super) fn outlined(&self, drawn: bool) -> bool {
        self.stroked.unwrap_or(drawn) && self.stroke_opacity.unwrap_or(1.0) > 0.0
    }
}
