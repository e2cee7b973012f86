//! Review: doubtful answers → the review workbook → filled in by another program → applied.

use std::io::{Cursor, Read as _};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use torimatome::config::{FormSet, ProjectConfig};
use torimatome::diagnostic::{Code, Diagnostic};
use torimatome::forms::{FormMatch, MarkMethod, Recogniser, recognise};
use torimatome::grid::{self, Workbook};
use torimatome::intake::{FileFormat, Limits, SourceFile};
use torimatome::output::review_workbook::review_workbook;
use torimatome::records::{ScoreRecord, read_sheets};
use torimatome::review::{Decision, Question, apply, questions, read_decisions};
use torimatome::units::SourcePath;

use crate::support::cache;

/// The doubtful form, read anew with some decisions.
struct Read {
    scores: Vec<ScoreRecord>,
    questions: Vec<Question>,
    diagnostics: Vec<Diagnostic>,
}

fn workbook(name: &str, bytes: Vec<u8>) -> Workbook {
    let source = SourceFile {
        source_path: SourcePath::new(name),
        format: FileFormat::Xlsx,
        bytes: Arc::from(bytes),
        sha256: String::new(),
    };
    grid::read(&source, &Limits::default()).unwrap().value
}

fn doubtful(decisions: &[Decision]) -> Read {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/forms/doubtful_scores.xlsx");
    let book = workbook("doubtful_scores.xlsx", std::fs::read(path).unwrap());
    let forms = FormSet::built_in().unwrap();
    let found = recognise(&book, &Recogniser::new(forms.clone()), &Limits::default());
    let mut matches: Vec<FormMatch> = found.value;
    let applied = apply(&mut matches, decisions);
    let records = read_sheets(&matches, &ProjectConfig::built_in().unwrap());
    let mut diagnostics = found.diagnostics;
    diagnostics.extend(applied.diagnostics);
    diagnostics.extend(records.diagnostics);
    let questions = questions(&matches, &forms, &diagnostics, &applied.value);
    let scores = records.value[0].participants[0].scores.clone();
    Read { scores, questions, diagnostics }
}

fn score(read: &Read, item: u8) -> Option<u8> {
    read.scores
        .iter()
        .find(|score| score.item.get() == item)?
        .score
        .map(torimatome::units::Score::get)
}

/// Fills in the answers of a review workbook with openpyxl; `None` when it is not installed.
fn fill_in(bytes: &[u8], answers: &[(&str, &str)]) -> Option<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("確認.xlsx");
    std::fs::write(&file, bytes).unwrap();
    let pairs: Vec<String> =
        answers.iter().map(|(cell, answer)| format!("{cell}={answer}")).collect();
    let script = "import sys, openpyxl\n\
        book = openpyxl.load_workbook(sys.argv[1])\n\
        page = book['確認']\n\
        head = {page.cell(4, c).value: c for c in range(1, page.max_column + 1)}\n\
        answers = dict(pair.split('=') for pair in sys.argv[2:])\n\
        for row in range(5, page.max_row + 1):\n\
        \x20   cell = page.cell(row, head['セル']).value\n\
        \x20   if cell in answers: page.cell(row, head['答え']).value = answers[cell]\n\
        book.save(sys.argv[1])\n";
    for python in ["python3", "/usr/bin/python3"] {
        let mut command = Command::new(python);
        let run = command.args(["-c", script]).arg(&file).args(&pairs).output();
        if run.is_ok_and(|run| run.status.success()) {
            return Some(std::fs::read(&file).unwrap());
        }
    }
    println!("passed over: no Python with openpyxl (Debian: python3-openpyxl)");
    None
}

#[test]
fn a_filled_in_review_changes_exactly_those_values() {
    let before = doubtful(&[]);
    let asked: Vec<String> = before
        .questions
        .iter()
        .map(|question| question.location.cell.unwrap().to_string())
        .collect();
    for cell in ["D5", "D6", "D7", "D8", "D13", "D17"] {
        assert!(asked.contains(&cell.to_owned()), "{cell} is asked, of {asked:?}");
    }
    assert!(before.questions.iter().all(|question| !question.options.is_empty()));

    let bytes = review_workbook(&before.questions, |_| Some("file:///x.xlsx".to_owned())).unwrap();
    let Some(filled) = fill_in(&bytes, &[("D5", "4"), ("D7", "無回答"), ("D8", "5")]) else {
        return;
    };
    let decisions = read_decisions(&workbook("確認.xlsx", filled));
    assert_eq!(decisions.diagnostics, []);
    assert_eq!(decisions.value.len(), 3);

    let after = doubtful(&decisions.value);
    let changed: Vec<u8> =
        (1..=16).filter(|item| score(&before, *item) != score(&after, *item)).collect();
    assert_eq!(changed, [1, 4]);
    assert_eq!((score(&after, 1), score(&after, 4)), (Some(4), Some(5)));
    let first = after.scores.iter().find(|score| score.item.get() == 1).unwrap();
    assert_eq!(first.method, Some(MarkMethod::Review));
    assert_eq!(first.raw, "4か5", "what the cell holds stays on record");

    let open = |read: &Read| read.questions.iter().filter(|q| q.decided.is_none()).count();
    assert_eq!(open(&after) + 3, open(&before), "no decision is asked twice");
    let settled = after.questions.iter().filter(|question| question.decided.is_some()).count();
    assert_eq!(settled, 3, "the new sheet carries the decisions on");
}

#[test]
fn an_answer_that_fits_nothing_is_reported() {
    let question = doubtful(&[]).questions.remove(0);
    let decision = |seen: &str, answer: &str| Decision {
        location: question.location.clone(),
        subject: question.subject.clone(),
        seen: seen.to_owned(),
        answer: answer.to_owned(),
        reason: String::new(),
        written: question.location.clone(),
    };
    let unused = |decision: Decision| {
        let read = doubtful(&[decision]);
        assert!(read.questions.iter().all(|question| question.decided.is_none()));
        read.diagnostics.iter().filter(|one| one.code == Code::ReviewUnused).count()
    };
    assert_eq!(unused(decision("another text", "4")), 1);
    assert_eq!(unused(decision(&question.seen, "9")), 1);
    let mut elsewhere = decision(&question.seen, "4");
    elsewhere.location.source_path = SourcePath::new("gone.xlsx");
    assert_eq!(unused(elsewhere), 1);
}

/// Runs the program on the bundled sample; the tables' text and the review workbook.
fn run_sample(out: &Path, review: Option<&Path>) -> (Vec<String>, Vec<u8>) {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/sample");
    let mut run = Command::new(env!("CARGO_BIN_EXE_torimatome"));
    run.arg("run").arg(sample).arg("--out").arg(out).arg("--quiet");
    run.env("XDG_CACHE_HOME", cache());
    if let Some(review) = review {
        run.arg("--review").arg(review);
    }
    assert_eq!(run.status().unwrap().code(), Some(0));
    let scores = std::fs::read_to_string(out.join("data/scores.csv")).unwrap();
    let review = std::fs::read(out.join("確認.xlsx")).unwrap();
    (scores.lines().map(str::to_owned).collect(), review)
}

/// Cell and state (未/済) of each row of a review workbook.
fn rows(bytes: Vec<u8>) -> Vec<(String, String)> {
    let book = workbook("確認.xlsx", bytes);
    let sheet = &book.sheets[0];
    let text = |row: u32, column: u32| {
        let cell = sheet.cells.get(&torimatome::units::CellAddress::new(row, column));
        cell.map(|cell| cell.text.to_string()).unwrap_or_default()
    };
    (4..1000).map(|row| (text(row, 4), text(row, 1))).take_while(|row| !row.0.is_empty()).collect()
}

#[test]
fn the_program_asks_once_and_obeys_the_answers() {
    let folder = tempfile::tempdir().unwrap();
    let (before, review) = run_sample(&folder.path().join("one"), None);
    let asked = rows(review.clone());
    assert_eq!(asked.len(), 3, "two doubtful scores and a copy that differs: {asked:?}");
    assert!(asked.iter().all(|(_, state)| state == "未"));
    let mut parts = zip::ZipArchive::new(Cursor::new(&review)).unwrap();
    let mut links = String::new();
    let mut part = parts.by_name("xl/worksheets/_rels/sheet1.xml.rels").unwrap();
    part.read_to_string(&mut links).unwrap();
    assert!(links.contains("fixtures/sample/"), "questions lead to their files: {links}");

    let answers: Vec<(&str, &str)> = asked.iter().map(|(cell, _)| (cell.as_str(), "3")).collect();
    let Some(filled) = fill_in(&review, &answers) else { return };
    let file = folder.path().join("確認.xlsx");
    std::fs::write(&file, filled).unwrap();
    let (after, review) = run_sample(&folder.path().join("two"), Some(&file));
    let changed: Vec<&String> = after.iter().filter(|line| !before.contains(line)).collect();
    assert_eq!(changed.len(), 3, "{changed:?}");
    assert!(changed.iter().all(|line| line.contains(",3,") && line.contains(",review,")));
    assert!(rows(review).iter().all(|(_, state)| state == "済"), "nothing is asked again");
}
