//! Number formats: a stored number and an Excel format code → the text a person sees.
//!
//! Input: the code as it stands in the file (`[$-411]ggge"年"m"月"d"日";@`) → output: text and the
//! kind of value it makes of a number. Built after ECMA-376 part 1 §18.8.31 and what Excel's
//! Japanese edition shows; this module must not know cells or files.

mod builtin;
mod date;
mod decimal;
mod era;
mod fraction;
mod general;
mod kanji;
mod number;
mod section;
mod serial;
mod token;

pub use serial::{DateSystem, datetime_of, serial_of};

use section::Section;

/// Longest format code that is looked at; Excel itself allows 255 characters.
const LONGEST_CODE: usize = 1024;

/// What an out-of-range date looks like in Excel, however wide the column.
const UNSHOWABLE: &str = "########";

/// What a format makes of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Category {
    /// As it comes (標準).
    General,
    /// A number that is no date.
    Number,
    /// A date, a time of day or both.
    DateTime,
    /// A length of time, `[h]:mm`.
    Duration,
    /// Text (文字列).
    Text,
}

/// An Excel number format (表示形式), parsed once and used for many cells.
#[derive(Debug, Clone, PartialEq)]
pub struct NumberFormat {
    numeric: Vec<Section>,
    text: Option<Section>,
}

impl NumberFormat {
    /// The format a code stands for.
    ///
    /// Never fails: an empty or overlong code is General, and what is no code is shown as it
    /// stands.
    #[must_use]
    pub fn parse(code: &str) -> Self {
        if code.is_empty() || code.len() > LONGEST_CODE {
            return Self { numeric: vec![Section::general()], text: None };
        }
        let mut numeric = section::parse_sections(code);
        numeric.truncate(4);
        let has_text_section = numeric.len() == 4
            || (numeric.len() > 1 && numeric.last().is_some_and(Section::is_text));
        let text = if has_text_section { numeric.pop() } else { None };
        Self { numeric, text }
    }

    /// The format of a built-in id in Excel's Japanese edition; `None` when the id has none.
    ///
    /// Source: ECMA-376 part 1 §18.8.30, tables for all languages and for ja-jp.
    #[must_use]
    pub fn builtin(id: u16) -> Option<Self> {
        builtin::code(id).map(Self::parse)
    }

    /// What the format makes of a positive number.
    #[must_use]
    pub fn category(&self) -> Category {
        self.numeric.first().map_or(Category::General, Section::category)
    }

    /// A number as shown.
    #[must_use]
    pub fn show(&self, value: f64, system: DateSystem) -> String {
        if !value.is_finite() {
            return value.to_string();
        }
        match section::choose(&self.numeric, value) {
            Some((chosen, drops_sign)) => {
                chosen.show(if drops_sign { value.abs() } else { value }, system)
            }
            None => UNSHOWABLE.to_owned(),
        }
    }

    /// Text as shown: changed only by a text section (`"様"@`, `;;;`).
    #[must_use]
    pub fn show_text(&self, text: &str) -> String {
        match (&self.text, self.numeric.as_slice()) {
            (Some(section), _) => section.show_text(text),
            (None, [only]) if only.is_text() => only.show_text(text),
            _ => text.to_owned(),
        }
    }
}
