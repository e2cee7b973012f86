//! OOXML: the styles part → [`StyleDraft`].
//!
//! Differential formats and table styles are passed over: they depend on conditions.

use super::style_sheet::{
    self, FillDraft, FontDraft, FormatDraft, MOST_RECORDS, StyleDraft, pattern_share,
};
use crate::grid::fault::Fault;
use crate::grid::model::{Border, CellStyle};
use crate::grid::palette::{BLACK, Color, rgb_from_hex};
use crate::grid::xml::{Element, Manner, Xml};

/// Reads a styles part.
///
/// # Errors
/// The part is not well formed or nests too deeply.
pub(crate) fn read(text: &str, place: &str, depth: usize) -> Result<StyleDraft, Fault> {
    let mut xml = Xml::new(text, place, Manner::Strict, depth);
    let mut draft = StyleDraft::default();
    xml.root("styleSheet")?;
    let root = xml.scope();
    while let Some(list) = xml.child(root)? {
        match list.name() {
            "numFmts" => codes(&mut xml, &mut draft)?,
            "fonts" => draft.fonts = records(&mut xml, "font", |xml, _| font(xml))?,
            "fills" => draft.fills = records(&mut xml, "fill", |xml, _| fill(xml))?,
            "borders" => draft.borders = records(&mut xml, "border", |xml, _| border(xml))?,
            "cellStyleXfs" => {
                let formats = records(&mut xml, "xf", format)?;
                draft.normal_font = formats.first().map_or(0, |format| format.font);
            }
            "cellXfs" => draft.formats = records(&mut xml, "xf", format)?,
            "colors" => palette(&mut xml, &mut draft)?,
            _ => {}
        }
    }
    Ok(draft)
}

/// The records of one list.
fn records<T>(
    xml: &mut Xml<'_>,
    name: &str,
    read: impl Fn(&mut Xml<'_>, &Element<'_>) -> Result<T, Fault>,
) -> Result<Vec<T>, Fault> {
    let list = xml.scope();
    let mut found = Vec::new();
    while let Some(element) = xml.child(list)? {
        if element.name() == name && found.len() < MOST_RECORDS {
            found.push(read(xml, &element)?);
        }
    }
    Ok(found)
}

fn codes(xml: &mut Xml<'_>, draft: &mut StyleDraft) -> Result<(), Fault> {
    let list = xml.scope();
    while let Some(element) = xml.child(list)? {
        if let (Some(id), Some(code)) = (element.number("numFmtId"), element.text("formatCode")) {
            draft.codes.insert(id, code.into_owned());
        }
    }
    Ok(())
}

/// The font inside of the element that was read last, be it of a cell or of a run.
///
/// # Errors
/// As [`Xml::next`].
pub(crate) fn font(xml: &mut Xml<'_>) -> Result<FontDraft, Fault> {
    let mut font = FontDraft::default();
    let inside = xml.scope();
    while let Some(element) = xml.child(inside)? {
        match element.name() {
            "b" => font.style.bold = element.is_on(),
            "i" => font.style.italic = element.is_on(),
            "strike" => font.style.strikethrough = element.is_on(),
            "u" => font.style.underline = element.raw("val") != Some("none"),
            "sz" => font.style.size = element.number("val").filter(|size: &f64| size.is_finite()),
            "color" => font.color = color(&element),
            "name" | "rFont" => {
                font.name = element.text("val").unwrap_or_default().into_owned();
            }
            _ => {}
        }
    }
    Ok(font)
}

/// The colour that an element's attributes name.
fn color(element: &Element<'_>) -> Color {
    let tint = element.number("tint").unwrap_or(0.0);
    if let Some(index) = element.number("theme") {
        Color::Theme(index, tint)
    } else if let Some(rgb) = element.raw("rgb").and_then(rgb_from_hex) {
        Color::Direct(rgb)
    } else if let Some(index) = element.number("indexed") {
        Color::Indexed(index, tint)
    } else {
        Color::Automatic
    }
}

fn fill(xml: &mut Xml<'_>) -> Result<FillDraft, Fault> {
    let inside = xml.scope();
    let Some(element) = xml.child(inside)? else { return Ok(FillDraft::None) };
    let parts = xml.scope();
    if element.name() == "gradientFill" {
        let mut colors = Vec::new();
        while xml.child(parts)?.is_some() {
            let stop = xml.scope();
            colors.extend(xml.child(stop)?.map(|element| color(&element)));
        }
        return Ok(FillDraft::Gradient(colors));
    }
    let share = element.raw("patternType").and_then(pattern_share);
    let (mut over, mut under) = (Color::Automatic, Color::Automatic);
    while let Some(element) = xml.child(parts)? {
        match element.name() {
            "fgColor" => over = color(&element),
            "bgColor" => under = color(&element),
            _ => {}
        }
    }
    Ok(share.map_or(FillDraft::None, |share| FillDraft::Pattern(share, over, under)))
}

fn border(xml: &mut Xml<'_>) -> Result<Border, Fault> {
    let mut border = Border::default();
    let inside = xml.scope();
    while let Some(side) = xml.child(inside)? {
        if matches!(side.name(), "left" | "right" | "top" | "bottom" | "start" | "end") {
            let weight = style_sheet::line_weight(side.raw("style").unwrap_or_default());
            style_sheet::add_side(&mut border, weight);
        }
    }
    Ok(border)
}

fn format(xml: &mut Xml<'_>, element: &Element<'_>) -> Result<FormatDraft, Fault> {
    let mut format = FormatDraft {
        font: element.number("fontId").unwrap_or_default(),
        fill: element.number("fillId").unwrap_or_default(),
        border: element.number("borderId").unwrap_or_default(),
        number: element.number("numFmtId").unwrap_or_default(),
        ..FormatDraft::default()
    };
    let inside = xml.scope();
    while let Some(element) = xml.child(inside)? {
        match element.name() {
            "alignment" => format.alignment = alignment(&element),
            "extLst" => format.checkbox = has_complement(xml)?,
            _ => {}
        }
    }
    Ok(format)
}

fn alignment(element: &Element<'_>) -> CellStyle {
    CellStyle {
        horizontal: style_sheet::horizontal(element.raw("horizontal").unwrap_or_default()),
        vertical: style_sheet::vertical(element.raw("vertical").unwrap_or_default()),
        wrap: element.flag("wrapText").unwrap_or(false),
        indent: element.number("indent").unwrap_or(0),
        ..CellStyle::default()
    }
}

/// Whether an extension list links the format to a feature of its own: the tick box is the only
/// one that Excel has so far.
///
/// Source: MS-XLSX 2.6.306 (`xfComplement`).
fn has_complement(xml: &mut Xml<'_>) -> Result<bool, Fault> {
    let mut found = false;
    let list = xml.scope();
    while xml.child(list)?.is_some() {
        let inside = xml.scope();
        while let Some(element) = xml.child(inside)? {
            found |= element.name() == "xfComplement";
        }
    }
    Ok(found)
}

fn palette(xml: &mut Xml<'_>, draft: &mut StyleDraft) -> Result<(), Fault> {
    let colors = xml.scope();
    while let Some(list) = xml.child(colors)? {
        if list.name() != "indexedColors" {
            continue;
        }
        draft.indexed = records(xml, "rgbColor", |_, element| {
            Ok(element.raw("rgb").and_then(rgb_from_hex).unwrap_or(BLACK))
        })?;
    }
    Ok(())
}
