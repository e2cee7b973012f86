//! Join: what single sheets say → cases, each made of all the sheets that speak of it.
//!
//! Nothing is counted twice: of several sources of one value the most trusted counts, and
//! disagreement is a diagnostic. This module must not read cells again.

/// When two texts mean the same.
mod facts;

/// Area, fiscal year and id of a case.
mod identity;

/// Which sheets head one case.
mod group;

/// Which case each 様式② belongs to.
mod link;

/// The sheets of one case as one record.
mod merge;

use facts::FactKeys;
pub(crate) use facts::center_key;
use group::{Group, Sheet};

use crate::config::ProjectConfig;
use crate::diagnostic::{Checked, Diagnostic};
use crate::forms::FormKind;
use crate::records::model::{CaseRecord, SheetRecord};
use crate::records::names;

/// The cases that some sheets speak of.
///
/// Input:  what every sheet of a run says, in any order.
/// Output: cases by date, area and id; the order of the input changes nothing. Sheets that no
///         rule and no link by hand puts anywhere become `case_unlinked` diagnostics.
#[must_use]
pub fn join_cases(records: Vec<SheetRecord>, project: &ProjectConfig) -> Checked<Vec<CaseRecord>> {
    let sheets = in_order(records, project);
    let mut diagnostics = Vec::new();
    let groups = grouped(&sheets, project, &mut diagnostics);
    let mut cases: Vec<CaseRecord> = Vec::new();
    for group in &groups {
        let merged = merge::merge(group, &sheets, project);
        cases.push(merged.value);
        diagnostics.extend(merged.diagnostics);
    }
    identity::give_ids(&mut cases);
    Checked { value: cases, diagnostics }
}

/// The sheets in one order, whatever order they come in: by file, sheet and cell as people count.
fn in_order(records: Vec<SheetRecord>, project: &ProjectConfig) -> Vec<Sheet> {
    let mut keyed: Vec<_> = records
        .into_iter()
        .map(|record| {
            let location = &record.location;
            let sheet = location.sheet.clone().unwrap_or_default();
            let key = (
                names::natural_key(location.source_path.as_str()),
                names::natural_key(&sheet),
                location.clone(),
            );
            let clues = names::clues(&location.source_path, &sheet, project);
            let keys = FactKeys::new(&record.header);
            (key, Sheet { record, clues, keys })
        })
        .collect();
    keyed.sort_by(|(one, _), (other, _)| one.cmp(other));
    keyed.into_iter().map(|(_, sheet)| sheet).collect()
}

/// Every sheet in the group of its case.
fn grouped(
    sheets: &[Sheet],
    project: &ProjectConfig,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Group> {
    let by_hand = link::links_by_hand(sheets, project);
    let mut order: Vec<usize> = (0..sheets.len())
        .filter(|index| !by_hand.contains_key(index))
        .filter(|index| trust_of(sheets, *index) != trust(FormKind::Reflection))
        .collect();
    order.sort_by_key(|index| (trust_of(sheets, *index), *index));
    let mut groups = group::groups_of_headed(sheets, &order);
    link::put_by_hand(&mut groups, sheets, &by_hand, project, diagnostics);
    link::put_reflections(&mut groups, sheets, &by_hand, project, diagnostics);
    groups
}

fn trust_of(sheets: &[Sheet], index: usize) -> u8 {
    sheets.get(index).map_or(u8::MAX, |sheet| trust(sheet.record.kind))
}

/// How far the forms are trusted for the facts of a case: 0 most.
const fn trust(kind: FormKind) -> u8 {
    match kind {
        FormKind::CaseSheet => 0,
        FormKind::CaseSummary => 1,
        FormKind::YearSummary => 2,
        FormKind::Reflection => 3,
    }
}
