//! RC4 as BIFF uses it: a key for each 1024 bytes of the stream.
//!
//! Source: MS-OFFCRYPTO 2.3.5 (`CryptoAPI`) and 2.3.6 (office binary).

use rc4::{KeyInit, Rc4, StreamCipher};

use super::hashing::Hash;
use super::{Refusal, number, number16, number32, utf16};

/// A new key is made for every block of this many bytes.
const BLOCK_BYTES: usize = 1024;

/// The parameters of one of the two schemes.
pub(super) struct Rc4Scheme {
    keys: Keys,
    salt: [u8; 16],
    verifier: [u8; 16],
    verifier_hash: Vec<u8>,
}

/// How keys are made.
#[derive(Clone, Copy)]
enum Keys {
    /// From MD5, 40 bits of secret stretched to 128.
    Office,
    /// From SHA-1, of this many bytes.
    CryptoApi(usize),
}

/// A password that fits, ready to decrypt any part of the stream.
pub(super) struct Rc4Key {
    keys: Keys,
    secret: Vec<u8>,
}

impl Rc4Scheme {
    /// Reads what follows the type in a FILEPASS record.
    pub(super) fn parse(info: &[u8]) -> Result<Self, Refusal> {
        match (number16(info, 0)?, number16(info, 2)?) {
            (1, 1) => Ok(Self {
                keys: Keys::Office,
                salt: number(info, 4)?,
                verifier: number(info, 20)?,
                verifier_hash: number::<16>(info, 36)?.to_vec(),
            }),
            (2..=4, 2) => Self::parse_crypto_api(info),
            _ => Err(Refusal::UnknownScheme),
        }
    }

    fn parse_crypto_api(info: &[u8]) -> Result<Self, Refusal> {
        let header_bytes = usize::try_from(number32(info, 8)?).map_err(|_| Refusal::Damaged)?;
        let key_bits = match number32(info, 28)? {
            0 => 40,
            bits @ 40..=128 if bits % 8 == 0 => bits,
            _ => return Err(Refusal::UnknownScheme),
        };
        let key_bytes = usize::try_from(key_bits / 8).map_err(|_| Refusal::Damaged)?;
        let start = header_bytes.checked_add(12).ok_or(Refusal::Damaged)?;
        let verifier = info.get(start..).ok_or(Refusal::Damaged)?;
        Ok(Self {
            keys: Keys::CryptoApi(key_bytes),
            salt: number(verifier, 4)?,
            verifier: number(verifier, 20)?,
            verifier_hash: number::<20>(verifier, 40)?.to_vec(),
        })
    }

    /// The key of a password.
    pub(super) fn key(&self, password: &str) -> Result<Rc4Key, Refusal> {
        let password = utf16(password);
        let (hash, secret) = match self.keys {
            Keys::Office => {
                let hashed = Hash::Md5.of(&[&password]);
                let start = hashed.get(..5).ok_or(Refusal::Damaged)?;
                let mixed = [start, &self.salt].concat().repeat(16);
                (Hash::Md5, super::fitted(Hash::Md5.of(&[&mixed]), 5, 0))
            }
            Keys::CryptoApi(_) => (Hash::Sha1, Hash::Sha1.of(&[&self.salt, &password])),
        };
        let key = Rc4Key { keys: self.keys, secret };
        let mut checked = [self.verifier.as_slice(), &self.verifier_hash].concat();
        key.apply(0, &mut checked)?;
        let (verifier, expected) = checked.split_at(self.verifier.len());
        if hash.of(&[verifier]) == expected { Ok(key) } else { Err(Refusal::WrongPassword) }
    }
}

impl Rc4Key {
    /// Decrypts bytes in place that stand at this offset of the stream.
    pub(super) fn apply(&self, offset: usize, mut data: &mut [u8]) -> Result<(), Refusal> {
        let mut offset = offset;
        while !data.is_empty() {
            let within = offset % BLOCK_BYTES;
            let count = data.len().min(BLOCK_BYTES - within);
            let (now, rest) = data.split_at_mut(count);
            let mut cipher = self.cipher(offset / BLOCK_BYTES)?;
            cipher.apply_keystream(&mut vec![0; within]);
            cipher.apply_keystream(now);
            offset += count;
            data = rest;
        }
        Ok(())
    }

    fn cipher(&self, block: usize) -> Result<Rc4, Refusal> {
        let block = u32::try_from(block).map_err(|_| Refusal::Damaged)?.to_le_bytes();
        let key = match self.keys {
            Keys::Office => Hash::Md5.of(&[&self.secret, &block]),
            // 40 bits are used as 128, the rest zero.
            Keys::CryptoApi(5) => {
                let short = super::fitted(Hash::Sha1.of(&[&self.secret, &block]), 5, 0);
                super::fitted(short, 16, 0)
            }
            Keys::CryptoApi(length) => {
                super::fitted(Hash::Sha1.of(&[&self.secret, &block]), length, 0)
            }
        };
        Rc4::new_from_slice(&key).map_err(|_| Refusal::UnknownScheme)
    }
}
