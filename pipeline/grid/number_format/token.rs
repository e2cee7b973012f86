//! The pieces of one section of a format code.
//!
//! Input: the text between two `;` → output: [`Token`]s in order, and what its brackets say.

use super::section::{Condition, Header};

/// How a digit place shows when there is no digit for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// `0`: a zero.
    Zero,
    /// `#`: nothing.
    Optional,
    /// `?`: a space.
    Space,
}

/// What stands below a fraction's bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Denominator {
    /// `/16`.
    Fixed(u32),
    /// `/??`.
    Places(Vec<Place>),
}

/// A part of a date or time; the number is how often its letter stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum DatePart {
    Year(usize),
    /// `e`: the year of the era (和暦).
    EraYear(usize),
    /// `g`: the name of the era.
    EraName(usize),
    Month(usize),
    Day(usize),
    /// `aaa`: the weekday in Japanese.
    JapaneseWeekday(usize),
    Hour(usize),
    Minute(usize),
    Second(usize),
    /// `.00` after seconds.
    SecondFraction(usize),
    /// `AM/PM`, as written before and after the stroke.
    HalfDay(String, String),
    ElapsedHours(usize),
    ElapsedMinutes(usize),
    ElapsedSeconds(usize),
    Quarter(usize),
    Week,
}

impl DatePart {
    /// Whether it counts a length of time in one unit.
    pub(super) fn is_elapsed(&self) -> bool {
        matches!(self, Self::ElapsedHours(_) | Self::ElapsedMinutes(_) | Self::ElapsedSeconds(_))
    }

    /// Whether it belongs to a day and not to a time.
    pub(super) fn is_calendar(&self) -> bool {
        let in_a_day = matches!(
            self,
            Self::Hour(_) | Self::Minute(_) | Self::Second(_) | Self::SecondFraction(_)
        );
        !(in_a_day || self.is_elapsed() || matches!(self, Self::HalfDay(..)))
    }
}

/// One piece of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// Shown as it stands.
    Literal(String),
    Digit(Place),
    Point,
    Comma,
    Percent,
    /// `E+` (true) or `E-` (false), with the letter as written.
    Exponent(char, bool),
    Fraction(Denominator),
    General,
    /// `@`.
    Text,
    Date(DatePart),
}

/// Splits one section into its tokens and reads its brackets into a header.
pub(super) fn tokenize(code: &str) -> (Header, Vec<Token>) {
    let mut lexer = Lexer {
        rest: code.chars().collect::<Vec<_>>(),
        position: 0,
        header: Header::default(),
        tokens: Vec::new(),
    };
    while lexer.step() {}
    resolve_minutes(&mut lexer.tokens);
    (lexer.header, lexer.tokens)
}

/// `m` next to hours or seconds means minutes, elsewhere months.
fn resolve_minutes(tokens: &mut [Token]) {
    let parts: Vec<usize> = (0..tokens.len())
        .filter(|index| matches!(tokens.get(*index), Some(Token::Date(_))))
        .collect();
    for (order, index) in parts.iter().enumerate() {
        let Some(Token::Date(DatePart::Month(count @ (1 | 2)))) = tokens.get(*index) else {
            continue;
        };
        let count = *count;
        let neighbour = |at: Option<usize>| {
            at.and_then(|order| parts.get(order)).and_then(|index| tokens.get(*index))
        };
        let after_hours = matches!(
            neighbour(order.checked_sub(1)),
            Some(Token::Date(DatePart::Hour(_) | DatePart::ElapsedHours(_)))
        );
        let before_seconds = matches!(
            neighbour(Some(order + 1)),
            Some(Token::Date(DatePart::Second(_) | DatePart::ElapsedSeconds(_)))
        );
        if (after_hours || before_seconds)
            && let Some(token) = tokens.get_mut(*index)
        {
            *token = Token::Date(DatePart::Minute(count));
        }
    }
}

struct Lexer {
    rest: Vec<char>,
    position: usize,
    header: Header,
    tokens: Vec<Token>,
}

impl Lexer {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.rest.get(self.position + ahead).copied()
    }

    fn starts_with(&self, text: &str) -> bool {
        text.chars().enumerate().all(|(ahead, expected)| {
            self.peek(ahead).is_some_and(|found| found.eq_ignore_ascii_case(&expected))
        })
    }

    fn take(&mut self, count: usize) -> String {
        let end = (self.position + count).min(self.rest.len());
        let taken = self.rest.get(self.position..end).unwrap_or_default().iter().collect();
        self.position = end;
        taken
    }

    /// How often the next letter is repeated, in either case.
    fn run(&self) -> usize {
        let Some(first) = self.peek(0) else { return 0 };
        let same = |found: &&char| found.eq_ignore_ascii_case(&first);
        self.rest.get(self.position..).unwrap_or_default().iter().take_while(same).count()
    }

    fn literal(&mut self, text: &str) {
        if let Some(Token::Literal(before)) = self.tokens.last_mut() {
            before.push_str(text);
        } else {
            self.tokens.push(Token::Literal(text.to_owned()));
        }
    }

    fn step(&mut self) -> bool {
        let Some(character) = self.peek(0) else { return false };
        match character {
            '"' => self.quoted(),
            '\\' | '!' => {
                self.position += 1;
                let escaped = self.take(1);
                self.literal(&escaped);
            }
            '_' => {
                self.take(2);
                self.literal(" ");
            }
            '*' => {
                self.take(2);
            }
            '[' => self.bracket(),
            _ if self.keyword() || self.date_letters(character) => {}
            _ => self.symbol(character),
        }
        true
    }

    fn quoted(&mut self) {
        self.position += 1;
        let length = self
            .rest
            .get(self.position..)
            .unwrap_or_default()
            .iter()
            .take_while(|character| **character != '"')
            .count();
        let text = self.take(length);
        self.position += 1;
        self.literal(&text);
    }

    fn bracket(&mut self) {
        self.position += 1;
        let rest = self.rest.get(self.position..).unwrap_or_default();
        let length = rest.iter().take_while(|character| **character != ']').count();
        let inside = self.take(length);
        self.position += 1;
        if let Some(part) = elapsed(&inside) {
            self.tokens.push(Token::Date(part));
        } else if let Some(condition) = Condition::parse(&inside) {
            self.header.condition = Some(condition);
        } else if let Some(tag) = inside.strip_prefix('$') {
            let symbol = self.header.read_locale(tag).to_owned();
            self.literal(&symbol);
        } else {
            self.header.read_numerals(&inside);
        }
    }

    fn keyword(&mut self) -> bool {
        for name in ["General", "G/標準"] {
            if self.starts_with(name) {
                self.take(name.chars().count());
                self.tokens.push(Token::General);
                return true;
            }
        }
        for (name, half) in [("AM/PM", 2), ("A/P", 1)] {
            if self.starts_with(name) {
                let morning = self.take(half);
                self.take(1);
                let afternoon = self.take(half);
                self.tokens.push(Token::Date(DatePart::HalfDay(morning, afternoon)));
                return true;
            }
        }
        false
    }

    fn date_letters(&mut self, character: char) -> bool {
        let count = self.run();
        let part = match character.to_ascii_lowercase() {
            'y' => DatePart::Year(count),
            'e' if !matches!(self.peek(1), Some('+' | '-')) => DatePart::EraYear(count),
            'g' => DatePart::EraName(count),
            'm' => DatePart::Month(count),
            'd' => DatePart::Day(count),
            'a' if count >= 3 => DatePart::JapaneseWeekday(count),
            'h' => DatePart::Hour(count),
            's' => DatePart::Second(count),
            'q' => DatePart::Quarter(count),
            'w' if count == 2 => DatePart::Week,
            'r' => {
                // 和暦 in short: `r` is `ee`, `rr` is `gggee`.
                if count > 1 {
                    self.tokens.push(Token::Date(DatePart::EraName(3)));
                }
                DatePart::EraYear(2)
            }
            _ => return false,
        };
        self.take(count);
        self.tokens.push(Token::Date(part));
        true
    }

    fn symbol(&mut self, character: char) {
        let after_seconds = matches!(
            self.tokens.last(),
            Some(Token::Date(DatePart::Second(_) | DatePart::ElapsedSeconds(_)))
        );
        self.position += 1;
        let token = match character {
            '0' => Token::Digit(Place::Zero),
            '#' => Token::Digit(Place::Optional),
            '?' => Token::Digit(Place::Space),
            '.' if after_seconds && self.peek(0) == Some('0') => {
                let count = self.run();
                self.take(count);
                Token::Date(DatePart::SecondFraction(count))
            }
            '.' => Token::Point,
            ',' => Token::Comma,
            '%' => Token::Percent,
            'E' | 'e' => {
                let signed = self.take(1) == "+";
                Token::Exponent(character, signed)
            }
            '/' => match self.denominator() {
                Some(denominator) => Token::Fraction(denominator),
                None => return self.literal("/"),
            },
            '@' => Token::Text,
            other => return self.literal(other.encode_utf8(&mut [0; 4])),
        };
        self.tokens.push(token);
    }

    /// The denominator after a stroke that follows a digit place.
    fn denominator(&mut self) -> Option<Denominator> {
        if !matches!(self.tokens.last(), Some(Token::Digit(_))) {
            return None;
        }
        let rest = self.rest.get(self.position..).unwrap_or_default();
        let length =
            rest.iter().take_while(|c| c.is_ascii_digit() || matches!(c, '#' | '?')).count();
        let text: String = rest.iter().take(length).collect();
        let denominator = match text.parse::<u32>() {
            Ok(fixed) if fixed > 0 => Denominator::Fixed(fixed),
            _ if text.is_empty() => return None,
            _ => Denominator::Places(text.chars().map(place).collect()),
        };
        self.take(length);
        Some(denominator)
    }
}

/// `[h]`, `[mm]`, `[s]`: a length of time counted in one unit.
fn elapsed(inside: &str) -> Option<DatePart> {
    let first = inside.chars().next()?;
    if !inside.chars().all(|character| character.eq_ignore_ascii_case(&first)) {
        return None;
    }
    match first.to_ascii_lowercase() {
        'h' => Some(DatePart::ElapsedHours(inside.len())),
        'm' => Some(DatePart::ElapsedMinutes(inside.len())),
        's' => Some(DatePart::ElapsedSeconds(inside.len())),
        _ => None,
    }
}

fn place(character: char) -> Place {
    match character {
        '#' => Place::Optional,
        '?' => Place::Space,
        _ => Place::Zero,
    }
}
