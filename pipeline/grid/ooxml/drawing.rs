//! OOXML: a drawing part → shapes in points, groups resolved.
//!
//! Where a shape stands follows from its anchor; its own transform only counts inside of groups
//! and for turning. Pictures and charts are noted, not read.

/// Anchors and where they lie.
pub(crate) mod anchor;
/// Preset and custom geometry.
mod geometry;
/// Fill, line and transform of a shape.
mod properties;
/// Moving, scaling and turning boxes.
mod transform;

use std::borrow::Cow;

use super::rich_text::check_length;
use super::sheet_draft::Axes;
use crate::grid::fault::{Bound, Fault};
use crate::grid::model::{Shape, ShapeFill, ShapeKind};
use crate::grid::xml::{Element, Manner, Xml};
use crate::intake::Limits;
use anchor::{Anchor, Frame};
use properties::{Paint, Properties, StyleReferences};
use transform::{Affine, Transform};

/// A shape with what ties it to the older drawing beside it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Drawn {
    /// The shape.
    pub(crate) shape: Shape,
    /// Its number in its own drawing.
    pub(crate) id: Option<u32>,
    /// Its number in the VML drawing, when it is a form control's picture.
    pub(crate) legacy_id: Option<u32>,
    /// Whether it is not to be seen.
    pub(crate) hidden: bool,
}

/// Reads a drawing part.
///
/// # Errors
/// The part is not well formed, or holds more shapes or longer texts than allowed.
pub(crate) fn read(
    text: &str,
    place: &str,
    axes: &Axes,
    limits: &Limits,
) -> Result<Vec<Drawn>, Fault> {
    let mut xml = Xml::new(text, place, Manner::Strict, limits.xml_depth);
    let mut reader = Reader { axes, limits, drawn: Vec::new() };
    xml.root("wsDr")?;
    let root = xml.scope();
    while let Some(element) = xml.child(root)? {
        reader.anchored(&mut xml, element.name())?;
    }
    Ok(reader.drawn)
}

struct Reader<'a> {
    axes: &'a Axes,
    limits: &'a Limits,
    drawn: Vec<Drawn>,
}

/// What holds a shape: an anchor or a group.
#[derive(Clone, Copy)]
enum Holder {
    Anchor(Frame),
    Group { inside: Affine, paint: Option<Paint> },
}

/// Who a shape is.
#[derive(Default)]
struct Identity {
    name: String,
    hidden: bool,
    text_box: bool,
    id: Option<u32>,
    legacy_id: Option<u32>,
}

impl Reader<'_> {
    /// The objects of one anchor.
    fn anchored(&mut self, xml: &mut Xml<'_>, kind: &str) -> Result<(), Fault> {
        let mut anchor = match kind {
            "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => Anchor::default(),
            _ => return Ok(()),
        };
        let inside = xml.scope();
        while let Some(element) = xml.child(inside)? {
            match element.name() {
                "from" => anchor.from = Some(anchor::read_corner(xml)?),
                "to" => anchor.to = Some(anchor::read_corner(xml)?),
                "ext" => anchor.size = Some(anchor::size(&element)),
                "pos" => anchor.position = Some(anchor::position(&element)),
                _ => self.object(xml, &element, Holder::Anchor(anchor.frame(self.axes)))?,
            }
        }
        Ok(())
    }

    /// One object; elements that are none are passed over.
    fn object(
        &mut self,
        xml: &mut Xml<'_>,
        element: &Element<'_>,
        holder: Holder,
    ) -> Result<(), Fault> {
        match element.name() {
            "grpSp" => self.group(xml, holder),
            "sp" => self.shape(xml, holder, None),
            "cxnSp" => self.shape(xml, holder, Some(ShapeKind::Line)),
            "pic" | "graphicFrame" => self.shape(xml, holder, Some(ShapeKind::Picture)),
            "contentPart" => self.shape(xml, holder, Some(ShapeKind::Ink)),
            _ => Ok(()),
        }
    }

    fn group(&mut self, xml: &mut Xml<'_>, holder: Holder) -> Result<(), Fault> {
        let mut inside = holder.child_space(Transform::default());
        let mut paint = holder.paint();
        let scope = xml.scope();
        while let Some(element) = xml.child(scope)? {
            match element.name() {
                "grpSpPr" => {
                    let properties = properties::read(xml)?;
                    inside = holder.child_space(properties.transform.unwrap_or_default());
                    paint = properties.paint.or(paint);
                }
                _ => self.object(xml, &element, Holder::Group { inside, paint })?,
            }
        }
        Ok(())
    }

    fn shape(
        &mut self,
        xml: &mut Xml<'_>,
        holder: Holder,
        known: Option<ShapeKind>,
    ) -> Result<(), Fault> {
        let mut identity = Identity::default();
        let mut properties = Properties::default();
        let mut references = StyleReferences::default();
        let mut text = String::new();
        let scope = xml.scope();
        while let Some(element) = xml.child(scope)? {
            match element.name() {
                "nvSpPr" | "nvCxnSpPr" | "nvPicPr" | "nvGraphicFramePr" | "nvContentPartPr" => {
                    identity = identify(xml)?;
                }
                "spPr" => properties = properties::read(xml)?,
                "xfrm" => properties.transform = Some(transform::read(xml, &element)?),
                "style" => references = properties::read_references(xml)?,
                "txBody" => text = body_text(xml)?,
                _ => {}
            }
        }
        check_length(&text, self.limits)?;
        if self.drawn.len() >= self.limits.shapes {
            return Err(Fault::Limit(Bound::Shapes));
        }
        let kind = known.unwrap_or_else(|| properties.kind(identity.text_box));
        let frame = holder.frame(&properties);
        let shape = Shape {
            name: identity.name,
            kind,
            left: frame.left,
            top: frame.top,
            width: frame.width,
            height: frame.height,
            fill: match kind {
                ShapeKind::Picture => ShapeFill::Solid,
                ShapeKind::Line | ShapeKind::Ink => ShapeFill::None,
                _ => properties.fill(references, holder.paint()),
            },
            outlined: matches!(kind, ShapeKind::Ink) || properties.outlined(references),
            text,
            checked: None,
            anchor: frame.cell(self.axes),
        };
        let Identity { id, legacy_id, hidden, .. } = identity;
        self.drawn.push(Drawn { shape, id, legacy_id, hidden });
        Ok(())
    }
}

impl Holder {
    /// The box around a shape, in points of the sheet.
    fn frame(self, properties: &Properties) -> Frame {
        let own = properties.transform.unwrap_or_default();
        match self {
            Self::Anchor(frame) => Transform::of_anchor(frame, own).placed().bounds(properties),
            Self::Group { inside, .. } => inside.after(own.placed()).bounds(properties),
        }
    }

    /// The space in which the children of a group stand.
    fn child_space(self, group: Transform) -> Affine {
        match self {
            Self::Anchor(frame) => Transform::of_anchor(frame, group).child_space(),
            Self::Group { inside, .. } => inside.after(group.child_space()),
        }
    }

    fn paint(self) -> Option<Paint> {
        match self {
            Self::Anchor(_) => None,
            Self::Group { paint, .. } => paint,
        }
    }
}

/// Name, id and switches of an object.
fn identify(xml: &mut Xml<'_>) -> Result<Identity, Fault> {
    let mut identity = Identity::default();
    let scope = xml.scope();
    while let Some(element) = xml.child(scope)? {
        match element.name() {
            "cNvPr" => {
                let name = element.text("name").filter(|name| !name.trim().is_empty());
                identity.name =
                    name.or_else(|| element.text("id")).map_or_else(String::new, Cow::into_owned);
                identity.id = element.number("id");
                identity.hidden = element.flag("hidden").unwrap_or(false);
                identity.legacy_id = legacy_id(xml)?;
            }
            "cNvSpPr" => identity.text_box = element.flag("txBox").unwrap_or(false),
            _ => {}
        }
    }
    Ok(identity)
}

/// The number in the VML drawing that an extension of `cNvPr` tells.
fn legacy_id(xml: &mut Xml<'_>) -> Result<Option<u32>, Fault> {
    let mut found = None;
    let scope = xml.scope();
    while xml.child(scope)?.is_some() {
        let list = xml.scope();
        while xml.child(list)?.is_some() {
            let extension = xml.scope();
            while let Some(element) = xml.child(extension)? {
                if element.name() == "compatExt" {
                    found = element.raw("spid").and_then(legacy_number);
                }
            }
        }
    }
    Ok(found)
}

/// The number in an id like `_x0000_s1025`.
pub(crate) fn legacy_number(id: &str) -> Option<u32> {
    id.strip_prefix("_x0000_s")?.parse().ok()
}

/// The text of a shape, a line a paragraph.
fn body_text(xml: &mut Xml<'_>) -> Result<String, Fault> {
    let mut paragraphs: Vec<String> = Vec::new();
    let scope = xml.scope();
    while let Some(element) = xml.child(scope)? {
        if element.name() != "p" {
            continue;
        }
        let mut line = String::new();
        let paragraph = xml.scope();
        while let Some(element) = xml.child(paragraph)? {
            match element.name() {
                "br" => line.push('\n'),
                "r" | "fld" => {
                    let run = xml.scope();
                    while let Some(element) = xml.child(run)? {
                        if element.name() == "t" {
                            let inside = xml.scope();
                            line.push_str(&xml.text(inside)?);
                        }
                    }
                }
                _ => {}
            }
        }
        paragraphs.push(line);
    }
    Ok(paragraphs.join("\n").trim_end_matches('\n').to_owned())
}
