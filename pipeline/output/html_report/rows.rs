//! Rows: a table's columns by name, whether the table is there or not.
//!
//! Input → output: tables → columns as slices; what is missing is empty. It knows no statistics.

use super::super::tables::schema::tables;
use super::super::tables::{ColumnValues, Table};
use super::Report;

/// Takes what points at a person out of a text; `None` keeps the text off the page.
pub type Mask<'run> = dyn Fn(&str) -> Option<String> + 'run;

/// The report's material with its tables by name.
pub(super) struct Source<'run> {
    pub(super) report: &'run Report<'run>,
    pub(super) cases: Rows<'run>,
    pub(super) item_stats: Rows<'run>,
    pub(super) statements: Rows<'run>,
    pub(super) themes: Rows<'run>,
}

impl<'run> Source<'run> {
    pub(super) fn new(report: &'run Report<'run>) -> Self {
        let table = |name| Rows::of(report.tables, name);
        Self {
            report,
            cases: table(tables::CASES),
            item_stats: table(tables::ITEM_STATS),
            statements: table(tables::STATEMENTS),
            themes: table(tables::THEMES),
        }
    }

    /// A table by its name.
    pub(super) fn table(&self, name: &str) -> Rows<'run> {
        Rows::of(self.report.tables, name)
    }

    /// A text without names; `None` where it may not be shown.
    pub(super) fn masked(&self, text: &str) -> Option<String> {
        self.report.mask?(text)
    }

    /// A statement or a reason without names; `None` where it may not be shown.
    pub(super) fn told(&self, text: &str) -> Option<String> {
        (self.report.told)(text).then(|| self.masked(text)).flatten()
    }

    /// The name of a theme, by its row.
    pub(super) fn theme_label(&self, row: usize) -> String {
        self.report.labels.get(row).map_or_else(String::new, |label| (*label).to_owned())
    }
}

/// One table, or none.
#[derive(Clone, Copy)]
pub(super) struct Rows<'run> {
    table: Option<&'run Table>,
}

impl<'run> Rows<'run> {
    fn of(tables: &'run [Table], name: &str) -> Self {
        Self { table: tables.iter().find(|table| table.name == name) }
    }

    pub(super) fn len(self) -> usize {
        self.table.map_or(0, |table| table.rows)
    }

    fn column(self, name: &str) -> Option<&'run ColumnValues> {
        self.table?.columns.iter().find(|column| column.name == name).map(|column| &column.values)
    }

    pub(super) fn text(self, name: &str, row: usize) -> Option<&'run str> {
        match self.column(name)? {
            ColumnValues::Text(values) => values.get(row)?.as_deref(),
            _ => None,
        }
    }

    pub(super) fn integer(self, name: &str, row: usize) -> Option<i64> {
        match self.column(name)? {
            ColumnValues::Integer(values) => *values.get(row)?,
            _ => None,
        }
    }

    pub(super) fn float(self, name: &str, row: usize) -> Option<f64> {
        match self.column(name)? {
            ColumnValues::Float(values) => *values.get(row)?,
            _ => None,
        }
    }
}
