//! Term frequency (頻出語): content words of the statements, by statements and by cases.
//!
//! Input → output: cases → one row per term and field, and per term, field and area or year.
//! Words said to be untrue or only planned are counted apart. No row names a person: names by
//! class, before さん, and as the forms give them are left out.

mod names;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use polars::prelude::*;
use rayon::prelude::*;

use super::AnalysisError;
use crate::records::{CaseRecord, StatementField};
use crate::text::{Lexicon, Mark, TokenizedStatement, WordClass, tokenize};

const TERM: &str = "term";
const POS: &str = "pos";
const FIELD: &str = "field";
const STATEMENT: &str = "statement";
const CASE: &str = "case";
const AREA: &str = "area";
const FISCAL_YEAR: &str = "fiscal_year";
const MARK: &str = "mark";
const STATEMENTS: &str = "statements";
const CASES: &str = "cases";
const LACKING: &str = "lacking";
const NEGATED: &str = "negated";
const PLANNED: &str = "planned";

/// How often one content word occurs in one statement field (頻出語の1行).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermCount {
    /// The word in base form, synonyms under one head.
    pub term: String,
    /// Its class; the most frequent one.
    pub class: WordClass,
    /// The box the statements stand in.
    pub field: StatementField,
    /// Statements that speak of it as a fact or as lacking; each counts once.
    pub statements: u32,
    /// Cases with at least one such statement.
    pub cases: u32,
    /// Of `statements`, those that say it is lacking (…がない).
    pub lacking: u32,
    /// Statements that only deny it (…ではない); not in `statements`.
    pub negated: u32,
    /// Statements that only plan it (今後…を検討); not in `statements`.
    pub planned: u32,
}

/// What a group of cases has in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TermGroup {
    /// エリア.
    Area,
    /// 年度.
    FiscalYear,
}

impl TermGroup {
    /// The name in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Area => AREA,
            Self::FiscalYear => FISCAL_YEAR,
        }
    }
}

/// The same, within one area or year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermGroupCount {
    /// What the group is.
    pub group_by: TermGroup,
    /// Which: an area's name, a year.
    pub group: String,
    /// The counts inside the group.
    pub count: TermCount,
}

/// Content words and how often they occur (頻出語).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TermFrequency {
    /// Sorted by field, then most cases, most statements, term.
    pub terms: Vec<TermCount>,
    /// Sorted by kind of group, group, then as `terms`; cases of unknown group are in none.
    pub groups: Vec<TermGroupCount>,
}

/// Counts the content words of all statements (頻出語).
///
/// Input: cases as joined; answers that say nothing (特になし) count nowhere.
/// # Errors
/// `AnalysisError::Text`: the analyser refused a statement; `AnalysisError::Table`: polars did.
pub fn count_terms(
    cases: &[CaseRecord],
    lexicon: &Lexicon,
) -> Result<TermFrequency, AnalysisError> {
    let occurrences = occurrences(cases, lexicon)?;
    let strongest = strongest_marks(occurrences);
    let mut frequency = TermFrequency::default();
    let all = counts(strongest.clone(), None)?;
    for row in 0..all.height() {
        frequency.terms.extend(term_count(&all, row)?);
    }
    for group_by in [TermGroup::Area, TermGroup::FiscalYear] {
        let grouped = counts(strongest.clone(), Some(group_by))?;
        for row in 0..grouped.height() {
            let count = term_count(&grouped, row)?;
            let group = grouped.column(group_by.as_str())?.get(row)?;
            let group = group.get_str().map_or_else(|| group.to_string(), str::to_owned);
            frequency.groups.extend(count.map(|count| TermGroupCount { group_by, group, count }));
        }
    }
    Ok(frequency)
}

/// One row per content word of a statement: the long table that all counts come from.
fn occurrences(cases: &[CaseRecord], lexicon: &Lexicon) -> Result<DataFrame, AnalysisError> {
    let people = names::names_in(cases, lexicon)?;
    let tokenized: Vec<Vec<TokenizedStatement>> = cases
        .par_iter()
        .map(|case| case.statements.iter().map(|s| tokenize(&s.text, lexicon)).collect())
        .collect::<Result<_, _>>()?;
    let mut table = Occurrences::default();
    for (case_number, (case, statements)) in cases.iter().zip(&tokenized).enumerate() {
        for (record, statement) in case.statements.iter().zip(statements) {
            table.statement += 1;
            if statement.empty_answer {
                continue;
            }
            for token in statement.content_words() {
                if !people.contains(&token.surface) && !people.contains(token.term.as_ref()) {
                    table.push(case, case_number, record.field, token);
                }
            }
        }
    }
    table.into_frame()
}

#[derive(Default)]
struct Occurrences {
    statement: u32,
    terms: Vec<String>,
    classes: Vec<WordClass>,
    fields: Vec<u32>,
    statements: Vec<u32>,
    cases: Vec<u32>,
    areas: Vec<Option<String>>,
    years: Vec<Option<i32>>,
    marks: Vec<u32>,
}

impl Occurrences {
    fn push(
        &mut self,
        case: &CaseRecord,
        case_number: usize,
        field: StatementField,
        token: &crate::text::Token,
    ) {
        self.terms.push(token.term.to_string());
        self.classes.push(token.class);
        self.fields.push(field as u32);
        self.statements.push(self.statement);
        self.cases.push(u32::try_from(case_number).unwrap_or(u32::MAX));
        self.areas.push(case.area.clone());
        self.years.push(case.fiscal_year);
        self.marks.push(match token.mark {
            Mark::Lacking => 0,
            Mark::Stated => 1,
            Mark::Planned => 2,
            Mark::Negated => 3,
        });
    }

    /// The class each term mostly has; among equals, the first of [`WordClass`].
    fn settle_classes(&mut self) {
        let mut counts: BTreeMap<&str, BTreeMap<WordClass, u32>> = BTreeMap::new();
        for (term, class) in self.terms.iter().zip(&self.classes) {
            *counts.entry(term).or_default().entry(*class).or_default() += 1;
        }
        let most = |classes: &BTreeMap<WordClass, u32>| {
            classes.iter().max_by_key(|(class, n)| (**n, Reverse(**class))).map(|(class, _)| *class)
        };
        let settled: Vec<WordClass> = (self.terms.iter().zip(&self.classes))
            .map(|(term, class)| counts.get(term.as_str()).and_then(most).unwrap_or(*class))
            .collect();
        self.classes = settled;
    }

    fn into_frame(mut self) -> Result<DataFrame, AnalysisError> {
        self.settle_classes();
        let classes: Vec<&str> = self.classes.iter().map(|class| class.as_str()).collect();
        Ok(df![
            TERM => self.terms,
            POS => classes,
            FIELD => self.fields,
            STATEMENT => self.statements,
            CASE => self.cases,
            AREA => self.areas,
            FISCAL_YEAR => self.years,
            MARK => self.marks,
        ]?)
    }
}

/// One row per term and statement, with the strongest way the statement means the term.
fn strongest_marks(occurrences: DataFrame) -> LazyFrame {
    occurrences.lazy().group_by([col(TERM), col(POS), col(FIELD), col(STATEMENT)]).agg([
        col(CASE).first(),
        col(AREA).first(),
        col(FISCAL_YEAR).first(),
        col(MARK).min(),
    ])
}

fn counts(strongest: LazyFrame, group_by: Option<TermGroup>) -> PolarsResult<DataFrame> {
    let group = group_by.map(|group_by| col(group_by.as_str()));
    let of = |mark: u32, name: &str| col(MARK).eq(lit(mark)).sum().alias(name);
    let said = col(MARK).lt_eq(lit(1_u32));
    let mut keys = vec![col(TERM), col(POS), col(FIELD)];
    keys.extend(group.clone());
    let rows = match &group {
        Some(group) => strongest.filter(group.clone().is_not_null()),
        None => strongest,
    };
    let counted = rows.group_by(keys).agg([
        said.clone().sum().alias(STATEMENTS),
        col(CASE).filter(said).n_unique().alias(CASES),
        of(0, LACKING),
        of(2, PLANNED),
        of(3, NEGATED),
    ]);
    let mut order = vec![col(FIELD), col(CASES), col(STATEMENTS), col(TERM)];
    let mut descending = vec![false, true, true, false];
    if let Some(group) = group {
        order.insert(0, group);
        descending.insert(0, false);
    }
    let sorting = SortMultipleOptions::default().with_order_descending_multi(descending);
    counted.sort_by_exprs(order, sorting).collect()
}

/// One row of a counted table; `None` only for a field or class that does not exist.
fn term_count(table: &DataFrame, row: usize) -> PolarsResult<Option<TermCount>> {
    let number =
        |name: &str| -> PolarsResult<u32> { table.column(name)?.get(row)?.try_extract::<u32>() };
    let text = |name: &str| -> PolarsResult<String> {
        Ok(table.column(name)?.str()?.get(row).unwrap_or_default().to_owned())
    };
    let field = StatementField::ALL.get(number(FIELD)? as usize).copied();
    let Some((field, class)) = field.zip(WordClass::named(&text(POS)?)) else { return Ok(None) };
    Ok(Some(TermCount {
        term: text(TERM)?,
        class,
        field,
        statements: number(STATEMENTS)?,
        cases: number(CASES)?,
        lacking: number(LACKING)?,
        negated: number(NEGATED)?,
        planned: number(PLANNED)?,
    }))
}
