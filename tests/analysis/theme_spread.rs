//! Spread of themes: when a case counts, what recurs, what goes with what.

use std::collections::{BTreeMap, BTreeSet};

use torimatome::analysis::CaseIssues;
use torimatome::analysis::recurring_issue::{Assignment, IssueFinding};
use torimatome::analysis::theme_spread::{
    Circumstance, GroupBy, ResourceKind, SpreadCase, SpreadRules, SpreadStatement, ThemeSpread,
    Tier, spread_cases, spread_table, theme_spread,
};
use torimatome::records::{CaseField, StatementField, TableStatement};
use torimatome::text::Lexicon;

use super::{case, traced};

/// A statement of a participant, or of the summary.
fn said(participant: Option<usize>, theme: usize) -> SpreadStatement {
    SpreadStatement { participant, theme: Some(theme), ..SpreadStatement::default() }
}

fn of_year(number: i32, year: i32, statements: &[SpreadStatement]) -> SpreadCase {
    SpreadCase {
        case_id: format!("{number:03}"),
        fiscal_year: Some(year),
        statements: statements.to_vec(),
        ..SpreadCase::default()
    }
}

fn spread(themes: usize, cases: &[SpreadCase]) -> ThemeSpread {
    theme_spread(themes, cases, &SpreadRules::default())
}

#[test]
fn a_case_raises_what_its_summary_or_two_participants_say() {
    let raised = |statements: &[SpreadStatement]| {
        spread(1, &[of_year(0, 2023, statements)]).summaries[0].raised
    };
    let other = said(Some(2), 9);
    assert_eq!(raised(&[said(Some(0), 0), other.clone()]), 0, "one voice of two");
    assert_eq!(raised(&[said(Some(0), 0), said(Some(0), 0), other.clone()]), 0, "the same voice");
    assert_eq!(raised(&[said(Some(0), 0), said(Some(1), 0), other.clone()]), 1, "two voices");
    assert_eq!(raised(&[said(None, 0), other]), 1, "the summary");
    assert_eq!(raised(&[said(Some(0), 0)]), 1, "the only voice there is");
    assert_eq!(raised(&[]), 0, "nobody");
}

#[test]
fn three_cases_in_two_years_recur() {
    let recurs = |years: &[i32]| {
        let cases: Vec<SpreadCase> = (0..)
            .zip(years)
            .map(|(number, year)| of_year(number, *year, &[said(None, 0)]))
            .collect();
        spread(1, &cases).summaries[0].recurring
    };
    assert!(recurs(&[2022, 2022, 2023]));
    assert!(recurs(&[2022, 2022, 2022]));
    assert!(recurs(&[2015, 2022, 2023, 2022]));
    assert!(!recurs(&[2021, 2022, 2023]), "two in any two years");
    assert!(!recurs(&[2022, 2023]));
}

#[test]
fn shares_are_of_cases_that_say_something() {
    let mut cases: Vec<SpreadCase> = (0..4)
        .map(|number| of_year(number, 2023, &[said(None, usize::from(number > 0))]))
        .collect();
    cases.push(of_year(9, 2023, &[]));
    let found = spread(2, &cases);
    assert_eq!(found.cases, 4);
    assert_eq!(found.summaries[1].share, Some(0.75));
    assert_eq!(spread(1, &[]).summaries[0].share, None);
}

/// Twelve cases in two areas; the theme in five of six here, in none of six there.
fn two_areas() -> Vec<SpreadCase> {
    let area = |number: i32| if number < 6 { "東" } else { "西" };
    (0..12)
        .map(|number| SpreadCase {
            area: Some(area(number).to_owned()),
            ..of_year(number, 2023, &[said(None, usize::from(number == 0 || number >= 6))])
        })
        .collect()
}

#[test]
fn concentration_counts_cases() {
    let found = spread(2, &two_areas());
    let row = |group: &str, theme: usize| {
        let mut areas = found.groups.iter().filter(|row| row.group_by == GroupBy::Area);
        areas.find(|row| row.group == group && row.theme == theme).unwrap().association
    };
    let here = row("東", 0);
    assert_eq!((here.cases, here.cases_of_group, here.cases_of_theme), (5, 6, 5));
    assert!((here.expected - 2.5).abs() < 1e-12 && here.lift == Some(2.0));
    // C(6,5) ways of C(12,5) to choose five cases.
    assert!((here.p - 6.0 / 792.0).abs() < 1e-12);
    assert_eq!(here.tier, Some(Tier::Confirmed));
    let there = row("西", 0);
    assert_eq!((there.cases, there.lift, there.tier), (0, Some(0.0), None));
    assert!((there.p - 1.0).abs() < 1e-12);
}

#[test]
fn a_difference_in_how_much_is_written_is_no_concentration() {
    // Everybody here writes of everything, nobody there: every theme seems at home here.
    let mut cases = Vec::new();
    for number in 0..90 {
        let here = number < 45;
        let one = said(None, usize::try_from(number % 3).unwrap());
        let statements =
            if here { (0..3).map(|theme| said(None, theme)).collect() } else { vec![one] };
        cases.push(SpreadCase {
            area: Some(if here { "東" } else { "西" }.to_owned()),
            ..of_year(number, 2023, &statements)
        });
    }
    let found = spread(3, &cases);
    let row = &found.groups.iter().find(|row| row.group == "東").unwrap().association;
    assert!(row.q.unwrap() < 0.001, "among all cases it seems so");
    assert!((row.p_alike - 1.0).abs() < 1e-9, "among cases alike it does not");
    assert_eq!(row.tier, None);
}

#[test]
fn small_numbers_are_not_tested() {
    let cases: Vec<SpreadCase> = two_areas().into_iter().step_by(4).collect();
    let found = spread(2, &cases);
    assert!(found.groups.iter().all(|row| row.association.q.is_none()));
    assert!(found.trends.iter().all(|row| row.q.is_none() && row.tier.is_none()));
}

#[test]
fn steady_growth_is_a_trend() {
    let cases: Vec<SpreadCase> = (0..60)
        .map(|number| {
            let year = number / 12;
            of_year(number, 2019 + year, &[said(None, usize::from(number % 12 > 2 * year))])
        })
        .collect();
    let found = spread(2, &cases);
    assert_eq!(found.trends[0].rises(), Some(true));
    assert_eq!(found.trends[1].rises(), Some(false));
    assert_eq!(found.trends[0].tier, Some(Tier::Confirmed));
    assert_eq!((found.trends[0].cases(), found.trends[0].cases_of_all()), (25, 60));
}

#[test]
fn records_become_cases() {
    let mut record = case(
        "a",
        &[
            (StatementField::NeededResource, "移動販売車の巡回や買い物支援が必要。"),
            (StatementField::RegionalIssue, "買い物に行けない人が多い"),
        ],
    );
    for (field, value) in
        [("cohabiting", "なし（独居）"), ("dementia_level", "Ⅱa"), ("adl_level", "A1")]
    {
        record.fields.push(CaseField { field: field.to_owned(), value: traced(value) });
    }
    record.header.care_level = Some(traced("要介護3"));
    record.header.school_district = Some(traced("南"));
    let issues = CaseIssues {
        assignments: vec![vec![
            Assignment { theme: Some(0), second: Some(1) },
            Assignment { theme: Some(1), second: None },
        ]],
        ..CaseIssues::default()
    };
    let cases = spread_cases(&[record], &issues, &Lexicon::built_in().unwrap()).unwrap();
    let expected = [
        (Circumstance::Household, "独居"),
        (Circumstance::CareLevel, "要介護3"),
        (Circumstance::CareClass, "要介護3以上"),
        (Circumstance::DementiaLevel, "Ⅱa"),
        (Circumstance::DementiaClass, "Ⅱ以上"),
        (Circumstance::AdlLevel, "A1"),
        (Circumstance::AdlClass, "ランクA"),
    ];
    let expected: BTreeMap<Circumstance, String> =
        expected.into_iter().map(|(of, value)| (of, value.to_owned())).collect();
    assert_eq!(cases[0].circumstances, expected);
    assert_eq!(cases[0].school_district.as_deref(), Some("南"));
    let asked = cases[0].statements[0].resources.clone().unwrap();
    assert!(asked.iter().any(|term| term.contains("移動販売")), "{asked:?}");
    assert_eq!(cases[0].statements[1].resources, None);
    assert_eq!(cases[0].statements[0].themes().collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn rows_of_a_table_become_cases() {
    let row = |case_id: Option<&str>, area: Option<&str>| TableStatement {
        text: "買い物に行けない".to_owned(),
        case_id: case_id.map(str::to_owned),
        area: area.map(str::to_owned),
        ..TableStatement::default()
    };
    let rows = [row(Some("b"), None), row(None, Some("西")), row(Some("b"), Some("東"))];
    let finding =
        IssueFinding { assignments: vec![Assignment::default(); 3], ..IssueFinding::default() };
    let cases = spread_table(&rows, &finding, &Lexicon::built_in().unwrap()).unwrap();
    assert_eq!(cases.len(), 1);
    assert_eq!((cases[0].area.as_deref(), cases[0].statements.len()), (Some("東"), 2));
}

#[test]
fn company_and_circumstances_are_counted_by_case() {
    let wish = |term: &str| SpreadStatement {
        participant: None,
        theme: Some(2),
        second: None,
        resources: Some(BTreeSet::from([term.to_owned()])),
    };
    let cases: Vec<SpreadCase> = (0..10)
        .map(|number| {
            let alone = if number < 5 { "独居" } else { "同居" };
            let statements = if number < 5 {
                vec![said(None, 0), said(None, 1), wish("移動支援")]
            } else {
                vec![said(None, 3), wish("講座")]
            };
            SpreadCase {
                circumstances: BTreeMap::from([(Circumstance::Household, alone.to_owned())]),
                ..of_year(number, 2023, &statements)
            }
        })
        .collect();
    let found = spread(4, &cases);
    let pair = found.pairs.iter().find(|pair| (pair.theme, pair.other) == (0, 1)).unwrap();
    assert_eq!((pair.association.cases, pair.association.lift), (5, Some(2.0)));
    let wished = found.resources.iter().find(|row| row.theme == 0 && row.term == "移動支援");
    let wished = wished.unwrap();
    assert_eq!((wished.kind, wished.association.cases), (ResourceKind::Term, 5));
    let alone = found.circumstances.iter().find(|row| row.theme == 0 && row.value == "独居");
    let alone = alone.unwrap().association;
    // 1 of C(10,5) ways.
    assert!((alone.p - 1.0 / 252.0).abs() < 1e-12);
    assert_eq!(alone.tier, Some(Tier::Confirmed));
}
