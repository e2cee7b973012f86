//! Inspection: one file → what was recognised and why, every field with its cell, every unread
//! cell; as lines for a terminal or as JSON.
//!
//! It shows what the stages say and must not decide anything itself.

use serde::Serialize;

use super::summary::Finding;
use crate::diagnostic::{Diagnostic, Language, inspection as wording};
use crate::forms::{Answer, Disposition, FormMatch, LedgerMark, Mark, ScoredItem, TableRow};
use crate::grid::{Sheet, Visibility, Workbook};
use crate::intake::SourceFile;
use crate::units::CellAddress;

/// One file as it is read.
#[derive(Serialize)]
pub(super) struct Inspection<'read> {
    source_path: &'read str,
    format: &'static str,
    sha256: &'read str,
    sheets: Vec<InspectedSheet<'read>>,
    diagnostics: Vec<Finding<'read>>,
}

/// One sheet; `form` is empty when it is no known form, and then every cell is unread.
#[derive(Serialize)]
struct InspectedSheet<'read> {
    name: &'read str,
    hidden: bool,
    form: Option<InspectedForm<'read>>,
    fields: Vec<InspectedField<'read>>,
    unread: Vec<UnreadCell<'read>>,
}

#[derive(Serialize)]
struct InspectedForm<'read> {
    id: &'read str,
    version: &'read str,
    confidence: f64,
    reason: &'read str,
    blank: bool,
}

/// One field with its answer.
#[derive(Serialize)]
struct InspectedField<'read> {
    /// The field; in tables with the table's name and row, like `participants[1].label`.
    field: String,
    /// The first cell of the answer; for a missing score, where it would stand.
    cell: CellAddress,
    text: &'read str,
    /// The option that is marked, and how; empty when it is typed or unclear.
    option: Option<&'read str>,
    how: Option<&'static str>,
    /// Why the marks cannot be read, in words.
    unclear: Option<&'read str>,
}

/// A cell or shape that belongs to no field.
#[derive(Serialize)]
struct UnreadCell<'read> {
    cell: CellAddress,
    shape: Option<&'read str>,
    text: &'read str,
}

impl<'read> Inspection<'read> {
    pub(super) fn new(
        source: &'read SourceFile,
        workbook: &'read Workbook,
        matches: &'read [FormMatch],
        diagnostics: &'read [Diagnostic],
        language: Language,
    ) -> Self {
        let sheets = workbook
            .sheets
            .iter()
            .map(|sheet| {
                let found = matches.iter().find(|found| found.sheet == sheet.name);
                InspectedSheet::new(sheet, found, language)
            })
            .collect();
        Self {
            source_path: source.source_path.as_str(),
            format: source.format.extension(),
            sha256: &source.sha256,
            sheets,
            diagnostics: diagnostics.iter().map(|one| Finding::of(one, language)).collect(),
        }
    }

    /// The inspection for a terminal.
    pub(super) fn text(&self, language: Language) -> String {
        let mut lines =
            vec![wording::file(self.source_path, self.format, self.sha256).text(language).into()];
        for sheet in &self.sheets {
            sheet.lines(language, &mut lines);
        }
        lines.join("\n") + "\n"
    }
}

impl<'read> InspectedSheet<'read> {
    fn new(sheet: &'read Sheet, found: Option<&'read FormMatch>, language: Language) -> Self {
        Self {
            name: &sheet.name,
            hidden: sheet.visibility != Visibility::Visible,
            form: found.map(|found| InspectedForm {
                id: &found.form_id,
                version: &found.version,
                confidence: found.confidence,
                reason: found.reason.text(language),
                blank: found.blank,
            }),
            fields: found.map(|found| fields(found, language)).unwrap_or_default(),
            unread: found.map_or_else(|| everything(sheet), unread),
        }
    }

    fn lines(&self, language: Language, lines: &mut Vec<String>) {
        let mut tell = |text: crate::diagnostic::Wording| lines.push(text.text(language).into());
        tell(wording::sheet(self.name, self.hidden));
        if let Some(form) = &self.form {
            tell(wording::form(form.id, form.version, form.confidence, form.blank));
            tell(wording::reason(form.reason));
        } else {
            tell(wording::no_form());
        }
        for field in &self.fields {
            let answer = match (field.option, field.unclear) {
                (Some(option), _) => option,
                (None, Some(unclear)) => unclear,
                (None, None) => field.text,
            };
            tell(wording::field(field.cell, &field.field, &one_line(answer), field.how));
        }
        if !self.unread.is_empty() {
            tell(wording::unread_heading(self.unread.len()));
        }
        for unread in &self.unread {
            tell(wording::unread(unread.cell, unread.shape, &one_line(unread.text)));
        }
    }
}

/// All answers of a sheet, in the order: fields, scored items, tables.
fn fields<'read>(found: &'read FormMatch, language: Language) -> Vec<InspectedField<'read>> {
    let mut fields: Vec<InspectedField<'read>> = found
        .answers
        .iter()
        .filter_map(|one| field(one.field.to_string(), one, language))
        .collect();
    for item in &found.items {
        fields.extend(scored("", item, language));
    }
    for row in &found.rows {
        fields.extend(row_fields(row, language));
    }
    fields
}

fn row_fields(row: &TableRow, language: Language) -> Vec<InspectedField<'_>> {
    let prefix = format!("{}[{}].", row.table, row.index + 1);
    let answers = row.answers.iter();
    let mut fields: Vec<InspectedField<'_>> =
        answers.filter_map(|one| field(format!("{prefix}{}", one.field), one, language)).collect();
    for item in &row.items {
        fields.extend(scored(&prefix, item, language));
    }
    fields
}

/// A scored item and its reason; without an answer the item still shows where it would stand.
fn scored<'read>(
    prefix: &str,
    item: &'read ScoredItem,
    language: Language,
) -> Vec<InspectedField<'read>> {
    let name = format!("{prefix}item_{}", item.item.get());
    let answer = item.answer.as_ref();
    let score =
        answer.and_then(|one| field(name.clone(), one, language)).unwrap_or(InspectedField {
            field: name.clone(),
            cell: item.cell,
            text: "",
            option: None,
            how: None,
            unclear: None,
        });
    let reason = item.reason.as_ref();
    let reason = reason.and_then(|one| field(format!("{name}_reason"), one, language));
    std::iter::once(score).chain(reason).collect()
}

fn field(name: String, answer: &Answer, language: Language) -> Option<InspectedField<'_>> {
    let (option, how, unclear) = match &answer.mark {
        Some(Mark::One { option, method }) => (Some(&**option), Some(method.as_str()), None),
        Some(Mark::Unclear { picture, .. }) => (None, None, Some(picture.text(language))),
        Some(Mark::Unmarked) | None => (None, None, None),
    };
    let cell = *answer.cells.first()?;
    Some(InspectedField { field: name, cell, text: &answer.text, option, how, unclear })
}

/// The cells and shapes of a recognised sheet that belong to no field.
fn unread(found: &FormMatch) -> Vec<UnreadCell<'_>> {
    let entries = found.ledger.iter().filter(|entry| entry.disposition == Disposition::Unread);
    entries
        .filter_map(|entry| {
            let shape = match &entry.mark {
                LedgerMark::Cell => None,
                LedgerMark::Shape(name) => Some(name.as_str()),
            };
            Some(UnreadCell { cell: entry.location.cell?, shape, text: &entry.text })
        })
        .collect()
}

/// All cells and shapes of a sheet that is no known form.
fn everything(sheet: &Sheet) -> Vec<UnreadCell<'_>> {
    let cells = sheet.cells.iter().filter(|(_, cell)| !cell.text.is_empty());
    let cells =
        cells.map(|(address, cell)| UnreadCell { cell: *address, shape: None, text: &cell.text });
    let shapes = sheet.shapes.iter().map(|shape| UnreadCell {
        cell: shape.anchor,
        shape: Some(&shape.name),
        text: &shape.text,
    });
    cells.chain(shapes).collect()
}

/// A text of several lines on one, as terminals show it.
fn one_line(text: &str) -> String {
    text.lines().collect::<Vec<_>>().join(" ⏎ ")
}
