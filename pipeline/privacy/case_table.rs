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
        self.shown_of(None, policy)
    }

    /// The counts that may be shown of cases that are all among those of another table: nothing
    /// is shown where that one shows nothing, and a reader knows that no count is above its own.
    #[must_use]
    pub fn shown_within(&self, all: &ShownCases, policy: PrivacyPolicy) -> ShownCases {
        self.shown_of(Some(all), policy)
    }

    fn shown_of(&self, all: Option<&ShownCases>, policy: PrivacyPolicy) -> ShownCases {
        let known = |all: &ShownCases| (all.years.clone(), all.areas.clone());
        let (years, areas) = all.map(known).unwrap_or_default();
        let years: BTreeSet<Option<i32>> =
            years.into_iter().chain(self.counts.keys().map(|(year, _)| *year)).collect();
        let areas: BTreeSet<Option<String>> =
            areas.into_iter().chain(self.counts.keys().map(|(_, area)| area.clone())).collect();
        let (years, areas): (Vec<_>, Vec<_>) =
            (years.into_iter().collect(), areas.into_iter().collect());
        let count = |year: &Option<i32>, area: &Option<String>| {
            self.counts.get(&(*year, area.clone())).copied().unwrap_or_default()
        };
        let inside: Vec<Vec<u32>> =
            years.iter().map(|year| areas.iter().map(|area| count(year, area)).collect()).collect();
        let mut table = Table::new(&inside, u32::from(policy.show_zero));
        let mut hidden = Vec::new();
        for place in table.places() {
            let of = all.map(|all| {
                let place = all.place(years.get(place.0), areas.get(place.1));
                place.map_or(Some(0), |place| all.cell(place))
            });
            if let Some(of) = of {
                table.bound(place, of);
            }
            let small = table.count(place).is_some_and(|n| policy.shown(n).is_none());
            if small || of == Some(None) {
                hidden.push(place);
            }
        }
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
        let area = area.map(|area| Some(area.to_owned()));
        let place = self.place(year.map(Some).as_ref(), area.as_ref());
        place.map_or(Some(0), |place| self.cell(place))
    }

    /// Where a year and an area stand, known or not; `None` for either is the total.
    fn place(
        &self,
        year: Option<&Option<i32>>,
        area: Option<&Option<String>>,
    ) -> Option<(usize, usize)> {
        let row = match year {
            Some(year) => self.years.iter().position(|known| known == year)?,
            None => self.years.len(),
        };
        let column = match area {
            Some(area) => self.areas.iter().position(|known| known == area)?,
            None => self.areas.len(),
        };
        Some((row, column))
    }

    /// The cases of unknown year.
    #[must_use]
    pub fn of_unknown_year(&self) -> Option<u32> {
        self.place(Some(&None), None).map_or(Some(0), |place| self.cell(place))
    }

    fn cell(&self, (row, column): (usize, usize)) -> Option<u32> {
        *self.cells.get(row)?.get(column)?
    }
}
