//! Placement: cells in reading order → columns, as an HTML table does it.
//!
//! A cell takes the first columns that no cell above still reaches into.

/// How far one cell reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Extent {
    /// Columns, at least 1.
    pub(super) columns: u16,
    /// Rows, at least 1.
    pub(super) rows: u32,
}

/// Columns still taken by cells that started in earlier rows.
#[derive(Debug)]
pub(super) struct Placement {
    /// For each column, how many rows from here on are taken.
    taken: Vec<u32>,
}

impl Placement {
    /// An empty table.
    pub(super) fn new(columns: usize) -> Self {
        Self { taken: vec![0; columns] }
    }

    /// The first and last column of each cell of the next row; `None` when one does not fit.
    pub(super) fn row(&mut self, cells: &[Extent]) -> Option<Vec<(u16, u16)>> {
        let mut found = Vec::with_capacity(cells.len());
        let mut started = vec![0_u32; self.taken.len()];
        let mut next = 0_usize;
        for cell in cells {
            next += self.taken.get(next..)?.iter().take_while(|rows| **rows > 0).count();
            let end = next.checked_add(usize::from(cell.columns.max(1)))?;
            if self.taken.get(next..end)?.iter().any(|rows| *rows > 0) {
                return None;
            }
            started.get_mut(next..end)?.fill(cell.rows.max(1));
            found.push((u16::try_from(next).ok()?, u16::try_from(end - 1).ok()?));
            next = end;
        }
        for (taken, started) in self.taken.iter_mut().zip(started) {
            *taken = (*taken).max(started).saturating_sub(1);
        }
        Some(found)
    }

    /// Whether a cell still reaches below the last row.
    pub(super) fn is_open(&self) -> bool {
        self.taken.iter().any(|rows| *rows > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Extent, Placement};

    const fn cell(columns: u16, rows: u32) -> Extent {
        Extent { columns, rows }
    }

    #[test]
    fn a_cell_stands_beside_those_that_reach_down() {
        let mut table = Placement::new(4);
        assert_eq!(table.row(&[cell(1, 2), cell(3, 1)]), Some(vec![(0, 0), (1, 3)]));
        assert!(table.is_open());
        assert_eq!(table.row(&[cell(2, 1), cell(1, 1)]), Some(vec![(1, 2), (3, 3)]));
        assert!(!table.is_open());
    }

    #[test]
    fn a_row_that_is_too_long_does_not_fit() {
        assert_eq!(Placement::new(2).row(&[cell(1, 1), cell(2, 1)]), None);
    }
}
