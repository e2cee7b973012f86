//! An .xls file: its container is not compressed, so every stream is within reach.
#![no_main]

#[path = "../fuzzing.rs"]
mod fuzzing;

use libfuzzer_sys::fuzz_target;
use readers::intake::FileFormat;

fuzz_target!(|data: &[u8]| fuzzing::read(FileFormat::Xls, data.to_vec()));
