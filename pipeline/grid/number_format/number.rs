//! Numbers in a section of digit places: grouping, scaling, percent, exponents.

use super::decimal::{Decimal, digit_char};
use super::token::{Place, Token};

/// A piece of a shown number: what `[DBNum…]` turns into kanji, and what it leaves alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    Digit(char),
    Text(String),
}

/// The pieces as they stand.
pub(super) fn text(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Digit(character) => text.push(*character),
            Piece::Text(literal) => text.push_str(literal),
        }
    }
    text
}

/// Where a token stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Region {
    Integer,
    Fraction,
    Exponent,
}

/// What a section's digit places ask for.
#[derive(Debug, Default)]
struct Layout {
    integer: Vec<Place>,
    fraction: Vec<Place>,
    exponent: usize,
    has_exponent: bool,
    grouped: bool,
    /// Power of ten from `%` and trailing commas.
    scale: i32,
}

/// A number of 0 or more, as its pieces.
pub(super) fn show(tokens: &[Token], value: f64) -> Vec<Piece> {
    let layout = Layout::of(tokens);
    let mut number = Decimal::new(value);
    number.shift(layout.scale);
    let exponent = if layout.has_exponent { layout.normalise(&mut number) } else { 0 };
    let places = layout.fraction.len();
    number.round(i32::try_from(places).unwrap_or(i32::MAX));
    let mut writer = Writer {
        integer: number.integer(),
        fraction: number.fraction(places),
        exponent,
        layout,
        region: Region::Integer,
        seen: 0,
        pieces: Vec::new(),
    };
    for token in tokens {
        writer.write(token);
    }
    writer.pieces
}

impl Layout {
    fn of(tokens: &[Token]) -> Self {
        let mut layout = Self::default();
        let mut region = Region::Integer;
        let mut pending_commas = 0;
        for token in tokens {
            match token {
                Token::Digit(place) => {
                    layout.grouped |= pending_commas > 0 && region == Region::Integer;
                    pending_commas = 0;
                    layout.add(region, *place);
                }
                Token::Comma if !(layout.integer.is_empty() && layout.fraction.is_empty()) => {
                    pending_commas += 1;
                }
                Token::Percent => layout.scale += 2,
                Token::Point if region == Region::Integer => {
                    layout.scale -= 3 * pending_commas;
                    pending_commas = 0;
                    region = Region::Fraction;
                }
                Token::Exponent(..) => {
                    region = Region::Exponent;
                    layout.has_exponent = true;
                }
                _ => {}
            }
        }
        layout.scale -= 3 * pending_commas;
        layout
    }

    fn add(&mut self, region: Region, place: Place) {
        match region {
            Region::Integer => self.integer.push(place),
            Region::Fraction => self.fraction.push(place),
            Region::Exponent => self.exponent += 1,
        }
    }

    /// Scales a number to its mantissa and returns the exponent.
    ///
    /// `##0.0E+0` has exponents that are multiples of its three places.
    fn normalise(&self, number: &mut Decimal) -> i32 {
        let step = i32::try_from(self.integer.len()).unwrap_or(1).max(1);
        let places = i32::try_from(self.fraction.len()).unwrap_or(i32::MAX);
        let mut exponent = number.exponent().div_euclid(step) * step;
        number.shift(-exponent);
        let mut rounded = number.clone();
        rounded.round(places);
        if rounded.exponent() >= step {
            exponent += step;
            number.shift(-step);
        }
        exponent
    }
}

struct Writer {
    integer: Vec<u8>,
    fraction: Vec<u8>,
    exponent: i32,
    layout: Layout,
    region: Region,
    /// Digit places seen in the present region.
    seen: usize,
    pieces: Vec<Piece>,
}

impl Writer {
    fn write(&mut self, token: &Token) {
        match token {
            Token::Literal(text) => self.text(text),
            Token::Percent => self.text("%"),
            Token::Digit(place) => {
                match self.region {
                    Region::Integer => self.integer_place(*place),
                    Region::Fraction => self.fraction_place(*place),
                    Region::Exponent => self.exponent_places(),
                }
                self.seen += 1;
            }
            Token::Point if self.region == Region::Integer => {
                if self.layout.integer.is_empty() {
                    self.integer_digits(0, self.integer.len());
                }
                self.text(".");
                self.enter(Region::Fraction);
            }
            Token::Point => self.text("."),
            Token::Exponent(letter, signed) => {
                let sign = match (self.exponent < 0, signed) {
                    (true, _) => "-",
                    (false, true) => "+",
                    (false, false) => "",
                };
                self.text(&format!("{letter}{sign}"));
                self.enter(Region::Exponent);
            }
            Token::Comma if self.layout.integer.is_empty() && self.layout.fraction.is_empty() => {
                self.text(",");
            }
            _ => {}
        }
    }

    fn enter(&mut self, region: Region) {
        self.region = region;
        self.seen = 0;
    }

    fn text(&mut self, text: &str) {
        self.pieces.push(Piece::Text(text.to_owned()));
    }

    fn digit(&mut self, digit: u8) {
        self.pieces.push(Piece::Digit(digit_char(digit)));
    }

    fn separator(&mut self, places_right: usize) {
        if self.layout.grouped && places_right > 0 && places_right.is_multiple_of(3) {
            self.text(",");
        }
    }

    /// Digits of the whole part, `from` to `to`, each followed by its separator.
    fn integer_digits(&mut self, from: usize, to: usize) {
        for index in from..to {
            self.digit(self.integer.get(index).copied().unwrap_or(0));
            self.separator(self.integer.len() - index - 1);
        }
    }

    fn integer_place(&mut self, place: Place) {
        let (places, digits) = (self.layout.integer.len(), self.integer.len());
        let places_right = places - self.seen - 1;
        if places_right < digits {
            // The leftmost place takes all the digits that have no place of their own.
            let from = if self.seen == 0 { 0 } else { digits - places_right - 1 };
            return self.integer_digits(from, digits - places_right);
        }
        let left = self.layout.integer.get(..self.seen).unwrap_or_default();
        if place == Place::Zero || left.contains(&Place::Zero) {
            self.digit(0);
            self.separator(places_right);
        } else if place == Place::Space {
            self.text(" ");
        }
    }

    fn fraction_place(&mut self, place: Place) {
        let digit = self.fraction.get(self.seen).copied().unwrap_or(0);
        let digits_follow = self.fraction.iter().skip(self.seen).any(|digit| *digit != 0);
        let zeros_follow = self.layout.fraction.iter().skip(self.seen).any(|p| *p == Place::Zero);
        if digits_follow || zeros_follow {
            self.digit(digit);
        } else if place == Place::Space {
            self.text(" ");
        }
    }

    fn exponent_places(&mut self) {
        if self.seen == 0 {
            let digits = format!("{:0width$}", self.exponent.abs(), width = self.layout.exponent);
            self.pieces.extend(digits.chars().map(Piece::Digit));
        }
    }
}
