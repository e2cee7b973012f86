//! `General` (標準): a number in at most 11 characters.

use super::decimal::Decimal;

/// Digits after the decimal point that fit beside one digit before it.
const MOST_PLACES: i32 = 9;

/// The first whole number of more than 11 digits.
const FIRST_TOO_LONG: f64 = 1e11;

/// A number as a wide enough cell shows it.
///
/// Source: behaviour of Excel: 11 characters without the sign, then scientific with six digits.
pub(super) fn show(value: f64) -> String {
    if value.abs() < FIRST_TOO_LONG && value.fract() == 0.0 {
        // Nearly every number on a form; adding 0 takes the sign off −0.
        return (value + 0.0).to_string();
    }
    let sign = if value < 0.0 { "-" } else { "" };
    let exact = Decimal::new(value);
    let mut rounded = exact.clone();
    rounded.round((MOST_PLACES - exact.exponent().max(0)).max(0));
    let small = exact.exponent() < -4 && exact.places() > MOST_PLACES;
    if small || rounded.exponent() > 10 {
        return format!("{sign}{}", scientific(exact));
    }
    format!("{sign}{}", rounded.plain())
}

fn scientific(mut number: Decimal) -> String {
    let mut exponent = number.exponent();
    number.shift(-exponent);
    number.round(5);
    if number.exponent() > 0 {
        number.shift(-1);
        exponent += 1;
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{}E{sign}{:02}", number.plain(), exponent.abs())
}
