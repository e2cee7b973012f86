//! Privacy: names planted in every way we can think of are gone; ordinary words stay.

mod everywhere;
mod ordinary;
mod planted;

use std::sync::LazyLock;

use torimatome::forms::MarkMethod;
use torimatome::privacy::{Detail, Masker, Named, PrivacyPolicy, Totals, suppress};
use torimatome::records::{CaseRecord, ParticipantRecord, Traced};
use torimatome::text::Lexicon;

use crate::support::{empty_case, location};

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::built_in().unwrap());

fn traced(value: &str) -> Traced<String> {
    Traced {
        value: value.to_owned(),
        raw: value.to_owned(),
        location: location(),
        method: MarkMethod::Typed,
    }
}

/// A case with one of each name a form gives.
fn case() -> CaseRecord {
    let mut case = empty_case("c1");
    case.header.provider = Some(traced("髙嶋　千賀子"));
    case.header.client = Some(traced("Ａ・Ｋ氏"));
    case.header.center = Some(traced("天神川・荻野地域包括支援センター"));
    case.header.office = Some(traced("株式会社まごころ ケアプランセンター茅渟"));
    let person = |label: &str, workplace: &str| ParticipantRecord {
        location: location(),
        label: Some(traced(label)),
        role: None,
        sex: None,
        age_band: None,
        workplace: Some(traced(workplace)),
        experience_years: None,
        other_qualifications: None,
        employment: None,
        scores: Vec::new(),
    };
    case.participants = vec![
        person("中村（司会）", "居宅介護支援事業所あおぞら荻野"),
        person("渡邉 美咲", "南地域包括支援センター"),
        person("包括職員", "ひまわり"),
        person("参加者3", ""),
        person("斎藤（板書）", "特別養護老人ホーム千寿苑"),
        person("林・サブ司会", "グループホーム"),
        person("岡田・事例検討者", "小規模多機能型居宅介護"),
        person("司会 長谷川", "社協"),
        person("石川 智子", "地域包括支援センター"),
        person("荻野", "居宅介護支援事業所"),
        person("希望", ""),
        person("グエン・ティ・ラン", ""),
        person("ハナ", ""),
    ];
    case
}

static MASKER: LazyLock<Masker<'static>> = LazyLock::new(|| {
    Masker::new(&Named::in_cases(&[case()]), &LEXICON, PrivacyPolicy::default()).unwrap()
});

fn masked(text: &str) -> String {
    MASKER.mask(text).unwrap().text
}

/// Labels and workplaces that name nobody make no names of common words.
#[test]
fn roles_and_kinds_of_offices_are_no_names() {
    let roles = [
        "作業療法士",
        "歯科医",
        "管理栄養士",
        "家族",
        "本人",
        "長男",
        "近隣住民",
        "自治会長",
        "傍聴者",
        "実習生",
        "サービス提供責任者",
        "訪問看護師",
        "司会（主任）",
        "参加者 5",
        "CM",
        "①",
        "",
    ];
    let kinds = [
        "地域密着型通所介護",
        "訪問看護",
        "病院",
        "社協",
        "市役所",
        "総合病院",
        "定期巡回・随時対応型",
        "その他",
    ];
    let persons = roles.map(str::to_owned).into();
    let offices = kinds.map(str::to_owned).into();
    let known = Named { persons, offices, ..Named::default() };
    let masker = Masker::new(&known, &LEXICON, PrivacyPolicy::default()).unwrap();
    for word in roles.iter().chain(&kinds) {
        for text in [format!("{word}との連携が課題"), format!("担当の{word}が訪問")] {
            assert_eq!(masker.mask(&text).unwrap().text, text);
        }
    }
    for text in ["家族様への連絡", "作業療法士さんの助言", "本人さんの意向", "近隣住民の見守り"]
    {
        assert_eq!(masker.mask(text).unwrap().text, text);
    }
}

#[test]
fn what_is_left_reads_as_written() {
    assert_eq!(
        masked("①８７歳・女性。髙嶋さんは「伊丹中央病院」に入院中（090-1234-5678）"),
        "①80歳代・女性。〇〇さんは「〇〇病院」に入院中（（電話番号））"
    );
    assert_eq!(masked(""), "");
    assert_eq!(masked("\u{0}？\n"), "\u{0}？\n");
}

#[test]
fn what_was_removed_is_counted() {
    let masker =
        Masker::new(&Named::in_cases(&[case()]), &LEXICON, PrivacyPolicy::GUIDELINE).unwrap();
    let told = masker.mask("中村さんは87歳、A氏は92歳").unwrap();
    assert_eq!(told.text, "〇〇さんは85〜89歳、〇〇氏は90歳以上");
    let kinds: Vec<Detail> = told.removed.iter().map(|removed| removed.detail).collect();
    assert_eq!(kinds, [Detail::Person, Detail::Age, Detail::Person, Detail::Age]);
    assert_eq!(told.removed[0].written, "中村");
}

/// Every table of the hidden cells that fits the totals, by trying all; the values each small
/// cell can have.
fn possible(
    counts: &[Vec<u32>],
    shown: &[Vec<Option<u32>>],
) -> Vec<std::collections::BTreeSet<u32>> {
    let hidden: Vec<(usize, usize)> = (0..counts.len())
        .flat_map(|row| (0..counts[0].len()).map(move |column| (row, column)))
        .filter(|(row, column)| shown[*row][*column].is_none())
        .collect();
    let of_row =
        |row: usize| hidden.iter().filter(move |at| at.0 == row).map(|at| counts[at.0][at.1]);
    let most: Vec<u32> = hidden.iter().map(|at| of_row(at.0).sum()).collect();
    let mut values = vec![std::collections::BTreeSet::new(); hidden.len()];
    let mut tried = vec![0; hidden.len()];
    loop {
        let mut table = counts.to_vec();
        for ((row, column), value) in hidden.iter().zip(&tried) {
            table[*row][*column] = *value;
        }
        let total = |table: &[Vec<u32>], at: &dyn Fn(&[Vec<u32>]) -> Vec<u32>| at(table);
        let by_row = |table: &[Vec<u32>]| table.iter().map(|row| row.iter().sum()).collect();
        let by_column = |table: &[Vec<u32>]| {
            (0..table[0].len()).map(|at| table.iter().map(|row| row[at]).sum()).collect()
        };
        let rows = total(&table, &by_row) == total(counts, &by_row);
        let columns = total(&table, &by_column) == total(counts, &by_column);
        if rows && columns {
            for (values, value) in values.iter_mut().zip(&tried) {
                values.insert(*value);
            }
        }
        let Some(place) = tried.iter().zip(&most).position(|(value, most)| value < most) else {
            break;
        };
        tried[place] += 1;
        tried[..place].fill(0);
    }
    values
}

#[test]
fn totals_do_not_give_small_counts_away() {
    let tables: [Vec<Vec<u32>>; 4] = [
        vec![vec![1, 5, 4], vec![6, 3, 7], vec![4, 4, 0]],
        vec![vec![2, 2], vec![3, 4]],
        vec![vec![1, 0, 0], vec![0, 5, 3]],
        vec![vec![3, 4], vec![5, 6]],
    ];
    for counts in tables {
        let shown = suppress(&counts, Totals::RowsAndColumns, PrivacyPolicy::default());
        for (row, cells) in counts.iter().enumerate() {
            for (column, count) in cells.iter().enumerate() {
                let small = (1..3).contains(count);
                assert!(!small || shown[row][column].is_none());
            }
        }
        if counts.iter().flatten().all(|count| *count >= 3) {
            assert!(shown.iter().flatten().all(Option::is_some), "nothing to hide");
        }
        for values in possible(&counts, &shown) {
            assert!(values.len() > 1, "{counts:?} {shown:?}");
        }
    }
}

#[test]
fn the_guideline_hides_counts_under_ten() {
    let counts = [vec![12, 9, 0, 30], vec![15, 11, 10, 0]];
    let shown = suppress(&counts, Totals::RowsAndColumns, PrivacyPolicy::GUIDELINE);
    assert_eq!(shown[0][1], None);
    assert_eq!(shown[0][2], Some(0));
    assert!(suppress(&[], Totals::Rows, PrivacyPolicy::default()).is_empty());
    let shown = suppress(&[vec![1, 5, 0, 4]], Totals::Rows, PrivacyPolicy::default());
    assert_eq!(shown, [[None, Some(5), Some(0), None]]);
}
