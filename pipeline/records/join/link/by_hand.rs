//! Links by hand: the `[[links]]` of the project's configuration.
//!
//! They come before everything that names and dates say. This module must not look at names.

use std::collections::BTreeMap;

use crate::config::{Link, LinkTarget, ProjectConfig};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::records::cases as wording;
use crate::records::join::facts::TEXT_FACTS;
use crate::records::join::group::{Group, Sheet};

/// The first link that covers each sheet, by index of the sheet.
pub(in crate::records::join) fn links_by_hand(
    sheets: &[Sheet],
    project: &ProjectConfig,
) -> BTreeMap<usize, usize> {
    let covering = |sheet: &Sheet| {
        let location = &sheet.record.location;
        let name = location.sheet.as_deref().unwrap_or_default();
        project.links.iter().position(|link| link.covers(&location.source_path, name))
    };
    sheets
        .iter()
        .enumerate()
        .filter_map(|(index, sheet)| covering(sheet).map(|link| (index, link)))
        .collect()
}

/// Puts every sheet with a link into the group it names, or into one of its own.
pub(in crate::records::join) fn put_by_hand(
    groups: &mut Vec<Group>,
    sheets: &[Sheet],
    by_hand: &BTreeMap<usize, usize>,
    project: &ProjectConfig,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (number, link) in project.links.iter().enumerate() {
        let covered: Vec<usize> =
            by_hand.iter().filter(|(_, one)| **one == number).map(|(index, _)| *index).collect();
        if covered.is_empty() {
            diagnostics.push(wording::link_unused(&link.place));
            continue;
        }
        let targets = targets(link, groups, sheets);
        match (targets.as_slice(), &link.target) {
            ([target], _) => {
                if let Some(group) = groups.get_mut(*target) {
                    group.members.extend(covered);
                    group.members.sort_unstable();
                }
            }
            ([], LinkTarget::Meeting { held_on, center }) => groups.push(Group {
                members: covered,
                day: Some(*held_on),
                center: center.clone(),
                area: None,
            }),
            (several, _) => {
                for sheet in covered.iter().filter_map(|index| sheets.get(*index)) {
                    let place = sheet.record.location.clone();
                    diagnostics.push(wording::link_undecided(place, &link.place, several.len()));
                }
            }
        }
    }
}

/// The groups that a link may mean.
fn targets(link: &Link, groups: &[Group], sheets: &[Sheet]) -> Vec<usize> {
    let fits = |group: &Group| match &link.target {
        LinkTarget::Meeting { held_on, center } => {
            group.days(sheets).contains(held_on)
                && center.as_ref().is_none_or(|center| is_at(group, sheets, center))
        }
        LinkTarget::SameCaseAs(pattern) => {
            group.sheets(sheets).any(|sheet| pattern.covers(&sheet.record.location.source_path))
        }
    };
    let indexed = groups.iter().enumerate();
    indexed.filter(|(_, group)| fits(group)).map(|(index, _)| index).collect()
}

/// Whether a group's meeting was at a centre.
fn is_at(group: &Group, sheets: &[Sheet], center: &str) -> bool {
    let same = |one: &str| {
        let fact = TEXT_FACTS.iter().find(|fact| fact.field == "center");
        fact.is_some_and(|fact| fact.is_same(one, center))
    };
    group.center.as_deref().is_some_and(same)
        || group
            .sheets(sheets)
            .filter_map(|sheet| sheet.record.header.center.as_ref())
            .any(|found| same(&found.value))
}
