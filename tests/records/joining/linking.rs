//! Linking: folders, workbooks, files, dates, areas, labels and links by hand.

use torimatome::config::ProjectConfig;

use super::super::sheets::{codes, day, reflection, sheet, year_summary};
use super::{FIRST, SECOND, full_case, full_summary, ids, join, join_with, person};
use torimatome::forms::FormKind;

const A: &str = "2023-07-19";
const B: &str = "2024-01-22";

/// A configuration that is the manual's own with some links.
fn with_links(links: &str) -> ProjectConfig {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("torimatome.toml");
    torimatome::config::project::init(folder.path(), true).unwrap();
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, format!("{text}\n{links}")).unwrap();
    ProjectConfig::load(&file).unwrap()
}

#[test]
fn a_folder_is_a_case() {
    let (cases, found) = join(vec![
        full_case("2023年度/a/様式①.xlsx", A, "木村"),
        person("2023年度/a/様式②_01.xlsx", FIRST),
        person("2023年度/a/様式②_02.xlsx", SECOND),
        full_case("2023年度/b/様式①.xlsx", B, "石川"),
        person("2023年度/b/様式②_01.xlsx", SECOND),
    ]);
    assert_eq!(ids(&cases), ["2023-07-19_伊丹・摂陽 2", "2024-01-22_伊丹・摂陽 1"]);
    assert_eq!(codes(&found), Vec::<String>::new());
    assert_eq!(cases[0].area.as_deref(), Some("第4エリア"));
    assert_eq!((cases[0].fiscal_year, cases[1].fiscal_year), (Some(2023), Some(2023)));
    assert_eq!(cases[0].sources.len(), 3);
    assert!(!cases[0].summary_only);
}

#[test]
fn a_workbook_is_a_case() {
    let sheet_of = |name: &str, scores: &str| {
        let mut one = person("2023年度/支援会議.xlsx", scores).with("needed_resource", "A1", name);
        one.0.sheet = name.into();
        one
    };
    let (cases, found) = join(vec![
        full_case("2023年度/支援会議.xlsx", A, "木村"),
        sheet_of("②-1", FIRST),
        sheet_of("②-2", SECOND),
        sheet_of("②-10", FIRST),
        full_case("2023年度/別の会議.xlsx", B, "石川"),
    ]);
    assert_eq!(ids(&cases), ["2023-07-19_伊丹・摂陽 3", "2024-01-22_伊丹・摂陽 0"]);
    assert_eq!(codes(&found), Vec::<String>::new());
    let order: Vec<_> = cases[0]
        .participants
        .iter()
        .map(|one| one.location.sheet.as_deref().unwrap().to_owned())
        .collect();
    assert_eq!(order, ["②-1", "②-2", "②-10"], "as people count");
}

#[test]
fn folders_within_a_folder_belong_to_it() {
    let (cases, found) = join(vec![
        full_case("2023/a/様式①/事例.xlsx", A, "木村"),
        person("2023/a/様式②/中村.xlsx", FIRST),
        full_case("2023/b/事例.xlsx", B, "石川"),
        person("2023/b/振り返り/中村.xlsx", SECOND),
    ]);
    assert_eq!(ids(&cases), ["2023-07-19_伊丹・摂陽 1", "2024-01-22_伊丹・摂陽 1"]);
    assert_eq!(codes(&found), Vec::<String>::new());
}

#[test]
fn dates_in_names_decide_in_a_flat_folder() {
    for [first, second] in [
        ["2023-07-19_②_1.xlsx", "2024-01-22_②_1.xlsx"],
        ["230719_②_1.xlsx", "240122_②_1.xlsx"],
        ["R5.7.19_振り返り1.xlsx", "R6.1.22_振り返り1.xlsx"],
        ["0719②-1.xlsx", "0122②-1.xlsx"],
        ["様式②（7月19日）_1.xlsx", "様式②（1月22日）_1.xlsx"],
    ] {
        let (cases, found) = join(vec![
            full_case("2023年度/事例1.xlsx", A, "木村"),
            full_case("2023年度/事例2.xlsx", B, "石川"),
            person(&format!("2023年度/{first}"), FIRST),
            person(&format!("2023年度/{second}"), SECOND),
        ]);
        assert_eq!(ids(&cases), ["2023-07-19_伊丹・摂陽 1", "2024-01-22_伊丹・摂陽 1"], "{first}");
        assert_eq!(codes(&found), Vec::<String>::new(), "{first}");
        assert_eq!(cases[0].participants[0].scores[0].score.unwrap().get(), 4);
    }
}

#[test]
fn areas_decide_between_meetings_of_one_day() {
    let third = full_case("2023年度/様式①_3.xlsx", A, "石川");
    let mut third = third;
    third.0.answers.retain(|answer| answer.field.as_ref() != "center");
    let third = third.with("center", "F2", "花里・昆陽里地域包括支援センター");
    let (cases, found) = join(vec![
        full_case("2023年度/様式①_4.xlsx", A, "木村"),
        third,
        person("2023年度/230719_第3エリア_②.xlsx", FIRST),
        person("2023年度/230719_第4エリア_②.xlsx", SECOND),
    ]);
    assert_eq!(ids(&cases), ["2023-07-19_伊丹・摂陽 1", "2023-07-19_花里・昆陽里 1"]);
    assert_eq!(codes(&found), Vec::<String>::new());
    assert_eq!(cases[1].participants[0].scores[0].score.unwrap().get(), 4);
}

#[test]
fn labels_decide_when_several_sheets_carry_them() {
    let label = |number: u32, client: &str, index: u32, scores: &str| {
        person(&format!("事例{number}_{client}_②_{index}.xlsx"), scores)
    };
    let (cases, found) = join(vec![
        full_case("事例1_T氏_①.xlsx", A, "木村"),
        full_case("事例2_K氏_①.xlsx", B, "石川"),
        label(1, "T氏", 1, FIRST),
        label(1, "T氏", 2, SECOND),
        label(2, "K氏", 1, FIRST),
        label(2, "K氏", 2, SECOND),
    ]);
    assert_eq!(ids(&cases), ["2023-07-19_伊丹・摂陽 2", "2024-01-22_伊丹・摂陽 2"]);
    assert_eq!(codes(&found), Vec::<String>::new());
    // One participant who is called like the provider of another case is no label.
    let (cases, found) = join(vec![
        full_case("①_木村.xlsx", A, "木村"),
        full_case("①_石川.xlsx", B, "石川"),
        person("②_石川.xlsx", FIRST),
        person("②_中村.xlsx", SECOND),
    ]);
    assert_eq!(ids(&cases), ["2023-07-19_伊丹・摂陽 0", "2024-01-22_伊丹・摂陽 0"]);
    assert_eq!(codes(&found), ["case_unlinked -", "case_unlinked -"]);
}

#[test]
fn numbers_decide_in_a_workbook_of_several_cases() {
    let named = |mut one: super::super::sheets::Sheet, name: &str| {
        one.0.sheet = name.into();
        one
    };
    let book = "2023年度.xlsx";
    let (cases, found) = join(vec![
        named(full_case(book, A, "木村"), "①-1"),
        named(full_case(book, B, "石川"), "①-2"),
        named(person(book, FIRST), "②-1-1"),
        named(person(book, SECOND).with("employment", "F4", "常勤"), "②-2-1"),
    ]);
    assert_eq!(ids(&cases), ["2023-07-19_伊丹・摂陽 1", "2024-01-22_伊丹・摂陽 1"]);
    assert_eq!(codes(&found), Vec::<String>::new());
    let (cases, found) = join(vec![
        named(full_case(book, A, "木村"), "①-1"),
        named(full_case(book, B, "石川"), "①-2"),
        named(person(book, FIRST), "②-1"),
    ]);
    assert_eq!(ids(&cases), ["2023-07-19_伊丹・摂陽 0", "2024-01-22_伊丹・摂陽 0"]);
    assert_eq!(codes(&found), ["case_unlinked -"], "②-1 may be the first case or person");
}

#[test]
fn reflections_alone_are_a_case_of_the_date_in_their_name() {
    let (cases, found) = join(vec![
        person("2023年度/2023-07-19_第3エリア/②_1.xlsx", FIRST),
        person("2023年度/2023-07-19_第3エリア/②_2.xlsx", SECOND),
        full_case("2023年度/b/①.xlsx", B, "石川"),
    ]);
    assert_eq!(ids(&cases), ["2023-07-19_第3エリア 2", "2024-01-22_伊丹・摂陽 0"]);
    assert_eq!(codes(&found), ["case_unlinked -"]);
    let first = &cases[0];
    assert_eq!(first.header.held_on.as_ref().unwrap().value, day(A));
    assert_eq!((first.fiscal_year, first.area.as_deref()), (Some(2023), Some("第3エリア")));
}

#[test]
fn reflections_join_the_row_of_their_day_on_a_year_summary() {
    let (cases, found) = join(vec![
        year_summary("2023年度/2023年度_とりまとめ.xlsx")
            .row("cases", 5, &[("held_on", A), ("provider", "木村"), ("school_district", "伊丹")])
            .row("cases", 6, &[("held_on", B), ("provider", "石川"), ("school_district", "花里")]),
        person("2023年度/0719/②_1.xlsx", FIRST),
    ]);
    assert_eq!(ids(&cases), ["2023-07-19_第4エリア 1", "2024-01-22_第3エリア 0"]);
    assert_eq!(codes(&found), Vec::<String>::new());
}

#[test]
fn a_sheet_without_any_sign_is_not_guessed() {
    let (cases, found) = join(vec![
        full_case("2023年度/a/①.xlsx", A, "木村"),
        full_case("2023年度/b/①.xlsx", B, "石川"),
        person("2023年度/あとから/②.xlsx", FIRST),
        person("②.xlsx", SECOND),
    ]);
    assert_eq!(ids(&cases), ["2023-07-19_伊丹・摂陽 0", "2024-01-22_伊丹・摂陽 0"]);
    assert_eq!(codes(&found), ["case_unlinked -", "case_unlinked -"]);
    assert!(
        found[0].message.japanese.contains("2023年度/a/①.xlsx"),
        "{}",
        found[0].message.japanese
    );
    let (_, found) = join(vec![person("②.xlsx", SECOND)]);
    assert_eq!(codes(&found), ["case_unlinked -"]);
}

#[test]
fn facts_on_a_reflection_decide_first() {
    let other_family = |path: &str, day: &str| {
        sheet(FormKind::Reflection, path, "ふりかえり").with("held_on", "A1", day).scores(FIRST)
    };
    let (cases, found) = join(vec![
        full_case("a/①.xlsx", A, "木村"),
        full_case("b/①.xlsx", B, "石川"),
        other_family("a/②.xlsx", B),
    ]);
    assert_eq!(ids(&cases), ["2023-07-19_伊丹・摂陽 0", "2024-01-22_伊丹・摂陽 1"]);
    assert_eq!(codes(&found), Vec::<String>::new());
}

#[test]
fn links_by_hand_come_before_names() {
    let sheets = || {
        vec![
            full_case("a/①.xlsx", A, "木村"),
            full_case("b/①.xlsx", B, "石川"),
            person("a/②.xlsx", FIRST),
            person("あとから/②.xlsx", SECOND),
            reflection("別/②.xlsx").scores(FIRST),
        ]
    };
    let project = with_links(
        r#"
        [[links]]
        files = "a/②.xlsx"
        held_on = 2024-01-22
        [[links]]
        files = "あとから"
        same_case_as = "a/①.xlsx"
        [[links]]
        files = "別/*"
        held_on = 2023-09-01
        center = "花里・昆陽里"
        [[links]]
        files = "ない/*"
        held_on = 2023-09-01
        "#,
    );
    let (cases, found) = join_with(sheets(), &project);
    assert_eq!(
        ids(&cases),
        ["2023-07-19_伊丹・摂陽 1", "2023-09-01_第3エリア 1", "2024-01-22_伊丹・摂陽 1"]
    );
    assert_eq!(cases[0].participants[0].location.source_path.as_str(), "あとから/②.xlsx");
    assert_eq!(codes(&found), ["case_unlinked -"], "a link that fits nothing is said");
    assert!(found[0].location.source_path.as_str().ends_with("torimatome.toml"));
}

#[test]
fn one_case_on_three_forms_is_one_case() {
    let (cases, found) = join(vec![
        full_case("a/①.xlsx", "令和5年7月19日", "木村　健一"),
        full_summary("とりまとめ/③-1.xlsx", "2023/7/19", "木村健一"),
        year_summary("2023年度.xls")
            .row(
                "cases",
                5,
                &[("held_on", "R5.7.19"), ("provider", "木村"), ("title", "木村　健一の事例")],
            )
            .row(
                "cases",
                6,
                &[("held_on", "R5.7.19"), ("provider", "石川"), ("title", "別の事例")],
            ),
        person("a/②.xlsx", FIRST),
    ]);
    assert_eq!(cases.len(), 2, "{:?}", ids(&cases));
    assert_eq!(cases[0].sources.len() + cases[1].sources.len(), 5);
    assert_eq!(codes(&found), Vec::<String>::new());
}

#[test]
fn cases_of_one_day_and_place_keep_apart() {
    let (cases, found) = join(vec![
        full_case("a/①.xlsx", A, "木村"),
        full_case("b/①.xlsx", A, "石川"),
        full_summary("c/③-1.xlsx", A, "石川"),
        person("a/②.xlsx", FIRST),
        person("b/②.xlsx", SECOND),
    ]);
    assert_eq!(ids(&cases), ["2023-07-19_伊丹・摂陽_1 1", "2023-07-19_伊丹・摂陽_2 1"]);
    assert_eq!(codes(&found), Vec::<String>::new());
}
