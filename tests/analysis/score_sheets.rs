//! The sheets of 分析.xlsx about how far scores carry, on invented meetings: what is sure comes
//! first, what is small is nowhere, and what there is not is said.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
use torimatome::analysis::theme_spread::ThemeSpread;
use torimatome::analysis::{ScoreRow, ScoreStatistics, ShownScores};
use torimatome::output::analysis_workbook::{AnalysisMaterial, analysis_workbook};
use torimatome::privacy::PrivacyPolicy;
use torimatome::records::{CaseRecord, ParticipantRecord};

use super::case;
use super::scored::{Row, cases, items, rater, statistics, written};
use crate::analysis_workbook::formulas;

type Book = Xlsx<Cursor<Vec<u8>>>;

fn bytes(scores: &ScoreStatistics, policy: PrivacyPolicy) -> Vec<u8> {
    let spread = ThemeSpread::default();
    let shown = spread.tables.shown(policy);
    let items = items();
    let material = AnalysisMaterial {
        title: "試験市",
        scores,
        items: Some(&items),
        themes: &[],
        spread: &spread,
        shown: &shown,
        shown_scores: &ShownScores::new(
            scores.item_stats.iter().map(ScoreRow::from),
            (&[], &shown),
            policy,
        ),
        read: &[],
        findings: &[],
        policy,
    };
    analysis_workbook(&material).unwrap()
}

fn book(scores: &ScoreStatistics, policy: PrivacyPolicy) -> Book {
    calamine::open_workbook_from_rs(Cursor::new(bytes(scores, policy))).unwrap()
}

/// The rows of a sheet as text, from a row on.
fn rows_of(book: &mut Book, sheet: &str, from: usize) -> Vec<Vec<String>> {
    let cells: Range<Data> = book.worksheet_range(sheet).unwrap();
    let text = |row: &[Data]| row.iter().map(ToString::to_string).collect();
    cells.rows().skip(from).map(text).collect()
}

/// All cells of a sheet, one after the other.
fn text_of(book: &mut Book, sheet: &str) -> String {
    rows_of(book, sheet, 0).concat().join("\n")
}

/// All parts of the workbook as text: sheets, shared texts, notes, charts.
fn parts(bytes: Vec<u8>) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    for number in 0..archive.len() {
        std::io::Read::read_to_string(&mut archive.by_index(number).unwrap(), &mut text).unwrap();
    }
    text
}

/// A meeting of an area whose people give some scores to everything.
fn meeting(id: &str, area: &str, people: &[(&str, &str)]) -> CaseRecord {
    let person = |(role, score): &(&str, &str)| ParticipantRecord {
        role: Some((*role).to_owned()),
        ..rater(&[*score; 16])
    };
    CaseRecord {
        area: Some(area.to_owned()),
        participants: people.iter().map(person).collect(),
        ..case(id, &[])
    }
}

/// Eight meetings of an area with high scores, eight with low ones, and a few elsewhere.
fn planted(elsewhere: &[(&str, usize)]) -> Vec<CaseRecord> {
    let mut cases = Vec::new();
    for number in 0..8 {
        let (high, low) = if number % 2 == 0 { ("5", "2") } else { ("4", "1") };
        let east = [("司会", high), ("板書", "4"), ("検討者", high)];
        cases.push(meeting(&format!("QXe{number}"), "東", &east));
        let west = [("司会", low), ("板書", "2"), ("検討者", low)];
        cases.push(meeting(&format!("QXw{number}"), "西", &west));
    }
    for (area, meetings) in elsewhere {
        for number in 0..*meetings {
            let people = [("司会", "3"), ("板書", "4"), ("検討者", "3")];
            cases.push(meeting(&format!("QX{area}{number}"), area, &people));
        }
    }
    cases
}

fn short(scale: &str, wording: &str) -> bool {
    let number = scale.strip_prefix("item_");
    number.map_or_else(
        || wording == if scale == "total" { "総合" } else { scale },
        |number| wording.starts_with(&format!("{number} ")),
    )
}

/// A number of the table behind what a cell shows.
fn assert_same(cell: &str, wanted: &str) {
    if wanted.is_empty() {
        return assert_eq!(cell, "");
    }
    let [cell, wanted] = [cell, wanted].map(|text| text.parse::<f64>().unwrap());
    assert!((cell - wanted).abs() < 1e-9, "{cell}, not {wanted}");
}

/// The numbers of a row of comparisons against the table's, from the n on.
fn assert_compared(row: &[String], of: &Row, names: [&str; 4]) {
    for (column, name) in (3..).zip(names) {
        assert_same(&row[column], &of[name]);
    }
    let columns = [
        (7, "difference"),
        (8, "difference_low"),
        (9, "difference_high"),
        (10, "hedges_g"),
        (13, "cliffs_delta"),
        (15, "p"),
        (16, "p_adjusted"),
    ];
    for (column, name) in columns {
        assert_same(&row[column], &of[name]);
    }
    let verdict = match of["p_adjusted"].parse::<f64>() {
        Ok(p) if p <= 0.05 => "確か",
        Ok(_) => "確かではない",
        Err(_) => "n が少ない",
    };
    assert!(row[17] == verdict || row[17] == "ばらつきなし", "{} {verdict}", row[17]);
}

#[test]
fn differences_are_those_of_the_table_the_surest_first() {
    let statistics = statistics(&cases());
    let tables = written(&statistics);
    let mut book = book(&statistics, PrivacyPolicy::default());
    let rows = rows_of(&mut book, "群のちがい", 5);
    let rows: Vec<&Vec<String>> = rows.iter().take_while(|row| !row[1].is_empty()).collect();
    // Centres lie within areas and are not shown.
    let kinds = [("area", "エリア"), ("role", "役割")];
    let kinds = kinds.into_iter().chain([("experience", "ケアマネ経験")]);
    let mut found = 0;
    for (by, kind) in kinds {
        let of_kind = |one: &&Row| one["group_by"] == by;
        for of in tables["score_difference"].iter().filter(of_kind) {
            let same = |row: &&&Vec<String>| {
                row[1] == kind && row[2] == of["group"] && short(&of["scale"], &row[0])
            };
            let row = rows.iter().find(same).unwrap_or_else(|| panic!("{of:?}"));
            assert_compared(row, of, ["meetings", "meetings_of_others", "mean", "mean_of_others"]);
            found += 1;
        }
        for of in tables["group_test"].iter().filter(of_kind) {
            let same = |row: &&&Vec<String>| {
                row[1] == kind && row[2].starts_with("すべて") && short(&of["scale"], &row[0])
            };
            let row = rows.iter().find(same).unwrap();
            assert_same(&row[3], &of["meetings"]);
            assert_same(&row[14], &of["epsilon_squared"]);
            assert_same(&row[16], &of["p_adjusted"]);
            found += 1;
        }
    }
    assert_eq!(found, rows.len());
    let adjusted: Vec<f64> = rows.iter().filter_map(|row| row[16].parse().ok()).collect();
    assert!(adjusted.len() > 100 && adjusted.is_sorted());
    assert!(
        rows.iter().rev().take(1).all(|row| row[16].is_empty() || adjusted.len() == rows.len())
    );
}

#[test]
fn changes_are_those_of_the_tables() {
    let statistics = statistics(&cases());
    let tables = written(&statistics);
    let mut book = book(&statistics, PrivacyPolicy::default());
    let rows = rows_of(&mut book, "年度の変化", 5);
    for of in &tables["score_change"] {
        let years = format!("{}年度 → {}年度", of["from_year"], of["to_year"]);
        let same = |row: &&Vec<String>| row[2] == years && short(&of["scale"], &row[0]);
        let row = rows.iter().find(same).unwrap();
        assert_compared(row, of, ["meetings_to", "meetings_from", "mean_to", "mean_from"]);
    }
    for of in &tables["score_trend"] {
        let same = |row: &&Vec<String>| row[1] == "全年度の傾向" && short(&of["scale"], &row[0]);
        let row = rows.iter().find(same).unwrap();
        for (column, name) in
            [(3, "meetings"), (7, "slope"), (8, "slope_low"), (14, "tau"), (15, "p")]
        {
            assert_same(&row[column], &of[name]);
        }
    }
    assert!(tables["score_change"].len() > 60 && tables["score_trend"].len() == 21);
}

#[test]
fn a_planted_difference_is_sure_and_said() {
    let statistics = statistics(&planted(&[]));
    let mut book = book(&statistics, PrivacyPolicy::default());
    let rows = rows_of(&mut book, "群のちがい", 5);
    assert_eq!((rows[0][1].as_str(), rows[0][17].as_str()), ("エリア", "確か"));
    let east = rows.iter().find(|row| row[0] == "総合" && row[2] == "東").unwrap();
    // Of everybody's 5, 4, 5 and 4, 4, 4 less 2, 2, 2 and 1, 2, 1: (14/3 + 4)/2 − (2 + 4/3)/2.
    assert_same(&east[7], "2.6666666666666665");
    assert_eq!([&east[3], &east[4], &east[17]], ["8", "8", "確か"]);
    let overview = text_of(&mut book, "概要");
    assert!(overview.contains("組が確かです。") && overview.contains("エリア・"), "{overview}");
    for sheet in ["群のちがい", "年度の変化", "信頼性", "回答のようす"] {
        let found = book.worksheet_formula(sheet).unwrap();
        let checked = formulas::check(sheet, &found, &book.worksheet_range(sheet).unwrap());
        assert!(checked > 0 || sheet == "年度の変化" || sheet == "信頼性", "{sheet}");
    }
}

#[test]
fn small_groups_are_nowhere() {
    let statistics = statistics(&planted(&[("南", 2), ("北", 4)]));
    let mut book = book(&statistics, PrivacyPolicy::default());
    // 南 has two meetings; without 北, the total of 22 would tell.
    for sheet in ["群のちがい", "回答のようす", "概要"] {
        let text = text_of(&mut book, sheet);
        assert!(!text.contains('南') && !text.contains('北'), "{sheet}: {text}");
        assert!(sheet == "概要" || text.contains('東'), "{sheet}");
    }
    let differences = rows_of(&mut book, "群のちがい", 5);
    let tests = differences.iter().filter(|row| row[2].starts_with("すべて"));
    // Six meetings of two groups are left out of the test: that tells neither.
    assert!(tests.clone().count() > 0 && tests.clone().all(|row| row[3] == "16"));
    let areas = rows_of(&mut book, "評価", 4);
    let heading = areas.iter().find(|row| row.contains(&"南".to_owned())).unwrap();
    let total = areas.iter().rev().find(|row| row[0] == "総合").unwrap();
    let meetings = areas.iter().rev().find(|row| row[0].starts_with("会議の数")).unwrap();
    for (area, (mean, n)) in heading.iter().zip(total.iter().zip(meetings)).skip(1).take(4) {
        let hidden = ["南", "北"].contains(&area.as_str());
        assert_eq!((mean == "＊", n == "＊"), (hidden, hidden), "{area}");
        assert!(hidden || n == "8", "{area}: {n}");
    }
    let parts = parts(bytes(&statistics, PrivacyPolicy::default()));
    assert!(!parts.contains("QX"), "no meeting is named");
    assert!(!parts.contains("会議 2 件") && !parts.contains("回答 2 件"));
}

#[test]
fn a_small_year_hides_another() {
    let mut cases = planted(&[("東", 2)]);
    for (place, case) in cases.iter_mut().enumerate() {
        case.fiscal_year = Some([2022, 2023, 2021][place / 8]);
    }
    let statistics = statistics(&cases);
    let mut book = book(&statistics, PrivacyPolicy::default());
    let parts = parts(bytes(&statistics, PrivacyPolicy::default()));
    assert!(parts.contains("領域の推移"), "a year is left to draw");
    // 2021 has two meetings; 2022 goes with it, so that 18 less the others does not tell.
    let rows = rows_of(&mut book, "年度の変化", 5);
    assert!(rows.iter().all(|row| row[1] != "年度の差"), "{rows:?}");
    assert_eq!(rows.iter().filter(|row| row[1] == "全年度の傾向").count(), 21);
    assert!(rows.iter().any(|row| row[0].contains("示さない行: 63")), "21 scales, three pairs");
    let scores = rows_of(&mut book, "評価", 4);
    let heading = scores.iter().position(|row| row[1] == "2021年度").unwrap();
    for row in &scores[heading + 1..heading + 6] {
        assert_eq!([&row[1], &row[2]], ["", ""], "{row:?}");
        assert!(row[3].parse::<f64>().is_ok(), "{row:?}");
    }
    assert_eq!(scores[heading + 6][1..4], ["＊", "＊", "8"]);
}

#[test]
fn an_item_of_two_answers_is_not_told_by_its_domain() {
    let mut cases = planted(&[]);
    let people = cases.iter_mut().flat_map(|case| &mut case.participants);
    for person in people.skip(2) {
        person.scores.retain(|score| score.item.get() != 16);
    }
    let statistics = statistics(&cases);
    let mut book = book(&statistics, PrivacyPolicy::default());
    for (sheet, from, columns) in [("評価", 4, 14), ("回答のようす", 5, 11)] {
        let rows = rows_of(&mut book, sheet, from);
        assert!(rows[15][0].starts_with("16 ") && rows[14][1] == "48", "{sheet}");
        assert!(rows[15][1..columns].iter().all(|cell| cell == "＊"), "{sheet}: {:?}", rows[15]);
    }
    for row in rows_of(&mut book, "評価", 4).iter().skip(16).take(5) {
        // A domain's answers are the sum of its items'.
        assert!(
            row[3].parse::<f64>().is_ok() && row[8..13].iter().all(String::is_empty),
            "{row:?}"
        );
    }
}

#[test]
fn the_test_of_all_groups_does_not_tell_what_it_leaves_out() {
    // Of 18 meetings the test takes 16.
    let statistics = statistics(&planted(&[("南", 2)]));
    let mut book = book(&statistics, PrivacyPolicy::default());
    let rows = rows_of(&mut book, "群のちがい", 5);
    let of_areas: Vec<_> = rows.iter().filter(|row| row[1] == "エリア").collect();
    assert!(!of_areas.is_empty() && of_areas.iter().all(|row| row[3] != "16"), "{of_areas:?}");
    assert!(of_areas.iter().all(|row| row[2] != "南"));
}

#[test]
fn the_guideline_hides_roles_of_fewer_than_ten_people() {
    let statistics = statistics(&planted(&[]));
    let shown = |policy: PrivacyPolicy| {
        let mut book = book(&statistics, policy);
        let straight = text_of(&mut book, "回答のようす");
        let differences = text_of(&mut book, "群のちがい");
        [
            straight.contains("エリア: 東"),
            straight.contains("役割: 司会"),
            differences.contains("東"),
        ]
    };
    assert_eq!(shown(PrivacyPolicy::default()), [true, true, true]);
    // 16 chairs, but 8 meetings in each area.
    assert_eq!(shown(PrivacyPolicy::GUIDELINE), [false, true, false]);
}

#[test]
fn of_those_who_answer_alike_a_few_are_hidden() {
    let straight = |people: usize| {
        let mut cases = Vec::new();
        for number in 0..6 {
            let mut mixed = ["3"; 16];
            mixed[0] = "4";
            let area = if number < 3 { "東" } else { "西" };
            let mut meeting = meeting(&format!("c{number}"), area, &[]);
            meeting.participants = vec![rater(&mixed), rater(&mixed), rater(&mixed)];
            for person in meeting.participants.iter_mut().take(usize::from(number < people)) {
                *person = rater(&["3"; 16]);
            }
            cases.push(meeting);
        }
        let mut book = book(&statistics(&cases), PrivacyPolicy::default());
        let rows = rows_of(&mut book, "回答のようす", 5);
        let of = |name: &str| rows.iter().find(|row| row[0] == name).unwrap()[2].clone();
        [of("全体"), of("エリア: 東"), of("エリア: 西")]
    };
    assert_eq!(straight(0), ["0", "0", "0"]);
    assert_eq!(straight(2), ["＊", "＊", "＊"]);
    // 4 − 3 would tell the one of 西.
    assert_eq!(straight(4), ["4", "＊", "＊"]);
    assert_eq!(straight(6), ["6", "3", "3"]);
}

#[test]
fn two_meetings_are_not_shown_at_all() {
    let cases = [
        meeting("一", "東", &[("司会", "3"), ("板書", "4")]),
        meeting("二", "西", &[("司会", "5"), ("板書", "2")]),
    ];
    let statistics = statistics(&cases);
    let mut book = book(&statistics, PrivacyPolicy::default());
    assert!(text_of(&mut book, "回答のようす").contains("未満のため、示しません"));
    assert!(text_of(&mut book, "概要").contains("未満のため、示しません"));
    for row in rows_of(&mut book, "評価", 4).iter().take(21) {
        assert!(row[1..14].iter().all(|cell| cell == "＊"), "{row:?}");
    }
    let parts = parts(bytes(&statistics, PrivacyPolicy::default()));
    for told in ["会議 2 件", "会議 1 件", "回答 2 件", "回答 4 件"] {
        assert_eq!(parts.contains(told), told == "回答 4 件", "{told}");
    }
}

#[test]
fn without_scores_the_sheets_say_so() {
    for cases in [Vec::new(), vec![case("空", &[])]] {
        let statistics = statistics(&cases);
        for statistics in [&statistics, &ScoreStatistics::default()] {
            let mut book = book(statistics, PrivacyPolicy::default());
            for (sheet, said) in [
                ("評価", "評価はありません。"),
                ("信頼性", "全項目に答えた人がいないため、示しません。"),
                ("群のちがい", "評価か区分がないため、くらべていません。"),
                ("年度の変化", "評価か年度がないため、くらべていません。"),
                ("回答のようす", "個々の評価がないため、示しません。"),
                ("概要", "n が少ないため、信頼性は示していません。"),
            ] {
                let text = text_of(&mut book, sheet);
                assert!(text.contains(said), "{sheet}: {text}");
                let numbers = book.worksheet_range(sheet).unwrap();
                assert!(numbers.used_cells().all(|cell| !matches!(cell.2, Data::Float(_))));
            }
        }
    }
}
