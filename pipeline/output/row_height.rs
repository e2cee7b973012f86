//! Row heights: a text, the width of its cell and the font → how many lines it takes.
//!
//! Excel does not grow a row for merged cells, and a file cannot ask it to: heights are reckoned
//! here, on the generous side, from character widths and the rules of Japanese line breaking.

/// The highest row used, in points. Excel ends at 409.5.
pub(crate) const MAX_ROW_POINTS: f64 = 400.0;

/// What a cell keeps free at its left and right, together, in points (5 pixels and the line).
pub(crate) const CELL_PADDING_POINTS: f64 = 4.5;

/// What a row keeps free above and below its text, together, in points.
const ROW_PADDING_POINTS: f64 = 4.0;

/// Of the width, how much is counted on: fonts differ between machines.
const USABLE_WIDTH: f64 = 0.97;

/// Marks that do not start a line (行頭禁則): they go over with the character before.
const NEVER_FIRST: &str = "、。，．・：；？！゛゜ヽヾゝゞ々ー～％）〕］｝〉》」』】〙〗’”ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ)]},.:;?!%";

/// Marks that do not end a line (行末禁則): they go over with the character after.
const NEVER_LAST: &str = "（〔［｛〈《「『【〘〖‘“([{";

/// A font as far as heights need it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct LineFont {
    /// Size in points.
    pub(crate) points: f64,
    /// A line's height as a multiple of the size.
    pub(crate) line_factor: f64,
}

impl LineFont {
    /// The same font in another size.
    pub(crate) const fn sized(self, points: f64) -> Self {
        Self { points, ..self }
    }

    /// The height of one line, in points.
    pub(crate) fn line_points(self) -> f64 {
        self.points * self.line_factor
    }

    /// The height of a row that shows some lines, in points.
    pub(crate) fn row_points(self, lines: usize) -> f64 {
        f64::from(u32::try_from(lines).unwrap_or(u32::MAX)) * self.line_points()
            + ROW_PADDING_POINTS
    }

    /// How many lines the highest row shows.
    pub(crate) fn lines_of_highest_row(self) -> usize {
        let mut lines = 1;
        while self.row_points(lines + 1) <= MAX_ROW_POINTS {
            lines += 1;
        }
        lines
    }

    /// How many lines a text takes in a cell of this width, in points.
    pub(crate) fn lines(self, text: &str, cell_points: f64) -> usize {
        let usable = (cell_points - CELL_PADDING_POINTS) * USABLE_WIDTH;
        let ems = (usable / self.points).max(1.0);
        text.split('\n').map(|line| wrapped_lines(line, ems)).sum()
    }
}

/// A line's height as a multiple of the size, for the fonts of Japanese offices.
///
/// Excel gives ＭＳ Ｐゴシック 1.23, 游ゴシック 1.70 and メイリオ 1.75 times the size. Other programs show
/// ＭＳ fonts by Noto or IPA fonts when they lack them (up to 1.45), so that is the least.
pub(crate) fn line_factor(font: &str) -> f64 {
    if ["メイリオ", "Meiryo"].iter().any(|name| font.contains(name)) {
        1.95
    } else if ["游", "Yu "].iter().any(|name| font.contains(name)) {
        1.75
    } else {
        1.45
    }
}

/// Lines of one paragraph in a width given in ems.
fn wrapped_lines(paragraph: &str, ems: f64) -> usize {
    let mut lines = 1;
    let mut used = 0.0;
    for unit in unbreakable_units(paragraph) {
        let width: f64 = unit.chars().map(character_ems).sum();
        if used > 0.0 && used + width > ems {
            lines += 1;
            used = 0.0;
        }
        if width <= ems {
            used += width;
            continue;
        }
        // Longer than a line: it is broken wherever the line ends.
        for character in unit.chars() {
            let width = character_ems(character);
            if used + width > ems {
                lines += 1;
                used = 0.0;
            }
            used += width;
        }
    }
    lines
}

/// The parts between which a line may end: words of Latin letters, and single Japanese characters
/// with the marks that cling to them.
fn unbreakable_units(paragraph: &str) -> Vec<&str> {
    let mut units = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, character) in paragraph.char_indices() {
        let clings = before.is_none_or(|before| {
            NEVER_FIRST.contains(character)
                || NEVER_LAST.contains(before)
                || (before.is_ascii_graphic() && character.is_ascii_graphic())
        });
        if !clings {
            units.extend(paragraph.get(start..at));
            start = at;
        }
        before = Some(character);
    }
    units.extend(paragraph.get(start..));
    units
}

/// A character's width in ems: Japanese 1, Latin by its broadest usual fonts.
fn character_ems(character: char) -> f64 {
    match character {
        '\u{0300}'..='\u{036f}' | '\u{3099}' | '\u{309a}' | '\u{fe00}'..='\u{fe0f}' => 0.0,
        ' ' => 0.4,
        'W' | 'M' | 'm' | 'w' | '@' | '%' => 0.98,
        'A'..='Z' => 0.75,
        '\u{0021}'..='\u{007e}' => 0.64,
        '\u{ff61}'..='\u{ff9f}' => 0.55,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::{LineFont, unbreakable_units};

    const FONT: LineFont = LineFont { points: 10.0, line_factor: 1.45 };

    /// A cell that holds this many full-width characters on a line, and no more.
    fn cell(characters: f64) -> f64 {
        (characters + 0.01) * 10.0 / super::USABLE_WIDTH + super::CELL_PADDING_POINTS
    }

    #[test]
    fn full_width_characters_fill_lines() {
        assert_eq!(FONT.lines("あいうえおかきくけこ", cell(5.0)), 2);
        assert_eq!(FONT.lines("あいうえおかきくけこさ", cell(5.0)), 3);
        assert_eq!(FONT.lines("", cell(5.0)), 1);
        assert_eq!(FONT.lines("あ\nい\n", cell(5.0)), 3);
    }

    #[test]
    fn marks_cling_to_their_neighbours() {
        assert_eq!(unbreakable_units("「あ」い。"), ["「あ」", "い。"]);
        // あいうえ / お。かきく / け
        assert_eq!(FONT.lines("あいうえお。かきくけ", cell(5.0)), 3);
    }

    #[test]
    fn latin_words_stay_whole_unless_longer_than_a_line() {
        assert_eq!(unbreakable_units("ab cd"), ["ab", " ", "cd"]);
        // ABCDE is 3.75 ems and does not fit after あいう.
        assert_eq!(FONT.lines("あいうABCDE", cell(5.0)), 2);
        assert_eq!(FONT.lines(&"x".repeat(16), cell(5.0)), 3);
    }
}
