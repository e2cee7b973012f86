//! OpenDocument spreadsheets (.ods): bytes → [`Workbook`].
//!
//! One pass over `content.xml` with the styles of `styles.xml`, as ODF 1.3 part 3 describes them.
//! calamine is not used: its reader materialises repeated cells and knows neither the text as
//! shown nor spans, styles, hidden rows or shapes. Nothing here trusts a count or a length.

mod cell;
mod control;
mod length;
mod look;
mod outline;
mod shape;
mod style;
mod table;
mod text;
mod track;

use super::archive::Archive;
use super::fault::{Bound, Fault};
use super::model::{Sheet, Workbook};
use super::xml::{Manner, Xml};
use crate::diagnostic::{Checked, Diagnostic};
use crate::intake::{Limits, SourceFile};
use style::StyleSheet;

/// What is left of the limits that hold for the whole workbook.
struct Budget<'a> {
    limits: &'a Limits,
    cells: u64,
}

impl<'a> Budget<'a> {
    fn new(limits: &'a Limits) -> Self {
        Self { limits, cells: u64::try_from(limits.cells).unwrap_or(u64::MAX) }
    }

    /// Pays for so many cells, rows or columns before there is any room made for them.
    fn take(&mut self, count: u64) -> Result<(), Fault> {
        self.cells = self.cells.checked_sub(count).ok_or(Fault::Limit(Bound::Cells))?;
        Ok(())
    }
}

/// Every sheet of an OpenDocument spreadsheet.
///
/// # Errors
/// A diagnostic when a part is missing or malformed, or demands more than `limits` allow.
pub(super) fn read(source: &SourceFile, limits: &Limits) -> Result<Checked<Workbook>, Diagnostic> {
    let sheets =
        read_sheets(&source.bytes, limits).map_err(|fault| fault.diagnostic(source, limits))?;
    Ok(Checked::clean(Workbook { source_path: source.source_path.clone(), sheets }))
}

fn read_sheets(bytes: &[u8], limits: &Limits) -> Result<Vec<Sheet>, Fault> {
    let mut archive = Archive::open(bytes, limits)?;
    let mut styles = StyleSheet::default();
    if let Some(text) = archive.text("styles.xml")? {
        let mut xml = Xml::new(&text, "styles.xml", Manner::Strict, limits.xml_depth);
        xml.root("document-styles")?;
        let document = xml.scope();
        while let Some(element) = xml.child(document)? {
            // The automatic styles of this part belong to pages, not to cells.
            if element.name() == "styles" {
                styles.read(&mut xml)?;
            }
        }
    }
    let Some(text) = archive.text("content.xml")? else {
        return Err(Fault::malformed("content.xml", "missing"));
    };
    let mut xml = Xml::new(&text, "content.xml", Manner::Strict, limits.xml_depth);
    xml.root("document-content")?;
    let document = xml.scope();
    let mut sheets = None;
    while let Some(element) = xml.child(document)? {
        match element.name() {
            "automatic-styles" => styles.read(&mut xml)?,
            "body" => sheets = read_body(&mut xml, &styles, limits)?,
            _ => {}
        }
    }
    sheets.ok_or_else(|| Fault::malformed("content.xml", "no <office:spreadsheet>"))
}

fn read_body(
    xml: &mut Xml<'_>,
    styles: &StyleSheet,
    limits: &Limits,
) -> Result<Option<Vec<Sheet>>, Fault> {
    let mut budget = Budget::new(limits);
    let body = xml.scope();
    while let Some(element) = xml.child(body)? {
        if element.name() != "spreadsheet" {
            continue;
        }
        let mut sheets = Vec::new();
        let spreadsheet = xml.scope();
        while let Some(element) = xml.child(spreadsheet)? {
            if element.name() == "table" {
                if sheets.len() >= limits.sheets {
                    return Err(Fault::Limit(Bound::Sheets));
                }
                sheets.push(table::read(xml, &element, styles, &mut budget)?);
            }
        }
        return Ok(Some(sheets));
    }
    Ok(None)
}
