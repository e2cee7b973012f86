//! Places: the cases without their names: when and where.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::super::rows::Source;
use crate::output::tables::schema::columns as column;

/// One case (事例), known by its row.
#[derive(Serialize)]
pub(crate) struct CaseEntry {
    year: Option<i64>,
    /// The day of the meeting, as 2023-07-19.
    day: Option<String>,
    /// The area's index.
    area: Option<usize>,
}

/// The row of each case by its id.
pub(crate) struct CaseRows<'run> {
    rows: BTreeMap<&'run str, usize>,
}

impl<'run> CaseRows<'run> {
    pub(crate) fn new(source: &Source<'run>) -> Self {
        let cases = source.cases;
        let row = |row| Some((cases.text(column::CASE_ID, row)?, row));
        Self { rows: (0..cases.len()).filter_map(row).collect() }
    }

    pub(crate) fn of(&self, case_id: Option<&str>) -> Option<usize> {
        self.rows.get(case_id?).copied()
    }
}

/// Fiscal years with cases, ascending.
pub(super) fn years(source: &Source<'_>) -> Vec<i64> {
    let rows = 0..source.cases.len();
    let years: BTreeSet<i64> =
        rows.filter_map(|row| source.cases.integer(column::FISCAL_YEAR, row)).collect();
    years.into_iter().collect()
}

/// Areas with cases: in the order of the settings, others after them by name.
pub(super) fn areas(source: &Source<'_>) -> Vec<String> {
    let rows = 0..source.cases.len();
    let mut named: BTreeSet<&str> =
        rows.filter_map(|row| source.cases.text(column::AREA, row)).collect();
    let known = source.report.areas.iter().filter(|area| named.contains(**area)).copied();
    let mut areas: Vec<String> = known.map(str::to_owned).collect();
    named.retain(|area| !source.report.areas.contains(area));
    areas.extend(named.into_iter().map(str::to_owned));
    areas
}

pub(super) fn cases(source: &Source<'_>, areas: &[String]) -> Vec<CaseEntry> {
    let cases = source.cases;
    let entry = |row| {
        let area = cases.text(column::AREA, row);
        CaseEntry {
            year: cases.integer(column::FISCAL_YEAR, row),
            day: cases.date(column::HELD_ON, row).map(|day| day.to_string()),
            area: area.and_then(|area| areas.iter().position(|known| known == area)),
        }
    };
    (0..cases.len()).map(entry).collect()
}
