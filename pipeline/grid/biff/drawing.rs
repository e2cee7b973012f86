//! Grid, BIFF: drawing records of one sheet → [`Shape`]s in points.
//!
//! BIFF8 keeps one tree of shapes per sheet (`OfficeArt`, MS-ODRAW), cut into MSODRAWING records
//! wherever a shape's OBJ or TXO record belongs. The pieces are joined again here, and OBJ and TXO
//! remembered by the place in the tree where they came. This module must not know cells.

mod art;
mod kind;
mod object;
mod old;
mod path;
mod place;
mod properties;
mod tree;

use std::collections::BTreeMap;

use super::Version;
use super::fault::{Fault, Faults};
use super::globals::Globals;
use super::record::{CONTINUE, Record, Records};
use super::text::{Codec, Continued};
use crate::grid::fault::Bound;
use crate::grid::model::{Shape, SheetLayout};
use crate::intake::Limits;
use object::Object;
use old::OldShape;
use place::Grid;
pub(super) use properties::ShapeDefaults;

const OBJ: u16 = 0x005D;
const MSODRAWING: u16 = 0x00EC;
const TXO: u16 = 0x01B6;

/// Drawing records of a sheet, gathered until its layout is known.
pub(super) struct DrawingReader<'b, 'a> {
    book: &'b Globals,
    /// The tree's bytes, pieces joined.
    tree: Vec<u8>,
    /// OBJ records by the length of the tree when they came.
    objects: BTreeMap<usize, Object>,
    /// Texts of TXO records likewise.
    texts: BTreeMap<usize, String>,
    /// Whether a CONTINUE record met now carries on the tree.
    tree_goes_on: bool,
    /// Shapes of Excel 5 and 95, which have no tree.
    old: Vec<OldShape<'a>>,
}

impl<'b, 'a> DrawingReader<'b, 'a> {
    /// Nothing drawn yet.
    pub(super) fn new(book: &'b Globals) -> Self {
        Self {
            book,
            tree: Vec::new(),
            objects: BTreeMap::new(),
            texts: BTreeMap::new(),
            tree_goes_on: false,
            old: Vec::new(),
        }
    }

    /// Takes the record if it is one about drawings, and says whether it was.
    pub(super) fn take(
        &mut self,
        record: &Record<'a>,
        records: &mut Records<'a>,
    ) -> Result<bool, Fault> {
        let carries_on = std::mem::take(&mut self.tree_goes_on);
        match record.id {
            MSODRAWING => self.grow(record.data),
            CONTINUE if carries_on => self.grow(record.data),
            OBJ if self.book.version == Version::Biff5 => {
                self.old.extend(OldShape::read(record)?);
            }
            OBJ => {
                let object = Object::read(record)?;
                self.tree_goes_on = object.is_whole;
                self.objects.insert(self.tree.len(), object);
            }
            TXO => {
                self.tree_goes_on = true;
                let text = box_text(record, records)?;
                self.texts.insert(self.tree.len(), text);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn grow(&mut self, piece: &[u8]) {
        self.tree.extend_from_slice(piece);
        self.tree_goes_on = true;
    }

    /// The shapes in drawing order.
    ///
    /// # Errors
    /// [`Bound::Shapes`]: too many; anything else is noted.
    pub(super) fn finish(
        self,
        layout: &SheetLayout,
        limits: &Limits,
        faults: &mut Faults,
    ) -> Result<Vec<Shape>, Fault> {
        if self.old.is_empty() && self.tree.is_empty() {
            return Ok(Vec::new());
        }
        let grid = Grid::new(layout);
        if !self.old.is_empty() {
            if self.old.len() > limits.shapes {
                return Err(Fault::Limit(Bound::Shapes));
            }
            let Codec::Bytes(encoding) = self.book.codec else { return Ok(Vec::new()) };
            return self.old.iter().map(|shape| shape.place(&grid, encoding)).collect();
        }
        let mut walk = tree::TreeWalk {
            grid: &grid,
            defaults: &self.book.shape_defaults,
            objects: &self.objects,
            texts: &self.texts,
            most: limits.shapes,
            shapes: Vec::new(),
        };
        let walked = walk.sheet(&self.tree);
        faults.survive(walked)?;
        Ok(walk.shapes)
    }
}

/// TXO (MS-XLS 2.4.329): how long the text is; it and its runs follow in CONTINUE records.
fn box_text<'a>(record: &Record<'a>, records: &mut Records<'a>) -> Result<String, Fault> {
    let mut fields = record.fields();
    fields.take(10)?;
    let (length, run_bytes) = (usize::from(fields.u16()?), usize::from(fields.u16()?));
    if length == 0 {
        return Ok(String::new());
    }
    let mut source = Continued::new(record, &[], records);
    let text = source.box_text(length).map_err(|_| Fault::BoxTextBroken)?;
    source.skip(run_bytes).map_err(|_| Fault::BoxTextBroken)?;
    Ok(text)
}
