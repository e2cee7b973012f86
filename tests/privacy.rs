//! Privacy: names planted in every way we can think of are gone; ordinary words stay.

mod everywhere;
mod ordinary;
mod planted;

use std::sync::LazyLock;

use torimatome::forms::MarkMethod;
use torimatome::privacy::{Detail, Masker, Named, PrivacyPolicy};
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
