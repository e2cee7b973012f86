//! Words that several workbooks share.

use crate::privacy::Detail;
use crate::records::StatementField;

/// A box's name for people.
#[must_use]
pub const fn field_name(field: StatementField) -> &'static str {
    match field {
        StatementField::CareManagementIssue => "ケアマネジメントの課題",
        StatementField::RegionalIssue => "地域全体の課題",
        StatementField::NeededResource => "新たに必要な資源・仕組み",
        StatementField::ProviderInsight => "事例提出者の気づき",
        StatementField::ParticipantInsight => "参加者の気づき・意見",
    }
}

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
