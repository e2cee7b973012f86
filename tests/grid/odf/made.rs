//! Small files made here, each thing in them once.

use std::io::{Cursor, Write};

use torimatome::grid::Workbook;
use torimatome::intake::{FileFormat, Limits};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::super::{dump, read_bytes};

const NAMESPACES: &str = r#"
    xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
    xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
    xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
    xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
    xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
    xmlns:form="urn:oasis:names:tc:opendocument:xmlns:form:1.0"
    xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"
    xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0""#;

/// `content.xml` with automatic styles and the tables of a spreadsheet.
pub(super) fn content(styles: &str, tables: &str) -> String {
    format!(
        "<office:document-content{NAMESPACES}><office:automatic-styles>{styles}\
         </office:automatic-styles><office:body><office:spreadsheet>{tables}\
         </office:spreadsheet></office:body></office:document-content>"
    )
}

/// An .ods file of a `content.xml` and the named styles of a `styles.xml`.
pub(super) fn package(content: &str, named_styles: &str) -> Vec<u8> {
    let styles = format!(
        "<office:document-styles{NAMESPACES}><office:styles>{named_styles}</office:styles>\
         </office:document-styles>"
    );
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mimetype = "application/vnd.oasis.opendocument.spreadsheet";
    for (name, text) in [("mimetype", mimetype), ("content.xml", content), ("styles.xml", &styles)]
    {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn read(styles: &str, tables: &str) -> Workbook {
    let bytes = package(&content(styles, tables), NAMED_STYLES);
    read_bytes(bytes, FileFormat::Ods, &Limits::default()).unwrap()
}

fn dumped(styles: &str, tables: &str) -> String {
    read(styles, tables).sheets.iter().map(dump::sheet).collect::<Vec<_>>().join("\n")
}

const NAMED_STYLES: &str = r#"
    <style:default-style style:family="table-cell">
      <style:text-properties fo:font-size="10pt"/></style:default-style>
    <style:style style:name="Box" style:family="table-cell" style:parent-style-name="Box">
      <style:table-cell-properties fo:border="1.76pt solid #000000" fo:wrap-option="wrap"/>
    </style:style>"#;

fn cell(kind: &str, shown: &str) -> String {
    format!(
        "<table:table-cell office:value-type={kind}><text:p>{shown}</text:p></table:table-cell>"
    )
}

#[test]
fn values_have_types_and_the_text_shown() {
    let cells = [
        cell(r#""float" office:value="4""#, "4"),
        cell(r#""float" office:value="4.5""#, ""),
        cell(r#""percentage" office:value="0.875""#, "88%"),
        cell(r#""currency" office:value="120000""#, "¥120,000"),
        cell(r#""date" office:date-value="2023-07-19""#, "令和5年7月19日"),
        cell(r#""date" office:date-value="2023-07-19T13:30:00""#, ""),
        cell(r#""time" office:time-value="PT13H05M00S""#, "13:05"),
        cell(r#""time" office:time-value="PT36H00M00S""#, "36:00"),
        cell(r#""time" table:style-name="hours" office:time-value="PT9H00M00S""#, "9:00"),
        cell(r#""boolean" office:boolean-value="true""#, "TRUE"),
        cell(r#""string" calcext:value-type="error""#, "#DIV/0!"),
        cell(r#""string" office:string-value="0123""#, "0123様"),
        cell(r#""string""#, ""),
        cell(r#""float" office:value="inf""#, "∞"),
        cell(r#""date" office:date-value="2023-02-30""#, "2月30日"),
        "<table:table-cell><text:p>型なし</text:p></table:table-cell>".to_owned(),
    ];
    let styles = r#"
        <number:time-style style:name="N1" number:truncate-on-overflow="false"/>
        <style:style style:name="hours" style:family="table-cell" style:data-style-name="N1"/>"#;
    let table = format!(
        r#"<table:table table:name="値"><table:table-row>{}</table:table-row></table:table>"#,
        cells.concat()
    );
    insta::assert_snapshot!(dumped(styles, &table));
}

#[test]
fn text_keeps_its_breaks_and_what_looks_different() {
    let styles = r##"
        <style:style style:name="red" style:family="text"><style:text-properties
          fo:color="#ff0000" fo:font-weight="bold" style:font-size-asian="14pt"/></style:style>
        <style:style style:name="gone" style:family="text"><style:text-properties
          style:text-line-through-style="solid"/></style:style>
        <style:style style:name="under" style:family="text"><style:text-properties
          style:text-underline-style="solid" style:font-weight-asian="bold"/></style:style>"##;
    let paragraphs = [
        r#"<text:p>５・<text:span text:style-name="red">４</text:span>・３・<text:span
           text:style-name="gone">２</text:span>・１</text:p>"#,
        r#"<text:p><text:s text:c="2"/>a <text:s/>b<text:tab/>c<text:line-break/>d</text:p>"#,
        "<text:p>\n      一行め\n   の続き\n    </text:p><text:p>二行め</text:p><text:p/>",
        "<text:p><text:a>連絡先</text:a><text:ruby><text:ruby-base>山田</text:ruby-base>
           <text:ruby-text>ヤマダ</text:ruby-text></text:ruby></text:p>",
        r#"<text:p><text:span text:style-name="red">外<text:span
           text:style-name="under">内</text:span></text:span></text:p>"#,
        "<office:annotation><text:p>コメント</text:p></office:annotation><text:p>本文</text:p>",
    ];
    let cells = paragraphs.map(|text| {
        format!(r#"<table:table-cell office:value-type="string">{text}</table:table-cell>"#)
    });
    let table = format!(
        r#"<table:table table:name="文字"><table:table-row>{}</table:table-row></table:table>"#,
        cells.concat()
    );
    insta::assert_snapshot!(dumped(styles, &table));
}

#[test]
fn rows_columns_and_styles_are_inherited_and_repeated() {
    let styles = r##"
        <style:style style:name="narrow" style:family="table-column">
          <style:table-column-properties style:column-width="1cm"/></style:style>
        <style:style style:name="high" style:family="table-row">
          <style:table-row-properties style:row-height="30pt"/></style:style>
        <style:style style:name="off" style:family="table">
          <style:table-properties table:display="false"/></style:style>
        <style:style style:name="yellow" style:family="table-cell" style:parent-style-name="Box">
          <style:table-cell-properties fo:background-color="#ffff00" style:text-align-source="fix"
            style:vertical-align="middle" fo:border-left="none"/>
          <style:paragraph-properties fo:text-align="center" fo:margin-left="20pt"/></style:style>"##;
    let text = |text: &str| cell(r#""string""#, text);
    let tables = format!(
        r#"<table:table table:name="表">
          <table:table-column table:style-name="narrow" table:number-columns-repeated="2"/>
          <table:table-column-group><table:table-column table:visibility="collapse"
            table:default-cell-style-name="Box"/></table:table-column-group>
          <table:table-column table:number-columns-repeated="16381"/>
          <table:table-header-rows><table:table-row table:style-name="high">{a}
            <table:table-cell/>{b}</table:table-row></table:table-header-rows>
          <table:table-row table:number-rows-repeated="2" table:visibility="filter">
            <table:table-cell table:number-columns-repeated="2" office:value-type="float"
              office:value="5"><text:p>5</text:p></table:table-cell></table:table-row>
          <table:table-row-group><table:table-row>
            <table:table-cell table:style-name="yellow" table:number-columns-spanned="2"
              table:number-rows-spanned="2" office:value-type="string"><text:p>結合</text:p>
            </table:table-cell><table:covered-table-cell/>
            <table:table-cell table:style-name="yellow" table:number-columns-repeated="1000"/>
          </table:table-row>
          <table:table-row><table:covered-table-cell table:number-columns-repeated="2"/>
            <table:table-cell table:style-name="yellow"/></table:table-row></table:table-row-group>
          <table:table-row table:number-rows-repeated="1048570"><table:table-cell
            table:number-columns-repeated="16384"/></table:table-row>
        </table:table>
        <table:table table:name="隠し" table:style-name="off"/>"#,
        a = text("左"),
        b = text("右"),
    );
    insta::assert_snapshot!(dumped(styles, &tables));
}

#[test]
fn shapes_lie_where_they_are_drawn() {
    let styles = r#"
        <style:style style:name="ring" style:family="graphic">
          <style:graphic-properties draw:fill="none"/></style:style>
        <style:style style:name="glass" style:family="graphic"><style:graphic-properties
          draw:fill="solid" draw:opacity="30%" draw:stroke="none"/></style:style>"#;
    let table = r#"<table:table table:name="図形">
      <office:forms><form:form><form:checkbox form:id="c1" form:name="チェック 1" form:label="有"
        form:current-state="checked"/><form:radio xml:id="c2" form:label="無"/></form:form>
      </office:forms>
      <table:shapes>
        <draw:frame draw:name="メモ" svg:x="10pt" svg:y="70pt" svg:width="50pt" svg:height="20pt">
          <draw:text-box><text:p>一人暮らし</text:p></draw:text-box></draw:frame>
        <draw:control draw:control="c1" svg:x="0pt" svg:y="0pt" svg:width="9pt" svg:height="9pt"/>
        <draw:control draw:control="c2" svg:x="9pt" svg:y="0pt" svg:width="9pt" svg:height="9pt"/>
        <draw:g draw:name="組"><svg:title>題</svg:title><draw:g>
          <draw:rect draw:style-name="glass" svg:x="1pt" svg:y="1pt" svg:width="5pt"
            svg:height="5pt"/></draw:g>
          <draw:line svg:x1="20pt" svg:y1="30pt" svg:x2="0pt" svg:y2="10pt"/></draw:g>
      </table:shapes>
      <table:table-column table:number-columns-repeated="16384"/>
      <table:table-row table:number-rows-repeated="2"/>
      <table:table-row><table:table-cell/><table:table-cell office:value-type="string">
        <text:p>５・４</text:p>
        <draw:custom-shape draw:name="楕円 1" draw:style-name="ring" svg:x="6pt" svg:y="2pt"
          table:end-cell-address="図形.B3" table:end-x="16pt" table:end-y="12pt"><text:p/>
          <draw:enhanced-geometry draw:type="ellipse" draw:enhanced-path="U 0 0 5 5 0 360 Z N"/>
        </draw:custom-shape>
        <draw:ellipse svg:width="10pt" svg:height="4pt"
          draw:transform="rotate (1.5707963267949) translate (6pt 12pt)"/>
        <draw:path svg:x="0pt" svg:y="0pt" svg:width="5pt" svg:height="5pt" svg:d="M0 0L5 5"/>
        <draw:frame draw:name="写真" svg:x="0pt" svg:y="0pt" svg:width="5pt" svg:height="5pt">
          <draw:image/></draw:frame>
        <draw:a><draw:circle svg:cx="8pt" svg:cy="8pt" svg:r="4pt"/></draw:a>
        <office:annotation svg:width="2cm" svg:height="1cm"><text:p>注</text:p></office:annotation>
      </table:table-cell></table:table-row></table:table>"#;
    insta::assert_snapshot!(dumped(styles, table));
}
