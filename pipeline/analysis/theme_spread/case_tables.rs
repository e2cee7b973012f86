//! Case tables (年度×エリアの事例数): all cases, and those of each theme, as they may be shown.

use super::SpreadCase;
use super::view::View;
use crate::privacy::{CaseTable, PrivacyPolicy, ShownCases};

/// Cases by fiscal year and area (年度×エリアの事例数).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CaseTables {
    /// All cases.
    pub all: CaseTable,
    /// Those with at least one statement.
    pub speaking: CaseTable,
    /// For each theme, those that raise it (see [`super::RaisingRule`]).
    pub raised: Vec<CaseTable>,
    /// For each theme, those with at least one statement of it.
    pub voiced: Vec<CaseTable>,
}

/// The same as they may be shown; every file takes its counts from here.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ShownTables {
    /// All cases.
    pub all: ShownCases,
    /// Those with at least one statement.
    pub speaking: ShownCases,
    /// For each theme, those that raise it.
    pub raised: Vec<ShownCases>,
    /// For each theme, those with at least one statement of it: whether a statement may say where
    /// and when it was made.
    pub voiced: Vec<ShownCases>,
}

impl CaseTables {
    /// The counts that may be shown: a theme shows nothing where all cases together do not.
    #[must_use]
    pub fn shown(&self, policy: PrivacyPolicy) -> ShownTables {
        let all = self.all.shown(policy);
        let speaking = self.speaking.shown_within(&all, policy);
        let within = |tables: &[CaseTable]| {
            tables.iter().map(|table| table.shown_within(&speaking, policy)).collect()
        };
        ShownTables { raised: within(&self.raised), voiced: within(&self.voiced), all, speaking }
    }
}

/// Counts the cases; `all` are also those that say nothing.
pub(super) fn case_tables(view: &View<'_>, all: &[SpreadCase]) -> CaseTables {
    let none = || vec![CaseTable::default(); view.themes];
    let mut tables = CaseTables { raised: none(), voiced: none(), ..CaseTables::default() };
    for case in all {
        tables.all.add(case.fiscal_year, case.area.as_deref());
    }
    for (case, raised, _) in view.rows() {
        let (year, area) = (case.fiscal_year, case.area.as_deref());
        tables.speaking.add(year, area);
        for theme in 0..view.themes {
            let voiced = case.statements.iter().any(|one| one.themes().any(|of| of == theme));
            let counted =
                [(&mut tables.raised, raised.contains(&theme)), (&mut tables.voiced, voiced)];
            for (tables, _) in counted.into_iter().filter(|(_, counts)| *counts) {
                if let Some(table) = tables.get_mut(theme) {
                    table.add(year, area);
                }
            }
        }
    }
    tables
}
