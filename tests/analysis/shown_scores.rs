//! Which rows of the score summary may be shown: none of few meetings or people, none that others
//! give away.

use torimatome::analysis::theme_spread::{CaseTables, ShownTables};
use torimatome::analysis::{ScoreGroup, ScoreRow, ShownScores};
use torimatome::privacy::{CaseTable, PrivacyPolicy};

const POLICY: PrivacyPolicy = PrivacyPolicy { smallest_count: 3, show_zero: true, age_band: 10 };

/// A row of a group with five people at each of its meetings.
fn row<'a>((by, group, meetings): &(ScoreGroup, &'a str, u32)) -> ScoreRow<'a> {
    ScoreRow {
        scale: "total",
        by: *by,
        group,
        people: meetings * 5,
        meetings: *meetings,
        meetings_with_mean: *meetings,
    }
}

fn shown(rows: &[(ScoreGroup, &str, u32)]) -> Vec<bool> {
    let tables = CaseTables::default().shown(POLICY);
    of(rows, &[], &tables)
}

fn of(rows: &[(ScoreGroup, &str, u32)], themes: &[&str], tables: &ShownTables) -> Vec<bool> {
    let scores = ShownScores::new(rows.iter().map(row), (themes, tables), POLICY);
    rows.iter().map(|(by, group, _)| scores.shows(by.as_str(), group, "total")).collect()
}

#[test]
fn a_hidden_group_takes_a_second_with_it() {
    use ScoreGroup::{All, Area};
    // 2 is 20 − 6 − 12; hiding the 6 as well leaves 8 for two.
    let areas = [(All, "all", 20), (Area, "A", 6), (Area, "B", 2), (Area, "C", 12)];
    assert_eq!(shown(&areas), [true, false, false, true]);
    assert_eq!(shown(&[(All, "all", 9), (Area, "A", 6), (Area, "B", 3)]), [true; 3]);
    assert_eq!(shown(&[(All, "all", 2)]), [false]);
}

#[test]
fn meetings_of_unknown_area_are_a_group_too() {
    use ScoreGroup::{All, Area};
    // One of ten is of no area: 10 − 5 − 4 would be its mean.
    let areas = [(All, "all", 10), (Area, "A", 5), (Area, "B", 4)];
    assert_eq!(shown(&areas), [true, true, false]);
}

#[test]
fn years_of_areas_are_hidden_across() {
    use ScoreGroup::{All, Area, FiscalYear, FiscalYearArea};
    let rows = [
        (All, "all", 18),
        (FiscalYear, "2022", 7),
        (FiscalYear, "2023", 11),
        (Area, "A", 6),
        (Area, "B", 12),
        (FiscalYearArea, "2022 A", 1),
        (FiscalYearArea, "2022 B", 6),
        (FiscalYearArea, "2023 A", 5),
        (FiscalYearArea, "2023 B", 6),
    ];
    let whole = [true; 5];
    // The four cells make up their totals two by two: each hidden one tells another.
    assert_eq!(shown(&rows), [&whole[..], &[false; 4]].concat());
}

#[test]
fn centres_are_not_shown() {
    use ScoreGroup::{All, Area, Center};
    // 1 is the area's 6 less the other centre's 5; centres of one area are two or three.
    let rows =
        [(All, "all", 12), (Area, "A", 6), (Area, "B", 6), (Center, "a", 5), (Center, "b", 6)];
    assert_eq!(shown(&rows), [true, true, true, false, false]);
}

#[test]
fn few_people_or_meetings_of_a_role_are_hidden() {
    let roles = [("司会", 9, 9), ("板書", 2, 2), ("助言者", 4, 3), ("見学者", 8, 2)];
    let role = |(group, people, meetings): &(&'static str, u32, u32)| ScoreRow {
        scale: "item_1",
        by: ScoreGroup::Role,
        group,
        people: *people,
        meetings: *meetings,
        meetings_with_mean: 0,
    };
    let all = ScoreRow { by: ScoreGroup::All, group: "all", people: 23, ..role(&("", 0, 9)) };
    let tables = CaseTables::default().shown(POLICY);
    let rows = roles.iter().map(role).chain([all]);
    let shown = ShownScores::new(rows, (&[], &tables), POLICY);
    let found = roles.map(|(group, ..)| shown.shows("role", group, "item_1"));
    // Eight people of two meetings tell of these; hidden with them, the two are among ten.
    assert_eq!(found, [true, false, true, false]);
    assert!(shown.shows_any("role") && !shown.shows_any("area"));
    assert!(!shown.shows("case", "x", "item_1") && !shown.shows("", "", ""));
}

#[test]
fn an_issue_shows_scores_where_its_meetings_are_shown() {
    use ScoreGroup::{Theme, ThemeArea, ThemeFiscalYear};
    let mut raised = CaseTable::default();
    raised.add_cases(Some(2022), Some("A"), 4);
    raised.add_cases(Some(2023), Some("B"), 5);
    let tables = CaseTables {
        all: raised.clone(),
        speaking: raised.clone(),
        raised: vec![raised],
        ..CaseTables::default()
    };
    let rows = [
        (Theme, "T1", 9),
        (ThemeFiscalYear, "T1 2022", 4),
        (ThemeFiscalYear, "T1 2023", 5),
        (ThemeArea, "T1 A", 4),
        (ThemeArea, "T1 B", 5),
    ];
    assert_eq!(of(&rows, &["T1"], &tables.shown(POLICY)), [true; 5]);
    let few = [(Theme, "T1", 9), (ThemeFiscalYear, "T1 2022", 7), (ThemeFiscalYear, "T1 2023", 2)];
    assert_eq!(of(&few, &["T1"], &tables.shown(POLICY)), [true, false, false]);
    assert_eq!(of(&[(Theme, "T1", 2)], &["T1"], &tables.shown(POLICY)), [false]);
    assert_eq!(of(&[(Theme, "T2", 9)], &["T1"], &tables.shown(POLICY)), [false], "no such issue");
}

/// The rows of everybody less those of an issue are the meetings that do not raise it.
#[test]
fn meetings_that_do_not_raise_an_issue_are_a_group_too() {
    use ScoreGroup::{All, Area, FiscalYear, Theme, ThemeArea, ThemeFiscalYear};
    let mut raised = CaseTable::default();
    raised.add_cases(Some(2022), Some("A"), 11);
    raised.add_cases(Some(2023), Some("A"), 6);
    raised.add_cases(Some(2023), Some("B"), 3);
    let tables = CaseTables { raised: vec![raised], ..CaseTables::default() };
    let rows = [
        (All, "all", 28),
        (FiscalYear, "2022", 12),
        (FiscalYear, "2023", 16),
        (Area, "A", 20),
        (Area, "B", 8),
        (Theme, "T1", 20),
        // One meeting of 2022 does not raise it; with 2023 shown, the total would tell.
        (ThemeFiscalYear, "T1 2022", 11),
        (ThemeFiscalYear, "T1 2023", 9),
        (ThemeArea, "T1 A", 17),
        (ThemeArea, "T1 B", 3),
    ];
    let whole = [true; 6];
    assert_eq!(
        of(&rows, &["T1"], &tables.shown(POLICY)),
        [&whole[..], &[false, false, true, true]].concat()
    );
    let most = [(All, "all", 28), (Theme, "T1", 27)];
    assert_eq!(of(&most, &["T1"], &tables.shown(POLICY)), [true, false]);
}

/// With and without statements of an issue, beside the meetings that raise it.
#[test]
fn a_comparison_tells_no_few_meetings() {
    use ScoreGroup::{All, Theme};
    let mut raised = CaseTable::default();
    raised.add_cases(Some(2022), Some("A"), 10);
    let tables = CaseTables { raised: vec![raised], ..CaseTables::default() }.shown(POLICY);
    let rows = [(All, "all", 28), (Theme, "T1", 10)];
    let scores = ShownScores::new(rows.iter().map(row), (&["T1"], &tables), POLICY);
    let tells = |sides| scores.tells_sides(("total", "T1"), sides);
    assert!(tells((10, 18)) && tells((13, 15)));
    assert!(!tells((12, 16)), "two meetings speak of it and do not raise it");
    assert!(!tells((26, 2)) && !tells((2, 26)));
    // Of an issue whose own scores are hidden there is nothing to subtract.
    assert!(scores.tells_sides(("total", "T2"), (12, 16)));
}
