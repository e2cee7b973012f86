//! Shown groups (示してよい区分): how large groups are → which of them no count gives away.
//!
//! Input → output: people and meetings of each group on each scale → the groups that may be
//! shown. A group is a part of the people or meetings: a year, an area, a centre, a role, a band
//! of experience, or everybody. Single meetings are never shown.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::ScoreGroup;
use crate::privacy::{PrivacyPolicy, Totals, suppress};

/// What groups may be shown by. A year in an area is left out: two ways of cutting the same
/// meetings shown side by side tell small groups by their difference.
const KINDS: [ScoreGroup; 6] = [
    ScoreGroup::All,
    ScoreGroup::FiscalYear,
    ScoreGroup::Area,
    ScoreGroup::Center,
    ScoreGroup::Role,
    ScoreGroup::Experience,
];

/// One group on one scale, by the names of the tables.
#[derive(Clone, Copy)]
pub(super) struct GroupCount<'of> {
    pub(super) by: &'of str,
    pub(super) group: &'of str,
    pub(super) scale: &'of str,
    /// Participants, the meetings they were at, meetings with a mean; 0 where that is not counted.
    pub(super) counts: [u32; 3],
}

/// The groups that may be shown, scale by scale.
#[derive(Default)]
pub(super) struct ShownGroups<'of> {
    shown: BTreeSet<(&'of str, &'of str, &'of str)>,
}

impl<'of> ShownGroups<'of> {
    /// Hides groups under the threshold, and further ones until totals tell none of them.
    ///
    /// Centres lie within areas, whose counts are their totals: when a centre or an area is
    /// hidden, no centre is shown.
    pub(super) fn new(
        counts: impl Iterator<Item = GroupCount<'of>>,
        policy: PrivacyPolicy,
    ) -> Self {
        let mut families: BTreeMap<(&str, &str), Vec<GroupCount<'of>>> = BTreeMap::new();
        for count in counts.filter(|one| KINDS.iter().any(|kind| kind.as_str() == one.by)) {
            families.entry((count.by, count.scale)).or_default().push(count);
        }
        let mut shown = BTreeSet::new();
        let mut areas_whole = true;
        for family in families.values() {
            let hidden = hidden(family, policy);
            for (one, hidden) in family.iter().zip(hidden) {
                if !hidden {
                    shown.insert((one.by, one.group, one.scale));
                } else if [ScoreGroup::Area, ScoreGroup::Center]
                    .map(ScoreGroup::as_str)
                    .contains(&one.by)
                {
                    areas_whole = false;
                }
            }
        }
        shown.retain(|(by, ..)| areas_whole || *by != ScoreGroup::Center.as_str());
        Self { shown }
    }

    /// Whether a group may be shown on a scale.
    pub(super) fn shows(&self, by: &str, group: &str, scale: &str) -> bool {
        self.shown.contains(&(by, group, scale))
    }

    /// Whether any group of a kind may be shown.
    pub(super) fn shows_any(&self, by: &str) -> bool {
        self.shown.iter().any(|(kind, ..)| *kind == by)
    }
}

/// Which groups of one kind are hidden on one scale.
fn hidden(family: &[GroupCount<'_>], policy: PrivacyPolicy) -> Vec<bool> {
    let mut hidden = vec![false; family.len()];
    for measure in 0..3 {
        let known: Vec<(usize, u32)> = (family.iter().enumerate())
            .filter_map(|(place, one)| Some((place, *one.counts.get(measure)?)))
            .filter(|(_, count)| *count > 0)
            .collect();
        let counts = known.iter().map(|(_, count)| *count).collect();
        let shown = suppress(&[counts], Totals::Rows, policy).pop().unwrap_or_default();
        for ((place, _), count) in known.into_iter().zip(shown) {
            if let Some(hidden) = hidden.get_mut(place) {
                *hidden |= count.is_none();
            }
        }
    }
    hidden
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(groups: &[(&str, &str, u32)]) -> Vec<bool> {
        let counts = groups.iter().map(|(by, group, meetings)| GroupCount {
            by,
            group,
            scale: "total",
            counts: [meetings * 5, *meetings, *meetings],
        });
        let shown = ShownGroups::new(counts, PrivacyPolicy::default());
        groups.iter().map(|(by, group, _)| shown.shows(by, group, "total")).collect()
    }

    #[test]
    fn a_single_hidden_group_takes_a_second_with_it() {
        // 2 is 20 − 6 − 12; hiding the 6 as well leaves 8 for two.
        let areas = [("area", "A", 6), ("area", "B", 2), ("area", "C", 12)];
        assert_eq!(shown(&areas), [false, false, true]);
        assert_eq!(shown(&[("area", "A", 6), ("area", "B", 3)]), [true, true]);
        assert_eq!(shown(&[("all", "all", 2)]), [false]);
    }

    #[test]
    fn centres_are_shown_with_all_areas_or_not_at_all() {
        let whole = [("area", "A", 6), ("center", "a", 3), ("center", "b", 3)];
        assert_eq!(shown(&whole), [true, true, true]);
        // 1 is the area's 6 less the other centre's 5.
        let part = [("area", "A", 6), ("center", "a", 1), ("center", "b", 5), ("center", "c", 9)];
        assert_eq!(shown(&part), [true, false, false, false]);
    }

    #[test]
    fn meetings_and_years_of_areas_are_never_shown() {
        assert_eq!(shown(&[("case", "x", 9), ("fiscal_year_area", "2022 A", 9)]), [false, false]);
    }

    #[test]
    fn few_people_of_many_meetings_are_hidden() {
        let roles = [("司会", [9, 9, 0]), ("板書", [2, 2, 0]), ("助言者", [4, 3, 0])];
        let counts = roles.iter().map(|(group, counts)| GroupCount {
            by: "role",
            group,
            scale: "item_1",
            counts: *counts,
        });
        let shown = ShownGroups::new(counts, PrivacyPolicy::default());
        let of = |group| shown.shows("role", group, "item_1");
        assert_eq!([of("司会"), of("板書"), of("助言者")], [true, false, false]);
        assert!(shown.shows_any("role") && !shown.shows_any("area"));
    }
}
