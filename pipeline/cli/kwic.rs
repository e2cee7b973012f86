//! Arguments of `kwic`: a word, where to look, what to leave out → [`KwicRequest`].
//!
//! No I/O here; doc comments are the English help, the table below them the Japanese one.

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use crate::analysis::concordance::{ConcordanceOrder, ConcordanceQuery};
use crate::records::StatementField;
use crate::records::statement_table::year_of;
use crate::text::normalize::normalize;

/// What to look for and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KwicRequest {
    /// The word and how its places are shown.
    pub query: ConcordanceQuery,
    /// Files and folders of forms, folders with results, or tables with a column `text`.
    pub inputs: Vec<PathBuf>,
    /// Only these fiscal years; all when empty.
    pub years: Vec<i32>,
    /// Only these areas; all when empty.
    pub areas: Vec<String>,
    /// Only these boxes; all when empty.
    pub fields: Vec<StatementField>,
    /// Print comma-separated values.
    pub csv: bool,
    /// Write comma-separated values to a file.
    pub out: Option<PathBuf>,
}

#[derive(Args)]
pub(super) struct WrittenKwic {
    /// The word; other forms of it and its synonyms are found too
    #[arg(value_name = "WORD", value_parser = word, display_order = 1)]
    word: String,
    /// Forms, a folder with results (OUT), or a table with a column `text` [default: .]
    #[arg(value_name = "INPUT", default_value = ".", hide_default_value = true, display_order = 2)]
    inputs: Vec<PathBuf>,
    /// Only this fiscal year (2023 or R5); may be repeated
    #[arg(long = "year", value_name = "YEAR", value_parser = year)]
    years: Vec<i32>,
    /// Only this area; may be repeated
    #[arg(long = "area", value_name = "AREA")]
    areas: Vec<String>,
    /// Only this box, by its name in `data/` or its Japanese heading; may be repeated
    #[arg(long = "field", value_name = "FIELD", hide_possible_values = true)]
    fields: Vec<WrittenField>,
    /// Characters shown on each side [default: 20]
    #[arg(long, value_name = "N", default_value_t = 20, hide_default_value = true)]
    #[arg(value_parser = clap::value_parser!(u16).range(1..=500))]
    context: u16,
    /// Order: source (as the statements stand), left or right (by the text on that side)
    #[arg(long, value_name = "BY", default_value = "source", hide_default_value = true)]
    #[arg(hide_possible_values = true)]
    sort: WrittenOrder,
    /// Only as written, no other forms and no synonyms
    #[arg(long)]
    exact: bool,
    /// Print comma-separated values instead
    #[arg(long, conflicts_with = "out")]
    csv: bool,
    /// Write comma-separated values to a file
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// The Japanese help, as in `help`.
pub(super) const JAPANESE: [(&str, &str, &str, &str); 11] = [
    ("kwic", "", "読み取ったすべての記述から言葉を探し、前後の文脈と出典を並べて表示します", ""),
    ("kwic", "word", "探す言葉。活用した形と同義語も見つけます", "言葉"),
    (
        "kwic",
        "inputs",
        "様式のフォルダーやファイル、前の結果のフォルダー、text の列をもつ表 [既定: 今のフォルダー]",
        "入力",
    ),
    ("kwic", "years", "この年度だけ（2023、R5 など。何度でも指定できます）", "年度"),
    ("kwic", "areas", "このエリアだけ（何度でも指定できます）", "エリア"),
    (
        "kwic",
        "fields",
        "この欄だけ（「地域全体の課題」のような見出しか data での名前。何度でも指定できます）",
        "欄",
    ),
    ("kwic", "context", "前後に表示する文字数 [既定: 20]", "数"),
    (
        "kwic",
        "sort",
        "並べ方: source（記述の順）、left（前の文脈の順）、right（後の文脈の順） [既定: source]",
        "順",
    ),
    ("kwic", "exact", "書かれたとおりの言葉だけを探します（活用形や同義語は探しません）", ""),
    ("kwic", "csv", "表（CSV）として出力します", ""),
    ("kwic", "out", "表（CSV）をファイルに書き出します", "ファイル"),
];

/// A box by its name in tables, or by its heading on the forms.
#[derive(Clone, Copy)]
struct WrittenField(StatementField);

impl ValueEnum for WrittenField {
    fn value_variants<'a>() -> &'a [Self] {
        const {
            &[
                Self(StatementField::CareManagementIssue),
                Self(StatementField::RegionalIssue),
                Self(StatementField::NeededResource),
                Self(StatementField::ProviderInsight),
                Self(StatementField::ParticipantInsight),
            ]
        }
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.as_str()).aliases(self.0.headings().iter().copied()))
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum WrittenOrder {
    Source,
    Left,
    Right,
}

fn word(text: &str) -> Result<String, String> {
    if normalize(text).text().is_empty() {
        return Err("the word is empty".to_owned());
    }
    Ok(text.to_owned())
}

fn year(text: &str) -> Result<i32, String> {
    year_of(text).ok_or_else(|| "no fiscal year like 2023".to_owned())
}

impl WrittenKwic {
    pub(super) fn request(self) -> KwicRequest {
        KwicRequest {
            query: ConcordanceQuery {
                word: self.word,
                exact: self.exact,
                context: usize::from(self.context),
                order: match self.sort {
                    WrittenOrder::Source => ConcordanceOrder::Source,
                    WrittenOrder::Left => ConcordanceOrder::Left,
                    WrittenOrder::Right => ConcordanceOrder::Right,
                },
            },
            inputs: self.inputs,
            years: self.years,
            areas: self.areas,
            fields: self.fields.into_iter().map(|field| field.0).collect(),
            csv: self.csv,
            out: self.out,
        }
    }
}
