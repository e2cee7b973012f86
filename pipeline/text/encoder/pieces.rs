//! SentencePiece unigram: text → the likeliest sequence of pieces.
//!
//! Follows the reference engine step by step (its normalisation table, its metaspace, its ties),
//! so that both cut every text alike.

use std::collections::HashMap;

use super::weights::{Reader, Sizes, damaged};
use crate::text::TextError;

/// Stands for a blank inside pieces.
const METASPACE: char = '\u{2581}';

/// The pieces and their scores.
pub(super) struct Pieces {
    ids: HashMap<&'static str, u32>,
    scores: Vec<f32>,
    longest: usize,
    unknown_score: f32,
    start: u32,
    end: u32,
    unknown: u32,
    /// What a character becomes before it is cut; characters not in it stay.
    normalisation: HashMap<char, Vec<char>>,
}

impl Pieces {
    /// Reads the pieces, which follow the sizes.
    pub(super) fn read(reader: &mut Reader<'static>, sizes: &Sizes) -> Result<Self, TextError> {
        let (start, end, unknown) = (reader.code()?, reader.code()?, reader.code()?);
        let scores = reader.floats(sizes.pieces)?;
        let mut ids = HashMap::with_capacity(sizes.pieces);
        let mut longest = 0;
        for id in 0..sizes.pieces {
            let length = reader.byte()?;
            let piece = std::str::from_utf8(reader.take(length)?)
                .map_err(|_| damaged("a piece is no text"))?;
            longest = longest.max(length);
            ids.insert(piece, u32::try_from(id).map_err(|_| damaged("too many pieces"))?);
        }
        let normalisation = read_normalisation(reader)?;
        let unknown_score = sizes.unknown_score;
        Ok(Self { ids, scores, longest, unknown_score, start, end, unknown, normalisation })
    }

    /// The ids of a text's pieces, without the ends.
    pub(super) fn tokens(&self, text: &str) -> Vec<u32> {
        let prepared = self.prepared(text);
        let bounds: Vec<usize> =
            prepared.char_indices().map(|(at, _)| at).chain([prepared.len()]).collect();
        self.best_path(&prepared, &bounds)
    }

    /// A window's ids with the marks of both ends.
    pub(super) fn with_ends(&self, content: &[u32]) -> Vec<u32> {
        [&[self.start], content, &[self.end]].concat()
    }

    /// The text normalised, blanks as metaspaces, one of them in front.
    fn prepared(&self, text: &str) -> String {
        let mut prepared = String::with_capacity(text.len() + 3);
        for character in text.chars() {
            match self.normalisation.get(&character) {
                Some(others) => prepared.extend(others),
                None => prepared.push(character),
            }
        }
        let mut marked = String::with_capacity(prepared.len() + 3);
        if !prepared.starts_with(' ') {
            marked.push(METASPACE);
        }
        let mut after_blank = false;
        for character in prepared.chars() {
            let blank = character == ' ';
            if !(blank && after_blank) {
                marked.push(if blank { METASPACE } else { character });
            }
            after_blank = blank;
        }
        marked
    }

    /// Viterbi search over all pieces; of equal paths the one found first stays.
    fn best_path(&self, text: &str, bounds: &[usize]) -> Vec<u32> {
        let mut best = vec![(f32::NEG_INFINITY, self.unknown, 0_usize); bounds.len()];
        if let Some(first) = best.first_mut() {
            first.0 = 0.0;
        }
        for (from, first_byte) in bounds.iter().enumerate() {
            let Some((score, ..)) = best.get(from).copied() else { break };
            for (to, last_byte) in bounds.iter().enumerate().skip(from + 1) {
                if last_byte - first_byte > self.longest.max(4) {
                    break;
                }
                let found = text.get(*first_byte..*last_byte).and_then(|piece| self.find(piece));
                offer(&mut best, to, found.map(|(id, own)| (score + own, id, from)));
                if to == from + 1 {
                    let unknown = (score + self.unknown_score, self.unknown, from);
                    offer(&mut best, to, Some(unknown));
                }
            }
        }
        let mut ids = Vec::new();
        let mut at = bounds.len().saturating_sub(1);
        while let Some((_, id, from)) = best.get(at).filter(|_| at > 0) {
            ids.push(*id);
            at = *from;
        }
        ids.reverse();
        ids
    }

    fn find(&self, piece: &str) -> Option<(u32, f32)> {
        let id = *self.ids.get(piece).filter(|id| **id != self.unknown)?;
        Some((id, *self.scores.get(usize::try_from(id).ok()?)?))
    }
}

/// Keeps a path where it is better than the one before.
fn offer(best: &mut [(f32, u32, usize)], to: usize, path: Option<(f32, u32, usize)>) {
    if let Some((kept, path)) = best.get_mut(to).zip(path)
        && path.0 > kept.0
    {
        *kept = path;
    }
}

fn read_normalisation(reader: &mut Reader<'_>) -> Result<HashMap<char, Vec<char>>, TextError> {
    let (rules, _bytes) = (reader.natural()?, reader.natural()?);
    let letter = |code: u32| char::from_u32(code).ok_or_else(|| damaged("a rule is no text"));
    let mut table = HashMap::with_capacity(rules);
    for _ in 0..rules {
        let from = letter(reader.code()?)?;
        let count = reader.byte()?;
        let to =
            (0..count).map(|_| letter(reader.code()?)).collect::<Result<Vec<char>, TextError>>()?;
        table.insert(from, to);
    }
    Ok(table)
}
