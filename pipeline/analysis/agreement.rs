//! Agreement (一致度): how far participants of one meeting rate the same discussion alike.
//!
//! Input → output: dataset → ICC of each scale over all meetings, r_wg of each meeting. Neither
//! says that the ratings are right.

use std::collections::BTreeMap;
use std::sync::Arc;

use statrs::distribution::{ContinuousCDF, FisherSnedecor};

use super::dataset::Dataset;
use super::moments::{count, mean, median, variance};
use super::resampling::Interval;
use super::sample_size::{self, Withheld};
use super::scale::Scale;

/// The variance of answers that are drawn evenly from five: (5² − 1) / 12.
const UNIFORM_VARIANCE: f64 = 2.0;

/// Agreement on one scale (一致度の1行).
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    /// The item, domain or total.
    pub scale: Scale,
    /// Meetings with at least two scores on it.
    pub meetings: u32,
    /// Scores in these meetings.
    pub scores: u32,
    /// How much of the scores' variance lies between meetings.
    pub icc: Result<Icc, Withheld>,
    /// Meetings whose `r_wg` is known.
    pub rwg_meetings: u32,
    /// Mean and median of their `r_wg`.
    pub rwg: Result<Rwg, Withheld>,
}

/// Intraclass correlations of a one-way random model (級内相関).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Icc {
    /// Scores per meeting, as the model weighs them.
    pub size: f64,
    /// ICC(1): how much one participant's score says about the meeting.
    pub single: f64,
    /// Its 95 % interval; exact when all meetings have the same size.
    pub single_interval: Interval,
    /// ICC(k): how reliable a meeting's mean is.
    pub mean: f64,
    /// Its 95 % interval; exact when all meetings have the same size.
    pub mean_interval: Interval,
}

/// Agreement within meetings, summed up over them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rwg {
    /// The mean of the meetings.
    pub mean: f64,
    /// Their median.
    pub median: f64,
}

/// Agreement of one meeting's participants on one scale (会議ごとの一致度).
#[derive(Debug, Clone, PartialEq)]
pub struct MeetingAgreement {
    /// The meeting's case.
    pub case_id: Arc<str>,
    /// The item, domain or total.
    pub scale: Scale,
    /// Participants who answered all its items.
    pub raters: u32,
    /// `r_wg` of an item, `r_wg(J)` of several: 1 is full agreement, 0 none or worse than by chance.
    pub rwg: Result<f64, Withheld>,
}

/// Agreement within meetings on each scale, and in each meeting (一致度).
///
/// ICC: scores on the scale, of meetings with at least two; given from five meetings. `r_wg`:
/// participants who answered all items of the scale, from three in a meeting; against answers
/// spread evenly over 1 to 5. A meeting that was known by means only has neither.
///
/// Source: ICC(1) and ICC(k): McGraw and Wong (1996), Psychological Methods 1, 30–46, with sizes
/// weighed as Bliese (2000) does where they differ. `r_wg`: James, Demaree and Wolf (1984), Journal
/// of Applied Psychology 69, 85–98; negative values are 0 (LeBreton and Senter 2008).
#[must_use]
pub fn agreement(dataset: &Dataset) -> (Vec<Agreement>, Vec<MeetingAgreement>) {
    let mut scales = Vec::new();
    let mut meetings = Vec::new();
    for (number, scale) in dataset.scales.iter().enumerate() {
        let within = within_meetings(dataset, scale);
        let known: Vec<f64> = within.iter().filter_map(|one| one.rwg.ok()).collect();
        let scores = scores_by_meeting(dataset, number);
        scales.push(Agreement {
            scale: scale.clone(),
            meetings: count(scores.len()),
            scores: scores.iter().map(|scores| count(scores.len())).sum(),
            icc: icc(&scores),
            rwg_meetings: count(known.len()),
            rwg: sample_size::meetings(count(known.len())).and_then(|()| {
                let summary = mean(&known).zip(median(&known)).ok_or(Withheld::NoSpread)?;
                Ok(Rwg { mean: summary.0, median: summary.1 })
            }),
        });
        meetings.extend(within);
    }
    (scales, meetings)
}

/// The scores of each meeting with at least two.
fn scores_by_meeting(dataset: &Dataset, scale: usize) -> Vec<Vec<f64>> {
    let mut scores: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
    for score in dataset.scores_on(scale) {
        if let Some((value, (meeting, _))) = score.score.zip(dataset.meeting_of(score.respondent)) {
            scores.entry(meeting).or_default().push(value);
        }
    }
    scores.into_values().filter(|scores| scores.len() > 1).collect()
}

/// The intraclass correlations of scores by meeting.
fn icc(meetings: &[Vec<f64>]) -> Result<Icc, Withheld> {
    sample_size::meetings(count(meetings.len()))?;
    let all: Vec<f64> = meetings.iter().flatten().copied().collect();
    let (n, groups) = (f64::from(count(all.len())), f64::from(count(meetings.len())));
    let grand = mean(&all).ok_or(Withheld::NoSpread)?;
    let (mut between, mut within, mut squares) = (0.0, 0.0, 0.0);
    for scores in meetings {
        let size = f64::from(count(scores.len()));
        let own = mean(scores).ok_or(Withheld::NoSpread)?;
        between += size * (own - grand).powi(2);
        within += scores.iter().map(|score| (score - own).powi(2)).sum::<f64>();
        squares += size * size;
    }
    let (between, within) = (between / (groups - 1.0), within / (n - groups));
    let size = (n - squares / n) / (groups - 1.0);
    let f = FisherSnedecor::new(groups - 1.0, n - groups).map_err(|_| Withheld::NoSpread)?;
    let ratio = between / within;
    if !ratio.is_finite() {
        return Err(Withheld::NoSpread);
    }
    let single = |ratio: f64| (ratio - 1.0) / (ratio + size - 1.0);
    let mean = |ratio: f64| 1.0 - 1.0 / ratio;
    let ends = Interval { low: ratio / f.inverse_cdf(0.975), high: ratio / f.inverse_cdf(0.025) };
    Ok(Icc {
        size,
        single: single(ratio),
        single_interval: Interval { low: single(ends.low), high: single(ends.high) },
        mean: mean(ratio),
        mean_interval: Interval { low: mean(ends.low), high: mean(ends.high) },
    })
}

/// `r_wg` of each meeting with at least one participant who answered all items.
fn within_meetings(dataset: &Dataset, scale: &Scale) -> Vec<MeetingAgreement> {
    let mut answers: BTreeMap<usize, Vec<Vec<u32>>> = BTreeMap::new();
    for (meeting, row) in dataset.complete_answers(scale) {
        answers.entry(meeting).or_default().push(row);
    }
    let with_id = |(meeting, rows): (usize, Vec<Vec<u32>>)| {
        Some((Arc::clone(&dataset.meetings.get(meeting)?.case_id), rows))
    };
    let rated = answers.into_iter().filter_map(with_id);
    rated
        .map(|(case_id, rows)| {
            let raters = count(rows.len());
            let rwg = sample_size::answers(raters, sample_size::RATERS)
                .and_then(|()| rwg(&rows, scale.items.len()).ok_or(Withheld::NoSpread));
            MeetingAgreement { case_id, scale: scale.clone(), raters, rwg }
        })
        .collect()
}

fn rwg(rows: &[Vec<u32>], items: usize) -> Option<f64> {
    let variances: Vec<f64> = (0..items)
        .filter_map(|item| {
            let answers: Vec<f64> =
                rows.iter().filter_map(|row| row.get(item)).map(|one| f64::from(*one)).collect();
            variance(&answers)
        })
        .collect();
    let share = mean(&variances)? / UNIFORM_VARIANCE;
    let items = f64::from(count(items));
    let agreed = items * (1.0 - share);
    Some(if share >= 1.0 { 0.0 } else { agreed / (agreed + share) })
}
