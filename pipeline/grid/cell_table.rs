//! Cells of a sheet ⇄ a compact table, to hand a workbook from one process to another.
//!
//! Styles are written once and shared again when read. It must not lose anything of a cell.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::model::{Cell, CellStyle, CellValue, TextRun};
use crate::units::CellAddress;

/// Every style once, and the cells with their style's index.
#[derive(Serialize, Deserialize)]
struct Table<S, R> {
    styles: Vec<S>,
    cells: Vec<R>,
}

/// A cell's address, value, text as shown (`None` where the value is that text), style, runs.
type Row<V, T, R> = (CellAddress, V, Option<T>, u32, R);

pub(super) fn serialize<S: Serializer>(
    cells: &BTreeMap<CellAddress, Cell>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut indices: BTreeMap<*const CellStyle, u32> = BTreeMap::new();
    let mut styles: Vec<&CellStyle> = Vec::new();
    let mut rows: Vec<Row<&CellValue, &str, &[TextRun]>> = Vec::with_capacity(cells.len());
    for (address, Cell { value, text, style, runs }) in cells {
        let next = u32::try_from(styles.len()).unwrap_or(u32::MAX);
        let index = *indices.entry(Arc::as_ptr(style)).or_insert_with(|| {
            styles.push(style);
            next
        });
        let own_text = !matches!(value, CellValue::Text(value) if value == text);
        rows.push((*address, value, own_text.then_some(text), index, runs));
    }
    Table { styles, cells: rows }.serialize(serializer)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<CellAddress, Cell>, D::Error> {
    let table: Table<Arc<CellStyle>, Row<CellValue, Arc<str>, Vec<TextRun>>> =
        Table::deserialize(deserializer)?;
    let cell = |(address, value, text, style, runs): Row<CellValue, Arc<str>, Vec<TextRun>>| {
        let text = match (text, &value) {
            (Some(text), _) => text,
            (None, CellValue::Text(value)) => Arc::clone(value),
            (None, _) => Arc::default(),
        };
        let style = usize::try_from(style).ok().and_then(|index| table.styles.get(index));
        (address, Cell { value, text, style: style.cloned().unwrap_or_default(), runs })
    };
    Ok(table.cells.into_iter().map(cell).collect())
}
