//! Attributes judged: whether a statement's box, case or participant is of some kind.
//!
//! Input → output: what a rule asks and a statement → yes, no, or `None` where it is not known.

use super::Subject;
use crate::config::coding_rules::Attribute;
use crate::label::label_key;
use crate::records::{ParticipantRecord, Traced, center_key};

/// Whether the attribute fits.
pub(super) fn holds(attribute: &Attribute, subject: &Subject<'_>) -> Option<bool> {
    let header = &subject.case.header;
    match attribute {
        Attribute::Field(fields) => Some(fields.contains(&subject.record.field)),
        Attribute::Area(areas) => Some(areas.contains(subject.case.area.as_ref()?)),
        Attribute::FiscalYear(years) => Some(years.contains(&subject.case.fiscal_year?)),
        Attribute::Center(centers) => {
            let center = center_key(&header.center.as_ref()?.value);
            Some(centers.iter().any(|one| center_key(one) == center))
        }
        Attribute::SchoolDistrict(districts) => one_of(header.school_district.as_ref(), districts),
        Attribute::CareLevel(levels) => one_of(header.care_level.as_ref(), levels),
        Attribute::Sex(sexes) => one_of(header.sex.as_ref(), sexes),
        Attribute::Age(bounds) => Some(bounds.contains(f64::from(header.age.as_ref()?.value))),
        Attribute::Role(roles) => {
            let said = participant(subject)?.role.as_ref()?;
            let wanted: Vec<String> = roles.iter().map(|role| label_key(role)).collect();
            // A person may have two: 司会・板書.
            Some(said.split('・').any(|role| wanted.contains(&label_key(role))))
        }
        Attribute::ExperienceYears(bounds) => {
            Some(bounds.contains(participant(subject)?.experience_years.as_ref()?.value))
        }
    }
}

/// Who wrote the statement.
fn participant<'a>(subject: &Subject<'a>) -> Option<&'a ParticipantRecord> {
    subject.case.participants.get(subject.record.participant?)
}

fn one_of(value: Option<&Traced<String>>, wanted: &[String]) -> Option<bool> {
    let value = label_key(&value?.value);
    Some(wanted.iter().any(|one| label_key(one) == value))
}
