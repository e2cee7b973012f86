//! Summary (課題ごとの集計): who and where speaks of a theme, and whether it recurs.

use std::collections::{BTreeMap, BTreeSet};

use super::view::View;
use super::{RecurringRule, SpreadCase};
use crate::analysis::Interval;
use crate::analysis::proportion::wilson;

/// One theme as a whole (課題の広がり).
#[derive(Debug, Clone, PartialEq)]
pub struct ThemeSummary {
    /// Participants with at least one statement of it; each case's are different people.
    pub participants: u32,
    /// Centres of cases with at least one statement of it, sorted.
    pub centers: Vec<String>,
    /// School districts of those cases, sorted.
    pub districts: Vec<String>,
    /// Cases that raise it (see [`super::RaisingRule`]).
    pub raised: u32,
    /// Their share of all cases with statements; `None` without cases.
    pub share: Option<f64>,
    /// The 95 % interval of the share.
    pub interval: Option<Interval>,
    /// Whether it recurs (see [`RecurringRule`]).
    pub recurring: bool,
}

/// A case and a theme that it speaks of (事例×課題).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseTheme {
    /// The case's id.
    pub case_id: String,
    /// The theme.
    pub theme: usize,
    /// The case's statements of it.
    pub statements: u32,
    /// Participants with a statement of it.
    pub participants: u32,
    /// Whether the case raises it (see [`super::RaisingRule`]): what the theme's counts count.
    pub raised: bool,
}

/// Every case with every theme that it speaks of.
pub(super) fn case_themes(view: &View<'_>) -> Vec<CaseTheme> {
    let of_case = |(case, raised, _): (&SpreadCase, &BTreeSet<usize>, usize)| {
        let mut statements: BTreeMap<usize, u32> = BTreeMap::new();
        for statement in &case.statements {
            let themes: BTreeSet<usize> = statement.themes().collect();
            for theme in themes {
                *statements.entry(theme).or_default() += 1;
            }
        }
        let row = |(theme, statements): (usize, u32)| CaseTheme {
            case_id: case.case_id.clone(),
            theme,
            statements,
            participants: participants(case, theme),
            raised: raised.contains(&theme),
        };
        statements.into_iter().map(row).collect::<Vec<_>>()
    };
    view.rows().flat_map(of_case).collect()
}

/// One summary for each theme.
pub(super) fn summaries(view: &View<'_>) -> Vec<ThemeSummary> {
    (0..view.themes).map(|theme| summary(view, theme)).collect()
}

fn summary(view: &View<'_>, theme: usize) -> ThemeSummary {
    let speaks =
        |case: &&&SpreadCase| case.statements.iter().any(|one| one.themes().any(|of| of == theme));
    let named = |of: fn(&SpreadCase) -> Option<&String>| -> Vec<String> {
        let names: BTreeSet<&String> =
            view.cases.iter().filter(speaks).filter_map(|case| of(case)).collect();
        names.into_iter().cloned().collect()
    };
    let raised = count(view.raised.iter().filter(|raised| raised.contains(&theme)).count());
    let n = view.size();
    ThemeSummary {
        participants: view.cases.iter().map(|case| participants(case, theme)).sum(),
        centers: named(|case| case.center.as_ref()),
        districts: named(|case| case.school_district.as_ref()),
        raised,
        share: (n > 0).then(|| f64::from(raised) / f64::from(n)),
        interval: wilson(raised, n),
        recurring: recurs(view, theme),
    }
}

fn participants(case: &SpreadCase, theme: usize) -> u32 {
    let own = case.statements.iter().filter(|one| one.themes().any(|of| of == theme));
    count(own.filter_map(|one| one.participant).collect::<BTreeSet<_>>().len())
}

/// Whether enough cases fall into enough years in a row.
fn recurs(view: &View<'_>, theme: usize) -> bool {
    let RecurringRule { least_cases, within_years } = view.rules.recurring;
    let mut years: BTreeMap<i32, u32> = BTreeMap::new();
    for (case, raised, _) in view.rows() {
        if let Some(year) = case.fiscal_year.filter(|_| raised.contains(&theme)) {
            *years.entry(year).or_default() += 1;
        }
    }
    let window = |start: i32| -> u32 {
        let end = start.saturating_add(i32::try_from(within_years).unwrap_or(i32::MAX));
        years.range(start..end).map(|(_, cases)| *cases).sum()
    };
    years.keys().any(|start| window(*start) >= least_cases)
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
