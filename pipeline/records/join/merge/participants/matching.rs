//! Matching: rows of 様式③-1 to 様式② sheets, by their scores.
//!
//! A row is copied by hand, so a cell or two may differ. This module must not look at names: ②
//! has none.

use crate::records::model::{ParticipantRecord, ScoreRecord};

/// A row and the sheet it was copied from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pair {
    /// Index of the participant with a ② sheet.
    pub(super) sheet: usize,
    /// Index of the row.
    pub(super) row: usize,
    /// How alike the scores are.
    pub(super) likeness: Likeness,
    /// Whether no other row or sheet fits as well.
    pub(super) is_only: bool,
}

/// How alike a row and a sheet are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Likeness {
    /// There are too few scores to tell.
    Unknown,
    /// It is no copy.
    Unlike,
    /// It must be the copy.
    Copy,
    /// It is the copy, and no more than one of at least eight scores differs.
    CloseCopy,
}

/// How far a row is from a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Distance {
    /// Twice the scores that differ, and once those that only one of them has.
    cost: usize,
    /// Scores that both have.
    compared: usize,
    /// Scores that differ.
    different: usize,
}

/// Least number of scores on which a likeness can rest.
const LEAST_COMPARED: usize = 4;

impl Distance {
    const fn likeness(&self) -> Likeness {
        if self.compared < LEAST_COMPARED {
            Likeness::Unknown
        } else if self.different * 4 > self.compared {
            Likeness::Unlike
        } else if self.compared < 2 * LEAST_COMPARED || self.different > 1 {
            Likeness::Copy
        } else {
            Likeness::CloseCopy
        }
    }
}

/// Each sheet with its row, the closest pairs first chosen; as many pairs as there can be.
pub(super) fn match_rows(sheets: &[ParticipantRecord], rows: &[ParticipantRecord]) -> Vec<Pair> {
    let mut all: Vec<(Distance, usize, usize, usize)> = Vec::new();
    for (sheet, person) in sheets.iter().enumerate() {
        for (row, copy) in rows.iter().enumerate() {
            all.push((distance(person, copy), sheet.abs_diff(row), sheet, row));
        }
    }
    all.sort_by_key(|(distance, apart, sheet, row)| (distance.cost, *apart, *sheet, *row));
    let mut pairs: Vec<Pair> = Vec::new();
    for (distance, _, sheet, row) in &all {
        if pairs.iter().any(|pair| pair.sheet == *sheet || pair.row == *row) {
            continue;
        }
        let rivals = all.iter().any(|(other, _, other_sheet, other_row)| {
            other.cost <= distance.cost && (other_sheet == sheet) != (other_row == row)
        });
        pairs.push(Pair {
            sheet: *sheet,
            row: *row,
            likeness: distance.likeness(),
            is_only: !rivals,
        });
    }
    settle_by_order(&mut pairs);
    pairs.sort_by_key(|pair| pair.sheet);
    pairs
}

/// Where two people gave the same scores, the order of sheets and rows tells them apart,
/// provided that all others stand in that order.
fn settle_by_order(pairs: &mut [Pair]) {
    let mut certain: Vec<(usize, usize)> =
        pairs.iter().filter(|pair| pair.is_only).map(|pair| (pair.sheet, pair.row)).collect();
    certain.sort_unstable();
    let in_order = certain.len() > 1 && certain.is_sorted_by_key(|(_, row)| *row);
    if !in_order {
        return;
    }
    for pair in pairs {
        let keeps = certain
            .iter()
            .all(|(sheet, row)| (*sheet < pair.sheet) == (*row < pair.row) || *sheet == pair.sheet);
        pair.is_only |= keeps;
    }
}

fn distance(person: &ParticipantRecord, copy: &ParticipantRecord) -> Distance {
    let mut found = Distance { cost: 0, compared: 0, different: 0 };
    for own in &person.scores {
        let Some(other) = copy.scores.iter().find(|other| other.item == own.item) else { continue };
        match (own.score, other.score) {
            (Some(one), Some(two)) => {
                found.compared += 1;
                if one != two {
                    found.different += 1;
                    found.cost += 2;
                }
            }
            (None, Some(_)) if is_written(own) => {}
            (Some(_), None) if is_written(other) => {}
            (None, None) => {}
            _ => found.cost += 1,
        }
    }
    found
}

fn is_written(score: &ScoreRecord) -> bool {
    !score.raw.trim().is_empty()
}
