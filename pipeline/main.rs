//! Exit code and printing only.

fn main() {}
