//! Themes (地域課題のまとまり): grouped units → themes with their counts, and each statement's.

use std::collections::{BTreeMap, BTreeSet};

use super::attractor::Attractor;
use super::grouping::Grouping;
use super::unit::Unit;
use super::{Assignment, IssueFinding, IssueStatement, naming};

/// Where a theme comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ThemeOrigin {
    /// The issue dictionary.
    Known,
    /// Made by a person from statements.
    Own,
    /// Found among statements that fit no known issue (新).
    New,
}

/// An issue that statements raise (地域課題).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// The known issue's id, or `new_` with eight digits that depend on the statements it was
    /// found in.
    pub theme_id: String,
    /// The name a person gave it, or the known issue's, or a noun phrase with two keywords.
    pub label: String,
    /// Where it comes from.
    pub origin: ThemeOrigin,
    /// The words that set its statements apart, most telling first.
    pub terms: Vec<String>,
    /// Statements, each case's near-copies once; those that raise it second included.
    pub statements: u32,
    /// Cases with at least one such statement; statements of unknown case are no case.
    pub cases: u32,
    /// Areas of those cases, sorted.
    pub areas: Vec<String>,
    /// Fiscal years of those cases, sorted.
    pub years: Vec<i32>,
    /// The first date it was said, or else the first fiscal year.
    pub first_seen: Option<String>,
    /// The last one.
    pub last_seen: Option<String>,
    /// Statements nearest to its middle, at most eight: indices into the input.
    pub central: Vec<usize>,
}

/// Central statements that are named.
const CENTRAL: usize = 8;

/// Themes and assignments of grouped units.
pub(super) fn finding(
    statements: &[IssueStatement<'_>],
    units: &[Unit],
    grouping: Grouping,
    dismissed: &BTreeSet<String>,
) -> IssueFinding {
    let kept = |(_, attractor): &(usize, &Attractor)| !dismissed.contains(&attractor.id);
    let described = Described { statements, units, grouping: &grouping };
    let mut themes: Vec<(usize, Theme)> = grouping
        .attractors
        .iter()
        .enumerate()
        .filter(kept)
        .filter_map(|(group, attractor)| Some((group, described.theme(group, attractor)?)))
        .collect();
    themes.sort_by(|(_, one), (_, other)| {
        let counts = |theme: &Theme| (theme.cases, theme.statements);
        counts(other).cmp(&counts(one)).then_with(|| one.theme_id.cmp(&other.theme_id))
    });
    let places: BTreeMap<usize, usize> =
        themes.iter().enumerate().map(|(place, (group, _))| (*group, place)).collect();
    let place = |group: Option<usize>| group.and_then(|group| places.get(&group)).copied();
    let mut assignments = vec![Assignment::default(); statements.len()];
    let groups = grouping.main.iter().zip(&grouping.second);
    for (unit, (main, second)) in units.iter().zip(groups) {
        for member in &unit.members {
            if let Some(assignment) = assignments.get_mut(*member) {
                *assignment = Assignment { theme: place(*main), second: place(*second) };
            }
        }
    }
    let themes = themes.into_iter().map(|(_, theme)| theme).collect();
    IssueFinding { themes, assignments, found: grouping.found }
}

/// A number for each statement's case, equal for equal cases; `None` where it is not known.
pub(super) fn case_numbers(statements: &[IssueStatement<'_>]) -> Vec<Option<usize>> {
    let ids: BTreeSet<&str> = statements.iter().filter_map(|statement| statement.case_id).collect();
    let numbers: BTreeMap<&str, usize> = ids.into_iter().zip(0..).collect();
    let number = |id: &str| numbers.get(id).copied();
    statements.iter().map(|statement| statement.case_id.and_then(number)).collect()
}

struct Described<'a> {
    statements: &'a [IssueStatement<'a>],
    units: &'a [Unit],
    grouping: &'a Grouping,
}

impl Described<'_> {
    /// One group as a theme; `None` when no statement raises it.
    fn theme(&self, group: usize, attractor: &Attractor) -> Option<Theme> {
        let raised = |groups: &[Option<usize>]| -> Vec<usize> {
            let raised = groups.iter().enumerate().filter(|(_, of)| **of == Some(group));
            raised.map(|(unit, _)| unit).collect()
        };
        let main = raised(&self.grouping.main);
        let mut all = main.clone();
        all.extend(raised(&self.grouping.second));
        if all.is_empty() {
            return None;
        }
        let name = naming::name(if main.is_empty() { &all } else { &main }, self.units);
        let members: Vec<&IssueStatement<'_>> = self.members(&all).collect();
        let seen = || members.iter().filter_map(|statement| date_of(statement));
        Some(Theme {
            theme_id: attractor.id.clone(),
            label: attractor.label.clone(),
            origin: attractor.origin,
            terms: name.keywords,
            statements: self.count(&all),
            cases: count(members.iter().filter_map(|statement| statement.case_id)),
            areas: distinct(members.iter().filter_map(|statement| statement.area)),
            years: members
                .iter()
                .filter_map(|s| s.fiscal_year)
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect(),
            first_seen: seen().min(),
            last_seen: seen().max(),
            central: self.central(if main.is_empty() { &all } else { &main }),
        })
    }

    fn members(&self, group: &[usize]) -> impl Iterator<Item = &IssueStatement<'_>> {
        let units = group.iter().filter_map(|unit| self.units.get(*unit));
        units.flat_map(|unit| &unit.members).filter_map(|member| self.statements.get(*member))
    }

    /// Near-copies count once a case; without a case each statement counts.
    fn count(&self, group: &[usize]) -> u32 {
        let of_unit = |unit: &Unit| {
            let members = || unit.members.iter().filter_map(|member| self.statements.get(*member));
            let loose = members().filter(|statement| statement.case_id.is_none()).count();
            count(members().filter_map(|s| s.case_id)) + u32::try_from(loose).unwrap_or(u32::MAX)
        };
        group.iter().filter_map(|unit| self.units.get(*unit)).map(of_unit).sum()
    }

    fn central(&self, group: &[usize]) -> Vec<usize> {
        let central = naming::central(group, self.units);
        let first = |unit: usize| {
            self.units.get(unit)?.members.iter().copied().min_by_key(|member| self.order(*member))
        };
        central.into_iter().take(CENTRAL).filter_map(first).collect()
    }

    /// A statement's place among copies that does not depend on the order of the input.
    fn order(&self, statement: usize) -> (Option<IssueStatement<'_>>, usize) {
        (self.statements.get(statement).copied(), statement)
    }
}

fn date_of(statement: &IssueStatement<'_>) -> Option<String> {
    let date = statement.said_on.map(str::to_owned);
    date.or_else(|| statement.fiscal_year.map(|year| year.to_string()))
}

fn count<'a>(values: impl Iterator<Item = &'a str>) -> u32 {
    u32::try_from(values.collect::<BTreeSet<_>>().len()).unwrap_or(u32::MAX)
}

fn distinct<'a>(values: impl Iterator<Item = &'a str>) -> Vec<String> {
    values.collect::<BTreeSet<_>>().into_iter().map(str::to_owned).collect()
}
