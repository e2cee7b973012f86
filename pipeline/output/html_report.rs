//! 分析/報告.html: tables of the output interface → one page that opens without a network.
//!
//! Input → output: finished tables → the bytes of one HTML file that holds its figures, its scripts
//! and its chart library. It must not compute statistics, nor let anything onto the page that names
//! a person: no name, no file, no text that was not masked.

/// Text into HTML.
mod markup;
/// How figures come about.
mod methods;
/// What stands above everything.
mod overview;
/// The figures as the scripts read them.
mod payload;
/// How far the scores carry.
mod quality;
/// What was read and what was not.
mod reading;
/// A table's columns by name.
mod rows;
/// What is inlined, and the policy that lets nothing else run.
mod shell;

use std::collections::BTreeSet;
use std::fmt::Write as _;

pub use self::rows::Mask;
use self::rows::Source;
use super::tables::Table;
use crate::analysis::ShownScores;
use crate::analysis::theme_spread::ShownTables;
use crate::config::form_definition::ItemSet;
use crate::privacy::PrivacyPolicy;

/// What the page is made of.
#[derive(Clone, Copy)]
pub struct Report<'run> {
    /// The city's title line.
    pub title: &'run str,
    /// The tables of the run; those that are missing are sections that say so.
    pub tables: &'run [Table],
    /// The names of the issues in the order of their table, as they may be shown.
    pub labels: &'run [&'run str],
    /// Resources that may not be named.
    pub hidden_terms: &'run BTreeSet<String>,
    /// The scored items of the forms in use.
    pub items: Option<&'run ItemSet>,
    /// The areas in the order of the settings.
    pub areas: &'run [&'run str],
    /// Takes names out of a text; without it the page holds no text of a statement.
    pub mask: Option<&'run Mask<'run>>,
    /// Whether a text of a form, as it was written, may be on the page at all.
    pub told: &'run dyn Fn(&str) -> bool,
    /// The counts of cases that may be shown.
    pub shown: &'run ShownTables,
    /// The rows of the score summary that may be shown.
    pub scores: &'run ShownScores,
    /// Which other counts of cases are hidden.
    pub policy: PrivacyPolicy,
    /// The dictionary that statements were cut with, by name and version.
    pub dictionary: &'run str,
}

/// The page (報告.html): the same input gives the same bytes.
///
/// # Errors
/// The figures cannot be written as JSON: one of them is not finite.
pub fn html_report(report: &Report<'_>) -> Result<Vec<u8>, serde_json::Error> {
    let source = Source::new(report);
    let payload = payload::payload(&source);
    let mut body = String::new();
    overview::write(&mut body, &source, &payload);
    body.push_str(shell::SECTIONS);
    quality::write(&mut body, &source, &payload);
    reading::write(&mut body, &source);
    methods::write(&mut body, &source);
    let json = serde_json::to_string(&payload)?;
    let mut page = String::with_capacity(json.len() + body.len() + 400_000);
    shell::write(&mut page, report.title, &body, &markup::script_data(&json));
    // Writing to a String cannot fail.
    let _ = writeln!(page);
    Ok(page.into_bytes())
}
