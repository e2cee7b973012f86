//! Merge: the sheets of one case → one record, each value from the source trusted most.
//!
//! Facts: ① before ③-1 before ③-2. Scores: ② before ③-1, means of ③-2 last. Disagreement becomes
//! a diagnostic. This module must not decide which sheets belong together.

/// Facts of the heading and other fields.
mod header;

/// Means, computed or as given.
mod means;

/// Participants of ② and ③-1, each person once.
mod participants;

/// Statements, each once.
mod said;

use super::group::{Group, Sheet};
use super::{identity, trust};
use crate::config::ProjectConfig;
use crate::diagnostic::{Checked, Diagnostic, Location};
use crate::forms::FormKind;
use crate::records::model::{CaseRecord, SheetRecord};

/// One case of the sheets in a group; its id is given later.
pub(super) fn merge(
    group: &Group,
    sheets: &[Sheet],
    project: &ProjectConfig,
) -> Checked<CaseRecord> {
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let mut members: Vec<&Sheet> = group.sheets(sheets).collect();
    // The sort is stable: forms of one kind stay in the order of their files.
    members.sort_by_key(|sheet| trust(sheet.record.kind));
    let records: Vec<&SheetRecord> = members.iter().map(|sheet| &sheet.record).collect();
    let mut header = header::header(&records, &mut diagnostics);
    header::date_by_names(&mut header, group, &members, &mut diagnostics);
    let people = participants::participants(&records, &mut diagnostics);
    let means = means::means(&people.participants, &records, &mut diagnostics);
    let statements = said::statements(&records, &people);
    let area = identity::area(&header, project)
        .or_else(|| group.center.as_ref().and_then(|one| identity::area_of_center(one, project)))
        .or_else(|| group.area.clone())
        .or_else(|| members.iter().find_map(|sheet| sheet.clues.area.clone()));
    let mut sources: Vec<Location> = records.iter().map(|record| record.location.clone()).collect();
    sources.sort();
    let case = CaseRecord {
        case_id: "".into(),
        fiscal_year: fiscal_year(&header, &records, project),
        area,
        fields: header::fields(&records, &mut diagnostics),
        header,
        participant_count: u32::try_from(people.participants.len()).ok().filter(|n| *n > 0),
        participants: people.participants,
        means,
        statements,
        sources,
        summary_only: records
            .iter()
            .all(|one| matches!(one.kind, FormKind::CaseSummary | FormKind::YearSummary)),
    };
    Checked { value: case, diagnostics }
}

/// The fiscal year (年度) of the meeting, or else the one that all sheets name.
fn fiscal_year(
    header: &crate::records::model::CaseHeader,
    records: &[&SheetRecord],
    project: &ProjectConfig,
) -> Option<i32> {
    if let Some(day) = &header.held_on {
        return Some(project.fiscal_year(day.value));
    }
    let mut named = records.iter().filter_map(|record| record.named_fiscal_year);
    let first = named.next()?;
    named.all(|year| year == first).then_some(first)
}
