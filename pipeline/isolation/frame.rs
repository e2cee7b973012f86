//! Frames: requests and replies ⇄ bytes in a pipe, each with its length before it.
//!
//! Both ends are the same program, so there is no version to agree on.

use std::io::{self, ErrorKind, Read, Write};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::grid::Workbook;
use crate::intake::{FileFormat, Limits, SourceFile};
use crate::units::SourcePath;

/// What a worker says first, so that another program is never taken for one.
pub(super) const GREETING: &[u8; 16] = b"torimatome reads";

/// What a worker has to say about a file.
#[derive(Serialize, Deserialize)]
pub(super) enum Reply {
    Read(Workbook, Vec<Diagnostic>),
    Refused(Diagnostic),
}

/// Everything about a source file but its bytes, which follow in a frame of their own.
#[derive(Serialize, Deserialize)]
struct Head {
    source_path: SourcePath,
    format: FileFormat,
    sha256: String,
    limits: Limits,
}

pub(super) fn write_request(
    writer: &mut impl Write,
    source: &SourceFile,
    limits: &Limits,
) -> io::Result<()> {
    let head = Head {
        source_path: source.source_path.clone(),
        format: source.format,
        sha256: source.sha256.clone(),
        limits: limits.clone(),
    };
    write_frame(writer, &packed(&head)?)?;
    write_frame(writer, &source.bytes)?;
    writer.flush()
}

/// The next request; `None` when the owner has closed the pipe.
pub(super) fn read_request(reader: &mut impl Read) -> io::Result<Option<(SourceFile, Limits)>> {
    let Some(head) = read_frame(reader)? else { return Ok(None) };
    let Head { source_path, format, sha256, limits } = unpacked(&head)?;
    let bytes = read_frame(reader)?.ok_or(ErrorKind::UnexpectedEof)?;
    Ok(Some((SourceFile { source_path, format, bytes: Arc::from(bytes), sha256 }, limits)))
}

pub(super) fn write_reply(writer: &mut impl Write, reply: &Reply) -> io::Result<()> {
    write_frame(writer, &packed(reply)?)?;
    writer.flush()
}

/// The reply in a frame's content.
pub(super) fn parse_reply(content: &[u8]) -> io::Result<Reply> {
    unpacked(content)
}

/// One frame's content; `None` at the end of the pipe.
pub(super) fn read_frame(reader: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 8];
    match reader.read_exact(&mut length) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    }
    let length = u64::from_le_bytes(length);
    // Memory is taken as the bytes arrive, never as the length claims.
    let mut content = Vec::new();
    reader.take(length).read_to_end(&mut content)?;
    if u64::try_from(content.len()) == Ok(length) {
        Ok(Some(content))
    } else {
        Err(ErrorKind::UnexpectedEof.into())
    }
}

fn write_frame(writer: &mut impl Write, content: &[u8]) -> io::Result<()> {
    let length = u64::try_from(content.len()).map_err(|_| ErrorKind::InvalidInput)?;
    writer.write_all(&length.to_le_bytes())?;
    writer.write_all(content)
}

fn packed(value: &impl Serialize) -> io::Result<Vec<u8>> {
    postcard::to_stdvec(value).map_err(|error| io::Error::new(ErrorKind::InvalidData, error))
}

fn unpacked<'a, T: Deserialize<'a>>(content: &'a [u8]) -> io::Result<T> {
    postcard::from_bytes(content).map_err(|error| io::Error::new(ErrorKind::InvalidData, error))
}
