//! Mutations: every fixture cut short, flipped and spliced ends as a workbook or a diagnostic.
//!
//! Never as a panic, an abort or a read beyond 2 seconds (10 in a debug build) and 512 MiB. The
//! number of mutations of each fixture is `TORIMATOME_MUTATIONS`, or a few.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use torimatome::diagnostic::Diagnostic;
use torimatome::intake::{self, Limits, Passwords};
use torimatome::isolation::Reader;
use torimatome::units::SourcePath;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::support::fixture;

/// Mutations of each fixture in an ordinary run of the tests.
const FEW: u64 = 60;

/// A generator of numbers that is the same on every machine (xorshift64*).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let rolled = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16;
        usize::try_from(rolled).unwrap() % most.max(1)
    }

    fn byte(&mut self) -> u8 {
        // Values at the edges are the ones that lengths and counts lie with.
        let edges = [0, 1, 0x7F, 0x80, 0xFE, 0xFF, b'"', b'<'];
        if self.below(2) == 0 {
            edges[self.below(edges.len())]
        } else {
            u8::try_from(self.below(256)).unwrap()
        }
    }
}

/// Cuts, flips or splices bytes in place.
fn mutate(bytes: &mut Vec<u8>, other: &[u8], dice: &mut Dice) {
    match dice.below(4) {
        0 => bytes.truncate(dice.below(bytes.len())),
        1 => {
            for _ in 0..=dice.below(8) {
                let at = dice.below(bytes.len());
                let byte = dice.byte();
                if let Some(place) = bytes.get_mut(at) {
                    *place = byte;
                }
            }
        }
        2 => {
            let from = dice.below(other.len());
            let length = dice.below((other.len() - from).min(512));
            let at = dice.below(bytes.len());
            let end = (at + dice.below(64)).min(bytes.len());
            bytes.splice(at..end, other[from..from + length].iter().copied());
        }
        _ => {
            let (from, at) = (dice.below(bytes.len()), dice.below(bytes.len()));
            let again = bytes[from..(from + 256).min(bytes.len())].to_vec();
            bytes.splice(at..at, again);
        }
    }
}

/// An archive with one of its parts mutated, so that the damage lies behind the compression.
fn mutate_part(archive: &[u8], other: &[u8], dice: &mut Dice) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(archive)).ok()?;
    let chosen = dice.below(archive.len());
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        if index == chosen {
            mutate(&mut content, other, dice);
        }
        writer.start_file(name, stored).unwrap();
        writer.write_all(&content).unwrap();
    }
    Some(writer.finish().unwrap().into_inner())
}

fn workbooks(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let ending = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            workbooks(&path, found);
        } else if ["xlsx", "xlsm", "xlsb", "xls", "ods"].contains(&ending.as_str()) {
            found.push(path);
        }
    }
}

fn limits() -> Limits {
    let seconds = if cfg!(debug_assertions) { 10 } else { 2 };
    Limits { seconds, memory_bytes: 512 << 20, key_rounds: 1000, ..Limits::default() }
}

/// What is wrong with the way a file was refused; `None` when nothing is.
fn objection(refused: &Diagnostic, name: &str) -> Option<String> {
    let sentence = &refused.message.english;
    let broken_off = ["broken off", "failed unexpectedly"].iter().any(|end| sentence.contains(end));
    let named = refused.location.source_path.as_str() == name;
    let told = !refused.message.japanese.is_empty() && !refused.hint.japanese.is_empty();
    (broken_off || !named || !told).then(|| format!("{name}: {sentence}"))
}

/// Opens and reads bytes as the program does; whether they were read, or what is wrong.
fn read(reader: &Reader, name: &str, bytes: Vec<u8>) -> Result<bool, String> {
    let path = SourcePath::new(name);
    let outcome = intake::open_bytes(&path, bytes, &Passwords::default(), &limits())
        .and_then(|opened| reader.read(&opened.value));
    match outcome {
        Ok(_) => Ok(true),
        Err(refused) => objection(&refused, name).map_or(Ok(false), Err),
    }
}

#[test]
fn no_mutation_of_a_fixture_does_harm() {
    let rounds = std::env::var("TORIMATOME_MUTATIONS").map_or(FEW, |text| text.parse().unwrap());
    let mut paths = Vec::new();
    workbooks(&fixture(""), &mut paths);
    assert!(paths.len() > 20);
    let contents: Vec<Vec<u8>> = paths.iter().map(|path| fs::read(path).unwrap()).collect();
    let reader = Reader::with_workers(env!("CARGO_BIN_EXE_torimatome").into(), limits());
    let cases: Vec<(usize, u64)> =
        (0..paths.len()).flat_map(|index| (0..rounds).map(move |round| (index, round))).collect();
    let outcomes: Vec<Result<bool, String>> = cases
        .par_iter()
        .map(|&(index, round)| {
            let mut dice = Dice(0x9E37_79B9 * (1 + round) + 7919 * (1 + index as u64));
            let other = &contents[dice.below(contents.len())];
            let mut bytes = contents[index].clone();
            let within = (round % 3 != 0).then(|| mutate_part(&bytes, other, &mut dice)).flatten();
            match within {
                Some(mutated) => bytes = mutated,
                None => mutate(&mut bytes, other, &mut dice),
            }
            let name = paths[index].file_name().unwrap().to_string_lossy();
            read(&reader, &name, bytes).map_err(|wrong| format!("round {round}: {wrong}"))
        })
        .collect();
    let objections: Vec<&str> =
        outcomes.iter().filter_map(|outcome| outcome.as_ref().err()).map(String::as_str).collect();
    let read = outcomes.iter().filter(|outcome| **outcome == Ok(true)).count();
    println!("{} mutations of {} fixtures, {read} still read", cases.len(), paths.len());
    assert!(objections.is_empty(), "{}", objections.join("\n"));
    // Damage must reach the readers, and must not all be refused at the door.
    assert!(read > cases.len() / 10 && read < cases.len() * 9 / 10);
}
