//! The encoder's file: sizes, pieces and tensors, read in the order of its README.
//!
//! Every read is checked: a file cut short is an error, never a panic.

use crate::text::TextError;

/// The converted weights; see `dictionaries/encoder/README.md`.
pub(super) static BUILT_IN: &[u8] = include_bytes!("../../../dictionaries/encoder/e5-small-ja.bin");

const MAGIC: &[u8] = b"TME5";
const VERSION: u32 = 1;

/// 4-bit weights come in blocks of 32 with one scale.
const BLOCK: usize = 32;
const BLOCK_BYTES: usize = 18;

/// The sizes of the model.
pub(super) struct Sizes {
    pub(super) hidden: usize,
    pub(super) layers: usize,
    pub(super) heads: usize,
    pub(super) inner: usize,
    pub(super) positions: usize,
    pub(super) pieces: usize,
    pub(super) epsilon: f32,
    pub(super) unknown_score: f32,
}

/// Reads values one after another, little-endian.
pub(super) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The head of the file.
    pub(super) fn sizes(&mut self) -> Result<Sizes, TextError> {
        if self.take(MAGIC.len())? != MAGIC || self.natural()? != VERSION as usize {
            return Err(damaged("it is of another kind or version"));
        }
        Ok(Sizes {
            hidden: self.natural()?,
            layers: self.natural()?,
            heads: self.natural()?,
            inner: self.natural()?,
            positions: self.natural()?,
            pieces: self.natural()?,
            epsilon: self.float()?,
            unknown_score: self.float()?,
        })
    }

    pub(super) fn take(&mut self, length: usize) -> Result<&'a [u8], TextError> {
        let (head, tail) =
            self.rest.split_at_checked(length).ok_or_else(|| damaged("it ends too early"))?;
        self.rest = tail;
        Ok(head)
    }

    fn four(&mut self) -> Result<[u8; 4], TextError> {
        self.take(4)?.try_into().map_err(|_| damaged("it ends too early"))
    }

    pub(super) fn byte(&mut self) -> Result<usize, TextError> {
        self.take(1)?.first().map(|byte| usize::from(*byte)).ok_or_else(|| damaged("it ends"))
    }

    pub(super) fn natural(&mut self) -> Result<usize, TextError> {
        usize::try_from(u32::from_le_bytes(self.four()?)).map_err(|_| damaged("a size is wrong"))
    }

    pub(super) fn code(&mut self) -> Result<u32, TextError> {
        Ok(u32::from_le_bytes(self.four()?))
    }

    pub(super) fn float(&mut self) -> Result<f32, TextError> {
        Ok(f32::from_le_bytes(self.four()?))
    }

    /// Plain numbers.
    pub(super) fn floats(&mut self, count: usize) -> Result<Vec<f32>, TextError> {
        let (words, _) = self.take(count * 4)?.as_chunks::<4>();
        Ok(words.iter().map(|word| f32::from_le_bytes(*word)).collect())
    }

    /// Raw 4-bit rows, to be widened one at a time.
    pub(super) fn blocks(&mut self, rows: usize, columns: usize) -> Result<&'a [u8], TextError> {
        self.take(rows * row_bytes(columns))
    }

    /// A 4-bit matrix widened to plain numbers, row by row.
    pub(super) fn matrix(&mut self, rows: usize, columns: usize) -> Result<Vec<f32>, TextError> {
        let blocks = self.blocks(rows, columns)?;
        let mut widened = Vec::with_capacity(rows * columns);
        widen(blocks, &mut widened);
        Ok(widened)
    }

    /// Nothing may be left.
    pub(super) fn finish(&self) -> Result<(), TextError> {
        if self.rest.is_empty() { Ok(()) } else { Err(damaged("it holds too much")) }
    }
}

pub(super) fn damaged(what: &str) -> TextError {
    TextError::Encoder(what.to_owned())
}

/// The bytes of one 4-bit row.
pub(super) const fn row_bytes(columns: usize) -> usize {
    columns / BLOCK * BLOCK_BYTES
}

/// Widens 4-bit blocks: a scale (f16), then 16 bytes whose low halves are the first 16 weights
/// and whose high halves the other 16, each less 8.
pub(super) fn widen(blocks: &[u8], widened: &mut Vec<f32>) {
    let (blocks, _) = blocks.as_chunks::<BLOCK_BYTES>();
    for [low, high, nibbles @ ..] in blocks {
        let scale = half_to_float(u16::from_le_bytes([*low, *high]));
        let weight = |nibble: u8| (f32::from(nibble) - 8.0) * scale;
        widened.extend(nibbles.iter().map(|byte| weight(byte & 0x0F)));
        widened.extend(nibbles.iter().map(|byte| weight(byte >> 4)));
    }
}

/// An IEEE half as `f32`. Scales are finite.
fn half_to_float(half: u16) -> f32 {
    let sign = if half & 0x8000 == 0 { 1.0 } else { -1.0 };
    let exponent = i32::from((half >> 10) & 0x1F);
    let fraction = f32::from(half & 0x3FF) / 1024.0;
    match exponent {
        0 => sign * fraction * 2.0_f32.powi(-14),
        _ => sign * (1.0 + fraction) * 2.0_f32.powi(exponent - 15),
    }
}
