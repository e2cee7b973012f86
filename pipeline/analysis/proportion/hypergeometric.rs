//! Concentration (偏り): Fisher's exact test, one-sided, over one or several strata.
//!
//! Input → output: four-fold tables → the probability of at least as many hits by chance alone.

/// One four-fold table (四分表): hits within a group of cases, and in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FourFold {
    /// Cases of the group with the property.
    pub hits: u32,
    /// Cases of the group.
    pub group: u32,
    /// Cases with the property, of all.
    pub with: u32,
    /// All cases.
    pub all: u32,
}

impl FourFold {
    /// Counts one more case.
    pub fn count(&mut self, with: bool, in_group: bool) {
        self.all += 1;
        self.with += u32::from(with);
        self.group += u32::from(in_group);
        self.hits += u32::from(with && in_group);
    }

    /// The hits expected when group and property have nothing to do with each other.
    #[must_use]
    pub fn expected(&self) -> f64 {
        if self.all == 0 {
            return 0.0;
        }
        f64::from(self.group) * f64::from(self.with) / f64::from(self.all)
    }
}

/// Probability of at least as many hits by chance (フィッシャーの正確確率, 片側).
///
/// Input:  one table, or several strata whose hits are added; the margins of each are held fixed.
/// Output: 0–1; 1 when there is nothing to compare. The sum of independent hypergeometric counts,
///         computed exactly. No case is missing here: leave unknown ones out beforehand.
/// Source: R. A. Fisher, Statistical Methods for Research Workers, § 21.02; strata as in
///         C. R. Mehta, N. R. Patel and R. Gray, JASA 80 (1985) 969–973.
#[must_use]
pub fn concentration(strata: &[FourFold]) -> f64 {
    let hits: u32 = strata.iter().map(|table| table.hits).sum();
    Distribution::of_sum(strata).at_least(hits)
}

/// The least probability that tables of these margins can have at all; the hits do not matter.
///
/// Tests that cannot reach a small probability need not be corrected for (Tarone 1990).
#[must_use]
pub fn least_concentration(table: FourFold) -> f64 {
    Distribution::of(table).weights.last().copied().unwrap_or(1.0).min(1.0)
}

/// Probabilities of a count: of `first`, of the next, and so on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Distribution {
    pub(super) first: u32,
    pub(super) weights: Vec<f64>,
}

impl Distribution {
    /// Hits among `group` cases drawn from `all`, of which `with` have the property.
    ///
    /// Ratios of neighbouring terms from the mode outwards: nothing overflows, nothing cancels.
    pub(super) fn of(table: FourFold) -> Self {
        let (group, all) = (table.group.min(table.all), table.all);
        let with = table.with.min(all);
        let first = (group + with).saturating_sub(all);
        let last = group.min(with);
        let mode = (u64::from(group) + 1) * (u64::from(with) + 1) / (u64::from(all) + 2);
        let mode = u32::try_from(mode).unwrap_or(last).clamp(first, last);
        let up = |hits: u32| {
            let free = f64::from(all - with) - f64::from(group - hits) + 1.0;
            f64::from(with - hits) * f64::from(group - hits) / (f64::from(hits + 1) * free)
        };
        let mut below: Vec<f64> = Vec::new();
        let mut weight = 1.0;
        for hits in (first..mode).rev() {
            weight /= up(hits);
            below.push(weight);
        }
        let mut weights: Vec<f64> = below.into_iter().rev().collect();
        weights.push(1.0);
        weight = 1.0;
        for hits in mode..last {
            weight *= up(hits);
            weights.push(weight);
        }
        let total: f64 = weights.iter().sum();
        Self { first, weights: weights.into_iter().map(|weight| weight / total).collect() }
    }

    fn of_sum(strata: &[FourFold]) -> Self {
        let nothing = Self { first: 0, weights: vec![1.0] };
        strata.iter().map(|table| Self::of(*table)).fold(nothing, |sum, next| sum.plus(&next))
    }

    /// The distribution of the sum of two independent counts.
    fn plus(&self, other: &Self) -> Self {
        if let [_] = other.weights.as_slice() {
            return Self { first: self.first + other.first, weights: self.weights.clone() };
        }
        let mut weights = vec![0.0; self.weights.len() + other.weights.len() - 1];
        for (shift, one) in self.weights.iter().enumerate() {
            for (sum, weight) in weights.iter_mut().skip(shift).zip(&other.weights) {
                *sum += one * weight;
            }
        }
        Self { first: self.first + other.first, weights }
    }

    fn at_least(&self, hits: u32) -> f64 {
        let skipped = usize::try_from(hits.saturating_sub(self.first)).unwrap_or(usize::MAX);
        // From the far end inwards, so that small terms are not lost.
        self.weights.iter().skip(skipped).rev().sum::<f64>().min(1.0)
    }
}
