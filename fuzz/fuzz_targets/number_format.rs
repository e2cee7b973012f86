//! A number format's code and a value: eight bytes of the value, then the code.
#![no_main]

use libfuzzer_sys::fuzz_target;
use readers::grid::number_format::{DateSystem, NumberFormat};

fuzz_target!(|data: &[u8]| {
    let Some((value, code)) = data.split_first_chunk() else { return };
    let Ok(code) = std::str::from_utf8(code) else { return };
    let format = NumberFormat::parse(code);
    for system in [DateSystem::Excel1900, DateSystem::Excel1904] {
        std::hint::black_box(format.show(f64::from_le_bytes(*value), system));
    }
    std::hint::black_box(format.show_text(code));
});
