//! Drawing: anchors (cells and offsets) → boxes in points from the sheet's corner.

use crate::grid::axis::Axis;
use crate::grid::fault::Fault;
use crate::grid::ooxml::sheet_draft::{Axes, MOST_COLUMNS, MOST_ROWS};
use crate::grid::xml::{Element, Xml};
use crate::units::CellAddress;

/// English Metric Units in a point.
const EMU_PER_POINT: f64 = 12_700.0;

/// How far an offset may lead out of its cell, as a share of the cell's size.
///
/// Writers keep offsets inside of the cell, but measure it by their own font: what lies within
/// the error of our measure is believed, for the size of the shape follows from it.
const MEASURING_ERROR: f64 = 0.2;

/// A corner of an anchor: a cell and how far inside of it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Corner {
    /// 0-based column.
    pub(crate) column: u32,
    /// Points from the column's left edge.
    pub(crate) right_by: f64,
    /// 0-based row.
    pub(crate) row: u32,
    /// Points from the row's top edge.
    pub(crate) down_by: f64,
}

/// An anchor as written; which of its parts are there depends on its kind.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Anchor {
    /// Top left.
    pub(crate) from: Option<Corner>,
    /// Bottom right.
    pub(crate) to: Option<Corner>,
    /// Top left in points, where no cell is named.
    pub(crate) position: Option<(f64, f64)>,
    /// Width and height in points, where no second cell is named.
    pub(crate) size: Option<(f64, f64)>,
}

/// A box in points from the sheet's top left corner.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Frame {
    /// Left edge.
    pub(crate) left: f64,
    /// Top edge.
    pub(crate) top: f64,
    /// Width.
    pub(crate) width: f64,
    /// Height.
    pub(crate) height: f64,
}

impl Corner {
    /// Its position in points; a corner never lies far outside of its cell, hidden or not.
    fn position(self, axes: &Axes) -> (f64, f64) {
        let along = |axis: &Axis, index: u32, by: f64| {
            let size = axis.size(index).max(0.0);
            axis.start(index) + by.clamp(0.0, size * (1.0 + MEASURING_ERROR))
        };
        (
            along(&axes.columns, self.column.min(MOST_COLUMNS - 1), self.right_by),
            along(&axes.rows, self.row.min(MOST_ROWS - 1), self.down_by),
        )
    }
}

impl Anchor {
    /// The box the anchor spans.
    pub(crate) fn frame(self, axes: &Axes) -> Frame {
        let (left, top) = match self.from {
            Some(corner) => corner.position(axes),
            None => self.position.unwrap_or_default(),
        };
        let (width, height) = match self.to {
            Some(corner) => {
                let (right, bottom) = corner.position(axes);
                (right - left, bottom - top)
            }
            None => self.size.unwrap_or_default(),
        };
        Frame { left, top, width: width.max(0.0), height: height.max(0.0) }
    }
}

impl Frame {
    /// The cell under the top left corner.
    pub(crate) fn cell(self, axes: &Axes) -> CellAddress {
        CellAddress::new(
            axes.rows.index_at(self.top).min(MOST_ROWS - 1),
            axes.columns.index_at(self.left).min(MOST_COLUMNS - 1),
        )
    }
}

/// The corner inside of the element that was read last.
pub(crate) fn read_corner(xml: &mut Xml<'_>) -> Result<Corner, Fault> {
    let mut corner = Corner::default();
    let scope = xml.scope();
    while let Some(element) = xml.child(scope)? {
        let inside = xml.scope();
        let text = xml.text(inside)?;
        match element.name() {
            "col" => corner.column = text.trim().parse().unwrap_or(0),
            "row" => corner.row = text.trim().parse().unwrap_or(0),
            "colOff" => corner.right_by = points(&text),
            "rowOff" => corner.down_by = points(&text),
            _ => {}
        }
    }
    Ok(corner)
}

/// Width and height that an element's `cx` and `cy` tell.
pub(crate) fn size(element: &Element<'_>) -> (f64, f64) {
    (attribute(element, "cx").abs(), attribute(element, "cy").abs())
}

/// The position that an element's `x` and `y` tell.
pub(crate) fn position(element: &Element<'_>) -> (f64, f64) {
    (attribute(element, "x"), attribute(element, "y"))
}

fn attribute(element: &Element<'_>, name: &str) -> f64 {
    element.raw(name).map_or(0.0, points)
}

/// Points of a length in EMU, or with a unit of its own as the strict format writes it.
fn points(length: &str) -> f64 {
    let length = length.trim();
    let units = [("pt", 1.0), ("mm", 72.0 / 25.4), ("cm", 72.0 / 2.54), ("in", 72.0), ("pc", 12.0)];
    let (number, factor) = units
        .iter()
        .find_map(|(unit, factor)| Some((length.strip_suffix(unit)?, *factor)))
        .unwrap_or((length, 1.0 / EMU_PER_POINT));
    number
        .parse::<f64>()
        .ok()
        .map(|number| number * factor)
        .filter(|length| length.abs() < 1e7)
        .unwrap_or(0.0)
}
