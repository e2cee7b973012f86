//! The participants of 様式③-1: a row each, then the means as live formulas.
//!
//! Where somebody did not answer, a row counts the answers and a total says how many items it
//! is of, so that no mean looks broader than it is. An as-given mean is a plain number: there
//! are no scores it could be reckoned from.

use super::canvas::{FlowCell, FlowValue, SheetValue};
use super::cell_look::{CellLook, Edges};
use super::form_writing::{FormWriter, Subject};
use crate::config::form_layout::{CellRole, EntryRule, ParticipantTable};
use crate::records::{CaseRecord, ParticipantRecord};
use crate::units::{CellAddress, CellRange, ItemNumber, Score};

/// How a mean is shown.
pub(crate) const MEAN_FORMAT: &str = "0.00";

/// How a score is shown.
const SCORE_FORMAT: &str = "0";

/// The least lines of a participant's row: they are read across the whole sheet.
const ROW_LINES: u32 = 1;

/// The columns and rows of the table on the sheet.
struct Place {
    label: (u16, u16),
    items: Vec<(ItemNumber, u16)>,
    total: (u16, u16),
    rows: (u32, u32),
}

impl Place {
    /// The cells of the first to the last item in one row.
    fn row_range(&self, row: u32) -> Option<CellRange> {
        let (first, last) = (self.items.first()?.1, self.items.last()?.1);
        Some(CellRange {
            first: CellAddress::new(row, first.into()),
            last: CellAddress::new(row, last.into()),
        })
    }

    /// The scores of one item.
    fn column_range(&self, column: u16) -> CellRange {
        CellRange {
            first: CellAddress::new(self.rows.0, column.into()),
            last: CellAddress::new(self.rows.1, column.into()),
        }
    }
}

/// Writes the table.
pub(crate) fn write(writer: &mut FormWriter<'_>, table: &ParticipantTable) {
    let Some(mut place) = place(writer) else { return };
    let case = match writer.subject {
        Subject::Case(case) => Some(case),
        Subject::Blank | Subject::Year(_) => None,
    };
    let participants = case.map(|case| case.participants.as_slice()).unwrap_or_default();
    for participant in participants {
        let cells = participant_row(writer, &place, Some(participant));
        writer.canvas.flow(cells);
    }
    // A case without participants still has the table, so that names can be filled in.
    let blank_rows =
        if case.is_some() { u32::from(participants.is_empty()) } else { table.blank_rows };
    for _ in 0..blank_rows {
        let cells = participant_row(writer, &place, None);
        writer.canvas.flow(cells);
    }
    place.rows = (place.rows.0, writer.canvas.next_row().saturating_sub(1));
    // The means are not printed on a page of their own.
    writer.canvas.keep_with_next(place.rows.1);
    let means = mean_row(writer, &place, table, case);
    writer.canvas.flow(means);
    if participants_differ(&place, participants) {
        writer.canvas.keep_with_next(place.rows.1);
        let answers = answer_row(writer, &place, table, participants);
        writer.canvas.flow(answers);
        writer.canvas.keep_with_next(place.rows.1);
        let width = writer.canvas.columns.len().saturating_sub(1);
        let columns = (0, u16::try_from(width).unwrap_or(u16::MAX));
        let note = FlowCell::new(columns, writer.text(&table.note), note_look());
        writer.canvas.flow(vec![note]);
    }
}

/// The look of an explanation below a table.
pub(crate) fn note_look() -> CellLook {
    CellLook { edges: Edges::NONE, ..CellLook::new(CellRole::Note) }
}

/// Label columns up to the first item, total columns after the last.
fn place(writer: &FormWriter<'_>) -> Option<Place> {
    let items = writer.columns.items();
    let (first, last) = (items.first()?.1, items.last()?.1);
    let width = u16::try_from(writer.canvas.columns.len()).ok()?;
    let row = writer.canvas.next_row();
    Some(Place {
        label: (0, first.checked_sub(1)?),
        total: (last + 1, width.checked_sub(1)?),
        items,
        rows: (row, row),
    })
}

fn participant_row(
    writer: &FormWriter<'_>,
    place: &Place,
    participant: Option<&ParticipantRecord>,
) -> Vec<FlowCell> {
    let blank = writer.is_blank();
    let row = writer.canvas.next_row();
    let label = participant.and_then(|known| known.label.as_ref());
    let value = label.map_or(FlowValue::Single(SheetValue::Blank), |label| {
        writer.text(&label.value.replace('\n', " "))
    });
    let mut first = FlowCell::new(place.label, value, CellLook::new(CellRole::Answer).entry(blank));
    first.lines = ROW_LINES;
    // Whose row it is, where the sheets do not say: seen when the cell is chosen, never printed.
    first.entry = participant.filter(|_| label.is_none()).map(|known| EntryRule {
        prompt: Some(format!("この行の元: {}", source(known))),
        ..EntryRule::default()
    });
    let scores: Vec<Option<Score>> = place
        .items
        .iter()
        .map(|(item, _)| participant.and_then(|known| score_of(known, *item)))
        .collect();
    let mut cells = vec![first];
    for ((_, column), score) in place.items.iter().zip(&scores) {
        let value =
            score.map_or(SheetValue::Blank, |score| SheetValue::Number(f64::from(score.get())));
        let look = CellLook::new(CellRole::Centered).number(SCORE_FORMAT).entry(blank);
        cells.push(FlowCell::new((*column, *column), FlowValue::Single(value), look));
    }
    cells.extend(total_cell(place, row, &scores));
    cells
}

/// The total of a row; in brackets, of how many items it is when some are missing.
fn total_cell(place: &Place, row: u32, scores: &[Option<Score>]) -> Option<FlowCell> {
    let range = place.row_range(row)?;
    let given: Vec<f64> = scores.iter().flatten().map(|score| f64::from(score.get())).collect();
    let format = if given.is_empty() || given.len() == scores.len() {
        SCORE_FORMAT.to_owned()
    } else {
        format!("{SCORE_FORMAT}\"({})\"", given.len())
    };
    let value = SheetValue::Formula {
        formula: format!("IF(COUNT({range})=0,\"\",SUM({range}))"),
        result: (!given.is_empty()).then(|| given.iter().sum()),
    };
    let look = CellLook::new(CellRole::Centered).number(format);
    Some(FlowCell::new(place.total, FlowValue::Single(value), look))
}

fn mean_row(
    writer: &FormWriter<'_>,
    place: &Place,
    table: &ParticipantTable,
    case: Option<&CaseRecord>,
) -> Vec<FlowCell> {
    let row = writer.canvas.next_row();
    let mut cells = vec![writer.label(place.label, &table.mean, CellRole::Label)];
    let look = || CellLook::new(CellRole::Centered).number(MEAN_FORMAT);
    let mut means = Vec::new();
    for (item, column) in &place.items {
        let scores = case.map(|case| scores(case, *item)).unwrap_or_default();
        let given = case.and_then(|case| case.means.iter().find(|mean| mean.item == *item));
        let value = match (mean(&scores), given) {
            (None, Some(given)) => SheetValue::Number(given.mean),
            (result, _) => SheetValue::Formula {
                formula: format!("IFERROR(AVERAGE({}),\"\")", place.column_range(*column)),
                result,
            },
        };
        means.extend(mean(&scores).or(given.map(|given| given.mean)));
        cells.push(FlowCell::new((*column, *column), FlowValue::Single(value), look()));
    }
    let count = place.items.len();
    cells.extend(place.row_range(row).map(|range| {
        let value = SheetValue::Formula {
            formula: format!("IF(COUNT({range})<{count},\"\",SUM({range}))"),
            result: (means.len() == count).then(|| means.iter().sum()),
        };
        FlowCell::new(place.total, FlowValue::Single(value), look())
    }));
    cells
}

fn answer_row(
    writer: &FormWriter<'_>,
    place: &Place,
    table: &ParticipantTable,
    participants: &[ParticipantRecord],
) -> Vec<FlowCell> {
    let mut cells = vec![writer.label(place.label, &table.answers, CellRole::Label)];
    let look = || CellLook::new(CellRole::Centered).number(SCORE_FORMAT);
    for (item, column) in &place.items {
        let value = SheetValue::Formula {
            formula: format!("COUNT({})", place.column_range(*column)),
            result: Some(count(answers(participants, *item))),
        };
        cells.push(FlowCell::new((*column, *column), FlowValue::Single(value), look()));
    }
    cells.push(FlowCell::new(place.total, FlowValue::Single(SheetValue::Blank), look()));
    cells
}

/// Whether some items have answers, and some have fewer than there are participants.
fn participants_differ(place: &Place, participants: &[ParticipantRecord]) -> bool {
    let counts: Vec<usize> =
        place.items.iter().map(|(item, _)| answers(participants, *item)).collect();
    counts.iter().any(|count| *count > 0) && counts.iter().any(|count| *count < participants.len())
}

fn answers(participants: &[ParticipantRecord], item: ItemNumber) -> usize {
    participants.iter().filter(|participant| score_of(participant, item).is_some()).count()
}

fn score_of(participant: &ParticipantRecord, item: ItemNumber) -> Option<Score> {
    participant.scores.iter().find(|score| score.item == item)?.score
}

/// The scores of an item, in the order of the participants.
pub(crate) fn scores(case: &CaseRecord, item: ItemNumber) -> Vec<Score> {
    case.participants.iter().filter_map(|participant| score_of(participant, item)).collect()
}

/// The mean of some scores; `None` of none.
pub(crate) fn mean(scores: &[Score]) -> Option<f64> {
    let sum: f64 = scores.iter().map(|score| f64::from(score.get())).sum();
    (!scores.is_empty()).then(|| sum / count(scores.len()))
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

/// File and sheet of a participant's answers.
fn source(participant: &ParticipantRecord) -> String {
    let location = &participant.location;
    let sheet = location.sheet.as_deref().unwrap_or_default();
    format!("{} › {sheet}", location.source_path)
}
