//! One table → one sheet: columns, rows, cells, merges, and the shapes among them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Budget;
use super::cell;
use super::control;
use super::shape::{ShapeReader, Unplaced};
use super::style::{Family, StyleSheet};
use super::text::RichText;
use super::track::{self, Run, end_of, tracks};
use crate::grid::fault::{Bound, Fault};
use crate::grid::model::{
    Cell, CellStyle, CellValue, Sheet, SheetLayout, TextRun, Track, Visibility,
};
use crate::grid::xml::{Element, Xml};
use crate::units::{CellAddress, CellRange};

/// Columns and rows of a sheet, as many as office suites know.
const MOST_COLUMNS: u32 = 16_384;
const MOST_ROWS: u32 = 1_048_576;

/// Most columns and rows of repeated empty cells with a look of their own that are written out.
///
/// Longer runs are the format of whole rows or columns, not part of a form.
const MOST_EMPTY_COLUMNS: u32 = 256;
const MOST_EMPTY_ROWS: u32 = 1024;

/// Width of columns and height of rows when no style says anything: those of `LibreOffice`.
const DEFAULT_WIDTH: f64 = 64.0;
const DEFAULT_HEIGHT: f64 = 12.8;

/// A cell of a row, before the row's repeats are known.
struct RowCell {
    column: u32,
    repeats: u32,
    /// Columns and rows it is merged over, itself included.
    span: (u32, u32),
    cell: Cell,
}

struct TableReader<'a, 'b> {
    styles: &'a StyleSheet,
    budget: &'a mut Budget<'b>,
    looks: BTreeMap<String, Arc<CellStyle>>,
    columns: Vec<Run>,
    rows: Vec<Run>,
    /// The cells as they come, which is nearly in the order of the sheet.
    cells: Vec<(CellAddress, Cell)>,
    sheet: Sheet,
    shapes: ShapeReader<'a>,
}

/// The sheet of the `table:table` that was handed out last.
pub(super) fn read<'a>(
    xml: &mut Xml<'_>,
    element: &Element<'_>,
    styles: &'a StyleSheet,
    budget: &'a mut Budget<'_>,
) -> Result<Sheet, Fault> {
    let shown = styles.is_displayed(element.text("style-name").as_deref());
    let shapes = ShapeReader::new(styles, budget.limits);
    let mut reader = TableReader {
        styles,
        budget,
        looks: BTreeMap::new(),
        columns: Vec::new(),
        rows: Vec::new(),
        cells: Vec::new(),
        sheet: Sheet {
            name: Arc::from(&*element.text("name").unwrap_or_default()),
            visibility: if shown { Visibility::Visible } else { Visibility::Hidden },
            ..Sheet::default()
        },
        shapes,
    };
    reader.inside(xml)?;
    reader.finish()
}

/// The look that a style gives, made once.
fn look(
    looks: &mut BTreeMap<String, Arc<CellStyle>>,
    styles: &StyleSheet,
    name: Option<&str>,
) -> Arc<CellStyle> {
    let key = name.unwrap_or_default();
    if let Some(style) = looks.get(key) {
        return Arc::clone(style);
    }
    let style = Arc::new(styles.cell_style(name));
    looks.insert(key.to_owned(), Arc::clone(&style));
    style
}

/// How often an element stands there.
fn repeats(element: &Element<'_>, name: &str) -> u32 {
    let count = element.number::<u64>(name).unwrap_or(1).max(1);
    u32::try_from(count).unwrap_or(u32::MAX)
}

impl TableReader<'_, '_> {
    fn inside(&mut self, xml: &mut Xml<'_>) -> Result<(), Fault> {
        let scope = xml.scope();
        while let Some(element) = xml.child(scope)? {
            match element.name() {
                "table-column" => self.column(&element),
                "table-row" => self.row(xml, &element)?,
                "table-columns"
                | "table-column-group"
                | "table-header-columns"
                | "table-rows"
                | "table-row-group"
                | "table-header-rows" => self.inside(xml)?,
                "shapes" => self.shapes.read(xml, &element, None)?,
                "forms" => control::read(xml, &mut self.shapes.controls)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn run(&self, element: &Element<'_>, family: Family, start: u32, count: u32) -> Run {
        let (default, most) = match family {
            Family::Column => (DEFAULT_WIDTH, MOST_COLUMNS),
            _ => (DEFAULT_HEIGHT, MOST_ROWS),
        };
        let style = element.text("table:style-name");
        let size = self.styles.size(family, style.as_deref()).unwrap_or(default);
        let hidden = matches!(element.raw("table:visibility"), Some("collapse" | "filter"));
        let cell_style = element.text("default-cell-style-name").map(Into::into);
        let count = count.min(most.saturating_sub(start));
        Run { start, count, track: Track { size: size.max(0.0), hidden }, cell_style }
    }

    fn column(&mut self, element: &Element<'_>) {
        let count = repeats(element, "number-columns-repeated");
        let run = self.run(element, Family::Column, end_of(&self.columns), count);
        if run.count > 0 {
            self.columns.push(run);
        }
    }

    fn row(&mut self, xml: &mut Xml<'_>, element: &Element<'_>) -> Result<(), Fault> {
        let count = repeats(element, "number-rows-repeated");
        let run = self.run(element, Family::Row, end_of(&self.rows), count);
        let mut cells = Vec::new();
        let mut column = 0_u32;
        let scope = xml.scope();
        while let Some(element) = xml.child(scope)? {
            if matches!(element.name(), "table-cell" | "covered-table-cell") {
                let at = CellAddress::new(run.start, column);
                let cell = self.cell(xml, &element, at, run.cell_style.as_deref())?;
                column = column.saturating_add(cell.repeats);
                cells.push(cell);
            }
        }
        for cell in cells {
            self.write(cell, run.start, count)?;
        }
        if run.count > 0 {
            self.rows.push(run);
        }
        Ok(())
    }

    fn cell(
        &mut self,
        xml: &mut Xml<'_>,
        element: &Element<'_>,
        at: CellAddress,
        row_style: Option<&str>,
    ) -> Result<RowCell, Fault> {
        let attributes = cell::Attributes::of(element);
        let style_name = attributes.style.as_deref().or(row_style);
        let style_name = style_name.or_else(|| track::cell_style(&self.columns, at.column));
        let style = look(&mut self.looks, self.styles, style_name);
        let elapsed = attributes.is_time() && self.styles.shows_elapsed_time(style_name);
        let (text, runs) = self.content(xml, &style, at)?;
        let mut shown: Arc<str> = Arc::from(text);
        let value = attributes.value(&shown, elapsed);
        if shown.is_empty() && value != CellValue::Empty {
            shown = Arc::from(cell::shown(&value));
        }
        Ok(RowCell {
            column: at.column,
            repeats: attributes.repeats,
            span: attributes.span,
            cell: Cell { value, text: shown, style, runs },
        })
    }

    /// The paragraphs of a cell; shapes that stand in it are taken in on the way.
    fn content(
        &mut self,
        xml: &mut Xml<'_>,
        style: &CellStyle,
        at: CellAddress,
    ) -> Result<(String, Vec<TextRun>), Fault> {
        let limit = self.budget.limits.text_chars;
        let mut text = RichText::new(self.styles, style.font.clone(), limit);
        let scope = xml.scope();
        while let Some(element) = xml.child(scope)? {
            match element.name() {
                "p" | "h" => text.paragraph(xml, &element)?,
                "annotation" | "detective" | "table" => {}
                _ => self.shapes.read(xml, &element, Some(at))?,
            }
        }
        Ok(text.finish())
    }

    /// Puts a cell wherever it stands, in `rows` rows from `top`.
    fn write(&mut self, cell: RowCell, top: u32, rows: u32) -> Result<(), Fault> {
        let RowCell { column, repeats, span, cell } = cell;
        let mut is_seen = true;
        if cell.value == CellValue::Empty {
            if repeats > MOST_EMPTY_COLUMNS || rows > MOST_EMPTY_ROWS {
                return Ok(());
            }
            is_seen = cell.style.fill.is_some() || cell.style.border.sides > 0;
        }
        if is_seen {
            self.budget.take(u64::from(repeats) * u64::from(rows))?;
        }
        if span != (1, 1) {
            self.merge(CellAddress::new(top, column), (repeats, rows), span)?;
        }
        if !is_seen {
            return Ok(());
        }
        let (right, bottom) = (column.saturating_add(repeats), top.saturating_add(rows));
        if right > MOST_COLUMNS || bottom > MOST_ROWS {
            return Err(Fault::Limit(Bound::Cells));
        }
        for row in top..bottom {
            let repeated = (column..right).map(|column| (CellAddress::new(row, column), &cell));
            self.cells.extend(repeated.map(|(address, cell)| (address, cell.clone())));
        }
        Ok(())
    }

    fn merge(
        &mut self,
        first: CellAddress,
        (columns, rows): (u32, u32),
        (across, down): (u32, u32),
    ) -> Result<(), Fault> {
        for row in (first.row..first.row.saturating_add(rows)).take_while(|row| *row < MOST_ROWS) {
            let right = first.column.saturating_add(columns).min(MOST_COLUMNS);
            for column in first.column..right {
                if self.sheet.merges.len() >= self.budget.limits.merges {
                    return Err(Fault::Limit(Bound::Merges));
                }
                let last = CellAddress::new(
                    row.saturating_add(down - 1).min(MOST_ROWS - 1),
                    column.saturating_add(across - 1).min(MOST_COLUMNS - 1),
                );
                self.sheet.merges.push(CellRange::new(CellAddress::new(row, column), last));
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Sheet, Fault> {
        self.sheet.merges.sort_unstable();
        self.sheet.merges.dedup();
        let (rows, columns) = self.reach();
        let (default_column_width, columns) =
            tracks(&self.columns, columns, DEFAULT_WIDTH, self.budget)?;
        let (default_row_height, rows) = tracks(&self.rows, rows, DEFAULT_HEIGHT, self.budget)?;
        self.sheet.layout = SheetLayout { default_column_width, default_row_height, columns, rows };
        let across = self.sheet.layout.column_axis();
        let down = self.sheet.layout.row_axis();
        self.sheet.shapes =
            self.shapes.shapes.into_iter().map(|shape| shape.place(&across, &down)).collect();
        self.sheet.cells = self.cells.into_iter().collect();
        Ok(self.sheet)
    }

    /// Rows and columns that something stands in or is anchored to.
    fn reach(&self) -> (u32, u32) {
        let cells = self.cells.iter().map(|(address, _)| *address);
        let merged = self.sheet.merges.iter().map(|range| range.last);
        let drawn = self.shapes.shapes.iter().flat_map(Unplaced::reach);
        cells.chain(merged).chain(drawn).fold((0, 0), |(rows, columns), cell| {
            let next = |index: u32, most: u32| index.saturating_add(1).min(most);
            (rows.max(next(cell.row, MOST_ROWS)), columns.max(next(cell.column, MOST_COLUMNS)))
        })
    }
}
