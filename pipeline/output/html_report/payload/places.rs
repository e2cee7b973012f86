//! Places: fiscal years, areas, and the meetings of each as far as they may be counted.

use std::collections::BTreeSet;

use serde::Serialize;

use super::super::rows::Source;
use crate::output::tables::schema::columns as column;

/// Meetings of a year and an area, by index; `None` is all of them. The count is `None` when hidden.
#[derive(Serialize)]
pub(crate) struct MeetingCount(Option<usize>, Option<usize>, Option<u32>);

/// The years and areas that the page filters by.
pub(crate) struct Axes {
    /// Fiscal years with cases, ascending.
    pub(crate) years: Vec<i32>,
    /// Areas with cases: in the order of the settings, others after them by name.
    pub(crate) areas: Vec<String>,
}

/// A year and an area with their indices; `None` for either is all of them.
pub(super) type Place<'run> = ((Option<usize>, Option<i32>), (Option<usize>, Option<&'run str>));

impl Axes {
    pub(crate) fn new(source: &Source<'_>) -> Self {
        let rows = || 0..source.cases.len();
        let year = |row| i32::try_from(source.cases.integer(column::FISCAL_YEAR, row)?).ok();
        let years: BTreeSet<i32> = rows().filter_map(year).collect();
        let mut named: BTreeSet<&str> =
            rows().filter_map(|row| source.cases.text(column::AREA, row)).collect();
        let known = source.report.areas.iter().filter(|area| named.contains(**area)).copied();
        let mut areas: Vec<String> = known.map(str::to_owned).collect();
        named.retain(|area| !source.report.areas.contains(area));
        areas.extend(named.into_iter().map(str::to_owned));
        Self { years: years.into_iter().collect(), areas }
    }

    /// Everything, every year, every area, and every area of every year.
    pub(super) fn places(&self) -> impl Iterator<Item = Place<'_>> {
        let years = self.years.iter().enumerate().map(|(index, year)| (Some(index), Some(*year)));
        let years = std::iter::once((None, None)).chain(years);
        years.flat_map(|year| {
            let areas = self.areas.iter().enumerate();
            let areas = areas.map(|(index, area)| (Some(index), Some(area.as_str())));
            std::iter::once((None, None)).chain(areas).map(move |area| (year, area))
        })
    }

    pub(super) fn year(&self, year: Option<i32>) -> Option<usize> {
        self.years.iter().position(|known| Some(*known) == year)
    }

    pub(super) fn area(&self, area: Option<&str>) -> Option<usize> {
        self.areas.iter().position(|known| Some(known.as_str()) == area)
    }
}

pub(super) fn meetings(source: &Source<'_>, axes: &Axes) -> Vec<MeetingCount> {
    let count = |((year_at, year), (area_at, area)): Place<'_>| {
        MeetingCount(year_at, area_at, source.report.shown.all.of(year, area))
    };
    axes.places().map(count).collect()
}
