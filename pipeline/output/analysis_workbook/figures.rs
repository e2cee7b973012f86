//! Figures in cells: numbers with two decimals, grey with a reason where n does not carry them.

use rust_xlsxwriter::{Format, Note, Worksheet, XlsxError};

use crate::analysis::Withheld;
use crate::output::report_page::Looks;

/// What a figure that is withheld shows.
pub(super) const TOO_FEW: &str = "n が少ない";

/// Two decimals in a look.
pub(super) fn decimals(look: &Format) -> Format {
    look.clone().set_num_format("0.00")
}

/// Whole percents in a look.
pub(super) fn percent(look: &Format) -> Format {
    look.clone().set_num_format("0%")
}

/// Writes a figure, or an empty cell.
pub(super) fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    value: Option<f64>,
    look: &Format,
) -> Result<(), XlsxError> {
    match value {
        Some(value) if value.is_finite() => {
            sheet.write_number_with_format(row, column, value, look)
        }
        _ => sheet.write_blank(row, column, look),
    }?;
    Ok(())
}

/// Writes a figure, or in grey why there is none.
pub(super) fn write_or_why(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    value: Result<f64, Withheld>,
    (look, looks): (&Format, &Looks),
) -> Result<(), XlsxError> {
    match value {
        Ok(value) => write(sheet, (row, column), Some(value), look),
        Err(why) => {
            sheet.write_string_with_format(row, column, TOO_FEW, &looks.faint)?;
            let note = Note::new(why.wording().japanese).set_author("torimatome").set_width(220);
            sheet.insert_note(row, column, &note)?;
            Ok(())
        }
    }
}
