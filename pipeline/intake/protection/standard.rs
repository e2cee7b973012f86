//! Standard encryption (Office 2007): AES with a key from SHA-1 → plain bytes.
//!
//! Source: MS-OFFCRYPTO 2.3.4.5–2.3.4.9.

use super::ciphers::aes_blocks;
use super::hashing::Hash;
use super::{Refusal, fitted, number, number32, utf16};

/// How often the format hashes a password.
const ROUNDS: u32 = 50_000;
/// `AlgID` of AES with keys of 128, 192 and 256 bits; 0 leaves it to the flags.
const AES: [u32; 4] = [0, 0x660E, 0x660F, 0x6610];

/// A standard description.
pub(super) struct Standard {
    key_bytes: usize,
    salt: [u8; 16],
    verifier: [u8; 16],
    verifier_hash: [u8; 32],
}

impl Standard {
    /// Reads `EncryptionInfo`: version, flags, header with its length, verifier.
    pub(super) fn parse(info: &[u8]) -> Result<Self, Refusal> {
        let header_bytes = usize::try_from(number32(info, 8)?).map_err(|_| Refusal::Damaged)?;
        let algorithm = number32(info, 20)?;
        let key_bits = usize::try_from(number32(info, 28)?).map_err(|_| Refusal::Damaged)?;
        if !AES.contains(&algorithm) || !matches!(key_bits, 128 | 192 | 256) {
            return Err(Refusal::UnknownScheme);
        }
        let start = header_bytes.checked_add(12).ok_or(Refusal::Damaged)?;
        let verifier = info.get(start..).ok_or(Refusal::Damaged)?;
        Ok(Self {
            key_bytes: key_bits / 8,
            salt: number(verifier, 4)?,
            verifier: number(verifier, 20)?,
            verifier_hash: number(verifier, 40)?,
        })
    }

    pub(super) fn open(&self, password: &str, ciphertext: &[u8]) -> Result<Vec<u8>, Refusal> {
        let key = self.key(password);
        let verifier = aes_blocks(&key, &self.verifier)?;
        let expected = aes_blocks(&key, &self.verifier_hash)?;
        if !expected.starts_with(&Hash::Sha1.of(&[&verifier])) {
            return Err(Refusal::WrongPassword);
        }
        // Some writers do not fill the last block.
        let whole = ciphertext.len().next_multiple_of(16);
        aes_blocks(&key, &fitted(ciphertext.to_vec(), whole, 0))
    }

    fn key(&self, password: &str) -> Vec<u8> {
        let start = Hash::Sha1.of(&[&self.salt, &utf16(password)]);
        let spun = Hash::Sha1.spun(&start, ROUNDS);
        let hashed = Hash::Sha1.of(&[&spun, &0_u32.to_le_bytes()]);
        let half = |mask: u8| {
            let masked: Vec<u8> = fitted(hashed.clone(), 64, 0).iter().map(|b| b ^ mask).collect();
            Hash::Sha1.of(&[&masked])
        };
        fitted([half(0x36), half(0x5C)].concat(), self.key_bytes, 0)
    }
}
