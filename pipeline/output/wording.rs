//! Words that several results share.

use crate::analysis::ScoreGroup;
use crate::analysis::theme_spread::Circumstance;
use crate::privacy::Detail;

/// A kind of personal detail for people.
pub(super) const fn detail_name(detail: Detail) -> &'static str {
    match detail {
        Detail::Person => "人名",
        Detail::Office => "事業所名",
        Detail::Facility => "施設名",
        Detail::Telephone => "電話番号",
        Detail::Mail => "メールアドレス・アカウント",
        Detail::BirthDate => "生年月日",
        Detail::Age => "年齢",
        Detail::Address => "住所",
        Detail::Number => "番号",
    }
}

/// A circumstance of a client for people.
pub(super) const fn circumstance_name(of: Circumstance) -> &'static str {
    match of {
        Circumstance::Household => "世帯",
        Circumstance::CareLevel | Circumstance::CareClass => "介護度",
        Circumstance::DementiaLevel | Circumstance::DementiaClass => "認知症自立度",
        Circumstance::AdlLevel | Circumstance::AdlClass => "日常生活自立度",
        Circumstance::AgeBand => "年代",
        Circumstance::Sex => "性別",
    }
}

/// A kind of group that scores are compared by, for people; empty for those that are not.
pub(super) const fn group_kind_name(of: ScoreGroup) -> &'static str {
    match of {
        ScoreGroup::Area => "エリア",
        ScoreGroup::Center => "開催包括",
        ScoreGroup::Role => "役割",
        ScoreGroup::Experience => "ケアマネ経験",
        _ => "",
    }
}

/// A wording without what stands in brackets, which explains.
pub(super) fn without_brackets(wording: &str) -> String {
    let mut said = String::new();
    let mut depth = 0_u32;
    for sign in wording.chars() {
        match sign {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            sign if depth == 0 => said.push(sign),
            _ => {}
        }
    }
    said
}
