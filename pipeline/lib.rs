//! torimatome (とりまとめ): from a folder of filled-in forms to 様式③ and what lies behind it.
//!
//! ```text
//! SourceFile → Workbook → FormMatch → SheetRecord → CaseRecord{ScoreRecord, StatementRecord}
//!    ScoreRecord     → Dataset (polars)   ┐
//!    StatementRecord → TokenizedStatement ┴→ Analysis → SummaryWorkbook + tables
//! ```
//!
//! Modules stand in reading order.

pub mod units;

pub mod diagnostic;

pub mod label;

pub mod config;

pub mod intake;

pub mod grid;

pub mod isolation;

pub mod forms;

pub mod review;

pub mod records;

pub mod text;

pub mod privacy;

pub mod analysis;

pub mod output;

pub mod cli;

pub mod run;
