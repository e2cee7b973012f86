//! Score differences (評価の差): between areas and centres, and between roles and experience bands.
//!
//! Input → output: dataset → one row per scale and group, and one per scale and kind of group. It
//! says what differs, not why: areas discuss other cases, roles are not given by lot.

use std::collections::BTreeMap;

use rayon::prelude::*;
use statrs::distribution::{ChiSquared, ContinuousCDF};

use super::comparison::{Comparison, adjust, compare, compare_within};
use super::dataset::Dataset;
use super::meeting_means::{MeetingMeans, meeting_means};
use super::moments::{count, mean};
use super::multiple_testing::holm;
use super::permutation::{self, rank_squares, ranks};
use super::resampling::generator;
use super::sample_size::{self, MEETINGS, Withheld};
use super::scale::Scale;
use super::score_group::{ExperienceBand, ScoreGroup};

/// Groups of whole meetings.
const OF_MEETINGS: [ScoreGroup; 2] = [ScoreGroup::Area, ScoreGroup::Center];

/// Groups of participants of the same meeting.
const WITHIN_MEETINGS: [ScoreGroup; 2] = [ScoreGroup::Role, ScoreGroup::Experience];

/// One group against the others on one scale (評価の差の1行).
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreDifference {
    /// The item, domain or total.
    pub scale: Scale,
    /// What the group is.
    pub group_by: ScoreGroup,
    /// Which.
    pub group: String,
    /// Meetings of the group; of roles and bands, meetings with people on both sides.
    pub meetings: u32,
    /// Meetings of all other known groups; of roles and bands, the same meetings.
    pub meetings_of_others: u32,
    /// Mean of the group's means.
    pub mean: Option<f64>,
    /// Mean of the others' means.
    pub mean_of_others: Option<f64>,
    /// The group against the others; adjusted by Holm over all scales and groups of one kind.
    pub comparison: Result<Comparison, Withheld>,
}

/// Whether any group differs on one scale (群間差の検定).
#[derive(Debug, Clone, PartialEq)]
pub struct GroupTest {
    /// The item, domain or total.
    pub scale: Scale,
    /// What the groups are.
    pub group_by: ScoreGroup,
    /// Groups of at least five meetings; others are left out.
    pub groups: u32,
    /// Their meetings.
    pub meetings: u32,
    /// Kruskal and Wallis' test.
    pub test: Result<KruskalWallis, Withheld>,
}

/// Kruskal and Wallis' test of groups of meetings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KruskalWallis {
    /// H, corrected for ties.
    pub h: f64,
    /// p of the χ² approximation, which few meetings do not carry: for comparison only.
    pub p_approximate: f64,
    /// ε²: the share of the ranks' variance that lies between the groups.
    pub epsilon_squared: f64,
    /// p of 9,999 seeded exchanges of meetings.
    pub p: f64,
    /// p adjusted by Holm over all scales of one kind of group.
    pub adjusted: f64,
}

/// Meetings' means by the name of their group.
type Groups = BTreeMap<(usize, String), Vec<f64>>;

/// Each group against all others (評価の差).
///
/// Areas and centres: meetings against meetings, exchanged for p. Roles and bands of experience:
/// in each meeting, the mean of the group's people less that of people of other known groups;
/// signs are exchanged for p, so that differences between meetings cancel. Meetings and people
/// of unknown group are left out. n: meetings; given from five on each side.
/// Output: sorted by kind of group, group, scale.
#[must_use]
pub fn score_differences(dataset: &Dataset) -> Vec<ScoreDifference> {
    let means = meeting_means(dataset);
    let mut rows = Vec::new();
    for by in OF_MEETINGS {
        rows.extend(family(dataset, |number, scale| {
            between(scale, by, &groups(dataset, means.get(number), by))
        }));
    }
    for by in WITHIN_MEETINGS {
        rows.extend(family(dataset, |number, scale| within(dataset, number, scale, by)));
    }
    rows
}

/// Whether areas or centres differ at all (群間差の検定).
///
/// n: meetings, each once, of groups with at least five; given from two such groups. ε² =
/// H / (n − 1).
/// Source: Kruskal and Wallis (1952), Journal of the American Statistical Association 47, 583–621;
/// ε²: Tomczak and Tomczak (2014), Trends in Sport Sciences 21, 19–25.
#[must_use]
pub fn group_tests(dataset: &Dataset) -> Vec<GroupTest> {
    let means = meeting_means(dataset);
    let mut rows = Vec::new();
    for by in OF_MEETINGS {
        let mut tests: Vec<GroupTest> = (dataset.scales.par_iter().enumerate())
            .map(|(number, scale)| group_test(scale, by, groups(dataset, means.get(number), by)))
            .collect();
        let p: Vec<f64> = tests.iter().filter_map(|row| Some(row.test.ok()?.p)).collect();
        let known = tests.iter_mut().filter_map(|row| row.test.as_mut().ok());
        for (test, adjusted) in known.zip(holm(&p)) {
            test.adjusted = adjusted;
        }
        rows.extend(tests);
    }
    rows
}

/// The rows of all scales, adjusted together and sorted by group.
fn family(
    dataset: &Dataset,
    rows: impl Fn(usize, &Scale) -> Vec<((usize, String), ScoreDifference)> + Sync,
) -> Vec<ScoreDifference> {
    let mut all: Vec<((usize, String), ScoreDifference)> = (dataset.scales.par_iter().enumerate())
        .flat_map_iter(|(number, scale)| rows(number, scale))
        .collect();
    // A stable sort: the scales of a group stay in their order.
    all.sort_by(|(one, _), (other, _)| one.cmp(other));
    adjust(all.iter_mut().map(|(_, row)| &mut row.comparison), holm);
    all.into_iter().map(|(_, row)| row).collect()
}

/// The means of the meetings of each known group.
fn groups(dataset: &Dataset, means: Option<&MeetingMeans>, by: ScoreGroup) -> Groups {
    let mut groups = Groups::new();
    for (meeting, mean) in means.into_iter().flat_map(MeetingMeans::all) {
        if let Some(name) = dataset.meetings.get(meeting).and_then(|one| one.group(by)) {
            groups.entry((0, name)).or_default().push(mean);
        }
    }
    groups
}

fn between(
    scale: &Scale,
    by: ScoreGroup,
    groups: &Groups,
) -> Vec<((usize, String), ScoreDifference)> {
    let row = |(key, own): (&(usize, String), &Vec<f64>)| {
        let others = groups.iter().filter(|(other, _)| *other != key);
        let others: Vec<f64> = others.flat_map(|(_, means)| means).copied().collect();
        let names = ["score_difference", by.as_str(), &key.1, &scale.name];
        let row = ScoreDifference {
            scale: scale.clone(),
            group_by: by,
            group: key.1.clone(),
            meetings: count(own.len()),
            meetings_of_others: count(others.len()),
            mean: mean(own),
            mean_of_others: mean(&others),
            comparison: compare(own, &others, &names),
        };
        (key.clone(), row)
    };
    groups.iter().map(row).collect()
}

fn within(
    dataset: &Dataset,
    number: usize,
    scale: &Scale,
    by: ScoreGroup,
) -> Vec<((usize, String), ScoreDifference)> {
    let mut meetings: BTreeMap<usize, Groups> = BTreeMap::new();
    for score in dataset.scores_on(number) {
        let group = dataset.group(score.respondent, by);
        let meeting = dataset.meeting_of(score.respondent).map(|(meeting, _)| meeting);
        if let (Some(name), Some(meeting), Some(value)) = (group, meeting, score.score) {
            let key = (ExperienceBand::place(&name), name);
            meetings.entry(meeting).or_default().entry(key).or_default().push(value);
        }
    }
    let mut names: Vec<&(usize, String)> = meetings.values().flat_map(Groups::keys).collect();
    names.sort_unstable();
    names.dedup();
    let row = |key: &(usize, String)| {
        let sides: Vec<(f64, f64)> =
            meetings.values().filter_map(|groups| sides(groups, key)).collect();
        let (own, others): (Vec<f64>, Vec<f64>) = sides.iter().copied().unzip();
        let differences: Vec<f64> = sides.iter().map(|(own, others)| own - others).collect();
        let names = ["score_difference", by.as_str(), &key.1, &scale.name];
        let row = ScoreDifference {
            scale: scale.clone(),
            group_by: by,
            group: key.1.clone(),
            meetings: count(sides.len()),
            meetings_of_others: count(sides.len()),
            mean: mean(&own),
            mean_of_others: mean(&others),
            comparison: compare_within(&differences, &names),
        };
        (key.clone(), row)
    };
    names.into_iter().map(row).collect()
}

/// The means of a group and of the others in one meeting; `None` without people on both sides.
fn sides(groups: &Groups, key: &(usize, String)) -> Option<(f64, f64)> {
    let others = groups.iter().filter(|(other, _)| *other != key);
    let others: Vec<f64> = others.flat_map(|(_, scores)| scores).copied().collect();
    Some((mean(groups.get(key)?)?, mean(&others)?))
}

fn group_test(scale: &Scale, by: ScoreGroup, groups: Groups) -> GroupTest {
    let large: Vec<Vec<f64>> =
        groups.into_values().filter(|means| means.len() >= MEETINGS as usize).collect();
    let meetings: usize = large.iter().map(Vec::len).sum();
    GroupTest {
        scale: scale.clone(),
        group_by: by,
        groups: count(large.len()),
        meetings: count(meetings),
        test: kruskal_wallis(&large, &["group_test", by.as_str(), &scale.name]),
    }
}

fn kruskal_wallis(groups: &[Vec<f64>], names: &[&str]) -> Result<KruskalWallis, Withheld> {
    sample_size::groups(count(groups.len()))?;
    let values: Vec<f64> = groups.iter().flatten().copied().collect();
    let ranks = ranks(&values);
    let n = f64::from(count(values.len()));
    let middle = f64::midpoint(n, 1.0);
    let squares: f64 = ranks.iter().map(|rank| (rank - middle).powi(2)).sum();
    if squares <= 0.0 {
        return Err(Withheld::NoSpread);
    }
    let sizes: Vec<usize> = groups.iter().map(Vec::len).collect();
    // With the ranks' own variance in place of n (n + 1) / 12, ties are corrected for.
    let h = (n - 1.0) * (rank_squares(&ranks, &sizes) - n * middle * middle) / squares;
    let degrees = f64::from(count(groups.len())) - 1.0;
    let chi_squared = ChiSquared::new(degrees).map_err(|_| Withheld::NoSpread)?;
    let mut rest = ranks.iter();
    let ranked: Vec<Vec<f64>> =
        sizes.iter().map(|size| rest.by_ref().take(*size).copied().collect()).collect();
    let p = permutation::of_ranks(&ranked, &mut generator(names));
    Ok(KruskalWallis {
        h,
        p_approximate: chi_squared.sf(h),
        epsilon_squared: h / (n - 1.0),
        p,
        adjusted: p,
    })
}
