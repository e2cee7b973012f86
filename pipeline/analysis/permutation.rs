//! Permutation tests (並べ替え検定): how often chance alone gives as much as was seen.
//!
//! Input → output: values, groups and a generator → p. Values are meetings' means: what is
//! exchanged is whole meetings, never their participants.
//!
//! Two-sided p is of the distance from 0, whatever the sign; p counts the observed arrangement among the drawn ones, (b + 1) / (B + 1), so it is never 0:
//! Phipson and Smyth (2010), Statistical Applications in Genetics and Molecular Biology 9, 39.

use std::collections::BTreeMap;

use rand_pcg::Pcg64;
use rand_pcg::rand_core::Rng as _;

use super::moments::count;
use super::resampling::below;

/// Arrangements drawn: p = 0.05 has a standard error of 0.002.
const ARRANGEMENTS: u32 = 9_999;

/// What sums of the same numbers in another order may differ by.
const ROUNDING: f64 = 1e-9;

/// Two-sided p of the difference of two means when all values are exchanged.
pub(super) fn of_difference(one: &[f64], other: &[f64], generator: &mut Pcg64) -> f64 {
    // The distance is the same from either side, and the smaller group is drawn sooner.
    let (one, other) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let mut pooled: Vec<f64> = one.iter().chain(other).copied().collect();
    let total: f64 = pooled.iter().sum();
    let (n, m) = (f64::from(count(one.len())), f64::from(count(other.len())));
    let observed = one.iter().sum::<f64>() / n - other.iter().sum::<f64>() / m;
    share_of_extremes(observed, || {
        let mut sum = 0.0;
        draw(&mut pooled, one.len(), generator, |value| sum += value);
        sum / n - (total - sum) / m
    })
}

/// Two-sided p of a mean of differences when each may as well have the other sign.
pub(super) fn of_signs(differences: &[f64], generator: &mut Pcg64) -> f64 {
    let observed: f64 = differences.iter().sum();
    let mut sums = [0.0; ABREAST];
    let mut next = ABREAST;
    share_of_extremes(observed, || {
        if next == ABREAST {
            sums = sums_of_signs(differences, generator);
            next = 0;
        }
        next += 1;
        sums.get(next - 1).copied().unwrap_or_default()
    })
}

/// Arrangements of signs that are summed up side by side: a sum alone waits for itself.
const ABREAST: usize = 8;

/// The sums of some arrangements of signs, whose signs are drawn one arrangement after the other.
fn sums_of_signs(differences: &[f64], generator: &mut Pcg64) -> [f64; ABREAST] {
    let words = differences.len().div_ceil(u64::BITS as usize);
    let signs: [Vec<u64>; ABREAST] =
        std::array::from_fn(|_| (0..words).map(|_| generator.next_u64()).collect());
    let mut sums = [0.0; ABREAST];
    for (word, chunk) in differences.chunks(u64::BITS as usize).enumerate() {
        let mut signs = signs.each_ref().map(|drawn| drawn.get(word).copied().unwrap_or_default());
        let mut of_word = [0.0; ABREAST];
        for one in chunk {
            for (sum, signs) in of_word.iter_mut().zip(&mut signs) {
                *sum += f64::from_bits(one.to_bits() ^ (*signs << (u64::BITS - 1)));
                *signs >>= 1;
            }
        }
        for (sum, of_word) in sums.iter_mut().zip(of_word) {
            *sum += of_word;
        }
    }
    sums
}

/// Two-sided p of Kendall's S between groups in order and values, when values are exchanged.
pub(super) fn of_trend(pairs: &[(usize, f64)], generator: &mut Pcg64) -> f64 {
    let mut sorted = pairs.to_vec();
    sorted.sort_by(|one, other| one.1.total_cmp(&other.1));
    let values: Vec<f64> = sorted.iter().map(|(_, value)| *value).collect();
    let mut groups: Vec<usize> = sorted.iter().map(|(group, _)| *group).collect();
    let (observed, ties) = (kendall_s(&groups, &values), ties(&values));
    let all = groups.len();
    share_of_extremes(observed, || s_of_ties(shuffle(&mut groups, all, generator), &ties))
}

/// p of the Kruskal–Wallis statistic of ranks in groups when ranks are exchanged.
pub(super) fn of_ranks(groups: &[Vec<f64>], generator: &mut Pcg64) -> f64 {
    let sizes: Vec<usize> = groups.iter().map(Vec::len).collect();
    let mut ranks: Vec<f64> = groups.iter().flatten().copied().collect();
    let all = ranks.len();
    let observed = rank_squares(&ranks, &sizes);
    share_of_extremes(observed, || rank_squares(shuffle(&mut ranks, all, generator), &sizes))
}

/// Kendall's S: pairs in order less pairs against it, of groups beside sorted values.
pub(super) fn kendall_s(groups: &[usize], sorted: &[f64]) -> f64 {
    s_of_ties(groups, &ties(sorted))
}

/// How many of some sorted values in turn are equal.
fn ties(sorted: &[f64]) -> Vec<usize> {
    sorted.chunk_by(|one, other| one.total_cmp(other).is_eq()).map(<[f64]>::len).collect()
}

fn s_of_ties(groups: &[usize], ties: &[usize]) -> f64 {
    // For each group and one past the last: how many of those seen are of groups before it.
    let mut before: Vec<i64> = vec![0; groups.iter().max().map_or(0, |most| most + 2)];
    let (mut s, mut all) = (0, 0);
    let mut rest = groups;
    for tied in ties {
        let (now, after) = rest.split_at_checked(*tied).unwrap_or((rest, &[]));
        for group in now {
            if let Some([below, below_or_same, ..]) = before.get(*group..) {
                s += below - (all - below_or_same);
            }
        }
        for group in now {
            for before in before.iter_mut().skip(group + 1) {
                *before += 1;
            }
            all += 1;
        }
        rest = after;
    }
    #[expect(clippy::cast_precision_loss, reason = "no input has 2^26 meetings")]
    let s = s as f64;
    s
}

/// Σ (sum of ranks)² / size: what Kruskal–Wallis' H grows with.
pub(super) fn rank_squares(ranks: &[f64], sizes: &[usize]) -> f64 {
    let mut rest = ranks;
    let mut squares = 0.0;
    for size in sizes {
        let (group, after) = rest.split_at_checked(*size).unwrap_or((rest, &[]));
        squares += group.iter().sum::<f64>().powi(2) / f64::from(count(*size));
        rest = after;
    }
    squares
}

/// Mid-ranks from 1: tied values share the mean of their ranks.
pub(super) fn ranks(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let mut ranks: BTreeMap<u64, f64> = BTreeMap::new();
    let mut before = 0;
    for tied in sorted.chunk_by(|one, other| one.total_cmp(other).is_eq()) {
        let n = count(tied.len());
        if let Some(value) = tied.first() {
            ranks.insert(value.to_bits(), f64::from(2 * before + n + 1) / 2.0);
        }
        before += n;
    }
    values.iter().filter_map(|value| ranks.get(&value.to_bits()).copied()).collect()
}

/// The share of arrangements at least as far from 0 as what was observed, itself among them.
fn share_of_extremes(observed: f64, mut arranged: impl FnMut() -> f64) -> f64 {
    let least = observed.abs() - ROUNDING;
    let extremes = (0..ARRANGEMENTS).filter(|_| arranged().abs() >= least).count();
    f64::from(count(extremes) + 1) / f64::from(ARRANGEMENTS + 1)
}

/// Brings `drawn` values, evenly drawn from all, to the front and gives them.
fn shuffle<'values, T: Copy>(
    values: &'values mut [T],
    drawn: usize,
    generator: &mut Pcg64,
) -> &'values [T] {
    draw(values, drawn, generator, |_| ());
    values.get(..drawn).unwrap_or_default()
}

/// Brings `drawn` values, evenly drawn from all, to the front; each is told as it comes.
fn draw<T: Copy>(values: &mut [T], drawn: usize, generator: &mut Pcg64, mut told: impl FnMut(T)) {
    let mut rest = values;
    for _ in 0..drawn {
        let other = below(rest.len(), generator);
        let Some((first, after)) = rest.split_first_mut() else { return };
        if let Some(other) = other.checked_sub(1).and_then(|other| after.get_mut(other)) {
            std::mem::swap(first, other);
        }
        told(*first);
        rest = after;
    }
}
