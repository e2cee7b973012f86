//! Response quality (回答の質): scores at the ends of the scale, items left out, forms filled in
//! with one and the same score.
//!
//! Input → output: dataset → one row per scale, and one per group of participants. It says how
//! much the scores can tell apart, not whether anybody meant them.

use std::collections::BTreeMap;

use super::dataset::Dataset;
use super::moments::count;
use super::sample_size::{self, Withheld};
use super::scale::{Scale, ScaleKind};
use super::score_group::{ExperienceBand, ScoreGroup};

/// Lowest and highest score.
const ENDS: (f64, f64) = (1.0, 5.0);

/// The share at one end above which a scale no longer tells people apart there.
///
/// Source: Terwee et al. (2007), Journal of Clinical Epidemiology 60, 34–42.
const CROWDED: f64 = 0.15;

/// How far one scale is used (回答の質の1行).
#[derive(Debug, Clone, PartialEq)]
pub struct ResponseQuality {
    /// The item, domain or total.
    pub scale: Scale,
    /// Participants whose form has an item of it.
    pub asked: u32,
    /// Participants with a score on it.
    pub n: u32,
    /// Those without.
    pub missing: u32,
    /// Their share of those asked.
    pub missing_share: Option<f64>,
    /// The share of scores that are the lowest possible.
    pub floor_share: Option<f64>,
    /// The share of scores that are the highest possible.
    pub ceiling_share: Option<f64>,
    /// Whether more than 15 % lie at either end; given from 50 scores.
    pub crowded: Result<Crowded, Withheld>,
}

/// At which end more than 15 % of the scores lie (床効果・天井効果).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Crowded {
    /// At the lowest score (床効果).
    pub floor: bool,
    /// At the highest score (天井効果).
    pub ceiling: bool,
}

/// How many of a group give one score to everything (同一回答の1行).
#[derive(Debug, Clone, PartialEq)]
pub struct StraightLining {
    /// What the group is.
    pub group_by: ScoreGroup,
    /// Which.
    pub group: String,
    /// Participants who answered at least half of all items.
    pub n: u32,
    /// Of these, those whose answers are all the same.
    pub straight: u32,
    /// Their share.
    pub share: Option<f64>,
    /// Why the share should be read with care.
    pub small: Option<Withheld>,
}

/// Ends of the scale and missing scores, for each scale (回答の質).
///
/// n: participants with a score; a domain's or the total's lowest score is 1 on every answered
/// item. Missing: no answer, or one that cannot be read for certain; on a domain or the total,
/// fewer than half of the items.
#[must_use]
pub fn response_quality(dataset: &Dataset) -> Vec<ResponseQuality> {
    let row = |(number, scale): (usize, &Scale)| {
        let asked = dataset.scores_on(number);
        let scores: Vec<f64> = asked.iter().filter_map(|score| score.score).collect();
        let (n, all) = (count(scores.len()), count(asked.len()));
        let at =
            |end: f64| count(scores.iter().filter(|score| (*score - end).abs() < 1e-9).count());
        let (floor, ceiling) = (share(at(ENDS.0), n), share(at(ENDS.1), n));
        let above = |share: Option<f64>| share.is_some_and(|share| share > CROWDED);
        ResponseQuality {
            scale: scale.clone(),
            asked: all,
            n,
            missing: all - n,
            missing_share: share(all - n, all),
            floor_share: floor,
            ceiling_share: ceiling,
            crowded: sample_size::answers(n, sample_size::ENDS_ANSWERS)
                .map(|()| Crowded { floor: above(floor), ceiling: above(ceiling) }),
        }
    };
    dataset.scales.iter().enumerate().map(row).collect()
}

/// Forms with one and the same score throughout, in each group but single cases (同一回答).
///
/// n: participants who answered at least half of all items. Somebody may mean it: a meeting that
/// went well on the whole.
#[must_use]
pub fn straight_lining(dataset: &Dataset) -> Vec<StraightLining> {
    let total = dataset.scales.iter().position(|scale| scale.kind == ScaleKind::Total);
    let scores = total.map(|total| dataset.scores_on(total)).unwrap_or_default();
    let mut groups: BTreeMap<(ScoreGroup, usize, String), (u32, u32)> = BTreeMap::new();
    for score in scores.iter().filter(|score| score.score.is_some()) {
        let kinds = score.answers.iter().filter(|answers| **answers > 0).count();
        for by in ScoreGroup::ALL.into_iter().filter(|by| *by != ScoreGroup::Case) {
            if let Some(name) = dataset.group(score.respondent, by) {
                let place = ExperienceBand::place(&name);
                let (n, straight) = groups.entry((by, place, name)).or_default();
                *n += 1;
                *straight += u32::from(kinds == 1);
            }
        }
    }
    let row = |((group_by, _, group), (n, straight))| StraightLining {
        group_by,
        group,
        n,
        straight,
        share: share(straight, n),
        small: sample_size::answers(n, sample_size::ANSWERS).err(),
    };
    groups.into_iter().map(row).collect()
}

fn share(part: u32, whole: u32) -> Option<f64> {
    (whole > 0).then(|| f64::from(part) / f64::from(whole))
}
