//! What all pages of reports share: looks, marked blanks, print set-up.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use crate::output::row_height::{CELL_PADDING_POINTS, LineFont, MAX_ROW_POINTS, line_factor};

const FONT: &str = "Yu Gothic";
const POINTS: f64 = 10.0;
/// A column width's unit in points: 7 pixels of 3/4 point.
const CHARACTER_POINTS: f64 = 5.25;
/// What marks a place that people fill in.
pub(in crate::output) const TO_FILL_IN: &str = "［会議で記入］";
/// Largest adjusted p of what is called sure.
pub(in crate::output) const SURE: f64 = 0.05;
/// What stands for a hidden count.
pub(in crate::output) const HIDDEN: &str = "＊";
const A4: u8 = 9;

/// The formats of all pages.
pub(in crate::output) struct Looks {
    pub(in crate::output) title: Format,
    pub(in crate::output) note: Format,
    pub(in crate::output) heading: Format,
    pub(in crate::output) text: Format,
    pub(in crate::output) number: Format,
    pub(in crate::output) link: Format,
    /// A link that stands alone, without a frame.
    pub(in crate::output) back: Format,
    /// A place that people fill in.
    pub(in crate::output) blank: Format,
    /// An answer that people gave or may give.
    pub(in crate::output) answer: Format,
    /// A number whose n does not carry it.
    pub(in crate::output) faint: Format,
}

impl Looks {
    pub(in crate::output) fn new() -> Self {
        let plain = Format::new().set_font_name(FONT).set_font_size(POINTS);
        let framed = plain
            .clone()
            .set_border(FormatBorder::Thin)
            .set_text_wrap()
            .set_align(FormatAlign::Top);
        Self {
            title: plain.clone().set_bold().set_font_size(14),
            back: plain.clone().set_font_color("0563C1"),
            note: plain.set_text_wrap().set_align(FormatAlign::Top),
            heading: framed
                .clone()
                .set_bold()
                .set_align(FormatAlign::VerticalCenter)
                .set_align(FormatAlign::Center)
                .set_background_color("DDE8F0"),
            number: framed.clone().set_align(FormatAlign::Center),
            link: framed.clone().set_font_color("0563C1").set_bold(),
            answer: framed.clone().set_bold().set_background_color("FFF8DC"),
            blank: framed.clone().set_background_color("FFF8DC").set_font_color("7F6000"),
            faint: framed.clone().set_font_color("7F7F7F"),
            text: framed,
        }
    }
}

/// Column widths, in characters.
pub(in crate::output) fn set_widths(
    sheet: &mut Worksheet,
    widths: &[f64],
) -> Result<(), XlsxError> {
    for (column, width) in (0..).zip(widths) {
        sheet.set_column_width(column, *width)?;
    }
    Ok(())
}

/// The points that show a text in columns of some width together.
pub(in crate::output) fn points(text: &str, width: f64) -> f64 {
    let font = LineFont { points: POINTS, line_factor: line_factor(FONT) };
    font.row_points(font.lines(text, width * CHARACTER_POINTS - CELL_PADDING_POINTS))
}

/// The highest of some heights that Excel takes.
pub(in crate::output) fn highest(heights: impl IntoIterator<Item = f64>) -> f64 {
    heights.into_iter().fold(0.0, f64::max).min(MAX_ROW_POINTS)
}

/// A4, one page wide; `tall` pages high, or as many as it takes for 0.
pub(in crate::output) fn set_up(sheet: &mut Worksheet, landscape: bool, tall: u16) {
    if landscape {
        sheet.set_landscape();
    }
    sheet.set_paper_size(A4);
    sheet.set_print_fit_to_pages(1, tall);
    sheet.set_margins(0.4, 0.4, 0.5, 0.5, 0.3, 0.3);
    sheet.set_footer("&C&P / &N");
}

/// A count, or the sign for a hidden one.
pub(in crate::output) fn shown(count: Option<u32>) -> String {
    count.map_or_else(|| HIDDEN.to_owned(), |count| count.to_string())
}
