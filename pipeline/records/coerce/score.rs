//! Scores: 4, ４, 4点, ④ → 4; means as numbers.
//!
//! This module must not round and must not choose: "4か5", 3.5 and 6 are no scores.

use super::{compact, digits_for_kanji, is_nothing, plain, whole};
use crate::forms::MarkMethod;
use crate::grid::CellValue;
use crate::units::Score;

/// Why a cell holds no score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScoreProblem {
    /// It can be read two ways.
    Ambiguous,
    /// It is a number outside 1–5.
    OutOfRange,
    /// It is no number at all.
    NoNumber,
}

/// A score (評価) with how it was typed; `None` when nothing is said.
///
/// Input:  what the cell shows and holds; marks on printed options are resolved before.
/// # Errors
/// [`ScoreProblem`]: more than one reading, out of 1–5, or no number.
pub fn score(text: &str, value: &CellValue) -> Result<Option<(Score, MarkMethod)>, ScoreProblem> {
    match value {
        CellValue::Number(number) => {
            from_number(*number).map(|score| Some((score, MarkMethod::Typed)))
        }
        // "4-5" typed into a spreadsheet turns into a day in April.
        CellValue::DateTime(_) | CellValue::Duration(_) => Err(ScoreProblem::Ambiguous),
        CellValue::Boolean(_) | CellValue::Error(_) => Err(ScoreProblem::NoNumber),
        CellValue::Empty | CellValue::Text(_) => written(text),
    }
}

fn from_number(number: f64) -> Result<Score, ScoreProblem> {
    if !(1.0..=5.0).contains(&number) {
        return Err(ScoreProblem::OutOfRange);
    }
    whole(number)
        .and_then(|whole| u8::try_from(whole).ok())
        .and_then(Score::new)
        .ok_or(ScoreProblem::Ambiguous)
}

fn written(text: &str) -> Result<Option<(Score, MarkMethod)>, ScoreProblem> {
    if let Some(score) = circled(text.trim()) {
        return Ok(Some((score, MarkMethod::CircledDigit)));
    }
    let squeezed = compact(text);
    if is_nothing(&squeezed) || is_all_options(&plain(text)) {
        return Ok(None);
    }
    let core = bare_core(&squeezed);
    if let Ok(number) = core.parse::<f64>()
        && core.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-')
    {
        return from_number(number).map(|score| Some((score, MarkMethod::Typed)));
    }
    let has_number = squeezed.chars().any(|character| character.is_ascii_digit());
    Err(if has_number { ScoreProblem::Ambiguous } else { ScoreProblem::NoNumber })
}

/// The number without what people write round it: 評価4, 4点, (4), 4．
fn bare_core(text: &str) -> String {
    let text = digits_for_kanji(text);
    let text = ["評価", "評点", "点数", "スコア"]
        .iter()
        .fold(text.as_str(), |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    let text = text.trim_start_matches([':', '=']);
    let closed = text.trim_end_matches(['。', '、', ',', '.']);
    let closed = closed.strip_suffix('点').unwrap_or(closed);
    [('(', ')'), ('[', ']'), ('「', '」'), ('【', '】'), ('<', '>')]
        .iter()
        .find_map(|(open, close)| closed.strip_prefix(*open)?.strip_suffix(*close))
        .unwrap_or(closed)
        .to_owned()
}

/// One circled digit, in any of the circles fonts have.
fn circled(text: &str) -> Option<Score> {
    let mut characters = text.chars();
    let (sign, None) = (characters.next()?, characters.next()) else {
        return None;
    };
    // ① ⓵ ❶ ➀ ➊
    let first = ['\u{2460}', '\u{24f5}', '\u{2776}', '\u{2780}', '\u{278a}'];
    first.iter().find_map(|one| {
        let offset = u32::from(sign).checked_sub(u32::from(*one))?;
        Score::new(u8::try_from(offset).ok()?.checked_add(1)?)
    })
}

/// All five options as printed, none of them chosen: 5・4・3・2・1.
fn is_all_options(text: &str) -> bool {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let others = text.chars().filter(|character| character.is_alphabetic());
    matches!(digits.as_str(), "54321" | "12345") && text.len() > 5 && others.count() == 0
}

/// A mean (平均) between 1 and 5; `None` when nothing is said.
///
/// Nobody answered is `#DIV/0!` in a sheet that works its means out, and says nothing.
/// # Errors
/// [`ScoreProblem`]: out of 1–5, or no number.
pub fn mean(text: &str, value: &CellValue) -> Result<Option<f64>, ScoreProblem> {
    let number = match value {
        CellValue::Number(number) => *number,
        CellValue::Error(error) if error.as_ref() == "#DIV/0!" => return Ok(None),
        CellValue::Empty | CellValue::Text(_) => {
            let squeezed = compact(text);
            if is_nothing(&squeezed) || squeezed == "#DIV/0!" {
                return Ok(None);
            }
            let core = bare_core(&squeezed);
            core.parse().map_err(|_| ScoreProblem::NoNumber)?
        }
        _ => return Err(ScoreProblem::NoNumber),
    };
    if (1.0..=5.0).contains(&number) { Ok(Some(number)) } else { Err(ScoreProblem::OutOfRange) }
}
