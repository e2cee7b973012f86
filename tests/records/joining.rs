//! Joining: the sheets of a case find each other, nothing counts twice, nothing is guessed.

mod linking;
mod merging;
mod wording;

use torimatome::config::ProjectConfig;
use torimatome::diagnostic::Diagnostic;
use torimatome::records::{CaseRecord, join_cases, read_sheets};

use super::sheets::{Sheet, case_sheet, case_summary, reflection};

/// Sixteen scores of one participant.
pub(super) const FIRST: &str = "4 4 5 5 3 4 4 5 4 5 4 5 5 4 5 5";
/// Sixteen scores of another.
pub(super) const SECOND: &str = "3 2 3 3 2 4 2 3 3 4 4 3 2 4 2 3";
/// Sixteen scores of a third.
pub(super) const THIRD: &str = "5 5 2 5 5 1 5 4 5 2 5 5 4 2 5 1";

/// What some sheets come to, whatever order they are read in.
pub(super) fn join_with(
    sheets: Vec<Sheet>,
    project: &ProjectConfig,
) -> (Vec<CaseRecord>, Vec<Diagnostic>) {
    let mut forms: Vec<_> = sheets.into_iter().map(|sheet| sheet.0).collect();
    let forward = join_cases(read_sheets(&forms, project).value, project);
    forms.reverse();
    let backward = join_cases(read_sheets(&forms, project).value, project);
    assert_eq!(
        format!("{:?}", forward.value),
        format!("{:?}", backward.value),
        "the order of the files changes nothing"
    );
    let sorted = |mut found: Vec<Diagnostic>| {
        found.sort();
        found
    };
    let diagnostics = sorted(forward.diagnostics);
    assert_eq!(diagnostics, sorted(backward.diagnostics));
    (forward.value, diagnostics)
}

pub(super) fn join(sheets: Vec<Sheet>) -> (Vec<CaseRecord>, Vec<Diagnostic>) {
    join_with(sheets, &ProjectConfig::built_in().unwrap())
}

/// A whole heading on 様式①.
pub(super) fn full_case(path: &str, day: &str, person: &str) -> Sheet {
    heading(case_sheet(path), day, person)
}

/// A whole heading on 様式③-1.
pub(super) fn full_summary(path: &str, day: &str, person: &str) -> Sheet {
    heading(case_summary(path), day, person)
}

pub(super) fn heading(sheet: Sheet, day: &str, person: &str) -> Sheet {
    sheet
        .with("held_on", "B2", day)
        .with("center", "F2", "伊丹・摂陽、神津・有岡、南地域包括支援センター")
        .with("office", "B4", "あすなろケアプラン")
        .with("provider", "F4", person)
        .with("client", "B11", "Fさん")
        .with("age", "E11", "80")
        .with("title", "C5", &format!("{person}の事例"))
}

/// 様式② with a reason in its box, so that no two are alike.
pub(super) fn person(path: &str, scores: &str) -> Sheet {
    reflection(path).scores(scores).with("regional_issue", "A26", &format!("{path}の課題"))
}

/// The ids of cases with the number of their participants.
pub(super) fn ids(cases: &[CaseRecord]) -> Vec<String> {
    cases.iter().map(|case| format!("{} {}", case.case_id, case.participants.len())).collect()
}
