//! Emphasis: the one option that looks different from its siblings.
//!
//! Input → output: fonts, fills and borders of the options → which one stands out. Themes do
//! not matter: only "differs from its siblings" does.

use std::collections::BTreeMap;

use super::{Block, FoundOption};
use crate::grid::{Cell, CellStyle, FontStyle, Rgb};

/// Which options look different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Difference {
    /// None does.
    None,
    /// One stands out.
    One(usize),
    /// Some do, and it cannot be said which is meant.
    Unclear(Vec<usize>),
}

/// How the characters of an option look.
pub(super) fn font_of(block: &Block<'_>, option: &FoundOption) -> FontStyle {
    let run =
        block.cell.runs.iter().find(|run| run.start <= option.start && option.start < run.end);
    run.map_or_else(|| block.cell.style.font.clone(), |run| run.font.clone())
}

/// How the characters of a whole cell look.
pub(super) fn whole_font(cell: &Cell) -> FontStyle {
    cell.runs.first().map_or_else(|| cell.style.font.clone(), |run| run.font.clone())
}

/// The option whose characters are emphasised; struck ones count as not chosen.
pub(super) fn odd_font(fonts: &[FontStyle]) -> Difference {
    let open: Vec<usize> =
        (0..fonts.len()).filter(|i| fonts.get(*i).is_some_and(|f| !f.strikethrough)).collect();
    if open.len() == 1 && fonts.len() > 1 {
        return open.first().map_or(Difference::None, |option| Difference::One(*option));
    }
    let looks: Vec<(usize, Look)> =
        open.iter().filter_map(|index| Some((*index, look(fonts.get(*index)?)))).collect();
    odd_one(&looks, Look::strength)
}

/// What of a font can emphasise.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Look {
    bold: bool,
    italic: bool,
    underline: bool,
    color: Option<Rgb>,
    /// Tenths of a point; 0 for the default.
    size: u32,
}

impl Look {
    /// How much stronger this look is than another, in switches gained less switches lost.
    fn strength(&self, other: &Self) -> i32 {
        let switch = |one: bool, two: bool| i32::from(one) - i32::from(two);
        switch(self.bold, other.bold)
            + switch(self.italic, other.italic)
            + switch(self.underline, other.underline)
            + switch(is_coloured(self.color), is_coloured(other.color))
            + (i32::from(self.size > other.size) - i32::from(self.size < other.size))
    }
}

/// Whether a colour is neither black nor a shade of grey.
fn is_coloured(color: Option<Rgb>) -> bool {
    color.is_some_and(|c| {
        let (low, high) = (c.red.min(c.green).min(c.blue), c.red.max(c.green).max(c.blue));
        high - low > 32
    })
}

fn look(font: &FontStyle) -> Look {
    let black = Rgb { red: 0, green: 0, blue: 0 };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the sizes a font can have"
    )]
    let size = (font.size.unwrap_or(0.0).clamp(0.0, 409.0) * 10.0).round() as u32;
    Look {
        bold: font.bold,
        italic: font.italic,
        underline: font.underline,
        color: font.color.filter(|color| *color != black),
        size,
    }
}

/// The option whose cell alone is filled, or filled in another colour than all others.
pub(super) fn odd_fill(styles: &[Option<&CellStyle>]) -> Difference {
    let white = Rgb { red: 255, green: 255, blue: 255 };
    let fills: Vec<(usize, Option<Rgb>)> = styles
        .iter()
        .enumerate()
        .map(|(index, style)| (index, style.and_then(|s| s.fill).filter(|fill| *fill != white)))
        .collect();
    // Of two cells in two colours neither is the odd one.
    let banded = i32::from(fills.len() > 2);
    odd_one(&fills, |one, other| match (one, other) {
        (Some(_), Some(_)) => banded,
        _ => i32::from(one.is_some()) - i32::from(other.is_some()),
    })
}

/// The option whose cell alone has a heavy border.
pub(super) fn odd_border(styles: &[Option<&CellStyle>]) -> Difference {
    let borders: Vec<(usize, u8)> = styles
        .iter()
        .enumerate()
        .map(|(index, style)| {
            let border = style.map(|style| style.border).unwrap_or_default();
            // Thin lines divide the form; only a heavy frame all round is a mark.
            (index, if border.weight >= 2 && border.sides == 4 { border.weight } else { 0 })
        })
        .collect();
    odd_one(&borders, |one, other| i32::from(*one) - i32::from(*other))
}

/// The one option that differs from a common look of all others and is stronger than it.
fn odd_one<L: Ord + Clone>(looks: &[(usize, L)], strength: impl Fn(&L, &L) -> i32) -> Difference {
    let mut groups: BTreeMap<L, Vec<usize>> = BTreeMap::new();
    for (index, look) in looks {
        groups.entry(look.clone()).or_default().push(*index);
    }
    if groups.len() < 2 {
        return Difference::None;
    }
    let common = groups.iter().max_by(|one, other| {
        // Of two groups of one size, the weaker look is the common one.
        one.1.len().cmp(&other.1.len()).then_with(|| strength(other.0, one.0).cmp(&0))
    });
    let Some((common, _)) = common.map(|(look, members)| (look.clone(), members.len())) else {
        return Difference::None;
    };
    let odd: Vec<usize> =
        groups.iter().filter(|(look, _)| **look != common).flat_map(|(_, m)| m.clone()).collect();
    let stronger =
        looks.iter().filter(|(index, look)| odd.contains(index) && strength(look, &common) > 0);
    let strongest: Vec<usize> = stronger.map(|(index, _)| *index).collect();
    if let ([_], [one]) = (odd.as_slice(), strongest.as_slice()) {
        return Difference::One(*one);
    }
    let mut sorted = odd;
    sorted.sort_unstable();
    Difference::Unclear(sorted)
}

#[cfg(test)]
mod tests {
    use super::{Difference, FontStyle, Rgb, odd_font};

    fn bold() -> FontStyle {
        FontStyle { bold: true, ..FontStyle::default() }
    }

    #[test]
    fn one_emphasised_option_is_meant_two_are_unclear() {
        let plain = FontStyle::default();
        let red =
            FontStyle { color: Some(Rgb { red: 255, green: 0, blue: 0 }), ..FontStyle::default() };
        let struck = FontStyle { strikethrough: true, ..FontStyle::default() };
        let fonts = |list: &[&FontStyle]| list.iter().map(|f| (*f).clone()).collect::<Vec<_>>();
        assert_eq!(odd_font(&fonts(&[&plain, &plain, &plain])), Difference::None);
        assert_eq!(odd_font(&fonts(&[&plain, &bold(), &plain])), Difference::One(1));
        assert_eq!(odd_font(&fonts(&[&plain, &red])), Difference::One(1));
        assert_eq!(odd_font(&fonts(&[&struck, &plain])), Difference::One(1));
        let two = odd_font(&fonts(&[&bold(), &bold(), &plain, &plain, &plain]));
        assert_eq!(two, Difference::Unclear(vec![0, 1]));
        let faint = odd_font(&fonts(&[&bold(), &bold(), &plain]));
        assert_eq!(faint, Difference::Unclear(vec![2]), "plain among bold ones says nothing");
    }
}
