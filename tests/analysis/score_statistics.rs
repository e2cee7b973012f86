//! Score statistics against numpy, scipy, pingouin and R's psych (`reference_statistics.py`).

use std::collections::BTreeMap;

use super::scored::{Row, cases, rows, statistics, written};

/// How far a computed number may lie from the same number of another program.
const ROUNDING: f64 = 1e-9;

/// How far the end of an interval of 2,000 draws may lie from that of other draws, in standard
/// errors of the statistic. The 2.5 % point of 2,000 normal draws has a standard error of
/// √(0.025 · 0.975 / 2000) / φ(1.96) = 0.060 of them; five of these.
const DRAWS: f64 = 0.3;

/// Compares a table with its reference: same rows, and the same value in each column it has.
fn check(name: &str, keys: &[&str], also: &[&str]) {
    let key = |row: &Row| keys.iter().map(|key| row[*key].clone()).collect::<Vec<_>>();
    let written = written(&statistics(&cases()));
    let ours: BTreeMap<Vec<String>, &Row> =
        written[name].iter().map(|row| (key(row), row)).collect();
    assert_eq!(ours.len(), written[name].len(), "{name} has one row for each key");
    let reference = rows(name);
    assert_eq!(ours.len(), reference.len(), "{name} has as many rows");
    let mut compared = 0;
    for theirs in &reference {
        let key = key(theirs);
        for (column, expected) in theirs.iter().filter(|(column, _)| !column.ends_with("_se")) {
            let found = &ours[&key][column];
            let error = theirs.get(&format!("{column}_se")).and_then(|one| one.parse::<f64>().ok());
            let tolerance = error.map_or(ROUNDING, |error| error * DRAWS);
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
fn the_order_of_the_cases_and_the_number_of_threads_change_nothing() {
    let mut cases = cases();
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let first = one.install(|| statistics(&cases));
    cases.reverse();
    assert_eq!(statistics(&cases), first);
}
