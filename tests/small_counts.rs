//! Small counts: what stays hidden when somebody adds and subtracts what is shown.

use std::collections::{BTreeMap, BTreeSet};

use torimatome::privacy::{CaseTable, PrivacyPolicy, ShownCases, suppress_row};

const AREAS: [&str; 3] = ["北", "南", "東"];

/// A year and an area; `None` is the total.
type Place = (Option<i32>, Option<&'static str>);

/// A table of the years from 2020 and the areas above.
fn table(counts: &[Vec<u32>]) -> CaseTable {
    let mut table = CaseTable::default();
    for (year, row) in (2020..).zip(counts) {
        for (area, count) in AREAS.iter().zip(row) {
            table.add_cases(Some(year), Some(area), *count);
        }
    }
    table
}

/// Year and area of every cell, totals (`None`) too.
fn places(counts: &[Vec<u32>]) -> Vec<Place> {
    let years = (2020..).zip(counts).map(|(year, _)| Some(year)).chain([None]);
    let areas = AREAS.iter().take(counts[0].len()).copied().map(Some).chain([None]);
    let areas: Vec<_> = areas.collect();
    years.flat_map(|year| areas.iter().map(move |area| (year, *area))).collect()
}

/// The true count of a cell.
fn truth(counts: &[Vec<u32>], (year, area): Place, areas: &[&str]) -> u32 {
    let rows = (2020..).zip(counts).filter(|(one, _)| year.is_none_or(|year| year == *one));
    let of_row = |row: &Vec<u32>| -> u32 {
        let cells = areas.iter().zip(row).filter(|(one, _)| area.is_none_or(|area| area == **one));
        cells.map(|(_, count)| count).sum()
    };
    rows.map(|(_, row)| of_row(row)).sum()
}

/// Every value that a reader must reckon with in each cell: all tables are tried that agree with
/// what is shown, a hidden count being 1 or more (0 is shown).
fn possible(
    counts: &[Vec<u32>],
    shown: &ShownCases,
    all: Option<&ShownCases>,
) -> Option<BTreeMap<Place, BTreeSet<u32>>> {
    let places = places(counts);
    let inside: Vec<_> =
        places.iter().copied().filter(|(year, area)| year.is_some() && area.is_some()).collect();
    let unknown: Vec<usize> =
        (0..inside.len()).filter(|at| shown.of(inside[*at].0, inside[*at].1).is_none()).collect();
    let most = 9_u32;
    if unknown.len() > 4 {
        return None;
    }
    let known = |place: &Place| shown.of(place.0, place.1);
    let mut values: BTreeMap<_, BTreeSet<u32>> = BTreeMap::new();
    for attempt in 0..most.pow(u32::try_from(unknown.len()).unwrap()) {
        let mut cells: Vec<u32> =
            inside.iter().map(|place| known(place).unwrap_or_default()).collect();
        let mut rest = attempt;
        for at in &unknown {
            // Where all cases are hidden, none of them may be of the part.
            let least =
                u32::from(all.is_none_or(|all| all.of(inside[*at].0, inside[*at].1).is_some()));
            cells[*at] = rest % most + least;
            rest /= most;
        }
        let rows: Vec<Vec<u32>> = cells.chunks(counts[0].len()).map(<[u32]>::to_vec).collect();
        let tried = |place: &Place| truth(&rows, *place, &AREAS);
        let above = |place: &Place| {
            let bound = all.and_then(|all| all.of(place.0, place.1));
            bound.is_some_and(|bound| tried(place) > bound)
        };
        let fits = |place: &Place| known(place).is_none_or(|count| count == tried(place));
        if places.iter().all(|place| fits(place) && !above(place)) {
            for place in &places {
                values.entry(*place).or_default().insert(tried(place));
            }
        }
    }
    Some(values)
}

/// Numbers that look drawn but are the same in every run (a linear congruence).
fn drawn(seed: &mut u64, below: u64) -> u32 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    u32::try_from((*seed >> 33) % below).unwrap()
}

#[test]
fn nothing_hidden_can_be_worked_out() {
    let policy = PrivacyPolicy::default();
    let mut seed = 7;
    let (mut tried, mut shown_cells, mut cells) = (0, 0, 0);
    for _ in 0..400 {
        let (rows, columns) = (1 + drawn(&mut seed, 3), 1 + drawn(&mut seed, 3));
        let row = |seed: &mut u64| (0..columns).map(|_| drawn(seed, 7)).collect::<Vec<u32>>();
        let counts: Vec<Vec<u32>> = (0..rows).map(|_| row(&mut seed)).collect();
        let shown = table(&counts).shown(policy);
        for place in places(&counts) {
            let count = truth(&counts, place, &AREAS);
            cells += 1;
            match shown.of(place.0, place.1) {
                Some(said) => {
                    assert_eq!(said, count, "{counts:?} {place:?}");
                    assert!(policy.shown(count).is_some(), "{counts:?} {place:?}");
                    shown_cells += 1;
                }
                None => assert!(count > 0, "{counts:?} {place:?}"),
            }
        }
        let Some(possible) = possible(&counts, &shown, None) else { continue };
        tried += 1;
        for (place, values) in possible {
            if shown.of(place.0, place.1).is_none() {
                assert!(values.len() > 1, "{counts:?} {place:?} must be {values:?}");
            }
        }
    }
    assert!(tried > 200, "{tried}");
    // Hiding everything would be safe too.
    assert!(shown_cells * 3 > cells, "{shown_cells} of {cells}");
}

/// A part of cases that are shown: no more of them than there are.
#[test]
fn nothing_hidden_can_be_worked_out_from_what_it_is_a_part_of() {
    let policy = PrivacyPolicy::default();
    let mut seed = 11;
    let mut tried = 0;
    for _ in 0..600 {
        let (rows, columns) = (1 + drawn(&mut seed, 2), 1 + drawn(&mut seed, 3));
        let row = |seed: &mut u64| (0..columns).map(|_| drawn(seed, 7)).collect::<Vec<u32>>();
        let whole: Vec<Vec<u32>> = (0..rows).map(|_| row(&mut seed)).collect();
        let part: Vec<Vec<u32>> = whole
            .iter()
            .map(|row| row.iter().map(|n| n - drawn(&mut seed, u64::from(*n) / 2 + 1)).collect())
            .collect();
        let all = table(&whole).shown(policy);
        let shown = table(&part).shown_within(&all, policy);
        let Some(possible) = possible(&part, &shown, Some(&all)) else { continue };
        tried += 1;
        for (place, values) in possible {
            let small = policy.shown(truth(&part, place, &AREAS)).is_none();
            if small {
                assert_eq!(shown.of(place.0, place.1), None, "{whole:?} {part:?} {place:?}");
                assert!(values.len() > 1, "{whole:?} {part:?} {place:?} must be {values:?}");
            }
        }
    }
    assert!(tried > 300, "{tried}");
}

/// A total, and what of its row is shown.
type SeenRow = (u32, Vec<Option<u32>>);

/// Somebody who has this program tries every row it could have been.
#[test]
fn a_row_tells_no_small_count_to_who_knows_the_rule() {
    let policy = PrivacyPolicy::default();
    let mut rows: BTreeMap<SeenRow, Vec<Vec<u32>>> = BTreeMap::new();
    let (parts, values) = (3_u32, 10_u32);
    for number in 0..values.pow(parts + 1) {
        let mut rest = number;
        let mut next = |below: u32| {
            let digit = rest % below;
            rest /= below;
            digit
        };
        let row: Vec<u32> = (0..parts).map(|_| next(values)).collect();
        let total = row.iter().sum::<u32>() + next(values);
        rows.entry((total, suppress_row(&row, total, policy))).or_default().push(row);
    }
    let mut hidden = 0;
    for ((total, seen), rows) in &rows {
        // Rows of larger counts, which are not tried here, would look like these.
        if *total >= values {
            continue;
        }
        for (at, shown) in seen.iter().enumerate() {
            let could: BTreeSet<u32> = rows.iter().map(|row| row[at]).collect();
            if let Some(count) = shown {
                assert!(could == BTreeSet::from([*count]) && ![1, 2].contains(count));
            } else {
                assert!(could.len() > 1, "{total} {seen:?} is {could:?} at {at}");
                hidden += 1;
            }
        }
    }
    assert!(hidden > 50, "{hidden}");
}

#[test]
fn a_row_hides_the_smallest_beside_a_small_count() {
    let policy = PrivacyPolicy::default();
    let hidden = suppress_row(&[1, 5, 0, 4], 10, policy);
    assert_eq!(hidden, [None, Some(5), Some(0), None]);
    assert_eq!(suppress_row(&[6, 5], 12, policy), [Some(6), None], "one is of no group");
    assert_eq!(suppress_row(&[6, 5], 11, policy), [Some(6), Some(5)]);
    assert_eq!(suppress_row(&[1, 1, 1, 1], 4, policy), [None; 4]);
    assert_eq!(suppress_row(&[2, 2, 0, 0], 4, policy), [None; 4]);
    let guideline = suppress_row(&[12, 9, 0, 30], 51, PrivacyPolicy::GUIDELINE);
    assert_eq!(guideline, [None, None, Some(0), Some(30)]);
    assert!(suppress_row(&[], 0, policy).is_empty());
}

#[test]
fn a_table_without_small_counts_is_shown_whole() {
    let counts = vec![vec![3, 4, 0], vec![5, 9, 12]];
    let shown = table(&counts).shown(PrivacyPolicy::default());
    for place in places(&counts) {
        assert_eq!(shown.of(place.0, place.1), Some(truth(&counts, place, &AREAS)));
    }
    assert_eq!(shown.of(Some(1999), None), Some(0), "no case is of that year");
}

#[test]
fn one_small_count_takes_three_others_with_it() {
    let counts = vec![vec![1, 9, 8], vec![7, 4, 6], vec![5, 5, 5]];
    let shown = table(&counts).shown(PrivacyPolicy::default());
    let hidden: Vec<_> =
        places(&counts).into_iter().filter(|at| shown.of(at.0, at.1).is_none()).collect();
    // The cheapest ring through the 1: with 5 and 5 below it and 8 beside it.
    assert_eq!(hidden.len(), 4, "{hidden:?}");
    assert!(hidden.iter().all(|(year, area)| year.is_some() && area.is_some()), "{hidden:?}");
}

#[test]
fn a_part_shows_nothing_where_the_whole_shows_nothing() {
    let policy = PrivacyPolicy::default();
    let all = table(&[vec![1, 9], vec![7, 8]]).shown(policy);
    let part = table(&[vec![0, 6], vec![5, 4]]).shown_within(&all, policy);
    assert_eq!(all.of(Some(2020), Some("北")), None);
    assert_eq!(part.of(Some(2020), Some("北")), None);
    assert_eq!(part.of(None, None), Some(15));
}

#[test]
fn cases_of_unknown_year_are_counted_in_the_totals_only() {
    let mut table = CaseTable::default();
    table.add_cases(Some(2020), Some("北"), 6);
    table.add_cases(None, Some("北"), 4);
    table.add_cases(None, None, 5);
    let shown = table.shown(PrivacyPolicy::default());
    assert_eq!(shown.of(None, None), Some(15));
    assert_eq!(shown.of(None, Some("北")), Some(10));
    assert_eq!(shown.of(Some(2020), None), Some(6));
    let shown = table.shown(PrivacyPolicy::GUIDELINE);
    assert_eq!(shown.of(Some(2020), None), None);
}

#[test]
fn no_cases_are_no_table() {
    let shown = CaseTable::default().shown(PrivacyPolicy::default());
    assert_eq!(shown.of(None, None), Some(0));
    assert_eq!(shown.of(Some(2020), Some("北")), Some(0));
}
