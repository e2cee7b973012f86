//! Build script: unpacks the IPADIC sources of this folder and compiles them for lindera.
//!
//! Input → output: `ipadic/ipadic-src-utf8.tar.zst` → `OUT_DIR/ipadic`, embedded by
//! `text::system_dictionary`. It downloads nothing and reads nothing outside the package.

use std::error::Error;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use lindera_dictionary::builder::DictionaryBuilder;
use lindera_dictionary::dictionary::metadata::Metadata;
use lindera_dictionary::dictionary::schema::Schema;

const SOURCES: &str = "dictionaries/ipadic/ipadic-src-utf8.tar.zst";

/// IPADIC's columns; lindera calls column 8 the form and 9 the type, IPADIC has them swapped.
const COLUMNS: [&str; 13] = [
    "surface",
    "left_context_id",
    "right_context_id",
    "cost",
    "part_of_speech",
    "part_of_speech_subcategory_1",
    "part_of_speech_subcategory_2",
    "part_of_speech_subcategory_3",
    "conjugation_form",
    "conjugation_type",
    "base_form",
    "reading",
    "pronunciation",
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={SOURCES}");
    println!("cargo::rerun-if-changed=dictionaries/build.rs");
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let unpacked = out.join("ipadic-src");
    unpack(Path::new(SOURCES), &unpacked)?;
    DictionaryBuilder::new(metadata()).build_dictionary(&unpacked, &out.join("ipadic"))?;
    fs::remove_dir_all(&unpacked)?;
    println!("cargo::rustc-env=LINDERA_WORKDIR={}", out.display());
    Ok(())
}

fn unpack(archive: &Path, folder: &Path) -> Result<(), Box<dyn Error>> {
    let file = File::open(archive).map_err(|error| format!("{}: {error}", archive.display()))?;
    let plain = ruzstd::decoding::StreamingDecoder::new(file)?;
    fs::create_dir_all(folder)?;
    tar::Archive::new(plain).unpack(folder)?;
    Ok(())
}

fn metadata() -> Metadata {
    let columns = COLUMNS.iter().map(ToString::to_string).collect();
    let simple = ["surface", "part_of_speech", "reading"].iter().map(ToString::to_string).collect();
    let (name, encoding, unset) = ("ipadic".into(), "UTF-8".into(), "*".into());
    let (cost, left, right) = (-10_000, 0, 0);
    let (flexible, skip_invalid, normalize) = (true, false, true);
    Metadata::new(
        name,
        encoding,
        cost,
        left,
        right,
        unset,
        flexible,
        skip_invalid,
        normalize,
        Schema::new(columns),
        Schema::new(simple),
    )
}
