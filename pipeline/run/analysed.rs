//! Analysed: what the cases say, counted and grouped, before anything is written.
//!
//! Input → output: cases and dictionaries → every figure the results show.

use super::dictionaries::Dictionaries;
use super::failure::RunError;
use super::gathering::Gathered;
use super::meaning_cache::MeaningCache;
use crate::analysis::anonymous_texts::{AnonymousTexts, anonymous_texts};
use crate::analysis::quotation::{Quotation, quotations};
use crate::analysis::recurring_issue::IssueTools;
use crate::analysis::theme_spread::{SpreadRules, ThemeSpread, spread_cases, theme_spread};
use crate::analysis::{self, CaseIssues, Coding, ItemStat, ScoreStatistics, TermFrequency};
use crate::config::CodingRules;
use crate::config::ProjectConfig;
use crate::config::form_definition::ItemSet;
use crate::privacy::Masker;

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
        (gathered, config): (&Gathered, &ProjectConfig),
        items: Option<&ItemSet>,
        (dictionaries, rules, masker): (&Dictionaries, &CodingRules, &Masker<'_>),
        cache: &MeaningCache,
    ) -> Result<Self, RunError> {
        let lexicon = &dictionaries.lexicon;
        let cases = gathered.cases.as_slice();
        let mut meanings = cache.load();
        let mut tools = IssueTools {
            dictionary: &dictionaries.issues,
            register: &dictionaries.register,
            lexicon,
            meanings: &mut meanings,
        };
        let (words, issues) = rayon::join(
            || {
                let terms = analysis::count_terms(cases, lexicon)?;
                Ok::<_, RunError>((terms, analysis::code_statements(cases, rules, lexicon)?))
            },
            || analysis::case_issues(cases, &mut tools),
        );
        let ((terms, coding), issues) = (words?, issues?);
        cache.save(&meanings);
        let spread_rules = SpreadRules::from(&config.issues);
        let (scores, told) = rayon::join(
            || analysis::score_statistics(cases, items, &issues.cases_of_themes()),
            || Told::new(gathered, items, (&issues, &spread_rules), (dictionaries, masker)),
        );
        let (mut scores, Told { spread, item_stats, texts, quotations }) = (scores?, told?);
        scores.item_stats.extend(item_stats);
        Ok(Self { terms, issues, spread, texts, spread_rules, scores, quotations, coding })
    }
}

/// What is told of the issues.
struct Told {
    spread: ThemeSpread,
    /// The scores of the meetings that raise them.
    item_stats: Vec<ItemStat>,
    texts: AnonymousTexts,
    quotations: Vec<Vec<Quotation>>,
}

impl Told {
    fn new(
        gathered: &Gathered,
        items: Option<&ItemSet>,
        (issues, rules): (&CaseIssues, &SpreadRules),
        (dictionaries, masker): (&Dictionaries, &Masker<'_>),
    ) -> Result<Self, RunError> {
        let (lexicon, register) = (&dictionaries.lexicon, &dictionaries.register);
        let cases = gathered.cases.as_slice();
        let spread = spread_cases(cases, issues, lexicon)?;
        let spread = theme_spread(issues.themes.len(), &spread, rules);
        let texts = anonymous_texts(cases, &issues.themes, &spread, masker, register)?;
        let quotations = quotations(cases, issues, masker, register)?;
        let ids = issues.themes.iter().map(|theme| theme.theme_id.as_str());
        let raising: Vec<_> = ids.zip(spread.raising()).collect();
        let item_stats = analysis::theme_scores(cases, items, &raising)?;
        Ok(Self { spread, item_stats, texts, quotations })
    }
}
