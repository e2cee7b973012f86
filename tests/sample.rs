//! The bundled sample through every stage, against what its maker put into it.

use serde_json::Value;
use torimatome::analysis::{ScaleKind, ScoreGroup, score_statistics};
use torimatome::config::{FormSet, ProjectConfig};
use torimatome::diagnostic::{Code, Diagnostic};
use torimatome::forms::{Recogniser, recognise};
use torimatome::grid;
use torimatome::intake::{self, IntakeOptions, Limits, Passwords};
use torimatome::records::{CaseHeader, CaseRecord, ScoreRecord, join_cases, read_sheets};
use torimatome::units::ItemNumber;

use crate::support::fixture;

/// Cases and findings of the whole folder.
struct Sample {
    cases: Vec<CaseRecord>,
    diagnostics: Vec<Diagnostic>,
}

fn read() -> Sample {
    let project = ProjectConfig::built_in().unwrap();
    let recogniser = Recogniser::new(project.forms.form_set().unwrap());
    let found = intake::find(&[fixture("sample")], &IntakeOptions::default()).unwrap();
    let mut diagnostics = found.diagnostics;
    let mut forms = Vec::new();
    for file in &found.value {
        let source = intake::open(file, &Passwords::default(), &project.limits).unwrap();
        let book = grid::read(&source.value, &project.limits).unwrap();
        let matches = recognise(&book.value, &recogniser, &Limits::default());
        forms.extend(matches.value);
        diagnostics.extend(
            [source.diagnostics, book.diagnostics, matches.diagnostics].into_iter().flatten(),
        );
    }
    let records = read_sheets(&forms, &project);
    let cases = join_cases(records.value, &project);
    diagnostics.extend(records.diagnostics.into_iter().chain(cases.diagnostics));
    Sample { cases: cases.value, diagnostics }
}

fn truth() -> Value {
    serde_json::from_slice(&std::fs::read(fixture("sample.truth.json")).unwrap()).unwrap()
}

fn cases(truth: &Value) -> &Vec<Value> {
    truth["cases"].as_array().unwrap()
}

/// The case of a truth, by its title.
fn found<'a>(sample: &'a Sample, case: &Value) -> &'a CaseRecord {
    let has_title = |record: &&CaseRecord| {
        record.header.title.as_ref().is_some_and(|title| title.value == case["title"])
    };
    let found: Vec<_> = sample.cases.iter().filter(has_title).collect();
    assert_eq!(found.len(), 1, "{}", case["title"]);
    found[0]
}

/// A text without spaces and bullets, as comparing by eye would take it.
fn plain(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && *letter != '。').collect()
}

fn told(header: &CaseHeader) -> Vec<(&'static str, Option<String>)> {
    let text = |value: &Option<torimatome::records::Traced<String>>| {
        value.as_ref().map(|traced| plain(&traced.value))
    };
    vec![
        ("held_on", header.held_on.as_ref().map(|traced| traced.value.to_string())),
        ("center", text(&header.center)),
        ("office", text(&header.office)),
        ("provider", text(&header.provider)),
        ("client", text(&header.client)),
        ("age", header.age.as_ref().map(|traced| traced.value.to_string())),
        ("sex", text(&header.sex)),
        ("care_level", text(&header.care_level)),
        ("school_district", text(&header.school_district)),
        ("title", text(&header.title)),
        ("reason", text(&header.reason)),
    ]
}

#[test]
fn every_case_is_found_with_its_heading() {
    let (sample, truth) = (read(), truth());
    for case in cases(&truth) {
        let record = found(&sample, case);
        let only_a_row = case["mode"] == "only32";
        for (field, value) in told(&record.header) {
            // The form of a year has no column for the centre.
            if only_a_row && field == "center" {
                continue;
            }
            let expected = match &case[field] {
                Value::String(text) => plain(text),
                other => other.to_string(),
            };
            assert_eq!(value, Some(expected), "{field} of {}", case["title"]);
        }
        assert_eq!(record.fiscal_year.map(i64::from), case["fiscal_year"].as_i64());
        if !only_a_row {
            assert_eq!(record.area.as_deref(), case["area"].as_str(), "{}", case["title"]);
        }
    }
    assert_eq!(sample.cases.len(), cases(&truth).len(), "no case is made up");
}

/// Scores of a participant as the truth has them, for items 1 to 16.
fn expected_scores(participant: &Value) -> Vec<Option<u64>> {
    (1..=16).map(|item| participant["scores"][item.to_string()].as_u64()).collect()
}

fn given_scores(scores: &[ScoreRecord]) -> Vec<Option<u64>> {
    let mut given = vec![None; 16];
    for score in scores {
        given[usize::from(score.item.get()) - 1] = score.score.map(|score| score.get().into());
    }
    given
}

#[test]
fn every_score_is_read_however_it_was_entered() {
    let (sample, truth) = (read(), truth());
    let mut compared = 0;
    for case in cases(&truth).iter().filter(|case| case["mode"] != "only32") {
        let record = found(&sample, case);
        let people = case["participants"].as_array().unwrap();
        assert_eq!(record.participants.len(), people.len(), "{}", case["title"]);
        for person in people {
            let is_theirs = |scores: &Vec<Option<u64>>| *scores == expected_scores(person);
            let mut own = record.participants.iter().filter(|participant| {
                let place = &participant.location;
                case["mode"] == "only31"
                    || (place.source_path.as_str() == person["source_path"]
                        && place.sheet.as_deref() == person["sheet"].as_str())
            });
            let read: Vec<_> = own.by_ref().map(|own| given_scores(&own.scores)).collect();
            assert!(read.iter().any(is_theirs), "{} {person} {read:?}", case["how"]);
            compared += 16;
        }
    }
    println!("{compared} scores are as the truth has them");
    assert!(compared >= 16 * 32);
}

/// Scores of an item in a truth, of all participants of the cases that some condition holds for.
fn true_scores(truth: &Value, item: ItemNumber, holds: impl Fn(&Value) -> bool) -> Vec<f64> {
    let held = cases(truth).iter().filter(|case| case["mode"] != "only32" && holds(case));
    let people = held.flat_map(|case| case["participants"].as_array().unwrap());
    people.filter_map(|person| person["scores"][item.get().to_string()].as_f64()).collect()
}

#[test]
fn score_statistics_are_those_of_the_truth() {
    let (sample, truth) = (read(), truth());
    let forms = FormSet::built_in().unwrap();
    let items = forms.form("itami_reflection").unwrap().items.clone();
    let statistics = score_statistics(&sample.cases, items.as_deref(), &[]).unwrap();
    let mut compared = 0;
    for row in &statistics.item_stats {
        let ScaleKind::Item(item) = row.scale.kind else { continue };
        let scores = match row.group_by {
            ScoreGroup::All => true_scores(&truth, item, |_| true),
            ScoreGroup::FiscalYear => true_scores(&truth, item, |case| {
                case["fiscal_year"].as_i64() == row.group.parse().ok()
            }),
            ScoreGroup::Area => true_scores(&truth, item, |case| case["area"] == *row.group),
            _ => continue,
        };
        let place = format!("{} {}", row.scale.name, row.group);
        assert_eq!(row.n.unwrap_or_default() as usize, scores.len(), "{place}");
        let mean = scores.iter().sum::<f64>() / scores.iter().map(|_| 1.0).sum::<f64>();
        assert!(row.mean.is_none_or(|found| (found - mean).abs() < 1e-12), "{place}");
        compared += 1;
    }
    println!("{compared} means of scores are those of the truth");
    assert!(compared >= 16 * 6);
}

#[test]
fn means_and_statements_are_those_of_the_truth() {
    let (sample, truth) = (read(), truth());
    for case in cases(&truth) {
        let record = found(&sample, case);
        for mean in &record.means {
            let expected = case["means"][mean.item.get().to_string()].as_f64().unwrap();
            assert!((mean.mean - expected).abs() < 0.006, "{} {mean:?}", case["title"]);
        }
        assert_eq!(record.means.len(), case["means"].as_object().unwrap().len());
        for (field, texts) in case["texts31"].as_object().unwrap() {
            let summarised =
                ["only31", "only32", "files31"].iter().any(|mode| case["mode"] == **mode);
            let mut expected: Vec<String> = texts
                .as_array()
                .unwrap()
                .iter()
                .map(|text| plain(text.as_str().unwrap()))
                .filter(|_| summarised || !field.ends_with("insight"))
                .collect();
            let of_field = record.statements.iter().filter(|found| found.field.as_str() == field);
            let mut given: Vec<String> = of_field.map(|found| plain(&found.text)).collect();
            for list in [&mut expected, &mut given] {
                list.sort();
                list.dedup();
            }
            assert_eq!(given, expected, "{field} of {}", case["title"]);
        }
    }
}

#[test]
fn what_a_person_must_know_is_said() {
    let sample = read();
    let has = |code: Code, path: &str| {
        sample.diagnostics.iter().any(|diagnostic| {
            diagnostic.code == code && diagnostic.location.source_path.as_str() == path
        })
    };
    let first = "2023年度/2023-07-19_第4エリア";
    for (code, path) in [
        (Code::SkippedFile, "2023年度/~$出席者名簿.xlsx"),
        (Code::UnrecognisedSheet, "2023年度/出席者名簿.xlsx"),
        (Code::BlankForm, "2023年度/様式②_白紙.xlsx"),
        (Code::DuplicateFile, &format!("{first}/コピー ～ 様式②_01.xlsx")),
        (Code::ScoreAmbiguous, &format!("{first}/様式②_04.xlsx")),
        (Code::HiddenContent, &format!("{first}/様式②_04.xlsx")),
    ] {
        assert!(has(code, path), "{code:?} {path}\n{:#?}", sample.diagnostics);
    }
    let conflicts: Vec<_> =
        sample.diagnostics.iter().filter(|found| found.code == Code::Conflict).collect();
    assert!(!conflicts.is_empty(), "③-1 was copied wrongly from ②");
    let unread = sample.diagnostics.iter().filter(|found| found.code == Code::UnreadCell);
    assert_eq!(unread.count(), 0, "every cell belongs to something");
}
