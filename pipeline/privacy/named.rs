//! Named (様式に名前のあるもの): forms → the persons, offices and places that they name.
//!
//! A case keeps one value of each fact; what the forms contradict each other in, and names that
//! found no sheet of their own, name persons all the same. So every sheet is looked at.

use std::collections::BTreeSet;

use crate::records::{CaseHeader, CaseRecord, ParticipantRecord, SheetRecord};

/// Whom and what some forms name, as written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    /// Providers, clients and participants.
    pub persons: BTreeSet<String>,
    /// The providers' offices and the participants'.
    pub offices: BTreeSet<String>,
    /// Areas, centres and districts.
    pub places: BTreeSet<String>,
}

impl Named {
    /// What single sheets name.
    #[must_use]
    pub fn in_sheets(sheets: &[SheetRecord]) -> Self {
        let mut named = Self::default();
        for sheet in sheets {
            named.add(&sheet.header, &sheet.participants);
        }
        named
    }

    /// What cases name.
    #[must_use]
    pub fn in_cases(cases: &[CaseRecord]) -> Self {
        let mut named = Self::default();
        named.add_cases(cases);
        named
    }

    /// Adds what cases name, their areas too.
    pub fn add_cases(&mut self, cases: &[CaseRecord]) {
        for case in cases {
            self.add(&case.header, &case.participants);
            self.places.extend(case.area.clone());
        }
    }

    fn add(&mut self, header: &CaseHeader, participants: &[ParticipantRecord]) {
        let labels = participants.iter().map(|one| &one.label);
        let persons = [&header.provider, &header.client].into_iter().chain(labels);
        self.persons.extend(persons.flatten().map(|person| person.value.clone()));
        let workplaces = participants.iter().map(|one| &one.workplace);
        let offices = std::iter::once(&header.office).chain(workplaces);
        self.offices.extend(offices.flatten().map(|office| office.value.clone()));
        let places = [&header.center, &header.school_district].into_iter().flatten();
        self.places.extend(places.map(|place| place.value.clone()));
    }
}
