//! Drawing: what a shape's properties and style say of its form, fill and line.

use super::geometry::{Form, read_custom};
use super::transform::{self, Transform};
use crate::grid::fault::Fault;
use crate::grid::model::{ShapeFill, ShapeKind};
use crate::grid::xml::{Element, Xml};

/// How an inside or a line is painted, as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paint {
    /// Painted so, or not at all.
    Fill(ShapeFill),
    /// Painted as the group around it.
    AsGroup,
}

/// Properties of a shape (`spPr`).
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Properties {
    /// Its place; not told by every shape.
    pub(crate) transform: Option<Transform>,
    /// Its inside, where that is said here.
    pub(crate) paint: Option<Paint>,
    /// Whether it has a visible line, where that is said here.
    line: Option<bool>,
    form: Form,
}

/// What a shape takes from the theme: whether by a style that paints at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct StyleReferences {
    line: bool,
    fill: Option<ShapeFill>,
}

impl Properties {
    /// What the shape is.
    pub(crate) fn kind(&self, text_box: bool) -> ShapeKind {
        if text_box {
            ShapeKind::TextBox
        } else if self.form.closed {
            ShapeKind::Outline
        } else {
            ShapeKind::Line
        }
    }

    /// How its inside is painted.
    pub(crate) fn fill(&self, references: StyleReferences, group: Option<Paint>) -> ShapeFill {
        if self.form.hollow {
            return ShapeFill::None;
        }
        match self.paint.or(references.fill.map(Paint::Fill)) {
            Some(Paint::Fill(fill)) => fill,
            Some(Paint::AsGroup) => match group {
                Some(Paint::Fill(fill)) => fill,
                _ => ShapeFill::None,
            },
            None => ShapeFill::None,
        }
    }

    /// Whether it has a visible line.
    pub(crate) fn outlined(&self, references: StyleReferences) -> bool {
        self.line.unwrap_or(references.line)
    }

    /// Whether it is as round as its box allows.
    pub(crate) fn is_ellipse(&self) -> bool {
        self.form.ellipse
    }
}

/// Reads the properties of a shape or group.
pub(crate) fn read(xml: &mut Xml<'_>) -> Result<Properties, Fault> {
    let mut properties = Properties::default();
    let scope = xml.scope();
    while let Some(element) = xml.child(scope)? {
        match element.name() {
            "xfrm" => properties.transform = Some(transform::read(xml, &element)?),
            "prstGeom" => properties.form = Form::preset(element.raw("prst").unwrap_or_default()),
            "custGeom" => properties.form = read_custom(xml)?,
            "ln" => properties.line = read_line(xml)?,
            _ => {
                if let Some(paint) = read_paint(xml, &element)? {
                    properties.paint = Some(paint);
                }
            }
        }
    }
    Ok(properties)
}

/// What a line element says of being visible; `None` when it leaves that to the style.
fn read_line(xml: &mut Xml<'_>) -> Result<Option<bool>, Fault> {
    let mut visible = None;
    let scope = xml.scope();
    while let Some(element) = xml.child(scope)? {
        if let Some(Paint::Fill(fill)) = read_paint(xml, &element)? {
            visible = Some(fill != ShapeFill::None);
        }
    }
    Ok(visible)
}

/// What a fill element says; `None` when the element is no fill.
fn read_paint(xml: &mut Xml<'_>, element: &Element<'_>) -> Result<Option<Paint>, Fault> {
    Ok(Some(match element.name() {
        "noFill" => Paint::Fill(ShapeFill::None),
        "blipFill" | "pattFill" => Paint::Fill(ShapeFill::Solid),
        "grpFill" => Paint::AsGroup,
        "solidFill" => Paint::Fill(opacity(read_alpha(xml)?)),
        "gradFill" => Paint::Fill(opacity(read_gradient(xml)?)),
        _ => return Ok(None),
    }))
}

fn opacity(alpha: f64) -> ShapeFill {
    if alpha <= 0.0 {
        ShapeFill::None
    } else if alpha < 1.0 {
        ShapeFill::Translucent
    } else {
        ShapeFill::Solid
    }
}

/// The opacity (0–1) of the colour inside of the element that was read last.
fn read_alpha(xml: &mut Xml<'_>) -> Result<f64, Fault> {
    let mut alpha = 1.0;
    let scope = xml.scope();
    while xml.child(scope)?.is_some() {
        let color = xml.scope();
        while let Some(element) = xml.child(color)? {
            if element.name() == "alpha" {
                alpha = element.raw("val").and_then(share).unwrap_or(1.0);
            }
        }
    }
    Ok(alpha)
}

/// The highest opacity of a gradient's colours.
fn read_gradient(xml: &mut Xml<'_>) -> Result<f64, Fault> {
    let mut highest = 0.0_f64;
    let scope = xml.scope();
    while let Some(element) = xml.child(scope)? {
        if element.name() != "gsLst" {
            continue;
        }
        let list = xml.scope();
        while xml.child(list)?.is_some() {
            highest = highest.max(read_alpha(xml)?);
        }
    }
    Ok(highest)
}

/// A share written in thousandths of a percent, or with a percent sign.
fn share(text: &str) -> Option<f64> {
    let (number, whole) = match text.trim().strip_suffix('%') {
        Some(number) => (number, 100.0),
        None => (text.trim(), 100_000.0),
    };
    number.parse::<f64>().ok().map(|number| number / whole)
}

/// Reads a shape's style.
pub(crate) fn read_references(xml: &mut Xml<'_>) -> Result<StyleReferences, Fault> {
    let mut references = StyleReferences::default();
    let scope = xml.scope();
    while let Some(element) = xml.child(scope)? {
        // 0 and 1000 stand for "not painted"; the theme's own fills are taken for opaque.
        let paints = !matches!(element.number("idx").unwrap_or(0_u32), 0 | 1000);
        match element.name() {
            "lnRef" => references.line = paints && read_alpha(xml)? > 0.0,
            "fillRef" if paints => {
                references.fill = Some(opacity(read_alpha(xml)?));
            }
            _ => {}
        }
    }
    Ok(references)
}
