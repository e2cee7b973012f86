//! Company (一緒に挙がるもの): themes raised together, and resources asked for along with a theme.

use std::collections::{BTreeMap, BTreeSet};

use super::SpreadCase;
use super::association::{Association, Counted, judged};
use super::view::View;

/// A resource that fewer cases ask for along with a theme is no pattern, and may name a person.
const LEAST_RESOURCE_CASES: usize = 2;

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
    /// The noun, or several with ・ between them that the same cases ask for; empty for a theme.
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

/// Resources that the same cases ask for, with these cases: they are one thing to count.
type Wished = (Vec<Resource>, Vec<bool>);

/// What is asked for along with each theme; themes and terms are two families of tests.
pub(super) fn resources(view: &View<'_>) -> Vec<ThemeResource> {
    let asked: Vec<BTreeSet<Resource>> = view.cases.iter().map(|case| asked_for(case)).collect();
    let known: BTreeSet<&Resource> = asked.iter().flatten().collect();
    let mut themes: Vec<Wished> = Vec::new();
    let mut terms: BTreeMap<Vec<bool>, Vec<Resource>> = BTreeMap::new();
    for resource in known {
        let cases: Vec<bool> = asked.iter().map(|asked| asked.contains(resource)).collect();
        match resource {
            Resource::Theme(_) => themes.push((vec![resource.clone()], cases)),
            Resource::Term(_) => terms.entry(cases).or_default().push(resource.clone()),
        }
    }
    let mut terms: Vec<Wished> = terms.into_iter().map(|(cases, same)| (same, cases)).collect();
    terms.sort();
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

fn family(view: &View<'_>, asked: &[BTreeSet<Resource>], wished: &[Wished]) -> Vec<ThemeResource> {
    let often = |cases: &[bool]| cases.iter().filter(|asks| **asks).count() >= LEAST_RESOURCE_CASES;
    let wished: Vec<&Wished> = wished.iter().filter(|(_, cases)| often(cases)).collect();
    let mut places = Vec::new();
    let mut family = Vec::new();
    for (theme, raises) in view.columns_without_wishes().iter().enumerate() {
        let others = wished.iter().filter(|(same, _)| !same.contains(&Resource::Theme(theme)));
        for (same, asks) in others {
            let mut counted = Counted::default();
            let rows = raises.iter().zip(asks).zip(asked.iter().zip(&view.alike));
            for ((raises, asks), (_, alike)) in rows.filter(|(_, (asked, _))| !asked.is_empty()) {
                counted.add(*raises, *asks, *alike);
            }
            places.push((theme, same));
            family.push(counted);
        }
    }
    let rows = places.into_iter().zip(judged(&family, &view.rules.tiers));
    let least = u32::try_from(LEAST_RESOURCE_CASES).unwrap_or(u32::MAX);
    rows.filter(|(_, association)| association.cases >= least)
        .map(|((theme, same), association)| named(theme, same, association))
        .collect()
}

/// The row of resources that the same cases ask for.
fn named(theme: usize, same: &[Resource], association: Association) -> ThemeResource {
    let asked = same.iter().find_map(|resource| match resource {
        Resource::Theme(asked) => Some(*asked),
        Resource::Term(_) => None,
    });
    let terms: Vec<&str> = same
        .iter()
        .filter_map(|resource| match resource {
            Resource::Theme(_) => None,
            Resource::Term(term) => Some(term.as_str()),
        })
        .collect();
    let kind = if asked.is_some() { ResourceKind::Theme } else { ResourceKind::Term };
    ThemeResource { theme, kind, term: terms.join("・"), asked, association }
}
