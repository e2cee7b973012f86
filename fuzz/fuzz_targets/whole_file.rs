//! Any file: told by its content, opened with the default password, read.
#![no_main]

#[path = "../fuzzing.rs"]
mod fuzzing;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| fuzzing::open_and_read(data));
