//! View (集計の下ごしらえ): cases that say something, the themes each raises, which are alike.

use std::collections::{BTreeMap, BTreeSet};

use super::{RaisingRule, SpreadCase, SpreadRules, SpreadStatement};

/// Cases below this number are not split into thirds: too few would be left to compare.
const LEAST_TO_SPLIT: usize = 45;

/// Numbers that tell which cases are alike: four kinds of record in three thirds.
pub(super) const STRATA: usize = 12;

/// The cases with what all counts are made of. The vectors run along the cases.
pub(super) struct View<'a> {
    pub(super) themes: usize,
    pub(super) rules: &'a SpreadRules,
    /// Cases with at least one statement, by id.
    pub(super) cases: Vec<&'a SpreadCase>,
    /// The themes each raises.
    pub(super) raised: Vec<BTreeSet<usize>>,
    /// Of each theme, whether each case raises it.
    pub(super) columns: Vec<Vec<bool>>,
    /// Cases of one kind of record and about as many statements have one number below [`STRATA`].
    pub(super) alike: Vec<usize>,
}

impl<'a> View<'a> {
    pub(super) fn new(themes: usize, cases: &'a [SpreadCase], rules: &'a SpreadRules) -> Self {
        let mut cases: Vec<&SpreadCase> =
            cases.iter().filter(|case| !case.statements.is_empty()).collect();
        cases.sort_by(|one, other| one.case_id.cmp(&other.case_id));
        let raised: Vec<BTreeSet<usize>> =
            cases.iter().map(|case| raised(case, rules.raising, |_| true)).collect();
        let columns = columns(themes, &raised);
        let volumes: Vec<usize> = cases.iter().map(|case| case.statements.len()).collect();
        let alike = strata(&cases, &volumes);
        Self { themes, rules, cases, raised, columns, alike }
    }

    /// As `columns`, by statements alone that ask for no resource.
    ///
    /// What is asked for would else go with the theme of the very statement that asks for it.
    pub(super) fn columns_without_wishes(&self) -> Vec<Vec<bool>> {
        let counts = |statement: &SpreadStatement| statement.resources.is_none();
        let raised = self.cases.iter().map(|case| raised(case, self.rules.raising, counts));
        columns(self.themes, &raised.collect::<Vec<_>>())
    }

    pub(super) fn size(&self) -> u32 {
        u32::try_from(self.cases.len()).unwrap_or(u32::MAX)
    }

    /// Every case with the themes it raises and its number among those alike.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&'a SpreadCase, &BTreeSet<usize>, usize)> {
        let marks = self.raised.iter().zip(&self.alike);
        self.cases.iter().zip(marks).map(|(case, (raised, alike))| (*case, raised, *alike))
    }

    /// Cases alike when themes are compared: as many themes but for two, not only statements.
    pub(super) fn alike_but_for(&self, one: &[bool], other: &[bool]) -> Vec<usize> {
        let pair = one.iter().zip(other);
        let others = self.raised.iter().zip(pair).map(|(raised, (one, other))| {
            raised.len().saturating_sub(usize::from(*one) + usize::from(*other))
        });
        strata(&self.cases, &others.collect::<Vec<_>>())
    }
}

/// Of each theme, whether each case raises it.
fn columns(themes: usize, raised: &[BTreeSet<usize>]) -> Vec<Vec<bool>> {
    let column = |theme| raised.iter().map(|of_case| of_case.contains(&theme)).collect();
    (0..themes).map(column).collect()
}

/// The themes a case raises, by the statements that count.
fn raised(
    case: &SpreadCase,
    rule: RaisingRule,
    counts: impl Fn(&SpreadStatement) -> bool,
) -> BTreeSet<usize> {
    let mut raised = BTreeSet::new();
    let mut voices: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for statement in case.statements.iter().filter(|statement| counts(statement)) {
        for theme in statement.themes() {
            match statement.participant {
                None => drop(raised.insert(theme)),
                Some(person) => drop(voices.entry(theme).or_default().insert(person)),
            }
        }
    }
    let people: BTreeSet<usize> = case.statements.iter().filter_map(|s| s.participant).collect();
    let least = usize::try_from(rule.least_participants).unwrap_or(usize::MAX).min(people.len());
    raised.extend(voices.into_iter().filter(|(_, who)| who.len() >= least).map(|(theme, _)| theme));
    raised
}

/// A number for each case, equal for one kind of record and one third by volume.
fn strata(cases: &[&SpreadCase], volumes: &[usize]) -> Vec<usize> {
    let mut sorted = volumes.to_vec();
    sorted.sort_unstable();
    let split = |part: usize| {
        let bound = sorted.get(sorted.len() * part / 3).copied();
        bound.filter(|_| sorted.len() >= LEAST_TO_SPLIT).unwrap_or(usize::MAX)
    };
    let bounds = (split(1), split(2));
    let third = |volume: usize| usize::from(volume >= bounds.0) + usize::from(volume >= bounds.1);
    cases.iter().zip(volumes).map(|(case, volume)| kind(case) * 3 + third(*volume)).collect()
}

/// Only participants' statements, only a summary's, or both.
fn kind(case: &SpreadCase) -> usize {
    let own = case.statements.iter().any(|statement| statement.participant.is_some());
    let summary = case.statements.iter().any(|statement| statement.participant.is_none());
    usize::from(own) + 2 * usize::from(summary)
}
