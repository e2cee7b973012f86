//! Cells of a sheet ⇄ a compact table, to hand a workbook from one process to another.
//!
//! Texts and styles that cells share are written once and shared again when read; a long text in
//! very many cells must not grow on the way. Nothing of a cell may be lost.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::model::{Cell, CellStyle, CellValue, TextRun};
use crate::units::CellAddress;

/// Every text and style once, and the cells with their indices.
#[derive(Serialize, Deserialize)]
struct Table<T, S, R> {
    texts: Vec<T>,
    styles: Vec<S>,
    rows: Vec<R>,
}

/// One cell; the text of a text value is left out of the value and stands in the table.
#[derive(Serialize, Deserialize)]
struct Row<V, R> {
    address: CellAddress,
    value: V,
    value_text: Option<u32>,
    /// The text as shown; `None` where it is the value's own.
    text: Option<u32>,
    style: u32,
    runs: R,
}

/// Numbers things by their place in memory, in the order they are met.
struct Numbering<'a, T: ?Sized> {
    numbers: BTreeMap<*const u8, u32>,
    met: Vec<&'a T>,
}

impl<'a, T: ?Sized> Numbering<'a, T> {
    const fn new() -> Self {
        Self { numbers: BTreeMap::new(), met: Vec::new() }
    }

    fn number(&mut self, thing: &'a Arc<T>) -> u32 {
        let next = u32::try_from(self.met.len()).unwrap_or(u32::MAX);
        *self.numbers.entry(Arc::as_ptr(thing).cast()).or_insert_with(|| {
            self.met.push(thing);
            next
        })
    }
}

pub(super) fn serialize<S: Serializer>(
    cells: &BTreeMap<CellAddress, Cell>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let (mut texts, mut styles) = (Numbering::<str>::new(), Numbering::<CellStyle>::new());
    let without_text = CellValue::Text(Arc::default());
    let mut rows: Vec<Row<&CellValue, &[TextRun]>> = Vec::with_capacity(cells.len());
    for (address, Cell { value, text, style, runs }) in cells {
        let own = match value {
            CellValue::Text(own) => Some(own),
            _ => None,
        };
        rows.push(Row {
            address: *address,
            value: if own.is_some() { &without_text } else { value },
            value_text: own.map(|own| texts.number(own)),
            text: (own != Some(text)).then(|| texts.number(text)),
            style: styles.number(style),
            runs,
        });
    }
    Table { texts: texts.met, styles: styles.met, rows }.serialize(serializer)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<CellAddress, Cell>, D::Error> {
    let table: Table<Arc<str>, Arc<CellStyle>, Row<CellValue, Vec<TextRun>>> =
        Table::deserialize(deserializer)?;
    let text = |number: Option<u32>| shared(&table.texts, number?);
    let cell = |Row { address, value, value_text, text: shown, style, runs }| {
        let own = text(value_text);
        let shown = text(shown).or_else(|| own.clone()).unwrap_or_default();
        let value = own.map_or(value, CellValue::Text);
        let style = shared(&table.styles, style).unwrap_or_default();
        (address, Cell { value, text: shown, style, runs })
    };
    Ok(table.rows.into_iter().map(cell).collect())
}

fn shared<T: ?Sized>(things: &[Arc<T>], number: u32) -> Option<Arc<T>> {
    things.get(usize::try_from(number).ok()?).cloned()
}
