//! Reading a sheet: answers → typed records with their cells, and a diagnostic for what is not.

use proptest::prelude::*;
use torimatome::config::ProjectConfig;
use torimatome::diagnostic::{Checked, Language, Wording};
use torimatome::forms::{Disposition, FormKind, LedgerEntry, LedgerMark, Mark, MarkMethod};
use torimatome::grid::CellValue;
use torimatome::records::read_sheet::{people, role};
use torimatome::records::{SheetRecord, StatementField, read_sheets};

use torimatome::units::Score;

use super::coerce::field_text;
use super::sheets::{
    Sheet, answer, case_sheet, case_summary, codes, day, item, marked, one, reflection,
    year_summary,
};

fn read(sheets: Vec<Sheet>) -> Checked<Vec<SheetRecord>> {
    let forms: Vec<_> = sheets.into_iter().map(|sheet| sheet.0).collect();
    read_sheets(&forms, &ProjectConfig::built_in().unwrap())
}

fn read_one(sheet: Sheet) -> (SheetRecord, Vec<String>) {
    let read = read(vec![sheet]);
    let codes = codes(&read.diagnostics);
    (read.value.into_iter().next().unwrap(), codes)
}

#[test]
fn a_case_sheet_gives_facts_and_fields() {
    let (record, codes) = read_one(
        case_sheet("2022年度/様式①.xls")
            .with("held_on", "B2", "R04-07-16")
            .with("center", "F2", "花里・昆陽里、笹原・鈴原\n地域包括支援センター")
            .with("office", "B4", "あすなろケアプラン ")
            .with("provider", "F4", "木村　直樹")
            .with("client", "B11", "Fさん")
            .with("age", "E11", "８０歳")
            .with_answer(marked("sex", "G11", "男・女", one("女", MarkMethod::Oval)))
            .with("care_level", "B24", "要介護 2")
            .with("school_district", "F12", "笹原小学校")
            .with("title", "C5", "退院直後の\n意思決定支援")
            .with("reason", "A7", "調整に悩んでいる。")
            .with("economy", "B34", "(推定月収)　12万円")
            .with_answer(marked("adl_level", "B25", "J・A1・A2", one("A2", MarkMethod::Emphasis)))
            .with_answer(marked("dementia_level", "B26", "無・Ⅰ", Mark::Unmarked))
            .row("history", 21, &[("date", "R2.6"), ("content", "脳梗塞で入院")])
            .row("history", 22, &[("date", "R4.3"), ("content", "高血圧症")]),
    );
    assert_eq!(codes, Vec::<String>::new());
    let header = &record.header;
    let held_on = header.held_on.as_ref().unwrap();
    assert_eq!((held_on.value, held_on.raw.as_str()), (day("2022-07-16"), "R04-07-16"));
    assert_eq!(held_on.location.cell.unwrap().to_string(), "B2");
    let text =
        |fact: &Option<torimatome::records::Traced<String>>| fact.as_ref().unwrap().value.clone();
    assert_eq!(text(&header.center), "花里・昆陽里、笹原・鈴原地域包括支援センター");
    assert_eq!(text(&header.office), "あすなろケアプラン");
    assert_eq!(text(&header.provider), "木村　直樹");
    assert_eq!(text(&header.title), "退院直後の意思決定支援");
    assert_eq!(header.age.as_ref().unwrap().value, 80);
    assert_eq!(text(&header.sex), "女");
    assert_eq!(header.sex.as_ref().unwrap().method, MarkMethod::Oval);
    assert_eq!(text(&header.care_level), "要介護2");
    assert_eq!(text(&header.school_district), "笹原");
    let fields: Vec<(&str, &str)> = record
        .fields
        .iter()
        .map(|field| (field.field.as_str(), field.value.value.as_str()))
        .collect();
    assert_eq!(
        fields,
        [
            ("economy", "(推定月収)　12万円"),
            ("adl_level", "A2"),
            ("history_1_date", "R2.6"),
            ("history_1_content", "脳梗塞で入院"),
            ("history_2_date", "R4.3"),
            ("history_2_content", "高血圧症"),
        ]
    );
    assert!(record.participants.is_empty() && record.statements.is_empty());
}

#[test]
fn a_reflection_gives_one_participant() {
    let (record, codes) = read_one(
        reflection("②.xlsx")
            .with("sex", "B3", "女性")
            .with("age_band", "D3", "40歳代")
            .with("experience", "B4", "8年6か月")
            .with("other_qualifications", "D4", "なし")
            .with("care_management_issue", "A26", "・抱え込む\n・特になし\n・相談できない")
            .scores("4 ⑤ 3点 - ４"),
    );
    assert_eq!(codes, Vec::<String>::new());
    assert_eq!(record.header.sex, None, "the sex on 様式② is the participant's");
    assert!(record.fields.is_empty());
    let [person] = record.participants.as_slice() else { panic!("one participant") };
    assert_eq!(person.sex.as_ref().unwrap().value, "女");
    assert_eq!(person.age_band.as_ref().unwrap().value, "40代");
    assert_eq!(person.experience_years.as_ref().map(|years| years.value), Some(8.5));
    assert_eq!(person.other_qualifications.as_ref().unwrap().value, "なし");
    let scores: Vec<_> = person
        .scores
        .iter()
        .map(|score| (score.item.get(), score.score.map(Score::get), score.method))
        .collect();
    assert_eq!(
        scores,
        [
            (1, Some(4), Some(MarkMethod::Typed)),
            (2, Some(5), Some(MarkMethod::CircledDigit)),
            (3, Some(3), Some(MarkMethod::Typed)),
            (4, None, None),
            (5, Some(4), Some(MarkMethod::Typed)),
        ]
    );
    let statements: Vec<_> = record
        .statements
        .iter()
        .map(|found| (found.field, found.text.as_str(), found.participant))
        .collect();
    assert_eq!(
        statements,
        [
            (StatementField::CareManagementIssue, "抱え込む", Some(0)),
            (StatementField::CareManagementIssue, "相談できない", Some(0)),
        ]
    );
}

#[test]
fn what_cannot_be_read_stays_empty_and_is_said() {
    let unclear = Mark::Unclear {
        picture: Wording::new("楕円が 4 と 3 の間", "an oval between 4 and 3"),
        candidates: vec!["4".into(), "3".into()],
    };
    let oval = one("2", MarkMethod::Oval);
    let checked = read(vec![
        reflection("②.xlsx")
            .with("experience", "B4", "10年以上")
            .scores("4か5 3.5 6 ？ 4-5")
            .with_item(item(6, "D12", Some(marked("score", "D12", "5・4・3・2・1", unclear))))
            .with_item(item(7, "D13", Some(marked("score", "D13", "5・4・3・2・1", oval))))
            .with_item(item(
                8,
                "D14",
                Some(marked("score", "D14", "5・4・3・2・1", Mark::Unmarked)),
            )),
        case_sheet("①.xlsx").with("held_on", "B2", "5.7.19").with("age", "E11", "80代").with(
            "care_level",
            "B24",
            "要介護1～2",
        ),
    ]);
    let scores: Vec<Option<u8>> = checked.value[0].participants[0]
        .scores
        .iter()
        .map(|score| score.score.map(Score::get))
        .collect();
    assert_eq!(scores, [None, None, None, None, None, None, Some(2), None]);
    assert_eq!(checked.value[1].header, torimatome::records::CaseHeader::default());
    assert_eq!(
        codes(&checked.diagnostics),
        [
            "value_unreadable B4",
            "score_ambiguous D7",
            "score_ambiguous D8",
            "score_out_of_range D9",
            "value_unreadable D10",
            "score_ambiguous D11",
            "score_ambiguous D12",
            "date_unreadable B2",
            "value_unreadable E11",
            "value_unreadable B24",
        ]
    );
    let said: Vec<&str> =
        checked.diagnostics.iter().map(|found| found.message.text(Language::Japanese)).collect();
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn a_case_summary_gives_a_participant_for_each_row() {
    let (record, codes) = read_one(
        case_summary("③-1.xlsx")
            .with("held_on", "B2", "2023/7/19")
            .with("sex", "B8", "男")
            .with("provider_insight", "A21", "①役割が整理できた\n②丁寧に聴く")
            .participant(14, "渡辺（司会）", "3 4 -")
            .participant(15, "田中・サブ司会", "5 6 4")
            .scored_row("participants", 16, &[], "- - -")
            .mean_row(18, "4 4.00 #DIV/0!"),
    );
    assert_eq!(codes, ["score_out_of_range AF15"]);
    assert_eq!(record.header.sex.as_ref().unwrap().value, "男");
    let people: Vec<_> = record
        .participants
        .iter()
        .map(|one| (one.label.as_ref().unwrap().value.as_str(), one.role.as_deref().unwrap()))
        .collect();
    assert_eq!(people, [("渡辺（司会）", "司会"), ("田中・サブ司会", "サブ司会")]);
    let means: Vec<_> = record.means.iter().map(|(item, mean)| (item.get(), mean.value)).collect();
    assert_eq!(means, [(1, 4.0), (2, 4.0)]);
    assert_eq!(record.statements.len(), 2);
    assert!(record.statements.iter().all(|found| found.participant.is_none()));
}

#[test]
fn a_year_summary_gives_a_record_for_each_row() {
    let labels = "中村（司会）\n加藤・サブ司会";
    let checked = read(vec![
        year_summary("2022年度_とりまとめシート.xls")
            .scored_row(
                "cases",
                5,
                &[
                    ("number", "1"),
                    ("held_on", "9月22日"),
                    ("provider", "山本洋子"),
                    ("participant_labels", labels),
                    ("regional_issue", "・足がない\n・孤立"),
                ],
                "3.8 4 0",
            )
            .row("cases", 6, &[("number", "2"), ("held_on", "1/15"), ("sex", "女")])
            .row("cases", 7, &[("number", "3")]),
    ]);
    assert_eq!(codes(&checked.diagnostics), ["score_out_of_range AG5"]);
    let [first, second] = checked.value.as_slice() else { panic!("two cases") };
    // The file's 2022年度 decides the year of both.
    assert_eq!(first.header.held_on.as_ref().unwrap().value, day("2022-09-22"));
    assert_eq!(second.header.held_on.as_ref().unwrap().value, day("2023-01-15"));
    assert_eq!(second.header.sex.as_ref().unwrap().value, "女");
    assert_eq!(first.participants.len(), 2);
    assert!(first.participants.iter().all(|person| person.scores.is_empty()));
    assert_eq!(first.location.cell.unwrap().to_string(), "A5");
    assert_eq!(first.means.len(), 2);
    assert_eq!(first.statements.len(), 2);
    let fields: Vec<&str> = first.fields.iter().map(|field| field.field.as_str()).collect();
    assert_eq!(fields, ["number"]);
}

#[test]
fn a_bare_date_is_decided_by_names_and_neighbours() {
    let held_on = |sheets: Vec<Sheet>| {
        let read = read(sheets);
        read.value[0].header.held_on.as_ref().map(|day| day.value)
    };
    let bare = |path: &str| case_sheet(path).with("held_on", "B2", "5.7.19");
    assert_eq!(held_on(vec![bare("様式①.xlsx")]), None);
    assert_eq!(held_on(vec![bare("令和5年度/様式①.xlsx")]), Some(day("2023-07-19")));
    assert_eq!(held_on(vec![bare("2023/様式①.xlsx")]), Some(day("2023-07-19")));
    assert_eq!(held_on(vec![bare("2023-07-19_第4エリア/様式①.xlsx")]), Some(day("2023-07-19")));
    assert_eq!(held_on(vec![bare("a/230719_様式①.xlsx")]), Some(day("2023-07-19")));
    assert_eq!(held_on(vec![bare("2016年度/様式①.xlsx")]), None);
    let neighbour = case_summary("様式③-1.xlsx").with("held_on", "B2", "令和5年7月19日");
    assert_eq!(held_on(vec![bare("様式①.xlsx"), neighbour]), Some(day("2023-07-19")));
    let elsewhere = case_summary("b/様式③-1.xlsx").with("held_on", "B2", "令和5年7月19日");
    assert_eq!(held_on(vec![bare("様式①.xlsx"), elsewhere]), None);
    let mut printed = bare("様式①.xlsx");
    printed.0.ledger.push(LedgerEntry {
        location: torimatome::diagnostic::Location::file(printed.0.source_path.clone()),
        mark: LedgerMark::Cell,
        text: "令和５年度 ケアマネジメント支援会議".to_owned(),
        disposition: Disposition::Label,
        field: None,
    });
    assert_eq!(held_on(vec![printed]), Some(day("2023-07-19")));
}

#[test]
fn an_answer_decided_on_the_review_sheet_outweighs_the_cell() {
    let reviewed = |field: &str, text: &str, decided: &str| {
        marked(field, "B2", text, one(decided, MarkMethod::Review))
    };
    let (record, codes) = read_one(
        case_sheet("①.xlsx")
            .with_answer(reviewed("held_on", "45126", "2023-07-20"))
            .with_answer(reviewed("age", "82.5", "83"))
            .with_answer(reviewed("care_level", "2", "要支援2")),
    );
    assert_eq!(codes, Vec::<String>::new());
    assert_eq!(record.header.held_on.as_ref().unwrap().value, day("2023-07-20"));
    assert_eq!(record.header.age.as_ref().unwrap().value, 83);
    let level = record.header.care_level.as_ref().unwrap();
    assert_eq!((level.value.as_str(), level.method), ("要支援2", MarkMethod::Review));
}

#[test]
fn blank_forms_give_no_record() {
    let mut sheet = reflection("②.xlsx");
    sheet.0.blank = true;
    assert!(read(vec![sheet]).value.is_empty());
}

#[test]
fn roles_are_taken_from_labels() {
    for (label, expected) in [
        ("中村（司会）", Some("司会")),
        ("加藤・サブ司会", Some("サブ司会")),
        ("木村 (事例検討者)", Some("事例検討者")),
        ("司会：中村", Some("司会")),
        ("司会　中村", Some("司会")),
        ("【司会】中村", Some("司会")),
        ("中村（司会・板書）", Some("司会・板書")),
        ("中村（タイムキーパー）", Some("タイムキーパー")),
        ("中村（まとめ役）", Some("まとめ役")),
        ("事例検討者②", Some("事例検討者")),
        ("中村（あすなろ居宅介護支援事業所）", None),
        ("司会 中村（伊丹包括）", Some("司会")),
        ("中村", None),
        ("", None),
    ] {
        assert_eq!(role(label).as_deref(), expected, "{label}");
    }
}

#[test]
fn people_of_one_cell_are_told_apart() {
    assert_eq!(people("中村（司会）\n加藤・サブ司会\n"), ["中村（司会）", "加藤・サブ司会"]);
    assert_eq!(
        people("中村（司会、板書）、加藤（サブ司会）"),
        ["中村（司会、板書）", "加藤（サブ司会）"]
    );
    assert_eq!(people("中村 健(司会) 加藤(板書)"), ["中村 健(司会)", "加藤(板書)"]);
    assert_eq!(people(""), Vec::<String>::new());
}

proptest! {
    #[test]
    fn no_answer_makes_reading_panic(
        texts in prop::collection::vec(field_text(), 12),
        number in prop::num::f64::ANY,
        kind in 0_usize..4,
    ) {
        let kind = [FormKind::CaseSheet, FormKind::Reflection, FormKind::CaseSummary, FormKind::YearSummary][kind];
        let fields = ["held_on", "age", "sex", "care_level", "school_district", "title", "experience",
            "age_band", "label", "regional_issue", "participant_labels", "score"];
        let mut sheet = super::sheets::sheet(kind, "a/b.xlsx", "s");
        let mut cells = Vec::new();
        for (field, text) in fields.iter().zip(&texts) {
            sheet = sheet.with(field, "A1", text);
            cells.push((*field, text.as_str()));
        }
        let mut strange = answer("held_on", "B1", "x");
        strange.value = CellValue::Number(number);
        sheet = sheet.with_answer(strange).with_item(item(1, "C1", Some(answer("score", "C1", &texts[0]))));
        sheet = sheet.row("cases", 4, &cells).row("participants", 5, &cells);
        let checked = read(vec![sheet]);
        for found in &checked.diagnostics {
            prop_assert!(!found.message.japanese.is_empty() && !found.hint.english.is_empty());
        }
    }
}
