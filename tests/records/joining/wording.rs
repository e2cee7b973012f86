//! Wording: what the join says, in both languages, for a person to judge.

use std::collections::BTreeMap;

use super::super::sheets::{reflection, year_summary};
use super::{FIRST, SECOND, THIRD, full_case, full_summary, join, person};

#[test]
fn every_sentence_reads_well() {
    let day = "2023-07-19";
    let mut undated = full_case("2023-09-13_第4エリア/①.xlsx", day, "西田");
    undated.0.answers.retain(|answer| answer.field.as_ref() != "held_on");
    let copied = FIRST.replacen("4 4 5", "4 1 5", 1);
    let unclear = SECOND.replacen("3 2 3", "3 2か3 3", 1);
    let copy =
        |path: &str| reflection(path).scores(THIRD).with("regional_issue", "A26", "移動手段がない");
    let meetings = [
        // One meeting with everything that can disagree.
        vec![
            full_case("2022-07-19_第4エリア/①.xlsx", day, "木村").with("sex", "G11", "男"),
            person("2022-07-19_第4エリア/②_1.xlsx", FIRST),
            person("2022-07-19_第4エリア/②_2.xlsx", &unclear),
            copy("2022-07-19_第4エリア/②_3.xlsx"),
            copy("2022-07-19_第4エリア/②_3 - コピー.xlsx"),
            full_summary("2022-07-19_第4エリア/③-1.xlsx", day, "木村")
                .with("sex", "B8", "女")
                .participant(14, "渡辺（司会）", &copied)
                .participant(15, "田中・板書", SECOND)
                .participant(16, "川口", &SECOND.replace('3', "1"))
                .participant(17, "小川（事例検討者）", &"2 ".repeat(16))
                .mean_row(18, "3.9 2"),
            year_summary("2022年度.xls").row(
                "cases",
                5,
                &[("held_on", day), ("provider", "木村"), ("participant_labels", "甲\n乙")],
            ),
        ],
        // A date only in a name; reflections without any form ①; a stray one.
        vec![
            undated,
            person("2023-11-15_第1エリア/②_1.xlsx", FIRST),
            full_case("2024-01-22_第1エリア/①.xlsx", "2024-01-22", "石川"),
            person("あとから/②.xlsx", SECOND),
        ],
        vec![person("②.xlsx", SECOND)],
    ];
    let mut said: BTreeMap<String, String> = BTreeMap::new();
    for sheets in meetings {
        for found in join(sheets).1 {
            said.entry(found.message.japanese.clone()).or_insert_with(|| {
                format!(
                    "{} {}\n  {}\n    {}\n  {}\n    {}",
                    found.severity.as_str(),
                    found.code.as_str(),
                    found.message.japanese,
                    found.hint.japanese,
                    found.message.english,
                    found.hint.english
                )
            });
        }
    }
    let said: Vec<String> = said.into_values().collect();
    insta::assert_snapshot!(said.join("\n"));
}
