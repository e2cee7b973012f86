//! Meeting means (会議ごとの平均): one mean per scale and meeting, from scores or as given.
//!
//! Input → output: dataset → means. Where the participants' scores are known, the mean is theirs;
//! where a source gave only items' means, it is the mean of these. The two are not mixed within
//! one meeting and scale.

use std::collections::BTreeMap;

use super::dataset::Dataset;
use super::moments::mean;
use super::scale::Scale;
use crate::units::ItemNumber;

/// The means of all meetings on one scale.
#[derive(Debug, Clone, Default)]
pub(super) struct MeetingMeans {
    means: BTreeMap<usize, f64>,
}

impl MeetingMeans {
    /// The mean of one meeting, by its index.
    pub(super) fn mean(&self, meeting: usize) -> Option<f64> {
        self.means.get(&meeting).copied()
    }

    /// All of them in the order of the meetings.
    pub(super) fn all(&self) -> impl Iterator<Item = (usize, f64)> {
        self.means.iter().map(|(meeting, mean)| (*meeting, *mean))
    }
}

/// The means of the meetings, one entry for each scale.
pub(super) fn meeting_means(dataset: &Dataset) -> Vec<MeetingMeans> {
    (dataset.scales.iter().enumerate())
        .map(|(number, scale)| {
            let mut scores: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
            for score in dataset.scores_on(number) {
                if let Some((value, (meeting, _))) =
                    score.score.zip(dataset.meeting_of(score.respondent))
                {
                    scores.entry(meeting).or_default().push(value);
                }
            }
            let mut means: BTreeMap<usize, f64> = (dataset.meetings.iter().enumerate())
                .filter_map(|(meeting, facts)| Some((meeting, given_mean(&facts.given, scale)?)))
                .collect();
            means.extend(scores.iter().filter_map(|(one, scores)| Some((*one, mean(scores)?))));
            for mean in means.values_mut() {
                *mean = settled(*mean);
            }
            MeetingMeans { means }
        })
        .collect()
}

/// The mean of the items' means, when at least half of the scale's items have one.
fn given_mean(given: &BTreeMap<ItemNumber, f64>, scale: &Scale) -> Option<f64> {
    let means: Vec<f64> = scale.items.iter().filter_map(|item| given.get(item).copied()).collect();
    if means.len() < scale.least_answers() { None } else { mean(&means) }
}

/// A mean to 12 decimals, so that equal means are equal whatever they were summed up from.
fn settled(mean: f64) -> f64 {
    const DECIMALS: f64 = 1e12;
    (mean * DECIMALS).round() / DECIMALS
}
