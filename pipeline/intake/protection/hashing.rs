//! Hash functions by the names that protected files give them.

use hmac::{EagerHash, Hmac, KeyInit, Mac};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::Refusal;

/// A hash function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hash {
    Md5,
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    /// The hash of this name, as in `hashAlgorithm="SHA512"`.
    pub(super) fn named(name: &str) -> Result<Self, Refusal> {
        match name.to_ascii_uppercase().replace('-', "").as_str() {
            "MD5" => Ok(Self::Md5),
            "SHA1" => Ok(Self::Sha1),
            "SHA256" => Ok(Self::Sha256),
            "SHA384" => Ok(Self::Sha384),
            "SHA512" => Ok(Self::Sha512),
            _ => Err(Refusal::UnknownScheme),
        }
    }

    /// The hash of the parts one after another.
    pub(super) fn of(self, parts: &[&[u8]]) -> Vec<u8> {
        match self {
            Self::Md5 => digest::<Md5>(parts),
            Self::Sha1 => digest::<Sha1>(parts),
            Self::Sha256 => digest::<Sha256>(parts),
            Self::Sha384 => digest::<Sha384>(parts),
            Self::Sha512 => digest::<Sha512>(parts),
        }
    }

    /// The hash repeated, each round over the round's number and the hash so far.
    pub(super) fn spun(self, start: &[u8], rounds: u32) -> Vec<u8> {
        (0..rounds).fold(start.to_vec(), |hash, round| self.of(&[&round.to_le_bytes(), &hash]))
    }

    /// Whether `seal` is the keyed hash (HMAC) of the parts one after another.
    pub(super) fn seals(self, key: &[u8], parts: &[&[u8]], seal: &[u8]) -> bool {
        match self {
            Self::Md5 => sealed::<Md5>(key, parts, seal),
            Self::Sha1 => sealed::<Sha1>(key, parts, seal),
            Self::Sha256 => sealed::<Sha256>(key, parts, seal),
            Self::Sha384 => sealed::<Sha384>(key, parts, seal),
            Self::Sha512 => sealed::<Sha512>(key, parts, seal),
        }
    }
}

fn digest<D: Digest>(parts: &[&[u8]]) -> Vec<u8> {
    let hasher = parts.iter().fold(D::new(), Digest::chain_update);
    hasher.finalize().to_vec()
}

fn sealed<D: EagerHash>(key: &[u8], parts: &[&[u8]], seal: &[u8]) -> bool {
    let Ok(mut mac) = Hmac::<D>::new_from_slice(key) else { return false };
    for part in parts {
        mac.update(part);
    }
    mac.verify_slice(seal).is_ok()
}
