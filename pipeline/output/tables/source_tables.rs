//! Rows of the tables about words, findings and where every cell went.
//!
//! Input → output: counts, diagnostics and ledgers → one table each, in their own order.

use super::schema::{columns as column, tables};
use super::table::{Table, TableBuilder};
use crate::analysis::TermFrequency;
use crate::diagnostic::{Diagnostic, Language};
use crate::forms::{FormMatch, LedgerEntry, LedgerMark};

pub(super) fn terms(frequency: &TermFrequency) -> Table {
    TableBuilder::new(tables::TERMS, &frequency.terms)
        .text(column::TERM, |row| Some(row.term.as_str()))
        .text(column::POS, |row| Some(row.class.as_str()))
        .text(column::FIELD, |row| Some(row.field.as_str()))
        .integer(column::STATEMENTS, |row| Some(row.statements))
        .integer(column::CASES, |row| Some(row.cases))
        .integer(column::LACKING, |row| Some(row.lacking))
        .integer(column::NEGATED, |row| Some(row.negated))
        .integer(column::PLANNED, |row| Some(row.planned))
        .build()
}

pub(super) fn terms_by_group(frequency: &TermFrequency) -> Table {
    TableBuilder::new(tables::TERMS_BY_GROUP, &frequency.groups)
        .text(column::GROUP_BY, |row| Some(row.group_by.as_str()))
        .text(column::GROUP, |row| Some(row.group.as_str()))
        .text(column::TERM, |row| Some(row.count.term.as_str()))
        .text(column::POS, |row| Some(row.count.class.as_str()))
        .text(column::FIELD, |row| Some(row.count.field.as_str()))
        .integer(column::STATEMENTS, |row| Some(row.count.statements))
        .integer(column::CASES, |row| Some(row.count.cases))
        .integer(column::LACKING, |row| Some(row.count.lacking))
        .integer(column::NEGATED, |row| Some(row.count.negated))
        .integer(column::PLANNED, |row| Some(row.count.planned))
        .build()
}

pub(super) fn diagnostics(diagnostics: &[Diagnostic], language: Language) -> Table {
    TableBuilder::new(tables::DIAGNOSTICS, diagnostics)
        .text(column::SEVERITY, |one| Some(one.severity.as_str()))
        .text(column::CODE, |one| Some(one.code.as_str()))
        .text(column::SOURCE_PATH, |one| Some(one.location.source_path.as_str()))
        .text(column::SHEET, |one| one.location.sheet.as_deref())
        .text(column::CELL, |one| one.location.cell.map(|cell| cell.to_string()))
        .text(column::MESSAGE, |one| Some(one.message.text(language)))
        .text(column::HINT, |one| Some(one.hint.text(language)))
        .build()
}

pub(super) fn ledger(forms: &[FormMatch]) -> Table {
    let rows: Vec<&LedgerEntry> = forms.iter().flat_map(|form| &form.ledger).collect();
    TableBuilder::new(tables::LEDGER, &rows)
        .text(column::SOURCE_PATH, |one| Some(one.location.source_path.as_str()))
        .text(column::SHEET, |one| one.location.sheet.as_deref())
        .text(column::CELL, |one| one.location.cell.map(|cell| cell.to_string()))
        .text(column::TEXT, |one| Some(one.text.as_str()))
        .text(column::DISPOSITION, |one| Some(one.disposition.as_str()))
        .text(column::FIELD, |one| one.field.as_deref())
        .text(column::SHAPE, |one| match &one.mark {
            LedgerMark::Cell => None,
            LedgerMark::Shape(name) => Some(name.as_str()),
        })
        .build()
}
