//! Means: from the scores where there are any, as the forms give them where there are none.
//!
//! This module must not round: what a form rounded is compared within its own decimals.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostic;
use crate::diagnostic::records::cases as wording;
use crate::records::coerce::plain;
use crate::records::model::{CaseMean, MeanOrigin, ParticipantRecord, SheetRecord, Traced};
use crate::units::ItemNumber;

/// The mean of each item, sorted by item.
///
/// n counts the participants who have a readable score on the item.
pub(super) fn means(
    participants: &[ParticipantRecord],
    records: &[&SheetRecord],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<CaseMean> {
    let mut means: BTreeMap<ItemNumber, CaseMean> = computed(participants);
    let undecided = undecided(participants);
    for (item, given) in records.iter().flat_map(|record| &record.means) {
        match means.get(item) {
            None => {
                let mean = CaseMean {
                    item: *item,
                    mean: given.value,
                    n: None,
                    origin: MeanOrigin::AsGiven,
                };
                means.insert(*item, mean);
            }
            Some(CaseMean { mean, n: Some(n), .. })
                if !undecided.contains(item) && !agrees(*mean, given) =>
            {
                let found = wording::mean_conflict(*item, &given.location, &given.raw, (*mean, *n));
                diagnostics.push(found);
            }
            Some(_) => {}
        }
    }
    means.into_values().collect()
}

fn computed(participants: &[ParticipantRecord]) -> BTreeMap<ItemNumber, CaseMean> {
    let mut sums: BTreeMap<ItemNumber, (u32, u32)> = BTreeMap::new();
    for score in participants.iter().flat_map(|participant| &participant.scores) {
        if let Some(value) = score.score {
            let (sum, n) = sums.entry(score.item).or_default();
            *sum += u32::from(value.get());
            *n += 1;
        }
    }
    sums.into_iter()
        .map(|(item, (sum, n))| {
            let mean = f64::from(sum) / f64::from(n);
            (item, CaseMean { item, mean, n: Some(n), origin: MeanOrigin::Computed })
        })
        .collect()
}

/// Items of which a score is written but cannot be read: a mean by hand may know better.
fn undecided(participants: &[ParticipantRecord]) -> BTreeSet<ItemNumber> {
    let scores = participants.iter().flat_map(|participant| &participant.scores);
    scores
        .filter(|score| score.score.is_none() && !score.raw.trim().is_empty())
        .map(|score| score.item)
        .collect()
}

/// Whether a mean is what a form shows, within the decimals it shows.
fn agrees(mean: f64, given: &Traced<f64>) -> bool {
    let raw = plain(&given.raw);
    let decimals = raw
        .split_once('.')
        .map_or(0, |(_, behind)| behind.chars().take_while(char::is_ascii_digit).count());
    let last_digit = 10_f64.powi(-i32::try_from(decimals.min(9)).unwrap_or(9));
    // Half of the last digit either way, and what binary fractions lose.
    (mean - given.value).abs() <= last_digit / 2.0 + 1e-9
}
