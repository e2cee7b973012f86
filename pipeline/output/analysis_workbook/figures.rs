//! Figures in cells: numbers with two decimals, grey with a reason where n does not carry them.

use rust_xlsxwriter::{Format, Formula, Note, Worksheet, XlsxError};

use crate::analysis::Withheld;
use crate::output::report_page::{HIDDEN, Looks};
use crate::privacy::PrivacyPolicy;

/// What a figure that is withheld for its n shows.
pub(super) const TOO_FEW: &str = "n が少ない";

/// What a formula gives where there is nothing to say: an empty text would be stored as 0.
pub(super) const NOTHING: &str = "―";

/// Two decimals in a look.
pub(super) fn decimals(look: &Format) -> Format {
    look.clone().set_num_format("0.00")
}

/// Three decimals in a look, for p.
pub(super) fn thousandths(look: &Format) -> Format {
    look.clone().set_num_format("0.000")
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

/// Writes a count, or the sign for a hidden one.
pub(super) fn write_count(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    count: Option<u32>,
    look: &Format,
) -> Result<(), XlsxError> {
    match count {
        Some(count) => sheet.write_number_with_format(row, column, count, look)?,
        None => sheet.write_string_with_format(row, column, HIDDEN, look)?,
    };
    Ok(())
}

/// Writes a formula with what it gives; for `None` the sign that formulas give instead.
pub(super) fn write_formula(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    (formula, result): (String, Option<f64>),
    look: &Format,
) -> Result<(), XlsxError> {
    let result = result.map_or(NOTHING.to_owned(), |value| value.to_string());
    write_text_formula(sheet, (row, column), (formula, &result), look)
}

/// Writes a formula that gives a text.
pub(super) fn write_text_formula(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    (formula, result): (String, &str),
    look: &Format,
) -> Result<(), XlsxError> {
    let formula = Formula::new(formula).set_result(result);
    sheet.write_formula_with_format(row, column, formula, look)?;
    Ok(())
}

/// Writes a figure, or in grey why there is none.
pub(super) fn write_or_why(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    value: Result<f64, Withheld>,
    (look, looks, policy): (&Format, &Looks, PrivacyPolicy),
) -> Result<(), XlsxError> {
    match value {
        Ok(value) => write(sheet, (row, column), Some(value), look),
        Err(why) => {
            sheet.write_string_with_format(row, column, label(why), &looks.faint)?;
            let note = Note::new(reason(why, policy)).set_author("torimatome").set_width(220);
            sheet.insert_note(row, column, &note)?;
            Ok(())
        }
    }
}

/// Why there is no figure, in a word.
pub(super) const fn label(why: Withheld) -> &'static str {
    match why {
        Withheld::Meetings { .. } | Withheld::Answers { .. } | Withheld::Groups { .. } => TOO_FEW,
        Withheld::Items { .. } => "項目が少ない",
        Withheld::Years { .. } => "年度が少ない",
        Withheld::NoSpread => "ばらつきなし",
        Withheld::NoFactor => "推定できない",
        Withheld::OnlyMeans => "平均だけ",
    }
}

/// Why there is no figure, in a sentence that tells no hidden count.
pub(super) fn reason(why: Withheld, policy: PrivacyPolicy) -> String {
    match why {
        Withheld::Meetings { n, least } if policy.shown(n).is_none() => {
            format!("{TOO_FEW}（会議 {HIDDEN} 件、{least} 件以上で示します）")
        }
        Withheld::Answers { n, least } if policy.shown(n).is_none() => {
            format!("{TOO_FEW}（回答 {HIDDEN} 件、{least} 件以上で示します）")
        }
        why => why.wording().japanese,
    }
}
