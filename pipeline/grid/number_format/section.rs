//! Sections of a format code, which of them applies, and what its brackets say.

use super::token::{DatePart, Token, tokenize};
use super::{Category, DateSystem, date, fraction, general, kanji, number};

/// Which numbers a section is for, `[<=999]`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Condition {
    operator: Operator,
    limit: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Less,
    LessOrEqual,
    Equal,
    NotEqual,
    GreaterOrEqual,
    Greater,
}

impl Condition {
    /// Reads the inside of a bracket; `None` when it is no condition.
    pub(super) fn parse(inside: &str) -> Option<Self> {
        const OPERATORS: [(&str, Operator); 6] = [
            ("<=", Operator::LessOrEqual),
            (">=", Operator::GreaterOrEqual),
            ("<>", Operator::NotEqual),
            ("<", Operator::Less),
            (">", Operator::Greater),
            ("=", Operator::Equal),
        ];
        OPERATORS.iter().find_map(|(sign, operator)| {
            let limit = inside.strip_prefix(sign)?.trim().parse().ok()?;
            Some(Self { operator: *operator, limit })
        })
    }

    #[expect(clippy::float_cmp, reason = "a format's condition compares exactly, as Excel does")]
    fn admits(self, value: f64) -> bool {
        match self.operator {
            Operator::Less => value < self.limit,
            Operator::LessOrEqual => value <= self.limit,
            Operator::Equal => value == self.limit,
            Operator::NotEqual => value != self.limit,
            Operator::GreaterOrEqual => value >= self.limit,
            Operator::Greater => value > self.limit,
        }
    }

    /// Whether only negative numbers come through.
    fn only_negative(self) -> bool {
        match self.operator {
            Operator::Less => self.limit <= 0.0,
            Operator::LessOrEqual | Operator::Equal => self.limit < 0.0,
            _ => false,
        }
    }

    /// Whether every number from 0 up comes through.
    fn takes_all_positive(self) -> bool {
        matches!(self.operator, Operator::GreaterOrEqual | Operator::Greater) && self.limit <= 0.0
    }
}

/// The language a section is shown in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Language {
    /// No tag: 和暦 is shown, names of days and months are English.
    #[default]
    Unstated,
    /// `[$-411]` or `[$-ja-JP]`.
    Japanese,
    /// Any other tag.
    Other,
}

/// The digits a section is shown with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numerals {
    /// `[DBNum1]`: 一二三.
    Kanji,
    /// `[DBNum2]`: 壱弐参.
    FormalKanji,
    /// `[DBNum3]`: １２３.
    FullWidth,
}

/// What the brackets of a section say.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Header {
    pub(super) condition: Option<Condition>,
    pub(super) language: Language,
    numerals: Option<Numerals>,
    /// 元年 instead of 1年.
    pub(super) first_year_named: bool,
    /// `[$-F800]`, `[$-F400]`: the machine's own long date or time.
    system_format: Option<&'static str>,
}

impl Header {
    /// Reads `symbol-tag`, the inside of `[$…]`, and returns the symbol.
    pub(super) fn read_locale<'a>(&mut self, inside: &'a str) -> &'a str {
        let Some((symbol, tag)) = inside.split_once('-') else { return inside };
        let tag = tag.to_ascii_lowercase();
        self.first_year_named = tag.contains("x-gannen");
        self.system_format = match tag.as_str() {
            "f800" => Some(r#"yyyy"年"m"月"d"日""#),
            "f400" => Some("h:mm:ss"),
            _ => None,
        };
        // The low four hexadecimal digits name the language, those above digits and calendar.
        let number = tag.split(',').next().and_then(|hex| u64::from_str_radix(hex, 16).ok());
        self.language = if tag.starts_with("ja") || number.is_some_and(|n| n & 0xffff == 0x411) {
            Language::Japanese
        } else {
            Language::Other
        };
        symbol
    }

    /// Reads `DBNum1`; colours and anything else in brackets change nothing in the text.
    pub(super) fn read_numerals(&mut self, inside: &str) {
        match inside.to_ascii_lowercase().as_str() {
            "dbnum1" => self.numerals = Some(Numerals::Kanji),
            "dbnum2" => self.numerals = Some(Numerals::FormalKanji),
            "dbnum3" => self.numerals = Some(Numerals::FullWidth),
            _ => {}
        }
    }

    /// The digits to show with: those asked for, unless the language is another one.
    pub(super) fn numerals(&self) -> Option<Numerals> {
        self.numerals.filter(|_| self.language != Language::Other)
    }
}

/// One section of a format code.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Section {
    header: Header,
    tokens: Vec<Token>,
}

/// Cuts a code at its `;` and parses each section.
pub(super) fn parse_sections(code: &str) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut start = 0;
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    for (index, character) in code.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '"' if !bracketed => quoted = !quoted,
            _ if quoted => {}
            '\\' | '!' | '_' | '*' => escaped = true,
            '[' => bracketed = true,
            ']' => bracketed = false,
            ';' if !bracketed => {
                sections.push(Section::parse(code.get(start..index).unwrap_or_default()));
                start = index + 1;
            }
            _ => {}
        }
    }
    sections.push(Section::parse(code.get(start..).unwrap_or_default()));
    sections
}

/// The section for a number, and whether it stands for the minus sign itself.
///
/// `None` when every section has a condition and none admits the number.
pub(super) fn choose(sections: &[Section], value: f64) -> Option<(&Section, bool)> {
    let conditional = sections.iter().any(|section| section.header.condition.is_some());
    match sections {
        [] => None,
        [only] => only.header.condition.is_none_or(|c| c.admits(value)).then_some((only, false)),
        _ if conditional => choose_by_condition(sections, value),
        [positive, negative, ..] if value != 0.0 => {
            Some(if value < 0.0 { (negative, true) } else { (positive, false) })
        }
        [positive, _] => Some((positive, false)),
        [_, _, zero, ..] => Some((zero, false)),
    }
}

fn choose_by_condition(sections: &[Section], value: f64) -> Option<(&Section, bool)> {
    let first = sections.first()?.header.condition;
    for (index, section) in sections.iter().enumerate() {
        let last = index + 1 == sections.len();
        match section.header.condition {
            Some(condition) if condition.admits(value) => {
                return Some((section, condition.only_negative()));
            }
            None if last => {
                let negatives_left = index == 1 && first.is_some_and(Condition::takes_all_positive);
                return Some((section, negatives_left));
            }
            None if index == 1 && value < 0.0 => return Some((section, true)),
            None if index == 0 && value > 0.0 => return Some((section, false)),
            _ => {}
        }
    }
    None
}

impl Section {
    /// The section of `General`.
    pub(super) fn general() -> Self {
        Self { header: Header::default(), tokens: vec![Token::General] }
    }

    fn parse(code: &str) -> Self {
        let (header, tokens) = tokenize(code);
        match header.system_format {
            Some(format) => Self { header, tokens: tokenize(format).1 },
            None => Self { header, tokens },
        }
    }

    /// Whether the section is for text.
    pub(super) fn is_text(&self) -> bool {
        self.tokens.contains(&Token::Text)
    }

    /// What the section makes of a number.
    pub(super) fn category(&self) -> Category {
        let any = |wanted: fn(&DatePart) -> bool| {
            self.tokens.iter().any(|token| matches!(token, Token::Date(part) if wanted(part)))
        };
        let elapsed = any(DatePart::is_elapsed) && !any(DatePart::is_calendar);
        let has = |wanted: &Token| self.tokens.contains(wanted);
        match any(|_| true) {
            true if elapsed => Category::Duration,
            true => Category::DateTime,
            _ if has(&Token::Text) => Category::Text,
            _ if has(&Token::General) => Category::General,
            _ => Category::Number,
        }
    }

    /// A number as shown by this section.
    pub(super) fn show(&self, value: f64, system: DateSystem) -> String {
        match self.category() {
            Category::DateTime | Category::Duration => {
                date::show(&self.header, &self.tokens, value, system)
            }
            Category::General | Category::Text => self.show_around(&self.show_general(value)),
            Category::Number => {
                let sign = if value < 0.0 { "-" } else { "" };
                let is_fraction = |token: &Token| matches!(token, Token::Fraction(_));
                let shown = if self.tokens.iter().any(is_fraction) {
                    fraction::show(&self.tokens, value.abs())
                } else {
                    number::show(&self.tokens, value.abs())
                };
                let digits: String = match self.header.numerals() {
                    Some(numerals) => kanji::digits(&shown, numerals),
                    None => number::text(&shown),
                };
                format!("{sign}{digits}")
            }
        }
    }

    fn show_general(&self, value: f64) -> String {
        let plain = general::show(value);
        match self.header.numerals() {
            Some(numerals) => kanji::spelled(&plain, numerals),
            None => plain,
        }
    }

    /// Text as shown by this section.
    pub(super) fn show_text(&self, text: &str) -> String {
        self.show_around(text)
    }

    /// The section's literals with something in the place of `@` or `General`.
    fn show_around(&self, inside: &str) -> String {
        let mut shown = String::new();
        for token in &self.tokens {
            match token {
                Token::Literal(text) => shown.push_str(text),
                Token::Text | Token::General => shown.push_str(inside),
                Token::Percent => shown.push('%'),
                Token::Comma => shown.push(','),
                Token::Point => shown.push('.'),
                _ => {}
            }
        }
        shown
    }
}
