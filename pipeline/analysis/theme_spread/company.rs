//! Company (一緒に挙がるもの): themes raised together, and resources asked for along with a theme.

use std::collections::{BTreeMap, BTreeSet};

use super::SpreadCase;
use super::association::{Association, Counted, judged};
use super::view::View;

/// A resource that fewer cases ask for along with a theme is no pattern, and may name a person.
const LEAST_RESOURCE_CASES: u32 = 2;

/// Two themes that cases raise together (一緒に挙がる課題). The smaller index comes first.
#[derive(Debug, Clone, PartialEq)]
pub struct ThemePair {
    /// One theme.
    pub theme: usize,
    /// The other; it is the `group` of the association.
    pub other: usize,
    /// How often they meet.
    pub association: Association,
}

/// How a resource is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ResourceKind {
    /// By the theme of the statement that asks for it.
    Theme,
    /// By a noun in the statement.
    Term,
}

impl ResourceKind {
    /// The name in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Theme => "theme",
            Self::Term => "term",
        }
    }
}

/// A resource that is asked for along with a theme (課題と必要な資源).
#[derive(Debug, Clone, PartialEq)]
pub struct ThemeResource {
    /// The theme.
    pub theme: usize,
    /// How the resource is named.
    pub kind: ResourceKind,
    /// The noun; empty for a theme.
    pub term: String,
    /// The theme of the statements that ask for it; never the theme itself.
    pub asked: Option<usize>,
    /// Cases that ask for it, of the cases in which anything is asked for; a case counts for the
    /// theme here by what it says besides its wishes.
    pub association: Association,
}

/// Pairs of themes that at least one case raises together: one family of tests.
pub(super) fn pairs(view: &View<'_>) -> Vec<ThemePair> {
    let mut places = Vec::new();
    let mut family = Vec::new();
    for (theme, one) in view.columns.iter().enumerate() {
        for (other, second) in view.columns.iter().enumerate().skip(theme + 1) {
            let mut counted = Counted::default();
            let alike = view.alike_but_for(one, second);
            for ((one, second), alike) in one.iter().zip(second).zip(alike) {
                counted.add(*one, *second, alike);
            }
            places.push((theme, other));
            family.push(counted);
        }
    }
    let rows = places.into_iter().zip(judged(&family, &view.rules.tiers));
    rows.filter(|(_, association)| association.cases > 0)
        .map(|((theme, other), association)| ThemePair { theme, other, association })
        .collect()
}

/// A resource before it is counted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Resource {
    Theme(usize),
    Term(String),
}

/// What is asked for along with each theme; themes and terms are two families of tests.
pub(super) fn resources(view: &View<'_>) -> Vec<ThemeResource> {
    let asked: Vec<BTreeSet<Resource>> = view.cases.iter().map(|case| asked_for(case)).collect();
    let mut cases: BTreeMap<&Resource, u32> = BTreeMap::new();
    for resource in asked.iter().flatten() {
        *cases.entry(resource).or_default() += 1;
    }
    let known: Vec<&Resource> =
        cases.iter().filter(|(_, n)| **n >= LEAST_RESOURCE_CASES).map(|(one, _)| *one).collect();
    let (themes, terms): (Vec<&Resource>, Vec<&Resource>) =
        known.into_iter().partition(|one| matches!(one, Resource::Theme(_)));
    let mut rows = family(view, &asked, &themes);
    rows.extend(family(view, &asked, &terms));
    rows.sort_by_key(|row| (row.theme, row.kind));
    rows
}

fn asked_for(case: &SpreadCase) -> BTreeSet<Resource> {
    let asking = case.statements.iter().filter_map(|one| Some((one, one.resources.as_ref()?)));
    asking
        .flat_map(|(statement, terms)| {
            let terms = terms.iter().cloned().map(Resource::Term);
            statement.themes().map(Resource::Theme).chain(terms)
        })
        .collect()
}

fn family(
    view: &View<'_>,
    asked: &[BTreeSet<Resource>],
    resources: &[&Resource],
) -> Vec<ThemeResource> {
    let mut places = Vec::new();
    let mut family = Vec::new();
    let asks = |resource: &Resource| -> Vec<bool> {
        asked.iter().map(|asked| asked.contains(resource)).collect()
    };
    let resources: Vec<(&Resource, Vec<bool>)> =
        resources.iter().map(|resource| (*resource, asks(resource))).collect();
    for (theme, raises) in view.columns_without_wishes().iter().enumerate() {
        for (resource, asks) in resources.iter().filter(|one| *one.0 != Resource::Theme(theme)) {
            let mut counted = Counted::default();
            let rows = raises.iter().zip(asks).zip(asked.iter().zip(&view.alike));
            for ((raises, asks), (_, alike)) in rows.filter(|(_, (asked, _))| !asked.is_empty()) {
                counted.add(*raises, *asks, *alike);
            }
            places.push((theme, *resource));
            family.push(counted);
        }
    }
    let rows = places.into_iter().zip(judged(&family, &view.rules.tiers));
    rows.filter(|(_, association)| association.cases >= LEAST_RESOURCE_CASES)
        .map(|((theme, resource), association)| {
            let (kind, term, asked) = match resource {
                Resource::Theme(asked) => (ResourceKind::Theme, String::new(), Some(*asked)),
                Resource::Term(term) => (ResourceKind::Term, term.clone(), None),
            };
            ThemeResource { theme, kind, term, asked, association }
        })
        .collect()
}
