//! Forms: a workbook and the form definitions → one [`FormMatch`] for each recognised sheet.
//!
//! Labels are searched, answers bound to fields, marks turned into choices, and every cell is
//! given a disposition. This stage must not interpret values: dates, ages and scores are text.

/// Labels on a page.
mod anchor;
/// Options in a text.
mod choice;
/// Answers outside tables.
mod fields;
/// Scored items outside tables.
mod items;
/// Where every cell went.
mod ledger;
/// Ovals, fills, emphasis, signs.
mod mark;
/// What recognition hands to the records.
pub mod model;
/// A sheet as blocks.
mod page;
/// A sheet while it is being read.
mod reading;
/// Which form a sheet is.
mod recognition;
/// Repeated tables.
mod table;
/// Options of a text in points.
mod text_geometry;
/// How much may be done.
mod work;

use std::sync::Arc;

pub use model::{
    Answer, Disposition, FormKind, FormMatch, LedgerEntry, LedgerMark, Mark, MarkMethod,
    ScoredItem, TableRow,
};
pub use recognition::Recogniser;

use crate::config::form_definition::FormDefinition;
use crate::diagnostic::{Checked, Diagnostic, Wording, forms as wording};
use crate::grid::{Sheet, Visibility, Workbook};
use crate::intake::Limits;
use crate::units::ItemNumber;
use ledger::SheetPlace;
use page::Page;
use reading::{RawRow, Reading};
use recognition::{Fit, Outcome};
use work::Work;

/// The sheets of a workbook that are forms, read.
///
/// Input:  a workbook, the prepared form definitions, and the limits on what may be done.
/// Output: one match for each recognised sheet, in the order of the tabs; a diagnostic for every
///         other sheet that is not empty, for unread cells, unclear choices and hidden parts,
///         and `limit_exceeded` for each sheet that a limit left unread.
#[must_use]
pub fn recognise(
    workbook: &Workbook,
    recogniser: &Recogniser,
    limits: &Limits,
) -> Checked<Vec<FormMatch>> {
    let mut checked = Checked::clean(Vec::new());
    let work = Work::new(limits.form_steps);
    for sheet in &workbook.sheets {
        let texts = sheet.cells.values().filter(|cell| !cell.text.trim().is_empty()).count();
        if texts == 0 && sheet.shapes.is_empty() {
            continue;
        }
        let place =
            SheetPlace { source_path: workbook.source_path.clone(), sheet: sheet.name.clone() };
        let (found, diagnostics) = if texts > limits.form_cells {
            (None, vec![wording::too_many_cells(place.whole(), limits.form_cells)])
        } else {
            one_sheet(sheet, recogniser, &place, &work)
        };
        if work.is_spent() {
            checked.diagnostics.push(wording::too_much_work(place.whole(), limits.form_steps));
        } else {
            checked.value.extend(found);
            checked.diagnostics.extend(diagnostics);
        }
    }
    checked
}

/// The form a sheet is, if any, and what to say about the sheet; useless once work is spent.
fn one_sheet(
    sheet: &Sheet,
    recogniser: &Recogniser,
    place: &SheetPlace,
    work: &Work,
) -> (Option<FormMatch>, Vec<Diagnostic>) {
    if work.is_spent() {
        return (None, Vec::new());
    }
    let page = Page::new(sheet, work);
    match recogniser.recognise(&page) {
        Outcome::Form(fit) => {
            let mut diagnostics = hidden_parts(sheet, &page, place);
            let (found, of_sheet) = read_sheet(&page, &fit, place);
            diagnostics.extend(of_sheet);
            (Some(found), diagnostics)
        }
        Outcome::Tie(one, other) => {
            (None, vec![wording::ambiguous_form(place.whole(), one, other)])
        }
        Outcome::Nothing(closest) => {
            (None, vec![wording::unrecognised_sheet(place.whole(), closest)])
        }
    }
}

/// Reads one sheet as the form it is.
fn read_sheet(page: &Page<'_>, fit: &Fit<'_>, place: &SheetPlace) -> (FormMatch, Vec<Diagnostic>) {
    let mut reading = Reading::new(page, fit.form, &fit.anchors);
    table::read(&mut reading);
    items::read(&mut reading);
    fields::read(&mut reading);
    let fates = mark::assign(&mut reading.places, page);
    let shapes = ledger::use_shapes(&mut reading, &fates);
    let (entries, mut diagnostics) = ledger::entries(&reading, place, &shapes);
    let found = finish(&reading, fit, place, entries);
    diagnostics.extend(unclear_choices(&found, fit.form, place));
    if found.blank {
        diagnostics.push(wording::blank_form(place.whole(), &fit.form.name));
    }
    (found, diagnostics)
}

/// The match, its marks decided.
fn finish(
    reading: &Reading<'_, '_>,
    fit: &Fit<'_>,
    place: &SheetPlace,
    ledger: Vec<LedgerEntry>,
) -> FormMatch {
    let mut answers: Vec<Answer> =
        reading.answers.iter().filter_map(|raw| reading.decided(raw)).collect();
    answers.sort_by(|one, other| one.cells.cmp(&other.cells).then(one.field.cmp(&other.field)));
    let items: Vec<ScoredItem> =
        reading.items.iter().map(|raw| reading.decided_item(raw)).collect();
    let rows = rows(reading);
    let blank = is_blank(&answers, &items, &rows);
    FormMatch {
        source_path: place.source_path.clone(),
        sheet: place.sheet.clone(),
        form_id: fit.form.id.clone(),
        version: version(reading),
        kind: fit.form.kind,
        confidence: fit.confidence,
        reason: reason(fit),
        answers,
        items,
        rows,
        ledger,
        blank,
    }
}

fn reason(fit: &Fit<'_>) -> Wording {
    wording::recognised(&fit.form.name, fit.found, fit.of)
}

/// The edition of the form, by the items it prints; empty when it has none.
fn version(reading: &Reading<'_, '_>) -> Arc<str> {
    let mut items: Vec<ItemNumber> = reading
        .items
        .iter()
        .map(|item| item.item)
        .chain(reading.rows.iter().flat_map(|row| row.items.iter().map(|item| item.item)))
        .collect();
    items.sort_unstable();
    items.dedup();
    let set = reading.form.items.as_ref().filter(|_| !items.is_empty());
    let edition = set.and_then(|set| set.edition(&items));
    edition.map_or_else(|| Arc::from(""), |edition| edition.name.clone())
}

/// Rows of all tables, numbered within their table.
fn rows(reading: &Reading<'_, '_>) -> Vec<TableRow> {
    let mut next = vec![0_usize; reading.form.tables.len()];
    reading.rows.iter().filter_map(|raw| row(reading, raw, &mut next)).collect()
}

fn row(reading: &Reading<'_, '_>, raw: &RawRow, next: &mut [usize]) -> Option<TableRow> {
    let table = reading.form.tables.get(raw.table)?;
    let counter = next.get_mut(raw.table)?;
    let index = *counter;
    *counter += 1;
    Some(TableRow {
        table: table.id.clone(),
        index,
        cell: raw.cell,
        answers: raw.answers.iter().filter_map(|answer| reading.decided(answer)).collect(),
        items: raw.items.iter().map(|item| reading.decided_item(item)).collect(),
        is_mean: raw.is_mean,
    })
}

/// Whether nothing is answered: printed options without a mark are no answer.
fn is_blank(answers: &[Answer], items: &[ScoredItem], rows: &[TableRow]) -> bool {
    let says = |answer: &Answer| answer.mark != Some(Mark::Unmarked);
    let item_says = |item: &ScoredItem| item.answer.iter().chain(&item.reason).any(says);
    let row_says = |row: &TableRow| {
        !row.is_mean && (row.answers.iter().any(says) || row.items.iter().any(item_says))
    };
    !answers.iter().any(says) && !items.iter().any(item_says) && !rows.iter().any(row_says)
}

/// Choices outside the scores that can be read two ways.
fn unclear_choices(
    found: &FormMatch,
    form: &FormDefinition,
    place: &SheetPlace,
) -> Vec<Diagnostic> {
    let in_rows = found.rows.iter().flat_map(|row| &row.answers);
    found
        .answers
        .iter()
        .chain(in_rows)
        .filter_map(|answer| match &answer.mark {
            Some(Mark::Unclear { picture, .. }) => {
                let cell = answer.cells.first()?;
                let label = form.label(&answer.field).unwrap_or(&answer.field);
                Some(wording::choice_ambiguous(place.at(*cell), label, picture))
            }
            _ => None,
        })
        .collect()
}

/// What of a recognised sheet was hidden: the sheet itself, or rows and columns with text.
fn hidden_parts(sheet: &Sheet, page: &Page<'_>, place: &SheetPlace) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if sheet.visibility != Visibility::Visible {
        found.push(wording::hidden_content(place.whole(), &Wording::new("シート", "sheet")));
    }
    let first_in = |tracks: &std::collections::BTreeMap<u32, crate::grid::Track>, by_row: bool| {
        page.blocks.iter().find(|block| {
            let index = if by_row { block.address.row } else { block.address.column };
            tracks.get(&index).is_some_and(|track| track.hidden)
        })
    };
    if let Some(block) = first_in(&sheet.layout.rows, true) {
        let what = Wording::new("行", "rows");
        found.push(wording::hidden_content(place.at(block.address), &what));
    }
    if let Some(block) = first_in(&sheet.layout.columns, false) {
        let what = Wording::new("列", "columns");
        found.push(wording::hidden_content(place.at(block.address), &what));
    }
    found
}
