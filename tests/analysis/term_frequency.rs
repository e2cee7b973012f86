//! Term frequency: what counts once, what counts apart, and that no row names a person.

use torimatome::analysis::{TermCount, TermFrequency, TermGroup, count_terms};
use torimatome::records::CaseRecord;
use torimatome::records::StatementField::{self, NeededResource, RegionalIssue};
use torimatome::text::Lexicon;

use super::{case, participant, traced};

fn counted(cases: &[CaseRecord]) -> TermFrequency {
    count_terms(cases, &Lexicon::built_in().unwrap()).unwrap()
}

fn row<'a>(terms: &'a [TermCount], term: &str, field: StatementField) -> Option<&'a TermCount> {
    terms.iter().find(|count| count.term == term && count.field == field)
}

#[test]
fn a_word_counts_once_a_statement_and_once_a_case() {
    let cases = [
        case(
            "a",
            &[
                (RegionalIssue, "薬の飲み忘れ、薬の飲み残し、薬の重複がある"),
                (RegionalIssue, "処方薬が多い"),
                (NeededResource, "お薬の相談ができる場"),
            ],
        ),
        case("b", &[(RegionalIssue, "薬が余っている"), (RegionalIssue, "特になし")]),
    ];
    let frequency = counted(&cases);
    let drugs = row(&frequency.terms, "薬", RegionalIssue).unwrap();
    assert_eq!((drugs.statements, drugs.cases), (3, 2));
    let wished = row(&frequency.terms, "薬", NeededResource).unwrap();
    assert_eq!((wished.statements, wished.cases), (1, 1));
    assert_eq!(frequency.terms.first(), Some(drugs));
}

#[test]
fn denied_and_planned_words_count_apart() {
    let cases = [case(
        "a",
        &[
            (RegionalIssue, "本人は認知症ではない"),
            (RegionalIssue, "認知症の理解が広まっていない"),
            (RegionalIssue, "今後、移動販売を検討する"),
            (RegionalIssue, "移動手段がない"),
        ],
    )];
    let terms = counted(&cases).terms;
    let dementia = row(&terms, "認知症", RegionalIssue).unwrap();
    assert_eq!((dementia.statements, dementia.negated), (1, 1));
    let planned = row(&terms, "移動販売", RegionalIssue).unwrap();
    assert_eq!((planned.statements, planned.cases, planned.planned), (0, 0, 1));
    let lacking = row(&terms, "移動手段", RegionalIssue).unwrap();
    assert_eq!((lacking.statements, lacking.lacking), (1, 1));
}

#[test]
fn groups_add_up_to_the_whole_and_leave_unknown_groups_out() {
    let mut east = case("a", &[(RegionalIssue, "坂道が多い"), (RegionalIssue, "坂道で転ぶ")]);
    east.area = Some("東".to_owned());
    east.fiscal_year = Some(2022);
    let west = case("b", &[(RegionalIssue, "坂道を歩けない")]);
    let mut unknown = case("c", &[(RegionalIssue, "坂道がつらい")]);
    unknown.area = None;
    let frequency = counted(&[east, west, unknown]);
    let slopes = row(&frequency.terms, "坂道", RegionalIssue).unwrap();
    assert_eq!((slopes.statements, slopes.cases), (4, 3));
    let of = |group_by: TermGroup| -> Vec<(String, u32, u32)> {
        let rows = frequency.groups.iter();
        rows.filter(|row| row.group_by == group_by && row.count.term == "坂道")
            .map(|row| (row.group.clone(), row.count.statements, row.count.cases))
            .collect()
    };
    assert_eq!(of(TermGroup::Area), [("東".into(), 2, 1), ("第1エリア".into(), 1, 1)]);
    assert_eq!(of(TermGroup::FiscalYear), [("2022".into(), 2, 1), ("2023".into(), 2, 2)]);
}

#[test]
fn no_row_names_a_person() {
    let mut told = case(
        "a",
        &[
            (RegionalIssue, "中村さんの意見で民生委員さんの見守りが始まった"),
            (RegionalIssue, "石川さんと東海林さんが見守りを続けている"),
            (RegionalIssue, "林の助言、桜井の質問、A様の家族の見守り"),
        ],
    );
    told.header.provider = Some(traced("桜井　みどり"));
    told.header.client = Some(traced("A様"));
    told.participants = vec![participant("林（司会）"), participant("包括職員")];
    let terms = counted(&[told]).terms;
    for name in ["中村", "石川", "東海", "林", "桜井", "みどり", "A"] {
        assert_eq!(row(&terms, name, RegionalIssue), None, "{name}");
    }
    for word in ["見守り", "民生委員", "家族"] {
        assert!(row(&terms, word, RegionalIssue).is_some(), "{word}");
    }
}

#[test]
fn the_order_of_the_cases_and_the_number_of_threads_change_nothing() {
    let texts = ["薬の管理が難しい", "坂道が多く買い物に行けない", "民生委員の担い手が少ない"];
    let mut cases: Vec<_> = (0..40)
        .map(|number| case(&format!("c{number}"), &[(RegionalIssue, texts[number % 3])]))
        .collect();
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let first = one.install(|| counted(&cases));
    cases.reverse();
    assert_eq!(counted(&cases), first);
    assert!(!first.terms.is_empty());
}
