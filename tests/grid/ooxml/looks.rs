//! Fonts, fills, borders, alignment, and the parts of a text that look different.

use torimatome::grid::{
    Border, Cell, CellValue, HorizontalAlignment, Rgb, Sheet, TextRun, VerticalAlignment,
};
use torimatome::units::CellAddress;

use super::made::Package;

/// A workbook of row 1: cell n in format n, with these contents.
fn row(cells: &[&str]) -> String {
    let cells = cells.iter().enumerate().map(|(index, inside)| {
        let column = char::from(b'A' + u8::try_from(index).unwrap());
        inside.replacen("<c", &format!(r#"<c r="{column}1""#), 1)
    });
    format!(r#"<sheetData><row r="1">{}</row></sheetData>"#, cells.collect::<String>())
}

fn cell(sheet: &Sheet, column: u32) -> &Cell {
    &sheet.cells[&CellAddress::new(0, column)]
}

fn rgb(value: u32) -> Rgb {
    let [_, red, green, blue] = value.to_be_bytes();
    Rgb { red, green, blue }
}

/// A theme whose accent 1 is 1F77B4 and whose dark 1 is the system's.
const THEME: &str = r#"<a:theme><a:themeElements><a:clrScheme name="x">
    <a:dk1><a:sysClr val="windowText" lastClr="101010"/></a:dk1>
    <a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1>
    <a:accent1><a:srgbClr val="1F77B4"/></a:accent1></a:clrScheme></a:themeElements></a:theme>"#;

#[test]
fn fills_are_the_colours_a_person_sees() {
    let fill = |inside: &str| format!("<fill>{inside}</fill>");
    let solid = |color: &str| {
        fill(&format!(r#"<patternFill patternType="solid"><fgColor {color}/></patternFill>"#))
    };
    let cases = [
        (fill(r#"<patternFill patternType="none"/>"#), None),
        (fill("<patternFill/>"), None),
        (solid(r#"rgb="FFFFFFFF""#), Some(rgb(0xFF_FFFF))),
        (solid(r#"rgb="00FFFF00""#), Some(rgb(0xFF_FF00))),
        (solid(r#"theme="4""#), Some(rgb(0x1F_77B4))),
        (solid(r#"theme="1""#), Some(rgb(0x10_1010))),
        (solid(r#"theme="0" tint="-0.5""#), Some(rgb(0x80_8080))),
        (solid(r#"indexed="10""#), Some(rgb(0x12_3456))),
        (solid(r#"indexed="13""#), Some(rgb(0xFF_FF00))),
        (solid(r#"auto="1""#), None),
        (fill(r#"<patternFill patternType="gray125"/>"#), Some(rgb(0xDF_DFDF))),
        (
            fill(
                r#"<gradientFill><stop position="0"><color rgb="FF000000"/></stop><stop position="1">
                    <color rgb="FFFFFFFF"/></stop></gradientFill>"#,
            ),
            Some(rgb(0x80_8080)),
        ),
    ];
    let fills: String = cases.iter().map(|(fill, _)| fill.as_str()).collect();
    let formats: Vec<String> =
        (0..cases.len()).map(|index| format!(r#"<xf fillId="{index}"/>"#)).collect();
    let formats = formats.concat();
    // The palette of its own stands last in the part and still counts.
    let own = r#"<rgbColor rgb="00000000"/>"#.repeat(10) + r#"<rgbColor rgb="00123456"/>"#;
    let styles = format!(
        "<styleSheet><fills>{fills}</fills><cellXfs>{formats}</cellXfs><colors><indexedColors>{own}\
         </indexedColors></colors></styleSheet>"
    );
    let cells: Vec<String> =
        (0..cases.len()).map(|index| format!(r#"<c s="{index}"><v>5</v></c>"#)).collect();
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    let sheet = Package::sheet(&row(&cells))
        .with("xl/styles.xml", styles)
        .with("xl/theme/theme1.xml", THEME)
        .read_sheet();
    for (column, (fill, expected)) in (0..).zip(&cases) {
        assert_eq!(cell(&sheet, column).style.fill, *expected, "{fill}");
    }
}

#[test]
fn empty_cells_stay_where_a_look_of_their_own_does() {
    let styles = r#"<styleSheet><fills><fill/><fill><patternFill patternType="solid"><fgColor rgb="FFFFFF00"/>
        </patternFill></fill></fills><borders><border/><border><left style="thin"/><bottom style="double"/>
        <diagonal style="thick"/></border></borders>
        <cellXfs><xf/><xf fillId="1"/><xf borderId="1"/><xf fontId="0"/></cellXfs></styleSheet>"#;
    let inside = row(&[r#"<c s="0"/>"#, r#"<c s="1"/>"#, r#"<c s="2"/>"#, r#"<c s="3" t="s"/>"#]);
    let sheet = Package::sheet(&inside).with("xl/styles.xml", styles).read_sheet();
    let kept: Vec<String> = sheet.cells.keys().map(ToString::to_string).collect();
    assert_eq!(kept, ["B1", "C1"]);
    assert_eq!(cell(&sheet, 1).value, CellValue::Empty);
    assert_eq!(cell(&sheet, 2).style.border, Border { sides: 2, weight: 3 });
}

#[test]
fn alignment_and_fonts_of_whole_cells() {
    let styles = r#"<styleSheet><fonts><font><sz val="10.5"/></font><font><b/><i val="0"/><u val="double"/>
        <strike/><color theme="4"/><sz val="14"/></font></fonts><cellXfs><xf/><xf fontId="1"><alignment
        horizontal="distributed" vertical="top" wrapText="1" indent="3"/></xf></cellXfs></styleSheet>"#;
    let sheet = Package::sheet(&row(&["<c><v>1</v></c>", r#"<c s="1"><v>1</v></c>"#]))
        .with("xl/styles.xml", styles)
        .with("xl/theme/theme1.xml", THEME)
        .read_sheet();
    let plain = &cell(&sheet, 0).style;
    assert_eq!((plain.font.size, plain.vertical), (Some(10.5), VerticalAlignment::Bottom));
    let style = &cell(&sheet, 1).style;
    let font = &style.font;
    assert_eq!(
        [font.bold, font.italic, font.underline, font.strikethrough],
        [true, false, true, true]
    );
    assert_eq!((font.color, font.size), (Some(rgb(0x1F_77B4)), Some(14.0)));
    assert_eq!(
        (style.horizontal, style.vertical),
        (HorizontalAlignment::Distributed, VerticalAlignment::Top)
    );
    assert_eq!((style.wrap, style.indent), (true, 3));
}

/// Start, end, bold, underlined, colour and size of a run.
type Run = (usize, usize, bool, bool, Option<Rgb>, Option<f64>);

fn runs(cell: &Cell) -> Vec<Run> {
    let brief = |run: &TextRun| {
        let font = &run.font;
        (run.start, run.end, font.bold, font.underline, font.color, font.size)
    };
    cell.runs.iter().map(brief).collect()
}

#[test]
fn runs_are_what_differs_from_the_cell() {
    let strings = r#"<sst uniqueCount="4000000000"><si><r><t>５・</t></r><r><rPr><b/><color rgb="FFFF0000"/></rPr><t>４</t></r>
        <r><rPr><sz val="11"/><color rgb="FF000000"/></rPr><t>・３</t></r></si>
        <si><r><rPr><u/></rPr><t>男</t></r><r><rPr><u/></rPr><t xml:space="preserve"> </t></r><r><rPr><u val="none"/></rPr><t>女</t></r></si>
        <si><r><rPr><b/></rPr><t>𠮷田</t></r><r><t>氏</t></r><rPh sb="0" eb="2"><t>ヨシダ</t></rPh><phoneticPr fontId="1"/></si></sst>"#;
    let inline = r#"<c t="inlineStr"><is><r><t>無・</t></r><r><rPr><strike/></rPr><t>有</t></r><rPh sb="0" eb="1"><t>ム</t></rPh></is></c>"#;
    let inside = row(&[
        r#"<c t="s"><v>0</v></c>"#,
        r#"<c t="s"><v>1</v></c>"#,
        r#"<c t="s"><v>2</v></c>"#,
        inline,
    ]);
    let sheet = Package::sheet(&inside).with("xl/sharedStrings.xml", strings).read_sheet();
    let texts: Vec<&str> = sheet.cells.values().map(|cell| &*cell.text).collect();
    assert_eq!(texts, ["５・４・３", "男 女", "𠮷田氏", "無・有"]);
    let (red, size) = (Some(rgb(0xFF_0000)), Some(11.0));
    assert_eq!(runs(cell(&sheet, 0)), [(2, 3, true, false, red, size)]);
    assert_eq!(runs(cell(&sheet, 1)), [(0, 2, false, true, None, size)]);
    assert_eq!(runs(cell(&sheet, 2)), [(0, 2, true, false, None, size)]);
    assert!(cell(&sheet, 3).runs[0].font.strikethrough);
    assert_eq!((cell(&sheet, 3).runs[0].start, cell(&sheet, 3).runs.len()), (2, 1));
}

#[test]
fn runs_keep_their_place_in_what_a_format_adds() {
    let styles = r#"<styleSheet><numFmts><numFmt numFmtId="200" formatCode="&quot;評価 &quot;@"/></numFmts>
        <cellXfs><xf numFmtId="200"/></cellXfs></styleSheet>"#;
    let cell_with_run =
        r#"<c t="inlineStr"><is><r><t>5・</t></r><r><rPr><b/></rPr><t>4</t></r></is></c>"#;
    let sheet = Package::sheet(&row(&[cell_with_run])).with("xl/styles.xml", styles).read_sheet();
    let cell = cell(&sheet, 0);
    assert_eq!((&cell.value, &*cell.text), (&CellValue::Text("5・4".into()), "評価 5・4"));
    assert_eq!((cell.runs[0].start, cell.runs[0].end), (5, 6));
}
