//! Values of cells, where they stand, and the sizes around them.

use torimatome::grid::{CellValue, Sheet, Visibility};
use torimatome::intake::Limits;
use torimatome::units::CellAddress;

use super::super::dump;
use super::made::{Package, relationships};

/// Addresses, values and texts of a sheet, one a line.
fn lines(sheet: &Sheet) -> Vec<String> {
    let line = |(address, cell): (&CellAddress, &torimatome::grid::Cell)| {
        format!("{address} {} {:?}", dump::value(&cell.value), cell.text)
    };
    sheet.cells.iter().map(line).collect()
}

const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="165" formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>
    <numFmt numFmtId="166" formatCode="[h]:mm"/></numFmts><cellXfs><xf/><xf numFmtId="165"/><xf numFmtId="166"/>
    <xf numFmtId="14"/><xf><extLst><ext><xfpb:xfComplement i="0"/></ext></extLst></xf></cellXfs></styleSheet>"#;

#[test]
fn values_come_with_their_types() {
    let inside = r#"<sheetData><row r="2"><c r="B2"><v>4.5</v></c><c t="n"><v>1E3</v></c>
        <c t="str"><f>A1</f><v>0012</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="str"><v></v></c>
        <c s="1"><v>45126</v></c><c s="2"><v>1.5</v></c></row>
        <row><c t="inlineStr"><is><t>0012</t></is></c><c t="d" s="3"><v>2023-07-19T00:00:00Z</v></c>
        <c t="inlineStr"><is><t xml:space="preserve"> a_x000D_&lt;b&gt; </t></is></c><c><v>NaN</v></c>
        <c t="b" s="4"><v>1</v></c><c t="b" s="4"><v>0</v></c><c r="H3"><f>SUM(A1)</f></c></row></sheetData>"#;
    let sheet = Package::sheet(inside).with("xl/styles.xml", STYLES).read_sheet();
    let expected = [
        r#"B2 number 4.5 "4.5""#,
        r#"C2 number 1000 "1000""#,
        r#"D2 text "0012" "0012""#,
        r#"E2 boolean true "TRUE""#,
        r##"F2 error #N/A "#N/A""##,
        r#"H2 date 2023-07-19 00:00:00 "令和5年7月19日""#,
        r#"I2 duration 1.500000000 "36:00""#,
        r#"A3 text "0012" "0012""#,
        r#"B3 date 2023-07-19 00:00:00 "2023/7/19""#,
        r#"C3 text " a\r<b> " " a\r<b> ""#,
        r#"D3 text "NaN" "NaN""#,
        r#"E3 boolean true "☑""#,
        r#"F3 boolean false "☐""#,
    ];
    assert_eq!(lines(&sheet), expected);
}

#[test]
fn dates_count_from_where_the_workbook_says() {
    let inside = r#"<sheetData><row r="1"><c s="1"><v>59</v></c><c s="1"><v>60</v></c><c s="1"><v>61</v></c>
        <c s="1"><v>0.5</v></c></row></sheetData>"#;
    let package = Package::sheet(inside).with("xl/styles.xml", STYLES);
    let values = |package: &Package| -> Vec<CellValue> {
        package.read_sheet().cells.into_values().map(|cell| cell.value).collect()
    };
    let words = |values: &[CellValue]| values.iter().map(dump::value).collect::<Vec<_>>();
    let windows = words(&values(&package));
    // Day 60 of the 1900 system is a 29 February that never was.
    assert_eq!(
        windows,
        [
            "date 1900-02-28 00:00:00",
            "number 60",
            "date 1900-03-01 00:00:00",
            "date 1899-12-31 12:00:00"
        ]
    );
    let mac = package.with(
        "xl/workbook.xml",
        r#"<workbook><workbookPr date1904="1"/><sheets><sheet name="S" r:id="s"/></sheets></workbook>"#,
    );
    assert_eq!(words(&values(&mac))[..2], ["date 1904-02-29 00:00:00", "date 1904-03-01 00:00:00"]);
}

#[test]
fn a_lone_cell_in_the_last_corner_costs_nothing() {
    let inside = r#"<cols><col min="1" max="16384" width="20" hidden="1"/></cols><sheetData><row r="1"><c r="A1"><v>1</v></c></row>
        <row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/>
        <mergeCell ref="A1:A1"/><mergeCell ref="B:B"/></mergeCells>"#;
    let start = std::time::Instant::now();
    let sheet = Package::sheet(inside).read_sheet();
    assert!(start.elapsed().as_millis() < 500, "{:?}", start.elapsed());
    assert_eq!(lines(&sheet), [r#"A1 number 1 "1""#, r#"XFD1048576 number 2 "2""#]);
    assert_eq!(sheet.merges.iter().map(ToString::to_string).collect::<Vec<_>>(), ["A1:XFD1048576"]);
}

#[test]
fn sizes_are_kept_as_far_as_anything_reaches() {
    let inside = r#"<sheetFormatPr baseColWidth="8" defaultRowHeight="15"/><cols><col min="2" max="3" width="9.140625"/>
        <col min="5" max="16384" width="0" hidden="1"/></cols><sheetData><row r="1" ht="30.5" customHeight="1"/>
        <row r="2" ht="15" hidden="1"><c><v>1</v></c></row><row r="900" ht="99"/></sheetData>"#;
    let layout = Package::sheet(inside).read_sheet().layout;
    // Calibri 11 has digits of 7 pixels: 9.140625 × 7 = 64 pixels are 48 points, as is the default.
    assert_eq!((layout.default_column_width, layout.default_row_height), (48.0, 15.0));
    assert_eq!((layout.columns[&1].size, layout.columns[&2].size), (48.0, 48.0));
    assert!(layout.columns[&4].hidden && !layout.columns.contains_key(&3));
    assert!(layout.columns.len() < 100, "only columns near the cell are kept");
    assert_eq!((layout.rows[&0].size, layout.rows[&1].hidden, layout.rows.len()), (30.5, true, 2));
    let axis = layout.row_axis();
    assert_eq!((axis.start(2), axis.index_at(31.0)), (30.5, 2));
}

#[test]
fn sheets_of_hidden_rows_show_only_what_they_list() {
    let inside = r#"<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/><sheetData><row r="3"><c><v>1</v></c></row>
        </sheetData>"#;
    let axis = Package::sheet(inside).read_sheet().layout.row_axis();
    let starts = [axis.start(2), axis.start(3), axis.start(9)].map(f64::to_bits);
    assert_eq!(starts, [0.0, 15.0, 15.0].map(f64::to_bits));
}

#[test]
fn tabs_come_in_order_with_hidden_ones_and_charts() {
    let workbook = r#"<workbook><sheets><sheet name="a" r:id="s"/><sheet name="&lt;b&gt;" state="hidden" r:id="s"/>
        <sheet name="c" state="veryHidden" r:id="s"/><sheet name="図" r:id="g"/></sheets></workbook>"#;
    let package = Package::sheet(r#"<sheetData><row r="1"><c><v>1</v></c></row></sheetData>"#)
        .with("xl/workbook.xml", workbook)
        .with(
            "xl/_rels/workbook.xml.rels",
            relationships(&[
                ("s", "worksheet", "/xl/worksheets/sheet1.xml"),
                ("g", "chartsheet", "chartsheets/sheet1.xml"),
            ]),
        );
    let book = package.read(&Limits::default()).unwrap().value;
    let tabs: Vec<_> = book
        .sheets
        .iter()
        .map(|sheet| (&*sheet.name, sheet.visibility, sheet.cells.len()))
        .collect();
    let expected = [
        ("a", Visibility::Visible, 1),
        ("<b>", Visibility::Hidden, 1),
        ("c", Visibility::VeryHidden, 1),
        ("図", Visibility::Visible, 0),
    ];
    assert_eq!(tabs, expected);
}

#[test]
fn names_prefixes_and_encodings_of_other_writers_are_read() {
    let utf16 = |text: &str| {
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        units.flat_map(u16::to_be_bytes).collect::<Vec<u8>>()
    };
    let sheet = r#"<?xml version="1.0" encoding="utf-16"?><x:worksheet><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is>
        <x:t>様式</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>"#;
    let package = Package::sheet("")
        .with(
            "xl/_rels/workbook.xml.rels",
            relationships(&[("s", "worksheet", "Worksheets\\SHEET1.xml")]),
        )
        .with("xl/worksheets/sheet1.xml", utf16(sheet));
    assert_eq!(lines(&package.read_sheet()), [r#"A1 text "様式" "様式""#]);
}
