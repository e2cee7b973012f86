//! Written forms read again by the program: the same records, and nothing left over.

use std::sync::Arc;

use torimatome::config::{FormSet, ProjectConfig};
use torimatome::diagnostic::Code;
use torimatome::forms::{Disposition, FormKind, FormMatch, Recogniser, recognise};
use torimatome::grid;
use torimatome::intake::{FileFormat, Limits, SourceFile};
use torimatome::output::written_forms::OutputFile;
use torimatome::records::{
    CaseRecord, SheetRecord, StatementField, Traced, join_cases, read_sheets,
};
use torimatome::units::SourcePath;

use super::cases::{as_given_case, full_case, headed_case, participant, statements, with_means};
use super::{blanks, only, summaries};

/// What recognition makes of a file: one form, no unread cell.
fn recognised(file: &OutputFile, forms: &FormSet) -> FormMatch {
    let source = SourceFile {
        source_path: SourcePath::new(&file.path),
        format: FileFormat::Xlsx,
        bytes: Arc::from(file.bytes.as_slice()),
        sha256: String::new(),
    };
    let book = grid::read(&source, &Limits::default()).unwrap();
    assert!(book.diagnostics.is_empty(), "{:?}", book.diagnostics);
    let found = recognise(&book.value, &Recogniser::new(forms.clone()), &Limits::default());
    let [form]: [FormMatch; 1] = found.value.try_into().unwrap();
    for entry in &form.ledger {
        assert_ne!(entry.disposition, Disposition::Unread, "{entry:?}");
    }
    form
}

/// The records of a file, read by some forms.
pub(super) fn reread_with(file: &OutputFile, forms: &FormSet) -> Vec<SheetRecord> {
    let records = read_sheets(&[recognised(file, forms)], &ProjectConfig::built_in().unwrap());
    assert!(records.diagnostics.is_empty(), "{:?}", records.diagnostics);
    records.value
}

fn reread(file: &OutputFile) -> Vec<SheetRecord> {
    reread_with(file, &FormSet::built_in().unwrap())
}

fn value<T: Clone>(traced: Option<&Traced<T>>) -> Option<T> {
    traced.map(|traced| traced.value.clone())
}

/// The heading facts, as text.
fn header(record: &torimatome::records::CaseHeader) -> Vec<Option<String>> {
    let mut all: Vec<Option<String>> = [
        &record.center,
        &record.office,
        &record.provider,
        &record.client,
        &record.sex,
        &record.care_level,
        &record.school_district,
        &record.title,
        &record.reason,
    ]
    .into_iter()
    .map(|traced| value(traced.as_ref()))
    .collect();
    all.push(value(record.held_on.as_ref()).map(|date| date.to_string()));
    all.push(value(record.age.as_ref()).map(|age| age.to_string()));
    all
}

fn texts(statements: &[torimatome::records::StatementRecord]) -> Vec<Vec<&str>> {
    let of = |field: StatementField| {
        statements.iter().filter(move |it| it.field == field).map(|it| it.text.as_str()).collect()
    };
    StatementField::ALL.into_iter().map(of).collect()
}

/// The same case, whatever stood in it.
fn check_case_summary(case: &CaseRecord) {
    let files = summaries(std::slice::from_ref(case));
    let [record]: [SheetRecord; 1] = reread(only(&files, "様式③-1")).try_into().unwrap();
    assert_same_case(&record, case);
}

/// The record holds what the case does: heading facts, scores, means, statements.
pub(super) fn assert_same_case(record: &SheetRecord, case: &CaseRecord) {
    assert_eq!(record.kind, FormKind::CaseSummary);
    assert_eq!(header(&record.header), header(&case.header));
    assert_eq!(texts(&record.statements), texts(&case.statements));
    let scores = |participants: &[torimatome::records::ParticipantRecord]| -> Vec<_> {
        let rows = participants.iter().map(|known| {
            // A score that nobody gave has a cell all the same.
            let given = known.scores.iter().filter_map(|it| Some((it.item, it.score?)));
            (value(known.label.as_ref()), given.collect::<Vec<_>>())
        });
        // Somebody of whom nothing is known leaves an empty row.
        rows.filter(|(label, given)| label.is_some() || !given.is_empty()).collect()
    };
    assert_eq!(scores(&record.participants), scores(&case.participants));
    for mean in &case.means {
        let read = record.means.get(&mean.item).map(|read| read.value).unwrap();
        assert!((read - mean.mean).abs() < 1e-12, "{mean:?} {read}");
    }
    assert_eq!(record.means.len(), case.means.len());
}

#[test]
fn case_summaries_read_as_the_cases_they_were_written_of() {
    check_case_summary(&full_case(19, 4, 3));
    check_case_summary(&full_case(19, 25, 1));
    check_case_summary(&full_case(19, 1, 0));
}

#[test]
fn long_boxes_read_as_the_statements_they_were_written_of() {
    check_case_summary(&full_case(19, 2, 100));
}

#[test]
fn missing_answers_stay_missing() {
    let mut case = headed_case(19);
    case.participants = (0..9)
        .map(|number| participant(number, 16, |item| (number + usize::from(item)) % 11 != 0))
        .collect();
    case.statements = statements(1);
    check_case_summary(&with_means(case));
}

#[test]
fn fifteen_items_stay_fifteen() {
    let mut case = headed_case(19);
    case.participants = (0..3).map(|number| participant(number, 15, |_| true)).collect();
    check_case_summary(&with_means(case));
}

#[test]
fn year_summaries_read_as_the_cases_they_were_written_of() {
    let mut partly = full_case(3, 4, 2);
    partly.participants[1] = participant(1, 16, |item| item > 2);
    let cases = [full_case(2, 5, 1), with_means(partly), as_given_case(8), full_case(9, 3, 40)];
    let files = summaries(&cases);
    let records = reread(only(&files, "様式③-2"));
    assert_eq!(records.len(), cases.len());
    for (record, case) in records.iter().zip(&cases) {
        let mut expected = header(&case.header);
        // 様式③-2 has no place for the centre.
        expected[0] = None;
        assert_eq!(header(&record.header), expected);
        assert_eq!(texts(&record.statements), texts(&case.statements));
        let labels = |participants: &[torimatome::records::ParticipantRecord]| -> Vec<_> {
            participants.iter().map(|known| value(known.label.as_ref())).collect()
        };
        assert_eq!(labels(&record.participants), labels(&case.participants));
        for mean in &case.means {
            let read = record.means.get(&mean.item).map(|read| read.value).unwrap();
            assert!((read - mean.mean).abs() < 1e-12, "{mean:?} {read}");
        }
    }
}

#[test]
fn blank_forms_are_recognised_and_blank() {
    let files = blanks();
    let kinds: Vec<FormKind> = files
        .iter()
        .map(|file| {
            let form = recognised(file, &FormSet::built_in().unwrap());
            assert!(form.blank, "{}: {:?} {:?}", file.path, form.answers, form.rows);
            form.kind
        })
        .collect();
    assert_eq!(
        kinds,
        [FormKind::CaseSheet, FormKind::Reflection, FormKind::CaseSummary, FormKind::YearSummary]
    );
}

#[test]
fn the_shared_samples_come_back_from_their_summaries() {
    for corpus in ["samples/small", "samples/wide"] {
        let Some(cases) = crate::records::samples::shared_cases(corpus) else { return };
        let mut all = Vec::new();
        for file in summaries(&cases) {
            let records = reread(&file);
            if file.path.starts_with("様式③-1/") {
                let stem = file.path.rsplit('/').next().unwrap().trim_end_matches(".xlsx");
                let case = cases.iter().find(|case| *case.case_id == *stem).unwrap();
                assert_eq!(records.len(), 1, "{}", file.path);
                assert_same_case(&records[0], case);
            }
            all.extend(records);
        }
        assert_eq!(all.len(), 2 * cases.len(), "each case is on a ③-1 and on a ③-2");
        let joined = join_cases(all, &ProjectConfig::built_in().unwrap());
        let scores = |cases: &[CaseRecord]| -> usize {
            let participants = cases.iter().flat_map(|case| &case.participants);
            participants.flat_map(|known| &known.scores).filter(|it| it.score.is_some()).count()
        };
        assert_eq!(joined.value.len(), cases.len(), "nothing is there twice");
        assert_eq!(scores(&joined.value), scores(&cases));
        println!("{corpus}: {} cases, {} scores came back", cases.len(), scores(&cases));
        let conflicts: Vec<_> =
            joined.diagnostics.iter().filter(|it| it.code == Code::Conflict).collect();
        assert!(conflicts.is_empty(), "{conflicts:?}");
    }
}
