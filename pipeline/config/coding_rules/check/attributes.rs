//! Conditions on the case and the participant behind a statement, checked.
//!
//! Input → output: the keys of one table → attributes; problems go to the rule's check.

use toml::Spanned;

use super::super::written::{Number, Texts, WrittenBounds, WrittenCondition};
use super::super::{Attribute, Bounds};
use super::RuleCheck;
use crate::diagnostic::coding_rules as wording;
use crate::diagnostic::config as config_wording;
use crate::label::label_key;
use crate::records::StatementField;

/// Levels of need as the tables give them.
const CARE_LEVELS: [&str; 10] = [
    "要支援1",
    "要支援2",
    "要介護1",
    "要介護2",
    "要介護3",
    "要介護4",
    "要介護5",
    "事業対象者",
    "申請中",
    "自立",
];

/// 平成元年度; forms are not older than long-term care insurance, and links are not younger.
const FIRST_YEAR: u64 = 1989;
const LAST_YEAR: u64 = 2200;

impl RuleCheck<'_, '_> {
    /// Every attribute that a table asks for.
    pub(super) fn attributes(&mut self, table: &WrittenCondition) -> Vec<Attribute> {
        let mut found = Vec::new();
        if let Some(field) = &table.field {
            let names = |field: StatementField| {
                field.headings().first().map(|heading| format!("{heading} ({})", field.as_str()))
            };
            let known: Vec<String> = StatementField::ALL.into_iter().filter_map(names).collect();
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            let fields = self.named(field, "field", &known, StatementField::named);
            found.push(Attribute::Field(fields));
        }
        found.extend(self.of_the_city(table));
        if let Some(years) = &table.fiscal_year {
            let years = self.years(years);
            found.push(Attribute::FiscalYear(years));
        }
        if let Some(levels) = &table.care_level {
            let levels = self.spelled(levels, "care_level", &CARE_LEVELS.map(str::to_owned));
            found.push(Attribute::CareLevel(levels));
        }
        if let Some(sex) = &table.sex {
            let sex = self.spelled(sex, "sex", &["男".to_owned(), "女".to_owned()]);
            found.push(Attribute::Sex(sex));
        }
        if let Some(role) = &table.role {
            let roles = self.texts(role);
            found.push(Attribute::Role(roles));
        }
        let age = table.age.as_ref().map(|age| Attribute::Age(self.bounds(age)));
        found.extend(age);
        let years = table.experience_years.as_ref();
        found.extend(years.map(|years| Attribute::ExperienceYears(self.bounds(years))));
        found
    }

    /// Names that the configuration gives: of areas, centres and districts.
    fn of_the_city(&mut self, table: &WrittenCondition) -> Vec<Attribute> {
        let areas = self.reading.areas;
        let mut found = Vec::new();
        if let Some(area) = &table.area {
            let known: Vec<String> = areas.iter().map(|area| area.name.clone()).collect();
            found.push(Attribute::Area(self.spelled(area, "area", &known)));
        }
        if let Some(center) = &table.center {
            let known: Vec<String> = areas.iter().flat_map(|area| area.centers.clone()).collect();
            found.push(Attribute::Center(self.spelled(center, "center", &known)));
        }
        if let Some(district) = &table.school_district {
            let known: Vec<String> = areas.iter().flat_map(|area| area.districts.clone()).collect();
            let districts = self.spelled(district, "school_district", &known);
            found.push(Attribute::SchoolDistrict(districts));
        }
        found
    }

    /// Names in the spelling of those that are known; width and spaces do not matter.
    fn spelled(&mut self, written: &Texts, key: &str, known: &[String]) -> Vec<String> {
        let names: Vec<&str> = known.iter().map(String::as_str).collect();
        self.named(written, key, &names, |name| {
            let wanted = label_key(name);
            known.iter().find(|known| label_key(known) == wanted).cloned()
        })
    }

    fn years(&mut self, written: &Spanned<Vec<Spanned<i64>>>) -> Vec<i32> {
        if written.get_ref().is_empty() {
            self.problem(wording::empty_list(self.at(&written.span())));
        }
        let mut years = Vec::new();
        for year in written.get_ref() {
            let found = u64::try_from(*year.get_ref()).unwrap_or(0);
            if (FIRST_YEAR..=LAST_YEAR).contains(&found) {
                years.extend(i32::try_from(found));
            } else {
                let place = self.at(&year.span());
                self.problem(config_wording::out_of_range(place, found, FIRST_YEAR, LAST_YEAR));
            }
        }
        years
    }

    fn bounds(&mut self, written: &Spanned<WrittenBounds>) -> Bounds {
        let WrittenBounds { from, to } = written.get_ref();
        let bounds = Bounds { from: from.map(Number::get), to: to.map(Number::get) };
        let possible = match (bounds.from, bounds.to) {
            (Some(from), Some(to)) => from <= to,
            (one, other) => one.or(other).is_some_and(|bound| !bound.is_nan()),
        };
        if !possible {
            self.problem(wording::impossible_bounds(self.at(&written.span())));
        }
        bounds
    }
}
