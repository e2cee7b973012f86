//! Grid, BIFF: a shape's form and object type → what it is to a reader of answers.
//!
//! This module must not place anything.

use super::object::ObjectKind;
use super::properties::Properties;
use crate::grid::model::ShapeKind;

/// What a shape is. Its object type decides for controls and pictures, else its form (MSOSPT,
/// MS-ODRAW 2.4.24). Free-forms (0), which some programs also write for ovals and under the
/// number for "no form" (0xFFF), go by their path.
pub(super) fn shape_kind(object: ObjectKind, form: u16, properties: &Properties<'_>) -> ShapeKind {
    match object {
        ObjectKind::CheckBox => return ShapeKind::CheckBox,
        ObjectKind::OptionButton => return ShapeKind::OptionButton,
        ObjectKind::Control => return ShapeKind::Other,
        ObjectKind::Text => return ShapeKind::TextBox,
        _ if properties.is_ink => return ShapeKind::Ink,
        ObjectKind::Picture => return ShapeKind::Picture,
        ObjectKind::Line => return ShapeKind::Line,
        ObjectKind::Drawn | ObjectKind::Unseen => {}
    }
    match form {
        0 | 0xFFF if !properties.path.is_closed() => ShapeKind::Line,
        // Arc, line, connectors, brackets and braces: they go round nothing.
        19 | 20 | 32..=40 | 85..=88 => ShapeKind::Line,
        75 => ShapeKind::Picture,
        201 => ShapeKind::Other,
        // Text boxes and WordArt.
        24..=31 | 136..=175 | 202 => ShapeKind::TextBox,
        _ => ShapeKind::Outline,
    }
}
