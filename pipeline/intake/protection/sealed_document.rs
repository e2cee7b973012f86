//! `OpenDocument` files encrypted as a whole → the plain archive inside.
//!
//! AES-256 in GCM mode with a key by Argon2id, as `LibreOffice` writes it since 24.2: the manifest
//! describes one part, `encrypted-package`, which is the whole plain archive, deflated and sealed.
//! Source: `LibreOffice`'s package module; the cipher as in XML Encryption 1.1, section 5.2.4.

use std::io::Read;

use aes_gcm::aead::Aead;
use aes_gcm::{Aes256Gcm, KeyInit, Nonce};
use argon2::{Algorithm, Argon2, Params, Version};
use flate2::read::DeflateDecoder;

use super::Refusal;
use super::hashing::Hash;
use crate::intake::Limits;

/// Bytes of the nonce, which stands before the ciphertext as well as in the manifest.
const NONCE_BYTES: usize = 12;
/// Bytes of the key.
const KEY_BYTES: usize = 32;
/// Memory that making a key may take, in KiB; `LibreOffice` asks for 65,536.
const MOST_MEMORY: u32 = 1 << 18;

/// How a key is made of a password.
pub(super) struct Derivation {
    pub(super) start_key: Hash,
    pub(super) salt: Vec<u8>,
    /// Rounds over the memory.
    pub(super) rounds: u32,
    /// KiB.
    pub(super) memory: u32,
    pub(super) lanes: u32,
}

/// A plain archive under a seal.
pub(crate) struct SealedDocument {
    salt: Vec<u8>,
    start_key: Hash,
    params: Params,
    nonce: [u8; NONCE_BYTES],
    /// The ciphertext with its tag.
    sealed: Vec<u8>,
    inflated_bytes: u64,
}

impl SealedDocument {
    /// The content of `encrypted-package`, with what the manifest says of it.
    pub(super) fn new(
        derivation: Derivation,
        part: &[u8],
        limits: &Limits,
    ) -> Result<Self, Refusal> {
        let Derivation { start_key, salt, rounds, memory, lanes } = derivation;
        // What a round over one KiB costs is of the order of one hash.
        if memory > MOST_MEMORY
            || rounds.checked_mul(memory).is_none_or(|work| work > limits.key_rounds)
        {
            return Err(Refusal::TooManyRounds);
        }
        let params = Params::new(memory, rounds, lanes, Some(KEY_BYTES))
            .map_err(|_| Refusal::UnknownScheme)?;
        let (nonce, sealed) = part.split_first_chunk().ok_or(Refusal::Damaged)?;
        let inflated_bytes = limits.inflated_bytes;
        Ok(Self { salt, start_key, params, nonce: *nonce, sealed: sealed.to_vec(), inflated_bytes })
    }

    pub(super) fn open(&self, password: &str) -> Result<Vec<u8>, Refusal> {
        let start = self.start_key.of(&[password.as_bytes()]);
        let mut key = zeroize::Zeroizing::new([0; KEY_BYTES]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, self.params.clone())
            .hash_password_into(&start, &self.salt, key.as_mut_slice())
            .map_err(|_| Refusal::Damaged)?;
        let compressed = Aes256Gcm::new_from_slice(key.as_slice())
            .map_err(|_| Refusal::Damaged)?
            .decrypt(&Nonce::from(self.nonce), self.sealed.as_slice())
            // The tag is all there is to tell a wrong password from damage.
            .map_err(|_| Refusal::WrongPassword)?;
        let mut plain = Vec::new();
        DeflateDecoder::new(compressed.as_slice())
            .take(self.inflated_bytes.saturating_add(1))
            .read_to_end(&mut plain)
            .map_err(|_| Refusal::Damaged)?;
        let fits = u64::try_from(plain.len()).is_ok_and(|length| length <= self.inflated_bytes);
        if fits { Ok(plain) } else { Err(Refusal::TooLarge) }
    }
}
