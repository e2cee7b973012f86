//! Tests: one module per stage, real files, the real binary.
#![cfg(test)]

mod config;
mod intake;
