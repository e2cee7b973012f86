//! Forms that were grown by hand to cost as much as they can: reading them ends soon.
//!
//! Each starts from a sheet that is recognised, so that every search of the stage is reached.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use torimatome::config::FormSet;
use torimatome::diagnostic::Code;
use torimatome::forms::{Recogniser, recognise};
use torimatome::grid::{Cell, CellValue, Shape, ShapeFill, ShapeKind, Sheet, Workbook};
use torimatome::intake::{IntakeOptions, Limits, Passwords, find, open};
use torimatome::units::{CellAddress, CellRange, SourcePath};

use crate::support::fixture;

/// How much smaller forms and limits are in a build that is not optimised.
const SCALE: usize = if cfg!(debug_assertions) { 10 } else { 1 };
/// Columns that are filled beside and below a form.
const COLUMNS: u32 = 100;

/// A sheet of each built-in form.
fn forms(recogniser: &Recogniser) -> BTreeMap<Arc<str>, Sheet> {
    let limits = Limits::default();
    let mut sheets = BTreeMap::new();
    for file in find(&[fixture("sample")], &IntakeOptions::default()).unwrap().value {
        let Ok(source) = open(&file, &Passwords::default(), &limits) else { continue };
        let book = torimatome::grid::read(&source.value, &limits).unwrap().value;
        for found in recognise(&book, recogniser, &limits).value {
            let sheet = book.sheets.iter().find(|sheet| sheet.name == found.sheet).unwrap();
            sheets.entry(found.form_id).or_insert_with(|| sheet.clone());
        }
    }
    assert_eq!(sheets.len(), 4, "a sheet of each form");
    sheets
}

fn cell(text: &str) -> Cell {
    let text: Arc<str> = Arc::from(text);
    Cell { value: CellValue::Text(text.clone()), text, ..Cell::default() }
}

/// Cells with texts in rows below a sheet and right of it, until it has `count` of them.
fn fill(sheet: &mut Sheet, count: usize, text: impl Fn(usize) -> String) {
    let right = sheet.cells.keys().map(|cell| cell.column).max().unwrap_or(0) + 1;
    let mut index = 0;
    for row in 0.. {
        for column in 0..COLUMNS {
            if sheet.cells.len() >= count / SCALE {
                return;
            }
            let address = CellAddress::new(row, column);
            let is_beside = column > right || row > 60;
            if is_beside && !sheet.cells.contains_key(&address) {
                sheet.cells.insert(address, cell(&text(index)));
                index += 1;
            }
        }
    }
}

/// The texts of a sheet again and again, each with its letters in another order if `turned`.
fn own_texts(sheet: &Sheet, turned: bool) -> impl Fn(usize) -> String + use<> {
    let texts: Vec<String> = sheet.cells.values().map(|cell| cell.text.to_string()).collect();
    move |index| {
        let mut letters: Vec<char> = texts[index % texts.len()].chars().collect();
        if turned && letters.len() > 3 {
            let length = letters.len();
            letters.swap(index % length, (index / length) % length);
        }
        letters.into_iter().collect()
    }
}

fn shape(index: u32) -> Shape {
    let (left, top) = (f64::from(index % 97) * 13.0, f64::from(index) * 0.7);
    let anchor = CellAddress::new(0, 0);
    Shape {
        name: String::new(),
        kind: ShapeKind::Outline,
        left,
        top,
        width: 40.0,
        height: 12.0,
        fill: ShapeFill::None,
        outlined: true,
        text: String::new(),
        checked: None,
        anchor,
    }
}

/// A form grown in every direction that costs something.
fn grown(form: &Sheet) -> Vec<(&'static str, Vec<Sheet>)> {
    let with = |change: &dyn Fn(&mut Sheet)| {
        let mut sheet = form.clone();
        change(&mut sheet);
        vec![sheet]
    };
    let scale = |_: usize| "５・４・３・２・１".to_owned();
    let shapes = |sheet: &mut Sheet| sheet.shapes.extend((0..20_000).step_by(SCALE).map(shape));
    let merges = |sheet: &mut Sheet| {
        let rows =
            sheet.cells.keys().map(|cell| (cell.row, CellAddress::new(1_000_000, cell.column)));
        let tall = rows.map(|(row, last)| CellRange::new(CellAddress::new(row, last.column), last));
        sheet.merges = tall.collect();
    };
    vec![
        ("texts", with(&|sheet| fill(sheet, 49_000, |index| format!("記入{index}")))),
        ("labels", with(&|sheet| fill(sheet, 49_000, own_texts(form, false)))),
        ("nearly labels", with(&|sheet| fill(sheet, 49_000, own_texts(form, true)))),
        ("colons", with(&|sheet| fill(sheet, 13_000, |_| "あ：".repeat(700)))),
        ("scales", with(&|sheet| fill(sheet, 49_000, scale))),
        ("long cells", with(&|sheet| fill(sheet, 700, |_| "5・".repeat(16_000)))),
        (
            "shapes on scales",
            with(&|sheet| {
                fill(sheet, 20_000, scale);
                shapes(sheet);
            }),
        ),
        (
            "tall merged cells",
            with(&|sheet| {
                fill(sheet, 30_000, own_texts(form, false));
                merges(sheet);
            }),
        ),
        ("sheets", {
            let mut sheet = form.clone();
            fill(&mut sheet, 2_000 * SCALE, own_texts(form, true));
            vec![sheet; 200 / SCALE]
        }),
    ]
}

#[test]
fn forms_grown_without_measure_are_given_up_in_time() {
    let most = Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 2 });
    let usual = Limits::default();
    let limits = Limits { form_steps: usual.form_steps / SCALE as u64, ..usual };
    let recogniser = Recogniser::new(FormSet::built_in().unwrap());
    let (mut slow, mut given_up) = (Vec::new(), 0);
    for (id, form) in forms(&recogniser) {
        for (what, sheets) in grown(&form) {
            let book = Workbook { source_path: SourcePath::new("様式.xlsx"), sheets };
            let began = Instant::now();
            let read = recognise(&book, &recogniser, &limits);
            let took = began.elapsed();
            let over = read.diagnostics.iter().filter(|one| one.code == Code::LimitExceeded);
            for one in over {
                given_up += 1;
                assert_eq!(one.location.source_path, book.source_path);
                assert_eq!(one.location.sheet.as_ref(), Some(&form.name));
            }
            println!("{id}, {what}: {:.2} s, {given_up} sheets given up", took.as_secs_f64());
            if took > most {
                slow.push(format!("{id}, {what}: {took:?}"));
            }
        }
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
    assert!(given_up > 0);
}

#[test]
fn a_sheet_with_too_many_texts_is_named() {
    let recogniser = Recogniser::new(FormSet::built_in().unwrap());
    let limits = Limits { form_cells: 20, ..Limits::default() };
    for (_, form) in forms(&recogniser) {
        let name = form.name.clone();
        let book = Workbook {
            source_path: SourcePath::new("様式.xlsx"),
            sheets: vec![form, Sheet::default()],
        };
        let read = recognise(&book, &recogniser, &limits);
        let [only] = read.diagnostics.as_slice() else { panic!("{:?}", read.diagnostics) };
        assert_eq!(only.code, Code::LimitExceeded);
        assert_eq!(only.location.sheet, Some(name));
        assert!(read.value.is_empty() && only.hint.english.contains("form_cells"));
    }
}
