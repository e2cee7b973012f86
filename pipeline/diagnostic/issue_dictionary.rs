//! Sentences about the issue dictionary: what cannot be used, on which line, under which key.
//!
//! Input → output: a place in a dictionary file and what was found → a [`ConfigProblem`].

use super::Wording;
use super::config::{ConfigProblem, Place};

/// A text of an issue that has to say something is empty.
pub(crate) fn empty_text(place: Place, id: &str) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new(
            format!("地域課題「{id}」に空の文字があります"),
            format!("the issue \"{id}\" holds an empty text"),
        ),
        Wording::new(
            "id、label、definition と、anchors・terms・not の中の文を書いてください",
            "fill in id, label and definition, and every text of anchors, terms and not",
        ),
    )
}

/// An issue has too few phrases to be recognised by.
pub(crate) fn too_few_anchors(place: Place, id: &str, found: usize, least: usize) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new(
            format!("地域課題「{id}」の anchors が {found} 件しかありません（{least} 件以上）"),
            format!("the issue \"{id}\" has {found} anchors; at least {least} are needed"),
        ),
        Wording::new(
            "実際の書きぶりに近い文を10件ほど書くと、よく見つかるようになります",
            "about ten phrases as people write them let it be recognised well",
        ),
    )
}

/// The kind of environmental factor is missing, or given for an individual one.
pub(crate) fn kind_without_factor(place: Place, id: &str) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new(
            format!("地域課題「{id}」の factor と kind が合いません"),
            format!("factor and kind of the issue \"{id}\" do not fit"),
        ),
        Wording::new(
            "factor が「環境的要因」のときだけ、kind（支援システム、圏域設定、地域住民の意識、支援者の知識や技術）を書いてください",
            "give a kind (支援システム, 圏域設定, 地域住民の意識, 支援者の知識や技術) where factor is 環境的要因, and only there",
        ),
    )
}

/// An issue is said to be related to one that does not exist.
pub(crate) fn unknown_issue(place: Place, id: &str, unknown: &str) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new(
            format!("地域課題「{id}」の related にある「{unknown}」がどこにもありません"),
            format!("\"{unknown}\", related to the issue \"{id}\", is defined nowhere"),
        ),
        Wording::new("id のつづりを確認してください", "check the spelling of the id"),
    )
}
