//! Newtypes shared by every stage: addresses, scores, identifiers.
//!
//! Input → output: plain numbers and strings → values that cannot be mixed up.
//! This module must not know any stage, form or file format.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A cell's absolute position, 0-based inside, A1 in text.
///
/// Ordered by row, then column: the order in which a person reads a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellAddress {
    /// 0-based row.
    pub row: u32,
    /// 0-based column.
    pub column: u32,
}

impl CellAddress {
    /// A cell at a 0-based row and column.
    #[must_use]
    pub const fn new(row: u32, column: u32) -> Self {
        Self { row, column }
    }

    /// The address written as A1 or $A$1, upper or lower case; `None` when it is not one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain: String = text.chars().filter(|character| *character != '$').collect();
        let letters = plain.chars().take_while(char::is_ascii_alphabetic).count();
        let (name, number) = plain.split_at_checked(letters)?;
        if name.is_empty() || name.len() > 4 || number.len() > 9 {
            return None;
        }
        let column = name.chars().try_fold(0_u32, |sum, letter| {
            Some(sum * 26 + (letter.to_ascii_uppercase() as u32).checked_sub(64)?)
        })?;
        let row: u32 = number.parse().ok()?;
        Some(Self { row: row.checked_sub(1)?, column: column.checked_sub(1)? })
    }
}

impl fmt::Display for CellAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = Vec::new();
        // Wider than an index: damaged files name columns that no sheet has.
        let mut rest = u64::from(self.column) + 1;
        while rest > 0 {
            let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
            letters.push(char::from(b'A' + digit));
            rest = (rest - 1) / 26;
        }
        letters.reverse();
        write!(formatter, "{}{}", letters.into_iter().collect::<String>(), u64::from(self.row) + 1)
    }
}

impl Serialize for CellAddress {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            (self.row, self.column).serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for CellAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            let text = String::deserialize(deserializer)?;
            Self::parse(&text).ok_or_else(|| serde::de::Error::custom("expected a cell like A1"))
        } else {
            let (row, column) = Deserialize::deserialize(deserializer)?;
            Ok(Self { row, column })
        }
    }
}

/// A rectangle of cells, both corners included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CellRange {
    /// Top left.
    pub first: CellAddress,
    /// Bottom right, not above or left of `first`.
    pub last: CellAddress,
}

impl CellRange {
    /// The range spanned by two corners in any order.
    #[must_use]
    pub fn new(one: CellAddress, other: CellAddress) -> Self {
        Self {
            first: CellAddress::new(one.row.min(other.row), one.column.min(other.column)),
            last: CellAddress::new(one.row.max(other.row), one.column.max(other.column)),
        }
    }

    /// The range of one cell.
    #[must_use]
    pub const fn cell(address: CellAddress) -> Self {
        Self { first: address, last: address }
    }

    /// Whether the cell lies inside.
    #[must_use]
    pub fn contains(&self, cell: CellAddress) -> bool {
        self.has_row(cell.row) && self.has_column(cell.column)
    }

    /// Whether the row crosses the range.
    #[must_use]
    pub fn has_row(&self, row: u32) -> bool {
        (self.first.row..=self.last.row).contains(&row)
    }

    /// Whether the column crosses the range.
    #[must_use]
    pub fn has_column(&self, column: u32) -> bool {
        (self.first.column..=self.last.column).contains(&column)
    }

    /// Whether the two ranges share a cell.
    #[must_use]
    pub fn intersects(&self, other: &Self) -> bool {
        self.first.row <= other.last.row
            && other.first.row <= self.last.row
            && self.first.column <= other.last.column
            && other.first.column <= self.last.column
    }
}

impl fmt::Display for CellRange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last {
            self.first.fmt(formatter)
        } else {
            write!(formatter, "{}:{}", self.first, self.last)
        }
    }
}

/// A file's path relative to the input folder, as it is on disk, with `/` between its parts.
///
/// Cheap to clone: every value read from the file carries it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    /// Keeps the path as given.
    #[must_use]
    pub fn new(path: &str) -> Self {
        Self(Arc::from(path))
    }

    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for SourcePath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Arc::deserialize(deserializer).map(Self)
    }
}

impl Serialize for SourcePath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// A score (評価) on one item, 5 (best) to 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Score(u8);

impl Score {
    /// A score between 1 and 5; `None` outside.
    #[must_use]
    pub fn new(value: u8) -> Option<Self> {
        (1..=5).contains(&value).then_some(Self(value))
    }

    /// The score as a number.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }
}

/// The number of a scored item (評価項目), 1-based as printed on the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct ItemNumber(u8);

impl ItemNumber {
    /// An item number from 1 up; `None` for 0.
    #[must_use]
    pub fn new(value: u8) -> Option<Self> {
        (value > 0).then_some(Self(value))
    }

    /// The number as printed.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }
}
