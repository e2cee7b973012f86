//! Words that several workbooks share.

use crate::privacy::Detail;

/// A kind of personal detail for people.
pub(super) const fn detail_name(detail: Detail) -> &'static str {
    match detail {
        Detail::Person => "人名",
        Detail::Office => "事業所名",
        Detail::Facility => "施設名",
        Detail::Telephone => "電話番号",
        Detail::Mail => "メールアドレス",
        Detail::BirthDate => "生年月日",
        Detail::Age => "年齢",
        Detail::Address => "住所",
        Detail::Number => "番号",
    }
}
