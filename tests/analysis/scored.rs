//! Cases with scores, as `reference_statistics.py` invents them, and tables to compare with.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use torimatome::analysis::theme_spread::ThemeSpread;
use torimatome::analysis::{CaseIssues, Coding, ScoreStatistics, TermFrequency, score_statistics};
use torimatome::config::FormSet;
use torimatome::config::form_definition::ItemSet;
use torimatome::diagnostic::Language;
use torimatome::output::tables::{ColumnValues, Material, Table, tables};
use torimatome::records::{
    CaseMean, CaseRecord, MeanOrigin, ParticipantRecord, ScoreRecord, StatementField, Traced,
};
use torimatome::units::{ItemNumber, Score};

use super::{case, location, participant, traced};
use crate::support::fixture;

/// A row by the names of its columns.
pub(super) type Row = BTreeMap<String, String>;

/// The rows of a file of `fixtures/analysis`.
pub(super) fn rows(name: &str) -> Vec<Row> {
    let path = fixture("analysis").join(format!("{name}.csv"));
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

pub(super) fn items() -> Arc<ItemSet> {
    let forms = FormSet::built_in().unwrap();
    forms.form("itami_reflection").unwrap().items.clone().unwrap()
}

/// Items from 1 with their scores: a digit, `-` where the form has no such item, or no answer.
pub(super) fn scores(answers: &[&str]) -> Vec<ScoreRecord> {
    let asked = answers.iter().zip(1..).filter(|(answer, _)| **answer != "-");
    asked
        .map(|(answer, item)| ScoreRecord {
            item: ItemNumber::new(item).unwrap(),
            score: answer.parse().ok().and_then(Score::new),
            raw: (*answer).to_owned(),
            method: None,
            reason: None,
            location: location(),
        })
        .collect()
}

/// A participant with scores and no name.
pub(super) fn rater(answers: &[&str]) -> ParticipantRecord {
    ParticipantRecord { label: None, scores: scores(answers), ..participant("") }
}

fn number(value: f64) -> Traced<f64> {
    let Traced { raw, location, method, .. } = traced("");
    Traced { value, raw, location, method }
}

/// The meetings of `scores.csv` and `given_means.csv`, the last ones first.
pub(super) fn cases() -> Vec<CaseRecord> {
    let mut cases: BTreeMap<String, CaseRecord> = BTreeMap::new();
    for row in rows("scores") {
        let answers: Vec<&str> = (1..=16).map(|item| &*row[&format!("item_{item}")]).collect();
        let case = of(&mut cases, &row);
        let role = Some(row["role"].clone()).filter(|role| !role.is_empty());
        let experience_years = row["experience_years"].parse().ok().map(number);
        case.participants.push(ParticipantRecord { role, experience_years, ..rater(&answers) });
    }
    for row in rows("given_means") {
        let item = ItemNumber::new(row["item"].parse().unwrap()).unwrap();
        let mean = row["mean"].parse().unwrap();
        let mean = CaseMean { item, mean, n: None, origin: MeanOrigin::AsGiven };
        of(&mut cases, &row).means.push(mean);
    }
    for case in cases.values_mut() {
        let computed = (1..=16).filter_map(|item| computed(&case.participants, item));
        case.means.extend(computed.collect::<Vec<_>>());
    }
    cases.into_values().rev().collect()
}

/// The mean that joining computes from scores.
fn computed(participants: &[ParticipantRecord], item: u8) -> Option<CaseMean> {
    let item = ItemNumber::new(item)?;
    let all = participants.iter().flat_map(|one| &one.scores).filter(|score| score.item == item);
    let scores: Vec<u32> = all.filter_map(|score| Some(score.score?.get().into())).collect();
    let n = u32::try_from(scores.len()).ok().filter(|n| *n > 0)?;
    let mean = f64::from(scores.iter().sum::<u32>()) / f64::from(n);
    Some(CaseMean { item, mean, n: Some(n), origin: MeanOrigin::Computed })
}

fn of<'cases>(
    cases: &'cases mut BTreeMap<String, CaseRecord>,
    row: &Row,
) -> &'cases mut CaseRecord {
    cases.entry(row["case_id"].clone()).or_insert_with(|| {
        let mut case = case(&row["case_id"], &[(StatementField::RegionalIssue, "坂道が多い")]);
        case.fiscal_year = row["fiscal_year"].parse().ok();
        case.area = Some(row["area"].clone());
        case.header.center = Some(traced(&format!("{}センター", row["area"])));
        case
    })
}

pub(super) fn statistics(cases: &[CaseRecord]) -> ScoreStatistics {
    score_statistics(cases, Some(&items()), &[]).unwrap()
}

/// The cases of each theme of `themes.csv`, by their place among some cases.
pub(super) fn themes(cases: &[CaseRecord]) -> BTreeMap<String, BTreeSet<usize>> {
    let mut themes: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for row in rows("themes") {
        let place = cases.iter().position(|case| *case.case_id == row["case_id"]);
        themes.entry(row["theme_id"].clone()).or_default().extend(place);
    }
    themes
}

/// Everything of the invented meetings, and the order of the cases given.
pub(super) fn all_statistics(cases: &[CaseRecord]) -> ScoreStatistics {
    let themes = themes(cases);
    let themes: Vec<_> = themes.iter().map(|(id, cases)| (id.as_str(), cases.clone())).collect();
    score_statistics(cases, Some(&items()), &themes).unwrap()
}

/// The tables of some statistics as `run` writes them, by name.
pub(super) fn written(statistics: &ScoreStatistics) -> BTreeMap<&'static str, Vec<Row>> {
    let digests = torimatome::output::tables::Digests::new();
    let material = Material {
        digests: &digests,
        cases: &[],
        forms: &[],
        terms: &TermFrequency::default(),
        issues: &CaseIssues::default(),
        spread: &ThemeSpread::default(),
        scores: statistics,
        coding: &Coding::default(),
        diagnostics: &[],
        language: Language::English,
    };
    tables(&material).iter().map(|table| (table.name, texts(table))).collect()
}

fn texts(table: &Table) -> Vec<Row> {
    let value = |values: &ColumnValues, row: usize| match values {
        ColumnValues::Text(texts) => texts[row].clone(),
        ColumnValues::Integer(numbers) => numbers[row].map(|number| number.to_string()),
        ColumnValues::Float(numbers) => numbers[row].map(|number| number.to_string()),
        ColumnValues::Date(days) => days[row].map(|day| day.to_string()),
    };
    let row = |row: usize| {
        let columns = table.columns.iter();
        columns
            .map(|column| (column.name.to_owned(), value(&column.values, row).unwrap_or_default()))
            .collect()
    };
    (0..table.rows).map(row).collect()
}
