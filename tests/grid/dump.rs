//! A sheet as lines of text, for snapshots and comparisons.

use std::fmt::Write;

use torimatome::grid::{CellStyle, CellValue, FontStyle, Rgb, Shape, Sheet};

/// A value as one word: its type and what it is.
pub(super) fn value(value: &CellValue) -> String {
    match value {
        CellValue::Empty => "-".to_owned(),
        CellValue::Text(text) => format!("text {text:?}"),
        CellValue::Number(number) => format!("number {number}"),
        CellValue::DateTime(moment) => format!("date {moment}"),
        CellValue::Duration(days) => format!("duration {days:.9}"),
        CellValue::Boolean(truth) => format!("boolean {truth}"),
        CellValue::Error(error) => format!("error {error}"),
    }
}

fn color(color: Rgb) -> String {
    format!("#{:02x}{:02x}{:02x}", color.red, color.green, color.blue)
}

/// What is unusual about characters.
fn font(font: &FontStyle) -> String {
    let mut words = Vec::new();
    let switches = [
        (font.bold, "bold"),
        (font.italic, "italic"),
        (font.underline, "underline"),
        (font.strikethrough, "strike"),
    ];
    words.extend(switches.iter().filter(|(on, _)| *on).map(|(_, word)| (*word).to_owned()));
    words.extend(font.color.map(color));
    words.extend(font.size.map(|size| format!("{size}pt")));
    words.join(" ")
}

fn style(style: &CellStyle) -> String {
    let mut words = vec![font(&style.font)];
    words.extend(style.fill.map(|fill| format!("fill {}", color(fill))));
    if style.border.sides > 0 {
        words.push(format!("border {}x{}", style.border.sides, style.border.weight));
    }
    words.push(format!("{:?}/{:?}", style.horizontal, style.vertical));
    words.extend(style.wrap.then(|| "wrap".to_owned()));
    words.extend((style.indent > 0).then(|| format!("indent {}", style.indent)));
    words.retain(|word| !word.is_empty());
    words.join(", ")
}

fn shape(shape: &Shape) -> String {
    let Shape { left, top, width, height, .. } = shape;
    format!(
        "{} {:?} at {} ({left:.1} {top:.1} {width:.1} {height:.1}) {:?}{} {:?}{}",
        shape.name,
        shape.kind,
        shape.anchor,
        shape.fill,
        if shape.outlined { " outlined" } else { "" },
        shape.text,
        shape.checked.map_or(String::new(), |checked| format!(" checked={checked}")),
    )
}

/// Everything about a sheet, one thing a line.
pub(super) fn sheet(sheet: &Sheet) -> String {
    let mut text = format!("{} {:?}\n", sheet.name, sheet.visibility);
    for (address, cell) in &sheet.cells {
        let _ = write!(
            text,
            "{address} {} {:?} [{}]",
            value(&cell.value),
            cell.text,
            style(&cell.style)
        );
        for run in &cell.runs {
            let _ = write!(text, " {}-{}:{}", run.start, run.end, font(&run.font));
        }
        text.push('\n');
    }
    for merge in &sheet.merges {
        let _ = writeln!(text, "merge {merge}");
    }
    let layout = &sheet.layout;
    let _ = writeln!(
        text,
        "default {:.1} x {:.1}",
        layout.default_column_width, layout.default_row_height
    );
    for (name, tracks) in [("column", &layout.columns), ("row", &layout.rows)] {
        for (index, track) in tracks {
            let hidden = if track.hidden { " hidden" } else { "" };
            let _ = writeln!(text, "{name} {} {:.1}{hidden}", index + 1, track.size);
        }
    }
    for drawn in &sheet.shapes {
        let _ = writeln!(text, "shape {}", shape(drawn));
    }
    text
}
