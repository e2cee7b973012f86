//! Sentences about statistics: why a number is left out.
//!
//! Input → output: counts → a [`Wording`].

use super::Wording;

/// Too few meetings.
pub(crate) fn few_meetings(n: u32, least: u32) -> Wording {
    Wording::new(
        format!("n が少ない（会議 {n} 件、{least} 件以上で示します）"),
        format!("n is small (meetings: {n}, shown from {least})"),
    )
}

/// Too few answers.
pub(crate) fn few_answers(n: u32, least: u32) -> Wording {
    Wording::new(
        format!("n が少ない（回答 {n} 件、{least} 件以上で示します）"),
        format!("n is small (answers: {n}, shown from {least})"),
    )
}

/// Too few items.
pub(crate) fn few_items(n: u32, least: u32) -> Wording {
    Wording::new(
        format!("項目が少ない（{n} 項目、{least} 項目以上で示します）"),
        format!("too few items ({n}, shown from {least})"),
    )
}

/// Too few years.
pub(crate) fn few_years(n: u32, least: u32) -> Wording {
    Wording::new(
        format!("年度が少ない（{n} 年度、{least} 年度以上で示します）"),
        format!("too few years ({n}, shown from {least})"),
    )
}

/// Too few groups.
pub(crate) fn few_groups(n: u32, least: u32) -> Wording {
    Wording::new(
        format!("n が少ない（会議が5件以上ある区分が {n} つ、{least} つ以上で示します）"),
        format!("n is small (groups of at least five meetings: {n}, shown from {least})"),
    )
}

/// All answers are the same.
pub(crate) fn no_spread() -> Wording {
    Wording::new("すべて同じ値で、ばらつきがありません", "all values are the same")
}

/// No common factor.
pub(crate) fn no_factor() -> Wording {
    Wording::new(
        "項目に共通する因子を推定できません",
        "no factor common to the items can be estimated",
    )
}

/// A mean without the scores behind it.
pub(crate) fn only_means() -> Wording {
    Wording::new(
        "元の様式に平均値しかありません（個々の評価が残っていません）",
        "the source gives only means, no single scores",
    )
}
