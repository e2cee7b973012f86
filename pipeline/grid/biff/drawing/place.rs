//! Grid, BIFF: anchors of shapes → places on the sheet in points.
//!
//! This module must not know what a shape is.

use crate::grid::axis::Axis;
use crate::grid::biff::fault::Fault;
use crate::grid::biff::record::Fields;
use crate::grid::biff::sheet::LAST_COLUMN;
use crate::grid::model::SheetLayout;
use crate::units::CellAddress;

/// Parts of a column's width in which anchors count.
const COLUMN_PARTS: f64 = 1024.0;
/// Parts of a row's height likewise.
const ROW_PARTS: f64 = 256.0;

/// The last row of a sheet.
const LAST_ROW: u32 = 65_535;

/// A rectangle in points, or in the coordinates of a group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rectangle {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Rectangle {
    /// A rectangle by two corners in any order.
    fn between((left, top): (f64, f64), (right, bottom): (f64, f64)) -> Self {
        Self {
            left: left.min(right),
            top: top.min(bottom),
            width: (right - left).abs(),
            height: (bottom - top).abs(),
        }
    }

    /// FSPGR and the anchors of a group's members: left, top, right and bottom.
    pub(super) fn read(fields: &mut Fields<'_>) -> Result<Self, Fault> {
        let mut next = || fields.i32().map(f64::from);
        let (first, last) = ((next()?, next()?), (next()?, next()?));
        Ok(Self::between(first, last))
    }
}

/// The rows and columns that top-level shapes hang on.
#[derive(Debug)]
pub(super) struct Grid {
    columns: Axis,
    rows: Axis,
}

impl Grid {
    /// The grid of a sheet.
    pub(super) fn new(layout: &SheetLayout) -> Self {
        Self { columns: layout.column_axis(), rows: layout.row_axis() }
    }

    /// The place that an anchor in cells means: flags, then column, part, row, part, twice.
    pub(super) fn anchor(&self, mut fields: Fields<'_>) -> Result<Rectangle, Fault> {
        fields.u16()?;
        self.corners(&mut fields)
    }

    /// The same without flags before it.
    pub(super) fn corners(&self, fields: &mut Fields<'_>) -> Result<Rectangle, Fault> {
        let mut corner = || {
            let x = along(&self.columns, fields.u16()?, fields.u16()?, COLUMN_PARTS);
            let y = along(&self.rows, fields.u16()?, fields.u16()?, ROW_PARTS);
            Ok((x, y))
        };
        let (first, last) = (corner()?, corner()?);
        Ok(Rectangle::between(first, last))
    }

    /// The cell under a rectangle's top left corner.
    pub(super) fn cell_at(&self, place: &Rectangle) -> CellAddress {
        CellAddress::new(
            self.rows.index_at(place.top).min(LAST_ROW),
            self.columns.index_at(place.left).min(LAST_COLUMN),
        )
    }
}

/// A place some parts into a track; more parts than it has mean its end.
fn along(axis: &Axis, index: u16, part: u16, parts: f64) -> f64 {
    let index = u32::from(index);
    axis.start(index) + axis.size(index) * (f64::from(part) / parts).min(1.0)
}

/// How the coordinates of a group's members become points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    scale: (f64, f64),
    offset: (f64, f64),
}

impl Frame {
    /// The sheet's own frame: coordinates are points already.
    pub(super) const fn sheet() -> Self {
        Self { scale: (1.0, 1.0), offset: (0.0, 0.0) }
    }

    /// The frame of a group that spans `inner` in its own coordinates and `outer` in points,
    /// mirrored when the group is flipped. A group without size puts all members at its corner.
    pub(super) fn group(inner: Rectangle, outer: Rectangle, across: bool, down: bool) -> Self {
        let axis = |inner: (f64, f64), outer: (f64, f64), flipped: bool| {
            let scale = if inner.1 > 0.0 { outer.1 / inner.1 } else { 0.0 };
            if flipped {
                (-scale, outer.0 + outer.1 + inner.0 * scale)
            } else {
                (scale, outer.0 - inner.0 * scale)
            }
        };
        let x = axis((inner.left, inner.width), (outer.left, outer.width), across);
        let y = axis((inner.top, inner.height), (outer.top, outer.height), down);
        Self { scale: (x.0, y.0), offset: (x.1, y.1) }
    }

    /// A member's place in points.
    pub(super) fn outward(&self, place: Rectangle) -> Rectangle {
        let point =
            |x: f64, y: f64| (x * self.scale.0 + self.offset.0, y * self.scale.1 + self.offset.1);
        Rectangle::between(
            point(place.left, place.top),
            point(place.left + place.width, place.top + place.height),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{Frame, Rectangle};

    /// A group of 100 × 10 units on 50 × 20 points at (200, 300), and a member of it.
    fn member(across: bool, down: bool) -> Rectangle {
        let inner = Rectangle { left: 1000.0, top: 500.0, width: 100.0, height: 10.0 };
        let outer = Rectangle { left: 200.0, top: 300.0, width: 50.0, height: 20.0 };
        let member = Rectangle { left: 1010.0, top: 501.0, width: 20.0, height: 2.0 };
        Frame::group(inner, outer, across, down).outward(member)
    }

    #[test]
    fn members_scale_with_their_group() {
        let expected = Rectangle { left: 205.0, top: 302.0, width: 10.0, height: 4.0 };
        assert_eq!(member(false, false), expected);
    }

    /// 5 and 2 points from the other side: 250 − 5 − 10 and 320 − 2 − 4.
    #[test]
    fn a_flipped_group_mirrors_its_members() {
        let expected = Rectangle { left: 235.0, top: 314.0, width: 10.0, height: 4.0 };
        assert_eq!(member(true, true), expected);
    }
}
