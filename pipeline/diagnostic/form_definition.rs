//! Sentences about form definitions: what cannot work, on which line, under which key.
//!
//! Input → output: a place in a definition file and what was found → a `ConfigProblem`.

use super::Wording;
use super::config::{ConfigProblem, Place};

/// The file's `kind` is no family of forms.
#[must_use]
pub(crate) fn unknown_kind(place: Place, found: &str) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new(
            format!("様式の種類「{found}」はありません"),
            format!("there is no kind of form \"{found}\""),
        ),
        Wording::new(
            "items、case_sheet（様式①）、reflection（様式②）、case_summary（様式③-1）、year_summary（様式③-2）のどれかにしてください",
            "use items, case_sheet, reflection, case_summary or year_summary",
        ),
    )
}

/// The same id stands twice in one list.
#[must_use]
pub(crate) fn repeated_id(place: Place, id: &str) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new(
            format!("id「{id}」が二度使われています"),
            format!("the id \"{id}\" is used twice"),
        ),
        Wording::new("どちらかの id を変えてください", "change one of the two"),
    )
}

/// A list that must hold something is empty, or one of its texts is.
#[must_use]
pub(crate) fn empty_list(place: Place) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new(
            "一つも書かれていないか、空の文字があります",
            "the list is empty or holds an empty text",
        ),
        Wording::new(
            "用紙に印刷されている言葉を書いてください",
            "write the words printed on the form",
        ),
    )
}

/// A reference points at nothing.
#[must_use]
pub(crate) fn unknown_reference(place: Place, found: &str, known: &str) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new(
            format!("「{found}」がどこにもありません"),
            format!("\"{found}\" is defined nowhere"),
        ),
        Wording::new(format!("使えるもの: {known}"), format!("known: {known}")),
    )
}

/// Two labels of one form read the same, so that neither could be told from the other.
#[must_use]
pub(crate) fn same_label(place: Place, label: &str, first: &str) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new(
            format!("見出し「{label}」は「{first}」の見出しと区別できません"),
            format!("the label \"{label}\" cannot be told from that of \"{first}\""),
        ),
        Wording::new(
            "どちらかに section（その上にある見出し）を書いて区別してください",
            "give one of them a section: the heading it stands under",
        ),
    )
}

/// A number that cannot be an item's.
#[must_use]
pub(crate) fn bad_item(place: Place, found: u8) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new(
            format!("項目番号 {found} は使えません"),
            format!("{found} cannot be used as an item number here"),
        ),
        Wording::new(
            "[[item]] にある番号（1 以上、重複なし）だけを書いてください",
            "use the numbers of [[item]] entries: from 1 up, each once",
        ),
    )
}

/// A form needs items but names none, or a scored table has no items.
#[must_use]
pub(crate) fn items_missing(place: Place) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new(
            "点数の表がありますが、items（評価項目のファイル）が書かれていません",
            "a table is scored, but the form names no items",
        ),
        Wording::new("items = \"…\" を書いてください", "add items = \"…\""),
    )
}

/// The recognition's least confidence lies outside 0–1.
#[must_use]
pub(crate) fn bad_minimum(place: Place, found: f64) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new(
            format!("minimum = {found} は使えません"),
            format!("minimum = {found} is out of range"),
        ),
        Wording::new("0 より大きく 1 以下の数にしてください", "use a number above 0 and up to 1"),
    )
}
