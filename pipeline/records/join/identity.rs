//! Identity: area, fiscal year and id of a case.
//!
//! An id is made of the date and the place, never of a person's name: results for the council
//! carry it. This module must not change what a case says.

use std::collections::BTreeMap;

use super::facts::center_key;
use crate::config::ProjectConfig;
use crate::label::label_key;
use crate::records::coerce::compact;
use crate::records::model::{CaseHeader, CaseRecord, Traced};

/// The area (エリア) that follows from the centre, or else from the district.
pub(super) fn area(header: &CaseHeader, project: &ProjectConfig) -> Option<String> {
    let center = header.center.as_ref();
    center
        .and_then(|center| area_of_center(&center.value, project))
        .or_else(|| area_of_district(header.school_district.as_ref()?, project))
}

/// The one area that has the centres a text names.
pub(super) fn area_of_center(center: &str, project: &ProjectConfig) -> Option<String> {
    let parts: Vec<String> =
        compact(center).split(['、', ',', '/', '&', '\u{ff0c}']).map(center_key).collect();
    let has_part = |name: &str| {
        let key = center_key(name);
        parts.contains(&key)
    };
    let by_center = |names: &[String]| names.iter().any(|name| has_part(name));
    // 伊丹・摂陽 are two halves of one centre; either may stand alone.
    let by_half = |names: &[String]| names.iter().flat_map(|name| name.split('・')).any(has_part);
    let whole = compact(center);
    only(project, |area| by_center(&area.centers))
        .or_else(|| only(project, |area| whole.contains(&compact(&area.name))))
        .or_else(|| only(project, |area| by_half(&area.centers)))
}

fn area_of_district(district: &Traced<String>, project: &ProjectConfig) -> Option<String> {
    let key = compact(&district.value);
    only(project, |area| area.districts.iter().any(|name| compact(name) == key))
}

/// The name of the one area that fits; `None` when none does or several do.
fn only(project: &ProjectConfig, fits: impl Fn(&crate::config::Area) -> bool) -> Option<String> {
    let mut fitting = project.areas.iter().filter(|area| fits(area));
    let first = fitting.next()?;
    fitting.next().is_none().then(|| first.name.clone())
}

/// Gives every case its id and puts the cases in order: by date, place and content.
///
/// Cases of one day and place are told apart by a number that follows their content, so that
/// the order of the files changes nothing.
pub(super) fn give_ids(cases: &mut [CaseRecord]) {
    cases.sort_by_cached_key(|case| {
        let date = case.header.held_on.as_ref().map(|day| day.value);
        // Cases without a date come last.
        (date.is_none(), date, stem(case), content(case))
    });
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for case in cases.iter() {
        *times.entry(stem(case)).or_default() += 1;
    }
    let mut next: BTreeMap<String, usize> = BTreeMap::new();
    for case in cases {
        let stem = stem(case);
        let number = next.entry(stem.clone()).or_default();
        *number += 1;
        let id = if times.get(&stem).is_some_and(|times| *times > 1) {
            format!("{stem}_{number}")
        } else {
            stem
        };
        case.case_id = id.into();
    }
}

/// The date and the place: `2023-07-19_伊丹・摂陽`, `2022年度_第3エリア`.
fn stem(case: &CaseRecord) -> String {
    let date = case.header.held_on.as_ref().map_or_else(
        || {
            let year = case.fiscal_year.map(|year| format!("{year}年度"));
            year.unwrap_or_else(|| "日付不明".to_owned())
        },
        |day| day.value.to_string(),
    );
    let center = case.header.center.as_ref().map(|center| first_center(&center.value));
    match center.or_else(|| case.area.clone()) {
        Some(place) => format!("{date}_{}", safe(&place)),
        None => date,
    }
}

/// The first centre that a text names, without 地域包括支援センター.
fn first_center(center: &str) -> String {
    let name = compact(center);
    let first = name.split(['、', ',']).next().unwrap_or(&name);
    let short = first.replace("地域包括支援センター", "");
    if short.is_empty() { first.to_owned() } else { short }
}

/// Without characters that no file name may have.
fn safe(text: &str) -> String {
    text.chars()
        .filter(|sign| {
            !sign.is_control()
                && !matches!(sign, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
        })
        .take(24)
        .collect()
}

/// What tells two cases of one day and place apart.
fn content(case: &CaseRecord) -> Vec<String> {
    let header = &case.header;
    let text = |fact: &Option<Traced<String>>| {
        fact.as_ref().map(|text| label_key(&text.value)).unwrap_or_default()
    };
    let mut key: Vec<String> =
        [&header.title, &header.provider, &header.office, &header.client].map(text).to_vec();
    key.extend(case.sources.iter().map(|place| format!("{place:?}")));
    key
}
