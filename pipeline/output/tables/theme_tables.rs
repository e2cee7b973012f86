//! Rows of the tables about recurring issues.
//!
//! Input → output: themes and statements → one table each, in their order. Lists are joined by semicolons.

use super::schema::{columns as column, tables};
use super::table::{Table, TableBuilder};
use crate::analysis::recurring_issue::{Assignment, IssueFinding, Theme, ThemeOrigin};
use crate::analysis::theme_spread::ThemeSummary;
use crate::records::TableStatement;

/// The themes, each with its own summary.
pub(super) fn themes(themes: &[Theme], summaries: &[ThemeSummary]) -> Table {
    let rows: Vec<(&Theme, &ThemeSummary)> = themes.iter().zip(summaries).collect();
    TableBuilder::new(tables::THEMES, &rows)
        .text(column::THEME_ID, |(theme, _)| Some(theme.theme_id.as_str()))
        .text(column::LABEL, |(theme, _)| Some(theme.label.as_str()))
        .text(column::TERMS, |(theme, _)| Some(theme.terms.join(";")))
        .integer(column::STATEMENTS, |(theme, _)| Some(theme.statements))
        .integer(column::CASES, |(theme, _)| Some(theme.cases))
        .text(column::AREAS, |(theme, _)| Some(theme.areas.join(";")))
        .text(column::YEARS, |(theme, _)| Some(years(theme)))
        .text(column::FIRST_SEEN, |(theme, _)| theme.first_seen.as_deref())
        .text(column::LAST_SEEN, |(theme, _)| theme.last_seen.as_deref())
        .text(column::ORIGIN, |(theme, _)| {
            Some(match theme.origin {
                ThemeOrigin::Known => "known",
                ThemeOrigin::Own => "own",
                ThemeOrigin::New => "new",
            })
        })
        .integer(column::PARTICIPANTS, |(_, summary)| Some(summary.participants))
        .text(column::CENTERS, |(_, summary)| Some(summary.centers.join(";")))
        .text(column::DISTRICTS, |(_, summary)| Some(summary.districts.join(";")))
        .integer(column::RAISED_CASES, |(_, summary)| Some(summary.raised))
        .float(column::SHARE, |(_, summary)| summary.share)
        .float(column::SHARE_LOW, |(_, summary)| summary.interval.map(|interval| interval.low))
        .float(column::SHARE_HIGH, |(_, summary)| summary.interval.map(|interval| interval.high))
        .integer(column::RECURRING, |(_, summary)| Some(u32::from(summary.recurring)))
        .build()
}

/// The rows of a table of statements, each with its theme.
pub(super) fn rows(statements: &[TableStatement], finding: &IssueFinding) -> Table {
    let rows: Vec<_> = (1_u32..).zip(statements).zip(&finding.assignments).collect();
    let id = |of: fn(&Assignment) -> Option<usize>| {
        move |((_, _), assignment): &((u32, &TableStatement), &Assignment)| {
            of(assignment).and_then(|theme| finding.themes.get(theme)).map(|theme| &*theme.theme_id)
        }
    };
    TableBuilder::new(tables::STATEMENTS, &rows)
        .integer(column::ROW, |((row, _), _)| Some(*row))
        .text(column::TEXT, |((_, one), _)| Some(one.text.as_str()))
        .text(column::THEME_ID, id(|assignment| assignment.theme))
        .text(column::SECOND_THEME_ID, id(|assignment| assignment.second))
        .text(column::CASE_ID, |((_, one), _)| one.case_id.as_deref())
        .text(column::AREA, |((_, one), _)| one.area.as_deref())
        .integer(column::FISCAL_YEAR, |((_, one), _)| one.fiscal_year)
        .text(column::FIELD, |((_, one), _)| one.field.as_deref())
        .build()
}

fn years(theme: &Theme) -> String {
    theme.years.iter().map(ToString::to_string).collect::<Vec<_>>().join(";")
}
