//! The workbook of frequent words, read back cell by cell.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use torimatome::analysis::count_terms;
use torimatome::output::term_workbook::term_workbook;
use torimatome::privacy::PrivacyPolicy;
use torimatome::records::StatementField::{NeededResource, RegionalIssue};
use torimatome::text::Lexicon;

use super::case;

/// Nothing is hidden but words of a single case.
const OPEN: PrivacyPolicy = PrivacyPolicy { smallest_count: 1, show_zero: true, age_band: 10 };

fn bytes(policy: PrivacyPolicy) -> Vec<u8> {
    let mut east = case("a", &[(RegionalIssue, "坂道が多い"), (NeededResource, "移動販売")]);
    east.area = Some("東エリア".to_owned());
    east.fiscal_year = Some(2022);
    let mut west = case(
        "b",
        &[
            (RegionalIssue, "坂道で転ぶ"),
            (RegionalIssue, "坂道はない"),
            (NeededResource, "=移動販売"),
        ],
    );
    west.area = Some("西エリア".to_owned());
    let frequency = count_terms(&[east, west], &Lexicon::built_in().unwrap()).unwrap();
    term_workbook(&frequency, policy).unwrap()
}

fn rows(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Vec<Vec<String>> {
    let range = book.worksheet_range(sheet).unwrap();
    let table = range.rows().skip(3);
    table.map(|row| row.iter().map(Data::to_string).collect()).collect()
}

#[test]
fn words_of_two_cases_stand_in_three_sheets() {
    let mut book = Xlsx::new(Cursor::new(bytes(OPEN))).unwrap();
    assert_eq!(book.sheet_names(), ["頻出語", "エリア別", "年度別"]);
    let terms = rows(&mut book, "頻出語");
    assert_eq!(
        terms[0],
        ["記入欄", "語", "品詞", "事例数", "記述数", "うち「ない」", "否定のみ", "予定のみ"]
    );
    assert_eq!(terms[1], ["地域全体の課題", "坂道", "名詞", "2", "2", "0", "1", "0"]);
    assert_eq!(terms[2], ["必要な資源・支える仕組み", "移動販売", "名詞", "2", "2", "0", "0", "0"]);
    assert_eq!(terms.len(), 3, "転ぶ occurs in one case only");
    let areas = rows(&mut book, "エリア別");
    assert_eq!(areas[0], ["記入欄", "語", "全体", "東エリア", "西エリア"]);
    assert_eq!(areas[1], ["地域全体の課題", "坂道", "2", "1", "1"]);
    let years = rows(&mut book, "年度別");
    assert_eq!(years[0], ["記入欄", "語", "全体", "2022", "2023"]);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(bytes(OPEN), bytes(OPEN));
}

#[test]
fn small_counts_are_hidden() {
    let mut book = Xlsx::new(Cursor::new(bytes(PrivacyPolicy::default()))).unwrap();
    assert_eq!(rows(&mut book, "頻出語").len(), 1, "two cases are too few");
    let two = PrivacyPolicy { smallest_count: 2, ..OPEN };
    let mut book = Xlsx::new(Cursor::new(bytes(two))).unwrap();
    assert_eq!(rows(&mut book, "エリア別")[1], ["地域全体の課題", "坂道", "2", "＊", "＊"]);
    // One statement that denies it is one person's.
    let terms = rows(&mut book, "頻出語");
    assert_eq!(terms[1][3..], ["2", "2", "0", "＊", "0"]);
}
