//! Rows of the table about the places of a word.
//!
//! Input → output: the lines of a concordance → one table, in their order.

use super::schema::{columns as column, tables};
use super::table::{Table, TableBuilder};
use crate::analysis::concordance::ConcordanceLine;

pub(super) fn concordance(lines: &[ConcordanceLine<'_>]) -> Table {
    TableBuilder::new(tables::CONCORDANCE, lines)
        .text(column::STATEMENT_ID, |line| line.statement.statement_id.as_deref())
        .text(column::CASE_ID, |line| line.statement.case_id.as_deref())
        .integer(column::FISCAL_YEAR, |line| line.statement.fiscal_year)
        .text(column::AREA, |line| line.statement.area.as_deref())
        .text(column::FIELD, |line| line.statement.field.as_deref())
        .text(column::LEFT, |line| Some(line.left.as_str()))
        .text(column::KEYWORD, |line| Some(line.keyword.as_str()))
        .text(column::RIGHT, |line| Some(line.right.as_str()))
        .text(column::HOW, |line| Some(line.how.as_str()))
        .text(column::MARK, |line| Some(line.mark.as_str()))
        .text(column::TEXT, |line| Some(line.statement.text.as_str()))
        .text(column::SOURCE_PATH, |line| Some(line.statement.location.source_path.as_str()))
        .text(column::SHEET, |line| line.statement.location.sheet.as_deref())
        .text(column::CELL, |line| line.statement.location.cell.map(|cell| cell.to_string()))
        .build()
}
