//! Small form matches written out by hand: the real input of the records stage.

use std::sync::Arc;

use chrono::NaiveDate;
use torimatome::diagnostic::{Diagnostic, Wording};
use torimatome::forms::{Answer, FormKind, FormMatch, Mark, MarkMethod, ScoredItem, TableRow};
use torimatome::grid::CellValue;
use torimatome::units::{CellAddress, ItemNumber, SourcePath};

/// A sheet under construction.
pub(super) struct Sheet(pub(super) FormMatch);

pub(super) fn sheet(kind: FormKind, path: &str, name: &str) -> Sheet {
    Sheet(FormMatch {
        source_path: SourcePath::new(path),
        sheet: name.into(),
        form_id: "itami".into(),
        version: "16項目".into(),
        kind,
        confidence: 1.0,
        reason: Wording::new("", ""),
        answers: Vec::new(),
        items: Vec::new(),
        rows: Vec::new(),
        ledger: Vec::new(),
        blank: false,
    })
}

/// 様式①.
pub(super) fn case_sheet(path: &str) -> Sheet {
    sheet(FormKind::CaseSheet, path, "様式①")
}

/// 様式②.
pub(super) fn reflection(path: &str) -> Sheet {
    sheet(FormKind::Reflection, path, "様式②")
}

/// 様式③-1.
pub(super) fn case_summary(path: &str) -> Sheet {
    sheet(FormKind::CaseSummary, path, "様式③-1")
}

/// 様式③-2.
pub(super) fn year_summary(path: &str) -> Sheet {
    sheet(FormKind::YearSummary, path, "様式③-2")
}

pub(super) fn at(address: &str) -> CellAddress {
    CellAddress::parse(address).unwrap()
}

/// An answer as typed: a number where the text is one, as spreadsheets keep it.
pub(super) fn answer(field: &str, cell: &str, text: &str) -> Answer {
    let value = text.parse().map_or_else(|_| CellValue::Text(text.into()), CellValue::Number);
    Answer { field: field.into(), text: text.to_owned(), value, cells: vec![at(cell)], mark: None }
}

pub(super) fn marked(field: &str, cell: &str, text: &str, mark: Mark) -> Answer {
    Answer { mark: Some(mark), ..answer(field, cell, text) }
}

pub(super) fn one(option: &str, method: MarkMethod) -> Mark {
    Mark::One { option: Arc::from(option), method }
}

pub(super) fn item(number: usize, cell: &str, answer: Option<Answer>) -> ScoredItem {
    ScoredItem {
        item: ItemNumber::new(u8::try_from(number).unwrap()).unwrap(),
        answer,
        reason: None,
        cell: at(cell),
    }
}

/// Items 1 … of a row or column; `-` is an empty place.
pub(super) fn items(scores: &str, cell: impl Fn(usize) -> String) -> Vec<ScoredItem> {
    scores
        .split_whitespace()
        .enumerate()
        .map(|(index, text)| {
            let cell = cell(index);
            let typed = (text != "-").then(|| answer("score", &cell, text));
            item(index + 1, &cell, typed)
        })
        .collect()
}

impl Sheet {
    pub(super) fn with(mut self, field: &str, cell: &str, text: &str) -> Self {
        self.0.answers.push(answer(field, cell, text));
        self
    }

    pub(super) fn with_answer(mut self, answer: Answer) -> Self {
        self.0.answers.push(answer);
        self
    }

    /// Scores down column D from row 7, as on 様式②.
    pub(super) fn scores(mut self, scores: &str) -> Self {
        self.0.items = items(scores, |index| format!("D{}", index + 7));
        self
    }

    pub(super) fn with_item(mut self, item: ScoredItem) -> Self {
        self.0.items.push(item);
        self
    }

    /// A row of a table without scores: `column=text`.
    pub(super) fn row(self, table: &str, row: usize, cells: &[(&str, &str)]) -> Self {
        self.scored_row(table, row, cells, "")
    }

    /// A row of a table: its cells from column A on, its scores from column K on.
    pub(super) fn scored_row(
        mut self,
        table: &str,
        row: usize,
        cells: &[(&str, &str)],
        scores: &str,
    ) -> Self {
        let column = |index: usize| CellAddress::new(0, u32::try_from(index).unwrap()).to_string();
        let place = |index: usize| format!("{}{row}", column(index).trim_end_matches('1'));
        let index = self.0.rows.iter().filter(|one| one.table.as_ref() == table).count();
        self.0.rows.push(TableRow {
            table: table.into(),
            index,
            cell: at(&format!("A{row}")),
            answers: cells
                .iter()
                .enumerate()
                .map(|(index, (field, text))| answer(field, &place(index), text))
                .collect(),
            items: items(scores, |index| place(index + 30)),
            is_mean: false,
        });
        self
    }

    /// A participant's row of 様式③-1.
    pub(super) fn participant(self, row: usize, label: &str, scores: &str) -> Self {
        self.scored_row("participants", row, &[("label", label)], scores)
    }

    /// The mean row of 様式③-1.
    pub(super) fn mean_row(self, row: usize, means: &str) -> Self {
        let mut sheet = self.scored_row("participants", row, &[], means);
        sheet.0.rows.last_mut().unwrap().is_mean = true;
        sheet
    }
}

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Codes with the cell they point at, like `date_unreadable B2`.
pub(super) fn codes(diagnostics: &[Diagnostic]) -> Vec<String> {
    diagnostics
        .iter()
        .map(|found| {
            let cell = found.location.cell.map_or_else(|| "-".to_owned(), |cell| cell.to_string());
            format!("{} {cell}", found.code.as_str())
        })
        .collect()
}
