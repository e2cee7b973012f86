//! Grid: rows or columns → where each one begins, in points from the sheet's edge.
//!
//! Hidden ones count 0 points. This module must not know any file format.

use std::collections::BTreeMap;

use super::model::{SheetLayout, Track};

/// Tracks of one direction in order, ready for looking positions up.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    default_size: f64,
    /// Tracks that say something: index, visible size, start; sorted by index.
    told: Vec<(u32, f64, f64)>,
}

impl Axis {
    /// The axis of tracks by 0-based index, the others being of `default_size` points.
    #[must_use]
    pub fn new(default_size: f64, tracks: &BTreeMap<u32, Track>) -> Self {
        let mut told = Vec::with_capacity(tracks.len());
        let (mut next, mut position) = (0_u32, 0.0);
        for (index, track) in tracks {
            position += f64::from(index.saturating_sub(next)) * default_size;
            let size = if track.hidden { 0.0 } else { track.size };
            told.push((*index, size, position));
            position += size;
            next = index.saturating_add(1);
        }
        Self { default_size, told }
    }

    /// Where the track at a 0-based index begins, in points from the sheet's edge.
    #[must_use]
    pub fn start(&self, index: u32) -> f64 {
        match self.told.partition_point(|(told, _, _)| *told < index).checked_sub(1) {
            None => f64::from(index) * self.default_size,
            Some(before) => self.told.get(before).map_or(0.0, |(told, size, start)| {
                start + size + f64::from(index - told - 1) * self.default_size
            }),
        }
    }

    /// The visible size of the track at a 0-based index in points; 0 when it is hidden.
    #[must_use]
    pub fn size(&self, index: u32) -> f64 {
        self.told
            .binary_search_by_key(&index, |(told, _, _)| *told)
            .ok()
            .and_then(|place| self.told.get(place))
            .map_or(self.default_size, |(_, size, _)| *size)
    }

    /// The 0-based index of the track under a position in points; 0 before the edge.
    ///
    /// On the line between two tracks it is the latter; tracks of no size are never under it,
    /// unless nothing visible follows them.
    #[must_use]
    pub fn index_at(&self, position: f64) -> u32 {
        let after = self.told.partition_point(|(_, _, start)| *start <= position);
        let (base, start) = match after.checked_sub(1).and_then(|last| self.told.get(last)) {
            None => (0, 0.0),
            Some((index, size, start)) if position < start + size => return *index,
            Some((index, size, start)) => (index.saturating_add(1), start + size),
        };
        let within = ((position - start) / self.default_size).floor();
        if !within.is_finite() || within <= 0.0 {
            return base;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it is positive, and what exceeds the type is clamped"
        )]
        let steps = within as u32;
        let until = self.told.get(after).map_or(u32::MAX, |(index, _, _)| index.saturating_sub(1));
        base.saturating_add(steps).min(until.max(base))
    }
}

impl SheetLayout {
    /// The columns from left to right.
    #[must_use]
    pub fn column_axis(&self) -> Axis {
        Axis::new(self.default_column_width, &self.columns)
    }

    /// The rows from top to bottom.
    #[must_use]
    pub fn row_axis(&self) -> Axis {
        Axis::new(self.default_row_height, &self.rows)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Axis, Track};

    /// Sizes 10, 10, 30, hidden, 5, 10, 10, …: starts 0, 10, 20, 50, 50, 55, 65, …
    fn axis() -> Axis {
        let track = |size, hidden| Track { size, hidden };
        let told = [(2, track(30.0, false)), (3, track(99.0, true)), (4, track(5.0, false))];
        Axis::new(10.0, &BTreeMap::from(told))
    }

    #[test]
    fn starts_add_up_visible_sizes() {
        let starts: Vec<f64> = (0..7).map(|index| axis().start(index)).collect();
        assert_eq!(starts, [0.0, 10.0, 20.0, 50.0, 50.0, 55.0, 65.0]);
        let sizes: Vec<f64> = [2, 3, 100].map(|index| axis().size(index)).to_vec();
        assert_eq!(sizes, [30.0, 0.0, 10.0]);
    }

    #[test]
    fn positions_find_their_track_again() {
        for index in [0, 1, 2, 4, 5, 6, 1_000_000] {
            assert_eq!(axis().index_at(axis().start(index)), index, "at the start of {index}");
            assert_eq!(axis().index_at(axis().start(index) + 4.9), index, "inside of {index}");
        }
        assert_eq!(axis().index_at(-3.0), 0);
        assert_eq!(axis().index_at(f64::NAN), 0);
    }
}
