//! What untrusted packages may demand: every limit, and damage anywhere.

use std::time::{Duration, Instant};

use torimatome::diagnostic::Code;
use torimatome::grid;
use torimatome::intake::{FileFormat, Limits};

use super::super::source;
use super::made::{Package, SIZES};

/// The code of a package's refusal; it must not take long, and it names the file.
fn refusal(package: &Package, limits: &Limits) -> Option<Code> {
    let start = Instant::now();
    let read = package.read(limits);
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    read.err().map(|diagnostic| {
        assert_eq!(diagnostic.location.source_path.as_str(), "book");
        diagnostic.code
    })
}

fn cells(count: usize, cell: &str) -> String {
    format!(r#"<sheetData><row r="1">{}</row></sheetData>"#, cell.repeat(count))
}

#[test]
fn every_limit_refuses_what_exceeds_it_and_nothing_less() {
    let shapes = |count: usize| {
        let shape = "<xdr:absoluteAnchor><xdr:sp/></xdr:absoluteAnchor>";
        Package::drawing(&shape.repeat(count))
    };
    let merges = |count: usize| {
        let merges = (1..=count).map(|row| format!(r#"<mergeCell ref="A{row}:B{row}"/>"#));
        Package::sheet(&format!(
            "<sheetData/><mergeCells>{}</mergeCells>",
            merges.collect::<String>()
        ))
    };
    let text = |count: usize| {
        Package::sheet(&cells(
            1,
            &format!(r#"<c t="inlineStr"><is><t>{}</t></is></c>"#, "あ".repeat(count)),
        ))
    };
    let strings = |count: usize| {
        Package::sheet("<sheetData/>").with(
            "xl/sharedStrings.xml",
            format!("<sst>{}</sst>", "<si><t>a</t></si>".repeat(count)),
        )
    };
    let sheets = |count: usize| {
        let tabs = r#"<sheet name="S" r:id="s"/>"#.repeat(count);
        Package::sheet("<sheetData/>")
            .with("xl/workbook.xml", format!("<workbook><sheets>{tabs}</sheets></workbook>"))
    };
    let rows = |count: usize| {
        let rows = (1..=count).map(|row| format!(r#"<row r="{row}" ht="9"/>"#));
        Package::sheet(&format!("<sheetData>{}</sheetData>", rows.collect::<String>()))
    };
    let deep = |count: usize| {
        Package::sheet(&format!("<x>{}{}</x>", "<y>".repeat(count - 2), "</y>".repeat(count - 2)))
    };
    let parts = |count: usize| {
        (5..count).fold(Package::sheet("<sheetData/>"), |package, index| {
            package.with(&format!("x{index}"), "")
        })
    };
    let limits = Limits {
        archive_entries: 20,
        xml_depth: 12,
        cells: 10,
        sheets: 10,
        shapes: 10,
        text_chars: 10,
        merges: 10,
        ..Limits::default()
    };
    let plain = |count| Package::sheet(&cells(count, "<c><v>1</v></c>"));
    for (what, made, most) in [
        ("cells", &plain as &dyn Fn(usize) -> Package, 10),
        ("rows", &rows, 10),
        ("strings", &strings, 10),
        ("shapes", &shapes, 10),
        ("merges", &merges, 10),
        ("text", &text, 10),
        ("sheets", &sheets, 10),
        ("depth", &deep, 12),
        ("entries", &parts, 20),
    ] {
        assert_eq!(refusal(&made(most), &limits), None, "{what}: {most}");
        assert_eq!(refusal(&made(most + 1), &limits), Some(Code::LimitExceeded), "{what}");
    }
}

#[test]
fn bombs_are_refused_by_what_they_inflate_to() {
    let bomb = Package::sheet(&cells(1, &format!("<c><v>1</v></c>{}", " ".repeat(40 << 20))));
    let small = Limits { inflated_bytes: 32 << 20, ..Limits::default() };
    assert_eq!(refusal(&bomb, &small), Some(Code::LimitExceeded));
    let small = Limits { part_bytes: 32 << 20, ..Limits::default() };
    assert_eq!(refusal(&bomb, &small), Some(Code::LimitExceeded));
    // Where the archive says less than it holds, either the cut or the lie is refused.
    let mut bytes = bomb.bytes();
    let size = u32::try_from((40 << 20) + 200).unwrap();
    let lying: Vec<usize> = (0..bytes.len() - 4)
        .filter(|at| {
            u32::from_le_bytes(bytes[*at..*at + 4].try_into().unwrap()).abs_diff(size) < 300
        })
        .collect();
    assert!(!lying.is_empty());
    for at in lying {
        bytes[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    let read = grid::read(&source("book", bytes, FileFormat::Xlsx), &small);
    assert!(matches!(read.unwrap_err().code, Code::LimitExceeded | Code::UnreadableFile));
}

#[test]
fn texts_made_by_number_formats_are_paid_for() {
    let code = "a".repeat(900);
    let styles = format!(
        r#"<styleSheet><numFmts><numFmt numFmtId="200" formatCode="&quot;{code}&quot;0"/></numFmts><cellXfs>
           <xf numFmtId="200"/></cellXfs></styleSheet>"#
    );
    let package = Package::sheet(&cells(1_000, "<c><v>1</v></c>")).with("xl/styles.xml", styles);
    let limits = Limits { cells: 14_000, ..Limits::default() };
    assert_eq!(refusal(&package, &limits), Some(Code::LimitExceeded));
    assert_eq!(refusal(&package, &Limits { cells: 16_000, ..limits }), None);
}

#[test]
fn what_no_sheet_can_hold_is_refused() {
    let part = |name: &str, text: &str| Package::sheet("<sheetData/>").with(name, text);
    for (what, package) in [
        (
            "entities",
            part("xl/worksheets/sheet1.xml", "<!DOCTYPE x [<!ENTITY a \"b\">]><worksheet/>"),
        ),
        ("another root", part("xl/worksheets/sheet1.xml", "<html/>")),
        ("cut short", part("xl/worksheets/sheet1.xml", "<worksheet><sheetData>")),
        ("no workbook", part("xl/workbook.xml", "")),
        ("no such sheet", part("xl/_rels/workbook.xml.rels", "<Relationships/>")),
        ("column XFE", Package::sheet(&cells(1, r#"<c r="XFE1"><v>1</v></c>"#))),
        ("row 1048577", Package::sheet(r#"<sheetData><row r="1048577"/></sheetData>"#)),
        ("no such string", Package::sheet(&cells(1, r#"<c t="s"><v>9</v></c>"#))),
    ] {
        assert_eq!(refusal(&package, &Limits::default()), Some(Code::UnreadableFile), "{what}");
    }
}

/// Numbers that no drawing or sheet means, everywhere one is read.
#[test]
fn senseless_numbers_do_no_harm() {
    for number in [
        "",
        "-1",
        "1e400",
        "NaN",
        "99999999999999999999",
        "-9223372036854775808",
        "4294967295",
        "0x10",
    ] {
        let corner = format!(
            "<xdr:col>{number}</xdr:col><xdr:colOff>{number}</xdr:colOff><xdr:row>{number}</xdr:row>\
            <xdr:rowOff>{number}</xdr:rowOff>"
        );
        let transform = format!(
            r#"<a:xfrm rot="{number}"><a:off x="{number}" y="{number}"/><a:ext cx="{number}" cy="{number}"/>
               <a:chOff x="{number}" y="{number}"/><a:chExt cx="{number}" cy="{number}"/></a:xfrm>"#
        );
        let group = format!(
            "<xdr:grpSp><xdr:grpSpPr>{transform}</xdr:grpSpPr><xdr:sp><xdr:spPr>{transform}</xdr:spPr></xdr:sp></xdr:grpSp>"
        );
        let package = Package::drawing(&format!(
            "<xdr:twoCellAnchor><xdr:from>{corner}</xdr:from><xdr:to>{corner}</xdr:to>{group}</xdr:twoCellAnchor>"
        ));
        let sheet = package.read_sheet();
        let shape = &sheet.shapes[0];
        let lengths = [shape.left, shape.top, shape.width, shape.height];
        assert!(lengths.iter().all(|length| length.is_finite()), "{number}: {lengths:?}");
        let inside = format!(
            r#"<sheetFormatPr defaultRowHeight="{number}" defaultColWidth="{number}" baseColWidth="{number}"/>
               <cols><col min="{number}" max="{number}" width="{number}"/></cols>
               <sheetData><row ht="{number}"><c s="{number}"><v>1</v></c></row></sheetData>"#
        );
        let layout = Package::sheet(&inside).read_sheet().layout;
        assert!(layout.default_column_width.is_finite() && layout.default_row_height.is_finite());
    }
}

/// Every fixture and made package, damaged in a thousand ways: an answer or a refusal, soon.
#[test]
fn damage_anywhere_is_survived() {
    let limits = Limits::default();
    let made =
        Package::drawing("<xdr:oneCellAnchor><xdr:from/><xdr:ext/><xdr:sp/></xdr:oneCellAnchor>")
            .with(
                "xl/worksheets/sheet1.xml",
                format!(
                    r#"<worksheet>{SIZES}{}<drawing r:id="d"/></worksheet>"#,
                    cells(3, "<c><v>1</v></c>")
                ),
            );
    let fixture =
        |name: &str| std::fs::read(crate::support::fixture("grid/same").join(name)).unwrap();
    for (bytes, format) in [
        (made.bytes(), FileFormat::Xlsx),
        (fixture("book.xlsx"), FileFormat::Xlsx),
        (fixture("book.xlsb"), FileFormat::Xlsb),
    ] {
        let (mut read, mut refused) = (0, 0);
        let step = (bytes.len() / 300).max(1);
        for at in (0..bytes.len()).step_by(step) {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1 << (at % 8);
            let spliced = [&bytes[..at], &bytes[at / 2..]].concat();
            for damaged in [flipped, bytes[..at].to_vec(), spliced] {
                let start = Instant::now();
                match grid::read(&source("book", damaged, format), &limits) {
                    Ok(_) => read += 1,
                    Err(_) => refused += 1,
                }
                assert!(start.elapsed() < Duration::from_secs(2));
            }
        }
        assert!(refused > 500 && read > 0, "{read} read, {refused} refused");
    }
}
