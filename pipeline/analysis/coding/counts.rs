//! How many statements and cases have each code, as a whole, by area, year and box.
//!
//! Input → output: judged statements → one count for each code and group. A case of unknown area or
//! year is in no group of that kind.

use std::collections::{BTreeMap, BTreeSet};

use super::{CodeCount, CodeGroup, Judged};
use crate::analysis::proportion::wilson;
use crate::records::{CaseRecord, StatementField};

/// Statements and cases, of a group or of a code in it.
#[derive(Default)]
struct Tally {
    statements: u32,
    cases: BTreeSet<usize>,
}

impl Tally {
    fn add(&mut self, case: usize) {
        self.statements += 1;
        self.cases.insert(case);
    }

    fn cases(&self) -> u32 {
        u32::try_from(self.cases.len()).unwrap_or(u32::MAX)
    }
}

/// A kind of group, the group's place among its kind, and its name.
type Group = (CodeGroup, usize, String);

/// The counts of `codes` codes.
pub(super) fn counts(cases: &[CaseRecord], judged: &[Vec<Judged>], codes: usize) -> Vec<CodeCount> {
    let mut groups: BTreeMap<Group, Tally> = BTreeMap::new();
    let mut with_code: BTreeMap<(usize, Group), Tally> = BTreeMap::new();
    groups.entry((CodeGroup::All, 0, String::new())).or_default();
    for (number, (case, statements)) in cases.iter().zip(judged).enumerate() {
        for one in statements {
            let Some(record) = case.statements.get(one.statement) else { continue };
            for group in groups_of(case, record.field) {
                groups.entry(group.clone()).or_default().add(number);
                for (code, _) in &one.codes {
                    with_code.entry((*code, group.clone())).or_default().add(number);
                }
            }
        }
    }
    let nothing = Tally::default();
    let count = |code: usize, group: &Group, of_group: &Tally| {
        let tally = with_code.get(&(code, group.clone())).unwrap_or(&nothing);
        let (cases, cases_of_group) = (tally.cases(), of_group.cases());
        let share = wilson(cases, cases_of_group)
            .map(|interval| (f64::from(cases) / f64::from(cases_of_group), interval));
        CodeCount {
            code,
            group_by: group.0,
            group: group.2.clone(),
            statements: tally.statements,
            cases,
            statements_of_group: of_group.statements,
            cases_of_group,
            share,
        }
    };
    let groups = &groups;
    let of_code = |code: usize| groups.iter().map(move |(group, of)| (code, group, of));
    (0..codes).flat_map(of_code).map(|(code, group, of)| count(code, group, of)).collect()
}

/// The groups that a statement belongs to.
fn groups_of(case: &CaseRecord, field: StatementField) -> Vec<Group> {
    let mut groups = vec![
        (CodeGroup::All, 0, String::new()),
        (CodeGroup::Field, field as usize, field.as_str().to_owned()),
    ];
    groups.extend(case.area.clone().map(|area| (CodeGroup::Area, 0, area)));
    groups.extend(case.fiscal_year.map(|year| (CodeGroup::FiscalYear, 0, year.to_string())));
    groups
}
