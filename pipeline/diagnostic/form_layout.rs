//! Sentences about form layouts: what cannot be written, on which line, under which key.
//!
//! Input → output: a place in a layout file and what was found → a `ConfigProblem`.

use super::Wording;
use super::config::{ConfigProblem, Place};

/// The file's `kind` is not that of a layout.
#[must_use]
pub(crate) fn not_a_layout(place: Place, found: &str) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new(
            format!("種類「{found}」は様式の体裁ではありません。"),
            format!("the kind \"{found}\" is no layout"),
        ),
        Wording::new(
            "体裁を定めるファイルでは kind = \"layout\" にしてください。",
            "write kind = \"layout\" in a layout file",
        ),
    )
}

/// A column's width is impossible, or there is no column.
#[must_use]
pub(crate) fn bad_column(place: Place, most: f64) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new(
            "列が一つもないか、幅が使えない値です。",
            "there is no column, or a width cannot be used",
        ),
        Wording::new(
            format!("列の幅を半角文字数（0.5～{most}）で並べてください。"),
            format!("list the widths in half-width characters, 0.5 to {most}"),
        ),
    )
}

/// The font size cannot be read or does not fit a row.
#[must_use]
pub(crate) fn bad_font_size(place: Place) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new("文字の大きさが使えない値です。", "the font size cannot be used"),
        Wording::new("5～36（ポイント）にしてください。", "use 5 to 36 points"),
    )
}

/// A block holds nothing or more than one thing.
#[must_use]
pub(crate) fn block_kind(place: Place) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new(
            "この [[block]] に書く内容が一つに決まりません。",
            "this [[block]] does not hold exactly one thing",
        ),
        Wording::new(
            "rows、participants、cases、reflection_items のどれか一つを書いてください。",
            "write one of rows, participants, cases, reflection_items",
        ),
    )
}

/// A cell holds more than one thing.
#[must_use]
pub(crate) fn cell_kind(place: Place) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new(
            "一つのセルに text・field・items が二つ以上書かれています。",
            "a cell has more than one of text, field and items",
        ),
        Wording::new("どれか一つにしてください。", "keep one of them"),
    )
}

/// A row's cells reach over the last column, or into a cell from above.
#[must_use]
pub(crate) fn row_too_long(place: Place, columns: usize) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new(
            format!("この行のセルが {columns} 列に収まりません。"),
            format!("the cells of this row do not fit into {columns} columns"),
        ),
        Wording::new(
            "columns の合計と、上の行から続くセル（rows）を確かめてください。",
            "check the sum of `columns` and the cells that reach down from above (`rows`)",
        ),
    )
}

/// A cell reaches below the last row of its block.
#[must_use]
pub(crate) fn open_rows(place: Place) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new(
            "rows で下へ続くセルが、この [[block]] の最後の行を越えています。",
            "a cell reaches below the last row of this [[block]]",
        ),
        Wording::new(
            "rows の数を減らすか、行を足してください。",
            "lower its `rows`, or add the rows it needs",
        ),
    )
}

/// 様式②'s item table needs a fixed number of columns.
#[must_use]
pub(crate) fn reflection_columns(place: Place, columns: u16) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new(
            format!("評価項目の表（reflection_items）には {columns} 列が必要です。"),
            format!("reflection_items needs {columns} columns"),
        ),
        Wording::new(
            "columns に領域・番号・項目・評価の 4 列を左右の分だけ並べてください。",
            "list widths for domain, number, wording and answer, twice",
        ),
    )
}

/// The form has no item of this number.
#[must_use]
pub(crate) fn unknown_item(place: Place, number: u8) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new(
            format!("評価項目 {number} は様式の定義にありません。"),
            format!("the form's definition has no item {number}"),
        ),
        Wording::new(
            "様式の定義（items）にある番号を書いてください。",
            "use the numbers of the form's items",
        ),
    )
}

/// No definition has the id that the layout names.
#[must_use]
pub(crate) fn unknown_form(place: Place, form: &str) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new(
            format!("様式「{form}」の定義がありません。"),
            format!("there is no definition of a form \"{form}\""),
        ),
        Wording::new(
            "様式の定義にある id を form に書いてください。",
            "name the id of a form's definition",
        ),
    )
}

/// A text that the layout prints would not be known when the form is read again.
#[must_use]
pub(crate) fn not_read_again(place: Place, text: &str, form: &str) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new(
            format!("「{text}」は様式「{form}」の定義にないので、書いた様式を読み直せません。"),
            format!(
                "\"{text}\" is unknown to the form \"{form}\": what is written could not be read again"
            ),
        ),
        Wording::new(
            "様式の定義の mean_rows・ignored_rows・notes に同じ言葉を足してください。",
            "add it to the definition's mean_rows, ignored_rows or notes",
        ),
    )
}

/// The form's definition does not know the field.
#[must_use]
pub(crate) fn unknown_field(place: Place, field: &str, form: &str) -> ConfigProblem {
    ConfigProblem::new(
        place,
        Wording::new(
            format!("項目「{field}」は様式「{form}」の定義にありません。"),
            format!("the form \"{form}\" defines no field \"{field}\""),
        ),
        Wording::new(
            "様式の定義にある id を書いてください（表の列は「表_列」）。",
            "use an id of the form's definition (for a table's column: table_column)",
        ),
    )
}
