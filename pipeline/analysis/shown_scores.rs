//! Shown scores (示せる評価): rows of the score summary → those that may stand under 分析/.
//!
//! A mean of few meetings tells of these meetings, and a total less its parts is the mean of the
//! rest: rows are hidden as the counts of meetings behind them are.

use std::collections::{BTreeMap, BTreeSet};

use super::sample_size::ANSWERS;
use super::score_group::ScoreGroup;
use super::score_summary::ItemStat;
use super::theme_spread::ShownTables;
use crate::privacy::{CaseTable, PrivacyPolicy, ShownCases, Totals, suppress};

/// The rows of the score summary that may be shown (示せる評価).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShownScores {
    /// Scale, kind of group, group.
    rows: BTreeSet<(String, ScoreGroup, String)>,
}

/// The rows of one scale by kind of group and group.
type OfScale<'a> = BTreeMap<(ScoreGroup, &'a str), &'a ItemStat>;

/// Counts of a row that are hidden when they are small.
type Counted = fn(&ItemStat) -> u32;

/// Meetings with scores, and those known by their mean: both are told.
const COUNTED: [Counted; 2] = [|stat| stat.meetings, |stat| stat.meetings_with_mean];

impl ShownScores {
    /// Which rows may be shown.
    ///
    /// Input:  rows of the score summary and of the themes' scores; the themes' ids in their
    ///         order; the counts of cases that are shown.
    /// Output: no row of a single case, a centre, or a group that is not shown.
    #[must_use]
    pub fn new(
        stats: &[ItemStat],
        (theme_ids, shown): (&[&str], &ShownTables),
        policy: PrivacyPolicy,
    ) -> Self {
        let mut scales: BTreeMap<&str, OfScale<'_>> = BTreeMap::new();
        for stat in stats {
            let of_scale = scales.entry(&stat.scale.name).or_default();
            of_scale.insert((stat.group_by, &stat.group), stat);
        }
        let mut rows = BTreeSet::new();
        for (scale, of_scale) in scales {
            let mut names = places(&of_scale, shown, policy);
            names.extend(people(&of_scale, policy));
            for (theme, raised) in theme_ids.iter().zip(&shown.raised) {
                names.extend(of_theme(&of_scale, (theme, raised), policy));
            }
            rows.extend(names.iter().map(|(by, name)| (scale.to_owned(), *by, (*name).to_owned())));
        }
        Self { rows }
    }

    /// Whether a row may be shown.
    #[must_use]
    pub fn shows(&self, scale: &str, by: ScoreGroup, group: &str) -> bool {
        self.rows.contains(&(scale.to_owned(), by, group.to_owned()))
    }
}

/// The fiscal year and area of a group of whole meetings; `None` for either is all of them.
fn place(by: ScoreGroup, group: &str) -> Option<(Option<i32>, Option<&str>)> {
    match by {
        ScoreGroup::All => Some((None, None)),
        ScoreGroup::FiscalYear => Some((Some(group.parse().ok()?), None)),
        ScoreGroup::Area => Some((None, Some(group))),
        ScoreGroup::FiscalYearArea => {
            let (year, area) = group.split_once(' ')?;
            Some((Some(year.parse().ok()?), Some(area)))
        }
        _ => None,
    }
}

/// Everybody, years, areas, and both.
fn places<'a>(
    rows: &OfScale<'a>,
    shown: &ShownTables,
    policy: PrivacyPolicy,
) -> Vec<(ScoreGroup, &'a str)> {
    let tables = COUNTED.map(|count| meetings(rows, count).shown_within(&shown.all, policy));
    let told = |(by, group): &(ScoreGroup, &'a str)| {
        place(*by, group)
            .is_some_and(|(year, area)| tables.iter().all(|table| table.of(year, area).is_some()))
    };
    rows.keys().copied().filter(told).collect()
}

/// The meetings by year and area; what is missing to a total is of unknown year or area.
fn meetings(rows: &OfScale<'_>, count: Counted) -> CaseTable {
    let mut table = CaseTable::default();
    let mut of_years: BTreeMap<i32, u32> = BTreeMap::new();
    let mut of_areas: BTreeMap<&str, u32> = BTreeMap::new();
    let (mut all, mut known) = (0, 0);
    for ((by, group), stat) in rows {
        match place(*by, group) {
            Some((Some(year), Some(area))) => {
                let cases = count(stat);
                table.add_cases(Some(year), Some(area), cases);
                *of_years.entry(year).or_default() += cases;
                *of_areas.entry(area).or_default() += cases;
                known += cases;
            }
            Some((None, None)) => all = count(stat),
            _ => {}
        }
    }
    for ((by, group), stat) in rows {
        let (year, area, inside) = match place(*by, group) {
            Some((Some(year), None)) => (Some(year), None, of_years.get(&year)),
            Some((None, Some(area))) => (None, Some(area), of_areas.get(area)),
            _ => continue,
        };
        let rest = count(stat).saturating_sub(inside.copied().unwrap_or_default());
        if rest > 0 {
            table.add_cases(year, area, rest);
            known += rest;
        }
    }
    if all > known {
        table.add_cases(None, None, all - known);
    }
    table
}

/// Roles and bands of experience: a person may be known by them, so that a group is shown from as
/// many people on as carry a mean.
fn people<'a>(rows: &OfScale<'a>, policy: PrivacyPolicy) -> Vec<(ScoreGroup, &'a str)> {
    let least = policy.smallest_count.max(ANSWERS);
    let policy = PrivacyPolicy { smallest_count: least, ..policy };
    let all = rows.get(&(ScoreGroup::All, ScoreGroup::All.as_str())).and_then(|stat| stat.n);
    let mut shown = Vec::new();
    for by in [ScoreGroup::Role, ScoreGroup::Experience] {
        let groups = rows.range((by, "")..).take_while(|((of, _), _)| *of == by);
        let groups: Vec<(&'a str, u32)> =
            groups.map(|((_, name), stat)| (*name, stat.n.unwrap_or_default())).collect();
        shown.extend(open(&groups, all, policy).into_iter().map(|name| (by, name)));
    }
    shown
}

/// A theme's meetings: all, and those of years and areas whose counts are shown.
fn of_theme<'a>(
    rows: &OfScale<'a>,
    (theme, raised): (&str, &ShownCases),
    policy: PrivacyPolicy,
) -> Vec<(ScoreGroup, &'a str)> {
    let all = rows.iter().find(|((by, group), _)| *by == ScoreGroup::Theme && *group == theme);
    let Some(((_, name), whole)) = all else { return Vec::new() };
    let told = |stat: &ItemStat| COUNTED.iter().all(|count| policy.shown(count(stat)).is_some());
    if raised.of(None, None).is_none() || !told(whole) {
        return Vec::new();
    }
    let mut shown = vec![(ScoreGroup::Theme, *name)];
    for (by, within) in [
        (ScoreGroup::ThemeFiscalYear, ScoreGroup::FiscalYear),
        (ScoreGroup::ThemeArea, ScoreGroup::Area),
    ] {
        let groups = rows.iter().filter_map(|((of, group), stat)| {
            let inside = group.split_once(' ').filter(|(id, _)| *of == by && *id == theme)?.1;
            Some((*group, place(within, inside)?, *stat))
        });
        let groups: Vec<_> = groups.collect();
        let open_by = |count: Counted| {
            let counts: Vec<(&'a str, u32)> =
                groups.iter().map(|(name, _, stat)| (*name, count(stat))).collect();
            open(&counts, Some(count(whole)), policy)
        };
        let both = COUNTED.map(open_by);
        let names = groups.iter().filter(|(name, (year, area), _)| {
            let open = both.iter().all(|names| names.contains(name));
            open && raised.of(*year, *area).is_some()
        });
        shown.extend(names.map(|(name, ..)| (by, *name)));
    }
    shown
}

/// Groups of a total that may be shown; what the total has beyond them is a group as well.
fn open<'a>(groups: &[(&'a str, u32)], all: Option<u32>, policy: PrivacyPolicy) -> Vec<&'a str> {
    let mut counts: Vec<u32> = groups.iter().map(|(_, count)| *count).collect();
    let rest = all.unwrap_or_default().saturating_sub(counts.iter().sum());
    counts.push(rest);
    let shown = suppress(&[counts], Totals::Rows, policy).pop().unwrap_or_default();
    let names = groups.iter().zip(shown).filter(|(_, count)| count.is_some());
    names.map(|((name, _), _)| *name).collect()
}
