//! OOXML: form controls, told in up to three parts of a file → one shape each.
//!
//! A check box stands in the sheet (who it is), in its own part (what it is and whether it is
//! ticked), in the VML drawing (all of it, the old way) and in the drawing (where it lies). The
//! number in the VML drawing ties them together.

use std::collections::{BTreeMap, BTreeSet};

use super::drawing::Drawn;
use super::drawing::anchor::{self, Anchor, Frame};
use super::sheet_draft::Axes;
use super::vml;
use crate::grid::fault::{Bound, Fault};
use crate::grid::model::{Shape, ShapeFill, ShapeKind};
use crate::grid::xml::{Manner, Xml};
use crate::intake::Limits;

/// A control as the sheet lists it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Control {
    /// Its number in the VML drawing.
    pub(crate) legacy_id: u32,
    /// Id of the relationship to its own part.
    pub(crate) relationship: String,
    /// Its name.
    pub(crate) name: String,
    /// Where it lies, when the sheet says so.
    pub(crate) anchor: Option<Anchor>,
}

/// What a control's own part says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct State {
    /// What it is.
    pub(crate) kind: ShapeKind,
    /// Whether it is ticked; `None` when that is not known or not to be asked.
    pub(crate) checked: Option<bool>,
}

/// Reads the list of controls in a sheet.
///
/// # Errors
/// As [`Xml::next`], and when there are too many.
pub(crate) fn read_controls(xml: &mut Xml<'_>, limits: &Limits) -> Result<Vec<Control>, Fault> {
    let mut controls = Vec::new();
    let list = xml.scope();
    while let Some(element) = xml.child(list)? {
        if controls.len() >= limits.shapes {
            return Err(Fault::Limit(Bound::Shapes));
        }
        let mut control = Control {
            legacy_id: element.number("shapeId").unwrap_or(0),
            relationship: element.text("id").unwrap_or_default().into_owned(),
            name: element.text("name").unwrap_or_default().into_owned(),
            anchor: None,
        };
        let inside = xml.scope();
        while xml.child(inside)?.is_some() {
            let properties = xml.scope();
            while let Some(element) = xml.child(properties)? {
                if element.name() == "anchor" {
                    control.anchor = Some(read_anchor(xml)?);
                }
            }
        }
        controls.push(control);
    }
    Ok(controls)
}

fn read_anchor(xml: &mut Xml<'_>) -> Result<Anchor, Fault> {
    let mut anchor = Anchor::default();
    let scope = xml.scope();
    while let Some(element) = xml.child(scope)? {
        match element.name() {
            "from" => anchor.from = Some(anchor::read_corner(xml)?),
            "to" => anchor.to = Some(anchor::read_corner(xml)?),
            _ => {}
        }
    }
    Ok(anchor)
}

/// Class of the check box among `ActiveX` controls (MS-OFORMS 2.2.9).
const CHECK_BOX_CLASS: &str = "{8BD21D40-EC42-11CE-9E0D-00AA006002F3}";

/// Class of the option button among `ActiveX` controls.
const OPTION_BUTTON_CLASS: &str = "{8BD21D50-EC42-11CE-9E0D-00AA006002F3}";

/// Reads a control's own part, be it a form control's or an `ActiveX` control's.
///
/// # Errors
/// The part is not well formed.
pub(crate) fn read_state(text: &str, place: &str, limits: &Limits) -> Result<State, Fault> {
    let mut xml = Xml::new(text, place, Manner::Strict, limits.xml_depth);
    let mut state = State { kind: ShapeKind::Other, checked: None };
    let root = xml.scope();
    let Some(element) = xml.child(root)? else { return Ok(state) };
    let class = element.raw("classid").unwrap_or_default().to_ascii_uppercase();
    state.kind = match element.raw("objectType") {
        Some("CheckBox") => ShapeKind::CheckBox,
        Some("Radio") => ShapeKind::OptionButton,
        // The state of an `ActiveX` control lies in binary data of its own and stays unknown.
        _ if class == CHECK_BOX_CLASS => return Ok(State { kind: ShapeKind::CheckBox, ..state }),
        _ if class == OPTION_BUTTON_CLASS => {
            return Ok(State { kind: ShapeKind::OptionButton, ..state });
        }
        _ => return Ok(state),
    };
    state.checked = vml::checked(match element.raw("checked") {
        Some("Checked") => Some(1),
        Some("Mixed") => Some(2),
        _ => None,
    });
    Ok(state)
}

/// Every shape of a sheet once: those of the drawing, then controls and old shapes.
///
/// Input: the drawing's shapes, the VML drawing's, and the sheet's controls with what their own
/// parts say. Hidden shapes are left out, but for the pictures of controls, which always are.
pub(crate) fn combine(
    drawn: Vec<Drawn>,
    mut legacy: Vec<Drawn>,
    controls: Vec<(Control, Option<State>)>,
    axes: &Axes,
) -> Vec<Shape> {
    let mut listed: BTreeMap<u32, (Control, Option<State>)> =
        controls.into_iter().map(|entry| (entry.0.legacy_id, entry)).collect();
    number(&mut legacy, &listed);
    let old: BTreeSet<u32> = legacy.iter().filter_map(|old| old.legacy_id).collect();
    let mut shapes = Vec::new();
    let mut pictures = BTreeMap::new();
    for new in drawn {
        let told = new.legacy_id.filter(|id| old.contains(id) || listed.contains_key(id));
        // LibreOffice only repeats the control's number as the shape's own.
        match told.or(new.id.filter(|id| listed.contains_key(id))) {
            Some(id) => {
                pictures.insert(id, new.shape);
            }
            None if new.hidden => {}
            None => shapes.push(new.shape),
        }
    }
    for old in legacy {
        let id = old.legacy_id;
        let picture = id.and_then(|id| pictures.remove(&id));
        let entry = id.and_then(|id| listed.remove(&id));
        if !old.hidden {
            shapes.push(joined(old.shape, picture, entry, axes));
        }
    }
    for (id, entry) in listed {
        let picture = pictures.remove(&id);
        shapes.push(joined(bare(), picture, Some(entry), axes));
    }
    shapes
}

/// Gives controls of a VML drawing that have no number those of the sheet's list, in its order,
/// when there are as many: `LibreOffice` calls every one of them `shape_0`.
fn number(legacy: &mut [Drawn], listed: &BTreeMap<u32, (Control, Option<State>)>) {
    let taken: BTreeSet<u32> = legacy.iter().filter_map(|old| old.legacy_id).collect();
    let free: Vec<u32> = listed.keys().copied().filter(|id| !taken.contains(id)).collect();
    let is_control = |old: &&mut Drawn| {
        let kinds = [ShapeKind::CheckBox, ShapeKind::OptionButton, ShapeKind::Other];
        old.legacy_id.is_none() && kinds.contains(&old.shape.kind)
    };
    let nameless: Vec<&mut Drawn> = legacy.iter_mut().filter(is_control).collect();
    if nameless.len() == free.len() {
        for (old, id) in nameless.into_iter().zip(free) {
            old.legacy_id = Some(id);
        }
    }
}

/// A control with nothing known of it.
fn bare() -> Shape {
    Shape {
        name: String::new(),
        kind: ShapeKind::Other,
        left: 0.0,
        top: 0.0,
        width: 0.0,
        height: 0.0,
        fill: ShapeFill::None,
        outlined: false,
        text: String::new(),
        checked: None,
        anchor: crate::units::CellAddress::new(0, 0),
    }
}

/// One control out of what the parts say of it; where it has no extent, nothing is said.
fn joined(
    mut shape: Shape,
    picture: Option<Shape>,
    entry: Option<(Control, Option<State>)>,
    axes: &Axes,
) -> Shape {
    if let Some((control, state)) = entry {
        if !control.name.is_empty() {
            shape.name = control.name;
        }
        if let Some(frame) = control.anchor.map(|anchor| anchor.frame(axes)) {
            place(&mut shape, frame, axes);
        }
        if let Some(state) = state.filter(|state| state.kind != ShapeKind::Other) {
            (shape.kind, shape.checked) = (state.kind, state.checked);
        }
    }
    if let Some(picture) = picture {
        let Shape { left, top, width, height, .. } = picture;
        place(&mut shape, Frame { left, top, width, height }, axes);
        if shape.text.is_empty() {
            shape.text = picture.text;
        }
        if shape.name.is_empty() {
            shape.name = picture.name;
        }
    }
    shape
}

fn place(shape: &mut Shape, frame: Frame, axes: &Axes) {
    if frame.width > 0.0 && frame.height > 0.0 {
        (shape.left, shape.top) = (frame.left, frame.top);
        (shape.width, shape.height) = (frame.width, frame.height);
        shape.anchor = frame.cell(axes);
    }
}
