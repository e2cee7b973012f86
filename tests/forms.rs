//! Forms: real workbooks → which form each sheet is, and what each cell answers.

use std::fmt::Write as _;
use std::path::Path;

use torimatome::config::FormSet;
use torimatome::diagnostic::{Checked, Language};
use torimatome::forms::{
    Answer, Disposition, FormMatch, LedgerMark, Mark, Recogniser, ScoredItem, recognise,
};
use torimatome::intake::{IntakeOptions, Limits, Passwords, find, open};

use crate::support::shared;

/// Everything below a folder, recognised.
fn read_folder(folder: &Path) -> Vec<Checked<Vec<FormMatch>>> {
    let recogniser = Recogniser::new(FormSet::built_in().unwrap());
    let found = find(&[folder.to_path_buf()], &IntakeOptions::default()).unwrap();
    let mut read = Vec::new();
    for file in &found.value {
        let Ok(source) = open(file, &Passwords::default(), &Limits::default()) else { continue };
        let Ok(workbook) = torimatome::grid::read(&source.value, &Limits::default()) else {
            continue;
        };
        read.push(recognise(&workbook.value, &recogniser));
    }
    read
}

fn show_answer(answer: &Answer) -> String {
    let cells: Vec<String> = answer.cells.iter().map(ToString::to_string).collect();
    let mark = match &answer.mark {
        None => String::new(),
        Some(Mark::Unmarked) => " = (none)".to_owned(),
        Some(Mark::One { option, method }) => format!(" = {option} by {}", method.as_str()),
        Some(Mark::Unclear { picture, .. }) => format!(" ? {}", picture.text(Language::Japanese)),
    };
    format!("{} [{}] {:?}{mark}", answer.field, cells.join(","), answer.text)
}

fn show_item(item: &ScoredItem) -> String {
    let answer = item.answer.as_ref().map_or_else(|| "-".to_owned(), show_answer);
    let reason = item.reason.as_ref().map(show_answer).unwrap_or_default();
    format!("item {} @{} {answer} {reason}", item.item.get(), item.cell)
}

/// A match as text, for people and snapshots.
fn show(found: &FormMatch) -> String {
    let mut text = format!(
        "{} › {} = {} {} ({:.2}){}\n",
        found.source_path,
        found.sheet,
        found.form_id,
        found.version,
        found.confidence,
        if found.blank { " blank" } else { "" }
    );
    for answer in &found.answers {
        let _ = writeln!(text, "  {}", show_answer(answer));
    }
    for item in &found.items {
        let _ = writeln!(text, "  {}", show_item(item));
    }
    for row in &found.rows {
        let _ = writeln!(text, "  {}[{}] @{} mean={}", row.table, row.index, row.cell, row.is_mean);
        for answer in &row.answers {
            let _ = writeln!(text, "    {}", show_answer(answer));
        }
        for item in &row.items {
            let _ = writeln!(text, "    {}", show_item(item));
        }
    }
    text
}

#[test]
fn samples_leave_no_cell_unread() {
    for corpus in ["samples/small", "samples/wide"] {
        let Some(folder) = shared(corpus) else { return };
        let read = read_folder(&folder);
        if let Some(out) = std::env::var_os("TORIMATOME_DUMP") {
            let text: String = read.iter().flat_map(|c| &c.value).map(show).collect();
            std::fs::write(Path::new(&out).join(corpus.replace('/', "_")), text).unwrap();
        }
        let entries: Vec<_> = read.iter().flat_map(|c| &c.value).flat_map(|f| &f.ledger).collect();
        let unread: Vec<_> = entries
            .iter()
            .filter(|e| e.disposition == Disposition::Unread && e.mark == LedgerMark::Cell)
            .collect();
        assert!(entries.len() > 10_000, "{corpus}: {} ledger entries", entries.len());
        assert!(unread.is_empty(), "{corpus}: {unread:?}");
    }
}
