//! Comparisons of few meetings: too few, all alike, without statements, and exact p of small groups.

use std::collections::BTreeSet;

use torimatome::analysis::{ScoreIssue, Withheld, score_issues};
use torimatome::records::{CaseMean, CaseRecord, MeanOrigin, StatementField};
use torimatome::units::ItemNumber;

use super::case;
use super::scored::{rater, statistics};

/// A meeting of one participant, with a year.
fn meeting(id: &str, year: i32, score: &str) -> CaseRecord {
    let participants = vec![rater(&[score; 16])];
    CaseRecord { fiscal_year: Some(year), participants, ..case(id, &[]) }
}

/// Meetings with a mean on item 1, and a statement.
fn means(means: &[f64]) -> Vec<CaseRecord> {
    let with_mean = |(number, mean): (usize, &f64)| {
        let item = ItemNumber::new(1).unwrap();
        let mean = CaseMean { item, mean: *mean, n: Some(6), origin: MeanOrigin::Computed };
        let id = format!("c{number:02}");
        let statements = &[(StatementField::RegionalIssue, "坂道が多い")];
        CaseRecord { means: vec![mean], ..case(&id, statements) }
    };
    means.iter().enumerate().map(with_mean).collect()
}

fn issue(cases: &[CaseRecord], with: &[usize]) -> ScoreIssue {
    let themes = [("slope", with.iter().copied().collect::<BTreeSet<usize>>())];
    score_issues(cases, &themes).remove(0)
}

#[test]
fn four_meetings_of_a_year_are_not_compared() {
    let mut cases: Vec<CaseRecord> = ["1", "2", "3", "4", "5"]
        .iter()
        .zip(0..)
        .map(|(score, number)| meeting(&format!("a{number}"), 2022, score))
        .collect();
    for number in 0..4 {
        cases.push(meeting(&format!("b{number}"), 2023, "4"));
    }
    let statistics = statistics(&cases);
    let change = &statistics.changes[0];
    assert_eq!((change.meetings_from, change.meetings_to), (5, 4));
    assert_eq!((change.mean_from, change.mean_to), (3.0, 4.0));
    assert_eq!(change.comparison, Err(Withheld::Meetings { n: 4, least: 5 }));
    assert_eq!(statistics.trends[0].trend, Err(Withheld::Years { n: 2, least: 3 }));
    assert_eq!(statistics.group_tests[0].test, Err(Withheld::Groups { n: 1, least: 2 }));
}

#[test]
fn meetings_that_are_all_alike_are_no_test() {
    let cases: Vec<CaseRecord> =
        (0..18).map(|number| meeting(&format!("m{number:02}"), 2021 + number % 3, "4")).collect();
    let statistics = statistics(&cases);
    assert!(statistics.changes.iter().all(|row| row.comparison == Err(Withheld::NoSpread)));
    assert!(statistics.trends.iter().all(|row| row.trend == Err(Withheld::NoSpread)));
    let straight = &statistics.straight_lining[0];
    assert_eq!((straight.n, straight.straight, straight.share), (18, 18, Some(1.0)));
}

#[test]
fn a_year_without_meetings_is_no_neighbour() {
    let cases = [2019, 2021, 2022].map(|year| meeting(&format!("m{year}"), year, "4"));
    let statistics = statistics(&cases);
    let mut pairs: Vec<(i32, i32)> =
        statistics.changes.iter().map(|row| (row.from_year, row.to_year)).collect();
    pairs.dedup();
    assert_eq!(pairs, [(2019, 2021), (2021, 2022), (2019, 2022)]);
}

/// p by all 252 ways to choose five of ten meetings.
fn exact_p(values: &[f64; 10]) -> f64 {
    let difference = |chosen: u32| {
        let side = |wanted: u32| -> f64 {
            let of = values.iter().enumerate().filter(|(place, _)| chosen >> place & 1 == wanted);
            of.map(|(_, value)| value).sum::<f64>() / 5.0
        };
        side(1) - side(0)
    };
    let observed = difference(0b11111).abs() - 1e-9;
    let ways: Vec<u32> = (0..1 << 10).filter(|chosen: &u32| chosen.count_ones() == 5).collect();
    let extreme = ways.iter().filter(|chosen| difference(**chosen).abs() >= observed).count();
    f64::from(u32::try_from(extreme).unwrap()) / 252.0
}

#[test]
fn p_of_few_meetings_is_that_of_all_arrangements() {
    for values in [
        [1.0, 1.5, 2.0, 2.5, 3.0, 2.2, 2.7, 3.1, 3.6, 4.0],
        [3.0, 3.0, 3.5, 3.5, 4.0, 3.0, 3.5, 3.5, 4.0, 4.0],
    ] {
        let found = issue(&means(&values), &[0, 1, 2, 3, 4]).comparison.unwrap();
        let exact = exact_p(&values);
        let error = (exact * (1.0 - exact) / 9_999.0).sqrt();
        assert!((found.p - exact).abs() < 5.0 * error + 1e-4, "{} {exact}", found.p);
    }
}

#[test]
fn cases_without_statements_raise_nothing_and_are_left_out() {
    let mut cases = means(&[2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0]);
    cases[6].statements.clear();
    let found = issue(&cases, &[0, 1]);
    assert_eq!((found.n_with, found.n_without), (2, 4));
    assert_eq!((found.mean_with, found.mean_without), (Some(2.25), Some(3.75)));
    assert_eq!(found.comparison, Err(Withheld::Meetings { n: 2, least: 5 }));
}

#[test]
fn the_order_of_the_cases_changes_no_issue() {
    let mut cases = means(&[2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0, 1.0, 1.5, 3.2, 3.3]);
    let with = [0, 3, 4, 7, 9];
    let first = issue(&cases, &with);
    cases.reverse();
    assert_eq!(issue(&cases, &with.map(|place| 10 - place)), first);
}
