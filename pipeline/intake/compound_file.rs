//! Compound files: bytes → an opened container, once its tables cannot outgrow the file.
//!
//! The table of tables (DIFAT) of a hostile file may list the same sector without end, which
//! makes a reader fill 127 times the file's size with copies of it.
//! Source: MS-CFB 2.2 and 2.5.

use std::io::Cursor;

use cfb::CompoundFile;

/// What every compound file begins with.
pub(super) const SIGNATURE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Sector numbers from here on are marks, not places.
const FIRST_MARK: u32 = 0xFFFF_FFFA;

/// The container in these bytes; `None` when it is damaged or asks for too much.
pub(super) fn open(bytes: &[u8]) -> Option<CompoundFile<Cursor<&[u8]>>> {
    is_bounded(bytes)?;
    CompoundFile::open(Cursor::new(bytes)).ok()
}

/// `Some` when the chain of DIFAT sectors is no longer than the file can need.
fn is_bounded(bytes: &[u8]) -> Option<()> {
    let sector_bytes = match number16(bytes, 30)? {
        9 => 1 << 9,
        12 => 1 << 12,
        _ => return None,
    };
    let entries = sector_bytes / 4;
    let sectors = bytes.len() / sector_bytes;
    // Each DIFAT sector lists this many sectors of the FAT, each of which tells of `entries` more.
    let needed = sectors / (entries * (entries - 1)) + 1;
    let mut next = number32(bytes, 68)?;
    for _ in 0..=needed {
        if next >= FIRST_MARK {
            return Some(());
        }
        let start = usize::try_from(next).ok()?.checked_add(1)?.checked_mul(sector_bytes)?;
        next = number32(bytes, start.checked_add(sector_bytes - 4)?)?;
    }
    None
}

fn number16(bytes: &[u8], offset: usize) -> Option<u16> {
    bytes.get(offset..offset.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
}

fn number32(bytes: &[u8], offset: usize) -> Option<u32> {
    bytes.get(offset..offset.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}
