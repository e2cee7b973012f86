//! A table in memory: named columns of one type each, all of one length.
//!
//! Input → output: rows, one closure for each column → [`Table`]. It knows no names of its own.

use chrono::NaiveDate;

/// One table (表).
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Its name; the file is called like it.
    pub name: &'static str,
    /// Its columns in the order of the interface, all of one length.
    pub columns: Vec<Column>,
    /// Number of rows.
    pub rows: usize,
}

/// One column (列).
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// Its values; `None` is unknown.
    pub values: ColumnValues,
}

/// A column's values, all of one type.
#[derive(Debug, Clone, PartialEq)]
pub enum ColumnValues {
    /// Text; cells as A1.
    Text(Vec<Option<String>>),
    /// Days.
    Date(Vec<Option<NaiveDate>>),
    /// Whole numbers.
    Integer(Vec<Option<i64>>),
    /// Numbers.
    Float(Vec<Option<f64>>),
}

/// A table while its columns are added, each a view of the same rows.
pub(super) struct TableBuilder<'rows, Row> {
    rows: &'rows [Row],
    table: Table,
}

impl<'rows, Row> TableBuilder<'rows, Row> {
    pub(super) fn new(name: &'static str, rows: &'rows [Row]) -> Self {
        Self { rows, table: Table { name, columns: Vec::new(), rows: rows.len() } }
    }

    /// A text column; an empty text is unknown.
    pub(super) fn text<T: Into<String>>(
        self,
        name: &'static str,
        value: impl Fn(&'rows Row) -> Option<T>,
    ) -> Self {
        let filled = |row| value(row).map(Into::into).filter(|text: &String| !text.is_empty());
        let values = ColumnValues::Text(self.rows.iter().map(filled).collect());
        self.column(name, values)
    }

    /// A column of days.
    pub(super) fn date(
        self,
        name: &'static str,
        value: impl Fn(&'rows Row) -> Option<NaiveDate>,
    ) -> Self {
        let values = ColumnValues::Date(self.rows.iter().map(value).collect());
        self.column(name, values)
    }

    /// A column of whole numbers.
    pub(super) fn integer<T: Into<i64>>(
        self,
        name: &'static str,
        value: impl Fn(&'rows Row) -> Option<T>,
    ) -> Self {
        let values = self.rows.iter().map(|row| value(row).map(Into::into)).collect();
        self.column(name, ColumnValues::Integer(values))
    }

    /// A column of numbers.
    pub(super) fn float(
        self,
        name: &'static str,
        value: impl Fn(&'rows Row) -> Option<f64>,
    ) -> Self {
        let values = ColumnValues::Float(self.rows.iter().map(value).collect());
        self.column(name, values)
    }

    pub(super) fn build(self) -> Table {
        self.table
    }

    fn column(mut self, name: &'static str, values: ColumnValues) -> Self {
        self.table.columns.push(Column { name, values });
        self
    }
}
