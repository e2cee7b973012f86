//! Grid: column widths counted in digits of the default font → points.
//!
//! Excel stores a column's width as a number of digits ("0") of the workbook's default font, on
//! a screen of 96 dots an inch. This module must not know any file format.

/// Points a pixel takes up at 96 dots an inch.
const POINTS_PER_PIXEL: f64 = 0.75;

/// Width of the widest digit over the font's size, as it comes out on screen.
///
/// Japanese system fonts are drawn from bitmaps whose digits are half an em rounded up, hence
/// 0.53 instead of 0.5: it gives the 8 pixels at 11 points that Excel's default of 8.38 digits
/// and 72 pixels tells of. Names are compared in lower case and without spaces.
const DIGIT_EMS: [(&str, f64); 27] = [
    ("aptosnarrow", 0.48),
    ("arial", 0.556),
    ("calibri", 0.507),
    ("carlito", 0.507),
    ("couriernew", 0.6),
    ("dejavusans", 0.636),
    ("helvetica", 0.556),
    ("ipapgothic", 0.63),
    ("ipapmincho", 0.618),
    ("ipapゴシック", 0.63),
    ("ipap明朝", 0.618),
    ("liberationsans", 0.556),
    ("meiryo", 0.62),
    ("meiryoui", 0.56),
    ("notosanscjkjp", 0.555),
    ("notosansjp", 0.555),
    ("segoeui", 0.539),
    ("tahoma", 0.546),
    ("timesnewroman", 0.5),
    ("verdana", 0.636),
    ("yugothic", 0.555),
    ("yugothicui", 0.54),
    ("メイリオ", 0.62),
    ("游ゴシック", 0.555),
    ("游ゴシックlight", 0.555),
    ("游ゴシックmedium", 0.555),
    ("游明朝", 0.555),
];

/// What a font outside of the table gets: that of the Japanese system fonts.
const OTHER_DIGIT_EMS: f64 = 0.53;

/// The widest digit of a workbook's default font, in whole pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DigitWidth(f64);

impl DigitWidth {
    /// The digit of a font by its name and size in points; sizes outside 1–409 count as 11.
    #[must_use]
    pub fn of_font(name: &str, points: f64) -> Self {
        let plain: String = name
            .chars()
            .filter(|letter| !letter.is_whitespace())
            .flat_map(char::to_lowercase)
            .collect();
        let ems = DIGIT_EMS
            .iter()
            .find(|(known, _)| *known == plain)
            .map_or(OTHER_DIGIT_EMS, |(_, ems)| *ems);
        let size = if (1.0..=409.0).contains(&points) { points } else { 11.0 };
        Self((ems * size / POINTS_PER_PIXEL).round().max(1.0))
    }

    /// Points of a width as files store it: in digits, the cell's padding included.
    ///
    /// Source: ECMA-376 part 1, 18.3.1.13 (`width`).
    #[must_use]
    pub fn points(self, digits: f64) -> f64 {
        (digits * self.0 + 0.5).floor().max(0.0) * POINTS_PER_PIXEL
    }

    /// Points of a sheet's default width: in digits without padding, rounded up to 8 pixels.
    ///
    /// Source: ECMA-376 part 1, 18.3.1.81 (`baseColWidth`).
    #[must_use]
    pub fn default_points(self, digits: f64) -> f64 {
        let padding = 2.0 * (self.0 / 4.0).ceil() + 1.0;
        ((digits * self.0 + padding) / 8.0).ceil().max(0.0) * 8.0 * POINTS_PER_PIXEL
    }
}

#[cfg(test)]
mod tests {
    use super::DigitWidth;

    /// Excel's own defaults: 8 digits of ＭＳ Ｐゴシック 11 are 72 pixels, of Calibri 11 and of
    /// Arial 10 are 64.
    #[test]
    fn default_columns_are_as_wide_as_excel_draws_them() {
        let width = |name, size| DigitWidth::of_font(name, size).default_points(8.0).to_string();
        assert_eq!(width("ＭＳ Ｐゴシック", 11.0), "54");
        assert_eq!(width("游ゴシック", 11.0), "54");
        assert_eq!(width("Calibri", 11.0), "48");
        assert_eq!(width("Arial", 10.0), "48");
    }

    #[test]
    fn stored_widths_hold_their_padding() {
        let calibri = DigitWidth::of_font("Calibri", 11.0);
        assert_eq!(calibri.points(64.0 / 7.0).to_string(), "48");
        assert_eq!(calibri.points(0.0).to_string(), "0");
        assert_eq!(DigitWidth::of_font("Calibri", f64::NAN), calibri);
    }
}
