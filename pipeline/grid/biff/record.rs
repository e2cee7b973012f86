//! Grid, BIFF: the workbook stream's bytes → records and their fields.
//!
//! A record is an id, a length and that many bytes. Lengths are believed only as far as the
//! stream goes. This module must not know what any record means.

use super::fault::Fault;

/// The record that carries on the one before it.
pub(super) const CONTINUE: u16 = 0x003C;

/// One record: its id and its own bytes, without those of CONTINUE records behind it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'a> {
    /// What it is.
    pub(super) id: u16,
    /// Its bytes.
    pub(super) data: &'a [u8],
}

impl<'a> Record<'a> {
    /// A reader over the fields, from the first.
    pub(super) const fn fields(&self) -> Fields<'a> {
        Fields { id: self.id, rest: self.data }
    }
}

/// The records of a stream from some offset on.
#[derive(Debug, Clone)]
pub(super) struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    /// Records from an offset on; `None` beyond the end.
    pub(super) fn from_offset(stream: &'a [u8], offset: usize) -> Option<Self> {
        stream.get(offset..).map(|rest| Self { rest })
    }

    /// Bytes not yet read.
    pub(super) const fn remaining(&self) -> usize {
        self.rest.len()
    }

    /// The next record; `None` at the end of the stream.
    ///
    /// # Errors
    /// [`Fault::RecordPastEnd`]: the record is longer than the stream; nothing follows.
    #[inline]
    pub(super) fn next(&mut self) -> Result<Option<Record<'a>>, Fault> {
        let Some((id, length, body)) = header(self.rest) else {
            self.rest = &[];
            return Ok(None);
        };
        let Some((data, rest)) = body.split_at_checked(length) else {
            self.rest = &[];
            return Err(Fault::RecordPastEnd(id));
        };
        self.rest = rest;
        Ok(Some(Record { id, data }))
    }

    /// The bytes of the next record if that is a CONTINUE; anything else stays.
    pub(super) fn continuation(&mut self) -> Option<&'a [u8]> {
        let (_, length, body) = header(self.rest).filter(|(id, ..)| *id == CONTINUE)?;
        let (data, rest) = body.split_at_checked(length)?;
        self.rest = rest;
        Some(data)
    }
}

fn header(bytes: &[u8]) -> Option<(u16, usize, &[u8])> {
    let (id, rest) = bytes.split_first_chunk()?;
    let (length, body) = rest.split_first_chunk()?;
    Some((u16::from_le_bytes(*id), usize::from(u16::from_le_bytes(*length)), body))
}

/// Little-endian fields of one record, read in order.
///
/// Inlined, as is the next record: they are most of what reading a sheet does.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields<'a> {
    id: u16,
    rest: &'a [u8],
}

impl<'a> Fields<'a> {
    /// Fields that do not come from a record of their own.
    pub(super) const fn of(id: u16, rest: &'a [u8]) -> Self {
        Self { id, rest }
    }

    /// Bytes not yet read.
    pub(super) const fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// A number of bytes as they are.
    ///
    /// # Errors
    /// [`Fault::RecordTooShort`] here and in all other readers: the field is not there.
    #[inline]
    pub(super) fn take(&mut self, length: usize) -> Result<&'a [u8], Fault> {
        let (taken, rest) =
            self.rest.split_at_checked(length).ok_or(Fault::RecordTooShort(self.id))?;
        self.rest = rest;
        Ok(taken)
    }

    #[inline]
    fn chunk<const N: usize>(&mut self) -> Result<[u8; N], Fault> {
        let (chunk, rest) = self.rest.split_first_chunk().ok_or(Fault::RecordTooShort(self.id))?;
        self.rest = rest;
        Ok(*chunk)
    }

    /// One byte.
    #[inline]
    pub(super) fn u8(&mut self) -> Result<u8, Fault> {
        self.chunk().map(u8::from_le_bytes)
    }

    /// Two bytes.
    #[inline]
    pub(super) fn u16(&mut self) -> Result<u16, Fault> {
        self.chunk().map(u16::from_le_bytes)
    }

    /// Four bytes.
    #[inline]
    pub(super) fn u32(&mut self) -> Result<u32, Fault> {
        self.chunk().map(u32::from_le_bytes)
    }

    /// Four bytes with sign.
    pub(super) fn i32(&mut self) -> Result<i32, Fault> {
        self.chunk().map(i32::from_le_bytes)
    }

    /// A floating-point number.
    #[inline]
    pub(super) fn f64(&mut self) -> Result<f64, Fault> {
        self.chunk().map(f64::from_le_bytes)
    }
}
