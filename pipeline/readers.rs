//! The stages that meet untrusted bytes, as a library of their own for the fuzz targets.
//!
//! It leaves out what comes after the records, and with it nearly everything that takes long to
//! compile. `fuzz/Cargo.toml` builds it; the program does not.

pub mod units;

pub mod diagnostic;

pub mod label;

pub mod config;

pub mod intake;

pub mod grid;

pub mod forms;

pub mod records;

/// What a diagnostic speaks of beyond these stages.
pub mod output {
    pub mod publish;
}
