//! Agile encryption (Office 2010 and later): an XML description, a password → plain bytes.
//!
//! Source: MS-OFFCRYPTO 2.3.4.10–2.3.4.15.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::ciphers::Cipher;
use super::hashing::Hash;
use super::{Refusal, fitted, utf16};
use crate::intake::Limits;

/// The ciphertext is chained anew in pieces of this many bytes.
const SEGMENT_BYTES: usize = 4096;
/// Fills keys and start values that are longer than the hash.
const FILLER: u8 = 0x36;

// What the password's hash is mixed with, by the purpose of the key.
const FOR_VERIFIER_INPUT: [u8; 8] = [0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79];
const FOR_VERIFIER_HASH: [u8; 8] = [0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E];
const FOR_KEY: [u8; 8] = [0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6];
const FOR_SEAL_KEY: [u8; 8] = [0x5F, 0xB2, 0xAD, 0x01, 0x0C, 0xB9, 0xE1, 0xF6];
const FOR_SEAL: [u8; 8] = [0xA0, 0x67, 0x7F, 0x02, 0xB2, 0x2C, 0x84, 0x33];

/// How one thing is encrypted.
struct Method {
    cipher: Cipher,
    hash: Hash,
    key_bytes: usize,
    block_bytes: usize,
    salt: Vec<u8>,
}

/// An agile description.
pub(super) struct Agile {
    content: Method,
    key: Method,
    rounds: u32,
    verifier_input: Vec<u8>,
    verifier_hash: Vec<u8>,
    sealed_key: Vec<u8>,
    /// The seal over the whole stream and its key, both encrypted; some writers leave it out.
    seal: Option<(Vec<u8>, Vec<u8>)>,
}

impl Agile {
    pub(super) fn parse(xml: &[u8], limits: &Limits) -> Result<Self, Refusal> {
        let (mut content, mut key, mut seal) = (None, None, None);
        let mut reader = Reader::from_reader(xml);
        loop {
            let element = match reader.read_event().map_err(|_| Refusal::Damaged)? {
                Event::Start(element) | Event::Empty(element) => element,
                Event::Eof => break,
                _ => continue,
            };
            match element.local_name().as_ref() {
                "keyData" => content = Some(Method::parse(&element)?),
                "dataIntegrity" => {
                    let part = |name| bytes(&element, name);
                    seal = Some((part("encryptedHmacKey")?, part("encryptedHmacValue")?));
                }
                // Keys for certificates carry no spin count.
                "encryptedKey" if key.is_none() && attribute(&element, "spinCount").is_ok() => {
                    key = Some(element.into_owned());
                }
                _ => {}
            }
        }
        let key = key.ok_or(Refusal::UnknownScheme)?;
        let rounds = whole(&key, "spinCount")?;
        if rounds > limits.key_rounds {
            return Err(Refusal::TooManyRounds);
        }
        Ok(Self {
            content: content.ok_or(Refusal::Damaged)?,
            rounds,
            verifier_input: bytes(&key, "encryptedVerifierHashInput")?,
            verifier_hash: bytes(&key, "encryptedVerifierHashValue")?,
            sealed_key: bytes(&key, "encryptedKeyValue")?,
            key: Method::parse(&key)?,
            seal,
        })
    }

    pub(super) fn open(
        &self,
        password: &str,
        stream: &[u8],
        ciphertext: &[u8],
    ) -> Result<Vec<u8>, Refusal> {
        let Method { hash, salt, .. } = &self.key;
        let hashed = hash.spun(&hash.of(&[salt, &utf16(password)]), self.rounds);
        let input = self.unwrap(&hashed, FOR_VERIFIER_INPUT, &self.verifier_input)?;
        let expected = self.unwrap(&hashed, FOR_VERIFIER_HASH, &self.verifier_hash)?;
        if !expected.starts_with(&hash.of(&[&input])) {
            return Err(Refusal::WrongPassword);
        }
        let mut key = self.unwrap(&hashed, FOR_KEY, &self.sealed_key)?;
        key.truncate(self.content.key_bytes);
        self.check_seal(&key, stream)?;
        let mut plain = Vec::with_capacity(ciphertext.len());
        for (index, segment) in (0_u32..).zip(ciphertext.chunks(SEGMENT_BYTES)) {
            // Some writers do not fill the last block.
            let whole = segment.len().next_multiple_of(self.content.block_bytes);
            let segment = fitted(segment.to_vec(), whole, 0);
            plain.extend(self.content.unchain(&key, &index.to_le_bytes(), &segment)?);
        }
        Ok(plain)
    }

    /// A value encrypted under the password itself.
    fn unwrap(&self, hashed: &[u8], purpose: [u8; 8], value: &[u8]) -> Result<Vec<u8>, Refusal> {
        let Method { cipher, hash, key_bytes, block_bytes, salt } = &self.key;
        let key = fitted(hash.of(&[hashed, &purpose]), *key_bytes, FILLER);
        cipher.unchain(&key, &fitted(salt.clone(), *block_bytes, FILLER), value)
    }

    /// Whether the whole stream is what was protected.
    fn check_seal(&self, key: &[u8], stream: &[u8]) -> Result<(), Refusal> {
        let Some((seal_key, seal)) = &self.seal else { return Ok(()) };
        let hash = self.content.hash;
        let length = hash.of(&[]).len();
        let mut seal_key = self.content.unchain(key, &FOR_SEAL_KEY, seal_key)?;
        let mut seal = self.content.unchain(key, &FOR_SEAL, seal)?;
        seal_key.truncate(length);
        seal.truncate(length);
        if hash.seals(&seal_key, &[stream], &seal) { Ok(()) } else { Err(Refusal::Tampered) }
    }
}

impl Method {
    fn parse(element: &BytesStart<'_>) -> Result<Self, Refusal> {
        if attribute(element, "cipherChaining")? != "ChainingModeCBC" {
            return Err(Refusal::UnknownScheme);
        }
        let block_bytes = usize::from(whole::<u8>(element, "blockSize")?);
        let key_bits = usize::from(whole::<u16>(element, "keyBits")?);
        if block_bytes == 0 {
            return Err(Refusal::Damaged);
        }
        Ok(Self {
            cipher: Cipher::named(&attribute(element, "cipherAlgorithm")?)?,
            hash: Hash::named(&attribute(element, "hashAlgorithm")?)?,
            key_bytes: key_bits / 8,
            block_bytes,
            salt: bytes(element, "saltValue")?,
        })
    }

    /// Plain bytes of a chain whose start value comes from the salt and its place or purpose.
    fn unchain(&self, key: &[u8], place: &[u8], data: &[u8]) -> Result<Vec<u8>, Refusal> {
        let start = fitted(self.hash.of(&[&self.salt, place]), self.block_bytes, FILLER);
        self.cipher.unchain(key, &start, data)
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Result<String, Refusal> {
    let attribute =
        element.try_get_attribute(name).map_err(|_| Refusal::Damaged)?.ok_or(Refusal::Damaged)?;
    Ok(attribute.value.trim().to_owned())
}

fn whole<T: std::str::FromStr>(element: &BytesStart<'_>, name: &str) -> Result<T, Refusal> {
    attribute(element, name)?.parse().map_err(|_| Refusal::Damaged)
}

fn bytes(element: &BytesStart<'_>, name: &str) -> Result<Vec<u8>, Refusal> {
    BASE64.decode(attribute(element, name)?).map_err(|_| Refusal::Damaged)
}
