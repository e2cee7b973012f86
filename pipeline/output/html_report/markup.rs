//! Markup: text of any origin → HTML that shows it and does nothing else.
//!
//! Input → output: text → escaped text. It must not be given HTML.

use std::fmt::{self, Display, Write as _};

/// Text as it stands between tags or in a quoted attribute.
pub(super) struct Escaped<'text>(pub(super) &'text str);

impl Display for Escaped<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => out.write_str("&amp;")?,
                '<' => out.write_str("&lt;")?,
                '>' => out.write_str("&gt;")?,
                '"' => out.write_str("&quot;")?,
                '\'' => out.write_str("&#39;")?,
                other => out.write_char(other)?,
            }
        }
        Ok(())
    }
}

/// JSON that no parser of HTML can take for the end of its script, nor for anything else.
pub(super) fn script_data(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            // Outside strings JSON holds none of these, and within them an escape is the same text.
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(safe, "\\u{:04x}", u32::from(character));
            }
            other => safe.push(other),
        }
    }
    safe
}

/// A table of text with a caption and a heading row; the first cell of a row is its heading.
pub(super) fn table(out: &mut String, caption: &str, head: &[&str], rows: &[Vec<String>]) {
    table_of(out, (caption, head), rows.iter().map(|row| (false, row)));
}

/// A table whose rows are grey where their n does not carry them.
pub(super) fn graded_table(
    out: &mut String,
    caption: &str,
    head: &[&str],
    rows: &[(bool, Vec<String>)],
) {
    table_of(out, (caption, head), rows.iter().map(|(small, row)| (*small, row)));
}

fn table_of<'row>(
    out: &mut String,
    (caption, head): (&str, &[&str]),
    rows: impl Iterator<Item = (bool, &'row Vec<String>)>,
) {
    let _ = write!(
        out,
        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{0}\"><table><caption>{0}</caption><thead><tr>",
        Escaped(caption)
    );
    for title in head {
        let _ = write!(out, "<th scope=\"col\">{}</th>", Escaped(title));
    }
    out.push_str("</tr></thead><tbody>");
    for (small, row) in rows {
        out.push_str(if small { "<tr class=\"small-n\">" } else { "<tr>" });
        for (place, cell) in row.iter().enumerate() {
            let cell = Escaped(cell);
            let _ = if place == 0 {
                write!(out, "<th scope=\"row\">{cell}</th>")
            } else {
                write!(out, "<td>{cell}</td>")
            };
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table></div>");
}
