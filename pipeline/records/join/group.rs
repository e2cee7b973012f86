//! Groups: sheets that head a case (①, ③-1, rows of ③-2) → one group for each case.
//!
//! Evidence for and against is weighed fact by fact. This module must not look at 様式②: it has
//! no facts to weigh.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::facts::{FactKeys, weigh};
use crate::forms::FormKind;
use crate::records::model::SheetRecord;
use crate::records::names::{self, Clues};

/// A record with what its names say.
pub(super) struct Sheet {
    pub(super) record: SheetRecord,
    pub(super) clues: Clues,
    pub(super) keys: FactKeys,
}

impl Sheet {
    pub(super) fn path(&self) -> &str {
        self.record.location.source_path.as_str()
    }

    pub(super) fn folder(&self) -> &str {
        names::folder_and_file(&self.record.location.source_path).0
    }
}

/// The sheets of one case, by index into all sheets.
#[derive(Debug, Clone, Default)]
pub(super) struct Group {
    /// Sorted.
    pub(super) members: Vec<usize>,
    /// The day that names or a link by hand give; the forms' own dates come before it.
    pub(super) day: Option<NaiveDate>,
    /// The centre that a link by hand gives.
    pub(super) center: Option<String>,
    /// The area that names give.
    pub(super) area: Option<String>,
}

impl Group {
    pub(super) fn of(member: usize) -> Self {
        Self { members: vec![member], ..Self::default() }
    }

    pub(super) fn sheets<'a>(&'a self, sheets: &'a [Sheet]) -> impl Iterator<Item = &'a Sheet> {
        self.members.iter().filter_map(|index| sheets.get(*index))
    }

    /// Every day on which the forms, their names or a link put the meeting.
    pub(super) fn days(&self, sheets: &[Sheet]) -> BTreeSet<NaiveDate> {
        let mut days: BTreeSet<NaiveDate> = self.day.into_iter().collect();
        for sheet in self.sheets(sheets) {
            days.extend(sheet.keys.day);
            // The names of a year's summary speak of no single meeting.
            if sheet.record.kind != FormKind::YearSummary {
                days.extend(&sheet.clues.days);
            }
        }
        days
    }
}

/// Evidence from which two sheets are taken for one case: a date and a person, or more.
const ENOUGH: i32 = 10;

/// Groups of the sheets that head a case, in the order in which their first sheets come.
///
/// `order` lists them by trust: ① before ③-1 before ③-2.
pub(super) fn groups_of_headed(sheets: &[Sheet], order: &[usize]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for index in order {
        let Some(sheet) = sheets.get(*index) else { continue };
        let scored =
            groups.iter().enumerate().map(|(at, group)| (evidence(sheet, group, sheets), at));
        // Of equally good groups the first: max_by_key would take the last.
        let best = scored.max_by_key(|(points, at)| (*points, std::cmp::Reverse(*at)));
        match best.filter(|(points, _)| *points >= ENOUGH).and_then(|(_, at)| groups.get_mut(at)) {
            Some(group) => group.members.push(*index),
            None => groups.push(Group::of(*index)),
        }
    }
    for group in &mut groups {
        group.members.sort_unstable();
    }
    groups
}

/// Evidence that a sheet belongs to a group; negative when it speaks against it.
pub(super) fn evidence(sheet: &Sheet, group: &Group, sheets: &[Sheet]) -> i32 {
    let members: Vec<&Sheet> = group.sheets(sheets).collect();
    if members.iter().any(|member| excludes(member, sheet)) {
        return i32::MIN;
    }
    let near = if members.iter().any(|member| member.path() == sheet.path()) {
        4
    } else if members.iter().any(|member| member.folder() == sheet.folder()) {
        2
    } else {
        0
    };
    let keys: Vec<&FactKeys> = members.iter().map(|member| &member.keys).collect();
    near + weigh(&sheet.keys, &keys)
}

/// Whether two sheets cannot be of one case: two rows of one table, two forms of one kind with
/// dates of their own.
fn excludes(one: &Sheet, other: &Sheet) -> bool {
    if one.record.kind != other.record.kind {
        return false;
    }
    let (here, there) = (&one.record.location, &other.record.location);
    let one_table = here.source_path == there.source_path && here.sheet == there.sheet;
    let two_days =
        matches!((one.keys.day, other.keys.day), (Some(one), Some(other)) if one != other);
    one_table || two_days
}
