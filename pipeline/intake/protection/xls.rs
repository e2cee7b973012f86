//! Protected BIFF streams: which records carry ciphertext, and where the scheme is told.
//!
//! The plain stream goes into a new compound file of its own, the FILEPASS record made void.
//! Source: MS-XLS 2.2.10 and 2.4.117.

use std::io::{Cursor, Read, Write};

use super::rc4::{Rc4Key, Rc4Scheme};
use super::xor::{XorKey, XorScheme};
use super::{Refusal, number16};
use crate::intake::compound_file;

const FILEPASS: u16 = 0x002F;
const BOUNDSHEET: u16 = 0x0085;
/// An empty record that every reader passes over (INTERFACEEND).
const VOID: u16 = 0x00E2;
/// Records that are never encrypted: BOF of each version, FILEPASS, INTERFACEHDR, RRDHEAD,
/// USREXCL, FILELOCK, RRDINFO.
const PLAIN: [u16; 10] =
    [0x0009, 0x0209, 0x0409, 0x0809, FILEPASS, 0x00E1, 0x0138, 0x0194, 0x0195, 0x0196];
/// Records before the first of these may tell the scheme: EOF, `BoundSheet8`.
const END_OF_SEARCH: [u16; 2] = [0x000A, BOUNDSHEET];

/// A protected stream.
pub(crate) struct LockedStream {
    /// Its name in the compound file; `None` when the stream is the whole file.
    name: Option<&'static str>,
    bytes: Vec<u8>,
    scheme: Scheme,
}

enum Scheme {
    Rc4(Rc4Scheme),
    Xor(XorScheme),
}

enum Key {
    Rc4(Rc4Key),
    Xor(XorKey),
}

/// One record's place in the stream: its head begins at `start`, its data ends at `end`.
struct Record {
    id: u16,
    start: usize,
    end: usize,
}

impl LockedStream {
    /// The protected stream of a workbook; `None` when it is not protected, or too odd to tell.
    pub(super) fn read(file: &[u8]) -> Result<Option<Self>, Refusal> {
        let (name, bytes) = match workbook_stream(file) {
            Some((name, bytes)) => (Some(name), bytes),
            None if file.starts_with(&[9]) => (None, file.to_vec()),
            None => return Ok(None),
        };
        let filepass = records(&bytes)
            .take_while(|record| !END_OF_SEARCH.contains(&record.id))
            .find(|record| record.id == FILEPASS);
        let Some(filepass) = filepass else { return Ok(None) };
        let data = bytes.get(filepass.start + 4..filepass.end).ok_or(Refusal::Damaged)?;
        let scheme = match (is_biff8(&bytes), number16(data, 0)?) {
            (true, 1) => Scheme::Rc4(Rc4Scheme::parse(data.get(2..).ok_or(Refusal::Damaged)?)?),
            (true, 0) => {
                Scheme::Xor(XorScheme { key: number16(data, 2)?, verifier: number16(data, 4)? })
            }
            (true, _) => return Err(Refusal::UnknownScheme),
            (false, key) => Scheme::Xor(XorScheme { key, verifier: number16(data, 2)? }),
        };
        Ok(Some(Self { name, bytes, scheme }))
    }

    pub(super) fn open(&self, password: &str) -> Result<Vec<u8>, Refusal> {
        let key = match &self.scheme {
            Scheme::Rc4(scheme) => Key::Rc4(scheme.key(password)?),
            Scheme::Xor(scheme) => Key::Xor(scheme.key(password)?),
        };
        let mut plain = self.bytes.clone();
        for Record { id, start, end } in records(&self.bytes) {
            let length = end - start - 4;
            let first = match id {
                FILEPASS => {
                    let void = VOID.to_le_bytes();
                    plain.iter_mut().skip(start).zip(void).for_each(|(byte, new)| *byte = new);
                    continue;
                }
                id if PLAIN.contains(&id) => continue,
                // The place of the sheet's stream stays plain.
                BOUNDSHEET => start + 8,
                _ => start + 4,
            };
            let Some(data) = plain.get_mut(first..end) else { continue };
            match &key {
                Key::Rc4(key) => key.apply(first, data)?,
                Key::Xor(key) => key.apply(first + length, data),
            }
        }
        match self.name {
            Some(name) => in_compound_file(name, &plain),
            None => Ok(plain),
        }
    }
}

/// Records from the start of a stream, as far as they are whole.
fn records(bytes: &[u8]) -> impl Iterator<Item = Record> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let id = number16(bytes, start).ok()?;
        let length = number16(bytes, start + 2).ok()?;
        let end = start + 4 + usize::from(length);
        let record = (end <= bytes.len()).then_some(Record { id, start, end });
        start = end;
        record
    })
}

/// Whether the first record says BIFF8, whose FILEPASS begins with a type.
fn is_biff8(bytes: &[u8]) -> bool {
    number16(bytes, 0) == Ok(0x0809) && number16(bytes, 4) == Ok(0x0600)
}

fn workbook_stream(file: &[u8]) -> Option<(&'static str, Vec<u8>)> {
    let mut compound = compound_file::open(file)?;
    ["Workbook", "Book"].into_iter().find_map(|name| {
        let stream = compound.open_stream(name).ok()?;
        let mut bytes = Vec::new();
        // A stream is never longer than its file, whatever its length says.
        let most = u64::try_from(file.len()).ok()?;
        stream.take(most).read_to_end(&mut bytes).ok()?;
        Some((name, bytes))
    })
}

fn in_compound_file(name: &str, stream: &[u8]) -> Result<Vec<u8>, Refusal> {
    let write = || -> std::io::Result<Vec<u8>> {
        // Sectors of 512 bytes, as Excel writes .xls; not every reader knows others.
        let version = cfb::Version::V3;
        let mut file = cfb::CompoundFile::create_with_version(version, Cursor::new(Vec::new()))?;
        file.create_stream(name)?.write_all(stream)?;
        file.flush()?;
        Ok(file.into_inner().into_inner())
    };
    write().map_err(|_| Refusal::Damaged)
}
