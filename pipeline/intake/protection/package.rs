//! Protected packages: a compound file's two streams → the Office Open XML archive inside.

use std::io::Read;

use super::agile::Agile;
use super::standard::Standard;
use super::{Refusal, number, number16};
use crate::intake::{Limits, compound_file};

/// Bytes of `EncryptionInfo` that are looked at; Excel writes about a thousand.
const INFO_BYTES: u64 = 1 << 20;

/// A protected package.
pub(crate) struct Package {
    scheme: Scheme,
    /// The stream `EncryptedPackage`: 8 bytes of length, then the ciphertext.
    sealed: Vec<u8>,
}

enum Scheme {
    Agile(Box<Agile>),
    Standard(Standard),
}

impl Package {
    pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Self, Refusal> {
        let mut file = compound_file::open(bytes).ok_or(Refusal::Damaged)?;
        let mut stream = |name: &str, most: u64| {
            let stream = file.open_stream(name).map_err(|_| Refusal::Damaged)?;
            let mut content = Vec::new();
            stream.take(most).read_to_end(&mut content).map_err(|_| Refusal::Damaged)?;
            Ok(content)
        };
        let info = stream("EncryptionInfo", INFO_BYTES)?;
        let sealed = stream("EncryptedPackage", limits.file_bytes)?;
        let scheme = match (number16(&info, 0)?, number16(&info, 2)?) {
            (4, 4) => {
                let description = info.get(8..).ok_or(Refusal::Damaged)?;
                Scheme::Agile(Box::new(Agile::parse(description, limits)?))
            }
            (2..=4, 2) => Scheme::Standard(Standard::parse(&info)?),
            _ => return Err(Refusal::UnknownScheme),
        };
        Ok(Self { scheme, sealed })
    }

    pub(super) fn open(&self, password: &str) -> Result<Vec<u8>, Refusal> {
        let length = u64::from_le_bytes(number(&self.sealed, 0)?);
        let ciphertext = self.sealed.get(8..).ok_or(Refusal::Damaged)?;
        let mut plain = match &self.scheme {
            Scheme::Agile(agile) => agile.open(password, &self.sealed, ciphertext)?,
            Scheme::Standard(standard) => standard.open(password, ciphertext)?,
        };
        let length = usize::try_from(length).map_err(|_| Refusal::Damaged)?;
        if length > plain.len() {
            return Err(Refusal::Damaged);
        }
        plain.truncate(length);
        Ok(plain)
    }
}
