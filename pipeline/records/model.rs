//! Record model: what one sheet says of a case, and what a case is once its sheets are joined.
//!
//! Unknown is `None`, never zero or an empty string. This module holds data only.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use crate::diagnostic::Location;
use crate::forms::{FormKind, MarkMethod};
use crate::units::{ItemNumber, Score};

/// A value with its provenance (出典).
#[derive(Debug, Clone, PartialEq)]
pub struct Traced<T> {
    /// The typed value.
    pub value: T,
    /// What the cell shows.
    pub raw: String,
    /// File, sheet and cell.
    pub location: Location,
    /// How it was given.
    pub method: MarkMethod,
}

/// Facts about a case that head its forms; each optional.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CaseHeader {
    /// Date of the meeting (開催日).
    pub held_on: Option<Traced<NaiveDate>>,
    /// 開催包括, as written.
    pub center: Option<Traced<String>>,
    /// 事業所.
    pub office: Option<Traced<String>>,
    /// 事例提出者.
    pub provider: Option<Traced<String>>,
    /// 対象者, as written (usually an initial).
    pub client: Option<Traced<String>>,
    /// Age in years.
    pub age: Option<Traced<u8>>,
    /// `男` or `女`, or as written.
    pub sex: Option<Traced<String>>,
    /// Level of need, normalised: `要介護2`, `申請中`.
    pub care_level: Option<Traced<String>>,
    /// District without 小学校区.
    pub school_district: Option<Traced<String>>,
    /// Title of the case.
    pub title: Option<Traced<String>>,
    /// Why the provider wants it discussed.
    pub reason: Option<Traced<String>>,
}

/// What one recognised sheet, or one row of 様式③-2, says about one case.
#[derive(Debug, Clone)]
pub struct SheetRecord {
    /// The family of its form.
    pub kind: FormKind,
    /// File and sheet; the row's first cell for 様式③-2.
    pub location: Location,
    /// The heading facts.
    pub header: CaseHeader,
    /// Any other field, in the order of the sheet.
    pub fields: Vec<CaseField>,
    /// ②: the one participant; ③-1: those of the table; ③-2: those named, without scores.
    pub participants: Vec<ParticipantRecord>,
    /// Means the sheet gives itself.
    pub means: BTreeMap<ItemNumber, Traced<f64>>,
    /// Statements of its boxes.
    pub statements: Vec<StatementRecord>,
    /// The one 年度 that the sheet's printed lines and names speak of, if any.
    pub named_fiscal_year: Option<i32>,
}

/// Another field of a case.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseField {
    /// The field's id; rows of tables as `history_1_content`.
    pub field: String,
    /// The value, with where it stands.
    pub value: Traced<String>,
}

/// One participant (参加者) at one case.
#[derive(Debug, Clone)]
pub struct ParticipantRecord {
    /// Sheet and, in tables, the row's first cell.
    pub location: Location,
    /// The name and role as written, e.g. 「中村（司会）」.
    pub label: Option<Traced<String>>,
    /// The role (役割) taken from the label.
    pub role: Option<String>,
    /// 性別 (`男`/`女`).
    pub sex: Option<Traced<String>>,
    /// 年代, like `40代`.
    pub age_band: Option<Traced<String>>,
    /// 勤務先.
    pub workplace: Option<Traced<String>>,
    /// ケアマネ経験 in years.
    pub experience_years: Option<Traced<f64>>,
    /// その他の資格・職種.
    pub other_qualifications: Option<Traced<String>>,
    /// 勤務形態.
    pub employment: Option<Traced<String>>,
    /// One entry for each item on the form, sorted by item.
    pub scores: Vec<ScoreRecord>,
}

/// One item of one participant.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreRecord {
    /// The item.
    pub item: ItemNumber,
    /// The score; `None` when missing or when it cannot be read for certain.
    pub score: Option<Score>,
    /// What the cell holds.
    pub raw: String,
    /// How it was given; `None` when nothing was.
    pub method: Option<MarkMethod>,
    /// The reason (理由).
    pub reason: Option<Traced<String>>,
    /// File, sheet and cell.
    pub location: Location,
}

/// The free-text boxes; the names are part of the output interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StatementField {
    /// ケアマネジメントの課題.
    CareManagementIssue,
    /// 地域全体の課題.
    RegionalIssue,
    /// 新たに必要な資源・仕組み.
    NeededResource,
    /// 事例提出者の気づき.
    ProviderInsight,
    /// 参加者の気づき・意見.
    ParticipantInsight,
}

impl StatementField {
    /// All fields, in the order of the interface.
    pub const ALL: [Self; 5] = [
        Self::CareManagementIssue,
        Self::RegionalIssue,
        Self::NeededResource,
        Self::ProviderInsight,
        Self::ParticipantInsight,
    ];

    /// The name in tables, forms and definitions.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CareManagementIssue => "care_management_issue",
            Self::RegionalIssue => "regional_issue",
            Self::NeededResource => "needed_resource",
            Self::ProviderInsight => "provider_insight",
            Self::ParticipantInsight => "participant_insight",
        }
    }

    /// The heading on the forms, the longest wording first, and what it is called for short.
    #[must_use]
    pub const fn headings(self) -> &'static [&'static str] {
        match self {
            Self::CareManagementIssue => &["ケアマネジメントの課題", "ケアマネの課題"],
            Self::RegionalIssue => &["地域全体の課題", "地域の課題", "地域課題"],
            Self::NeededResource => {
                &["必要な資源・支える仕組み", "必要な資源・仕組み", "必要な資源", "資源"]
            }
            Self::ProviderInsight => &["事例提出者の気づき", "提出者の気づき"],
            Self::ParticipantInsight => &["参加者の気づき・意見", "参加者の気づき", "参加者の意見"],
        }
    }

    /// What it is called for people: the heading on the forms.
    #[must_use]
    pub const fn heading(self) -> &'static str {
        match self.headings() {
            [heading, ..] => heading,
            [] => self.as_str(),
        }
    }

    /// The field with a name of a table or a heading.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|field| field.as_str() == name || field.headings().contains(&name))
    }
}

/// One statement (記述): a bullet, a line or a sentence of a free-text box.
#[derive(Debug, Clone, PartialEq)]
pub struct StatementRecord {
    /// The box.
    pub field: StatementField,
    /// The text without its bullet mark.
    pub text: String,
    /// File, sheet and cell.
    pub location: Location,
    /// Index into the case's participants; `None` when the sheet does not say whose it is.
    pub participant: Option<usize>,
}

/// Where a mean comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MeanOrigin {
    /// From the scores.
    Computed,
    /// From a form that holds only means.
    AsGiven,
}

/// One item's mean for one case.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CaseMean {
    /// The item.
    pub item: ItemNumber,
    /// The mean.
    pub mean: f64,
    /// Number of scores behind it; `None` where the source gave only a mean.
    pub n: Option<u32>,
    /// Where it comes from.
    pub origin: MeanOrigin,
}

/// One case (事例), its sheets joined; nothing in it is counted twice.
#[derive(Debug, Clone)]
pub struct CaseRecord {
    /// Stable id, like `2023-07-19_伊丹・摂陽`: the same input gives the same id.
    pub case_id: Arc<str>,
    /// 年度 of the meeting.
    pub fiscal_year: Option<i32>,
    /// エリア, from the centre or else the district.
    pub area: Option<String>,
    /// The heading facts, each from the source trusted most.
    pub header: CaseHeader,
    /// Any other field.
    pub fields: Vec<CaseField>,
    /// Participants in the order of their sheets.
    pub participants: Vec<ParticipantRecord>,
    /// Means by item, sorted.
    pub means: Vec<CaseMean>,
    /// Statements in the order of their sheets.
    pub statements: Vec<StatementRecord>,
    /// The sheets it was made of, sorted: file and sheet.
    pub sources: Vec<Location>,
    /// Number of participants: those with a sheet or row of their own, or as ③-2 names them.
    pub participant_count: Option<u32>,
    /// Whether its sheets were found to be a hand-written summary only (③-1 or ③-2).
    pub summary_only: bool,
}

impl CaseRecord {
    /// The id of a statement in all tables, by its place in the case from 0.
    #[must_use]
    pub fn statement_id(&self, number: usize) -> String {
        format!("{}_s{:03}", self.case_id, number + 1)
    }
}
