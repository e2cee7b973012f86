//! The same content in every format gives the same grid.

use std::fmt::Write;
use std::path::Path;

use torimatome::grid::{Cell, CellValue, Sheet, Visibility, Workbook};
use torimatome::intake::FileFormat;

use super::{dump, read_file};

/// Endings of `fixtures/grid/same/book.*` with their formats.
const FORMATS: [(&str, FileFormat); 5] = [
    ("xlsx", FileFormat::Xlsx),
    ("xlsm", FileFormat::Xlsx),
    ("xlsb", FileFormat::Xlsb),
    ("ods", FileFormat::Ods),
    ("xls", FileFormat::Xls),
];

fn read(ending: &str, format: FileFormat) -> Workbook {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/grid/same");
    read_file(&path.join(format!("book.{ending}")), format).unwrap()
}

/// A cell without what formats store with different precision.
fn cell(cell: &Cell) -> String {
    let value = match &cell.value {
        CellValue::Number(number) => format!("number {number:.9}"),
        other => dump::value(other),
    };
    let style = &cell.style;
    let mut line = format!("{value} {:?}", cell.text);
    for (is_on, word) in [
        (style.font.bold, "bold"),
        (style.font.strikethrough, "strike"),
        (style.fill.is_some(), "filled"),
        (style.border.sides > 0, "bordered"),
        (style.wrap, "wrap"),
    ] {
        line.push_str(if is_on { " " } else { "" });
        line.push_str(if is_on { word } else { "" });
    }
    for run in &cell.runs {
        let font = &run.font;
        let (bold, color) = (font.bold, font.color.is_some_and(|color| color.red > 0));
        let _ = write!(
            line,
            " {}-{} {bold} {color} {} {}",
            run.start, run.end, font.underline, font.strikethrough
        );
    }
    line
}

/// What every format can say about a sheet.
fn content(sheet: &Sheet) -> String {
    let visible = sheet.visibility == Visibility::Visible;
    let mut text = format!("{} {visible}\n", sheet.name);
    for (address, found) in &sheet.cells {
        let _ = writeln!(text, "{address} {}", cell(found));
    }
    for merge in &sheet.merges {
        let _ = writeln!(text, "merge {merge}");
    }
    for (name, tracks) in [("column", &sheet.layout.columns), ("row", &sheet.layout.rows)] {
        for (index, _) in tracks.iter().filter(|(_, track)| track.hidden) {
            let _ = writeln!(text, "{name} {} hidden", index + 1);
        }
    }
    text
}

#[test]
fn every_format_gives_one_grid() {
    let contents = FORMATS.map(|(ending, format)| {
        let sheets = read(ending, format).sheets;
        (ending, sheets.iter().map(content).collect::<Vec<_>>().join("\n"))
    });
    let (_, expected) = &contents[0];
    insta::assert_snapshot!(expected);
    for (ending, content) in &contents {
        for (line, (found, wanted)) in content.lines().zip(expected.lines()).enumerate() {
            assert_eq!(found, wanted, "{ending}, line {}", line + 1);
        }
        assert_eq!(content.lines().count(), expected.lines().count(), "{ending}");
    }
}
