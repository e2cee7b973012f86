//! Rows of the tables about codes: which statements have which, and how many that makes.
//!
//! Input → output: cases and what the rules found → two tables, or none where there are no rules.

use super::schema::{columns as column, tables};
use super::table::{Table, TableBuilder};
use crate::analysis::{Code, CodeAssignment, CodeCount, Coding};
use crate::records::CaseRecord;

pub(super) fn tables(cases: &[CaseRecord], coding: &Coding) -> Vec<Table> {
    if coding.codes.is_empty() {
        return Vec::new();
    }
    vec![codes(cases, coding), code_counts(coding)]
}

fn codes(cases: &[CaseRecord], coding: &Coding) -> Table {
    let code = |row: &CodeAssignment| coding.codes.get(row.code);
    let case = |row: &CodeAssignment| cases.get(row.case);
    TableBuilder::new(tables::CODES, &coding.assignments)
        .text(column::CODE_ID, |row| code(row).map(|code| code.id.as_str()))
        .text(column::LABEL, |row| code(row).map(|code| code.label.as_str()))
        .text(column::STATEMENT_ID, |row| case(row).map(|case| case.statement_id(row.statement)))
        .text(column::CASE_ID, |row| case(row).map(|case| &*case.case_id))
        .text(column::MATCHED, |row| Some(row.matched.join(";")))
        .build()
}

fn code_counts(coding: &Coding) -> Table {
    let code = |row: &CodeCount| -> Option<&Code> { coding.codes.get(row.code) };
    TableBuilder::new(tables::CODE_COUNTS, &coding.counts)
        .text(column::CODE_ID, |row| code(row).map(|code| code.id.as_str()))
        .text(column::LABEL, |row| code(row).map(|code| code.label.as_str()))
        .text(column::GROUP_BY, |row| Some(row.group_by.as_str()))
        .text(column::GROUP, |row| Some(row.group.as_str()))
        .integer(column::STATEMENTS, |row| Some(row.statements))
        .integer(column::CASES, |row| Some(row.cases))
        .integer(column::STATEMENTS_OF_GROUP, |row| Some(row.statements_of_group))
        .integer(column::CASES_OF_GROUP, |row| Some(row.cases_of_group))
        .float(column::SHARE, |row| row.share.map(|(share, _)| share))
        .float(column::CI_LOW, |row| row.share.map(|(_, interval)| interval.low))
        .float(column::CI_HIGH, |row| row.share.map(|(_, interval)| interval.high))
        .build()
}
