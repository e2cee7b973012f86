//! Privacy (匿名化の支援): texts and counts → what may stand under 分析/.
//!
//! Names that the forms give, names with a title, ages, dates of birth, telephone numbers,
//! addresses, hospitals and offices are replaced; small counts are hidden. It helps people to
//! anonymise and promises nothing: they look through what is handed out.

mod ages;
/// Cases by fiscal year and area.
mod case_table;
/// Which cells to hide beside the small ones.
mod complementary;
mod context;
mod folding;
mod initials;
mod known_names;
mod masking;
mod name_search;
mod named;
mod patterns;
mod places;
mod romaji;
mod suppression;
mod titles;

pub use case_table::{CaseTable, ShownCases};
pub use masking::{Masked, Masker, Removed};
pub use named::Named;
pub use suppression::suppress_row;

use std::collections::BTreeMap;

pub use crate::config::PrivacyPolicy;

/// What kind of personal detail was removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// A person's name or initial.
    Person,
    /// An office that the forms name.
    Office,
    /// A hospital, a chemist's or another house by its name.
    Facility,
    /// A telephone number.
    Telephone,
    /// An address for mail on the net.
    Mail,
    /// A date of birth.
    BirthDate,
    /// An exact age, now a band.
    Age,
    /// A street address or postal code.
    Address,
    /// A long number, such as that of an insured person.
    Number,
}

impl Detail {
    /// All kinds, in the order they are listed.
    pub const ALL: [Self; 9] = [
        Self::Person,
        Self::Office,
        Self::Facility,
        Self::Telephone,
        Self::Mail,
        Self::BirthDate,
        Self::Age,
        Self::Address,
        Self::Number,
    ];
}

/// How many details of each kind were removed.
pub type RemovedCounts = BTreeMap<Detail, usize>;
