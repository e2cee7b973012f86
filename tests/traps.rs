//! Traps: small files made to break readers, each built here from what it exploits.
//!
//! All end within the bounds, as `limit_exceeded` or `unreadable_file` or an honest reading.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::time::{Duration, Instant};

use torimatome::diagnostic::Code;
use torimatome::intake::{self, Limits, Passwords};
use torimatome::isolation::Reader;
use torimatome::units::SourcePath;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
const ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"#;
const BOOK_RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
const SHEET_PART: &str = "xl/worksheets/sheet1.xml";

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let fast = SimpleFileOptions::default().compression_level(Some(1));
    for (name, content) in parts {
        writer.start_file(*name, fast).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A workbook of one sheet with further parts.
fn package(sheet: &[u8], more: &[(&str, &[u8])]) -> Vec<u8> {
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", ROOT.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", BOOK_RELATIONS.as_bytes()),
        (SHEET_PART, sheet),
    ];
    parts.extend(more);
    archive(&parts)
}

fn sheet(data: &str, after: &str) -> String {
    format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
         <sheetData>{data}</sheetData>{after}</worksheet>"
    )
}

fn workbook(data: &str, after: &str) -> Vec<u8> {
    package(sheet(data, after).as_bytes(), &[])
}

/// Two cells at opposite corners: a dense reader asks for 512 GiB.
fn far_corner() -> Vec<u8> {
    workbook(
        r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#,
        "",
    )
}

/// A few hundred kilobytes that inflate to 300 MiB.
fn bomb() -> Vec<u8> {
    package(&vec![b' '; 300 << 20], &[])
}

/// The same, but the archive says that the part has ten bytes.
fn lying_bomb() -> Vec<u8> {
    let mut bytes = bomb();
    let size = u32::to_le_bytes(300 << 20);
    let at: Vec<usize> = (0..bytes.len() - 4).filter(|at| bytes[*at..*at + 4] == size).collect();
    assert!(!at.is_empty());
    for at in at {
        bytes[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
    }
    bytes
}

/// Entities within entities: a billion laughs.
fn laughs() -> Vec<u8> {
    let mut text = String::from("<?xml version=\"1.0\"?><!DOCTYPE sst [<!ENTITY a0 \"lol\">");
    for level in 1..30 {
        write!(text, "<!ENTITY a{level} \"{}\">", format!("&a{};", level - 1).repeat(10)).unwrap();
    }
    text += "]><sst><si><t>&a29;</t></si></sst>";
    let cell = sheet(r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#, "");
    package(cell.as_bytes(), &[("xl/sharedStrings.xml", text.as_bytes())])
}

/// A million elements inside each other.
fn deep() -> Vec<u8> {
    let text = format!("{}{}", "<row>".repeat(1_000_000), "</row>".repeat(1_000_000));
    workbook(&text, "")
}

/// One element with very many attributes, which a careless check compares each with each.
fn many_attributes() -> Vec<u8> {
    let attributes =
        (0..300_000).fold(String::new(), |text, number| text + &format!(" a{number}=\"\""));
    workbook(&format!("<row{attributes}><c{attributes}><v>1</v></c></row>"), "")
}

/// More cells than any form has.
fn many_cells() -> Vec<u8> {
    let row = format!("<row>{}</row>", "<c><v>1</v></c>".repeat(10_000));
    workbook(&row.repeat(300), "")
}

/// Merged ranges without number.
fn many_merges() -> Vec<u8> {
    let ranges = (1..300_000).fold(String::from("<mergeCells>"), |text, row| {
        text + &format!("<mergeCell ref=\"A{row}:B{row}\"/>")
    });
    workbook("", &(ranges + "</mergeCells>"))
}

/// One long text that very many cells share.
fn shared_long_text() -> Vec<u8> {
    let text = format!("<sst><si><t>{}</t></si></sst>", "あ".repeat(30_000));
    let row = format!("<row>{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(1_000));
    let cells = sheet(&row.repeat(200), "");
    package(cells.as_bytes(), &[("xl/sharedStrings.xml", text.as_bytes())])
}

/// One cell with a text of 50 million characters.
fn endless_text() -> Vec<u8> {
    let text = "x".repeat(50_000_000);
    workbook(&format!("<row><c t=\"inlineStr\"><is><t>{text}</t></is></c></row>"), "")
}

/// A number format of 200,000 characters that thousands of cells use.
fn long_format() -> Vec<u8> {
    let code = "#,##0_ ".repeat(30_000);
    let styles = format!(
        "<styleSheet><numFmts><numFmt numFmtId=\"200\" formatCode=\"{code}\"/></numFmts>\
         <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"200\" applyNumberFormat=\"1\"/></cellXfs>\
         </styleSheet>"
    );
    let row = format!("<row>{}</row>", "<c s=\"1\"><v>12345.678</v></c>".repeat(100));
    let cells = sheet(&row.repeat(100), "");
    package(cells.as_bytes(), &[("xl/styles.xml", styles.as_bytes())])
}

/// Groups of shapes inside each other, as deep as the depth of XML allows and deeper.
fn nested_groups() -> Vec<u8> {
    let open = "<xdr:grpSp><xdr:nvGrpSpPr/><xdr:grpSpPr/>".repeat(5_000);
    let drawing = format!(
        "<xdr:wsDr xmlns:xdr=\"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing\">\
         <xdr:absoluteAnchor><xdr:pos x=\"0\" y=\"0\"/><xdr:ext cx=\"1\" cy=\"1\"/>{open}{}\
         </xdr:absoluteAnchor></xdr:wsDr>",
        "</xdr:grpSp>".repeat(5_000)
    );
    let relations = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" Target="../drawings/drawing1.xml"/></Relationships>"#;
    let sheet = sheet(
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>",
        "<drawing xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" r:id=\"r1\"/>",
    );
    package(
        sheet.as_bytes(),
        &[
            ("xl/worksheets/_rels/sheet1.xml.rels", relations.as_bytes()),
            ("xl/drawings/drawing1.xml", drawing.as_bytes()),
        ],
    )
}

/// An archive whose directory lists one and the same part again and again.
fn overlapping() -> Vec<u8> {
    let bytes = workbook("<row><c><v>1</v></c></row>", "");
    let directory = bytes.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    let end = bytes.windows(4).position(|window| window == b"PK\x05\x06").unwrap();
    let mut made = bytes[..end].to_vec();
    let entries = bytes[directory..end].to_vec();
    for _ in 0..4_000 {
        made.extend(&entries);
    }
    let length = u32::try_from(made.len() - directory).unwrap();
    let mut tail = bytes[end..].to_vec();
    tail[8..10].copy_from_slice(&20_005_u16.to_le_bytes());
    tail[10..12].copy_from_slice(&20_005_u16.to_le_bytes());
    tail[12..16].copy_from_slice(&length.to_le_bytes());
    made.extend(tail);
    made
}

/// An archive where a part should be.
fn nested_archive() -> Vec<u8> {
    package(&far_corner(), &[])
}

/// One row repeated a million times, one cell in it sixteen thousand times.
fn repeated() -> Vec<u8> {
    let content = r#"<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="S"><table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string" table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#;
    archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ])
}

/// Every trap with a file name of its own.
pub(crate) fn all() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("遠い角.xlsx", far_corner()),
        ("爆弾.xlsx", bomb()),
        ("嘘の大きさ.xlsx", lying_bomb()),
        ("実体参照.xlsx", laughs()),
        ("深い入れ子.xlsx", deep()),
        ("属性の山.xlsx", many_attributes()),
        ("セルの山.xlsx", many_cells()),
        ("結合の山.xlsx", many_merges()),
        ("共有の長文.xlsx", shared_long_text()),
        ("終わらない文.xlsx", endless_text()),
        ("長い書式.xlsx", long_format()),
        ("入れ子の図形.xlsx", nested_groups()),
        ("重なり.xlsx", overlapping()),
        ("書庫の中の書庫.xlsx", nested_archive()),
        ("繰り返し.ods", repeated()),
    ]
}

#[test]
fn every_trap_ends_within_the_bounds() {
    let seconds = if cfg!(debug_assertions) { 20 } else { 2 };
    let limits = Limits { seconds, memory_bytes: 512 << 20, ..Limits::default() };
    let reader = Reader::with_workers(env!("CARGO_BIN_EXE_torimatome").into(), limits.clone());
    let mut wrong = Vec::new();
    for (name, bytes) in all() {
        let began = Instant::now();
        let path = SourcePath::new(name);
        let outcome = intake::open_bytes(&path, bytes, &Passwords::default(), &limits)
            .and_then(|opened| reader.read(&opened.value));
        let took = began.elapsed();
        let said = match &outcome {
            Ok(read) => {
                format!(
                    "read, {} cells",
                    read.value.sheets.iter().map(|s| s.cells.len()).sum::<usize>()
                )
            }
            Err(refused) => refused.message.english.clone(),
        };
        println!("{name}: {:.2} s, {said}", took.as_secs_f64());
        let refused_well = outcome.as_ref().is_err_and(|refused| {
            matches!(refused.code, Code::LimitExceeded | Code::UnreadableFile)
                && refused.location.source_path == path
        });
        let broken_off = said.contains("broken off") || said.contains("failed unexpectedly");
        if broken_off || took > Duration::from_secs(seconds) || !(outcome.is_ok() || refused_well) {
            wrong.push(name);
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}
