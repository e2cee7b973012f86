//! One part of an .ods archive replaced: first byte which, then its content.
#![no_main]

#[path = "../fuzzing.rs"]
mod fuzzing;

use std::sync::LazyLock;

use fuzzing::{Base, read};
use libfuzzer_sys::fuzz_target;
use readers::intake::FileFormat;

static BASE: LazyLock<Base> =
    LazyLock::new(|| Base::new(include_bytes!("../../fixtures/grid/same/book.ods")));

fuzz_target!(|data: &[u8]| {
    if let Some(archive) = BASE.with(data) {
        read(FileFormat::Ods, archive);
    }
});
