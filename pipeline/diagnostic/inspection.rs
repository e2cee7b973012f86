//! Sentences of `inspect`: how one file is read.
//!
//! Input → output: names, addresses and texts → one line in both languages.

use super::Wording;
use crate::units::CellAddress;

/// Which file this is.
pub(crate) fn file(source_path: &str, format: &str, sha256: &str) -> Wording {
    Wording::new(
        format!("ファイル「{source_path}」（形式 {format}、SHA-256 {sha256}）"),
        format!("File \"{source_path}\" ({format}, SHA-256 {sha256})"),
    )
}

/// A sheet's heading.
pub(crate) fn sheet(name: &str, hidden: bool) -> Wording {
    let (japanese, english) = if hidden { ("（非表示）", " (hidden)") } else { ("", "") };
    Wording::new(format!("\nシート「{name}」{japanese}"), format!("\nSheet \"{name}\"{english}"))
}

/// The form a sheet was recognised as.
pub(crate) fn form(id: &str, version: &str, confidence: f64, blank: bool) -> Wording {
    let (japanese, english) = if blank { ("、記入なし", ", blank") } else { ("", "") };
    Wording::new(
        format!("  様式: {id}（{version}、確信度 {confidence:.2}{japanese}）"),
        format!("  form: {id} ({version}, confidence {confidence:.2}{english})"),
    )
}

/// Why it was recognised as that.
pub(crate) fn reason(reason: &str) -> Wording {
    Wording::new(format!("  理由: {reason}"), format!("  because: {reason}"))
}

/// The sheet is no known form.
pub(crate) fn no_form() -> Wording {
    Wording::new("  どの様式とも認められません。", "  no known form")
}

/// One field with its answer.
pub(crate) fn field(cell: CellAddress, field: &str, answer: &str, how: Option<&str>) -> Wording {
    let cell = cell.to_string();
    let how = how.map(|how| format!(" [{how}]")).unwrap_or_default();
    let answer = if answer.is_empty() { "—" } else { answer };
    let line = format!("  {cell:<6} {field} = {answer}{how}");
    Wording::new(line.clone(), line)
}

/// The heading above cells that belong to no field.
pub(crate) fn unread_heading(count: usize) -> Wording {
    Wording::new(
        format!("  どの項目にも当たらないセルや図形 {count} 件:"),
        format!("  {count} cells or shapes that belong to no field:"),
    )
}

/// A cell or shape that belongs to no field.
pub(crate) fn unread(cell: CellAddress, shape: Option<&str>, text: &str) -> Wording {
    let cell = cell.to_string();
    let (japanese, english) = shape.map_or_else(Default::default, |name| {
        (format!("図形「{name}」 "), format!("shape \"{name}\" "))
    });
    Wording::new(format!("  {cell:<6} {japanese}{text}"), format!("  {cell:<6} {english}{text}"))
}
