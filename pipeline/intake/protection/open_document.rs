//! Protected `OpenDocument` spreadsheets: parts encrypted one by one → an archive of plain parts.
//!
//! AES-256 in CBC mode with a key by PBKDF2, as `LibreOffice` and Apache `OpenOffice` write it.
//! Documents encrypted as a whole are handed on to [`SealedDocument`].
//! Source: ODF 1.3 part 2, section 3.4.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use flate2::read::DeflateDecoder;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use sha1::Sha1;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::Refusal;
use super::ciphers::Cipher;
use super::hashing::Hash;
use super::sealed_document::{Derivation, SealedDocument};
use crate::intake::Limits;

/// The parts that a spreadsheet is read from; pictures and thumbnails stay behind.
const PARTS: [&str; 4] = ["content.xml", "styles.xml", "settings.xml", WHOLE];
/// The part that is the whole document, where that was encrypted.
const WHOLE: &str = "encrypted-package";
const MIME_TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";
/// Bytes of the manifest that are looked at; a thousand pictures need about one million.
const MANIFEST_BYTES: u64 = 16 << 20;
/// A checksum of the kind `1k` covers this much of the compressed part.
const CHECKED_BYTES: usize = 1024;

/// A protected archive.
pub(crate) enum LockedArchive {
    /// Its parts are encrypted one by one.
    Parts(LockedParts),
    /// It is encrypted as a whole.
    Whole(SealedDocument),
}

/// The encrypted parts of an archive.
pub(crate) struct LockedParts {
    parts: BTreeMap<&'static str, (Sealing, Vec<u8>)>,
    inflated_bytes: u64,
}

/// How one part is encrypted.
struct Sealing {
    start_key: Hash,
    salt: Vec<u8>,
    rounds: u32,
    iv: Vec<u8>,
    checksum: Vec<u8>,
}

/// What the manifest has said so far about the part it is at.
#[derive(Default)]
struct Described {
    part: Option<&'static str>,
    algorithm: String,
    derivation: String,
    start_key: Option<Hash>,
    salt: Vec<u8>,
    rounds: u32,
    /// KiB of memory, and lanes, that a key by Argon2 takes.
    memory: u32,
    lanes: u32,
    iv: Vec<u8>,
    checksum: (String, Vec<u8>),
}

impl LockedArchive {
    pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Self, Refusal> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
        let manifest = part(&mut archive, "META-INF/manifest.xml", MANIFEST_BYTES)?;
        let mut described = descriptions(&manifest)?;
        if let Some(whole) = described.remove(WHOLE) {
            let sealed = part(&mut archive, WHOLE, limits.file_bytes)?;
            return SealedDocument::new(whole.derivation()?, &sealed, limits).map(Self::Whole);
        }
        let mut parts = BTreeMap::new();
        for (name, described) in described {
            let sealing = described.sealing()?;
            if sealing.rounds > limits.key_rounds {
                return Err(Refusal::TooManyRounds);
            }
            let sealed = part(&mut archive, name, limits.file_bytes)?;
            parts.insert(name, (sealing, sealed));
        }
        if !parts.contains_key("content.xml") {
            return Err(Refusal::UnknownScheme);
        }
        Ok(Self::Parts(LockedParts { parts, inflated_bytes: limits.inflated_bytes }))
    }

    pub(super) fn open(&self, password: &str) -> Result<Vec<u8>, Refusal> {
        match self {
            Self::Parts(parts) => parts.open(password),
            Self::Whole(document) => document.open(password),
        }
    }
}

impl LockedParts {
    fn open(&self, password: &str) -> Result<Vec<u8>, Refusal> {
        let mut left = self.inflated_bytes;
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let mut put = |name: &str, content: &[u8]| {
            let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
            writer.start_file(name, stored).map_err(|_| Refusal::Damaged)?;
            writer.write_all(content).map_err(|_| Refusal::Damaged)
        };
        put("mimetype", MIME_TYPE.as_bytes())?;
        for (name, (sealing, sealed)) in &self.parts {
            let compressed = sealing.open(password, sealed)?;
            let mut plain = Vec::new();
            DeflateDecoder::new(compressed.as_slice())
                .take(left.saturating_add(1))
                .read_to_end(&mut plain)
                .map_err(|_| Refusal::Damaged)?;
            left = u64::try_from(plain.len())
                .ok()
                .and_then(|length| left.checked_sub(length))
                .ok_or(Refusal::TooLarge)?;
            put(name, &plain)?;
        }
        put("META-INF/manifest.xml", plain_manifest().as_bytes())?;
        writer.finish().map(Cursor::into_inner).map_err(|_| Refusal::Damaged)
    }
}

fn plain_manifest() -> String {
    format!(
        "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">\
         <manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"{MIME_TYPE}\"/>\
         </manifest:manifest>"
    )
}

impl Sealing {
    /// The part as it was before encryption, still compressed.
    fn open(&self, password: &str, sealed: &[u8]) -> Result<Vec<u8>, Refusal> {
        let start = self.start_key.of(&[password.as_bytes()]);
        let mut key = [0; 32];
        pbkdf2::pbkdf2_hmac::<Sha1>(&start, &self.salt, self.rounds, &mut key);
        let mut plain = Cipher::Aes.unchain(&key, &self.iv, sealed)?;
        // The last byte says how many were added to fill the last block.
        let added = usize::from(plain.last().copied().unwrap_or(0));
        let length = plain.len().checked_sub(added).ok_or(Refusal::WrongPassword)?;
        plain.truncate(length);
        let checked = plain.get(..CHECKED_BYTES).unwrap_or(&plain);
        if self.start_key.of(&[checked]) == self.checksum {
            Ok(plain)
        } else {
            Err(Refusal::WrongPassword)
        }
    }
}

/// What the manifest says of the parts that matter, by name.
fn descriptions(manifest: &[u8]) -> Result<BTreeMap<&'static str, Described>, Refusal> {
    let mut reader = Reader::from_reader(manifest);
    let mut descriptions = BTreeMap::new();
    let mut described = Described::default();
    loop {
        match reader.read_event().map_err(|_| Refusal::Damaged)? {
            Event::Start(element) | Event::Empty(element) => described.note(&element)?,
            Event::End(element) if element.local_name().as_ref() == "encryption-data" => {
                if let Some(part) = described.part {
                    descriptions.insert(part, std::mem::take(&mut described));
                }
            }
            Event::Eof => return Ok(descriptions),
            _ => {}
        }
    }
}

impl Described {
    fn note(&mut self, element: &BytesStart<'_>) -> Result<(), Refusal> {
        match element.local_name().as_ref() {
            "file-entry" => {
                let path = attribute(element, "full-path");
                let part = PARTS.into_iter().find(|part| *part == path);
                *self = Self { part, ..Self::default() };
            }
            "encryption-data" => {
                let kind = attribute(element, "checksum-type").to_ascii_lowercase();
                self.checksum = (kind, bytes(element, "checksum")?);
            }
            "algorithm" => {
                self.algorithm = attribute(element, "algorithm-name").to_ascii_lowercase();
                self.iv = bytes(element, "initialisation-vector")?;
            }
            "start-key-generation" => {
                let name = attribute(element, "start-key-generation-name").to_ascii_lowercase();
                self.start_key = hash_named(&name);
            }
            "key-derivation" => {
                self.derivation = attribute(element, "key-derivation-name").to_ascii_lowercase();
                self.salt = bytes(element, "salt")?;
                self.rounds = match number(element, "iteration-count") {
                    0 => number(element, "argon2-iterations"),
                    rounds => rounds,
                };
                self.memory = number(element, "argon2-memory");
                self.lanes = number(element, "argon2-lanes");
            }
            _ => {}
        }
        Ok(())
    }

    /// How the key of a document encrypted as a whole is made, when that is known here.
    fn derivation(self) -> Result<Derivation, Refusal> {
        let known = self.algorithm.ends_with("aes256-gcm") && self.derivation.ends_with("argon2id");
        let Some(start_key) = self.start_key.filter(|_| known) else {
            return Err(Refusal::UnknownScheme);
        };
        let Self { salt, rounds, memory, lanes, .. } = self;
        Ok(Derivation { start_key, salt, rounds, memory, lanes })
    }

    /// The encryption of one part, when it is the one known here.
    fn sealing(self) -> Result<Sealing, Refusal> {
        let (kind, checksum) = self.checksum;
        let start_key = self.start_key.unwrap_or(Hash::Sha1);
        let known = self.algorithm.ends_with("aes256-cbc")
            && self.derivation.ends_with("pbkdf2")
            && kind.contains("1k")
            && hash_named(kind.trim_end_matches("-1k").trim_end_matches("/1k")) == Some(start_key);
        if !known {
            return Err(Refusal::UnknownScheme);
        }
        Ok(Sealing { start_key, salt: self.salt, rounds: self.rounds, iv: self.iv, checksum })
    }
}

/// The hash that an identifier ends in, like `…xmldsig#sha256`.
fn hash_named(identifier: &str) -> Option<Hash> {
    let name = identifier.rsplit(['#', ':']).next()?;
    Hash::named(name).ok().filter(|hash| matches!(hash, Hash::Sha1 | Hash::Sha256))
}

/// An attribute by its local name; empty when it is missing.
fn attribute(element: &BytesStart<'_>, name: &str) -> String {
    element
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)
        .map(|attribute| attribute.value.into_owned())
        .unwrap_or_default()
}

/// An attribute as a number; 0 when it is none.
fn number(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name).parse().unwrap_or(0)
}

fn bytes(element: &BytesStart<'_>, name: &str) -> Result<Vec<u8>, Refusal> {
    BASE64.decode(attribute(element, name)).map_err(|_| Refusal::Damaged)
}

fn part<R: Read + std::io::Seek>(
    archive: &mut ZipArchive<R>,
    name: &str,
    most: u64,
) -> Result<Vec<u8>, Refusal> {
    let part = archive.by_name(name).map_err(|_| Refusal::Damaged)?;
    let mut content = Vec::new();
    part.take(most).read_to_end(&mut content).map_err(|_| Refusal::Damaged)?;
    Ok(content)
}
