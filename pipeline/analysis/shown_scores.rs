//! Shown scores (示せる評価): rows of the score summary → those that may stand under 分析/.
//!
//! A mean of few meetings tells of these meetings, and a total less its parts is the mean of the
//! rest: rows are hidden as the counts of the meetings and people behind them are. Every file
//! shows the same rows, so that none gives away what another hides.

use std::collections::{BTreeMap, BTreeSet};

use super::score_group::ScoreGroup;
use super::score_summary::ItemStat;
use super::theme_spread::ShownTables;
use crate::privacy::{CaseTable, PrivacyPolicy, ShownCases};

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
    /// Meetings with a mean on a scale that raise a theme, where they are shown.
    of_themes: BTreeMap<(String, String), u32>,
    smallest_count: u32,
}

/// The rows of one scale by kind of group and group.
type OfScale<'a> = BTreeMap<(ScoreGroup, &'a str), ScoreRow<'a>>;

/// Counts of a row that are hidden when they are small.
type Counted = fn(&ScoreRow<'_>) -> u32;

/// Of groups of meetings both numbers are told; people are never fewer than their meetings.
const OF_MEETINGS: [Counted; 2] = [|row| row.meetings_with_mean, |row| row.meetings];

impl ShownScores {
    /// Which rows may be shown.
    ///
    /// Input:  rows of the score summary and of the themes' scores; the themes' ids in their
    ///         order; the counts of cases that are shown.
    /// Output: no row of a single case; none of a centre, as centres are few and lie within areas.
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
        let mut of_themes = BTreeMap::new();
        for (scale, of_scale) in scales {
            let mut names = places(&of_scale, shown, policy);
            names.extend(people(&of_scale, policy));
            let own = names.clone();
            for (theme, raised) in theme_ids.iter().zip(&shown.raised) {
                names.extend(of_theme(&of_scale, &own, (theme, raised), policy));
            }
            let row = |(by, name): &(ScoreGroup, &str)| {
                (by.as_str(), (*name).to_owned(), scale.to_owned())
            };
            rows.extend(names.iter().map(row));
            for key in names.iter().filter(|(by, _)| *by == ScoreGroup::Theme) {
                if let Some(row) = of_scale.get(key) {
                    let theme = (scale.to_owned(), key.1.to_owned());
                    of_themes.insert(theme, row.meetings_with_mean);
                }
            }
        }
        Self { rows, of_themes, smallest_count: policy.smallest_count }
    }

    /// Whether a row may be shown: kind of group, group and scale as tables name them.
    #[must_use]
    pub fn shows(&self, by: &str, group: &str, scale: &str) -> bool {
        let by = ScoreGroup::named(by).map(ScoreGroup::as_str);
        by.is_some_and(|by| self.rows.contains(&(by, group.to_owned(), scale.to_owned())))
    }

    /// Whether meetings with and without statements of a theme may be compared on a scale: neither
    /// side is small, nor what is left of the first beside the meetings that raise the theme.
    #[must_use]
    pub fn tells_sides(&self, (scale, theme): (&str, &str), (with, without): (u32, u32)) -> bool {
        let raising = self.of_themes.get(&(scale.to_owned(), theme.to_owned()));
        let rest = raising.map_or(0, |raising| with.saturating_sub(*raising));
        let least = self.smallest_count;
        with >= least && without >= least && (rest == 0 || rest >= least)
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

/// Everybody, years, areas, and both. The meetings of which scores are left are among those that
/// are known by a mean, and these among all.
fn places<'a>(
    rows: &OfScale<'a>,
    shown: &ShownTables,
    policy: PrivacyPolicy,
) -> Vec<(ScoreGroup, &'a str)> {
    let [known, scored] = OF_MEETINGS.map(|count| meetings(rows, count));
    let known = known.shown_within(&shown.all, policy);
    let scored = scored.shown_within(&known, policy);
    let told = |(by, group): &(ScoreGroup, &'a str)| {
        place(*by, group).is_some_and(|(year, area)| {
            known.of(year, area).is_some() && scored.of(year, area).is_some()
        })
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

/// Roles and bands of experience: few people, or people of few meetings, are hidden.
fn people<'a>(rows: &OfScale<'a>, policy: PrivacyPolicy) -> Vec<(ScoreGroup, &'a str)> {
    let Some(all) = rows.get(&(ScoreGroup::All, ScoreGroup::All.as_str())) else {
        return Vec::new();
    };
    let mut shown = Vec::new();
    for by in [ScoreGroup::Role, ScoreGroup::Experience] {
        let own = rows.iter().filter(|((of, _), _)| *of == by);
        let parts = own.map(|((_, name), row)| Part {
            name,
            counts: vec![row.people],
            // A meeting has people of several roles: their meetings make up no total.
            hidden: policy.shown(row.meetings).is_none(),
        });
        let names = open(parts.collect(), &[all.people], policy);
        shown.extend(names.into_iter().map(|name| (by, name)));
    }
    shown
}

/// A theme's meetings: all, and those of years and areas whose counts are shown. The meetings of
/// the same place that do not raise it are the difference of two rows, and hidden like a group.
fn of_theme<'a>(
    rows: &OfScale<'a>,
    shown: &[(ScoreGroup, &'a str)],
    (theme, raised): (&str, &ShownCases),
    policy: PrivacyPolicy,
) -> Vec<(ScoreGroup, &'a str)> {
    let all = rows.iter().find(|((by, group), _)| *by == ScoreGroup::Theme && *group == theme);
    let Some(((_, name), whole)) = all else { return Vec::new() };
    let counts = |row: &ScoreRow<'_>, of: (ScoreGroup, &str)| {
        let all = shown.iter().find(|key| **key == of).and_then(|key| rows.get(key));
        let others = |count: &Counted| all.map_or(0, |all| count(all).saturating_sub(count(row)));
        let own = OF_MEETINGS.iter().map(|count| count(row));
        own.chain(OF_MEETINGS.iter().map(others)).collect::<Vec<u32>>()
    };
    let total = counts(whole, (ScoreGroup::All, ScoreGroup::All.as_str()));
    if raised.of(None, None).is_none() || few(&total, policy) {
        return Vec::new();
    }
    let mut told = vec![(ScoreGroup::Theme, *name)];
    for (by, within) in [
        (ScoreGroup::ThemeFiscalYear, ScoreGroup::FiscalYear),
        (ScoreGroup::ThemeArea, ScoreGroup::Area),
    ] {
        let part = |((of, group), row): (&(ScoreGroup, &'a str), &ScoreRow<'a>)| {
            let inside = group.split_once(' ').filter(|(id, _)| *of == by && *id == theme)?.1;
            let (year, area) = place(within, inside)?;
            let hidden = raised.of(year, area).is_none();
            Some(Part { name: group, counts: counts(row, (within, inside)), hidden })
        };
        let parts: Vec<Part<'a>> = rows.iter().filter_map(part).collect();
        told.extend(open(parts, &total, policy).into_iter().map(|name| (by, name)));
    }
    told
}

/// A group that is a part of a total.
struct Part<'a> {
    name: &'a str,
    /// Everything that would be told of it.
    counts: Vec<u32>,
    /// Whether it is hidden whatever its counts.
    hidden: bool,
}

/// Whether one of some counts is small.
fn few(counts: &[u32], policy: PrivacyPolicy) -> bool {
    counts.iter().any(|count| *count > 0 && *count < policy.smallest_count)
}

/// Groups that may be shown beside their total, whose other groups, with what it has beyond them,
/// are then known together: these must not be few, nor a single group that is hidden.
fn open<'a>(mut parts: Vec<Part<'a>>, total: &[u32], policy: PrivacyPolicy) -> Vec<&'a str> {
    for part in &mut parts {
        part.hidden |= few(&part.counts, policy);
    }
    loop {
        let shown = |at: usize| -> u32 {
            let open = parts.iter().filter(|part| !part.hidden);
            open.filter_map(|part| part.counts.get(at)).sum()
        };
        let rest: Vec<u32> =
            total.iter().enumerate().map(|(at, all)| all.saturating_sub(shown(at))).collect();
        let mut hidden = parts.iter().filter(|part| part.hidden);
        let alone = hidden
            .next()
            .is_some_and(|one| hidden.next().is_none() && one.counts.first() == rest.first());
        if !alone && !few(&rest, policy) {
            return parts.iter().filter(|part| !part.hidden).map(|part| part.name).collect();
        }
        let next = parts
            .iter_mut()
            .filter(|part| !part.hidden)
            .min_by_key(|part| (part.counts.first().copied(), part.name));
        match next {
            Some(next) => next.hidden = true,
            None => return Vec::new(),
        }
    }
}
