//! Grid, BIFF: colour numbers → colours, by the file's own palette or else Excel's.

use crate::grid::biff::record::Record;
use crate::grid::model::Rgb;
use crate::grid::palette::{self, BLACK, Color, WHITE, mixed};

/// The number of the first colour that a file can change; those below are fixed.
const FIRST_CHANGEABLE: usize = 8;

/// The number of the window's background.
const WINDOW_BACKGROUND: u32 = 65;

/// How much of a pattern's first colour shows, by its number (MS-XLS 2.5.159, `FillPattern`).
const SHARES: [f64; 19] = [
    0.0, 1.0, 0.5, 0.75, 0.25, 0.5, 0.5, 0.5, 0.5, 0.5, 0.7, 0.25, 0.25, 0.25, 0.25, 0.4, 0.4,
    0.125, 0.0625,
];

/// The colours of one workbook.
#[derive(Debug)]
pub(super) struct Palette(palette::Palette);

impl Palette {
    /// The palette of a PALETTE record, Excel's own where it is silent.
    pub(super) fn read(record: Option<&Record<'_>>) -> Self {
        let mut colors = palette::Palette::default();
        let stored = record.and_then(|record| record.data.get(2..)).unwrap_or_default();
        let changeable = colors.indexed.iter_mut().skip(FIRST_CHANGEABLE);
        for (color, [red, green, blue, _]) in changeable.zip(stored.as_chunks().0) {
            *color = Rgb { red: *red, green: *green, blue: *blue };
        }
        Self(colors)
    }

    /// The colour of characters; `None` is automatic.
    pub(super) fn text(&self, number: u16) -> Option<Rgb> {
        self.color(u32::from(number))
    }

    /// The colour of an area: a pattern's two colours mixed by how much of the first shows.
    ///
    /// Numbers are taken from the lowest bits.
    pub(super) fn fill(&self, pattern: u32, front: u32, back: u32) -> Option<Rgb> {
        let share = *SHARES.get(usize::try_from(pattern & 0x3F).ok()?)?;
        let front = self.color(front & 0x7F).unwrap_or(BLACK);
        let back = self.color(back & 0x7F).unwrap_or(WHITE);
        (share > 0.0).then(|| mixed(front, back, share))
    }

    fn color(&self, number: u32) -> Option<Rgb> {
        if number == WINDOW_BACKGROUND {
            return Some(WHITE);
        }
        self.0.resolve(Color::Indexed(usize::try_from(number).ok()?, 0.0))
    }
}
