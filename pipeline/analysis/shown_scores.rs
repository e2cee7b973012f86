//! Shown scores (示せる評価): rows of the score summary → those that may stand under 分析/.
//!
//! A mean of few meetings tells of these meetings, and a total less its parts is the mean of the
//! rest: rows are hidden as the counts of the meetings and people behind them are. Every file
//! shows the same rows, so that none gives away what another hides.

use std::collections::{BTreeMap, BTreeSet};

use super::score_group::ScoreGroup;
use super::score_summary::ItemStat;
use super::theme_spread::ShownTables;
use crate::privacy::{CaseTable, PrivacyPolicy, ShownCases, Totals, suppress};

/// One row of the score summary, as far as hiding needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScoreRow<'a> {
    /// The scale's name.
    pub scale: &'a str,
    /// What the group is.
    pub by: ScoreGroup,
    /// Which.
    pub group: &'a str,
    /// Participants with a score.
    pub people: u32,
    /// The meetings they were at.
    pub meetings: u32,
    /// Meetings with a mean, also those of which no scores are left.
    pub meetings_with_mean: u32,
}

impl<'a> From<&'a ItemStat> for ScoreRow<'a> {
    fn from(stat: &'a ItemStat) -> Self {
        Self {
            scale: &stat.scale.name,
            by: stat.group_by,
            group: &stat.group,
            people: stat.n.unwrap_or_default(),
            meetings: stat.meetings,
            meetings_with_mean: stat.meetings_with_mean,
        }
    }
}

/// The rows of the score summary that may be shown (示せる評価).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShownScores {
    /// Kind of group, group, scale.
    rows: BTreeSet<(&'static str, String, String)>,
}

/// The rows of one scale by kind of group and group.
type OfScale<'a> = BTreeMap<(ScoreGroup, &'a str), ScoreRow<'a>>;

/// Counts of a row that are hidden when they are small.
type Counted = fn(&ScoreRow<'_>) -> u32;

/// Of groups of meetings both numbers are told; people are never fewer than their meetings.
const OF_MEETINGS: [Counted; 2] = [|row| row.meetings, |row| row.meetings_with_mean];

/// Of groups of people, also how many they are.
const OF_PEOPLE: [Counted; 2] = [|row| row.people, |row| row.meetings];

impl ShownScores {
    /// Which rows may be shown.
    ///
    /// Input:  rows of the score summary and of the themes' scores; the themes' ids in their
    ///         order; the counts of cases that are shown.
    /// Output: no row of a single case, nor of a group that is not shown.
    #[must_use]
    pub fn new<'a>(
        rows: impl IntoIterator<Item = ScoreRow<'a>>,
        (theme_ids, shown): (&[&str], &ShownTables),
        policy: PrivacyPolicy,
    ) -> Self {
        let mut scales: BTreeMap<&str, OfScale<'_>> = BTreeMap::new();
        for row in rows {
            scales.entry(row.scale).or_default().insert((row.by, row.group), row);
        }
        let mut rows = BTreeSet::new();
        for (scale, of_scale) in scales {
            let mut names = places(&of_scale, shown, policy);
            names.extend(centers(&of_scale, &names, policy));
            names.extend(people(&of_scale, policy));
            for (theme, raised) in theme_ids.iter().zip(&shown.raised) {
                names.extend(of_theme(&of_scale, (theme, raised), policy));
            }
            let row = |(by, name): &(ScoreGroup, &str)| {
                (by.as_str(), (*name).to_owned(), scale.to_owned())
            };
            rows.extend(names.iter().map(row));
        }
        Self { rows }
    }

    /// Whether a row may be shown: kind of group, group and scale as tables name them.
    #[must_use]
    pub fn shows(&self, by: &str, group: &str, scale: &str) -> bool {
        let by = ScoreGroup::named(by).map(ScoreGroup::as_str);
        by.is_some_and(|by| self.rows.contains(&(by, group.to_owned(), scale.to_owned())))
    }

    /// Whether any group of a kind may be shown.
    #[must_use]
    pub fn shows_any(&self, by: &str) -> bool {
        self.rows.iter().any(|(kind, ..)| *kind == by)
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
    let tables = OF_MEETINGS.map(|count| meetings(rows, count).shown_within(&shown.all, policy));
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
    for ((by, group), row) in rows {
        match place(*by, group) {
            Some((Some(year), Some(area))) => {
                let cases = count(row);
                table.add_cases(Some(year), Some(area), cases);
                *of_years.entry(year).or_default() += cases;
                *of_areas.entry(area).or_default() += cases;
                known += cases;
            }
            Some((None, None)) => all = count(row),
            _ => {}
        }
    }
    for ((by, group), row) in rows {
        let (year, area, inside) = match place(*by, group) {
            Some((Some(year), None)) => (Some(year), None, of_years.get(&year)),
            Some((None, Some(area))) => (None, Some(area), of_areas.get(area)),
            _ => continue,
        };
        let rest = count(row).saturating_sub(inside.copied().unwrap_or_default());
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

/// Centres lie within areas, whose counts are their totals: all of them are shown, or none.
fn centers<'a>(
    rows: &OfScale<'a>,
    places: &[(ScoreGroup, &str)],
    policy: PrivacyPolicy,
) -> Vec<(ScoreGroup, &'a str)> {
    let of = |by: ScoreGroup| rows.iter().filter(move |((of, _), _)| *of == by);
    let areas = of(ScoreGroup::Area).all(|(key, _)| places.contains(key));
    let all = rows.get(&(ScoreGroup::All, ScoreGroup::All.as_str()));
    let told = OF_MEETINGS.iter().all(|count| {
        let small = |cases: u32| policy.shown(cases).is_none();
        let known: u32 = of(ScoreGroup::Center).map(|(_, row)| count(row)).sum();
        let rest = all.map_or(0, count).saturating_sub(known);
        !small(rest) && !of(ScoreGroup::Center).any(|(_, row)| small(count(row)))
    });
    if areas && told { of(ScoreGroup::Center).map(|(key, _)| *key).collect() } else { Vec::new() }
}

/// Roles and bands of experience.
fn people<'a>(rows: &OfScale<'a>, policy: PrivacyPolicy) -> Vec<(ScoreGroup, &'a str)> {
    let all = rows.get(&(ScoreGroup::All, ScoreGroup::All.as_str()));
    let mut shown = Vec::new();
    for by in [ScoreGroup::Role, ScoreGroup::Experience] {
        let groups: Vec<(&'a str, ScoreRow<'a>)> = rows
            .iter()
            .filter(|((of, _), _)| *of == by)
            .map(|((_, name), row)| (*name, *row))
            .collect();
        let told = |name: &&'a str| {
            OF_PEOPLE.iter().enumerate().all(|(place, count)| {
                // A meeting has people of several roles: their meetings make up no total.
                let all = all.filter(|_| place == 0).map(count);
                open(&groups, (*count, all), policy).contains(name)
            })
        };
        shown.extend(groups.iter().map(|(name, _)| *name).filter(told).map(|name| (by, name)));
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
    let told = OF_MEETINGS.iter().all(|count| policy.shown(count(whole)).is_some());
    if raised.of(None, None).is_none() || !told {
        return Vec::new();
    }
    let mut shown = vec![(ScoreGroup::Theme, *name)];
    for (by, within) in [
        (ScoreGroup::ThemeFiscalYear, ScoreGroup::FiscalYear),
        (ScoreGroup::ThemeArea, ScoreGroup::Area),
    ] {
        let inside = |group: &'a str| {
            group.split_once(' ').filter(|(id, _)| *id == theme).map(|(_, inside)| inside)
        };
        let own = rows.iter().filter(|((of, group), _)| *of == by && inside(group).is_some());
        let groups: Vec<(&'a str, ScoreRow<'a>)> =
            own.map(|((_, name), row)| (*name, *row)).collect();
        let both = OF_MEETINGS.map(|count| open(&groups, (count, Some(count(whole))), policy));
        let told = |name: &&'a str| {
            let place = inside(name).and_then(|inside| place(within, inside));
            place.is_some_and(|(year, area)| raised.of(year, area).is_some())
                && both.iter().all(|open| open.contains(name))
        };
        shown.extend(groups.iter().map(|(name, _)| *name).filter(told).map(|name| (by, name)));
    }
    shown
}

/// Groups that may be shown beside their total; what it has beyond them is a group as well.
fn open<'a>(
    groups: &[(&'a str, ScoreRow<'a>)],
    (count, all): (Counted, Option<u32>),
    policy: PrivacyPolicy,
) -> Vec<&'a str> {
    let mut counts: Vec<u32> = groups.iter().map(|(_, row)| count(row)).collect();
    let totals = match all {
        Some(all) => {
            counts.push(all.saturating_sub(counts.iter().sum()));
            suppress(&[counts], Totals::Rows, policy).pop().unwrap_or_default()
        }
        None => counts.into_iter().map(|count| policy.shown(count)).collect(),
    };
    let names = groups.iter().zip(totals).filter(|(_, count)| count.is_some());
    names.map(|((name, _), _)| *name).collect()
}
