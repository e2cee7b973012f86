//! OOXML: a worksheet part → [`SheetDraft`], in one pass.
//!
//! calamine would read the same cells, but only them: a second pass for everything else costs
//! more than all of this one, and it makes room for as many strings as a file says it has.

use std::borrow::Cow;

use super::book::{self, Book};
use super::controls::{Control, read_controls};
use super::rich_text::{check_length, read_string, unescaped};
use super::sheet_draft::{MOST_COLUMNS, MOST_ROWS, SheetDraft, sane};
use super::style_sheet::CellFormat;
use super::{reference, sheet_draft::DefaultSizes};
use crate::grid::fault::Fault;
use crate::grid::model::{Cell, Track};
use crate::grid::xml::{Element, Manner, Xml};
use crate::units::CellAddress;

/// Reads a worksheet part; its form controls come beside the draft.
///
/// # Errors
/// The part is not well formed, holds what no sheet can, or more than the limits allow.
pub(crate) fn read(
    text: &str,
    place: &str,
    book: &mut Book<'_>,
) -> Result<(SheetDraft, Vec<Control>), Fault> {
    let mut xml = Xml::new(text, place, Manner::Strict, book.limits.xml_depth);
    let mut draft = SheetDraft::default();
    let mut controls = Vec::new();
    xml.root("worksheet")?;
    let root = xml.scope();
    while let Some(element) = xml.child(root)? {
        match element.name() {
            "sheetFormatPr" => draft.defaults = default_sizes(&element),
            "cols" => columns(&mut xml, &mut draft, book)?,
            "sheetData" => rows(&mut xml, &mut draft, book)?,
            "mergeCells" => merges(&mut xml, &mut draft, book.limits.merges)?,
            "drawing" => draft.drawing = relationship_id(&element),
            "legacyDrawing" => draft.legacy_drawing = relationship_id(&element),
            "controls" => controls = read_controls(&mut xml, book.limits)?,
            _ => {}
        }
    }
    Ok((draft, controls))
}

fn relationship_id(element: &Element<'_>) -> Option<String> {
    element.text("id").map(Cow::into_owned)
}

fn default_sizes(element: &Element<'_>) -> DefaultSizes {
    DefaultSizes {
        column_digits: sane(element.number("defaultColWidth")),
        base_digits: sane(element.number("baseColWidth")),
        row_points: sane(element.number("defaultRowHeight")),
        rows_hidden: element.flag("zeroHeight").unwrap_or(false),
    }
}

fn columns(xml: &mut Xml<'_>, draft: &mut SheetDraft, book: &mut Book<'_>) -> Result<(), Fault> {
    let columns = xml.scope();
    while let Some(element) = xml.child(columns)? {
        let hidden = element.flag("hidden").unwrap_or(false);
        let size = sane(element.number("width")).map_or_else(
            || draft.defaults.column_width(book.styles.digit),
            |digits| book.styles.digit.points(digits),
        );
        let first: u32 = element.number("min").unwrap_or(0);
        let last = element.number("max").unwrap_or(first).min(MOST_COLUMNS);
        book.budget.spend(0)?;
        if (1..=last).contains(&first) {
            draft.columns.push((first - 1, last - 1, Track { size, hidden }));
        }
    }
    Ok(())
}

fn merges(xml: &mut Xml<'_>, draft: &mut SheetDraft, limit: usize) -> Result<(), Fault> {
    let list = xml.scope();
    while let Some(element) = xml.child(list)? {
        if let Some(range) = element.raw("ref").and_then(reference::range) {
            draft.add_merge(range, limit)?;
        }
    }
    Ok(())
}

fn rows(xml: &mut Xml<'_>, draft: &mut SheetDraft, book: &mut Book<'_>) -> Result<(), Fault> {
    let data = xml.scope();
    let mut next = 0_u32;
    while let Some(element) = xml.child(data)? {
        if element.name() != "row" {
            continue;
        }
        let row = match element.number::<u32>("r") {
            Some(number @ 1..=MOST_ROWS) => number - 1,
            Some(number) => return Err(Fault::malformed("sheet", format_args!("row {number}"))),
            None => next,
        };
        next = row.saturating_add(1);
        let hidden = element.flag("hidden").unwrap_or(false);
        draft.add_row(row, sane(element.number("ht")), hidden, &mut book.budget)?;
        cells(xml, draft, book, row)?;
    }
    Ok(())
}

fn cells(
    xml: &mut Xml<'_>,
    draft: &mut SheetDraft,
    book: &mut Book<'_>,
    row: u32,
) -> Result<(), Fault> {
    let inside = xml.scope();
    let mut next = CellAddress::new(row, 0);
    while let Some(element) = xml.child(inside)? {
        if element.name() != "c" {
            continue;
        }
        let (mut address, mut style, mut kind) = (next, 0_usize, "n");
        for (key, value) in element.attributes() {
            match key {
                // Some writers only count columns here; where they stand is as good.
                "r" if value.bytes().all(|byte| byte.is_ascii_digit()) => {}
                "r" => {
                    address = reference::cell(value)
                        .ok_or_else(|| Fault::malformed("sheet", format_args!("cell {value:?}")))?;
                }
                "s" => style = value.parse().unwrap_or(0),
                "t" => kind = value,
                _ => {}
            }
        }
        next = CellAddress::new(address.row, address.column.saturating_add(1));
        let cell = cell(xml, kind, book, style)?;
        draft.add_cell(address, cell, &mut book.budget)?;
    }
    Ok(())
}

/// The cell whose start was read last.
fn cell(xml: &mut Xml<'_>, kind: &str, book: &Book<'_>, style: usize) -> Result<Cell, Fault> {
    let format = book.styles.format(style);
    let mut cell = None;
    let inside = xml.scope();
    while let Some(element) = xml.child(inside)? {
        match element.name() {
            "v" if kind != "inlineStr" => {
                let value = xml.scope();
                let text = xml.text(value)?;
                cell = Some(valued(text, kind, book, format)?);
            }
            "is" => {
                let rich = read_string(xml, &book.styles.palette, book.limits)?;
                cell = Some(book::text_cell(&rich, format));
            }
            _ => {}
        }
    }
    Ok(cell.unwrap_or_else(|| book::empty_cell(format)))
}

/// A cell whose value stands in its `v`.
fn valued(
    text: Cow<'_, str>,
    kind: &str,
    book: &Book<'_>,
    format: &CellFormat,
) -> Result<Cell, Fault> {
    if text.is_empty() {
        return Ok(book::empty_cell(format));
    }
    Ok(match kind {
        "s" => {
            let string = text.trim().parse().ok().and_then(|index: usize| book.strings.get(index));
            let missing = || Fault::malformed("sheet", format_args!("no shared string {text:?}"));
            book::text_cell(string.ok_or_else(missing)?, format)
        }
        "b" => book::boolean_cell(matches!(text.trim(), "1" | "true"), format),
        "e" => book::error_cell(&text, format),
        "d" => book::iso_cell(text, format, book.system),
        "str" => {
            check_length(&text, book.limits)?;
            book::plain_cell(unescaped(text), format)
        }
        _ => match text.trim().parse::<f64>() {
            Ok(number) if number.is_finite() => book::number_cell(number, format, book.system),
            _ => {
                check_length(&text, book.limits)?;
                book::plain_cell(text, format)
            }
        },
    })
}
