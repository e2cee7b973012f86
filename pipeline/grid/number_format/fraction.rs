//! Numbers as fractions, `# ??/??`.

use super::decimal::whole;
use super::number::Piece;
use super::token::{Denominator, Place, Token};

/// Digits of the largest denominator that is searched for.
const MOST_DENOMINATOR_DIGITS: usize = 7;

/// A number of 0 or more as a whole part (where the format has one) and a fraction.
///
/// The fraction is the one nearest to the number whose denominator has no more digits than the
/// format has places.
pub(super) fn show(tokens: &[Token], value: f64) -> Vec<Piece> {
    let bar = tokens.iter().position(|token| matches!(token, Token::Fraction(_)));
    let (before, after) = tokens.split_at(bar.unwrap_or(tokens.len()));
    let Some((Token::Fraction(denominator), after)) = after.split_first() else {
        return Vec::new();
    };
    let top = before.iter().rev().take_while(|token| matches!(token, Token::Digit(_))).count();
    let (before, numerator_places) = before.split_at(before.len() - top);
    let has_whole = before.iter().any(|token| matches!(token, Token::Digit(_)));

    let (mut integer, rest) =
        if has_whole { (whole(value), value.fract()) } else { (0, value.min(1e9)) };
    let (mut numerator, below) = nearest(rest, denominator);
    if has_whole && numerator == below {
        integer += 1;
        numerator = 0;
    }
    let blank = has_whole && numerator == 0;

    let mut pieces = Vec::new();
    show_whole(&mut pieces, before, integer, blank);
    let numerator_places: Vec<Place> = places_of(numerator_places);
    if blank {
        let width = numerator_places.len() + 1 + width_of(denominator);
        pieces.push(Piece::Text(" ".repeat(width)));
    } else {
        pad_left(&mut pieces, &numerator_places, &numerator.to_string());
        pieces.push(Piece::Text("/".to_owned()));
        show_denominator(&mut pieces, denominator, below);
    }
    literals(&mut pieces, after);
    pieces
}

fn places_of(tokens: &[Token]) -> Vec<Place> {
    tokens
        .iter()
        .filter_map(|token| if let Token::Digit(place) = token { Some(*place) } else { None })
        .collect()
}

fn literals(pieces: &mut Vec<Piece>, tokens: &[Token]) {
    for token in tokens {
        if let Token::Literal(text) = token {
            pieces.push(Piece::Text(text.clone()));
        }
    }
}

/// The whole part at its last place, literals where they stand.
fn show_whole(pieces: &mut Vec<Piece>, tokens: &[Token], integer: i64, only: bool) {
    let places = places_of(tokens);
    let mut written = false;
    for token in tokens {
        match token {
            Token::Digit(_) if written => {}
            Token::Digit(_) => {
                written = true;
                let digits =
                    if integer == 0 && !only { String::new() } else { integer.to_string() };
                pad_left(pieces, &places, &digits);
            }
            other => literals(pieces, std::slice::from_ref(other)),
        }
    }
}

fn pad_left(pieces: &mut Vec<Piece>, places: &[Place], digits: &str) {
    let missing = places.len().saturating_sub(digits.len());
    for place in places.iter().take(missing) {
        match place {
            Place::Zero => pieces.push(Piece::Digit('0')),
            Place::Space => pieces.push(Piece::Text(" ".to_owned())),
            Place::Optional => {}
        }
    }
    pieces.extend(digits.chars().map(Piece::Digit));
}

fn show_denominator(pieces: &mut Vec<Piece>, denominator: &Denominator, below: i64) {
    let digits = below.to_string();
    pieces.extend(digits.chars().map(Piece::Digit));
    if let Denominator::Places(places) = denominator {
        let spaces = places.iter().skip(digits.len()).filter(|place| **place == Place::Space);
        pieces.push(Piece::Text(" ".repeat(spaces.count())));
    }
}

fn width_of(denominator: &Denominator) -> usize {
    match denominator {
        Denominator::Fixed(value) => value.to_string().len(),
        Denominator::Places(places) => places.len(),
    }
}

/// The nearest numerator and denominator.
fn nearest(value: f64, denominator: &Denominator) -> (i64, i64) {
    match denominator {
        Denominator::Fixed(below) => (whole((value * f64::from(*below)).round()), (*below).into()),
        Denominator::Places(places) => {
            let digits = places.len().clamp(1, MOST_DENOMINATOR_DIGITS);
            let largest = 10_i64.pow(u32::try_from(digits).unwrap_or(1)) - 1;
            best_fraction(value, largest)
        }
    }
}

/// The best approximation with a bounded denominator, by continued fractions.
fn best_fraction(value: f64, largest: i64) -> (i64, i64) {
    let (mut before, mut last) = ((0, 1), (1, 0));
    let mut rest = value;
    loop {
        let term = whole(rest.floor());
        let next = (term * last.0 + before.0, term * last.1 + before.1);
        if next.1 > largest {
            // The last step shortened until it fits may still be nearer than the one before.
            let shorter = (largest - before.1) / last.1;
            let candidate = (shorter * last.0 + before.0, shorter * last.1 + before.1);
            return if distance(candidate, value) < distance(last, value) {
                candidate
            } else {
                last
            };
        }
        let fraction = rest - rest.floor();
        // Past this, the rest is rounding error of the binary number.
        if distance(next, value) < 1e-12 || fraction < 1e-9 {
            return next;
        }
        (before, last) = (last, next);
        rest = fraction.recip();
    }
}

#[expect(clippy::cast_precision_loss, reason = "numerators and denominators are far below 2^52")]
fn distance(fraction: (i64, i64), value: f64) -> f64 {
    (fraction.0 as f64 / fraction.1 as f64 - value).abs()
}
