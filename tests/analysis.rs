//! The analyses, on records made here.

mod coding;
mod few_meetings;
mod few_scores;
mod issue_workbook;
mod planted_effects;
mod proportion;
mod recurring_issue;
mod score_sheets;
mod score_statistics;
mod scored;
mod shown_scores;
mod term_frequency;
mod term_workbook;
mod theme_spread;

use std::sync::Arc;

use torimatome::diagnostic::Location;
use torimatome::forms::MarkMethod;
use torimatome::records::{
    CaseHeader, CaseRecord, ParticipantRecord, StatementField, StatementRecord, Traced,
};
use torimatome::units::SourcePath;

fn location() -> Location {
    Location::file(SourcePath::new("2023年度/様式②.xlsx"))
}

fn traced(value: &str) -> Traced<String> {
    Traced {
        value: value.to_owned(),
        raw: value.to_owned(),
        location: location(),
        method: MarkMethod::Typed,
    }
}

/// A case with statements and nothing else.
fn case(id: &str, statements: &[(StatementField, &str)]) -> CaseRecord {
    let statement = |(field, text): &(StatementField, &str)| StatementRecord {
        field: *field,
        text: (*text).to_owned(),
        location: location(),
        participant: None,
    };
    CaseRecord {
        case_id: Arc::from(id),
        fiscal_year: Some(2023),
        area: Some("第1エリア".to_owned()),
        header: CaseHeader::default(),
        fields: Vec::new(),
        participants: Vec::new(),
        means: Vec::new(),
        statements: statements.iter().map(statement).collect(),
        sources: vec![location()],
        participant_count: None,
        summary_only: false,
    }
}

/// A participant known by a label only.
fn participant(label: &str) -> ParticipantRecord {
    ParticipantRecord {
        location: location(),
        label: Some(traced(label)),
        role: None,
        sex: None,
        age_band: None,
        workplace: None,
        experience_years: None,
        other_qualifications: None,
        employment: None,
        scores: Vec::new(),
    }
}
