//! Grid: rows or columns → where each one begins, in points from the sheet's edge.
//!
//! Hidden ones count 0 points. This module must not know any file format.

use std::collections::BTreeMap;

use super::model::{SheetLayout, Track};

/// Tracks of one direction in order, ready for looking positions up.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    default_size: f64,
    told: Vec<Span>,
}

/// Neighbouring tracks of one visible size.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Span {
    first: u32,
    last: u32,
    size: f64,
    /// Where the first one begins.
    start: f64,
}

impl Axis {
    /// The axis of tracks by 0-based index, the others being of `default_size` points.
    #[must_use]
    pub fn new(default_size: f64, tracks: &BTreeMap<u32, Track>) -> Self {
        Self::from_spans(default_size, tracks.iter().map(|(index, track)| (*index, *index, *track)))
    }

    /// The axis of runs of tracks (first, last, what each is like) in ascending order; what
    /// overlaps the run before is left out.
    pub(crate) fn from_spans(
        default_size: f64,
        spans: impl IntoIterator<Item = (u32, u32, Track)>,
    ) -> Self {
        let mut told: Vec<Span> = Vec::new();
        let (mut next, mut position) = (0_u32, 0.0);
        for (first, last, track) in spans {
            let first = first.max(next);
            if first > last || last == u32::MAX {
                continue;
            }
            position += f64::from(first - next) * default_size;
            let size = if track.hidden { 0.0 } else { track.size };
            told.push(Span { first, last, size, start: position });
            position += f64::from(last - first + 1) * size;
            next = last + 1;
        }
        Self { default_size, told }
    }

    /// Where the track at a 0-based index begins, in points from the sheet's edge.
    #[must_use]
    pub fn start(&self, index: u32) -> f64 {
        let after = self.told.partition_point(|span| span.first <= index);
        match after.checked_sub(1).and_then(|before| self.told.get(before)) {
            None => f64::from(index) * self.default_size,
            Some(span) if index <= span.last => span.at(index),
            Some(span) => {
                span.at(span.last + 1) + f64::from(index - span.last - 1) * self.default_size
            }
        }
    }

    /// The visible size of the track at a 0-based index in points; 0 when it is hidden.
    #[must_use]
    pub fn size(&self, index: u32) -> f64 {
        let after = self.told.partition_point(|span| span.first <= index);
        after
            .checked_sub(1)
            .and_then(|before| self.told.get(before))
            .filter(|span| index <= span.last)
            .map_or(self.default_size, |span| span.size)
    }

    /// The 0-based index of the track under a position in points; 0 before the edge.
    ///
    /// On the line between two tracks it is the latter; tracks of no size are never under it,
    /// unless nothing visible follows them.
    #[must_use]
    pub fn index_at(&self, position: f64) -> u32 {
        let after = self.told.partition_point(|span| span.start <= position);
        let (base, start, size, last) =
            match after.checked_sub(1).and_then(|before| self.told.get(before)) {
                Some(span) if position < span.at(span.last + 1) => {
                    (span.first, span.start, span.size, span.last)
                }
                before => {
                    let base = before.map_or(0, |span| span.last + 1);
                    let start = before.map_or(0.0, |span| span.at(span.last + 1));
                    let until = self.told.get(after).map_or(u32::MAX, |span| span.first);
                    (base, start, self.default_size, until.saturating_sub(1).max(base))
                }
            };
        base.saturating_add(whole_steps((position - start) / size)).min(last)
    }
}

impl Span {
    /// Where the track at an index, or the one after the last, begins.
    fn at(&self, index: u32) -> f64 {
        self.start + f64::from(index - self.first) * self.size
    }
}

/// How many whole steps a distance holds; 0 when it is not a distance.
fn whole_steps(distance: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "what exceeds the type is clamped, and what is no number becomes 0"
    )]
    let steps = distance.floor().max(0.0) as u32;
    if distance.is_finite() { steps } else { 0 }
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
    fn runs_of_tracks_count_like_single_ones() {
        let track = |size| Track { size, hidden: false };
        let axis = Axis::from_spans(10.0, [(1, 3, track(20.0)), (2, 5, track(1.0))]);
        let starts: Vec<f64> = (0..8).map(|index| axis.start(index)).collect();
        assert_eq!(starts, [0.0, 10.0, 30.0, 50.0, 70.0, 71.0, 72.0, 82.0]);
        let found: Vec<u32> = [9.0, 29.9, 30.0, 71.5, 75.0].map(|at| axis.index_at(at)).to_vec();
        assert_eq!(found, [0, 1, 2, 5, 6]);
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
