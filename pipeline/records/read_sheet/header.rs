//! Header: the answers that head a form → typed facts of the case.
//!
//! This module must not know where a form prints them.

use chrono::NaiveDate;

use super::{Reader, chosen, chosen_value};
use crate::diagnostic::records as wording;
use crate::diagnostic::{Diagnostic, Location};
use crate::forms::Answer;
use crate::records::coerce::age::age;
use crate::records::coerce::care_level::{CareLevel, care_level};
use crate::records::coerce::choice::sex;
use crate::records::coerce::date::{DateProblem, date};
use crate::records::coerce::district::district;
use crate::records::coerce::is_nothing;
use crate::records::model::{CaseHeader, Traced};

/// The fields that head the forms.
const FIELDS: [&str; 11] = [
    "held_on",
    "center",
    "office",
    "provider",
    "client",
    "age",
    "sex",
    "care_level",
    "school_district",
    "title",
    "reason",
];

/// Whether a field stands in the heading of a case.
///
/// 様式② asks the participant's own sex; the caller knows which form it reads.
pub(super) fn is_header_field(id: &str) -> bool {
    FIELDS.contains(&id)
}

impl Reader<'_> {
    /// The facts among some answers; of two answers to one field the first counts.
    pub(super) fn header(&mut self, answers: &[Answer]) -> CaseHeader {
        let mut header = CaseHeader::default();
        for answer in answers {
            self.read_fact(&mut header, answer);
        }
        header
    }

    fn read_fact(&mut self, header: &mut CaseHeader, answer: &Answer) {
        match answer.field.as_ref() {
            "held_on" => fill(&mut header.held_on, || self.day(answer)),
            "center" => fill(&mut header.center, || self.line(answer)),
            "office" => fill(&mut header.office, || self.line(answer)),
            "provider" => fill(&mut header.provider, || self.line(answer)),
            "client" => fill(&mut header.client, || self.line(answer)),
            "title" => fill(&mut header.title, || self.line(answer)),
            "reason" => fill(&mut header.reason, || self.text(answer)),
            "age" => fill(&mut header.age, || self.years(answer)),
            "sex" if !self.is_reflection() => fill(&mut header.sex, || self.sex(answer)),
            "care_level" => fill(&mut header.care_level, || self.level(answer)),
            "school_district" => fill(&mut header.school_district, || self.district(answer)),
            _ => {}
        }
    }

    /// A text on one line: line breaks in a narrow cell are no part of a name.
    fn line(&self, answer: &Answer) -> Option<Traced<String>> {
        let mut text = self.text(answer)?;
        text.value = text.value.lines().map(str::trim).collect();
        Some(text)
    }

    fn day(&mut self, answer: &Answer) -> Option<Traced<NaiveDate>> {
        let (text, method) = chosen(answer)?;
        match date(text, &chosen_value(answer), self.context.dates()) {
            Ok(day) => day.map(|day| self.traced(answer, day, method)),
            Err(problem) => {
                let found = date_diagnostic(self.at(answer), text, &problem);
                self.diagnostics.push(found);
                None
            }
        }
    }

    fn years(&mut self, answer: &Answer) -> Option<Traced<u8>> {
        let (text, method) = chosen(answer)?;
        if is_nothing(text) {
            return None;
        }
        let years = age(text, &chosen_value(answer));
        if years.is_none() {
            self.unreadable(answer, text, &wording::an_age());
        }
        Some(self.traced(answer, years?, method))
    }

    pub(super) fn sex(&self, answer: &Answer) -> Option<Traced<String>> {
        let (text, method) = chosen(answer)?;
        Some(self.traced(answer, sex(text)?, method))
    }

    fn level(&mut self, answer: &Answer) -> Option<Traced<String>> {
        let (text, method) = chosen(answer)?;
        match care_level(text, &chosen_value(answer)) {
            CareLevel::Missing => None,
            CareLevel::Known(level) => Some(self.traced(answer, level, method)),
            CareLevel::Unreadable => {
                self.unreadable(answer, text, &wording::a_care_level());
                None
            }
        }
    }

    fn district(&self, answer: &Answer) -> Option<Traced<String>> {
        let (text, method) = chosen(answer)?;
        let name = district(text, self.context.districts())?;
        Some(self.traced(answer, name, method))
    }

    pub(super) fn unreadable(
        &mut self,
        answer: &Answer,
        text: &str,
        expected: &crate::diagnostic::Wording,
    ) {
        let found = wording::value_unreadable(self.at(answer), &answer.field, text, expected);
        self.diagnostics.push(found);
    }
}

/// Fills a fact that is not known yet.
fn fill<T>(fact: &mut Option<T>, read: impl FnOnce() -> Option<T>) {
    if fact.is_none() {
        *fact = read();
    }
}

fn date_diagnostic(location: Location, text: &str, problem: &DateProblem) -> Diagnostic {
    match problem {
        DateProblem::NotADate => wording::date_missing(location, text),
        DateProblem::NoSuchDay => wording::date_impossible(location, text),
        DateProblem::Undecided(days) => wording::date_undecided(location, text, days),
        DateProblem::Several(days) => wording::date_several(location, text, days),
    }
}
