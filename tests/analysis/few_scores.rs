//! Statistics of little: no answer, one answer, the same answers, half a form, means only.

use torimatome::analysis::{ItemStat, ScoreGroup, ScoreStatistics, Withheld, score_statistics};
use torimatome::records::{CaseMean, CaseRecord, MeanOrigin};
use torimatome::units::ItemNumber;

use super::case;
use super::scored::{rater, statistics};

/// A case for each list of participants, each of whom gives the same score to all 16 items.
fn meetings(scores: &[&[&str]]) -> Vec<CaseRecord> {
    let meeting = |(number, scores): (usize, &&[&str])| CaseRecord {
        participants: scores.iter().map(|score| rater(&[*score; 16])).collect(),
        ..case(&format!("c{number:02}"), &[])
    };
    scores.iter().enumerate().map(meeting).collect()
}

fn stat<'a>(statistics: &'a ScoreStatistics, scale: &str, by: ScoreGroup) -> &'a ItemStat {
    let found = |row: &&ItemStat| &*row.scale.name == scale && row.group_by == by;
    statistics.item_stats.iter().find(found).unwrap()
}

#[test]
fn nothing_gives_nothing() {
    assert_eq!(
        score_statistics(&meetings(&[&["4"]]), None, &[]).unwrap(),
        ScoreStatistics::default()
    );
    for cases in [Vec::new(), vec![case("a", &[])]] {
        let statistics = statistics(&cases);
        assert_eq!(statistics.item_stats, []);
        assert_eq!(statistics.meeting_agreement, []);
        assert!(statistics.reliability.iter().all(|row| row.n == 0 && row.alpha.is_err()));
        assert!(statistics.agreement.iter().all(|row| row.icc.is_err() && row.rwg.is_err()));
    }
}

#[test]
fn one_answer_has_a_mean_and_no_spread() {
    let statistics = statistics(&meetings(&[&["4"]]));
    let item = stat(&statistics, "item_1", ScoreGroup::All);
    assert_eq!((item.n, item.missing, item.mean), (Some(1), Some(0), Some(4.0)));
    assert_eq!((item.sd, item.median, item.top_two), (None, Some(4.0), Some(1.0)));
    assert_eq!(item.answers, Some([0, 0, 0, 1, 0]));
    assert_eq!(item.interval, Err(Withheld::Meetings { n: 1, least: 5 }));
    assert_eq!(item.small, Some(Withheld::Answers { n: 1, least: 10 }));
}

#[test]
fn no_answer_is_missing_and_not_zero() {
    let statistics = statistics(&meetings(&[&["", "特になし"]]));
    let item = stat(&statistics, "item_1", ScoreGroup::All);
    assert_eq!((item.n, item.missing), (Some(0), Some(2)));
    assert_eq!((item.mean, item.sd, item.median, item.top_two), (None, None, None, None));
    assert_eq!(item.answers, Some([0; 5]));
}

#[test]
fn the_same_answers_give_no_interval_of_no_width() {
    let statistics = statistics(&meetings(&[["3"; 6].as_slice(); 6]));
    let total = stat(&statistics, "total", ScoreGroup::All);
    assert_eq!((total.n, total.mean, total.sd), (Some(36), Some(3.0), Some(0.0)));
    assert_eq!(total.interval, Err(Withheld::NoSpread));
    let reliability = statistics.reliability.last().unwrap();
    assert_eq!((reliability.n, reliability.alpha), (36, Err(Withheld::NoSpread)));
    let agreement = &statistics.agreement[0];
    assert_eq!(agreement.icc, Err(Withheld::NoSpread));
    // Everybody of one meeting agrees, whatever other meetings say.
    assert_eq!(agreement.rwg.map(|rwg| (rwg.mean, rwg.median)), Ok((1.0, 1.0)));
}

#[test]
fn thirty_complete_answers_are_the_least_for_alpha() {
    let mut cases = meetings(&[["3", "4", "5", "2", "1", "3"].as_slice(); 5]);
    assert!(statistics(&cases).reliability[0].alpha.is_ok());
    cases[4].participants[0].scores[1].score = None;
    let few = &statistics(&cases).reliability[0];
    assert_eq!((few.n, few.alpha), (29, Err(Withheld::Answers { n: 29, least: 30 })));
    assert_eq!(few.omega, Err(Withheld::Answers { n: 29, least: 30 }));
}

#[test]
fn half_of_the_items_make_a_score_and_fewer_do_not() {
    let mut cases = meetings(&[&[]]);
    cases[0].participants = vec![
        rater(&["5", "4", "3", "", "", "", "2", "", "4", "4", "4", "4", "4", "4", "5", "-"]),
        rater(&["5", "4", "", "", "", "", "", "", "4", "4", "4", "4", "4", "4", "", "-"]),
    ];
    let statistics = statistics(&cases);
    let found = |scale: &str| {
        let row = stat(&statistics, scale, ScoreGroup::All);
        (row.n, row.missing, row.mean)
    };
    assert_eq!(found("統合的アセスメント"), (Some(1), Some(1), Some(4.0)));
    assert_eq!(found("役割アセスメント"), (Some(1), Some(1), Some(2.0)));
    assert_eq!(found("課題解決"), (Some(1), Some(1), Some(5.0)));
    assert_eq!(found("total"), (Some(2), Some(0), Some(f64::midpoint(43.0 / 11.0, 33.0 / 8.0))));
    // An item that nobody's form has is in no row.
    assert!(statistics.item_stats.iter().all(|row| &*row.scale.name != "item_16"));
}

#[test]
fn means_by_hand_are_never_counted_as_participants() {
    let mut cases = meetings(&[&["2", "4"], &[]]);
    cases[1].means = (1..=16)
        .map(|item| CaseMean {
            item: ItemNumber::new(item).unwrap(),
            mean: 4.5,
            n: None,
            origin: MeanOrigin::AsGiven,
        })
        .collect();
    let statistics = statistics(&cases);
    for scale in ["item_3", "total"] {
        let all = stat(&statistics, scale, ScoreGroup::All);
        assert_eq!((all.n, all.mean, all.meetings), (Some(2), Some(3.0), 1));
        assert_eq!((all.mean_of_meetings, all.meetings_with_mean), (Some(3.75), 2));
        let rows = statistics.item_stats.iter();
        let given = rows.filter(|row| &*row.scale.name == scale && row.group == "c01");
        let given: Vec<&ItemStat> = given.collect();
        assert_eq!(given.len(), 1);
        assert_eq!((given[0].n, given[0].mean, given[0].answers), (None, Some(4.5), None));
        assert_eq!(given[0].small, Some(Withheld::OnlyMeans));
    }
    assert!(statistics.meeting_agreement.iter().all(|row| &*row.case_id == "c00"));
}
