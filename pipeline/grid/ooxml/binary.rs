//! OOXML: binary parts (.xlsb) → the same drafts as the XML parts fill.
//!
//! Source: MS-XLSB. calamine's reader of these parts indexes records unchecked and keeps no
//! styles, so that every part would have to be guarded and read a second time.

/// Records and the fields in them.
mod record;
/// Worksheets.
pub(crate) mod sheet;
/// Shared and inline strings.
pub(crate) mod strings;
/// The styles part.
pub(crate) mod styles;
/// The workbook part.
pub(crate) mod workbook;
