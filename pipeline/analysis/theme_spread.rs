//! Spread of themes (地域課題の広がり): cases and their themes → what recurs, where, since when,
//! with what.
//!
//! Input → output: `SpreadCase`s → counts of cases with tests and tiers. The unit is the case:
//! statements of one meeting echo each other, and tests on them find what is not there. This
//! module must not find themes, nor say what should be done about one.

mod association;
mod case_tables;
mod circumstance;
mod company;
mod from_records;
mod groups;
mod rules;
mod summary;
mod trend;
mod view;

use std::collections::{BTreeMap, BTreeSet};

pub use association::{Association, Tier};
pub use case_tables::{CaseTables, ShownTables};
pub use circumstance::{Circumstance, ThemeCircumstance};
pub use company::{ResourceKind, ThemePair, ThemeResource};
pub use from_records::{spread_cases, spread_table};
pub use groups::{AreaYearCount, GroupBy, ThemeGroup};
pub use rules::{RaisingRule, RecurringRule, SpreadRules, TierRule};
pub use summary::{CaseTheme, ThemeSummary};
pub use trend::ThemeTrend;

use self::view::View;

/// A case as far as the spread of themes needs it (事例).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SpreadCase {
    /// Its id; equal ids are one case and must not be given twice.
    pub case_id: String,
    /// エリア, if known.
    pub area: Option<String>,
    /// The centre that ran the meeting, if known.
    pub center: Option<String>,
    /// The school district, if known.
    pub school_district: Option<String>,
    /// The fiscal year, if known.
    pub fiscal_year: Option<i32>,
    /// The client's circumstances; those not known are missing.
    pub circumstances: BTreeMap<Circumstance, String>,
    /// What was said; a case without statements counts nowhere.
    pub statements: Vec<SpreadStatement>,
}

/// A statement as far as the spread of themes needs it (記述). Themes are indices.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SpreadStatement {
    /// Whose it is, as a number within the case; `None` for what the meeting's summary says.
    pub participant: Option<usize>,
    /// Its theme; `None` for 未分類.
    pub theme: Option<usize>,
    /// A second theme.
    pub second: Option<usize>,
    /// The things asked for, where the statement asks for resources; else `None`.
    pub resources: Option<BTreeSet<String>>,
}

impl SpreadStatement {
    /// Its themes, the first one first.
    pub fn themes(&self) -> impl Iterator<Item = usize> + use<> {
        self.theme.into_iter().chain(self.second)
    }
}

/// What is known of the themes' spread (地域課題の広がり). `theme` is an index everywhere.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ThemeSpread {
    /// Cases with at least one statement: the n of all shares.
    pub cases: u32,
    /// Cases and those of each theme by fiscal year and area, what is unknown too.
    pub tables: CaseTables,
    /// Every case with every theme that a statement of it has, by case, then by theme.
    pub case_themes: Vec<CaseTheme>,
    /// Of these, those of each area and year; cases of unknown area or year are in none.
    pub cases_by_area_year: BTreeMap<(String, i32), u32>,
    /// Of these, those of each group that is named.
    pub cases_by_group: BTreeMap<(GroupBy, String), u32>,
    /// One for each theme, in their order.
    pub summaries: Vec<ThemeSummary>,
    /// Every theme in every area, centre, district and year, in the order of these, then by theme.
    pub groups: Vec<ThemeGroup>,
    /// One for each theme, in their order.
    pub trends: Vec<ThemeTrend>,
    /// Cases of each theme, area and year; only where there are cases of that area and year.
    pub by_area_year: Vec<AreaYearCount>,
    /// Pairs of themes that at least one case raises together.
    pub pairs: Vec<ThemePair>,
    /// What is asked for along with each theme, in at least two cases.
    pub resources: Vec<ThemeResource>,
    /// Themes and clients' circumstances that at least one case has together.
    pub circumstances: Vec<ThemeCircumstance>,
}

impl ThemeSpread {
    /// For each theme, the ids of the cases that raise it.
    #[must_use]
    pub fn raising(&self) -> Vec<BTreeSet<&str>> {
        let mut raising = vec![BTreeSet::new(); self.summaries.len()];
        for one in self.case_themes.iter().filter(|one| one.raised) {
            if let Some(cases) = raising.get_mut(one.theme) {
                cases.insert(one.case_id.as_str());
            }
        }
        raising
    }
}

/// How the themes spread over cases, places and years (地域課題の広がり).
///
/// Input:  the number of themes; cases in any order, which changes nothing.
/// Output: sorted by theme, then by group; see [`ThemeSpread`].
/// Source: cases are compared by Fisher's exact test (one-sided) and the Cochran–Armitage test;
///         q-values by Benjamini and Hochberg within each family. What a tier means: [`TierRule`].
#[must_use]
pub fn theme_spread(themes: usize, cases: &[SpreadCase], rules: &SpreadRules) -> ThemeSpread {
    let view = View::new(themes, cases, rules);
    ThemeSpread {
        cases: view.size(),
        tables: case_tables::case_tables(&view, cases),
        case_themes: summary::case_themes(&view),
        cases_by_area_year: groups::cases_by_area_year(&view),
        cases_by_group: groups::cases_by_group(&view),
        summaries: summary::summaries(&view),
        groups: groups::groups(&view),
        trends: trend::trends(&view),
        by_area_year: groups::by_area_year(&view),
        pairs: company::pairs(&view),
        resources: company::resources(&view),
        circumstances: circumstance::circumstances(&view),
    }
}
