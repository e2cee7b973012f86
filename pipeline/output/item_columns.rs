//! Item columns: a layout's columns and the items a form prints → the columns that are written.
//!
//! A layout is drawn for its own form's items. An older form prints fewer, another city's more:
//! the columns of the items then share the same width, and cells above and below them end at
//! the nearest column.

use crate::config::form_layout::FormLayout;
use crate::units::ItemNumber;

/// Which columns are written.
#[derive(Debug, Clone)]
pub(crate) struct ItemColumns {
    /// The first item's column.
    first: u16,
    /// How many item columns the layout is drawn with; 0 when it has none.
    drawn: u16,
    /// The items that are printed, in order.
    printed: Vec<ItemNumber>,
}

impl ItemColumns {
    /// A column for each printed item, in place of those of the layout.
    pub(crate) fn new(layout: &FormLayout, printed: &[ItemNumber]) -> Self {
        match layout.item_columns {
            Some((first, drawn)) => Self { first, drawn, printed: printed.to_vec() },
            None => Self { first: 0, drawn: 0, printed: Vec::new() },
        }
    }

    /// Where a cell of the layout is written; `None` when nothing of it is left.
    pub(crate) fn written(&self, first: u16, last: u16) -> Option<(u16, u16)> {
        let (start, end) = (self.boundary(first), self.boundary(last.saturating_add(1)));
        (start < end).then(|| (start, end - 1))
    }

    /// The printed items with the column each is written in.
    pub(crate) fn items(&self) -> Vec<(ItemNumber, u16)> {
        self.printed.iter().copied().zip(self.first..).collect()
    }

    /// The widths of the written columns, in the layout's unit.
    pub(crate) fn widths(&self, layout: &FormLayout) -> Vec<f64> {
        let (first, drawn) = (usize::from(self.first), usize::from(self.drawn));
        let of_items: f64 = layout.columns.iter().skip(first).take(drawn).sum();
        let share = of_items / f64::from(self.count().max(1));
        let before = layout.columns.iter().take(first).copied();
        let items = self.printed.iter().map(|_| share);
        let after = layout.columns.iter().skip(first + drawn).copied();
        before.chain(items).chain(after).collect()
    }

    /// How many items are printed.
    fn count(&self) -> u16 {
        u16::try_from(self.printed.len()).unwrap_or(u16::MAX)
    }

    /// The written boundary to the left of a column of the layout.
    fn boundary(&self, column: u16) -> u16 {
        let Some(into) = column.checked_sub(self.first) else { return column };
        if into >= self.drawn {
            return column - self.drawn + self.count();
        }
        // The nearest boundary, in whole numbers: 8 of 16 columns are 8 of 15 (7.5, rounded up).
        let (into, drawn, count) =
            (u32::from(into), u32::from(self.drawn), u32::from(self.count()));
        let nearest = (2 * into * count + drawn) / (2 * drawn);
        self.first + u16::try_from(nearest).unwrap_or(u16::MAX)
    }
}
