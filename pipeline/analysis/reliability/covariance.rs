//! Covariances (共分散): of a scale's items, over all participants or over drawn meetings.
//!
//! Input → output: complete answers by meeting → one symmetric matrix. Answers are whole numbers,
//! so sums of their products are exact.

use std::collections::BTreeMap;

/// Sums and products of the answers of one meeting.
struct Answers {
    n: u32,
    sums: Vec<u32>,
    /// Of each pair of items, row by row.
    pairs: Vec<u32>,
}

/// Sums and products of the answers, by meeting.
pub(super) struct MeetingProducts {
    items: usize,
    meetings: Vec<Answers>,
}

impl MeetingProducts {
    /// Input: the meeting and the answers of each participant who answered all items.
    pub(super) fn new(answers: &[(usize, Vec<u32>)], items: usize) -> Self {
        let mut meetings: BTreeMap<usize, Answers> = BTreeMap::new();
        for (meeting, row) in answers {
            let of = meetings.entry(*meeting).or_insert_with(|| Answers {
                n: 0,
                sums: vec![0; items],
                pairs: vec![0; items * items],
            });
            of.n += 1;
            of.sums.iter_mut().zip(row).for_each(|(sum, answer)| *sum += answer);
            let pairs = row.iter().flat_map(|one| row.iter().map(move |other| one * other));
            of.pairs.iter_mut().zip(pairs).for_each(|(sum, product)| *sum += product);
        }
        Self { items, meetings: meetings.into_values().collect() }
    }

    pub(super) fn participants(&self) -> u32 {
        self.meetings.iter().map(|meeting| meeting.n).sum()
    }

    pub(super) fn meetings(&self) -> usize {
        self.meetings.len()
    }

    /// Of all participants, each once.
    pub(super) fn covariance(&self) -> Option<Covariance> {
        self.drawn_covariance(&vec![1; self.meetings.len()])
    }

    /// Of the participants of some meetings, each as often as it was drawn; of a sample (n − 1).
    pub(super) fn drawn_covariance(&self, weights: &[u32]) -> Option<Covariance> {
        let mut n = 0;
        let mut sums = vec![0_u32; self.items];
        let mut products = vec![0_u32; self.items * self.items];
        for (weight, meeting) in weights.iter().zip(&self.meetings).filter(|(one, _)| **one > 0) {
            n += weight * meeting.n;
            sums.iter_mut().zip(&meeting.sums).for_each(|(sum, of)| *sum += weight * of);
            products.iter_mut().zip(&meeting.pairs).for_each(|(sum, of)| *sum += weight * of);
        }
        let degrees = f64::from(n.checked_sub(1).filter(|degrees| *degrees > 0)?);
        let pairs = sums.iter().flat_map(|one| sums.iter().map(move |other| (*one, *other)));
        let values = products.iter().zip(pairs).map(|(product, (one, other))| {
            (f64::from(*product) - f64::from(one) * f64::from(other) / f64::from(n)) / degrees
        });
        Some(Covariance { items: self.items, values: values.collect() })
    }
}

/// A symmetric matrix of the items' covariances.
#[derive(Debug, Clone)]
pub(super) struct Covariance {
    items: usize,
    /// Row by row.
    values: Vec<f64>,
}

/// What is left of a variance by rounding only.
const NOTHING: f64 = 1e-12;

impl Covariance {
    pub(super) fn rows(&self) -> impl Iterator<Item = &[f64]> {
        self.values.chunks(self.items.max(1))
    }

    /// The items' variances.
    pub(super) fn variances(&self) -> Vec<f64> {
        self.rows().enumerate().filter_map(|(place, row)| row.get(place).copied()).collect()
    }

    /// Whether any item varies, and their sum.
    pub(super) fn varies(&self) -> bool {
        self.total() > NOTHING
    }

    /// The variance of the sum of all items.
    fn total(&self) -> f64 {
        self.values.iter().sum()
    }

    /// Cronbach's α; `None` below two items or when their sum does not vary.
    pub(super) fn alpha(&self) -> Option<f64> {
        let others = u32::try_from(self.items.checked_sub(1)?).ok().filter(|k| *k > 0)?;
        let own: f64 = self.variances().iter().sum();
        let k = f64::from(others);
        self.varies().then(|| (k + 1.0) / k * (1.0 - own / self.total()))
    }

    /// The correlation of an item with the sum of the others.
    pub(super) fn item_rest(&self, item: usize) -> Option<f64> {
        let own = *self.variances().get(item)?;
        let with_all: f64 = self.rows().nth(item)?.iter().sum();
        let rest = self.without(item).total();
        (own > NOTHING && rest > NOTHING).then(|| (with_all - own) / (own * rest).sqrt())
    }

    /// The same without one item.
    pub(super) fn without(&self, item: usize) -> Self {
        let kept = |(place, _): &(usize, _)| *place != item;
        let values = self
            .rows()
            .enumerate()
            .filter(|(place, _)| *place != item)
            .flat_map(|(_, row)| row.iter().enumerate().filter(kept).map(|(_, value)| *value));
        Self { items: self.items.saturating_sub(1), values: values.collect() }
    }
}
