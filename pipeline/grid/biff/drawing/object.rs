//! Grid, BIFF: OBJ records → what Excel knows of an object beside its drawing.
//!
//! Source: MS-XLS 2.4.181 and the structures named `Ft…`. This module must not place anything.

use crate::grid::biff::fault::Fault;
use crate::grid::biff::record::Record;

const FT_END: u16 = 0x0000;
const FT_PICTURE_FLAGS: u16 = 0x0008;
const FT_CHECK_BOX: u16 = 0x000A;
const FT_CHECK_BOX_DATA: u16 = 0x0012;
const FT_LIST_BOX_DATA: u16 = 0x0013;
const FT_COMMON: u16 = 0x0015;

/// Set in a common object's flags when Excel itself put it there, like the arrow of a filter.
const FLAG_OF_EXCEL: u16 = 0x0100;

/// Set in a picture's flags when it stands for a control (`ActiveX`).
const PICTURE_IS_CONTROL: u16 = 0x0010;

/// What an object is, as far as it says more than its drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ObjectKind {
    /// Drawn: what it is stands in the tree.
    Drawn,
    /// A line.
    Line,
    /// A text box or a label.
    Text,
    /// A picture or a chart.
    Picture,
    /// A check box.
    CheckBox,
    /// An option button.
    OptionButton,
    /// Another form control.
    Control,
    /// A cell comment, or an arrow that Excel put there: nobody drew it.
    Unseen,
}

/// One OBJ record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Object {
    /// What it is.
    pub(super) kind: ObjectKind,
    /// Its number on the sheet.
    pub(super) id: u16,
    /// State of a check box or option button; `None` when it has none or is neither.
    pub(super) checked: Option<bool>,
    /// Whether the record ends where it should. If so, a CONTINUE record behind it carries on
    /// the tree and not the object.
    pub(super) is_whole: bool,
}

impl Object {
    /// Reads a BIFF8 OBJ record.
    pub(super) fn read(record: &Record<'_>) -> Result<Self, Fault> {
        let mut object = Self { kind: ObjectKind::Drawn, id: 0, checked: None, is_whole: false };
        let mut fields = record.fields();
        while !fields.rest().is_empty() {
            let (part, length) = (fields.u16()?, usize::from(fields.u16()?));
            if part == FT_END || part == FT_LIST_BOX_DATA {
                // The length of a list box's data is not to be relied on; it comes last.
                object.is_whole = true;
                break;
            }
            let body = Record { id: record.id, data: fields.take(length)? };
            object.part(part, &body)?;
        }
        Ok(object)
    }

    fn part(&mut self, part: u16, body: &Record<'_>) -> Result<(), Fault> {
        let mut fields = body.fields();
        match part {
            FT_COMMON => {
                let kind = fields.u16()?;
                self.id = fields.u16()?;
                self.kind = object_kind(kind, fields.u16()?);
            }
            FT_PICTURE_FLAGS if fields.u16()? & PICTURE_IS_CONTROL != 0 => {
                self.kind = ObjectKind::Control;
            }
            // Excel says nothing in the former; other programs leave out the latter.
            FT_CHECK_BOX | FT_CHECK_BOX_DATA => {
                self.checked = match fields.u16()? {
                    0 => Some(false),
                    1 => Some(true),
                    _ => None,
                };
            }
            _ => {}
        }
        Ok(())
    }
}

/// Object types (MS-XLS 2.5.143, `FtCmo`).
pub(super) const fn object_kind(kind: u16, flags: u16) -> ObjectKind {
    match kind {
        0x01 => ObjectKind::Line,
        0x05 | 0x08 => ObjectKind::Picture,
        0x06 => ObjectKind::Text,
        0x0B => ObjectKind::CheckBox,
        0x0C => ObjectKind::OptionButton,
        0x19 => ObjectKind::Unseen,
        0x14 if flags & FLAG_OF_EXCEL != 0 => ObjectKind::Unseen,
        0x07 | 0x0D..=0x14 => ObjectKind::Control,
        _ => ObjectKind::Drawn,
    }
}
