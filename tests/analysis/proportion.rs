//! Tests of proportions, against scipy, statsmodels and R: see `proportion_reference.py`.

use torimatome::analysis::proportion::{
    FourFold, YearCount, concentration, least_concentration, q_values, trend, wilson,
};

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-10 * expected.max(1e-4), "{found:e} for {expected:e}");
}

fn table((hits, group, with, all): (u32, u32, u32, u32)) -> FourFold {
    FourFold { hits, group, with, all }
}

#[test]
fn concentration_is_fishers_exact_test() {
    for (counts, p) in [
        ((3, 10, 12, 70), 2.274_487_091_200_176e-1),
        ((9, 10, 12, 70), 3.233_136_810_160_607e-8),
        ((0, 10, 12, 70), 1.0),
        ((12, 66, 30, 462), 2.940_875_057_890_607e-4),
        ((25, 66, 60, 462), 1.276_758_697_221_424e-8),
        ((5, 5, 5, 10), 3.968_253_968_253_969e-3),
        ((2, 60, 2, 62), 9.360_126_916_975_146e-1),
        ((200, 231, 400, 462), 5.542_272_618_266_084e-1),
    ] {
        close(concentration(&[table(counts)]), p);
    }
    close(least_concentration(table((0, 5, 5, 10))), 3.968_253_968_253_969e-3);
}

#[test]
fn nothing_to_compare_is_no_concentration() {
    for counts in [(0, 0, 0, 0), (0, 0, 3, 9), (0, 4, 0, 9), (9, 9, 9, 9), (3, 9, 3, 9)] {
        close(concentration(&[table(counts)]), 1.0);
    }
    close(concentration(&[]), 1.0);
}

#[test]
fn strata_add_up_as_convolved_distributions() {
    let two = [(4, 10, 9, 40), (5, 8, 12, 30)].map(table);
    close(concentration(&two), 3.523_650_671_205_882e-2);
    let three = [(1, 3, 2, 9), (2, 20, 4, 60), (6, 9, 20, 50)].map(table);
    close(concentration(&three), 4.928_493_211_891_567e-2);
}

#[test]
fn wilson_intervals() {
    for (hits, n, low, high) in [
        (0, 5, 0.0, 0.434_482_464_783_175),
        (1, 5, 0.036_224_108_632_430, 0.624_465_370_237_475),
        (3, 28, 0.037_118_366_829_300, 0.271_958_515_486_722),
        (28, 28, 0.879_356_695_234_154, 1.0),
        (60, 462, 0.102_243_708_665_707, 0.163_600_939_713_607),
    ] {
        let interval = wilson(hits, n).unwrap();
        close(interval.low, low);
        close(interval.high, high);
    }
    assert_eq!(wilson(0, 0), None);
}

#[test]
fn q_values_are_those_of_benjamini_and_hochberg() {
    let found = q_values(&[0.001, 0.04, 0.03, 0.03, 0.5, 1.0, 0.0002]);
    let expected = [0.0035, 0.056, 0.0525, 0.0525, 0.583_333_333_333_333, 1.0, 0.0014];
    for (found, expected) in found.into_iter().zip(expected) {
        close(found, expected);
    }
    assert_eq!(q_values(&[]), Vec::<f64>::new());
}

/// Cases with the property and all cases of some years.
fn years(start: i32, counts: &[(i32, u32, u32)]) -> Vec<YearCount> {
    counts.iter().map(|&(year, with, all)| YearCount { year: start + year, with, all }).collect()
}

#[test]
fn many_cases_give_the_trend_of_r() {
    let rising = years(2018, &[(0, 35, 90), (1, 40, 95), (2, 52, 100), (3, 60, 92), (4, 65, 98)]);
    let found = trend(&[rising]).unwrap();
    close(found.p, 1.743_508_743_945_685e-6);
    assert!(!found.exact && found.odds_per_year > 1.0);
    let falling = years(2018, &[(0, 40, 60), (1, 33, 55), (3, 50, 90), (4, 31, 70)]);
    let found = trend(&[falling]).unwrap();
    close(found.p, 1.224_310_982_693_155e-2);
    assert!(found.odds_per_year < 1.0);
}

#[test]
fn few_cases_give_the_exact_trend() {
    for (strata, p) in [
        (vec![years(2020, &[(0, 0, 4), (1, 1, 5), (2, 4, 6)])], 4.395_604_395_604_396e-2),
        (
            vec![years(2020, &[(0, 3, 3), (1, 2, 4), (2, 4, 4), (5, 5, 5)])],
            3.583_333_333_333_333e-1,
        ),
        (
            vec![
                years(2020, &[(0, 0, 2), (1, 1, 3), (2, 3, 4)]),
                years(2020, &[(0, 2, 4), (1, 1, 3), (2, 2, 2)]),
            ],
            8.780_549_256_739_732e-2,
        ),
    ] {
        let found = trend(&strata).unwrap();
        assert!(found.exact);
        close(found.p, p);
    }
}

#[test]
fn without_years_or_difference_there_is_no_trend() {
    assert_eq!(trend(&[]), None);
    assert_eq!(trend(&[years(2020, &[(0, 2, 5)])]), None);
    assert_eq!(trend(&[years(2020, &[(0, 0, 5), (1, 0, 5)])]), None);
    assert_eq!(trend(&[years(2020, &[(0, 5, 5), (1, 5, 5)])]), None);
}
