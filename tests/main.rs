//! Tests: one module per stage, real files, the real binary.
#![cfg(test)]
#![expect(clippy::print_stdout, reason = "tests say what they counted and what they passed over")]

mod analysis;
mod analysis_workbook;
mod cli;
mod coding;
mod config;
mod council;
mod faults;
mod forms;
mod fuzzed;
mod grid;
mod intake;
mod isolation;
mod issue_review;
mod kwic;
mod mutation;
mod number_format;
mod output;
mod privacy;
mod publish;
mod records;
mod report;
mod review;
mod run;
mod sample;
mod small_counts;
mod support;
mod tables;
mod text;
mod themes;
mod tidy;
mod traps;
