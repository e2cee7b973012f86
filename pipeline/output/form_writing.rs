//! Form writing: a layout and a case (or nothing, for a blank form) → a canvas.
//!
//! Blocks are written one below the other. This module must not know where a layout comes from,
//! nor paint.

use super::canvas::{Canvas, FlowCell, FlowValue, PlacedCell, SheetValue};
use super::cell_look::CellLook;
use super::field_value::field_value;
use super::item_columns::ItemColumns;
use super::row_height::{CELL_PADDING_POINTS, LineFont, line_factor};
use super::written_forms::ReportStyle;
use super::{participant_table, reflection_table, year_table};
use crate::config::form_definition::ItemSet;
use crate::config::form_layout::{
    BlockContent, CellContent, CellRole, FormLayout, ItemsPart, LayoutCell, LayoutRow,
};
use crate::records::CaseRecord;
use crate::units::{CellAddress, CellRange, ItemNumber};

/// The place of the city's title line in a layout's texts.
const TITLE_PLACE: &str = "{title}";

/// Of a font size, the width of a half-width character.
const HALF_WIDTH: f64 = 0.5;

/// What a form is written for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Subject<'a> {
    /// Nobody: a form to hand out.
    Blank,
    /// One case (様式③-1).
    Case(&'a CaseRecord),
    /// The cases of a year (様式③-2), in order.
    Year(&'a [&'a CaseRecord]),
}

/// A form being written.
#[derive(Debug)]
pub(crate) struct FormWriter<'a> {
    /// Its layout.
    pub(crate) layout: &'a FormLayout,
    /// Which columns are written.
    pub(crate) columns: ItemColumns,
    /// What it is written for.
    pub(crate) subject: Subject<'a>,
    /// The sheet so far.
    pub(crate) canvas: Canvas,
    title: &'a str,
    /// The last sheet row of each layout row so far.
    row_ends: Vec<u32>,
}

/// A cell that reaches down into rows not yet written.
struct OpenCell<'a> {
    cell: &'a LayoutCell,
    first_row: u32,
    rows_left: u32,
}

/// A complete sheet.
#[derive(Debug)]
pub(crate) struct WrittenForm {
    /// The sheet.
    pub(crate) canvas: Canvas,
    /// Sheet rows printed again on every page.
    pub(crate) repeated_rows: u32,
}

/// Writes a form.
pub(crate) fn write(
    layout: &FormLayout,
    style: &ReportStyle,
    subject: Subject<'_>,
    printed: &[ItemNumber],
) -> WrittenForm {
    let columns = ItemColumns::new(layout, printed);
    let font = LineFont { points: layout.font_points, line_factor: line_factor(&style.font) };
    let half = layout.font_points * HALF_WIDTH;
    let widths = columns.widths(layout);
    let widths = widths.into_iter().map(|width| width * half + CELL_PADDING_POINTS).collect();
    let mut writer = FormWriter {
        layout,
        columns,
        subject,
        canvas: Canvas::new(widths, font),
        title: &style.title,
        row_ends: Vec::new(),
    };
    for block in &layout.blocks {
        if block.page_break {
            let row = writer.canvas.next_row();
            writer.canvas.page_breaks.push(row);
        }
        match &block.content {
            BlockContent::Rows { rows, repeat } => {
                for _ in 0..*repeat {
                    writer.rows(rows);
                }
            }
            BlockContent::Participants(table) => participant_table::write(&mut writer, table),
            BlockContent::Cases(table) => year_table::write(&mut writer, table),
            BlockContent::ReflectionItems(table) => reflection_table::write(&mut writer, table),
        }
    }
    let repeated = usize::try_from(layout.repeated_rows).unwrap_or(usize::MAX);
    let repeated_rows =
        repeated.checked_sub(1).and_then(|last| writer.row_ends.get(last)).map_or(0, |row| row + 1);
    WrittenForm { canvas: writer.canvas, repeated_rows }
}

impl<'a> FormWriter<'a> {
    /// Whether the form is to be filled in by hand.
    pub(crate) const fn is_blank(&self) -> bool {
        matches!(self.subject, Subject::Blank)
    }

    /// Writes rows as an HTML table's.
    fn rows(&mut self, rows: &'a [LayoutRow]) {
        let mut open: Vec<OpenCell<'a>> = Vec::new();
        for row in rows {
            let first_row = self.canvas.next_row();
            let (tall, flat): (Vec<&LayoutCell>, Vec<&LayoutCell>) =
                row.iter().partition(|cell| cell.rows > 1);
            open.extend(tall.into_iter().map(|cell| OpenCell {
                cell,
                first_row,
                rows_left: cell.rows,
            }));
            if row.is_empty() && open.is_empty() {
                self.canvas.gap();
            } else {
                let cells = flat.into_iter().flat_map(|cell| self.cells(cell)).collect();
                self.canvas.flow(cells);
            }
            self.close(&mut open);
            if !open.is_empty() || is_printed(row) {
                self.canvas.keep_with_next(first_row);
            }
            self.row_ends.push(self.canvas.next_row().saturating_sub(1));
        }
    }

    /// Counts the row just written, and places the cells that end with it.
    fn close(&mut self, open: &mut Vec<OpenCell<'a>>) {
        let last_row = self.canvas.next_row().saturating_sub(1);
        for cell in open.iter_mut() {
            cell.rows_left = cell.rows_left.saturating_sub(1);
        }
        let (ended, still): (Vec<_>, Vec<_>) =
            std::mem::take(open).into_iter().partition(|cell| cell.rows_left == 0);
        *open = still;
        for OpenCell { cell, first_row, .. } in ended {
            for flow in self.cells(cell) {
                let range = CellRange {
                    first: CellAddress::new(first_row, flow.first_column.into()),
                    last: CellAddress::new(last_row, flow.last_column.into()),
                };
                let value = single(flow.value);
                let placed = PlacedCell { range, value, look: flow.look, entry: flow.entry };
                self.canvas.place(placed, flow.lines);
            }
        }
    }

    /// The written cells of one cell of the layout.
    fn cells(&self, cell: &LayoutCell) -> Vec<FlowCell> {
        if let CellContent::Items(part) = cell.content {
            return self.item_cells(cell, part);
        }
        let Some(columns) = self.columns.written(cell.first_column, cell.last_column) else {
            return Vec::new();
        };
        let (value, entry) = match &cell.content {
            CellContent::Field(field) => (self.field(cell, field), self.is_blank()),
            CellContent::Text(text) => (self.text(text), false),
            CellContent::Blank | CellContent::Items(_) => {
                (FlowValue::Single(SheetValue::Blank), false)
            }
        };
        let mut look = CellLook::new(cell.look).entry(entry);
        if let (Some(suffix), FlowValue::Single(_)) = (&cell.entry.suffix, &value) {
            look = look.number(format!("0\"{suffix}\""));
        }
        let entry = entry.then(|| cell.entry.clone());
        vec![FlowCell { entry, lines: cell.lines, ..FlowCell::new(columns, value, look) }]
    }

    /// A cell for each item, or for each domain of items.
    fn item_cells(&self, cell: &LayoutCell, part: ItemsPart) -> Vec<FlowCell> {
        let Some(set) = &self.layout.items else { return Vec::new() };
        let look = CellLook::new(cell.look);
        if matches!(part, ItemsPart::Domains | ItemsPart::YearDomains) {
            return self.domain_cells(set, part, &look);
        }
        let items = self.columns.items().into_iter().map(|(item, column)| {
            let value = match part {
                ItemsPart::Numbers => FlowValue::Single(SheetValue::Number(f64::from(item.get()))),
                ItemsPart::SummaryWordings => {
                    let wording = set.items.get(&item).map(|item| item.summary_wording.as_str());
                    self.text(wording.unwrap_or_default())
                }
                _ => FlowValue::Single(SheetValue::Blank),
            };
            FlowCell::new((column, column), value, look.clone())
        });
        items.collect()
    }

    /// A heading over each run of items of one domain.
    fn domain_cells(&self, set: &ItemSet, part: ItemsPart, look: &CellLook) -> Vec<FlowCell> {
        let domain = |item: ItemNumber| set.domains.iter().find(|it| it.items.contains(&item));
        let name = |item: ItemNumber| domain(item).map(|domain| &domain.name);
        let items = self.columns.items();
        let runs = items.chunk_by(|(one, _), (other, _)| name(*one) == name(*other));
        let cells = runs.filter_map(|run| {
            let ((first, start), (_, end)) = (*run.first()?, *run.last()?);
            let heading = domain(first).map_or("", |domain| match part {
                ItemsPart::YearDomains => &domain.year_summary_heading,
                _ => &domain.heading,
            });
            Some(FlowCell::new((start, end), self.text(heading), look.clone()))
        });
        cells.collect()
    }

    fn field(&self, cell: &LayoutCell, field: &str) -> FlowValue {
        match (self.subject, &cell.entry.filled) {
            (Subject::Case(case), _) => field_value(case, field),
            (_, Some(filled)) => self.text(filled),
            (_, None) => FlowValue::Single(SheetValue::Blank),
        }
    }

    /// A printed text, with the city's title line in its place.
    pub(crate) fn text(&self, text: &str) -> FlowValue {
        let text = text.replace(TITLE_PLACE, self.title);
        FlowValue::Paragraphs(text.split('\n').map(str::to_owned).collect())
    }

    /// A label in some columns.
    pub(crate) fn label(&self, columns: (u16, u16), text: &str, role: CellRole) -> FlowCell {
        FlowCell::new(columns, self.text(text), CellLook::new(role))
    }
}

/// Whether a row holds printed texts only: such a row labels what follows.
fn is_printed(row: &LayoutRow) -> bool {
    let printed = |cell: &LayoutCell| !matches!(cell.content, CellContent::Field(_));
    !row.is_empty() && row.iter().all(printed)
}

/// A value for a cell over rows that are already there.
pub(crate) fn single(value: FlowValue) -> SheetValue {
    match value {
        FlowValue::Single(value) => value,
        FlowValue::Paragraphs(paragraphs) => {
            let text = paragraphs.join("\n");
            if text.is_empty() { SheetValue::Blank } else { SheetValue::Text(text) }
        }
    }
}
