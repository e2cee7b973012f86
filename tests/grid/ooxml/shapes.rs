//! Drawn shapes: where they lie, what they are, how they are painted.

use std::fmt::Write;

use torimatome::diagnostic::{Code, Severity};
use torimatome::grid::{ShapeFill, ShapeKind, Sheet};
use torimatome::intake::Limits;

use super::made::{Package, SIZES, relationships};

/// English Metric Units in a point.
const EMU: i64 = 12_700;

/// A corner: column, points into it, row, points into it.
fn corner(name: &str, [column, right, row, down]: [i64; 4]) -> String {
    format!(
        "<xdr:{name}><xdr:col>{column}</xdr:col><xdr:colOff>{}</xdr:colOff><xdr:row>{row}</xdr:row>\
         <xdr:rowOff>{}</xdr:rowOff></xdr:{name}>",
        right * EMU,
        down * EMU
    )
}

fn two_cells(from: [i64; 4], to: [i64; 4], object: &str) -> String {
    let corners = corner("from", from) + &corner("to", to);
    format!("<xdr:twoCellAnchor>{corners}{object}<xdr:clientData/></xdr:twoCellAnchor>")
}

/// A transform in points.
fn transform(name: &str, attributes: &str, [x, y, cx, cy]: [i64; 4]) -> String {
    format!(
        r#"<a:{name}{attributes}><a:off x="{}" y="{}"/><a:ext cx="{}" cy="{}"/></a:{name}>"#,
        x * EMU,
        y * EMU,
        cx * EMU,
        cy * EMU
    )
}

fn shape(name: &str, properties: &str) -> String {
    format!(
        r#"<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="7" name="{name}"/><xdr:cNvSpPr/></xdr:nvSpPr>
           <xdr:spPr>{properties}</xdr:spPr></xdr:sp>"#
    )
}

const ELLIPSE: &str = r#"<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom><a:noFill/>
    <a:ln><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></a:ln>"#;

/// Name, kind and box of every shape.
fn boxes(sheet: &Sheet) -> String {
    let mut lines = String::new();
    for shape in &sheet.shapes {
        let (left, top) = (shape.left.round(), shape.top.round());
        let (width, height) = (shape.width.round(), shape.height.round());
        let _ = writeln!(
            lines,
            "{} {:?} {} {left} {top} {width} {height}",
            shape.name, shape.kind, shape.anchor
        );
    }
    lines
}

#[test]
fn anchors_of_every_kind_give_points() {
    let plain = shape("二", ELLIPSE);
    let one = format!(
        r#"<xdr:oneCellAnchor>{}<xdr:ext cx="{}" cy="{}"/>{}</xdr:oneCellAnchor>"#,
        corner("from", [1, 10, 2, 5]),
        30 * EMU,
        15 * EMU,
        shape("一", ELLIPSE)
    );
    let absolute = format!(
        r#"<xdr:absoluteAnchor><xdr:pos x="{}" y="{}"/><xdr:ext cx="{}" cy="{}"/>{}</xdr:absoluteAnchor>"#,
        70 * EMU,
        45 * EMU,
        30 * EMU,
        15 * EMU,
        shape("絶対", ELLIPSE)
    );
    // An offset far wider than its cell ends a fifth beyond it: 72 and 24 points from the corner.
    let wide = two_cells([0, 999, 0, 999], [2, 999, 1, 999], &shape("はみ出し", ELLIPSE));
    let drawn = two_cells([1, 10, 2, 5], [1, 40, 3, 0], &plain) + &one + &absolute + &wide;
    let expected = "二 Outline B3 70 45 30 15\n一 Outline B3 70 45 30 15\n絶対 Outline B3 70 45 30 15\n\
                    はみ出し Outline B2 72 24 120 20\n";
    assert_eq!(boxes(&Package::drawing(&drawn).read_sheet()), expected);
}

#[test]
fn hidden_rows_and_columns_count_nothing() {
    let inside = r#"<sheetFormatPr defaultRowHeight="20"/><cols>
        <col min="1" max="1" width="11.4285714285714"/>
        <col min="2" max="3" width="11.4285714285714" hidden="1"/>
        <col min="4" max="16384" width="11.4285714285714"/></cols>
        <sheetData><row r="2" ht="50" hidden="1"/></sheetData><drawing r:id="d"/>"#;
    let anchor = two_cells([1, 30, 1, 10], [3, 15, 2, 10], &shape("印", ELLIPSE));
    let package = Package::drawing(&anchor)
        .with("xl/worksheets/sheet1.xml", format!("<worksheet>{inside}</worksheet>"));
    assert_eq!(boxes(&package.read_sheet()), "印 Outline D3 60 20 15 10\n");
}

/// A quarter turn around the middle (80, 30) of a box of 40 × 20 gives one of 20 × 40. Excel
/// writes the anchor of such a shape turned already.
#[test]
fn turned_shapes_have_the_box_they_cover() {
    let turned = |rot: i64| {
        let own = transform("xfrm", &format!(r#" rot="{rot}""#), [60, 20, 40, 20]);
        shape("回", &(own + ELLIPSE))
    };
    let quarter = two_cells([1, 10, 0, 10], [1, 30, 2, 10], &turned(5_400_000));
    assert_eq!(boxes(&Package::drawing(&quarter).read_sheet()), "回 Outline B1 70 10 20 40\n");
    let half = two_cells([1, 0, 1, 0], [1, 40, 2, 0], &turned(10_800_000));
    assert_eq!(boxes(&Package::drawing(&half).read_sheet()), "回 Outline B2 60 20 40 20\n");
    // An ellipse of half-axes 20 and 10 turned by 30°: half-width √(20²cos² + 10²sin²) = 18.03,
    // half-height √(20²sin² + 10²cos²) = 13.23.
    let slanted = two_cells([1, 0, 1, 0], [1, 40, 2, 0], &turned(1_800_000));
    assert_eq!(boxes(&Package::drawing(&slanted).read_sheet()), "回 Outline B1 62 17 36 26\n");
}

/// A group drawn at 1:1 at (100, 100) and later moved to (60, 20) and halved in width holds a
/// group that doubles heights: a child at (110, 110) of 20 × 10 comes to (65, 40) of 10 × 20.
#[test]
fn groups_move_and_scale_what_they_hold() {
    let child = shape("孫", &(transform("xfrm", "", [110, 110, 20, 10]) + ELLIPSE));
    let space = |[x, y, cx, cy]: [i64; 4]| {
        format!(
            r#"<a:chOff x="{}" y="{}"/><a:chExt cx="{}" cy="{}"/></a:xfrm>"#,
            x * EMU,
            y * EMU,
            cx * EMU,
            cy * EMU
        )
    };
    let group = |own: [i64; 4], children: [i64; 4], inside: &str| {
        let own = transform("xfrm", "", own).replace("</a:xfrm>", &space(children));
        format!("<xdr:grpSp><xdr:nvGrpSpPr/><xdr:grpSpPr>{own}</xdr:grpSpPr>{inside}</xdr:grpSp>")
    };
    let inner = group([100, 100, 40, 40], [100, 100, 40, 20], &child);
    let sibling = shape("子", &(transform("xfrm", "", [180, 130, 20, 10]) + ELLIPSE));
    let outer = group([100, 100, 100, 40], [100, 100, 100, 40], &(inner + &sibling));
    let drawn = two_cells([1, 0, 1, 0], [1, 50, 3, 0], &outer);
    let expected = "孫 Outline B3 65 40 10 20\n子 Outline B3 100 50 10 10\n";
    assert_eq!(boxes(&Package::drawing(&drawn).read_sheet()), expected);
}

#[test]
fn kinds_follow_from_element_and_geometry() {
    let preset = |name: &str| {
        shape(name, &format!(r#"<a:prstGeom prst="{name}"/><a:ln><a:noFill/></a:ln>"#))
    };
    let path = |name: &str, path: &str| {
        shape(
            name,
            &format!("<a:custGeom><a:pathLst><a:path>{path}</a:path></a:pathLst></a:custGeom>"),
        )
    };
    let point = |x: i64, y: i64| format!(r#"<a:pt x="{x}" y="{y}"/>"#);
    let move_to = |x, y| format!("<a:moveTo>{}</a:moveTo>", point(x, y));
    let line_to = |x, y| format!("<a:lnTo>{}</a:lnTo>", point(x, y));
    let round = move_to(0, 0) + &line_to(90, 0) + &line_to(90, 90) + &line_to(5, 10);
    let tick = move_to(0, 50) + &line_to(30, 90) + &line_to(90, 0);
    let closed = move_to(0, 0) + &line_to(90, 0) + &line_to(45, 90) + "<a:close/>";
    let circle = move_to(0, 50) + r#"<a:arcTo wR="50" hR="50" stAng="10800000" swAng="21600000"/>"#;
    let curve = move_to(0, 50) + r#"<a:arcTo wR="50" hR="50" stAng="10800000" swAng="10800000"/>"#;
    let named = |name: &str, part: &str| {
        format!(r#"<xdr:{part}><xdr:nvPr><xdr:cNvPr id="3" name="x"/></xdr:nvPr></xdr:{part}>"#)
            .replace("xdr:nvPr", &format!("xdr:{name}"))
    };
    let objects = [
        (preset("ellipse"), ShapeKind::Outline),
        (preset("roundRect"), ShapeKind::Outline),
        (preset("flowChartConnector"), ShapeKind::Outline),
        (preset("line"), ShapeKind::Line),
        (preset("rightArrow"), ShapeKind::Outline),
        (preset("leftBrace"), ShapeKind::Line),
        (preset("bracketPair"), ShapeKind::Line),
        (preset("straightConnector1"), ShapeKind::Line),
        (path("手書きの丸", &round), ShapeKind::Outline),
        (path("チェック", &tick), ShapeKind::Line),
        (path("三角", &closed), ShapeKind::Outline),
        (path("円弧の円", &circle), ShapeKind::Outline),
        (path("円弧", &curve), ShapeKind::Line),
        (
            shape("箱", "").replace("<xdr:cNvSpPr/>", r#"<xdr:cNvSpPr txBox="1"/>"#),
            ShapeKind::TextBox,
        ),
        (named("nvCxnSpPr", "cxnSp"), ShapeKind::Line),
        (named("nvPicPr", "pic"), ShapeKind::Picture),
        (named("nvGraphicFramePr", "graphicFrame"), ShapeKind::Picture),
        (named("nvContentPartPr", "contentPart"), ShapeKind::Ink),
    ];
    let drawn: String =
        objects.iter().map(|(object, _)| two_cells([0, 0, 0, 0], [1, 0, 1, 0], object)).collect();
    let sheet = Package::drawing(&drawn).read_sheet();
    assert_eq!(sheet.shapes.len(), objects.len());
    for (read, (object, kind)) in sheet.shapes.iter().zip(&objects) {
        assert_eq!(read.kind, *kind, "{object}");
    }
}

#[test]
fn fills_and_lines_follow_from_properties_style_and_group() {
    let alpha = |percent: i64| {
        format!(
            r#"<a:solidFill><a:srgbClr val="FFFF00"><a:alpha val="{}"/></a:srgbClr></a:solidFill>"#,
            percent * 1000
        )
    };
    let geometry = r#"<a:prstGeom prst="ellipse"/>"#;
    let styled = |line: u32, fill: u32, properties: &str| {
        shape("s", properties).replace(
            "</xdr:sp>",
            &format!(
                r#"<xdr:style><a:lnRef idx="{line}"><a:schemeClr val="accent1"/></a:lnRef>
                   <a:fillRef idx="{fill}"><a:schemeClr val="accent1"/></a:fillRef></xdr:style></xdr:sp>"#
            ),
        )
    };
    let gradient = format!(
        "<a:gradFill><a:gsLst><a:gs>{0}</a:gs><a:gs>{0}</a:gs></a:gsLst></a:gradFill>",
        r#"<a:srgbClr val="FFFF00"><a:alpha val="30000"/></a:srgbClr>"#
    );
    let cases = [
        (shape("a", geometry), ShapeFill::None, false),
        (shape("b", &format!("{geometry}<a:noFill/>")), ShapeFill::None, false),
        (shape("c", &format!("{geometry}{}", alpha(100))), ShapeFill::Solid, false),
        (shape("d", &format!("{geometry}{}", alpha(40))), ShapeFill::Translucent, false),
        (shape("e", &format!("{geometry}{}", alpha(0))), ShapeFill::None, false),
        (shape("f", &format!("{geometry}{gradient}")), ShapeFill::Translucent, false),
        (shape("g", r#"<a:prstGeom prst="donut"/><a:pattFill prst="x"/>"#), ShapeFill::None, false),
        (shape("h", &format!("{geometry}<a:pattFill prst=\"x\"/>")), ShapeFill::Solid, false),
        (styled(2, 1, geometry), ShapeFill::Solid, true),
        (styled(0, 0, geometry), ShapeFill::None, false),
        (styled(2, 1, &format!("{geometry}<a:noFill/>")), ShapeFill::None, true),
        (styled(2, 1, &format!("{geometry}<a:ln><a:noFill/></a:ln>")), ShapeFill::Solid, false),
        (
            styled(0, 0, &format!("{geometry}<a:ln w=\"9525\">{}</a:ln>", alpha(100))),
            ShapeFill::None,
            true,
        ),
        (styled(2, 0, &format!("{geometry}<a:ln w=\"9525\"/>")), ShapeFill::None, true),
    ];
    let drawn: String =
        cases.iter().map(|(object, ..)| two_cells([0, 0, 0, 0], [1, 0, 1, 0], object)).collect();
    for (read, (object, fill, outlined)) in
        Package::drawing(&drawn).read_sheet().shapes.iter().zip(&cases)
    {
        assert_eq!((read.fill, read.outlined), (*fill, *outlined), "{object}");
    }
    let child = shape("k", &format!("{geometry}<a:grpFill/>"));
    let group = format!("<xdr:grpSp><xdr:grpSpPr>{}</xdr:grpSpPr>{child}</xdr:grpSp>", alpha(50));
    let drawn = Package::drawing(&two_cells([0, 0, 0, 0], [1, 0, 1, 0], &group)).read_sheet();
    assert_eq!(drawn.shapes[0].fill, ShapeFill::Translucent);
}

#[test]
fn text_and_alternates_are_read_once() {
    let body = "<xdr:txBody><a:bodyPr/><a:p><a:r><a:t>有</a:t></a:r><a:br/><a:r><a:t>無</a:t></a:r></a:p>\
                <a:p><a:fld><a:t>二</a:t></a:fld></a:p><a:p/></xdr:txBody></xdr:sp>";
    let text = shape("文", ELLIPSE).replace("</xdr:sp>", body);
    let ink = r#"<xdr14:contentPart r:id="i"><xdr14:nvContentPartPr><xdr14:cNvPr id="2" name="インク 1"/>
        </xdr14:nvContentPartPr><xdr14:xfrm/></xdr14:contentPart>"#;
    let picture =
        "<xdr:pic><xdr:nvPicPr><xdr:cNvPr id=\"2\" name=\"インク 1\"/></xdr:nvPicPr></xdr:pic>";
    let both = format!(
        "<mc:AlternateContent><mc:Choice Requires=\"xdr14\">{ink}</mc:Choice><mc:Fallback>{picture}\
         </mc:Fallback></mc:AlternateContent>"
    );
    let hidden = shape("隠", ELLIPSE).replace("id=\"7\"", "id=\"8\" hidden=\"1\"");
    let drawn = [text, both, hidden].map(|object| two_cells([0, 0, 0, 0], [1, 0, 1, 0], &object));
    let shapes = Package::drawing(&drawn.concat()).read_sheet().shapes;
    let found: Vec<_> =
        shapes.iter().map(|shape| (&*shape.name, shape.kind, &*shape.text)).collect();
    let expected = [("文", ShapeKind::Outline, "有\n無\n二"), ("インク 1", ShapeKind::Ink, "")];
    assert_eq!(found, expected);
}

#[test]
fn a_drawing_that_cannot_be_read_costs_its_shapes_only() {
    let package = Package::drawing("<xdr:twoCellAnchor>").with(
        "xl/worksheets/sheet1.xml",
        format!(
            r#"<worksheet>{SIZES}<sheetData><row r="1"><c r="A1"><v>4</v></c></row></sheetData>
                   <drawing r:id="d"/></worksheet>"#
        ),
    );
    let read = package.read(&Limits::default()).unwrap();
    let sheet = &read.value.sheets[0];
    assert_eq!((sheet.cells.len(), sheet.shapes.len()), (1, 0));
    let [warning] = &*read.diagnostics else { panic!("{:?}", read.diagnostics) };
    assert_eq!((warning.severity, warning.code), (Severity::Warning, Code::UnreadableFile));
    assert_eq!(warning.location.sheet.as_deref(), Some("S"));
}

/// A tick box as Excel writes it: in the sheet, in a part of its own, in the VML drawing and, so
/// that newer programs draw it, in the drawing.
#[test]
fn a_form_control_told_four_times_is_one_shape() {
    let control = |id: u32| {
        format!(
            r#"<mc:AlternateContent><mc:Choice Requires="x14"><control shapeId="{id}" r:id="k{id}" name="Box {id}">
               <controlPr defaultSize="0"><anchor moveWithCells="1">{}{}</anchor></controlPr></control></mc:Choice>
               <mc:Fallback><control shapeId="{id}" r:id="k{id}" name="Box {id}"/></mc:Fallback></mc:AlternateContent>"#,
            corner("from", [0, 6, 1, 2]),
            corner("to", [0, 30, 1, 18])
        )
    };
    let sheet = format!(
        r#"<worksheet>{SIZES}<sheetData/><drawing r:id="d"/><legacyDrawing r:id="v"/><mc:AlternateContent>
           <mc:Choice Requires="x14"><controls>{}{}</controls></mc:Choice></mc:AlternateContent></worksheet>"#,
        control(1025),
        control(1026)
    );
    let picture = format!(
        r#"<mc:AlternateContent><mc:Choice Requires="a14">{}</mc:Choice><mc:Fallback/></mc:AlternateContent>"#,
        two_cells(
            [0, 6, 1, 2],
            [0, 30, 1, 18],
            &shape("Box 1025", r#"<a:prstGeom prst="rect"/>"#).replace(
                "id=\"7\" name=\"Box 1025\"/>",
                r#"id="1025" name="Box 1025" hidden="1"><a:extLst><a:ext uri="{63B3BB69-23CF-44E3-9099-C40C66FF867C}">
                   <a14:compatExt spid="_x0000_s1025"/></a:ext></a:extLst></xdr:cNvPr>"#,
            )
        )
    );
    let legacy = |id: u32, kind: &str, more: &str| {
        format!(
            r##"<v:shape id="_x0000_s{id}" type="#_x0000_t201" style='position:absolute' filled="f" stroked="f">
               <v:textbox><div style='text-align:left'><font>男<br>女</font></div></v:textbox>
               <x:ClientData ObjectType="{kind}"><x:Anchor> 0, 8, 1, 3, 0, 40, 1, 24</x:Anchor>{more}</x:ClientData>
               </v:shape>"##
        )
    };
    let vml = format!(
        r#"<xml><o:shapelayout/><v:shapetype id="_x0000_t201"/>{}{}{}</xml>"#,
        legacy(1025, "Checkbox", "<x:Checked>1</x:Checked>"),
        legacy(1026, "Radio", ""),
        legacy(1027, "Note", "<x:Row>1</x:Row>")
    );
    let package = Package::drawing(&picture)
        .with("xl/worksheets/sheet1.xml", sheet)
        .with("xl/drawings/vmlDrawing1.vml", vml)
        .with("xl/ctrlProps/a.xml", r#"<formControlPr objectType="CheckBox" checked="Checked"/>"#)
        .with("xl/ctrlProps/b.xml", r#"<formControlPr objectType="Radio"/>"#)
        .with(
            "xl/worksheets/_rels/sheet1.xml.rels",
            relationships(&[
                ("d", "drawing", "../drawings/drawing1.xml"),
                ("v", "vmlDrawing", "../drawings/vmlDrawing1.vml"),
                ("k1025", "ctrlProp", "../ctrlProps/a.xml"),
                ("k1026", "ctrlProp", "/xl/ctrlProps/b.xml"),
            ]),
        );
    let sheet = package.read_sheet();
    assert_eq!(
        boxes(&sheet),
        "Box 1025 CheckBox A2 6 22 24 16\nBox 1026 OptionButton A2 6 22 24 16\n"
    );
    let states: Vec<_> = sheet.shapes.iter().map(|shape| (shape.checked, &*shape.text)).collect();
    assert_eq!(states, [(Some(true), "男\n女"), (Some(false), "男\n女")]);
}

#[test]
fn old_shapes_of_vml_are_read_where_nothing_newer_is() {
    let shape = |element: &str, attributes: &str, inside: &str| {
        format!(
            "<v:{element} {attributes} style='position:absolute;margin-left:70pt;margin-top:45pt;\
             width:30pt;height:15pt'>{inside}</v:{element}>"
        )
    };
    let anchor = r#"<x:ClientData ObjectType="Oval"><x:Anchor>1, 10, 2, 4, 1, 50, 3, 0</x:Anchor></x:ClientData>"#;
    let vml = format!(
        "<xml>{}{}{}{}{}</xml>",
        shape("oval", r#"id="円" filled="f""#, anchor),
        shape("rect", r#"id="_x56db__x89d2_""#, "<v:fill opacity=\".5\"/>"),
        shape("line", "id='線'", ""),
        shape("shape", r#"id="開" path="m0,0l10,10e" stroked="f""#, ""),
        shape("shape", r#"id="隠""#, "").replace("position", "visibility:hidden;position"),
    );
    let package = Package::sheet(&format!(r#"{SIZES}<sheetData/><legacyDrawing r:id="v"/>"#))
        .with(
            "xl/worksheets/_rels/sheet1.xml.rels",
            relationships(&[("v", "vmlDrawing", "../v.vml")]),
        )
        .with("xl/v.vml", vml);
    let sheet = package.read_sheet();
    let expected = "円 Outline B3 68 43 30 17\n四角 Outline B3 70 45 30 15\n線 Line B3 70 45 30 15\n\
                    開 Line B3 70 45 30 15\n";
    assert_eq!(boxes(&sheet), expected);
    let fills: Vec<_> = sheet.shapes.iter().map(|shape| (shape.fill, shape.outlined)).collect();
    let none = ShapeFill::None;
    assert_eq!(fills, [(none, true), (ShapeFill::Translucent, true), (none, true), (none, false)]);
}
