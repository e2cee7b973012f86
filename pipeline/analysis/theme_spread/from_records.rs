//! From records (事例の記録から): cases as joined, with their issues → [`SpreadCase`]s.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::{Circumstance, SpreadCase, SpreadStatement};
use crate::analysis::recurring_issue::IssueFinding;
use crate::analysis::{AnalysisError, CaseIssues};
use crate::records::{CaseRecord, StatementField, TableStatement, Traced};
use crate::text::{Lexicon, TextError, Token, WordClass, tokenize};

/// Words that say that somebody lives alone (独居), in the field for the family at home.
const ALONE: [&str; 6] = ["独居", "一人暮らし", "ひとり暮らし", "独り暮らし", "一人暮し", "単身"];

/// What the field for the family at home holds when there is none.
const NOBODY: [&str; 5] = ["なし", "無", "無し", "いない", "本人のみ"];

/// Field ids of 様式①.
const COHABITING: &str = "cohabiting";
const DEMENTIA: &str = "dementia_level";
const ADL: &str = "adl_level";

/// The cases with the themes of their statements and the circumstances of their clients.
///
/// Input:  cases and their issues, of one order; `themes` of the issues are the indices here.
/// # Errors
/// `AnalysisError::Text`: the analyser refused a statement.
pub fn spread_cases(
    cases: &[CaseRecord],
    issues: &CaseIssues,
    lexicon: &Lexicon,
) -> Result<Vec<SpreadCase>, AnalysisError> {
    let places = cases.par_iter().zip(&issues.assignments);
    let spread = places.map(|(case, assignments)| {
        let statements = case.statements.iter().zip(assignments).map(|(record, assignment)| {
            Ok(SpreadStatement {
                participant: record.participant,
                theme: assignment.theme,
                second: assignment.second,
                resources: asked(record.field.as_str(), &record.text, lexicon)?,
            })
        });
        Ok(SpreadCase {
            case_id: case.case_id.to_string(),
            area: case.area.clone(),
            center: written(case.header.center.as_ref()),
            school_district: written(case.header.school_district.as_ref()),
            fiscal_year: case.fiscal_year,
            circumstances: circumstances(case),
            statements: statements.collect::<Result<_, TextError>>()?,
        })
    });
    spread.collect::<Result<_, TextError>>().map_err(AnalysisError::Text)
}

/// The cases of a table of statements without forms.
///
/// Input:  rows and their themes. Rows without a case are of none; nobody is named in them, so
///         each counts as a summary's. Where rows of one case differ in area or year, the first
///         by name or number counts.
/// # Errors
/// `AnalysisError::Text`: the analyser refused a statement.
pub fn spread_table(
    rows: &[TableStatement],
    finding: &IssueFinding,
    lexicon: &Lexicon,
) -> Result<Vec<SpreadCase>, AnalysisError> {
    let mut cases: BTreeMap<&str, SpreadCase> = BTreeMap::new();
    for (row, assignment) in rows.iter().zip(&finding.assignments) {
        let Some(case_id) = row.case_id.as_deref().filter(|_| !row.text.trim().is_empty()) else {
            continue;
        };
        let case = cases
            .entry(case_id)
            .or_insert_with(|| SpreadCase { case_id: case_id.to_owned(), ..SpreadCase::default() });
        case.area = least(case.area.take(), row.area.clone());
        case.fiscal_year = least(case.fiscal_year, row.fiscal_year);
        case.statements.push(SpreadStatement {
            participant: None,
            theme: assignment.theme,
            second: assignment.second,
            resources: asked(row.field.as_deref().unwrap_or_default(), &row.text, lexicon)?,
        });
    }
    Ok(cases.into_values().collect())
}

/// The smaller of two values, of those that are known.
fn least<T: Ord>(one: Option<T>, other: Option<T>) -> Option<T> {
    one.into_iter().chain(other).min()
}

/// A name as written, blanks and widths made equal.
fn written(value: Option<&Traced<String>>) -> Option<String> {
    let name: String = value?.value.nfkc().filter(|sign| !sign.is_whitespace()).collect();
    Some(name).filter(|name| !name.is_empty())
}

/// The nouns of a statement that asks for resources, neighbours joined.
fn asked(
    field: &str,
    text: &str,
    lexicon: &Lexicon,
) -> Result<Option<BTreeSet<String>>, TextError> {
    if field != StatementField::NeededResource.as_str() {
        return Ok(None);
    }
    let statement = tokenize(text, lexicon)?;
    if statement.empty_answer {
        return Ok(None);
    }
    let noun = |token: &Token| {
        let class = matches!(token.class, WordClass::Noun | WordClass::VerbalNoun);
        class && !token.framing
    };
    let mut terms = BTreeSet::new();
    for run in statement.tokens.chunk_by(|one, next| noun(one) && noun(next)) {
        let single = run.len() == 1 && run.iter().any(|token| !token.is_content());
        let term: String = run.iter().map(|token| &*token.term).collect();
        if run.iter().all(noun) && !single && term.chars().count() > 1 {
            terms.insert(term);
        }
    }
    Ok(Some(terms))
}

/// What is known of the client.
fn circumstances(case: &CaseRecord) -> BTreeMap<Circumstance, String> {
    let field = |id: &str| {
        let found = case.fields.iter().find(|field| field.field == id);
        found.map(|field| field.value.value.nfc().collect::<String>())
    };
    let header = &case.header;
    let need = header.care_level.as_ref().map(|level| level.value.clone());
    let dementia = field(DEMENTIA);
    let adl = field(ADL);
    let known = [
        (Circumstance::Household, field(COHABITING).and_then(|text| household(&text))),
        (Circumstance::CareClass, need.as_deref().and_then(care_class).map(str::to_owned)),
        (Circumstance::CareLevel, need),
        (
            Circumstance::DementiaClass,
            dementia.as_deref().and_then(dementia_class).map(str::to_owned),
        ),
        (Circumstance::DementiaLevel, dementia),
        (Circumstance::AdlClass, adl.as_deref().and_then(adl_class).map(str::to_owned)),
        (Circumstance::AdlLevel, adl),
        (Circumstance::AgeBand, header.age.as_ref().map(|age| age_band(age.value))),
        (Circumstance::Sex, header.sex.as_ref().map(|sex| sex.value.clone())),
    ];
    known.into_iter().filter_map(|(of, value)| Some((of, value?))).collect()
}

fn household(text: &str) -> Option<String> {
    let text: String = text.nfkc().filter(|sign| !sign.is_whitespace()).collect();
    let alone = ALONE.iter().any(|word| text.contains(word)) || NOBODY.contains(&text.as_str());
    (!text.is_empty()).then(|| if alone { "独居" } else { "同居" }.to_owned())
}

fn care_class(level: &str) -> Option<&'static str> {
    match level {
        "要支援1" | "要支援2" | "事業対象者" => Some("要支援・事業対象者"),
        "要介護1" | "要介護2" => Some("要介護1・2"),
        "要介護3" | "要介護4" | "要介護5" => Some("要介護3以上"),
        _ => None,
    }
}

fn dementia_class(level: &str) -> Option<&'static str> {
    match level.chars().next()? {
        'Ⅱ' | 'Ⅲ' | 'Ⅳ' | 'Ⅴ' | 'M' => Some("Ⅱ以上"),
        '無' | '自' | 'Ⅰ' => Some("Ⅰ以下"),
        _ => None,
    }
}

fn adl_class(level: &str) -> Option<&'static str> {
    match level.chars().next()? {
        '自' | 'J' => Some("自立・ランクJ"),
        'A' => Some("ランクA"),
        'B' | 'C' => Some("ランクB・C"),
        _ => None,
    }
}

/// Ages below 65 are few; they make one band.
fn age_band(age: u8) -> String {
    match age {
        0..65 => "65歳未満".to_owned(),
        65..70 => "65～69歳".to_owned(),
        70..90 => format!("{}歳代", age / 10 * 10),
        _ => "90歳以上".to_owned(),
    }
}
