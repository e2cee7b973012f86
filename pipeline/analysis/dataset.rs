//! Dataset (集計用データ): cases → a long table of answers → each participant's score per scale.
//!
//! Input → output: cases in any order → [`Dataset`], meetings sorted by their id. polars sums the
//! answers up; all sums in it are of whole numbers, so no order of addition shows. This module
//! computes no statistic.

use std::collections::BTreeMap;
use std::sync::Arc;

use polars::prelude::*;

use super::AnalysisError;
use super::scale::Scale;
use super::score_group::{ExperienceBand, ScoreGroup};
use crate::records::{CaseRecord, MeanOrigin, ParticipantRecord};
use crate::units::{ItemNumber, Score};

const CASE_ID: &str = "case_id";
const PARTICIPANT: &str = "participant";
const ITEM: &str = "item";
const DOMAIN: &str = "domain";
const SCORE: &str = "score";
const FISCAL_YEAR: &str = "fiscal_year";
const AREA: &str = "area";
const CENTER: &str = "center";
const ROLE: &str = "role";
const EXPERIENCE: &str = "experience";
const SCALE: &str = "scale";
/// Answers of 1 to 5; `answers_3` counts the threes.
const ANSWERS: [&str; 5] = ["answers_1", "answers_2", "answers_3", "answers_4", "answers_5"];

/// Answers by score, 1 first.
pub type AnswerCounts = [u32; ANSWERS.len()];

/// A meeting, which is a case: the unit that is drawn, as its participants are not independent.
#[derive(Debug, Clone)]
pub(super) struct Meeting {
    pub(super) case_id: Arc<str>,
    pub(super) fiscal_year: Option<i32>,
    pub(super) area: Option<String>,
    pub(super) center: Option<String>,
    /// Means of items of which no scores are left.
    pub(super) given: BTreeMap<ItemNumber, f64>,
}

/// A participant whose form has scored items.
#[derive(Debug, Clone)]
pub(super) struct Respondent {
    /// Index of the meeting.
    pub(super) meeting: usize,
    pub(super) role: Option<String>,
    pub(super) experience: Option<ExperienceBand>,
    /// The items of their form; `None` is no answer.
    pub(super) answers: BTreeMap<ItemNumber, Option<Score>>,
}

/// A participant's score on a scale.
#[derive(Debug, Clone, Copy)]
pub(super) struct ScaleScore {
    /// Index of the scale.
    pub(super) scale: usize,
    /// Index of the respondent.
    pub(super) respondent: usize,
    /// The mean of the answers, 1–5; `None` below half of the scale's items.
    pub(super) score: Option<f64>,
    /// The answers behind it.
    pub(super) answers: AnswerCounts,
}

/// Scores ready to be summed up (集計用データ).
#[derive(Debug, Clone)]
pub struct Dataset {
    pub(super) scales: Vec<Scale>,
    /// Sorted by their id.
    pub(super) meetings: Vec<Meeting>,
    /// Sorted by meeting, then as the case has them.
    pub(super) respondents: Vec<Respondent>,
    /// Sorted by scale and respondent; only of respondents whose form has an item of the scale.
    pub(super) scores: Vec<ScaleScore>,
}

impl Dataset {
    /// Brings the cases' scores into one table, and each participant's answers to scales.
    ///
    /// Input: cases in any order; an item that the participant's edition of the form does not
    /// have is not asked, an item without a readable answer is missing.
    /// # Errors
    /// `AnalysisError::Table`: polars refused the table.
    pub fn new(cases: &[CaseRecord], scales: Vec<Scale>) -> Result<Self, AnalysisError> {
        let mut sorted: Vec<&CaseRecord> = cases.iter().collect();
        sorted.sort_by(|one, other| one.case_id.cmp(&other.case_id));
        let meetings: Vec<Meeting> = sorted.iter().map(|case| meeting(case)).collect();
        let respondents: Vec<Respondent> = (sorted.iter().enumerate())
            .flat_map(|(meeting, case)| {
                let scored = case.participants.iter().filter(|one| !one.scores.is_empty());
                scored.map(move |one| respondent(meeting, one))
            })
            .collect();
        let answers = long_table(&meetings, &respondents, &scales)?;
        let scores = scale_scores(answers, &scales)?;
        Ok(Self { scales, meetings, respondents, scores })
    }

    /// The scores on one scale, sorted by respondent.
    pub(super) fn scores_on(&self, scale: usize) -> &[ScaleScore] {
        let start = self.scores.partition_point(|score| score.scale < scale);
        let end = self.scores.partition_point(|score| score.scale <= scale);
        self.scores.get(start..end).unwrap_or_default()
    }

    /// The meeting and the answers of each respondent who answered all items of a scale.
    pub(super) fn complete_answers(&self, scale: &Scale) -> Vec<(usize, Vec<u32>)> {
        let answer = |one: &Respondent, item: &ItemNumber| {
            one.answers.get(item).copied().flatten().map(|score| u32::from(score.get()))
        };
        let complete = self.respondents.iter().filter_map(|one| {
            let answers = scale.items.iter().map(|item| answer(one, item));
            Some((one.meeting, answers.collect::<Option<Vec<u32>>>()?))
        });
        complete.collect()
    }

    /// The meeting of a respondent.
    pub(super) fn meeting_of(&self, respondent: usize) -> Option<(usize, &Meeting)> {
        let index = self.respondents.get(respondent)?.meeting;
        Some((index, self.meetings.get(index)?))
    }

    /// The name of a respondent's group; `None` when it is unknown.
    pub(super) fn group(&self, respondent: usize, by: ScoreGroup) -> Option<String> {
        let one = self.respondents.get(respondent)?;
        match by {
            ScoreGroup::Role => one.role.clone(),
            ScoreGroup::Experience => one.experience.map(|band| band.as_str().to_owned()),
            _ => self.meetings.get(one.meeting)?.group(by),
        }
    }
}

impl Meeting {
    /// The name of the meeting's group; `None` when unknown, or no matter of whole meetings.
    pub(super) fn group(&self, by: ScoreGroup) -> Option<String> {
        match by {
            ScoreGroup::All => Some(by.as_str().to_owned()),
            ScoreGroup::FiscalYear => self.fiscal_year.map(|year| year.to_string()),
            ScoreGroup::Area => self.area.clone(),
            ScoreGroup::FiscalYearArea => {
                Some(format!("{} {}", self.fiscal_year?, self.area.as_ref()?))
            }
            ScoreGroup::Center => self.center.clone(),
            ScoreGroup::Case => Some(self.case_id.to_string()),
            ScoreGroup::Role
            | ScoreGroup::Experience
            | ScoreGroup::Theme
            | ScoreGroup::ThemeFiscalYear
            | ScoreGroup::ThemeArea => None,
        }
    }
}

fn meeting(case: &CaseRecord) -> Meeting {
    let given = case.means.iter().filter(|mean| mean.origin == MeanOrigin::AsGiven);
    Meeting {
        case_id: Arc::clone(&case.case_id),
        fiscal_year: case.fiscal_year,
        area: case.area.clone(),
        center: case.header.center.as_ref().map(|center| center.value.clone()),
        given: given.map(|mean| (mean.item, mean.mean)).collect(),
    }
}

fn respondent(meeting: usize, one: &ParticipantRecord) -> Respondent {
    let years = one.experience_years.as_ref().map(|years| years.value);
    Respondent {
        meeting,
        role: one.role.clone(),
        experience: years.map(ExperienceBand::of),
        answers: one.scores.iter().map(|score| (score.item, score.score)).collect(),
    }
}

/// One row per meeting, participant and item of their form.
fn long_table(
    meetings: &[Meeting],
    respondents: &[Respondent],
    scales: &[Scale],
) -> PolarsResult<DataFrame> {
    let rows: Vec<(u32, &Respondent, &Meeting, ItemNumber, Option<Score>)> = (0_u32..)
        .zip(respondents)
        .filter_map(|(number, one)| Some((number, one, meetings.get(one.meeting)?)))
        .flat_map(|(number, one, meeting)| {
            one.answers.iter().map(move |(item, score)| (number, one, meeting, *item, *score))
        })
        .collect();
    let domain = |item: &ItemNumber| {
        let named = scales.iter().find(|scale| scale.is_domain() && scale.items.contains(item));
        named.map(|scale| &*scale.name)
    };
    df![
        CASE_ID => rows.iter().map(|(_, _, meeting, ..)| &*meeting.case_id).collect::<Vec<_>>(),
        PARTICIPANT => rows.iter().map(|(number, ..)| *number).collect::<Vec<_>>(),
        ITEM => rows.iter().map(|(.., item, _)| u32::from(item.get())).collect::<Vec<_>>(),
        DOMAIN => rows.iter().map(|(.., item, _)| domain(item)).collect::<Vec<_>>(),
        SCORE => rows.iter().map(|(.., score)| score.map(|one| u32::from(one.get())))
            .collect::<Vec<_>>(),
        FISCAL_YEAR => rows.iter().map(|(_, _, one, ..)| one.fiscal_year).collect::<Vec<_>>(),
        AREA => rows.iter().map(|(_, _, one, ..)| one.area.as_deref()).collect::<Vec<_>>(),
        CENTER => rows.iter().map(|(_, _, one, ..)| one.center.as_deref()).collect::<Vec<_>>(),
        ROLE => rows.iter().map(|(_, one, ..)| one.role.as_deref()).collect::<Vec<_>>(),
        EXPERIENCE => rows.iter().map(|(_, one, ..)| one.experience.map(ExperienceBand::as_str))
            .collect::<Vec<_>>(),
    ]
}

/// Which items each scale has.
fn scale_items(scales: &[Scale]) -> PolarsResult<DataFrame> {
    let pairs: Vec<(u32, u32)> = (0_u32..)
        .zip(scales)
        .flat_map(|(scale, of)| of.items.iter().map(move |item| (scale, u32::from(item.get()))))
        .collect();
    let (scale, item): (Vec<u32>, Vec<u32>) = pairs.into_iter().unzip();
    df![SCALE => scale, ITEM => item]
}

/// Sums the answers up: one row per scale and participant who was asked an item of it.
fn scale_scores(answers: DataFrame, scales: &[Scale]) -> PolarsResult<Vec<ScaleScore>> {
    let mut counts = Vec::new();
    for (name, score) in ANSWERS.into_iter().zip(1_u32..) {
        counts.push(col(SCORE).eq(lit(score)).sum().alias(name));
    }
    let table = answers
        .lazy()
        .join(scale_items(scales)?.lazy(), [col(ITEM)], [col(ITEM)], JoinArgs::new(JoinType::Inner))
        .group_by([col(SCALE), col(PARTICIPANT)])
        .agg(counts)
        .sort([SCALE, PARTICIPANT], SortMultipleOptions::default())
        .collect()?;
    let numbers = |name: &str| -> PolarsResult<Vec<u32>> {
        let column = table.column(name)?.cast(&DataType::UInt32)?;
        Ok(column.u32()?.iter().map(Option::unwrap_or_default).collect())
    };
    let (scale, respondent) = (numbers(SCALE)?, numbers(PARTICIPANT)?);
    let mut rows: Vec<ScaleScore> = (scale.into_iter().zip(respondent))
        .map(|(scale, respondent)| ScaleScore {
            scale: scale as usize,
            respondent: respondent as usize,
            score: None,
            answers: AnswerCounts::default(),
        })
        .collect();
    for (place, name) in ANSWERS.into_iter().enumerate() {
        for (row, count) in rows.iter_mut().zip(numbers(name)?) {
            if let Some(answers) = row.answers.get_mut(place) {
                *answers = count;
            }
        }
    }
    for row in &mut rows {
        row.score = scales.get(row.scale).and_then(|scale| score(scale, &row.answers));
    }
    Ok(rows)
}

/// The mean of the answers, when there are enough of them.
fn score(scale: &Scale, answers: &AnswerCounts) -> Option<f64> {
    let n: u32 = answers.iter().sum();
    let sum: u32 = answers.iter().zip(1..).map(|(count, score)| count * score).sum();
    (n as usize >= scale.least_answers()).then(|| f64::from(sum) / f64::from(n))
}
