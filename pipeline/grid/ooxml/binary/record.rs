//! Binary parts: bytes → records, and fields out of a record, every length checked.

use crate::grid::fault::Fault;

/// One record of a part.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'a> {
    /// What it is.
    pub(super) kind: u16,
    /// What it holds.
    pub(super) body: &'a [u8],
    place: &'a str,
}

/// The records of a part, one after another.
pub(super) struct Records<'a> {
    bytes: &'a [u8],
    place: &'a str,
}

impl<'a> Records<'a> {
    /// The records of the part called `place`.
    pub(super) const fn new(bytes: &'a [u8], place: &'a str) -> Self {
        Self { bytes, place }
    }

    /// The next record; `None` at the end of the part.
    ///
    /// # Errors
    /// The part ends inside of a record.
    pub(super) fn next(&mut self) -> Result<Option<Record<'a>>, Fault> {
        if self.bytes.is_empty() {
            return Ok(None);
        }
        let record = self.take();
        record.map(Some).ok_or_else(|| Fault::malformed(self.place, "ends inside a record"))
    }

    fn take(&mut self) -> Option<Record<'a>> {
        let kind = u16::try_from(self.number(2)?).ok()?;
        let length = usize::try_from(self.number(4)?).ok()?;
        let (body, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        Some(Record { kind, body, place: self.place })
    }

    /// A number in groups of seven bits, the lowest first, in at most so many bytes.
    fn number(&mut self, most: u32) -> Option<u32> {
        let mut number = 0;
        for group in 0..most {
            let (byte, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            number |= u32::from(byte & 0x7F) << (7 * group);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(number)
    }
}

impl<'a> Record<'a> {
    /// What a function makes of the record's fields.
    ///
    /// # Errors
    /// The record is too short for it.
    pub(super) fn read<T>(
        &self,
        read: impl FnOnce(&mut Fields<'a>) -> Option<T>,
    ) -> Result<T, Fault> {
        read(&mut Fields(self.body)).ok_or_else(|| {
            Fault::malformed(self.place, format_args!("record {} is cut short", self.kind))
        })
    }
}

/// The fields of a record that are not read yet.
pub(super) struct Fields<'a>(&'a [u8]);

impl Fields<'_> {
    /// So many bytes passed over.
    pub(super) fn skip(&mut self, bytes: usize) -> Option<()> {
        self.0 = self.0.get(bytes..)?;
        Some(())
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (array, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*array)
    }

    /// A byte.
    pub(super) fn u8(&mut self) -> Option<u8> {
        self.array().map(|[byte]| byte)
    }

    /// Two bytes, the lower first.
    pub(super) fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    /// Four bytes, the lowest first.
    pub(super) fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    /// A floating-point number.
    pub(super) fn f64(&mut self) -> Option<f64> {
        self.array().map(f64::from_le_bytes)
    }

    /// A text: the number of its UTF-16 units, and these; no text is an empty one.
    pub(super) fn text(&mut self) -> Option<String> {
        let units = match self.u32()? {
            u32::MAX => 0,
            units => usize::try_from(units).ok()?,
        };
        let (text, rest) = self.0.split_at_checked(units.checked_mul(2)?)?;
        self.0 = rest;
        let units = text.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair));
        Some(
            char::decode_utf16(units)
                .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{Fields, Records};

    #[test]
    fn records_are_cut_by_their_own_lengths() {
        let bytes = [0x81, 0x01, 0x02, 7, 8, 0x05, 0x00];
        let mut records = Records::new(&bytes, "part");
        let first = records.next().unwrap().unwrap();
        assert_eq!((first.kind, first.body), (0x81, [7, 8].as_slice()));
        let second = records.next().unwrap().unwrap();
        assert_eq!((second.kind, second.body), (5, [].as_slice()));
        assert!(records.next().unwrap().is_none());
        for lying in [[5, 1].as_slice(), &[0x80], &[5, 0xFF, 0xFF, 0xFF, 0x7F, 0]] {
            assert!(Records::new(lying, "part").next().is_err(), "{lying:?}");
        }
    }

    #[test]
    fn fields_never_reach_past_their_record() {
        let bytes = [6, 8, 2, 0, 0, 0, 0x42, 0x30, 0x41, 0x30];
        let record = Records::new(&bytes, "part").next().unwrap().unwrap();
        assert_eq!(record.read(Fields::text).unwrap(), "あぁ");
        let lying = [6, 4, 0xFF, 0xFF, 0xFF, 0x7F];
        let record = Records::new(&lying, "part").next().unwrap().unwrap();
        assert!(record.read(Fields::text).is_err());
    }
}
