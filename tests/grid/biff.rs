//! Workbooks of Excel 5 to 2003.
//!
//! How the fixtures were made stands in `fixtures/grid/xls/README.md`.

mod container;
mod corpus;
mod damage;

use std::path::PathBuf;

use torimatome::grid::{Shape, ShapeKind, Workbook};
use torimatome::intake::FileFormat;

use super::{dump, read_file};

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/grid/xls").join(name)
}

fn read(name: &str) -> Workbook {
    read_file(&fixture(name), FileFormat::Xls).unwrap()
}

/// All sheets as lines of text.
fn dumped(name: &str) -> String {
    read(name).sheets.iter().map(dump::sheet).collect()
}

/// The workbook's shapes: name, kind, text and state.
fn shapes(name: &str) -> Vec<String> {
    let book = read(name);
    let all = book.sheets.iter().flat_map(|sheet| &sheet.shapes);
    all.map(|shape| format!("{} {:?} {:?}", shape.name, shape.kind, shape.checked)).collect()
}

#[test]
fn values_and_looks_come_as_excel_shows_them() {
    insta::assert_snapshot!(dumped("values_and_looks.xls"));
}

#[test]
fn every_record_that_holds_cells_is_read() {
    insta::assert_snapshot!(dumped("every_cell_record.xls"));
}

#[test]
fn dates_follow_the_date_system_of_the_file() {
    let text = dumped("date_system_1904.xls");
    assert!(text.contains(r#"A1 date 2023-07-19 12:00:00 "2023/7/19 12:00""#), "{text}");
}

#[test]
fn texts_go_on_in_the_next_record() {
    let text = dumped("texts_cut_by_continue.xls");
    let long: String = "あ".repeat(4000);
    for expected in [
        r#"A1 text "途中で幅が変わるabc""#,
        r#"A2 text "花里""#,
        r#"A3 text "５・４・３""#,
        r#"A4 text "空のつづきの前""#,
        r#"A5 text "頭で切る""#,
        r#"A6 text "abc""#,
        &format!(r#"A8 text "{long}""#),
        r#"A9 text "太い字""#,
        r#"A10 text "𠮷野家""#,
    ] {
        assert!(text.contains(expected), "{expected}");
    }
    // The fourth character of A3 and the last two of A9 are in another font; A7 is empty.
    assert!(text.contains("2-3:bold #ff0000 10pt\n") && text.contains("1-3:bold #ff0000 10pt\n"));
    assert!(!text.contains("A7"));
}

#[test]
fn shapes_of_excel_are_told_apart() {
    insta::assert_snapshot!(dumped("drawn_marks.xls"));
}

#[test]
fn shapes_of_an_office_suite_are_told_apart() {
    assert_eq!(
        shapes("shapes.xls"),
        [
            "楕円 1 Outline None",
            "楕円 2 Outline None",
            "四角 3 Outline None",
            "塗り 4 Outline None",
            "線 5 Line None",
            "手書き 6 Outline None",
            "チェック 7 Line None",
            "多角 8 Outline None",
            "文字 9 TextBox None",
            "群の楕円 11 Outline None",
            "奥の楕円 13 Outline None",
            "奥の線 14 Line None",
            "ticked CheckBox Some(true)",
            "empty CheckBox Some(false)",
            "option OptionButton Some(true)",
        ]
    );
}

/// Drawn shapes of a file in any format: all but their places to the point, which depend on how
/// exactly a format stores sizes, and form controls, which some formats store twice.
fn drawn(name: &str, format: FileFormat) -> Vec<String> {
    let book = read_file(&fixture(name), format).unwrap();
    let is_drawn = |kind| !matches!(kind, ShapeKind::CheckBox | ShapeKind::OptionButton);
    let sized = |shape: &&Shape| is_drawn(shape.kind) && shape.width > 0.0;
    let shapes = book.sheets[0].shapes.iter().filter(sized);
    shapes
        .map(|shape| {
            let Shape { name, kind, fill, outlined, text, anchor, .. } = shape;
            format!("{name} {kind:?} {fill:?} {outlined} {text:?} {anchor}")
        })
        .collect()
}

#[test]
fn an_office_suite_says_the_same_in_three_formats() {
    let old = drawn("shapes.xls", FileFormat::Xls);
    assert_eq!(old.len(), 12);
    assert_eq!(old, drawn("shapes.xlsx", FileFormat::Xlsx));
    assert_eq!(old, drawn("shapes.ods", FileFormat::Ods));
}

/// Columns of 48 points and rows of 12.75 points: the outer group spans B3:C6, so (48, 25.5) to
/// (144, 76.5), for 1000 × 400 units of its own. An oval at units 100–300 × 40–80 is therefore at
/// 48 + 9.6 and 25.5 + 5.1. The inner group has the right lower quarter and is mirrored both ways:
/// what is leftmost in it, a fifth wide and as high as it, comes out rightmost.
#[test]
fn groups_are_resolved() {
    let book = read("grouped_marks.xls");
    let placed: Vec<String> = book.sheets[0]
        .shapes
        .iter()
        .map(|shape| {
            format!(
                "{} {} {:.2} {:.2} {:.2} {:.2}",
                shape.name, shape.anchor, shape.left, shape.top, shape.width, shape.height
            )
        })
        .collect();
    assert_eq!(
        placed,
        [
            "2 B3 57.60 30.60 19.20 5.10",
            "4 C5 134.40 51.00 9.60 25.50",
            "5 A1 24.00 0.00 72.00 25.50",
            "6 F6 240.00 63.75 48.00 12.75",
            "7 H8 336.00 89.25 48.00 12.75",
        ]
    );
    assert_eq!(book.sheets[0].shapes[3].text, "外");
}

#[test]
fn excel_95_is_read_in_its_code_page() {
    insta::assert_snapshot!(dumped("excel_95.xls"));
}
