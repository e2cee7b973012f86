//! Groups (エリア別・年度別): each theme in each area, centre, district and year.

use std::collections::{BTreeMap, BTreeSet};

use super::SpreadCase;
use super::association::{Association, Counted, judged};
use super::view::View;

/// What a group of cases has in common (集計の区分).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroupBy {
    /// エリア.
    Area,
    /// 開催包括.
    Center,
    /// 生活小学校区.
    SchoolDistrict,
    /// 年度.
    FiscalYear,
}

impl GroupBy {
    /// All, in the order of the tables.
    pub const ALL: [Self; 4] = [Self::Area, Self::Center, Self::SchoolDistrict, Self::FiscalYear];

    /// The name in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Area => "area",
            Self::Center => "center",
            Self::SchoolDistrict => "school_district",
            Self::FiscalYear => "fiscal_year",
        }
    }

    /// A case's group; `None` when it is not known.
    fn of(self, case: &SpreadCase) -> Option<String> {
        match self {
            Self::Area => case.area.clone(),
            Self::Center => case.center.clone(),
            Self::SchoolDistrict => case.school_district.clone(),
            Self::FiscalYear => case.fiscal_year.map(|year| year.to_string()),
        }
    }
}

/// One theme in one group of cases (課題×区分).
#[derive(Debug, Clone, PartialEq)]
pub struct ThemeGroup {
    /// The theme.
    pub theme: usize,
    /// What the group is.
    pub group_by: GroupBy,
    /// Which: an area's name, a year.
    pub group: String,
    /// Cases of the group against all others whose group is known.
    pub association: Association,
}

/// One theme in one area and year (課題×エリア×年度).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaYearCount {
    /// The theme.
    pub theme: usize,
    /// The area.
    pub area: String,
    /// The fiscal year.
    pub fiscal_year: i32,
    /// Cases that raise the theme.
    pub cases: u32,
    /// All cases of that area and year.
    pub cases_of_group: u32,
}

/// Every theme in every group; each kind of group is one family of tests.
pub(super) fn groups(view: &View<'_>) -> Vec<ThemeGroup> {
    GroupBy::ALL.into_iter().flat_map(|group_by| groups_by(view, group_by)).collect()
}

fn groups_by(view: &View<'_>, group_by: GroupBy) -> Vec<ThemeGroup> {
    let of_case: Vec<Option<String>> = view.cases.iter().map(|case| group_by.of(case)).collect();
    let names: BTreeSet<&String> = of_case.iter().flatten().collect();
    let mut places = Vec::new();
    let mut family = Vec::new();
    for (theme, raises) in view.columns.iter().enumerate() {
        for name in &names {
            let mut counted = Counted::default();
            for ((raises, alike), group) in raises.iter().zip(&view.alike).zip(&of_case) {
                if let Some(group) = group {
                    counted.add(*raises, group == *name, *alike);
                }
            }
            places.push((theme, (*name).clone()));
            family.push(counted);
        }
    }
    let judged = judged(&family, &view.rules.tiers);
    let rows = places.into_iter().zip(judged);
    rows.map(|((theme, group), association)| ThemeGroup { theme, group_by, group, association })
        .collect()
}

/// Cases of each area and year.
pub(super) fn cases_by_area_year(view: &View<'_>) -> BTreeMap<(String, i32), u32> {
    let mut counts = BTreeMap::new();
    for case in &view.cases {
        if let Some(place) = case.area.clone().zip(case.fiscal_year) {
            *counts.entry(place).or_default() += 1;
        }
    }
    counts
}

/// Cases of each group.
pub(super) fn cases_by_group(view: &View<'_>) -> BTreeMap<(GroupBy, String), u32> {
    let mut counts = BTreeMap::new();
    for case in &view.cases {
        for group_by in GroupBy::ALL {
            if let Some(group) = group_by.of(case) {
                *counts.entry((group_by, group)).or_default() += 1;
            }
        }
    }
    counts
}

/// Every theme in every area and year that has cases.
pub(super) fn by_area_year(view: &View<'_>) -> Vec<AreaYearCount> {
    let all = cases_by_area_year(view);
    let mut counts: BTreeMap<(usize, &str, i32), u32> = BTreeMap::new();
    for (case, raised, _) in view.rows() {
        if let Some((area, year)) = case.area.as_deref().zip(case.fiscal_year) {
            for theme in raised {
                *counts.entry((*theme, area, year)).or_default() += 1;
            }
        }
    }
    let mut rows = Vec::new();
    for theme in 0..view.themes {
        for ((area, year), cases_of_group) in &all {
            rows.push(AreaYearCount {
                theme,
                area: area.clone(),
                fiscal_year: *year,
                cases: counts.get(&(theme, area.as_str(), *year)).copied().unwrap_or(0),
                cases_of_group: *cases_of_group,
            });
        }
    }
    rows
}
