//! Compound files round the workbook stream, sound and damaged.

use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

use cfb::{CompoundFile, Version};
use torimatome::diagnostic::Diagnostic;
use torimatome::grid::{Sheet, Workbook};
use torimatome::intake::{FileFormat, Limits};

use super::super::read_bytes;
use super::{fixture, read};

/// A stream short enough to lie in small sectors, and one that is not.
const STREAMS: [&str; 2] = ["every_cell_record.xls", "texts_cut_by_continue.xls"];

fn stream(name: &str) -> Vec<u8> {
    std::fs::read(fixture(name)).unwrap()
}

/// A compound file of some streams, written by a library that is not ours.
fn container(version: Version, streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = CompoundFile::create_with_version(version, Cursor::new(Vec::new())).unwrap();
    for (path, bytes) in streams {
        if let Some((storage, _)) = path.rsplit_once('/').filter(|(storage, _)| !storage.is_empty())
        {
            file.create_storage_all(storage).unwrap();
        }
        file.create_stream(path).unwrap().write_all(bytes).unwrap();
    }
    file.into_inner().into_inner()
}

fn opened(bytes: Vec<u8>) -> Result<Workbook, Diagnostic> {
    let start = Instant::now();
    let read = read_bytes(bytes, FileFormat::Xls, &Limits::default());
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    read
}

fn sheets(bytes: Vec<u8>) -> Vec<Sheet> {
    opened(bytes).unwrap().sheets
}

#[test]
fn the_stream_is_found_under_each_name_that_programs_give_it() {
    for name in STREAMS {
        let (stream, bare) = (stream(name), read(name).sheets);
        for version in [Version::V3, Version::V4] {
            for path in ["/Workbook", "/WORKBOOK", "/Book", "/BOOK"] {
                let bytes = container(version, &[("/\u{5}Summary", b"other"), (path, &stream)]);
                assert_eq!(sheets(bytes), bare, "{name} {path} {version:?}");
            }
        }
    }
}

#[test]
fn the_newer_of_two_versions_is_read() {
    let [older, newer] = STREAMS.map(stream);
    let bytes = container(Version::V3, &[("/Book", &older), ("/Workbook", &newer)]);
    assert_eq!(sheets(bytes), read(STREAMS[1]).sheets);
}

/// A workbook embedded in a workbook has a stream of the same name, further inside.
#[test]
fn an_embedded_workbook_is_not_taken_for_the_file_itself() {
    let [inner, outer] = STREAMS.map(stream);
    let bytes = container(Version::V3, &[("/MBD0001/Workbook", &inner), ("/Workbook", &outer)]);
    assert_eq!(sheets(bytes), read(STREAMS[1]).sheets);
    let bytes = container(Version::V3, &[("/MBD0001/Workbook", &inner), ("/Book", &outer)]);
    assert_eq!(sheets(bytes), read(STREAMS[1]).sheets);
}

fn refusal(bytes: Vec<u8>) -> String {
    opened(bytes).unwrap_err().message.english
}

fn put(bytes: &mut [u8], at: usize, number: u32) {
    bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
}

/// Offsets in the header: size of sectors, first sector of the directory, first and number of the
/// sectors that list more tables, first table of sectors.
const SECTOR_SHIFT: usize = 30;
const DIRECTORY: usize = 48;
const MORE_TABLES: usize = 68;
const FIRST_TABLE: usize = 76;

#[test]
fn broken_headers_are_refused() {
    let sound = container(Version::V3, &[("/Workbook", &stream(STREAMS[1]))]);
    let mut odd_sectors = sound.clone();
    odd_sectors[SECTOR_SHIFT] = 3;
    let mut no_directory = sound.clone();
    put(&mut no_directory, DIRECTORY, 0x00FF_FFFF);
    for bytes in [odd_sectors, no_directory, sound[..100].to_vec()] {
        assert!(refusal(bytes).contains("the compound file's header or directory is broken"));
    }
    let other = container(Version::V3, &[("/WordDocument", b"no workbook")]);
    assert!(refusal(other).contains("no workbook stream in the compound file"));
}

#[test]
fn a_stream_that_breaks_off_is_refused() {
    let sound = container(Version::V3, &[("/Workbook", &stream(STREAMS[1]))]);
    let mut no_table = sound.clone();
    put(&mut no_table, FIRST_TABLE, 0x00FF_FFFF);
    let cut = sound[..sound.len() - 1024].to_vec();
    for bytes in [no_table, cut] {
        assert!(refusal(bytes).contains("the workbook stream breaks off"));
    }
}

/// Each sector follows itself, and the list of further tables lists itself.
#[test]
fn chains_that_bite_their_tails_end() {
    let mut bytes = container(Version::V3, &[("/Workbook", &stream(STREAMS[1]))]);
    let table = u32::from_le_bytes(bytes[FIRST_TABLE..FIRST_TABLE + 4].try_into().unwrap());
    let start = 512 * (usize::try_from(table).unwrap() + 1);
    for sector in 0..128_u32 {
        put(&mut bytes, start + 4 * usize::try_from(sector).unwrap(), sector);
    }
    let _ = opened(bytes.clone());
    put(&mut bytes, MORE_TABLES, table);
    put(&mut bytes, MORE_TABLES + 4, u32::MAX);
    for place in 0..109 {
        put(&mut bytes, FIRST_TABLE + 4 * place, table);
    }
    let _ = opened(bytes);
}
