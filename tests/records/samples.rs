//! The shared samples, from their bytes to cases, against the truth beside them.
//!
//! Passed over when the shared folder is not there. `check.py` says the same of written tables.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use torimatome::config::{FormSet, ProjectConfig};
use torimatome::diagnostic::Diagnostic;
use torimatome::forms::{self, FormMatch, Recogniser};
use torimatome::grid;
use torimatome::intake::{self, IntakeOptions, Limits, Passwords};
use torimatome::records::coerce::compact;
use torimatome::records::{CaseRecord, StatementField, join_cases, read_sheets};

use crate::support::shared;

/// Every recognised form below a folder.
fn forms_below(folder: &std::path::Path) -> Vec<FormMatch> {
    let options = IntakeOptions { limits: Limits::default(), excluded: Vec::new() };
    let found = intake::find(&[folder.to_path_buf()], &options).unwrap();
    let recogniser = Recogniser::new(FormSet::built_in().unwrap());
    let passwords = Passwords::default();
    found
        .value
        .iter()
        .filter_map(|file| {
            let source = intake::open(file, &passwords, &options.limits).ok()?.value;
            let workbook = grid::read(&source, &options.limits).ok()?.value;
            Some(forms::recognise(&workbook, &recogniser).value)
        })
        .flatten()
        .collect()
}

fn cases_of(forms: &[FormMatch]) -> (Vec<CaseRecord>, Vec<Diagnostic>) {
    let project = ProjectConfig::built_in().unwrap();
    let read = read_sheets(forms, &project);
    let joined = join_cases(read.value, &project);
    let diagnostics = read.diagnostics.into_iter().chain(joined.diagnostics).collect();
    (joined.value, diagnostics)
}

/// A text as `check.py` compares it.
fn bare(text: &str) -> String {
    compact(text).chars().filter(|sign| !matches!(sign, '。' | '．' | '、' | '・')).collect()
}

/// The facts of a case under the names of the truth.
fn facts(case: &CaseRecord) -> BTreeMap<&'static str, String> {
    let header = &case.header;
    let text = |fact: &Option<torimatome::records::Traced<String>>| {
        fact.as_ref().map(|fact| bare(&fact.value)).unwrap_or_default()
    };
    let held_on = header.held_on.as_ref().map(|day| day.value.to_string()).unwrap_or_default();
    [
        ("held_on", held_on),
        ("center", text(&header.center)),
        ("office", text(&header.office)),
        ("provider", text(&header.provider)),
        ("client", text(&header.client)),
        ("age", header.age.as_ref().map(|age| age.value.to_string()).unwrap_or_default()),
        ("sex", text(&header.sex)),
        ("care_level", text(&header.care_level)),
        ("school_district", text(&header.school_district)),
        ("title", text(&header.title)),
        ("reason", text(&header.reason)),
        ("fiscal_year", case.fiscal_year.map(|year| year.to_string()).unwrap_or_default()),
        ("area", case.area.as_deref().map(bare).unwrap_or_default()),
    ]
    .into_iter()
    .collect()
}

fn wanted(truth: &Value, field: &str) -> String {
    match &truth[field] {
        Value::String(text) => bare(text),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// Each case of the truth with the case read that agrees best, if it agrees in five facts.
fn paired<'a>(
    truth: &'a [Value],
    cases: &'a [CaseRecord],
) -> Vec<(&'a Value, Option<&'a CaseRecord>)> {
    let mut left: Vec<&CaseRecord> = cases.iter().collect();
    let mut pairs = Vec::new();
    for wanted_case in truth {
        let agreement = |case: &&CaseRecord| {
            facts(case).iter().filter(|(field, got)| **got == wanted(wanted_case, field)).count()
        };
        let best = left.iter().enumerate().max_by_key(|(_, case)| agreement(case));
        let found = best.filter(|(_, case)| agreement(case) >= 5).map(|(index, _)| index);
        pairs.push((wanted_case, found.map(|index| left.remove(index))));
    }
    assert!(
        left.is_empty(),
        "cases nobody knows: {:?}",
        left.iter().map(|c| &c.case_id).collect::<Vec<_>>()
    );
    pairs
}

/// Scores of a case as the truth has them, by participant, sorted.
fn score_rows(case: &CaseRecord) -> Vec<Vec<Option<u8>>> {
    let mut rows: Vec<Vec<Option<u8>>> = case
        .participants
        .iter()
        .map(|person| {
            (1..=16)
                .map(|item| {
                    let score = person.scores.iter().find(|score| score.item.get() == item);
                    score.and_then(|score| score.score).map(torimatome::units::Score::get)
                })
                .collect()
        })
        .collect();
    rows.sort();
    rows
}

fn wanted_rows(truth: &Value) -> Vec<Vec<Option<u8>>> {
    let mut rows: Vec<Vec<Option<u8>>> = truth["participants"]
        .as_array()
        .unwrap()
        .iter()
        .map(|person| {
            (1..=16_u8)
                .map(|item| {
                    let score = person["scores"].get(item.to_string())?.as_u64()?;
                    u8::try_from(score).ok()
                })
                .collect()
        })
        .collect();
    rows.sort();
    rows
}

fn check_facts(truth: &Value, case: &CaseRecord, wrong: &mut Vec<String>) {
    for (field, got) in facts(case) {
        // 様式③-2 has no column for the centre; the area follows from the district all the same.
        if truth["mode"] == "only32" && field == "center" {
            continue;
        }
        if got != wanted(truth, field) {
            wrong.push(format!("{} {field}: {got:?} for {:?}", case.case_id, truth[field]));
        }
    }
}

fn check_statements(truth: &Value, case: &CaseRecord, wrong: &mut Vec<String>) {
    for field in StatementField::ALL {
        let has_summary = matches!(truth["mode"].as_str(), Some("only31" | "only32" | "files31"));
        let name = field.as_str();
        let wanted: BTreeSet<String> = if name.ends_with("insight") && !has_summary {
            BTreeSet::new()
        } else {
            let texts = truth["texts31"][name].as_array().unwrap();
            texts.iter().map(|text| bare(text.as_str().unwrap())).collect()
        };
        let got: BTreeSet<String> = case
            .statements
            .iter()
            .filter(|one| one.field == field)
            .map(|one| bare(&one.text))
            .collect();
        let differing: Vec<&String> = got.symmetric_difference(&wanted).collect();
        if !differing.is_empty() {
            wrong.push(format!("{} {name}: {differing:?}", case.case_id));
        }
    }
}

fn check_means(truth: &Value, case: &CaseRecord, wrong: &mut Vec<String>) {
    for (item, wanted) in truth["means"].as_object().unwrap() {
        let mean = case.means.iter().find(|mean| mean.item.get().to_string() == *item);
        let close = mean.is_some_and(|mean| (mean.mean - wanted.as_f64().unwrap()).abs() < 0.006);
        if !close {
            wrong.push(format!("{} mean {item}: {mean:?} for {wanted}", case.case_id));
        }
    }
}

/// Roles and names that 様式③-1 lends to 様式② sheets, where it has them.
fn check_labels(truth: &Value, case: &CaseRecord, wrong: &mut Vec<String>) {
    let mut wanted: Vec<(String, String)> = truth["participants"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["label"].as_str().unwrap().into(), one["role"].as_str().unwrap().into()))
        .collect();
    wanted.sort();
    let mut got: Vec<(String, String)> = case
        .participants
        .iter()
        .map(|one| {
            let label = one.label.as_ref().map(|label| label.value.clone()).unwrap_or_default();
            (label, one.role.clone().unwrap_or_default())
        })
        .collect();
    got.sort();
    if got != wanted {
        wrong.push(format!("{} labels: {got:?} for {wanted:?}", case.case_id));
    }
}

fn check_sample(name: &str) {
    let Some(folder) = shared(&format!("samples/{name}")) else { return };
    let truth = std::fs::read_to_string(folder.with_extension("truth.json")).unwrap();
    let truth: Value = serde_json::from_str(&truth).unwrap();
    let mut forms = forms_below(&folder);
    let (cases, diagnostics) = cases_of(&forms);
    forms.reverse();
    assert_eq!(format!("{cases:?}"), format!("{:?}", cases_of(&forms).0), "any order of files");
    let mut wrong = Vec::new();
    let mut conflicts = BTreeSet::new();
    for (truth, case) in paired(truth["cases"].as_array().unwrap(), &cases) {
        let case =
            case.unwrap_or_else(|| panic!("not found: {} {}", truth["folder"], truth["title"]));
        check_facts(truth, case, &mut wrong);
        check_statements(truth, case, &mut wrong);
        check_means(truth, case, &mut wrong);
        if truth["mode"] != "only32" && score_rows(case) != wanted_rows(truth) {
            wrong.push(format!("{} scores ({}, {})", case.case_id, truth["mode"], truth["how"]));
        }
        if matches!(truth["mode"].as_str(), Some("only31" | "only32" | "files31")) {
            check_labels(truth, case, &mut wrong);
        }
        if !truth["conflict"].is_null() {
            conflicts.insert(truth["folder"].as_str().unwrap().to_owned());
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    let said: BTreeSet<String> = diagnostics
        .iter()
        .filter(|found| found.code.as_str() == "conflict")
        .map(|found| {
            let path = found.location.source_path.as_str();
            path.rsplit_once('/').unwrap().0.to_owned()
        })
        .collect();
    assert_eq!(said, conflicts, "every wrong copy is a conflict, and nothing else is");
    println!("{name}: {} cases as they should be", cases.len());
}

#[test]
fn the_small_sample_is_read_as_it_was_written() {
    check_sample("small");
}

#[test]
fn the_wide_sample_is_read_as_it_was_written() {
    check_sample("wide");
}
