//! The shared samples, from their bytes to cases, against the truth beside them.
//!
//! Passed over when the shared folder is not there. `check.py` says the same of written tables.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use rayon::prelude::*;
use serde_json::Value;
use torimatome::config::{FormSet, ProjectConfig};
use torimatome::diagnostic::Diagnostic;
use torimatome::forms::{self, FormMatch, Recogniser};
use torimatome::grid;
use torimatome::intake::{self, IntakeOptions, Limits, Passwords};
use torimatome::records::coerce::compact;
use torimatome::records::{CaseRecord, StatementField, join_cases, read_sheets};

use crate::support::shared;

/// The forms of a sample, read once for all tests; `None` when it is not there.
fn forms_of(name: &'static str) -> Option<&'static [FormMatch]> {
    static SMALL: OnceLock<Option<Vec<FormMatch>>> = OnceLock::new();
    static WIDE: OnceLock<Option<Vec<FormMatch>>> = OnceLock::new();
    let kept = if name == "small" { &SMALL } else { &WIDE };
    kept.get_or_init(|| shared(&format!("samples/{name}")).map(|folder| forms_below(&folder)))
        .as_deref()
}

/// Every recognised form below a folder.
fn forms_below(folder: &std::path::Path) -> Vec<FormMatch> {
    let options = IntakeOptions { limits: Limits::default(), excluded: Vec::new() };
    let found = intake::find(&[folder.to_path_buf()], &options).unwrap();
    let recogniser = Recogniser::new(FormSet::built_in().unwrap());
    let passwords = Passwords::default();
    found
        .value
        .par_iter()
        .filter_map(|file| {
            let source = intake::open(file, &passwords, &options.limits).ok()?.value;
            let workbook = grid::read(&source, &options.limits).ok()?.value;
            Some(forms::recognise(&workbook, &recogniser, &Limits::default()).value)
        })
        .collect::<Vec<_>>()
        .concat()
}

fn cases_of(forms: &[FormMatch]) -> (Vec<CaseRecord>, Vec<Diagnostic>) {
    let project = ProjectConfig::built_in().unwrap();
    let read = read_sheets(forms, &project);
    let joined = join_cases(read.value, &project);
    let diagnostics = read.diagnostics.into_iter().chain(joined.diagnostics).collect();
    (joined.value, diagnostics)
}

/// The cases of a shared folder; `None` when it is not there.
pub(crate) fn shared_cases(folder: &str) -> Option<Vec<CaseRecord>> {
    Some(cases_of(&forms_below(&shared(folder)?)).0)
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

fn check_sample(name: &'static str) {
    let Some(forms) = forms_of(name) else { return };
    let truth = shared(&format!("samples/{name}.truth.json")).unwrap();
    let truth = std::fs::read_to_string(truth).unwrap();
    let truth: Value = serde_json::from_str(&truth).unwrap();
    let (cases, diagnostics) = cases_of(forms);
    let mut backwards = forms.to_vec();
    backwards.reverse();
    assert_eq!(format!("{cases:?}"), format!("{:?}", cases_of(&backwards).0), "any order of files");
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

/// For each ② sheet by its original path and sheet, the case it belongs to.
fn homes(cases: &[CaseRecord], original: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut homes = BTreeMap::new();
    for case in cases {
        for place in &case.sources {
            let path = place.source_path.as_str();
            let path = original.get(path).map_or(path, String::as_str);
            let sheet = place.sheet.as_deref().unwrap();
            let row = place.cell.map(|cell| cell.to_string()).unwrap_or_default();
            homes.insert(format!("{path}/{sheet}{row}"), case.case_id.to_string());
        }
    }
    homes
}

/// A new path for an old one.
type Renaming<'a> = &'a dyn Fn(&str) -> String;

/// The same forms under other paths.
fn moved(
    forms: &[FormMatch],
    rename: &dyn Fn(&str) -> String,
) -> (Vec<FormMatch>, BTreeMap<String, String>) {
    let mut original = BTreeMap::new();
    let mut forms = forms.to_vec();
    for form in &mut forms {
        let path = rename(form.source_path.as_str());
        original.insert(path.clone(), form.source_path.to_string());
        form.source_path = torimatome::units::SourcePath::new(&path);
    }
    (forms, original)
}

/// 2023-07-19 in a name as R5.7.19, 230719 or 7月19日.
fn dates_as(path: &str, write: &dyn Fn(&str, &str, &str) -> String) -> String {
    let mut parts: Vec<String> = Vec::new();
    for part in path.split('/') {
        let date = part.get(..10).filter(|date| date.parse::<chrono::NaiveDate>().is_ok());
        parts.push(match date {
            Some(date) => format!("{}{}", write(&date[..4], &date[5..7], &date[8..]), &part[10..]),
            None => part.to_owned(),
        });
    }
    parts.join("/")
}

#[test]
fn the_samples_survive_being_moved_about() {
    for name in ["small", "wide"] {
        let Some(forms) = forms_of(name) else { return };
        let wanted = homes(&cases_of(forms).0, &BTreeMap::new());
        let reiwa = |year: &str| year.parse::<u32>().unwrap() - 2018;
        let ways: [(&str, Renaming<'_>, bool); 9] = [
            ("flat", &|path| path.replace('/', "_"), true),
            (
                "flat in a year",
                &|path| path.replacen('/', "\u{1}", 1).replace('/', "_").replace('\u{1}', "/"),
                true,
            ),
            (
                "deeper",
                &|path| format!("会議/提出/{}", path.replace("様式②_", "様式②/参加者_")),
                true,
            ),
            ("wareki", &|path| dates_as(path, &|y, m, d| format!("R{}.{m}.{d}", reiwa(y))), true),
            (
                "kanji",
                &|path| dates_as(path, &|y, m, d| format!("令和{}年{m}月{d}日", reiwa(y))),
                true,
            ),
            ("short", &|path| dates_as(path, &|y, m, d| format!("{}{m}{d}", &y[2..])), true),
            ("without a year", &|path| dates_as(path, &|_, m, d| format!("{m}月{d}日")), true),
            (
                "without dates",
                &|path| dates_as(path, &|_, _, _| "会議".to_owned()).replace("_第", "第"),
                false,
            ),
            ("nothing but files", &|path| path.rsplit('/').next().unwrap().to_owned(), false),
        ];
        for (way, rename, all) in ways {
            let (renamed, original) = moved(forms, rename);
            let got = homes(&cases_of(&renamed).0, &original);
            let lost = wanted.keys().filter(|place| !got.contains_key(*place)).count();
            let wrong: Vec<_> =
                got.iter().filter(|(place, home)| wanted.get(*place) != Some(home)).collect();
            println!(
                "{name}, {way}: {} sheets, {lost} unlinked, {} wrong",
                wanted.len(),
                wrong.len()
            );
            assert!(wrong.is_empty(), "{way}: {:?}", wrong.iter().take(6).collect::<Vec<_>>());
            assert!(!all || lost == 0, "{way}: {lost} lost");
        }
    }
}

#[test]
fn the_samples_survive_one_workbook_for_each_year() {
    let Some(forms) = forms_of("small") else { return };
    let wanted = homes(&cases_of(forms).0, &BTreeMap::new());
    let mut forms = forms.to_vec();
    let mut original = BTreeMap::new();
    for form in &mut forms {
        let (year, rest) = form.source_path.as_str().split_once('/').unwrap();
        let sheet = format!("{}_{}", rest.replace('/', "_"), form.sheet);
        let place = format!("{year}.xlsx/{sheet}");
        original.insert(place, format!("{}/{}", form.source_path, form.sheet));
        form.source_path = torimatome::units::SourcePath::new(&format!("{year}.xlsx"));
        form.sheet = sheet.into();
    }
    let got: BTreeMap<String, String> = homes(&cases_of(&forms).0, &BTreeMap::new())
        .into_iter()
        .map(|(place, case)| {
            let known = original.iter().find(|(new, _)| place.starts_with(new.as_str())).unwrap();
            (place.replacen(known.0, known.1, 1), case)
        })
        .collect();
    assert_eq!(got, wanted);
}
