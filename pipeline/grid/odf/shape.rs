//! Drawn shapes: elements of the drawing namespace → [`Shape`]s in points from the sheet's edge.

use std::borrow::Cow;

use super::control::{Control, Controls};
use super::length::{points, transformed};
use super::outline::{path_goes_round, points_go_round};
use super::style::StyleSheet;
use super::text::{RichText, skip};
use crate::grid::axis::Axis;
use crate::grid::fault::{Bound, Fault};
use crate::grid::model::{FontStyle, Shape, ShapeKind};
use crate::grid::xml::{Element, Xml};
use crate::intake::Limits;
use crate::units::CellAddress;

/// Where a shape lies, before the sizes of rows and columns are known.
#[derive(Debug, Clone, Copy)]
struct Frame {
    /// The cell that `left` and `top` are counted from; `None` is the sheet.
    origin: Option<CellAddress>,
    left: f64,
    top: f64,
    width: Option<f64>,
    height: Option<f64>,
    /// The cell under the bottom right corner, and how far inside it.
    end: Option<(CellAddress, f64, f64)>,
}

/// A shape whose place is not yet known; `shape` has none of its lengths.
#[derive(Debug, Clone)]
pub(super) struct Unplaced {
    shape: Shape,
    frame: Frame,
}

impl Unplaced {
    /// The shape in points from the sheet's edge.
    pub(super) fn place(self, columns: &Axis, rows: &Axis) -> Shape {
        let Frame { origin, left, top, width, height, end } = self.frame;
        let corner = |cell: CellAddress| (columns.start(cell.column), rows.start(cell.row));
        let (across, down) = origin.map_or((0.0, 0.0), corner);
        let (left, top) = (across + left, down + top);
        let ending = end.map(|(cell, x, y)| (corner(cell).0 + x, corner(cell).1 + y));
        let width = width.or(ending.map(|(right, _)| right - left)).unwrap_or(0.0).max(0.0);
        let height = height.or(ending.map(|(_, bottom)| bottom - top)).unwrap_or(0.0).max(0.0);
        let anchor = CellAddress::new(rows.index_at(top), columns.index_at(left));
        Shape { left, top, width, height, anchor, ..self.shape }
    }

    /// The cells that the sheet's layout must reach to, as far as they are told.
    pub(super) fn reach(&self) -> impl Iterator<Item = CellAddress> {
        self.frame.origin.into_iter().chain(self.frame.end.map(|(cell, _, _)| cell))
    }
}

/// Reads the shapes of one sheet.
pub(super) struct ShapeReader<'a> {
    styles: &'a StyleSheet,
    limits: &'a Limits,
    pub(super) controls: Controls,
    pub(super) shapes: Vec<Unplaced>,
}

impl<'a> ShapeReader<'a> {
    pub(super) fn new(styles: &'a StyleSheet, limits: &'a Limits) -> Self {
        Self { styles, limits, controls: Controls::new(), shapes: Vec::new() }
    }

    /// Takes in the element that was handed out last when it is a shape or a group of them;
    /// `origin` is the cell it stands in.
    pub(super) fn read(
        &mut self,
        xml: &mut Xml<'_>,
        element: &Element<'_>,
        origin: Option<CellAddress>,
    ) -> Result<(), Fault> {
        match element.name() {
            "g" | "a" | "shapes" => {
                let scope = xml.scope();
                while let Some(element) = xml.child(scope)? {
                    self.read(xml, &element, origin)?;
                }
                Ok(())
            }
            "custom-shape" | "ellipse" | "circle" | "rect" | "path" | "polygon" | "caption"
            | "regular-polygon" | "polyline" | "line" | "connector" | "measure" | "frame"
            | "control" => self.read_one(xml, element, origin),
            _ => skip(xml),
        }
    }

    fn read_one(
        &mut self,
        xml: &mut Xml<'_>,
        element: &Element<'_>,
        origin: Option<CellAddress>,
    ) -> Result<(), Fault> {
        if self.shapes.len() >= self.limits.shapes {
            return Err(Fault::Limit(Bound::Shapes));
        }
        let Some(frame) = Frame::of(element, origin) else { return skip(xml) };
        let mut inside = Inside {
            kind: kind_of(element),
            text: RichText::new(self.styles, FontStyle::default(), self.limits.text_chars),
        };
        inside.read(xml)?;
        let style = element.text("draw:style-name");
        let look = self.styles.shape_look(style.as_deref());
        let painted = !matches!(element.name(), "frame" | "control")
            && !matches!(inside.kind, ShapeKind::Line);
        let control = element.text("draw:control").and_then(|id| self.controls.get(&*id));
        let text = inside.text.finish().0;
        let shape = Shape {
            name: self.name_of(element, control),
            kind: control.map_or(inside.kind, |control| control.kind),
            left: 0.0,
            top: 0.0,
            width: 0.0,
            height: 0.0,
            fill: look.fill(painted),
            outlined: look.outlined(!matches!(element.name(), "frame" | "control")),
            text: control.map_or(text, |control| control.label.clone()),
            checked: control.and_then(|control| control.checked),
            anchor: CellAddress::new(0, 0),
        };
        self.shapes.push(Unplaced { shape, frame });
        Ok(())
    }

    /// The name in the file, its id, or else what it is and its place in the drawing order.
    fn name_of(&self, element: &Element<'_>, control: Option<&Control>) -> String {
        let told = |name: &str| element.text(name).map(Cow::into_owned);
        [
            told("draw:name"),
            control.map(|control| control.name.clone()),
            told("draw:id"),
            told("xml:id"),
        ]
        .into_iter()
        .flatten()
        .find(|name| !name.is_empty())
        .unwrap_or_else(|| format!("{} {}", element.name(), self.shapes.len() + 1))
    }
}

/// What the element itself tells; frames and custom shapes are settled by what is inside.
fn kind_of(element: &Element<'_>) -> ShapeKind {
    match element.name() {
        "line" | "connector" | "measure" => ShapeKind::Line,
        "polyline" if !element.raw("draw:points").is_some_and(points_go_round) => ShapeKind::Line,
        "path" if !element.raw("svg:d").is_some_and(path_goes_round) => ShapeKind::Line,
        "frame" | "control" => ShapeKind::Other,
        _ => ShapeKind::Outline,
    }
}

/// What stands inside of a shape's element.
struct Inside<'a> {
    kind: ShapeKind,
    text: RichText<'a>,
}

impl Inside<'_> {
    fn read(&mut self, xml: &mut Xml<'_>) -> Result<(), Fault> {
        let scope = xml.scope();
        while let Some(element) = xml.child(scope)? {
            match element.name() {
                "p" | "h" => self.text.paragraph(xml, &element)?,
                "text-box" => {
                    self.kind = ShapeKind::TextBox;
                    self.read(xml)?;
                }
                "list" | "list-item" | "list-header" => self.read(xml)?,
                "image" | "object" => self.kind = ShapeKind::Picture,
                "enhanced-geometry" => self.kind = custom_kind(&element),
                _ => {}
            }
        }
        Ok(())
    }
}

/// A custom shape is a text box by its type, and a line when its path goes round nothing.
fn custom_kind(element: &Element<'_>) -> ShapeKind {
    if element.raw("draw:type") == Some("mso-spt202") {
        return ShapeKind::TextBox;
    }
    match element.raw("draw:enhanced-path") {
        Some(path) if !path_goes_round(path) => ShapeKind::Line,
        _ => ShapeKind::Outline,
    }
}

impl Frame {
    /// Reads where a shape lies; `None` when it does not say.
    fn of(element: &Element<'_>, origin: Option<CellAddress>) -> Option<Self> {
        let length = |name: &str| element.raw(name).and_then(points);
        let end = element.text("end-cell-address").and_then(|address| {
            let cell =
                CellAddress::parse(address.rsplit_once('.').map_or(&*address, |(_, a1)| a1))?;
            Some((cell, length("end-x").unwrap_or(0.0), length("end-y").unwrap_or(0.0)))
        });
        let frame = |left: f64, top: f64, width, height| {
            Some(Self { origin, left, top, width, height, end })
        };
        let line = [length("svg:x1"), length("svg:y1"), length("svg:x2"), length("svg:y2")];
        if let [Some(x1), Some(y1), Some(x2), Some(y2)] = line {
            let (width, height) = ((x1 - x2).abs(), (y1 - y2).abs());
            return frame(x1.min(x2), y1.min(y2), Some(width), Some(height));
        }
        if let (Some(x), Some(y), Some(radius)) =
            (length("svg:cx"), length("svg:cy"), length("svg:r"))
        {
            return frame(x - radius, y - radius, Some(2.0 * radius), Some(2.0 * radius));
        }
        let (width, height) = (length("svg:width"), length("svg:height"));
        if let (Some(transform), Some(width), Some(height)) =
            (element.raw("draw:transform"), width, height)
        {
            let [left, top, right, bottom] = transformed(transform, width, height)?;
            return frame(left, top, Some(right - left), Some(bottom - top));
        }
        let (left, top) = (length("svg:x"), length("svg:y"));
        if left.is_none() && top.is_none() && origin.is_none() {
            return None;
        }
        frame(left.unwrap_or(0.0), top.unwrap_or(0.0), width, height)
    }
}
