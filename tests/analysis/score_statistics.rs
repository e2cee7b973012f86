//! Score statistics against numpy, scipy, pingouin and R's psych (`reference_statistics.py`).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::scored::{Row, all_statistics, cases, rows, written};

/// How far a computed number may lie from the same number of another program.
const ROUNDING: f64 = 1e-9;

/// The tables of the invented meetings, by name.
static WRITTEN: LazyLock<BTreeMap<&str, Vec<Row>>> =
    LazyLock::new(|| written(&all_statistics(&cases())));

/// Compares a table with its reference: same rows, and the same value in each column it has;
/// drawn quantities within what the reference says they may differ by.
fn check(name: &str, keys: &[&str], also: &[&str]) {
    let key = |row: &Row| keys.iter().map(|key| row[*key].clone()).collect::<Vec<_>>();
    let written = &*WRITTEN;
    let ours: BTreeMap<Vec<String>, &Row> =
        written[name].iter().map(|row| (key(row), row)).collect();
    assert_eq!(ours.len(), written[name].len(), "{name} has one row for each key");
    let reference = rows(name);
    assert_eq!(ours.len(), reference.len(), "{name} has as many rows");
    let mut compared = 0;
    for theirs in &reference {
        let key = key(theirs);
        for (column, expected) in theirs.iter().filter(|(column, _)| !column.ends_with("_within")) {
            let found = &ours[&key][column];
            let within = theirs.get(&format!("{column}_within"));
            let tolerance = within.and_then(|one| one.parse().ok()).unwrap_or(ROUNDING);
            let place = format!("{name} {key:?} {column}: {found} is not {expected}");
            match (found.parse::<f64>(), expected.parse::<f64>()) {
                (Ok(found), Ok(expected)) if !keys.contains(&&**column) => {
                    assert!((found - expected).abs() <= tolerance, "{place}");
                    compared += 1;
                }
                _ => assert_eq!(found, expected, "{place}"),
            }
        }
        for column in also {
            assert!(ours[&key].contains_key(*column), "{name} has {column}");
        }
    }
    println!("{name}: {compared} numbers of {} rows agree", reference.len());
    assert!(compared > reference.len());
}

#[test]
fn item_stats_are_those_of_numpy() {
    check("item_stats", &["scale", "group_by", "group"], &["small", "withheld"]);
}

#[test]
fn reliability_is_that_of_pingouin_and_psych() {
    check("reliability", &["scale"], &["withheld", "omega_withheld"]);
    check("item_reliability", &["scale", "item"], &["withheld"]);
}

#[test]
fn agreement_is_that_of_pingouin() {
    check("agreement", &["scale"], &["withheld", "rwg_withheld"]);
    check("meeting_agreement", &["case_id", "scale"], &["withheld"]);
}

#[test]
fn changes_and_trends_are_those_of_scipy() {
    check("score_change", &["scale", "from_year", "to_year"], &["withheld"]);
    check("score_trend", &["scale"], &["withheld"]);
}

#[test]
fn differences_are_those_of_scipy() {
    check("score_difference", &["scale", "group_by", "group"], &["withheld"]);
    check("group_test", &["scale", "group_by"], &["withheld"]);
}

#[test]
fn response_quality_is_that_of_pandas() {
    check("response_quality", &["scale"], &["floor_effect", "ceiling_effect", "withheld"]);
    check("straight_lining", &["group_by", "group"], &["small"]);
}

#[test]
fn score_issues_are_those_of_scipy() {
    check("score_issues", &["theme_id", "item"], &["withheld"]);
}

#[test]
fn the_order_of_the_cases_and_the_number_of_threads_change_nothing() {
    // The draws of a third of the meetings are as many as those of all.
    let mut cases = cases().split_off(24);
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let first = one.install(|| all_statistics(&cases));
    cases.reverse();
    assert_eq!(all_statistics(&cases), first);
}
