//! Rows of the tables about cases: cases, participants, scores, means, fields, statements.
//!
//! Input → output: cases → one table each, in the order of the cases.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::schema::{columns as column, tables};
use super::table::{Table, TableBuilder};
use crate::analysis::CaseIssues;
use crate::diagnostic::Location;
use crate::forms::MarkMethod;
use crate::records::{
    CaseField, CaseMean, CaseRecord, MeanOrigin, ParticipantRecord, ScoreRecord, StatementRecord,
    Traced,
};
use crate::units::{Score, SourcePath};

/// Of ten thousand texts, two share a reference of five bytes once in twenty thousand times.
const REFERENCE_BYTES: usize = 5;

/// What each file held, as a hash.
pub type Digests<'run> = BTreeMap<&'run SourcePath, &'run str>;

/// A case with one of its parts and the part's number within the case, from 0.
type Part<'run, T> = (&'run CaseRecord, usize, &'run T);

pub(super) fn cases(cases: &[CaseRecord]) -> Table {
    TableBuilder::new(tables::CASES, cases)
        .text(column::CASE_ID, |case| Some(&*case.case_id))
        .integer(column::FISCAL_YEAR, |case| case.fiscal_year)
        .date(column::HELD_ON, |case| case.header.held_on.as_ref().map(|day| day.value))
        .text(column::AREA, |case| case.area.as_deref())
        .text(column::CENTER, |case| text(case.header.center.as_ref()))
        .text(column::OFFICE, |case| text(case.header.office.as_ref()))
        .text(column::PROVIDER, |case| text(case.header.provider.as_ref()))
        .text(column::CLIENT, |case| text(case.header.client.as_ref()))
        .integer(column::AGE, |case| case.header.age.as_ref().map(|age| age.value))
        .text(column::SEX, |case| text(case.header.sex.as_ref()))
        .text(column::CARE_LEVEL, |case| text(case.header.care_level.as_ref()))
        .text(column::SCHOOL_DISTRICT, |case| text(case.header.school_district.as_ref()))
        .text(column::TITLE, |case| text(case.header.title.as_ref()))
        .text(column::REASON, |case| text(case.header.reason.as_ref()))
        .integer(column::PARTICIPANTS, |case| case.participant_count)
        .text(column::SOURCES, |case| Some(sources(case)))
        .build()
}

pub(super) fn participants(cases: &[CaseRecord]) -> Table {
    let rows = parts(cases, |case| &case.participants);
    TableBuilder::new(tables::PARTICIPANTS, &rows)
        .text(column::CASE_ID, |(case, ..)| Some(&*case.case_id))
        .text(column::PARTICIPANT_ID, |(case, number, _)| Some(participant_id(case, *number)))
        .text(column::LABEL, |(.., one)| text(one.label.as_ref()))
        .text(column::ROLE, |(.., one)| one.role.as_deref())
        .text(column::SEX, |(.., one)| text(one.sex.as_ref()))
        .text(column::AGE_BAND, |(.., one)| text(one.age_band.as_ref()))
        .text(column::WORKPLACE, |(.., one)| text(one.workplace.as_ref()))
        .float(column::EXPERIENCE_YEARS, |(.., one)| {
            one.experience_years.as_ref().map(|years| years.value)
        })
        .text(column::OTHER_QUALIFICATIONS, |(.., one)| text(one.other_qualifications.as_ref()))
        .text(column::EMPLOYMENT, |(.., one)| text(one.employment.as_ref()))
        .text(column::SOURCE_PATH, |(.., one)| Some(one.location.source_path.as_str()))
        .text(column::SHEET, |(.., one)| one.location.sheet.as_deref())
        .build()
}

pub(super) fn scores(cases: &[CaseRecord], digests: &Digests<'_>) -> Table {
    let people: Vec<Part<'_, ParticipantRecord>> = parts(cases, |case| &case.participants);
    let rows: Vec<(&CaseRecord, usize, &ScoreRecord)> = people
        .iter()
        .flat_map(|(case, number, one)| one.scores.iter().map(|score| (*case, *number, score)))
        .collect();
    TableBuilder::new(tables::SCORES, &rows)
        .text(column::CASE_ID, |(case, ..)| Some(&*case.case_id))
        .text(column::PARTICIPANT_ID, |(case, number, _)| Some(participant_id(case, *number)))
        .integer(column::ITEM, |(.., score)| Some(score.item.get()))
        .integer(column::SCORE, |(.., score)| score.score.map(Score::get))
        .text(column::RAW, |(.., score)| Some(score.raw.as_str()))
        .text(column::HOW, |(.., score)| score.method.map(MarkMethod::as_str))
        .text(column::REASON, |(.., score)| text(score.reason.as_ref()))
        .text(column::SOURCE_PATH, |(.., score)| Some(score.location.source_path.as_str()))
        .text(column::SHEET, |(.., score)| score.location.sheet.as_deref())
        .text(column::CELL, |(.., score)| cell(&score.location))
        .text(column::REFERENCE, |(case, number, score)| {
            score.reason.as_ref()?;
            let id = format!("{} {}", participant_id(case, *number), score.item.get());
            Some(reference(digests, &score.location, &id))
        })
        .build()
}

pub(super) fn case_means(cases: &[CaseRecord]) -> Table {
    let rows: Vec<Part<'_, CaseMean>> = parts(cases, |case| &case.means);
    TableBuilder::new(tables::CASE_MEANS, &rows)
        .text(column::CASE_ID, |(case, ..)| Some(&*case.case_id))
        .integer(column::ITEM, |(.., mean)| Some(mean.item.get()))
        .float(column::MEAN, |(.., mean)| Some(mean.mean))
        .integer(column::N, |(.., mean)| mean.n)
        .text(column::ORIGIN, |(.., mean)| {
            Some(match mean.origin {
                MeanOrigin::Computed => "computed",
                MeanOrigin::AsGiven => "as_given",
            })
        })
        .build()
}

pub(super) fn case_fields(cases: &[CaseRecord]) -> Table {
    let rows: Vec<Part<'_, CaseField>> = parts(cases, |case| &case.fields);
    TableBuilder::new(tables::CASE_FIELDS, &rows)
        .text(column::CASE_ID, |(case, ..)| Some(&*case.case_id))
        .text(column::FIELD, |(.., field)| Some(field.field.as_str()))
        .text(column::VALUE, |(.., field)| Some(field.value.value.as_str()))
        .text(column::SOURCE_PATH, |(.., field)| Some(field.value.location.source_path.as_str()))
        .text(column::SHEET, |(.., field)| field.value.location.sheet.as_deref())
        .text(column::CELL, |(.., field)| cell(&field.value.location))
        .build()
}

pub(super) fn statements(
    cases: &[CaseRecord],
    issues: &CaseIssues,
    digests: &Digests<'_>,
) -> Table {
    let parts: Vec<Part<'_, StatementRecord>> = parts(cases, |case| &case.statements);
    // The issues hold one place for each statement, in the same order.
    let rows: Vec<_> = parts.into_iter().zip(&issues.places).collect();
    let theme = |place: &(usize, usize)| issues.theme_of(place.0, place.1);
    let second = |place: &(usize, usize)| issues.second_of(place.0, place.1);
    TableBuilder::new(tables::STATEMENTS, &rows)
        .text(column::STATEMENT_ID, |((case, number, _), _)| Some(case.statement_id(*number)))
        .text(column::CASE_ID, |((case, ..), _)| Some(&*case.case_id))
        .text(column::PARTICIPANT_ID, |((case, _, one), _)| {
            one.participant.map(|number| participant_id(case, number))
        })
        .text(column::FIELD, |((.., one), _)| Some(one.field.as_str()))
        .text(column::TEXT, |((.., one), _)| Some(one.text.as_str()))
        .text(column::THEME_ID, |(_, place)| theme(place).map(|theme| theme.theme_id.as_str()))
        .text(column::SOURCE_PATH, |((.., one), _)| Some(one.location.source_path.as_str()))
        .text(column::SHEET, |((.., one), _)| one.location.sheet.as_deref())
        .text(column::CELL, |((.., one), _)| cell(&one.location))
        .text(column::SECOND_THEME_ID, |(_, place)| {
            second(place).map(|theme| theme.theme_id.as_str())
        })
        .text(column::REFERENCE, |((case, number, one), _)| {
            Some(reference(digests, &one.location, &case.statement_id(*number)))
        })
        .build()
}

/// By which 報告.html names a text: whoever has this table finds it, nobody else can say of two
/// whether they are of one meeting. What the file holds goes into it, which nobody can guess.
fn reference(digests: &Digests<'_>, location: &Location, id: &str) -> String {
    let digest = digests.get(&location.source_path).copied().unwrap_or_default();
    let hash = Sha256::digest(format!("{digest}\0{id}"));
    hash.iter().take(REFERENCE_BYTES).fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The parts of all cases, each with its case and its number there.
fn parts<T>(cases: &[CaseRecord], of: impl Fn(&CaseRecord) -> &Vec<T>) -> Vec<Part<'_, T>> {
    cases
        .iter()
        .flat_map(|case| {
            of(case).iter().enumerate().map(move |(number, part)| (case, number, part))
        })
        .collect()
}

fn text(value: Option<&Traced<String>>) -> Option<&str> {
    value.map(|value| value.value.as_str())
}

fn cell(location: &Location) -> Option<String> {
    location.cell.map(|cell| cell.to_string())
}

/// The id of a case's participant, by their place in the case.
fn participant_id(case: &CaseRecord, number: usize) -> String {
    format!("{}_p{:02}", case.case_id, number + 1)
}

/// The files a case was made of, each once.
fn sources(case: &CaseRecord) -> String {
    let mut paths: Vec<&str> =
        case.sources.iter().map(|source| source.source_path.as_str()).collect();
    paths.dedup();
    paths.join(";")
}
