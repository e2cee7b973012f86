//! School districts: 花里, 花里小, 花里小学校区 → 花里.
//!
//! This module must not refuse a district it does not know: cities differ.

use super::{compact, is_nothing};

/// Longer endings first: 花里小学校区 must not become 花里小学.
const ENDINGS: [&str; 12] = [
    "小学校校区",
    "小学校区",
    "小学校下",
    "小学区",
    "小学校",
    "小校区",
    "小校下",
    "校区",
    "校下",
    "学区",
    "地区",
    "小",
];

/// The district without 小学校区 (生活小学校区); `None` when nothing is said.
///
/// Input:  what the cell shows; the names of the city's districts, which may end like an ending.
/// Output: the city's own spelling where it is one of its districts.
#[must_use]
pub fn district(text: &str, known: &[String]) -> Option<String> {
    let squeezed = compact(text);
    if is_nothing(&squeezed) {
        return None;
    }
    let own = |name: &str| known.iter().find(|one| compact(one) == name).cloned();
    if let Some(name) = own(&squeezed) {
        return Some(name);
    }
    let name = strip_ending(&squeezed);
    let without_owner = name.split_once("市立").map_or(name, |(_, rest)| rest);
    let name = if without_owner.is_empty() { name } else { without_owner };
    own(name).or_else(|| Some(name.to_owned()))
}

fn strip_ending(text: &str) -> &str {
    ENDINGS
        .iter()
        .find_map(|ending| text.strip_suffix(ending).filter(|rest| !rest.is_empty()))
        .unwrap_or(text)
}
