//! Score summary (評価の集計): mean, spread and distribution of each scale in each group.
//!
//! Input → output: dataset → one row per scale and group. Scores of participants and means that a
//! form gave by hand are never mixed: the latter count as meetings only.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::dataset::{AnswerCounts, Dataset, Respondent, ScaleScore};
use super::meeting_means::{MeetingMeans, meeting_means};
use super::moments::{count, mean, median, standard_deviation};
use super::resampling::{Draws, Interval, generator, percentile_interval};
use super::sample_size::{self, Withheld};
use super::scale::Scale;
use super::score_group::{ExperienceBand, ScoreGroup};

/// One scale in one group (評価の集計の1行).
#[derive(Debug, Clone, PartialEq)]
pub struct ItemStat {
    /// The item, domain or total.
    pub scale: Scale,
    /// What the group is.
    pub group_by: ScoreGroup,
    /// Which: a year, an area's name, `all`.
    pub group: String,
    /// Participants with a score on the scale; `None` where the source gave only means.
    pub n: Option<u32>,
    /// Participants who were asked and have no score: no answer, or on a domain or the total
    /// fewer than half.
    pub missing: Option<u32>,
    /// The participants' mean; of a case that is known by means only, that mean.
    pub mean: Option<f64>,
    /// Their standard deviation, of a sample (n − 1); `None` below two scores.
    pub sd: Option<f64>,
    /// Their median; of two middle scores, the mean.
    pub median: Option<f64>,
    /// Single answers of 1 to 5. On a domain or the total, of all its items: their sum is not n.
    pub answers: Option<AnswerCounts>,
    /// The share of answers of 4 and 5.
    pub top_two: Option<f64>,
    /// Meetings that those participants were at: the clusters of the interval.
    pub meetings: u32,
    /// 95 % interval of the mean: percentiles of 2,000 seeded draws of whole meetings.
    pub interval: Result<Interval, Withheld>,
    /// The mean of the meetings' means, each meeting once, with means given by hand.
    pub mean_of_meetings: Option<f64>,
    /// Its 95 % interval, of 2,000 seeded draws of these meetings.
    pub interval_of_meetings: Result<Interval, Withheld>,
    /// The meetings behind it.
    pub meetings_with_mean: u32,
    /// Why the mean should be read with care; `None` when it carries.
    pub small: Option<Withheld>,
}

/// Meetings that are summed up together, with everybody who was there.
pub(super) struct MeetingGroup {
    by: ScoreGroup,
    name: String,
    /// By index, sorted.
    meetings: Vec<usize>,
}

impl MeetingGroup {
    /// A group of meetings by their index, sorted.
    pub(super) fn new(by: ScoreGroup, name: String, meetings: Vec<usize>) -> Self {
        Self { by, name, meetings }
    }
}

/// A group with its respondents and meetings.
struct Group {
    by: ScoreGroup,
    name: String,
    members: Members,
}

/// By index, sorted.
#[derive(Default)]
struct Members {
    respondents: Vec<usize>,
    /// Also those that are known by means only; none where groups are not of whole meetings.
    meetings: Vec<usize>,
}

/// Sums the scores up by item, domain and total, in every group (評価の集計).
///
/// Output: sorted by kind of group, group (bands by length, others by name) and scale; a group
/// that a scale is unknown in has no row for it.
///
/// Population: everybody who filled in a form, so means describe them exactly; intervals say how
/// far the mean of other meetings of the same kind could lie. Participants of one meeting rate
/// the same discussion and are not independent, so meetings are drawn, not participants.
/// Source: Davison and Hinkley, Bootstrap Methods and their Application (1997), 3.8 (resampling of
/// clusters) and 5.3 (percentiles).
#[must_use]
pub fn summarise_scores(dataset: &Dataset) -> Vec<ItemStat> {
    let means = meeting_means(dataset);
    let groups = groups(dataset);
    groups.par_iter().flat_map_iter(|group| rows(dataset, group, &means)).collect()
}

/// Sums the scores up in groups of whole meetings, which may overlap.
pub(super) fn summarise_groups(dataset: &Dataset, groups: &[MeetingGroup]) -> Vec<ItemStat> {
    let means = meeting_means(dataset);
    let group = |of: &MeetingGroup| {
        let inside =
            |(_, one): &(usize, &Respondent)| of.meetings.binary_search(&one.meeting).is_ok();
        let respondents = dataset.respondents.iter().enumerate().filter(inside);
        let members = Members {
            respondents: respondents.map(|(number, _)| number).collect(),
            meetings: of.meetings.clone(),
        };
        Group { by: of.by, name: of.name.clone(), members }
    };
    groups.par_iter().flat_map_iter(|of| rows(dataset, &group(of), &means)).collect()
}

fn groups(dataset: &Dataset) -> Vec<Group> {
    let mut groups: BTreeMap<(ScoreGroup, usize, String), Members> = BTreeMap::new();
    let key = |by: ScoreGroup, name: String| match by {
        ScoreGroup::Experience => (by, ExperienceBand::place(&name), name),
        _ => (by, 0, name),
    };
    for by in ScoreGroup::ALL {
        for respondent in 0..dataset.respondents.len() {
            if let Some(name) = dataset.group(respondent, by) {
                groups.entry(key(by, name)).or_default().respondents.push(respondent);
            }
        }
        for (number, meeting) in dataset.meetings.iter().enumerate() {
            if let Some(name) = meeting.group(by) {
                groups.entry(key(by, name)).or_default().meetings.push(number);
            }
        }
    }
    let group = |((by, _, name), members)| Group { by, name, members };
    groups.into_iter().map(group).collect()
}

fn rows(dataset: &Dataset, group: &Group, means: &[MeetingMeans]) -> Vec<ItemStat> {
    let respondents = &group.members.respondents;
    let mut meetings: Vec<usize> = respondents
        .iter()
        .filter_map(|respondent| dataset.meeting_of(*respondent).map(|(meeting, _)| meeting))
        .collect();
    meetings.dedup();
    let mut generator = generator(&["score_summary", group.by.as_str(), &group.name]);
    let enough = sample_size::meetings(count(meetings.len())).is_ok();
    let drawn = Draws::new(if enough { meetings.len() } else { 0 }, &mut generator);
    let mut of_meetings = MeetingDraws::new(group);
    let mut rows = Vec::new();
    for (number, scale) in dataset.scales.iter().enumerate() {
        let all = dataset.scores_on(number);
        let scores = respondents.iter().filter_map(|respondent| {
            all.binary_search_by_key(respondent, |score| score.respondent)
                .ok()
                .and_then(|place| all.get(place))
        });
        let scores: Vec<&ScaleScore> = scores.collect();
        let known = means.get(number).map(|means| known_means(group, means)).unwrap_or_default();
        if !scores.is_empty() {
            let clusters = clusters(dataset, &scores, &meetings);
            let known_means = (known.as_slice(), interval_of_meetings(&known, &mut of_meetings));
            rows.push(described(scale, group, &scores, (&clusters, &drawn), known_means));
        } else if !known.is_empty() {
            let interval = interval_of_meetings(&known, &mut of_meetings);
            rows.push(known_by_means(scale, group, (&known, interval)));
        }
    }
    rows
}

/// The means of a group's meetings, in their order.
fn known_means(group: &Group, means: &MeetingMeans) -> Vec<f64> {
    group.members.meetings.iter().filter_map(|meeting| means.mean(*meeting)).collect()
}

/// The scores of each meeting: their sum and number.
fn clusters(dataset: &Dataset, scores: &[&ScaleScore], meetings: &[usize]) -> Vec<(f64, u32)> {
    let mut clusters = vec![(0.0, 0); meetings.len()];
    for score in scores {
        let meeting = dataset.meeting_of(score.respondent).map(|(meeting, _)| meeting);
        let place = meeting.and_then(|meeting| meetings.binary_search(&meeting).ok());
        if let (Some(value), Some(cluster)) =
            (score.score, place.and_then(|place| clusters.get_mut(place)))
        {
            let (sum, n): &mut (f64, u32) = cluster;
            *sum += value;
            *n += 1;
        }
    }
    clusters
}

fn described(
    scale: &Scale,
    group: &Group,
    scores: &[&ScaleScore],
    (clusters, drawn): (&[(f64, u32)], &Draws),
    (known, interval_of_meetings): (&[f64], Result<Interval, Withheld>),
) -> ItemStat {
    let values: Vec<f64> = scores.iter().filter_map(|score| score.score).collect();
    let mut answers = AnswerCounts::default();
    for score in scores {
        for (total, answers) in answers.iter_mut().zip(score.answers) {
            *total += answers;
        }
    }
    let meetings = count(clusters.iter().filter(|(_, n)| *n > 0).count());
    let n = count(values.len());
    ItemStat {
        scale: scale.clone(),
        group_by: group.by,
        group: group.name.clone(),
        n: Some(n),
        missing: Some(count(scores.len()) - n),
        mean: mean(&values),
        sd: standard_deviation(&values),
        median: median(&values),
        answers: Some(answers),
        top_two: top_two(answers),
        meetings,
        interval: sample_size::meetings(meetings).and_then(|()| interval(&values, clusters, drawn)),
        mean_of_meetings: mean(known),
        interval_of_meetings,
        meetings_with_mean: count(known.len()),
        small: small(group.by, n, meetings),
    }
}

/// A group of which the sources gave only means; for a single case, that is its mean.
fn known_by_means(
    scale: &Scale,
    group: &Group,
    (known, interval_of_meetings): (&[f64], Result<Interval, Withheld>),
) -> ItemStat {
    let of_meetings = mean(known);
    ItemStat {
        scale: scale.clone(),
        group_by: group.by,
        group: group.name.clone(),
        n: None,
        missing: None,
        mean: of_meetings.filter(|_| group.by == ScoreGroup::Case),
        sd: None,
        median: None,
        answers: None,
        top_two: None,
        meetings: 0,
        interval: Err(Withheld::OnlyMeans),
        mean_of_meetings: of_meetings,
        interval_of_meetings,
        meetings_with_mean: count(known.len()),
        small: Some(Withheld::OnlyMeans),
    }
}

/// The percentile interval of the mean over the drawn meetings.
fn interval(values: &[f64], clusters: &[(f64, u32)], drawn: &Draws) -> Result<Interval, Withheld> {
    if values.iter().all(|value| Some(value) == values.first()) {
        return Err(Withheld::NoSpread);
    }
    let clusters: Vec<(f64, f64)> = clusters.iter().map(|(sum, n)| (*sum, f64::from(*n))).collect();
    let drawn_mean = |weights: &[f64]| {
        let (mut sum, mut n) = (0.0, 0.0);
        for (weight, (of_meeting, answers)) in weights.iter().zip(&clusters) {
            sum += weight * of_meeting;
            n += weight * answers;
        }
        // A draw without a single answer has no mean; NaN is left out of the percentiles.
        sum / n
    };
    percentile_interval(drawn.iter().map(drawn_mean).collect()).ok_or(Withheld::NoSpread)
}

/// Draws of a group's meetings by their number, the same for every scale that knows as many.
struct MeetingDraws<'a> {
    group: &'a Group,
    drawn: BTreeMap<usize, Draws>,
}

impl<'a> MeetingDraws<'a> {
    const fn new(group: &'a Group) -> Self {
        Self { group, drawn: BTreeMap::new() }
    }

    fn of(&mut self, meetings: usize) -> &Draws {
        self.drawn.entry(meetings).or_insert_with(|| {
            let (by, name) = (self.group.by.as_str(), &self.group.name);
            let mut generator =
                generator(&["score_summary of meetings", by, name, &meetings.to_string()]);
            Draws::new(meetings, &mut generator)
        })
    }
}

/// The percentile interval of the mean of meetings' means.
fn interval_of_meetings(known: &[f64], draws: &mut MeetingDraws<'_>) -> Result<Interval, Withheld> {
    let n = count(known.len());
    sample_size::meetings(n)?;
    if known.iter().all(|value| Some(value) == known.first()) {
        return Err(Withheld::NoSpread);
    }
    let drawn_mean = |weights: &[f64]| {
        weights.iter().zip(known).map(|(weight, mean)| weight * mean).sum::<f64>() / f64::from(n)
    };
    percentile_interval(draws.of(known.len()).iter().map(drawn_mean).collect())
        .ok_or(Withheld::NoSpread)
}

/// Whether a mean rests on too little; a case is described, not sampled, whatever its size.
fn small(by: ScoreGroup, n: u32, meetings: u32) -> Option<Withheld> {
    let answers = sample_size::answers(n, sample_size::ANSWERS);
    match by {
        ScoreGroup::Case => sample_size::answers(n, sample_size::RATERS).err(),
        _ => answers.and_then(|()| sample_size::meetings(meetings)).err(),
    }
}

fn top_two(answers: AnswerCounts) -> Option<f64> {
    let all: u32 = answers.iter().sum();
    let [.., four, five] = answers;
    (all > 0).then(|| f64::from(four + five) / f64::from(all))
}
