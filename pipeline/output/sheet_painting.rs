//! Sheet painting: a complete canvas and its page → the bytes of a workbook.
//!
//! `rust_xlsxwriter` is called here and in `cell_look` only. Nothing is decided about contents.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DocProperties, Formula, ProtectionOptions, Worksheet,
    XlsxError,
};

use super::canvas::{Canvas, PlacedCell, SheetValue};
use super::cell_look::{FormatBook, default_format};
use super::new_workbook::new_workbook;
use super::pagination::{self, PageBody};
use super::row_height::line_factor;
use crate::config::Paper;
use crate::config::form_layout::{EntryRule, Frozen, Orientation};

/// The size of the workbook's default font; column widths are multiples of its digits.
const DEFAULT_POINTS: f64 = 11.0;

/// The default row height in pixels, for ＭＳ fonts and for those with more space between lines.
const DEFAULT_ROW_PIXELS: (u32, u32) = (18, 25);

/// The default column width in pixels for digits 8 pixels wide, as Japanese fonts have them.
const DEFAULT_COLUMN_PIXELS: u32 = 72;

/// Screen pixels in a point.
const PIXELS_PER_POINT: f64 = 4.0 / 3.0;

/// Margins of the printed page, in inches: left and right, top, bottom, header and footer.
const MARGINS: (f64, f64, f64, f64) = (0.4, 0.55, 0.55, 0.25);

/// Excel's numbers for paper sizes.
const PAPER_A3: u8 = 8;
const PAPER_A4: u8 = 9;

/// Long and short side of the paper, in points.
const A3_POINTS: (f64, f64) = (1190.55, 841.89);
const A4_POINTS: (f64, f64) = (841.89, 595.28);

/// What Excel takes at most as a header or footer, in characters.
const MAX_HEADER: usize = 255;

/// What Excel takes at most as an input message or error message, in characters.
const MAX_MESSAGE: usize = 255;

/// How a sheet is named, printed and shown.
#[derive(Debug, Clone)]
pub(crate) struct SheetSetup {
    /// The sheet's name.
    pub(crate) name: String,
    /// The document's title.
    pub(crate) title: String,
    /// The font.
    pub(crate) font: String,
    /// The paper.
    pub(crate) paper: Paper,
    /// Which side of it is up.
    pub(crate) orientation: Orientation,
    /// Printed at the top right of every page.
    pub(crate) header: String,
    /// Whether only unlocked cells can be filled in.
    pub(crate) locked: bool,
    /// Rows printed again on every page, from the top.
    pub(crate) repeated_rows: u32,
    /// Rows and columns that stay in view.
    pub(crate) frozen: Option<Frozen>,
}

/// The workbook of one sheet; the same canvas gives the same bytes.
///
/// # Errors
/// What the writer refuses, like a sheet name that Excel does not take.
pub(crate) fn paint(canvas: &Canvas, setup: &SheetSetup) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = new_workbook(DocProperties::new().set_title(&setup.title))?;
    let (narrow, wide) = DEFAULT_ROW_PIXELS;
    let row_pixels = if line_factor(&setup.font) > line_factor("") { wide } else { narrow };
    let default = default_format(&setup.font, DEFAULT_POINTS);
    workbook.set_default_format(&default, row_pixels, DEFAULT_COLUMN_PIXELS)?;
    let sheet = workbook.add_worksheet();
    sheet.set_name(&setup.name)?;
    // A formula without a value shows nothing.
    sheet.set_formula_result_default("");
    paint_tracks(sheet, canvas)?;
    let mut formats = FormatBook::new(&setup.font, canvas.font.points);
    for cell in &canvas.cells {
        paint_cell(sheet, cell, &mut formats)?;
        if let Some(entry) = &cell.entry {
            paint_entry(sheet, cell, entry)?;
        }
    }
    set_up_page(sheet, canvas, setup)?;
    workbook.save_to_buffer()
}

fn paint_tracks(sheet: &mut Worksheet, canvas: &Canvas) -> Result<(), XlsxError> {
    for (column, points) in (0_u16..).zip(&canvas.columns) {
        sheet.set_column_width_pixels(column, pixels(*points))?;
    }
    for (row, points) in (0_u32..).zip(&canvas.heights) {
        sheet.set_row_height_pixels(row, pixels(*points))?;
    }
    Ok(())
}

/// Points as whole pixels, rounded up so that no text is cut.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "widths and heights are positive and below 10,000"
)]
fn pixels(points: f64) -> u32 {
    (points * PIXELS_PER_POINT).ceil() as u32
}

fn paint_cell(
    sheet: &mut Worksheet,
    cell: &PlacedCell,
    formats: &mut FormatBook,
) -> Result<(), XlsxError> {
    let (row, column) = (cell.range.first.row, narrow(cell.range.first.column));
    let look = match &cell.value {
        SheetValue::Text(text) => cell.look.clone().quoted_for(text),
        _ => cell.look.clone(),
    };
    let format = formats.format(&look);
    if cell.range.first != cell.range.last {
        let (last_row, last_column) = (cell.range.last.row, narrow(cell.range.last.column));
        sheet.merge_range(row, column, last_row, last_column, "", format)?;
    }
    match &cell.value {
        SheetValue::Blank => sheet.write_blank(row, column, format)?,
        SheetValue::Text(text) => {
            sheet.write_string_with_format(row, column, printable(text), format)?
        }
        SheetValue::Number(number) => {
            sheet.write_number_with_format(row, column, *number, format)?
        }
        SheetValue::Formula { formula, result } => {
            let shown = result.map(|value| value.to_string()).unwrap_or_default();
            let formula = Formula::new(formula).set_result(shown);
            sheet.write_formula_with_format(row, column, formula, format)?
        }
    };
    Ok(())
}

/// A text without what XML or a cell cannot hold.
fn printable(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    lines.chars().filter(|letter| *letter == '\n' || !letter.is_control()).collect()
}

fn paint_entry(
    sheet: &mut Worksheet,
    cell: &PlacedCell,
    entry: &EntryRule,
) -> Result<(), XlsxError> {
    if entry.choices.is_empty() && entry.prompt.is_none() {
        return Ok(());
    }
    let mut rule = DataValidation::new();
    if !entry.choices.is_empty() {
        rule = rule.allow_list_strings(&entry.choices)?;
        rule = match &entry.refusal {
            Some(refusal) => rule.set_error_message(bounded(refusal, MAX_MESSAGE))?,
            None => rule.set_error_style(DataValidationErrorStyle::Information),
        };
    }
    if let Some(prompt) = &entry.prompt {
        rule = rule.set_input_message(bounded(prompt, MAX_MESSAGE))?;
    }
    let (row, column) = (cell.range.first.row, narrow(cell.range.first.column));
    sheet.add_data_validation(row, column, row, column, &rule)?;
    Ok(())
}

fn set_up_page(
    sheet: &mut Worksheet,
    canvas: &Canvas,
    setup: &SheetSetup,
) -> Result<(), XlsxError> {
    let paper = match setup.paper {
        Paper::A3 => PAPER_A3,
        Paper::A4 => PAPER_A4,
    };
    sheet.set_paper_size(paper);
    match setup.orientation {
        Orientation::Landscape => sheet.set_landscape(),
        Orientation::Portrait => sheet.set_portrait(),
    };
    let (side, top, bottom, header) = MARGINS;
    sheet.set_margins(side, side, top, bottom, header, header);
    sheet.set_print_center_horizontally(true);
    let font = setup.font.replace('"', "");
    // The space keeps a text that begins with a digit from being taken for part of the size.
    let header = format!("&R&\"{font},標準\"&9 {}", setup.header.replace('&', "&&"));
    if !setup.header.is_empty() {
        sheet.set_header(bounded(&header, MAX_HEADER));
    }
    sheet.set_footer(format!("&C&\"{font},標準\"&9&P / &N ページ"));
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_page_breaks(&page_starts(canvas, setup))?;
    let last_row = canvas.next_row().saturating_sub(1);
    let last_column = u16::try_from(canvas.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    sheet.set_print_area(0, 0, last_row, last_column)?;
    if setup.repeated_rows > 0 {
        sheet.set_repeat_rows(0, setup.repeated_rows - 1)?;
    }
    if let Some(frozen) = setup.frozen {
        sheet.set_freeze_panes(frozen.rows, frozen.columns)?;
    }
    if setup.locked {
        let options = ProtectionOptions { format_rows: true, ..ProtectionOptions::default() };
        sheet.protect_with_options(&options);
    }
    Ok(())
}

/// The rows that start a page when the width is fitted to the paper.
fn page_starts(canvas: &Canvas, setup: &SheetSetup) -> Vec<u32> {
    let (long, short) = match setup.paper {
        Paper::A3 => A3_POINTS,
        Paper::A4 => A4_POINTS,
    };
    let paper = match setup.orientation {
        Orientation::Landscape => (long, short),
        Orientation::Portrait => (short, long),
    };
    let (side, top, bottom, _) = MARGINS;
    let repeated = usize::try_from(setup.repeated_rows).unwrap_or(0);
    let repeated = canvas.heights.iter().take(repeated).sum();
    let width = canvas.columns.iter().sum();
    let body = PageBody::fitted(paper, (side, top, bottom), width, repeated);
    let (rows, stays) = (&canvas.heights, &canvas.stays_with_next);
    pagination::page_starts(rows, stays, &canvas.page_breaks, body)
}

/// The beginning of a text, at most this many characters.
fn bounded(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

/// A column number as the writer counts them.
fn narrow(column: u32) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}
