//! OOXML: the VML drawing of a sheet → form controls and old shapes in points.
//!
//! Notes (comments) stand there too; they are no shapes. What a newer drawing repeats is sorted
//! out by [`super::controls`].

use super::drawing::anchor::{Anchor, Corner, Frame};
use super::drawing::{Drawn, legacy_number};
use super::rich_text::{check_length, unescaped};
use super::sheet_draft::Axes;
use crate::grid::fault::{Bound, Fault};
use crate::grid::model::{Shape, ShapeFill, ShapeKind};
use crate::grid::xml::{Element, Manner, Xml};
use crate::intake::Limits;

/// Points in a pixel: VML anchors count 96 of them to the inch.
const POINTS_PER_PIXEL: f64 = 0.75;

/// Reads a VML drawing.
///
/// # Errors
/// The part is not well formed, or holds more shapes or longer texts than allowed.
pub(crate) fn read(
    text: &str,
    place: &str,
    axes: &Axes,
    limits: &Limits,
) -> Result<Vec<Drawn>, Fault> {
    let mut xml = Xml::new(text, place, Manner::Vml, limits.xml_depth);
    let mut reader = Reader { axes, limits, drawn: Vec::new() };
    xml.root("xml")?;
    let root = xml.scope();
    while let Some(element) = xml.child(root)? {
        reader.object(&mut xml, &element, None)?;
    }
    Ok(reader.drawn)
}

struct Reader<'a> {
    axes: &'a Axes,
    limits: &'a Limits,
    drawn: Vec<Drawn>,
}

/// The space in which the shapes of a group stand.
#[derive(Clone, Copy)]
struct Space {
    frame: Frame,
    origin: (f64, f64),
    size: (f64, f64),
}

/// What `x:ClientData` says.
#[derive(Default)]
struct ClientData {
    kind: String,
    anchor: Option<Anchor>,
    checked: Option<u8>,
}

impl Reader<'_> {
    fn object(
        &mut self,
        xml: &mut Xml<'_>,
        element: &Element<'_>,
        space: Option<Space>,
    ) -> Result<(), Fault> {
        match element.name() {
            "group" => self.group(xml, element, space),
            "shape" | "oval" | "rect" | "roundrect" | "line" | "polyline" | "arc" | "curve"
            | "image" => self.shape(xml, element, space),
            _ => Ok(()),
        }
    }

    fn group(
        &mut self,
        xml: &mut Xml<'_>,
        element: &Element<'_>,
        around: Option<Space>,
    ) -> Result<(), Fault> {
        let style = element.text("style").unwrap_or_default();
        let space = Space {
            frame: frame_of(&style, around),
            origin: pair(element.raw("coordorigin")).unwrap_or((0.0, 0.0)),
            size: pair(element.raw("coordsize")).unwrap_or((1000.0, 1000.0)),
        };
        let scope = xml.scope();
        while let Some(element) = xml.child(scope)? {
            self.object(xml, &element, Some(space))?;
        }
        Ok(())
    }

    fn shape(
        &mut self,
        xml: &mut Xml<'_>,
        element: &Element<'_>,
        space: Option<Space>,
    ) -> Result<(), Fault> {
        let style = element.text("style").unwrap_or_default();
        let mut data = ClientData::default();
        let mut opacity = 1.0;
        let mut text = String::new();
        let mut pictured = false;
        let scope = xml.scope();
        while let Some(child) = xml.child(scope)? {
            match child.name() {
                "fill" => opacity = child.raw("opacity").map_or(opacity, share),
                "imagedata" => pictured = true,
                "textbox" => {
                    let inside = xml.scope();
                    text = tidy(&xml.text(inside)?);
                }
                "ClientData" => data = client_data(xml, &child)?,
                _ => {}
            }
        }
        if data.kind == "Note" {
            return Ok(());
        }
        check_length(&text, self.limits)?;
        if self.drawn.len() >= self.limits.shapes {
            return Err(Fault::Limit(Bound::Shapes));
        }
        let frame = match data.anchor {
            Some(anchor) if space.is_none() => anchor.frame(self.axes),
            _ => frame_of(&style, space),
        };
        let kind = kind(element, &data.kind, pictured);
        let id = element.text("id").unwrap_or_default();
        // A number is no name that was escaped, though it begins like one.
        let is_number = legacy_number(&id).is_some();
        let name = if is_number { id.clone() } else { unescaped(id.clone()) };
        let shape = Shape {
            name: name.into_owned(),
            kind,
            left: frame.left,
            top: frame.top,
            width: frame.width,
            height: frame.height,
            fill: fill(element, kind, opacity),
            outlined: element.flag("stroked").unwrap_or(true),
            text,
            checked: match kind {
                ShapeKind::CheckBox | ShapeKind::OptionButton => checked(data.checked),
                _ => None,
            },
            anchor: frame.cell(self.axes),
        };
        let legacy_id = element.raw("spid").and_then(legacy_number).or_else(|| legacy_number(&id));
        let hidden = property(&style, "visibility") == Some("hidden");
        self.drawn.push(Drawn { shape, id: None, legacy_id, hidden });
        Ok(())
    }
}

/// Whether a control is ticked: not at all, fully, or undecided.
pub(crate) fn checked(state: Option<u8>) -> Option<bool> {
    match state {
        None | Some(0) => Some(false),
        Some(1) => Some(true),
        Some(_) => None,
    }
}

/// What a shape is, by the control it stands for or else by its element and type.
fn kind(element: &Element<'_>, control: &str, pictured: bool) -> ShapeKind {
    match control {
        "Checkbox" => return ShapeKind::CheckBox,
        "Radio" => return ShapeKind::OptionButton,
        "Pict" => return ShapeKind::Picture,
        "" | "Shape" | "Oval" | "Rect" | "RectA" | "Group" | "Arc" | "Line" | "LineA"
        | "PolyLine" => {}
        _ => return ShapeKind::Other,
    }
    if pictured {
        return ShapeKind::Picture;
    }
    // Shape types are numbered as in MS-ODRAW 2.4.24: 20 and 32–40 lead somewhere.
    let preset = element.raw("type").and_then(|name| name.strip_prefix("#_x0000_t")?.parse().ok());
    match (element.name(), preset) {
        ("image", _) | (_, Some(75)) => ShapeKind::Picture,
        ("line" | "arc" | "curve", _) | (_, Some(19 | 20 | 32..=40 | 85..=88)) => ShapeKind::Line,
        (_, Some(202)) => ShapeKind::TextBox,
        ("polyline", _) if !is_closed(element.raw("points")) => ShapeKind::Line,
        ("shape", None) if element.raw("path").is_some_and(|path| !path.contains('x')) => {
            ShapeKind::Line
        }
        _ => ShapeKind::Outline,
    }
}

/// Whether a list of points ends where it began.
fn is_closed(points: Option<&str>) -> bool {
    let mut points = points.unwrap_or_default().split([' ', ',']).filter(|part| !part.is_empty());
    let first = (points.next(), points.next());
    let last = (points.next_back(), points.next_back());
    first.0.is_some() && first == (last.1, last.0)
}

fn fill(element: &Element<'_>, kind: ShapeKind, opacity: f64) -> ShapeFill {
    let filled = element.flag("filled").unwrap_or(true) && opacity > 0.0;
    match kind {
        ShapeKind::Picture => ShapeFill::Solid,
        ShapeKind::Line => ShapeFill::None,
        _ if !filled => ShapeFill::None,
        _ if opacity < 1.0 => ShapeFill::Translucent,
        _ => ShapeFill::Solid,
    }
}

fn client_data(xml: &mut Xml<'_>, element: &Element<'_>) -> Result<ClientData, Fault> {
    let kind = element.raw("ObjectType").unwrap_or_default().to_owned();
    let mut data = ClientData { kind, ..ClientData::default() };
    let scope = xml.scope();
    while let Some(element) = xml.child(scope)? {
        let inside = xml.scope();
        match element.name() {
            "Anchor" => data.anchor = pixel_anchor(&xml.text(inside)?),
            // The element alone, without a number in it, is a tick.
            "Checked" => data.checked = Some(xml.text(inside)?.trim().parse().unwrap_or(1)),
            _ => {}
        }
    }
    Ok(data)
}

/// An anchor as `x:Anchor` writes it: column, pixels, row, pixels of both corners.
fn pixel_anchor(text: &str) -> Option<Anchor> {
    let numbers: Vec<u32> =
        text.split(',').filter_map(|number| number.trim().parse().ok()).collect();
    let corner = |numbers: [u32; 4]| {
        let [column, right_by, row, down_by] = numbers;
        Corner {
            column,
            right_by: f64::from(right_by) * POINTS_PER_PIXEL,
            row,
            down_by: f64::from(down_by) * POINTS_PER_PIXEL,
        }
    };
    let [from, to] = <[[u32; 4]; 2]>::try_from(numbers.as_chunks::<4>().0).ok()?;
    Some(Anchor { from: Some(corner(from)), to: Some(corner(to)), ..Anchor::default() })
}

/// The box that a style tells: points of the sheet, or units of the group around it.
fn frame_of(style: &str, space: Option<Space>) -> Frame {
    let told =
        |names: [&str; 2]| names.iter().find_map(|name| property(style, name)).map_or(0.0, length);
    let (left, top) = (told(["left", "margin-left"]), told(["top", "margin-top"]));
    let (width, height) = (told(["width", "width"]), told(["height", "height"]));
    let Some(space) = space else {
        return Frame {
            left: told(["margin-left", "left"]),
            top: told(["margin-top", "top"]),
            width: width.max(0.0),
            height: height.max(0.0),
        };
    };
    let ratio = |size: f64, units: f64| if units > 0.0 { size / units } else { 0.0 };
    let across = ratio(space.frame.width, space.size.0);
    let down = ratio(space.frame.height, space.size.1);
    Frame {
        left: space.frame.left + (left - space.origin.0) * across,
        top: space.frame.top + (top - space.origin.1) * down,
        width: (width * across).max(0.0),
        height: (height * down).max(0.0),
    }
}

/// The value of a property in a style.
fn property<'s>(style: &'s str, name: &str) -> Option<&'s str> {
    style.split(';').find_map(|entry| {
        let (key, value) = entry.split_once(':')?;
        (key.trim() == name).then_some(value.trim())
    })
}

/// Points of a length with a unit; numbers without one stay as they are.
fn length(text: &str) -> f64 {
    let units = [("pt", 1.0), ("px", POINTS_PER_PIXEL), ("in", 72.0), ("mm", 72.0 / 25.4)];
    let (number, factor) = units
        .iter()
        .find_map(|(unit, factor)| Some((text.strip_suffix(unit)?, *factor)))
        .unwrap_or((text, 1.0));
    let number: f64 = number.trim().parse().unwrap_or(0.0);
    if number.abs() < 1e7 { number * factor } else { 0.0 }
}

fn pair(text: Option<&str>) -> Option<(f64, f64)> {
    let (first, second) = text?.split_once(',')?;
    Some((length(first), length(second)))
}

/// An opacity written as a number, in percent or in 65,536ths.
fn share(text: &str) -> f64 {
    let text = text.trim();
    let parse = |number: &str| number.parse::<f64>().unwrap_or(1.0);
    if let Some(number) = text.strip_suffix('f') {
        parse(number) / 65_536.0
    } else if let Some(number) = text.strip_suffix('%') {
        parse(number) / 100.0
    } else {
        parse(text)
    }
}

/// Text without the line breaks and spaces that only lay out the part itself.
fn tidy(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}
