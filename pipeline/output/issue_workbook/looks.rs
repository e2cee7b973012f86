//! Looks (書式): fonts, frames and colours of the workbook of issues.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::output::row_height::{LineFont, line_factor};

pub(super) const FONT: &str = "Yu Gothic";
pub(super) const POINTS: f64 = 10.0;

/// The font of rows, to reckon their heights.
pub(super) fn line_font() -> LineFont {
    LineFont { points: POINTS, line_factor: line_factor(FONT) }
}

/// The formats of the workbook.
pub(super) struct Looks {
    pub(super) title: Format,
    pub(super) note: Format,
    pub(super) heading: Format,
    /// Cells of rows with enough cases.
    pub(super) plain: Row,
    /// Cells of rows with few cases: grey.
    pub(super) few: Row,
    pub(super) link: Format,
    /// A year: four digits without a comma.
    pub(super) year: Format,
}

/// The formats of one row.
pub(super) struct Row {
    pub(super) text: Format,
    pub(super) centered: Format,
    pub(super) number: Format,
    pub(super) percent: Format,
    pub(super) ratio: Format,
    pub(super) probability: Format,
}

impl Row {
    fn new(framed: &Format) -> Self {
        let centered = framed.clone().set_align(FormatAlign::Center);
        let number = |format: &str| framed.clone().set_text_wrap().set_num_format(format);
        Self {
            text: framed.clone().set_text_wrap(),
            centered: centered.set_text_wrap(),
            number: number("#,##0"),
            percent: number("0%"),
            ratio: number("0.0"),
            probability: number("[<0.001]\"<0.001\";0.000"),
        }
    }
}

impl Looks {
    pub(super) fn new() -> Self {
        let plain = Format::new().set_font_name(FONT).set_font_size(POINTS);
        let framed =
            plain.clone().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
        Self {
            title: plain.clone().set_bold().set_font_size(14),
            note: plain.set_text_wrap().set_align(FormatAlign::Top),
            heading: framed
                .clone()
                .set_bold()
                .set_align(FormatAlign::Center)
                .set_text_wrap()
                .set_background_color("F2F2F2"),
            link: framed.clone().set_text_wrap().set_font_color(Color::RGB(0x05_63C1)),
            year: framed.clone().set_align(FormatAlign::Center).set_num_format("0"),
            few: Row::new(&framed.clone().set_font_color(Color::RGB(0x7F_7F7F)).set_italic()),
            plain: Row::new(&framed),
        }
    }

    /// The formats of a row with so many cases.
    pub(super) fn row(&self, cases: u32, least: u32) -> &Row {
        if cases < least { &self.few } else { &self.plain }
    }
}
