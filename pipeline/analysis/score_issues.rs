//! Scores and issues (評価と地域課題): which issues go with low scores on which items.
//!
//! Input → output: cases and the cases of each theme → one row per theme and item. Going together
//! is no cause: cases of one theme may be harder, or of one area or year.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::comparison::{Comparison, adjust, compare};
use super::moments::{count, mean};
use super::proportion::q_values;
use super::sample_size::Withheld;
use crate::records::CaseRecord;
use crate::units::ItemNumber;

/// One issue and one item (評価と地域課題の1行).
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreIssue {
    /// The theme's id.
    pub theme_id: String,
    /// The item.
    pub item: ItemNumber,
    /// Cases that raise the theme and have a mean on the item.
    pub n_with: u32,
    /// Cases that raise others only.
    pub n_without: u32,
    /// Mean of the means of cases with it.
    pub mean_with: Option<f64>,
    /// Mean of the means of cases without.
    pub mean_without: Option<f64>,
    /// With against without: negative where the issue goes with low scores. Adjusted by Benjamini
    /// and Hochberg over all themes and items.
    pub comparison: Result<Comparison, Withheld>,
}

/// Each theme against each item (評価と地域課題).
///
/// Input: for each theme the indices of the cases that raise it. Cases without any statement can
/// raise nothing and are left out. A case counts once, by its mean, whether the mean was computed
/// from scores or given by hand.
/// Output: sorted as the themes are given, then by item. n: cases; compared from five on each side.
#[must_use]
pub fn score_issues(cases: &[CaseRecord], themes: &[(&str, BTreeSet<usize>)]) -> Vec<ScoreIssue> {
    let mut items: BTreeMap<ItemNumber, Vec<(usize, f64)>> = BTreeMap::new();
    let spoken = cases.iter().enumerate().filter(|(_, case)| !case.statements.is_empty());
    let mut sorted: Vec<(usize, &CaseRecord)> = spoken.collect();
    // Draws depend on the order of the values: it is that of the ids, whatever the cases' is.
    sorted.sort_by(|(_, one), (_, other)| one.case_id.cmp(&other.case_id));
    for (number, case) in sorted {
        for mean in &case.means {
            items.entry(mean.item).or_default().push((number, mean.mean));
        }
    }
    let pairs: Vec<_> = themes
        .iter()
        .flat_map(|(theme_id, with)| items.iter().map(move |item| (*theme_id, with, item)))
        .collect();
    let mut rows: Vec<ScoreIssue> = pairs
        .par_iter()
        .map(|(theme_id, with, (item, means))| row(theme_id, with, **item, means))
        .collect();
    adjust(rows.iter_mut().map(|row| &mut row.comparison), q_values);
    rows
}

fn row(
    theme_id: &str,
    cases: &BTreeSet<usize>,
    item: ItemNumber,
    means: &[(usize, f64)],
) -> ScoreIssue {
    let side = |wanted: bool| -> Vec<f64> {
        let chosen = means.iter().filter(|(case, _)| cases.contains(case) == wanted);
        chosen.map(|(_, mean)| *mean).collect()
    };
    let (with, without) = (side(true), side(false));
    ScoreIssue {
        theme_id: theme_id.to_owned(),
        item,
        n_with: count(with.len()),
        n_without: count(without.len()),
        mean_with: mean(&with),
        mean_without: mean(&without),
        comparison: compare(&with, &without, &["score_issues", theme_id, &item.get().to_string()]),
    }
}
