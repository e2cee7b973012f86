//! Grid, BIFF: the tree of a sheet's shapes → [`Shape`]s in points, groups resolved.
//!
//! Source: MS-ODRAW 2.2. Top-level shapes hang on cells, those in a group on the group's own
//! coordinates. This module must not know BIFF records.

use std::collections::BTreeMap;

use super::art::{Art, ArtRecords};
use super::kind::shape_kind;
use super::object::{Object, ObjectKind};
use super::place::{Frame, Grid, Rectangle};
use super::properties::{FOPT, Properties, SECONDARY_FOPT, ShapeDefaults, TERTIARY_FOPT};
use crate::grid::biff::fault::Fault;
use crate::grid::biff::record::Fields;
use crate::grid::fault::Bound;
use crate::grid::model::{Shape, ShapeFill, ShapeKind};

const DG_CONTAINER: u16 = 0xF002;
const SPGR_CONTAINER: u16 = 0xF003;
const SP_CONTAINER: u16 = 0xF004;
const FSPGR: u16 = 0xF009;
const FSP: u16 = 0xF00A;
const CLIENT_TEXTBOX: u16 = 0xF00D;
const CHILD_ANCHOR: u16 = 0xF00F;
const CLIENT_ANCHOR: u16 = 0xF010;
const CLIENT_DATA: u16 = 0xF011;

/// Flags of a shape that nobody sees: the patriarch, deleted shapes, the sheet's background.
const UNSEEN: u32 = 0x0004 | 0x0008 | 0x0400;
const GROUP: u32 = 0x0001;
const FLIPPED_ACROSS: u32 = 0x0040;
const FLIPPED_DOWN: u32 = 0x0080;

/// Groups within groups; Excel's own people stop after two or three.
const DEEPEST: usize = 64;

/// What is needed on the way through a tree.
pub(super) struct TreeWalk<'w> {
    pub(super) grid: &'w Grid,
    pub(super) defaults: &'w ShapeDefaults,
    /// OBJ records by where in the tree they came.
    pub(super) objects: &'w BTreeMap<usize, Object>,
    /// Texts likewise.
    pub(super) texts: &'w BTreeMap<usize, String>,
    /// How many shapes are allowed.
    pub(super) most: usize,
    /// The shapes found so far.
    pub(super) shapes: Vec<Shape>,
}

/// One shape's records.
#[derive(Default)]
struct Parts<'a> {
    form: u16,
    number: u32,
    flags: u32,
    group: Option<Rectangle>,
    client: Option<&'a [u8]>,
    child: Option<Rectangle>,
    object: Option<Object>,
    text: Option<&'a str>,
    properties: Properties<'a>,
}

impl<'w> TreeWalk<'w> {
    /// Walks a sheet's tree. What is broken ends the walk; shapes found before it are kept.
    pub(super) fn sheet(&mut self, tree: &'w [u8]) -> Result<(), Fault> {
        for art in ArtRecords::of(tree) {
            let drawing = art?;
            if drawing.kind != DG_CONTAINER {
                continue;
            }
            for inside in drawing.children() {
                let inside = inside?;
                match inside.kind {
                    SPGR_CONTAINER => self.group(&inside, &Frame::sheet(), 0)?,
                    SP_CONTAINER => self.shape(&inside, &Frame::sheet())?,
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// A group: its first shape is the group itself, the others stand in its coordinates.
    fn group(&mut self, group: &Art<'w>, outer: &Frame, depth: usize) -> Result<(), Fault> {
        if depth > DEEPEST {
            return Err(Fault::ArtTooDeep);
        }
        let mut frame: Option<Frame> = None;
        for art in group.children() {
            let art = art?;
            match (art.kind, &frame) {
                (SP_CONTAINER, None) => {
                    let parts = self.parts(&art)?;
                    frame = Some(self.frame(&parts, outer)?);
                }
                (SP_CONTAINER, Some(frame)) => self.shape(&art, frame)?,
                (SPGR_CONTAINER, Some(frame)) => self.group(&art, frame, depth + 1)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// The coordinates within a group; those of the sheet within the topmost, the patriarch.
    fn frame(&self, parts: &Parts<'_>, outer: &Frame) -> Result<Frame, Fault> {
        let Some(place) = self.place(parts, outer)?.filter(|_| parts.flags & GROUP != 0) else {
            return Ok(Frame::sheet());
        };
        Ok(Frame::group(
            parts.group.unwrap_or(place),
            place,
            parts.flags & FLIPPED_ACROSS != 0,
            parts.flags & FLIPPED_DOWN != 0,
        ))
    }

    fn place(&self, parts: &Parts<'_>, frame: &Frame) -> Result<Option<Rectangle>, Fault> {
        Ok(match (parts.child, parts.client) {
            (Some(child), _) => Some(frame.outward(child)),
            (None, Some(anchor)) => Some(self.grid.anchor(Fields::of(CLIENT_ANCHOR, anchor))?),
            (None, None) => None,
        })
    }

    fn parts(&self, container: &Art<'w>) -> Result<Parts<'w>, Fault> {
        let mut parts = Parts::default();
        for art in container.children() {
            let art = art?;
            let mut fields = Fields::of(art.kind, art.body);
            match art.kind {
                FSP => {
                    parts.form = art.instance;
                    (parts.number, parts.flags) = (fields.u32()?, fields.u32()?);
                }
                FSPGR => parts.group = Some(Rectangle::read(&mut fields)?),
                CHILD_ANCHOR => parts.child = Some(Rectangle::read(&mut fields)?),
                CLIENT_ANCHOR => parts.client = Some(art.body),
                CLIENT_DATA => parts.object = self.objects.get(&art.end).copied(),
                CLIENT_TEXTBOX => parts.text = self.texts.get(&art.end).map(String::as_str),
                FOPT | SECONDARY_FOPT | TERTIARY_FOPT => parts.properties.add(&art)?,
                _ => {}
            }
        }
        Ok(parts)
    }

    /// One shape, unless nobody sees it.
    fn shape(&mut self, container: &Art<'w>, frame: &Frame) -> Result<(), Fault> {
        let parts = self.parts(container)?;
        let object = parts.object.map_or(ObjectKind::Drawn, |object| object.kind);
        let unseen =
            parts.flags & UNSEEN != 0 || parts.properties.is_hidden || object == ObjectKind::Unseen;
        let Some(place) = self.place(&parts, frame)?.filter(|_| !unseen) else {
            return Ok(());
        };
        if self.shapes.len() >= self.most {
            return Err(Fault::Limit(Bound::Shapes));
        }
        let kind = shape_kind(object, parts.form, &parts.properties);
        let is_choice = matches!(kind, ShapeKind::CheckBox | ShapeKind::OptionButton);
        let number = parts.object.map_or(parts.number, |object| u32::from(object.id));
        let Properties { name, word_art, .. } = &parts.properties;
        let has_inside = kind != ShapeKind::Line;
        let painted =
            if has_inside { parts.properties.fill(self.defaults) } else { ShapeFill::None };
        self.shapes.push(Shape {
            name: if name.is_empty() { number.to_string() } else { name.clone() },
            kind,
            left: place.left,
            top: place.top,
            width: place.width,
            height: place.height,
            fill: painted,
            outlined: parts.properties.is_outlined(self.defaults),
            text: parts.text.unwrap_or(word_art).to_owned(),
            checked: parts.object.and_then(|object| object.checked).filter(|_| is_choice),
            anchor: self.grid.cell_at(&place),
        });
        Ok(())
    }
}
