//! Analysed: what the cases say, counted and grouped, before anything is written.
//!
//! Input → output: cases and dictionaries → every figure the results show.

use super::dictionaries::Dictionaries;
use super::failure::RunError;
use super::meaning_cache::MeaningCache;
use crate::analysis::anonymous_texts::{AnonymousTexts, anonymous_texts};
use crate::analysis::quotation::{Quotation, quotations};
use crate::analysis::recurring_issue::IssueTools;
use crate::analysis::theme_spread::{SpreadRules, ThemeSpread, spread_cases, theme_spread};
use crate::analysis::{self, CaseIssues, Coding, ScoreStatistics, TermFrequency};
use crate::config::CodingRules;
use crate::config::form_definition::ItemSet;
use crate::privacy::{Masker, PrivacyPolicy};
use crate::records::CaseRecord;

/// Every figure the results show.
pub(super) struct Analysed {
    pub(super) terms: TermFrequency,
    pub(super) issues: CaseIssues,
    pub(super) spread: ThemeSpread,
    pub(super) texts: AnonymousTexts,
    pub(super) spread_rules: SpreadRules,
    pub(super) scores: ScoreStatistics,
    /// For each theme, the statements that stand for it.
    pub(super) quotations: Vec<Vec<Quotation>>,
    pub(super) coding: Coding,
}

impl Analysed {
    /// The figures of the cases, whose forms have the items given.
    ///
    /// # Errors
    /// What is in the program itself cannot be used.
    pub(super) fn new(
        (cases, policy): (&[CaseRecord], PrivacyPolicy),
        items: Option<&ItemSet>,
        (dictionaries, rules): (&Dictionaries, &CodingRules),
        cache: &MeaningCache,
    ) -> Result<Self, RunError> {
        let terms = analysis::count_terms(cases, &dictionaries.lexicon)?;
        let mut meanings = cache.load();
        let mut tools = IssueTools {
            dictionary: &dictionaries.issues,
            register: &dictionaries.register,
            lexicon: &dictionaries.lexicon,
            meanings: &mut meanings,
        };
        let issues = analysis::case_issues(cases, &mut tools)?;
        cache.save(&meanings);
        let spread = spread_cases(cases, &issues, &dictionaries.lexicon)?;
        let spread_rules = SpreadRules::default();
        let spread = theme_spread(issues.themes.len(), &spread, &spread_rules);
        let masker = Masker::new(cases, &dictionaries.lexicon, policy)?;
        let texts =
            anonymous_texts(cases, &issues.themes, &spread, &masker, &dictionaries.register)?;
        let scores = analysis::score_statistics(cases, items, &issues.cases_of_themes())?;
        let quotations = quotations(cases, &issues, &masker, &dictionaries.register)?;
        let coding = analysis::code_statements(cases, rules, &dictionaries.lexicon)?;
        Ok(Self { terms, issues, spread, texts, spread_rules, scores, quotations, coding })
    }
}
