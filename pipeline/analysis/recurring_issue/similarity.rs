//! Similarity (類似度): how close two units are, by meaning and by words.
//!
//! Input → output: units → cosines of their meanings, of their words' weights, and both fused.
//! Meanings have whole components: their products are exact in `f32`, whatever the order.

use std::collections::BTreeMap;

use ndarray::Array2;
use rayon::prelude::*;

use super::unit::Unit;
use crate::text::Meaning;

/// Rows computed at once.
const BLOCK: usize = 256;

/// The share of meaning in the fused similarity; words have the rest.
const MEANING_SHARE: f64 = 0.7;

/// Calls `take` with every row of the matrix of cosines, in parallel; results in order.
pub(super) fn cosines<T: Send>(
    meanings: &[&Meaning],
    take: impl Fn(usize, &[f64]) -> T + Sync,
) -> Vec<T> {
    let table = components(meanings);
    let lengths: Vec<f64> = meanings.iter().map(|meaning| meaning.length()).collect();
    let blocks: Vec<usize> = (0..meanings.len()).step_by(BLOCK).collect();
    let of_block = |first: usize| -> Vec<T> {
        let last = (first + BLOCK).min(meanings.len());
        let rows = table.slice_axis(ndarray::Axis(0), ndarray::Slice::from(first..last));
        let products = rows.dot(&table.t());
        let numbered = (first..last).zip(products.rows());
        numbered
            .map(|(row, products)| {
                let length = lengths.get(row).copied().unwrap_or_default();
                let cosine = |(product, other): (&f32, &f64)| match length * other {
                    both if both > 0.0 => f64::from(*product) / both,
                    _ => 0.0,
                };
                take(row, &products.iter().zip(&lengths).map(cosine).collect::<Vec<f64>>())
            })
            .collect()
    };
    blocks.into_par_iter().flat_map_iter(of_block).collect()
}

fn components(meanings: &[&Meaning]) -> Array2<f32> {
    let width = crate::text::encoder::DIMENSIONS;
    let values = meanings.iter().flat_map(|meaning| meaning.components()).collect();
    Array2::from_shape_vec((meanings.len(), width), values).unwrap_or_default()
}

/// TF-IDF of content words: weights of a unit's words, scaled to length 1.
struct WordWeights {
    rows: Vec<BTreeMap<usize, f64>>,
    /// Word → units that hold it, with its weight there.
    holders: Vec<Vec<(usize, f64)>>,
}

impl WordWeights {
    /// Weights (1 + ln tf) · idf, idf smoothed as ln((1 + N) / (1 + df)) + 1.
    fn new(units: &[&Unit]) -> Self {
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        let mut counts: Vec<BTreeMap<usize, f64>> = Vec::with_capacity(units.len());
        for unit in units {
            let mut row = BTreeMap::new();
            for word in &unit.words {
                let next = numbers.len();
                *row.entry(*numbers.entry(word).or_insert(next)).or_insert(0.0) += 1.0;
            }
            counts.push(row);
        }
        let mut found = vec![0.0; numbers.len()];
        for word in counts.iter().flat_map(BTreeMap::keys) {
            if let Some(count) = found.get_mut(*word) {
                *count += 1.0;
            }
        }
        let rows = counts.into_iter().map(|row| weighted(row, &found, units.len())).collect();
        Self::indexed(rows, numbers.len())
    }

    fn indexed(rows: Vec<BTreeMap<usize, f64>>, words: usize) -> Self {
        let mut holders: Vec<Vec<(usize, f64)>> = vec![Vec::new(); words];
        for (unit, row) in rows.iter().enumerate() {
            for (word, weight) in row {
                if let Some(holders) = holders.get_mut(*word) {
                    holders.push((unit, *weight));
                }
            }
        }
        Self { rows, holders }
    }

    /// The cosine of one unit's words to those of every unit.
    fn row(&self, unit: usize) -> Vec<f64> {
        let mut cosines = vec![0.0; self.rows.len()];
        for (word, weight) in self.rows.get(unit).into_iter().flatten() {
            for (other, other_weight) in self.holders.get(*word).into_iter().flatten() {
                if let Some(cosine) = cosines.get_mut(*other) {
                    *cosine += weight * other_weight;
                }
            }
        }
        cosines
    }
}

fn weighted(mut row: BTreeMap<usize, f64>, found: &[f64], units: usize) -> BTreeMap<usize, f64> {
    let all = u32::try_from(units).map_or(f64::from(u32::MAX), f64::from);
    for (word, value) in &mut row {
        let holders = found.get(*word).copied().unwrap_or_default();
        *value = (1.0 + value.ln()) * (((1.0 + all) / (1.0 + holders)).ln() + 1.0);
    }
    let length = row.values().map(|value| value * value).sum::<f64>().sqrt();
    for value in row.values_mut() {
        *value /= length.max(f64::MIN_POSITIVE);
    }
    row
}

/// The fused similarity of every two units; rows and columns = units.
pub(super) fn fused(units: &[&Unit]) -> Vec<Vec<f64>> {
    let words = WordWeights::new(units);
    let meanings: Vec<&Meaning> = units.iter().map(|unit| &unit.meaning).collect();
    cosines(&meanings, |unit, cosines| {
        let pairs = cosines.iter().zip(words.row(unit));
        pairs
            .map(|(meaning, words)| MEANING_SHARE * meaning + (1.0 - MEANING_SHARE) * words)
            .collect()
    })
}
