//! Grid, BIFF: a file's bytes → the workbook stream inside.
//!
//! The stream lies in a compound file, or is the file itself. It must not read any record.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use cfb::CompoundFile as Container;

use super::fault::Fault;

/// First bytes of every compound file.
const COMPOUND_MAGIC: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Names of the stream, in any case; a file for two versions of Excel has both, the newer first.
const STREAM_NAMES: [&str; 2] = ["workbook", "book"];

/// The workbook stream.
///
/// The compound file's sector chains are checked by `cfb` when it opens one: every sector may be
/// pointed to once, so no chain loops. A stream is never longer than its file.
///
/// # Errors
/// [`Fault::Container`]: the tables are broken. [`Fault::NoWorkbookStream`]: there is none.
pub(super) fn workbook_stream(bytes: &[u8]) -> Result<Cow<'_, [u8]>, Fault> {
    if !bytes.starts_with(&COMPOUND_MAGIC) {
        return Ok(Cow::Borrowed(bytes));
    }
    let broken = |error: std::io::Error| Fault::Container(error.to_string());
    let mut file = Container::open(Cursor::new(bytes)).map_err(broken)?;
    let mut streams: Vec<_> = file.read_root_storage().filter(cfb::Entry::is_stream).collect();
    streams.retain(|entry| rank(entry).is_some());
    streams.sort_by_key(rank);
    let path = streams.first().ok_or(Fault::NoWorkbookStream)?.path().to_path_buf();
    let most = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let mut stream = Vec::new();
    file.open_stream(path)
        .and_then(|found| found.take(most).read_to_end(&mut stream))
        .map_err(broken)?;
    Ok(Cow::Owned(stream))
}

fn rank(entry: &cfb::Entry) -> Option<usize> {
    STREAM_NAMES.iter().position(|name| entry.name().eq_ignore_ascii_case(name))
}
