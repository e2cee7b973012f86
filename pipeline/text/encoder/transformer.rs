//! The transformer (BERT, 12 layers): token ids → one mean-pooled vector for each window.
//!
//! The windows of a batch are stacked, so that each weight matrix is used once for all their
//! tokens; attention stays inside each window. Products run through `ndarray` and
//! `matrixmultiply`, which add up each element in the same order whatever the batch.

use ndarray::linalg::general_mat_mul;
use ndarray::{Array2, Axis, Slice};

use super::weights::{Reader, Sizes, damaged, row_bytes, widen};
use crate::text::TextError;

/// Weights and biases of y = x·Wᵀ + b.
struct Linear {
    weights: Array2<f32>,
    bias: Vec<f32>,
}

/// Scale and shift after normalising a token's vector.
struct Norm {
    scale: Vec<f32>,
    shift: Vec<f32>,
}

struct Layer {
    query: Linear,
    key: Linear,
    value: Linear,
    attention_out: Linear,
    attention_norm: Norm,
    inner: Linear,
    outer: Linear,
    outer_norm: Norm,
}

/// The model's weights, widened; word vectors stay at 4 bits.
pub(super) struct Transformer {
    words: &'static [u8],
    hidden: usize,
    heads: usize,
    epsilon: f32,
    positions: Vec<f32>,
    token_type: Vec<f32>,
    input_norm: Norm,
    layers: Vec<Layer>,
}

impl Transformer {
    /// Reads the tensors, which follow the pieces.
    pub(super) fn read(reader: &mut Reader<'static>, sizes: &Sizes) -> Result<Self, TextError> {
        let hidden = sizes.hidden;
        if hidden != super::DIMENSIONS || !hidden.is_multiple_of(sizes.heads.max(1)) {
            return Err(damaged("its sizes do not fit"));
        }
        let words = reader.blocks(sizes.pieces, hidden)?;
        let positions = reader.floats(sizes.positions * hidden)?;
        // The model knows two types of token; texts are of the first.
        let mut token_type = reader.floats(2 * hidden)?;
        token_type.truncate(hidden);
        let input_norm = Norm::read(reader, hidden)?;
        let layers = (0..sizes.layers)
            .map(|_| Layer::read(reader, hidden, sizes.inner))
            .collect::<Result<_, _>>()?;
        let (heads, epsilon) = (sizes.heads, sizes.epsilon);
        Ok(Self { words, hidden, heads, epsilon, positions, token_type, input_norm, layers })
    }

    /// The mean over each window's tokens, both ends included.
    pub(super) fn pooled(&self, windows: &[&[u32]]) -> Vec<Vec<f32>> {
        let mut tokens = self.input(windows);
        for layer in &self.layers {
            let attended = self.attended(layer, &tokens, windows);
            let mixed = layer.attention_out.apply(&attended);
            self.add_and_norm(&mut tokens, &mixed, &layer.attention_norm);
            let mut inner = layer.inner.apply(&tokens);
            for value in inner.as_slice_mut().unwrap_or_default() {
                *value = gelu(*value);
            }
            let outer = layer.outer.apply(&inner);
            self.add_and_norm(&mut tokens, &outer, &layer.outer_norm);
        }
        let mut first = 0;
        let mean = |window: &&[u32]| {
            let rows = tokens.slice_axis(Axis(0), Slice::from(first..first + window.len()));
            first += window.len();
            rows.mean_axis(Axis(0)).map(|mean| mean.to_vec()).unwrap_or_default()
        };
        windows.iter().map(mean).collect()
    }

    /// Word, position and type of every token, added and normalised.
    fn input(&self, windows: &[&[u32]]) -> Array2<f32> {
        let count = windows.iter().map(|window| window.len()).sum();
        let mut values = Vec::with_capacity(count * self.hidden);
        for window in windows {
            for (id, position) in window.iter().zip(self.positions.chunks_exact(self.hidden)) {
                let first = values.len();
                widen(self.word(*id), &mut values);
                let added = position.iter().zip(&self.token_type);
                for (value, (position, kind)) in values.iter_mut().skip(first).zip(added) {
                    *value += position + kind;
                }
            }
        }
        let mut tokens = Array2::from_shape_vec((count, self.hidden), values).unwrap_or_default();
        self.norm(&mut tokens, &self.input_norm);
        tokens
    }

    fn word(&self, id: u32) -> &[u8] {
        let bytes = row_bytes(self.hidden);
        let first = usize::try_from(id).unwrap_or(usize::MAX).saturating_mul(bytes);
        self.words.get(first..first.saturating_add(bytes)).unwrap_or_default()
    }

    /// Scaled dot-product attention, head by head, each window for itself.
    ///
    /// One product for all windows of the batch and zeros between them is faster than a product
    /// for each window: windows are short. Adding zeros changes no bit of a sum.
    fn attended(&self, layer: &Layer, tokens: &Array2<f32>, windows: &[&[u32]]) -> Array2<f32> {
        let query = layer.query.apply(tokens);
        let key = layer.key.apply(tokens);
        let value = layer.value.apply(tokens);
        let width = self.hidden / self.heads;
        let mut attended = Array2::zeros(tokens.dim());
        let mut scores = Array2::zeros((tokens.nrows(), tokens.nrows()));
        for head in 0..self.heads {
            let columns = Slice::from(head * width..(head + 1) * width);
            let part = |whole: &Array2<f32>| whole.slice_axis(Axis(1), columns).to_owned();
            general_mat_mul(1.0, &part(&query), &part(&key).t(), 0.0, &mut scores);
            soften(&mut scores, windows, width);
            let mut target = attended.slice_axis_mut(Axis(1), columns);
            general_mat_mul(1.0, &scores, &part(&value), 0.0, &mut target);
        }
        attended
    }

    fn add_and_norm(&self, tokens: &mut Array2<f32>, added: &Array2<f32>, norm: &Norm) {
        *tokens += added;
        self.norm(tokens, norm);
    }

    fn norm(&self, tokens: &mut Array2<f32>, norm: &Norm) {
        let count = size(self.hidden);
        for row in tokens.as_slice_mut().unwrap_or_default().chunks_exact_mut(self.hidden) {
            let mean = row.iter().sum::<f32>() / count;
            let variance = row.iter().map(|v| (v - mean) * (v - mean)).sum::<f32>() / count;
            let factor = 1.0 / (variance + self.epsilon).sqrt();
            for (value, (scale, shift)) in row.iter_mut().zip(norm.scale.iter().zip(&norm.shift)) {
                *value = (*value - mean) * factor * scale + shift;
            }
        }
    }
}

impl Layer {
    fn read(reader: &mut Reader<'_>, hidden: usize, inner: usize) -> Result<Self, TextError> {
        Ok(Self {
            query: Linear::read(reader, hidden, hidden)?,
            key: Linear::read(reader, hidden, hidden)?,
            value: Linear::read(reader, hidden, hidden)?,
            attention_out: Linear::read(reader, hidden, hidden)?,
            attention_norm: Norm::read(reader, hidden)?,
            inner: Linear::read(reader, inner, hidden)?,
            outer: Linear::read(reader, hidden, inner)?,
            outer_norm: Norm::read(reader, hidden)?,
        })
    }
}

impl Linear {
    fn read(reader: &mut Reader<'_>, outputs: usize, inputs: usize) -> Result<Self, TextError> {
        let weights = Array2::from_shape_vec((outputs, inputs), reader.matrix(outputs, inputs)?)
            .map_err(|_| damaged("a matrix is too short"))?;
        Ok(Self { weights, bias: reader.floats(outputs)? })
    }

    fn apply(&self, tokens: &Array2<f32>) -> Array2<f32> {
        let values = self.bias.repeat(tokens.nrows());
        let shape = (tokens.nrows(), self.bias.len());
        let mut output = Array2::from_shape_vec(shape, values).unwrap_or_default();
        general_mat_mul(1.0, tokens, &self.weights.t(), 1.0, &mut output);
        output
    }
}

impl Norm {
    fn read(reader: &mut Reader<'_>, hidden: usize) -> Result<Self, TextError> {
        Ok(Self { scale: reader.floats(hidden)?, shift: reader.floats(hidden)? })
    }
}

/// Turns every token's scores into shares of its own window; other windows get none.
fn soften(scores: &mut Array2<f32>, windows: &[&[u32]], width: usize) {
    let scale = 1.0 / size(width).sqrt();
    let count = scores.nrows();
    let mut rows = scores.as_slice_mut().unwrap_or_default().chunks_exact_mut(count.max(1));
    let mut first = 0;
    for window in windows {
        let last = first + window.len();
        for row in rows.by_ref().take(window.len()) {
            let (before, rest) = row.split_at_mut_checked(first).unwrap_or_default();
            let (own, after) = rest.split_at_mut_checked(window.len()).unwrap_or_default();
            before.fill(0.0);
            after.fill(0.0);
            softmax(own, scale);
        }
        first = last;
    }
}

fn softmax(scores: &mut [f32], scale: f32) {
    let greatest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max) * scale;
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        *score = libm::expf(*score * scale - greatest);
        sum += *score;
    }
    for score in scores {
        *score /= sum;
    }
}

fn gelu(value: f32) -> f32 {
    0.5 * value * (1.0 + libm::erff(value * std::f32::consts::FRAC_1_SQRT_2))
}

/// A size as `f32`; sizes here are below 2¹⁶.
fn size(count: usize) -> f32 {
    u16::try_from(count).map_or(f32::from(u16::MAX), f32::from)
}
