//! Grid, BIFF: OBJ records of Excel 5 and 95, which hold their drawing themselves.
//!
//! Source: the layout that "OpenOffice.org's Documentation of the Microsoft Excel File Format"
//! (5.71, OBJ) gives. This module must not know BIFF8.

use encoding_rs::Encoding;

use super::kind::shape_kind;
use super::object::{ObjectKind, object_kind};
use super::place::Grid;
use super::properties::Properties;
use crate::grid::biff::fault::Fault;
use crate::grid::biff::record::{Fields, Record};
use crate::grid::model::{Shape, ShapeFill, ShapeKind};

/// A shape of Excel 5 or 95 before it is placed.
#[derive(Debug)]
pub(super) struct OldShape<'a> {
    kind: ShapeKind,
    number: u16,
    anchor: &'a [u8],
    fill: ShapeFill,
    outlined: bool,
    name: &'a [u8],
}

/// Set where a fill or line is as usual: a fill covers, a line shows.
const AUTOMATIC: u8 = 0x01;

/// The line style that does not show.
const NO_LINE: u8 = 5;

impl<'a> OldShape<'a> {
    /// Reads a BIFF5 OBJ record; `None` when nobody sees what it holds.
    pub(super) fn read(record: &Record<'a>) -> Result<Option<Self>, Fault> {
        let mut fields = record.fields();
        fields.u32()?;
        let (form, number, flags) = (fields.u16()?, fields.u16()?, fields.u16()?);
        let anchor = fields.take(16)?;
        fields.take(2 + 2)?;
        let name_length = usize::from(fields.u16()?);
        fields.u16()?;
        let kind = match (form, object_kind(form, flags)) {
            (_, ObjectKind::Unseen) | (0, _) => return Ok(None),
            // Arcs go round nothing; polygons of this age cannot tell whether they do.
            (4, _) => ShapeKind::Line,
            (_, object) => shape_kind(object, 1, &Properties::default()),
        };
        let mut shape =
            Self { kind, number, anchor, fill: ShapeFill::None, outlined: true, name: &[] };
        if matches!(kind, ShapeKind::Outline | ShapeKind::TextBox | ShapeKind::Picture) {
            shape.frame(&mut fields, name_length)?;
        }
        Ok(Some(shape))
    }

    /// Fill and line, four bytes each, and the name some way behind them.
    fn frame(&mut self, fields: &mut Fields<'a>, name_length: usize) -> Result<(), Fault> {
        fields.u16()?;
        let (pattern, filled_as_usual) = (fields.u8()?, fields.u8()? & AUTOMATIC != 0);
        if filled_as_usual || pattern != 0 {
            self.fill = ShapeFill::Solid;
        }
        fields.u8()?;
        let (line, _, lined_as_usual) = (fields.u8()?, fields.u8()?, fields.u8()? & AUTOMATIC != 0);
        self.outlined = lined_as_usual || line != NO_LINE;
        if name_length > 0 {
            fields.take(2 + 10)?;
            let length = usize::from(fields.u8()?).min(name_length);
            self.name = fields.take(length)?;
        }
        Ok(())
    }

    /// The shape on its sheet.
    pub(super) fn place(&self, grid: &Grid, encoding: &'static Encoding) -> Result<Shape, Fault> {
        let place = grid.corners(&mut Fields::of(0, self.anchor))?;
        let name = encoding.decode_without_bom_handling(self.name).0;
        Ok(Shape {
            name: if name.is_empty() { self.number.to_string() } else { name.into_owned() },
            kind: self.kind,
            left: place.left,
            top: place.top,
            width: place.width,
            height: place.height,
            fill: self.fill,
            outlined: self.outlined,
            text: String::new(),
            checked: None,
            anchor: grid.cell_at(&place),
        })
    }
}
