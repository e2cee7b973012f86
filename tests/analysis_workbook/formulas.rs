//! Formulas worked out: enough of Excel's language for the formulas of 分析.xlsx.
//!
//! Anything else in a formula fails the test that meets it.

use std::iter::Peekable;

use calamine::{Data, Range};

/// What a formula gives.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Number(f64),
    Text(String),
    Truth(bool),
}

/// Works a formula out over the cells of its sheet, as they are stored.
pub(crate) fn value(formula: &str, cells: &Range<Data>) -> Value {
    let text = formula.trim_start_matches('=');
    let mut reader = Reader { signs: text.chars().peekable(), cells };
    let value = reader.comparison();
    assert_eq!(reader.signs.next(), None, "all of {formula} is read");
    value
}

struct Reader<'of> {
    signs: Peekable<std::str::Chars<'of>>,
    cells: &'of Range<Data>,
}

impl Reader<'_> {
    fn takes(&mut self, sign: char) -> bool {
        self.signs.next_if_eq(&sign).is_some()
    }

    fn word(&mut self, belongs: fn(char) -> bool) -> String {
        let mut word = String::new();
        while let Some(sign) = self.signs.next_if(|sign| belongs(*sign)) {
            word.push(sign);
        }
        word
    }

    fn comparison(&mut self) -> Value {
        let left = self.sum();
        let sign = self.word(|sign| "<>=".contains(sign));
        if sign.is_empty() {
            return left;
        }
        let (left, right) = (number(&left), number(&self.sum()));
        Value::Truth(match sign.as_str() {
            "<" => left < right,
            "<=" => left <= right,
            ">" => left > right,
            ">=" => left >= right,
            "=" => (left - right).abs() < f64::EPSILON,
            other => panic!("{other} is no comparison"),
        })
    }

    fn sum(&mut self) -> Value {
        let mut left = self.product();
        loop {
            let sign = if self.takes('+') {
                1.0
            } else if self.takes('-') {
                -1.0
            } else {
                return left;
            };
            left = Value::Number(number(&left) + sign * number(&self.product()));
        }
    }

    fn product(&mut self) -> Value {
        let mut left = self.part();
        loop {
            if self.takes('*') {
                left = Value::Number(number(&left) * number(&self.part()));
            } else if self.takes('/') {
                left = Value::Number(number(&left) / number(&self.part()));
            } else {
                return left;
            }
        }
    }

    fn part(&mut self) -> Value {
        if self.takes('-') {
            return Value::Number(-number(&self.part()));
        }
        if self.takes('"') {
            let text = self.word(|sign| sign != '"');
            assert!(self.takes('"'));
            return Value::Text(text);
        }
        let digits = self.word(|sign| sign.is_ascii_digit() || sign == '.');
        if !digits.is_empty() {
            return Value::Number(digits.parse().unwrap());
        }
        let name = self.word(|sign| sign.is_ascii_alphanumeric() || sign == '$').replace('$', "");
        if self.takes('(') { self.function(&name) } else { self.cell(place(&name)) }
    }

    fn function(&mut self, name: &str) -> Value {
        let value = match name {
            "SUM" => {
                let first = place(&self.word(|sign| sign.is_ascii_alphanumeric()));
                assert!(self.takes(':'));
                let last = place(&self.word(|sign| sign.is_ascii_alphanumeric()));
                let rows = first.0..=last.0;
                let cells = rows.flat_map(|row| (first.1..=last.1).map(move |one| (row, one)));
                Value::Number(cells.map(|place| number(&self.cell(place))).sum())
            }
            "IF" => {
                let condition = self.comparison();
                assert!(self.takes(','));
                let yes = self.comparison();
                assert!(self.takes(','));
                let no = self.comparison();
                if condition == Value::Truth(true) { yes } else { no }
            }
            other => panic!("{other} is not known"),
        };
        assert!(self.takes(')'));
        value
    }

    fn cell(&self, place: (u32, u32)) -> Value {
        match self.cells.get_value(place) {
            Some(Data::Float(number)) => Value::Number(*number),
            Some(Data::String(text)) => Value::Text(text.clone()),
            None | Some(Data::Empty) => Value::Number(0.0),
            Some(other) => panic!("{other:?} in {place:?}"),
        }
    }
}

fn number(value: &Value) -> f64 {
    match value {
        Value::Number(number) => *number,
        other => panic!("{other:?} is no number"),
    }
}

/// Row and column of a cell's name.
fn place(name: &str) -> (u32, u32) {
    let letters: String = name.chars().filter(char::is_ascii_alphabetic).collect();
    let row: u32 = name[letters.len()..].parse().unwrap();
    let column = letters.bytes().fold(0, |sum, letter| sum * 26 + u32::from(letter - b'A') + 1);
    (row - 1, column - 1)
}

/// Checks the formulas of a sheet against the values stored beside them; how many there are.
pub(crate) fn check(sheet: &str, formulas: &Range<String>, cells: &Range<Data>) -> usize {
    let (top, left) = formulas.start().unwrap_or_default();
    let mut checked = 0;
    for (row, column, formula) in formulas.used_cells() {
        let place = (u32::try_from(row).unwrap() + top, u32::try_from(column).unwrap() + left);
        let stored = match cells.get_value(place) {
            Some(Data::Float(number)) => Value::Number(*number),
            Some(Data::String(text)) => {
                text.parse().map_or_else(|_| Value::Text(text.clone()), Value::Number)
            }
            other => panic!("{sheet} {place:?}: {other:?} beside {formula}"),
        };
        let found = value(formula, cells);
        let same = match (&found, &stored) {
            (Value::Number(found), Value::Number(stored)) => (found - stored).abs() < 1e-9,
            _ => found == stored,
        };
        assert!(same, "{sheet} {place:?}: {formula} gives {found:?}, stored is {stored:?}");
        checked += 1;
    }
    checked
}

#[test]
fn the_language_is_understood() {
    let mut cells = Range::new((0, 0), (2, 2));
    cells.set_value((0, 0), Data::Float(6.0));
    cells.set_value((1, 0), Data::Float(3.0));
    cells.set_value((2, 1), Data::Float(1.5));
    for (formula, expected) in [
        ("=A1-A2", Value::Number(3.0)),
        ("-A1/2/SUM(A1:B3)", Value::Number(-3.0 / 10.5)),
        ("=1+2*3-$B$3", Value::Number(5.5)),
        ("=IF(C3=0,\"―\",A1/C3)", Value::Text("―".to_owned())),
        ("=IF(A1>=6,IF(A2<3,\"a\",\"b\"),\"c\")", Value::Text("b".to_owned())),
    ] {
        assert_eq!(value(formula, &cells), expected, "{formula}");
    }
}
