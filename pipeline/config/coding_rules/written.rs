//! Coding rules as written: serde's view of a file, every value with its place.
//!
//! This module must not judge values.

use serde::Deserialize;
use toml::Spanned;

/// A file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    pub(super) version: Spanned<u32>,
    #[serde(default, rename = "rule")]
    pub(super) rules: Vec<WrittenRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenRule {
    pub(super) id: Spanned<String>,
    pub(super) label: Spanned<String>,
    pub(super) note: Option<String>,
    pub(super) when: Spanned<WrittenCondition>,
}

/// Conditions on statements; those of one table hold together.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenCondition {
    pub(super) all: Option<Spanned<Vec<Spanned<Self>>>>,
    pub(super) any: Option<Spanned<Vec<Spanned<Self>>>>,
    pub(super) not: Option<Box<Spanned<Self>>>,
    pub(super) words: Option<Texts>,
    pub(super) phrase: Option<Texts>,
    pub(super) text: Option<Texts>,
    pub(super) near: Option<Spanned<WrittenNear>>,
    pub(super) mark: Option<Texts>,
    pub(super) code: Option<Spanned<String>>,
    pub(super) field: Option<Texts>,
    pub(super) area: Option<Texts>,
    pub(super) fiscal_year: Option<Spanned<Vec<Spanned<i64>>>>,
    pub(super) center: Option<Texts>,
    pub(super) school_district: Option<Texts>,
    pub(super) care_level: Option<Texts>,
    pub(super) sex: Option<Texts>,
    pub(super) age: Option<Spanned<WrittenBounds>>,
    pub(super) role: Option<Texts>,
    pub(super) experience_years: Option<Spanned<WrittenBounds>>,
}

/// A list of texts.
pub(super) type Texts = Spanned<Vec<Spanned<String>>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenNear {
    pub(super) first: Texts,
    pub(super) second: Texts,
    pub(super) within: Option<Spanned<u64>>,
    #[serde(default)]
    pub(super) ordered: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenBounds {
    pub(super) from: Option<Number>,
    pub(super) to: Option<Number>,
}

/// A number with or without a decimal point.
#[derive(Deserialize, Clone, Copy)]
#[serde(untagged)]
pub(super) enum Number {
    Whole(u32),
    Part(f64),
}

impl Number {
    pub(super) fn get(self) -> f64 {
        match self {
            Self::Whole(number) => f64::from(number),
            Self::Part(number) => number,
        }
    }
}
