//! What the fuzz targets share: bytes → the program's own way of reading them, forms included.
//!
//! A target fails on a panic, on an abort, on a hang, on memory beyond libFuzzer's limits, and
//! on a refusal that does not name the file.

use std::io::{Cursor, Read, Write};
use std::sync::{Arc, LazyLock};

use readers::config::FormSet;
use readers::diagnostic::Diagnostic;
use readers::forms::{self, Recogniser};
use readers::grid;
use readers::intake::{self, FileFormat, Limits, Passwords, SourceFile};
use readers::units::SourcePath;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

static RECOGNISER: LazyLock<Recogniser> =
    LazyLock::new(|| Recogniser::new(FormSet::built_in().unwrap()));

/// Limits small enough that reaching one takes no time.
pub fn limits() -> Limits {
    Limits {
        inflated_bytes: 64 << 20,
        part_bytes: 16 << 20,
        cells: 100_000,
        key_rounds: 100,
        ..Limits::default()
    }
}

fn name() -> SourcePath {
    SourcePath::new("fuzzed.xlsx")
}

fn check(refused: &Diagnostic) {
    assert_eq!(refused.location.source_path.as_str(), "fuzzed.xlsx");
    assert!(!refused.message.japanese.is_empty() && !refused.hint.japanese.is_empty());
}

/// Reads a source file and recognises its forms.
fn read_source(source: &SourceFile) -> Result<(), Diagnostic> {
    let workbook = grid::read(source, &limits())?;
    std::hint::black_box(forms::recognise(&workbook.value, &RECOGNISER, &limits()));
    Ok(())
}

/// Opens bytes as intake does, and reads them when they are a workbook.
pub fn open_and_read(bytes: &[u8]) {
    let opened = intake::open_bytes(&name(), bytes.to_vec(), &Passwords::default(), &limits())
        .and_then(|opened| read_source(&opened.value));
    if let Err(refused) = opened {
        check(&refused);
    }
}

/// Reads bytes as a workbook of this format, whatever they are.
pub fn read(format: FileFormat, bytes: Vec<u8>) {
    let source =
        SourceFile { source_path: name(), format, bytes: Arc::from(bytes), sha256: String::new() };
    if let Err(refused) = read_source(&source) {
        check(&refused);
    }
}

/// A sound archive of which one part at a time is replaced.
pub struct Base(Vec<(String, Vec<u8>)>);

impl Base {
    /// The parts of a fixture, in the order of its directory.
    pub fn new(archive: &[u8]) -> Self {
        let mut archive = ZipArchive::new(Cursor::new(archive)).unwrap();
        let parts = archive.len();
        let part = |index| {
            let mut part = archive.by_index(index).unwrap();
            let mut content = Vec::new();
            part.read_to_end(&mut content).unwrap();
            (part.name().unwrap().into_owned(), content)
        };
        Self((0..parts).map(part).collect())
    }

    /// The archive with one part replaced: the first byte says which, the rest is its content.
    pub fn with(&self, data: &[u8]) -> Option<Vec<u8>> {
        let (&which, content) = data.split_first()?;
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (index, (name, own)) in self.0.iter().enumerate() {
            let replaced = index == usize::from(which) % self.0.len();
            writer.start_file(name.as_str(), stored).ok()?;
            writer.write_all(if replaced { content } else { own }).ok()?;
        }
        Some(writer.finish().ok()?.into_inner())
    }
}
