//! A number as decimal digits, at Excel's precision of 15 significant ones.
//!
//! Rounding on decimal digits is what Excel does: 12.345 is shown as 12.35 with two places,
//! although the nearest binary number lies below.

/// A number of 0 or more: `0.d₁d₂d₃… × 10^point`, without leading or trailing zeros.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decimal {
    digits: Vec<u8>,
    point: i32,
}

impl Decimal {
    /// The digits of a number, its sign dropped.
    pub(super) fn new(value: f64) -> Self {
        let text = format!("{:.14e}", value.abs());
        let (mantissa, exponent) = text.split_once('e').unwrap_or(("0", "0"));
        let digits =
            mantissa.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect();
        let mut number = Self { digits, point: exponent.parse::<i32>().unwrap_or(0) + 1 };
        number.trim();
        number
    }

    fn trim(&mut self) {
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        let zeros = self.digits.iter().take_while(|digit| **digit == 0).count();
        self.digits.drain(..zeros);
        self.point -= i32::try_from(zeros).unwrap_or(0);
        if self.digits.is_empty() {
            self.point = 0;
        }
    }

    /// Whether it is 0.
    pub(super) fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// The power of ten of its first digit; 0 for 0.
    pub(super) fn exponent(&self) -> i32 {
        if self.is_zero() { 0 } else { self.point - 1 }
    }

    /// How many digits stand after the decimal point.
    pub(super) fn places(&self) -> i32 {
        (i32::try_from(self.digits.len()).unwrap_or(i32::MAX) - self.point).max(0)
    }

    /// Multiplies by a power of ten.
    pub(super) fn shift(&mut self, power: i32) {
        if !self.is_zero() {
            self.point += power;
        }
    }

    /// Rounds half away from zero, to so many digits after the decimal point.
    pub(super) fn round(&mut self, places: i32) {
        let Ok(kept) = usize::try_from(self.point + places) else {
            *self = Self { digits: Vec::new(), point: 0 };
            return;
        };
        let Some(next) = self.digits.get(kept).copied() else { return };
        self.digits.truncate(kept);
        if next >= 5 {
            self.carry();
        }
        self.trim();
    }

    fn carry(&mut self) {
        for digit in self.digits.iter_mut().rev() {
            if *digit < 9 {
                *digit += 1;
                return;
            }
            *digit = 0;
        }
        self.digits.insert(0, 1);
        self.point += 1;
    }

    /// The digits before the decimal point; none for 0.
    pub(super) fn integer(&self) -> Vec<u8> {
        let count = usize::try_from(self.point).unwrap_or(0);
        (0..count).map(|index| self.digits.get(index).copied().unwrap_or(0)).collect()
    }

    /// So many digits after the decimal point.
    pub(super) fn fraction(&self, places: usize) -> Vec<u8> {
        let leading = usize::try_from(-self.point).unwrap_or(0).min(places);
        let start = usize::try_from(self.point).unwrap_or(0);
        let digits = self.digits.iter().skip(start).copied().chain(std::iter::repeat(0));
        std::iter::repeat_n(0, leading).chain(digits).take(places).collect()
    }

    /// Written out in full, without grouping.
    pub(super) fn plain(&self) -> String {
        let places = usize::try_from(self.places()).unwrap_or(0);
        let mut text: String = self.integer().into_iter().map(digit_char).collect();
        if text.is_empty() {
            text.push('0');
        }
        if places > 0 {
            text.push('.');
            text.extend(self.fraction(places).into_iter().map(digit_char));
        }
        text
    }
}

/// A digit 0–9 as a character.
pub(super) fn digit_char(digit: u8) -> char {
    char::from(b'0' + digit.min(9))
}

/// The whole part of a number, held within the range of the type.
#[expect(clippy::cast_possible_truncation, reason = "the cast saturates, which is what is wanted")]
pub(super) fn whole(value: f64) -> i64 {
    value as i64
}
