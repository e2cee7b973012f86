//! Cases with scores, as `reference_statistics.py` invents them, and tables to compare with.

use std::collections::BTreeMap;
use std::sync::Arc;

use torimatome::analysis::theme_spread::ThemeSpread;
use torimatome::analysis::{CaseIssues, Coding, ScoreStatistics, TermFrequency, score_statistics};
use torimatome::config::FormSet;
use torimatome::config::form_definition::ItemSet;
use torimatome::diagnostic::Language;
use torimatome::output::tables::{ColumnValues, Material, Table, tables};
use torimatome::records::{
    CaseMean, CaseRecord, MeanOrigin, ParticipantRecord, ScoreRecord, Traced,
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
    cases.into_values().rev().collect()
}

fn of<'cases>(
    cases: &'cases mut BTreeMap<String, CaseRecord>,
    row: &Row,
) -> &'cases mut CaseRecord {
    cases.entry(row["case_id"].clone()).or_insert_with(|| {
        let mut case = case(&row["case_id"], &[]);
        case.fiscal_year = row["fiscal_year"].parse().ok();
        case.area = Some(row["area"].clone());
        case.header.center = Some(traced(&format!("{}センター", row["area"])));
        case
    })
}

pub(super) fn statistics(cases: &[CaseRecord]) -> ScoreStatistics {
    score_statistics(cases, Some(&items())).unwrap()
}

/// The tables of some statistics as `run` writes them, by name.
pub(super) fn written(statistics: &ScoreStatistics) -> BTreeMap<&'static str, Vec<Row>> {
    let material = Material {
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
