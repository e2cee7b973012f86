//! Grid, BIFF: strings in records → text, with the places where the font changes.
//!
//! Strings run on over CONTINUE records and may change their width of character there. This
//! module must not know which cell a text belongs to.

use std::sync::Arc;

use encoding_rs::mem::decode_latin1;
use encoding_rs::{Encoding, UTF_16LE};

use super::fault::Fault;
use super::record::{Fields, Record, Records};
use crate::grid::fault::Bound;

/// A text of the shared string table, a cell or a text box.
#[derive(Debug, Clone)]
pub(super) struct RichText {
    /// The characters.
    pub(super) text: Arc<str>,
    /// Where another font begins: first character, counted in `char`s, and the font's index.
    pub(super) runs: Box<[(usize, u16)]>,
}

/// How strings are written in a file.
#[derive(Debug, Clone, Copy)]
pub(super) enum Codec {
    /// BIFF8: UTF-16, or its low bytes alone.
    Unicode,
    /// BIFF5: bytes in the file's code page.
    Bytes(&'static Encoding),
}

impl Codec {
    /// The encoding of a code page of Windows or Macintosh; `None` when it is not known.
    ///
    /// Source: MS-XLS 2.4.52 (`CodePage`); 32768 and 32769 are Excel's own numbers.
    pub(super) fn of_page(page: u16) -> Option<Self> {
        Some(Self::Bytes(match page {
            367 | 1252 | 32769 => encoding_rs::WINDOWS_1252,
            874 => encoding_rs::WINDOWS_874,
            932 | 10001 => encoding_rs::SHIFT_JIS,
            936 => encoding_rs::GBK,
            949 => encoding_rs::EUC_KR,
            950 => encoding_rs::BIG5,
            1250 => encoding_rs::WINDOWS_1250,
            1251 => encoding_rs::WINDOWS_1251,
            1253 => encoding_rs::WINDOWS_1253,
            1254 => encoding_rs::WINDOWS_1254,
            1255 => encoding_rs::WINDOWS_1255,
            1256 => encoding_rs::WINDOWS_1256,
            1257 => encoding_rs::WINDOWS_1257,
            1258 => encoding_rs::WINDOWS_1258,
            10000 | 32768 => encoding_rs::MACINTOSH,
            10007 => encoding_rs::X_MAC_CYRILLIC,
            65001 => encoding_rs::UTF_8,
            _ => return None,
        }))
    }

    /// A string with one byte for its length, like a sheet's or a font's name.
    pub(super) fn short(self, fields: &mut Fields<'_>) -> Result<String, Fault> {
        let length = usize::from(fields.u8()?);
        self.characters(fields, length)
    }

    /// The characters of a string whose length is known, in one record.
    pub(super) fn characters(
        self,
        fields: &mut Fields<'_>,
        length: usize,
    ) -> Result<String, Fault> {
        match self {
            Self::Bytes(encoding) => {
                Ok(encoding.decode_without_bom_handling(fields.take(length)?).0.into_owned())
            }
            Self::Unicode if fields.u8()? & WIDE == 0 => {
                Ok(fields.take(length)?.iter().copied().map(char::from).collect())
            }
            Self::Unicode => {
                let wide = fields.take(length * 2)?;
                Ok(UTF_16LE.decode_without_bom_handling(wide).0.into_owned())
            }
        }
    }
}

/// Set in a string's options when its characters take two bytes.
const WIDE: u8 = 0x01;
/// Set when phonetic data (ふりがな) follows the string.
const PHONETIC: u8 = 0x04;
/// Set when font runs follow the string.
const RICH: u8 = 0x08;

/// A record's bytes and those of the CONTINUE records behind it, read as one.
pub(super) struct Continued<'r, 'a> {
    id: u16,
    rest: &'a [u8],
    records: &'r mut Records<'a>,
    /// The text read last; its room is used for each in turn.
    decoded: String,
}

impl<'r, 'a> Continued<'r, 'a> {
    /// Bytes from somewhere in a record on; CONTINUE records are taken from `records` as needed.
    pub(super) fn new(record: &Record<'a>, rest: &'a [u8], records: &'r mut Records<'a>) -> Self {
        Self { id: record.id, rest, records, decoded: String::new() }
    }

    /// Goes on with the next CONTINUE record; false when there is none.
    fn carry_on(&mut self) -> bool {
        self.records.continuation().is_some_and(|next| {
            self.rest = next;
            true
        })
    }

    fn is_at_end(&mut self) -> bool {
        while self.rest.is_empty() {
            if !self.carry_on() {
                return true;
            }
        }
        false
    }

    fn u8(&mut self) -> Result<u8, Fault> {
        if self.is_at_end() {
            return Err(Fault::RecordTooShort(self.id));
        }
        let (first, rest) = self.rest.split_first().ok_or(Fault::RecordTooShort(self.id))?;
        self.rest = rest;
        Ok(*first)
    }

    fn u16(&mut self) -> Result<u16, Fault> {
        Ok(u16::from_le_bytes([self.u8()?, self.u8()?]))
    }

    fn u32(&mut self) -> Result<u32, Fault> {
        Ok(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    /// Passes over bytes, also those of CONTINUE records.
    pub(super) fn skip(&mut self, length: usize) -> Result<(), Fault> {
        let mut left = length;
        while left > 0 {
            if self.is_at_end() {
                return Err(Fault::RecordTooShort(self.id));
            }
            let here = left.min(self.rest.len());
            self.rest = self.rest.get(here..).unwrap_or_default();
            left -= here;
        }
        Ok(())
    }

    /// Characters of a BIFF8 string. Each CONTINUE record met begins with the options anew; half
    /// a character before one is no character.
    fn characters(&mut self, length: usize, options: u8) -> Result<&str, Fault> {
        self.decoded.clear();
        // Keeps the first half of a pair that a record's end tears apart.
        let mut decoder = UTF_16LE.new_decoder_without_bom_handling();
        let (mut missing, mut options) = (length, options);
        loop {
            let width = if options & WIDE == 0 { 1 } else { 2 };
            let here = missing.min(self.rest.len() / width);
            let (taken, rest) = self.rest.split_at_checked(here * width).unwrap_or_default();
            self.rest = rest;
            missing -= here;
            if width == 1 {
                self.decoded.push_str(&decode_latin1(taken));
            } else {
                self.decoded.reserve(decoder.max_utf8_buffer_length(taken.len()).unwrap_or(0));
                let _ = decoder.decode_to_string(taken, &mut self.decoded, missing == 0);
            }
            if missing == 0 {
                return Ok(&self.decoded);
            }
            self.rest = &[];
            options = self.u8()?;
        }
    }

    /// The characters of a text box: options, then so many characters.
    pub(super) fn box_text(&mut self, length: usize) -> Result<String, Fault> {
        let options = self.u8()?;
        self.characters(length, options).map(str::to_owned)
    }

    /// A BIFF8 string with two bytes for its length, runs and phonetic data behind it.
    pub(super) fn rich_text(&mut self, most: usize) -> Result<RichText, Fault> {
        let length = usize::from(self.u16()?);
        if length == 0 && self.is_at_end() {
            // Some programs end an empty text before its options.
            return Ok(RichText { text: Arc::default(), runs: Box::default() });
        }
        let options = self.u8()?;
        let runs = if options & RICH == 0 { 0 } else { usize::from(self.u16()?) };
        let phonetic = if options & PHONETIC == 0 { 0 } else { self.u32()? };
        if length > most {
            return Err(Fault::Limit(Bound::TextChars));
        }
        let text: Arc<str> = Arc::from(self.characters(length, options)?);
        let mut starts = Vec::new();
        for _ in 0..runs {
            starts.push((usize::from(self.u16()?), self.u16()?));
        }
        self.skip(usize::try_from(phonetic).unwrap_or(usize::MAX))?;
        Ok(RichText { runs: in_chars(&text, &starts), text })
    }

    /// A BIFF8 string followed by runs that its own options do not tell of (RSTRING).
    pub(super) fn text_then_runs(&mut self, most: usize) -> Result<RichText, Fault> {
        let plain = self.rich_text(most)?;
        let mut starts = Vec::new();
        for _ in 0..self.u16()? {
            starts.push((usize::from(self.u16()?), self.u16()?));
        }
        Ok(RichText { runs: in_chars(&plain.text, &starts), text: plain.text })
    }
}

/// Run starts counted in UTF-16 units → in `char`s, those beyond the text left out.
fn in_chars(text: &str, starts: &[(usize, u16)]) -> Box<[(usize, u16)]> {
    let mut rising = 0;
    let mut units = 0;
    let mut position = 0;
    let mut characters = text.chars();
    let mut runs = Vec::new();
    for (start, font) in starts.iter().copied() {
        if start < rising {
            continue;
        }
        rising = start;
        while units < start {
            let Some(character) = characters.next() else { return runs.into() };
            units += character.len_utf16();
            position += 1;
        }
        runs.push((position, font));
    }
    runs.into()
}

/// A BIFF5 string with runs counted in bytes (RSTRING) → text and runs in `char`s.
pub(super) fn byte_text_then_runs(
    encoding: &'static Encoding,
    fields: &mut Fields<'_>,
) -> Result<RichText, Fault> {
    let length = usize::from(fields.u16()?);
    let bytes = fields.take(length)?;
    let count = fields.u8()?;
    let mut runs = Vec::new();
    for _ in 0..count {
        let (start, font) = (usize::from(fields.u8()?), u16::from(fields.u8()?));
        let before = bytes.get(..start).unwrap_or(bytes);
        runs.push((encoding.decode_without_bom_handling(before).0.chars().count(), font));
    }
    let text = encoding.decode_without_bom_handling(bytes).0;
    Ok(RichText { text: Arc::from(text.as_ref()), runs: runs.into() })
}

/// The shared string table (SST) and what is wrong with it.
///
/// Its declared counts are not believed: files in use have wrong ones, and cells refer to texts
/// by position. At most `most_texts` texts and runs, of at most `most_chars` characters each.
pub(super) fn shared_texts<'a>(
    record: &Record<'a>,
    records: &mut Records<'a>,
    (most_texts, most_chars): (usize, usize),
) -> Result<(Vec<RichText>, Option<Fault>), Fault> {
    let mut fields = record.fields();
    fields.u32()?;
    let declared = usize::try_from(fields.u32()?).unwrap_or(usize::MAX);
    let mut source = Continued::new(record, fields.rest(), records);
    let mut texts: Vec<RichText> = Vec::new();
    let mut counted = 0;
    while !source.is_at_end() {
        match source.rich_text(most_chars) {
            Ok(text) => {
                counted += 1 + text.runs.len();
                texts.push(text);
            }
            Err(limit @ Fault::Limit(_)) => return Err(limit),
            Err(_) if texts.len() >= declared => break,
            Err(_) => return Ok((texts, Some(Fault::TextTableBroken))),
        }
        if counted > most_texts {
            return Err(Fault::Limit(Bound::Cells));
        }
    }
    Ok((texts, None))
}
