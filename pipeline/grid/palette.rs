//! Grid: colours as workbooks name them (by theme, number or value) → red, green, blue.
//!
//! Shared by every format of Excel's. This module must not read bytes.

use super::model::Rgb;

/// Black.
pub(crate) const BLACK: Rgb = Rgb { red: 0, green: 0, blue: 0 };
/// White.
pub(crate) const WHITE: Rgb = Rgb { red: 0xFF, green: 0xFF, blue: 0xFF };

/// Excel's own 56 colours, numbered from 8; 0–7 are the first eight of them again.
///
/// Source: ECMA-376 part 1, 18.8.27 (`indexedColors`).
pub(crate) const STANDARD_COLORS: [u32; 56] = [
    0x00_0000, 0xFF_FFFF, 0xFF_0000, 0x00_FF00, 0x00_00FF, 0xFF_FF00, 0xFF_00FF, 0x00_FFFF,
    0x80_0000, 0x00_8000, 0x00_0080, 0x80_8000, 0x80_0080, 0x00_8080, 0xC0_C0C0, 0x80_8080,
    0x99_99FF, 0x99_3366, 0xFF_FFCC, 0xCC_FFFF, 0x66_0066, 0xFF_8080, 0x00_66CC, 0xCC_CCFF,
    0x00_0080, 0xFF_00FF, 0xFF_FF00, 0x00_FFFF, 0x80_0080, 0x80_0000, 0x00_8080, 0x00_00FF,
    0x00_CCFF, 0xCC_FFFF, 0xCC_FFCC, 0xFF_FF99, 0x99_CCFF, 0xFF_99CC, 0xCC_99FF, 0xFF_CC99,
    0x33_66FF, 0x33_CCCC, 0x99_CC00, 0xFF_CC00, 0xFF_9900, 0xFF_6600, 0x66_6699, 0x96_9696,
    0x00_3366, 0x33_9966, 0x00_3300, 0x33_3300, 0x99_3300, 0x99_3366, 0x33_3399, 0x33_3333,
];

/// Office's own theme, for workbooks without one.
const OFFICE_THEME: [u32; 12] = [
    0xFF_FFFF, 0x00_0000, 0xEE_ECE1, 0x1F_497D, 0x4F_81BD, 0xC0_504D, 0x9B_BB59, 0x80_64A2,
    0x4B_ACC6, 0xF7_9646, 0x00_00FF, 0x80_0080,
];

/// A colour as a workbook names it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) enum Color {
    /// Whatever stands for "as usual" where it is used.
    #[default]
    Automatic,
    /// Red, green and blue.
    Direct(Rgb),
    /// A colour of the theme, made lighter (above 0) or darker (below 0) by at most 1.
    Theme(usize, f64),
    /// A colour of the palette, made lighter or darker likewise.
    Indexed(usize, f64),
}

/// The colours that a workbook's names stand for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Palette {
    /// Light 1, dark 1, light 2, dark 2, six accents, link, visited link.
    pub(crate) theme: [Rgb; 12],
    /// Colours numbered from 0.
    pub(crate) indexed: Vec<Rgb>,
}

impl Default for Palette {
    fn default() -> Self {
        let standard = STANDARD_COLORS.map(rgb);
        let indexed = standard.iter().take(8).chain(&standard).copied().collect();
        Self { theme: OFFICE_THEME.map(rgb), indexed }
    }
}

impl Palette {
    /// The colour meant; `None` for an automatic one and for numbers the palette does not have.
    pub(crate) fn resolve(&self, color: Color) -> Option<Rgb> {
        match color {
            Color::Automatic => None,
            Color::Direct(rgb) => Some(rgb),
            Color::Theme(index, tint) => self.theme.get(index).map(|rgb| tinted(*rgb, tint)),
            Color::Indexed(index, tint) => self.indexed.get(index).map(|rgb| tinted(*rgb, tint)),
        }
    }
}

/// A colour from 0xRRGGBB; higher bits are not minded.
pub(crate) const fn rgb(value: u32) -> Rgb {
    let [_, red, green, blue] = value.to_be_bytes();
    Rgb { red, green, blue }
}

/// A colour from hexadecimal digits RRGGBB or AARRGGBB, as written in XML.
pub(crate) fn rgb_from_hex(digits: &str) -> Option<Rgb> {
    let digits = digits.trim().trim_start_matches('#');
    matches!(digits.len(), 6 | 8).then(|| u32::from_str_radix(digits, 16).ok().map(rgb)).flatten()
}

/// One colour over another, `share` (0–1) of it showing.
pub(crate) fn mixed(over: Rgb, under: Rgb, share: f64) -> Rgb {
    let mix =
        |over: u8, under: u8| channel(f64::from(over) * share + f64::from(under) * (1.0 - share));
    Rgb {
        red: mix(over.red, under.red),
        green: mix(over.green, under.green),
        blue: mix(over.blue, under.blue),
    }
}

/// A colour made lighter (`tint` above 0) or darker (below 0), its hue and saturation kept.
///
/// Raising lightness towards 1 (or 0) in the HLS model moves each channel along a straight line
/// only where no saturation is lost, so the model is gone through in full.
/// Source: ECMA-376 part 1, 18.8.19 (`tint`).
fn tinted(color: Rgb, tint: f64) -> Rgb {
    if tint == 0.0 || !tint.is_finite() {
        return color;
    }
    let tint = tint.clamp(-1.0, 1.0);
    let channels = [color.red, color.green, color.blue].map(|value| f64::from(value) / 255.0);
    let highest = channels.iter().copied().fold(0.0, f64::max);
    let lowest = channels.iter().copied().fold(1.0, f64::min);
    let lightness = f64::midpoint(highest, lowest);
    let wanted =
        if tint < 0.0 { lightness * (1.0 + tint) } else { lightness * (1.0 - tint) + tint };
    let widest = |lightness: f64| 1.0 - (2.0 * lightness - 1.0).abs();
    let saturation = if highest > lowest { (highest - lowest) / widest(lightness) } else { 0.0 };
    let spread = saturation * widest(wanted);
    let moved = channels.map(|value| {
        let place = if highest > lowest { (value - lowest) / (highest - lowest) } else { 0.5 };
        channel((wanted + (place - 0.5) * spread) * 255.0)
    });
    let [red, green, blue] = moved;
    Rgb { red, green, blue }
}

/// A channel rounded to what it can hold.
fn channel(value: f64) -> u8 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to what the type holds"
    )]
    let rounded = value.round().clamp(0.0, 255.0) as u8;
    rounded
}

#[cfg(test)]
mod tests {
    use super::{BLACK, Color, Palette, WHITE, mixed, rgb, rgb_from_hex};

    /// What Excel's colour picker shows for 青 アクセント 1 (4F81BD) and its 40 % and −25 % rows,
    /// and for white and black; Excel reckons in whole steps, so one step more or less.
    #[test]
    fn tints_are_those_of_the_colour_picker() {
        for (index, tint, shown) in [
            (4, 0.0, rgb(0x4F_81BD)),
            (4, 0.399_975_585_192_419_2, rgb(0x95_B3D7)),
            (4, -0.249_977_111_117_893, rgb(0x36_6092)),
            (0, -0.149_998_474_074_526_2, rgb(0xD9_D9D9)),
            (1, 0.499_984_740_745_262, rgb(0x80_8080)),
        ] {
            let ours = Palette::default().resolve(Color::Theme(index, tint)).unwrap();
            let near = |one: u8, other: u8| one.abs_diff(other) <= 1;
            let all = near(ours.red, shown.red)
                && near(ours.green, shown.green)
                && near(ours.blue, shown.blue);
            assert!(all, "{index} {tint}: {ours:?}, shown {shown:?}");
        }
    }

    #[test]
    fn numbers_outside_of_the_palette_are_no_colour() {
        let palette = Palette::default();
        assert_eq!(palette.resolve(Color::Indexed(10, 0.0)), Some(rgb(0xFF_0000)));
        assert_eq!(palette.resolve(Color::Indexed(64, 0.0)), None);
        assert_eq!(palette.resolve(Color::Theme(12, 0.0)), None);
        assert_eq!(rgb_from_hex("00FF0000"), Some(rgb(0xFF_0000)));
        assert_eq!(rgb_from_hex("red"), None);
        assert_eq!(mixed(BLACK, WHITE, 0.125), rgb(0xDF_DFDF));
    }
}
