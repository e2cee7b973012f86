//! OOXML: the bytes of .xlsx, .xlsm and .xlsb → [`Workbook`].
//!
//! Each part is inflated once and read in one pass, every count bounded by the limits. Values,
//! styles, merges, sizes and shapes come from our own passes: see [`sheet`] for why.

/// Parts written in records: .xlsb.
mod binary;
/// What all sheets share, and cells made by it.
mod book;
/// Form controls.
mod controls;
/// Drawings.
mod drawing;
/// The archive and its relationships.
mod package;
/// Cell references.
mod reference;
/// Shared and inline strings.
mod rich_text;
/// Worksheets in XML.
mod sheet;
/// Worksheets before they are put together.
mod sheet_draft;
/// Cell formats.
mod style_sheet;
/// The styles part.
mod styles;
/// The theme part.
mod theme;
/// VML drawings.
mod vml;
/// The workbook part.
mod workbook;

use std::sync::Arc;

use super::fault::Fault;
use super::model::{Shape, Sheet, Workbook};
use crate::diagnostic::{self, Checked, Diagnostic};
use crate::intake::{Limits, SourceFile};
use book::{Book, Budget};
use controls::Control;
use package::{Package, first_of};
use sheet_draft::{Axes, SheetDraft};
use workbook::{Contents, Tab};

/// The workbook in a package (ブック).
///
/// # Errors
/// A diagnostic when the package cannot be read or demands more than `limits` allow. A drawing
/// that cannot be read costs its sheet's shapes only, with a warning.
pub(crate) fn read(source: &SourceFile, limits: &Limits) -> Result<Checked<Workbook>, Diagnostic> {
    let mut diagnostics = Vec::new();
    let sheets = read_sheets(source, limits, &mut diagnostics)
        .map_err(|fault| fault.diagnostic(source, limits))?;
    let value = Workbook { source_path: source.source_path.clone(), sheets };
    Ok(Checked { value, diagnostics })
}

fn read_sheets(
    source: &SourceFile,
    limits: &Limits,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Vec<Sheet>, Fault> {
    let mut package = Package::open(&source.bytes, limits)?;
    let root = package.relationships("")?;
    let main = first_of(&root, "officeDocument").unwrap_or_else(|| "xl/workbook.xml".to_owned());
    let (mut book, contents) = read_book(&mut package, &main)?;
    let mut sheets = Vec::new();
    for Tab { name, visibility, part } in contents.tabs {
        let name: Arc<str> = Arc::from(name);
        let sheet = match part {
            Some(part) => read_sheet(&mut package, &part, &mut book).map(|(sheet, fault)| {
                diagnostics.extend(fault.map(|reason| {
                    diagnostic::grid::shapes_unreadable(&source.source_path, &name, &reason)
                }));
                sheet
            })?,
            None => Sheet::default(),
        };
        sheets.push(Sheet { name, visibility, ..sheet });
    }
    Ok(sheets)
}

/// What all sheets share, and the tabs.
fn read_book<'l>(package: &mut Package<'l>, main: &str) -> Result<(Book<'l>, Contents), Fault> {
    let limits = package.limits;
    let relationships = package.relationships(main)?;
    let palette = theme::read(package, first_of(&relationships, "theme"))?;
    let contents = match required(package, main)? {
        Part::Xml(text) => workbook::read(&text, main, &relationships, limits)?,
        Part::Binary(bytes) => binary::workbook::read(&bytes, main, &relationships, limits)?,
    };
    let place = first_of(&relationships, "styles").unwrap_or_default();
    let styles = match part(package, &place)? {
        Some(Part::Xml(text)) => styles::read(&text, &place, limits.xml_depth)?,
        Some(Part::Binary(bytes)) => binary::styles::read(&bytes, &place)?,
        None => style_sheet::StyleDraft::default(),
    }
    .finish(palette);
    let place = first_of(&relationships, "sharedStrings").unwrap_or_default();
    let strings = match part(package, &place)? {
        Some(Part::Xml(text)) => rich_text::read_shared(&text, &place, &styles.palette, limits)?,
        Some(Part::Binary(bytes)) => binary::strings::read(&bytes, &place, &styles.fonts, limits)?,
        None => Vec::new(),
    };
    let budget = Budget::new(limits.cells);
    let system = contents.system;
    Ok((Book { styles, strings, system, limits, budget }, contents))
}

/// A part in the way it is written.
enum Part {
    Xml(String),
    Binary(Vec<u8>),
}

/// A part, told by its name whether it is binary; `None` when there is none.
fn part(package: &mut Package<'_>, place: &str) -> Result<Option<Part>, Fault> {
    let is_binary = place.rsplit('.').next().is_some_and(|end| end.eq_ignore_ascii_case("bin"));
    Ok(if is_binary {
        package.bytes(place)?.map(Part::Binary)
    } else {
        package.text(place)?.map(Part::Xml)
    })
}

/// A part that no workbook does without.
fn required(package: &mut Package<'_>, place: &str) -> Result<Part, Fault> {
    part(package, place)?.ok_or_else(|| Fault::malformed(place, "the part is missing"))
}

/// A part's name and text; `None` when nothing is named or there is no such part.
fn text_of(
    package: &mut Package<'_>,
    place: Option<String>,
) -> Result<Option<(String, String)>, Fault> {
    let Some(place) = place else { return Ok(None) };
    Ok(package.text(&place)?.map(|text| (place, text)))
}

/// A sheet, and why its shapes cannot be read when they cannot.
fn read_sheet(
    package: &mut Package<'_>,
    place: &str,
    book: &mut Book<'_>,
) -> Result<(Sheet, Option<String>), Fault> {
    let (mut draft, controls) = match required(package, place)? {
        Part::Xml(text) => sheet::read(&text, place, book)?,
        Part::Binary(bytes) => (binary::sheet::read(&bytes, place, book)?, Vec::new()),
    };
    let axes = draft.axes(book.styles.digit);
    let (shapes, fault) = match read_shapes(package, place, (&draft, controls), &axes) {
        Ok(shapes) => (shapes, None),
        Err(Fault::Malformed(reason)) => (Vec::new(), Some(reason)),
        Err(limit @ Fault::Limit(_)) => return Err(limit),
    };
    Ok((draft.finish(shapes, book.styles.digit), fault))
}

/// The shapes and form controls of a sheet.
fn read_shapes(
    package: &mut Package<'_>,
    place: &str,
    (draft, controls): (&SheetDraft, Vec<Control>),
    axes: &Axes,
) -> Result<Vec<Shape>, Fault> {
    if draft.drawing.is_none() && draft.legacy_drawing.is_none() && controls.is_empty() {
        return Ok(Vec::new());
    }
    let limits = package.limits;
    let relationships = package.relationships(place)?;
    let target = |id: &Option<String>| Some(relationships.get(id.as_ref()?)?.target.clone());
    let drawn = match text_of(package, target(&draft.drawing))? {
        Some((place, text)) => drawing::read(&text, &place, axes, limits)?,
        None => Vec::new(),
    };
    let legacy = match text_of(package, target(&draft.legacy_drawing))? {
        Some((place, text)) => vml::read(&text, &place, axes, limits)?,
        None => Vec::new(),
    };
    let mut told = Vec::new();
    for control in controls {
        let place = relationships.get(&control.relationship).map(|found| &found.target);
        let state = match place {
            Some(place) => package.text(place)?,
            None => None,
        };
        let state =
            state.map(|text| controls::read_state(&text, &control.name, limits)).transpose()?;
        told.push((control, state));
    }
    Ok(controls::combine(drawn, legacy, told, axes))
}
