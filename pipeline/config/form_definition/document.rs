//! Form definition files as written: serde types that refuse unknown keys.
//!
//! Input → output: TOML → raw values with their spans. Nothing is checked here.

use serde::Deserialize;
use toml::Spanned;

use super::{FieldKind, Side};

/// What every definition file says of itself.
#[derive(Debug, Deserialize)]
pub(super) struct Header {
    pub(super) version: Spanned<i64>,
    pub(super) id: Spanned<String>,
    pub(super) kind: Spanned<String>,
}

/// A form's file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FormDocument {
    #[expect(dead_code, reason = "read through Header; named here so that the key is known")]
    version: i64,
    pub(super) id: Spanned<String>,
    #[expect(dead_code, reason = "read through Header; named here so that the key is known")]
    kind: String,
    pub(super) name: String,
    pub(super) items: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) headings: Vec<String>,
    #[serde(default)]
    pub(super) notes: Vec<String>,
    pub(super) recognition: RecognitionDocument,
    #[serde(default, rename = "field")]
    pub(super) fields: Vec<FieldDocument>,
    #[serde(default, rename = "table")]
    pub(super) tables: Vec<TableDocument>,
}

/// `[recognition]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RecognitionDocument {
    pub(super) titles: Spanned<Vec<String>>,
    #[serde(default)]
    pub(super) rivals: Vec<String>,
    #[serde(default)]
    pub(super) marks: Vec<String>,
    pub(super) minimum: Option<Spanned<f64>>,
}

/// A `[[field]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FieldDocument {
    pub(super) id: Spanned<String>,
    pub(super) labels: Spanned<Vec<String>>,
    pub(super) section: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) answer: Option<Spanned<Vec<Side>>>,
    #[serde(default, rename = "type")]
    pub(super) kind: FieldKind,
    #[serde(default)]
    pub(super) choices: Option<Spanned<Vec<String>>>,
    #[serde(default)]
    pub(super) prompts: Vec<String>,
}

/// A `[[table]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TableDocument {
    pub(super) id: Spanned<String>,
    pub(super) section: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) scored: bool,
    #[serde(default)]
    pub(super) mean_rows: Vec<String>,
    #[serde(default)]
    pub(super) ignored_rows: Vec<String>,
    #[serde(default)]
    pub(super) ignored_columns: Vec<String>,
    #[serde(default, rename = "column")]
    pub(super) columns: Vec<ColumnDocument>,
}

/// A `[[table.column]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ColumnDocument {
    pub(super) id: Spanned<String>,
    pub(super) labels: Spanned<Vec<String>>,
    #[serde(default)]
    pub(super) choices: Option<Spanned<Vec<String>>>,
    #[serde(default)]
    pub(super) numbering: bool,
}

/// A file of scored items.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ItemsDocument {
    #[expect(dead_code, reason = "read through Header; named here so that the key is known")]
    version: i64,
    pub(super) id: Spanned<String>,
    #[expect(dead_code, reason = "read through Header; named here so that the key is known")]
    kind: String,
    pub(super) scale: Spanned<Vec<String>>,
    pub(super) score_headings: Vec<String>,
    #[serde(default)]
    pub(super) reason_headings: Vec<String>,
    #[serde(default)]
    pub(super) both_headings: Vec<String>,
    #[serde(default)]
    pub(super) headings: Vec<String>,
    #[serde(default, rename = "edition")]
    pub(super) editions: Vec<EditionDocument>,
    #[serde(default, rename = "domain")]
    pub(super) domains: Vec<DomainDocument>,
    #[serde(rename = "item")]
    pub(super) items: Vec<ItemDocument>,
}

/// An `[[edition]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EditionDocument {
    pub(super) name: String,
    pub(super) items: Spanned<Vec<u8>>,
}

/// A `[[domain]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DomainDocument {
    pub(super) name: String,
    pub(super) items: Spanned<Vec<u8>>,
    #[serde(default)]
    pub(super) labels: Vec<String>,
    pub(super) heading: String,
    pub(super) year_summary_heading: Option<String>,
}

/// An `[[item]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ItemDocument {
    pub(super) number: Spanned<u8>,
    pub(super) wording: Spanned<String>,
    pub(super) summary_wording: Option<String>,
    #[serde(default)]
    pub(super) also: Vec<String>,
}
