//! Places (固有の施設名): tokens → hospitals, chemists', homes and offices called by a name.
//!
//! 総合病院 and かかりつけ薬局 name nobody; whatever else stands before such a word does.

use std::ops::Range;

use super::Detail;
use super::masking::Finding;
use crate::text::{Token, WordClass};

/// Words that end the name of a house.
const HOUSES: [&str; 30] = [
    "病院",
    "医院",
    "クリニック",
    "診療所",
    "薬局",
    "歯科",
    "ステーション",
    "事業所",
    "事務所",
    "ケアプランセンター",
    "デイサービス",
    "デイサービスセンター",
    "デイケア",
    "ヘルパーステーション",
    "特養",
    "老健",
    "ホーム",
    "老人ホーム",
    "グループホーム",
    "苑",
    "園",
    "荘",
    "の里",
    "医療センター",
    "株式会社",
    "有限会社",
    "合同会社",
    "医師会",
    "介護センター",
    "ケアセンター",
];

/// Words before such a word that tell its kind and not its name.
const KINDS: [&str; 98] = [
    "総合",
    "専門",
    "大学",
    "救急",
    "精神",
    "精神科",
    "地域",
    "近隣",
    "近所",
    "近く",
    "複数",
    "他",
    "別",
    "同",
    "各",
    "当",
    "当該",
    "調剤",
    "門前",
    "訪問",
    "歯科",
    "眼科",
    "内科",
    "外科",
    "整形",
    "整形外科",
    "皮膚科",
    "泌尿器科",
    "脳外科",
    "脳神経外科",
    "神経内科",
    "心療内科",
    "耳鼻科",
    "小児科",
    "婦人科",
    "認知症",
    "急性期",
    "回復期",
    "慢性期",
    "療養",
    "療養型",
    "一般",
    "入院",
    "転院",
    "退院",
    "通院",
    "受診",
    "主治医",
    "居宅",
    "介護",
    "介護支援",
    "居宅介護支援",
    "居宅介護",
    "支援",
    "看護",
    "訪問看護",
    "訪問介護",
    "訪問入浴",
    "リハビリ",
    "通所",
    "通所介護",
    "利用",
    "在宅",
    "往診",
    "中核",
    "基幹",
    "拠点",
    "個人",
    "公立",
    "民間",
    "医療",
    "連携",
    "遠方",
    "市外",
    "市内",
    "元",
    "前",
    "新",
    "新規",
    "併設",
    "担当",
    "サービス",
    "小規模",
    "多機能",
    "有料",
    "老人",
    "高齢者",
    "軽費",
    "養護",
    "特別養護",
    "相談",
    "相談支援",
    "福祉",
    "保育",
    "幼稚",
    "提供",
    "入所",
    "協力",
];

/// Nouns before a house's word that can belong to its name.
const LONGEST_NAME: usize = 6;

/// Houses that are called by a name; the name is replaced, what kind of house it is stays.
pub(super) fn findings(tokens: &[Token]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        if is_house(token) {
            findings.extend(
                named(tokens, index).map(|range| Finding::new(range, Detail::Facility, "〇〇")),
            );
        } else if let Some(house) = own_name(token) {
            let range = token.range.start..token.range.end - house.len();
            findings.push(Finding::new(range, Detail::Facility, "〇〇"));
        }
    }
    findings
}

/// A word for a house, or a compound of one: 訪問看護ステーション.
fn is_house(token: &Token) -> bool {
    let ends = || HOUSES.iter().any(|house| token.surface.ends_with(house));
    HOUSES.contains(&token.surface.as_str()) || (token.class == WordClass::Noun && ends())
}

/// A proper noun that ends in a house's word: 伊丹中央病院 as the dictionary has it.
fn own_name(token: &Token) -> Option<&'static str> {
    let proper = token.class == WordClass::ProperNoun;
    HOUSES
        .into_iter()
        .find(|house| proper && token.surface.len() > house.len() && token.surface.ends_with(house))
}

/// The name before a house's word; `None` where only its kind stands there.
fn named(tokens: &[Token], house: usize) -> Option<Range<usize>> {
    let mut end = tokens.get(house)?.range.start;
    let last = end;
    let mut named = false;
    for token in tokens.iter().take(house).rev().take(LONGEST_NAME) {
        let kind = KINDS.contains(&token.surface.as_str());
        if token.range.end != end || !may_name(token) {
            break;
        }
        // What kind of house it is ends the name: ひまわり｜訪問看護｜ステーション.
        named |= !kind;
        end = token.range.start;
    }
    named.then_some(end..last)
}

fn may_name(token: &Token) -> bool {
    use WordClass::{AdjectivalNoun, Noun, PersonName, ProperNoun, VerbalNoun};
    matches!(token.class, Noun | VerbalNoun | ProperNoun | PersonName | AdjectivalNoun)
}
