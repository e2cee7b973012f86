//! Grid: a zip archive in memory → its parts, every inflated byte counted.
//!
//! Nothing an archive declares about itself is believed: a declared size can only refuse a part,
//! never make room for one.

use std::collections::BTreeMap;
use std::io::{Cursor, ErrorKind, Read};

use zip::ZipArchive;

use super::fault::{Bound, Fault};
use crate::intake::Limits;

/// Room made for a part at first, however large it says it is.
const FIRST_ROOM: u64 = 1 << 20;

/// Bytes of one entry in an archive's directory, at the least.
const DIRECTORY_ENTRY_BYTES: usize = 46;

/// An archive whose parts are inflated one at a time.
pub(crate) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    folded_names: Option<BTreeMap<String, usize>>,
    inflated: u64,
    limits: &'a Limits,
}

impl<'a> Archive<'a> {
    /// Reads the archive's directory.
    ///
    /// # Errors
    /// The directory is broken, or it has too many entries.
    pub(crate) fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, Fault> {
        check_entry_count(bytes, limits.archive_entries)?;
        let zip = ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| Fault::malformed("zip directory", error))?;
        if zip.len() > limits.archive_entries {
            return Err(Fault::Limit(Bound::ArchiveEntries));
        }
        Ok(Self { zip, folded_names: None, inflated: 0, limits })
    }

    /// The bytes of a part; `None` when the archive has none of that name.
    ///
    /// Names are compared as written first, then without case and with `\` read as `/`.
    ///
    /// # Errors
    /// The part cannot be inflated, or it is larger than the limits allow.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let Some(index) = self.index(name) else { return Ok(None) };
        let entry = self.zip.by_index(index).map_err(|error| Fault::malformed(name, error))?;
        let left = self.limits.inflated_bytes.saturating_sub(self.inflated);
        let (room, bound) = if left < self.limits.part_bytes {
            (left, Bound::InflatedBytes)
        } else {
            (self.limits.part_bytes, Bound::PartBytes)
        };
        if entry.size() > room {
            return Err(Fault::Limit(bound));
        }
        let first = usize::try_from(entry.size().min(FIRST_ROOM)).unwrap_or_default();
        let mut bytes = Vec::with_capacity(first);
        let read = entry.take(room.saturating_add(1)).read_to_end(&mut bytes);
        let inflated = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.inflated = self.inflated.saturating_add(inflated);
        if inflated > room {
            return Err(Fault::Limit(bound));
        }
        read.map_err(|error| match error.kind() {
            ErrorKind::OutOfMemory => Fault::Limit(Bound::Memory),
            _ => Fault::malformed(name, error),
        })?;
        Ok(Some(bytes))
    }

    /// A part as text, from UTF-8 or UTF-16; bytes that are neither become U+FFFD.
    ///
    /// # Errors
    /// As [`Archive::part`].
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, Fault> {
        Ok(self.part(name)?.map(decode))
    }

    fn index(&mut self, name: &str) -> Option<usize> {
        if let Some(index) = self.zip.index_for_name(name) {
            return Some(index);
        }
        let zip = &self.zip;
        let names = self.folded_names.get_or_insert_with(|| {
            zip.file_names_raw()
                .enumerate()
                .map(|(index, name)| (fold(&String::from_utf8_lossy(name)), index))
                .collect()
        });
        names.get(&fold(name)).copied()
    }
}

fn fold(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_lowercase()
}

/// Counts directory entries by their signature, before memory is spent on them.
fn check_entry_count(bytes: &[u8], limit: usize) -> Result<(), Fault> {
    if bytes.len() / DIRECTORY_ENTRY_BYTES <= limit {
        return Ok(());
    }
    let entries = bytes.windows(4).filter(|window| *window == b"PK\x01\x02").count();
    if entries > limit { Err(Fault::Limit(Bound::ArchiveEntries)) } else { Ok(()) }
}

fn decode(bytes: Vec<u8>) -> String {
    match bytes.as_slice() {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [b'<', 0, ..] => utf16(&bytes, u16::from_le_bytes),
        [0, b'<', ..] => utf16(&bytes, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.as_chunks::<2>().0.iter().map(|pair| unit(*pair));
    char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}
