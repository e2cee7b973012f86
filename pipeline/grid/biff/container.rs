//! Grid, BIFF: a file's bytes → the workbook stream inside.
//!
//! The stream lies in a compound file (MS-CFB), or is the file itself. What is damaged elsewhere
//! in the container does not matter, but a stream that breaks off is no stream: what is missing
//! may be anything. Every chain of sectors ends, for none is longer than the file.
//! It must not read any record.

use std::borrow::Cow;

use super::fault::Fault;
use super::record::Fields;

/// First bytes of every compound file.
const MAGIC: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Names of the stream, in any case; a file for two versions of Excel has both, the newer first.
const STREAM_NAMES: [&str; 2] = ["workbook", "book"];

/// Numbers from here up are no sectors: the end of a chain, an unused sector and the like.
const NO_SECTOR: u32 = 0xFFFF_FFFA;

/// Sectors of the header's own list of those that hold the table of sectors.
const LISTED_TABLES: usize = 109;

/// Bytes of a directory entry.
const ENTRY: usize = 128;

/// Entries of a directory; a workbook has a handful.
const MOST_ENTRIES: usize = 1 << 16;

/// Streams shorter than this lie in sectors of their own small size.
const SMALL_STREAM: usize = 4096;

/// Bytes of a small sector.
const SMALL_SECTOR: usize = 64;

/// The workbook stream.
///
/// # Errors
/// [`Fault::Container`]: the container cannot be read. [`Fault::NoWorkbookStream`]: it holds none.
/// [`Fault::StreamCut`]: the stream is shorter than its entry says.
pub(super) fn workbook_stream(bytes: &[u8]) -> Result<Cow<'_, [u8]>, Fault> {
    if !bytes.starts_with(&MAGIC) {
        return Ok(Cow::Borrowed(bytes));
    }
    let header = Header::read(bytes).map_err(|_| Fault::Container)?;
    let sectors = header.sectors(bytes);
    let directory = sectors.chain(header.directory, MOST_ENTRIES * ENTRY);
    let entries: Vec<Entry> =
        directory.chunks_exact(ENTRY).filter_map(|entry| Entry::read(entry).ok()).collect();
    let root = entries.first().ok_or(Fault::Container)?;
    let found =
        in_root(&entries).or_else(|| best(entries.iter())).ok_or(Fault::NoWorkbookStream)?;
    if found.length >= SMALL_STREAM {
        let stream = sectors.chain(found.start, found.length);
        return if stream.len() < found.length { Err(Fault::StreamCut) } else { Ok(stream) };
    }
    let small = Sectors {
        bytes: &sectors.chain(root.start, root.length),
        first: 0,
        size: SMALL_SECTOR,
        table: sectors.chain(header.small_table, bytes.len()),
    };
    let stream = small.chain(found.start, found.length);
    if stream.len() < found.length {
        return Err(Fault::StreamCut);
    }
    Ok(Cow::Owned(stream.into_owned()))
}

/// What the header says, as far as it matters.
struct Header {
    sector: usize,
    directory: u32,
    small_table: u32,
    more_tables: u32,
    tables: Vec<u32>,
}

impl Header {
    fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let mut fields = Fields::of(0, bytes);
        fields.take(30)?;
        let sector = match fields.u16()? {
            9 => 512,
            12 => 4096,
            _ => return Err(Fault::Container),
        };
        fields.take(16)?;
        let directory = fields.u32()?;
        fields.take(8)?;
        let small_table = fields.u32()?;
        fields.take(4)?;
        let more_tables = fields.u32()?;
        fields.take(4)?;
        let listed = fields.take(LISTED_TABLES * 4)?;
        let tables = numbers(listed).collect();
        Ok(Self { sector, directory, small_table, more_tables, tables })
    }

    /// The file's sectors with their table, which itself lies in sectors: those that the header
    /// lists, and behind them those listed in a chain of further sectors.
    fn sectors<'a>(&self, bytes: &'a [u8]) -> Sectors<'a> {
        let mut sectors =
            Sectors { bytes, first: self.sector, size: self.sector, table: Cow::default() };
        let needed = (bytes.len() / self.sector) / (self.sector / 4) + 1;
        let mut tables: Vec<u32> = self.tables.clone();
        let mut more = self.more_tables;
        while tables.len() < needed {
            let listing = sectors.sector(more).and_then(<[u8]>::split_last_chunk);
            let Some((listed, last)) = listing else { break };
            tables.extend(numbers(listed));
            more = u32::from_le_bytes(*last);
        }
        tables.truncate(needed);
        let mut table = Vec::with_capacity(needed.min(tables.len()) * self.sector);
        for number in tables.into_iter().take_while(|number| *number < NO_SECTOR) {
            let whole = table.len() + self.sector;
            table.extend_from_slice(sectors.sector(number).unwrap_or_default());
            // What is missing of a table leads nowhere.
            table.resize(whole, u8::MAX);
        }
        sectors.table = Cow::Owned(table);
        sectors
    }
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.as_chunks().0.iter().map(|number| u32::from_le_bytes(*number))
}

/// Sectors of one size with the table that says which follows which.
struct Sectors<'a> {
    bytes: &'a [u8],
    /// Where sector 0 begins.
    first: usize,
    size: usize,
    table: Cow<'a, [u8]>,
}

impl<'a> Sectors<'a> {
    /// Where a sector begins and ends, cut off where the bytes are.
    fn range(&self, number: u32) -> Option<(usize, usize)> {
        let number = usize::try_from(number).ok()?;
        let start = number.checked_mul(self.size)?.checked_add(self.first)?;
        let end = start.checked_add(self.size)?.min(self.bytes.len());
        (start < end).then_some((start, end))
    }

    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        self.range(number).and_then(|(start, end)| self.bytes.get(start..end))
    }

    fn next(&self, number: u32) -> Option<u32> {
        let place = usize::try_from(number).ok()?.checked_mul(4)?;
        let stored = self.table.get(place..)?.first_chunk()?;
        Some(u32::from_le_bytes(*stored)).filter(|next| *next < NO_SECTOR)
    }

    /// The bytes of a chain, at most `length` and never more than there are in all. Most chains
    /// are one piece of the file and need no copy.
    fn chain(&self, first: u32, length: usize) -> Cow<'a, [u8]> {
        let length = length.min(self.bytes.len());
        let mut pieces: Vec<(usize, usize)> = Vec::new();
        let (mut gathered, mut next) = (0, Some(first));
        while let Some((start, end)) = next.and_then(|number| self.range(number)) {
            match pieces.last_mut().filter(|(_, last)| *last == start) {
                Some((_, last)) => *last = end,
                None => pieces.push((start, end)),
            }
            gathered += end - start;
            let is_cut = end - start < self.size;
            if gathered >= length || is_cut {
                break;
            }
            next = next.and_then(|number| self.next(number));
        }
        let mut slices = pieces.iter().filter_map(|(start, end)| self.bytes.get(*start..*end));
        if let [_] = *pieces {
            let whole = slices.next().unwrap_or_default();
            return Cow::Borrowed(whole.get(..length).unwrap_or(whole));
        }
        let mut joined = slices.collect::<Vec<_>>().concat();
        joined.truncate(length);
        Cow::Owned(joined)
    }
}

/// A directory entry, as far as it matters.
struct Entry {
    /// Which of [`STREAM_NAMES`] it is, if it is a stream of that name.
    rank: Option<usize>,
    left: u32,
    right: u32,
    child: u32,
    start: u32,
    length: usize,
}

impl Entry {
    fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let mut fields = Fields::of(0, bytes);
        let name = fields.take(64)?;
        let name_length = usize::from(fields.u16()?.saturating_sub(2));
        let is_stream = fields.u8()? == 2;
        let name = name.get(..name_length).filter(|_| is_stream).unwrap_or_default();
        fields.u8()?;
        let (left, right, child) = (fields.u32()?, fields.u32()?, fields.u32()?);
        fields.take(36)?;
        let (start, length) = (fields.u32()?, fields.u32()?);
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        Ok(Self { rank: rank(name), left, right, child, start, length })
    }
}

/// The place of a UTF-16 name in [`STREAM_NAMES`].
fn rank(name: &[u8]) -> Option<usize> {
    let letters = || name.as_chunks().0.iter().map(|unit| u16::from_le_bytes(*unit));
    STREAM_NAMES.iter().position(|wanted| {
        letters().count() == wanted.len()
            && letters().zip(wanted.bytes()).all(|(found, letter)| {
                u8::try_from(found).is_ok_and(|found| found.to_ascii_lowercase() == letter)
            })
    })
}

/// The stream among those of the root, and not of an embedded object, which may be a workbook
/// too. Siblings form a tree; each is met once.
fn in_root(entries: &[Entry]) -> Option<&Entry> {
    let mut met = vec![false; entries.len()];
    let mut open = vec![entries.first()?.child];
    let mut siblings = Vec::new();
    while let Some(number) = open.pop() {
        let Ok(place) = usize::try_from(number) else { continue };
        let (Some(entry), Some(met)) = (entries.get(place), met.get_mut(place)) else { continue };
        if !std::mem::replace(met, true) {
            siblings.push(entry);
            open.extend([entry.left, entry.right]);
        }
    }
    best(siblings.into_iter())
}

fn best<'e>(entries: impl Iterator<Item = &'e Entry>) -> Option<&'e Entry> {
    entries.filter(|entry| entry.rank.is_some()).min_by_key(|entry| entry.rank)
}
