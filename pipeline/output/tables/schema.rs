//! Names of tables and columns: the output interface, each name in one place.
//!
//! This module holds names only. The interface only grows: a name is never changed or reused.

/// Names of tables; the files of `data/` are called like them.
pub(crate) mod tables {
    pub(crate) const CASES: &str = "cases";
    pub(crate) const PARTICIPANTS: &str = "participants";
    pub(crate) const SCORES: &str = "scores";
    pub(crate) const CASE_MEANS: &str = "case_means";
    pub(crate) const CASE_FIELDS: &str = "case_fields";
    pub(crate) const STATEMENTS: &str = "statements";
    pub(crate) const THEMES: &str = "themes";
    pub(crate) const TERMS: &str = "terms";
    pub(crate) const TERMS_BY_GROUP: &str = "terms_by_group";
    pub(crate) const DIAGNOSTICS: &str = "diagnostics";
    pub(crate) const LEDGER: &str = "ledger";
}

/// Names of columns.
pub(crate) mod columns {
    pub(crate) const AGE: &str = "age";
    pub(crate) const AGE_BAND: &str = "age_band";
    pub(crate) const AREA: &str = "area";
    pub(crate) const AREAS: &str = "areas";
    pub(crate) const CARE_LEVEL: &str = "care_level";
    pub(crate) const CASES: &str = "cases";
    pub(crate) const CASE_ID: &str = "case_id";
    pub(crate) const CELL: &str = "cell";
    pub(crate) const CENTER: &str = "center";
    pub(crate) const CLIENT: &str = "client";
    pub(crate) const CODE: &str = "code";
    pub(crate) const DISPOSITION: &str = "disposition";
    pub(crate) const EMPLOYMENT: &str = "employment";
    pub(crate) const EXPERIENCE_YEARS: &str = "experience_years";
    pub(crate) const FIELD: &str = "field";
    pub(crate) const FIRST_SEEN: &str = "first_seen";
    pub(crate) const FISCAL_YEAR: &str = "fiscal_year";
    pub(crate) const GROUP: &str = "group";
    pub(crate) const GROUP_BY: &str = "group_by";
    pub(crate) const HELD_ON: &str = "held_on";
    pub(crate) const HINT: &str = "hint";
    pub(crate) const HOW: &str = "how";
    pub(crate) const ITEM: &str = "item";
    pub(crate) const LABEL: &str = "label";
    pub(crate) const LACKING: &str = "lacking";
    pub(crate) const LAST_SEEN: &str = "last_seen";
    pub(crate) const MEAN: &str = "mean";
    pub(crate) const MESSAGE: &str = "message";
    pub(crate) const N: &str = "n";
    pub(crate) const NEGATED: &str = "negated";
    pub(crate) const OFFICE: &str = "office";
    pub(crate) const ORIGIN: &str = "origin";
    pub(crate) const OTHER_QUALIFICATIONS: &str = "other_qualifications";
    pub(crate) const PARTICIPANTS: &str = "participants";
    pub(crate) const PARTICIPANT_ID: &str = "participant_id";
    pub(crate) const PLANNED: &str = "planned";
    pub(crate) const POS: &str = "pos";
    pub(crate) const PROVIDER: &str = "provider";
    pub(crate) const RAW: &str = "raw";
    pub(crate) const REASON: &str = "reason";
    pub(crate) const ROW: &str = "row";
    pub(crate) const ROLE: &str = "role";
    pub(crate) const SCHOOL_DISTRICT: &str = "school_district";
    pub(crate) const SCORE: &str = "score";
    pub(crate) const SECOND_THEME_ID: &str = "second_theme_id";
    pub(crate) const SEVERITY: &str = "severity";
    pub(crate) const SEX: &str = "sex";
    pub(crate) const SHAPE: &str = "shape";
    pub(crate) const SHEET: &str = "sheet";
    pub(crate) const SOURCES: &str = "sources";
    pub(crate) const SOURCE_PATH: &str = "source_path";
    pub(crate) const STATEMENTS: &str = "statements";
    pub(crate) const STATEMENT_ID: &str = "statement_id";
    pub(crate) const TERM: &str = "term";
    pub(crate) const TERMS: &str = "terms";
    pub(crate) const TEXT: &str = "text";
    pub(crate) const THEME_ID: &str = "theme_id";
    pub(crate) const TITLE: &str = "title";
    pub(crate) const VALUE: &str = "value";
    pub(crate) const WORKPLACE: &str = "workplace";
    pub(crate) const YEARS: &str = "years";
}
