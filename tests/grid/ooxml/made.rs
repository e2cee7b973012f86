//! Packages made for one test: a sheet of 60 × 20 point cells and whatever is drawn on it.

use std::io::{Cursor, Write};

use torimatome::diagnostic::{Checked, Diagnostic};
use torimatome::grid::{self, Sheet, Workbook};
use torimatome::intake::{FileFormat, Limits};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::super::source;

const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Columns of 80 pixels where the widest digit has 7, rows of 20 points.
pub(super) const SIZES: &str = r#"<sheetFormatPr defaultRowHeight="20"/><cols>
    <col min="1" max="16384" width="11.4285714285714"/></cols>"#;

const STYLES: &str = r#"<styleSheet><fonts><font><sz val="11"/><name val="Calibri"/></font></fonts>
    <cellXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellXfs></styleSheet>"#;

/// A package by its parts.
pub(super) struct Package {
    parts: Vec<(String, Vec<u8>)>,
}

/// A list of relationships (id, kind, target).
pub(super) fn relationships(entries: &[(&str, &str, &str)]) -> String {
    let lines = entries.iter().map(|(id, kind, target)| {
        format!(r#"<Relationship Id="{id}" Type="{TYPES}/{kind}" Target="{target}"/>"#)
    });
    format!("<Relationships>{}</Relationships>", lines.collect::<String>())
}

impl Package {
    /// A workbook of one sheet with this inside of its `worksheet`.
    pub(super) fn sheet(inside: &str) -> Self {
        let workbook =
            r#"<workbook><sheets><sheet name="S" sheetId="1" r:id="s"/></sheets></workbook>"#;
        let of_workbook = relationships(&[
            ("s", "worksheet", "worksheets/sheet1.xml"),
            ("y", "styles", "styles.xml"),
            ("t", "sharedStrings", "sharedStrings.xml"),
            ("c", "theme", "theme/theme1.xml"),
        ]);
        Self { parts: Vec::new() }
            .with("_rels/.rels", relationships(&[("w", "officeDocument", "xl/workbook.xml")]))
            .with("xl/workbook.xml", workbook)
            .with("xl/_rels/workbook.xml.rels", of_workbook)
            .with("xl/styles.xml", STYLES)
            .with("xl/worksheets/sheet1.xml", format!("<worksheet>{inside}</worksheet>"))
    }

    /// The package with one more part, or with another one in its place.
    pub(super) fn with(mut self, name: &str, content: impl Into<Vec<u8>>) -> Self {
        self.parts.retain(|(known, _)| known != name);
        self.parts.push((name.to_owned(), content.into()));
        self
    }

    /// A sheet with a drawing of these anchors.
    pub(super) fn drawing(anchors: &str) -> Self {
        Self::sheet(&format!(r#"{SIZES}<sheetData/><drawing r:id="d"/>"#))
            .with(
                "xl/worksheets/_rels/sheet1.xml.rels",
                relationships(&[("d", "drawing", "../drawings/drawing1.xml")]),
            )
            .with("xl/drawings/drawing1.xml", format!("<xdr:wsDr>{anchors}</xdr:wsDr>"))
    }

    /// The archive.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &self.parts {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(content).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    /// The workbook, within limits.
    pub(super) fn read(&self, limits: &Limits) -> Result<Checked<Workbook>, Diagnostic> {
        grid::read(&source("book", self.bytes(), FileFormat::Xlsx), limits)
    }

    /// Its only sheet, nothing having gone wrong.
    pub(super) fn read_sheet(&self) -> Sheet {
        let mut read = self.read(&Limits::default()).unwrap();
        assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
        read.value.sheets.remove(0)
    }
}
