//! Attractors (課題の受け皿): dictionary and register → the issues that statements can belong to.
//!
//! What people decided is applied here: names, merges, and moved statements, which become anchors
//! of the issue they were moved to and counter-examples of the one they left.

use super::ThemeOrigin;
use crate::config::issue_dictionary::{IssueDictionary, KnownIssue};
use crate::config::issue_register::{IssueRegister, RegisteredIssue};

/// An issue that statements can belong to.
#[derive(Debug, Clone)]
pub(super) struct Attractor {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) origin: ThemeOrigin,
    /// Whether it competes for every statement; others take only what fits none of those.
    pub(super) competes: bool,
    pub(super) anchors: Vec<String>,
    pub(super) terms: Vec<String>,
    pub(super) not: Vec<String>,
}

/// All issues there are: the dictionary's first, then the register's, in their orders.
pub(super) fn attractors(dictionary: &IssueDictionary, register: &IssueRegister) -> Vec<Attractor> {
    let mut all: Vec<Attractor> = dictionary.issues.iter().map(Attractor::known).collect();
    // A city's file may have taken up an issue that was found before.
    let unknown = |issue: &&RegisteredIssue| dictionary.issues.iter().all(|k| k.id != issue.id);
    all.extend(register.issues.iter().filter(unknown).map(Attractor::registered));
    for (text, moved) in &register.moved {
        if let Some(to) = find(&mut all, moved.to.as_deref().map(|to| register.target(to))) {
            to.anchors.push(text.clone());
        }
        if let Some(from) = find(&mut all, moved.from.as_deref().map(|from| register.target(from)))
            && moved.to.as_deref().map(|to| register.target(to)) != Some(&from.id)
        {
            from.not.push(text.clone());
        }
    }
    for from in register.merged.keys() {
        merge(&mut all, from, register.target(from));
    }
    for attractor in &mut all {
        if let Some(name) = register.names.get(&attractor.id) {
            attractor.label.clone_from(name);
        }
    }
    all
}

impl Attractor {
    fn known(issue: &KnownIssue) -> Self {
        Self {
            id: issue.id.clone(),
            label: issue.label.clone(),
            origin: ThemeOrigin::Known,
            competes: true,
            anchors: issue.anchors.clone(),
            terms: issue.terms.clone(),
            not: issue.not.clone(),
        }
    }

    pub(super) fn registered(issue: &RegisteredIssue) -> Self {
        Self {
            id: issue.id.clone(),
            label: issue.label.clone(),
            origin: if issue.by_person { ThemeOrigin::Own } else { ThemeOrigin::New },
            competes: issue.by_person,
            anchors: issue.anchors.clone(),
            // A found issue's words describe it; only its statements draw others to it.
            terms: Vec::new(),
            not: Vec::new(),
        }
    }
}

fn find<'a>(all: &'a mut [Attractor], id: Option<&str>) -> Option<&'a mut Attractor> {
    let id = id?;
    all.iter_mut().find(|attractor| attractor.id == id)
}

/// Moves what draws statements to `from` over to `into`, where both exist.
fn merge(all: &mut Vec<Attractor>, from: &str, into: &str) {
    let place = |id: &str| all.iter().position(|attractor| attractor.id == id);
    let Some(place) = place(from).filter(|_| place(into).is_some()) else { return };
    let gone = all.remove(place);
    if let Some(into) = find(all, Some(into)) {
        into.anchors.extend(gone.anchors);
        into.terms.extend(gone.terms);
        into.competes |= gone.competes;
    }
}
