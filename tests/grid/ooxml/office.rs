//! Workbooks saved by other programs.

use torimatome::grid::{CellValue, Rgb, Shape, ShapeFill, ShapeKind, Sheet};
use torimatome::intake::FileFormat;
use torimatome::units::CellAddress;

use super::super::read_file;
use crate::support::fixture;

fn sheet(path: &str) -> Sheet {
    read_file(&fixture(path), FileFormat::Xlsx).unwrap().sheets.remove(0)
}

/// An office suite calls each control `shape_0`, lists those it can tell without a place, and
/// draws them without a size; an option button is lost on the way.
#[test]
fn controls_of_an_office_suite_are_put_together() {
    let controls: Vec<Shape> = sheet("grid/xls/shapes.xlsx")
        .shapes
        .into_iter()
        .filter(|shape| shape.kind == ShapeKind::CheckBox)
        .collect();
    let told: Vec<_> =
        controls.iter().map(|shape| (&*shape.name, &*shape.text, shape.checked)).collect();
    assert_eq!(told, [("済み", "済み", Some(true)), ("未済", "未済", Some(false))]);
    let places: Vec<String> = controls.iter().map(|shape| shape.anchor.to_string()).collect();
    assert_eq!(places, ["B8", "B9"]);
}

/// Sizes in pixels are three quarters of that in points; column A has 145 of them.
#[test]
fn what_xlsxwriter_draws_is_where_it_was_put() {
    let sheet = sheet("grid/ooxml/written_marks.xlsx");
    let told: Vec<_> = sheet
        .shapes
        .iter()
        .map(|shape| (&*shape.name, shape.kind, shape.fill, shape.outlined, &*shape.text))
        .collect();
    let expected = [
        ("TextBox 1", ShapeKind::TextBox, ShapeFill::Solid, true, "答えは４"),
        ("TextBox 2", ShapeKind::TextBox, ShapeFill::None, false, ""),
        ("_x0000_s1025", ShapeKind::Other, ShapeFill::Solid, true, "押す"),
    ];
    assert_eq!(told, expected, "the comment is no shape");
    let boxes: Vec<_> = sheet
        .shapes
        .iter()
        .map(|shape| format!("{} {} {} {}", shape.left, shape.top, shape.width, shape.height))
        .collect();
    assert_eq!(boxes, ["114.75 18 36 24", "0 45 30 15", "108.75 75 48 15"]);
    let text = |row, column| &*sheet.cells[&CellAddress::new(row, column)].text;
    assert_eq!((text(2, 0), text(2, 1)), ("☑", "☐"));
    let run = &sheet.cells[&CellAddress::new(1, 0)].runs[0];
    assert_eq!((run.start, run.end, run.font.bold), (2, 3, true));
    assert!(sheet.layout.columns[&2].hidden && sheet.layout.rows[&4].hidden);
}

#[test]
fn what_openpyxl_colours_is_seen() {
    let sheet = sheet("grid/ooxml/styled_1904.xlsx");
    let cell = |row, column| &sheet.cells[&CellAddress::new(row, column)];
    let fills: Vec<_> = (0..5).map(|column| cell(0, column).style.fill.unwrap()).collect();
    let rgb = |red, green, blue| Rgb { red, green, blue };
    // Accent 1 of its theme, the same half way to white, yellow of the palette, white, yellow.
    let (accent, light) = (rgb(0x4F, 0x81, 0xBD), rgb(0xA7, 0xC0, 0xDE));
    let (yellow, white) = (rgb(0xFF, 0xFF, 0), rgb(0xFF, 0xFF, 0xFF));
    assert_eq!(fills, [accent, light, yellow, white, yellow]);
    assert!(cell(0, 1).style.font.strikethrough);
    assert_eq!(&*cell(1, 0).text, "令和5年7月19日");
    assert!(cell(1, 1).runs[0].font.underline);
    assert_eq!(cell(1, 2).value, CellValue::Text("0012".into()));
}
