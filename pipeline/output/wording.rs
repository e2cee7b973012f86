//! Words that several workbooks share.

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
