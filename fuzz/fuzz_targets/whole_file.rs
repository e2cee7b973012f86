//! Any file: told by its content, opened with the default password, read.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| fuzzing::open_and_read(data));
