//! Meaning (意味): texts → small centred vectors to compare, remembered by the texts' hashes.
//!
//! Input → output: texts → [`Meaning`]s. What was seen before is not encoded again. The cache is
//! bytes in and bytes out: this module touches no file.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::TextError;
use super::encoder::{DIMENSIONS, Encoder};

/// The mean vector of a corpus of the field, frozen: e5's vectors all lie close to it, and only
/// what is left without it tells statements apart. See `dictionaries/encoder/README.md`.
static MEAN: &[u8; DIMENSIONS * 4] = include_bytes!("../../dictionaries/encoder/mean.bin");

/// What the phrases of the issue dictionary mean, so that a first run need not encode them; made
/// by `TORIMATOME_BLESS=1 cargo test shipped_meanings`, and checked by the same test.
static SHIPPED: &[u8] = include_bytes!("../../dictionaries/issues/meanings.bin");

/// Changes with the weights, the mean, or anything else that changes a meaning.
const CACHE_VERSION: &[u8; 8] = b"TMVEC\0\x01\x01";

/// Bytes of a hash that are kept.
const KEY_BYTES: usize = 16;

/// What a text means: a direction, each component at 8 bits.
///
/// Components are whole numbers, so comparing gives the same bits on every machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meaning {
    components: Vec<i8>,
    length: i32,
}

impl Meaning {
    /// The mean is taken off a unit vector, and what is left rounded to 8 bits.
    fn centred(vector: &[f32]) -> Self {
        let (mean, _) = MEAN.as_chunks::<4>();
        let left =
            vector.iter().zip(mean).map(|(component, mean)| component - f32::from_le_bytes(*mean));
        Self::rounded(&left.map(f64::from).collect::<Vec<_>>())
    }

    /// The direction of a vector, its greatest component as 127.
    fn rounded(vector: &[f64]) -> Self {
        let greatest = vector.iter().fold(f64::MIN_POSITIVE, |most, one| most.max(one.abs()));
        Self::new(vector.iter().map(|one| eight_bits(one / greatest * 127.0)).collect())
    }

    fn new(components: Vec<i8>) -> Self {
        let length = components.iter().map(|one| i32::from(*one) * i32::from(*one)).sum();
        Self { components, length }
    }

    /// Cosine (−1 to 1); 0 where one has no direction.
    #[must_use]
    pub fn cosine(&self, other: &Self) -> f64 {
        let pairs = self.components.iter().zip(&other.components);
        let dot: i32 = pairs.map(|(one, other)| i32::from(*one) * i32::from(*other)).sum();
        let lengths = f64::from(self.length).sqrt() * f64::from(other.length).sqrt();
        if lengths > 0.0 { f64::from(dot) / lengths } else { 0.0 }
    }

    /// Its components as numbers, each whole and at most 127 either way.
    pub(crate) fn components(&self) -> impl Iterator<Item = f32> {
        self.components.iter().map(|component| f32::from(*component))
    }

    /// The length of its components taken as a vector.
    pub(crate) fn length(&self) -> f64 {
        f64::from(self.length).sqrt()
    }

    /// The direction between several meanings: their sum, rounded to 8 bits again.
    #[must_use]
    pub fn centre<'a>(meanings: impl Iterator<Item = &'a Self>) -> Self {
        let mut sum = vec![0.0; DIMENSIONS];
        for meaning in meanings {
            let length = f64::from(meaning.length.max(1)).sqrt();
            for (sum, component) in sum.iter_mut().zip(&meaning.components) {
                *sum += f64::from(*component) / length;
            }
        }
        Self::rounded(&sum)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the value lies between -127 and 127")]
fn eight_bits(value: f64) -> i8 {
    value.round() as i8
}

/// What texts mean, remembered by hash; loads the encoder when it meets a new text.
#[derive(Default)]
pub struct Meanings {
    known: BTreeMap<[u8; KEY_BYTES], Meaning>,
    encoder: Option<Encoder>,
    learned: usize,
}

impl Meanings {
    /// What ships with the program: the phrases of the issue dictionary.
    #[must_use]
    pub fn shipped() -> Self {
        let mut shipped = Self::default();
        shipped.remember(SHIPPED);
        shipped
    }

    /// Takes over what an earlier run remembered; bytes of another version, or damaged, are
    /// passed over.
    pub fn remember(&mut self, cache: &[u8]) {
        let rows = cache.strip_prefix(CACHE_VERSION).unwrap_or_default();
        let known = rows.chunks_exact(KEY_BYTES + DIMENSIONS).filter_map(|row| {
            let (key, components) = row.split_first_chunk::<KEY_BYTES>()?;
            let components = components.iter().map(|byte| byte.cast_signed()).collect();
            Some((*key, Meaning::new(components)))
        });
        self.known.extend(known);
    }

    /// All that is remembered, to be kept for the next run.
    #[must_use]
    pub fn to_cache(&self) -> Vec<u8> {
        let mut bytes = CACHE_VERSION.to_vec();
        for (key, meaning) in &self.known {
            bytes.extend_from_slice(key);
            bytes.extend(meaning.components.iter().map(|component| component.cast_unsigned()));
        }
        bytes
    }

    /// How many texts were new since it was made.
    #[must_use]
    pub const fn learned(&self) -> usize {
        self.learned
    }

    /// What the texts mean, in their order.
    ///
    /// # Errors
    /// `TextError::Encoder`: the weights in the binary cannot be used.
    pub fn of(&mut self, texts: &[&str]) -> Result<Vec<Meaning>, TextError> {
        self.learn(texts)?;
        let meaning = |text: &&str| self.known.get(&key(text)).cloned();
        let nothing = || Meaning::new(vec![0; DIMENSIONS]);
        Ok(texts.iter().map(|text| meaning(text).unwrap_or_else(nothing)).collect())
    }

    /// Encodes what is not known yet, each text once, in the order of the hashes.
    fn learn(&mut self, texts: &[&str]) -> Result<(), TextError> {
        let keyed = texts.iter().map(|text| (key(text), *text));
        let new: BTreeMap<_, _> = keyed.filter(|(key, _)| !self.known.contains_key(key)).collect();
        if new.is_empty() {
            return Ok(());
        }
        let encoder = match self.encoder.take() {
            Some(encoder) => encoder,
            None => Encoder::built_in()?,
        };
        let texts: Vec<&str> = new.values().copied().collect();
        let vectors = encoder.embed(&texts);
        self.learned += texts.len();
        self.known
            .extend(new.into_keys().zip(vectors.iter().map(|vector| Meaning::centred(vector))));
        self.encoder = Some(encoder);
        Ok(())
    }
}

fn key(text: &str) -> [u8; KEY_BYTES] {
    let hash = Sha256::digest(text.as_bytes());
    hash.first_chunk().copied().unwrap_or_default()
}
