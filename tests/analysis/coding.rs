//! Coding rules: what each condition means, and how statements and cases are counted.

use std::path::Path;

use torimatome::analysis::{CodeGroup, Coding, code_statements};
use torimatome::config::toml_document::TomlDocument;
use torimatome::config::{CodingRules, ProjectConfig};
use torimatome::records::CaseRecord;
use torimatome::records::StatementField::{NeededResource, ParticipantInsight, RegionalIssue};
use torimatome::text::Lexicon;

use super::{case, location, participant, traced};

fn rules(text: &str) -> CodingRules {
    let document = TomlDocument::new(Path::new("rules.toml"), &format!("version = 1\n{text}"));
    let areas = ProjectConfig::built_in().unwrap().areas;
    CodingRules::read(&[document], &areas).unwrap_or_else(|error| panic!("{error}"))
}

/// The rules `r0`, `r1` … from conditions.
fn conditions(conditions: &[&str]) -> CodingRules {
    let rule = |(number, when)| {
        format!("[[rule]]\nid = \"r{number}\"\nlabel = \"ルール{number}\"\nwhen = {when}\n")
    };
    rules(&conditions.iter().enumerate().map(rule).collect::<String>())
}

fn coded(cases: &[CaseRecord], rules: &CodingRules) -> Coding {
    code_statements(cases, rules, &Lexicon::built_in().unwrap()).unwrap()
}

/// What of a statement met a condition; `None` when it does not hold.
fn matched(condition: &str, statement: &str) -> Option<String> {
    let coding = coded(&[case("a", &[(RegionalIssue, statement)])], &conditions(&[condition]));
    coding.assignments.first().map(|one| one.matched.join("|"))
}

fn check(condition: &str, expected: &[(&str, Option<&str>)]) {
    for (statement, words) in expected {
        assert_eq!(matched(condition, statement).as_deref(), *words, "{condition} {statement}");
    }
}

#[test]
fn words_match_in_any_form_and_under_synonyms() {
    check(
        r#"{ words = ["服薬", "飲む"] }"#,
        &[
            ("内服の確認をする", Some("内服")),
            ("薬を飲んでから服薬の記録をつける", Some("飲ん|服薬")),
            ("ｻｰﾋﾞｽの調整", None),
            // A longer word is another word.
            ("服薬状況", None),
        ],
    );
    check(r#"{ text = ["服薬"] }"#, &[("服薬状況", Some("服薬")), ("内服", None)]);
    check(r#"{ words = ["薬を飲む"] }"#, &[("薬を飲んだ", Some("薬を飲ん")), ("薬も飲む", None)]);
}

#[test]
fn phrases_pass_over_particles() {
    check(
        r#"{ phrase = ["薬を飲む"] }"#,
        &[
            ("薬も飲んでいる", Some("薬も飲ん")),
            ("薬だけは飲む", Some("薬だけは飲む")),
            ("飲む薬", None),
            ("薬、そして水を飲む", None),
            ("薬を水で飲む", None),
        ],
    );
}

#[test]
fn near_counts_the_words_between_in_one_sentence() {
    // 家族 が 薬 を: one word between; 薬 の こと を 家族: three.
    let near =
        |more: &str| format!(r#"{{ near = {{ first = ["家族"], second = ["薬"], {more} }} }}"#);
    check(
        &near("within = 1"),
        &[
            ("家族が薬を預かる", Some("家族|薬")),
            ("薬のことを家族に話す", None),
            ("家族。薬", None),
        ],
    );
    check(&near("within = 3"), &[("薬のことを家族に話す", Some("薬|家族"))]);
    check(&near("within = 3, ordered = true"), &[("薬のことを家族に話す", None)]);
    // Signs are no words.
    check(&near("within = 0"), &[("家族・薬", Some("家族|薬"))]);
}

#[test]
fn marks_tell_how_a_word_is_meant() {
    let of = |mark: &str| format!(r#"{{ words = ["移動手段", "認知症"], mark = ["{mark}"] }}"#);
    let statements =
        ["移動手段がある", "移動手段がない", "認知症ではない", "今後、移動手段を検討する"];
    for (meant, statement) in ["stated", "lacking", "negated", "planned"].iter().zip(statements) {
        for mark in ["stated", "lacking", "negated", "planned"] {
            let holds = matched(&of(mark), statement).is_some();
            assert_eq!(holds, mark == *meant, "{mark} {statement}");
        }
    }
    let both = r#"{ words = ["移動手段"], mark = ["肯定", "欠如"] }"#;
    check(both, &[("移動手段がない", Some("移動手段")), ("今後、移動手段を検討する", None)]);
}

#[test]
fn conditions_combine() {
    let rule = r#"{ any = [
        { all = [{ words = ["薬"] }, { words = ["家族"] }] },
        { words = ["独居"], not = { words = ["施設"] } },
    ] }"#;
    check(
        rule,
        &[
            ("薬を家族が預かる", Some("薬|家族")),
            ("薬を預かる", None),
            ("一人暮らしの方", Some("一人暮らし")),
            ("一人暮らしから施設へ", None),
            ("独居で、薬は家族が預かる", Some("独居|薬|家族")),
        ],
    );
}

/// A client of 80, and one of unknown age and level of need.
fn clients() -> [CaseRecord; 2] {
    let mut known = case("known", &[(RegionalIssue, "薬がある"), (NeededResource, "薬の相談")]);
    known.header.age = Some(torimatome::records::Traced {
        value: 80,
        raw: "80".to_owned(),
        location: location(),
        method: traced("").method,
    });
    known.header.center = Some(traced("伊丹・摂陽地域包括支援センター"));
    known.header.care_level = Some(traced("要介護2"));
    let mut leader = participant("中村（司会）");
    leader.role = Some("司会・板書".to_owned());
    known.participants = vec![leader];
    known.statements[0].participant = Some(0);
    let unknown = case("unknown", &[(ParticipantInsight, "薬がある"), (RegionalIssue, "特になし")]);
    [known, unknown]
}

/// Statements with a code, as case and number.
fn places(coding: &Coding, code: usize) -> Vec<(usize, usize)> {
    let given = coding.assignments.iter().filter(|one| one.code == code);
    given.map(|one| (one.case, one.statement)).collect()
}

#[test]
fn what_is_unknown_is_neither_so_nor_not_so() {
    let rules = conditions(&[
        "{ age = { from = 75 } }",
        "{ not = { age = { from = 75 } } }",
        "{ not = { age = { from = 85 } } }",
        r#"{ any = [{ age = { from = 75 } }, { words = ["薬"] }] }"#,
        r#"{ center = ["伊丹・摂陽"], care_level = ["要介護２"] }"#,
        r#"{ role = ["司会"] }"#,
        r#"{ role = ["サブ司会"] }"#,
        r#"{ field = ["必要な資源"] }"#,
        r#"{ not = { code = "r7" } }"#,
        r#"{ area = ["第１エリア"], fiscal_year = [2023] }"#,
        r#"{ school_district = ["花里"] }"#,
    ]);
    let coding = coded(&clients(), &rules);
    let all = vec![(0, 0), (0, 1), (1, 0)];
    let of_known = vec![(0, 0), (0, 1)];
    for (code, expected) in [
        (0, of_known.clone()),
        (1, Vec::new()),
        (2, of_known.clone()),
        (3, all.clone()),
        (4, of_known),
        (5, vec![(0, 0)]),
        (6, Vec::new()),
        (7, vec![(0, 1)]),
        (8, vec![(0, 0), (1, 0)]),
        (9, all),
        (10, Vec::new()),
    ] {
        assert_eq!(places(&coding, code), expected, "r{code}");
    }
}

#[test]
fn counts_are_of_cases_that_say_something() {
    let mut cases = vec![
        case("a", &[(RegionalIssue, "薬がある"), (RegionalIssue, "薬と水")]),
        case("b", &[(RegionalIssue, "坂が多い"), (NeededResource, "薬の相談")]),
        case("c", &[(RegionalIssue, "特になし")]),
        case("d", &[(RegionalIssue, "家が遠い")]),
    ];
    cases[3].area = None;
    let coding = coded(&cases, &conditions(&[r#"{ words = ["薬"] }"#, r#"{ text = ["雪"] }"#]));
    let count = |code: usize, group_by: CodeGroup, group: &str| {
        let mut all = coding.counts.iter();
        let of = |one: &&torimatome::analysis::CodeCount| {
            (one.code, one.group_by, one.group.as_str()) == (code, group_by, group)
        };
        let one = all.find(of).unwrap();
        [one.statements, one.cases, one.statements_of_group, one.cases_of_group]
    };
    // c says nothing; d is in no area.
    assert_eq!(count(0, CodeGroup::All, ""), [3, 2, 5, 3]);
    assert_eq!(count(0, CodeGroup::Area, "第1エリア"), [3, 2, 4, 2]);
    assert_eq!(count(0, CodeGroup::FiscalYear, "2023"), [3, 2, 5, 3]);
    assert_eq!(count(0, CodeGroup::Field, "regional_issue"), [2, 1, 4, 3]);
    assert_eq!(count(0, CodeGroup::Field, "needed_resource"), [1, 1, 1, 1]);
    assert_eq!(count(1, CodeGroup::All, ""), [0, 0, 5, 3]);
    // Wilson, z = 1.96: 2 of 3 → 0.208 to 0.939; 0 of 3 → 0 to 3.84 ÷ 6.84 = 0.5615.
    let share = |code: usize| coding.counts.iter().find(|one| one.code == code).unwrap().share;
    let (share_of_two, interval) = share(0).unwrap();
    assert!((share_of_two - 2.0 / 3.0).abs() < 1e-12);
    assert!((interval.low - 0.208).abs() < 5e-4 && (interval.high - 0.939).abs() < 5e-4);
    let (none, interval) = share(1).unwrap();
    assert!(none.abs() < 1e-12 && interval.low.abs() < 1e-12);
    assert!((interval.high - 0.5615).abs() < 5e-4, "{interval:?}");
}
