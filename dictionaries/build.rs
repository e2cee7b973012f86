//! Build script: compiles the dictionary sources of this folder into the binary.
fn main() {}
