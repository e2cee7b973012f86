//! Work: how much may still be done to recognise the forms of one workbook.
//!
//! Every search that grows faster than the sheet counts its steps here. Once there are none left
//! the searches find nothing more and end soon; what they found then must not be used.

use std::cell::Cell;

/// Steps left, a step being about one comparison.
#[derive(Debug)]
pub(super) struct Work {
    left: Cell<u64>,
}

impl Work {
    /// So many steps.
    pub(super) const fn new(steps: u64) -> Self {
        Self { left: Cell::new(steps) }
    }

    /// Takes steps; `false` when that was too many.
    pub(super) fn spend(&self, steps: usize) -> bool {
        let left = u64::try_from(steps).ok().and_then(|steps| self.left.get().checked_sub(steps));
        self.left.set(left.unwrap_or(0));
        !self.is_spent()
    }

    /// Whether nothing more may be done.
    pub(super) const fn is_spent(&self) -> bool {
        self.left.get() == 0
    }
}
