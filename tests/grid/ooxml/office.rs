//! Workbooks saved by other programs.

use torimatome::grid::{Shape, ShapeKind};
use torimatome::intake::FileFormat;

use super::super::read_file;
use crate::support::fixture;

fn shapes(name: &str) -> Vec<Shape> {
    let book = read_file(&fixture("grid").join(name), FileFormat::Xlsx).unwrap();
    book.sheets.into_iter().flat_map(|sheet| sheet.shapes).collect()
}

/// An office suite calls each control `shape_0`, lists those it can tell without a place, and
/// draws them without a size; an option button is lost on the way.
#[test]
fn controls_of_an_office_suite_are_put_together() {
    let controls: Vec<Shape> = shapes("xls/shapes.xlsx")
        .into_iter()
        .filter(|shape| shape.kind == ShapeKind::CheckBox)
        .collect();
    let told: Vec<_> =
        controls.iter().map(|shape| (&*shape.name, &*shape.text, shape.checked)).collect();
    assert_eq!(told, [("済み", "済み", Some(true)), ("未済", "未済", Some(false))]);
    let places: Vec<String> = controls.iter().map(|shape| shape.anchor.to_string()).collect();
    assert_eq!(places, ["B8", "B9"]);
}
