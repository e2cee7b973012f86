//! Sentence encoder (文の意味ベクトル): text → a vector in which like meanings lie close.
//!
//! multilingual-e5-small with 4-bit weights, cut to the pieces Japanese needs (see
//! `dictionaries/encoder`), in the binary, on the CPU. Input → output: texts → unit vectors. The
//! same text gives the same vector in any batch and on any number of threads. This module must
//! not know what is compared.

mod pieces;
mod transformer;
mod weights;

use std::ops::Range;

use rayon::prelude::*;

use self::pieces::Pieces;
use self::transformer::Transformer;
use super::TextError;

/// The number of components of a vector.
pub const DIMENSIONS: usize = 384;

/// Set before every text: the model was trained with it, and without it, or with `passage: `,
/// like statements lie less close (B³ .42 instead of .51 on handbook statements).
const PREFIX: &str = "query: ";

/// Tokens run through the model at once; the matrix products are near their peak from 128 up.
const BATCH_TOKENS: usize = 192;

/// Tokens of a window besides its two ends; longer texts are averaged over windows.
const WINDOW_TOKENS: usize = 510;

/// The encoder, ready to use; about 85 MB, shared by all threads.
pub struct Encoder {
    pieces: Pieces,
    transformer: Transformer,
}

/// A piece of a text that fits the model, as token ids with both ends.
struct Window {
    text: usize,
    /// Content tokens, the weight in the text's average.
    content: usize,
    tokens: Vec<u32>,
}

impl Encoder {
    /// The encoder in the binary.
    ///
    /// # Errors
    /// `TextError::Encoder`: the weights in the binary are not what this version expects.
    pub fn built_in() -> Result<Self, TextError> {
        let mut reader = weights::Reader::new(weights::BUILT_IN);
        let sizes = reader.sizes()?;
        let pieces = Pieces::read(&mut reader, &sizes)?;
        let transformer = Transformer::read(&mut reader, &sizes)?;
        reader.finish()?;
        Ok(Self { pieces, transformer })
    }

    /// One unit vector of [`DIMENSIONS`] components for each text, in the order of the input.
    #[must_use]
    pub fn embed(&self, texts: &[&str]) -> Vec<Vec<f32>> {
        let windows = self.windows(texts);
        let batches = batches(&windows);
        let means: Vec<Vec<f32>> = batches
            .into_par_iter()
            .flat_map_iter(|batch| {
                let windows = windows.get(batch).unwrap_or_default();
                let tokens: Vec<&[u32]> = windows.iter().map(|w| w.tokens.as_slice()).collect();
                self.transformer.pooled(&tokens)
            })
            .collect();
        let mut vectors = vec![vec![0.0; DIMENSIONS]; texts.len()];
        for (window, mean) in windows.iter().zip(means) {
            if let Some(vector) = vectors.get_mut(window.text) {
                add_scaled(vector, &mean, weight(window.content));
            }
        }
        for vector in &mut vectors {
            normalize(vector);
        }
        vectors
    }

    fn windows(&self, texts: &[&str]) -> Vec<Window> {
        let tokenized: Vec<Vec<u32>> =
            texts.par_iter().map(|text| self.pieces.tokens(&format!("{PREFIX}{text}"))).collect();
        let mut windows = Vec::new();
        for (text, tokens) in tokenized.iter().enumerate() {
            for content in tokens.chunks(WINDOW_TOKENS) {
                let tokens = self.pieces.with_ends(content);
                windows.push(Window { text, content: content.len(), tokens });
            }
        }
        windows
    }
}

/// Runs of windows of about [`BATCH_TOKENS`] tokens.
fn batches(windows: &[Window]) -> Vec<Range<usize>> {
    let mut batches = Vec::new();
    let (mut first, mut tokens) = (0, 0);
    for (index, window) in windows.iter().enumerate() {
        if tokens > 0 && tokens + window.tokens.len() > BATCH_TOKENS {
            batches.push(first..index);
            (first, tokens) = (index, 0);
        }
        tokens += window.tokens.len();
    }
    batches.push(first..windows.len());
    batches
}

/// A window's weight in its text's average; at most 510, exact in `f32`.
fn weight(content: usize) -> f32 {
    u16::try_from(content.max(1)).map_or(f32::from(u16::MAX), f32::from)
}

fn add_scaled(sum: &mut [f32], vector: &[f32], scale: f32) {
    for (sum, component) in sum.iter_mut().zip(vector) {
        *sum += component * scale;
    }
}

/// Scales a vector to length 1; the zero vector stays.
fn normalize(vector: &mut [f32]) {
    let length = vector.iter().map(|component| component * component).sum::<f32>().sqrt();
    if length > 0.0 {
        for component in vector {
            *component /= length;
        }
    }
}
