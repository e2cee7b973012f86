//! Rows of the tables about the spread of themes.
//!
//! Input → output: `ThemeSpread` → one table each, in its order. Every claim stands beside the
//! numbers it comes from.

use super::schema::{columns as column, tables};
use super::table::{Table, TableBuilder};
use crate::analysis::recurring_issue::Theme;
use crate::analysis::theme_spread::{
    Association, GroupBy, ResourceKind, ThemeResource, ThemeSpread, ThemeTrend, Tier,
};

/// `group_by` of the one row that tells a theme's trend.
const TREND: &str = "trend";

/// All tables about the spread, in the order of the interface.
pub(super) fn tables(themes: &[Theme], spread: &ThemeSpread) -> Vec<Table> {
    vec![
        theme_spread(themes, spread),
        by_area_year(themes, spread),
        case_themes(themes, spread),
        cooccurrence(themes, spread),
        resources(themes, spread),
        circumstances(themes, spread),
    ]
}

/// A theme in a group, or its trend.
struct SpreadRow<'a> {
    theme: usize,
    group_by: &'static str,
    group: &'a str,
    association: Option<&'a Association>,
    trend: Option<&'a ThemeTrend>,
}

impl SpreadRow<'_> {
    fn of<T>(
        &self,
        in_group: fn(&Association) -> T,
        in_trend: fn(&ThemeTrend) -> Option<T>,
    ) -> Option<T> {
        self.association.map(in_group).or_else(|| self.trend.and_then(in_trend))
    }

    fn tier(&self) -> Option<Tier> {
        self.of(|one| one.tier, |one| Some(one.tier)).flatten()
    }
}

/// Themes, each with its groups and then its trend.
fn spread_rows(spread: &ThemeSpread) -> Vec<SpreadRow<'_>> {
    let mut rows: Vec<SpreadRow<'_>> = Vec::new();
    let place = |group_by: GroupBy| GroupBy::ALL.iter().position(|one| *one == group_by);
    let mut groups: Vec<_> = spread.groups.iter().collect();
    groups.sort_by_key(|row| (row.theme, place(row.group_by), row.group.as_str()));
    for trend in &spread.trends {
        let of_theme = groups.iter().filter(|row| row.theme == trend.theme);
        rows.extend(of_theme.map(|row| SpreadRow {
            theme: row.theme,
            group_by: row.group_by.as_str(),
            group: &row.group,
            association: Some(&row.association),
            trend: None,
        }));
        rows.push(SpreadRow {
            theme: trend.theme,
            group_by: TREND,
            group: trend.rises().map_or("", |rises| if rises { "上昇" } else { "下降" }),
            association: None,
            trend: Some(trend),
        });
    }
    rows
}

fn theme_spread(themes: &[Theme], spread: &ThemeSpread) -> Table {
    TableBuilder::new(tables::THEME_SPREAD, &spread_rows(spread))
        .text(column::THEME_ID, |row| id(themes, row.theme))
        .text(column::GROUP_BY, |row| Some(row.group_by))
        .text(column::GROUP, |row| Some(row.group))
        .integer(column::CASES, |row| row.of(|one| one.cases, |one| Some(one.cases())))
        .integer(column::CASES_OF_GROUP, |row| {
            row.of(|one| one.cases_of_group, |one| Some(one.cases_of_all()))
        })
        .float(column::EXPECTED, |row| row.association.map(|one| one.expected))
        .float(column::LIFT, |row| row.association.and_then(|one| one.lift))
        .float(column::P, |row| row.of(|one| one.p, |one| one.trend.map(|test| test.p)))
        .float(column::Q, |row| row.of(|one| one.q, |one| Some(one.q)).flatten())
        .text(column::TIER, |row| row.tier().map(Tier::as_str))
        .integer(column::CASES_OF_THEME, |row| {
            row.of(|one| one.cases_of_theme, |one| Some(one.cases()))
        })
        .integer(column::CASES_OF_ALL, |row| {
            row.of(|one| one.cases_of_all, |one| Some(one.cases_of_all()))
        })
        .float(column::P_ALIKE, |row| row.of(|one| one.p_alike, |one| one.alike.map(|test| test.p)))
        .float(column::Q_ALIKE, |row| row.of(|one| one.q_alike, |one| Some(one.q_alike)).flatten())
        .float(column::ODDS_PER_YEAR, |row| {
            row.trend.and_then(|one| one.trend).map(|test| test.odds_per_year)
        })
        .build()
}

fn case_themes(themes: &[Theme], spread: &ThemeSpread) -> Table {
    TableBuilder::new(tables::CASE_THEMES, &spread.case_themes)
        .text(column::CASE_ID, |row| Some(row.case_id.as_str()))
        .text(column::THEME_ID, |row| id(themes, row.theme))
        .integer(column::STATEMENTS, |row| Some(row.statements))
        .integer(column::PARTICIPANTS, |row| Some(row.participants))
        .integer(column::RAISED, |row| Some(u32::from(row.raised)))
        .build()
}

fn by_area_year(themes: &[Theme], spread: &ThemeSpread) -> Table {
    TableBuilder::new(tables::THEME_BY_AREA_YEAR, &spread.by_area_year)
        .text(column::THEME_ID, |row| id(themes, row.theme))
        .text(column::AREA, |row| Some(row.area.as_str()))
        .integer(column::FISCAL_YEAR, |row| Some(row.fiscal_year))
        .integer(column::CASES, |row| Some(row.cases))
        .integer(column::CASES_OF_GROUP, |row| Some(row.cases_of_group))
        .build()
}

fn cooccurrence(themes: &[Theme], spread: &ThemeSpread) -> Table {
    let builder = TableBuilder::new(tables::THEME_COOCCURRENCE, &spread.pairs)
        .text(column::THEME_ID, |row| id(themes, row.theme))
        .text(column::OTHER_THEME_ID, |row| id(themes, row.other));
    associated(builder, |row| &row.association).build()
}

fn resources(themes: &[Theme], spread: &ThemeSpread) -> Table {
    let name = |row: &ThemeResource| match row.kind {
        ResourceKind::Term => Some(row.term.clone()),
        ResourceKind::Theme => row.asked.and_then(|asked| id(themes, asked)).map(str::to_owned),
    };
    let builder = TableBuilder::new(tables::THEME_RESOURCES, &spread.resources)
        .text(column::THEME_ID, |row| id(themes, row.theme))
        .text(column::KIND, |row| Some(row.kind.as_str()))
        .text(column::RESOURCE, name)
        .float(column::SHARE, |row| {
            let of_theme = f64::from(row.association.cases_of_theme);
            (of_theme > 0.0).then(|| f64::from(row.association.cases) / of_theme)
        });
    associated(builder, |row| &row.association).build()
}

fn circumstances(themes: &[Theme], spread: &ThemeSpread) -> Table {
    let builder = TableBuilder::new(tables::THEME_CIRCUMSTANCES, &spread.circumstances)
        .text(column::THEME_ID, |row| id(themes, row.theme))
        .text(column::CIRCUMSTANCE, |row| Some(row.circumstance.as_str()))
        .text(column::VALUE, |row| Some(row.value.as_str()));
    associated(builder, |row| &row.association).build()
}

/// The columns of a comparison.
fn associated<Row>(
    builder: TableBuilder<'_, Row>,
    of: fn(&Row) -> &Association,
) -> TableBuilder<'_, Row> {
    builder
        .integer(column::CASES, |row| Some(of(row).cases))
        .integer(column::CASES_OF_GROUP, |row| Some(of(row).cases_of_group))
        .integer(column::CASES_OF_THEME, |row| Some(of(row).cases_of_theme))
        .integer(column::CASES_OF_ALL, |row| Some(of(row).cases_of_all))
        .float(column::EXPECTED, |row| Some(of(row).expected))
        .float(column::LIFT, |row| of(row).lift)
        .float(column::P, |row| Some(of(row).p))
        .float(column::Q, |row| of(row).q)
        .float(column::P_ALIKE, |row| Some(of(row).p_alike))
        .float(column::Q_ALIKE, |row| of(row).q_alike)
        .text(column::TIER, |row| of(row).tier.map(Tier::as_str))
}

fn id(themes: &[Theme], theme: usize) -> Option<&str> {
    themes.get(theme).map(|theme| theme.theme_id.as_str())
}
