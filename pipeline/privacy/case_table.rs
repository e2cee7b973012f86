//! Case table (事例数の表): cases by fiscal year and area → the counts that may be shown.
//!
//! Every file under 分析/ shows the same cells of a table: what one hid, another would give away.

use std::collections::{BTreeMap, BTreeSet};

use super::PrivacyPolicy;
use super::complementary::Table;

/// Cases by fiscal year and area (年度×エリアの事例数); what is unknown is a cell of its own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CaseTable {
    counts: BTreeMap<(Option<i32>, Option<String>), u32>,
}

impl CaseTable {
    /// Counts one case more.
    pub fn add(&mut self, year: Option<i32>, area: Option<&str>) {
        *self.counts.entry((year, area.map(str::to_owned))).or_default() += 1;
    }

    /// Counts some cases more.
    pub fn add_cases(&mut self, year: Option<i32>, area: Option<&str>, cases: u32) {
        *self.counts.entry((year, area.map(str::to_owned))).or_default() += cases;
    }

    /// The counts that may be shown.
    #[must_use]
    pub fn shown(&self, policy: PrivacyPolicy) -> ShownCases {
        let years: BTreeSet<Option<i32>> = self.counts.keys().map(|(year, _)| *year).collect();
        let areas: BTreeSet<Option<String>> =
            self.counts.keys().map(|(_, area)| area.clone()).collect();
        let axes = (years.into_iter().collect(), areas.into_iter().collect());
        self.on_axes(axes, |_| false, policy)
    }

    /// The counts that may be shown of cases that are all among those of another table: nothing
    /// is shown where that one shows nothing.
    #[must_use]
    pub fn shown_within(&self, all: &ShownCases, policy: PrivacyPolicy) -> ShownCases {
        let axes = (all.years.clone(), all.areas.clone());
        self.on_axes(axes, |place| all.cell(place).is_none(), policy)
    }

    fn on_axes(
        &self,
        (years, areas): (Vec<Option<i32>>, Vec<Option<String>>),
        withheld: impl Fn((usize, usize)) -> bool,
        policy: PrivacyPolicy,
    ) -> ShownCases {
        let count = |year: &Option<i32>, area: &Option<String>| {
            self.counts.get(&(*year, area.clone())).copied().unwrap_or_default()
        };
        let inside: Vec<Vec<u32>> =
            years.iter().map(|year| areas.iter().map(|area| count(year, area)).collect()).collect();
        let mut table = Table::new(&inside, u32::from(policy.show_zero));
        let small = |place: &(usize, usize)| {
            withheld(*place) || table.count(*place).is_some_and(|n| policy.shown(n).is_none())
        };
        let hidden: Vec<(usize, usize)> = table.places().into_iter().filter(small).collect();
        table.hide(&hidden);
        let mut cells = vec![vec![None; areas.len() + 1]; years.len() + 1];
        for place in table.places().into_iter().filter(|place| !table.is_hidden(*place)) {
            if let Some(cell) = cells.get_mut(place.0).and_then(|row| row.get_mut(place.1)) {
                *cell = table.count(place);
            }
        }
        ShownCases { years, areas, cells }
    }
}

/// The counts of a [`CaseTable`] that may be shown, totals too; the others stay hidden from who
/// adds and subtracts what is shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ShownCases {
    years: Vec<Option<i32>>,
    areas: Vec<Option<String>>,
    /// By year and area; the totals are last.
    cells: Vec<Vec<Option<u32>>>,
}

impl ShownCases {
    /// The cases of a year and an area; `None` for either is the total over all of them.
    ///
    /// Output: `None` when hidden; 0 for a year or an area that no case has.
    #[must_use]
    pub fn of(&self, year: Option<i32>, area: Option<&str>) -> Option<u32> {
        let row = match year {
            Some(_) => self.years.iter().position(|known| *known == year),
            None => Some(self.years.len()),
        };
        let column = match area {
            Some(_) => self.areas.iter().position(|known| known.as_deref() == area),
            None => Some(self.areas.len()),
        };
        row.zip(column).map_or(Some(0), |place| self.cell(place))
    }

    /// The cases of unknown year.
    #[must_use]
    pub fn of_unknown_year(&self) -> Option<u32> {
        let row = self.years.iter().position(Option::is_none);
        row.map_or(Some(0), |row| self.cell((row, self.areas.len())))
    }

    fn cell(&self, (row, column): (usize, usize)) -> Option<u32> {
        *self.cells.get(row)?.get(column)?
    }
}
