//! Participants: a 様式② sheet, a row of 様式③-1, or a name on 様式③-2 → a participant.
//!
//! This module must not decide who is the same person on two sheets.

use std::collections::BTreeMap;

use super::role::{people, role};
use super::{Reader, chosen, chosen_value};
use crate::diagnostic::records as wording;
use crate::forms::{Answer, FormKind, Mark, MarkMethod, ScoredItem, TableRow};
use crate::grid::CellValue;
use crate::records::coerce::choice::age_band;
use crate::records::coerce::experience::experience;
use crate::records::coerce::is_nothing;
use crate::records::coerce::score::{ScoreProblem, mean, score};
use crate::records::model::{ParticipantRecord, ScoreRecord, Traced};
use crate::units::{ItemNumber, Score};

/// The participant's own fields on 様式②.
const FIELDS: [&str; 7] =
    ["label", "sex", "age_band", "workplace", "experience", "other_qualifications", "employment"];

/// The column of 様式③-2 that names everybody.
const LABELS: &str = "participant_labels";

/// Whether a field is about a participant and not about the case.
pub(super) fn is_participant_field(kind: FormKind, id: &str) -> bool {
    match kind {
        FormKind::Reflection => FIELDS.contains(&id),
        FormKind::YearSummary => id == LABELS,
        FormKind::CaseSheet | FormKind::CaseSummary => false,
    }
}

impl Reader<'_> {
    pub(super) fn is_reflection(&self) -> bool {
        self.form.kind == FormKind::Reflection
    }

    /// The one participant of a 様式② sheet.
    pub(super) fn reflection(&mut self) -> ParticipantRecord {
        let form = self.form;
        let mut found = self.attributes(&form.answers);
        found.scores = self.scores(&form.items);
        found
    }

    /// The participant of a row of 様式③-1; `None` for a row without name and score.
    pub(super) fn table_participant(&mut self, row: &TableRow) -> Option<ParticipantRecord> {
        let mut found = self.attributes(&row.answers);
        found.location = self.place(Some(row));
        found.scores = self.scores(&row.items);
        let says = found.label.is_some() || found.scores.iter().any(|score| !score.raw.is_empty());
        says.then_some(found)
    }

    /// The participants that a row of 様式③-2 names; it has no scores of theirs.
    pub(super) fn named_participants(&self, row: &TableRow) -> Vec<ParticipantRecord> {
        let labels = row.answers.iter().filter(|answer| answer.field.as_ref() == LABELS);
        labels
            .flat_map(|answer| {
                people(&answer.text).into_iter().map(|label| {
                    let mut found = self.nobody();
                    found.location = self.at(answer);
                    found.role = role(&label);
                    found.label = Some(self.traced(answer, label, MarkMethod::Typed));
                    found
                })
            })
            .collect()
    }

    fn nobody(&self) -> ParticipantRecord {
        ParticipantRecord {
            location: self.place(None),
            label: None,
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

    fn attributes(&mut self, answers: &[Answer]) -> ParticipantRecord {
        let mut found = self.nobody();
        for answer in answers {
            match answer.field.as_ref() {
                "label" => found.label = self.text(answer),
                "sex" => found.sex = self.sex(answer),
                "age_band" => found.age_band = self.age_band(answer),
                "workplace" => found.workplace = self.text(answer),
                "experience" => found.experience_years = self.experience(answer),
                // なし is an answer here: no other qualification.
                "other_qualifications" => found.other_qualifications = self.as_written(answer),
                "employment" => found.employment = self.text(answer),
                _ => {}
            }
        }
        found.role = found.label.as_ref().and_then(|label| role(&label.value));
        found
    }

    fn as_written(&self, answer: &Answer) -> Option<Traced<String>> {
        let (text, method) = chosen(answer)?;
        Some(self.traced(answer, text.trim().to_owned(), method))
    }

    fn age_band(&self, answer: &Answer) -> Option<Traced<String>> {
        let (text, method) = chosen(answer)?;
        Some(self.traced(answer, age_band(text)?, method))
    }

    fn experience(&mut self, answer: &Answer) -> Option<Traced<f64>> {
        let (text, method) = chosen(answer)?;
        if is_nothing(text) && !text.contains(['な', '無']) {
            return None;
        }
        let years = experience(text, &chosen_value(answer));
        if years.is_none() {
            self.unreadable(answer, text, &wording::an_experience());
        }
        Some(self.traced(answer, years?, method))
    }

    /// One record for each item on the form, sorted by item.
    fn scores(&mut self, items: &[ScoredItem]) -> Vec<ScoreRecord> {
        let mut scores: Vec<ScoreRecord> = items.iter().map(|item| self.item(item)).collect();
        scores.sort_by_key(|score| score.item);
        scores.dedup_by_key(|score| score.item);
        scores
    }

    fn item(&mut self, item: &ScoredItem) -> ScoreRecord {
        let read = item.answer.as_ref().and_then(|answer| self.score(item.item, answer));
        let mut location = self.place(None);
        location.cell = Some(item.cell);
        let answer_cell = item.answer.as_ref().and_then(|answer| answer.cells.first().copied());
        location.cell = answer_cell.or(location.cell);
        ScoreRecord {
            item: item.item,
            score: read.map(|(score, _)| score),
            raw: item.answer.as_ref().map(|answer| answer.text.clone()).unwrap_or_default(),
            method: read.map(|(_, method)| method),
            reason: item.reason.as_ref().and_then(|reason| self.text(reason)),
            location,
        }
    }

    fn score(&mut self, item: ItemNumber, answer: &Answer) -> Option<(Score, MarkMethod)> {
        let (read, shown) = match &answer.mark {
            None => (score(&answer.text, &answer.value), answer.text.as_str()),
            Some(Mark::Unmarked) => return None,
            Some(Mark::One { option, method }) => {
                let read = score(option, &CellValue::Text(option.clone()));
                let marked = read.map(|found| found.map(|(score, _)| (score, *method)));
                (marked, option.as_ref())
            }
            Some(Mark::Unclear { picture, .. }) => {
                self.diagnostics.push(wording::score_undecided(self.at(answer), item, picture));
                return None;
            }
        };
        read.unwrap_or_else(|problem| {
            let describe = match problem {
                ScoreProblem::Ambiguous => wording::score_ambiguous,
                ScoreProblem::OutOfRange => wording::score_out_of_range,
                ScoreProblem::NoNumber => wording::score_unreadable,
            };
            self.diagnostics.push(describe(self.at(answer), item, shown));
            None
        })
    }

    /// The means of a mean row, or of a row of 様式③-2.
    pub(super) fn means(&mut self, items: &[ScoredItem]) -> BTreeMap<ItemNumber, Traced<f64>> {
        let mut means = BTreeMap::new();
        for item in items {
            let Some(answer) = &item.answer else { continue };
            match mean(&answer.text, &answer.value) {
                Ok(Some(value)) => {
                    means.insert(item.item, self.traced(answer, value, MarkMethod::Typed));
                }
                Ok(None) => {}
                Err(problem) => {
                    let out_of_range = problem == ScoreProblem::OutOfRange;
                    let place = self.at(answer);
                    let found =
                        wording::mean_unreadable(place, item.item, &answer.text, out_of_range);
                    self.diagnostics.push(found);
                }
            }
        }
        means
    }
}
