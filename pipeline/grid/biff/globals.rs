//! Grid, BIFF: the workbook's own records, before any sheet's.
//!
//! Input → output: the first substream → sheets, texts, looks, date system and text encoding.
//! It must not read sheets.

use super::Version;
use super::drawing::ShapeDefaults;
use super::fault::{Fault, Faults};
use super::record::{Record, Records};
use super::style::{LookRecords, Looks};
use super::text::{Codec, RichText, shared_texts};
use crate::grid::fault::Bound;
use crate::grid::model::Visibility;
use crate::grid::number_format::DateSystem;
use crate::intake::Limits;

/// The first record of every substream.
pub(super) const BOF: u16 = 0x0809;
/// The last record of every substream.
pub(super) const EOF: u16 = 0x000A;

const DATEMODE: u16 = 0x0022;
const FILEPASS: u16 = 0x002F;
const FONT: u16 = 0x0031;
const CODEPAGE: u16 = 0x0042;
const BOUNDSHEET: u16 = 0x0085;
const PALETTE: u16 = 0x0092;
const XF: u16 = 0x00E0;
const MSODRAWINGGROUP: u16 = 0x00EB;
const SST: u16 = 0x00FC;
const FORMAT: u16 = 0x041E;

/// The encoding of files that name none: that of Japanese Windows.
const DEFAULT_PAGE: u16 = 932;

/// What a sheet's substream holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SheetKind {
    /// Cells: a worksheet, or a macro sheet of Excel 4.
    Cells,
    /// A chart that fills the whole sheet.
    Chart,
}

/// A sheet as the workbook lists it.
#[derive(Debug)]
pub(super) struct SheetEntry {
    /// Its number among all sheets, from 0.
    pub(super) position: usize,
    /// Where its substream begins.
    pub(super) offset: usize,
    /// Whether its tab shows.
    pub(super) visibility: Visibility,
    /// What it holds.
    pub(super) kind: SheetKind,
    /// Its name.
    pub(super) name: String,
}

/// What holds for all sheets of a workbook.
#[derive(Debug)]
pub(super) struct Globals {
    pub(super) version: Version,
    pub(super) codec: Codec,
    pub(super) dates: DateSystem,
    pub(super) looks: Looks,
    pub(super) texts: Vec<RichText>,
    pub(super) sheets: Vec<SheetEntry>,
    pub(super) shape_defaults: ShapeDefaults,
}

/// The version of a substream by its BOF record; `None` when it is none.
///
/// Source: MS-XLS 2.4.21; ids 0x0009, 0x0209 and 0x0409 begin the older versions. Some programs
/// leave the version empty, which Excel takes for BIFF8.
pub(super) fn version_of(record: &Record<'_>) -> Result<Version, Fault> {
    match record.id {
        BOF => Ok(match record.fields().u16()? {
            0x0500 => Version::Biff5,
            _ => Version::Biff8,
        }),
        0x0009 => Err(Fault::TooOld(2)),
        0x0209 => Err(Fault::TooOld(3)),
        0x0409 => Err(Fault::TooOld(4)),
        _ => Err(Fault::NoWorkbookStart),
    }
}

/// Reads the workbook's own records.
///
/// # Errors
/// The stream is no workbook, is encrypted, or reaches a limit.
pub(super) fn read(stream: &[u8], limits: &Limits, faults: &mut Faults) -> Result<Globals, Fault> {
    let mut records = Records::from_offset(stream, 0).ok_or(Fault::NoWorkbookStart)?;
    let start = records.next().ok().flatten().ok_or(Fault::NoWorkbookStart)?;
    let version = version_of(&start)?;
    let mut gathered = Gathered::default();
    loop {
        let record = match records.next() {
            Ok(Some(record)) if record.id != EOF => record,
            Ok(_) => break,
            Err(fault) => {
                faults.note(fault);
                break;
            }
        };
        if record.id == FILEPASS {
            return Err(Fault::Protected);
        }
        let taken = gathered.take(record, &mut records, limits);
        faults.survive(taken)?;
    }
    gathered.build(version, faults)
}

/// Records and values gathered on the way; most can be told only when all are there.
#[derive(Default)]
struct Gathered<'a> {
    page: Option<u16>,
    dates: DateSystem,
    looks: LookRecords<'a>,
    texts: Vec<RichText>,
    sheets: Vec<Record<'a>>,
    shape_defaults: ShapeDefaults,
}

impl<'a> Gathered<'a> {
    fn take(
        &mut self,
        record: Record<'a>,
        records: &mut Records<'a>,
        limits: &Limits,
    ) -> Result<(), Fault> {
        match record.id {
            DATEMODE if record.fields().u16()? == 1 => self.dates = DateSystem::Excel1904,
            CODEPAGE => self.page = Some(record.fields().u16()?),
            FONT => self.looks.font(record),
            FORMAT => self.looks.format(record)?,
            XF => self.looks.cell(record),
            PALETTE => self.looks.palette(record),
            BOUNDSHEET if self.sheets.len() < limits.sheets => self.sheets.push(record),
            BOUNDSHEET => return Err(Fault::Limit(Bound::Sheets)),
            MSODRAWINGGROUP => self.shape_defaults = ShapeDefaults::read(record.data),
            SST => {
                let (texts, fault) =
                    shared_texts(&record, records, (limits.cells, limits.text_chars))?;
                self.texts = texts;
                fault.map_or(Ok(()), Err)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn build(self, version: Version, faults: &mut Faults) -> Result<Globals, Fault> {
        let codec = match version {
            Version::Biff8 => Codec::Unicode,
            Version::Biff5 => {
                let page = self.page.unwrap_or(DEFAULT_PAGE);
                Codec::of_page(page).unwrap_or_else(|| {
                    faults.note(Fault::CodePage(page));
                    Codec::Bytes(encoding_rs::WINDOWS_1252)
                })
            }
        };
        let mut sheets = Vec::new();
        for (position, record) in self.sheets.iter().enumerate() {
            match sheet_entry(position, record, codec) {
                Ok(Some(entry)) => sheets.push(entry),
                Ok(None) => {}
                Err(fault) => faults.note(fault),
            }
        }
        if sheets.is_empty() {
            return Err(Fault::NoSheets);
        }
        Ok(Globals {
            version,
            codec,
            dates: self.dates,
            looks: self.looks.build(version, codec, faults),
            texts: self.texts,
            sheets,
            shape_defaults: self.shape_defaults,
        })
    }
}

/// BOUNDSHEET (MS-XLS 2.4.28); `None` for modules of Visual Basic, which are no sheets.
fn sheet_entry(
    position: usize,
    record: &Record<'_>,
    codec: Codec,
) -> Result<Option<SheetEntry>, Fault> {
    let mut fields = record.fields();
    let offset = usize::try_from(fields.u32()?).unwrap_or(usize::MAX);
    let visibility = match fields.u8()? & 0x03 {
        0 => Visibility::Visible,
        1 => Visibility::Hidden,
        _ => Visibility::VeryHidden,
    };
    let kind = match fields.u8()? {
        0 | 1 => SheetKind::Cells,
        2 => SheetKind::Chart,
        _ => return Ok(None),
    };
    let mut name = codec.short(&mut fields)?;
    name.retain(|character| character != '\0');
    Ok(Some(SheetEntry { position, offset, visibility, kind, name }))
}
