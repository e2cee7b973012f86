//! Flowing text: paragraphs too long for one row → parts that each fit the highest row.
//!
//! Excel cuts what stands below 409 points, and cuts merged rows wherever a page ends. So a long
//! box goes on in further rows, each of which stays whole. No character is lost.

use super::row_height::LineFont;

/// Where a sentence ends.
const SENTENCE_ENDS: &str = "。！？!?";

/// What a paragraph's second part begins with, so that it is not taken for a new statement.
const CONTINUATION: &str = "　";

/// The paragraphs joined by line breaks, cut into texts of at most as many lines as a row shows.
pub(crate) fn parts(paragraphs: &[String], font: LineFont, cell_points: f64) -> Vec<String> {
    let limit = font.lines_of_highest_row();
    let mut parts = Vec::new();
    let mut current = String::new();
    let mut used = 0;
    for piece in paragraphs.iter().flat_map(|text| pieces(text, font, cell_points, limit)) {
        let lines = font.lines(&piece, cell_points);
        if used > 0 && used + lines > limit {
            parts.push(std::mem::take(&mut current));
            used = 0;
        }
        if used > 0 {
            current.push('\n');
        }
        current.push_str(&piece);
        used += lines;
    }
    parts.push(current);
    parts
}

/// One paragraph, cut after sentences where it is longer than a row.
fn pieces(text: &str, font: LineFont, cell_points: f64, limit: usize) -> Vec<String> {
    if font.lines(text, cell_points) <= limit {
        return vec![text.to_owned()];
    }
    let mut pieces: Vec<String> = Vec::new();
    let mut current = String::new();
    for sentence in text.split_inclusive(|letter| SENTENCE_ENDS.contains(letter)) {
        for unit in halves(sentence, font, cell_points, limit) {
            let joined = format!("{current}{unit}");
            if current.is_empty() || font.lines(&joined, cell_points) <= limit {
                current = joined;
            } else {
                pieces.push(std::mem::replace(&mut current, format!("{CONTINUATION}{unit}")));
            }
        }
    }
    pieces.push(current);
    pieces
}

/// A sentence halved until each part, with room for the continuation mark, fits a row.
fn halves(text: &str, font: LineFont, cell_points: f64, limit: usize) -> Vec<&str> {
    if font.lines(text, cell_points) < limit {
        return vec![text];
    }
    let middle = text.chars().count() / 2;
    let at = text.char_indices().nth(middle).map_or(0, |(at, _)| at);
    match text.split_at_checked(at) {
        Some((first, second)) if !first.is_empty() => {
            let mut found = halves(first, font, cell_points, limit);
            found.extend(halves(second, font, cell_points, limit));
            found
        }
        _ => vec![text],
    }
}

#[cfg(test)]
mod tests {
    use super::parts;
    use crate::output::row_height::LineFont;

    const FONT: LineFont = LineFont { points: 10.0, line_factor: 1.45 };

    #[test]
    fn short_texts_stay_together() {
        let texts = ["・一".to_owned(), "・二".to_owned()];
        assert_eq!(parts(&texts, FONT, 100.0), ["・一\n・二"]);
        assert_eq!(parts(&[], FONT, 100.0), [""]);
    }

    #[test]
    fn parts_fit_the_highest_row_and_lose_nothing() {
        let statement = format!("・{}", "地域の課題が多い。".repeat(400));
        let texts = vec![statement.clone(), "・二".to_owned(), "あ".repeat(3000)];
        let found = parts(&texts, FONT, 100.0);
        assert!(found.len() > 3);
        for part in &found {
            assert!(
                FONT.row_points(FONT.lines(part, 100.0))
                    <= super::super::row_height::MAX_ROW_POINTS
            );
        }
        let letters = |text: &str| text.replace(['\n', '　'], "");
        assert_eq!(letters(&found.concat()), letters(&texts.concat()));
    }
}
