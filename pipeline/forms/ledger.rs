//! Ledger: every non-empty cell and every shape of a sheet, once, with where it went.
//!
//! Input → output: a finished reading → ledger entries, and diagnostics for what is unread.

use std::sync::Arc;

use super::anchor::Slot;
use super::mark::ShapeFate;
use super::model::{Disposition, LedgerEntry, LedgerMark};
use super::reading::Reading;
use crate::diagnostic::{Diagnostic, Location, forms as wording};
use crate::grid::{Shape, ShapeKind};
use crate::units::{CellAddress, SourcePath};

/// Where a sheet stands.
#[derive(Debug, Clone)]
pub(super) struct SheetPlace {
    pub(super) source_path: SourcePath,
    pub(super) sheet: Arc<str>,
}

impl SheetPlace {
    /// A cell of the sheet.
    pub(super) fn at(&self, cell: CellAddress) -> Location {
        Location {
            source_path: self.source_path.clone(),
            sheet: Some(self.sheet.clone()),
            cell: Some(cell),
        }
    }

    /// The whole sheet.
    pub(super) fn whole(&self) -> Location {
        Location {
            source_path: self.source_path.clone(),
            sheet: Some(self.sheet.clone()),
            cell: None,
        }
    }
}

/// The fate of a shape beyond the choices: which field's zone it lies in.
#[derive(Debug, Clone)]
pub(super) enum ShapeUse {
    /// A mark on a choice.
    Mark,
    /// Text that belongs to a field's answer.
    Text(Arc<str>),
    /// Drawn where drawing is asked for.
    Drawing(Arc<str>),
    /// Nothing.
    Unread,
}

/// What each shape is used for; texts of shapes are added to the answers they lie in.
pub(super) fn use_shapes(reading: &mut Reading<'_, '_>, fates: &[ShapeFate]) -> Vec<ShapeUse> {
    let shapes = &reading.page.sheet.shapes;
    shapes.iter().zip(fates).map(|(shape, fate)| use_shape(reading, shape, *fate)).collect()
}

fn use_shape(reading: &mut Reading<'_, '_>, shape: &Shape, fate: ShapeFate) -> ShapeUse {
    if let ShapeFate::Used { .. } = fate {
        return ShapeUse::Mark;
    }
    let across = shape.left + shape.width / 2.0;
    let down = shape.top + shape.height / 2.0;
    let Some(zone) = reading.zones.iter().position(|zone| zone.area.contains(across, down)) else {
        return ShapeUse::Unread;
    };
    let Some(found) = reading.zones.get(zone).cloned() else { return ShapeUse::Unread };
    if found.drawing {
        return ShapeUse::Drawing(found.field);
    }
    // Of labelled check boxes over an empty cell, only those that are ticked answer.
    let is_control = matches!(shape.kind, ShapeKind::CheckBox | ShapeKind::OptionButton);
    if is_control && shape.checked != Some(true) {
        return ShapeUse::Text(found.field);
    }
    let text = shape.text.trim();
    if text.is_empty() || shape.kind == ShapeKind::Picture {
        return ShapeUse::Unread;
    }
    reading.add_shape_text(zone, text);
    ShapeUse::Text(found.field)
}

/// Everything on the sheet, and what to say about what is unread.
pub(super) fn entries(
    reading: &Reading<'_, '_>,
    place: &SheetPlace,
    shapes: &[ShapeUse],
) -> (Vec<LedgerEntry>, Vec<Diagnostic>) {
    let mut entries = Vec::new();
    let mut diagnostics = Vec::new();
    for (index, block) in reading.page.blocks.iter().enumerate() {
        let (disposition, field) = match (reading.fate.get(&index), reading.anchors.slot(index)) {
            (Some(fate), _) => fate.clone(),
            (None, Some(slot)) => (Disposition::Label, label_field(reading, slot)),
            (None, None) => (Disposition::Unread, None),
        };
        let location = place.at(block.address);
        if disposition == Disposition::Unread {
            diagnostics.push(wording::unread_cell(location.clone(), block.text()));
        }
        let mark = LedgerMark::Cell;
        let text = block.text().to_owned();
        entries.push(LedgerEntry { location, mark, text, disposition, field });
    }
    for (shape, used) in reading.page.sheet.shapes.iter().zip(shapes) {
        let (disposition, field) = match used {
            ShapeUse::Mark => (Disposition::Value, None),
            ShapeUse::Text(field) => (Disposition::Value, Some(field.clone())),
            ShapeUse::Drawing(field) => (Disposition::Ignored, Some(field.clone())),
            ShapeUse::Unread => (Disposition::Unread, None),
        };
        let location = place.at(shape.anchor);
        if disposition == Disposition::Unread {
            diagnostics.push(wording::unread_shape(location.clone(), &shape.name));
        }
        let mark = LedgerMark::Shape(shape.name.clone());
        entries.push(LedgerEntry { location, mark, text: shape.text.clone(), disposition, field });
    }
    (entries, diagnostics)
}

/// The field a label announces.
fn label_field(reading: &Reading<'_, '_>, slot: Slot) -> Option<Arc<str>> {
    match slot {
        Slot::Field(field) => reading.form.fields.get(field).map(|field| field.id.clone()),
        Slot::Column { table, column } => {
            let table = reading.form.tables.get(table)?;
            table.columns.get(column).map(|column| column.id.clone())
        }
        _ => None,
    }
}
