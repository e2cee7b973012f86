//! What untrusted files may demand.

use std::time::{Duration, Instant};

use torimatome::diagnostic::Code;
use torimatome::intake::{FileFormat, Limits};

use super::super::read_bytes;
use super::made::{content, package};

/// Reads a file of one table and returns the code of its refusal; it must not take long.
fn refusal(limits: &Limits, styles: &str, tables: &str) -> Option<Code> {
    let bytes = package(&content(styles, tables), "");
    let start = Instant::now();
    let read = read_bytes(bytes, FileFormat::Ods, limits);
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    read.err().map(|diagnostic| {
        assert_eq!(diagnostic.location.source_path.as_str(), "book");
        diagnostic.code
    })
}

fn table(inside: &str) -> String {
    format!(r#"<table:table table:name="S">{inside}</table:table>"#)
}

fn row(repeats: u64, cell: &str) -> String {
    format!(r#"<table:table-row table:number-rows-repeated="{repeats}">{cell}</table:table-row>"#)
}

fn filled(repeats: u64) -> String {
    format!(
        r#"<table:table-cell table:number-columns-repeated="{repeats}" office:value-type="float"
           office:value="1"><text:p>1</text:p></table:table-cell>"#
    )
}

#[test]
fn repeats_of_something_are_paid_for_before_they_are_made() {
    let limits = Limits { cells: 60_000, ..Limits::default() };
    for (rows, columns) in [
        (1_048_576, 16_384),
        (1_048_576, 2),
        (3, 16_383),
        (1, u64::from(u32::MAX)),
        (u64::MAX, u64::MAX),
        (60_001, 1),
    ] {
        let fits = rows == 3;
        let refused = refusal(&limits, "", &table(&row(rows, &filled(columns))));
        assert_eq!(refused, (!fits).then_some(Code::LimitExceeded), "{rows} x {columns}");
    }
    let last = row(1_048_575, "") + &row(1, &filled(1));
    assert_eq!(refusal(&limits, "", &table(&last)), None);
    let beyond = row(1_048_576, "") + &row(1, &filled(1));
    assert_eq!(refusal(&limits, "", &table(&beyond)), Some(Code::LimitExceeded));
    let many_sheets = table(&row(40_000, &filled(1))).repeat(2);
    assert_eq!(refusal(&limits, "", &many_sheets), Some(Code::LimitExceeded));
}

#[test]
fn repeats_of_nothing_cost_nothing() {
    let styles = r##"<style:style style:name="y" style:family="table-cell">
        <style:table-cell-properties fo:background-color="#ffff00"/></style:style>"##;
    let empty = r#"<table:table-cell table:style-name="y" table:number-columns-repeated="16384"/>"#;
    let sheet = table(&row(1_048_576, empty));
    assert_eq!(refusal(&Limits::default(), styles, &sheet.repeat(900)), None);
}

#[test]
fn hidden_rows_before_the_last_cell_are_paid_for() {
    let limits = Limits { cells: 150_000, ..Limits::default() };
    let hidden = r#"<table:table-row table:number-rows-repeated="100000"
        table:visibility="collapse"/>"#;
    let sheet = table(&(hidden.to_owned() + &row(1, &filled(1))));
    assert_eq!(refusal(&limits, "", &sheet), None);
    assert_eq!(refusal(&limits, "", &sheet.repeat(2)), Some(Code::LimitExceeded));
}

#[test]
fn each_limit_is_kept() {
    let limits = Limits {
        sheets: 2,
        merges: 3,
        shapes: 2,
        text_chars: 10,
        xml_depth: 30,
        ..Limits::default()
    };
    let spanned = r#"<table:table-cell table:number-columns-repeated="REPEAT"
        table:number-columns-spanned="2" table:number-rows-spanned="4294967295"/>"#;
    let spaces =
        r#"<table:table-cell><text:p><text:s text:c="COUNT"/></text:p></table:table-cell>"#;
    let shape = r#"<draw:rect svg:x="1pt" svg:y="1pt"/>"#;
    let shapes = |count| table(&format!("<table:shapes>{}</table:shapes>", shape.repeat(count)));
    let cell = |text: &str| table(&row(1, text));
    let deep = |depth| {
        let groups = "<draw:g>".repeat(depth) + &"</draw:g>".repeat(depth);
        table(&format!("<table:shapes>{groups}</table:shapes>"))
    };
    for (within, beyond) in [
        (table("").repeat(2), table("").repeat(3)),
        (cell(&spanned.replace("REPEAT", "3")), cell(&spanned.replace("REPEAT", "4"))),
        (cell(&spaces.replace("COUNT", "10")), cell(&spaces.replace("COUNT", "9999999999"))),
        (shapes(2), shapes(3)),
        (deep(10), deep(40)),
    ] {
        assert_eq!(refusal(&limits, "", &within), None, "{within}");
        assert_eq!(refusal(&limits, "", &beyond), Some(Code::LimitExceeded), "{beyond}");
    }
}

#[test]
fn styles_that_are_their_own_parents_end() {
    let styles = r#"<style:style style:name="a" style:family="table-cell"
          style:parent-style-name="b"/>
        <style:style style:name="b" style:family="table-cell" style:parent-style-name="a"/>"#;
    let cell = r#"<table:table-cell table:style-name="a" office:value-type="float"
        office:value="1"/>"#;
    assert_eq!(refusal(&Limits::default(), styles, &table(&row(1, cell))), None);
}

#[test]
fn files_that_are_something_else_are_unreadable() {
    let code = |bytes: Vec<u8>| {
        read_bytes(bytes, FileFormat::Ods, &Limits::default()).err().map(|error| error.code)
    };
    assert_eq!(code(Vec::new()), Some(Code::UnreadableFile));
    assert_eq!(code(package("<office:document-content/>", "")), Some(Code::UnreadableFile));
    assert_eq!(code(package(&content("", "<table:table>"), "")), Some(Code::UnreadableFile));
    let entity = r#"<!DOCTYPE x [<!ENTITY a "b">]><office:document-content/>"#;
    assert_eq!(code(package(entity, "")), Some(Code::UnreadableFile));
}

/// Any change to the XML ends in a workbook or a diagnostic.
#[test]
fn changed_bytes_never_panic() {
    let text = content(
        r##"<style:style style:name="y" style:family="table-cell"><style:table-cell-properties
            fo:background-color="#ffff00" fo:border="1pt solid"/></style:style>"##,
        &table(
            r#"<table:table-column table:number-columns-repeated="9"/><table:shapes><draw:rect
               svg:x="1pt" svg:y="2cm" draw:transform="rotate (1) translate (1cm 2cm)"
               svg:width="3pt" svg:height="4pt"/></table:shapes><table:table-row
               table:number-rows-repeated="12"><table:table-cell table:style-name="y"
               office:value-type="time" office:time-value="PT13H05M00S"
               table:number-columns-spanned="3"><text:p>a<text:s text:c="2"/></text:p>
               </table:table-cell><table:table-cell office:value-type="date"
               office:date-value="2023-07-19"/></table:table-row>"#,
        ),
    );
    let limits = Limits { cells: 10_000, ..Limits::default() };
    let mut seed = 7_u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below
    };
    let (mut read, mut refused) = (0, 0);
    for _ in 0..3000 {
        let mut bytes = text.clone().into_bytes();
        for _ in 0..=random(3) {
            let at = random(bytes.len());
            match random(4) {
                0 => bytes.truncate(at.max(1)),
                1 => bytes[at] = b"0123456789-<>\"=/ \xff"[random(18)],
                2 => bytes[at] = b'9',
                _ => bytes.insert(at, b"9<&\"\0"[random(5)]),
            }
        }
        let changed = String::from_utf8_lossy(&bytes).into_owned();
        match read_bytes(package(&changed, ""), FileFormat::Ods, &limits) {
            Ok(_) => read += 1,
            Err(_) => refused += 1,
        }
    }
    assert!(read > 300 && refused > 300, "{read} read, {refused} refused");
}
