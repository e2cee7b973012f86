//! OOXML: the theme part → the twelve colours that styles and drawings refer to.
//!
//! What it cannot read keeps Office's own colours: a theme never costs a workbook.

use super::package::Package;
use crate::grid::fault::Fault;
use crate::grid::model::Rgb;
use crate::grid::palette::{Palette, rgb_from_hex};
use crate::grid::xml::{Manner, Xml};

/// Names of the theme's colours in the order in which cells count them.
///
/// Cells count light before dark, the part itself writes dark before light.
const COUNTED: [&str; 12] = [
    "lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
    "hlink", "folHlink",
];

/// The palette with the theme's colours, as far as the theme can be read.
///
/// # Errors
/// Only limits: a malformed theme is passed over.
pub(crate) fn read(package: &mut Package<'_>, part: Option<String>) -> Result<Palette, Fault> {
    let mut palette = Palette::default();
    let Some(part) = part else { return Ok(palette) };
    let read = package.text(&part).and_then(|text| {
        let text = text.unwrap_or_default();
        colors(&mut Xml::new(&text, &part, Manner::Strict, package.limits.xml_depth), &mut palette)
    });
    match read {
        Err(Fault::Limit(bound)) => Err(Fault::Limit(bound)),
        Err(Fault::Malformed(_)) | Ok(()) => Ok(palette),
    }
}

fn colors(xml: &mut Xml<'_>, palette: &mut Palette) -> Result<(), Fault> {
    xml.root("theme")?;
    let theme = xml.scope();
    while let Some(element) = xml.child(theme)? {
        if element.name() != "themeElements" {
            continue;
        }
        let elements = xml.scope();
        while let Some(element) = xml.child(elements)? {
            if element.name() == "clrScheme" {
                return scheme(xml, palette);
            }
        }
    }
    Ok(())
}

fn scheme(xml: &mut Xml<'_>, palette: &mut Palette) -> Result<(), Fault> {
    let scheme = xml.scope();
    while let Some(slot) = xml.child(scheme)? {
        let counted = COUNTED.iter().position(|name| *name == slot.name());
        let place = counted.and_then(|index| palette.theme.get_mut(index));
        let inside = xml.scope();
        let color = xml.child(inside)?.and_then(|element| value(element.name(), &element));
        if let (Some(place), Some(color)) = (place, color) {
            *place = color;
        }
    }
    Ok(())
}

fn value(name: &str, element: &crate::grid::xml::Element<'_>) -> Option<Rgb> {
    rgb_from_hex(element.raw(if name == "sysClr" { "lastClr" } else { "val" })?)
}
