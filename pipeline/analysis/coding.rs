//! Coding (コーディング): a city's rules over the statements → which codes each is given, and how
//! many statements and cases that makes.
//!
//! Input → output: cases and rules → [`Coding`]. Nothing here knows the themes: a code counts what
//! its rule defines, no more. Statements that say nothing are given no code and count nowhere.

mod condition;
mod counts;

use std::ops::Range;

use rayon::prelude::*;

use self::condition::{CompiledRules, Subject};
use super::{AnalysisError, Interval};
use crate::config::coding_rules::CodingRules;
use crate::records::CaseRecord;
use crate::text::{Lexicon, TokenizedStatement, tokenize};

/// What a city's rules found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Coding {
    /// Id, label and note of each rule, in the order of the files.
    pub codes: Vec<Code>,
    /// Sorted by code, case, statement.
    pub assignments: Vec<CodeAssignment>,
    /// Sorted by code, kind of group, group; groups without the code are in it, with zero.
    pub counts: Vec<CodeCount>,
}

/// One code (コード).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// What it is meant to count.
    pub note: Option<String>,
}

/// A code given to a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeAssignment {
    /// Index of the code.
    pub code: usize,
    /// Index of the case.
    pub case: usize,
    /// The statement's number within the case.
    pub statement: usize,
    /// What in the statement met the rule, as written; none where it asks for no words.
    pub matched: Vec<String>,
}

/// What a group of statements has in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CodeGroup {
    /// Everything.
    All,
    /// エリア.
    Area,
    /// 年度.
    FiscalYear,
    /// The box.
    Field,
}

impl CodeGroup {
    /// The name in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Area => "area",
            Self::FiscalYear => "fiscal_year",
            Self::Field => "field",
        }
    }
}

/// How often a code was given in one group.
#[derive(Debug, Clone, PartialEq)]
pub struct CodeCount {
    /// Index of the code.
    pub code: usize,
    /// What the group is.
    pub group_by: CodeGroup,
    /// Which; empty for everything.
    pub group: String,
    /// Statements with the code.
    pub statements: u32,
    /// Cases with at least one of them.
    pub cases: u32,
    /// Statements of the group that say something.
    pub statements_of_group: u32,
    /// Cases with at least one of those: what the share is of.
    pub cases_of_group: u32,
    /// Share of cases with its 95 % interval (Wilson); the cases are taken as a sample of those
    /// that might have been discussed.
    pub share: Option<(f64, Interval)>,
}

/// Applies rules to all statements (コーディング).
///
/// # Errors
/// `AnalysisError::Text`: the analyser refused a statement or a word of a rule.
pub fn code_statements(
    cases: &[CaseRecord],
    rules: &CodingRules,
    lexicon: &Lexicon,
) -> Result<Coding, AnalysisError> {
    if rules.rules.is_empty() {
        return Ok(Coding::default());
    }
    let compiled = CompiledRules::new(rules, lexicon)?;
    let judged: Vec<Vec<Judged>> = cases
        .par_iter()
        .map(|case| judge_case(case, &compiled, lexicon))
        .collect::<Result<_, _>>()?;
    let codes = rules.rules.iter().map(|rule| Code {
        id: rule.id.clone(),
        label: rule.label.clone(),
        note: rule.note.clone(),
    });
    let codes: Vec<Code> = codes.collect();
    let counts = counts::counts(cases, &judged, codes.len());
    Ok(Coding { assignments: assignments(judged), codes, counts })
}

/// A statement that says something, with the codes it is given.
struct Judged {
    statement: usize,
    /// Codes in order, each with what met the rule.
    codes: Vec<(usize, Vec<String>)>,
}

fn judge_case(
    case: &CaseRecord,
    rules: &CompiledRules,
    lexicon: &Lexicon,
) -> Result<Vec<Judged>, AnalysisError> {
    let mut judged = Vec::new();
    for (statement, record) in case.statements.iter().enumerate() {
        let tokenized = tokenize(&record.text, lexicon)?;
        if tokenized.empty_answer {
            continue;
        }
        let met = rules.judge(&Subject { case, record, text: &tokenized });
        let shown = |(code, ranges): (usize, Vec<Range<usize>>)| (code, texts(&tokenized, ranges));
        judged.push(Judged { statement, codes: met.into_iter().map(shown).collect() });
    }
    Ok(judged)
}

/// The original texts of some ranges, each place once.
fn texts(statement: &TokenizedStatement, mut ranges: Vec<Range<usize>>) -> Vec<String> {
    ranges.sort_by_key(|range| (range.start, range.end));
    ranges.dedup();
    ranges.iter().map(|range| statement.text.original_of(range).to_owned()).collect()
}

fn assignments(judged: Vec<Vec<Judged>>) -> Vec<CodeAssignment> {
    let mut assignments = Vec::new();
    for (case, statements) in judged.into_iter().enumerate() {
        for one in statements {
            let statement = one.statement;
            assignments.extend(one.codes.into_iter().map(|(code, matched)| CodeAssignment {
                code,
                case,
                statement,
                matched,
            }));
        }
    }
    assignments.sort_by_key(|one| (one.code, one.case, one.statement));
    assignments
}
