//! Merging: the most trusted source counts, the rest is compared, nothing counts twice.

use torimatome::diagnostic::Language;
use torimatome::records::{CaseRecord, MeanOrigin, StatementField};

use super::super::sheets::{Sheet, case_summary, codes, reflection, year_summary};
use super::{FIRST, SECOND, THIRD, full_case, full_summary, heading, join, person};

const DAY: &str = "2023-07-19";

fn labels(case: &CaseRecord) -> Vec<&str> {
    let text = |label: &'_ Option<torimatome::records::Traced<String>>| label.is_some();
    case.participants
        .iter()
        .map(|one| if text(&one.label) { one.label.as_ref().unwrap().value.as_str() } else { "-" })
        .collect()
}

fn mean(case: &CaseRecord, item: u8) -> Option<(f64, Option<u32>, MeanOrigin)> {
    case.means
        .iter()
        .find(|mean| mean.item.get() == item)
        .map(|mean| (mean.mean, mean.n, mean.origin))
}

fn texts(case: &CaseRecord, field: StatementField) -> Vec<(&str, Option<usize>)> {
    case.statements
        .iter()
        .filter(|one| one.field == field)
        .map(|one| (one.text.as_str(), one.participant))
        .collect()
}

fn only(sheets: Vec<Sheet>) -> (CaseRecord, Vec<String>) {
    let (cases, found) = join(sheets);
    assert_eq!(cases.len(), 1);
    (cases.into_iter().next().unwrap(), codes(&found))
}

#[test]
fn facts_come_from_the_most_trusted_form() {
    let (cases, found) = join(vec![
        full_case("a/①.xlsx", DAY, "木村　健一").with("care_level", "B24", "要介護2"),
        full_summary("a/③-1.xlsx", DAY, "木村健一").with("care_level", "F7", "要介護3").with(
            "school_district",
            "F8",
            "伊丹小",
        ),
    ]);
    let header = &cases[0].header;
    assert_eq!(header.provider.as_ref().unwrap().value, "木村　健一");
    assert_eq!(header.care_level.as_ref().unwrap().value, "要介護2");
    assert_eq!(header.school_district.as_ref().unwrap().value, "伊丹");
    assert_eq!(codes(&found), ["conflict F7"]);
    insta::assert_snapshot!(found[0].message.text(Language::Japanese), @"介護度が食い違っています: ここは「要介護3」、a/①.xlsx › 様式①!B24 は「要介護2」（こちらを使いました）");
    insta::assert_snapshot!(found[0].message.text(Language::English), @r#"care level: "要介護3" here, but "要介護2" in a/①.xlsx › 様式①!B24, which was used"#);
}

#[test]
fn a_table_lends_its_names_but_not_its_people() {
    let (case, codes) =
        only(vec![
            full_case("a/①.xlsx", DAY, "木村"),
            // Not in the order of the table.
            person("a/②_1.xlsx", SECOND),
            person("a/②_2.xlsx", FIRST),
            full_summary("a/③-1.xlsx", DAY, "木村")
                .participant(14, "渡辺（司会）", FIRST)
                .participant(15, "田中・板書", SECOND),
        ]);
    assert_eq!(codes, Vec::<String>::new());
    assert_eq!(labels(&case), ["田中・板書", "渡辺（司会）"]);
    assert_eq!(case.participants[1].role.as_deref(), Some("司会"));
    assert_eq!(case.participant_count, Some(2));
    assert_eq!(mean(&case, 1), Some((3.5, Some(2), MeanOrigin::Computed)));
    let sources: Vec<&str> = case
        .participants
        .iter()
        .flat_map(|one| &one.scores)
        .map(|score| score.location.source_path.as_str())
        .collect();
    assert!(sources.iter().all(|path| path.starts_with("a/②")), "scores are those of ②");
}

#[test]
fn a_cell_copied_wrongly_is_a_conflict() {
    let copied = FIRST.replacen("4 4 5", "4 1 5", 1);
    let (case, codes) = only(vec![
        full_case("a/①.xlsx", DAY, "木村"),
        person("a/②_1.xlsx", FIRST),
        person("a/②_2.xlsx", SECOND),
        full_summary("a/③-1.xlsx", DAY, "木村")
            .participant(14, "渡辺（司会）", &copied)
            .participant(15, "田中・板書", SECOND),
    ]);
    assert_eq!(codes, ["conflict AF14"]);
    assert_eq!(labels(&case), ["渡辺（司会）", "田中・板書"]);
    assert_eq!(case.participants[0].scores[1].score.unwrap().get(), 4, "② is the original");
}

#[test]
fn a_score_missing_on_one_side_is_a_conflict_too() {
    let blank = FIRST.replacen("4 4 5", "4 - 5", 1);
    let (case, codes) = only(vec![
        full_case("a/①.xlsx", DAY, "木村"),
        person("a/②_1.xlsx", &blank),
        full_summary("a/③-1.xlsx", DAY, "木村").participant(14, "渡辺（司会）", FIRST),
    ]);
    assert_eq!(codes, ["conflict AF14"]);
    assert_eq!(case.participants[0].scores[1].score, None, "blank on ② stays blank");
    assert_eq!(mean(&case, 2), None);
}

#[test]
fn an_undecided_score_is_taken_from_the_copy() {
    let unclear = FIRST.replacen("4 4 5", "4 4か5 5", 1);
    let (case, codes) = only(vec![
        full_case("a/①.xlsx", DAY, "木村"),
        person("a/②_1.xlsx", &unclear),
        full_summary("a/③-1.xlsx", DAY, "木村").participant(14, "渡辺（司会）", FIRST),
    ]);
    assert_eq!(codes, ["score_ambiguous D8"], "said at the cell of ②");
    let score = &case.participants[0].scores[1];
    assert_eq!(score.score.unwrap().get(), 4);
    assert_eq!(score.location.source_path.as_str(), "a/③-1.xlsx");
    // Without a copy it stays empty.
    let (case, _) = only(vec![full_case("a/①.xlsx", DAY, "木村"), person("a/②_1.xlsx", &unclear)]);
    assert_eq!(case.participants[0].scores[1].score, None);
    assert_eq!(case.participants[0].scores[1].raw, "4か5");
}

#[test]
fn equal_scores_give_no_names_unless_the_order_does() {
    let sheets = |rows: [(&str, &str); 4]| {
        let mut summary = full_summary("a/③-1.xlsx", DAY, "木村");
        for (index, (label, scores)) in rows.iter().enumerate() {
            summary = summary.participant(14 + index, label, scores);
        }
        vec![
            full_case("a/①.xlsx", DAY, "木村"),
            person("a/②_1.xlsx", FIRST),
            person("a/②_2.xlsx", SECOND),
            person("a/②_3.xlsx", SECOND),
            person("a/②_4.xlsx", THIRD),
            summary,
        ]
    };
    let (case, codes) =
        only(sheets([("甲", FIRST), ("乙", SECOND), ("丙", SECOND), ("丁", THIRD)]));
    assert_eq!((labels(&case), codes.len()), (vec!["甲", "乙", "丙", "丁"], 0));
    let (case, codes) =
        only(sheets([("丁", THIRD), ("乙", SECOND), ("丙", SECOND), ("甲", FIRST)]));
    assert_eq!((labels(&case), codes.len()), (vec!["甲", "-", "-", "丁"], 0));
}

#[test]
fn a_row_without_a_sheet_is_a_participant() {
    let (case, codes) =
        only(vec![
            full_case("a/①.xlsx", DAY, "木村"),
            person("a/②_1.xlsx", FIRST),
            full_summary("a/③-1.xlsx", DAY, "木村")
                .participant(14, "渡辺（司会）", FIRST)
                .participant(15, "田中・板書", SECOND),
        ]);
    assert_eq!(codes, ["conflict A15"]);
    assert_eq!(labels(&case), ["渡辺（司会）", "田中・板書"]);
    assert_eq!(mean(&case, 1), Some((3.5, Some(2), MeanOrigin::Computed)));
}

#[test]
fn a_row_unlike_every_sheet_lends_nothing() {
    let (case, codes) = only(vec![
        full_case("a/①.xlsx", DAY, "木村"),
        person("a/②_1.xlsx", FIRST),
        full_summary("a/③-1.xlsx", DAY, "木村").participant(14, "田中・板書", SECOND),
    ]);
    assert_eq!(codes, ["conflict A14"]);
    assert_eq!(labels(&case), ["-"]);
    assert_eq!(case.participant_count, Some(1));
}

#[test]
fn a_summary_alone_has_participants_and_means_of_its_own() {
    let (case, codes) = only(vec![
        full_summary("③-1.xlsx", DAY, "木村")
            .participant(14, "渡辺（司会）", "4 5 -")
            .participant(15, "田中", "3 - -")
            .mean_row(16, "3.5 4 2.5"),
    ]);
    assert_eq!(codes, ["conflict AF16"], "4 is not the mean of one 5");
    assert!(case.summary_only);
    assert_eq!(mean(&case, 1), Some((3.5, Some(2), MeanOrigin::Computed)));
    assert_eq!(mean(&case, 2), Some((5.0, Some(1), MeanOrigin::Computed)));
    assert_eq!(mean(&case, 3), Some((2.5, None, MeanOrigin::AsGiven)));
}

#[test]
fn means_are_compared_within_the_decimals_shown() {
    let given = |means: &str| {
        only(vec![
            full_case("a/①.xlsx", DAY, "木村"),
            person("a/②_1.xlsx", "4 5 4"),
            person("a/②_2.xlsx", "4 5 5"),
            person("a/②_3.xlsx", "5 5 5"),
            heading(case_summary("a/③-1.xlsx"), DAY, "木村").mean_row(18, means),
        ])
        .1
    };
    assert_eq!(given("4.33 5 4.67"), Vec::<String>::new());
    assert_eq!(given("4.3 5.0 4.7"), Vec::<String>::new());
    assert_eq!(given("4.3333333333333 5 4.666666667"), Vec::<String>::new());
    assert_eq!(given("4.34 5 4.6"), ["conflict AE18", "conflict AG18"]);
}

#[test]
fn a_row_of_a_year_alone_stands_as_given() {
    let (case, codes) = only(vec![year_summary("2022年度_とりまとめ.xls").scored_row(
        "cases",
        5,
        &[
            ("held_on", "令和4年9月22日"),
            ("provider", "山本"),
            ("school_district", "池尻校区"),
            ("participant_labels", "中村（司会）\n加藤・サブ司会"),
            ("regional_issue", "・足がない"),
        ],
        "3.8 4",
    )]);
    assert_eq!(codes, Vec::<String>::new());
    assert_eq!(case.case_id.as_ref(), "2022-09-22_第2エリア");
    assert_eq!(mean(&case, 1), Some((3.8, None, MeanOrigin::AsGiven)));
    assert_eq!(labels(&case), ["中村（司会）", "加藤・サブ司会"]);
    assert_eq!(case.participant_count, Some(2));
    assert!(case.participants.iter().all(|one| one.scores.is_empty()));
    assert!(case.summary_only);
}

#[test]
fn a_year_row_beside_the_originals_adds_nothing() {
    let (case, codes) = only(vec![
        full_case("a/①.xlsx", DAY, "木村"),
        person("a/②_1.xlsx", "4 5"),
        person("a/②_2.xlsx", "5 5"),
        year_summary("2023年度.xls").scored_row(
            "cases",
            5,
            &[("held_on", DAY), ("provider", "木村"), ("participant_labels", "甲\n乙\n丙")],
            "4.5 4.9",
        ),
    ]);
    assert_eq!(codes, ["conflict C5", "conflict AF5"]);
    assert_eq!(mean(&case, 2), Some((5.0, Some(2), MeanOrigin::Computed)));
    assert_eq!(labels(&case), ["-", "-"]);
    assert_eq!(case.participant_count, Some(2));
}

#[test]
fn statements_copied_into_a_summary_count_once() {
    let field = StatementField::RegionalIssue;
    let said =
        |path: &str, text: &str| reflection(path).scores(FIRST).with("regional_issue", "A26", text);
    let (case, codes) = only(vec![
        full_case("a/①.xlsx", DAY, "木村"),
        said("a/②_1.xlsx", "・移動手段がない\n・移動手段がない"),
        said("a/②_2.xlsx", "薬の管理が難しい高齢者が多い。家族も遠方にいる。"),
        said("a/②_3.xlsx", "移動手段がない"),
        full_summary("a/③-1.xlsx", DAY, "木村")
            .with(
                "regional_issue",
                "J26",
                "①移動手段がない。\n②薬の管理が難しい高齢者が多い。家族も遠方にいる\n③坂が多い",
            )
            .with("provider_insight", "A21", "・一人で抱え込まない"),
        year_summary("2023年度.xls").row(
            "cases",
            5,
            &[
                ("held_on", DAY),
                ("provider", "木村"),
                ("regional_issue", "坂が多い\n移動手段がない\n団地が古い"),
            ],
        ),
    ]);
    assert_eq!(codes, Vec::<String>::new());
    assert_eq!(
        texts(&case, field),
        [
            ("移動手段がない", Some(0)),
            ("移動手段がない", Some(0)),
            ("薬の管理が難しい高齢者が多い。", Some(1)),
            ("家族も遠方にいる。", Some(1)),
            ("移動手段がない", Some(2)),
            ("坂が多い", None),
            ("団地が古い", None),
        ]
    );
    assert_eq!(texts(&case, StatementField::ProviderInsight), [("一人で抱え込まない", None)]);
}

#[test]
fn a_copied_sheet_counts_once() {
    let copy = || person("a/②_1.xlsx", FIRST);
    let mut renamed = copy();
    renamed.0.source_path = torimatome::units::SourcePath::new("a/②_1 - コピー.xlsx");
    let (case, codes) = only(vec![full_case("a/①.xlsx", DAY, "木村"), copy(), renamed]);
    assert_eq!(codes, ["duplicate_file -"]);
    assert_eq!(case.participants.len(), 1);
    // Two people may tick the same boxes and write nothing.
    let ticks = |path: &str| reflection(path).scores(FIRST);
    let (case, codes) =
        only(vec![full_case("a/①.xlsx", DAY, "木村"), ticks("a/②_1.xlsx"), ticks("a/②_2.xlsx")]);
    assert_eq!((case.participants.len(), codes.len()), (2, 0));
}

#[test]
fn names_date_a_case_that_does_not_date_itself() {
    let undated = |path: &str| {
        let mut one = full_case(path, DAY, "木村");
        one.0.answers.retain(|answer| answer.field.as_ref() != "held_on");
        one
    };
    let (case, codes) = only(vec![undated("2023-07-19_第4エリア/①.xlsx")]);
    assert_eq!(case.case_id.as_ref(), "2023-07-19_伊丹・摂陽");
    assert_eq!(codes, ["date_unreadable -"]);
    let (case, codes) = only(vec![undated("令和5年度/①.xlsx")]);
    assert_eq!((case.case_id.as_ref(), case.fiscal_year), ("2023年度_伊丹・摂陽", Some(2023)));
    assert!(codes.is_empty());
    let (case, codes) = only(vec![full_case("2022-07-19_第4エリア/①.xlsx", DAY, "木村")]);
    assert_eq!((case.case_id.as_ref(), codes.len()), ("2023-07-19_伊丹・摂陽", 1));
    assert_eq!(codes, ["conflict B2"]);
}
