//! Read sheet: one form match → what the sheet, or each row of 様式③-2, says of one case.
//!
//! Values become typed, each with its cell; what cannot be read stays unknown and becomes a
//! diagnostic. This module must not compare sheets: that is the join's work.

/// What names and other sheets tell of when a sheet's meeting was.
mod context;

/// The facts that head the forms.
mod header;

/// 様式② sheets and the rows of 様式③-1.
mod participant;

/// Roles (役割) in labels like 「中村（司会）」.
mod role;

use std::borrow::Cow;
use std::collections::BTreeMap;

pub use context::{RecordContext, read_sheets};
pub use role::{people, role};

use crate::diagnostic::{Checked, Diagnostic, Location};
use crate::forms::{Answer, FormKind, FormMatch, Mark, MarkMethod, TableRow};
use crate::grid::CellValue;
use crate::records::model::{CaseField, SheetRecord, StatementField, StatementRecord, Traced};
use crate::records::{coerce, statements};

/// The table of 様式③-1 that has a row for each participant.
const PARTICIPANTS: &str = "participants";

/// The table of 様式③-2 that has a row for each case.
const CASES: &str = "cases";

/// What one recognised sheet says.
///
/// Input:  a sheet as recognised, and what is known of when its meeting was.
/// Output: one record; for 様式③-2 one for each filled row; none for a blank form.
#[must_use]
pub fn read_sheet(form: &FormMatch, context: &RecordContext<'_>) -> Checked<Vec<SheetRecord>> {
    let mut reader = Reader { form, context, diagnostics: Vec::new() };
    let records = if form.blank {
        Vec::new()
    } else if form.kind == FormKind::YearSummary {
        reader.year_rows()
    } else {
        vec![reader.whole_sheet()]
    };
    Checked { value: records, diagnostics: reader.diagnostics }
}

/// A sheet while it is read.
struct Reader<'a> {
    form: &'a FormMatch,
    context: &'a RecordContext<'a>,
    diagnostics: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn whole_sheet(&mut self) -> SheetRecord {
        let form = self.form;
        let (scored, others): (Vec<&TableRow>, Vec<&TableRow>) =
            form.rows.iter().partition(|row| is_participant_row(form.kind, row));
        let mut record = SheetRecord {
            kind: form.kind,
            location: self.place(None),
            header: self.header(&form.answers),
            fields: Vec::new(),
            participants: Vec::new(),
            means: BTreeMap::new(),
            statements: self.statements(&form.answers),
            named_fiscal_year: self.context.fiscal_year(),
        };
        for row in scored {
            if row.is_mean {
                for (item, mean) in self.means(&row.items) {
                    record.means.entry(item).or_insert(mean);
                }
            } else {
                record.participants.extend(self.table_participant(row));
            }
        }
        if form.kind == FormKind::Reflection {
            record.participants.push(self.reflection());
            for statement in &mut record.statements {
                statement.participant = Some(0);
            }
        }
        record.fields = self.fields(&form.answers, "");
        for row in others {
            let prefix = format!("{}_{}_", row.table, row.index + 1);
            record.fields.extend(self.fields(&row.answers, &prefix));
        }
        record
    }

    /// 様式③-2: every row that says more than its number.
    fn year_rows(&mut self) -> Vec<SheetRecord> {
        let form = self.form;
        let rows = form.rows.iter().filter(|row| row.table.as_ref() == CASES && !row.is_mean);
        rows.filter(|row| {
            row.answers.iter().any(|answer| answer.field.as_ref() != "number")
                || row.items.iter().any(|item| item.answer.is_some())
        })
        .map(|row| SheetRecord {
            kind: form.kind,
            location: self.place(Some(row)),
            header: self.header(&row.answers),
            fields: self.fields(&row.answers, ""),
            participants: self.named_participants(row),
            means: self.means(&row.items),
            statements: self.statements(&row.answers),
            named_fiscal_year: self.context.fiscal_year(),
        })
        .collect()
    }

    /// The statements of all free-text boxes among some answers.
    fn statements(&self, answers: &[Answer]) -> Vec<StatementRecord> {
        let mut found = Vec::new();
        for answer in answers {
            let Some(field) = statement_field(&answer.field) else { continue };
            for text in statements::split_box(&answer.text) {
                found.push(StatementRecord {
                    field,
                    text,
                    location: self.at(answer),
                    participant: None,
                });
            }
        }
        found
    }

    /// Answers that are neither facts of the heading, nor statements, nor a participant's.
    fn fields(&self, answers: &[Answer], prefix: &str) -> Vec<CaseField> {
        let is_row = !prefix.is_empty();
        answers
            .iter()
            .filter(|answer| {
                is_row
                    || !(header::is_header_field(&answer.field)
                        || statement_field(&answer.field).is_some()
                        || participant::is_participant_field(self.form.kind, &answer.field))
            })
            .filter_map(|answer| {
                let (text, method) = chosen(answer)?;
                let value = text.trim().to_owned();
                (!value.is_empty()).then(|| CaseField {
                    field: format!("{prefix}{}", answer.field),
                    value: self.traced(answer, value, method),
                })
            })
            .collect()
    }

    /// A trimmed text; `None` when nothing is said.
    fn text(&self, answer: &Answer) -> Option<Traced<String>> {
        let (text, method) = chosen(answer)?;
        if coerce::is_nothing(text) {
            return None;
        }
        Some(self.traced(answer, text.trim().to_owned(), method))
    }

    fn traced<T>(&self, answer: &Answer, value: T, method: MarkMethod) -> Traced<T> {
        Traced { value, raw: answer.text.clone(), location: self.at(answer), method }
    }

    fn at(&self, answer: &Answer) -> Location {
        Location { cell: answer.cells.first().copied(), ..self.place(None) }
    }

    fn place(&self, row: Option<&TableRow>) -> Location {
        Location {
            source_path: self.form.source_path.clone(),
            sheet: Some(self.form.sheet.clone()),
            cell: row.map(|row| row.cell),
        }
    }
}

/// The text that an answer stands for: the option marked, or what is typed.
///
/// `None` when no option is marked or the marks can be read two ways; the forms stage says so.
fn chosen(answer: &Answer) -> Option<(&str, MarkMethod)> {
    match &answer.mark {
        None => Some((&answer.text, MarkMethod::Typed)),
        Some(Mark::One { option, method }) => Some((option, *method)),
        Some(Mark::Unmarked | Mark::Unclear { .. }) => None,
    }
}

/// The value behind [`chosen`]: an option has only its text, whatever the cell holds.
fn chosen_value(answer: &Answer) -> Cow<'_, CellValue> {
    match &answer.mark {
        Some(Mark::One { option, .. }) => Cow::Owned(CellValue::Text(option.clone())),
        _ => Cow::Borrowed(&answer.value),
    }
}

fn is_participant_row(kind: FormKind, row: &TableRow) -> bool {
    row.table.as_ref() == PARTICIPANTS || (kind == FormKind::CaseSummary && !row.items.is_empty())
}

fn statement_field(id: &str) -> Option<StatementField> {
    StatementField::ALL.into_iter().find(|field| field.as_str() == id)
}
