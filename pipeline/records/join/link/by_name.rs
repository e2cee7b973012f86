//! Links by name: workbook, folder, file and sheet names, and the dates in them.
//!
//! The closest evidence decides: a date in a name, then the same workbook, the same folder, the
//! folders round it, then areas, numbers and words. This module must not weigh scores.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::config::ProjectConfig;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::records::cases as wording;
use crate::forms::FormKind;
use crate::records::join::facts::weigh;
use crate::records::join::group::{Group, Sheet};
use crate::records::join::identity;

/// What the facts on a 様式② of another family must weigh to decide by themselves: a date.
const ENOUGH_ALONE: i32 = 6;

/// What is known of one group before any 様式② is put to it.
struct Target<'a> {
    index: usize,
    group: &'a Group,
    days: BTreeSet<NaiveDate>,
    areas: BTreeSet<String>,
    /// Its sheets that have a file of their own: not the rows of 様式③-2.
    own: Vec<&'a Sheet>,
}

/// Where a 様式② goes.
enum Decision {
    /// To a group.
    To(usize),
    /// To a case that has no other sheet: its name has a date that no group has.
    Alone(NaiveDate),
    /// Several groups fit: words and numbers may still decide.
    Several(Vec<usize>),
    /// No group is near.
    Nowhere,
}

/// Puts every 様式② that has no link by hand to its group, or to a new one by its date.
pub(in crate::records::join) fn put_reflections(
    groups: &mut Vec<Group>,
    sheets: &[Sheet],
    by_hand: &BTreeMap<usize, usize>,
    project: &ProjectConfig,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut links: Vec<(usize, usize)> = Vec::new();
    let mut alone: BTreeMap<(NaiveDate, &str, Option<&str>), Vec<usize>> = BTreeMap::new();
    let mut pending: Vec<(usize, Vec<usize>)> = Vec::new();
    let known = targets(groups, sheets, project);
    for (index, sheet) in sheets.iter().enumerate() {
        if sheet.record.kind != FormKind::Reflection || by_hand.contains_key(&index) {
            continue;
        }
        match decide(sheet, &known, sheets) {
            Decision::To(group) => links.push((index, group)),
            Decision::Alone(day) => {
                let key = (day, sheet.clues.dated_folder.as_str(), sheet.clues.area.as_deref());
                alone.entry(key).or_default().push(index);
            }
            Decision::Several(candidates) => pending.push((index, candidates)),
            Decision::Nowhere => pending.push((index, Vec::new())),
        }
    }
    for (index, candidates) in &pending {
        let Some(sheet) = sheets.get(*index) else { continue };
        match by_label(sheet, candidates, &pending, &known, sheets) {
            Some(group) => links.push((*index, group)),
            None => diagnostics.push(wording::case_unlinked(
                sheet.record.location.clone(),
                &candidates.iter().filter_map(|group| place_of(*group, &known)).collect::<Vec<_>>(),
            )),
        }
    }
    for (index, group) in links {
        if let Some(group) = groups.get_mut(group) {
            group.members.push(index);
        }
    }
    for ((day, _, area), members) in alone {
        if let Some(first) = members.first().and_then(|index| sheets.get(*index)) {
            diagnostics.push(wording::case_from_name(first.record.location.clone(), day));
        }
        let area = area.map(str::to_owned);
        groups.push(Group { members, day: Some(day), center: None, area });
    }
    for group in groups {
        group.members.sort_unstable();
    }
}

fn targets<'a>(
    groups: &'a [Group],
    sheets: &'a [Sheet],
    project: &ProjectConfig,
) -> Vec<Target<'a>> {
    let target = |(index, group): (usize, &'a Group)| {
        let own: Vec<&Sheet> = group
            .sheets(sheets)
            .filter(|sheet| sheet.record.kind != FormKind::YearSummary)
            .collect();
        let mut areas: BTreeSet<String> =
            own.iter().filter_map(|sheet| sheet.clues.area.clone()).collect();
        areas.extend(
            group.sheets(sheets).filter_map(|sheet| identity::area(&sheet.record.header, project)),
        );
        Target { index, group, days: group.days(sheets), areas, own }
    };
    groups.iter().enumerate().map(target).collect()
}

fn decide(sheet: &Sheet, known: &[Target<'_>], sheets: &[Sheet]) -> Decision {
    if let Some(group) = by_facts(sheet, known, sheets) {
        return Decision::To(group);
    }
    let days = &sheet.clues.days;
    let dated: Vec<&Target<'_>> =
        known.iter().filter(|target| days.iter().any(|day| target.days.contains(day))).collect();
    if dated.is_empty()
        && let [day] = days.as_slice()
    {
        return Decision::Alone(*day);
    }
    // Without a date in any name, the sheets that lie nearest decide.
    let candidates = if dated.is_empty() {
        known.iter().filter(|target| !target.own.is_empty()).collect()
    } else {
        dated
    };
    let near = nearest(candidates, sheet);
    let near = in_area(near, sheet);
    match near.as_slice() {
        [] => Decision::Nowhere,
        [one] => Decision::To(one.index),
        several => Decision::Several(several.iter().map(|target| target.index).collect()),
    }
}

/// The group that the facts on the sheet itself name, when one fits best.
fn by_facts(sheet: &Sheet, known: &[Target<'_>], sheets: &[Sheet]) -> Option<usize> {
    let mut scored: Vec<(i32, usize)> = known
        .iter()
        .map(|target| {
            let keys: Vec<_> = target.group.sheets(sheets).map(|member| &member.keys).collect();
            (weigh(&sheet.keys, &keys), target.index)
        })
        .filter(|(points, _)| *points >= ENOUGH_ALONE)
        .collect();
    scored.sort_unstable_by(|one, other| other.cmp(one));
    match scored.as_slice() {
        [(_, only)] => Some(*only),
        [(most, best), (next, _), ..] if most > next => Some(*best),
        _ => None,
    }
}

/// The candidates in the same workbook, or else the same folder, or else the closest folder
/// round it that has any; all of them when none has a file of its own.
fn nearest<'a, 'b>(candidates: Vec<&'a Target<'b>>, sheet: &Sheet) -> Vec<&'a Target<'b>> {
    let with = |fits: &dyn Fn(&Sheet) -> bool| -> Vec<&'a Target<'b>> {
        let any = |target: &&&'a Target<'b>| target.own.iter().any(|own| fits(own));
        candidates.iter().filter(any).copied().collect()
    };
    let same_workbook = with(&|own| own.path() == sheet.path());
    if !same_workbook.is_empty() {
        return same_workbook;
    }
    let same_folder = with(&|own| own.folder() == sheet.folder());
    if !same_folder.is_empty() {
        return same_folder;
    }
    let mut folder = sheet.folder();
    loop {
        let inside = with(&|own| lies_in(own.path(), folder));
        if !inside.is_empty() {
            return inside;
        }
        if folder.is_empty() {
            return candidates;
        }
        folder = folder.rsplit_once('/').map_or("", |(outer, _)| outer);
    }
}

fn lies_in(path: &str, folder: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// The candidates in the area that the sheet's names give, where that leaves any.
fn in_area<'a, 'b>(candidates: Vec<&'a Target<'b>>, sheet: &Sheet) -> Vec<&'a Target<'b>> {
    let Some(area) = &sheet.clues.area else { return candidates };
    let inside: Vec<_> =
        candidates.iter().copied().filter(|target| target.areas.contains(area)).collect();
    if inside.is_empty() { candidates } else { inside }
}

/// The one candidate that numbers (②-3-1 of 事例3) or words (`A様_②`) point to.
///
/// A word counts only when several sheets carry it: one alone may be a participant's name.
fn by_label(
    sheet: &Sheet,
    candidates: &[usize],
    pending: &[(usize, Vec<usize>)],
    known: &[Target<'_>],
    sheets: &[Sheet],
) -> Option<usize> {
    let candidates: Vec<&Target<'_>> =
        known.iter().filter(|target| candidates.contains(&target.index)).collect();
    if let Some(found) = by_number(sheet, &candidates) {
        return Some(found);
    }
    let carried = |word: &str| {
        let carriers = pending.iter().filter_map(|(index, _)| sheets.get(*index));
        carriers.filter(|other| other.clues.words.contains(word)).count() > 1
    };
    let named = |target: &Target<'_>, word: &String| {
        target.own.iter().any(|own| own.clues.words.contains(word))
    };
    let fitting: BTreeSet<usize> = sheet
        .clues
        .words
        .iter()
        .filter(|word| carried(word))
        .filter_map(|word| {
            let mut holders = candidates.iter().filter(|target| named(target, word));
            let first = holders.next()?;
            holders.next().is_none().then_some(first.index)
        })
        .collect();
    let mut fitting = fitting.into_iter();
    fitting.next().filter(|_| fitting.next().is_none())
}

/// The candidate with the number that the sheet's name begins with, when a second one counts
/// the participants and every candidate has a number of its own.
fn by_number(sheet: &Sheet, candidates: &[&Target<'_>]) -> Option<usize> {
    let [number, _, ..] = sheet.clues.numbers.as_slice() else { return None };
    let mut by_number: BTreeMap<u32, usize> = BTreeMap::new();
    for target in candidates {
        let own = target.own.iter().find_map(|own| own.clues.numbers.first())?;
        if by_number.insert(*own, target.index).is_some() {
            return None;
        }
    }
    by_number.get(number).copied()
}

/// A file of a group, to show which case is meant.
fn place_of<'a>(group: usize, known: &'a [Target<'_>]) -> Option<&'a str> {
    let target = known.iter().find(|target| target.index == group)?;
    target.own.first().map(|sheet| sheet.path())
}
