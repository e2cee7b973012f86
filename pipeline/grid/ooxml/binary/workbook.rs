//! Binary parts: the workbook part → the tabs in order and the date system.

use super::record::{Fields, Records};
use crate::grid::fault::Fault;
use crate::grid::model::Visibility;
use crate::grid::number_format::DateSystem;
use crate::grid::ooxml::package::Relationships;
use crate::grid::ooxml::workbook::{Contents, Tab, part_of};
use crate::intake::Limits;

const WORKBOOK_PROPERTIES: u16 = 153;
const TAB: u16 = 156;

/// Reads a workbook part written in records.
///
/// # Errors
/// The part is cut short, has too many sheets or names one without a part.
pub(crate) fn read(
    bytes: &[u8],
    place: &str,
    relationships: &Relationships,
    limits: &Limits,
) -> Result<Contents, Fault> {
    let mut records = Records::new(bytes, place);
    let mut contents = Contents::default();
    while let Some(record) = records.next()? {
        match record.kind {
            WORKBOOK_PROPERTIES => {
                let counts_from_1904 = record.read(Fields::u32)? & 1 != 0;
                contents.system =
                    if counts_from_1904 { DateSystem::Excel1904 } else { DateSystem::Excel1900 };
            }
            TAB => {
                let (state, id, name) = record.read(|fields| {
                    let state = fields.u32()?;
                    fields.skip(4)?;
                    Some((state, fields.text()?, fields.text()?))
                })?;
                let visibility = match state {
                    1 => Visibility::Hidden,
                    2 => Visibility::VeryHidden,
                    _ => Visibility::Visible,
                };
                let part = part_of(relationships, &id, &name)?;
                contents.add(Tab { name, visibility, part }, limits)?;
            }
            _ => {}
        }
    }
    Ok(contents)
}
